//! Whoever takes a suggestion comes to a text that passes, or to one more question of which each answer does.

use std::fs;
use std::path::Path;

use fastrand::Rng;
use serde_json::Value;
use toroku::Personal;

use super::*;

/// A text for each item.
type Texts<'a> = [&'a str; Item::ALL.len()];

fn report(texts: &Texts<'_>, field: Field, policy: &Policy) -> FieldReport {
    Form::of(*texts, None).report(field, now(), policy)
}

/// Takes each suggestion about `field`; how many there were.
fn take(texts: &Texts<'_>, field: Field, policy: &Policy) -> usize {
    let report = report(texts, field, policy);
    let mut taken = 0;
    for text in report.problem.iter().flat_map(Problem::suggestions) {
        assert!(ends(texts, field, text, policy, 1), "{report:?}: {:?}", text.expose());
        taken += 1;
    }
    for text in report.notices.iter().filter_map(Notice::suggestion) {
        assert!(ends(texts, field, text, policy, 0), "{:?}", text.expose());
        taken += 1;
    }
    taken
}

fn ends(
    texts: &Texts<'_>,
    field: Field,
    suggestion: &Personal,
    policy: &Policy,
    questions: u8,
) -> bool {
    let taken = Form::of(*texts, None).taking(field, suggestion);
    let mut after = *texts;
    for (item, text) in &taken {
        after[*item as usize] = text.expose();
    }
    let Some(problem) = report(&after, field, policy).problem else {
        // What goes along passes too, or stands as it was typed and is asked about at its own field.
        return taken.iter().all(|(item, text)| {
            let is_typed = texts[Item::Municipality as usize].contains(text.expose());
            let is_street = *item == Item::StreetAddress;
            report(&after, item.field(), policy).problem.is_none() || is_street && is_typed
        });
    };
    let mut suggestions = problem.suggestions().iter().peekable();
    questions > 0
        && suggestions.peek().is_some()
        && suggestions.all(|next| ends(&after, field, next, policy, questions - 1))
}

#[test]
fn of_every_vector() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/vectors/fields");
    let (mut taken, mut with_others) = (0, 0);
    for file in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        let cases: Value = serde_json::from_str(&text).unwrap();
        for case in cases["cases"].as_array().unwrap() {
            let texts: Texts<'_> = Item::ALL
                .iter()
                .map(|item| case["items"][item.name()].as_str().unwrap_or_default())
                .collect::<Vec<_>>()
                .try_into()
                .unwrap();
            for policy in
                [policy(), policy().with_strict(true), policy().with_phone_plan_required(true)]
            {
                for field in Field::ENTRY {
                    taken += take(&texts, *field, &policy);
                }
                let mut twice = texts;
                twice[Item::EmailConfirmation as usize] = texts[Item::Email as usize];
                with_others += take(&twice, Field::Email, &policy);
            }
        }
    }
    assert!(taken > 900 && with_others > 30, "{taken}, {with_others}");
}

/// Of any characters at all, most of them from where look-alikes are.
#[test]
fn of_generated_text() {
    const USUAL: &[&str] = &[
        "HOUMU",
        "1",
        "緑ヶ丘",
        " ",
        "-",
        "taro@example",
        ".com",
        "03",
        "5678",
        "male",
        "大阪府",
        "東京都新宿区",
        "1985",
        "昭和60年",
    ];
    let mut random = Rng::with_seed(1);
    let mut taken = 0;
    let policies = [policy(), policy().with_strict(true), policy().with_phone_plan_required(true)];
    for round in 0..20_000 {
        let mut text = String::new();
        for _ in 0..random.u8(1..7) {
            match random.u8(..6) {
                0 => text.push(random.char('\0'..'\u{3000}')),
                1 => text.push(random.char('\u{2000}'..'\u{3000}')),
                2 => text.push(random.char('\u{F900}'..='\u{FFFF}')),
                3 if random.u8(..4) == 0 => text.push(random.char('\u{10000}'..='\u{2FFFF}')),
                _ => text += random.choice(USUAL).unwrap(),
            }
        }
        // A search of the whole directory takes longer than all the others.
        let is_taken = |item: &&Item| **item != Item::Municipality || round % 8 == 0;
        for item in Item::ALL.iter().filter(is_taken) {
            let mut texts = Texts::default();
            texts[*item as usize] = &text;
            taken += take(&texts, item.field(), random.choice(&policies).unwrap());
        }
    }
    assert!(taken > 3_000, "{taken}");
}
