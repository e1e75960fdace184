//! The date of birth: a day that was, in three parts.

use toroku::{BirthPart, DateOfBirth, ParamName, ParamValue};

use super::*;

fn check(year: &str, month: &str, day: &str) -> FieldReport {
    let mut form = Form::new();
    form.set(Item::BirthYear, year).set(Item::BirthMonth, month).set(Item::BirthDay, day);
    form.report(Field::DateOfBirth, now(), &policy())
}

fn code(year: &str, month: &str, day: &str) -> Option<Code> {
    check(year, month, day).problem.map(|problem| problem.code())
}

#[test]
fn the_manuals_date_passes() {
    let report = check("2000", "01", "01");
    assert_eq!(report.problem, None);
    assert!(report.conversions.is_empty());
    assert_eq!(DateOfBirth::try_from("2000-01-01".to_owned()).unwrap().iso(), "2000-01-01");
    let [made] = &check("２０００", "1", " 1").conversions[..] else {
        panic!("one conversion")
    };
    assert_eq!(made.code(), Code::BirthWidthConverted);
    assert_eq!(made.after().expose(), "2000-01-01");
}

#[test]
fn each_fault_has_its_own_code() {
    assert_eq!(code("", " ", "　"), Some(Code::BirthRequired));
    assert_eq!(code("2000", "", "1"), Some(Code::BirthIncomplete));
    for (year, month, day) in [
        ("2001", "2", "29"),
        ("2000", "13", "1"),
        ("2000", "0", "1"),
        ("2000", "1", "x"),
        ("12000", "1", "1"),
        ("2000", "1", "001"),
        ("-200", "1", "1"),
        ("1900", "2", "29"),
    ] {
        assert_eq!(code(year, month, day), Some(Code::BirthNotReal), "{year}-{month}-{day}");
    }
    assert_eq!(code("2024", "3", "1"), Some(Code::BirthFuture));
    assert_eq!(code("2024", "2", "29"), None);
    assert_eq!(code("1894", "2", "28"), Some(Code::BirthTooOld));
    assert_eq!(code("1894", "3", "1"), None);
    assert_eq!(code("85", "1", "1"), Some(Code::BirthTooOld));
}

#[test]
fn the_missing_parts_are_named() {
    let problem = check("2000", "", "").problem.unwrap();
    let [missing] = problem.params() else { panic!("one parameter") };
    assert_eq!(missing.name(), ParamName::Missing);
    assert_eq!(missing.value(), &ParamValue::Parts(vec![BirthPart::Month, BirthPart::Day]));
}
