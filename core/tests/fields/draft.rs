//! What a registration keeps of a text.

use toroku::{Category, Entropy, Input, ParamName, ParamValue, Personal, Registration, State};

use super::*;

#[test]
fn too_long_a_text_is_cut_at_a_character() {
    let mut registration = Registration::new();
    let category = Category::ApplicantAtCounter;
    let entropy = Entropy::new(std::array::from_fn(|i| u8::try_from(i).unwrap()));
    let set = |text: &str| Input::Set { item: Item::StreetAddress, text: Personal::new(text) };
    let choice = Input::ChooseCategory { category, entropy };
    for input in [choice, set(&"あ".repeat(2000))] {
        registration.handle(input, now(), &policy()).unwrap();
    }
    let report = registration.report(Field::StreetAddress, now(), &policy());
    let problem = report.and_then(|report| report.problem).unwrap();
    assert_eq!(problem.code(), Code::StreetTooLong);
    let actual = problem.params().iter().find(|param| param.name() == ParamName::Actual).unwrap();
    assert_eq!(actual.value(), &ParamValue::Number(2000));
    let State::Entry(entry) = registration.state() else { panic!("STEP1 is open") };
    assert_eq!(entry.draft().text(Item::StreetAddress).map(str::len), Some(4095));
    registration.handle(set(""), now(), &policy()).unwrap();
    let State::Entry(entry) = registration.state() else { panic!("STEP1 is open") };
    assert!(entry.draft().is_empty());
}
