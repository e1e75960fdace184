//! The one table of codes: what the engine can say, each with a literal number and a name.

use core::fmt;

use crate::item::Field;

/// What kind of thing a code says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CodeKind {
    /// Blocks Confirm.
    Problem,
    /// Is told and does not block.
    Notice,
    /// Tells of a change the engine made to a value.
    Conversion,
    /// Is about the registration or the password setup as a whole, not about one field of the entry.
    General,
}

macro_rules! codes {
    ($(
        $(#[$doc:meta])*
        $number:literal $variant:ident $name:literal $kind:ident [$($param:ident)*] $field:expr;
    )*) => {
        /// What the engine says, as a stable number and name; the words for people come from
        /// [`Language`](crate::Language).
        ///
        /// Numbers and names never change their meaning. A code that is no longer used leaves its
        /// number in [`Code::RETIRED`] for good.
        ///
        /// ```
        /// use toroku::Code;
        /// assert_eq!(Code::NameRequired.name(), "name.required");
        /// assert_eq!(Code::by_number(Code::NameRequired.number()), Some(Code::NameRequired));
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u16)]
        pub enum Code {
            $($(#[$doc])* $variant = $number,)*
        }

        impl Code {
            /// Every code, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The name, like `name.required`.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// What kind of thing it says.
            pub const fn kind(self) -> CodeKind {
                match self {
                    $(Self::$variant => CodeKind::$kind,)*
                }
            }

            /// The field it is about; `None` for the registration as a whole, and for the codes that any
            /// field can have (there the problem itself names its field).
            pub const fn field(self) -> Option<Field> {
                match self {
                    $(Self::$variant => $field,)*
                }
            }

            /// The parameters its wording may use.
            pub const fn params(self) -> &'static [ParamName] {
                match self {
                    $(Self::$variant => &[$(ParamName::$param,)*],)*
                }
            }
        }
    };
}

use Field::{
    DateOfBirth, Email, EmailConfirmation, Municipality, Password, PasswordConfirmation, Phone,
    Sex, StreetAddress, Terms, UserName, UserType,
};

codes! {
    /// The user name is missing.
    101 NameRequired "name.required" Problem [] Some(UserName);
    /// Small letters were made capital.
    102 NameLowercaseConverted "name.lowercase.converted" Conversion [] Some(UserName);
    /// Full-width letters were made half-width.
    103 NameWidthConverted "name.width.converted" Conversion [] Some(UserName);
    /// Runs of spaces were made one, or spaces at the ends removed.
    104 NameSpaceCollapsed "name.space.collapsed" Conversion [] Some(UserName);
    /// Characters other than A–Z and space, with no known replacement for at least one of them.
    105 NameChar "name.char" Problem [Chars] Some(UserName);
    /// A hyphen, apostrophe or other punctuation mark that the passport's machine-readable line drops.
    106 NameHyphenApostrophe "name.hyphen_apostrophe" Problem [Char Suggestion] Some(UserName);
    /// A letter with a diacritic, or another that ICAO Doc 9303 part 3 transliterates.
    107 NameDiacritic "name.diacritic" Problem [Char Suggestion] Some(UserName);
    /// More than 104 characters.
    108 NameTooLong "name.too_long" Problem [Actual Max] Some(UserName);
    /// One word only: allowed (some people have one name), told in case the other was forgotten.
    109 NameSingleWord "name.single_word" Notice [] Some(UserName);

    /// The sex is not chosen.
    201 SexRequired "sex.required" Problem [] Some(Sex);
    /// Neither `male` nor `female`.
    202 SexUnknown "sex.unknown" Problem [] Some(Sex);

    /// The whole date of birth is missing.
    301 BirthRequired "birth.required" Problem [] Some(DateOfBirth);
    /// One or two of its parts are missing.
    302 BirthIncomplete "birth.incomplete" Problem [Missing] Some(DateOfBirth);
    /// Not a day of the Gregorian calendar.
    303 BirthNotReal "birth.not_real" Problem [] Some(DateOfBirth);
    /// After today, in Japan.
    304 BirthFuture "birth.future" Problem [] Some(DateOfBirth);
    /// More than 130 years ago.
    305 BirthTooOld "birth.too_old" Problem [] Some(DateOfBirth);
    /// Full-width digits were made half-width.
    306 BirthWidthConverted "birth.width.converted" Conversion [] Some(DateOfBirth);

    /// The municipality is not chosen.
    401 CityRequired "city.required" Problem [] Some(Municipality);
    /// Not in the directory.
    402 CityUnknown "city.unknown" Problem [] Some(Municipality);
    /// A designated city without its ward.
    403 CityDesignatedNeedsWard "city.designated_needs_ward" Problem [] Some(Municipality);
    /// A municipality that has merged or been renamed; the suggestion is its successor.
    404 CityAbolished "city.abolished" Problem [Suggestion] Some(Municipality);
    /// Full-width digits were made half-width, or spaces removed.
    405 CityWidthConverted "city.width.converted" Conversion [] Some(Municipality);

    /// The street address is missing.
    501 StreetRequired "street.required" Problem [] Some(StreetAddress);
    /// More than 80 characters.
    502 StreetTooLong "street.too_long" Problem [Actual Max] Some(StreetAddress);
    /// Characters that CP932 cannot write, with no known replacement for at least one of them.
    503 StreetChar "street.char" Problem [Chars] Some(StreetAddress);
    /// Characters that CP932 cannot write, each with a known replacement.
    504 StreetNotLegacy "street.not_legacy" Problem [Char Suggestion] Some(StreetAddress);
    /// Half-width characters were made full-width.
    505 StreetWidthConverted "street.width.converted" Conversion [] Some(StreetAddress);
    /// Hyphens or dashes were made the ones that CP932 has.
    506 StreetDashConverted "street.dash.converted" Conversion [] Some(StreetAddress);
    /// Spaces at the ends were removed.
    507 StreetSpaceTrimmed "street.space.trimmed" Conversion [] Some(StreetAddress);
    /// No digit in it: told, in case the house number was forgotten.
    508 StreetNoNumber "street.no_number" Notice [] Some(StreetAddress);

    /// The phone number is missing.
    601 PhoneRequired "phone.required" Problem [] Some(Phone);
    /// Something other than digits.
    602 PhoneChar "phone.char" Problem [Chars] Some(Phone);
    /// More than 12 digits.
    603 PhoneTooLong "phone.too_long" Problem [Actual Max] Some(Phone);
    /// Not a number of Japan's numbering plan; a problem where the policy says so.
    604 PhoneNotInPlan "phone.not_in_plan" Notice [] Some(Phone);
    /// A number that cannot be called back (0120, 0570, 0800).
    605 PhoneUnreachable "phone.unreachable" Notice [Prefix] Some(Phone);
    /// Full-width characters were made half-width.
    606 PhoneWidthConverted "phone.width.converted" Conversion [] Some(Phone);
    /// Hyphens, spaces or parentheses were removed.
    607 PhoneSeparatorRemoved "phone.separator.removed" Conversion [] Some(Phone);
    /// `+81` was made `0`.
    608 PhoneCountryConverted "phone.country.converted" Conversion [] Some(Phone);

    /// The e-mail address is missing.
    701 EmailRequired "email.required" Problem [] Some(Email);
    /// Not the syntax of an e-mail address, or no dot in its domain.
    702 EmailFormat "email.format" Problem [] Some(Email);
    /// Something other than ASCII letters, digits and signs.
    703 EmailChar "email.char" Problem [Chars] Some(Email);
    /// More than 60 characters.
    704 EmailTooLong "email.too_long" Problem [Actual Max] Some(Email);
    /// `..` or `.@` in the local part, as old carrier addresses have.
    705 EmailNonrfc "email.nonrfc" Notice [] Some(Email);
    /// The domain is one slip away from a widely used one.
    706 EmailTypo "email.typo" Notice [Suggestion] Some(Email);
    /// Full-width characters were made half-width.
    707 EmailWidthConverted "email.width.converted" Conversion [] Some(Email);
    /// Spaces at the ends were removed.
    708 EmailSpaceTrimmed "email.space.trimmed" Conversion [] Some(Email);

    /// The repeated e-mail address is missing.
    801 EmailConfirmRequired "email_confirm.required" Problem [] Some(EmailConfirmation);
    /// The two addresses differ.
    802 EmailConfirmMismatch "email_confirm.mismatch" Problem [] Some(EmailConfirmation);
    /// Full-width characters of the repeated address were made half-width.
    803 EmailConfirmWidthConverted "email_confirm.width.converted" Conversion [] Some(EmailConfirmation);
    /// Spaces at the ends of the repeated address were removed.
    804 EmailConfirmSpaceTrimmed "email_confirm.space.trimmed" Conversion [] Some(EmailConfirmation);

    /// The user type is not chosen.
    901 UserTypeRequired "user_type.required" Problem [] Some(UserType);
    /// Not one of those the host offers.
    902 UserTypeUnknown "user_type.unknown" Problem [] Some(UserType);

    /// The Terms of Use are not agreed to.
    1001 TermsRequired "terms.required" Problem [] Some(Terms);
    /// Agreed to a version that is no longer the one in force.
    1002 TermsChanged "terms.changed" Problem [] Some(Terms);

    /// Control, bidirectional or invisible characters, named by code point; any field.
    1101 TextInvisible "text.invisible" Problem [Chars] None;
    /// Strict policy: the text would have been converted; the suggestion is what to enter; any field.
    1102 TextNotConverted "text.not_converted" Problem [Suggestion] None;
    /// A rule that the host added by pattern; any field.
    1103 TextPattern "text.pattern" Problem [Rule] None;

    /// Nothing was done for longer than the policy allows.
    1201 FlowExpired "flow.expired" General [] None;
    /// The state does not accept this input.
    1202 FlowInvalidEvent "flow.invalid_event" General [] None;
    /// The snapshot cannot be used.
    1203 FlowSnapshotInvalid "flow.snapshot_invalid" General [] None;
    /// Registration again after completion: the same user ID again.
    1204 FlowAlreadyRegistered "flow.already_registered" General [] None;
    /// What was to be registered is not what was shown: a stale page.
    1205 FlowNotAsShown "flow.not_as_shown" General [] None;
    /// The category chosen is not covered here; guidance is shown.
    1206 FlowNotCovered "flow.not_covered" General [] None;
    /// The host's storage failed; nothing was registered.
    1207 FlowStorageFailed "flow.storage_failed" General [] None;

    /// The home or login page is open in the same browser.
    1301 PasswordConflict "password.conflict" General [] None;
    /// The link's token is not (or no longer) the right one.
    1302 PasswordTokenInvalid "password.token_invalid" General [] None;
    /// The link's token is too old.
    1303 PasswordTokenExpired "password.token_expired" General [] None;
    /// Fewer characters than the policy's least.
    1304 PasswordTooShort "password.too_short" Problem [Min] Some(Password);
    /// More characters than the policy's most.
    1305 PasswordTooLong "password.too_long" Problem [Max] Some(Password);
    /// Not a letter, a digit and a sign (policy `legacy`).
    1306 PasswordComposition "password.composition" Problem [] Some(Password);
    /// The user ID, the name or the e-mail address is in it.
    1307 PasswordContainsId "password.contains_id" Problem [] Some(Password);
    /// One of those that are guessed first.
    1308 PasswordCommon "password.common" Problem [] Some(Password);
    /// The two passwords differ.
    1309 PasswordMismatch "password.mismatch" Problem [] Some(PasswordConfirmation);
    /// The password is missing.
    1310 PasswordRequired "password.required" Problem [] Some(Password);
    /// The password at login, or the current one at a change, is not the right one.
    1311 PasswordWrong "password.wrong" General [] None;
    /// The password's year is over.
    1312 PasswordExpired "password.expired" General [] None;
    /// Control or invisible characters, or ones outside ASCII under policy `legacy`.
    1313 PasswordChar "password.char" Problem [Chars] Some(Password);
}

impl Code {
    /// Numbers once used and never to be used again.
    pub const RETIRED: &'static [u16] = &[];

    /// The number, the same in every language's build.
    pub const fn number(self) -> u16 {
        self as u16
    }

    /// The code with this number.
    pub fn by_number(number: u16) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.number() == number)
    }

    /// The code with this name.
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.name() == name)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The name of a parameter in a code's wording, written there in braces like `{actual}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ParamName {
    /// The characters that cannot be used.
    Chars,
    /// The first character that cannot be used.
    Char,
    /// What could be entered instead.
    Suggestion,
    /// How many characters there are.
    Actual,
    /// How many there must be at least.
    Min,
    /// How many there may be at most.
    Max,
    /// The missing parts of a date.
    Missing,
    /// The leading digits of a phone number.
    Prefix,
    /// The name of a rule that the host added.
    Rule,
}

impl ParamName {
    /// Every parameter name.
    pub const ALL: &'static [Self] = &[
        Self::Chars,
        Self::Char,
        Self::Suggestion,
        Self::Actual,
        Self::Min,
        Self::Max,
        Self::Missing,
        Self::Prefix,
        Self::Rule,
    ];

    /// The name as the wording writes it between braces.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Chars => "chars",
            Self::Char => "char",
            Self::Suggestion => "suggestion",
            Self::Actual => "actual",
            Self::Min => "min",
            Self::Max => "max",
            Self::Missing => "missing",
            Self::Prefix => "prefix",
            Self::Rule => "rule",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::collections::BTreeSet;

    #[test]
    fn numbers_and_names_are_used_once() {
        let numbers: BTreeSet<_> = Code::ALL.iter().map(|code| code.number()).collect();
        let names: BTreeSet<_> = Code::ALL.iter().map(|code| code.name()).collect();
        assert_eq!(numbers.len(), Code::ALL.len());
        assert_eq!(names.len(), Code::ALL.len());
        assert!(Code::RETIRED.iter().all(|number| !numbers.contains(number)));
    }

    #[test]
    fn codes_are_found_by_number_and_name() {
        for code in Code::ALL {
            assert_eq!(Code::by_number(code.number()), Some(*code));
            assert_eq!(Code::by_name(code.name()), Some(*code));
        }
        assert_eq!(Code::by_number(0), None);
        assert_eq!(Code::by_name("name"), None);
    }
}
