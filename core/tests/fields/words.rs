//! Nothing that was typed is joined or lost: conversions and suggestions keep the letters and digits, and what
//! stood apart stays apart.

use std::collections::BTreeMap;

use fastrand::Rng;
use unicode_normalization::UnicodeNormalization;

use super::*;

/// What keeps two words apart, whether it shows or not.
const BETWEEN: &[&str] = &[
    " ",
    "  ",
    "\t",
    "\n",
    "\r\n",
    "\r",
    "\u{B}",
    "\u{C}",
    "\u{85}",
    "\u{A0}",
    "\u{2003}",
    "\u{2009}",
    "\u{2028}",
    "\u{2029}",
    "\u{202F}",
    "\u{3000}",
    "\u{2800}",
    "\u{200B}",
    "\0",
    "\u{8}",
    "\u{1F}",
    "\u{FFFC}",
    "\u{3164}",
    "-",
    "－",
    "\u{2010}",
    "\u{2012}",
    "\u{2013}",
    "\u{2014}",
    "\u{2212}",
    "\u{58A}",
    "\u{2796}",
    " \u{200B}",
    "\u{200B}\t",
];
/// What stands within a word.
const WITHIN: &[&str] = &[
    "",
    "",
    "",
    "\u{AD}",
    "\u{200D}",
    "\u{200E}",
    "\u{202C}",
    "\u{2060}",
    "\u{FE0F}",
    "\u{E0100}",
];

const LETTERS: &[&str] = &["A", "HOUMU", "taro", "Ｂ", "ｃ", "𝐃", "É"];
const NUMBERS: &[&str] = &["1", "23", "101", "４", "５６", "٧", "𝟖"];
const KANJI: &[&str] = &[
    "緑",
    "ヶ丘",
    "ハイツ",
    "ﾊｲﾂ",
    "ｶﾞ",
    "か\u{3099}",
    "\u{2F24}",
    "\u{F98C}",
    "𠮷",
    "曆",
    "号",
    "センター",
];
/// A number of its own, wherever it stands.
const FORMS: &[&str] = &["½", "\u{3251}", "²", "⑵"];

/// The words of a text, read by Unicode's tables and not by the engine's.
fn words(text: &str) -> Vec<String> {
    let mut spaced = text.to_owned();
    for form in FORMS {
        spaced = spaced.replace(form, &format!(" {form} "));
    }
    for between in BETWEEN {
        spaced = spaced.replace(between, " ");
    }
    spaced = without_within(&spaced);
    let usual = BTreeMap::from([('𠮷', '吉'), ('曆', '暦'), ('歷', '歴')]);
    let plain = |c: char| match c {
        '\u{300}'..='\u{36F}' => None,
        '\u{660}'..='\u{669}' => char::from_digit(u32::from(c) - 0x660, 10),
        c => Some(usual.get(&c).copied().unwrap_or(c)),
    };
    // Latin letters are taken from their marks, kana are joined with theirs.
    let folded: String = spaced
        .nfkc()
        .flat_map(|c| if c < '\u{3000}' { c.nfd().collect() } else { vec![c] })
        .filter_map(plain)
        .collect();
    // Where kanji and kana begin beside a Latin letter or digit, a word ends whatever stands between.
    let mut words = vec![String::new()];
    let mut was_ascii = false;
    for c in folded.to_uppercase().chars() {
        if !c.is_alphanumeric() || c.is_ascii() != was_ascii {
            words.push(String::new());
        }
        was_ascii = c.is_ascii();
        words.last_mut().expect("one at least").extend(Some(c).filter(|c| c.is_alphanumeric()));
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Without what stands within a word; a soft hyphen between two numbers is a hyphen.
fn without_within(text: &str) -> String {
    let (mut plain, mut is_hyphened) = (String::new(), false);
    for c in text.chars() {
        if WITHIN.contains(&c.to_string().as_str()) {
            is_hyphened |= c == '\u{AD}';
            continue;
        }
        let is_between = plain.ends_with(char::is_numeric) && c.is_numeric();
        plain.extend(Some(' ').filter(|_| std::mem::take(&mut is_hyphened) && is_between));
        plain.push(c);
    }
    plain
}

fn one<T: Copy>(random: &mut Rng, all: &[T]) -> T {
    *random.choice(all).expect("one at least")
}

/// Words with something between them, inside them and at the ends.
fn text(random: &mut Rng, pieces: &[&[&str]]) -> String {
    let mut text = String::new();
    for word in 0..random.u8(1..5) {
        if word > 0 || random.u8(..6) == 0 {
            text += one(random, BETWEEN);
        }
        for _ in 0..random.u8(1..4) {
            let pieces = one(random, pieces);
            text += one(random, pieces);
            text += one(random, WITHIN);
        }
    }
    if random.u8(..6) == 0 {
        text += one(random, BETWEEN);
    }
    text
}

/// All that the engine would put in a text's place: its conversion, its suggestions.
fn instead(checked: &Checked) -> Vec<String> {
    let report = &checked.report;
    let suggestions = report.problem.iter().flat_map(Problem::suggestions);
    let mut all: Vec<String> = suggestions.map(|text| text.expose().to_owned()).collect();
    all.extend(
        report.notices.iter().filter_map(Notice::suggestion).map(|text| text.expose().to_owned()),
    );
    all.extend(checked.value().map(str::to_owned));
    all
}

fn hold(field: Field, item: Item, pieces: &[&[&str]], keep: impl Fn(&str) -> Vec<String>) {
    let mut random = Rng::with_seed(field as u64 + 40);
    let mut tried = 0;
    for policy in [policy(), policy().with_strict(true)] {
        for _ in 0..10_000 {
            let typed = text(&mut random, pieces);
            for text in instead(&Checked::of(field, item, &typed, &policy)) {
                assert_eq!(keep(&text), keep(&typed), "{field}: {typed:?} becomes {text:?}");
                tried += 1;
            }
        }
    }
    assert!(tried > 1_000, "{field}: {tried} texts");
}

#[test]
fn words_of_an_address_stay_apart() {
    hold(Field::StreetAddress, Item::StreetAddress, &[LETTERS, NUMBERS, KANJI, FORMS], words);
}

#[test]
fn words_of_a_name_stay_apart() {
    hold(Field::UserName, Item::UserName, &[LETTERS], words);
}

/// The separators go by rule; the digits are those that were typed.
#[test]
fn digits_of_a_phone_number_are_kept() {
    hold(Field::Phone, Item::Phone, &[NUMBERS], |text| vec![words(text).concat()]);
}

#[test]
fn parts_of_an_e_mail_address_stay_apart() {
    let domains: &[&str] = &["@example.com", "@ens-test.com"];
    hold(Field::Email, Item::Email, &[&["a", "taro", "1", "ｂ", "𝐜", "."], domains, &["x"]], words);
}

/// Nothing but a name of the directory or a choice comes out, and no code of two numbers.
#[test]
fn a_choice_is_made_of_nothing_apart() {
    for between in BETWEEN.iter().filter(|between| !between.is_empty()) {
        for (field, item, parts) in [
            (Field::Municipality, Item::Municipality, ["011", "011"]),
            (Field::Sex, Item::Sex, ["ma", "le"]),
            (Field::UserType, Item::UserType, ["applicant_at_c", "ounter"]),
        ] {
            let checked = Checked::of(field, item, &parts.join(between), &policy());
            assert_eq!(instead(&checked), Vec::<String>::new(), "{field}: {between:?}");
        }
        let mut form = Form::new();
        let year = ["20", "00"].join(between);
        form.set(Item::BirthYear, &year).set(Item::BirthMonth, "1").set(Item::BirthDay, "1");
        let report = form.report(Field::DateOfBirth, now(), &policy());
        assert!(
            report.problem.is_some_and(|problem| problem.suggestions().is_empty()),
            "{between:?}"
        );
    }
}
