//! What templates do to words before they are drawn.
//!
//! Plain Japanese is written with its readings: `登録（とうろく）する`. [`ruby`] puts them above the kanji. Templates
//! use it wherever HTML shows words as text. They leave it out in titles, attributes and options, which can hold no
//! elements, and for what a person typed; there the brackets stay. A browser that knows no ruby shows the brackets.

use std::fmt::Display;

use askama::filters::{Escaper, Html, Safe};

/// The words as HTML, each reading in brackets as ruby over the kanji before it.
#[askama::filter_fn]
pub(super) fn ruby(words: impl Display, _: &dyn askama::Values) -> askama::Result<Safe<String>> {
    Ok(Safe(with_readings(&words.to_string())))
}

fn with_readings(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    while let Some((before, after)) = rest.split_once('（') {
        let base = before.trim_end_matches(is_kanji).len();
        let (plain, base) = before.split_at(base);
        match after.split_once('）') {
            Some((reading, after)) if !base.is_empty() && is_reading(reading) => {
                escape(plain, &mut out);
                let parts = ["<ruby>", base, "<rp>（</rp><rt>", reading, "</rt><rp>）</rp></ruby>"];
                out.extend(parts);
                rest = after;
            }
            _ => {
                escape(before, &mut out);
                out.push('（');
                rest = after;
            }
        }
    }
    escape(rest, &mut out);
    out
}

fn escape(text: &str, out: &mut String) {
    Html.write_escaped_str(out, text).expect("a string takes all");
}

fn is_kanji(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '々')
}

fn is_reading(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| matches!(c, '\u{3041}'..='\u{3096}' | 'ー'))
}

#[cfg(test)]
mod tests {
    use super::with_readings;

    #[test]
    fn readings_stand_above_kanji_and_nothing_else_changes() {
        for (words, expected) in [
            (
                "登録（とうろく）を受（う）ける",
                "<ruby>登録<rp>（</rp><rt>とうろく</rt><rp>）</rp></ruby>を\
                 <ruby>受<rp>（</rp><rt>う</rt><rp>）</rp></ruby>ける",
            ),
            ("（窓口（まど））", "（<ruby>窓口<rp>（</rp><rt>まど</rt><rp>）</rp></ruby>）"),
            (
                "全角（A～Z）、東京都（区）、かな（かな）",
                "全角（A～Z）、東京都（区）、かな（かな）",
            ),
            ("<b>緑（みどり）", "&#60;b&#62;<ruby>緑<rp>（</rp><rt>みどり</rt><rp>）</rp></ruby>"),
            ("未（<", "未（&#60;"),
            ("", ""),
        ] {
            assert_eq!(with_readings(words), expected);
        }
    }
}
