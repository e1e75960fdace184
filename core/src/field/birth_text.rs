//! What a person writes in a box of a date: numbers, and beside them months' names, units, eras and calendars.

use crate::item::BirthPart;
use crate::typed::Typed;
use crate::{character, width};

/// A number of a date. Where nothing is known (`XX`, `--`) it is nought, of no digits.
#[derive(Clone, Copy, Default)]
pub(super) struct Number {
    pub(super) value: u32,
    /// How many digits it was written with.
    pub(super) digits: u8,
    /// What it is, where its text says so: `1月`, `JAN`.
    pub(super) part: Option<BirthPart>,
}

/// How the years of a date are counted, where its text says so.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Calendar {
    Meiji,
    Taisho,
    Showa,
    Heisei,
    Reiwa,
    Minguo,
    Buddhist,
}

/// What stands in a box.
#[derive(Clone, Copy, Default)]
pub(super) struct Text {
    numbers: [Number; 3],
    count: usize,
    pub(super) calendar: Option<Calendar>,
    /// Full-width characters, or spaces around.
    pub(super) is_narrowed: bool,
    /// Words beside the digits.
    pub(super) is_worded: bool,
    /// Digits other than 0 to 9.
    pub(super) is_foreign: bool,
}

/// What a word or a sign says.
#[derive(Clone, Copy)]
enum Sign {
    Unit(BirthPart),
    Calendar(Calendar),
    Unknown,
    /// Nothing that is not known without it.
    Filler,
}

/// The words and signs, in small letters. One of letters is a whole word; of others the longer comes first.
const SIGNS: &[(Sign, &str)] = &[
    (Sign::Unit(BirthPart::Year), "年 년"),
    (Sign::Unit(BirthPart::Month), "月 월"),
    (Sign::Unit(BirthPart::Day), "日 일"),
    (Sign::Calendar(Calendar::Reiwa), "令和 令 ㋿ reiwa r"),
    (Sign::Calendar(Calendar::Heisei), "平成 平 ㍻ heisei h"),
    (Sign::Calendar(Calendar::Showa), "昭和 昭 ㍼ showa shouwa s"),
    (Sign::Calendar(Calendar::Taisho), "大正 大 ㍽ taisho taishou t"),
    (Sign::Calendar(Calendar::Meiji), "明治 明 ㍾ meiji m"),
    (Sign::Calendar(Calendar::Minguo), "中華民國 中華民国 中华民国 民國 民国 民 minguo roc"),
    (Sign::Calendar(Calendar::Buddhist), "仏暦 佛历 พ.ศ. b.e. be"),
    (Sign::Filler, "西暦 公元 ad ce of st nd rd th 生まれ 生"),
    (Sign::Unknown, "不明 不詳 unknown xxxx xx ** ??"),
];

/// The months' names; three letters of one, or more, are enough.
const MONTHS: &str =
    "january february march april may june july august september october november december";

/// The zeros of scripts whose other digits follow in order.
const ZEROS: &str = "٠۰०০੦૦୦௦౦೦൦๐໐၀០";
const KANJI: &str = "〇一二三四五六七八九";

/// The text's numbers, three at most; nothing where anything in it is no part of a date. What does not show is
/// passed over, but for what it may hold apart.
pub(super) fn read(typed: Typed<'_>) -> Option<Text> {
    let text = typed.text.trim_matches(character::is_any_space);
    if typed.cut_from.is_some() {
        return None;
    }
    let is_narrowed =
        text.len() != typed.text.len() || text.chars().any(|c| width::narrowed(c).is_some());
    if !text.is_empty() && text.chars().all(character::is_dash) {
        return Some(Text { count: 1, is_worded: true, is_narrowed, ..Text::default() });
    }
    let (mut rest, mut read) = (Rest(text), Text { is_narrowed, ..Text::default() });
    let (mut expects_year, mut is_after_digit) = (false, false);
    while let Some(c) = rest.plain().next() {
        let is_before_digit = || rest.plain().nth(1).is_some_and(|c| c.is_ascii_digit());
        if core::mem::take(&mut is_after_digit) && c == '一' && is_before_digit() {
            // The kanji for one looks like a dash: asked about.
            read.is_foreign = true;
            rest.skip(1);
        } else if let Some(mut number) = rest.number(&mut read.is_foreign) {
            if core::mem::take(&mut expects_year) {
                number.part = Some(BirthPart::Year);
            }
            read.push(number)?;
            is_after_digit = c.is_ascii();
        } else if let Some(month) = rest.month() {
            read.is_worded = true;
            read.push(Number { value: month, digits: 2, part: Some(BirthPart::Month) })?;
        } else if let Some(sign) = rest.sign() {
            read.is_worded = true;
            match sign {
                Sign::Unit(part) => read.numbers[..read.count].last_mut()?.part = Some(part),
                Sign::Calendar(calendar) => {
                    if read.calendar.replace(calendar).is_some() {
                        return None;
                    }
                    expects_year = true;
                }
                Sign::Unknown => read.push(Number::default())?,
                Sign::Filler => {}
            }
        } else {
            // A dash before anything else is a sign of its own.
            let is_begun = read.count > 0 || read.calendar.is_some();
            let is_passed = is_quote(c) || character::is_refused(c);
            if !(is_passed || is_begun && is_separator(c)) {
                return None;
            }
            rest.skip(1);
        }
    }
    (read.count > 0).then_some(read)
}

impl Text {
    fn push(&mut self, number: Number) -> Option<()> {
        *self.numbers.get_mut(self.count)? = number;
        self.count += 1;
        Some(())
    }

    pub(super) fn numbers(&self) -> &[Number] {
        self.numbers.get(..self.count).unwrap_or_default()
    }

    /// The number, where there is one alone that is no whole date.
    pub(super) fn single(&self) -> Option<Number> {
        (self.count == 1 && self.numbers[0].digits < 6).then_some(self.numbers[0])
    }

    /// The three numbers of a whole date. Eight digits, or six, are three numbers too.
    pub(super) fn whole(&self) -> Option<[Number; 3]> {
        if self.count == 3 {
            return Some(self.numbers);
        }
        let [Number { value, digits, .. }, ..] = self.numbers;
        let number = |value, digits| Number { value, digits, part: None };
        let two = |divisor| number(value / divisor % 100, 2);
        match (self.count, digits) {
            (1, 6) => {
                let part = self.numbers[0].part;
                Some([Number { part, ..two(10_000) }, two(100), two(1)])
            }
            (1, 8) => {
                let is_year_first = value >= 13_000_000 && two(100).value < 13 && two(1).value < 32;
                Some(if is_year_first {
                    [number(value / 10_000, 4), two(100), two(1)]
                } else {
                    [two(1_000_000), two(10_000), number(value % 10_000, 4)]
                })
            }
            _ => None,
        }
    }
}

fn is_quote(c: char) -> bool {
    matches!(c, '\'' | '`' | '\u{B4}' | '\u{2018}' | '\u{2019}')
}

fn is_separator(c: char) -> bool {
    character::is_any_space(c)
        || character::is_dash(c)
        || matches!(c, '/' | '.' | ',' | '、' | '・')
}

/// What is left to read of a text.
struct Rest<'a>(&'a str);

impl<'a> Rest<'a> {
    /// Its characters in half width and small letters.
    fn plain(&self) -> impl Iterator<Item = char> + Clone + use<'a> {
        self.0.chars().map(|c| match width::narrowed(c).unwrap_or(c) {
            'ō' | 'Ō' => 'o',
            c => c.to_ascii_lowercase(),
        })
    }

    fn skip(&mut self, count: usize) {
        let mut rest = self.0.chars();
        rest.by_ref().take(count).for_each(drop);
        self.0 = rest.as_str();
    }

    /// The number that it begins with; one of kanji with or without tens, and without other digits.
    fn number(&mut self, is_foreign: &mut bool) -> Option<Number> {
        let (mut total, mut value, mut digits, mut count) = (0, 0u32, 0u8, 0);
        let is_ascii = self.plain().next()?.is_ascii();
        for c in self.plain().take_while(|c| c.is_ascii() == is_ascii) {
            let ten = match c {
                '十' => 10,
                '百' => 100,
                '千' => 1000,
                _ => 1,
            };
            if ten > 1 {
                total += value.clamp(1, 9) * ten;
                value = 0;
            } else if let Some(digit) = digit(c) {
                value = value.saturating_mul(10).saturating_add(digit);
                digits = digits.saturating_add(1);
            } else {
                break;
            }
            *is_foreign |= !c.is_ascii();
            count += 1;
        }
        if total > 0 {
            digits = if total < 1000 { 2 } else { 4 };
        }
        self.skip(count);
        let value = value.saturating_add(total);
        (count > 0).then_some(Number { value, digits, part: None })
    }

    fn month(&mut self) -> Option<u32> {
        let letters = self.plain().take_while(char::is_ascii_lowercase);
        let count = letters.clone().count();
        let is_meant = |name: &str| count >= 3 && letters.clone().eq(name.chars().take(count));
        let month = MONTHS.split(' ').position(is_meant)?;
        self.skip(count);
        u32::try_from(month + 1).ok()
    }

    fn sign(&mut self) -> Option<Sign> {
        for (sign, texts) in SIGNS {
            for text in texts.split(' ') {
                let mut rest = self.plain();
                let begins = text.chars().all(|c| rest.next() == Some(c));
                let is_word = text.ends_with(|c: char| c.is_ascii_lowercase());
                if begins && !(is_word && rest.next().is_some_and(|c| c.is_ascii_lowercase())) {
                    self.skip(text.chars().count());
                    return Some(*sign);
                }
            }
        }
        None
    }
}

fn digit(c: char) -> Option<u32> {
    let above = |zero: char| u32::from(c).checked_sub(zero.into()).filter(|digit| *digit < 10);
    above('0').or_else(|| ZEROS.chars().find_map(above)).or_else(|| match c {
        '零' => Some(0),
        '元' => Some(1),
        _ => u32::try_from(KANJI.chars().position(|kanji| kanji == c)?).ok(),
    })
}
