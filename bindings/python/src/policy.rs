//! What the host decides.

use std::collections::BTreeMap;
use std::time::SystemTime;

use pyo3::exceptions::{PyKeyError, PyValueError};
use pyo3::prelude::*;
use toroku::{Instant, PatternRule, Setting, UserTypeOffer};

/// The rules under which entries are checked.
#[pyclass(frozen, module = "toroku")]
pub(crate) struct Policy(pub(crate) toroku::Policy);

#[pymethods]
impl Policy {
    /// `user_types` are the names that the user type can have, `settings` numbers by the names in `SETTINGS`,
    /// `patterns` regular expressions by field, which the whole registered value must match.
    #[new]
    #[pyo3(signature = (*, terms_version="none", user_types=None, settings=None, patterns=None))]
    fn new(
        terms_version: &str,
        user_types: Option<Vec<String>>,
        settings: Option<BTreeMap<String, u32>>,
        patterns: Option<BTreeMap<String, String>>,
    ) -> PyResult<Self> {
        // No mail is written here, so that the address of the password page is asked of nobody.
        let mut policy = toroku::Policy::new(terms_version, "https://localhost/")
            .map_err(|error| PyValueError::new_err(error.to_string()))?;
        if let Some(names) = user_types {
            let offers = names.iter().map(|name| UserTypeOffer::new(name, name)).collect();
            policy = policy.with_user_types(offers);
        }
        for (name, number) in settings.unwrap_or_default() {
            let setting =
                Setting::by_name(&name).ok_or_else(|| PyKeyError::new_err(name.clone()))?;
            policy = policy
                .with_setting(setting, number)
                .map_err(|error| PyValueError::new_err(format!("{name}: {error}")))?;
        }
        for (name, pattern) in patterns.unwrap_or_default() {
            let field =
                toroku::Field::by_name(&name).ok_or_else(|| PyKeyError::new_err(name.clone()))?;
            let rule = PatternRule::new(field, &name, &pattern)
                .map_err(|error| PyValueError::new_err(format!("{name}: {error}")))?;
            policy = policy.with_pattern(rule);
        }
        Ok(Self(policy))
    }
}

/// The policy, or the default one.
pub(crate) fn given(policy: Option<&Policy>) -> PyResult<toroku::Policy> {
    match policy {
        Some(policy) => Ok(policy.0.clone()),
        None => Ok(Policy::new("none", None, None, None)?.0),
    }
}

/// The moment in seconds since 1970, or now: nobody is born after it.
pub(crate) fn moment(now: Option<i64>) -> Instant {
    Instant::from_unix_seconds(now.unwrap_or_else(|| {
        let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
    }))
}
