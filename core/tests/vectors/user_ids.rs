//! User IDs: parsing, numbers, both ways to issue; and against an implementation of the tests' own.

use hmac::{Hmac, KeyInit, Mac};
use serde::Deserialize;
use sha2::Sha256;
use toroku::{Misuse, Secret, SequenceKey, UserId, random_candidate};

use crate::world;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "schema")]
    _schema: String,
    #[serde(rename = "comment")]
    _comment: String,
    count: u64,
    parse: Vec<Parse>,
    numbers: Vec<Number>,
    exhausted: Vec<Exhausted>,
    sequence: Vec<Sequence>,
    random: Vec<Random>,
}

#[derive(Deserialize)]
struct Parse {
    id: String,
    text: String,
    valid: bool,
}

#[derive(Deserialize)]
#[expect(clippy::struct_field_names, reason = "the names are the vectors'")]
struct Number {
    id: String,
    number: u64,
    user_id: String,
}

#[derive(Deserialize)]
struct Exhausted {
    id: String,
    key: String,
    number: u64,
}

#[derive(Deserialize)]
struct Sequence {
    id: String,
    key: String,
    number: u64,
    user_id: String,
}

#[derive(Deserialize)]
struct Random {
    id: String,
    entropy: String,
    k: u32,
    user_id: String,
}

#[test]
fn every_user_id_case() {
    let file: File = crate::read("user_ids.json");
    assert_eq!(UserId::COUNT, file.count);
    for case in &file.parse {
        assert_eq!(case.text.parse::<UserId>().is_ok(), case.valid, "{}", case.id);
    }
    for case in &file.numbers {
        let id = UserId::from_number(case.number).unwrap();
        assert_eq!(id.as_str(), case.user_id, "{}", case.id);
        assert_eq!(id.number(), Some(case.number), "{}", case.id);
    }
    let key = |hex: &str| SequenceKey::new(&Secret::new(world::bytes(hex))).unwrap();
    for case in &file.exhausted {
        assert_eq!(key(&case.key).user_id(case.number), Err(Misuse::Exhausted), "{}", case.id);
    }
    for case in &file.sequence {
        let id = key(&case.key).user_id(case.number).unwrap();
        assert_eq!(id.as_str(), case.user_id, "{}", case.id);
        assert_eq!(key(&case.key).number(&id), Some(case.number), "{}", case.id);
    }
    for case in &file.random {
        let id = random_candidate(&world::entropy(&case.entropy), case.k).unwrap();
        assert_eq!(id.as_str(), case.user_id, "{}", case.id);
    }
    let count = file.parse.len() + file.numbers.len() + file.sequence.len() + file.random.len();
    println!("{count} user IDs");
    assert!(count > 60);
}

/// The permutation written down once more, straight from its description.
fn straight(key: &[u8; 32], n: u64) -> String {
    let (mut l, mut d) = (u128::from(n / 100_000), u128::from(n % 100_000));
    let f = |r: u8, v: u128| {
        let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
        mac.update(b"toroku/user-id/v1");
        mac.update(&[r]);
        mac.update(&u32::try_from(v).unwrap().to_be_bytes());
        let out: [u8; 32] = mac.finalize().into_bytes().into();
        u128::from_be_bytes(out[..16].try_into().unwrap())
    };
    for r in [0, 2, 4, 6, 8] {
        l = (l + f(r, d) % 4_084_101) % 4_084_101;
        d = (d + f(r + 1, l) % 100_000) % 100_000;
    }
    let mut letters = Vec::new();
    for _ in 0..5 {
        letters.insert(0, char::from(b"bcdfghjklmnpqrstvwxyz"[usize::try_from(l % 21).unwrap()]));
        l /= 21;
    }
    format!("{}{d:05}", String::from_iter(letters))
}

#[test]
fn the_permutation_is_the_described_one() {
    let key: [u8; 32] = std::array::from_fn(|i| u8::try_from(i * 7 % 251).unwrap());
    let engine = SequenceKey::new(&Secret::new(key)).unwrap();
    let mut numbers = fastrand::Rng::with_seed(1);
    for _ in 0..3_000 {
        let n = numbers.u64(..UserId::COUNT);
        assert_eq!(engine.user_id(n).unwrap().as_str(), straight(&key, n));
    }
}
