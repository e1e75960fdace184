//! User IDs: how they are written, counted and permuted.

use toroku::{Misuse, NotAUserId, Secret, SequenceKey, UserId};

fn key(byte: u8) -> SequenceKey {
    let bytes = std::array::from_fn(|i| byte.wrapping_add(u8::try_from(i).expect("one of 32")));
    SequenceKey::new(&Secret::new(bytes)).expect("the bytes differ")
}

#[test]
fn the_manuals_user_id_is_one() {
    let id: UserId = "hdlpf38617".parse().unwrap();
    assert_eq!(id.to_string(), "hdlpf38617");
    let number = id.number().unwrap();
    assert_eq!(number % 100_000, 38617);
    assert_eq!(UserId::from_number(number), Some(id));
}

#[test]
fn numbers_run_from_first_to_last() {
    assert_eq!(UserId::COUNT, 408_410_100_000);
    assert_eq!(UserId::from_number(0).unwrap().as_str(), "bbbbb00000");
    assert_eq!(UserId::from_number(1).unwrap().as_str(), "bbbbb00001");
    assert_eq!(UserId::from_number(100_000).unwrap().as_str(), "bbbbc00000");
    assert_eq!(UserId::from_number(UserId::COUNT - 1).unwrap().as_str(), "zzzzz99999");
    assert_eq!(UserId::from_number(UserId::COUNT), None);
}

#[test]
fn other_texts_are_not_user_ids() {
    for text in
        ["", "hdlpf3861", "hdlpf386171", "Hdlpf38617", "hdlp138617", "hdlpf3861x", "hdlpf３861"]
    {
        assert_eq!(text.parse::<UserId>(), Err(NotAUserId), "{text}");
    }
    assert_eq!("aeiou12345".parse::<UserId>().unwrap().number(), None);
}

#[test]
fn numbers_come_back_on_the_full_domain() {
    let key = key(9);
    for step in 0..2_000u64 {
        let n = step.wrapping_mul(0x9E37_79B9_7F4A_7C15) % UserId::COUNT;
        assert_eq!(key.number(&key.user_id(n).unwrap()), Some(n));
    }
    for n in [0, 1, UserId::COUNT - 1] {
        assert_eq!(key.number(&key.user_id(n).unwrap()), Some(n));
    }
}

#[test]
fn past_the_last_is_exhausted() {
    assert_eq!(key(0).user_id(UserId::COUNT), Err(Misuse::Exhausted));
    assert_eq!(key(0).user_id(u64::MAX), Err(Misuse::Exhausted));
    assert!(SequenceKey::new(&Secret::new([0; 32])).is_err());
}
