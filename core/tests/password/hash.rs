//! Password hashes as PHC strings.

use toroku::password::{NotAPasswordHash, PasswordHash};

use super::*;

/// Of `canary in a coal mine`, with the salt 00, 01 … 0F.
const GOOD_HASH: &str =
    "$argon2id$v=19$m=8,t=1,p=1$AAECAwQFBgcICQoLDA0ODw$d/txbCPafDjgTY4vR4uYYcw94W8i4FEfYmoK9ocHLAc";

#[test]
fn a_hash_comes_back_from_its_text() {
    let (mut setup, token) = awaiting();
    let password = "canary in a coal mine";
    let salt = Secret::new(std::array::from_fn(|i| u8::try_from(i).unwrap()));
    let pages = OpenPages::None;
    let (again, password) = (password.into(), password.into());
    let input = PasswordInput::SetPassword { token, password, confirmation: again, salt, pages };
    say(&mut setup, input, 0);
    let made = setup.password_hash().unwrap().clone();
    assert_eq!(made.as_phc(), GOOD_HASH);
    let read = PasswordHash::from_phc(made.as_phc()).unwrap();
    assert!(read.verify(&"canary in a coal mine".into()).unwrap());
    assert!(!read.verify(&"canary in a coal mine ".into()).unwrap());
    assert!(!format!("{made:?}").contains("argon2id"));
    let bytes = postcard::to_allocvec(&made).unwrap();
    assert_eq!(postcard::from_bytes::<PasswordHash>(&bytes).unwrap(), made);
}

#[test]
fn the_reference_implementation_agrees() {
    // printf 'correct horse battery staple' | argon2 toroku-salt-0001 -id -t 2 -k 64 -p 1 -e
    let hash = PasswordHash::from_phc("$argon2id$v=19$m=64,t=2,p=1$dG9yb2t1LXNhbHQtMDAwMQ$b2xN0o3lSNcgNEfgqxOFPAKxF9T3GzuqNwa+Am9FLXQ").unwrap();
    assert!(hash.verify(&"correct horse battery staple".into()).unwrap());
}

#[test]
fn only_what_can_be_computed_is_taken() {
    let good = GOOD_HASH;
    for bad in [
        "",
        "plain",
        "$argon2id$v=19$m=8,t=1,p=1",
        &good.replace("argon2id", "argon2i"),
        &good.replace("v=19", "v=16"),
        &good.replace("m=8", "m=4000000000"),
        &good.replace("m=8", "m=7"),
        &good.replace("t=1", "t=99"),
        &good.replace("p=1", "p=9"),
        &good[..good.len() - 30],
        &good.replace("p=1", "p=1,data=AAAA"),
        &format!("{good}$"),
    ] {
        assert_eq!(PasswordHash::from_phc(bad), Err(NotAPasswordHash), "{bad}");
        let bytes = postcard::to_allocvec(bad).unwrap();
        assert!(postcard::from_bytes::<PasswordHash>(&bytes).is_err(), "{bad}");
    }
}

#[test]
fn no_text_makes_it_panic() {
    let good = GOOD_HASH;
    for at in 0..good.len() {
        for byte in b"$=,v0A~ " {
            let mut bytes = good.as_bytes().to_vec();
            bytes[at] = *byte;
            let text = String::from_utf8(bytes).unwrap();
            if let Ok(taken) = PasswordHash::from_phc(&text) {
                assert!(taken.verify(&"x".into()).is_ok(), "{text}");
            }
        }
        // Cut within its last part it is a shorter output, which is still a hash.
        let is_hash = PasswordHash::from_phc(&good[..at]).is_ok();
        assert!(!is_hash || at > good.len() - 22, "{at}");
    }
}
