//! What templates do to words before they are drawn.
//!
//! Plain Japanese is written with its readings: `登録（とうろく）する`. [`ruby`] puts them above the kanji. Templates
//! use it wherever HTML shows words as text, and [`plain`] in titles and attributes, which can hold no elements. An
//! option cannot either, and is read all the same: it keeps the brackets.
//! What a person typed is left as it is. A browser that knows no ruby shows the brackets.

use std::fmt::{self, Display, Formatter, Write};

use askama::FastWritable;
use askama::filters::{Escaper, Html, Safe};

/// The words without their readings, for titles and attributes.
#[askama::filter_fn]
pub(super) fn plain(words: impl Display, _: &dyn askama::Values) -> askama::Result<String> {
    Ok(without_readings(&words.to_string()))
}

/// The words as HTML, each reading in brackets as ruby over the kanji before it.
#[askama::filter_fn]
pub(super) fn ruby<T: AsRef<str>>(
    words: T,
    _: &dyn askama::Values,
) -> askama::Result<Safe<WithReadings<T>>> {
    Ok(Safe(WithReadings(words)))
}

/// Words that are written as HTML, without a text of their own in between: a page has many.
pub(super) struct WithReadings<T>(T);

impl<T: AsRef<str>> FastWritable for WithReadings<T> {
    fn write_into(&self, out: &mut dyn Write, _: &dyn askama::Values) -> askama::Result<()> {
        Ok(write_with_readings(self.0.as_ref(), out)?)
    }
}

impl<T: AsRef<str>> Display for WithReadings<T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write_with_readings(self.0.as_ref(), f)
    }
}

fn write_with_readings(words: &str, out: &mut (impl Write + ?Sized)) -> fmt::Result {
    each_part(words, |text, reading| match reading {
        None => Html.write_escaped_str(&mut *out, text),
        Some(reading) => [
            "<ruby>",
            text,
            "<rp>（</rp><rt aria-hidden=\"true\">",
            reading,
            "</rt><rp>）</rp></ruby>",
        ]
        .into_iter()
        .try_for_each(|part| out.write_str(part)),
    })
}

/// The words without their readings, for what is read aloud or can hold no elements: there each word would be there
/// twice.
pub(super) fn without_readings(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    each_part(words, |text, _| out.write_str(text)).expect("a string takes all");
    out
}

/// The words in parts: a text, or kanji with their reading.
fn each_part<'w>(
    words: &'w str,
    mut part: impl FnMut(&'w str, Option<&'w str>) -> fmt::Result,
) -> fmt::Result {
    let mut rest = words;
    while let Some((before, after)) = rest.split_once('（') {
        let (plain, base) = before.split_at(before.trim_end_matches(is_kanji).len());
        match after.split_once('）') {
            Some((reading, after)) if !base.is_empty() && is_reading(reading) => {
                part(plain, None)?;
                part(base, Some(reading))?;
                rest = after;
            }
            _ => {
                part(&rest[..before.len() + '（'.len_utf8()], None)?;
                rest = after;
            }
        }
    }
    part(rest, None)
}

fn is_kanji(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '々')
}

fn is_reading(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| matches!(c, '\u{3041}'..='\u{3096}' | 'ー'))
}

#[cfg(test)]
mod tests {
    use super::{WithReadings, without_readings};

    #[test]
    fn readings_stand_above_kanji_and_nothing_else_changes() {
        for (words, expected) in [
            (
                "登録（とうろく）を受（う）ける",
                "<ruby>登録<rp>（</rp><rt aria-hidden=\"true\">とうろく</rt><rp>）</rp></ruby>を\
                 <ruby>受<rp>（</rp><rt aria-hidden=\"true\">う</rt><rp>）</rp></ruby>ける",
            ),
            (
                "（窓口（まど））",
                "（<ruby>窓口<rp>（</rp><rt aria-hidden=\"true\">まど</rt><rp>）</rp></ruby>）",
            ),
            (
                "全角（A～Z）、東京都（区）、かな（かな）",
                "全角（A～Z）、東京都（区）、かな（かな）",
            ),
            (
                "<b>緑（みどり）",
                "&#60;b&#62;<ruby>緑<rp>（</rp><rt aria-hidden=\"true\">みどり</rt><rp>）</rp></ruby>",
            ),
            ("未（<", "未（&#60;"),
            ("", ""),
        ] {
            assert_eq!(WithReadings(words).to_string(), expected);
        }
        assert_eq!(
            without_readings("（窓口（まど））で受（う）ける（A～Z）"),
            "（窓口）で受ける（A～Z）"
        );
    }
}
