//! The name tables: for each group of constants its names, as the engine and its documents have them.

use alloc::string::String;
use alloc::vec::Vec;
use core::ffi::c_char;

use toroku::password::PasswordStateKind;
use toroku::{BirthPart, Category, Code, Field, InputKind, Item, ParamName, Sex, StateKind};

use crate::abi::call::{call, chars, out, text_buffer};
use crate::abi::encoding as text;
use crate::abi::status::{Outcome, STATUSES, Status, toroku_status};
use crate::api::number::{ANSWERS, DELIVERIES, Numbered, PASSWORD_ANSWERS};
use crate::api::system::digits;
use crate::api::{effect, findings, mail, municipalities, password, policy, record, system};
use crate::records::check::UNREADABLE;
use crate::records::layout::{record_size, result_size};

/// A group of constants.
pub struct Table {
    /// Its number, `TOROKU_TABLE_…`.
    pub number: u32,
    /// Its name; in upper case the prefix of its constants.
    pub name: &'static str,
    /// What it is, for the header.
    pub about: &'static str,
    /// Its constants.
    pub entries: Vec<Entry>,
}

impl Table {
    /// The name of a constant in C.
    pub fn constant(&self, name: &str) -> String {
        constant(self.name, name).map(char::from).collect()
    }
}

/// A constant: its number and its name.
type Entry = (u32, &'static str);

/// A group as the library holds it: its name, and its constants by their place.
struct Group {
    name: &'static str,
    entry: fn(usize) -> Option<Entry>,
}

impl Group {
    fn by_number(number: u32) -> Outcome<&'static Self> {
        let place = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
        place.and_then(|place| GROUPS.get(place)).ok_or(Status::InvalidValue)
    }

    fn entries(&self) -> impl Iterator<Item = Entry> {
        (0..).map_while(self.entry)
    }
}

/// The letters of a constant's name in C.
fn constant<'a>(group: &'a str, name: &'a str) -> impl Iterator<Item = u8> + 'a {
    let group = if group == "status" { ["", ""] } else { [group, "_"] };
    let parts = ["toroku_", group[0], group[1], name];
    let in_c = |letter: u8| if letter == b'.' { b'_' } else { letter.to_ascii_uppercase() };
    parts.into_iter().flat_map(str::bytes).map(in_c)
}

/// An entry of a type of the engine.
fn of<T: Numbered>(place: usize, name: impl Fn(T) -> &'static str) -> Option<Entry> {
    T::ALL.get(place).map(|(number, value)| (*number, name(*value)))
}

/// An entry of a list like `1 utf8 2 cp932`.
fn listed(list: &'static str, place: usize) -> Option<Entry> {
    let mut words = list.split(' ').skip(2 * place);
    Some((digits(words.next()?), words.next()?))
}

/// The groups, in the order of the header; what they are apart, which only the header needs.
macro_rules! groups {
    ($($name:literal $about:literal $entry:expr;)*) => {
        static GROUPS: &[Group] = &[$(Group { name: $name, entry: $entry },)*];
        const ABOUT: &[&str] = &[$($about,)*];
    };
}

groups! {
    "status" "What a function returns" |at| STATUSES.get(at).map(|(number, name, _)| (*number, *name));
    "encoding" "Which bytes a text is written in" |at| text::ENCODINGS.get(at).copied();
    "category" "The top page's buttons" |at| of(at, Category::name);
    "field" "Where a finding stands" |at| of(at, Field::name);
    "item" "What is typed or chosen at STEP1" |at| of(at, Item::name);
    "sex" "The sexes; as texts `male` and `female`" |at| of(at, Sex::name);
    "birth" "The parts of a date of birth" |at| of(at, BirthPart::name);
    "state" "Where a registration stands" |at| of(at, StateKind::name);
    "input" "The inputs, by name" |at| of(at, InputKind::name);
    "answer" "What an input led to" |at| listed(ANSWERS, at);
    "code" "What the engine says"
        |at| Code::ALL.get(at).map(|code| (u32::from(code.number()), code.name()));
    "kind" "What kind of thing a code says" |at| listed(findings::KINDS, at);
    "param" "The parameters of a finding" |at| of(at, ParamName::name);
    "value" "What a parameter's value is" |at| listed(findings::VALUES, at);
    "text" "The texts of a finding" |at| listed(findings::TEXTS, at);
    "effect" "What the host must do" |at| listed(effect::KINDS, at);
    "delivery" "How a notification fares" |at| listed(DELIVERIES, at);
    "mail" "The parts of a mail" |at| listed(mail::PARTS, at);
    "lookup" "What a code or a full name stands for" |at| municipalities::LOOKUPS.get(at).copied();
    "municipality" "The texts of a municipality" |at| municipalities::PARTS.get(at).copied();
    "setting" "The settings of a policy that are numbers" |at| listed(policy::SETTINGS, at);
    "policy" "The texts of a policy" |at| listed(policy::TEXTS, at);
    "rules" "The rules for passwords" |at| listed("1 nist_b4 2 legacy", at);
    "pages" "Which pages are open beside the link" |at| listed("1 none 2 home_or_login", at);
    "pwstate" "Where a password setup stands" |at| of(at, PasswordStateKind::name);
    "pw" "What a password input led to" |at| listed(PASSWORD_ANSWERS, at);
    "account" "The texts of an account" |at| listed(password::TEXTS, at);
    "result" "What became of a record" |at| record::RESULTS.get(at).copied();
    "reading" "What a record's field had before the engine's rules"
        |at| (at == 0).then_some((u32::from(UNREADABLE), "unreadable"));
    "table" "The name tables"
        |at| GROUPS.get(at).zip((1..).nth(at)).map(|(group, number)| (number, group.name));
}

/// Every group, in the order of the header.
pub fn tables() -> Vec<Table> {
    let table = |((group, about), number): ((&'static Group, &&'static str), u32)| Table {
        number,
        name: group.name,
        about,
        entries: group.entries().collect(),
    };
    GROUPS.iter().zip(ABOUT).zip(1..).map(table).collect()
}

/// The constants of no table: name and value; what they are apart, as above.
macro_rules! singles {
    ($($name:literal $value:expr, $about:literal;)*) => {
        const SINGLES: &[(&str, u32)] = &[$(($name, $value),)*];
        const ABOUT_SINGLES: &[&str] = &[$($about,)*];
    };
}

singles! {
    "TOROKU_ABI_VERSION" system::ABI_VERSION, "The ABI that this header describes";
    "TOROKU_PADDED" text::PADDED, "Added to an encoding: texts are padded with spaces";
    "TOROKU_ENTROPY_SIZE" 32, "Bytes of entropy, of a key and of a token's digest";
    "TOROKU_SALT_SIZE" 16, "Bytes of a salt";
    "TOROKU_USER_ID_SIZE" 10, "Characters of a user ID";
    "TOROKU_KEY_SIZE" 32, "Characters of a notification key";
    "TOROKU_DIGEST_SIZE" 64, "Characters of the digest of STEP2";
    "TOROKU_TOKEN_SIZE" 64, "Characters of a password link's token";
    "TOROKU_RECORD_SIZE" number(record_size()), "Bytes of a record";
    "TOROKU_RESULT_SIZE" number(result_size()), "Bytes of a result record";
}

#[expect(clippy::cast_possible_truncation, reason = "sizes of records are small")]
const fn number(size: usize) -> u32 {
    size as u32
}

/// Constants of no table: name, value, what it is.
pub fn single_constants() -> Vec<(&'static str, u32, &'static str)> {
    let single =
        |((name, value), about): (&(&'static str, u32), &&'static str)| (*name, *value, *about);
    SINGLES.iter().zip(ABOUT_SINGLES).map(single).collect()
}

/// The name of a constant: `user_name` for TOROKU_FIELD_USER_NAME of TOROKU_TABLE_FIELD. ASCII.
/// Errors: TOROKU_INVALID_VALUE for a table or number that is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_name_text(
    table_number: u32,
    number: u32,
    buffer: *mut c_char,
    capacity: usize,
    length: *mut usize,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for texts that go out.
        let buffer = unsafe { text_buffer(buffer, capacity, length)? };
        let mut entries = Group::by_number(table_number)?.entries();
        let found = entries.find(|(known, _)| *known == number);
        buffer.put_ascii(found.ok_or(Status::InvalidValue)?.1)
    })
}

/// The number of a name, ASCII, in a table. Errors: TOROKU_INVALID_VALUE for a table that is none,
/// TOROKU_MALFORMED for a name that is not in it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_name_number(
    table_number: u32,
    name: *const c_char,
    name_length: usize,
    number: *mut u32,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rules for texts that come in and outputs.
        let (name, number) = unsafe { (chars(name, name_length)?, out(number)?) };
        let mut entries = Group::by_number(table_number)?.entries();
        let found = entries.find(|(_, known)| known.as_bytes() == name);
        number.put(found.ok_or(Status::Malformed)?.0);
        Ok(())
    })
}

/// The value of any constant of this header by its whole name, like `TOROKU_FIELD_EMAIL`, for languages
/// without a preprocessor. Errors: TOROKU_MALFORMED for a name that is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_constant_value(
    name: *const c_char,
    name_length: usize,
    value: *mut u32,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rules for texts that come in and outputs.
        let (name, value) = unsafe { (chars(name, name_length)?, out(value)?) };
        let single = SINGLES.iter().find(|(known, _)| known.as_bytes() == name);
        let found = single.map(|(_, found)| *found).or_else(|| {
            GROUPS.iter().find_map(|group| {
                let is_named = |known| constant(group.name, known).eq(name.iter().copied());
                let entry = group.entries().find(|(_, known)| is_named(known));
                entry.map(|(number, _)| number)
            })
        });
        value.put(found.ok_or(Status::Malformed)?);
        Ok(())
    })
}

/// What a status means, in English, for a developer. Errors: TOROKU_INVALID_VALUE for a number that is no
/// status.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_status_text(
    status: toroku_status,
    buffer: *mut c_char,
    capacity: usize,
    length: *mut usize,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for texts that go out.
        let buffer = unsafe { text_buffer(buffer, capacity, length)? };
        let found = STATUSES.iter().find(|(known, ..)| *known == status);
        buffer.put_ascii(found.ok_or(Status::InvalidValue)?.2)
    })
}
