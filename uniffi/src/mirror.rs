//! How an enum without payload gets its double for other languages.

/// Declares the double and both conversions. Each conversion is an exhaustive match, so a variant that the
/// engine gains or loses stops the build here instead of reaching an app unnoticed.
macro_rules! mirror {
    (
        $(#[$meta:meta])*
        $name:ident = $engine:path {
            $($(#[$doc:meta])* $variant:ident,)*
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
            fn from(double: $name) -> Self {
                match double {
                    $($name::$variant => Self::$variant,)*
                }
            }
        }
    };
}

pub(crate) use mirror;
