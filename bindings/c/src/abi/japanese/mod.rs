//! Japanese encodings, one or two bytes a character, read and written strictly.
//!
//! One set of tables has all of them. The characters of CP932 stand in the order of Unicode, and a character's rank among
//! them is its place in the list of codes that an encoding writes: `TO_CODES` of CP932, and of EBCDIC, whose characters of
//! two bytes are all CP932's, another list. What a code stands for is its place in rows, of which each encoding has its own.
//!
//! The tables are drawn when the library is built (`draw.rs`), CP932's from `encoding_rs`, EBCDIC's from `data/ebcdic.tsv`.
//! With them the small library with CP932 has 551,392 bytes; with the crate itself, which knows other encodings'
//! tables too, 668,800.
//!
//! Strictly means that what has no character is refused, and on writing whatever would not come back the same.
//! User-defined characters are those of the host's table (`abi/user.rs`) and no others.

use alloc::string::String;

use crate::abi::encoding::{Unreadable, User, Why};
use crate::abi::user::is_selector;

pub(crate) mod cp932;
#[cfg(feature = "ebcdic")]
pub(crate) mod ebcdic;
/// The tables, which are for no reader.
mod tables {
    #![allow(clippy::unreadable_literal)]

    include!(concat!(env!("OUT_DIR"), "/japanese.rs"));
}
use tables::{TO_BITS, TO_PAGES, TO_STARTS};

/// What is written for a character.
enum Written {
    Single(u8),
    Double(u16),
}

/// The place of a character in the list of codes of every encoding.
fn rank(c: char) -> Option<usize> {
    let [page, low] = u16::try_from(u32::from(c)).ok()?.to_be_bytes();
    let page = usize::from(TO_PAGES[usize::from(page)]);
    let (word, bit) = (usize::from(low) / 64, 1_u64 << (low % 64));
    let bits = TO_BITS[page][word];
    let before = (bits & (bit - 1)).count_ones() as usize;
    (bits & bit != 0).then(|| usize::from(TO_STARTS[page][word]) + before)
}

/// Reads a user-defined character onto the end of a text: whether a substitute stands there now.
fn read_user(code: u16, at: usize, user: User<'_>, text: &mut String) -> Result<bool, Unreadable> {
    let found = user.and_then(|user| user.read(code));
    let (read, is_substitute) = found.ok_or(Unreadable { at, why: Why::User(code) })?;
    text.extend(read.into_iter().filter(|c| *c != '\0'));
    Ok(is_substitute)
}

/// What is written for the beginning of a text, and what comes after it: a user-defined character where that is a
/// kanji with a selector, or nothing else has it; `None` where nothing is.
fn first<'s>(
    text: &'s str,
    user: User<'_>,
    own: impl FnOnce(char) -> Option<Written>,
) -> Option<(Written, &'s str)> {
    let mut rest = text.chars();
    let c = rest.next()?;
    let after = rest.as_str();
    let Some(user) = user else { return Some((own(c)?, after)) };
    if let Some(selector) = rest.next().filter(|next| is_selector(*next)) {
        return Some((Written::Double(user.code([c, selector])?), rest.as_str()));
    }
    let users = || user.code([c, '\0']).map(Written::Double);
    Some((own(c).or_else(users)?, after))
}

/// Where bytes are written, from the beginning on.
struct Room<'r> {
    bytes: &'r mut [u8],
    at: usize,
}

impl Room<'_> {
    /// `None` where there is no room.
    fn put(&mut self, bytes: &[u8]) -> Option<()> {
        self.bytes.get_mut(self.at..)?.get_mut(..bytes.len())?.copy_from_slice(bytes);
        self.at += bytes.len();
        Some(())
    }
}
