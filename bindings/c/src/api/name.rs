//! The name tables: for each group of constants its names, as the engine and its documents have them.

use alloc::string::String;
use alloc::vec::Vec;
use core::ffi::c_char;

use toroku::password::{OpenPages, PasswordAnswerKind, PasswordRules, PasswordStateKind};
use toroku::{
    AnswerKind, BirthPart, Category, Code, CodeKind, Delivery, EffectKind, Field, InputKind, Item,
    ParamName, Setting, Sex, StateKind, Vocabulary,
};

use crate::abi::call::{call, chars, out, text_buffer};
use crate::abi::encoding::PADDED;
use crate::abi::number::{
    AccountText, EncodingName, FindingText, LookupKind, MailPart, MunicipalityText, PolicyText,
    RecordResult, ValueKind,
};
use crate::abi::status::{self, Outcome, STATUSES, Status, toroku_status};
use crate::api::system;
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

/// A group as the library holds it: its number and name, and its constants by their index.
struct Group {
    number: u32,
    name: &'static str,
    entry: fn(usize) -> Option<Entry>,
}

impl Group {
    fn by_number(number: u32) -> Outcome<&'static Self> {
        GROUPS.iter().find(|group| group.number == number).ok_or(Status::InvalidValue)
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

/// The group of a vocabulary.
const fn set<T: Vocabulary>(number: u32) -> Group {
    let entry = |index| T::ALL.get(index).map(|one: &T| (one.number(), one.name()));
    Group { number, name: T::TABLE, entry }
}

/// The groups, in the order of the header; what they are apart, which only the header needs.
macro_rules! groups {
    ($($group:expr, $about:literal;)*) => {
        static GROUPS: &[Group] = &[$($group,)*];
        const ABOUT: &[&str] = &[$($about,)*];
    };
}

groups! {
    Group { number: 1, name: "status", entry: status::entry }, "What a function returns";
    set::<EncodingName>(2), "Which bytes a text is written in";
    set::<Category>(3), "The top page's buttons";
    set::<Field>(4), "Where a finding stands";
    set::<Item>(5), "What is typed or chosen at STEP1";
    set::<Sex>(6), "The sexes; as texts `male` and `female`";
    set::<BirthPart>(7), "The parts of a date of birth";
    set::<StateKind>(8), "Where a registration stands";
    set::<InputKind>(9), "The inputs, by name";
    set::<AnswerKind>(10), "What an input led to";
    set::<Code>(11), "What the engine says";
    set::<CodeKind>(12), "What kind of thing a code says";
    set::<ParamName>(13), "The parameters of a finding";
    set::<ValueKind>(14), "What a parameter's value is";
    set::<FindingText>(15), "The texts of a finding";
    set::<EffectKind>(16), "What the host must do";
    set::<Delivery>(17), "How a notification fares";
    set::<MailPart>(18), "The parts of a mail";
    set::<LookupKind>(19), "What a code or a full name stands for";
    set::<MunicipalityText>(20), "The texts of a municipality";
    set::<Setting>(21), "The settings of a policy that are numbers";
    set::<PolicyText>(22), "The texts of a policy";
    set::<PasswordRules>(23), "The rules for passwords";
    set::<OpenPages>(24), "Which pages are open beside the link";
    set::<PasswordStateKind>(25), "Where a password setup stands";
    set::<PasswordAnswerKind>(26), "What a password input led to";
    set::<AccountText>(27), "The texts of an account";
    set::<RecordResult>(28), "What became of a record";
    Group {
        number: 30,
        name: "table",
        entry: |index| GROUPS.get(index).map(|group| (group.number, group.name)),
    }, "The name tables";
}

/// Every group, in the order of the header.
pub fn tables() -> Vec<Table> {
    let table = |(group, about): (&'static Group, &&'static str)| Table {
        number: group.number,
        name: group.name,
        about,
        entries: group.entries().collect(),
    };
    GROUPS.iter().zip(ABOUT).map(table).collect()
}

/// Every status: its name without the prefix, and what it means.
pub fn statuses() -> impl Iterator<Item = (&'static str, &'static str)> {
    STATUSES.iter().map(|(_, name, text)| (*name, *text))
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
    "TOROKU_PADDED" PADDED, "Added to an encoding: texts are padded with spaces";
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
    capacity: u64,
    length: *mut u64,
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
    name_length: u64,
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
    name_length: u64,
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
    capacity: u64,
    length: *mut u64,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for texts that go out.
        let buffer = unsafe { text_buffer(buffer, capacity, length)? };
        let found = STATUSES.iter().find(|(known, ..)| *known == status);
        buffer.put_ascii(found.ok_or(Status::InvalidValue)?.2)
    })
}
