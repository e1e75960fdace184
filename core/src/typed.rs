//! A text of the entry as the applicant left it.

use crate::personal::part;

/// The most bytes of UTF-8 the engine looks at in one item; what is longer is a problem at once.
pub const MAX_ITEM_BYTES: usize = 4096;

/// An item's text as the applicant left it, cut at [`MAX_ITEM_BYTES`].
#[derive(Clone, Copy)]
pub(crate) struct Typed<'a> {
    pub(crate) text: &'a str,
    /// How many characters there were before the cut; `None` where nothing was cut.
    pub(crate) cut_from: Option<u32>,
}

impl<'a> Typed<'a> {
    /// Nothing where nothing was typed. Of a text over the limit the beginning is kept, to be shown again,
    /// and how long it was.
    pub(crate) fn new(text: &'a str) -> Option<Self> {
        if text.len() > MAX_ITEM_BYTES {
            let cut_from = Some(u32::try_from(text.chars().count()).unwrap_or(u32::MAX));
            let text = part(text, ..text.floor_char_boundary(MAX_ITEM_BYTES));
            return Some(Self { text, cut_from });
        }
        (!text.is_empty()).then_some(Self { text, cut_from: None })
    }

    /// A text that was not typed but stands somewhere in its canonical form.
    pub(crate) fn canonical(text: &'a str) -> Self {
        Self { text, cut_from: None }
    }
}
