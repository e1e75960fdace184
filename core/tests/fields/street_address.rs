//! The street address: characters that CP932 writes in two bytes.

use toroku::StreetAddress;

use super::*;

fn check(text: &str) -> Checked {
    let checked = Checked::of(Field::StreetAddress, Item::StreetAddress, text, &policy());
    if let Some(value) = checked.value() {
        assert_eq!(StreetAddress::try_from(value.to_owned()).expect("it passed").as_str(), value);
    }
    checked
}

#[test]
fn the_manuals_addresses_pass_converted() {
    let checked = check("1-1-1 緑ヶ関ハイツ202号");
    assert_eq!(checked.value(), Some("１－１－１　緑ヶ関ハイツ２０２号"));
    assert_eq!(checked.conversions(), [Code::StreetWidthConverted]);
    assert_eq!(check("1-1-1 森ヶ岡ハイツ202号").problem(), None);
}

#[test]
fn half_width_kana_is_composed() {
    assert_eq!(check("ｶﾞﾊﾟｱﾞ1").value(), Some("ガパア゛１"));
}

#[test]
fn dashes_are_cp932s() {
    let checked = check("１−２–３—４‐５ー６");
    assert_eq!(checked.value(), Some("１－２－３―４‐５ー６"));
    assert_eq!(checked.conversions(), [Code::StreetDashConverted]);
}

#[test]
fn nothing_is_unified() {
    // U+FA19 is in CP932 and differs from U+795E, to which NFC would change it.
    for text in ["\u{FA19}田１", "髙﨑１"] {
        let checked = check(text);
        assert_eq!(checked.value(), Some(text));
        assert!(checked.conversions().is_empty());
    }
}

#[test]
fn replacements_are_suggested_never_made() {
    for (text, code, suggestion) in [
        ("𠮷田町１", Code::StreetNotLegacy, Some("吉田町１")),
        ("１〜２", Code::StreetNotLegacy, Some("１～２")),
        ("Café 1", Code::StreetNotLegacy, Some("Ｃａｆｅ　１")),
        ("か\u{3099}１", Code::StreetNotLegacy, Some("が１")),
        ("１丁目😀", Code::StreetChar, None),
    ] {
        let checked = check(text);
        assert_eq!((checked.problem(), checked.suggestion()), (Some(code), suggestion), "{text}");
    }
}

#[test]
fn length_and_number_are_reported() {
    assert_eq!(check(&"一".repeat(80)).problem(), None);
    assert_eq!(check(&"一".repeat(81)).problem(), Some(Code::StreetTooLong));
    assert_eq!(check("緑ヶ丘").notices(), [Code::StreetNoNumber]);
    assert_eq!(check("緑ヶ丘三丁目").notices(), []);
}
