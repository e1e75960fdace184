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

#[test]
fn the_manuals_numbers_pass() {
    assert_eq!(check("0312345678").notices(), []);
    assert_eq!(check("123456789012").notices(), [Code::PhoneNotInPlan]);
    assert_eq!(check("123456789012").value(), Some("123456789012"));
}

#[test]
fn what_people_write_is_converted() {
    for (text, digits) in [
        ("03-1234-5678", "0312345678"),
        ("(03) 1234-5678", "0312345678"),
        ("０３ー１２３４ー５６７８", "0312345678"),
        ("+81 3-1234-5678", "0312345678"),
        ("＋８１（０）９０−１２３４−５６７８", "09012345678"),
        ("090\u{A0}1234\u{3000}5678", "09012345678"),
    ] {
        let checked = check(text);
        assert_eq!(checked.value(), Some(digits), "{text}");
        assert!(!checked.conversions().is_empty());
    }
}

#[test]
fn other_countries_letters_and_length_are_problems() {
    assert_eq!(check("+1 555 0100").problem(), Some(Code::PhoneChar));
    assert_eq!(check("03-1234-567O").problem(), Some(Code::PhoneChar));
    assert_eq!(check("1234567890123").problem(), Some(Code::PhoneTooLong));
    assert_eq!(check("--").problem(), Some(Code::PhoneRequired));
}

#[test]
fn the_plan_is_known() {
    for number in
        ["0312345678", "0120123456", "0570123456", "08001234567", "09012345678", "05012345678"]
    {
        assert!(Phone::is_in_plan(number), "{number}");
    }
    for number in
        ["031234567", "03123456789", "0901234567", "0012345678", "0201234567", "02012345678", "110"]
    {
        assert!(!Phone::is_in_plan(number), "{number}");
        assert_eq!(check(number).notices(), [Code::PhoneNotInPlan], "{number}");
    }
    assert_eq!(check("0120123456").notices(), [Code::PhoneUnreachable]);
}
