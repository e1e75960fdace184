//! How a vocabulary of the engine gets its mirror for other languages.

/// Declares the mirror of a table's rows, and both conversions.
macro_rules! mirror {
    (
        $name:ident = $engine:path =>
        $(#[$meta:meta])*
        $set:ident $table:literal {
            $($(#[$doc:meta])* $number:literal $variant:ident $text:literal $(($($column:tt)*))?,)*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, uniffi::Enum)]
        pub enum $name {
            $($(#[$doc])* $variant,)*
        }

        impl From<$engine> for $name {
            fn from(engine: $engine) -> Self {
                use $engine as Engine;
                match engine {
                    $(Engine::$variant => Self::$variant,)*
                }
            }
        }

        impl From<$name> for $engine {
            fn from(mirror: $name) -> Self {
                match mirror {
                    $($name::$variant => Self::$variant,)*
                }
            }
        }
    };
}

pub(crate) use mirror;
