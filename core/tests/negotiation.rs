//! What a browser's `Accept-Language` header asks for.

use toroku::Language;

fn negotiated(header: &str) -> Option<&'static str> {
    Language::negotiate(header).map(Language::tag)
}

#[test]
fn what_browsers_send_is_understood() {
    for (header, tag) in [
        ("ja", "ja"),
        ("ja-JP", "ja"),
        ("en-US,en;q=0.9,ja;q=0.8", "en"),
        ("ja,en-US;q=0.9,en;q=0.8", "ja"),
        ("zh-CN,zh;q=0.9,en;q=0.8,ja;q=0.7", "en"),
        ("en;q=0.5, ja;q=0.501", "ja"),
        ("EN-us ; Q=0.3\t,\tJA ;q=0.2", "en"),
        ("fr, *;q=0.1, ja;q=0.05", "ja"),
        (",, ja ,", "ja"),
        ("en;q=1.000, ja;q=0.999", "en"),
        ("ja-Jpan-JP-u-ca-japanese", "ja"),
        ("JA-X-Easy", "ja-x-easy"),
    ] {
        assert_eq!(negotiated(header), Some(tag), "{header}");
    }
}

#[test]
fn a_refused_language_is_not_given() {
    assert_eq!(negotiated("en;q=0, ja;q=0.1"), Some("ja"));
    assert_eq!(negotiated("en-GB, en;q=0"), None);
    assert_eq!(negotiated("ja;q=0.000"), None);
}

#[test]
fn nothing_is_found_in_what_asks_for_nothing() {
    for header in ["", "*", "fr", "japan", "j", "q=1", ";", ";;;", "en-", "-en", "en_US", "英語"]
    {
        assert_eq!(negotiated(header), None, "{header}");
    }
    for weight in ["", "q", "q=", "q=2", "q=1.001", "q=0.0001", "q=-1", "q=.5", "q=0,5", "v=1"] {
        assert_eq!(negotiated(&["en;", weight].concat()), None, "{weight}");
    }
    assert_eq!(negotiated("en;q=1;q=1"), None);
    assert_eq!(negotiated(&"en,".repeat(400)), None);
}
