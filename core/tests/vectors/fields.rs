//! One field at a time, all others filled with the manual's samples.

use serde::Deserialize;
use toroku::{Answer, Category, Field, FieldReport, Input, Instant, Item, Registration};

use crate::format::{Items, PolicySettings, Said};
use crate::{sample, world};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct File {
    #[serde(rename = "schema")]
    _schema: String,
    #[serde(rename = "comment")]
    _comment: String,
    pub(crate) cases: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Case {
    pub(crate) id: String,
    #[serde(rename = "comment")]
    _comment: String,
    pub(crate) field: String,
    items: Items,
    #[serde(default)]
    policy: PolicySettings,
    #[serde(default = "usual_moment")]
    now: i64,
    pub(crate) expect: Expected,
}

fn usual_moment() -> i64 {
    1_700_000_000
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Expected {
    /// The text of STEP2; the repeated address has none.
    value: Option<String>,
    pub(crate) problem: Option<Said>,
    #[serde(default)]
    pub(crate) notices: Vec<Said>,
    #[serde(default)]
    pub(crate) conversions: Vec<String>,
}

pub(crate) fn all() -> Vec<File> {
    let is_field = |name: &String| name.starts_with("fields/");
    crate::files()
        .into_iter()
        .map(|(name, _)| name)
        .filter(is_field)
        .map(|n| crate::read(&n))
        .collect()
}

#[test]
fn every_field_case() {
    let mut count = 0;
    for case in all().iter().flat_map(|file| &file.cases) {
        run(case);
        count += 1;
    }
    println!("{count} field cases");
    assert!(count > 250);
}

fn run(case: &Case) {
    let id = &case.id;
    let (policy, now) = (world::policy(&case.policy), Instant::from_unix_seconds(case.now));
    let field = world::field(&case.field);
    let mut registration = Registration::new();
    let mut texts = Vec::new();
    let mut handle = |input| registration.handle(input, now, &policy).unwrap();
    let entropy = world::entropy(&"0f1e".repeat(16));
    handle(Input::ChooseCategory { category: Category::ApplicantAtCounter, entropy });
    handle(Input::Fill { items: sample::typed("HOUMU TARO") });
    if case.policy.strict {
        // The sample street is written as the manual writes it, which the strict policy refuses.
        handle(Input::Set { item: Item::StreetAddress, text: "１－１－１".into() });
    }
    handle(Input::Fill { items: world::items(&case.items) });
    handle(Input::Agree { version: world::TERMS.into() });

    // As it is reported while a person types.
    let report = registration.report(field, now, &policy).unwrap();
    expect_report(id, &report, &case.expect);

    // As a record of a batch, in which the terms that the policy names are agreed to.
    let mut form = toroku::Form::new();
    let items = registration.state().draft().unwrap().clone();
    for item in Item::ALL {
        // Over the limit a draft holds less than was typed.
        let typed = case.items.get(item.name()).map(crate::format::Text::whole);
        texts.push((*item, typed.unwrap_or_else(|| items.text(*item).unwrap_or("").to_owned())));
    }
    for (item, text) in &texts {
        form.set(*item, text);
    }
    form.agree(world::TERMS);
    expect_report(id, &form.report(field, now, &policy), &case.expect);
    let all = form.check(now, &policy);
    let of_field = |all: &toroku::FormReport| FieldReport {
        field,
        problem: all.problems.iter().find(|problem| problem.field() == field).cloned(),
        notices: all.notices.iter().filter(|n| n.field() == field).cloned().collect(),
        conversions: all.conversions.iter().filter(|c| c.field() == field).cloned().collect(),
    };
    expect_report(id, &of_field(&all), &case.expect);
    assert_eq!(all.problems.len(), usize::from(case.expect.problem.is_some()), "{id}");

    // As Confirm answers.
    let answer = registration.handle(Input::Confirm, now, &policy).unwrap();
    match (&case.expect.problem, answer) {
        (Some(expected), Answer::Problems(problems)) => {
            assert_eq!(problems.len(), 1, "{id}: {problems:?}");
            assert_eq!(problems[0].field(), field, "{id}");
            assert_eq!(world::said(&problems[0]), *expected, "{id}");
        }
        (None, Answer::ReadyToConfirm) => {
            let view = registration.confirmation().unwrap();
            let shown = view.items.iter().find(|item| item.field == field);
            let text = shown.map(|item| item.text.expose().to_owned());
            assert_eq!(text, case.expect.value, "{id}");
            if let Some(shown) = shown {
                let made: Vec<_> = shown.conversions.iter().map(|c| c.code().name()).collect();
                assert_eq!(made, case.expect.conversions, "{id}");
            }
            let notices = view.notices.iter().filter(|notice| notice.field() == field);
            assert_eq!(
                notices.map(world::said_of_notice).collect::<Vec<_>>(),
                case.expect.notices,
                "{id}"
            );
        }
        (_, answer) => panic!("{id}: {answer:?}"),
    }
}

fn expect_report(id: &str, report: &FieldReport, expected: &Expected) {
    assert_eq!(report.problem.as_ref().map(world::said), expected.problem, "{id}");
    let noticed: Vec<Said> = report.notices.iter().map(world::said_of_notice).collect();
    assert_eq!(noticed, expected.notices, "{id}");
    let made: Vec<_> = report.conversions.iter().map(|c| c.code().name()).collect();
    assert_eq!(made, expected.conversions, "{id}");
    if let (Some(conversion), Some(value)) = (report.conversions.first(), &expected.value)
        && ![Field::Sex, Field::UserType].contains(&report.field)
    {
        assert_eq!(conversion.after().expose(), value, "{id}");
    }
}
