//! The fields whose value is a text: a newtype that only the check makes.

/// A text that passed the check of its field. `$check` is the field's check of one text:
/// `(Option<Typed>, is_strict, findings) -> Option<Cow<str>>`.
macro_rules! text_value {
    ($(#[$doc:meta])* $type:ident = $check:path) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
        #[serde(try_from = "String")]
        pub struct $type(crate::personal::Personal);

        impl $type {
            /// The text.
            pub fn as_str(&self) -> &str {
                self.0.expose()
            }

            /// Takes the text of a passed check.
            pub(crate) fn from_checked(text: alloc::borrow::Cow<'_, str>) -> Self {
                Self(text.into_owned().into())
            }
        }

        impl TryFrom<String> for $type {
            type Error = crate::error::NotCanonical;

            /// Accepts only the canonical form, to which nothing would be converted.
            fn try_from(text: String) -> Result<Self, crate::error::NotCanonical> {
                let text = crate::personal::Personal::from(text);
                let typed = crate::field::Typed::canonical(text.expose());
                let mut codes = crate::field::Codes::default();
                match $check(typed, true, &mut codes) {
                    Some(_) => Ok(Self(text)),
                    None => Err(crate::error::NotCanonical(crate::item::Field::$type)),
                }
            }
        }

        // By hand: deriving it through `String` would leave a copy in memory.
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl From<$type> for String {
            fn from(value: $type) -> Self {
                value.as_str().into()
            }
        }
    };
}

pub(super) use text_value;
