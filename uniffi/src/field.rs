//! What is asked at STEP1.

use crate::mirror::mirror;

toroku::field_table! { [mirror] Field = toroku::Field => }
toroku::item_table! { [mirror] Item = toroku::Item => }
toroku::birth_table! { [mirror] BirthPart = toroku::BirthPart => }

#[uniffi::export]
impl Field {
    /// The stable name, like `user_name`.
    pub fn stable_name(&self) -> String {
        toroku::Field::from(*self).name().to_owned()
    }
}

#[uniffi::export]
impl Item {
    /// The stable name, like `birth_year`.
    pub fn stable_name(&self) -> String {
        toroku::Item::from(*self).name().to_owned()
    }

    /// The field it belongs to.
    pub fn field(&self) -> Field {
        toroku::Item::from(*self).field().into()
    }
}

/// The item with this stable name.
#[uniffi::export]
pub fn item_by_name(name: &str) -> Option<Item> {
    toroku::Item::by_name(name).map(Item::from)
}

/// The fields of STEP1, in the manual's order.
#[uniffi::export]
pub fn entry_fields() -> Vec<Field> {
    toroku::Field::ENTRY.iter().copied().map(Field::from).collect()
}
