//! Texts that are held in pieces: what they have in common stands in the library once.
//!
//! A packed text is a row of pieces, each named by a byte or two. A piece is one character, or a run: a row of
//! pieces itself. So any text is read by itself, from its first character on, and nothing is unpacked into memory.

use alloc::string::String;

/// What packed texts are made of. `build/pieces.rs` makes it.
///
/// Pieces have numbers: first the characters named by one byte, then the runs, then the other characters.
pub(crate) struct Pieces {
    /// The characters, in the order of their numbers.
    pub(crate) chars: &'static [u16],
    /// The runs, one after the other.
    pub(crate) runs: &'static [u8],
    /// How many runs of how many bytes follow each other.
    pub(crate) lengths: &'static [(u16, u8)],
    /// The number of the first run.
    pub(crate) first_run: u16,
    /// The bytes below this one name a piece by themselves; another does together with the byte after it.
    pub(crate) one_byte: u16,
}

/// Texts that are found by their number.
pub(crate) struct PackedTexts {
    pub(crate) pieces: Pieces,
    /// Where every sixteenth text begins.
    pub(crate) starts: &'static [u16],
    /// The texts, each behind a byte that says how many it has.
    pub(crate) packed: &'static [u8],
}

/// How many texts have one place in [`PackedTexts::starts`].
const TEXTS_A_PLACE: usize = 16;

/// What a number stands for.
enum Piece {
    Char(u16),
    Run(&'static [u8]),
}

impl PackedTexts {
    /// The text with this number; an empty one where there is no such text.
    pub(crate) fn get(&self, number: usize) -> String {
        let mut text = String::new();
        self.push(number, &mut text);
        text
    }

    /// Appends the text with this number; nothing where there is no such text.
    pub(crate) fn push(&self, number: usize, out: &mut String) {
        let packed = self.packed(number).unwrap_or_default();
        // A byte names a character of three bytes, or a run of some.
        out.reserve(packed.len() * 4);
        self.pieces.read(packed, &mut |c| out.push(c));
    }

    fn packed(&self, number: usize) -> Option<&'static [u8]> {
        let start = *self.starts.get(number / TEXTS_A_PLACE)?;
        let mut rest = self.packed.get(usize::from(start)..)?;
        for _ in 0..number % TEXTS_A_PLACE {
            let (length, others) = rest.split_first()?;
            rest = others.get(usize::from(*length)..)?;
        }
        let (length, others) = rest.split_first()?;
        others.get(..usize::from(*length))
    }
}

impl Pieces {
    /// Shows `see` the characters of a text packed with these pieces. Runs stand in each other as deep as the build
    /// allows, and what it has written ends only where the text does.
    pub(crate) fn read(&self, packed: &[u8], see: &mut impl FnMut(char)) {
        let one_byte = usize::from(self.one_byte);
        let mut rest = packed;
        while let [first, after @ ..] = rest {
            rest = after;
            let mut number = usize::from(*first);
            if number >= one_byte {
                let [second, after @ ..] = rest else { return };
                rest = after;
                number = one_byte + (number - one_byte) * 256 + usize::from(*second);
            }
            match self.piece(number) {
                Some(Piece::Char(code)) => {
                    if let Some(c) = char::from_u32(u32::from(code)) {
                        see(c);
                    }
                }
                Some(Piece::Run(run)) => self.read(run, see),
                None => return,
            }
        }
    }

    fn piece(&self, number: usize) -> Option<Piece> {
        let first_run = usize::from(self.first_run);
        let mut at = number;
        if let Some(mut run) = number.checked_sub(first_run) {
            let mut start = 0;
            for (count, length) in self.lengths {
                let (count, length) = (usize::from(*count), usize::from(*length));
                if run < count {
                    let start = start + run * length;
                    return self.runs.get(start..start + length).map(Piece::Run);
                }
                run -= count;
                start += count * length;
            }
            at = first_run + run;
        }
        self.chars.get(at).copied().map(Piece::Char)
    }
}
