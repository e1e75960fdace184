//! The codes, their kinds and their parameters.

/// The kinds of codes.
#[doc(hidden)]
#[macro_export]
macro_rules! code_kind_table {
    ([$($then:tt)*] $($more:tt)*) => {
        $($then)*! { $($more)*
            /// What kind of thing a code says.
            CodeKind "kind" {
                /// Blocks Confirm.
                1 Problem "problem",
                /// Is shown and does not block.
                2 Notice "notice",
                /// Reports a change the engine made to a value.
                3 Conversion "conversion",
                /// Is about the registration or the password setup as a whole, not about one field of the
                /// entry.
                4 General "general",
            }
        }
    };
}

/// The names of parameters.
#[doc(hidden)]
#[macro_export]
macro_rules! param_table {
    ([$($then:tt)*] $($more:tt)*) => {
        $($then)*! { $($more)*
            /// The name of a parameter in a code's wording, written there in braces like `{actual}`.
            ParamName "param" {
                /// The characters that cannot be used.
                1 Chars "chars",
                /// The first character that cannot be used.
                2 Char "char",
                /// What could be entered instead.
                3 Suggestion "suggestion",
                /// How many characters there are.
                4 Actual "actual",
                /// How many there must be at least.
                5 Min "min",
                /// How many there may be at most.
                6 Max "max",
                /// The missing parts of a date.
                7 Missing "missing",
                /// The leading digits of a phone number.
                8 Prefix "prefix",
                /// The name of a rule that the host added.
                9 Rule "rule",
                /// The byte of a record's field, counted from 1.
                10 Position "position",
                /// The parts of a date to correct.
                11 Parts "parts",
                /// What another engine says, in its own words.
                12 Message "message",
            }
        }
    };
}

/// The codes; in parentheses what kind of thing each says, the parameters its wording may use, and the field
/// it is about. No field stands where it is about the registration as a whole, or where any field can have it.
#[doc(hidden)]
#[macro_export]
macro_rules! code_table {
    ([$($then:tt)*] $($more:tt)*) => {
        $($then)*! { $($more)*
            /// What the engine says, as a stable number and name; the words for people come from the
            /// catalogue of wordings. Numbers and names never change their meaning.
            Code "code" {
                /// The user name is missing.
                101 NameRequired "name.required" (Problem [] UserName),
                /// Small letters were made capital.
                102 NameLowercaseConverted "name.lowercase.converted" (Conversion [] UserName),
                /// Full-width letters were made half-width.
                103 NameWidthConverted "name.width.converted" (Conversion [] UserName),
                /// Runs of spaces were made one, or spaces at the ends removed.
                104 NameSpaceCollapsed "name.space.collapsed" (Conversion [] UserName),
                /// Characters other than A–Z and space, with no known replacement for at least one of them.
                105 NameChar "name.char" (Problem [Chars] UserName),
                /// A hyphen, apostrophe or other punctuation mark that the passport's machine-readable line has not.
                106 NameHyphenApostrophe "name.hyphen_apostrophe" (Problem [Char Suggestion] UserName),
                /// A letter with a diacritic or another outside A–Z, with one suggestion for each spelling in use.
                107 NameDiacritic "name.diacritic" (Problem [Char Suggestion] UserName),
                /// More than 104 characters.
                108 NameTooLong "name.too_long" (Problem [Actual Max] UserName),
                /// One word only: allowed (some people have one name), shown in case the other was forgotten.
                109 NameSingleWord "name.single_word" (Notice [] UserName),

                /// The sex is not chosen.
                201 SexRequired "sex.required" (Problem [] Sex),
                /// Neither `male` nor `female`.
                202 SexUnknown "sex.unknown" (Problem [] Sex),
                /// Spaces at the ends were removed.
                203 SexSpaceTrimmed "sex.space.trimmed" (Conversion [] Sex),

                /// The whole date of birth is missing.
                301 BirthRequired "birth.required" (Problem [] DateOfBirth),
                /// One or two of its parts are missing.
                302 BirthIncomplete "birth.incomplete" (Problem [Missing] DateOfBirth),
                /// Not a day of the Gregorian calendar.
                303 BirthNotReal "birth.not_real" (Problem [Parts] DateOfBirth),
                /// After today, in Japan.
                304 BirthFuture "birth.future" (Problem [] DateOfBirth),
                /// More than 130 years ago.
                305 BirthTooOld "birth.too_old" (Problem [] DateOfBirth),
                /// Full-width digits were made half-width.
                306 BirthWidthConverted "birth.width.converted" (Conversion [] DateOfBirth),
                /// Words were made numbers (`1月`, `JAN`), or a whole date in one box three.
                307 BirthTextConverted "birth.text.converted" (Conversion [] DateOfBirth),
                /// A month or day that is not known was made the first, as the policy says.
                308 BirthUnknownConverted "birth.unknown.converted" (Conversion [] DateOfBirth),
                /// A year of a Japanese era; the suggestion is the day by the Western calendar.
                309 BirthEra "birth.era" (Problem [Suggestion] DateOfBirth),
                /// Not a day of the era that is named.
                310 BirthEraDay "birth.era_day" (Problem [] DateOfBirth),
                /// A year of two digits; the suggestions are the days that may be meant.
                311 BirthTwoDigitYear "birth.two_digit_year" (Problem [] DateOfBirth),
                /// A year of another calendar, such as the Buddhist one; with suggestions where a day by the Western
                /// calendar follows from it.
                312 BirthOtherCalendar "birth.other_calendar" (Problem [] DateOfBirth),
                /// A month, day or year that is not known (`00`, `XX`).
                313 BirthUnknown "birth.unknown" (Problem [] DateOfBirth),
                /// A whole date in one box whose day may be its month; the suggestions are both.
                314 BirthOrder "birth.order" (Problem [] DateOfBirth),
                /// A whole date in one box, and something else in another; the suggestion is that date.
                315 BirthConflict "birth.conflict" (Problem [] DateOfBirth),

                /// The municipality is not chosen.
                401 CityRequired "city.required" (Problem [] Municipality),
                /// Not in the directory.
                402 CityUnknown "city.unknown" (Problem [] Municipality),
                /// A designated city without its ward.
                403 CityDesignatedNeedsWard "city.designated_needs_ward" (Problem [] Municipality),
                /// A municipality that has merged or been renamed; the suggestion is its successor.
                404 CityAbolished "city.abolished" (Problem [Suggestion] Municipality),
                /// Full-width digits were made half-width, or spaces removed.
                405 CityWidthConverted "city.width.converted" (Conversion [] Municipality),
                /// A postal code, or a name in English or in other forms of its kanji, was made the full name.
                406 CityNameConverted "city.name.converted" (Conversion [] Municipality),
                /// An address: the suggestion is its municipality, and what is behind that is for the street address.
                407 CityAddress "city.address" (Problem [Suggestion] Municipality),

                /// The street address is missing.
                501 StreetRequired "street.required" (Problem [] StreetAddress),
                /// More than 80 characters.
                502 StreetTooLong "street.too_long" (Problem [Actual Max] StreetAddress),
                /// Characters that CP932 cannot write, of which at least one looks like none that it can.
                503 StreetChar "street.char" (Problem [Chars] StreetAddress),
                /// Characters that CP932 cannot write, each of which looks like one that it can.
                504 StreetNotLegacy "street.not_legacy" (Problem [Char Suggestion] StreetAddress),
                /// Half-width characters were made full-width.
                505 StreetWidthConverted "street.width.converted" (Conversion [] StreetAddress),
                /// Hyphens or dashes were made the ones that CP932 has.
                506 StreetDashConverted "street.dash.converted" (Conversion [] StreetAddress),
                /// Spaces at the ends were removed.
                507 StreetSpaceTrimmed "street.space.trimmed" (Conversion [] StreetAddress),
                /// No digit in it: shown, in case the house number was forgotten.
                508 StreetNoNumber "street.no_number" (Notice [] StreetAddress),
                /// Tabs or line ends were made spaces.
                509 StreetSpaceConverted "street.space.converted" (Conversion [] StreetAddress),

                /// The phone number is missing.
                601 PhoneRequired "phone.required" (Problem [] Phone),
                /// Something other than digits.
                602 PhoneChar "phone.char" (Problem [Chars] Phone),
                /// More than 12 digits.
                603 PhoneTooLong "phone.too_long" (Problem [Actual Max] Phone),
                /// Not a number of Japan's numbering plan; a problem where the policy says so.
                604 PhoneNotInPlan "phone.not_in_plan" (Notice [] Phone),
                /// A number that cannot be called back (0120, 0170, 0180, 0570, 0800, 0990, 020).
                605 PhoneUnreachable "phone.unreachable" (Notice [Prefix] Phone),
                /// Full-width characters were made half-width.
                606 PhoneWidthConverted "phone.width.converted" (Conversion [] Phone),
                /// Hyphens, spaces or parentheses were removed.
                607 PhoneSeparatorRemoved "phone.separator.removed" (Conversion [] Phone),
                /// `+81` was made `0`.
                608 PhoneCountryConverted "phone.country.converted" (Conversion [] Phone),
                /// More digits after the number, such as an extension; the suggestion is the number.
                609 PhoneExtension "phone.extension" (Problem [Suggestion] Phone),
                /// More than one number; the suggestions are the first two.
                610 PhoneTwoNumbers "phone.two_numbers" (Problem [Suggestion] Phone),
                /// Japan's country code without a plus; the suggestion begins with 0 instead.
                611 PhoneCountry "phone.country" (Problem [Suggestion] Phone),
                /// A number with another country's code.
                612 PhoneForeign "phone.foreign" (Problem [] Phone),
                /// It would be in Japan's numbering plan with a 0 before it; the suggestion has it.
                613 PhoneZeroMissing "phone.zero_missing" (Notice [Suggestion] Phone),

                /// The e-mail address is missing.
                701 EmailRequired "email.required" (Problem [] Email),
                /// Not the syntax of an e-mail address, or no dot in its domain.
                702 EmailFormat "email.format" (Problem [] Email),
                /// Something other than ASCII letters, digits and signs.
                703 EmailChar "email.char" (Problem [Chars] Email),
                /// More than 60 characters.
                704 EmailTooLong "email.too_long" (Problem [Actual Max] Email),
                /// `..` or `.@` in the local part, as old carrier addresses have.
                705 EmailNonrfc "email.nonrfc" (Notice [] Email),
                /// The domain is one slip away from a widely used one.
                706 EmailTypo "email.typo" (Notice [Suggestion] Email),
                /// Full-width characters were made half-width.
                707 EmailWidthConverted "email.width.converted" (Conversion [] Email),
                /// Spaces at the ends were removed.
                708 EmailSpaceTrimmed "email.space.trimmed" (Conversion [] Email),

                /// The repeated e-mail address is missing.
                801 EmailConfirmRequired "email_confirm.required" (Problem [] EmailConfirmation),
                /// The two addresses differ.
                802 EmailConfirmMismatch "email_confirm.mismatch" (Problem [] EmailConfirmation),
                /// Full-width characters of the repeated address were made half-width.
                803 EmailConfirmWidthConverted "email_confirm.width.converted" (Conversion [] EmailConfirmation),
                /// Spaces at the ends of the repeated address were removed.
                804 EmailConfirmSpaceTrimmed "email_confirm.space.trimmed" (Conversion [] EmailConfirmation),

                /// The user type is not chosen.
                901 UserTypeRequired "user_type.required" (Problem [] UserType),
                /// Not one of those the host offers.
                902 UserTypeUnknown "user_type.unknown" (Problem [] UserType),
                /// Spaces at the ends were removed.
                903 UserTypeSpaceTrimmed "user_type.space.trimmed" (Conversion [] UserType),

                /// The Terms of Use are not agreed to.
                1001 TermsRequired "terms.required" (Problem [] Terms),
                /// Agreed to a version that is no longer the one in force.
                1002 TermsChanged "terms.changed" (Problem [] Terms),

                /// Control, bidirectional or invisible characters, named by code point; any field. Tabs and line
                /// ends are spaces.
                1101 TextInvisible "text.invisible" (Problem [Chars]),
                /// Strict policy: the text would have been converted; the suggestion is what to enter; any field.
                1102 TextNotConverted "text.not_converted" (Problem [Suggestion]),
                /// A rule that the host added by pattern; any field.
                1103 TextPattern "text.pattern" (Problem [Rule]),
                /// Another engine, the office's above all, does not accept it, for a reason that this engine has no code
                /// for; any field. The words are the other's; they may be empty.
                1104 TextNotAccepted "text.not_accepted" (Problem [Message]),

                /// Nothing was done for longer than the policy allows.
                1201 FlowExpired "flow.expired" (General []),
                /// The state does not accept this input.
                1202 FlowInvalidEvent "flow.invalid_event" (General []),
                /// The snapshot cannot be used.
                1203 FlowSnapshotInvalid "flow.snapshot_invalid" (General []),
                /// Registration again after completion: the same user ID again.
                1204 FlowAlreadyRegistered "flow.already_registered" (General []),
                /// What was to be registered is not what was shown: a stale page.
                1205 FlowNotAsShown "flow.not_as_shown" (General []),
                /// The category chosen is not covered here; guidance is shown.
                1206 FlowNotCovered "flow.not_covered" (General []),
                /// The host's storage failed; nothing was registered.
                1207 FlowStorageFailed "flow.storage_failed" (General []),
                /// The office could not be reached; what was confirmed is kept and is sent again.
                1208 FlowNotReached "flow.not_reached" (General []),

                /// The home or login page is open in the same browser.
                1301 PasswordConflict "password.conflict" (General []),
                /// The link's token is not (or no longer) the right one.
                1302 PasswordTokenInvalid "password.token_invalid" (General []),
                /// The link's token is too old.
                1303 PasswordTokenExpired "password.token_expired" (General []),
                /// Fewer characters than the policy's least.
                1304 PasswordTooShort "password.too_short" (Problem [Min] Password),
                /// More characters than the policy's most.
                1305 PasswordTooLong "password.too_long" (Problem [Max] Password),
                /// Not a letter, a digit and a sign (policy `legacy`).
                1306 PasswordComposition "password.composition" (Problem [] Password),
                /// The user ID, the name or the e-mail address is in it.
                1307 PasswordContainsId "password.contains_id" (Problem [] Password),
                /// One of those that are guessed first.
                1308 PasswordCommon "password.common" (Problem [] Password),
                /// The two passwords differ.
                1309 PasswordMismatch "password.mismatch" (Problem [] PasswordConfirmation),
                /// The password is missing.
                1310 PasswordRequired "password.required" (Problem [] Password),
                /// The password at login, or the current one at a change, is not the right one.
                1311 PasswordWrong "password.wrong" (General []),
                /// The password's year is over.
                1312 PasswordExpired "password.expired" (General []),
                /// Control or invisible characters, or ones outside ASCII under policy `legacy`.
                1313 PasswordChar "password.char" (Problem [Chars] Password),

                /// The bytes of a record's field are no text in the encoding of records; any field.
                9001 RecordUnreadable "record.unreadable" (Problem [Position]),
                /// A shift code without the other in a record's field; any field.
                9002 RecordShift "record.shift" (Problem [Position]),
                /// A user-defined character that the host's table does not have; any field.
                9003 RecordUserCharacter "record.user_character" (Problem [Char Position]),
                /// The value takes more bytes with its shift codes than its column has; any field.
                9004 RecordTooWide "record.too_wide" (Problem [Actual Max]),
            }
        }
    };
}
