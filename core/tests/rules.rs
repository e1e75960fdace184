//! Every built-in rule, written down once more as a regular expression, and the engine's own scanner held
//! against it on generated input.

use std::sync::LazyLock;

use fastrand::Rng;
use regex::Regex;
use toroku::{DateOfBirth, Email, Phone, Sex, StreetAddress, UserId, UserName};

/// Anchored with `\A` and `\z`, since `$` would also match before a final line end.
fn rule(expression: &str) -> Regex {
    Regex::new(&format!(r"\A(?:{expression})\z")).expect("the rule is an expression")
}

static USER_NAME: LazyLock<Regex> = LazyLock::new(|| rule("[A-Z]+(?: [A-Z]+)*"));
static PHONE: LazyLock<Regex> = LazyLock::new(|| rule("[0-9]{1,12}"));
/// Ten digits that begin with an area code in use, written down there apart from the engine.
static GEOGRAPHIC: LazyLock<Regex> = LazyLock::new(|| {
    let codes = include_str!("../../tests/tables/data/area_codes.tsv");
    let codes: Vec<&str> = codes.lines().filter(|line| !line.starts_with('#')).collect();
    rule(&format!("(?:{})[0-9]*", codes.join("|")))
});
/// What begins so and is nobody's: digits that no local number behind the area code begins with.
static UNUSED: LazyLock<Regex> = LazyLock::new(|| {
    rule(
        r"(?x)
        0(?: 11[0149] | 15[019] | 17[01] | 18[019] | 190 | 30 | 4[01] | 46[19] | 49[01678] | 60
           | 73[0-3] | 83[01] | 84[0-4] | 88[12] | 960 | 970 | 990 ) [0-9]*
        ",
    )
});
static OTHER: LazyLock<Regex> =
    LazyLock::new(|| rule("0120[0-9]{6}|0570[0-9]{6}|0800[0-9]{7}|0[56789]0[1-9][0-9]{7}"));

fn is_in_plan(text: &str) -> bool {
    let is_geographic = text.len() == 10 && GEOGRAPHIC.is_match(text) && !UNUSED.is_match(text);
    is_geographic || OTHER.is_match(text)
}

/// The expression of the WHATWG HTML standard, and a dot in the domain.
static EMAIL: LazyLock<Regex> = LazyLock::new(|| {
    rule(
        r"[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)+",
    )
});
static USER_ID: LazyLock<Regex> = LazyLock::new(|| rule("[a-z]{5}[0-9]{5}"));
/// The days of the Gregorian calendar, leap years spelled out.
static DATE: LazyLock<Regex> = LazyLock::new(|| {
    rule(
        r"(?x)
        [0-9]{4}-(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])
        | [0-9]{4}-(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)
        | [0-9]{4}-02-(?:0[1-9]|1[0-9]|2[0-8])
        | (?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29
        ",
    )
});
static SEX: LazyLock<Regex> = LazyLock::new(|| rule("male|female"));

/// Pieces put together: mostly fitting ones, so that both verdicts come up often.
fn text(numbers: &mut Rng, pieces: &[&str], most: usize) -> String {
    (0..numbers.usize(..=most)).map(|_| pieces[numbers.usize(..pieces.len())]).collect()
}

/// Holds `accepts` against `rule` on `count` texts and both verdicts' being there.
fn agree(
    pieces: &[&str],
    most: usize,
    count: usize,
    rule: impl Fn(&str) -> bool,
    accepts: impl Fn(&str) -> bool,
) {
    let mut numbers = Rng::with_seed(0x746F_726F_6B75);
    let mut good = 0;
    for _ in 0..count {
        let text = text(&mut numbers, pieces, most);
        let expected = rule(&text);
        assert_eq!(accepts(&text), expected, "{text:?}");
        good += usize::from(expected);
    }
    assert!(good > count / 100 && good < count, "{good} of {count} fit: the pieces show little");
}

const ODD: [&str; 12] =
    ["\0", "\n", "\t", "Ａ", "é", "あ", "\u{200B}", "\u{202E}", "𠮷", "\u{3000}", "\u{A0}", "-"];

fn with_odd(pieces: &[&'static str], times: usize) -> Vec<&'static str> {
    let mut all: Vec<&str> = pieces.iter().copied().cycle().take(pieces.len() * times).collect();
    all.extend(ODD);
    all
}

#[test]
fn user_names() {
    let pieces = with_odd(&["A", "Z", "HOUMU", " ", "TARO", "Q", "MC", "a", "0", "'"], 8);
    let fits = |text: &str| USER_NAME.is_match(text) && text.len() <= 104;
    agree(&pieces, 5, 40_000, fits, |text| UserName::try_from(text.to_owned()).is_ok());
    agree(&["ABCDEFGH", "IJ", "K L"], 60, 20_000, fits, |text| {
        UserName::try_from(text.to_owned()).is_ok()
    });
}

#[test]
fn phones() {
    let pieces = with_odd(&["0", "03", "12", "90", "1234", "7", "5678", "+81", "(", "a"], 8);
    agree(
        &pieces,
        5,
        40_000,
        |text| PHONE.is_match(text),
        |text| Phone::try_from(text.to_owned()).is_ok(),
    );
    let pieces = [
        "0", "3", "5", "6", "7", "8", "9", "1", "2", "0120", "0570", "0800", "090", "345678",
        "1234567",
    ];
    agree(&pieces, 5, 60_000, is_in_plan, Phone::is_in_plan);
    // Each prefix that the plan may know, and the lengths beside that of a telephone number.
    for prefix in 0..100_000 {
        for rest in ["0000", "00000", "000000", "0000000"] {
            let number = format!("{prefix:05}{rest}");
            assert_eq!(Phone::is_in_plan(&number), is_in_plan(&number), "{number}");
        }
    }
}

#[test]
fn emails() {
    let pieces = with_odd(
        &[
            "a",
            "user01",
            "@",
            ".",
            "-",
            "example",
            ".co.jp",
            "@ens-test.com",
            "..",
            "_",
            "+",
            "\"",
            ",",
            "Z9",
        ],
        8,
    );
    let fits = |text: &str| EMAIL.is_match(text) && text.len() <= 60;
    agree(&pieces, 6, 80_000, fits, |text| Email::try_from(text.to_owned()).is_ok());
    let long =
        ["abcdefghijkl", "a@", "b.c", "mnopqrstuvwxyz0123456789mnopqrstuvwxyz0123456789", "-", "."];
    agree(&long, 4, 20_000, fits, |text| Email::try_from(text.to_owned()).is_ok());
}

#[test]
fn dates() {
    let mut numbers = Rng::with_seed(3);
    let mut good = 0;
    for _ in 0..60_000 {
        let (year, month, day) = (numbers.u16(..10_001), numbers.u8(..14), numbers.u8(..33));
        let text = format!("{year:04}-{month:02}-{day:02}");
        let expected = DATE.is_match(&text);
        assert_eq!(DateOfBirth::try_from(text.clone()).is_ok(), expected, "{text}");
        good += usize::from(expected);
    }
    assert!(good > 40_000);
    let pieces = with_odd(&["2000", "-", "01", "-01", "1", "02-29", "1999-12-31"], 6);
    agree(
        &pieces,
        3,
        20_000,
        |text| DATE.is_match(text),
        |text| DateOfBirth::try_from(text.to_owned()).is_ok(),
    );
}

#[test]
fn user_ids() {
    let pieces = with_odd(&["hdlpf", "38617", "a", "z", "0", "9", "bcdfg00000", "H"], 6);
    agree(&pieces, 3, 40_000, |text| USER_ID.is_match(text), |text| text.parse::<UserId>().is_ok());
}

#[test]
fn sexes() {
    let pieces = with_odd(&["male", "fe", "female", "Male", "x", ""], 6);
    agree(&pieces, 2, 10_000, |text| SEX.is_match(text), |text| Sex::by_name(text).is_some());
}

/// The two-byte test against the encoder itself, for every character there is; then whole texts.
#[test]
fn street_addresses() {
    let is_two_byte = |c: char| {
        let text = c.to_string();
        let (bytes, _, unmappable) = encoding_rs::SHIFT_JIS.encode(&text);
        !unmappable && bytes.len() == 2 && encoding_rs::SHIFT_JIS.decode(&bytes).0 == text
    };
    let mut count = 0;
    for c in '\0'..=char::MAX {
        assert_eq!(StreetAddress::is_two_byte(c), is_two_byte(c), "U+{:04X}", u32::from(c));
        count += usize::from(is_two_byte(c));
    }
    // JIS X 0208's 6,879, NEC row 13's 83 less those that JIS X 0208 has already, IBM's 374 of which some
    // are in the others too: as many as the encoder writes, counted here once.
    assert!((7_300..7_500).contains(&count), "{count}");

    let fits = |text: &str| {
        (1..=80).contains(&text.chars().count())
            && text.chars().all(is_two_byte)
            && !text.starts_with('\u{3000}')
            && !text.ends_with('\u{3000}')
    };
    let pieces = with_odd(
        &["霞", "が関", "１－１", "緑ヶ丘ハイツ", "\u{3000}", "髙", "①", "ｱ", "1", "〜"],
        10,
    );
    agree(&pieces, 5, 30_000, fits, |text| StreetAddress::try_from(text.to_owned()).is_ok());
    agree(&["一二三四五六七八", "九", "十"], 20, 10_000, fits, |text| {
        StreetAddress::try_from(text.to_owned()).is_ok()
    });
}
