//! The buffers in which requests come and answers go.
//!
//! A request is one text after the other: a number of one byte, the length in four (the least first), UTF-8 or
//! bytes. What the number says is up to the function: an item, or which part of a problem this is.

use alloc::vec::Vec;

use toroku::{Personal, Secret};
use zeroize::Zeroize;

use crate::wrong::Wrong;

/// The texts of a request, in their order.
#[derive(Clone, Copy)]
pub(crate) struct Request<'a> {
    rest: &'a [u8],
}

impl<'a> Request<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// The next text's number, left where it is.
    pub(crate) fn peek(&self) -> Option<u8> {
        self.rest.first().copied()
    }

    /// The next number with its bytes; nothing at the end.
    pub(crate) fn entry(&mut self) -> Result<Option<(u8, &'a [u8])>, Wrong> {
        let Some((number, rest)) = self.rest.split_first() else { return Ok(None) };
        let malformed = Wrong::Malformed("request");
        let (length, rest) = rest.split_first_chunk::<4>().ok_or(malformed)?;
        let length = usize::try_from(u32::from_le_bytes(*length)).map_err(|_| malformed)?;
        let (bytes, rest) = rest.split_at_checked(length).ok_or(malformed)?;
        self.rest = rest;
        Ok(Some((*number, bytes)))
    }

    /// The next bytes.
    pub(crate) fn bytes(&mut self) -> Result<&'a [u8], Wrong> {
        self.entry()?.map(|(_, bytes)| bytes).ok_or(Wrong::Malformed("request"))
    }

    /// The next text.
    pub(crate) fn text(&mut self) -> Result<&'a str, Wrong> {
        text(self.bytes()?)
    }

    /// The next text, as what a person typed.
    pub(crate) fn personal(&mut self) -> Result<Personal, Wrong> {
        self.text().map(Personal::new)
    }

    /// The next text, read as what it stands for; `what` names it where it does not.
    pub(crate) fn read<T>(
        &mut self,
        what: &'static str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, Wrong> {
        read(self.text()?).ok_or(Wrong::Malformed(what))
    }

    /// The next text, parsed.
    pub(crate) fn parsed<T: core::str::FromStr>(&mut self, what: &'static str) -> Result<T, Wrong> {
        self.read(what, |text| text.parse().ok())
    }

    /// The next bytes, as a secret of this size.
    pub(crate) fn secret<const N: usize>(
        &mut self,
        what: &'static str,
    ) -> Result<Secret<N>, Wrong> {
        let bytes = <[u8; N]>::try_from(self.bytes()?);
        bytes.map(Secret::new).map_err(|_| Wrong::Malformed(what))
    }
}

/// Bytes that are a text.
pub(crate) fn text(bytes: &[u8]) -> Result<&str, Wrong> {
    core::str::from_utf8(bytes).map_err(|_| Wrong::Malformed("text"))
}

/// Room for one request and one answer.
#[derive(Default)]
pub(crate) struct Exchange {
    pub(crate) request: Vec<u8>,
    pub(crate) answer: Vec<u8>,
}

/// What stays of a buffer between calls; the longest answers, a language's words, are let go.
const KEPT: usize = 64 * 1024;

impl Exchange {
    pub(crate) const fn new() -> Self {
        Self { request: Vec::new(), answer: Vec::new() }
    }

    /// Makes room for a request and says where it is.
    pub(crate) fn room(&mut self, size: usize) -> *mut u8 {
        if self.request.len() < size {
            self.request.zeroize();
            self.request.resize(size, 0);
        }
        self.request.as_mut_ptr()
    }

    /// Wipes the answer that was read.
    pub(crate) fn wipe(&mut self) {
        self.answer.zeroize();
        if self.answer.capacity() > KEPT {
            self.answer = Vec::new();
        }
    }

    /// Puts bytes where the caller reads the answer.
    pub(crate) fn put(&mut self, bytes: &[u8]) {
        self.wipe();
        self.answer.extend_from_slice(bytes);
    }
}
