//! Finding, showing, exporting and erasing people, and the audit log of it.

use serde_json::Value;

use crate::browser::Site;
use crate::operator_office::{ask, command, dump, log_in, mails_to, register, set_password};

#[tokio::test]
async fn registrations_are_found_by_what_is_known() {
    let site = Site::start().await;
    let taro = register(&site, "HOUMU TARO", "taro@ens-test.com").await;
    let jiro = register(&site, "HOUMU JIRO", "Jiro@ens-test.com").await;
    let hana = register(&site, "SUZUKI HANA", "hana@ens-test.com").await;
    let config = &site.config;
    for (words, found) in [
        (&[][..], &[&taro, &jiro, &hana][..]),
        (&["--name", "houmu"], &[&taro, &jiro]),
        (&["--name", "ＨＯＵＭＵ Ｊ"], &[&jiro]),
        (&["--name", "OUMU"], &[]),
        (&["--email", "JIRO@ENS-TEST.com"], &[&jiro]),
        (&["--email", "jiro@ens-test.co"], &[]),
        (&["--user-id", &hana.to_uppercase()], &[&hana]),
        (&["--name", "HOUMU", "--email", "hana@ens-test.com"], &[]),
        (&["--after", &taro, "--limit", "1"], &[&jiro]),
        (&["--after", &jiro], &[&hana]),
        (&["--from", "2026-01-01"], &[&taro, &jiro, &hana]),
        (&["--to", "2026-01-01"], &[]),
    ] {
        let text = command(config, &[&["registrations"], words].concat()).await.unwrap();
        let listed: Vec<_> = text.lines().map(|line| line.split('\t').next().unwrap()).collect();
        let mut wanted: Vec<_> = found.iter().map(|user_id| user_id.as_str()).collect();
        let count = format!("{} found", found.len());
        wanted.push(&count);
        // Three who registered in the same second stand by their user IDs.
        let (mut listed, mut sorted) = (listed, wanted.clone());
        if !words.contains(&"--after") {
            listed.sort_unstable();
            sorted.sort_unstable();
            assert_eq!(listed, sorted, "{words:?}");
        }
    }
    let refused = command(config, &["registrations", "--email", "nobody"]).await;
    assert!(refused.unwrap_err().contains('@'));
    site.end().await;
}

#[tokio::test]
async fn a_lost_user_id_is_found_and_nothing_else_is_shown() {
    let site = Site::start().await;
    let taro = register(&site, "HOUMU TARO", "taro@ens-test.com").await;
    let found = |name, birth| {
        let config = &site.config;
        async move { command(config, &["lost-user-id", "--name", name, "--birth", birth]).await }
    };
    let text = found("Houmu Taro", "2000-01-01").await.unwrap();
    assert!(text.starts_with(&taro) && text.ends_with("1 found\n"), "{text}");
    for personal in ["HOUMU", "2000-01-01", "taro@"] {
        assert!(!text.contains(personal), "{text}");
    }
    assert_eq!(found("Houmu Taro", "2000-01-02").await.unwrap(), "0 found\n");
    let other =
        ["lost-user-id", "--name", "HOUMU", "--birth", "2000-01-01", "--email", "x@ens-test.com"];
    assert_eq!(command(&site.config, &other).await.unwrap(), "0 found\n");
    site.end().await;
}

#[tokio::test]
async fn every_look_stands_in_the_audit_log() {
    let site = Site::start().await;
    let taro = register(&site, "HOUMU TARO", "taro@ens-test.com").await;
    let hana = register(&site, "SUZUKI HANA", "hana@ens-test.com").await;
    let config = &site.config;
    let shown = command(config, &["show", &taro]).await.unwrap();
    for line in
        ["user_name\tHOUMU TARO", "email\ttaro@ens-test.com", "account\topen", "password\tnot set"]
    {
        assert!(shown.lines().any(|known| known == line), "{line} is not in\n{shown}");
    }
    command(config, &["registrations", "--name", "S"]).await.unwrap();
    command(config, &["registrations", "--name", "X"]).await.unwrap();
    command(config, &["export-person", &hana]).await.unwrap();
    let all = command(config, &["audit"]).await.unwrap();
    let lines: Vec<Vec<_>> = all.lines().map(|line| line.split('\t').collect()).collect();
    let actions: Vec<_> = lines.iter().map(|line| line[3]).collect();
    assert_eq!(actions, ["export", "list", "list", "show"], "{all}");
    assert!(lines.iter().all(|line| line[2].starts_with("user ")), "{all}");
    assert_eq!(lines[1][4], "", "nobody was found");
    assert_eq!(lines[0][4], lines[2][4], "both are about one person");
    assert_ne!(lines[0][4], lines[3][4]);
    for personal in [&taro, &hana, "HOUMU", "SUZUKI", "ens-test"] {
        assert!(!all.contains(personal), "{all}");
    }
    let about = command(config, &["audit", "--user-id", &hana, "--limit", "1"]).await.unwrap();
    assert_eq!(about.lines().count(), 1);
    assert!(about.contains("\texport\t"), "{about}");
    let older = command(config, &["audit", "--before", lines[1][0]]).await.unwrap();
    assert_eq!(older.lines().count(), 2, "{older}");
    assert!(command(config, &["show", "bcdfg00000"]).await.unwrap_err().contains("nobody"));
    site.end().await;
}

#[tokio::test]
async fn the_audit_log_can_only_be_added_to() {
    let site = Site::start().await;
    let config = &site.config;
    command(config, &["registrations"]).await.unwrap();
    let before = command(config, &["audit"]).await.unwrap();
    assert_eq!(before.lines().count(), 1);
    let own = if config.database_url.is_some() {
        ["TRUNCATE audit_log", "UPDATE audit_log SET at = 0 RETURNING actor"]
    } else {
        [
            "REPLACE INTO audit_log VALUES (1, 0, 'a', 'b', 'c')",
            "INSERT INTO audit_log VALUES (1, 0, 'a', 'b', 'c') ON CONFLICT DO UPDATE SET at = 0",
        ]
    };
    for statement in
        ["UPDATE audit_log SET actor = 'x'", "DELETE FROM audit_log"].iter().chain(&own)
    {
        let refused = ask(config, statement).await.unwrap_err();
        assert!(refused.contains("can only be added to"), "{statement}: {refused}");
    }
    assert_eq!(command(config, &["audit"]).await.unwrap(), before);
    site.end().await;
}

#[tokio::test]
async fn one_persons_data_are_exported() {
    let site = Site::start().await;
    let taro = register(&site, "HOUMU TARO", "taro@ens-test.com").await;
    let link = site.browser().mailed_link(&taro).await;
    set_password(&site, &taro, &link).await;
    command(&site.config, &["show", &taro]).await.unwrap();
    let text = command(&site.config, &["export-person", &taro]).await.unwrap();
    let all: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(all["user_id"], taro.as_str());
    assert_eq!(all["fields"]["user_name"], "HOUMU TARO");
    assert_eq!(all["fields"]["date_of_birth"], "2000-01-01");
    assert_eq!(all["fields"].as_object().unwrap().len(), 9, "{text}");
    assert!(all["password"]["set"].is_string() && all["password"]["link_expires"].is_null());
    assert!(all["mails"][0]["delivered"].is_string(), "{text}");
    let looks: Vec<_> = all["looks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|look| look["what"].as_str().unwrap())
        .collect();
    assert_eq!(looks, ["export", "show"]);
    assert!(!text.contains("$argon2") && !text.contains("user "), "{text}");
    site.end().await;
}

#[tokio::test]
async fn an_erased_person_is_nowhere() {
    let site = Site::start().await;
    let hana = register(&site, "SUZUKI HANA", "hana@ens-test.com").await;
    let taro = register(&site, "KANARIA TARO", "kanaria@ens-test.com").await;
    let link = site.browser().mailed_link(&taro).await;
    set_password(&site, &taro, &link).await;
    let mut browser = log_in(&site, &taro).await;
    assert_eq!(browser.path(), "/account");
    command(&site.config, &["send-mail", &taro]).await.unwrap();
    mails_to(&site.config, "kanaria@ens-test.com", 2).await;
    command(&site.config, &["show", &taro]).await.unwrap();
    let reference = format!("SELECT reference FROM registrations WHERE user_id = '{taro}'");
    let key = format!("SELECT notification_key FROM registrations WHERE user_id = '{taro}'");
    let reference = ask(&site.config, &reference).await.unwrap().remove(0);
    let key = ask(&site.config, &key).await.unwrap().remove(0);
    let before = dump(&site.config).await;
    assert!(before.contains("kanaria@ens-test.com") && before.contains(&key));

    assert!(command(&site.config, &["erase", &taro]).await.is_err(), "without --yes");
    command(&site.config, &["erase", &taro, "--yes"]).await.unwrap();
    let after = dump(&site.config).await;
    for personal in ["KANARIA", "kanaria@ens-test.com", &key] {
        assert!(!after.contains(personal), "{personal} is in\n{after}");
    }
    let named: Vec<_> = after.lines().filter(|line| line.contains(&taro)).collect();
    assert_eq!(named.len(), 1, "{named:?}");
    assert!(named[0].starts_with("erased_user_ids: "));
    // The log says that it was done; the lines about the person lead to nobody.
    let log = command(&site.config, &["audit"]).await.unwrap();
    assert!(log.lines().next().unwrap().ends_with("\terase\t"), "{log}");
    let led: Vec<_> = after.lines().filter(|line| line.contains(&reference)).collect();
    assert!(!led.is_empty() && led.iter().all(|line| line.starts_with("audit_log: ")), "{led:?}");

    assert_eq!(browser.get("/account").await.path.split('?').next(), Some("/login"));
    assert_eq!(log_in(&site, &taro).await.path(), "/login");
    assert!(command(&site.config, &["show", &taro]).await.unwrap_err().contains("nobody"));
    assert!(
        command(&site.config, &["erase", &taro, "--yes"]).await.unwrap_err().contains("nobody")
    );
    assert!(command(&site.config, &["show", &hana]).await.is_ok());
    site.end().await;
}
