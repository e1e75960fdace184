//! The values that passed, bound by a digest.

use alloc::borrow::Cow;

use sha2::{Digest as _, Sha256};

use super::Rule;
use crate::digest::Digest;
use crate::field;
use crate::item::{Field, fields_and_items};

macro_rules! confirmed {
    (
        entry { $(
            $(#[$doc:meta])* $number:literal $field:ident $name:literal $file:ident $items:tt
        )* }
        password { $($password:tt)* }
    ) => {
        /// The values of a registration, each the canonical form of its field.
        ///
        /// Only the check of the entry makes one, so whoever holds it holds values that passed. The getter
        /// of each value stands beside the field's rule.
        ///
        /// No data can be read into one:
        ///
        /// ```compile_fail,E0277
        /// fn read<T: for<'de> serde::Deserialize<'de>>() {}
        /// read::<toroku::Confirmed>();
        /// ```
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct Confirmed {
            $(pub(crate) $file: <field::$file::Rule as Rule>::Value,)*
        }

        impl Confirmed {
            /// Shows `see` each field with the text that STEP2 shows of it, in the manual's order.
            pub(crate) fn each_shown(&self, mut see: impl FnMut(Field, Cow<'_, str>)) {
                $(
                    if let Some(text) = field::$file::Rule::shown(&self.$file) {
                        see(Field::$field, text);
                    }
                )*
            }

            /// A field's value as a store keeps it: the sex as `male` or `female`, the date as
            /// [`DateOfBirth::iso`](crate::DateOfBirth::iso), the municipality as its 6-digit code, the user
            /// type as its name, the Terms of Use as their version. `None` for a field that is not stored:
            /// the repeated e-mail address, and those of password setup.
            pub fn text(&self, field: Field) -> Option<Cow<'_, str>> {
                match field {
                    $(Field::$field => field::$file::Rule::stored(&self.$file),)*
                    Field::Password | Field::PasswordConfirmation => None,
                }
            }
        }
    };
}

fields_and_items! { [confirmed] }

impl Confirmed {
    /// The fingerprint of these values: SHA-256 of a label and, for each shown field in order and then the
    /// version of the terms, the byte length (4 bytes, big-endian) and the text.
    ///
    /// For the municipality it is the code that counts, which two of the same name do not share.
    pub fn digest(&self) -> Digest {
        let mut hash = Sha256::new();
        hash.update(b"toroku/confirmed/v1");
        for text in Field::ENTRY.iter().filter_map(|field| self.text(*field)) {
            let length = u32::try_from(text.len()).expect("every field is capped far below 4 GiB");
            hash.update(length.to_be_bytes());
            hash.update(text.as_bytes());
        }
        Digest::from_bytes(hash.finalize().into())
    }
}
