//! What is kept no longer than the settings say.

use std::time::Duration;

use crate::browser::Site;
use crate::operator_office::{ask, command, log_in, register, set_password};

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

/// Waits until the table has so many rows.
async fn until(site: &Site, table: &str, count: &str) {
    let mut found = Vec::new();
    for _ in 0..200 {
        let read = format!("SELECT CAST(count(*) AS TEXT) FROM {table}");
        found = ask(&site.config, &read).await.unwrap();
        if found[0] == count {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("{table} has {found:?} rows, not {count}");
}

/// Lets days pass on a clock that goes evenly, as far as the portal can tell: the last of them while it looks.
async fn pass(site: &mut Site, days: i64) {
    for passed in [(days - 1) * DAY, DAY / 2, DAY / 2] {
        site.wait(passed);
        look(site).await;
    }
}

/// Starts the portal anew, and waits until it has looked at the clock.
async fn look(site: &mut Site) {
    let read = "SELECT CAST(value AS TEXT) FROM settings WHERE name = 'clock'";
    // The one before may look until it has stopped.
    site.portal.take().unwrap().stop().await;
    let before = ask(&site.config, read).await.unwrap();
    site.reopen().await;
    for _ in 0..500 {
        if ask(&site.config, read).await.unwrap() != before {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("it has not looked at the clock");
}

#[tokio::test]
async fn a_clock_that_is_ahead_erases_nobody() {
    let mut site = Site::start().await;
    register(&site, "SUZUKI HANA", "hana@ens-test.com").await;
    until(&site, "outbox WHERE ended_at IS NOT NULL", "1").await;
    site.wait(400 * DAY);
    look(&mut site).await;
    site.wait(DAY - HOUR);
    look(&mut site).await;
    site.wait(HOUR - 400 * DAY);
    look(&mut site).await;
    until(&site, "outbox", "1").await;
    until(&site, "registrations", "1").await;
    // It was no mistake: a day later they are erased.
    pass(&mut site, 400).await;
    until(&site, "registrations", "0").await;
    until(&site, "outbox", "0").await;
    site.end().await;
}

/// A reminder that was sent is not sent again when it is time.
#[tokio::test]
async fn a_clock_that_is_ahead_reminds_nobody() {
    const ALL: &str = "outbox WHERE user_id <> ''";
    // Longer than the portal takes to see that it was set.
    let seen = || tokio::time::sleep(Duration::from_secs(6));
    let mut site = Site::with(|config| config.retention.mails_days = 4000).await;
    let taro = register(&site, "HOUMU TARO", "taro@ens-test.com").await;
    let link = site.browser().mailed_link(&taro).await;
    set_password(&site, &taro, &link).await;
    site.set_clock(340 * DAY);
    seen().await;
    until(&site, ALL, "1").await;
    site.set_clock(-340 * DAY);
    seen().await;
    site.wait(340 * DAY);
    look(&mut site).await;
    until(&site, ALL, "1").await;
    site.wait(-340 * DAY);
    look(&mut site).await;
    pass(&mut site, 340).await;
    until(&site, ALL, "2").await;
    site.end().await;
}

#[tokio::test]
async fn everything_goes_in_its_time() {
    let mut site = Site::with(|config| {
        config.retention.drafts_hours = 2;
        config.retention.completed_minutes = 30;
        config.retention.mails_days = 10;
        config.retention.unclaimed_months = 2;
        config.metrics_listen = Some(([127, 0, 0, 1], 0).into());
    })
    .await;
    let taro = register(&site, "HOUMU TARO", "taro@ens-test.com").await;
    let link = site.browser().mailed_link(&taro).await;
    set_password(&site, &taro, &link).await;
    let hana = register(&site, "SUZUKI HANA", "hana@ens-test.com").await;
    let jiro = register(&site, "SUZUKI JIRO", "jiro@ens-test.com").await;
    command(&site.config, &["lock", &jiro]).await.unwrap();
    site.browser().fill_in().await;
    let mut keeper = site.browser();
    keeper.begin().await;
    keeper.confirm(&[("keep", "1")]).await;
    until(&site, "outbox WHERE ended_at IS NOT NULL", "3").await;
    until(&site, "open_registrations", "5").await;
    // Old rows are looked for at the start, and then every quarter of an hour.
    site.wait(HOUR / 4);
    site.restart().await;
    tokio::time::sleep(Duration::from_millis(200)).await;
    until(&site, "open_registrations", "5").await;
    site.wait(HOUR / 2);
    site.restart().await;
    until(&site, "open_registrations", "2").await;
    site.wait(HOUR / 2);
    site.restart().await;
    until(&site, "open_registrations WHERE is_kept", "1").await;
    until(&site, "open_registrations", "1").await;
    site.wait(HOUR);
    site.restart().await;
    until(&site, "open_registrations", "0").await;
    until(&site, "outbox WHERE is_in_mailbox", "3").await;
    pass(&mut site, 10).await;
    until(&site, "outbox", "0").await;
    until(&site, "registrations", "3").await;
    pass(&mut site, 50).await;
    until(&site, "registrations", "2").await;
    let left = ask(&site.config, "SELECT user_id FROM registrations").await.unwrap();
    assert!(left.contains(&taro) && left.contains(&jiro), "a password, and a lock");
    assert!(!left.contains(&hana));
    let log = command(&site.config, &["audit"]).await.unwrap();
    let last = log.lines().next().unwrap();
    assert!(last.ends_with("\tretention\terase unclaimed\t"), "{log}");
    let mut operator = site.browser();
    operator.address = site.portal.as_ref().unwrap().metrics_address().unwrap();
    let metrics = operator.send("GET", "/metrics", "", b"").await.body;
    for line in
        ["toroku_expired_total{what=\"unclaimed\"} 1", "toroku_expired_total{what=\"drafts\"} 0"]
    {
        assert!(metrics.lines().any(|known| known == line), "{line} is not in\n{metrics}");
    }
    assert_eq!(log_in(&site, &taro).await.path(), "/account");
    site.end().await;
}

#[tokio::test]
async fn unclaimed_registrations_stay_where_the_policy_says_never() {
    let mut site = Site::with(|config| config.retention.unclaimed_months = 0).await;
    register(&site, "SUZUKI HANA", "hana@ens-test.com").await;
    until(&site, "outbox WHERE ended_at IS NOT NULL", "1").await;
    pass(&mut site, 4000).await;
    until(&site, "open_registrations", "0").await;
    until(&site, "outbox", "0").await;
    until(&site, "registrations", "1").await;
    site.end().await;
}
