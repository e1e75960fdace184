//! The repetition of the e-mail address.

use super::*;

#[test]
fn the_repetition_must_name_the_same_mailbox() {
    let code = |confirmation, email| {
        let mut form = Form::new();
        form.set(Item::EmailConfirmation, confirmation).set(Item::Email, email);
        let code = form.verdict(now(), &policy()).problem(Field::EmailConfirmation);
        let report = form.report(Field::EmailConfirmation, now(), &policy());
        assert_eq!(code, report.problem.map(|problem| problem.code()));
        code
    };
    assert_eq!(code("a@b.c", "a@b.c"), None);
    assert_eq!(code("a@B.C", "a@b.c"), None);
    assert_eq!(code(" ａ@b.c", "a@b.c "), None);
    assert_eq!(code("A@b.c", "a@b.c"), Some(Code::EmailConfirmMismatch));
    assert_eq!(code("", "a@b.c"), Some(Code::EmailConfirmRequired));
    assert_eq!(code("a@b.c", ""), None);
}
