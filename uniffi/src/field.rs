//! What is asked at STEP1.

use crate::mirror::mirror;

mirror! {
    /// Where a problem stands: the fields of the entry in the manual's order, then those of password setup.
    Field = toroku::Field {
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
}

mirror! {
    /// One thing that is typed or chosen at STEP1. Each field has one, the date of birth three; the Terms
    /// of Use have none (agreement is an input of its own).
    Item = toroku::Item {
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
}

mirror! {
    /// A part of a date of birth.
    BirthPart = toroku::BirthPart {
        /// The year.
        Year,
        /// The month.
        Month,
        /// The day.
        Day,
    }
}

#[uniffi::export]
impl Field {
    /// The stable name, like `user_name`.
    pub fn stable_name(&self) -> String {
        toroku::Field::from(*self).name().to_owned()
    }
}

#[uniffi::export]
impl Item {
    /// The stable name, like `birth_year`.
    pub fn stable_name(&self) -> String {
        toroku::Item::from(*self).name().to_owned()
    }

    /// The field it belongs to.
    pub fn field(&self) -> Field {
        toroku::Item::from(*self).field().into()
    }
}

/// The item with this stable name.
#[uniffi::export]
pub fn item_by_name(name: &str) -> Option<Item> {
    toroku::Item::by_name(name).map(Item::from)
}

/// The fields of STEP1, in the manual's order.
#[uniffi::export]
pub fn entry_fields() -> Vec<Field> {
    toroku::Field::ENTRY.iter().copied().map(Field::from).collect()
}
