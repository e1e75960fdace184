//! The description as a page to read, drawn from it by the server: no script, nothing from elsewhere.

use std::sync::OnceLock;

use askama::Template;
use axum::response::{Html, IntoResponse, Response};
use serde_json::Value;
use toroku::Language;

use super::description;
use super::problem::{self, Refusal};
use crate::pages::assets;
use crate::text::Words;

#[derive(Template)]
#[template(path = "api.html")]
struct PageView<'a> {
    style: &'static str,
    file: &'static str,
    title: &'a str,
    about: &'a str,
    operations: Vec<OperationView<'a>>,
    schemas: Vec<SchemaView<'a>>,
    problems: Vec<(&'static str, u16, &'static str)>,
}

struct OperationView<'a> {
    method: String,
    path: &'a str,
    summary: &'a str,
    about: &'a str,
    scopes: Vec<&'a str>,
    parameters: Vec<MemberView<'a>>,
    body: Option<&'a str>,
    answers: Vec<AnswerView<'a>>,
}

/// A parameter of an operation or a member of a schema.
struct MemberView<'a> {
    name: &'a str,
    /// `path`, `query` or `header`, of a parameter.
    found_in: &'a str,
    is_required: bool,
    about: &'a str,
}

struct AnswerView<'a> {
    status: &'a str,
    about: &'a str,
    /// Formats, with the name of the schema where there is one.
    bodies: Vec<(&'a str, Option<&'a str>)>,
}

struct SchemaView<'a> {
    name: &'a str,
    about: &'a str,
    members: Vec<MemberView<'a>>,
}

/// `GET /api/v1/`
pub(super) async fn show() -> Response {
    static PAGE: OnceLock<Option<String>> = OnceLock::new();
    let page = PAGE.get_or_init(|| {
        let api = serde_json::from_str(description::text()).ok()?;
        view(&api).render().ok()
    });
    match page {
        Some(page) => Html(page.as_str()).into_response(),
        None => Refusal::Internal.into_response(),
    }
}

fn view(api: &Value) -> PageView<'_> {
    let operations = members(&api["paths"]).flat_map(|(path, methods)| {
        members(methods).map(move |(method, operation)| operation_view(method, path, operation))
    });
    let schemas = members(&api["components"]["schemas"]).map(|(name, schema)| SchemaView {
        name,
        about: text(schema, "description"),
        members: members(&schema["properties"])
            .map(|(member, about)| MemberView {
                name: member,
                found_in: "",
                is_required: items(&schema["required"]).any(|name| name == member),
                about: text(about, "description"),
            })
            .collect(),
    });
    let english = Words::of(Language::ENGLISH);
    let problems = problem::ALL.map(|(name, status, key)| (name, status.as_u16(), english.t(key)));
    PageView {
        style: &assets::style().address,
        file: description::FILE,
        title: text(&api["info"], "title"),
        about: text(&api["info"], "description"),
        operations: operations.collect(),
        schemas: schemas.collect(),
        problems: problems.into(),
    }
}

fn operation_view<'a>(method: &str, path: &'a str, operation: &'a Value) -> OperationView<'a> {
    let scopes = items(&operation["security"]).flat_map(members).flat_map(|(_, list)| items(list));
    let parameters = items(&operation["parameters"]).map(|parameter| MemberView {
        name: text(parameter, "name"),
        found_in: text(parameter, "in"),
        is_required: parameter["required"] == true,
        about: text(parameter, "description"),
    });
    let answers = members(&operation["responses"]).map(|(status, answer)| AnswerView {
        status,
        about: text(answer, "description"),
        bodies: bodies(answer).collect(),
    });
    OperationView {
        method: method.to_uppercase(),
        path,
        summary: text(operation, "summary"),
        about: text(operation, "description"),
        scopes: scopes.filter_map(Value::as_str).collect(),
        parameters: parameters.collect(),
        body: bodies(&operation["requestBody"]).find_map(|(_, schema)| schema),
        answers: answers.collect(),
    }
}

/// The formats of a body with the names of their schemas.
fn bodies(body: &Value) -> impl Iterator<Item = (&str, Option<&str>)> {
    members(&body["content"]).map(|(media_type, content)| (media_type, name_of(&content["schema"])))
}

fn name_of(schema: &Value) -> Option<&str> {
    schema["$ref"].as_str()?.rsplit('/').next()
}

fn members(object: &Value) -> impl Iterator<Item = (&str, &Value)> {
    object.as_object().into_iter().flatten().map(|(name, value)| (name.as_str(), value))
}

fn items(array: &Value) -> impl Iterator<Item = &Value> {
    array.as_array().into_iter().flatten()
}

fn text<'a>(object: &'a Value, member: &str) -> &'a str {
    object[member].as_str().unwrap_or_default()
}
