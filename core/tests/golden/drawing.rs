//! Writes the golden snapshots of this version, once.

use std::collections::BTreeMap;
use std::{env, fs};

use base16ct::lower::encode_string as hex;
use toroku::password::{Account, OpenPages, PasswordEffect, PasswordInput};
use toroku::{
    Category, Code, Effect, Entropy, Field, Input, Item, Language, ParamName, PasswordSetup,
    Personal, Problem, Registration, Secret,
};

use crate::account::{PASSWORD, entropy};
use crate::registration::{SAMPLE, now};
use crate::{File, GUARDS, KEY, Kept, account, folder, guard, held, mail, registration};

const CONVERTED: [&str; 11] = [
    " ｈｏｕｍｕ　",
    "female",
    "１９８７",
    "2",
    "29",
    "13101",
    "ｶﾞｰﾃﾞﾝ丸の内 1-2-3 神",
    "+81 (20) 1234-5678",
    "Ｕｓｅｒ..01@GMIAL.com",
    "User..01@gmial.com",
    "guardian",
];
const WRONG: [&str; 11] =
    ["Łukasz 𠮷\u{200B}", "", "20xx", "13", "0", "どこか", "", "tel", "a@b", " ", "nobody"];

/// One registration, driven to where it is to be saved.
pub(crate) struct Draft {
    registration: Registration,
    issuance: &'static str,
}

impl Draft {
    fn new(issuance: &'static str) -> Self {
        let mut draft = Self { registration: Registration::new(), issuance };
        let entropy: Entropy = Secret::new(*b"entropy of the golden snapshots.");
        draft.say(Input::ChooseCategory { category: Category::ApplicantAtCounter, entropy });
        draft
    }

    pub(crate) fn typed(issuance: &'static str, texts: [&str; 11]) -> Self {
        let mut draft = Self::new(issuance);
        let items = Item::ALL.iter().zip(texts).map(|(item, text)| (*item, Personal::new(text)));
        draft.say(Input::Fill { items: items.collect() });
        draft
    }

    fn say(&mut self, input: Input) -> &mut Self {
        self.registration.handle(input, now(), &registration::policy(self.issuance)).unwrap();
        self
    }

    fn agree(&mut self) -> &mut Self {
        self.say(Input::Agree { version: "2023-03".into() })
    }

    pub(crate) fn register(&mut self, language: Language) -> &mut Self {
        self.agree().say(Input::Confirm);
        let digest = self.registration.confirmation().unwrap().digest;
        self.say(Input::Register { digest, language })
    }

    pub(crate) fn order(&self) -> Option<Effect> {
        self.registration.next_effect(&registration::policy(self.issuance))
    }

    /// Does what the effect says, or reports the candidate as taken.
    pub(crate) fn obey(&mut self, is_taken: bool) -> &mut Self {
        let order = self.order().unwrap();
        self.say(match order {
            Effect::ReserveUserId { user_id, .. } if is_taken => Input::UserIdTaken { user_id },
            Effect::ReserveUserId { user_id, .. } => Input::UserIdReserved { user_id },
            Effect::ReserveNumber { .. } => Input::NumberReserved { number: 408_410_099_999 },
            Effect::Commit(record) => Input::Committed { key: record.key },
            Effect::Submit(submission) => {
                Input::Refused { key: submission.key, problems: refused() }
            }
        })
    }
}

/// What an office says: a value of each kind.
fn refused() -> Vec<Problem> {
    let at = |code, field| Problem::reported(code, field).unwrap();
    let with = |problem: Problem, name, text: &str| problem.with_text(name, text.into()).unwrap();
    let incomplete = at(Code::BirthIncomplete, Field::DateOfBirth);
    let incomplete = with(incomplete, ParamName::Missing, "month");
    let char = with(at(Code::StreetChar, Field::StreetAddress), ParamName::Chars, "緑");
    let long = with(at(Code::PhoneTooLong, Field::Phone), ParamName::Actual, "10");
    let typo = at(Code::EmailTypo, Field::Email);
    vec![
        with(at(Code::TextPattern, Field::UserName), ParamName::Rule, "名簿"),
        with(incomplete, ParamName::Missing, "day"),
        with(char, ParamName::Chars, "U+200B"),
        with(long, ParamName::Max, "300"),
        with(typo, ParamName::Suggestion, "user01@ens.example")
            .with_suggestion("user01@ens.example".into())
            .with_suggestion("user01@test.example".into()),
        at(Code::TermsChanged, Field::Terms),
    ]
}

/// What the host says of the notification.
type MailReport = fn(toroku::NotificationKey) -> Option<Input>;

fn registrations() -> Vec<(&'static str, Draft)> {
    let random = |texts| Draft::typed("random", texts);
    let mut all = vec![
        ("start", Draft { registration: Registration::new(), issuance: "random" }),
        ("entry-untouched", Draft::new("random")),
        ("entry-wrong", random(WRONG)),
        ("entry", random(SAMPLE)),
    ];
    let mut add = |id, mut draft: Draft, go: &dyn Fn(&mut Draft)| {
        go(&mut draft);
        all.push((id, draft));
    };
    add("start-suspended", random(SAMPLE), &|draft| {
        draft.agree().say(Input::Back);
    });
    add("entry-agreed-to-older-terms", random(CONVERTED), &|draft| {
        draft.say(Input::Agree { version: "2022-03 旧".into() });
    });
    add("confirmation", random(SAMPLE), &|draft| {
        draft.agree().say(Input::Confirm);
    });
    add("confirmation-converted", random(CONVERTED), &|draft| {
        draft.say(Input::Set { item: Item::BirthYear, text: "１９８８".into() });
        draft.agree().say(Input::Confirm);
    });
    add("issuing", random(SAMPLE), &|draft| {
        draft.register(Language::JAPANESE);
    });
    add("issuing-third-candidate", random(SAMPLE), &|draft| {
        draft.register(Language::ENGLISH).obey(true).obey(true);
    });
    add("issuing-reserved", random(SAMPLE), &|draft| {
        draft.register(Language::ENGLISH).obey(false);
    });
    add("issuing-number", Draft::typed("sequence", SAMPLE), &|draft| {
        draft.register(Language::ENGLISH);
    });
    add("issuing-number-reserved", Draft::typed("sequence", SAMPLE), &|draft| {
        draft.register(Language::JAPANESE).obey(false);
    });
    add("issuing-office", Draft::typed("office", SAMPLE), &|draft| {
        draft.register(Language::ENGLISH);
    });
    add("entry-refused", Draft::typed("office", SAMPLE), &|draft| {
        draft.register(Language::ENGLISH).obey(false);
    });
    let ends: [(_, MailReport); 3] = [
        ("completion", |_| None),
        ("completion-delivered", |key| Some(Input::NotificationDelivered { key })),
        ("completion-failed", |key| Some(Input::NotificationFailed { key })),
    ];
    for (id, report) in ends {
        add(id, random(SAMPLE), &|draft| {
            draft.register(Language::ENGLISH).obey(false);
            let toroku::State::Issuing(issuing) = draft.registration.state() else { panic!() };
            let key = issuing.key();
            draft.obey(false);
            if let Some(input) = report(key) {
                draft.say(input);
            }
        });
    }
    all
}

/// Password setups, each with its newest link's token.
fn setups() -> Vec<(&'static str, PasswordSetup, String)> {
    let policy = account::policy();
    let account = Account::new(
        "hdlpf38617".parse().unwrap(),
        "HOUMU TARO".into(),
        "user01@ens-test.com".into(),
    );
    let (fresh, token) = PasswordSetup::for_account(account, &entropy(1), now(), &policy).unwrap();
    let token = token.expose().to_owned();
    let ask = |setup: &mut PasswordSetup, seed, seconds| {
        let input = PasswordInput::RequestLink {
            user_id: "hdlpf38617".into(),
            email: "user01@ens-test.com".into(),
            entropy: entropy(seed),
        };
        match setup.handle(input, now().plus_seconds(seconds), &policy).unwrap().effect {
            Some(PasswordEffect::SendLink { token, .. }) => token.expose().to_owned(),
            None => panic!("a link"),
        }
    };
    let mut again = fresh.clone();
    ask(&mut again, 2, -5);
    let newest = ask(&mut again, 3, -3);
    let mut active = fresh.clone();
    let set = PasswordInput::SetPassword {
        token: token.as_str().into(),
        password: PASSWORD.into(),
        confirmation: PASSWORD.into(),
        salt: Secret::new(*b"salt of a golden"),
        pages: OpenPages::None,
    };
    active.handle(set, now(), &policy).unwrap();
    let mut forgotten = active.clone();
    forgotten.handle(PasswordInput::ReminderSent { days: 30 }, now(), &policy).unwrap();
    let link = ask(&mut forgotten, 4, -2);
    vec![
        ("awaiting-password", fresh, token),
        ("awaiting-password-third-link", again, newest),
        ("active", active, String::new()),
        ("active-with-link-and-reminder", forgotten, link),
    ]
}

#[test]
#[ignore = "writes the golden snapshots; those of a version are written once"]
fn the_snapshots_of_this_version() {
    assert!(env::var_os("TOROKU_DRAW").is_some());
    let version = env!("CARGO_PKG_VERSION");
    let key = Secret::new(KEY);
    let kept =
        |id: &str, kind: &str, follow: &str, save: &dyn Fn(&toroku::Guard<'_>) -> Vec<u8>| {
            let bytes: BTreeMap<String, String> = GUARDS
                .iter()
                .map(|name| ((*name).to_owned(), hex(&save(&guard(name, &key)))))
                .collect();
            let (holds, _) =
                held(kind, &save(&guard("plain", &key)), &guard("plain", &key), follow).unwrap();
            Kept { id: id.into(), kind: kind.into(), follow: follow.into(), bytes, holds }
        };
    let mut states: Vec<Kept> = registrations()
        .iter()
        .map(|(id, draft)| {
            assert!(id.starts_with(draft.registration.state().kind().name()), "{id}");
            kept(id, "registration", draft.issuance, &|guard| draft.registration.save(guard))
        })
        .collect();
    states.extend(
        setups().iter().map(|(id, setup, token)| {
            kept(id, "password_setup", token, &|guard| setup.save(guard))
        }),
    );
    states
        .extend(mail::ALL.iter().map(|(id, mail)| kept(id, "mail", "", &|guard| mail.save(guard))));
    let file = File {
        comment: "Snapshots as this version wrote them. They were written once and do not change."
            .into(),
        version: version.into(),
        states,
    };
    let text = serde_json::to_string_pretty(&file).unwrap() + "\n";
    fs::create_dir_all(folder().join(version)).unwrap();
    fs::write(folder().join(version).join("snapshots.json"), text).unwrap();
}
