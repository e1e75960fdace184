//! The directory of municipalities.

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use toroku::Prefecture;

use crate::personal::Typed;

/// An entry of the directory.
#[pyclass(frozen, eq, hash, module = "toroku")]
#[derive(PartialEq, Eq, Hash)]
pub(crate) struct Municipality(String);

impl Municipality {
    fn of(&self) -> toroku::Municipality {
        toroku::Municipality::by_code(&self.0).expect("made of one of the directory")
    }
}

impl From<toroku::Municipality> for Municipality {
    fn from(municipality: toroku::Municipality) -> Self {
        Self(municipality.code().as_str().to_owned())
    }
}

#[pymethods]
impl Municipality {
    /// The local government code, 6 digits.
    #[getter]
    fn code(&self) -> &str {
        &self.0
    }

    /// The name without its prefecture.
    #[getter]
    fn name(&self) -> &'static str {
        self.of().name()
    }

    /// Prefecture and name.
    #[getter]
    fn full_name(&self) -> String {
        self.of().full_name()
    }

    /// The name in English.
    #[getter]
    fn english(&self) -> String {
        self.of().english()
    }

    /// The name in kana.
    #[getter]
    fn kana(&self) -> String {
        self.of().kana()
    }

    /// The number of the prefecture, 1 to 47.
    #[getter]
    fn prefecture(&self) -> u8 {
        self.of().prefecture().number()
    }

    fn __repr__(&self) -> String {
        format!("Municipality({})", self.0)
    }
}

/// The municipality with a 5- or 6-digit code; `None` where there is none.
#[pyfunction]
pub(crate) fn municipality(code: Typed) -> Option<Municipality> {
    toroku::Municipality::by_code(&code.0).map(Into::into)
}

/// All that can be chosen, in the order of their codes.
#[pyfunction]
pub(crate) fn municipalities() -> Vec<Municipality> {
    toroku::Municipality::all().map(Into::into).collect()
}

/// What fits a query: names in kanji, kana or romaji, codes, postal codes, addresses. With the number of a prefecture
/// only its own.
#[pyfunction]
#[pyo3(signature = (query, *, prefecture=None, limit=12))]
pub(crate) fn search_municipalities(
    query: Typed,
    prefecture: Option<u8>,
    limit: usize,
) -> PyResult<Vec<Municipality>> {
    let prefecture = prefecture
        .map(|number| {
            Prefecture::by_number(number)
                .ok_or_else(|| PyValueError::new_err("prefecture must be 1 to 47"))
        })
        .transpose()?;
    let found = toroku::municipality::search(&query.0, prefecture, limit);
    Ok(found.into_iter().map(Into::into).collect())
}
