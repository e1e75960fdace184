//! User IDs, such as `hdlpf38617`.

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use toroku::UserId;

use crate::personal::Typed;

/// Whether a text is a user ID: five lowercase letters and five digits.
#[pyfunction]
pub(crate) fn is_user_id(text: Typed) -> bool {
    text.0.parse::<UserId>().is_ok()
}

/// The issued user ID with this number.
#[pyfunction]
pub(crate) fn user_id_of_number(number: u64) -> PyResult<String> {
    let id = UserId::from_number(number);
    id.map(|id| id.to_string())
        .ok_or_else(|| PyValueError::new_err(format!("numbers end below {}", UserId::COUNT)))
}

/// The number of an issued user ID; `None` for one with a vowel, which is never issued.
#[pyfunction]
pub(crate) fn number_of_user_id(text: Typed) -> PyResult<Option<u64>> {
    let id = text.0.parse::<UserId>().map_err(|error| PyValueError::new_err(error.to_string()))?;
    Ok(id.number())
}
