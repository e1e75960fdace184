//! What the office does to an account: mails, addresses, locks, ends.

use std::time::Duration;

use tokio::time::sleep;

use crate::browser::Site;
use crate::operator_office::{command, log_in, mails_to, register, set_password};

#[tokio::test]
async fn a_mail_is_sent_again_with_a_link_that_works() {
    let site = Site::start().await;
    let taro = register(&site, "HOUMU TARO", "taro@ens-test.com").await;
    let first = site.browser().mailed_link(&taro).await;
    command(&site.config, &["send-mail", &taro]).await.unwrap();
    mails_to(&site.config, "taro@ens-test.com", 2).await;
    let second = site.browser().mailed_link(&taro).await;
    assert_ne!(first, second);
    let mut reader = site.browser();
    assert!(reader.get(&first).await.body.contains("This link cannot be used."));
    set_password(&site, &taro, &second).await;
    for _ in 0..3 {
        command(&site.config, &["send-mail", &taro]).await.unwrap();
    }
    let refused = command(&site.config, &["send-mail", &taro]).await.unwrap_err();
    assert!(refused.contains("tomorrow"), "{refused}");
    assert!(
        command(&site.config, &["send-mail", "bcdfg00000"]).await.unwrap_err().contains("nobody")
    );
    site.end().await;
}

#[tokio::test]
async fn a_corrected_address_gets_what_the_wrong_one_had() {
    let site = Site::start().await;
    let taro = register(&site, "HOUMU TARO", "taro@ens-tset.com").await;
    let wrong = site.browser().mailed_link(&taro).await;
    let correct = |email| {
        let (config, taro) = (&site.config, taro.as_str());
        async move { command(config, &["correct-email", taro, email]).await }
    };
    assert!(correct("nobody").await.is_err());
    assert!(correct("taro@ens-tset.com").await.unwrap_err().contains("this is the address"));
    correct("ｔａｒｏ@ens-test.com").await.unwrap();
    let notice = "[Online Residence Application System] Your email address was corrected";
    let old = mails_to(&site.config, "taro@ens-tset.com", 2).await;
    assert_eq!(old[1], notice);
    // Several are handed over at a time: their order says nothing.
    let new = mails_to(&site.config, "taro@ens-test.com", 2).await;
    assert!(new.iter().any(|subject| subject == notice), "{new:?}");
    assert!(new.iter().any(|subject| subject.contains("New link")), "{new:?}");
    // What the stranger has is worth nothing.
    assert!(site.browser().get(&wrong).await.body.contains("This link cannot be used."));
    let shown = command(&site.config, &["show", &taro]).await.unwrap();
    assert!(shown.contains("email\ttaro@ens-test.com\n"), "{shown}");
    let link = site.browser().mailed_link(&taro).await;
    set_password(&site, &taro, &link).await;
    // From now on the password stays, and links are asked for by the new address.
    correct("taro2@ens-test.com").await.unwrap();
    assert_eq!(mails_to(&site.config, "taro2@ens-test.com", 1).await, [notice]);
    assert_eq!(log_in(&site, &taro).await.path(), "/account");
    let mut asker = site.browser();
    for email in ["taro@ens-test.com", "taro2@ens-test.com"] {
        asker.get("/password/request").await;
        asker.post("/password/request", &[("user_id", &taro), ("email", email)]).await;
    }
    assert!(mails_to(&site.config, "taro2@ens-test.com", 2).await[1].contains("New link"));
    let found = command(&site.config, &["registrations", "--email", "taro2@ens-test.com"]).await;
    assert!(found.unwrap().starts_with(&taro));
    assert_eq!(mails_to(&site.config, "taro@ens-test.com", 3).await.len(), 3);
    site.end().await;
}

/// The notice may come to a stranger: nothing of the person is in it.
#[tokio::test]
async fn the_notice_says_nothing_of_the_person() {
    let site = Site::start().await;
    let taro = register(&site, "HOUMU TARO", "taro@ens-tset.com").await;
    command(&site.config, &["correct-email", &taro, "taro@ens-test.com"]).await.unwrap();
    mails_to(&site.config, "taro@ens-tset.com", 1).await;
    let read = "SELECT text || html FROM outbox WHERE is_in_mailbox AND subject LIKE '%corrected%'";
    mails_to(&site.config, "taro@ens-test.com", 2).await;
    for mail in crate::operator_office::ask(&site.config, read).await.unwrap() {
        assert!(mail.contains("The office has corrected the email address"), "{mail}");
        for personal in [taro.as_str(), "HOUMU", "taro@", "token="] {
            assert!(!mail.contains(personal), "{mail}");
        }
    }
    site.end().await;
}

#[tokio::test]
async fn a_locked_account_is_as_if_it_were_not_there() {
    // One request at work.
    let site = Site::with(|config| config.connections.at_once = 2).await;
    let taro = register(&site, "HOUMU TARO", "taro@ens-test.com").await;
    let link = site.browser().mailed_link(&taro).await;
    set_password(&site, &taro, &link).await;
    let mut browser = log_in(&site, &taro).await;
    command(&site.config, &["lock", &taro]).await.unwrap();
    assert!(command(&site.config, &["lock", &taro]).await.unwrap_err().contains("locked"));
    browser.get("/account").await;
    assert_eq!(browser.path(), "/login");
    let refused = log_in(&site, &taro).await;
    assert!(refused.page.body.contains("The user ID or password is not correct."));
    assert!(command(&site.config, &["send-mail", &taro]).await.unwrap_err().contains("locked"));
    assert!(command(&site.config, &["show", &taro]).await.unwrap().contains("account\tlocked"));
    let mut asker = site.browser();
    asker.get("/password/request").await;
    asker.post("/password/request", &[("user_id", &taro), ("email", "taro@ens-test.com")]).await;
    // Nobody waits for what comes of it, and yet it is at work until then.
    while asker.get("/login").await.status != 200 {
        sleep(Duration::from_millis(10)).await;
    }
    command(&site.config, &["unlock", &taro]).await.unwrap();
    assert!(command(&site.config, &["unlock", &taro]).await.unwrap_err().contains("not locked"));
    assert_eq!(log_in(&site, &taro).await.path(), "/account");
    // The link that was asked for meanwhile was not sent.
    command(&site.config, &["send-mail", &taro]).await.unwrap();
    assert_eq!(mails_to(&site.config, "taro@ens-test.com", 2).await.len(), 2);
    site.end().await;
}

#[tokio::test]
async fn logins_end_and_accounts_too() {
    let site = Site::start().await;
    let taro = register(&site, "HOUMU TARO", "taro@ens-test.com").await;
    let link = site.browser().mailed_link(&taro).await;
    set_password(&site, &taro, &link).await;
    let mut browsers = [log_in(&site, &taro).await, log_in(&site, &taro).await];
    let ended = command(&site.config, &["end-sessions", &taro]).await.unwrap();
    assert_eq!(ended, "2 logins ended.\n");
    for browser in &mut browsers {
        browser.get("/account").await;
        assert_eq!(browser.path(), "/login");
    }
    assert_eq!(log_in(&site, &taro).await.path(), "/account");
    command(&site.config, &["lock", &taro]).await.unwrap();
    command(&site.config, &["deactivate", &taro]).await.unwrap();
    assert!(command(&site.config, &["unlock", &taro]).await.is_err());
    assert!(command(&site.config, &["deactivate", &taro]).await.is_err());
    assert_eq!(log_in(&site, &taro).await.path(), "/login");
    let shown = command(&site.config, &["show", &taro]).await.unwrap();
    assert!(shown.contains("account\tdeactivated\n") && shown.contains("HOUMU TARO"), "{shown}");
    assert!(!shown.contains("password\t"), "{shown}");
    for words in [&["end-sessions"][..], &["lock"], &["unlock"], &["deactivate"]] {
        let refused = command(&site.config, &[words, &["bcdfg00000"]].concat()).await;
        assert!(refused.unwrap_err().contains("nobody"), "{words:?}");
    }
    let log = command(&site.config, &["audit", "--user-id", &taro]).await.unwrap();
    let actions: Vec<_> = log.lines().map(|line| line.split('\t').nth(3).unwrap()).collect();
    assert_eq!(actions, ["show", "deactivate", "lock", "end sessions"]);
    site.end().await;
}
