//! Text about a person, which Python prints nothing of.

use pyo3::prelude::*;

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
