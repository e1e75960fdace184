//! Texts that are held in pieces: what they have in common stands in the library once.
//!
//! A packed text is a row of pieces, each named by a byte or two. A piece is one character, or a run: a row of
//! pieces itself. So any text is read by itself, from its first character on, and nothing is unpacked into memory.

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

/// A text and the runs in it that can be open at once, one in the other: one more than the build allows.
const MAX_OPEN: usize = 8;

/// The characters of a packed text.
#[derive(Clone)]
pub(crate) struct Chars {
    pieces: &'static Pieces,
    /// What is left of the text, of the run that stands open in it, of the one in that, and so on.
    open: [&'static [u8]; MAX_OPEN],
    innermost: usize,
}

/// What a number stands for.
enum Piece {
    Char(u16),
    Run(&'static [u8]),
}

impl PackedTexts {
    /// The text with this number; none where there is no such text.
    pub(crate) fn get(&'static self, number: usize) -> Option<Chars> {
        let start = *self.starts.get(number / TEXTS_A_PLACE)?;
        let mut rest = self.packed.get(usize::from(start)..)?;
        for _ in 0..number % TEXTS_A_PLACE {
            let (length, others) = rest.split_first()?;
            rest = others.get(usize::from(*length)..)?;
        }
        let (length, others) = rest.split_first()?;
        Some(self.pieces.text(others.get(..usize::from(*length))?))
    }
}

impl Pieces {
    /// The characters of a text packed with these pieces.
    pub(crate) fn text(&'static self, packed: &'static [u8]) -> Chars {
        let mut open = [[].as_slice(); MAX_OPEN];
        open[0] = packed;
        Chars { pieces: self, open, innermost: 0 }
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

impl Iterator for Chars {
    type Item = char;

    /// What the build has written ends only where the text does.
    fn next(&mut self) -> Option<char> {
        loop {
            let rest = self.open.get_mut(self.innermost)?;
            let Some((first, mut after)) = rest.split_first() else {
                self.innermost = self.innermost.checked_sub(1)?;
                continue;
            };
            let one_byte = usize::from(self.pieces.one_byte);
            let mut number = usize::from(*first);
            if number >= one_byte {
                let (second, others) = after.split_first()?;
                number = one_byte + (number - one_byte) * 256 + usize::from(*second);
                after = others;
            }
            *rest = after;
            match self.pieces.piece(number)? {
                Piece::Char(code) => return char::from_u32(u32::from(code)),
                Piece::Run(run) => {
                    self.innermost += 1;
                    *self.open.get_mut(self.innermost)? = run;
                }
            }
        }
    }
}
