//! The engine's names as numbers: every constant of the header, the copybook and the name tables.
//!
//! The numbers are literal and never change their meaning. A variant the engine gains does not compile here
//! until it has one.

use toroku::password::{OpenPages, PasswordAnswer, PasswordRules, PasswordStateKind};
use toroku::{
    Answer, BirthPart, Category, CodeKind, Delivery, Field, InputKind, Item, ParamName, Sex,
    StateKind,
};

use crate::abi::status::{Outcome, Status};

/// A type of the engine whose values have numbers here.
pub(crate) trait Numbered: Copy + 'static {
    const ALL: &'static [(u32, Self)];

    fn number(self) -> u32;
}

/// The value of a number that came from outside.
pub(crate) fn numbered<T: Numbered>(number: u32) -> Outcome<T> {
    let found = T::ALL.iter().find(|(known, _)| *known == number);
    found.map(|(_, value)| *value).ok_or(Status::InvalidValue)
}

macro_rules! numbers {
    ($type:ty { $($number:literal $variant:ident,)* }) => {
        impl Numbered for $type {
            const ALL: &'static [(u32, Self)] = &[$(($number, <$type>::$variant),)*];

            fn number(self) -> u32 {
                match self { $(<$type>::$variant => $number,)* }
            }
        }
    };
}

numbers!(Category { 1 ForeignNational, 2 LegalSpecialist, 3 ApplicantAtCounter, });
numbers!(Field {
    1 UserName, 2 Sex, 3 DateOfBirth, 4 Municipality, 5 StreetAddress, 6 Phone, 7 Email,
    8 EmailConfirmation, 9 UserType, 10 Terms, 11 Password, 12 PasswordConfirmation,
});
numbers!(Item {
    1 UserName, 2 Sex, 3 BirthYear, 4 BirthMonth, 5 BirthDay, 6 Municipality, 7 StreetAddress,
    8 Phone, 9 Email, 10 EmailConfirmation, 11 UserType,
});
numbers!(BirthPart { 1 Year, 2 Month, 3 Day, });
numbers!(Sex { 1 Male, 2 Female, });
numbers!(StateKind { 1 Start, 2 Entry, 3 Confirmation, 4 Issuing, 5 Completion, });
numbers!(Delivery { 1 Pending, 2 Delivered, 3 Failed, });
pub(crate) const DELIVERIES: &str = "1 pending 2 delivered 3 failed";
numbers!(InputKind {
    1 ChooseCategory, 2 Set, 3 Clear, 4 Fill, 5 SearchMunicipalities, 6 ShowTerms, 7 Agree,
    8 Disagree, 9 Confirm, 10 Back, 11 Register, 12 UserIdReserved, 13 NumberReserved,
    14 UserIdTaken, 15 Committed, 16 StorageFailed, 17 BackToTop, 18 NotificationDelivered,
    19 NotificationFailed,
});
numbers!(ParamName {
    1 Chars, 2 Char, 3 Suggestion, 4 Actual, 5 Min, 6 Max, 7 Missing, 8 Prefix, 9 Rule,
});
numbers!(PasswordStateKind { 1 AwaitingPassword, 2 Active, });
numbers!(PasswordRules { 1 NistB4, 2 Legacy, });
numbers!(OpenPages { 1 None, 2 HomeOrLogin, });

/// `TOROKU_ANSWER_…`
pub(crate) fn answer_number(answer: &Answer) -> u32 {
    match answer {
        Answer::Opened => 1,
        Answer::NotCovered(_) => 2,
        Answer::Kept => 3,
        Answer::Municipalities(_) => 4,
        Answer::Terms { .. } => 5,
        Answer::Problems(_) => 6,
        Answer::ReadyToConfirm => 7,
        Answer::WentBack => 8,
        Answer::Issuing => 9,
        Answer::NotAsShown => 10,
        Answer::StorageFailed => 11,
        Answer::Registered(_) => 12,
        Answer::AlreadyRegistered(_) => 13,
        Answer::BackAtTop => 14,
        Answer::Noted => 15,
        Answer::Expired => 16,
    }
}

pub(crate) const ANSWERS: &str = "\
    1 opened 2 not_covered 3 kept 4 municipalities 5 terms 6 problems 7 ready_to_confirm \
    8 went_back 9 issuing 10 not_as_shown 11 storage_failed 12 registered 13 already_registered \
    14 back_at_top 15 noted 16 expired";

/// `TOROKU_PW_…`
pub(crate) fn password_answer_number(answer: &PasswordAnswer) -> u32 {
    match answer {
        PasswordAnswer::LinkUsable => 1,
        PasswordAnswer::Conflict => 2,
        PasswordAnswer::TokenInvalid => 3,
        PasswordAnswer::TokenExpired => 4,
        PasswordAnswer::Problems(_) => 5,
        PasswordAnswer::PasswordSet { .. } => 6,
        PasswordAnswer::LinkRequested => 7,
        PasswordAnswer::LoggedIn => 8,
        PasswordAnswer::PasswordWrong => 9,
        PasswordAnswer::PasswordExpired => 10,
        PasswordAnswer::ReminderNoted => 11,
    }
}

pub(crate) const PASSWORD_ANSWERS: &str = "\
    1 link_usable 2 conflict 3 token_invalid 4 token_expired 5 problems 6 password_set \
    7 link_requested 8 logged_in 9 password_wrong 10 password_expired 11 reminder_noted";

pub(crate) fn kind_number(kind: CodeKind) -> u32 {
    match kind {
        CodeKind::Problem => 1,
        CodeKind::Notice => 2,
        CodeKind::Conversion => 3,
        CodeKind::General => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_of_the_engine_has_its_numbers() {
        assert_eq!(<InputKind as Numbered>::ALL.len(), InputKind::ALL.len());
        assert_eq!(<Item as Numbered>::ALL.len(), Item::ALL.len());
        assert_eq!(<StateKind as Numbered>::ALL.len(), StateKind::ALL.len());
        assert_eq!(<ParamName as Numbered>::ALL.len(), ParamName::ALL.len());
    }
}
