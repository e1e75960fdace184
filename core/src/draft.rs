//! What the applicant has entered so far, as typed.

use serde::{Deserialize, Serialize};

use crate::field::{Item, MAX_ITEM_BYTES, Typed};
use crate::personal::Personal;

/// The texts of the entry's items as the applicant left them: kept as typed, converted only on the way to
/// confirmation, so that Back shows people their own words again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    items: [Option<Text>; Item::ALL.len()],
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Text {
    text: Personal,
    /// How many characters were typed, where that was more than is kept.
    cut_from: Option<u32>,
}

impl Draft {
    /// The item's text as typed, at most [`MAX_ITEM_BYTES`] of it.
    pub fn text(&self, item: Item) -> Option<&str> {
        self.items[item as usize].as_ref().map(|text| text.text.expose())
    }

    /// Whether nothing has been entered.
    pub fn is_empty(&self) -> bool {
        self.items.iter().all(Option::is_none)
    }

    pub(crate) fn typed(&self, item: Item) -> Option<Typed<'_>> {
        let text = self.items[item as usize].as_ref()?;
        Some(Typed { text: text.text.expose(), cut_from: text.cut_from })
    }

    /// Keeps the text; an empty one clears the item. Of a text over the limit the beginning is kept, to be
    /// shown again, and how long it was.
    pub(crate) fn set(&mut self, item: Item, text: Personal) {
        let length = text.expose().len();
        self.items[item as usize] = if length == 0 {
            None
        } else if length <= MAX_ITEM_BYTES {
            Some(Text { text, cut_from: None })
        } else {
            let whole = text.expose();
            let chars = u32::try_from(whole.chars().count()).unwrap_or(u32::MAX);
            let kept = &whole[..whole.floor_char_boundary(MAX_ITEM_BYTES)];
            Some(Text { text: kept.into(), cut_from: Some(chars) })
        };
    }

    pub(crate) fn clear(&mut self, item: Item) {
        self.items[item as usize] = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn too_long_a_text_is_cut_at_a_character() {
        let mut draft = Draft::default();
        draft.set(Item::StreetAddress, "あ".repeat(2000).into());
        let typed = draft.typed(Item::StreetAddress).unwrap();
        assert_eq!(typed.cut_from, Some(2000));
        assert_eq!(typed.text.len(), 4095);
        draft.set(Item::StreetAddress, Personal::new(""));
        assert!(draft.is_empty());
    }
}
