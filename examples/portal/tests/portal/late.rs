//! A mail server that is away for longer than a mail is tried: nothing that waits for it is lost, and no link that has
//! expired is sent.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use toroku_portal::{SmtpConfig, SmtpTls};

use crate::browser::Site;

/// The mails that a server has taken, each once: these tests' clock may pass the time that handing one over may take, and
/// then the portal hands it over again under the same `Message-ID`.
type Mails = Arc<Mutex<Vec<String>>>;

/// A portal whose mail server is not there yet, and where it will be.
async fn without_server() -> (Site, SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let site = Site::with(|config| {
        config.mail.smtp = Some(SmtpConfig {
            host: "127.0.0.1".into(),
            port: address.port(),
            tls: SmtpTls::None,
            ca_file: None,
            login: None,
            from: "noreply@registration.example".into(),
        });
        config.mail.attempts = 3;
        config.mail.retry_seconds = 1;
        config.metrics_listen = Some(([127, 0, 0, 1], 0).into());
    })
    .await;
    (site, address)
}

/// A mail server that takes whatever it is given.
async fn serve(address: SocketAddr) -> Mails {
    let listener = TcpListener::bind(address).await.unwrap();
    let mails = Mails::default();
    let taken = Arc::clone(&mails);
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            tokio::spawn(take(stream, Arc::clone(&taken)));
        }
    });
    mails
}

async fn take(mut stream: TcpStream, mails: Mails) -> std::io::Result<()> {
    let (reader, mut writer) = stream.split();
    let mut lines = BufReader::new(reader).lines();
    writer.write_all(b"220 here\r\n").await?;
    while let Some(line) = lines.next_line().await? {
        let answer = match line.get(..4) {
            Some("DATA") => {
                writer.write_all(b"354 go on\r\n").await?;
                let mut mail = String::new();
                while let Some(line) = lines.next_line().await?.filter(|line| line != ".") {
                    mail.extend([&line, "\r\n"]);
                }
                // As quoted-printable has them.
                let mail = mail.replace("=\r\n", "").replace("=3D", "=");
                let mut mails = mails.lock().unwrap();
                if mails.iter().all(|taken| id_of(taken) != id_of(&mail)) {
                    mails.push(mail);
                }
                "250 taken\r\n"
            }
            Some("QUIT") => "221 bye\r\n",
            _ => "250 well\r\n",
        };
        writer.write_all(answer.as_bytes()).await?;
    }
    Ok(())
}

/// The line with a mail's `Message-ID`.
fn id_of(mail: &str) -> &str {
    mail.lines().find(|line| line.starts_with("Message-ID: ")).expect("every mail has one")
}

/// Registers with this e-mail address; the user ID.
async fn register(site: &Site, email: &str) -> String {
    let mut browser = site.browser();
    browser.begin().await;
    browser.confirm(&[("email", email), ("email_confirmation", email)]).await;
    browser.register().await;
    browser.page.user_id().unwrap()
}

/// The number that the metrics have under this name.
async fn metric(site: &Site, name: &str) -> u64 {
    let mut operator = site.browser();
    operator.address = site.portal.as_ref().unwrap().metrics_address().unwrap();
    let page = operator.send("GET", "/metrics", "", b"").await.body;
    let found = page.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
    found.unwrap_or_else(|| panic!("{name} is not in\n{page}")).parse().unwrap()
}

/// Lets minutes pass until the metrics have this number.
async fn until(site: &Site, name: &str, number: u64) {
    for _ in 0..3000 {
        if metric(site, name).await == number {
            return;
        }
        site.wait(60);
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("{name} is not {number}");
}

async fn sent(mails: &Mails, count: usize) -> Vec<String> {
    for _ in 0..3000 {
        let mails = mails.lock().unwrap().clone();
        if mails.len() >= count {
            return mails;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("{:?}", mails.lock().unwrap());
}

fn link(mail: &str) -> String {
    let (_, rest) = mail.split_once("/password?id=").expect("a link");
    format!("/password?id={}", rest.split_whitespace().next().unwrap())
}

async fn is_good(site: &Site, link: &str) -> bool {
    site.browser().get(link).await.body.contains("name=\"password\"")
}

#[tokio::test]
async fn mails_given_up_go_on_when_the_server_is_back_with_a_link_that_is_good() {
    let (site, address) = without_server().await;
    let first = register(&site, "user01@ens-test.com").await;
    until(&site, "toroku_outbox_given_up", 1).await;
    site.wait(25 * 3600);
    let mails = serve(address).await;
    let mail = sent(&mails, 1).await.remove(0);
    assert!(mail.contains("To: user01@ens-test.com\r\n") && mail.contains(&first), "{mail}");
    // What it says of its link is true.
    assert!(mail.contains("Hours until this link expires: 24"), "{mail}");
    assert!(mail.contains(".1@registration.example>"), "another mail than the one of a day ago");
    let link = link(&mail);
    assert_eq!(mail.matches(&link[link.find("token=").unwrap()..]).count(), 3, "{mail}");
    assert!(is_good(&site, &link).await);
    site.wait(23 * 3600);
    assert!(is_good(&site, &link).await);
    site.wait(2 * 3600);
    assert!(!is_good(&site, &link).await);
    until(&site, "toroku_outbox_given_up", 0).await;
    site.end().await;
}

#[tokio::test]
async fn one_mail_is_enough_to_wake_all_that_wait() {
    let (site, address) = without_server().await;
    for email in ["user01@ens-test.com", "user02@ens-test.com"] {
        register(&site, email).await;
    }
    until(&site, "toroku_outbox_given_up", 2).await;
    // The server is back within the pause of hours that they are in.
    let mails = serve(address).await;
    register(&site, "user03@ens-test.com").await;
    let mails = sent(&mails, 3).await;
    for email in ["user01", "user02", "user03"] {
        assert!(mails.iter().any(|mail| mail.contains(&format!("To: {email}@"))), "{email}");
    }
    site.end().await;
}

#[tokio::test]
async fn a_link_that_a_later_mail_has_is_not_sent() {
    let (site, address) = without_server().await;
    let user_id = register(&site, "user01@ens-test.com").await;
    until(&site, "toroku_outbox_given_up", 1).await;
    site.wait(2 * 3600);
    let mut asker = site.browser();
    asker.get("/password/request").await;
    asker
        .post("/password/request", &[("user_id", &user_id), ("email", "user01@ens-test.com")])
        .await;
    until(&site, "toroku_outbox_given_up", 2).await;
    site.wait(9 * 3600);
    let mails = serve(address).await;
    until(&site, "toroku_outbox_given_up", 0).await;
    let mails = sent(&mails, 1).await;
    assert_eq!(mails.len(), 1, "{mails:?}");
    assert!(mails[0].contains(&user_id));
    assert!(is_good(&site, &link(&mails[0])).await);
    site.end().await;
}
