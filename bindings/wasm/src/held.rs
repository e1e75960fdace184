//! What stays here between calls: policies and registrations, each named by a number.

use alloc::vec::Vec;

use toroku::{FieldReport, Policy, Registration};

use crate::wrong::Wrong;

/// A registration, with what was said of its fields when they were last handed out.
pub(crate) struct Held {
    pub(crate) engine: Registration,
    pub(crate) handed_out: Vec<FieldReport>,
}

/// Values by number. A number is given again once its value is freed.
pub(crate) struct Shelf<T> {
    places: Vec<Option<T>>,
}

impl<T> Shelf<T> {
    pub(crate) const fn new() -> Self {
        Self { places: Vec::new() }
    }

    /// Keeps a value and gives it a number.
    pub(crate) fn keep(&mut self, value: T) -> u32 {
        let free = self.places.iter().position(Option::is_none);
        let place = free.unwrap_or_else(|| {
            self.places.push(None);
            self.places.len() - 1
        });
        self.places[place] = Some(value);
        u32::try_from(place).expect("memory is full before 2^32 values are held")
    }

    /// The value with this number.
    pub(crate) fn get(&mut self, number: u32) -> Result<&mut T, Wrong> {
        let place = self.places.get_mut(number as usize).and_then(Option::as_mut);
        place.ok_or(Wrong::Malformed("handle"))
    }

    /// Drops the value with this number, if there is one.
    pub(crate) fn free(&mut self, number: u32) {
        if let Some(place) = self.places.get_mut(number as usize) {
            *place = None;
        }
    }
}

/// All that is held.
pub(crate) struct Shelves {
    pub(crate) policies: Shelf<Policy>,
    pub(crate) registrations: Shelf<Held>,
}
