//! What a saved mail holds: a host sees its key, its receiver and its texts. The wording may change with a version, what a
//! mail is made of may not, so a mail is the one among those made today that it equals.

use std::sync::LazyLock;

use serde_json::{Value, json};
use toroku::password::{Account, OpenPages, PasswordInput};
use toroku::{Effect, Language, Notification, PasswordSetup, Secret};

use crate::account::{self, PASSWORD, entropy};
use crate::drawing::Draft;
use crate::registration::{self, SAMPLE, now};

/// Each mail that there is, in each language.
pub(crate) static ALL: LazyLock<Vec<(String, Notification)>> = LazyLock::new(|| {
    Language::all()
        .flat_map(|language| {
            mails(language).map(|(id, mail)| (format!("mail-{id}-{}", language.tag()), mail))
        })
        .collect()
});

pub(crate) fn holds(mail: &Notification) -> Value {
    let is = ALL.iter().find(|(_, made)| made == mail).map(|(id, made)| {
        assert_eq!(mail.subject(), made.subject());
        assert_eq!((mail.text(), mail.html()), (made.text(), made.html()));
        id
    });
    json!({ "key": mail.key().expose(), "to": mail.to().expose(), "is": is })
}

fn mails(language: Language) -> [(&'static str, Notification); 3] {
    let policy = registration::policy("random")
        .with_login_url("https://registration.example/login")
        .unwrap();
    let mut draft = Draft::typed("random", SAMPLE);
    let Some(Effect::Commit(commit)) = draft.register(language).obey(false).order() else {
        panic!("no commit")
    };
    let account = Account::new(
        "hdlpf38617".parse().unwrap(),
        "HOUMU TARO".into(),
        "user01@ens-test.com".into(),
    );
    let (mut setup, token) =
        PasswordSetup::for_account(account, &entropy(1), now(), &account::policy()).unwrap();
    let new_link = setup.link_mail(&token, &policy, language);
    let input = PasswordInput::SetPassword {
        token: token.expose().into(),
        password: PASSWORD.into(),
        confirmation: PASSWORD.into(),
        salt: Secret::new(*b"salt of a golden"),
        pages: OpenPages::None,
    };
    setup.handle(input, now(), &account::policy()).unwrap();
    let reminder = setup.reminder_mail(30, &policy, language).unwrap();
    [("completion", commit.notification), ("new-link", new_link), ("reminder", reminder)]
}
