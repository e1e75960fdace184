//! Each field, with any text under any policy: what the check promises about conversions and suggestions.
#![no_main]

use libfuzzer_sys::fuzz_target;
use toroku::{
    Category, Code, Field, FieldReport, Input, Item, Language, ParamValue, Personal, Policy,
    Registration,
};
use toroku_fuzz::{Settings, Text, at, item, policy, secret};

#[derive(arbitrary::Arbitrary, Debug)]
struct Case {
    settings: Settings,
    now: u32,
    items: Vec<(u8, Text)>,
}

fuzz_target!(|case: Case| {
    let policy = policy(case.settings);
    let now = at(case.now);
    let mut registration = opened(&policy, now);
    for (i, text) in case.items.iter().take(16) {
        set(&mut registration, item(*i), &text.text(), now, &policy);
    }
    for field in Field::ENTRY {
        let report = registration.report(*field, now, &policy).expect("the entry is open");
        assert_eq!(report.field, *field);
        is_worded(&report);
        is_sound(&report, &registration, now, &policy);
    }
});

fn opened(policy: &Policy, now: toroku::Instant) -> Registration {
    let mut registration = Registration::new();
    let choice =
        Input::ChooseCategory { category: Category::ApplicantAtCounter, entropy: secret(1) };
    registration.handle(choice, now, policy).expect("the top page takes it");
    registration
}

fn set(
    registration: &mut Registration,
    item: Item,
    text: &str,
    now: toroku::Instant,
    policy: &Policy,
) {
    let input = Input::Set { item, text: text.into() };
    registration.handle(input, now, policy).expect("the entry takes it");
}

/// Every language has words for it, and none of their places is left open.
fn is_worded(report: &FieldReport) {
    for language in Language::all() {
        if let Some(problem) = &report.problem {
            let text = language.problem(problem);
            assert!(!text.is_empty());
            // What was typed may hold a brace; the engine's own words do not.
            let typed = problem.params().iter().any(|param| match param.value() {
                ParamValue::Text(text) => text.expose().contains('{'),
                ParamValue::Chars(chars) => chars.iter().any(|c| c.expose().contains('{')),
                ParamValue::Number(_) | ParamValue::Parts(_) => false,
            });
            assert!(typed || !text.contains('{'), "{text}");
        }
        for notice in &report.notices {
            assert!(!language.notice(notice).is_empty());
        }
        for conversion in &report.conversions {
            assert!(!language.conversion(conversion).is_empty());
        }
    }
}

fn is_sound(
    report: &FieldReport,
    registration: &Registration,
    now: toroku::Instant,
    policy: &Policy,
) {
    let field = report.field;
    let mut of_field = Item::ALL.iter().copied().filter(|item| item.field() == field);
    let (Some(item), None) = (of_field.next(), of_field.next()) else { return };
    let typed = registration.state().draft().and_then(|draft| draft.text(item)).unwrap_or_default();
    let Some(problem) = &report.problem else {
        // A conversion is reported where there is one, and only there; strict allows none.
        assert!(!policy.is_strict() || report.conversions.is_empty());
        for conversion in &report.conversions {
            assert_eq!(conversion.before().expose(), typed);
        }
        // What came out goes in unchanged: there is nothing left to convert.
        if let Some(conversion) = report.conversions.first() {
            let again = entered(registration, item, conversion.after(), now, policy);
            assert_eq!(again.problem, None, "{field}");
            assert!(again.conversions.is_empty(), "{field}");
            assert_ne!(
                conversion.after().expose(),
                typed,
                "{field}: reported a change that was none"
            );
        }
        return;
    };
    assert!(report.notices.is_empty() && report.conversions.is_empty());
    // Whoever accepts what is suggested comes to an end, and each time with something else in hand.
    let mut problem = problem.clone();
    let mut before = typed.to_owned();
    for round in 0..4 {
        let Some(suggestion) = problem.suggestion().cloned() else { return };
        assert_ne!(suggestion.expose(), before, "{field}: suggests what stands there");
        let next = entered(registration, item, &suggestion, now, policy);
        let Some(next_problem) = next.problem else { return };
        // A character that does not show may have hidden one other thing; a rewritten text is good at once
        // but under the strict policy, where its width or case is still to be made.
        assert!(round < 3, "{field}: {:?} after {:?}", next_problem.code(), problem.code());
        // An e-mail repetition that reads the same can still be another address, as can one that is unknown.
        if problem.code() != Code::TextInvisible && field == Field::UserName {
            assert_eq!(next_problem.code(), Code::TextNotConverted, "after {:?}", problem.code());
        }
        (problem, before) = (next_problem, suggestion.expose().to_owned());
    }
}

fn entered(
    registration: &Registration,
    item: Item,
    text: &Personal,
    now: toroku::Instant,
    policy: &Policy,
) -> FieldReport {
    let mut next = registration.clone();
    set(&mut next, item, text.expose(), now, policy);
    next.report(item.field(), now, policy).expect("the entry is open")
}
