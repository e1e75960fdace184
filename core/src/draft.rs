//! What the applicant has entered so far, as typed.

use alloc::boxed::Box;

use crate::item::Item;
use crate::personal::Personal;
use crate::typed::Typed;

/// The texts of the entry's items as the applicant left them: kept as typed, converted only on the way to
/// confirmation, so that Back shows people their own words again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// In one place on the heap: a state moves at every input, and its texts need not.
    items: Box<[Option<Text>; Item::ALL.len()]>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Text {
    text: Personal,
    /// How many characters were typed, where that was more than is kept.
    cut_from: Option<u32>,
}

impl Draft {
    /// The item's text as typed, at most [`MAX_ITEM_BYTES`](crate::MAX_ITEM_BYTES) of it.
    pub fn text(&self, item: Item) -> Option<&str> {
        self.kept(item).map(|(text, _)| text.expose())
    }

    /// Whether nothing has been entered.
    pub fn is_empty(&self) -> bool {
        self.items.iter().all(Option::is_none)
    }

    /// How many characters the item had, where that was more than is kept.
    pub(crate) fn cut_from(&self, item: Item) -> Option<u32> {
        self.kept(item)?.1
    }

    /// Keeps the text; an empty one clears the item. Of a text over the limit the beginning is kept.
    pub(crate) fn set(&mut self, item: Item, text: Personal) {
        self.items[item as usize] = match Typed::new(text.expose()) {
            None => None,
            Some(Typed { cut_from: None, .. }) => Some(Text { text, cut_from: None }),
            Some(Typed { text, cut_from }) => Some(Text { text: text.into(), cut_from }),
        };
    }

    /// The item's text as it is kept, and how many characters it had, where that was more.
    pub(crate) fn kept(&self, item: Item) -> Option<(&Personal, Option<u32>)> {
        self.items[item as usize].as_ref().map(|kept| (&kept.text, kept.cut_from))
    }

    /// Puts back what was kept.
    pub(crate) fn restore(&mut self, item: Item, text: Personal, cut_from: Option<u32>) {
        self.items[item as usize] = Some(Text { text, cut_from });
    }
}
