//! What a submission holds, and what makes two of them the same.

use std::borrow::Cow;

use toroku::{Confirmed, Field, Language};

use crate::secret;

/// The fields that a submission has, and a store: those of the entry without the repeated e-mail address.
pub(crate) fn fields() -> impl Iterator<Item = Field> {
    Field::ENTRY.iter().copied().filter(|field| *field != Field::EmailConfirmation)
}

/// The fingerprint of a submission that these values were registered for.
pub(crate) fn fingerprint_of(confirmed: &Confirmed, language: Language) -> [u8; 32] {
    fingerprint(fields().filter_map(|field| confirmed.text(field)), language)
}

/// Two submissions are the same where this is: every text with its length, and the language.
pub(crate) fn fingerprint<'t>(
    texts: impl Iterator<Item = Cow<'t, str>>,
    language: Language,
) -> [u8; 32] {
    let mut bytes = Vec::from(b"toroku-portal/submission/v1");
    for text in texts.chain([language.tag().into()]) {
        bytes.extend(u64::try_from(text.len()).unwrap_or(u64::MAX).to_be_bytes());
        bytes.extend(text.as_bytes());
    }
    secret::hash(&bytes)
}
