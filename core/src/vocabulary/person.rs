//! What a person can be asked: sexes, the parts of a date of birth.

/// The sexes.
#[doc(hidden)]
#[macro_export]
macro_rules! sex_table {
    ([$($then:tt)*] $($more:tt)*) => {
        $($then)*! { $($more)*
            /// The sex, as the manual offers it.
            Sex "sex" {
                /// 男
                1 Male "male",
                /// 女
                2 Female "female",
            }
        }
    };
}

/// The parts of a date of birth.
#[doc(hidden)]
#[macro_export]
macro_rules! birth_table {
    ([$($then:tt)*] $($more:tt)*) => {
        $($then)*! { $($more)*
            /// A part of a date of birth.
            BirthPart "birth" {
                /// The year.
                1 Year "year",
                /// The month.
                2 Month "month",
                /// The day.
                3 Day "day",
            }
        }
    };
}
