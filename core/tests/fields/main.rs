//! What each field accepts, converts, suggests and reports, as a host sees it.

use toroku::{Code, Conversion, Field, FieldReport, Form, Instant, Item, Notice, Policy, Problem};

mod date_of_birth;
mod draft;
mod email;
mod email_confirmation;
mod latin_letters;
mod mail_domains;
mod phone;
mod street_address;
mod user_name;
mod ways_out;
mod words;

fn policy() -> Policy {
    Policy::new("1", "https://a.example/password").expect("the address is one for mails")
}

/// 29 February 2024, in Japan.
fn now() -> Instant {
    Instant::from_unix_seconds(1_709_175_600)
}

/// What is reported of a field that is one text, and the text that passed.
struct Checked {
    report: FieldReport,
    /// `None` with a problem.
    value: Option<String>,
}

impl Checked {
    fn of(field: Field, item: Item, text: &str, policy: &Policy) -> Self {
        let mut form = Form::new();
        let report = form.set(item, text).report(field, now(), policy);
        assert_eq!(report.field, field);
        for conversion in &report.conversions {
            assert_eq!((conversion.field(), conversion.before().expose()), (field, text));
            assert_eq!(conversion.after(), report.conversions[0].after());
        }
        if let Some(problem) = &report.problem {
            assert_eq!(problem.field(), field);
            assert!(report.notices.is_empty() && report.conversions.is_empty());
        }
        let verdict = form.verdict(now(), policy);
        assert_eq!(verdict.problem(field), report.problem.as_ref().map(Problem::code));
        let passed = report.conversions.first().map_or(text, |made| made.after().expose());
        let value = report.problem.is_none().then(|| passed.to_owned());
        Self { report, value }
    }

    fn value(&self) -> Option<&str> {
        self.value.as_deref()
    }

    fn problem(&self) -> Option<Code> {
        self.report.problem.as_ref().map(Problem::code)
    }

    fn suggestion(&self) -> Option<&str> {
        Some(self.report.problem.as_ref()?.suggestion()?.expose())
    }

    fn notices(&self) -> Vec<Code> {
        self.report.notices.iter().map(Notice::code).collect()
    }

    fn conversions(&self) -> Vec<Code> {
        self.report.conversions.iter().map(Conversion::code).collect()
    }
}
