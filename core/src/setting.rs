//! The settings that are one number each, set and read by what they are called: for bindings.

use thiserror::Error;

use crate::password::{PasswordPolicy, PasswordRules};
use crate::policy::Policy;

/// Why a setting cannot be set to a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SettingError {
    /// The setting cannot have this value.
    #[error("the setting cannot have this value")]
    Value,
    /// The lengths of a password are set together: see [`PasswordPolicy::with_lengths`].
    #[error("the lengths of a password are set together")]
    Lengths,
}

/// A type whose values a setting can have.
trait Number: Sized {
    fn of(number: u32) -> Option<Self>;
    fn number(self) -> Option<u32>;
}

macro_rules! number {
    ($($type:ty)*) => { $(
        impl Number for $type {
            fn of(number: u32) -> Option<Self> {
                number.try_into().ok()
            }

            fn number(self) -> Option<u32> {
                Some(self.into())
            }
        }
    )* };
}

number! { u8 u16 u32 }

impl Number for bool {
    fn of(number: u32) -> Option<Self> {
        match number {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }

    fn number(self) -> Option<u32> {
        Some(self.into())
    }
}

impl Number for Option<u32> {
    fn of(number: u32) -> Option<Self> {
        Some(Some(number))
    }

    fn number(self) -> Self {
        self
    }
}

impl Number for PasswordRules {
    fn of(number: u32) -> Option<Self> {
        Self::by_number(number)
    }

    fn number(self) -> Option<u32> {
        Some(self.number())
    }
}

fn value<T: Number>(number: u32) -> Result<T, SettingError> {
    T::of(number).ok_or(SettingError::Value)
}

macro_rules! settings {
    ($(#[$doc:meta])* $name:ident $table:literal
        policy { $(
            $(#[$row:meta])* $number:literal $variant:ident $text:literal
                $field:ident: $set:ident as $kept:ty = $default:expr, $with:ident $getter:ident;
        )* }
        rules { $(#[$rules_row:meta])* $rules_number:literal $rules:ident $rules_text:literal; }
        password { $(
            $(#[$password_row:meta])* $password_number:literal $password:ident $password_text:literal
                $password_field:ident: $type:ident = $password_default:expr, in $span:expr,
                $password_with:ident $error:ident $message:literal;
        )* }
        lengths { $(
            $(#[$length_row:meta])* $length_number:literal $length:ident $length_text:literal
                $length_field:ident: $($of:ident $length_default:literal),*;
        )* }
    ) => {
        crate::vocabulary! { []
            $(#[$doc])*
            $name $table {
                $($(#[$row])* $number $variant $text,)*
                $(#[$rules_row])* $rules_number $rules $rules_text,
                $($(#[$password_row])* $password_number $password $password_text,)*
                $($(#[$length_row])* $length_number $length $length_text,)*
            }
        }

        impl Policy {
            /// Sets a setting to a number: a switch to 0 or 1, the rules for passwords to theirs. The rules
            /// bring every other setting about passwords with them.
            ///
            /// # Errors
            /// [`SettingError`].
            pub fn with_setting(self, setting: Setting, number: u32) -> Result<Self, SettingError> {
                match setting {
                    $($name::$variant => Ok(self.$with(value(number)?)),)*
                    $name::$rules => Ok(self.with_password(PasswordPolicy::new(value(number)?))),
                    $($name::$password => {
                        let password = self.password().clone().$password_with(value(number)?);
                        Ok(self.with_password(password.map_err(|_| SettingError::Value)?))
                    })*
                    $($name::$length)|* => Err(SettingError::Lengths),
                }
            }

            /// The number of a setting; `None` where it has none, such as no inactivity limit.
            pub fn setting(&self, setting: Setting) -> Option<u32> {
                let password = self.password();
                match setting {
                    $($name::$variant => self.$getter().number(),)*
                    $name::$rules => Number::number(password.rules()),
                    $($name::$password => password.$password_field().number(),)*
                    $($name::$length => password.$length_field().number(),)*
                }
            }
        }
    };
}

crate::setting_table! { [settings] }
