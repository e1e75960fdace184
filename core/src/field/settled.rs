//! The quick scans held against the checks that they save: a scan that says there is nothing must be right,
//! and on what people mostly type it must notice.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use time::{Date, Month};

use super::*;
use crate::municipality::Municipality;

/// Numbers that are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound
    }

    fn text(&mut self, pieces: &[&str], most: usize) -> String {
        (0..=self.below(most)).map(|_| pieces[self.below(pieces.len())]).collect()
    }
}

fn says_nothing<T>(checked: &Checked<T>) -> bool {
    checked.problem.is_none() && checked.notices.is_empty() && checked.conversions.is_empty()
}

fn typed(text: &str) -> Option<Typed<'_>> {
    Typed::new(text)
}

/// Holds `scan` against `check` on texts of `pieces`; where `exact`, the scan must also notice every time.
fn agree(pieces: &[&str], exact: bool, scan: impl Fn(&str) -> bool, check: impl Fn(&str) -> bool) {
    let mut numbers = Numbers(7);
    let mut settled = 0;
    for _ in 0..60_000 {
        let text = numbers.text(pieces, 7);
        let (quick, slow) = (scan(&text), check(&text));
        assert!(slow || !quick, "{text}");
        assert!(quick || !slow || !exact, "{text}");
        settled += usize::from(quick);
    }
    assert!(settled > 100, "{settled}");
}

#[test]
fn user_names() {
    let long = "ABCDEFGHIJKLMNOPQRSTUVWXYZ".repeat(2);
    let pieces =
        ["HOUMU", " ", " ", "TARO", "A", "Z", "é", "a", "-", "  ", "\u{200B}", &long, "Ａ"];
    let check = |text: &str| says_nothing(&UserName::check_slowly(typed(text), false));
    agree(&pieces, false, UserName::is_settled, check);
    agree(&["ABCD", " ", "EFGHIJ"], false, UserName::is_settled, check);
}

#[test]
fn street_addresses() {
    let long = "緑".repeat(39);
    let pieces = [
        "緑ヶ丘",
        "１－２",
        "３",
        "\u{3000}",
        "髙",
        "①",
        "ｱ",
        "1",
        "〜",
        "×",
        "Ω",
        "é",
        "𠮷",
        "三",
        &long,
        "\u{3000}７",
    ];
    let check = |text: &str| says_nothing(&StreetAddress::check_slowly(typed(text), false));
    agree(&pieces, false, StreetAddress::is_settled, check);
    agree(&["本町", "１", "－", "\u{3000}", &long], false, StreetAddress::is_settled, check);
    // Each character alone, between two that are settled.
    for c in '\0'..=char::MAX {
        let text = format!("１{c}２");
        let slow = check(&text);
        assert!(slow || !StreetAddress::is_settled(&text), "U+{:04X}", u32::from(c));
        let is_usual = slow && c.len_utf8() == 3;
        assert!(!is_usual || StreetAddress::is_settled(&text), "U+{:04X}", u32::from(c));
    }
}

#[test]
fn phones() {
    let pieces =
        ["0", "3", "090", "1234", "5678", "0120", "0570", "0800", "-", "１", "+81", "12345"];
    let check = |text: &str| says_nothing(&Phone::check_slowly(typed(text), false, true));
    agree(&pieces, true, Phone::is_settled, check);
}

#[test]
fn emails() {
    let pieces = [
        "user01",
        "@",
        "@",
        ".",
        "-",
        "_",
        "gmail.com",
        "gmial.com",
        "yahoo.co.jp",
        "ens-test",
        ".com",
        "é",
        " ",
        ",",
        "A",
        "docomo.ne.jp",
        "+",
        "x",
    ];
    let check = |text: &str| says_nothing(&Email::check_slowly(typed(text), false));
    agree(&pieces, false, Email::is_settled, check);
    agree(&["user", "@", "a.b", "-", "."], false, Email::is_settled, check);
}

/// Every slip of every known domain is seen to need a closer look, and only few others are.
#[test]
fn domains() {
    let mut unsure = 0;
    let mut count = 0;
    let mut hold = |domain: &str| {
        let quick = email_domain::is_nobodys_slip(domain.as_bytes());
        let slow = email_domain::likely_meant(domain).is_none();
        assert!(slow || !quick, "{domain}");
        unsure += usize::from(slow && !quick);
        count += usize::from(slow);
    };
    for known in email_domain::KNOWN.iter().chain(&["gmail.co.jp", "example.com", "a.jp"]) {
        hold(known);
        hold(&known.to_ascii_uppercase());
        for at in 0..=known.len() {
            let (head, tail) = known.split_at(at);
            for letter in ["x", "a", "o", "-", ".", "9", "Q"] {
                hold(&[head, letter, tail].concat());
                hold(&[head, letter, tail.get(1..).unwrap_or("")].concat());
                hold(&[head, letter, letter, tail].concat());
            }
            hold(&[head, tail.get(1..).unwrap_or("")].concat());
            if let (Some(one), Some(two)) = (tail.get(..1), tail.get(1..2)) {
                hold(&[head, two, one, &tail[2..]].concat());
            }
        }
    }
    assert!(unsure * 50 < count, "{unsure} of {count}");
}

#[test]
fn dates() {
    let mut numbers = Numbers(3);
    let today = Date::from_calendar_date(2024, Month::February, 29).unwrap();
    let parts = [
        "2000", "1", "01", "12", "2", "29", "30", "1894", "2024", "3", "", "１", " 1", "x", "13",
        "002", "99999",
    ];
    let mut settled = 0;
    for _ in 0..60_000 {
        let [year, month, day] = [(); 3].map(|()| parts[numbers.below(parts.len())]);
        let parts = BirthParts { year: typed(year), month: typed(month), day: typed(day) };
        let quick = DateOfBirth::settled(&parts, today);
        let slow = DateOfBirth::check_slowly(&parts, today, false);
        let expected = slow.value.filter(|_| slow.conversions.is_empty());
        assert!(quick == expected, "{year}-{month}-{day}");
        settled += usize::from(quick.is_some());
    }
    assert!(settled > 300);
}

#[test]
fn municipalities() {
    let quick = settled_municipality;
    let slow = |text: &str| -> Option<Municipality> {
        let checked = municipality::check_slowly(typed(text), false);
        checked.value.filter(|_| checked.conversions.is_empty())
    };
    for entry in Municipality::all() {
        assert_eq!(quick(typed(&entry.full_name())), Some(entry));
        let wrong = entry.full_name() + "区";
        let code: Vec<String> = (0..10).map(|digit| format!("{}{digit}", entry.code5())).collect();
        let texts = [entry.name(), entry.code(), entry.code5(), &wrong];
        for text in texts.into_iter().chain(code.iter().map(String::as_str)) {
            assert!(quick(typed(text)) == slow(text), "{text}");
        }
    }
    for number in 0..100_000 {
        let text = format!("{number:05}");
        assert!(quick(typed(&text)) == slow(&text), "{text}");
    }
    for text in ["", "北海道", "1310x", "13101１", "1310", "1310166", "東京都", "龍ヶ崎市"]
    {
        assert!(quick(typed(text)).is_none_or(|found| slow(text) == Some(found)), "{text}");
    }
}

#[test]
fn repetitions_and_user_types() {
    let texts =
        ["ab@cd.ef", "Ab@cd.ef", "ab@CD.ef", "", " ", "ab@cd.ef ", "ａb@cd.ef", "x\u{200B}"];
    let offers = texts.map(|text| UserTypeOffer::new(text, text));
    for text in texts {
        for email in texts {
            let slow = check_confirmation(typed(text), typed(email), false);
            let quick = is_settled_confirmation(text, email);
            assert!(says_nothing(&slow) || !quick, "{text} {email}");
        }
        let slow = check_user_type(typed(text), &offers);
        assert!(says_nothing(&slow) || !is_settled_user_type(text, &offers), "{text}");
    }
}
