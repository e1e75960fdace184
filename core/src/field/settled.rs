//! The quick scans held against the checks that they save: a scan that says there is nothing must be right,
//! and on what people mostly type it must notice.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use time::{Date, Month};

use super::*;
use crate::instant::CalendarDay;
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
    // Each character alone, among some that are settled.
    for c in '\0'..=char::MAX {
        let text = format!("１{c}２３");
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

fn day_of(date: Date) -> CalendarDay {
    let (year, month, day) = date.to_calendar_date();
    CalendarDay { year: year.unsigned_abs(), month: u32::from(u8::from(month)), day: day.into() }
}

#[test]
fn dates() {
    let mut numbers = Numbers(3);
    let today = Date::from_calendar_date(2024, Month::February, 29).unwrap();
    let parts = [
        "2000", "1", "01", "12", "2", "29", "30", "1894", "2024", "3", "", "１", " 1", "x", "13",
        "002", "99999",
    ];
    let (mut settled, mut told) = (0, 0);
    for _ in 0..60_000 {
        let [year, month, day] = [(); 3].map(|()| parts[numbers.below(parts.len())]);
        let parts = BirthParts { year: typed(year), month: typed(month), day: typed(day) };
        let scanned = DateOfBirth::is_settled(year, month, day, day_of(today));
        let plain = DateOfBirth::plain_problem([year, month, day], day_of(today));
        let quick = DateOfBirth::settled(&parts, today);
        assert!(scanned == quick.is_some(), "{year}-{month}-{day}");
        let slow = DateOfBirth::check_slowly(&parts, today, false);
        let expected = slow.value.filter(|_| slow.conversions.is_empty());
        assert!(quick == expected, "{year}-{month}-{day}");
        let problem = slow.problem.map(|problem| problem.code());
        assert!(scanned || plain.is_none() || plain == problem, "{year}-{month}-{day}");
        told += usize::from(!scanned && plain.is_some());
        settled += usize::from(quick.is_some());
    }
    assert!(settled > 300 && told > 300);
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
        let code: Vec<String> =
            (0..10).map(|digit| format!("{}{digit}", entry.code().five())).collect();
        let own = entry.code();
        let texts = [entry.name(), &own, own.five(), &wrong];
        for text in texts.into_iter().chain(code.iter().map(String::as_str)) {
            assert!(quick(typed(text)) == slow(text), "{text}");
            assert!(is_settled_municipality(text) == slow(text).is_some(), "{text}");
        }
    }
    for number in 0..100_000 {
        let text = format!("{number:05}");
        assert!(quick(typed(&text)) == slow(&text), "{text}");
        for text in [&text, &(text.clone() + "0"), &(text.clone() + "x")] {
            assert!(is_settled_municipality(text) == slow(text).is_some(), "{text}");
            let problem = municipality::check_slowly(typed(text), false).problem;
            let problem = problem.map(|problem| problem.code());
            let plain = plain_problem_of_municipality(text);
            assert!(plain == problem || plain.is_none(), "{text}");
        }
    }
    for text in ["", "北海道", "1310x", "13101１", "1310", "1310166", "東京都", "龍ヶ崎市"]
    {
        assert!(quick(typed(text)).is_none_or(|found| slow(text) == Some(found)), "{text}");
    }
}

/// What people type into any field, wrong more often than not.
const PIECES: &[&str] = &[
    "HOUMU",
    "houmu",
    " ",
    "É",
    "é",
    "ß",
    "ŉ",
    "Ĳ",
    "'",
    "-",
    ".",
    ",",
    "，",
    "法務",
    "ー",
    "１",
    "1",
    "03",
    "O'BRIEN",
    "a@b.c",
    "@",
    "gmail.com",
    "gmial.com",
    "\u{301}",
    "\u{200B}",
    "\u{A0}",
    "\u{AD}",
    "ª",
    "·",
    "緑ヶ丘",
    "𠮷",
    "〜",
    "😀",
    "か",
    "\u{3099}",
    "ｶ",
    "ﾞ",
    "\u{3000}",
    "﨑",
    "×",
    "Ω",
    "\u{2212}",
    "male",
    "011002",
    "013",
    "2000",
    "30",
    "12",
    "１２",
    "applicant_at_counter",
    "x",
    "~",
    "\u{7F}",
    "Ａ",
    "ˆ",
];

/// The codes that are told quickly are those of the check, whatever is typed and whatever the policy.
#[test]
fn verdicts() {
    let policy = || crate::Policy::new("2023-03", "https://a.example/password").unwrap();
    let policies = [policy(), policy().with_strict(true), policy().with_phone_plan_required(true)];
    #[cfg(feature = "patterns")]
    let policies = policies.map(|policy| {
        let rule = crate::PatternRule::new(Field::UserName, "no", "[^X]*").unwrap();
        policy.with_pattern(rule)
    });
    let now = crate::Instant::from_unix_seconds(1_700_000_000);
    let mut numbers = Numbers(11);
    let long = "É".repeat(3_000);
    let mut told = 0;
    for round in 0..30_000 {
        let mut texts: [String; Item::ALL.len()] =
            core::array::from_fn(|_| match numbers.below(4) {
                0 => String::new(),
                most => numbers.text(PIECES, most),
            });
        if round % 50 == 0 {
            texts[numbers.below(Item::ALL.len())].clone_from(&long);
        }
        if round % 3 == 0 {
            texts[9] = texts[8].clone();
        }
        let agreed = [None, Some("2023-03"), Some("x")][numbers.below(3)];
        let form = crate::Form::of(core::array::from_fn(|at| &*texts[at]), agreed);
        for policy in &policies {
            let report = form.check(now, policy);
            let verdict = form.verdict(now, policy);
            let problems: Vec<_> = report.problems.iter().map(|p| (p.field(), p.code())).collect();
            assert_eq!(verdict.problems().collect::<Vec<_>>(), problems, "{texts:?}");
            assert_eq!(verdict.is_good(), problems.is_empty());
            for field in Field::ENTRY {
                let notice = report.notices.iter().find(|notice| notice.field() == *field);
                assert_eq!(verdict.notice(*field), notice.map(Notice::code), "{texts:?}");
                let is_converted = report.conversions.iter().any(|made| made.field() == *field);
                assert_eq!(verdict.is_converted(*field), is_converted, "{texts:?}");
            }
            told += problems.len();
        }
    }
    assert!(told > 300_000);
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
