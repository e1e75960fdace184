//! Everything a host can say.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::digest::Digest;
use crate::item::Item;
use crate::language::Language;
use crate::municipality::Prefecture;
use crate::notification::NotificationKey;
use crate::personal::{Entropy, Personal};
use crate::user_id::UserId;

/// The top page's three buttons under "Register a new user".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Category {
    /// Foreign national (applicant) or other: not covered here.
    ForeignNational,
    /// Attorney or administrative procedures legal specialist: not covered here.
    LegalSpecialist,
    /// Applicant (at a counter) for electronic issuance of a certificate of eligibility.
    ApplicantAtCounter,
}

impl Category {
    /// All, in the manual's order.
    pub const ALL: [Self; 3] =
        [Self::ForeignNational, Self::LegalSpecialist, Self::ApplicantAtCounter];

    /// The stable name, like `applicant_at_counter`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ForeignNational => "foreign_national",
            Self::LegalSpecialist => "legal_specialist",
            Self::ApplicantAtCounter => "applicant_at_counter",
        }
    }

    /// The category with this name.
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|category| category.name() == name)
    }

    /// Whether a registration can be made in it here.
    pub const fn is_covered(self) -> bool {
        matches!(self, Self::ApplicantAtCounter)
    }
}

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
}

macro_rules! input_kinds {
    ($($kind:ident $name:literal,)*) => {
        /// The name of an input.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum InputKind {
            $(#[doc = concat!("[`Input::", stringify!($kind), "`]")] $kind,)*
        }

        impl InputKind {
            /// Every input, in the order of the registration.
            pub const ALL: &'static [Self] = &[$(Self::$kind,)*];

            /// The stable name, like `choose_category`.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$kind => $name,)*
                }
            }
        }

        impl Input {
            /// Which input it is.
            pub fn kind(&self) -> InputKind {
                match self {
                    $(Self::$kind { .. } => InputKind::$kind,)*
                }
            }
        }
    };
}

input_kinds! {
    ChooseCategory "choose_category",
    Set "set",
    Clear "clear",
    Fill "fill",
    SearchMunicipalities "search_municipalities",
    ShowTerms "show_terms",
    Agree "agree",
    Disagree "disagree",
    Confirm "confirm",
    Back "back",
    Register "register",
    UserIdReserved "user_id_reserved",
    NumberReserved "number_reserved",
    UserIdTaken "user_id_taken",
    Committed "committed",
    StorageFailed "storage_failed",
    BackToTop "back_to_top",
    NotificationDelivered "notification_delivered",
    NotificationFailed "notification_failed",
}

impl fmt::Display for InputKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
