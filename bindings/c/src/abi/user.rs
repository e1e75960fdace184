//! The host's table of user-defined characters (外字): what its codes mean, from a text file that it has read.
//!
//! One code a line: the code in four hexadecimal digits, a tab, what it is, and where the registration's fields cannot have
//! that, a tab and the character that stands for it. What it is, is a character, a kanji with its variation selector, or `-`
//! for what Unicode does not have; either itself or as `U+9AD9`, or `U+8FBB U+E0101`. Empty lines and lines that begin with `#`
//! are left out. The text is UTF-8, with or without a mark at its beginning, with LF or CRLF.

use alloc::vec::Vec;

/// A character, and a selector or NUL.
type Characters = [char; 2];

/// A table of user-defined characters.
#[derive(Clone, Debug, Default)]
pub(crate) struct UserCharacters {
    /// By their codes: what is read, and whether that is a substitute.
    read: Vec<(u16, Characters, bool)>,
    /// By what they are: the code to write.
    written: Vec<(Characters, u16)>,
}

/// A file that is no table: the number of the first line that is not right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct BadLine(pub(crate) usize);

impl UserCharacters {
    /// Reads a table. `is_code` says which codes are the host's own, and `has` which characters the encoding has besides.
    pub(crate) fn parse(
        file: &[u8],
        is_code: impl Fn(u16) -> bool,
        has: impl Fn(char) -> bool,
    ) -> Result<Self, BadLine> {
        let file = file.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(file);
        let (mut table, mut substitutes) = (Self::default(), Vec::new());
        for (at, line) in file.split(|byte| *byte == b'\n').enumerate() {
            let bad = || BadLine(at + 1);
            let line = core::str::from_utf8(line).map_err(|_| bad())?;
            let line = line.strip_suffix('\r').unwrap_or(line);
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let row = Row::parse(line).filter(|row| is_code(row.code)).ok_or_else(bad)?;
            let place = table.read.binary_search_by_key(&row.code, |(code, ..)| *code);
            let Err(place) = place else { return Err(bad()) };
            let read = row.substitute.map(|c| [c, '\0']).or(row.characters).ok_or_else(bad)?;
            table.read.insert(place, (row.code, read, row.substitute.is_some()));
            if let Some(characters) = row.characters {
                table.write(characters, row.code, row.substitute.is_some());
            }
            substitutes.extend(row.substitute.map(|c| (c, at + 1)));
        }
        // What stands for a character is written in its place: the encoding has it, or another line does.
        let is_written =
            |c: char| has(c) || table.code([c, '\0']).is_some_and(|code| table.is_own(code));
        match substitutes.into_iter().find(|(c, _)| !is_written(*c)) {
            Some((_, line)) => Err(BadLine(line)),
            None => Ok(table),
        }
    }

    /// Of two codes of one character the first is written, or the first that is read as that.
    fn write(&mut self, characters: Characters, code: u16, is_substituted: bool) {
        match self.written.binary_search_by_key(&characters, |(known, _)| *known) {
            Err(place) => self.written.insert(place, (characters, code)),
            Ok(place) if !is_substituted && !self.is_own(self.written[place].1) => {
                self.written[place].1 = code;
            }
            Ok(_) => {}
        }
    }

    /// Whether a code is read as what it is.
    fn is_own(&self, code: u16) -> bool {
        let place = self.read.binary_search_by_key(&code, |(known, ..)| *known);
        place.is_ok_and(|place| !self.read[place].2)
    }

    /// What a code is read as, and whether that is a substitute.
    #[cfg(feature = "cp932")]
    pub(crate) fn read(&self, code: u16) -> Option<(Characters, bool)> {
        let place = self.read.binary_search_by_key(&code, |(known, ..)| *known).ok()?;
        let (_, characters, is_substitute) = self.read[place];
        Some((characters, is_substitute))
    }

    /// The code that is written for what a code is.
    pub(crate) fn code(&self, characters: Characters) -> Option<u16> {
        let place = self.written.binary_search_by_key(&characters, |(known, _)| *known).ok()?;
        Some(self.written[place].1)
    }
}

/// Variation selectors: which of its forms a kanji has.
pub(crate) fn is_selector(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// A line of the file.
struct Row {
    code: u16,
    /// `None` where Unicode does not have it.
    characters: Option<Characters>,
    substitute: Option<char>,
}

impl Row {
    fn parse(line: &str) -> Option<Self> {
        let mut columns = line.split('\t');
        let (code, text) = (columns.next()?, columns.next()?);
        let substitute = match columns.next() {
            Some(text) => Some(characters(text)?),
            None => None,
        };
        let is_code = code.len() == 4 && code.bytes().all(|byte| byte.is_ascii_hexdigit());
        if !is_code || columns.next().is_some() {
            return None;
        }
        let substitute = match substitute {
            Some([c, '\0']) => Some(c),
            Some(_) => return None,
            None => None,
        };
        let characters = if text == "-" { None } else { Some(characters(text)?) };
        Some(Self { code: u16::from_str_radix(code, 16).ok()?, characters, substitute })
    }
}

/// A character and perhaps a selector, themselves or by their code points.
fn characters(text: &str) -> Option<Characters> {
    let mut found = ['\0'; 2];
    if text.starts_with("U+") {
        let mut places = found.iter_mut();
        for point in text.split(' ') {
            let digits =
                point.strip_prefix("U+").filter(|digits| (4..=6).contains(&digits.len()))?;
            *places.next()? = char::from_u32(u32::from_str_radix(digits, 16).ok()?)?;
        }
    } else {
        let mut places = found.iter_mut();
        for c in text.chars() {
            *places.next()? = c;
        }
    }
    let [c, selector] = found;
    (means_something(c) && (selector == '\0' || is_selector(selector))).then_some(found)
}

/// Whether a character is one that people write: none of ASCII, no control, no selector by itself, nothing private.
fn means_something(c: char) -> bool {
    let is_private = matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}');
    !c.is_ascii() && !c.is_control() && !is_selector(c) && !is_private
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(file: &str) -> Result<UserCharacters, BadLine> {
        let is_code = |code| matches!(code, 0xF040..=0xF07E);
        UserCharacters::parse(file.as_bytes(), is_code, |c| c == '辺' || c == '吉')
    }

    #[test]
    fn a_code_is_a_character_itself_or_by_its_code_point() {
        let table =
            parse("\u{FEFF}# ours\r\nF040\t髙\r\nf041\tU+9AD9\n\nF042\tU+8FBB U+E0101\n").unwrap();
        for (code, read) in
            [(0xF040, ['髙', '\0']), (0xF041, ['髙', '\0']), (0xF042, ['辻', '\u{E0101}'])]
        {
            assert_eq!(table.read(code), Some((read, false)));
        }
        assert_eq!(table.read(0xF043), None);
        assert_eq!(table.code(['髙', '\0']), Some(0xF040));
        assert_eq!(table.code(['辻', '\u{E0101}']), Some(0xF042));
        assert_eq!(table.code(['辻', '\0']), None);
        assert!(parse("").unwrap().read(0xF040).is_none());
    }

    #[test]
    fn a_substitute_is_read_and_the_character_is_written() {
        let table =
            parse("F040\tU+9089 U+E010F\t辺\nF041\t-\t辺\nF042\t𠮷\t吉\nF043\t辻\nF044\t-\t辻")
                .unwrap();
        assert_eq!(table.read(0xF040), Some((['辺', '\0'], true)));
        assert_eq!(table.read(0xF041), Some((['辺', '\0'], true)));
        assert_eq!(table.read(0xF042), Some((['吉', '\0'], true)));
        assert_eq!(table.code(['邉', '\u{E010F}']), Some(0xF040));
        assert_eq!(table.code(['𠮷', '\0']), Some(0xF042));
        assert_eq!(table.code(['辺', '\0']), None);
    }

    #[test]
    fn what_is_read_is_written_as_a_code_that_is_read_so() {
        let table = parse("F040\t𠮷\t吉\nF041\t𠮷\nF042\t𠮷").unwrap();
        assert_eq!(table.code(['𠮷', '\0']), Some(0xF041));
        // 𠮷 would stand for F041, be written as F040 and come back as 吉.
        assert_eq!(parse("F040\t𠮷\t吉\nF041\t-\t𠮷").err(), Some(BadLine(2)));
        assert!(parse("F040\t𠮷\t吉\nF041\t-\t𠮷\nF042\t𠮷").is_ok());
    }

    #[test]
    fn a_line_that_is_not_right_is_named() {
        for bad in [
            "F040",
            "F040\t",
            "F040 髙",
            "F40\t髙",
            "+040\t髙",
            "F0400\t髙",
            "F07F\t髙", // not the host's own
            "8140\t髙",
            "F041\t髙",     // given before
            "F040\tA",      // ASCII
            "F040\tU+E000", // private
            "F040\tU+D800",
            "F040\tU+FE00",
            "F040\tU+9AD9 U+9AD9",
            "F040\tU+9AD9  U+E0101",
            "F040\tU+9AD9 U+E0101 U+E0101",
            "F040\tU+00009AD9",
            "F040\t髙橋",
            "F040\t髙\t",
            "F040\t髙\t髙橋",
            "F040\t髙\t辺\t辺",
            "F040\t-",
            "F040\t髙\t安", // neither in the encoding nor in the table
            "F040\t\u{1}",
        ] {
            let file = format!("# ours\nF041\t﨑\n{bad}\nF042\t辻\n");
            assert_eq!(parse(&file).err(), Some(BadLine(3)), "{bad}");
        }
        let file = b"F040\t\x8D\x82\n";
        assert!(UserCharacters::parse(file, |_| true, |_| true).is_err());
    }
}
