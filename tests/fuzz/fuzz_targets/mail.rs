//! The mails, with an account from elsewhere whose name and address may be anything.
#![no_main]

use libfuzzer_sys::fuzz_target;
use toroku::password::{Account, OpenPages, PasswordInput, PasswordSetup};
use toroku::{Language, Notification};
use toroku_fuzz::{Settings, Text, at, password_policy, policy, secret};

#[derive(arbitrary::Arbitrary, Debug)]
struct Case {
    now: u32,
    name: Text,
    email: Text,
    language: u8,
    days: u16,
}

fuzz_target!(|case: Case| {
    let policy = policy(Settings {
        strict: false,
        plan_required: false,
        in_sequence: false,
        limit: None,
        forgets: false,
        legacy: false,
        two_types: false,
    });
    let (name, email) = (case.name.text(), case.email.text());
    let language = Language::all().nth(usize::from(case.language) % 3).expect("there are three");
    let now = at(case.now);
    let make = |name: &str, email: &str| {
        let account = Account::new("hdlpf38617".parse().expect("good"), name.into(), email.into());
        let (mut setup, token) =
            PasswordSetup::for_account(account, &secret(1), now, &password_policy(false))
                .expect("good");
        let link = setup.link_mail(&token, &policy, language);
        assert!(setup.reminder_mail(case.days, &policy, language).is_none(), "no password yet");
        let password = "quiet llamas drink melon soup";
        let set = PasswordInput::SetPassword {
            token: token.expose().into(),
            password: password.into(),
            confirmation: password.into(),
            salt: secret(2),
            pages: OpenPages::None,
        };
        // A name of the password's own words is refused, which is no matter here.
        let _ = setup.handle(set, now, &password_policy(false)).expect("no misuse");
        [Some(link), setup.reminder_mail(case.days, &policy, language)]
    };
    let plain = make("HOUMU TARO", "user01@ens-test.com");
    for (mail, known) in make(&name, &email).into_iter().zip(plain) {
        if let (Some(mail), Some(known)) = (mail, known) {
            is_safe(&mail, &known);
        }
    }
});

/// Whatever the name is, the mail has the paragraphs and the markup that it has for the manual's sample.
fn is_safe(mail: &Notification, known: &Notification) {
    assert_eq!(mail.subject(), known.subject());
    assert!(!mail.to().expose().chars().any(char::is_control));
    let text = mail.text().expose();
    // Long lines are wrapped; an empty line, which only the engine writes, is between paragraphs.
    let paragraphs = |text: &str| text.split("\n\n").count();
    assert_eq!(paragraphs(text), paragraphs(known.text().expose()));
    assert!(!text.chars().any(|c| c.is_control() && c != '\n'));
    let tags = |html: &str| -> Vec<String> {
        html.split('<')
            .skip(1)
            .map(|tag| tag.split('>').next().unwrap_or_default().to_owned())
            .collect()
    };
    assert_eq!(tags(mail.html().expose()), tags(known.html().expose()));
    assert!(!mail.html().expose().to_lowercase().contains("<script"));
}
