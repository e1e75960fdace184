//! User IDs on their own.

use toroku::{SequenceKey, UserId, random_candidate};

use crate::exchange::Request;
use crate::json::Json;
use crate::wrong::Wrong;

/// Whether a text is a user ID.
pub(crate) fn is_user_id(mut request: Request<'_>) -> Result<bool, Wrong> {
    Ok(request.text()?.parse::<UserId>().is_ok())
}

/// The issued user ID with a number; nothing past the last.
pub(crate) fn from_number(json: &mut Json, mut request: Request<'_>) -> Result<(), Wrong> {
    user_id(json, UserId::from_number(request.parsed("number")?));
    Ok(())
}

/// The number of a user ID; nothing for one that is never issued.
pub(crate) fn number(json: &mut Json, mut request: Request<'_>) -> Result<(), Wrong> {
    number_or_null(json, request.parsed::<UserId>("user ID")?.number());
    Ok(())
}

/// Candidate `k` from this entropy, if there is one.
pub(crate) fn random(json: &mut Json, mut request: Request<'_>) -> Result<(), Wrong> {
    let entropy = request.secret("entropy")?;
    user_id(json, random_candidate(&entropy, request.parsed("candidate")?));
    Ok(())
}

/// The user ID of a store's number, under its key.
pub(crate) fn of_sequence(json: &mut Json, mut request: Request<'_>) -> Result<(), Wrong> {
    let key = SequenceKey::new(&request.secret("sequence key")?)?;
    user_id(json, Some(key.user_id(request.parsed("number")?)?));
    Ok(())
}

/// The number that gave a user ID under this key.
pub(crate) fn in_sequence(json: &mut Json, mut request: Request<'_>) -> Result<(), Wrong> {
    let key = SequenceKey::new(&request.secret("sequence key")?)?;
    number_or_null(json, key.number(&request.parsed("user ID")?));
    Ok(())
}

fn user_id(json: &mut Json, user_id: Option<UserId>) {
    json.text_or_null(user_id.as_ref().map(UserId::as_str));
}

fn number_or_null(json: &mut Json, number: Option<u64>) {
    match number {
        Some(number) => json.number(i64::try_from(number).expect("below 2^53")),
        None => json.null(),
    }
}
