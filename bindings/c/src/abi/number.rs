//! The sets of names and numbers that only C has; all others are the engine's vocabularies.

use toroku::{Vocabulary, vocabulary};

use crate::abi::status::{Outcome, Status};

/// What a number that came from outside stands for.
pub(crate) fn numbered<T: Vocabulary>(number: u32) -> Outcome<T> {
    T::by_number(number).ok_or(Status::InvalidValue)
}

vocabulary! { []
    /// Which bytes a text is written in.
    EncodingName "encoding" {
        /// UTF-8.
        1 Utf8 "utf8",
        /// CP932, with the IBM extension rows.
        2 Cp932 "cp932",
        /// CP932, with the rows NEC selected from them.
        3 Cp932Nec "cp932_nec",
        /// CP943: CP932 as IBM writes it.
        4 Cp943 "cp943",
        /// CP930: EBCDIC with katakana and shift codes.
        5 Cp930 "cp930",
        /// CP939: EBCDIC with Latin letters and shift codes.
        6 Cp939 "cp939",
    }
}

vocabulary! { []
    /// What a parameter's value is.
    ValueKind "value" {
        /// A number.
        1 Number "number",
        /// A text.
        2 Text "text",
        /// Characters.
        3 Chars "chars",
        /// Parts of a date.
        4 Parts "parts",
    }
}

vocabulary! { []
    /// The texts of a finding.
    FindingText "text" {
        /// As typed.
        1 Before "before",
        /// After all conversions.
        2 After "after",
    }
}

vocabulary! { []
    /// The parts of a mail.
    MailPart "mail" {
        /// What distinguishes it from every other.
        1 Key "key",
        /// The address.
        2 To "to",
        /// The language's tag.
        3 Language "language",
        /// The subject.
        4 Subject "subject",
        /// The plain text body.
        5 Text "text",
        /// The HTML body.
        6 Html "html",
    }
}

vocabulary! { []
    /// What a code or a full name stands for.
    LookupKind "lookup" {
        /// A municipality.
        1 Found "found",
        /// A designated city, of which a ward is needed.
        2 NeedsWard "needs_ward",
        /// An abolished municipality.
        3 Abolished "abolished",
        /// Nothing.
        4 Unknown "unknown",
    }
}

vocabulary! { []
    /// The texts of a municipality.
    MunicipalityText "municipality" {
        /// The code of 6 digits.
        1 Code "code",
        /// The code of 5 digits.
        2 Code5 "code5",
        /// The name.
        3 Name "name",
        /// The name behind prefecture and district.
        4 FullName "full_name",
        /// The district.
        5 District "district",
        /// The reading.
        6 Kana "kana",
        /// The name in Latin letters.
        7 English "english",
        /// The prefecture.
        8 Prefecture "prefecture",
    }
}

vocabulary! { []
    /// The texts of a policy.
    PolicyText "policy" {
        /// The version of the Terms of Use.
        1 TermsVersion "terms_version",
        /// The address of the page where a password is set.
        2 PasswordUrl "password_url",
        /// The address of the page to log in at.
        3 LoginUrl "login_url",
    }
}

vocabulary! { []
    /// The texts of an account.
    AccountText "account" {
        /// The user ID.
        1 UserId "user_id",
        /// The user name.
        2 Name "name",
        /// The e-mail address.
        3 Email "email",
    }
}

vocabulary! { []
    /// What became of a record.
    RecordResult "result" {
        /// Every field is good.
        0 Good "good",
        /// A field has a problem.
        1 Problems "problems",
        /// Too few bytes.
        2 Short "short",
        /// Too many bytes.
        3 Long "long",
        /// Nothing in it.
        4 Empty "empty",
        /// Another record was registered under the host's own key.
        5 KeyTaken "key_taken",
        /// Of a later version than the library knows: not read.
        6 Newer "newer",
    }
}
