//! Where a registration stands, with all that its screen shows: one crossing a screen.

use std::fmt;

use toroku::{Digest, Instant, Language, NotificationKey, Personal, State, UserId};

use crate::field::Field;
use crate::input::ItemText;
use crate::mirror::mirror;
use crate::policy::Policy;
use crate::problem::{Conversion, FieldReport, Notice};

toroku::delivery_table! { [mirror] Delivery = toroku::Delivery => }

/// Where a registration stands: each state with what is true there and nothing else.
#[derive(Clone, Debug, PartialEq, uniffi::Enum)]
pub enum Screen {
    /// The top page.
    Start {
        /// What it shows.
        page: StartPage,
    },
    /// STEP1.
    Entry {
        /// What it shows.
        page: EntryPage,
    },
    /// STEP2.
    Confirmation {
        /// What it shows.
        page: ConfirmationPage,
    },
    /// Between the press of Registration and STEP3: an effect waits.
    Issuing {
        /// What it shows.
        page: IssuingPage,
    },
    /// STEP3.
    Completion {
        /// What it shows.
        page: CompletionPage,
    },
}

/// The top page.
#[derive(Clone, Debug, PartialEq, uniffi::Record)]
pub struct StartPage {
    /// What was entered before Back, if anything; choosing the category goes on with it.
    pub draft: Vec<ItemText>,
}

/// STEP1: what is entered and what the engine has to say about it, field by field.
#[derive(Clone, Debug, PartialEq, uniffi::Record)]
pub struct EntryPage {
    /// The items that have a text, in the order of the screen, as typed.
    pub draft: Vec<ItemText>,
    /// The version of the Terms of Use agreed to; none where the box is not checked.
    pub agreed_terms: Option<String>,
    /// One report for each field, in the manual's order. Show a problem once its field was left or Confirm
    /// pressed: a field not yet filled in is a problem too.
    pub reports: Vec<FieldReport>,
    /// Whether nothing was done for longer than the policy allows.
    pub has_expired: bool,
}

/// STEP2: exactly what Registration will register, in the manual's order and formats.
#[derive(Clone, Debug, PartialEq, uniffi::Record)]
pub struct ConfirmationPage {
    /// The eight values shown.
    pub items: Vec<ConfirmedItem>,
    /// The version of the Terms of Use agreed to.
    pub terms_version: String,
    /// What the applicant should read before Registration, without being kept from it.
    pub notices: Vec<Notice>,
    /// What Registration must carry.
    pub digest: Digest,
    /// Whether nothing was done for longer than the policy allows.
    pub has_expired: bool,
}

/// One value of STEP2.
#[derive(Clone, Debug, PartialEq, uniffi::Record)]
pub struct ConfirmedItem {
    /// The field.
    pub field: Field,
    /// The text to show.
    pub text: Personal,
    /// The changes the engine made on the way from what was typed.
    pub conversions: Vec<Conversion>,
}

/// The user ID is being issued.
#[derive(Clone, Debug, PartialEq, uniffi::Record)]
pub struct IssuingPage {
    /// What is being registered.
    pub confirmation: ConfirmationPage,
    /// The key of the record and of its notification.
    pub key: NotificationKey,
    /// The user ID that the host has reserved, once it has.
    pub user_id: Option<UserId>,
}

/// STEP3.
#[derive(Clone, Debug, PartialEq, uniffi::Record)]
pub struct CompletionPage {
    /// The user ID.
    pub user_id: UserId,
    /// Where the notification goes.
    pub email: Personal,
    /// The notification's key.
    pub key: NotificationKey,
    /// What the host has reported of the notification.
    pub delivery: Delivery,
}

/// A date of birth; a day of the calendar, whatever the time zone.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
#[uniffi::export(Debug)]
pub struct BirthDate {
    /// The year.
    pub year: i32,
    /// The month, 1 to 12.
    pub month: u8,
    /// The day, 1 to 31.
    pub day: u8,
}

impl fmt::Debug for BirthDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BirthDate(..)")
    }
}

pub(crate) struct Viewer<'a> {
    pub(crate) now: Instant,
    pub(crate) policy: &'a Policy,
    pub(crate) language: Language,
}

impl Viewer<'_> {
    /// The screen; at STEP1 with these reports.
    pub(crate) fn screen(
        &self,
        registration: &toroku::Registration,
        reports: &[toroku::FieldReport],
    ) -> Screen {
        let state = registration.state();
        let confirmation = || {
            let view = registration.confirmation().expect("STEP2 and issuing have this page");
            self.confirmation(view, state)
        };
        match state {
            State::Start(_) => Screen::Start { page: StartPage { draft: draft(state) } },
            State::Entry(_) => Screen::Entry { page: self.entry(state, reports) },
            State::Confirmation(_) => Screen::Confirmation { page: confirmation() },
            State::Issuing(issuing) => Screen::Issuing {
                page: IssuingPage {
                    confirmation: confirmation(),
                    key: issuing.key(),
                    user_id: issuing.user_id(),
                },
            },
            State::Completion(completion) => Screen::Completion {
                page: CompletionPage {
                    user_id: completion.user_id(),
                    email: completion.email().as_str().into(),
                    key: completion.key(),
                    delivery: completion.delivery().into(),
                },
            },
        }
    }

    fn entry(&self, state: &State, reports: &[toroku::FieldReport]) -> EntryPage {
        let worded = |report: &toroku::FieldReport| FieldReport::worded(report, self.language);
        EntryPage {
            draft: draft(state),
            agreed_terms: state.agreed_terms().map(str::to_owned),
            reports: reports.iter().map(worded).collect(),
            has_expired: state.has_expired(self.now, &self.policy.engine),
        }
    }

    fn confirmation(&self, view: toroku::ConfirmationView, state: &State) -> ConfirmationPage {
        let item = |item: toroku::ConfirmedItem| ConfirmedItem {
            field: item.field.into(),
            conversions: Conversion::all(&item.conversions, self.language),
            text: item.text,
        };
        ConfirmationPage {
            items: view.items.into_iter().map(item).collect(),
            terms_version: view.terms_version,
            notices: Notice::all(&view.notices, self.language),
            digest: view.digest,
            has_expired: state.has_expired(self.now, &self.policy.engine),
        }
    }
}

fn draft(state: &State) -> Vec<ItemText> {
    let Some(draft) = state.draft() else { return Vec::new() };
    let typed = |item: &toroku::Item| {
        let text = draft.text(*item)?;
        Some(ItemText { item: (*item).into(), text: text.into() })
    };
    toroku::Item::ALL.iter().filter_map(typed).collect()
}
