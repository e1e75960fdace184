//! Text about a person, which Python prints nothing of.

use pyo3::prelude::*;
use pyo3::types::PyString;

/// Text as it comes. Halves of surrogate pairs, as JSON may have them, are read as U+FFFD: the exception that Python
/// knows for them holds the text.
pub(crate) struct Typed(pub(crate) String);

impl<'py> FromPyObject<'_, 'py> for Typed {
    type Error = PyErr;

    fn extract(text: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        Ok(Self(text.cast::<PyString>()?.to_string_lossy().into_owned()))
    }
}

/// Text that says something about a person: `repr` and `str` show nothing of it, and the engine's copy is wiped
/// when it is dropped.
#[pyclass(frozen, eq, module = "toroku")]
#[derive(PartialEq)]
pub(crate) struct Personal(pub(crate) toroku::Personal);

#[pymethods]
impl Personal {
    /// The text itself. Python's copy of it is not wiped.
    fn expose(&self) -> &str {
        self.0.expose()
    }

    #[allow(clippy::unused_self)] // so that nothing of it is shown
    fn __repr__(&self) -> &'static str {
        "Personal(..)"
    }
}
