//! `jsonschema` 0.60 on parsed values: the schema holds every rule but the repetition of the address, which
//! JSON Schema cannot say and the host compares.

use jsonschema::Validator;
use serde_json::{Value, json};
use toroku::Item;

use super::regex::{EMAIL, NAME, PHONE};
use super::shared;
use crate::Record;
use crate::record::TERMS;

/// A compiled schema.
pub struct Schema(Validator);

/// In the syntax of JSON Schema.
fn anchored(expression: &str) -> String {
    expression.replace(r"\A", "^").replace(r"\z", "$")
}

impl Schema {
    /// Compiles the schema, as a host does once.
    ///
    /// # Panics
    /// Never: the schema is written here.
    pub fn new() -> Self {
        let schema = json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "type": "object",
            "properties": {
                "user_name": { "type": "string", "maxLength": 104, "pattern": anchored(NAME) },
                "sex": { "enum": ["male", "female"] },
                "date_of_birth": { "type": "string", "format": "birth" },
                "municipality": { "type": "string", "format": "municipality" },
                "street_address": { "type": "string", "format": "street" },
                "phone": { "type": "string", "pattern": anchored(PHONE) },
                "email": { "type": "string", "maxLength": 60, "pattern": anchored(EMAIL) },
                "email_confirmation": { "type": "string", "minLength": 1 },
                "user_type": { "const": "applicant_at_counter" },
                "terms": { "const": TERMS },
            },
        });
        let validator = jsonschema::options()
            .with_format("birth", shared::is_birth_text)
            .with_format("municipality", shared::is_municipality)
            .with_format("street", shared::is_street)
            .should_validate_formats(true)
            .build(&schema)
            .expect("a valid schema");
        Self(validator)
    }

    /// How many problems a parsed record has.
    pub fn check(&self, value: &Value) -> usize {
        let differs = value["email"] != value["email_confirmation"];
        self.0.iter_errors(value).count() + usize::from(differs)
    }

    /// Whether a parsed record passes.
    pub fn is_valid(&self, value: &Value) -> bool {
        self.0.is_valid(value) && value["email"] == value["email_confirmation"]
    }
}

impl Default for Schema {
    fn default() -> Self {
        Self::new()
    }
}

/// The record as a parsed value.
pub fn parsed(record: &Record<'_>) -> Value {
    let text = |item| record.text(item);
    let birth = [text(Item::BirthYear), text(Item::BirthMonth), text(Item::BirthDay)].join("-");
    json!({
        "user_name": text(Item::UserName),
        "sex": text(Item::Sex),
        "date_of_birth": birth,
        "municipality": text(Item::Municipality),
        "street_address": text(Item::StreetAddress),
        "phone": text(Item::Phone),
        "email": text(Item::Email),
        "email_confirmation": text(Item::EmailConfirmation),
        "user_type": text(Item::UserType),
        "terms": record.terms,
    })
}
