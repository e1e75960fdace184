//! Every standing situation of a registration.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use crate::code::Code;
use crate::digest::Digest;
use crate::draft::Draft;
use crate::field::{Confirmed, Email};
use crate::form::Form;
use crate::instant::Instant;
use crate::item::{Field, Item};
use crate::kind::StateKind;
use crate::language::Language;
use crate::notification::NotificationKey;
use crate::personal::{Entropy, Personal};
use crate::policy::Policy;
use crate::problem::{Notice, Problem};
use crate::report::FieldReport;
use crate::user_id::UserId;

/// Where a registration stands. Each variant carries what is true there and nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// The top page.
    Start(Start),
    /// STEP1.
    Entry(Box<Entry>),
    /// STEP2.
    Confirmation(Box<Confirmation>),
    /// Between the click on Registration and STEP3.
    Issuing(Box<Issuing>),
    /// STEP3.
    Completion(Box<Completion>),
}

crate::state_table! { [crate::vocabulary::kinds] pub State = }

impl State {
    /// Whether nothing was done for longer than the policy allows. Only what an applicant fills in or
    /// reviews expires: once Registration is clicked, the registration runs to its end.
    pub fn has_expired(&self, now: Instant, policy: &Policy) -> bool {
        let touched = match self {
            Self::Entry(entry) => entry.touched,
            Self::Confirmation(confirmation) => confirmation.entry.touched,
            Self::Start(_) | Self::Issuing(_) | Self::Completion(_) => return false,
        };
        policy.inactivity_limit().is_some_and(|limit| now.seconds_since(touched) > i64::from(limit))
    }

    /// What has been entered, where there is a draft: not after completion.
    pub fn draft(&self) -> Option<&Draft> {
        match self {
            Self::Start(start) => start.suspended.as_ref().map(|entry| &entry.draft),
            Self::Entry(entry) => Some(&entry.draft),
            Self::Confirmation(confirmation) => Some(&confirmation.entry.draft),
            Self::Issuing(issuing) => Some(&issuing.confirmation.entry.draft),
            Self::Completion(_) => None,
        }
    }

    /// The version of the Terms of Use that is agreed to, before completion.
    pub fn agreed_terms(&self) -> Option<&str> {
        match self {
            Self::Start(start) => start.suspended.as_ref()?.agreed.as_deref(),
            Self::Entry(entry) => entry.agreed.as_deref(),
            Self::Confirmation(confirmation) => confirmation.entry.agreed.as_deref(),
            Self::Issuing(issuing) => issuing.confirmation.entry.agreed.as_deref(),
            Self::Completion(_) => None,
        }
    }
}

impl Default for State {
    /// The top page with nothing entered before.
    fn default() -> Self {
        Self::Start(Start { suspended: None })
    }
}

/// The top page, with the registration that Back left behind, if any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Start {
    pub(crate) suspended: Option<Box<Entry>>,
}

/// What goes along from STEP1 to issuing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub(crate) entropy: Entropy,
    pub(crate) draft: Draft,
    /// The version of the Terms of Use agreed to.
    pub(crate) agreed: Option<String>,
    /// When the applicant last did something.
    pub(crate) touched: Instant,
    pub(crate) attempt: Attempt,
    /// What the office has said against the texts as they stand, in field order, one a field at most. With any
    /// there is no confirmation.
    pub(crate) refused: Vec<Problem>,
}

/// How far issuing has come. It stays with the registration when storage fails, so that a retry asks for the
/// same user ID again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Attempt {
    /// The next candidate to ask for, where user IDs are random.
    pub(crate) candidate: u32,
    /// The user ID that the host has reserved.
    pub(crate) reserved: Option<UserId>,
}

impl Entry {
    pub(crate) fn new(entropy: Entropy, now: Instant) -> Self {
        Self {
            entropy,
            draft: Draft::default(),
            agreed: None,
            touched: now,
            attempt: Attempt::default(),
            refused: Vec::new(),
        }
    }

    /// What has been entered.
    pub fn draft(&self) -> &Draft {
        &self.draft
    }

    /// The version of the Terms of Use agreed to.
    pub fn agreed_terms(&self) -> Option<&str> {
        self.agreed.as_deref()
    }

    /// What the check looks at.
    pub(crate) fn form(&self) -> Form<'_> {
        Form::of_draft(&self.draft, self.agreed.as_deref())
    }

    /// What is to be shown at a field: what the check finds, and where that lets it pass what the office has
    /// said.
    pub(crate) fn report(&self, field: Field, now: Instant, policy: &Policy) -> FieldReport {
        let report = self.form().report(field, now, policy);
        match self.refused.iter().find(|problem| problem.field() == field) {
            Some(refused) if report.problem.is_none() => {
                FieldReport { problem: Some(refused.clone()), ..FieldReport::nothing(field) }
            }
            Some(_) | None => report,
        }
    }

    /// Keeps the text of an item, empty for none. Another text than before is no longer what the office refused.
    pub(crate) fn set(&mut self, item: Item, text: Personal) {
        if self.draft.text(item).unwrap_or_default() != text.expose() {
            self.forget_refusal(item.field());
        }
        self.draft.set(item, text);
    }

    pub(crate) fn forget_refusal(&mut self, field: Field) {
        self.refused.retain(|problem| problem.field() != field);
    }

    /// The key of this registration's notification and of its registration's record.
    pub fn key(&self) -> NotificationKey {
        NotificationKey::of_entropy(&self.entropy)
    }
}

/// STEP2: values that passed, and what was reported about them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confirmation {
    pub(crate) entry: Entry,
    pub(crate) confirmed: Confirmed,
    /// Of the confirmed values, made once.
    pub(crate) digest: Digest,
    pub(crate) conversions: Vec<Code>,
    pub(crate) notices: Vec<Notice>,
}

impl Confirmation {
    /// The values to be registered.
    pub fn confirmed(&self) -> &Confirmed {
        &self.confirmed
    }

    /// What Registration must carry; the page has it too.
    pub fn digest(&self) -> Digest {
        self.digest
    }
}

/// Registration was clicked; the host reserves a user ID and stores the record, or sends it to the office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issuing {
    pub(crate) confirmation: Confirmation,
    pub(crate) registered_at: Instant,
    pub(crate) language: Language,
}

impl Issuing {
    /// The values being registered.
    pub fn confirmed(&self) -> &Confirmed {
        &self.confirmation.confirmed
    }

    /// The key of this registration's notification and of its registration's record.
    pub fn key(&self) -> NotificationKey {
        self.confirmation.entry.key()
    }

    /// The user ID that the host has reserved, once it has.
    pub fn user_id(&self) -> Option<UserId> {
        self.confirmation.entry.attempt.reserved
    }
}

/// STEP3: registered. The entropy and all values but the two that the page shows are gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    pub(crate) user_id: UserId,
    pub(crate) email: Email,
    pub(crate) key: NotificationKey,
    pub(crate) delivery: Delivery,
}

impl Completion {
    /// The user ID.
    pub fn user_id(&self) -> UserId {
        self.user_id
    }

    /// Where the notification goes.
    pub fn email(&self) -> &Email {
        &self.email
    }

    /// The notification's key.
    pub fn key(&self) -> NotificationKey {
        self.key
    }

    /// What the host has reported of the notification.
    pub fn delivery(&self) -> Delivery {
        self.delivery
    }
}

crate::delivery_table! { [crate::vocabulary] [] }
