//! What stands in a phone field that is no plain number: an extension, a second number, a country code without
//! its plus, a label, letters typed for digits.
//!
//! It finds the numbers of Japan's plan in the text, to ask about them. What two numbers, a number and an
//! extension, or a number and a country code have between them is never left out.

use super::phone_plan::Plan;
use crate::{character, width};

/// Digits as the field takes them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    digits: [u8; Self::MAX],
    count: usize,
}

impl Number {
    /// The most digits.
    pub(super) const MAX: usize = 12;

    /// `None` where there is no digit, or one too many.
    pub(super) fn of(digits: impl IntoIterator<Item = u8>) -> Option<Self> {
        let mut number = Self { digits: [0; Self::MAX], count: 0 };
        for digit in digits {
            *number.digits.get_mut(number.count)? = digit;
            number.count += 1;
        }
        (number.count > 0).then_some(number)
    }

    /// With a 0 before them, where there is none yet.
    pub(super) fn with_trunk(digits: impl Iterator<Item = u8> + Clone) -> Option<Self> {
        let first = digits.clone().next()?;
        Self::of((first != b'0').then_some(b'0').into_iter().chain(digits))
    }

    pub(super) fn digits(&self) -> &[u8] {
        self.digits.get(..self.count).unwrap_or_default()
    }

    pub(super) fn plan(&self) -> Plan {
        Plan::of(self.digits(), self.count)
    }

    pub(super) fn has_subscribers(&self) -> bool {
        self.plan().has_subscribers()
    }

    /// Itself, where it is one of Japan's.
    pub(super) fn known(self) -> Option<Self> {
        self.plan().is_known().then_some(self)
    }

    /// The number whose first 0 is missing: a spreadsheet drops it, and other countries' numbers have none.
    pub(super) fn zero_restored(&self) -> Option<Self> {
        let is_bare = !self.digits().starts_with(b"0");
        is_bare.then(|| Self::with_trunk(self.digits().iter().copied())?.known()).flatten()
    }
}

/// The numbers of a text, and what stands around them.
#[derive(Default)]
pub(super) struct Reading {
    /// The first two that differ.
    pub(super) numbers: [Option<Number>; 2],
    /// How many digits stand before the first.
    pub(super) before: usize,
    /// The most digits that stand together after it.
    pub(super) after: usize,
    /// A plus and a country code that is not Japan's.
    pub(super) is_foreign: bool,
}

impl Reading {
    /// Reads a text. `is_whole` says that it could be one number of another country: then none is looked for in
    /// its middle.
    pub(super) fn of(text: &str, is_whole: bool) -> Self {
        let apart = Self::read(text, is_whole, false);
        if apart.numbers[0].is_some() || apart.is_foreign {
            return apart;
        }
        // `03.1234.5678` is one number, as no part of it is.
        Self::read(text, is_whole, true)
    }

    fn read(text: &str, is_whole: bool, is_joined: bool) -> Self {
        let mut found = Self::default();
        let mut rest = signs(text);
        let (mut has_plus, mut is_begun, mut together) = (false, false, 0);
        loop {
            let here = rest.clone();
            match rest.next() {
                None => return found,
                Some(Sign::Plus) => (has_plus, is_begun, together) = (true, false, 0),
                Some(Sign::Mark | Sign::Letter) => {
                    (has_plus, is_begun, together) = (false, false, 0);
                }
                Some(Sign::Space) => {}
                Some(Sign::Digit(_)) => {
                    if !(is_begun && (is_whole || has_plus))
                        && let Some((number, after)) = longest(here.clone(), has_plus, is_joined)
                    {
                        found.add(number);
                        (rest, has_plus, is_begun, together) = (after, false, false, 0);
                        continue;
                    }
                    found.is_foreign |= has_plus && !is_begun && is_of_another_country(here);
                    is_begun = true;
                    let mut count = 1;
                    while rest.clone().next().is_some_and(Sign::is_digit) {
                        rest.next();
                        count += 1;
                    }
                    together += count;
                    if found.numbers[0].is_none() {
                        found.before += count;
                    } else {
                        found.after = found.after.max(together);
                    }
                }
            }
        }
    }

    fn add(&mut self, number: Number) {
        match self.numbers {
            [None, _] => self.numbers[0] = Some(number),
            [Some(first), None] if first != number => self.numbers[1] = Some(number),
            _ => self.after = self.after.max(number.count),
        }
    }
}

/// The longest number that begins here and ends where digits end, and what follows it.
fn longest<I: Iterator<Item = Sign> + Clone>(
    mut signs: I,
    has_plus: bool,
    is_joined: bool,
) -> Option<(Number, I)> {
    /// As many digits as a number has with the longest way to write a country code before it.
    const MOST: usize = 17;
    let (mut digits, mut count) = ([0; MOST], 0);
    // A bit for each count of digits at which a group ended.
    let mut ends = 0_u32;
    let mut found = None;
    loop {
        let after = signs.clone();
        let sign = signs.next();
        if let Some(Sign::Digit(digit)) = sign {
            let Some(place) = digits.get_mut(count) else { return found };
            *place = digit;
            count += 1;
            continue;
        }
        if ends >> count & 1 == 0 {
            ends |= 1 << count;
            let number = digits.get(..count).and_then(|digits| national(digits, has_plus, ends));
            found = number.map(|number| (number, after)).or(found);
        }
        match sign {
            Some(Sign::Space) => {}
            Some(Sign::Mark) if is_joined => {}
            _ => return found,
        }
    }
}

/// The number of Japan's that the digits are, with a country code before it or without.
fn national(digits: &[u8], has_plus: bool, ends: u32) -> Option<Number> {
    let trunked = |digits: &[u8]| Number::with_trunk(digits.iter().copied())?.known();
    if digits.starts_with(b"0")
        && let Some(number) = trunked(digits)
    {
        return Some(number);
    }
    if has_plus && let Some(digits) = digits.strip_prefix(b"81") {
        return trunked(digits);
    }
    let codes: [&[u8]; 3] = [b"81", b"0081", b"01081"];
    // America's way to call abroad is Sapporo's area code too.
    let is_american = ends & 0b10_1000 == 0b10_1000;
    let american: Option<&[u8]> = is_american.then_some(b"01181");
    codes.into_iter().chain(american).find_map(|code| trunked(digits.strip_prefix(code)?))
}

fn is_of_another_country(signs: impl Iterator<Item = Sign>) -> bool {
    let together = signs.take_while(|sign| matches!(sign, Sign::Digit(_) | Sign::Space));
    let mut digits = together.filter_map(Sign::digit);
    match digits.next() {
        Some(b'8') => digits.next() != Some(b'1'),
        first => first != Some(b'0'),
    }
}

/// What follows 81, written as a group of its own, with a 0 before it.
pub(super) fn after_country(text: &str) -> Option<Number> {
    let mut rest = signs(text).skip_while(|sign| !sign.is_digit());
    let code = [rest.next()?, rest.next()?];
    let is_country = matches!(code, [Sign::Digit(b'8'), Sign::Digit(b'1')]);
    let is_apart = rest.next().is_some_and(|sign| !sign.is_digit());
    if !is_country || !is_apart {
        return None;
    }
    Number::with_trunk(rest.filter_map(Sign::digit))
}

/// A character of a phone number as people write it.
#[derive(Clone, Copy)]
enum Sign {
    /// An ASCII digit, or what was typed for one.
    Digit(u8),
    Plus,
    /// What the field leaves out between digits.
    Space,
    /// Punctuation.
    Mark,
    /// Anything else.
    Letter,
}

impl Sign {
    fn digit(self) -> Option<u8> {
        if let Self::Digit(digit) = self { Some(digit) } else { None }
    }

    fn is_digit(self) -> bool {
        self.digit().is_some()
    }

    fn of(before: char, c: char, after: char) -> Self {
        match c {
            '+' => Self::Plus,
            // The kanji for one looks like a dash, and a Korean keyboard has a vowel that does.
            '一' if [before, after].iter().all(char::is_ascii_digit) => Self::Mark,
            _ if is_separator(c) => Self::Space,
            _ => match digit(c).or_else(|| letter_for_digit(before, c, after)) {
                Some(digit) => Self::Digit(digit),
                None if c.is_ascii_punctuation() || "・･·•、。〜〰∼⁓ㅡᅳ".contains(c) => {
                    Self::Mark
                }
                None => Self::Letter,
            },
        }
    }
}

fn signs(text: &str) -> impl Iterator<Item = Sign> + Clone {
    let (mut before, mut rest) = (' ', text.chars());
    core::iter::from_fn(move || {
        let c = narrowed(rest.next()?);
        let after = rest.clone().next().map_or(' ', narrowed);
        let sign = Sign::of(before, c, after);
        before = c;
        Some(sign)
    })
}

/// What stands between the digits of a number. The dashes as they stand: narrowing knows U+FF0D alone.
pub(super) fn is_separator(c: char) -> bool {
    character::is_dash(c) || character::is_any_space(c) || matches!(c, '(' | ')' | '（' | '）')
}

pub(super) fn narrowed(c: char) -> char {
    width::narrowed(c).unwrap_or(c)
}

/// The ASCII digit that a digit of any script stands for.
fn digit(c: char) -> Option<u8> {
    /// The zeros of the scripts whose ten digits follow each other (Unicode 16, `Nd`, first plane).
    const ZEROS: [u16; 36] = [
        0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6,
        0x0D66, 0x0DE6, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0,
        0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0,
        0xAA50, 0xABF0, 0xFF10,
    ];
    const KANJI: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let place = if c.is_ascii() {
        c.to_digit(10)?
    } else if let Some(place) = KANJI.iter().position(|kanji| *kanji == c) {
        u32::try_from(place).ok()?
    } else {
        let point = u16::try_from(u32::from(c)).ok()?;
        let zero = ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&point))?;
        u32::from(point - zero)
    };
    u8::try_from(place).ok().map(|place| b'0' + place)
}

/// The digit that a letter was typed for: it stands beside a digit, or such a letter, and in no word.
fn letter_for_digit(before: char, c: char, after: char) -> Option<u8> {
    let look_alike = |c| match c {
        'O' | 'o' | '○' | '零' => Some(b'0'),
        'I' | 'l' => Some(b'1'),
        _ => None,
    };
    let beside = [before, after];
    let is_word = |c: char| c.is_ascii_alphabetic() && look_alike(c).is_none();
    let is_number = |c: char| digit(c).is_some() || look_alike(c).is_some();
    look_alike(c).filter(|_| !beside.into_iter().any(is_word) && beside.into_iter().any(is_number))
}
