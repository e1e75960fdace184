//! Everything a host can say.

use alloc::string::String;
use alloc::vec::Vec;

use crate::digest::Digest;
use crate::item::{Field, Item};
use crate::kind::{Category, InputKind};
use crate::language::Language;
use crate::municipality::Prefecture;
use crate::notification::NotificationKey;
use crate::personal::{Entropy, Personal};
use crate::problem::Problem;
use crate::user_id::UserId;

/// A command of the applicant, passed on by the host, or a fact that the host reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A button of the top page. In an expired registration it starts again.
    ChooseCategory {
        /// Which.
        category: Category,
        /// 32 bytes from the host's random source; not used where a registration is taken up again.
        entropy: Entropy,
    },
    /// The text of one item, in place of what was there. Empty text clears it.
    Set {
        /// Which.
        item: Item,
        /// The text as typed.
        text: Personal,
    },
    /// Empties one item.
    Clear {
        /// Which.
        item: Item,
    },
    /// Several items at once, as a page submits them; items not named stay as they are.
    Fill {
        /// Items and their texts; a later one for the same item counts.
        items: Vec<(Item, Personal)>,
    },
    /// A suggestion taken, of a problem, a notice or a search: sets what [`Form::taking`](crate::Form::taking) says.
    TakeSuggestion {
        /// Where it is suggested.
        field: Field,
        /// The suggestion.
        text: Personal,
    },
    /// The municipality search window.
    SearchMunicipalities {
        /// Only in this prefecture.
        prefecture: Option<Prefecture>,
        /// What to look for; empty text lists the prefecture.
        query: Personal,
        /// The most results.
        limit: usize,
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
        /// The digest of the page it was clicked on.
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
        /// What is wrong, at fields of the entry; the first at each field counts.
        problems: Vec<Problem>,
    },
    /// The office gave no answer, or none that says whether it has registered: the effect stands.
    NotReached {
        /// The key of the effect.
        key: NotificationKey,
    },
}

crate::input_table! { [crate::vocabulary::kinds] pub Input = }
