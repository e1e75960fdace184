//! The one table of what is entered: fields, and the items each is made of.

use serde::{Deserialize, Serialize};

/// Every field in the manual's order: number, name, the file of its rule in `field/`, and its items, each
/// with number and name. Behind the fields of the entry (STEP1) stand those of password setup.
///
/// `fields_and_items! { [then] more }` calls `then! { more ROWS }`: whatever has one thing for each field or
/// item is made from these rows.
#[doc(hidden)]
#[macro_export]
macro_rules! fields_and_items {
    ([$($then:tt)*] $($more:tt)*) => {
        $($then)*! {
            $($more)*
            entry {
                /// User name, as on the residence card or passport.
                1 UserName "user_name" user_name {
                    /// The user name.
                    1 UserName "user_name",
                }
                /// Sex.
                2 Sex "sex" sex {
                    /// `male` or `female`.
                    2 Sex "sex",
                }
                /// Date of birth, of three items.
                3 DateOfBirth "date_of_birth" date_of_birth {
                    /// The year of birth, four digits.
                    3 BirthYear "birth_year",
                    /// The month of birth, 1 to 12.
                    4 BirthMonth "birth_month",
                    /// The day of birth, 1 to 31.
                    5 BirthDay "birth_day",
                }
                /// Address in Japan: prefecture and municipality.
                4 Municipality "municipality" municipality {
                    /// A municipality's 5- or 6-digit code, or its full name.
                    6 Municipality "municipality",
                }
                /// Address in Japan: town, street and house number.
                5 StreetAddress "street_address" street_address {
                    /// The street address.
                    7 StreetAddress "street_address",
                }
                /// Phone number.
                6 Phone "phone" phone {
                    /// The phone number.
                    8 Phone "phone",
                }
                /// E-mail address.
                7 Email "email" email {
                    /// The e-mail address.
                    9 Email "email",
                }
                /// E-mail address again.
                8 EmailConfirmation "email_confirmation" email_confirmation {
                    /// The e-mail address again.
                    10 EmailConfirmation "email_confirmation",
                }
                /// User type.
                9 UserType "user_type" user_type {
                    /// The name of one of the user types the policy offers.
                    11 UserType "user_type",
                }
                /// Agreement to the Terms of Use.
                10 Terms "terms" terms {}
            }
            password {
                /// The password (password setup).
                11 Password "password",
                /// The password again (password setup).
                12 PasswordConfirmation "password_confirmation",
            }
        }
    };
}
pub(crate) use fields_and_items;

/// The fields alone, as `[then]` takes any vocabulary.
#[doc(hidden)]
#[macro_export]
macro_rules! field_table {
    (
        rows [$($then:tt)*] [$($more:tt)*]
        entry { $($(#[$doc:meta])* $number:literal $field:ident $name:literal $file:ident $items:tt)* }
        password { $($password:tt)* }
    ) => {
        $($then)*! {
            $($more)*
            /// Where a problem stands: the fields of the entry in the manual's order, then those of password
            /// setup.
            Field "field" { $($(#[$doc])* $number $field $name,)* $($password)* }
        }
    };
    ([$($then:tt)*] $($more:tt)*) => {
        $crate::fields_and_items! { [$crate::field_table] rows [$($then)*] [$($more)*] }
    };
}

/// The items alone, as `[then]` takes any vocabulary.
#[doc(hidden)]
#[macro_export]
macro_rules! item_table {
    (
        rows [$($then:tt)*] [$($more:tt)*]
        entry { $($(#[$doc:meta])* $number:literal $field:ident $name:literal $file:ident { $($items:tt)* })* }
        password { $($password:tt)* }
    ) => {
        $($then)*! {
            $($more)*
            /// One thing that is typed or chosen at STEP1. Each field has one, the date of birth three; the
            /// Terms of Use have none (agreement is an input of its own).
            Item "item" { $($($items)*)* }
        }
    };
    ([$($then:tt)*] $($more:tt)*) => {
        $crate::fields_and_items! { [$crate::item_table] rows [$($then)*] [$($more)*] }
    };
}

field_table! { [crate::vocabulary] [#[derive(Serialize, Deserialize)]] }
item_table! { [crate::vocabulary] [#[derive(Serialize, Deserialize)]] }

/// The fields that stand in the entry, and which items each has.
macro_rules! entry {
    (
        entry { $(
            $(#[$doc:meta])* $number:literal $field:ident $name:literal $file:ident
            { $($(#[$item_doc:meta])* $item_number:literal $item:ident $item_name:literal,)* }
        )* }
        password { $($password:tt)* }
    ) => {
        impl Field {
            /// The fields of the entry (STEP1), in the manual's order.
            pub const ENTRY: &'static [Self] = &[$(Self::$field,)*];

            /// The items it is made of: one, three for the date of birth, none for the Terms of Use and for
            /// the fields of password setup.
            pub const fn items(self) -> &'static [Item] {
                match self {
                    $(Self::$field => &[$(Item::$item,)*],)*
                    Self::Password | Self::PasswordConfirmation => &[],
                }
            }
        }

        impl Item {
            /// The field it belongs to.
            pub const fn field(self) -> Field {
                match self {
                    $($(Self::$item => Field::$field,)*)*
                }
            }
        }
    };
}

fields_and_items! { [entry] }

crate::birth_table! { [crate::vocabulary] [] }
