//! The name tables: for each group of constants its names, as the engine and its documents have them.

use alloc::format;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;
use core::ffi::c_char;
use core::iter::once;

use toroku::password::PasswordStateKind;
use toroku::{
    BirthPart, Category, Code, Delivery, Field, InputKind, Item, ParamName, Sex, StateKind,
};

use crate::border::{Outcome, call, chars, out, text_buffer, toroku_status};
use crate::number::{ANSWERS, Numbered, PASSWORD_ANSWERS};
use crate::status::{OK, Status};
use crate::{effect, findings, mail, places, policy, record, text};

/// A group of constants.
pub struct Table {
    /// Its number, `TOROKU_TABLE_…`.
    pub number: u32,
    /// Its name; in upper case the prefix of its constants.
    pub name: &'static str,
    /// What it is, for the header.
    pub about: &'static str,
    /// Its constants.
    pub entries: Vec<(u32, &'static str)>,
}

impl Table {
    /// The name of a constant in C.
    pub fn constant(&self, name: &str) -> String {
        let name = name.replace('.', "_").to_ascii_uppercase();
        if self.name == "status" {
            return format!("TOROKU_{name}");
        }
        format!("TOROKU_{}_{name}", self.name.to_ascii_uppercase())
    }
}

/// Name, what it is, constants.
type Row = (&'static str, &'static str, Vec<(u32, &'static str)>);

fn named<T: Numbered>(name: impl Fn(T) -> &'static str) -> Vec<(u32, &'static str)> {
    T::ALL.iter().map(|(number, value)| (*number, name(*value))).collect()
}

/// Every group, in the order of the header.
pub fn tables() -> Vec<Table> {
    let delivery = |delivery| match delivery {
        Delivery::Pending => "pending",
        Delivery::Delivered => "delivered",
        Delivery::Failed => "failed",
    };
    let rows: [Row; 30] = [
        (
            "status",
            "What a function returns",
            once((OK.0, OK.1))
                .chain(Status::ALL.iter().map(|status| (*status as u32, status.name())))
                .collect(),
        ),
        ("encoding", "Which bytes a text is written in", text::NUMBERS.to_vec()),
        ("category", "The top page's buttons", named(Category::name)),
        ("field", "Where a finding stands", named(Field::name)),
        ("item", "What is typed or chosen at STEP1", named(Item::name)),
        ("sex", "The sexes; as texts `male` and `female`", named(Sex::name)),
        ("birth", "The parts of a date of birth", named(BirthPart::name)),
        ("state", "Where a passage stands", named(StateKind::name)),
        ("input", "The inputs, by name", named(InputKind::name)),
        ("answer", "What an input led to", ANSWERS.to_vec()),
        (
            "code",
            "What the engine says",
            Code::ALL.iter().map(|code| (u32::from(code.number()), code.name())).collect(),
        ),
        ("kind", "What kind of thing a code says", findings::KINDS.to_vec()),
        ("param", "The parameters of a finding", named(ParamName::name)),
        ("value", "What a parameter's value is", findings::VALUES.to_vec()),
        ("text", "The texts of a finding", findings::TEXTS.to_vec()),
        ("effect", "What the host must do", effect::KINDS.to_vec()),
        ("delivery", "How a notification fares", named(delivery)),
        ("mail", "The parts of a mail", mail::PARTS.to_vec()),
        ("lookup", "What a code or a full name stands for", places::LOOKUPS.to_vec()),
        ("place", "The texts of a municipality", places::PARTS.to_vec()),
        ("setting", "The settings of a policy that are numbers", policy::SETTINGS.to_vec()),
        ("policy", "The texts of a policy", policy::TEXTS.to_vec()),
        ("rules", "The rules for passwords", vec![(1, "nist_b4"), (2, "legacy")]),
        ("pages", "Which pages are open beside the link", vec![(1, "none"), (2, "home_or_login")]),
        ("pwstate", "Where a password setup stands", named(PasswordStateKind::name)),
        ("pw", "What a password input led to", PASSWORD_ANSWERS.to_vec()),
        ("account", "The texts of an account", crate::password::TEXTS.to_vec()),
        ("result", "What became of a record", record::RESULTS.to_vec()),
        (
            "reading",
            "What a record's field had before the engine's rules",
            record::READINGS.to_vec(),
        ),
        ("table", "The name tables", Vec::new()),
    ];
    let mut tables: Vec<Table> = rows
        .into_iter()
        .zip(1..)
        .map(|((name, about, entries), number)| Table { number, name, about, entries })
        .collect();
    let own = tables.iter().map(|table| (table.number, table.name)).collect();
    tables.last_mut().expect("there are thirty").entries = own;
    tables
}

/// Constants of no table: name, value, what it is.
pub fn single_constants() -> Vec<(&'static str, u32, &'static str)> {
    let number = |size: usize| u32::try_from(size).expect("sizes of records are small");
    vec![
        ("TOROKU_ABI_VERSION", crate::system::ABI_VERSION, "The ABI that this header describes"),
        ("TOROKU_PADDED", text::PADDED, "Added to an encoding: texts are padded with spaces"),
        ("TOROKU_ENTROPY_SIZE", 32, "Bytes of entropy, of a key and of a token's digest"),
        ("TOROKU_SALT_SIZE", 16, "Bytes of a salt"),
        ("TOROKU_USER_ID_SIZE", 10, "Characters of a user ID"),
        ("TOROKU_KEY_SIZE", 32, "Characters of a notification key"),
        ("TOROKU_DIGEST_SIZE", 64, "Characters of the digest of STEP2"),
        ("TOROKU_TOKEN_SIZE", 64, "Characters of a password link's token"),
        ("TOROKU_RECORD_SIZE", number(crate::layout::record_size()), "Bytes of a record"),
        ("TOROKU_RESULT_SIZE", number(crate::layout::result_size()), "Bytes of a result record"),
    ]
}

fn table(number: u32) -> Outcome<Table> {
    tables().into_iter().find(|table| table.number == number).ok_or(Status::InvalidValue)
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
        let table = table(table_number)?;
        let found = table.entries.iter().find(|(known, _)| *known == number);
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
        let table = table(table_number)?;
        let found = table.entries.iter().find(|(_, known)| known.as_bytes() == name);
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
        let is_name = |constant: &str| constant.as_bytes() == name;
        let single = single_constants().into_iter().find(|(known, ..)| is_name(known));
        let found = single.map(|(_, found, _)| found).or_else(|| {
            tables().into_iter().find_map(|table| {
                let entry = table.entries.iter().find(|(_, known)| is_name(&table.constant(known)));
                entry.map(|(number, _)| *number)
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
        if status == OK.0 {
            return buffer.put_ascii(OK.2);
        }
        let found = Status::ALL.iter().find(|known| **known as u32 == status);
        buffer.put_ascii(found.ok_or(Status::InvalidValue)?.text())
    })
}
