//! The one layout of the fixed-length records: the C structs, the COBOL copybook and the table of the README
//! are written from it, and the code reads and writes by it.

use toroku::Field;

/// One value's bytes in a record.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// The name in C; in COBOL in upper case with hyphens.
    pub name: &'static str,
    /// How many bytes.
    pub size: usize,
    /// How many times, one after the other.
    pub times: usize,
    /// Whether COBOL sees digits (`PIC 9`) instead of characters (`PIC X`).
    pub is_digits: bool,
    /// What it holds.
    pub about: &'static str,
}

const fn text(name: &'static str, size: usize, about: &'static str) -> Column {
    Column { name, size, times: 1, is_digits: false, about }
}

const fn digits(name: &'static str, size: usize, times: usize, about: &'static str) -> Column {
    Column { name, size, times, is_digits: true, about }
}

/// The version of the layouts below, in their column `record_version`. A later version takes its columns out of what is
/// reserved, and leaves length, `host_key` and `record_version` where they are in every version.
pub(crate) const VERSION: u8 = 1;

/// One applicant.
pub const RECORD: &[Column] = &[
    text("user_name", 104, "A to Z and spaces"),
    text("sex", 1, "1 or M: male; 2 or F: female"),
    text("birth_date", 8, "YYYYMMDD"),
    text("municipality", 60, "code, name, English name or postal code"),
    text("street_address", 160, "80 characters of two bytes"),
    text("phone", 12, "digits"),
    text("email", 60, "the e-mail address"),
    text("email_confirmation", 60, "the e-mail address again"),
    text("user_type", 32, "the name of an offered user type"),
    text("terms_agreed", 1, "1: the Terms of Use are agreed to"),
    text("terms_version", 64, "the version that was shown"),
    text("host_key", 32, "the host's own; comes back as it is"),
    text("record_version", 1, "blank or 1: these columns"),
    text("reserved", 5, "not looked at"),
];

/// What became of it.
pub const RESULT: &[Column] = &[
    digits("status", 2, 1, "TOROKU_RESULT_..."),
    text("host_key", 32, "as it was"),
    text("user_id", 10, "where it was registered"),
    text("mail_key", 32, "where it was registered: the notification's key"),
    digits("problems", 4, Field::ENTRY.len(), "a code for each field, 0000 where it is good"),
    digits("notices", 4, Field::ENTRY.len(), "the first notice of each field, or 0000"),
    digits("converted", 1, Field::ENTRY.len(), "1 where the field was converted"),
    text("user_name", 104, "converted; as the others where all are good"),
    text("sex", 1, "1: male; 2: female"),
    text("birth_date", 8, "YYYYMMDD"),
    text("municipality", 6, "code of 6 digits"),
    text("municipality_name", 60, "prefecture and municipality"),
    text("street_address", 160, "characters of two bytes"),
    text("phone", 12, "digits"),
    text("email", 60, "the e-mail address"),
    text("user_type", 32, "the name"),
    text("terms_version", 64, "agreed to"),
    text("record_version", 1, "1: these columns"),
    text("reserved", 126, "spaces"),
];

const fn size_of(layout: &[Column]) -> usize {
    let (mut size, mut at) = (0, 0);
    while at < layout.len() {
        size += layout[at].size * layout[at].times;
        at += 1;
    }
    size
}

/// Bytes of a record.
pub const fn record_size() -> usize {
    const SIZE: usize = size_of(RECORD);
    SIZE
}

/// Bytes of a result record.
pub const fn result_size() -> usize {
    const SIZE: usize = size_of(RESULT);
    SIZE
}

/// Where a column begins.
pub const fn offset(layout: &[Column], name: &str) -> usize {
    span(layout, name).0
}

/// Where a column begins and ends.
pub(crate) const fn span(layout: &[Column], name: &str) -> (usize, usize) {
    let (mut start, mut at) = (0, 0);
    while !is_same(layout[at].name.as_bytes(), name.as_bytes()) {
        start += layout[at].size * layout[at].times;
        at += 1;
    }
    (start, start + layout[at].size * layout[at].times)
}

// `==` of texts is no constant function yet.
const fn is_same(one: &[u8], other: &[u8]) -> bool {
    let mut at = 0;
    while at < one.len() && at < other.len() && one[at] == other[at] {
        at += 1;
    }
    at == one.len() && at == other.len()
}
