//! What STEP2 shows and what is then registered: the same values, bound by a digest.

use alloc::string::String;
use alloc::vec::Vec;

use crate::check::conversions_of;
use crate::digest::Digest;
use crate::item::Field;
use crate::personal::Personal;
use crate::problem::{Conversion, Notice};
use crate::state::Confirmation;

/// The page of STEP2: exactly what Registration will register, in the manual's order and formats.
///
/// The agreement to the Terms of Use is part of it, checked and read-only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfirmationView {
    /// The eight values shown. The repeated e-mail address is not among them.
    pub items: Vec<ConfirmedItem>,
    /// The version of the Terms of Use agreed to.
    pub terms_version: String,
    /// What is worth telling before Registration.
    pub notices: Vec<Notice>,
    /// What Registration must carry.
    pub digest: Digest,
}

/// One value of STEP2.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfirmedItem {
    /// The field.
    pub field: Field,
    /// The text to show.
    pub text: Personal,
    /// The changes the engine made on the way from what was typed; empty where there are none.
    pub conversions: Vec<Conversion>,
}

impl Confirmation {
    /// The page to show.
    pub fn view(&self) -> ConfirmationView {
        ConfirmationView::new(self)
    }
}

impl ConfirmationView {
    pub(crate) fn new(confirmation: &Confirmation) -> Self {
        let Confirmation { entry, confirmed, digest, conversions, notices } = confirmation;
        let form = entry.form();
        let mut items = Vec::with_capacity(Field::ENTRY.len());
        confirmed.each_shown(|field, text| {
            items.push(ConfirmedItem {
                field,
                conversions: conversions_of(&form, field, conversions, &text),
                text: text.into_owned().into(),
            });
        });
        Self {
            items,
            terms_version: confirmed.terms_version().into(),
            notices: notices.clone(),
            digest: *digest,
        }
    }
}
