//! Taking a suggestion: which items of the entry it sets, and to what.

use alloc::vec::Vec;

use crate::character;
use crate::field::street_address;
use crate::form::Form;
use crate::item::{Field, Item};
use crate::municipality::{Lookup, in_address, look_up};
use crate::personal::Personal;

impl Form<'_> {
    /// What to enter where a suggestion for `field` is taken: the items that change, with their texts.
    ///
    /// - A date is put into its three items.
    /// - An e-mail address that was typed twice the same is meant twice the same: the repeated one goes along.
    /// - Where a whole address was typed for the municipality, what stood behind it becomes the street address, unless
    ///   there is one already.
    ///
    /// Everything else is one item's text. Nothing for a field that is not typed.
    ///
    /// ```
    /// use toroku::{Field, Form, Item, Personal};
    ///
    /// let taking = |form: &Form<'_>, field, text| -> Vec<(Item, String)> {
    ///     let items = form.taking(field, &Personal::new(text));
    ///     items.iter().map(|(item, text)| (*item, text.expose().to_owned())).collect()
    /// };
    /// let mut form = Form::new();
    /// form.set(Item::Municipality, "東京都新宿区西新宿2-8-1");
    /// assert_eq!(taking(&form, Field::Municipality, "東京都新宿区"), [
    ///     (Item::Municipality, "東京都新宿区".into()),
    ///     (Item::StreetAddress, "西新宿２－８－１".into()),
    /// ]);
    /// assert_eq!(taking(&form, Field::DateOfBirth, "1985-01-02"), [
    ///     (Item::BirthYear, "1985".into()),
    ///     (Item::BirthMonth, "01".into()),
    ///     (Item::BirthDay, "02".into()),
    /// ]);
    /// ```
    pub fn taking(&self, field: Field, suggestion: &Personal) -> Vec<(Item, Personal)> {
        let own = own_items(field, suggestion.expose());
        let own = own.map(|(item, text)| (item, Personal::from(text)));
        own.chain(self.beside(field, suggestion)).collect()
    }

    /// What goes along with the field's own items.
    fn beside(&self, field: Field, suggestion: &Personal) -> Option<(Item, Personal)> {
        if field == Field::Email {
            let typed = self.text(Item::Email);
            let is_twice = !typed.is_empty() && self.text(Item::EmailConfirmation) == typed;
            return is_twice.then(|| (Item::EmailConfirmation, suggestion.clone()));
        }
        if field == Field::Municipality {
            let street = self.street_beside(suggestion.expose())?;
            return Some((Item::StreetAddress, street));
        }
        None
    }

    /// What stands behind the municipality `taken` in a whole address.
    fn street_beside(&self, taken: &str) -> Option<Personal> {
        if !self.text(Item::StreetAddress).chars().all(character::is_any_space) {
            return None;
        }
        let Lookup::Found(taken) = look_up(taken) else { return None };
        let address = in_address(self.text(Item::Municipality))?;
        let is_in_it = address.municipalities.contains(&taken);
        // What does not pass is asked about at its own field: nothing of the address is lost.
        let street =
            || street_address::passing(address.rest).unwrap_or_else(|| address.rest.into());
        is_in_it.then(street)
    }
}

/// The field's own items with their parts of a suggestion: a date has three.
pub(crate) fn own_items(field: Field, suggestion: &str) -> impl Iterator<Item = (Item, &str)> {
    let items = field.items();
    let texts = suggestion.splitn(items.len(), '-').chain(core::iter::repeat(""));
    items.iter().copied().zip(texts)
}
