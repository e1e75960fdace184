//! Rules that a host adds to a field, as regular expressions (feature `patterns`).

use alloc::string::String;

use regex::{Regex, RegexBuilder};
use thiserror::Error;

use crate::item::Field;

/// A regular expression that the whole canonical value of a field must match, beside the built-in rule.
///
/// What fails it is a problem `text.pattern` whose parameter `rule` is this rule's name, by which the
/// host finds its own wording. Matching is linear in the text, whatever the expression (crate `regex`).
///
/// ```
/// use toroku::{Field, PatternRule, Policy};
/// let tokyo_only = PatternRule::new(Field::Municipality, "tokyo", "東京都.*")?;
/// let policy = Policy::new("1", "https://registration.example/password")?.with_pattern(tokyo_only);
/// assert_eq!(policy.patterns().len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct PatternRule {
    field: Field,
    name: String,
    regex: Regex,
}

/// The most memory a compiled expression may take, in bytes.
const SIZE_LIMIT: usize = 1 << 20;

impl PatternRule {
    /// Compiles the rule. The expression is anchored at both ends by the engine.
    ///
    /// The value it is held against: the text that STEP2 shows; `YYYY-MM-DD` for the date of birth; `male`
    /// or `female` for the sex; the full name for the municipality; the name for the user type.
    ///
    /// # Errors
    /// [`PatternError`] where the expression is not one, would take more than 1 MiB compiled, or the field
    /// is not a field of the entry with a text.
    pub fn new(field: Field, name: &str, expression: &str) -> Result<Self, PatternError> {
        if !Field::ENTRY.contains(&field) || field == Field::Terms {
            return Err(PatternError::Field);
        }
        // Compiled alone first: `a)(b` must not become valid by the anchors around it.
        let build = |text: &str| RegexBuilder::new(text).size_limit(SIZE_LIMIT).build();
        build(expression).map_err(|_| PatternError::Expression)?;
        let anchored = alloc::format!("^(?:{expression})$");
        let regex = build(&anchored).map_err(|_| PatternError::Expression)?;
        Ok(Self { field, name: name.into(), regex })
    }

    /// The field it is about.
    pub fn field(&self) -> Field {
        self.field
    }

    /// The name that the problem carries.
    pub fn name(&self) -> &str {
        &self.name
    }

    pub(crate) fn accepts(&self, value: &str) -> bool {
        self.regex.is_match(value)
    }
}

/// A pattern rule that cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PatternError {
    /// Not a regular expression, or one that compiles to more than 1 MiB.
    #[error("not a regular expression, or too large a one")]
    Expression,
    /// Not a field of the entry that has a text.
    #[error("the field has no text to match")]
    Field,
}
