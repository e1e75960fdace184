//! The phone number: digits, converted from what people write between them.

use toroku::Phone;

use super::*;

fn check(text: &str) -> Checked {
    let checked = Checked::of(Field::Phone, Item::Phone, text, &policy());
    if let Some(value) = checked.value() {
        assert_eq!(Phone::try_from(value.to_owned()).expect("it passed").as_str(), value);
    }
    checked
}

/// What is asked about a text, with what is offered.
fn asked(text: &str) -> Option<(Code, Vec<String>)> {
    let problem = check(text).report.problem?;
    let offered = problem.suggestions().iter().map(|offered| offered.expose().to_owned());
    Some((problem.code(), offered.collect()))
}

/// Each of these asks so, and offers these.
fn expect(code: Code, offered: &[&str], texts: &[&str]) {
    for text in texts {
        let expected = (code, offered.iter().map(|offered| (*offered).to_owned()).collect());
        assert_eq!(asked(text), Some(expected), "{text}");
        for offered in offered {
            let checked = check(offered);
            assert_eq!(checked.value(), Some(*offered), "{text}: what is offered passes");
        }
    }
}

#[test]
fn the_manuals_numbers_pass() {
    for number in ["0312345678", "123456789012"] {
        let checked = check(number);
        assert_eq!((checked.value(), checked.notices()), (Some(number), vec![]));
    }
}

#[test]
fn what_people_write_is_converted() {
    for (text, digits) in [
        ("03-1234-5678", "0312345678"),
        ("(03) 1234-5678", "0312345678"),
        ("03(1234)5678", "0312345678"),
        ("03-1234(5678)", "0312345678"),
        ("０３ー１２３４ー５６７８", "0312345678"),
        ("+81 3-1234-5678", "0312345678"),
        ("(+81) 3-1234-5678", "0312345678"),
        ("+81-03-1234-5678", "0312345678"),
        ("+81 (0)90 1234 5678", "09012345678"),
        ("＋８１（０）９０−１２３４−５６７８", "09012345678"),
        ("090\u{A0}1234\u{3000}5678", "09012345678"),
    ] {
        let checked = check(text);
        assert_eq!(checked.value(), Some(digits), "{text}");
        assert!(!checked.conversions().is_empty() && checked.notices().is_empty(), "{text}");
    }
}

#[test]
fn extensions_are_asked_about() {
    let texts = [
        "03-1234-5678(12)",
        "03-1234-5678（12）",
        "03-1234-5678 (1234)",
        "03(1234)5678(12)",
        "03-1234-5678 ext 12",
        "03-1234-5678 ext. 12",
        "03-1234-5678x12",
        "03-1234-5678内線12",
        "03-1234-5678（内線１２）",
        "03-1234-5678 内線：12",
        "0312345678#12",
        "0312345678,,12",
        "tel:+81-3-1234-5678;ext=12",
        "+81 3 1234 5678 (12)",
        "81-3-1234-5678 (12)",
        "03-1234-5678 12",
        "03-1234-5678-12",
        "03-1234-5678〜9",
        "03-1234-5678~80",
        "TEL 03-1234-5678 転送 12",
        "代表 03-1234-5678 (12)",
        "03-1234-5678(内線一二)",
        "03.1234.5678 x12",
        "03-1234-5678 (ext. 12)",
        "03-1234-5678 EXT.12",
        "03-1234-5678＃12",
        "03-1234-5678 内12",
        "+81(0)3-1234-5678/12",
    ];
    expect(Code::PhoneExtension, &["0312345678"], &texts);
    // Sapporo's area code and exchange look like America's way to call Japan.
    expect(Code::PhoneExtension, &["0118123456"], &["011-812-3456 (12)", "011-812-3456 (7890)"]);
    expect(Code::PhoneExtension, &["0990123456"], &["0990-123-456 x1"]);
    // What is in parentheses may be the end of a number; outside the plan nobody knows.
    expect(Code::PhoneExtension, &["12345678"], &["1234-5678(12)"]);
    expect(Code::PhoneChar, &[], &["1234-5678 ext 12"]);
}

#[test]
fn two_numbers_are_asked_about() {
    let texts = [
        "03-1234-5678 / 090-1234-5678",
        "03-1234-5678/090-1234-5678",
        "03-1234-5678、090-1234-5678",
        "03-1234-5678　090-1234-5678",
        "0312345678 09012345678",
        "自宅03-1234-5678 携帯090-1234-5678",
        "+81-3-1234-5678 or +81-90-1234-5678",
        "0312345678または09012345678",
        "03-1234-5678(090-1234-5678)",
        "03.1234.5678 / 090.1234.5678",
    ];
    let wanted = ["0312345678", "09012345678"];
    expect(Code::PhoneTwoNumbers, &wanted, &texts);
    expect(
        Code::PhoneTwoNumbers,
        &["0312345678"],
        &[
            "03-1234-5678 / 1234-5678",
            "03-1234-5678 / 03-1234-5678",
            "0312345678 +81312345678",
            "1234 03-1234-5678",
        ],
    );
}

#[test]
fn a_country_code_without_its_plus_is_asked_about() {
    let texts = [
        "81-90-1234-5678",
        "81 90 1234 5678",
        "819012345678",
        "８１９０１２３４５６７８",
        "(81) 90-1234-5678",
        "(81)9012345678",
        "81(0)90-1234-5678",
        "8109012345678",
        "0081-90-1234-5678",
        "0081 90 1234 5678",
        "00819012345678",
        "010 81 90 1234 5678",
        "010-81-90-1234-5678",
        "0108109012345678",
        "011 81 90 1234 5678",
        "81-(0)90-1234-5678",
    ];
    expect(Code::PhoneCountry, &["09012345678"], &texts);
    let texts = ["+090-1234-5678", "+010 81 90 1234 5678", "++81 90 1234 5678"];
    expect(Code::PhoneChar, &["09012345678"], &texts);
    expect(Code::PhoneCountry, &["0312345678"], &["81312345678", "011 81 3 1234 5678"]);
    // A digit is missing: still no part of the number.
    expect(Code::PhoneCountry, &["0901234567"], &["81-90-1234-567"]);
    assert_eq!(asked("+81"), Some((Code::PhoneRequired, vec![])));
}

#[test]
fn other_countries_are_named() {
    let texts = [
        "+1 212 555 0100",
        "+12125550100",
        "＋１ ２１２ ５５５ ０１００",
        "+1 (212) 555-0100",
        "+1.212.555.0100",
        "+44 20 7946 0958",
        "+39 06 6982 1234",
        "tel:+1-212-555-0100",
        "010 1 212 555 0100",
        "0044 20 7946 0958",
    ];
    expect(Code::PhoneForeign, &[], &texts);
}

#[test]
fn labels_and_look_alikes_are_asked_about() {
    let texts = [
        "TEL:03-1234-5678",
        "Tel. 03-1234-5678",
        "TEL03-1234-5678",
        "☎03-1234-5678",
        "電話：03-1234-5678",
        "03-1234-5678（代表）",
        "03-1234-5678 (自宅)",
        "代表 03-1234-5678 転送",
        "03.1234.5678",
        "03・1234・5678",
        "03/1234/5678",
        "03_1234_5678",
        "O3-1234-5678",
        "o3-l234-5678",
        "03-I234-5678",
        "〇三-一二三四-五六七八",
        "٠٣١٢٣٤٥٦٧٨",
        "०३-१२३४-५६७८",
        "tel:+81-3-1234-5678",
        "電話番号は03-1234-5678です",
    ];
    expect(Code::PhoneChar, &["0312345678"], &texts);
    expect(Code::PhoneChar, &["09012345678"], &["携帯090-1234-5678", "O9O-1234-5678"]);
    // Typed for dashes: a kanji, a Korean vowel, both wave dashes.
    let texts = ["090一1234一5678", "090ㅡ1234ㅡ5678", "090〜1234〜5678", "090～1234～5678"];
    expect(Code::PhoneChar, &["09012345678"], &texts);
    expect(Code::PhoneChar, &["09012345678"], &["〇九〇一二三四五六七八"]);
    expect(Code::PhoneChar, &["0312345600"], &["03-1234-56OO"]);
    expect(Code::PhoneChar, &[], &["tel", "x", "なし", "03-1234-567a", "1-2-x"]);
}

#[test]
fn a_lost_zero_is_asked_about() {
    for (text, meant) in [
        ("9012345678", Some("09012345678")),
        ("90-1234-5678", Some("09012345678")),
        ("312345678", Some("0312345678")),
        ("3-1234-5678", Some("0312345678")),
        ("120123456", Some("0120123456")),
        ("9002345678", None),
        ("1234567890", None),
    ] {
        let checked = check(text);
        let [notice] = &checked.report.notices[..] else { panic!("{text}: one notice") };
        let code = if meant.is_some() { Code::PhoneZeroMissing } else { Code::PhoneNotInPlan };
        assert_eq!(notice.code(), code, "{text}");
        assert_eq!(notice.suggestion().map(toroku::Personal::expose), meant, "{text}");
        let required = policy().with_phone_plan_required(true);
        let required = Checked::of(Field::Phone, Item::Phone, text, &required);
        assert_eq!(
            (required.problem(), required.suggestion()),
            (Some(Code::PhoneNotInPlan), meant)
        );
    }
}

/// Where the plan is required, no number is offered that it would refuse.
#[test]
fn what_is_offered_passes_where_the_plan_is_required() {
    let policy = policy().with_phone_plan_required(true);
    for text in [
        "0990-123-456 x1",
        "81-90-1234-567",
        "1234-5678(12)",
        "020-1234-5678 / 0990-123-456",
        "TEL 0990-123-456",
        "2012345678",
        "020-1234-5678 / 03-1234-5678",
        "03-1234-5678(12)",
        "9012345678",
    ] {
        let checked = Checked::of(Field::Phone, Item::Phone, text, &policy);
        let problem = checked.report.problem.as_ref().expect("none of them passes");
        for offered in problem.suggestions() {
            let taken = Checked::of(Field::Phone, Item::Phone, offered.expose(), &policy);
            assert_eq!(taken.problem(), None, "{text}");
        }
    }
}

/// No digits that stood apart for a reason come together in what is offered.
#[test]
fn nothing_is_merged() {
    for (number, _) in
        [("03-1234-5678", 0), ("0466-12-3456", 0), ("090-1234-5678", 0), ("1234-5678", 0)]
    {
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        for mark in
            ["(", " (", "（", "x", "ext", "#", ";ext=", "内線", " / ", "、", "~", ",", "転送"]
        {
            for tail in ["1", "12", "123", "1234", "12345"] {
                let closing = if mark.contains(['(', '（']) { ")" } else { "" };
                let text = format!("{number}{mark}{tail}{closing}");
                let merged = format!("{digits}{tail}");
                let checked = check(&text);
                let is_whole = Phone::is_in_plan(&merged);
                assert!(checked.value() != Some(&merged) || is_whole, "{text}");
                let offered = asked(&text).map_or(vec![], |(_, offered)| offered);
                assert!(!offered.contains(&merged) || is_whole, "{text}");
            }
        }
    }
}

#[test]
fn letters_and_length_are_problems() {
    assert_eq!(check("1234567890123").problem(), Some(Code::PhoneTooLong));
    assert_eq!(check("0312345678901").problem(), Some(Code::PhoneTooLong));
    assert_eq!(check("--").problem(), Some(Code::PhoneRequired));
}

#[test]
fn the_plan_is_known() {
    for number in [
        "0312345678",
        "0120123456",
        "0570123456",
        "08001234567",
        "09012345678",
        "05012345678",
        "0851212345",
    ] {
        assert!(Phone::is_in_plan(number), "{number}");
    }
    for number in [
        "031234567",
        "03123456789",
        "0901234567",
        "0012345678",
        "0201234567",
        "110",
        "119",
        "118",
        "104",
        "05001234567",
        "06001234567",
        "07001234567",
        "09001234567",
        "0101234567",
        "0941123456",
        "0851312345",
        "0037123456",
    ] {
        assert!(!Phone::is_in_plan(number), "{number}");
        assert_eq!(check(number).notices(), [Code::PhoneNotInPlan], "{number}");
    }
    for number in [
        "0120123456",
        "0570123456",
        "08001234567",
        "0170123456",
        "0180123456",
        "0990123456",
        "02012345678",
        "02041234567",
        "02001234567",
    ] {
        assert_eq!(check(number).notices(), [Code::PhoneUnreachable], "{number}");
    }
}
