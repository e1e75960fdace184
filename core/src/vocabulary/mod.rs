//! The engine's vocabularies: closed sets of names with numbers, each in one table.
//!
//! A table is a macro that hands its rows to the macro it is given, so that whoever needs the set expands the
//! same rows: the enum here, its mirror for other languages, what a binding adds. A row is the documentation,
//! the number, the variant, the name and, where a table has more, further columns in parentheses. Numbers and
//! names never change their meaning.
//!
//! ```
//! macro_rules! count {
//!     ($(#[$doc:meta])* $set:ident $table:literal {
//!         $($(#[$row:meta])* $number:literal $variant:ident $name:literal,)*
//!     }) => {
//!         [$($name),*].len()
//!     };
//! }
//! assert_eq!(toroku::state_table! { [count] }, toroku::StateKind::ALL.len());
//! ```

mod code;
mod password;
mod person;
mod registration;
mod setting;

/// A closed set of names with numbers, for code that works on any of them. The types have the same by
/// themselves.
pub trait Vocabulary: Copy + 'static {
    /// The set's name, like `state`.
    const TABLE: &'static str;
    /// Every one, in the order of the table.
    const ALL: &'static [Self];

    /// The stable number.
    fn number(self) -> u32;

    /// The stable name.
    fn name(self) -> &'static str;

    /// The one with this number.
    fn by_number(number: u32) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.number() == number)
    }

    /// The one with this name.
    fn by_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.name() == name)
    }
}

/// Makes the enum of a table's rows.
///
/// In the brackets stand attributes that the enum gets beside its documentation. `u16` before them is for a
/// set whose numbers are handed out as such; `personal` is for one that says something about a person: its
/// `Debug` shows no value, and it has no `Display`.
#[doc(hidden)]
#[macro_export]
macro_rules! vocabulary {
    ([personal $(#[$more:meta])*] $(#[$doc:meta])* $name:ident $($rest:tt)*) => {
        $crate::vocabulary! { @set u32 [$(#[$more])*] $(#[$doc])* $name $($rest)* }

        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(concat!(stringify!($name), "(..)"))
            }
        }
    };
    ([u16 $(#[$more:meta])*] $($table:tt)*) => {
        $crate::vocabulary! { @shown u16 [$(#[$more])*] $($table)* }
    };
    ([$(#[$more:meta])*] $($table:tt)*) => {
        $crate::vocabulary! { @shown u32 [$(#[$more])*] $($table)* }
    };
    (@shown $width:ident [$(#[$more:meta])*] $(#[$doc:meta])* $name:ident $($rest:tt)*) => {
        $crate::vocabulary! { @set $width [$(#[$more])* #[derive(Debug)]] $(#[$doc])* $name $($rest)* }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.name())
            }
        }
    };
    (@set $width:ident [$(#[$more:meta])*] $(#[$doc:meta])* $name:ident $table:literal {
        $($(#[$row:meta])* $number:literal $variant:ident $text:literal $(($($column:tt)*))?,)*
    }) => {
        $(#[$doc])*
        $(#[$more])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$row])* $variant,)*
        }

        impl $name {
            /// Every one, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The stable name.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)*
                }
            }

            /// The stable number, the same in every language's build.
            pub const fn number(self) -> $width {
                match self {
                    $(Self::$variant => $number,)*
                }
            }

            /// The one with this number.
            pub fn by_number(number: $width) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.number() == number)
            }

            /// The one with this name.
            pub fn by_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.name() == name)
            }
        }

        impl $crate::Vocabulary for $name {
            const TABLE: &'static str = $table;
            const ALL: &'static [Self] = Self::ALL;

            fn number(self) -> u32 {
                self.number().into()
            }

            fn name(self) -> &'static str {
                self.name()
            }
        }
    };
}

/// Gives an enum whose variants carry something its `kind`: the name without what is carried.
macro_rules! kinds {
    ($vis:vis $carrier:ident = $(#[$doc:meta])* $kind:ident $table:literal {
        $($(#[$row:meta])* $number:literal $variant:ident $name:literal,)*
    }) => {
        impl $carrier {
            /// Which one it is, without what it carries.
            $vis const fn kind(&self) -> $kind {
                match self {
                    $(Self::$variant { .. } => $kind::$variant,)*
                }
            }
        }
    };
}

pub(crate) use kinds;
