//! The manual's samples, for the tests of more than one file.

use toroku::{Item, Personal};

/// What is typed at STEP1, with this user name.
pub(crate) fn typed(user_name: &str) -> Vec<(Item, Personal)> {
    [
        (Item::UserName, user_name),
        (Item::Sex, "male"),
        (Item::BirthYear, "2000"),
        (Item::BirthMonth, "01"),
        (Item::BirthDay, "01"),
        (Item::Municipality, "011011"),
        (Item::StreetAddress, "1-1-1 緑ヶ関ハイツ202号"),
        (Item::Phone, "0312345678"),
        (Item::Email, "user01@ens-test.com"),
        (Item::EmailConfirmation, "user01@ens-test.com"),
        (Item::UserType, "applicant_at_counter"),
    ]
    .map(|(item, text)| (item, Personal::new(text)))
    .to_vec()
}
