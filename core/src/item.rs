//! The names of what is entered: fields, the items they are made of, the parts of a date.

use core::fmt;

use serde::{Deserialize, Serialize};

/// Where a problem stands: the fields of the entry in the manual's order, then those of password setup.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Field {
    /// User name, as on the residence card or passport.
    UserName,
    /// Sex.
    Sex,
    /// Date of birth, of three items.
    DateOfBirth,
    /// Address in Japan: prefecture and municipality.
    Municipality,
    /// Address in Japan: town, street and house number.
    StreetAddress,
    /// Phone number.
    Phone,
    /// E-mail address.
    Email,
    /// E-mail address again.
    EmailConfirmation,
    /// User type.
    UserType,
    /// Agreement to the Terms of Use.
    Terms,
    /// The password (password setup).
    Password,
    /// The password again (password setup).
    PasswordConfirmation,
}

impl Field {
    /// The fields of the entry (STEP1), in the manual's order.
    pub const ENTRY: &'static [Self] = &[
        Self::UserName,
        Self::Sex,
        Self::DateOfBirth,
        Self::Municipality,
        Self::StreetAddress,
        Self::Phone,
        Self::Email,
        Self::EmailConfirmation,
        Self::UserType,
        Self::Terms,
    ];

    /// The stable name, like `user_name`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::UserName => "user_name",
            Self::Sex => "sex",
            Self::DateOfBirth => "date_of_birth",
            Self::Municipality => "municipality",
            Self::StreetAddress => "street_address",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::EmailConfirmation => "email_confirmation",
            Self::UserType => "user_type",
            Self::Terms => "terms",
            Self::Password => "password",
            Self::PasswordConfirmation => "password_confirmation",
        }
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// One thing that is typed or chosen at STEP1. Each field has one, the date of birth three; the Terms of
/// Use have none (agreement is an input of its own).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Item {
    /// The user name.
    UserName,
    /// `male` or `female`.
    Sex,
    /// The year of birth, four digits.
    BirthYear,
    /// The month of birth, 1 to 12.
    BirthMonth,
    /// The day of birth, 1 to 31.
    BirthDay,
    /// A municipality's 5- or 6-digit code, or its full name.
    Municipality,
    /// The street address.
    StreetAddress,
    /// The phone number.
    Phone,
    /// The e-mail address.
    Email,
    /// The e-mail address again.
    EmailConfirmation,
    /// The name of one of the user types the policy offers.
    UserType,
}

impl Item {
    /// Every item, in the order of the screen.
    pub const ALL: &'static [Self] = &[
        Self::UserName,
        Self::Sex,
        Self::BirthYear,
        Self::BirthMonth,
        Self::BirthDay,
        Self::Municipality,
        Self::StreetAddress,
        Self::Phone,
        Self::Email,
        Self::EmailConfirmation,
        Self::UserType,
    ];

    /// The stable name, like `birth_year`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::UserName => "user_name",
            Self::Sex => "sex",
            Self::BirthYear => "birth_year",
            Self::BirthMonth => "birth_month",
            Self::BirthDay => "birth_day",
            Self::Municipality => "municipality",
            Self::StreetAddress => "street_address",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::EmailConfirmation => "email_confirmation",
            Self::UserType => "user_type",
        }
    }

    /// The item with this name.
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|item| item.name() == name)
    }

    /// The field it belongs to.
    pub const fn field(self) -> Field {
        match self {
            Self::UserName => Field::UserName,
            Self::Sex => Field::Sex,
            Self::BirthYear | Self::BirthMonth | Self::BirthDay => Field::DateOfBirth,
            Self::Municipality => Field::Municipality,
            Self::StreetAddress => Field::StreetAddress,
            Self::Phone => Field::Phone,
            Self::Email => Field::Email,
            Self::EmailConfirmation => Field::EmailConfirmation,
            Self::UserType => Field::UserType,
        }
    }
}

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A part of a date of birth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BirthPart {
    /// The year.
    Year,
    /// The month.
    Month,
    /// The day.
    Day,
}

impl BirthPart {
    /// The stable name, like `year`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Month => "month",
            Self::Day => "day",
        }
    }
}
