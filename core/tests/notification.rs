//! The mails as a host gets them: of a registration, of a new link, of a reminder.

#![allow(clippy::unwrap_used, reason = "a step that fails fails the test")]

use toroku::password::{
    Account, HashCost, OpenPages, PasswordAnswer, PasswordInput, PasswordPolicy, PasswordSetup,
    Token,
};
use toroku::{
    Category, Effect, Entropy, Guard, Input, Instant, Item, Language, NotAKey, Notification,
    NotificationKey, Personal, Policy, Registration, Secret, SnapshotError, UserId,
};

fn policy() -> Policy {
    let cost = HashCost::new(8, 1, 1).unwrap();
    Policy::new("2023-03", "https://portal.example/password")
        .unwrap()
        .with_password(PasswordPolicy::default().with_hash_cost(cost))
}

fn now() -> Instant {
    Instant::from_unix_seconds(1_700_000_000)
}

fn entropy() -> Entropy {
    Entropy::new(std::array::from_fn(|i| u8::try_from(i).unwrap()))
}

/// A mail, the user ID in it, and where it leads.
struct Sent {
    mail: Notification,
    user_id: UserId,
    url: String,
}

/// The mail of a registration, carried out whole.
fn completed(name: &str, language: Language) -> Sent {
    let policy = policy();
    let mut registration = Registration::new();
    let mut say = |input| registration.handle(input, now(), &policy).unwrap();
    say(Input::ChooseCategory { category: Category::ApplicantAtCounter, entropy: entropy() });
    let items = [
        (Item::UserName, name),
        (Item::Sex, "male"),
        (Item::BirthYear, "2000"),
        (Item::BirthMonth, "1"),
        (Item::BirthDay, "1"),
        (Item::Municipality, "011011"),
        (Item::StreetAddress, "1-1-1"),
        (Item::Phone, "0312345678"),
        (Item::Email, "user01@ens-test.com"),
        (Item::EmailConfirmation, "user01@ens-test.com"),
        (Item::UserType, "applicant_at_counter"),
    ];
    let items = items.map(|(item, text)| (item, Personal::new(text))).to_vec();
    say(Input::Fill { items });
    say(Input::Agree { version: "2023-03".into() });
    say(Input::Confirm);
    let digest = registration.confirmation().unwrap().digest;
    registration.handle(Input::Register { digest, language }, now(), &policy).unwrap();
    let Some(Effect::ReserveUserId { user_id, .. }) = registration.next_effect(&policy) else {
        panic!("no user ID is asked for")
    };
    registration.handle(Input::UserIdReserved { user_id }, now(), &policy).unwrap();
    let Some(Effect::Commit(commit)) = registration.next_effect(&policy) else {
        panic!("nothing is committed")
    };
    let (_, token) = awaiting(name, "");
    let url = commit.password_setup.link(policy.password_url(), &token).expose().to_owned();
    Sent { mail: commit.notification, user_id, url }
}

fn awaiting(name: &str, email: &str) -> (PasswordSetup, Token) {
    let account = Account::new("hdlpf38617".parse().unwrap(), name.into(), email.into());
    PasswordSetup::for_account(account, &entropy(), now(), policy().password()).unwrap()
}

/// The mails whose account can hold any name and address.
fn later_mails(name: &str, to: &str, language: Language) -> [Sent; 2] {
    let policy = policy().with_login_url("https://portal.example/login").unwrap();
    let (mut setup, token) = awaiting(name, to);
    let user_id = setup.account().user_id();
    let url = setup.link(policy.password_url(), &token).expose().to_owned();
    let new_link = Sent { mail: setup.link_mail(&token, &policy, language), user_id, url };
    let input = PasswordInput::SetPassword {
        token: token.expose().into(),
        password: "my cat eats blue fish".into(),
        confirmation: "my cat eats blue fish".into(),
        salt: Secret::new(std::array::from_fn(|i| u8::try_from(i).unwrap())),
        pages: OpenPages::None,
    };
    let answer = setup.handle(input, now(), policy.password()).unwrap().answer;
    assert!(matches!(answer, PasswordAnswer::PasswordSet { .. }));
    let mail = setup.reminder_mail(30, &policy, language).unwrap();
    [new_link, Sent { mail, user_id, url: policy.login_url().to_owned() }]
}

fn mails(name: &str, language: Language) -> [Sent; 3] {
    let [new_link, reminder] = later_mails(name, "user01@ens-test.com", language);
    [completed(name, language), new_link, reminder]
}

#[test]
fn a_saved_mail_is_the_same_mail() {
    let guard = Guard::default().with_counter(3);
    for language in Language::all() {
        for Sent { mail, .. } in mails("HOUMU TARO", language) {
            let bytes = mail.save(&guard);
            let restored = Notification::restore(&bytes, &guard).unwrap();
            assert_eq!(restored, mail);
            assert_eq!(restored.subject(), mail.subject());
            assert_eq!((restored.text(), restored.html()), (mail.text(), mail.html()));
            assert!(bytes.len() * 5 < mail.text().expose().len() + mail.html().expose().len());
            let newer = Guard::default().with_counter(4);
            assert_eq!(Notification::restore(&bytes, &newer), Err(SnapshotError::RolledBack));
            assert_eq!(Registration::restore(&bytes, &guard), Err(SnapshotError::OtherKind));
            for at in 0..bytes.len() {
                let mut damaged = bytes.clone();
                damaged[at] ^= 0x10;
                assert!(Notification::restore(&damaged, &guard).is_err());
            }
        }
    }
}

/// The text without white space, so that line breaks do not hide a sentence.
fn unspaced(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn both_bodies_hold_the_user_id_and_the_url_in_every_language() {
    for language in Language::all() {
        for Sent { mail, user_id, url } in mails("HOUMU TARO", language) {
            let (text, html) = (mail.text().expose(), mail.html().expose());
            assert!(text.lines().any(|line| line == url), "the URL on a line of its own");
            let escaped = url.replace('&', "&amp;");
            assert_eq!(html.matches(&escaped).count(), 2, "as target and in full view");
            for body in [text, html] {
                assert!(body.contains(user_id.as_str()));
                assert!(body.contains("HOUMU TARO"));
                assert!(!body.contains(['{', '}', '\r']));
            }
            assert!(html.contains(&format!("<html lang=\"{}\">", language.tag())));
        }
    }
}

#[test]
fn both_bodies_warn_before_the_link_in_every_language() {
    for language in Language::all() {
        let warning = language.text("notification.warning.text").unwrap();
        for Sent { mail, url, .. } in &mails("HOUMU TARO", language)[..2] {
            let (text, html) = (unspaced(mail.text().expose()), mail.html().expose());
            assert!(text.find(&unspaced(&warning)).unwrap() < text.find(url).unwrap());
            assert!(html.find(&warning).unwrap() < html.find("<a ").unwrap());
        }
    }
    let Sent { mail, .. } = completed("A", Language::ENGLISH);
    for words in
        ["top page or login page is open", "error will occur", "Close the Online Residence"]
    {
        assert!(mail.html().expose().contains(words));
    }
}

/// Columns of a fixed-width font: two for what Japanese is written in.
fn columns(line: &str) -> usize {
    line.chars().map(|c| if c < '\u{2E80}' { 1 } else { 2 }).sum()
}

#[test]
fn lines_of_prose_fit_a_mail_program_in_every_language() {
    for language in Language::all() {
        for name in ["HOUMU TARO", "ABCDEFGH ".repeat(11).trim_end()] {
            for Sent { mail, url, .. } in mails(name, language) {
                for line in mail.text().expose().lines().filter(|line| *line != url) {
                    assert!(columns(line) <= 78, "{} columns: {line}", columns(line));
                }
            }
        }
    }
}

#[test]
fn what_a_person_typed_adds_no_line_and_no_header() {
    let to = "a@b.jp\r\nBcc: c@d.jp";
    for language in Language::all() {
        let plain = later_mails("ABcc: x", "a@b.jpBcc: c@d.jp", language).map(|sent| sent.mail);
        for name in ["A\r\nBcc: x", "A\nBcc: x", "A\u{2028}Bcc: x", "A\u{85}Bc\u{202E}c: x\0"] {
            assert_eq!(later_mails(name, to, language).map(|sent| sent.mail), plain);
        }
        let subjects = |mails: [Sent; 3]| mails.map(|sent| sent.mail.subject().to_owned());
        let named = subjects(mails("CANARY", language));
        assert_eq!(subjects(mails("A", language)), named);
        assert!(named.iter().all(|subject| !subject.contains(char::is_control)));
    }
}

/// The greeting of a mail to this name: one paragraph, in lines.
fn greeting(name: &str, language: Language) -> String {
    let [new_link, _] = later_mails(name, "a@b.jp", language);
    let text = new_link.mail.text().expose();
    text.split_once("\n\n").expect("others follow").0.to_owned()
}

#[test]
fn lines_break_at_spaces() {
    let greeting = |name: &str| greeting(name, Language::ENGLISH);
    let (a, b, word) = ("a".repeat(35), "b".repeat(37), "c".repeat(100));
    // 78 columns and no more.
    assert_eq!(greeting(&format!("{a} {b} end")), format!("Dear {a} {b}\nend,"));
    assert_eq!(greeting(&format!("x {word} y")), format!("Dear x\n{word}\ny,"));
    // Spaces of any width, as a name from elsewhere could have them, do not make an empty line.
    assert!(greeting(&format!("x{}y", "\u{3000}".repeat(200))).ends_with("y,"));
    assert_eq!(greeting(""), "Dear ,");
}

#[test]
fn japanese_breaks_where_a_sentence_or_a_part_of_it_ends_and_in_no_word() {
    let greeting = |name: &str| greeting(name, Language::JAPANESE);
    let name = format!("{}。{}", "あ".repeat(39), "い".repeat(3));
    assert_eq!(greeting(&name), format!("{}。\nいいい 様", "あ".repeat(39)));
    let name = format!("あ、{}漢（かん）字。」う", "い".repeat(36));
    assert_eq!(greeting(&name), format!("あ、\n{}漢（かん）字。」う\n様", "い".repeat(36)));
    assert_eq!(greeting(&"う".repeat(60)), format!("{}\n様", "う".repeat(60)));
    for language in [Language::JAPANESE, Language::PLAIN_JAPANESE] {
        for Sent { mail, .. } in mails("HOUMU TARO", language) {
            for paragraph in mail.text().expose().split("\n\n").filter(|one| !one.starts_with('*'))
            {
                let (lines, _) = paragraph.trim_end().rsplit_once('\n').unwrap_or_default();
                let is_end = |line: &str| line.ends_with(['、', '。']);
                assert!(lines.lines().all(is_end), "{paragraph}");
            }
        }
    }
}

#[test]
fn every_character_that_means_something_to_html_is_escaped() {
    for Sent { mail, .. } in later_mails("<a href=\"x\">&'</a>", "a@b.jp", Language::ENGLISH) {
        let escaped = "<p>Dear &lt;a href=&quot;x&quot;&gt;&amp;&#39;&lt;/a&gt;,</p>";
        assert!(mail.html().expose().contains(escaped));
    }
}

#[test]
fn markup_is_shown_not_obeyed() {
    let name = "<script>alert('x')</script>\"&";
    for language in Language::all() {
        for Sent { mail, .. } in later_mails(name, name, language) {
            let html = mail.html().expose();
            assert!(!html.contains("<script") && !html.contains("'x'"));
            assert!(html.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;&amp;"));
        }
    }
}

#[test]
fn braces_in_a_name_stay_what_they_are() {
    for Sent { mail, .. } in later_mails("{user_id}", "a@b.jp", Language::ENGLISH) {
        assert!(mail.text().expose().starts_with("Dear {user_id},"));
    }
}

#[test]
fn no_body_asks_anything_of_the_network() {
    for language in Language::all() {
        for Sent { mail, .. } in mails("A", language) {
            let html = mail.html().expose();
            assert!(
                !["src=", "<img", "<link", "url(", "@import"].iter().any(|it| html.contains(it))
            );
        }
    }
}

#[test]
fn nothing_personal_is_printed() {
    for Sent { mail, user_id, .. } in mails("CANARY TARO", Language::ENGLISH) {
        let shown = format!("{mail:?} {mail:#?}");
        for canary in ["CANARY", "user01", user_id.as_str(), "token", "https"] {
            assert!(!shown.contains(canary), "{shown}");
        }
    }
}

#[test]
fn a_mail_is_stored_and_comes_back_the_same() {
    for Sent { mail, .. } in mails("HOUMU TARO", Language::PLAIN_JAPANESE) {
        let json = serde_json::to_string(&mail).unwrap();
        assert_eq!(serde_json::from_str::<Notification>(&json).unwrap(), mail);
        let bytes = postcard::to_allocvec(&mail).unwrap();
        assert_eq!(postcard::from_bytes::<Notification>(&bytes).unwrap(), mail);
    }
}

#[test]
fn hours_and_days_are_named() {
    for language in Language::all() {
        let [done, link, reminder] = mails("A", language).map(|sent| sent.mail);
        assert!(done.text().expose().contains("24") && link.html().expose().contains("24"));
        assert!(reminder.text().expose().contains("30") && reminder.html().expose().contains("30"));
    }
}

#[test]
fn a_key_is_read_as_it_is_written_and_no_other_way() {
    let key = NotificationKey::from_bytes([0xAF; 16]);
    assert_eq!(key.expose(), "af".repeat(16));
    assert_eq!(key.expose().parse(), Ok(key));
    for text in ["", "af", &"AF".repeat(16), &"af".repeat(17), &"ag".repeat(16), &"é".repeat(16)] {
        assert_eq!(text.parse::<NotificationKey>(), Err(NotAKey), "{text}");
    }
}

#[test]
fn a_key_is_stored_as_text() {
    let key = NotificationKey::from_bytes([1; 16]);
    let json = serde_json::to_string(&key).unwrap();
    assert_eq!(json, format!("\"{}\"", key.expose()));
    assert_eq!(serde_json::from_str::<NotificationKey>(&json).unwrap(), key);
    assert!(serde_json::from_str::<NotificationKey>("\"\"").is_err());
}
