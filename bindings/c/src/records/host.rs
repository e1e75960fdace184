//! Records for a host in Rust: an office that reads what a counter has recorded, and writes for the counter what it
//! has registered itself. CP932, with the IBM extension rows.

use alloc::borrow::Cow;
use core::fmt;

use toroku::{Confirmed, Field, Instant, Item, Policy, Secret};

use crate::abi::number::RecordResult;
use crate::abi::status::Status;
use crate::records::check::{Checked, Checker};
use crate::records::columns::Columns;
use crate::records::layout::{RECORD, result_size, span};
use crate::records::result::{self, new_result, put_stored, put_user_id};

/// A result record's bytes, wiped when they are dropped.
pub type ResultRecord = Secret<{ result_size() }>;

/// A text has a character that CP932 does not have, or is longer than its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unwritable;

impl fmt::Display for Unwritable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text has a character that CP932 does not have, or is longer than its column")
    }
}

impl core::error::Error for Unwritable {}

impl From<Status> for Unwritable {
    fn from(status: Status) -> Self {
        assert!(status == Status::Unwritable, "nothing else can happen where a record is written");
        Self
    }
}

/// Reads and checks records, one after the other.
pub struct Records<'p>(Checker<'p>);

impl<'p> Records<'p> {
    /// By this policy, now.
    pub fn new(policy: &'p Policy, now: Instant) -> Self {
        Self(Checker::new(policy, Columns::CP932, now))
    }

    /// One record, of whatever length.
    pub fn check<'r>(&'r mut self, record: &'r [u8]) -> Record<'r> {
        Record(self.0.check(record))
    }
}

impl fmt::Debug for Records<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Records(..)")
    }
}

/// A record and what the engine says about it.
pub struct Record<'r>(Checked<'r>);

impl Record<'_> {
    /// Whether it could be registered.
    pub fn is_good(&self) -> bool {
        self.0.status == RecordResult::Good
    }

    /// The items that have a text; none where the record is empty or not of its length.
    pub fn items(&self) -> impl Iterator<Item = (Item, &str)> {
        self.0.is_read().then(|| self.0.texts.items()).into_iter().flatten()
    }

    /// The version of the Terms of Use that it says is agreed to.
    pub fn agreed(&self) -> Option<&str> {
        if self.0.is_read() { self.0.texts.agreed() } else { None }
    }

    /// The values of a good record in the form in which they are registered.
    pub fn confirmed(&self) -> Option<Confirmed> {
        if !self.is_good() {
            return None;
        }
        self.0.confirmed().ok()
    }

    /// The host's own key without its padding; nothing where the record ends before it.
    pub fn host_key(&self) -> &[u8] {
        let (start, end) = const { span(RECORD, "host_key") };
        self.0.record.get(start..end).map_or(&[], |key| self.0.columns.without_padding(key))
    }

    /// The result record where another record was registered under this one's key: with that as its status, and
    /// without values, as of every record that is not good.
    pub fn key_taken(&self) -> ResultRecord {
        let mut result = new_result();
        self.0.put_key_taken(&mut result);
        secret(&result)
    }

    /// The result record, with the user ID where the record is registered.
    ///
    /// # Errors
    /// [`Unwritable`]: a name of the policy that CP932 does not have.
    pub fn result(&self, user_id: Option<&str>) -> Result<ResultRecord, Unwritable> {
        let mut result = new_result();
        self.0.put_checked(None, &mut result)?;
        if let Some(user_id) = user_id {
            put_user_id(&mut result, user_id, self.0.columns)?;
        }
        Ok(secret(&result))
    }
}

impl fmt::Debug for Record<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Record(..)")
    }
}

/// The result record of a registration that a store has: `text` gives the text of a field as
/// [`Confirmed::text`] gave it, and `host_key` is the store's own.
///
/// ```
/// use toroku_c::records::registered;
///
/// let text = |field: toroku::Field| {
///     Some(match field.name() {
///         "user_name" => "HOUMU TARO",
///         "sex" => "male",
///         "date_of_birth" => "2000-01-01",
///         "municipality" => "011011",
///         "terms" => "2023-03",
///         _ => return None,
///     }.into())
/// };
/// let record = registered("17", "hdlpf38617", text)?;
/// assert_eq!(record.expose()[..4], *b"0017");
/// assert_eq!(record.expose()[34..44], *b"hdlpf38617");
/// # Ok::<(), toroku_c::records::Unwritable>(())
/// ```
///
/// # Errors
/// [`Unwritable`]
pub fn registered<'v>(
    host_key: &str,
    user_id: &str,
    text: impl Fn(Field) -> Option<Cow<'v, str>>,
) -> Result<ResultRecord, Unwritable> {
    let mut result = new_result();
    put_stored(&mut result, host_key, user_id, text, Columns::CP932)?;
    Ok(secret(&result))
}

fn secret(result: &result::ResultRecord) -> ResultRecord {
    Secret::new(**result)
}
