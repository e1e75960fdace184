//! The e-mail address: as HTML's, in ASCII, at most 60 characters.

use toroku::Email;

use super::*;

fn check(text: &str) -> Checked {
    let checked = Checked::of(Field::Email, Item::Email, text, &policy());
    if let Some(value) = checked.value() {
        assert_eq!(Email::try_from(value.to_owned()).expect("it passed").as_str(), value);
    }
    checked
}

#[test]
fn the_manuals_addresses_pass() {
    for address in ["example@xxx.co.jp", "user01@ens-test.com"] {
        let checked = check(address);
        assert_eq!(checked.value(), Some(address));
        assert!(checked.notices().is_empty() && checked.conversions().is_empty());
    }
}

#[test]
fn each_fault_has_its_own_code() {
    let code = |text: &str| check(text).problem();
    assert_eq!(code(" "), Some(Code::EmailRequired));
    assert_eq!(code("太郎@example.com"), Some(Code::EmailChar));
    assert_eq!(code("a b@example.com"), Some(Code::EmailChar));
    for text in ["a", "@b.c", "a@", "a@b", "a@b..c", "a@-b.c", "a@b-.c", "a@b@c.d", "\"a\"@b.c"] {
        assert_eq!(code(text), Some(Code::EmailFormat), "{text}");
    }
    let at = |n: usize| format!("{}@b.example", "a".repeat(n - 10));
    assert_eq!(code(&at(60)), None);
    assert_eq!(code(&at(61)), Some(Code::EmailTooLong));
}

#[test]
fn notices_tell_and_do_not_block() {
    for text in ["a..b@docomo.ne.jp", "a.@docomo.ne.jp", ".a@docomo.ne.jp"] {
        let checked = check(text);
        assert_eq!(
            (checked.problem(), checked.notices()),
            (None, vec![Code::EmailNonrfc]),
            "{text}"
        );
    }
    let checked = check("taro@gmial.com");
    assert_eq!((checked.problem(), checked.notices()), (None, vec![Code::EmailTypo]));
    let suggestion = checked.report.notices[0].suggestion().unwrap();
    assert_eq!(suggestion.expose(), "taro@gmail.com");
}

#[test]
fn one_slip_is_recognised() {
    for (typed, meant) in [
        ("gmial.com", "gmail.com"),
        ("gamil.com", "gmail.com"),
        ("gmai.com", "gmail.com"),
        ("gmail.con", "gmail.com"),
        ("gmaill.com", "gmail.com"),
        ("GMIAL.com", "gmail.com"),
        ("yaho.co.jp", "yahoo.co.jp"),
        ("docomo.ne.jo", "docomo.ne.jp"),
        ("gmail.co.jp", "gmail.com"),
        ("hotmial.com", "hotmail.com"),
    ] {
        let checked = check(&format!("taro@{typed}"));
        assert_eq!((checked.problem(), checked.notices()), (None, vec![Code::EmailTypo]));
        let suggestion = checked.report.notices[0].suggestion().unwrap().expose();
        assert_eq!(suggestion, format!("taro@{meant}"), "{typed}");
    }
}

/// Each suggestion of a refused text passes; the letters and digits are those that were typed, in their order.
#[test]
fn a_refused_address_has_a_way_out_where_only_signs_are_wrong() {
    let suggested = |text: &str| {
        let checked = check(text);
        let problem = checked.report.problem.as_ref()?;
        problem.suggestion().map(|suggestion| suggestion.expose().to_owned())
    };
    let letters = |text: &str| {
        let letters = text.chars().map(width).filter(char::is_ascii_alphanumeric);
        letters.map(|c| c.to_ascii_lowercase()).collect::<String>()
    };
    for (text, address) in [
        ("a@gmailcom", "a@gmail.com"),
        ("a@GMAILCOM", "a@gmail.com"),
        ("a@docomonejp", "a@docomo.ne.jp"),
        ("a@gmail.com.", "a@gmail.com"),
        ("a@gmail.com、", "a@gmail.com"),
        ("＜a＠b．co＞", "a@b.co"),
        ("(a@b.co)", "a@b.co"),
        ("a@ b.co", "a@b.co"),
        ("a@b .co", "a@b.co"),
        ("a@.b.co", "a@b.co"),
        ("a@b、co", "a@b.co"),
        ("aーb@c.co", "a-b@c.co"),
        ("a@b・co", "a@b.co"),
        ("a@b·co", "a@b.co"),
        ("'a@b.co'", "a@b.co"),
        ("“a@b.co”", "a@b.co"),
        ("‘o'b@b.co’", "o'b@b.co"),
    ] {
        assert_eq!(suggested(text).as_deref(), Some(address), "{text}");
        assert_eq!(check(address).problem(), None, "{address}");
        assert_eq!(letters(text), letters(address), "{text}");
    }
    for text in
        ["a b@c.co", "a@b c.co", "mailto:a@b.co", "A <a@b.co>", "a@gmail", "a,b@c.co", "太@b.co"]
    {
        assert_eq!(suggested(text), None, "{text}");
    }
    let long = format!("<{}@b.example>", "a".repeat(51));
    assert_eq!(suggested(&long), None);
}

fn width(c: char) -> char {
    char::from_u32(u32::from(c).wrapping_sub(0xFEE0)).filter(char::is_ascii_graphic).unwrap_or(c)
}
