//! What the engine says, by number and name.

use crate::field::Field;
use crate::mirror::mirror;

mirror! {
    /// What the engine says; the words for people come from the catalogue. Numbers and names never change
    /// their meaning: see `facts`.
    Code = toroku::Code {
        /// The user name is missing.
        NameRequired,
        /// Small letters were made capital.
        NameLowercaseConverted,
        /// Full-width letters were made half-width.
        NameWidthConverted,
        /// Runs of spaces were made one, or spaces at the ends removed.
        NameSpaceCollapsed,
        /// Characters other than A–Z and space, with no known replacement for at least one of them.
        NameChar,
        /// A hyphen, apostrophe or other punctuation mark that the passport's machine-readable line drops.
        NameHyphenApostrophe,
        /// A letter with a diacritic, or another that ICAO Doc 9303 part 3 transliterates.
        NameDiacritic,
        /// More than 104 characters.
        NameTooLong,
        /// One word only: allowed (some people have one name), told in case the other was forgotten.
        NameSingleWord,
        /// The sex is not chosen.
        SexRequired,
        /// Neither `male` nor `female`.
        SexUnknown,
        /// The whole date of birth is missing.
        BirthRequired,
        /// One or two of its parts are missing.
        BirthIncomplete,
        /// Not a day of the Gregorian calendar.
        BirthNotReal,
        /// After today, in Japan.
        BirthFuture,
        /// More than 130 years ago.
        BirthTooOld,
        /// Full-width digits were made half-width.
        BirthWidthConverted,
        /// The municipality is not chosen.
        CityRequired,
        /// Not in the directory.
        CityUnknown,
        /// A designated city without its ward.
        CityDesignatedNeedsWard,
        /// A municipality that has merged or been renamed; the suggestion is its successor.
        CityAbolished,
        /// Full-width digits were made half-width, or spaces removed.
        CityWidthConverted,
        /// The street address is missing.
        StreetRequired,
        /// More than 80 characters.
        StreetTooLong,
        /// Characters that CP932 cannot write, with no known replacement for at least one of them.
        StreetChar,
        /// Characters that CP932 cannot write, each with a known replacement.
        StreetNotLegacy,
        /// Half-width characters were made full-width.
        StreetWidthConverted,
        /// Hyphens or dashes were made the ones that CP932 has.
        StreetDashConverted,
        /// Spaces at the ends were removed.
        StreetSpaceTrimmed,
        /// No digit in it: told, in case the house number was forgotten.
        StreetNoNumber,
        /// The phone number is missing.
        PhoneRequired,
        /// Something other than digits.
        PhoneChar,
        /// More than 12 digits.
        PhoneTooLong,
        /// Not a number of Japan's numbering plan; a problem where the policy says so.
        PhoneNotInPlan,
        /// A number that cannot be called back (0120, 0570, 0800).
        PhoneUnreachable,
        /// Full-width characters were made half-width.
        PhoneWidthConverted,
        /// Hyphens, spaces or parentheses were removed.
        PhoneSeparatorRemoved,
        /// `+81` was made `0`.
        PhoneCountryConverted,
        /// The e-mail address is missing.
        EmailRequired,
        /// Not the syntax of an e-mail address, or no dot in its domain.
        EmailFormat,
        /// Something other than ASCII letters, digits and signs.
        EmailChar,
        /// More than 60 characters.
        EmailTooLong,
        /// `..` or `.@` in the local part, as old carrier addresses have.
        EmailNonrfc,
        /// The domain is one slip away from a widely used one.
        EmailTypo,
        /// Full-width characters were made half-width.
        EmailWidthConverted,
        /// Spaces at the ends were removed.
        EmailSpaceTrimmed,
        /// The repeated e-mail address is missing.
        EmailConfirmRequired,
        /// The two addresses differ.
        EmailConfirmMismatch,
        /// Full-width characters of the repeated address were made half-width.
        EmailConfirmWidthConverted,
        /// Spaces at the ends of the repeated address were removed.
        EmailConfirmSpaceTrimmed,
        /// The user type is not chosen.
        UserTypeRequired,
        /// Not one of those the host offers.
        UserTypeUnknown,
        /// The Terms of Use are not agreed to.
        TermsRequired,
        /// Agreed to a version that is no longer the one in force.
        TermsChanged,
        /// Control, bidirectional or invisible characters, named by code point; any field.
        TextInvisible,
        /// Strict policy: the text would have been converted; the suggestion is what to enter; any field.
        TextNotConverted,
        /// A rule that the host added by pattern; any field.
        TextPattern,
        /// Nothing was done for longer than the policy allows.
        FlowExpired,
        /// The state does not accept this input.
        FlowInvalidEvent,
        /// The snapshot cannot be used.
        FlowSnapshotInvalid,
        /// Registration again after completion: the same user ID again.
        FlowAlreadyRegistered,
        /// What was to be registered is not what was shown: a stale page.
        FlowNotAsShown,
        /// The category chosen is not covered here; guidance is shown.
        FlowNotCovered,
        /// The host's storage failed; nothing was registered.
        FlowStorageFailed,
        /// The home or login page is open in the same browser.
        PasswordConflict,
        /// The link's token is not (or no longer) the right one.
        PasswordTokenInvalid,
        /// The link's token is too old.
        PasswordTokenExpired,
        /// Fewer characters than the policy's least.
        PasswordTooShort,
        /// More characters than the policy's most.
        PasswordTooLong,
        /// Not a letter, a digit and a sign (policy `legacy`).
        PasswordComposition,
        /// The user ID, the name or the e-mail address is in it.
        PasswordContainsId,
        /// One of those that are guessed first.
        PasswordCommon,
        /// The two passwords differ.
        PasswordMismatch,
        /// The password is missing.
        PasswordRequired,
        /// The password at login, or the current one at a change, is not the right one.
        PasswordWrong,
        /// The password's year is over.
        PasswordExpired,
        /// Control or invisible characters, or ones outside ASCII under policy `legacy`.
        PasswordChar,
    }
}

mirror! {
    /// What kind of thing a code says.
    CodeKind = toroku::CodeKind {
        /// Blocks Confirm.
        Problem,
        /// Is told and does not block.
        Notice,
        /// Tells of a change the engine made to a value.
        Conversion,
        /// Is about the registration or the password setup as a whole, not about one field of the entry.
        General,
    }
}

mirror! {
    /// The name of a parameter in a code's wording.
    ParamName = toroku::ParamName {
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
}

/// What the table of codes says about one.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct CodeFacts {
    /// The number, the same in every language's build.
    pub number: u16,
    /// The name, like `name.required`.
    pub name: String,
    /// What kind of thing it says.
    pub kind: CodeKind,
    /// The field it is about; none for the registration as a whole, and for codes that any field can have.
    pub field: Option<Field>,
    /// The parameters its wording may use.
    pub params: Vec<ParamName>,
}

#[uniffi::export]
impl Code {
    /// Its number, name and kind.
    pub fn facts(&self) -> CodeFacts {
        let code = toroku::Code::from(*self);
        CodeFacts {
            number: code.number(),
            name: code.name().to_owned(),
            kind: code.kind().into(),
            field: code.field().map(Field::from),
            params: code.params().iter().copied().map(ParamName::from).collect(),
        }
    }
}

/// Every code, in the order of the table.
#[uniffi::export]
pub fn all_codes() -> Vec<Code> {
    toroku::Code::ALL.iter().copied().map(Code::from).collect()
}

/// The code with this number, as another system stored it.
#[uniffi::export]
pub fn code_by_number(number: u16) -> Option<Code> {
    toroku::Code::by_number(number).map(Code::from)
}

/// The code with this name.
#[uniffi::export]
pub fn code_by_name(name: &str) -> Option<Code> {
    toroku::Code::by_name(name).map(Code::from)
}
