//! Wordings with places to fill in, written in braces.

use alloc::string::String;

/// Appends `template` to `out`; at each `{name}`, `insert` appends what belongs there.
///
/// What is inserted is not looked at again, so braces in a typed text stay what they are.
pub(crate) fn fill(template: &str, out: &mut String, mut insert: impl FnMut(&str, &mut String)) {
    let mut rest = template;
    while let Some((before, opened)) = rest.split_once('{') {
        let Some((name, after)) = opened.split_once('}') else { break };
        out.push_str(before);
        insert(name, out);
        rest = after;
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(template: &str) -> String {
        let mut out = String::new();
        fill(template, &mut out, |name, out| {
            out.push_str(if name == "char" { "{max}" } else { "60" });
        });
        out
    }

    #[test]
    fn places_are_filled_once() {
        assert_eq!(filled("“{char}”: {max} or fewer"), "“{max}”: 60 or fewer");
        assert_eq!(filled("{max}{char}"), "60{max}");
        assert_eq!(filled("{max}{max}"), "6060");
    }

    #[test]
    fn text_without_places_is_itself() {
        for text in ["", "選択してください。", "a } b", "a { b"] {
            assert_eq!(filled(text), text);
        }
    }
}
