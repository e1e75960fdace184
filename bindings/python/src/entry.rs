//! The check of one entry, with words.

use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;
use pyo3::types::PyMapping;
use toroku::{Code, Conversion, Field, Form, Item, Notice, Problem};

use crate::personal::{Personal, Typed};
use crate::policy::{self, Policy};

/// A problem, a notice or a conversion.
enum Found {
    Problem(Problem),
    Notice(Notice),
    Conversion(Conversion),
}

/// Something that the engine has to say about a field. `repr` shows its code alone.
#[pyclass(frozen, module = "toroku")]
pub(crate) struct Finding(Found);

impl Finding {
    fn of(&self) -> Code {
        match &self.0 {
            Found::Problem(problem) => problem.code(),
            Found::Notice(notice) => notice.code(),
            Found::Conversion(conversion) => conversion.code(),
        }
    }
}

#[pymethods]
impl Finding {
    /// The code's stable name.
    #[getter]
    fn code(&self) -> &'static str {
        self.of().name()
    }

    /// The code's stable number.
    #[getter]
    fn number(&self) -> u16 {
        self.of().number()
    }

    /// What could be entered instead, the best first.
    #[getter]
    fn suggestions(&self) -> Vec<Personal> {
        let texts = match &self.0 {
            Found::Problem(problem) => problem.suggestions().to_vec(),
            Found::Notice(notice) => notice.suggestion().cloned().into_iter().collect(),
            Found::Conversion(_) => Vec::new(),
        };
        texts.into_iter().map(Personal).collect()
    }

    /// What to show at the field. May hold what was typed.
    #[pyo3(signature = (language="en"))]
    fn words(&self, language: &str) -> PyResult<Personal> {
        let language = crate::language(language)?;
        let text = match &self.0 {
            Found::Problem(problem) => language.problem(problem),
            Found::Notice(notice) => language.notice(notice),
            Found::Conversion(conversion) => language.conversion(conversion),
        };
        Ok(Personal(text.into()))
    }

    fn __repr__(&self) -> String {
        format!("Finding({})", self.code())
    }
}

/// What the engine has to say about one field.
#[pyclass(frozen, module = "toroku")]
pub(crate) struct FieldReport {
    #[pyo3(get)]
    field: &'static str,
    value: Option<toroku::Personal>,
    report: toroku::FieldReport,
}

#[pymethods]
impl FieldReport {
    /// The value in the form in which it is registered. `None` with a problem, and for the repeated e-mail address,
    /// which is not kept.
    #[getter]
    fn value(&self) -> Option<Personal> {
        self.value.clone().map(Personal)
    }

    /// What blocks the registration, if anything.
    #[getter]
    fn problem(&self) -> Option<Finding> {
        self.report.problem.clone().map(|problem| Finding(Found::Problem(problem)))
    }

    /// What is worth a look.
    #[getter]
    fn notices(&self) -> Vec<Finding> {
        self.report.notices.iter().cloned().map(|notice| Finding(Found::Notice(notice))).collect()
    }

    /// What would be changed on the way to the registered value.
    #[getter]
    fn conversions(&self) -> Vec<Finding> {
        let conversions = self.report.conversions.iter().cloned();
        conversions.map(|conversion| Finding(Found::Conversion(conversion))).collect()
    }

    fn __repr__(&self) -> String {
        let problem = self.report.problem.as_ref().map_or("None", |problem| problem.code().name());
        format!("FieldReport({}, problem={problem})", self.field)
    }
}

/// What the engine has to say about an entry: one report a field that was given.
#[pyclass(frozen, mapping, module = "toroku")]
pub(crate) struct Report(Vec<Py<FieldReport>>);

#[pymethods]
impl Report {
    /// Whether no field that was given has a problem.
    #[getter]
    fn is_good(&self) -> bool {
        self.0.iter().all(|field| field.get().report.problem.is_none())
    }

    /// The reports, in the order of `FIELDS`.
    #[getter]
    fn fields(&self, py: Python<'_>) -> Vec<Py<FieldReport>> {
        self.0.iter().map(|field| field.clone_ref(py)).collect()
    }

    fn __getitem__(&self, py: Python<'_>, field: &str) -> PyResult<Py<FieldReport>> {
        let found = self.0.iter().find(|report| report.get().field == field);
        found
            .map(|report| report.clone_ref(py))
            .ok_or_else(|| PyKeyError::new_err(field.to_owned()))
    }

    fn __contains__(&self, field: &str) -> bool {
        self.0.iter().any(|report| report.get().field == field)
    }

    fn __len__(&self) -> usize {
        self.0.len()
    }

    fn __repr__(&self) -> String {
        let problems = self.0.iter().filter(|field| field.get().report.problem.is_some()).count();
        format!("Report({} fields, {problems} problems)", self.0.len())
    }
}

/// Checks an entry, as STEP1 does: texts by the names in `ITEMS`, `None` for one that is missing. Fields of which no item
/// is given are not checked, but that the repeated e-mail address is held against the e-mail address.
#[pyfunction]
#[pyo3(signature = (items, *, policy=None, now=None))]
pub(crate) fn check(
    py: Python<'_>,
    items: &Bound<'_, PyMapping>,
    policy: Option<&Policy>,
    now: Option<i64>,
) -> PyResult<Report> {
    let (policy, now) = (policy::given(policy)?, policy::moment(now));
    let texts = items.items()?.iter().map(|pair| {
        let (name, text): (String, Option<Typed>) = pair.extract()?;
        let item = Item::by_name(&name).ok_or_else(|| PyKeyError::new_err(name))?;
        Ok((item, text.map_or_else(String::new, |text| text.0)))
    });
    let texts = texts.collect::<PyResult<Vec<_>>>()?;
    let mut form = Form::new();
    let mut is_given = [false; Field::ENTRY.len()];
    for (item, text) in &texts {
        is_given[item.field() as usize] = true;
        form.set(*item, text);
    }
    let given = Field::ENTRY.iter().copied().filter(|field| is_given[*field as usize]);
    let reports = given.map(|field| {
        let (value, report) = (form.value(field, now, &policy), form.report(field, now, &policy));
        Py::new(py, FieldReport { field: field.name(), value, report })
    });
    Ok(Report(reports.collect::<PyResult<_>>()?))
}
