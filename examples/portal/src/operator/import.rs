//! Records that were made at a counter: each is checked by the engine and registered as an app's submission is, once a
//! reference.
//!
//! The reference is the record's own key. A record without one is known by the file's name, its position in the
//! file and its bytes. So the same file imported again registers nobody twice, and gives the same results.

use std::fs;
use std::io::{BufReader, Read as _, Write as _};
use std::path::PathBuf;

use clap::Args;
use toroku::Language;
use toroku_c::layout::record_size;
use toroku_c::records::{Record, Records, ResultRecord};

use super::actions::Office;
use super::files::{begin_part, end_part, in_file, lock, publish};
use crate::app::policy_of;
use crate::command_error::CommandError;
use crate::failure::Failure;
use crate::submission::{
    RecordReference, Registered, Submission, register_record, registered_record,
};
use crate::text::Words;

/// What is imported, and where the results go.
#[derive(Debug, Args)]
pub(crate) struct Wanted {
    /// Records of 600 bytes, as TOROKU.cpy has them
    file: PathBuf,
    /// The file to write, with a result record for each; what is there is replaced
    #[arg(long, value_name = "FILE")]
    results: PathBuf,
    /// The language of the mails
    #[arg(long, default_value = "ja", value_parser = language)]
    language: Language,
}

fn language(tag: &str) -> Result<Language, &'static str> {
    let known = Words::languages().find(|known| known.tag() == tag);
    known.ok_or("must be a language of the portal, like ja or en")
}

/// What became of a record.
enum Outcome {
    Registered(String),
    /// The record is not good.
    Refused,
    /// Something else was registered under its reference.
    OtherRecord,
    /// Whoever was registered under its reference was erased.
    Erased,
}

/// Registers the records of a file; what to print.
pub(super) async fn import(office: Office<'_>, wanted: &Wanted) -> Result<String, CommandError> {
    let _held = lock(&wanted.results)?;
    // One record at a time: a file may be larger than the memory.
    let mut file = BufReader::new(fs::File::open(&wanted.file).map_err(in_file(&wanted.file))?);
    let mut record = Vec::with_capacity(record_size());
    let name = wanted.file.file_name().unwrap_or_default().as_encoded_bytes();
    let failed = in_file(&wanted.results);
    let mut part = begin_part(&wanted.results).map_err(&failed)?;
    let (mut registered, mut count) = (0_usize, 0_usize);
    let (mut others, mut erased) = (Vec::new(), Vec::new());
    loop {
        record.clear();
        let read = file.by_ref().take(record_size() as u64).read_to_end(&mut record);
        if read.map_err(in_file(&wanted.file))? == 0 {
            break;
        }
        count += 1;
        let (outcome, result) = one(office, wanted.language, name, count, &record).await?;
        match outcome {
            Outcome::Registered(_) => registered += 1,
            Outcome::Refused => {}
            Outcome::OtherRecord => others.push(count.to_string()),
            Outcome::Erased => erased.push(count.to_string()),
        }
        part.write_all(result.expose()).map_err(&failed)?;
    }
    end_part(&wanted.results, &part).map_err(&failed)?;
    let subject = format!("{count} records, {registered} registered");
    let by = office.by("import records");
    office.app.store.note_about(&by, &subject).await?;
    publish(&wanted.results).map_err(&failed)?;
    let mut text =
        format!("{count} records, {registered} registered: {}", wanted.results.display());
    if !erased.is_empty() {
        text.push_str("\nwhoever was registered with these references was erased: records ");
        text.push_str(&erased.join(", "));
    }
    if others.is_empty() {
        return Ok(format!("{text}\n"));
    }
    let what = "with these references something else was registered before: records";
    Err(CommandError::Other(format!("{text}\n{what} {}", others.join(", "))))
}

/// What became of one record, and its result record.
async fn one(
    office: Office<'_>,
    language: Language,
    file: &[u8],
    number: usize,
    bytes: &[u8],
) -> Result<(Outcome, ResultRecord), CommandError> {
    let (app, now) = (office.app, office.app.clock.instant());
    let stopped = |what: &str| {
        let again = "run it again: nobody is registered twice";
        CommandError::Other(format!("record {number}: {what}; {again}"))
    };
    let mut records = Records::new(&app.policy, now);
    let record = records.check(bytes);
    let reference = reference(&record, file, number, bytes);
    if let Some(confirmed) = record.confirmed() {
        let submission = Submission::of(&confirmed, language);
        let registered = register_record(app, &reference, &submission).await;
        let outcome = match registered.map_err(|_: Failure| stopped("it could not be stored"))? {
            Registered::Issued { submission, is_new: _ } => Outcome::Registered(submission.user_id),
            Registered::OtherBody => Outcome::OtherRecord,
            Registered::Erased => Outcome::Erased,
            Registered::Refused(_) | Registered::TooManyMails | Registered::Failed => {
                return Err(stopped("it could not be stored"));
            }
        };
        return answer(&record, outcome).map_err(|error| stopped(&error));
    }
    // It may have been registered under Terms of Use that were in force then.
    let before = record.agreed().and_then(|version| policy_of(version, &app.base_url).ok());
    if let Some(policy) = before {
        let mut records = Records::new(&policy, now);
        let then = records.check(bytes);
        if let Some(confirmed) = then.confirmed() {
            let submission = Submission::of(&confirmed, language);
            let found = registered_record(app, &reference, &submission).await?;
            let outcome = match found {
                Some(Registered::Issued { submission, .. }) => {
                    Some(Outcome::Registered(submission.user_id))
                }
                Some(Registered::Erased) => Some(Outcome::Erased),
                _ => None,
            };
            if let Some(outcome) = outcome {
                return answer(&then, outcome).map_err(|error| stopped(&error));
            }
        }
    }
    answer(&record, Outcome::Refused).map_err(|error| stopped(&error))
}

fn answer(record: &Record<'_>, outcome: Outcome) -> Result<(Outcome, ResultRecord), String> {
    let result = match &outcome {
        Outcome::Registered(user_id) => record.result(Some(user_id.as_str())),
        Outcome::Refused => record.result(None),
        Outcome::OtherRecord | Outcome::Erased => Ok(record.key_taken()),
    };
    Ok((outcome, result.map_err(|error| error.to_string())?))
}

fn reference(record: &Record<'_>, file: &[u8], number: usize, bytes: &[u8]) -> RecordReference {
    let key = record.host_key();
    if key.is_empty() {
        let number = u64::try_from(number).unwrap_or(u64::MAX).to_be_bytes();
        RecordReference::of(&[b"position", file, &number, bytes])
    } else {
        RecordReference::of(&[b"key", key])
    }
}
