//! Everything a host can say.

use toroku::{Digest, Language, NotificationKey, Personal, UserId};

use crate::directory::prefecture;
use crate::field::{Field, Item};
use crate::mirror::mirror;
use crate::misuse::Misuse;
use crate::problem::Problem;
use crate::values::Secret;

toroku::category_table! { [mirror] ApplicantCategory = toroku::Category => }

/// An item and its text: as typed where it comes from the applicant.
#[derive(Clone, Debug, PartialEq, uniffi::Record)]
pub struct ItemText {
    /// Which.
    pub item: Item,
    /// Its text; empty text clears the item.
    pub text: Personal,
}

/// A command of the applicant, passed on by the host, or a fact that the host reports.
#[derive(Clone, Debug, uniffi::Enum)]
pub enum Input {
    /// A button of the top page. In an expired registration it starts again.
    ChooseCategory {
        /// Which.
        category: ApplicantCategory,
        /// 32 bytes from the platform's secure random source; not used where a registration is taken up again.
        entropy: Secret,
    },
    /// The text of one item, in place of what was there.
    Set {
        /// Which.
        item: Item,
        /// The text as typed; empty text clears the item.
        text: Personal,
    },
    /// Empties one item.
    Clear {
        /// Which.
        item: Item,
    },
    /// Several items at once; those not named stay as they are.
    Fill {
        /// Items and their texts; a later one for the same item counts.
        items: Vec<ItemText>,
    },
    /// A suggestion taken, of a problem, a notice or a search: sets what `Registration.taking` says.
    TakeSuggestion {
        /// Where it is suggested.
        field: Field,
        /// The suggestion.
        text: Personal,
    },
    /// The municipality search window.
    SearchMunicipalities {
        /// Only in this prefecture, by its number 1 to 47.
        prefecture: Option<u8>,
        /// What to look for; empty text lists the prefecture.
        query: Personal,
        /// The most results.
        limit: u32,
    },
    /// The link to the Terms of Use.
    ShowTerms,
    /// Checks "I agree to the Terms of Use".
    Agree {
        /// The version that was shown.
        version: String,
    },
    /// Unchecks it.
    Disagree,
    /// The button Confirm of STEP1.
    Confirm,
    /// The button Back of STEP1 and STEP2.
    Back,
    /// The button Registration of STEP2.
    Register {
        /// The digest of the page it was pressed on.
        digest: Digest,
        /// The language of the notification.
        language: Language,
    },
    /// The host's store has reserved this candidate.
    UserIdReserved {
        /// The candidate of the effect.
        user_id: UserId,
    },
    /// The host's store has counted up to this number.
    NumberReserved {
        /// The number.
        number: u64,
    },
    /// The user ID is somebody else's already.
    UserIdTaken {
        /// The user ID of the effect.
        user_id: UserId,
    },
    /// The record and its notification are stored, together.
    Committed {
        /// The key of the record.
        key: NotificationKey,
    },
    /// Nothing was stored, for certain. A host that does not know looks for the record's key first.
    StorageFailed,
    /// The button Back to Top Page of STEP3.
    BackToTop,
    /// The notification was handed over to the applicant's mail service.
    NotificationDelivered {
        /// Which.
        key: NotificationKey,
    },
    /// The host gave the notification up.
    NotificationFailed {
        /// Which.
        key: NotificationKey,
    },
    /// The office has registered what was submitted, now or before.
    Registered {
        /// The key of the effect.
        key: NotificationKey,
        /// The user ID that the office has given this key.
        user_id: UserId,
    },
    /// The office has registered nothing and says why.
    Refused {
        /// The key of the effect.
        key: NotificationKey,
        /// What is wrong, at fields of the entry; the first at each field counts. Their `text` is not looked at.
        problems: Vec<Problem>,
    },
    /// The office gave no answer, or none that says whether it has registered: the effect stands.
    NotReached {
        /// The key of the effect.
        key: NotificationKey,
    },
}

impl TryFrom<Input> for toroku::Input {
    type Error = Misuse;

    fn try_from(input: Input) -> Result<Self, Misuse> {
        Ok(match input {
            Input::ChooseCategory { category, entropy } => {
                Self::ChooseCategory { category: category.into(), entropy: entropy.sized()? }
            }
            Input::Set { item, text } => Self::Set { item: item.into(), text },
            Input::Clear { item } => Self::Clear { item: item.into() },
            Input::Fill { items } => Self::Fill {
                items: items.into_iter().map(|it| (it.item.into(), it.text)).collect(),
            },
            Input::TakeSuggestion { field, text } => {
                Self::TakeSuggestion { field: field.into(), text }
            }
            Input::SearchMunicipalities { prefecture: number, query, limit } => {
                let prefecture = number.map(prefecture).transpose()?;
                // A limit past the address space is past the directory too.
                let limit = usize::try_from(limit).unwrap_or(usize::MAX);
                Self::SearchMunicipalities { prefecture, query, limit }
            }
            Input::ShowTerms => Self::ShowTerms,
            Input::Agree { version } => Self::Agree { version },
            Input::Disagree => Self::Disagree,
            Input::Confirm => Self::Confirm,
            Input::Back => Self::Back,
            Input::Register { digest, language } => Self::Register { digest, language },
            Input::UserIdReserved { user_id } => Self::UserIdReserved { user_id },
            Input::NumberReserved { number } => Self::NumberReserved { number },
            Input::UserIdTaken { user_id } => Self::UserIdTaken { user_id },
            Input::Committed { key } => Self::Committed { key },
            Input::StorageFailed => Self::StorageFailed,
            Input::BackToTop => Self::BackToTop,
            Input::NotificationDelivered { key } => Self::NotificationDelivered { key },
            Input::NotificationFailed { key } => Self::NotificationFailed { key },
            Input::Registered { key, user_id } => Self::Registered { key, user_id },
            Input::Refused { key, problems } => {
                let problems = problems.into_iter().map(toroku::Problem::try_from);
                Self::Refused { key, problems: problems.collect::<Result<_, _>>()? }
            }
            Input::NotReached { key } => Self::NotReached { key },
        })
    }
}
