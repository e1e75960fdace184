//! PostgreSQL over a network: the connection is protected, and to the right server.

use crate::database::Database;
use crate::mail::register;
use crate::process::{Process, command, settings};

#[tokio::test]
#[ignore = "PostgreSQL alone has it: tests/portal/run"]
async fn the_database_is_spoken_to_by_tls_or_not_at_all() {
    let database = Database::make().await;
    let mut settings = settings(&database);
    settings.retain(|(name, _)| *name != "DATABASE_URL");
    let with = |url: String| {
        let mut settings = settings.clone();
        settings.push(("DATABASE_URL", url));
        settings
    };
    let good = database.tls_url();
    let portal = Process::start(&database.folder, &with(good.clone()));
    register(&portal, "user01@ens-test.com").await;
    let protected = "SELECT count(*) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) \
        WHERE datname = current_database() AND application_name = 'toroku-portal' AND ssl";
    let open = "SELECT count(*) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) \
        WHERE datname = current_database() AND application_name = 'toroku-portal' AND NOT ssl";
    assert!(database.number(protected).await > 0);
    assert_eq!(database.number(open).await, 0);
    portal.stop();
    let without_ca = good.split_once("&sslrootcert").unwrap().0.to_owned();
    for (url, part) in [
        // A CA that has not signed the server's certificate.
        (good.replace("/ca.pem", "/other-ca.pem"), "UnknownIssuer"),
        // None but those that the system knows.
        (without_ca.clone(), "UnknownIssuer"),
        // The right server under a name that its certificate does not have.
        (good.replace("@localhost:", "@127.0.0.1:"), "not valid for name"),
        // A server that takes nobody in clear.
        (without_ca.replace("verify-full", "disable"), "no encryption"),
    ] {
        let refused = command(&with(url.clone()), &["undeliverable"]).unwrap_err();
        assert!(refused.contains(part), "{url}: {refused}");
    }
    database.end();
}
