//! The rules against tables that others wrote. Where the engine differs, the difference stands in
//! `tests/tables/data/differences_*.tsv` with its reason, and nowhere else: one more or one fewer fails.

#![allow(clippy::unwrap_used, reason = "a step that fails fails the test")]
#![allow(clippy::print_stdout, reason = "how much was tried")]
#![allow(clippy::wildcard_enum_match_arm, reason = "any other answer fails the test")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use regex::Regex;
use toroku::password::{Account, OpenPages, PasswordAnswer, PasswordInput, PasswordSetup};
use toroku::{
    Answer, Category, Email, Entropy, FieldReport, Input, Instant, Item, Language, Phone, Policy,
    Registration, Secret, StreetAddress,
};
use toroku_trust::{NOW, policy};

/// The rows of a table, its comments left out.
fn table(name: &str) -> Vec<Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tables/data").join(name);
    let text =
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let rows: Vec<Vec<String>> = text
        .lines()
        .filter(|line| !line.starts_with("# ") && !line.is_empty())
        .map(|line| line.split('\t').map(String::from).collect())
        .collect();
    assert!(!rows.is_empty(), "{name}");
    rows
}

fn json(text: &str) -> String {
    serde_json::from_str(text).unwrap()
}

/// Differences found against differences listed; each listed one has a reason.
fn expect_differences(file: &str, found: &BTreeSet<String>) {
    let listed: BTreeMap<String, String> =
        table(file).into_iter().map(|row| (row[0].clone(), row[1].clone())).collect();
    assert!(listed.values().all(|reason| reason.len() > 10), "a difference without a reason");
    let listed: BTreeSet<String> = listed.into_keys().collect();
    let new: Vec<_> = found.difference(&listed).collect();
    let gone: Vec<_> = listed.difference(found).collect();
    assert!(
        new.is_empty() && gone.is_empty(),
        "{file}: not listed {new:#?}, listed in vain {gone:#?}"
    );
}

fn now() -> Instant {
    Instant::from_unix_seconds(NOW)
}

fn secret<const N: usize>(seed: u8) -> Secret<N> {
    Secret::new(std::array::from_fn(|i| u8::try_from(i).unwrap() ^ seed))
}

fn entry(policy: &Policy) -> Registration {
    let mut registration = Registration::new();
    let entropy: Entropy = secret(1);
    let category = Category::ApplicantAtCounter;
    registration.handle(Input::ChooseCategory { category, entropy }, now(), policy).unwrap();
    registration
}

fn report(registration: &mut Registration, item: Item, text: &str, policy: &Policy) -> FieldReport {
    registration.handle(Input::Set { item, text: text.into() }, now(), policy).unwrap();
    registration.report(item.field(), now(), policy).unwrap()
}

#[test]
fn email_addresses() {
    let mut found = BTreeSet::new();
    let rows = table("email.tsv");
    for row in &rows {
        let address = json(&row[2]);
        let is_taken = Email::try_from(address.clone()).is_ok();
        if is_taken != (row[1] == "valid") {
            found.insert(row[2].clone());
        }
    }
    println!("{} addresses, {} judged otherwise", rows.len(), found.len());
    assert_eq!(rows.len(), 136);
    expect_differences("differences_email.tsv", &found);
}

/// Any text, in any field: an answer with words for it, whatever it is.
#[test]
fn naughty_strings() {
    let policy = policy();
    let mut registration = entry(&policy);
    let rows = table("naughty.tsv");
    let mut taken: BTreeMap<Item, usize> = BTreeMap::new();
    for row in &rows {
        let text = json(&row[0]);
        for item in Item::ALL {
            let report = report(&mut registration, *item, &text, &policy);
            if let Some(problem) = &report.problem {
                assert!(Language::all().all(|language| !language.problem(problem).is_empty()));
            } else {
                *taken.entry(*item).or_default() += 1;
            }
        }
        let confirm = registration.handle(Input::Confirm, now(), &policy).unwrap();
        assert!(matches!(confirm, Answer::Problems(_)), "{text}");
        let search = Input::SearchMunicipalities {
            prefecture: None,
            query: text.as_str().into(),
            limit: 10,
        };
        let Answer::Municipalities(found) = registration.handle(search, now(), &policy).unwrap()
        else {
            panic!("results")
        };
        assert!(found.len() <= 10);
        let _ = toroku::municipality::look_up(&text);
        let _ = Language::negotiate(&text);
    }
    println!("{} strings in {} items; taken: {taken:?}", rows.len(), Item::ALL.len());
    assert_eq!(rows.len(), 461);
    // What is taken as a name is a name: letters and spaces. No such string is an e-mail address or a date.
    assert!(taken.get(&Item::UserName).is_none_or(|count| *count < 60));
    assert_eq!(taken.get(&Item::Municipality), None);
    assert_eq!(taken.get(&Item::UserType), None);
}

fn points(name: &str) -> BTreeSet<char> {
    let number = |text: &String| u32::from_str_radix(text, 16).unwrap();
    let range = |row: Vec<String>| number(&row[0])..=number(row.last().unwrap());
    table(name).into_iter().flat_map(range).filter_map(char::from_u32).collect()
}

#[test]
fn two_byte_characters() {
    let ours: BTreeSet<char> =
        ('\0'..=char::MAX).filter(|c| StreetAddress::is_two_byte(*c)).collect();
    let differences = |theirs: &BTreeSet<char>| -> BTreeSet<String> {
        let name = |c: &char| match c {
            '\u{E000}'..='\u{E757}' => "U+E000..U+E757".to_owned(),
            c => format!("U+{:04X}", u32::from(*c)),
        };
        theirs.symmetric_difference(&ours).map(name).collect()
    };
    let cp932 = points("two_byte_cp932.tsv");
    assert_eq!(cp932.len(), 9_206);
    expect_differences("differences_cp932.tsv", &differences(&cp932));
    let jis = points("two_byte_jis.tsv");
    assert_eq!(jis.len(), 6_879);
    // What JIS X 0208 has and the engine has not; it has NEC's and IBM's besides.
    let missing: BTreeSet<char> = jis.difference(&ours).copied().collect();
    expect_differences(
        "differences_jis.tsv",
        &missing.iter().map(|c| format!("U+{:04X}", u32::from(*c))).collect(),
    );
    println!("{} characters of CP932, {} of JIS X 0208", cp932.len(), jis.len());
}

/// What Unicode says does not show, or turns the text around, is named and refused in every field.
#[test]
fn unseen_characters() {
    let policy = policy();
    let mut registration = entry(&policy);
    let mut tried = 0;
    let items = [Item::UserName, Item::StreetAddress, Item::Phone, Item::Email, Item::Municipality];
    for row in table("unseen.tsv") {
        let number = |text: &String| u32::from_str_radix(text, 16).unwrap();
        for c in (number(&row[1])..=number(&row[2])).filter_map(char::from_u32) {
            for item in items {
                let report = report(&mut registration, item, &format!("A{c}A"), &policy);
                let problem =
                    report.problem.unwrap_or_else(|| panic!("{} U+{:04X}", row[0], u32::from(c)));
                assert_eq!(
                    problem.code().name(),
                    "text.invisible",
                    "{item} U+{:04X}",
                    u32::from(c)
                );
                assert_eq!(problem.suggestion().unwrap().expose(), "AA");
            }
            tried += 1;
        }
    }
    println!("{tried} characters in {} fields", items.len());
    assert!(tried > 4_000);
}

/// A letter that only looks like one of A–Z is none: over all of Unicode, what a name takes is known.
#[test]
fn no_look_alike_is_a_letter_of_a_name() {
    let policy = policy();
    let mut registration = entry(&policy);
    let taken: String = ('\0'..='\u{FFFF}')
        .chain(('\u{1_0000}'..='\u{2_FFFF}').step_by(7))
        .filter(|c| {
            report(&mut registration, Item::UserName, &format!("A{c}A"), &policy).problem.is_none()
        })
        .collect();
    let spaces = " \u{A0}\u{1680}\u{2000}\u{2001}\u{2002}\u{2003}\u{2004}\u{2005}\u{2006}\u{2007}\u{2008}\u{2009}\u{200A}\u{202F}\u{205F}\u{3000}";
    let letters = ('A'..='Z').chain('a'..='z').chain('Ａ'..='Ｚ').chain('ａ'..='ｚ');
    let expected: BTreeSet<char> = letters.chain(spaces.chars()).collect();
    assert_eq!(taken.chars().collect::<BTreeSet<char>>(), expected);
}

/// What becomes of a character that looks like another, in the middle of a good value.
fn fate(registration: &mut Registration, item: Item, text: &str, policy: &Policy) -> &'static str {
    let report = report(registration, item, text, policy);
    match (&report.problem, report.conversions.last()) {
        (Some(_), _) => "refused",
        (None, Some(conversion)) if conversion.after().expose().is_ascii() => {
            "converted to ASCII, reported"
        }
        (None, Some(_)) => "converted, reported",
        (None, None) => "kept",
    }
}

/// Unicode's own table of look-alikes: in what identifies a person, none is taken for another without a word.
#[test]
fn look_alikes() {
    let policy = policy();
    let mut registration = entry(&policy);
    let mut found: BTreeMap<String, BTreeSet<char>> = BTreeMap::new();
    let mut tried = 0;
    let single = |hex: &str| {
        let point = u32::from_str_radix(hex, 16).ok()?;
        char::from_u32(point)
    };
    for row in table("confusables.tsv") {
        // A look-alike of several characters holds those that are looked at by themselves.
        let Some(c) = single(&row[0]) else { continue };
        tried += 1;
        for (item, before, after) in [
            (Item::UserName, "HOU", "MU"),
            (Item::Phone, "0312", "45678"),
            (Item::Email, "us", "er@ens-test.com"),
            (Item::Email, "user@en", "s-test.com"),
            (Item::StreetAddress, "緑ヶ", "関"),
        ] {
            let text = format!("{before}{c}{after}");
            let fate = fate(&mut registration, item, &text, &policy);
            if fate == "refused" {
                continue;
            }
            let kind = match c {
                _ if c.is_ascii() => "ASCII",
                '\u{FF01}'..='\u{FF5E}' => "full-width form",
                '\u{FF61}'..='\u{FF9F}' => "half-width katakana",
                _ if c.is_whitespace() => "space",
                _ if StreetAddress::is_two_byte(c) => "two-byte character",
                _ => "other",
            };
            let place = if before.contains('@') { "e-mail's domain" } else { item.name() };
            found.entry(format!("{place}: {kind}, {fate}")).or_default().insert(c);
        }
    }
    println!("{tried} look-alikes in 5 places");
    for (what, characters) in &found {
        println!(
            "{what}: {} ({})",
            characters.len(),
            characters.iter().take(12).collect::<String>()
        );
    }
    assert!(tried > 6_000);
    expect_differences("differences_confusables.tsv", &found.into_keys().collect());
}

#[test]
fn normalisation() {
    let policy = policy();
    let mut registration = entry(&policy);
    let account = Account::new(
        "hdlpf38617".parse().unwrap(),
        "HOUMU TARO".into(),
        "user01@ens-test.com".into(),
    );
    let (fresh, token) =
        PasswordSetup::for_account(account, &secret(1), now(), policy.password()).unwrap();
    let text = |hex: &str| -> String {
        let point = |part: &str| char::from_u32(u32::from_str_radix(part, 16).unwrap()).unwrap();
        hex.split(' ').map(point).collect()
    };
    let (mut streets, mut passwords) = (0, 0);
    for row in table("normal.tsv") {
        let forms: Vec<String> = row.iter().map(|hex| text(hex)).collect();
        // An address is kept as it is: none of these becomes another character by itself.
        if forms[0].chars().all(StreetAddress::is_two_byte) && forms[0] != "\u{3000}" {
            let report = report(&mut registration, Item::StreetAddress, &forms[0], &policy);
            assert!(report.problem.is_none() && report.conversions.is_empty(), "{}", row[0]);
            streets += 1;
        }
        // A password set in one form is known in the others.
        let with = |form: &str| format!("{form} quiet llamas drink melon soup");
        let set = PasswordInput::SetPassword {
            token: token.expose().into(),
            password: with(&forms[0]).into(),
            confirmation: with(&forms[2]).into(),
            salt: secret(2),
            pages: OpenPages::None,
        };
        let mut setup = fresh.clone();
        match setup.handle(set, now(), policy.password()).unwrap().answer {
            PasswordAnswer::PasswordSet { .. } => {}
            // Characters that do not show are refused in a password too.
            PasswordAnswer::Problems(problems) => {
                assert_eq!(problems[0].code().name(), "password.char", "{}", row[0]);
                continue;
            }
            other => panic!("{}: {}", row[0], other.name()),
        }
        for form in &forms {
            let log_in = PasswordInput::LogIn { password: with(form).into() };
            let answer = setup.handle(log_in, now(), policy.password()).unwrap().answer;
            assert_eq!(answer, PasswordAnswer::LoggedIn, "{}", row[0]);
        }
        passwords += 1;
    }
    println!("{streets} addresses, {passwords} passwords in three forms");
    assert!(streets > 20 && passwords > 1_800, "{streets} {passwords}");
}

/// Every number that libphonenumber holds for one of Japan's is in the engine's plan, but for those listed.
#[test]
fn phone_numbers() {
    let mut found = BTreeSet::new();
    let mut tried: BTreeMap<String, u32> = BTreeMap::new();
    let mut random = fastrand::Rng::with_seed(7);
    for row in table("phone.tsv") {
        let (kind, example) = (&row[0], &row[1]);
        if kind == "general_desc" || kind == "no_international_dialling" {
            continue; // the sum of the others, and a way to call
        }
        let pattern = Regex::new(&format!("^(?:{})$", row[2])).unwrap();
        let mut numbers = vec![example.clone()];
        for _ in 0..200_000 {
            let digits = format!("{:020}", random.u64(..));
            // Changed from the third digit on: the first two tell the kind.
            let at = random.usize(..3);
            let number = format!("{}{}", &example[..at], &digits[20 - (example.len() - at)..]);
            if pattern.is_match(&number) {
                numbers.push(number);
            }
        }
        for number in numbers {
            *tried.entry(kind.clone()).or_default() += 1;
            if !Phone::is_in_plan(&format!("0{number}")) {
                found.insert(kind.clone());
            }
        }
    }
    println!("{tried:?}");
    assert!(tried.values().sum::<u32>() > 50_000);
    expect_differences("differences_phone.tsv", &found);
}

#[test]
fn common_passwords() {
    let policy = policy();
    let account = || {
        let user_id = "hdlpf38617".parse().unwrap();
        Account::new(user_id, "HOUMU TARO".into(), "user01@ens-test.com".into())
    };
    let mut found = BTreeSet::new();
    let rows = table("password.tsv");
    for row in &rows {
        let (mut setup, token) =
            PasswordSetup::for_account(account(), &secret(1), now(), policy.password()).unwrap();
        let set = PasswordInput::SetPassword {
            token: token.expose().into(),
            password: row[0].as_str().into(),
            confirmation: row[0].as_str().into(),
            salt: secret(2),
            pages: OpenPages::None,
        };
        let answer = setup.handle(set, now(), policy.password()).unwrap().answer;
        if !matches!(answer, PasswordAnswer::Problems(_)) {
            found.insert(row[0].clone());
        }
    }
    println!("{} common passwords, {} taken", rows.len(), found.len());
    assert_eq!(rows.len(), 48);
    expect_differences("differences_password.tsv", &found);
}
