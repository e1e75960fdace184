//! The fields whose value is a text: a newtype that only the check makes.

use alloc::borrow::Cow;

use thiserror::Error;

use crate::item::Field;
use crate::personal::Personal;

/// A text that a check found: as it was typed where nothing was converted; else wiped when dropped.
#[derive(Clone, Debug)]
pub(crate) enum Text<'a> {
    AsTyped(&'a str),
    Converted(Personal),
}

impl Text<'_> {
    pub(crate) fn as_str(&self) -> &str {
        match self {
            Self::AsTyped(text) => text,
            Self::Converted(text) => text.expose(),
        }
    }

    pub(crate) fn as_cow(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.as_str())
    }
}

impl From<Text<'_>> for Personal {
    fn from(text: Text<'_>) -> Self {
        match text {
            Text::AsTyped(text) => text.into(),
            Text::Converted(text) => text,
        }
    }
}

/// A text is not the canonical form of its field: it would be refused or converted at STEP1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not the canonical form of {0}")]
pub struct NotCanonical(pub Field);

/// A text that passed the check of its field. `$check` is the field's check of one text:
/// `(Option<Typed>, is_strict, findings) -> Option<Text>`.
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
        }

        impl TryFrom<String> for $type {
            type Error = crate::field::NotCanonical;

            /// Accepts only the canonical form, to which nothing would be converted.
            fn try_from(text: String) -> Result<Self, crate::field::NotCanonical> {
                let text = crate::personal::Personal::from(text);
                let typed = Some(crate::typed::Typed::canonical(text.expose()));
                let mut codes = crate::field::Codes::default();
                match $check(typed, true, &mut codes) {
                    Some(_) => Ok(Self(text)),
                    None => Err(crate::field::NotCanonical(crate::item::Field::$type)),
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

/// What the rules of these fields have in common.
macro_rules! text_rule {
    ($type:ident) => {
        type Found<'a> = crate::field::Text<'a>;
        type Value = $type;

        fn text<'f>(found: &'f crate::field::Text<'_>) -> alloc::borrow::Cow<'f, str> {
            found.as_cow()
        }

        fn keep(found: crate::field::Text<'_>) -> $type {
            $type(found.into())
        }

        fn shown(value: &$type) -> Option<alloc::borrow::Cow<'_, str>> {
            Some(value.as_str().into())
        }
    };
}

pub(super) use {text_rule, text_value};
