//! Snapshots: bytes that were written once and must restore for good, and bytes that must not.

use std::{env, fs};

use base16ct::lower::{decode_vec as unhex, encode_string as hex};
use serde::Deserialize;
use serde_json::{Value, json};
use toroku::password::{HashCost, OpenPages, PasswordInput, PasswordPolicy};
use toroku::{Guard, PasswordSetup, Registration, Secret, SnapshotError};

use crate::registrations::{FILES, Run};
use crate::world;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "schema")]
    _schema: String,
    #[serde(rename = "comment")]
    _comment: String,
    key: String,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    id: String,
    #[serde(rename = "comment")]
    _comment: String,
    kind: String,
    bytes: String,
    #[serde(default)]
    sealed_with_key: bool,
    #[serde(default)]
    context: String,
    #[serde(default)]
    counter: u64,
    expect: Expected,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    state: Option<String>,
    error: Option<String>,
}

fn error_name(error: SnapshotError) -> &'static str {
    match error {
        SnapshotError::NotASnapshot => "not_a_snapshot",
        SnapshotError::Newer { .. } => "newer",
        SnapshotError::OtherKind => "other_kind",
        SnapshotError::Broken => "broken",
        SnapshotError::RolledBack => "rolled_back",
    }
}

#[test]
fn every_snapshot() {
    let file: File = crate::read("snapshots.json");
    let key = Secret::new(world::bytes(&file.key));
    for case in &file.cases {
        let id = &case.id;
        let bytes = unhex(&case.bytes).unwrap();
        let mut guard =
            Guard::default().with_context(case.context.as_bytes()).with_counter(case.counter);
        if case.sealed_with_key {
            guard = guard.with_key(&key);
        }
        let (found, again) = if case.kind == "registration" {
            let restored = Registration::restore(&bytes, &guard);
            let state = restored.as_ref().map(|r| r.state().kind().name().to_owned());
            (state.map_err(|error| *error), restored.ok().map(|r| r.save(&guard)))
        } else {
            let restored = PasswordSetup::restore(&bytes, &guard);
            let state = restored.as_ref().map(|setup| setup.state().name().to_owned());
            (state.map_err(|error| *error), restored.ok().map(|setup| setup.save(&guard)))
        };
        match found {
            Ok(state) => {
                assert_eq!(Some(state), case.expect.state, "{id}");
                // What version 1 wrote, version 1 writes again to the byte.
                assert_eq!(again.unwrap(), bytes, "{id}");
            }
            Err(error) => {
                assert_eq!(Some(error_name(error)), case.expect.error.as_deref(), "{id}");
                assert_eq!(error.code().name(), "flow.snapshot_invalid", "{id}");
            }
        }
    }
    println!("{} snapshots", file.cases.len());
    assert!(file.cases.len() > 20);
}

#[test]
fn no_flipped_bit_and_no_truncation_is_taken() {
    let file: File = crate::read("snapshots.json");
    let mut flips = 0;
    for case in
        file.cases.iter().filter(|case| case.expect.state.is_some() && !case.sealed_with_key)
    {
        let bytes = unhex(&case.bytes).unwrap();
        let guard =
            Guard::default().with_context(case.context.as_bytes()).with_counter(case.counter);
        let is_taken = |bytes: &[u8]| {
            Registration::restore(bytes, &guard).is_ok()
                || PasswordSetup::restore(bytes, &guard).is_ok()
        };
        for bit in 0..bytes.len() * 8 {
            let mut flipped = bytes.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert!(!is_taken(&flipped), "{}: bit {bit}", case.id);
            flips += 1;
        }
        for length in 0..bytes.len() {
            assert!(!is_taken(&bytes[..length]), "{}: {length} bytes", case.id);
        }
        assert!(!is_taken(&[&bytes[..], &[0]].concat()), "{}: a byte too many", case.id);
    }
    assert!(flips > 5_000);
}

#[test]
fn a_full_entry_fits_in_300_bytes() {
    let file: File = crate::read("snapshots.json");
    let entry = file.cases.iter().find(|case| case.id == "entry").unwrap();
    assert!(entry.bytes.len() / 2 <= 300, "{} bytes", entry.bytes.len() / 2);
}

/// Writes the file: once a format version, never to make a failing test pass.
/// `TOROKU_DRAW=1 cargo test -p toroku --test vectors -- --ignored snapshots_are_drawn`
#[test]
#[ignore = "writes the vectors; the bytes of a version are written once"]
#[expect(clippy::too_many_lines, reason = "a list of cases, from the first to the last")]
fn snapshots_are_drawn() {
    assert!(env::var_os("TOROKU_DRAW").is_some());
    let key_text = "404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f";
    let key = Secret::new(world::bytes(key_text));
    let mut cases: Vec<Value> = Vec::new();
    let mut add =
        |id: &str, comment: &str, kind: &str, bytes: &[u8], rest: Value, expect: Value| {
            let mut case = json!({"id": id, "comment": comment, "kind": kind, "bytes": hex(bytes)});
            for (name, value) in rest.as_object().unwrap() {
                case[name] = value.clone();
            }
            case["expect"] = expect;
            cases.push(case);
        };
    let plain = Guard::default();
    let pairs: crate::registrations::File = crate::read(FILES[1]);
    let mut last = Vec::new();
    for from in pairs.reach.keys() {
        let case = pairs.cases.iter().find(|case| case.from.as_deref() == Some(from)).unwrap();
        let mut run = Run::new(&pairs, case);
        run.reach(&pairs, case);
        last = run.registration.save(&plain);
        let state = run.registration.state().kind().name();
        let comment = "the registration of the manual's samples, stopped here";
        add(from, comment, "registration", &last, json!({}), json!({"state": state}));
        if from == "entry" {
            let guard = Guard::default().with_key(&key).with_context(b"session 17").with_counter(7);
            let sealed = run.registration.save(&guard);
            let with = |context: &str, counter: u64, key: bool| json!({"context": context, "counter": counter, "sealed_with_key": key});
            let state = json!({"state": "entry"});
            let broken = json!({"error": "broken"});
            add(
                "sealed",
                "key, context and counter",
                "registration",
                &sealed,
                with("session 17", 7, true),
                state,
            );
            add(
                "rolled-back",
                "an older one than the counter allows",
                "registration",
                &sealed,
                with("session 17", 8, true),
                json!({"error": "rolled_back"}),
            );
            add(
                "other-context",
                "another session's",
                "registration",
                &sealed,
                with("session 18", 7, true),
                broken.clone(),
            );
            add(
                "key-not-given",
                "sealed with a key, opened without",
                "registration",
                &sealed,
                with("session 17", 7, false),
                broken.clone(),
            );
            add(
                "key-not-used",
                "sealed without a key, opened with one",
                "registration",
                &last,
                json!({"sealed_with_key": true}),
                broken.clone(),
            );
            add(
                "as-password",
                "another kind",
                "password_setup",
                &last,
                json!({}),
                json!({"error": "other_kind"}),
            );
            let mut newer = last.clone();
            newer[6] = 2;
            add(
                "newer",
                "from a newer engine",
                "registration",
                &newer,
                json!({}),
                json!({"error": "newer"}),
            );
            newer[6] = 0;
            add(
                "version-0",
                "no such version",
                "registration",
                &newer,
                json!({}),
                json!({"error": "not_a_snapshot"}),
            );
        }
    }
    let mut flipped = last.clone();
    flipped[20] ^= 1;
    let none = json!({"error": "not_a_snapshot"});
    add("flipped", "one bit", "registration", &flipped, json!({}), json!({"error": "broken"}));
    add(
        "truncated",
        "the last byte is missing",
        "registration",
        &last[..last.len() - 1],
        json!({}),
        json!({"error": "broken"}),
    );
    add("empty", "no bytes", "registration", &[], json!({}), none.clone());
    add("short", "less than header and seal", "registration", &last[..48], json!({}), none.clone());
    add(
        "text",
        "not a snapshot at all",
        "registration",
        "名前".repeat(40).as_bytes(),
        json!({}),
        none.clone(),
    );
    add("zeros", "", "registration", &[0; 300], json!({}), none.clone());
    add(
        "huge",
        "too large to be one",
        "registration",
        &[b"TOROKU\x01".to_vec(), vec![0; 131_100]].concat(),
        json!({}),
        none,
    );

    let policy = PasswordPolicy::default().with_hash_cost(HashCost::new(8, 1, 1).unwrap());
    let now = toroku::Instant::from_unix_seconds(1_700_000_000);
    let account = toroku::password::Account::new(
        "hdlpf38617".parse().unwrap(),
        "HOUMU TARO".into(),
        "user01@ens-test.com".into(),
    );
    let entropy =
        world::entropy(&hex(&std::array::from_fn::<u8, 32, _>(|i| u8::try_from(i).unwrap())));
    let (mut setup, token) = PasswordSetup::for_account(account, &entropy, now, &policy).unwrap();
    add(
        "awaiting-password",
        "before a password is set",
        "password_setup",
        &setup.save(&plain),
        json!({}),
        json!({"state": "awaiting_password"}),
    );
    add(
        "as-registration",
        "another kind",
        "registration",
        &setup.save(&plain),
        json!({}),
        json!({"error": "other_kind"}),
    );
    let set = PasswordInput::SetPassword {
        token: token.expose().into(),
        password: "my cat eats blue fish".into(),
        confirmation: "my cat eats blue fish".into(),
        salt: Secret::new(std::array::from_fn(|i| u8::try_from(i).unwrap())),
        pages: OpenPages::None,
    };
    setup.handle(set, now, &policy).unwrap();
    add(
        "active",
        "with a password",
        "password_setup",
        &setup.save(&plain),
        json!({}),
        json!({"state": "active"}),
    );
    let file = json!({
        "schema": "schema/snapshots.json",
        "comment": "Version 1 of the format. These bytes were written once and do not change: every later version restores them.",
        "key": key_text,
        "cases": cases,
    });
    let text = serde_json::to_string_pretty(&file).unwrap() + "\n";
    fs::write(crate::root().join("snapshots.json"), text).unwrap();
}
