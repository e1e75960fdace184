//! One person's data, as a clerk reads it and as JSON for the person.

use serde_json::{Map, Value, json};

use super::ActionError;
use crate::account;
use crate::app::App;
use crate::clock::moment;
use crate::store::Person;

/// Whether the account can be used.
pub(crate) fn state(person: &Person) -> &'static str {
    match person.closed {
        None => "open",
        Some(closed) if closed.is_final => "deactivated",
        Some(_) => "locked",
    }
}

/// What a clerk reads: a line each.
pub(super) async fn shown(app: &App, person: &Person) -> Result<String, ActionError> {
    let mut lines = vec![
        ("user_id", person.user_id.clone()),
        ("registered", moment(person.registered_at)),
        ("language", person.language.clone()),
    ];
    lines.extend(person.values.iter().map(|(field, value)| (field.name(), value.clone())));
    lines.push(("account", state(person).to_owned()));
    if let Some(setup) = app.store.setup_of(&person.user_id).await? {
        let setup = account::restored(app, &setup)?;
        let until = setup.expires_at().map(|end| moment(end.unix_seconds()));
        lines.push(("password", until.map_or("not set".into(), |end| format!("until {end}"))));
    }
    for mail in app.store.mails_of(&person.user_id).await? {
        let end = match (mail.ended_at, mail.given_up_at) {
            (Some(at), _) => format!("delivered {}", moment(at)),
            (None, Some(at)) => format!("given up {}", moment(at)),
            (None, None) => "waits".into(),
        };
        lines.push(("mail", format!("{}, written {}, {end}", mail.id, moment(mail.created_at))));
    }
    let lines: Vec<_> = lines.iter().map(|(name, value)| format!("{name}\t{value}\n")).collect();
    Ok(lines.concat())
}

/// All that is kept of a person. Of the audit log, when and what; who it was is the staff's data. Secrets (the
/// password's hash, a link's) are no data of the person's to take away.
pub(super) async fn exported(app: &App, person: &Person) -> Result<String, ActionError> {
    let fields = person.values.iter();
    let fields: Map<_, _> =
        fields.map(|(field, value)| (field.name().to_owned(), json!(value))).collect();
    let password = match app.store.setup_of(&person.user_id).await? {
        None => Value::Null,
        Some(stored) => {
            let setup = account::restored(app, &stored)?;
            let at = |instant: Option<toroku::Instant>| instant.map(|at| moment(at.unix_seconds()));
            json!({
                "set": at(setup.set_at()),
                "expires": at(setup.expires_at()),
                "link_expires": at(setup.link_expires_at()),
            })
        }
    };
    let mails = app.store.mails_of(&person.user_id).await?;
    let mails: Vec<_> = mails
        .iter()
        .map(|mail| {
            json!({
                "written": moment(mail.created_at),
                "delivered": mail.ended_at.map(moment),
                "given_up": mail.given_up_at.map(moment),
            })
        })
        .collect();
    let lines = app.store.audit_lines(Some(&person.reference), i64::MAX, u32::MAX).await?;
    let looks: Vec<_> =
        lines.iter().map(|line| json!({ "at": moment(line.at), "what": line.action })).collect();
    let all = json!({
        "user_id": person.user_id,
        "registered": moment(person.registered_at),
        "language": person.language,
        "account": state(person),
        "closed_since": person.closed.map(|closed| moment(closed.since)),
        "fields": fields,
        "password": password,
        "mails": mails,
        "looks": looks,
    });
    Ok(format!("{all:#}\n"))
}
