//! What the engine reports, worded.

use toroku::{Conversion, FieldReport, Language, Notice, Param, ParamValue, Personal, Problem};

use crate::json::Json;

/// What the engine has to say about one field.
pub(crate) fn report(json: &mut Json, report: &FieldReport, language: Language) {
    json.object(|json| {
        json.name("field").text(report.field.name());
        json.name("problem");
        match &report.problem {
            Some(found) => problem(json, found, language),
            None => json.null(),
        }
        json.name("notices");
        notices(json, &report.notices, language);
        json.name("conversions");
        conversions(json, &report.conversions, language);
    });
}

/// A problem.
pub(crate) fn problem(json: &mut Json, problem: &Problem, language: Language) {
    json.object(|json| {
        json.name("code").text(problem.code().name());
        json.name("field").text(problem.field().name());
        params(json, problem.params());
        json.name("suggestions").list(problem.suggestions(), personal);
        json.name("text").text(&language.problem(problem));
    });
}

/// All notices.
pub(crate) fn notices(json: &mut Json, notices: &[Notice], language: Language) {
    json.list(notices, |json, notice| {
        json.object(|json| {
            json.name("code").text(notice.code().name());
            json.name("field").text(notice.field().name());
            params(json, notice.params());
            json.name("suggestion").text_or_null(notice.suggestion().map(Personal::expose));
            json.name("text").text(&language.notice(notice));
        });
    });
}

/// All conversions.
pub(crate) fn conversions(json: &mut Json, conversions: &[Conversion], language: Language) {
    json.list(conversions, |json, conversion| {
        json.object(|json| {
            json.name("code").text(conversion.code().name());
            json.name("field").text(conversion.field().name());
            json.name("before").text(conversion.before().expose());
            json.name("after").text(conversion.after().expose());
            json.name("text").text(&language.conversion(conversion));
        });
    });
}

fn params(json: &mut Json, params: &[Param]) {
    json.name("params").object(|json| {
        for param in params {
            json.name(param.name().name());
            match param.value() {
                ParamValue::Number(number) => json.number(*number),
                ParamValue::Text(text) => json.text(text.expose()),
                ParamValue::Chars(characters) => json.list(characters, personal),
                ParamValue::Parts(parts) => json.list(parts, |json, part| json.text(part.name())),
            }
        }
    });
}

fn personal(json: &mut Json, text: &Personal) {
    json.text(text.expose());
}
