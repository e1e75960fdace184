//! Toroku for Python: what an office's analyst cleans old registers with.
//!
//! Converts and calls; every rule and word is the engine's.

#![forbid(unsafe_code)]

mod directory;
mod entry;
mod personal;
mod policy;
mod table;
mod user_id;

use pyo3::prelude::*;
use toroku::{Code, Field, Item, Language};

/// The names of a vocabulary, in its order.
fn names<T: toroku::Vocabulary>() -> Vec<&'static str> {
    T::ALL.iter().map(|one| one.name()).collect()
}

/// The language with this tag.
fn language(tag: &str) -> PyResult<Language> {
    Language::by_tag(tag).ok_or_else(|| {
        let tags: Vec<_> = Language::all().map(Language::tag).collect();
        pyo3::exceptions::PyValueError::new_err(format!("language must be one of {tags:?}"))
    })
}

/// The wording of a code as the catalogue has it, with places in braces where an entry's own report fills them.
#[pyfunction]
#[pyo3(signature = (code, language="en"))]
fn words(code: &str, language: &str) -> PyResult<String> {
    let code = Code::by_name(code)
        .ok_or_else(|| pyo3::exceptions::PyValueError::new_err("no code has this name"))?;
    Ok(self::language(language)?.code(code))
}

#[pymodule]
fn _toroku(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add("ITEMS", names::<Item>())?;
    module.add("FIELDS", Field::ENTRY.iter().map(|field| field.name()).collect::<Vec<_>>())?;
    module.add("CODES", names::<Code>())?;
    module.add("SETTINGS", names::<toroku::Setting>())?;
    module.add("LANGUAGES", Language::all().map(Language::tag).collect::<Vec<_>>())?;
    module.add_class::<directory::Municipality>()?;
    module.add_class::<entry::FieldReport>()?;
    module.add_class::<entry::Finding>()?;
    module.add_class::<entry::Report>()?;
    module.add_class::<personal::Personal>()?;
    module.add_class::<policy::Policy>()?;
    module.add_function(wrap_pyfunction!(directory::municipality, module)?)?;
    module.add_function(wrap_pyfunction!(directory::municipalities, module)?)?;
    module.add_function(wrap_pyfunction!(directory::search_municipalities, module)?)?;
    module.add_function(wrap_pyfunction!(entry::check, module)?)?;
    module.add_function(wrap_pyfunction!(table::check_table, module)?)?;
    module.add_function(wrap_pyfunction!(user_id::is_user_id, module)?)?;
    module.add_function(wrap_pyfunction!(user_id::user_id_of_number, module)?)?;
    module.add_function(wrap_pyfunction!(user_id::number_of_user_id, module)?)?;
    module.add_function(wrap_pyfunction!(words, module)?)?;
    Ok(())
}
