//! Findings: problems, notices and conversions, as a list that the host goes through.

use alloc::string::ToString;
use alloc::vec::Vec;
use core::ffi::c_char;

use toroku::{
    CodeKind, Conversion, Language, Notice, Param, ParamName, ParamValue, Personal, Problem,
};

use crate::abi::call::{call, chars, out, size, text_buffer};
use crate::abi::encoding::Encoding;
use crate::abi::handle::{change, free, handle_kind, look, make};
use crate::abi::number::{FindingText, ValueKind, numbered};
use crate::abi::status::{Outcome, Status, toroku_status};
use crate::api::language::language;

/// A list of findings. It stays as it is when what it came from changes. The host makes one itself where it
/// reports what the office says (toroku_input_refused).
#[expect(non_camel_case_types, reason = "the name in C")]
pub struct toroku_findings(());

/// One thing that the engine says about a field.
pub(crate) enum Finding {
    Problem(Problem),
    Notice(Notice),
    Conversion(Conversion),
}

impl Finding {
    fn params(&self) -> &[Param] {
        match self {
            Self::Problem(problem) => problem.params(),
            Self::Notice(notice) => notice.params(),
            Self::Conversion(_) => &[],
        }
    }

    fn suggestions(&self) -> &[Personal] {
        match self {
            Self::Problem(problem) => problem.suggestions(),
            Self::Notice(notice) => {
                notice.suggestion().map(core::slice::from_ref).unwrap_or_default()
            }
            Self::Conversion(_) => &[],
        }
    }

    pub(crate) fn wording(&self, language: Language) -> Personal {
        Personal::from(match self {
            Self::Problem(problem) => language.problem(problem),
            Self::Notice(notice) => language.notice(notice),
            Self::Conversion(conversion) => language.conversion(conversion),
        })
    }

    /// All that is to be said where there is one text and no place for suggestions: the wording, and behind it the
    /// suggestions, unless it names one itself.
    pub(crate) fn message(&self, language: Language) -> Personal {
        let (wording, suggestions) = (self.wording(language), self.suggestions());
        let is_named = |text: &Personal| wording.expose().contains(text.expose());
        if suggestions.is_empty() || suggestions.iter().any(is_named) {
            return wording;
        }
        let listed = Personal::from(language.list(suggestions));
        Personal::from([wording.expose(), listed.expose()].join(" "))
    }
}

pub(crate) struct Findings {
    pub(crate) encoding: Encoding,
    pub(crate) list: Vec<Finding>,
}

handle_kind!(Findings, toroku_findings, 0x7);

impl Findings {
    pub(crate) fn problems(&self) -> Vec<Problem> {
        let problem = |finding: &Finding| match finding {
            Finding::Problem(problem) => Some(problem.clone()),
            Finding::Notice(_) | Finding::Conversion(_) => None,
        };
        self.list.iter().filter_map(problem).collect()
    }

    pub(crate) fn of_problems(encoding: Encoding, problems: &[Problem]) -> Self {
        Self { encoding, list: problems.iter().cloned().map(Finding::Problem).collect() }
    }
}

/// Works on one finding of a list.
fn at<R>(
    findings: *const toroku_findings,
    index: u64,
    body: impl FnOnce(&Finding, Encoding) -> Outcome<R>,
) -> Outcome<R> {
    look::<Findings, _>(findings, |findings| {
        let finding = findings.list.get(size(index)?).ok_or(Status::OutOfRange)?;
        body(finding, findings.encoding)
    })
}

/// Adds a parameter's text to the last problem of a list, or a suggestion.
fn add_to_last(findings: *mut toroku_findings, text: &[u8], param: Option<ParamName>) -> Outcome {
    change::<Findings, _>(findings, |findings| {
        let Some(Finding::Problem(problem)) = findings.list.last_mut() else {
            return Err(Status::Absent);
        };
        let text = findings.encoding.personal(text)?;
        match param {
            Some(name) => problem.add_text(name, text).ok_or(Status::Malformed)?,
            None => problem.add_suggestion(text),
        }
        Ok(())
    })
}

/// Makes an empty list, for the problems that the office reports. `encoding` is that of every text given to and
/// taken from it. Errors: TOROKU_INVALID_VALUE, TOROKU_NOT_BUILT_IN.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_findings_new(
    encoding: u32,
    findings: *mut *mut toroku_findings,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for outputs.
        let handle = unsafe { out(findings)? };
        make(Findings { encoding: Encoding::by_number(encoding)?, list: Vec::new() }, handle);
        Ok(())
    })
}

/// Adds a problem: its TOROKU_CODE_... and its TOROKU_FIELD_... . Errors: TOROKU_INVALID_VALUE (no such code or
/// field, no code of a problem or notice, or one of another field).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_findings_add(
    findings: *mut toroku_findings,
    code: u32,
    field: u32,
) -> toroku_status {
    call(|| {
        let problem = Problem::reported(numbered(code)?, numbered(field)?);
        let problem = problem.ok_or(Status::InvalidValue)?;
        change::<Findings, _>(findings, |findings| {
            findings.list.push(Finding::Problem(problem));
            Ok(())
        })
    })
}

/// Adds a parameter to the last problem: its TOROKU_PARAM_... and a text of it, as toroku_findings_param_text
/// gives it. Of characters and of parts of a date each call adds a member. Errors: TOROKU_INVALID_VALUE,
/// TOROKU_ABSENT (no problem yet), TOROKU_UNREADABLE, TOROKU_MALFORMED (no number, no name of a part).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_findings_add_param(
    findings: *mut toroku_findings,
    param: u32,
    text: *const c_char,
    text_length: u64,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for texts that come in.
        let text = unsafe { chars(text, text_length)? };
        add_to_last(findings, text, Some(numbered(param)?))
    })
}

/// Adds to the last problem what could be entered instead, the likeliest first. Errors: TOROKU_ABSENT (no
/// problem yet), TOROKU_UNREADABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_findings_suggest(
    findings: *mut toroku_findings,
    text: *const c_char,
    text_length: u64,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for texts that come in.
        let text = unsafe { chars(text, text_length)? };
        add_to_last(findings, text, None)
    })
}

/// How many findings a list has. They are counted from 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_findings_count(
    findings: *const toroku_findings,
    count: *mut u64,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for outputs.
        let count = unsafe { out(count)? };
        count.put_size(look::<Findings, _>(findings, |findings| Ok(findings.list.len()))?);
        Ok(())
    })
}

/// What a finding is: TOROKU_KIND_PROBLEM (blocks Confirm), TOROKU_KIND_NOTICE (is shown and does not block) or
/// TOROKU_KIND_CONVERSION (a change made to a value); its TOROKU_CODE_... and its TOROKU_FIELD_... .
/// Errors: TOROKU_OUT_OF_RANGE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_findings_at(
    findings: *const toroku_findings,
    index: u64,
    kind: *mut u32,
    code: *mut u32,
    field: *mut u32,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for outputs.
        let (kind, code, field) = unsafe { (out(kind)?, out(code)?, out(field)?) };
        let (k, c, f) = at(findings, index, |finding, _| {
            Ok(match finding {
                Finding::Problem(problem) => (CodeKind::Problem, problem.code(), problem.field()),
                Finding::Notice(notice) => (CodeKind::Notice, notice.code(), notice.field()),
                Finding::Conversion(conversion) => {
                    (CodeKind::Conversion, conversion.code(), conversion.field())
                }
            })
        })?;
        kind.put(k.number());
        code.put(u32::from(c.number()));
        field.put(f.number());
        Ok(())
    })
}

/// What to show at the field, in a language given by its tag. It may hold what the applicant typed: for
/// the screen, not for a log. Errors: TOROKU_OUT_OF_RANGE, TOROKU_MALFORMED (no such language),
/// TOROKU_UNWRITABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_findings_wording(
    findings: *const toroku_findings,
    index: u64,
    language_tag: *const c_char,
    tag_length: u64,
    buffer: *mut c_char,
    capacity: u64,
    length: *mut u64,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rules for texts.
        let (tag, buffer) =
            unsafe { (chars(language_tag, tag_length)?, text_buffer(buffer, capacity, length)?) };
        at(findings, index, |finding, encoding| {
            buffer.put(finding.wording(language(tag)?).expose(), encoding)
        })
    })
}

/// The text of a conversion: TOROKU_TEXT_BEFORE as typed, TOROKU_TEXT_AFTER after all conversions of its
/// field. Errors: TOROKU_OUT_OF_RANGE, TOROKU_INVALID_VALUE, TOROKU_ABSENT where it is no conversion,
/// TOROKU_UNWRITABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_findings_text(
    findings: *const toroku_findings,
    index: u64,
    text: u32,
    buffer: *mut c_char,
    capacity: u64,
    length: *mut u64,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for texts that go out.
        let buffer = unsafe { text_buffer(buffer, capacity, length)? };
        at(findings, index, |finding, encoding| {
            let Finding::Conversion(conversion) = finding else { return Err(Status::Absent) };
            match numbered(text)? {
                FindingText::Before => buffer.put(conversion.before().expose(), encoding),
                FindingText::After => buffer.put(conversion.after().expose(), encoding),
            }
        })
    })
}

/// How many suggestions a finding has: what could be entered instead, to offer and never to apply unasked.
/// Errors: TOROKU_OUT_OF_RANGE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_findings_suggestions(
    findings: *const toroku_findings,
    index: u64,
    count: *mut u64,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for outputs.
        let count = unsafe { out(count)? };
        count.put_size(at(findings, index, |finding, _| Ok(finding.suggestions().len()))?);
        Ok(())
    })
}

/// One suggestion, the likeliest first. Errors: TOROKU_OUT_OF_RANGE, TOROKU_UNWRITABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_findings_suggestion(
    findings: *const toroku_findings,
    index: u64,
    suggestion: u64,
    buffer: *mut c_char,
    capacity: u64,
    length: *mut u64,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for texts that go out.
        let buffer = unsafe { text_buffer(buffer, capacity, length)? };
        at(findings, index, |finding, encoding| {
            let found = finding.suggestions().get(size(suggestion)?).ok_or(Status::OutOfRange)?;
            buffer.put(found.expose(), encoding)
        })
    })
}

/// How many parameters a finding has, for a host with wording of its own. Errors: TOROKU_OUT_OF_RANGE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_findings_params(
    findings: *const toroku_findings,
    index: u64,
    count: *mut u64,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for outputs.
        let count = unsafe { out(count)? };
        count.put_size(at(findings, index, |finding, _| Ok(finding.params().len()))?);
        Ok(())
    })
}

/// A parameter: its TOROKU_PARAM_..., what its value is (TOROKU_VALUE_...), how many members that has (1 for
/// a number or a text) and, for a number, the number; 0 for the others. Errors: TOROKU_OUT_OF_RANGE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_findings_param(
    findings: *const toroku_findings,
    index: u64,
    param: u64,
    name: *mut u32,
    value: *mut u32,
    members: *mut u64,
    number: *mut u32,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for outputs.
        let (name, value, members, number) =
            unsafe { (out(name)?, out(value)?, out(members)?, out(number)?) };
        let (n, v, m, u) = at(findings, index, |finding, _| {
            let param = finding.params().get(size(param)?).ok_or(Status::OutOfRange)?;
            let (kind, members, number) = match param.value() {
                ParamValue::Number(number) => (ValueKind::Number, 1, *number),
                ParamValue::Text(_) => (ValueKind::Text, 1, 0),
                ParamValue::Chars(list) => (ValueKind::Chars, list.len(), 0),
                ParamValue::Parts(parts) => (ValueKind::Parts, parts.len(), 0),
            };
            Ok((param.name().number(), kind.number(), members, number))
        })?;
        name.put(n);
        value.put(v);
        members.put_size(m);
        number.put(u);
        Ok(())
    })
}

/// The text of one member of a parameter: the text, a character (`U+200B` for one that cannot be seen), or
/// the name of a part of a date (`year`). A number is given in digits. Errors: TOROKU_OUT_OF_RANGE,
/// TOROKU_UNWRITABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_findings_param_text(
    findings: *const toroku_findings,
    index: u64,
    param: u64,
    member: u64,
    buffer: *mut c_char,
    capacity: u64,
    length: *mut u64,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for texts that go out.
        let buffer = unsafe { text_buffer(buffer, capacity, length)? };
        at(findings, index, |finding, encoding| {
            let param = finding.params().get(size(param)?).ok_or(Status::OutOfRange)?;
            match (param.value(), member) {
                (ParamValue::Number(number), 0) => buffer.put_ascii(&number.to_string()),
                (ParamValue::Text(text), 0) => buffer.put(text.expose(), encoding),
                (ParamValue::Chars(list), _) => buffer
                    .put(list.get(size(member)?).ok_or(Status::OutOfRange)?.expose(), encoding),
                (ParamValue::Parts(parts), _) => {
                    buffer.put_ascii(parts.get(size(member)?).ok_or(Status::OutOfRange)?.name())
                }
                (ParamValue::Number(_) | ParamValue::Text(_), _) => Err(Status::OutOfRange),
            }
        })
    })
}

/// Frees a list.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_findings_free(findings: *mut toroku_findings) -> toroku_status {
    call(|| free::<Findings>(findings))
}
