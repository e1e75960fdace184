//! The codes: what the engine can say, each with a literal number and a name.

use crate::item::Field;

crate::code_kind_table! { [crate::vocabulary] [] }
crate::param_table! { [crate::vocabulary] [] }
crate::code_table! { [crate::vocabulary] [u16
    ///
    /// The words come from [`Language`](crate::Language). A code that is no longer used leaves its number in
    /// [`Code::RETIRED`] for good.
    ///
    /// ```
    /// use toroku::Code;
    /// assert_eq!(Code::NameRequired.name(), "name.required");
    /// assert_eq!(Code::by_number(Code::NameRequired.number()), Some(Code::NameRequired));
    /// ```
] }

macro_rules! columns {
    ($(#[$doc:meta])* $set:ident $table:literal {
        $($(#[$row:meta])* $number:literal $variant:ident $name:literal
            ($kind:ident [$($param:ident)*] $($field:ident)?),)*
    }) => {
        impl $set {
            /// What kind of thing it says.
            pub const fn kind(self) -> CodeKind {
                match self {
                    $(Self::$variant => CodeKind::$kind,)*
                }
            }

            /// The field it is about; `None` for the registration as a whole, and for the codes that any
            /// field can have (there the problem itself names its field).
            pub const fn field(self) -> Option<Field> {
                match self {
                    $(Self::$variant => columns!(@field $($field)?),)*
                }
            }

            /// The parameters its wording may use.
            pub const fn params(self) -> &'static [ParamName] {
                match self {
                    $(Self::$variant => &[$(ParamName::$param,)*],)*
                }
            }
        }
    };
    (@field) => { None };
    (@field $field:ident) => { Some(Field::$field) };
}

crate::code_table! { [columns] }

impl Code {
    /// Numbers once used and never to be used again.
    pub const RETIRED: &'static [u16] = &[];
}
