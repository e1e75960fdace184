//! The texts of a record.

use alloc::string::String;
use core::ops::Range;

use toroku::{Field, Form, Item};
use zeroize::Zeroizing;

use crate::abi::encoding::Unreadable;
use crate::records::columns::Columns;
use crate::records::layout::record_size;
use crate::records::mapping::{ROWS, Reading, Span};

/// What a record says, as the texts that the engine takes.
pub(crate) struct Texts {
    /// All texts one after the other.
    all: Zeroizing<String>,
    items: [Range<usize>; Item::ALL.len()],
    is_agreed: bool,
    version: Range<usize>,
    /// How many bytes each row's column has without its padding.
    lengths: [usize; ROWS.len()],
    /// What of a field's column cannot be read, where not all can.
    unreadable: [Option<Unreadable>; Field::ENTRY.len()],
    /// Whether a substitute stands for a user-defined character.
    is_substituted: [bool; Field::ENTRY.len()],
}

impl Texts {
    pub(crate) fn new() -> Self {
        // A byte becomes three at the most, or four of the host's own. With the room asked for once, no piece of the
        // texts is left in memory that was given back.
        let all = Zeroizing::new(String::with_capacity(4 * record_size()));
        let items = [const { 0..0 }; Item::ALL.len()];
        let unreadable = [None; Field::ENTRY.len()];
        let is_substituted = [false; Field::ENTRY.len()];
        let lengths = [0; ROWS.len()];
        Self { all, items, is_agreed: false, version: 0..0, lengths, unreadable, is_substituted }
    }

    /// Reads a record of full length, instead of the one before.
    pub(crate) fn read(&mut self, record: &[u8], columns: Columns<'_>) {
        self.all.clear();
        self.items.fill(0..0);
        self.unreadable.fill(None);
        self.is_substituted.fill(false);
        for (at, row) in ROWS.iter().enumerate() {
            let Some(((start, end), reading)) = row.reading else { continue };
            let bytes = columns.without_padding(&record[start..end]);
            self.lengths[at] = bytes.len();
            let text = self.column(bytes, row.field, columns);
            self.take(reading, text);
        }
    }

    /// The text of a column without its padding; an unreadable one is noted, and nothing.
    fn column(&mut self, bytes: &[u8], field: Field, columns: Columns<'_>) -> Range<usize> {
        let start = self.all.len();
        match columns.read_onto(bytes, &mut self.all) {
            Ok(is_substituted) => self.is_substituted[field as usize] |= is_substituted,
            Err(unreadable) => {
                self.all.truncate(start);
                self.unreadable[field as usize].get_or_insert(unreadable);
            }
        }
        let text = self.slice(&(start..self.all.len()));
        start..start + text.trim_end_matches([' ', '\0', '\u{3000}']).len()
    }

    /// Makes a column's text one of the entry.
    fn take(&mut self, reading: Reading, text: Range<usize>) {
        let is = |wanted: &str| self.slice(&text) == wanted;
        let is_unset = || self.slice(&text).bytes().all(|byte| byte == b'0');
        match reading {
            Reading::Text(item) => self.items[item as usize] = text,
            Reading::Code(item) if !is_unset() => self.items[item as usize] = text,
            Reading::Sex => {
                self.items[Item::Sex as usize] = if is("1") || is("M") {
                    self.append("male")
                } else if is("2") || is("F") {
                    self.append("female")
                } else {
                    text
                };
            }
            Reading::BirthDate if !is_unset() => {
                let rest = self.part(text, Some(4), Item::BirthYear);
                let rest = self.part(rest, Some(2), Item::BirthMonth);
                self.part(rest, None, Item::BirthDay);
            }
            Reading::Code(_) | Reading::BirthDate => {}
            Reading::Agreement => self.is_agreed = is("1"),
            Reading::Version => self.version = text,
        }
    }

    /// A part of the texts. Were the bounds wrong, the panic would not hold what a person typed.
    fn slice(&self, bounds: &Range<usize>) -> &str {
        self.all.get(bounds.clone()).expect("bounds are those of characters")
    }

    fn append(&mut self, text: &str) -> Range<usize> {
        self.all.push_str(text);
        self.all.len() - text.len()..self.all.len()
    }

    /// Makes so many characters an item, or all that is left: what comes after them.
    fn part(&mut self, text: Range<usize>, characters: Option<usize>, item: Item) -> Range<usize> {
        let whole = self.slice(&text);
        let length = characters
            .and_then(|count| whole.char_indices().nth(count))
            .map_or(whole.len(), |(at, _)| at);
        let part = self.slice(&(text.start..text.start + length));
        let start = text.start + part.len() - part.trim_start().len();
        self.items[item as usize] = start..start + part.trim().len();
        text.start + length..text.end
    }

    /// The texts as the engine checks them.
    pub(crate) fn form(&self) -> Form<'_> {
        let items = core::array::from_fn(|item| self.slice(&self.items[item]));
        Form::of(items, self.is_agreed.then(|| self.version()))
    }

    /// The bytes of each column that is read and written, without its padding.
    pub(crate) fn columns<'r>(
        &self,
        record: &'r [u8],
    ) -> impl Iterator<Item = (&'r [u8], Reading, Span)> {
        ROWS.iter().zip(self.lengths).filter_map(|(row, length)| {
            let ((start, _), reading) = row.reading?;
            let (to, _) = row.writing?;
            Some((&record[start..start + length], reading, to))
        })
    }

    pub(crate) fn text(&self, item: Item) -> &str {
        self.slice(&self.items[item as usize])
    }

    /// The items that have a text.
    #[cfg(feature = "cp932")]
    pub(crate) fn items(&self) -> impl Iterator<Item = (Item, &str)> {
        let texts = Item::ALL.iter().map(|item| (*item, self.text(*item)));
        texts.filter(|(_, text)| !text.is_empty())
    }

    /// The version that is said to be agreed to.
    #[cfg(feature = "cp932")]
    pub(crate) fn agreed(&self) -> Option<&str> {
        self.is_agreed.then(|| self.version())
    }

    /// The version that is agreed to.
    pub(crate) fn version(&self) -> &str {
        self.slice(&self.version)
    }

    /// Whether all of its bytes could be read.
    pub(crate) fn are_readable(&self) -> bool {
        self.unreadable.iter().all(Option::is_none)
    }

    /// What of a field's column cannot be read, where not all can.
    pub(crate) fn unreadable(&self, field: Field) -> Option<Unreadable> {
        self.unreadable.get(field as usize).copied().flatten()
    }

    /// Whether a substitute stands for a user-defined character in a field.
    pub(crate) fn is_substituted(&self, field: Field) -> bool {
        self.is_substituted.get(field as usize).is_some_and(|is| *is)
    }
}
