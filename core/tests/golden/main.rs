//! Data that a released version wrote, kept in `tests/golden/VERSION/snapshots.json`: every later version reads
//! it to the same state and goes on from it to the same end.
//!
//! The files of a version are written once, before its release, and never again:
//! `TOROKU_DRAW=1 cargo test -p toroku --test golden -- --ignored`

#![allow(clippy::unwrap_used, reason = "a golden file that cannot be read fails its test")]
#![allow(clippy::print_stdout, reason = "how many snapshots were read")]
#![allow(clippy::wildcard_enum_match_arm, reason = "any other answer leads on")]

use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::path::PathBuf;

use base16ct::lower::decode_vec as unhex;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use toroku::{Guard, Notification, PasswordSetup, Registration, Secret};

mod account;
mod drawing;
mod mail;
mod registration;

/// The key under which the guarded snapshots are sealed.
const KEY: [u8; 32] = *b"the key of the golden snapshots.";
/// A second before 2023-11-15 in Japan, a time at which everything in the files happened.
const NOW: i64 = 1_700_060_399;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    comment: String,
    version: String,
    states: Vec<Kept>,
}

/// One state, saved in each way a host can guard it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    id: String,
    kind: String,
    /// How user IDs are issued in what follows: `random`, `sequence` or `office`; the password link's token.
    follow: String,
    /// By the guard's name, in hexadecimal.
    bytes: BTreeMap<String, String>,
    /// What the state holds and what comes of it, as a host sees it.
    holds: Value,
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../tests/golden")
}

/// The files of all versions that are kept.
fn files() -> Vec<File> {
    let mut versions: Vec<PathBuf> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    versions.sort();
    let read = |path: &PathBuf| {
        let file: File =
            serde_json::from_str(&fs::read_to_string(path.join("snapshots.json")).unwrap())
                .unwrap();
        assert_eq!(path.file_name().unwrap().to_str(), Some(file.version.as_str()));
        file
    };
    versions.iter().map(read).collect()
}

const GUARDS: [&str; 3] = ["plain", "key", "key-context-counter"];

fn guard<'a>(name: &str, key: &'a Secret<32>) -> Guard<'a> {
    match name {
        "plain" => Guard::default(),
        "key" => Guard::default().with_key(key),
        "key-context-counter" => {
            Guard::default().with_key(key).with_context(b"session 17").with_counter(7)
        }
        other => panic!("no guard {other}"),
    }
}

/// What a snapshot holds, and the bytes it is saved as again; `None` where it is refused.
fn held(kind: &str, bytes: &[u8], guard: &Guard<'_>, follow: &str) -> Option<(Value, Vec<u8>)> {
    Some(match kind {
        "registration" => {
            let registration = Registration::restore(bytes, guard).ok()?;
            (registration::holds(&registration, follow), registration.save(guard))
        }
        "password_setup" => {
            let setup = PasswordSetup::restore(bytes, guard).ok()?;
            (account::holds(&setup, follow), setup.save(guard))
        }
        "mail" => {
            let mail = Notification::restore(bytes, guard).ok()?;
            (mail::holds(&mail), mail.save(guard))
        }
        other => panic!("no kind {other}"),
    })
}

#[test]
fn every_version_is_read_to_the_same_state() {
    let key = Secret::new(KEY);
    let mut read = 0;
    for file in files() {
        for kept in &file.states {
            let id = format!("{} {}", file.version, kept.id);
            assert_eq!(kept.bytes.len(), GUARDS.len(), "{id}");
            for (name, hex) in &kept.bytes {
                let (bytes, guard) = (unhex(hex).unwrap(), guard(name, &key));
                let (holds, again) = held(&kept.kind, &bytes, &guard, &kept.follow)
                    .unwrap_or_else(|| panic!("{id} {name} is not taken"));
                assert_eq!(holds, kept.holds, "{id} {name}");
                // The version of the format is the seventh byte: the same is written again to the byte.
                assert!(again[6] != bytes[6] || again == bytes, "{id} {name} is written anew");
                read += 1;
            }
        }
    }
    println!("{read} snapshots");
    assert!(read >= 81);
}

/// A version whose files are not kept could be changed without anyone seeing it.
#[test]
fn this_version_is_kept() {
    let version = env!("CARGO_PKG_VERSION");
    assert!(
        files().iter().any(|file| file.version == version),
        "draw the golden files of {version}"
    );
}

/// Bytes that nothing comes of: when a suspended registration was last touched, which is set anew as it is taken up,
/// and how many candidates were taken before the user ID that is reserved. Where the office issues there are no
/// candidates, and what waits for it does not expire. And the highest byte of when a link was made, which puts it
/// more than a week ahead: that counts as just now.
const IDLE: [(&str, Range<usize>); 12] = [
    ("start-suspended", 220..225),
    ("issuing-reserved", 224..225),
    ("issuing-number-reserved", 224..225),
    ("issuing-office", 219..225),
    ("entry-refused", 224..225),
    ("awaiting-password", 64..65),
    ("awaiting-password-third-link", 64..65),
    ("awaiting-password-third-link", 69..70),
    ("awaiting-password-third-link", 74..75),
    ("active", 64..65),
    ("active-with-link-and-reminder", 64..65),
    ("active-with-link-and-reminder", 69..70),
];

/// The comparison sees everything there is: any other content under a good seal is refused or holds something
/// else.
#[test]
fn every_byte_of_a_snapshot_is_seen() {
    let (mut tried, mut unseen) = (0, Vec::new());
    let files = files();
    for kept in files.iter().flat_map(|file| &file.states) {
        let good = unhex(&kept.bytes["plain"]).unwrap();
        for at in 17..good.len() - 32 {
            let mut other = good.clone();
            other[at] ^= 1;
            seal(&mut other);
            let found = held(&kept.kind, &other, &Guard::default(), &kept.follow);
            if found.is_some_and(|(holds, _)| holds == kept.holds) {
                unseen.push((kept.id.as_str(), at));
            }
            tried += 1;
        }
    }
    let idle = IDLE.into_iter().flat_map(|(id, bytes)| bytes.map(move |at| (id, at)));
    assert_eq!(unseen, idle.collect::<Vec<_>>());
    println!("{tried} changed bytes");
    assert!(tried > 3_000);
}

#[test]
fn no_two_states_hold_the_same() {
    for file in files() {
        let mut seen = BTreeMap::new();
        for kept in file.states {
            let before = seen.insert(kept.holds.to_string(), kept.id.clone());
            assert_eq!(before, None, "{}", kept.id);
        }
    }
}

/// The seal of a snapshot without key and context.
fn seal(bytes: &mut [u8]) {
    let (content, seal) = bytes.split_at_mut(bytes.len() - 32);
    let mut hash = Sha256::new();
    hash.update(b"toroku/snapshot/v1");
    hash.update(0u64.to_be_bytes());
    hash.update(&*content);
    seal.copy_from_slice(&hash.finalize());
}
