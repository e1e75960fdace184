//! The content of version 1. The order of fields and variants is the format: it does not change; a new
//! version gets new types and these stay to read the old.
//!
//! What is saved is borrowed from the state, so that saving copies nothing; what is restored is owned.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::SnapshotError;
use super::saved_problem::{Texts, problems, texts};
use crate::check::notices_about;
use crate::code::Code;
use crate::digest::Digest;
use crate::draft::Draft;
use crate::field::{Confirmed, DateOfBirth, Email, Phone, Sex, StreetAddress, UserName, UserType};
use crate::instant::Instant;
use crate::item::Item;
use crate::language::Language;
use crate::municipality::Municipality;
use crate::notification::NotificationKey;
use crate::personal::{Entropy, Personal};
use crate::state::{Attempt, Completion, Confirmation, Delivery, Entry, Issuing, Start, State};
use crate::user_id::UserId;

#[derive(Serialize, Deserialize)]
pub(super) enum Saved<'a> {
    Start(Option<SavedEntry<'a>>),
    Entry(SavedEntry<'a>),
    Confirmation(Box<SavedConfirmation<'a>>),
    Issuing(Box<SavedConfirmation<'a>>, Instant, Language),
    Completion(UserId, Cow<'a, Email>, NotificationKey, u8),
}

#[derive(Serialize, Deserialize)]
pub(super) struct SavedEntry<'a> {
    entropy: Cow<'a, Entropy>,
    draft: SavedDraft<'a>,
    agreed: Option<Cow<'a, str>>,
    touched: Instant,
    candidate: u32,
    reserved: Option<UserId>,
    refused: Texts,
}

/// The texts as typed, by the items of this version.
#[derive(Serialize, Deserialize)]
struct SavedDraft<'a>([Option<SavedText<'a>>; ITEMS.len()]);

/// The items of this version, in its order.
const ITEMS: [Item; 11] = [
    Item::UserName,
    Item::Sex,
    Item::BirthYear,
    Item::BirthMonth,
    Item::BirthDay,
    Item::Municipality,
    Item::StreetAddress,
    Item::Phone,
    Item::Email,
    Item::EmailConfirmation,
    Item::UserType,
];

// An item that is not saved would be lost without a word.
const _: () = assert!(ITEMS.len() == Item::ALL.len(), "a new item needs a new version");

#[derive(Serialize, Deserialize)]
struct SavedText<'a> {
    text: Cow<'a, Personal>,
    cut_from: Option<u32>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct SavedConfirmation<'a> {
    entry: SavedEntry<'a>,
    confirmed: SavedConfirmed<'a>,
    digest: Digest,
    conversions: Vec<u16>,
}

/// The values: no other way leads from data to [`Confirmed`].
#[derive(Serialize, Deserialize)]
struct SavedConfirmed<'a> {
    user_name: Cow<'a, UserName>,
    sex: Sex,
    /// As [`DateOfBirth::iso`] has it.
    date_of_birth: String,
    municipality: Municipality,
    street_address: Cow<'a, StreetAddress>,
    phone: Cow<'a, Phone>,
    email: Cow<'a, Email>,
    user_type_name: Cow<'a, str>,
    user_type_text: Cow<'a, str>,
    terms_version: Cow<'a, str>,
}

impl<'a> From<&'a State> for Saved<'a> {
    fn from(state: &'a State) -> Self {
        match state {
            State::Start(start) => Self::Start(start.suspended.as_deref().map(SavedEntry::from)),
            State::Entry(entry) => Self::Entry((&**entry).into()),
            State::Confirmation(confirmation) => {
                Self::Confirmation(Box::new((&**confirmation).into()))
            }
            State::Issuing(issuing) => Self::Issuing(
                Box::new((&issuing.confirmation).into()),
                issuing.registered_at,
                issuing.language,
            ),
            State::Completion(completion) => Self::Completion(
                completion.user_id,
                Cow::Borrowed(&completion.email),
                completion.key,
                match completion.delivery {
                    Delivery::Pending => 0,
                    Delivery::Delivered => 1,
                    Delivery::Failed => 2,
                },
            ),
        }
    }
}

impl TryFrom<Saved<'_>> for State {
    type Error = SnapshotError;

    fn try_from(saved: Saved<'_>) -> Result<Self, SnapshotError> {
        Ok(match saved {
            Saved::Start(None) => Self::default(),
            Saved::Start(Some(entry)) => {
                Self::Start(Start { suspended: Some(Box::new(entry.try_into()?)) })
            }
            Saved::Entry(entry) => Self::Entry(Box::new(entry.try_into()?)),
            Saved::Confirmation(saved) => Self::Confirmation(Box::new((*saved).try_into()?)),
            Saved::Issuing(saved, registered_at, language) => Self::Issuing(Box::new(Issuing {
                confirmation: (*saved).try_into()?,
                registered_at,
                language,
            })),
            Saved::Completion(user_id, email, key, delivery) => {
                let delivery = match delivery {
                    0 => Delivery::Pending,
                    1 => Delivery::Delivered,
                    2 => Delivery::Failed,
                    _ => return Err(SnapshotError::Broken),
                };
                let email = email.into_owned();
                Self::Completion(Box::new(Completion { user_id, email, key, delivery }))
            }
        })
    }
}

impl<'a> From<&'a Entry> for SavedEntry<'a> {
    fn from(entry: &'a Entry) -> Self {
        Self {
            entropy: Cow::Borrowed(&entry.entropy),
            draft: (&entry.draft).into(),
            agreed: entry.agreed.as_deref().map(Cow::Borrowed),
            touched: entry.touched,
            candidate: entry.attempt.candidate,
            reserved: entry.attempt.reserved,
            refused: texts(&entry.refused),
        }
    }
}

impl TryFrom<SavedEntry<'_>> for Entry {
    type Error = SnapshotError;

    fn try_from(saved: SavedEntry<'_>) -> Result<Self, SnapshotError> {
        Ok(Self {
            entropy: saved.entropy.into_owned(),
            draft: saved.draft.into(),
            agreed: saved.agreed.map(Cow::into_owned),
            touched: saved.touched,
            attempt: Attempt { candidate: saved.candidate, reserved: saved.reserved },
            refused: problems(saved.refused).ok_or(SnapshotError::Broken)?,
        })
    }
}

impl<'a> From<&'a Draft> for SavedDraft<'a> {
    fn from(draft: &'a Draft) -> Self {
        Self(ITEMS.map(|item| {
            let (text, cut_from) = draft.kept(item)?;
            Some(SavedText { text: Cow::Borrowed(text), cut_from })
        }))
    }
}

impl From<SavedDraft<'_>> for Draft {
    fn from(saved: SavedDraft<'_>) -> Self {
        let mut draft = Self::default();
        for (item, saved) in ITEMS.into_iter().zip(saved.0) {
            if let Some(SavedText { text, cut_from }) = saved {
                draft.restore(item, text.into_owned(), cut_from);
            }
        }
        draft
    }
}

impl<'a> From<&'a Confirmation> for SavedConfirmation<'a> {
    fn from(confirmation: &'a Confirmation) -> Self {
        Self {
            entry: (&confirmation.entry).into(),
            confirmed: (&confirmation.confirmed).into(),
            digest: confirmation.digest,
            conversions: confirmation.conversions.iter().map(|code| code.number()).collect(),
        }
    }
}

impl TryFrom<SavedConfirmation<'_>> for Confirmation {
    type Error = SnapshotError;

    fn try_from(saved: SavedConfirmation<'_>) -> Result<Self, SnapshotError> {
        let confirmed = Confirmed::try_from(saved.confirmed)?;
        if confirmed.digest() != saved.digest {
            return Err(SnapshotError::Broken);
        }
        let conversions: Option<Vec<Code>> =
            saved.conversions.into_iter().map(Code::by_number).collect();
        Ok(Self {
            entry: saved.entry.try_into()?,
            notices: notices_about(&confirmed),
            digest: saved.digest,
            confirmed,
            conversions: conversions.ok_or(SnapshotError::Broken)?,
        })
    }
}

impl<'a> From<&'a Confirmed> for SavedConfirmed<'a> {
    fn from(values: &'a Confirmed) -> Self {
        Self {
            user_name: Cow::Borrowed(values.user_name()),
            sex: values.sex(),
            date_of_birth: values.date_of_birth().iso(),
            municipality: values.municipality(),
            street_address: Cow::Borrowed(values.street_address()),
            phone: Cow::Borrowed(values.phone()),
            email: Cow::Borrowed(values.email()),
            user_type_name: Cow::Borrowed(values.user_type().name()),
            user_type_text: Cow::Borrowed(values.user_type().text()),
            terms_version: Cow::Borrowed(values.terms_version()),
        }
    }
}

impl TryFrom<SavedConfirmed<'_>> for Confirmed {
    type Error = SnapshotError;

    fn try_from(saved: SavedConfirmed<'_>) -> Result<Self, SnapshotError> {
        Ok(Self {
            user_name: saved.user_name.into_owned(),
            sex: saved.sex,
            date_of_birth: DateOfBirth::try_from(saved.date_of_birth)
                .map_err(|_| SnapshotError::Broken)?,
            municipality: saved.municipality,
            street_address: saved.street_address.into_owned(),
            phone: saved.phone.into_owned(),
            email: saved.email.into_owned(),
            email_confirmation: (),
            user_type: UserType {
                name: saved.user_type_name.into_owned(),
                text: saved.user_type_text.into_owned(),
            },
            terms: saved.terms_version.into_owned(),
        })
    }
}
