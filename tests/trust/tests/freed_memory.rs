//! Reads every block of memory at the moment it is given back: no secret and nothing a person typed is in it.

#![allow(unsafe_code, reason = "memory that is freed can only be read with it")]
#![allow(clippy::unwrap_used, reason = "a step that fails fails the test")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use toroku::password::{OpenPages, PasswordEffect, PasswordInput, PasswordSetup};
use toroku::{
    Category, Effect, Entropy, Field, Guard, Input, Instant, Language, Personal, Registration,
    Secret,
};
use toroku_trust::{ENTROPY, NOW, TYPED, policy};

/// What is looked for in freed blocks, with the name it is reported by.
const CANARIES: [(&str, &[u8]); 13] = [
    ("entropy", b"canary of entropy 32"),
    ("new entropy", b"canary of another entropy"),
    ("salt", b"canary of a salt"),
    ("name as typed", b"Surcanary"),
    ("name", b"SURCANARY"),
    ("address as typed", "カナリア町7".as_bytes()),
    ("address", "カナリア町７".as_bytes()),
    ("phone as typed", b"03-7777"),
    ("phone", b"0377778888"),
    ("e-mail", b"canary..mail"),
    ("password", b"canary in a coal mine"),
    ("password's hash", b"$argon2id$v=19$m=8,t=1,p=1$Y2FuYXJ5IG9mIGEgc2FsdA"),
    ("token", TOKEN),
];

/// HMAC-SHA-256 of the entropy: its beginning, which the mail's link has. Checked below.
const TOKEN: &[u8] = include_bytes!("token.txt");

const SECRETS: [&str; 6] =
    ["entropy", "new entropy", "salt", "password", "password's hash", "token"];

thread_local! {
    /// Whether freed blocks are looked at, and how often each canary was in one.
    static WATCHING: Cell<bool> = const { Cell::new(false) };
    static SEEN: Cell<[u32; CANARIES.len()]> = const { Cell::new([0; CANARIES.len()]) };
}

struct Looking;

fn look(block: *const u8, size: usize) {
    if !WATCHING.get() {
        return;
    }
    // SAFETY: the caller gives the block back just now; the system allocator wrote or zeroed it.
    let bytes = unsafe { std::slice::from_raw_parts(block, size) };
    let mut seen = SEEN.get();
    for (count, (name, canary)) in seen.iter_mut().zip(CANARIES) {
        if size >= canary.len() && bytes.windows(canary.len()).any(|part| part == canary) {
            *count += 1;
            if std::env::var_os("TOROKU_TRUST_WHERE").is_some() {
                WATCHING.set(false);
                eprintln!(
                    "{name} in {size} bytes:\n{}",
                    std::backtrace::Backtrace::force_capture()
                );
                WATCHING.set(true);
            }
        }
    }
    SEEN.set(seen);
}

// SAFETY: every block is the system allocator's, zeroed so that all of it may be read.
unsafe impl GlobalAlloc for Looking {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller's promises are passed on.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        look(block, layout.size());
        // SAFETY: as above.
        unsafe { System.dealloc(block, layout) }
    }

    // `realloc` is the default one: a new block, a copy, and the old one freed, so that it is looked at.
}

#[global_allocator]
static ALLOCATOR: Looking = Looking;

/// Runs `work` and says in which freed blocks something was left.
fn left_behind<T>(work: impl FnOnce() -> T) -> (T, Vec<(&'static str, u32)>) {
    SEEN.set([0; CANARIES.len()]);
    WATCHING.set(true);
    let result = work();
    WATCHING.set(false);
    let seen = CANARIES.iter().zip(SEEN.get());
    (
        result,
        seen.filter(|(_, count)| *count > 0).map(|((name, _), count)| (*name, count)).collect(),
    )
}

fn nothing_left<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let (result, left) = left_behind(work);
    assert!(left.is_empty(), "{what} leaves {left:?}");
    result
}

#[test]
fn the_eye_sees() {
    let ((), left) = left_behind(|| drop(String::from("xx Surcanary xx")));
    assert_eq!(left, [("name as typed", 1)]);
    let ((), left) = left_behind(|| {
        let mut text = String::from("Surcanary");
        text.reserve(100);
        std::mem::forget(text);
    });
    assert_eq!(left, [("name as typed", 1)], "what a growing string leaves is seen");
    nothing_left("Personal", || drop(Personal::new("Surcanary")));
    nothing_left("a boxed Secret", || drop(Box::new(Entropy::new(ENTROPY))));
}

fn entered() -> Registration {
    let (policy, now) = (policy(), Instant::from_unix_seconds(NOW));
    let mut registration = Registration::new();
    let category = Category::ApplicantAtCounter;
    let entropy = Entropy::new(ENTROPY);
    registration.handle(Input::ChooseCategory { category, entropy }, now, &policy).unwrap();
    let items = TYPED.map(|(item, text)| (item, Personal::new(text))).to_vec();
    registration.handle(Input::Fill { items }, now, &policy).unwrap();
    registration.handle(Input::Agree { version: "terms-1".into() }, now, &policy).unwrap();
    registration
}

#[test]
fn entry_and_confirmation() {
    let (policy, now) = (policy(), Instant::from_unix_seconds(NOW));
    let mut registration = nothing_left("STEP1", entered);
    for field in Field::ENTRY {
        nothing_left(field.name(), || drop(registration.report(*field, now, &policy)));
    }
    nothing_left("Confirm", || registration.handle(Input::Confirm, now, &policy).unwrap());
    nothing_left("the page of STEP2", || drop(registration.confirmation()));
    nothing_left("a registration dropped", move || drop(registration));
}

#[test]
fn problems() {
    let (policy, now) = (policy(), Instant::from_unix_seconds(NOW));
    let mut registration = entered();
    let with = |tail: &str| {
        TYPED.map(|(item, text)| (item, Personal::from([text, tail].concat()))).to_vec()
    };
    // Something unseen, something without a replacement, something with one.
    for items in [with("\u{200B}"), with(" é法"), with("é"), with("𠮷"), with(&"x".repeat(5000))]
    {
        let ((), left) = left_behind(|| {
            registration.handle(Input::Fill { items }, now, &policy).unwrap();
            drop(registration.handle(Input::Confirm, now, &policy).unwrap());
        });
        // What the check of a refused text writes on the way is not wiped: SECURITY.md says so. Secrets are.
        let secret = |(name, _): &(&str, u32)| SECRETS.contains(name);
        assert!(!left.iter().any(secret), "a text with something wrong leaves {left:?}");
    }
}

#[test]
fn saving_and_restoring() {
    let (policy, now) = (policy(), Instant::from_unix_seconds(NOW));
    let mut registration = entered();
    registration.handle(Input::Confirm, now, &policy).unwrap();
    // The snapshot itself is the host's to keep and to wipe.
    let bytes = nothing_left("save", || registration.save(&Guard::default()));
    let restored =
        nothing_left("restore", || Registration::restore(&bytes, &Guard::default()).unwrap());
    assert_eq!(restored, registration);
    drop(bytes);
}

#[test]
fn issuing_and_completion() {
    let (policy, now) = (policy(), Instant::from_unix_seconds(NOW));
    let mut registration = entered();
    registration.handle(Input::Confirm, now, &policy).unwrap();
    let digest = registration.confirmation().unwrap().digest;
    let click = Input::Register { digest, language: Language::ENGLISH };
    nothing_left("Registration", || registration.handle(click, now, &policy).unwrap());
    let Some(Effect::ReserveUserId { user_id, .. }) =
        nothing_left("the first effect", || registration.next_effect(&policy))
    else {
        panic!("a candidate waits")
    };
    let reserved = Input::UserIdReserved { user_id };
    nothing_left("reserved", || registration.handle(reserved, now, &policy).unwrap());
    let Some(Effect::Commit(record)) =
        nothing_left("the record is made", || registration.next_effect(&policy))
    else {
        panic!("a record waits")
    };
    let link = record.notification.text().expose();
    assert!(link.contains(std::str::from_utf8(TOKEN).unwrap()), "{link}");
    let committed = Input::Committed { key: record.key };
    nothing_left("the record is dropped", move || drop(record));
    nothing_left("committed", || registration.handle(committed, now, &policy).unwrap());
}

#[test]
fn passwords() {
    let (policy, now) = (policy(), Instant::from_unix_seconds(NOW));
    let account = toroku::password::Account::new(
        "hdlpf38617".parse().unwrap(),
        "CANARYNAME SURCANARY".into(),
        "canary..mail@gmial.com".into(),
    );
    let (mut setup, token) = nothing_left("a setup", || {
        let entropy = Entropy::new(ENTROPY);
        PasswordSetup::for_account(account, &entropy, now, policy.password()).unwrap()
    });
    let password = || Personal::new("canary in a coal mine");
    let set = PasswordInput::SetPassword {
        token: token.expose().into(),
        password: password(),
        confirmation: password(),
        salt: Secret::new(*b"canary of a salt"),
        pages: OpenPages::None,
    };
    nothing_left("a password set", || setup.handle(set, now, policy.password()).unwrap());
    nothing_left("a log-in", || {
        let input = PasswordInput::LogIn { password: password() };
        setup.handle(input, now, policy.password()).unwrap()
    });
    nothing_left("a link asked for", || {
        let input = PasswordInput::RequestLink {
            user_id: "hdlpf38617".into(),
            email: "canary..mail@gmial.com".into(),
            entropy: Secret::new(*b"canary of another entropy 32 byt"),
        };
        let step = setup.handle(input, now, policy.password()).unwrap();
        let Some(PasswordEffect::SendLink { token, .. }) = &step.effect else { panic!("a mail") };
        drop(setup.link_mail(token, &policy, Language::JAPANESE));
    });
    let bytes = nothing_left("save", || setup.save(&Guard::default()));
    let restored =
        nothing_left("restore", || PasswordSetup::restore(&bytes, &Guard::default()).unwrap());
    assert_eq!(restored, setup);
    nothing_left("the setup and the token dropped", move || drop((setup, token, restored)));
}
