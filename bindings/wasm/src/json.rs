//! Writes JSON, the answer's form: JavaScript reads it quicker than anything that a script takes apart.

use alloc::string::String;
use core::fmt::Write as _;

/// JSON text as it grows. Commas are put where they belong.
#[derive(Default)]
pub(crate) struct Json {
    text: String,
}

impl Json {
    /// An object, whose members `members` writes.
    pub(crate) fn object(&mut self, members: impl FnOnce(&mut Self)) {
        self.within('{', '}', members);
    }

    /// A list of what `each` writes of each item.
    pub(crate) fn list<T>(
        &mut self,
        items: impl IntoIterator<Item = T>,
        mut each: impl FnMut(&mut Self, T),
    ) {
        self.within('[', ']', |json| items.into_iter().for_each(|item| each(json, item)));
    }

    /// The name of a member; its value comes next.
    pub(crate) fn name(&mut self, name: &str) -> &mut Self {
        self.text(name);
        self.text.push(':');
        self
    }

    /// A text.
    pub(crate) fn text(&mut self, text: &str) {
        self.comma();
        self.text.push('"');
        let mut written = 0;
        for (at, byte) in text.bytes().enumerate() {
            let escape = matches!(byte, b'"' | b'\\' | 0..0x20);
            if escape {
                // A byte of ASCII stands between two characters.
                self.text.push_str(text.get(written..at).unwrap_or_default());
                written = at + 1;
                self.text.push_str(if byte < 0x10 { "\\u000" } else { "\\u00" });
                write!(self.text, "{byte:x}").expect("a string takes all");
            }
        }
        self.text.push_str(text.get(written..).unwrap_or_default());
        self.text.push('"');
    }

    /// A text, or nothing.
    pub(crate) fn text_or_null(&mut self, text: Option<&str>) {
        match text {
            Some(text) => self.text(text),
            None => self.null(),
        }
    }

    /// A number. All that are written here are below 2^53, which is as far as JavaScript counts.
    pub(crate) fn number(&mut self, number: impl Into<i64>) {
        self.comma();
        write!(self.text, "{}", number.into()).expect("a string takes all");
    }

    /// True or false.
    pub(crate) fn flag(&mut self, flag: bool) {
        self.comma();
        self.text.push_str(if flag { "true" } else { "false" });
    }

    /// Nothing.
    pub(crate) fn null(&mut self) {
        self.comma();
        self.text.push_str("null");
    }

    /// Bytes, in hexadecimal digits.
    pub(crate) fn hex(&mut self, bytes: &[u8]) {
        self.comma();
        self.text.push('"');
        for byte in bytes {
            write!(self.text, "{byte:02x}").expect("a string takes all");
        }
        self.text.push('"');
    }

    /// What was written.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.text.as_bytes()
    }

    fn within(&mut self, open: char, close: char, content: impl FnOnce(&mut Self)) {
        self.comma();
        self.text.push(open);
        content(self);
        self.text.push(close);
    }

    /// A comma, unless this is the first in its list or object, or a member's value.
    fn comma(&mut self) {
        if !matches!(self.text.as_bytes().last(), None | Some(b'{' | b'[' | b':')) {
            self.text.push(',');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_reads_the_same_again() {
        let every: String =
            (0..=0x2fff).filter_map(char::from_u32).chain(['𠮷', '\u{10ffff}']).collect();
        let mut json = Json::default();
        json.text(&every);
        let text = core::str::from_utf8(json.as_bytes()).unwrap();
        assert_eq!(serde_json::from_str::<String>(text).unwrap(), every);
    }

    #[test]
    fn commas_stand_between_and_nowhere_else() {
        let mut json = Json::default();
        json.object(|json| {
            json.name("a").list([1, 2], Json::number);
            json.name("b").object(|_| ());
            json.name("c").list(["{", "[", ":"], Json::text);
            json.name("d").null();
            json.name("e").flag(true);
            json.name("f").hex(&[0, 255]);
        });
        let text = core::str::from_utf8(json.as_bytes()).unwrap();
        assert_eq!(text, r#"{"a":[1,2],"b":{},"c":["{","[",":"],"d":null,"e":true,"f":"00ff"}"#);
    }
}
