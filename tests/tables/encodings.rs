//! The C binding's encodings against the C library's `iconv`, code by code and character by character. Where they differ,
//! the difference stands in `data/differences_encodings.tsv` with its reason, and nowhere else. What is read and comes back as
//! another code stands in `data/round_trips.tsv` (`TOROKU_DRAW=1` writes that one anew).

#![allow(clippy::unwrap_used, reason = "a step that fails fails the test")]
#![allow(clippy::print_stdout, reason = "how much was tried")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs, thread};

use toroku_c::toroku_text_convert;

const UTF8: u32 = 1;

/// An encoding: its name, its number in C, its name to `iconv`.
struct Encoding {
    name: &'static str,
    number: u32,
    iconv: &'static str,
}

const ENCODINGS: [Encoding; 5] = [
    Encoding { name: "CP932", number: 2, iconv: "CP932" },
    Encoding { name: "CP932_NEC", number: 3, iconv: "CP932" },
    Encoding { name: "CP943", number: 4, iconv: "IBM943" },
    Encoding { name: "CP930", number: 5, iconv: "IBM930" },
    Encoding { name: "CP939", number: 6, iconv: "IBM939" },
];

impl Encoding {
    fn is_shifted(&self) -> bool {
        self.iconv.starts_with("IBM93")
    }

    fn line_end(&self) -> u8 {
        if self.is_shifted() { 0x25 } else { b'\n' }
    }

    /// A code as a text of its own.
    fn text(&self, code: u16) -> Vec<u8> {
        match code.to_be_bytes() {
            [0, byte] => vec![byte],
            [lead, trail] if self.is_shifted() => vec![0x0E, lead, trail, 0x0F],
            [lead, trail] => vec![lead, trail],
        }
    }

    /// The code of a text of one character.
    fn code(&self, text: &[u8]) -> Option<u16> {
        match *text {
            [byte] => Some(byte.into()),
            [0x0E, lead, trail, 0x0F] if self.is_shifted() => {
                Some(u16::from_be_bytes([lead, trail]))
            }
            [lead, trail] if !self.is_shifted() => Some(u16::from_be_bytes([lead, trail])),
            _ => None,
        }
    }

    /// Every code that could be: but line ends and shift codes, which no line of a file can hold.
    fn codes(&self) -> Vec<u16> {
        let leads = if self.is_shifted() { 0x40..=0xFE_u16 } else { 0x81..=0xFC };
        let is_single = |lead: &u16| !self.is_shifted() && (0xA0..=0xDF).contains(lead);
        let pairs = leads
            .filter(|lead| !is_single(lead))
            .flat_map(|lead| (0x40..=0xFE).map(move |trail| lead << 8 | trail));
        let left_out = [0x0E, 0x0F, 0x0A, 0x0D, 0x25];
        let is_left_out = |byte: &u16| {
            if self.is_shifted() { left_out.contains(byte) } else { *byte == 0x0A }
        };
        (0..=0xFF)
            .filter(|byte| !is_left_out(byte))
            // Half of a pair: what follows would be taken for the other.
            .filter(|byte| self.is_shifted() || !matches!(byte, 0x81..=0x9F | 0xE0..=0xFC))
            .chain(pairs)
            .collect()
    }

    fn is_user_defined(&self, code: u16) -> bool {
        let leads = if self.is_shifted() { 0x69..=0x7F } else { 0xF0..=0xF9 };
        leads.contains(&(code >> 8))
    }

    fn ours_read(&self, code: u16) -> Option<char> {
        let text = convert(self.number, &self.text(code), UTF8)?;
        one(std::str::from_utf8(&text).unwrap())
    }

    fn ours_written(&self, c: char) -> Option<u16> {
        let text = convert(UTF8, c.encode_utf8(&mut [0; 4]).as_bytes(), self.number)?;
        Some(self.code(&text).unwrap())
    }

    /// What `iconv` reads: one code a line, and nothing on the line of one that it cannot.
    fn theirs_read(&self, codes: &[u16]) -> Vec<Option<char>> {
        let input =
            codes.iter().flat_map(|code| [self.text(*code), vec![self.line_end()]].concat());
        let output = iconv(self.iconv, "UTF-8", input.collect());
        let output = String::from_utf8(output).unwrap();
        let lines: Vec<&str> = output.split_terminator('\n').collect();
        assert_eq!(lines.len(), codes.len());
        let mut singles = BTreeSet::new();
        let read = codes.iter().zip(lines).map(|(code, line)| {
            let c = one(line);
            // A pair that it cannot read may be its second byte alone.
            if *code <= 0xFF {
                singles.extend(c);
                return c;
            }
            c.filter(|c| !singles.contains(c))
        });
        read.collect()
    }

    fn theirs_written(&self, characters: &[char]) -> Vec<Option<u16>> {
        let lines: String = characters.iter().flat_map(|c| [*c, '\n']).collect();
        let output = iconv("UTF-8", self.iconv, lines.into_bytes());
        let mut lines: Vec<&[u8]> = output.split(|byte| *byte == self.line_end()).collect();
        assert_eq!(lines.pop(), Some(&[][..]));
        assert_eq!(lines.len(), characters.len());
        lines.into_iter().map(|line| self.code(line)).collect()
    }
}

fn one(text: &str) -> Option<char> {
    let mut characters = text.chars();
    characters.next().filter(|_| characters.next().is_none())
}

/// `iconv` of the C library, leaving out what it cannot convert.
fn iconv(from: &str, to: &str, input: Vec<u8>) -> Vec<u8> {
    let mut command = Command::new("iconv");
    command.args(["-c", "-f", from, "-t", to]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().expect("the C library's iconv");
    let mut stdin = child.stdin.take().unwrap();
    let writer = thread::spawn(move || stdin.write_all(&input));
    // Its status says no more than that something was left out.
    let output = child.wait_with_output().unwrap().stdout;
    writer.join().unwrap().unwrap();
    output
}

fn convert(from: u32, text: &[u8], to: u32) -> Option<Vec<u8>> {
    let (mut buffer, mut length) = (vec![0; 16], 0);
    // SAFETY: the pointers are good for the lengths given with them.
    let status = unsafe {
        toroku_text_convert(
            from,
            text.as_ptr().cast(),
            text.len() as u64,
            to,
            buffer.as_mut_ptr().cast(),
            buffer.len() as u64,
            &raw mut length,
        )
    };
    buffer.truncate(usize::try_from(length).unwrap());
    (status == 0).then_some(buffer)
}

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/tables/data").join(name)
}

/// The characters that have one unit of UTF-16, but for the end of a line.
fn characters() -> Vec<char> {
    ('\0'..='\u{FFFF}').filter(|c| !matches!(c, '\n' | '\r')).collect()
}

#[test]
fn what_is_read_and_written_is_the_c_librarys() {
    let mut found = BTreeSet::new();
    for encoding in &ENCODINGS {
        let name = encoding.name;
        let (codes, characters) = (encoding.codes(), characters());
        let mut same = 0;
        for (code, theirs) in codes.iter().zip(encoding.theirs_read(&codes)) {
            match encoding.ours_read(*code) {
                ours if ours == theirs => same += 1,
                None if encoding.is_user_defined(*code) => {
                    found.insert(format!("{name} read user-defined"));
                }
                _ => {
                    found.insert(format!("{name} read {code:04X}"));
                }
            }
        }
        for (c, theirs) in characters.iter().zip(encoding.theirs_written(&characters)) {
            let sub = if encoding.is_shifted() { 0x3F } else { 0x7F };
            match (encoding.ours_written(*c), theirs) {
                (ours, theirs) if ours == theirs => same += 1,
                (None, Some(code)) if code == sub => {
                    found.insert(format!("{name} written as SUB"));
                }
                (Some(0xED40..=0xEEFC), Some(_)) if name == "CP932_NEC" => {
                    found.insert(format!("{name} written ED40..EEFC"));
                }
                (None, Some(code)) if encoding.is_user_defined(code) => {
                    found.insert(format!("{name} written user-defined"));
                }
                _ => {
                    found.insert(format!("{name} written U+{:04X}", u32::from(*c)));
                }
            }
        }
        println!("{name}: {} codes and {} characters, {same} alike", codes.len(), characters.len());
    }
    let file = fs::read_to_string(data("differences_encodings.tsv")).unwrap();
    let rows = file.lines().filter(|line| !line.starts_with("# "));
    let listed: BTreeMap<&str, &str> = rows.map(|row| row.split_once('\t').unwrap()).collect();
    assert!(listed.values().all(|reason| reason.len() > 10), "a difference without a reason");
    let listed: BTreeSet<String> = listed.into_keys().map(String::from).collect();
    let new: Vec<_> = found.difference(&listed).collect();
    let gone: Vec<_> = listed.difference(&found).collect();
    assert!(new.is_empty() && gone.is_empty(), "not listed {new:#?}, listed in vain {gone:#?}");
}

#[test]
fn what_comes_back_otherwise_is_listed() {
    let mut rows =
        "# encoding, a code, the character it is read as, the code that this is written as\n"
            .to_owned();
    for encoding in &ENCODINGS {
        for code in encoding.codes() {
            let Some(c) = encoding.ours_read(code) else { continue };
            let back = encoding.ours_written(c).unwrap();
            if back != code {
                writeln!(rows, "{}\t{code:04X}\t{c}\t{back:04X}", encoding.name).unwrap();
            }
        }
        // The other way there is nothing to list: a character that is written is read as itself.
        for c in characters() {
            let Some(code) = encoding.ours_written(c) else { continue };
            assert_eq!(encoding.ours_read(code), Some(c), "{code:04X}");
        }
    }
    let path = data("round_trips.tsv");
    if env::var_os("TOROKU_DRAW").is_some() {
        fs::write(&path, &rows).unwrap();
    }
    assert!(fs::read_to_string(&path).unwrap() == rows, "TOROKU_DRAW=1 draws what has changed");
}
