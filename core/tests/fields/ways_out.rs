//! Whoever takes a suggestion comes to a text that passes, or to one more question of which each answer does.

use std::fs;
use std::path::Path;

use fastrand::Rng;
use serde_json::Value;

use super::*;

/// Takes each suggestion about `item`; how many there were.
fn take(form: &Form<'_>, item: Item, policy: &Policy) -> usize {
    let report = form.report(item.field(), now(), policy);
    let mut taken = 0;
    for text in report.problem.iter().flat_map(Problem::suggestions) {
        assert!(
            ends(form, item, text.expose(), policy, 1),
            "{:?}: {:?}",
            form.report(item.field(), now(), policy),
            text.expose()
        );
        taken += 1;
    }
    for text in report.notices.iter().filter_map(Notice::suggestion) {
        assert!(ends(form, item, text.expose(), policy, 0), "{:?}", text.expose());
        taken += 1;
    }
    taken
}

fn ends(form: &Form<'_>, item: Item, text: &str, policy: &Policy, questions: u8) -> bool {
    let mut form = *form;
    let Some(problem) = form.set(item, text).report(item.field(), now(), policy).problem else {
        return true;
    };
    let mut suggestions = problem.suggestions().iter().peekable();
    questions > 0
        && suggestions.peek().is_some()
        && suggestions.all(|next| ends(&form, item, next.expose(), policy, questions - 1))
}

/// The items whose field is one text.
fn items() -> impl Iterator<Item = Item> {
    Item::ALL.iter().copied().filter(|item| item.field().items().len() == 1)
}

#[test]
fn of_every_vector() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/vectors/fields");
    let mut taken = 0;
    for file in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        let cases: Value = serde_json::from_str(&text).unwrap();
        for case in cases["cases"].as_array().unwrap() {
            let mut form = Form::new();
            for item in Item::ALL {
                form.set(*item, case["items"][item.name()].as_str().unwrap_or_default());
            }
            for policy in
                [policy(), policy().with_strict(true), policy().with_phone_plan_required(true)]
            {
                taken += items().map(|item| take(&form, item, &policy)).sum::<usize>();
            }
        }
    }
    assert!(taken > 300, "{taken}");
}

/// Of any characters at all, most of them from where look-alikes are.
#[test]
fn of_generated_text() {
    const USUAL: &[&str] =
        &["HOUMU", "1", "緑ヶ丘", " ", "-", "taro@example", ".com", "03", "5678", "male", "大阪府"];
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
        for item in items().filter(|item| *item != Item::Municipality || round % 8 == 0) {
            taken += take(Form::new().set(item, &text), item, random.choice(&policies).unwrap());
        }
    }
    assert!(taken > 3_000, "{taken}");
}
