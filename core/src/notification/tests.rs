use alloc::format;
use alloc::string::String;

use super::*;

const KEY: NotificationKey = NotificationKey::from_bytes([0x5A; 16]);
const URL: &str = "https://portal.example/password?id=1&token=canary-token-0123456789";

fn completed(name: &str, language: Language) -> Notification {
    Notification::registration_complete(
        KEY,
        "user01@ens-test.com",
        name,
        "hdlpf38617",
        URL,
        24,
        language,
    )
}

fn mails(name: &str, language: Language) -> [Notification; 3] {
    let (to, id) = ("user01@ens-test.com", "hdlpf38617");
    [
        completed(name, language),
        Notification::new_link(KEY, to, name, id, URL, 24, language),
        Notification::password_reminder(KEY, to, name, id, URL, 30, language),
    ]
}

/// The text without white space, so that line breaks do not hide a sentence.
fn unspaced(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn both_bodies_hold_the_user_id_and_the_url_in_every_language() {
    for language in Language::all() {
        for mail in mails("HOUMU TARO", language) {
            let (text, html) = (mail.text().expose(), mail.html().expose());
            assert!(text.lines().any(|line| line == URL), "the URL on a line of its own");
            let escaped = URL.replace('&', "&amp;");
            assert_eq!(html.matches(&escaped).count(), 2, "as target and in full view");
            for body in [text, html] {
                assert!(body.contains("hdlpf38617"));
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
        for mail in &mails("HOUMU TARO", language)[..2] {
            let (text, html) = (unspaced(mail.text().expose()), mail.html().expose());
            assert!(text.find(&unspaced(&warning)).unwrap() < text.find(URL).unwrap());
            assert!(html.find(&warning).unwrap() < html.find("<a ").unwrap());
        }
    }
    let mail = completed("A", Language::ENGLISH);
    for words in
        ["home page or login page is open", "error will occur", "Close the Online Residence"]
    {
        assert!(mail.html().expose().contains(words));
    }
}

#[test]
fn lines_of_prose_fit_a_mail_program() {
    for name in ["HOUMU TARO", &"ABCDEFGH ".repeat(11)] {
        for mail in mails(name, Language::ENGLISH) {
            let long = mail.text().expose().lines().find(|line| line.len() > 78 && *line != URL);
            assert_eq!(long, None);
        }
    }
    for language in [Language::JAPANESE, Language::PLAIN_JAPANESE] {
        for mail in mails("HOUMU TARO", language) {
            assert!(mail.text().expose().lines().all(|line| line.chars().count() <= 78));
        }
    }
}

#[test]
fn what_a_person_typed_adds_no_line_and_no_header() {
    let plain = completed("ABcc: x", Language::ENGLISH);
    for name in ["A\r\nBcc: x", "A\nBcc: x", "A\u{2028}Bcc: x", "A\u{85}Bc\u{202E}c: x\0"] {
        let mail = completed(name, Language::ENGLISH);
        assert_eq!(mail, plain);
    }
    let mail =
        Notification::new_link(KEY, "a@b.jp\r\nBcc: c@d.jp", "A", "b", URL, 1, Language::JAPANESE);
    assert!(!mail.to().expose().contains(['\r', '\n']));
    for language in Language::all() {
        let subjects = mails("A", language).map(|mail| String::from(mail.subject()));
        assert_eq!(
            subjects,
            mails("CANARY\r\n", language).map(|mail| String::from(mail.subject()))
        );
        assert!(subjects.iter().all(|subject| !subject.contains(char::is_control)));
    }
}

#[test]
fn markup_is_shown_not_obeyed() {
    let name = "<script>alert('x')</script>\"&";
    for language in Language::all() {
        let mails = [
            Notification::registration_complete(KEY, name, name, name, name, 1, language),
            Notification::new_link(KEY, name, name, name, name, 1, language),
            Notification::password_reminder(KEY, name, name, name, name, 1, language),
        ];
        for mail in mails {
            let html = mail.html().expose();
            assert!(!html.contains("<script") && !html.contains("'x'"));
            assert!(html.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;&amp;"));
        }
    }
}

#[test]
fn braces_in_a_name_stay_what_they_are() {
    assert!(
        completed("{user_id}", Language::ENGLISH).text().expose().starts_with("Dear {user_id},")
    );
}

#[test]
fn no_body_asks_anything_of_the_network() {
    for language in Language::all() {
        for mail in mails("A", language) {
            let html = mail.html().expose();
            assert!(
                !["src=", "<img", "<link", "url(", "@import"].iter().any(|it| html.contains(it))
            );
        }
    }
}

#[test]
fn nothing_personal_is_printed() {
    for mail in mails("CANARY TARO", Language::ENGLISH) {
        let shown = format!("{mail:?} {mail:#?}");
        for canary in ["CANARY", "user01", "hdlpf", "canary", "https"] {
            assert!(!shown.contains(canary), "{shown}");
        }
    }
}

#[test]
fn a_mail_is_stored_and_comes_back_the_same() {
    for mail in mails("HOUMU TARO", Language::PLAIN_JAPANESE) {
        let json = serde_json::to_string(&mail).unwrap();
        assert_eq!(serde_json::from_str::<Notification>(&json).unwrap(), mail);
        let bytes = postcard::to_allocvec(&mail).unwrap();
        assert_eq!(postcard::from_bytes::<Notification>(&bytes).unwrap(), mail);
    }
}

#[test]
fn hours_and_days_are_told() {
    for language in Language::all() {
        let [done, link, reminder] = mails("A", language);
        assert!(done.text().expose().contains("24") && link.html().expose().contains("24"));
        assert!(reminder.text().expose().contains("30") && reminder.html().expose().contains("30"));
    }
}
