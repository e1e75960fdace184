//! Passwords that are guessed first.

use super::*;

fn common(text: &str) -> bool {
    let policy = policy().with_lengths(8, 256).unwrap();
    let (mut setup, token) =
        PasswordSetup::for_account(account(), &entropy(0), start(), &policy).unwrap();
    let input = set_to(&token.expose().into(), text, text);
    let answer = setup.handle(input, start(), &policy).unwrap().answer;
    let is_set = matches!(answer, PasswordAnswer::PasswordSet { .. });
    if !is_set {
        assert_eq!(codes(&answer), [Code::PasswordCommon], "{text}");
    }
    !is_set
}

#[test]
fn patterns_are_found_without_a_list() {
    for text in [
        "aaaaaaaaaaaaaaa",
        "abcabcabcabcabc",
        "passwordpassword",
        "PasswordPassword1",
        "123456789012345",
        "qwertyuiopasdfgh",
        "qwertyuiop12345",
        "zyxwvutsrqponml",
        "1qaz2wsx3edc4rfv",
        "p@ssw0rd12345678",
        "P@$$w0rd!!!!!!!!",
        "baseball-football",
        "ｐａｓｓｗｏｒｄ１２３４５６７",
        "                ",
        "toroku-toroku-2024",
        "Residence Application",
        "onlineresidenceapplicationsystem",
        "あいうえおかきくけこさしすせそ",
        "パスワードパスワードパスワード",
        "在留申請オンライン2024",
        "いろはにほへとちりぬるをわかよ",
        "1111111111222222222233333333334444444444",
        "dragonmonkeydragonmonkey",
        "!@#$%^&*()!@#$%^&*()",
        "01234567890123456789",
        "kq7!zkq7!zkq7!z",
    ] {
        assert!(common(text), "{text}");
    }
}

#[test]
fn what_is_not_a_pattern_is_left_alone() {
    for text in [
        "correct horse battery staple",
        "baseball football superman princess",
        "kQ7!vR2#mX9@pL4$w",
        "my cat eats blue fish",
        "83920174650928374",
        "password and other stories of mine",
        "雨にも負けず風にも負けず雪にも",
        "ichi-go ichi-e desu ne",
        "Fj3kd0sLwq8Zmx1",
    ] {
        assert!(!common(text), "{text}");
    }
}

#[test]
fn the_longest_text_takes_no_more_than_its_place() {
    assert!(common(&"p4s5".repeat(64)));
}
