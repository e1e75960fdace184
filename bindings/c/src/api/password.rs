//! Password setup: from the mailed link to a password, and what can be asked of it.

use core::ffi::c_char;

use toroku::Instant;
use toroku::password::{Account, PasswordAnswer, PasswordEffect, PasswordSetup, Token};

use crate::abi::call::{call, chars, out, secret, text_buffer};
use crate::abi::encoding::Encoding;
use crate::abi::handle::{free, handle_kind, look, make};
use crate::abi::number::{AccountText, numbered};
use crate::abi::status::{Outcome, Status, toroku_status};
use crate::api::findings::{Findings, toroku_findings};
use crate::api::language::language;
use crate::api::mail::{Mail, toroku_mail};
use crate::api::policy::{Settings, toroku_policy};

/// One account's way from the mailed link to a password, and on to the next one.
#[expect(non_camel_case_types, reason = "the name in C")]
pub struct toroku_password(());

pub(crate) struct HeldSetup {
    pub(crate) encoding: Encoding,
    pub(crate) setup: PasswordSetup,
    /// What the last accepted input led to.
    pub(crate) answer: Option<PasswordAnswer>,
    /// The link to send, where the last accepted input orders one.
    pub(crate) effect: Option<PasswordEffect>,
    /// The token of the first link, where this handle was made with one, until the first input.
    pub(crate) first: Option<Token>,
}

handle_kind!(HeldSetup, toroku_password, 0x5);

impl HeldSetup {
    pub(crate) fn new(encoding: Encoding, setup: PasswordSetup) -> Self {
        Self { encoding, setup, answer: None, effect: None, first: None }
    }

    fn token(&self) -> Outcome<&Token> {
        match &self.effect {
            Some(PasswordEffect::SendLink { token, .. }) => Ok(token),
            None => self.first.as_ref().ok_or(Status::Absent),
        }
    }
}

pub(crate) fn of<R>(
    password: *const toroku_password,
    body: impl FnOnce(&HeldSetup) -> Outcome<R>,
) -> Outcome<R> {
    look::<HeldSetup, _>(password, body)
}

/// Makes the setup of an account from elsewhere that has no password; a registration's own comes with
/// toroku_effect_password. `entropy` is TOROKU_ENTROPY_SIZE fresh random bytes; toroku_password_token gives the
/// token of the first link. Errors: TOROKU_INVALID_VALUE, TOROKU_NOT_BUILT_IN, TOROKU_UNREADABLE,
/// TOROKU_MALFORMED (the user ID), TOROKU_WEAK_ENTROPY.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_password_new(
    encoding: u32,
    policy: *const toroku_policy,
    now: i64,
    user_id: *const c_char,
    user_id_length: u64,
    name: *const c_char,
    name_length: u64,
    email: *const c_char,
    email_length: u64,
    entropy: *const u8,
    password: *mut *mut toroku_password,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rules for texts that come in, bytes of a fixed size and outputs.
        let (user_id, name, email, entropy, handle) = unsafe {
            let user_id = chars(user_id, user_id_length)?;
            let (name, email) = (chars(name, name_length)?, chars(email, email_length)?);
            (user_id, name, email, secret(entropy)?, out(password)?)
        };
        let encoding = Encoding::by_number(encoding)?;
        let user_id = encoding.read(user_id)?.parse().map_err(|_| Status::Malformed)?;
        let account = Account::new(user_id, encoding.personal(name)?, encoding.personal(email)?);
        let made = look::<Settings, _>(policy, |settings| {
            let now = Instant::from_unix_seconds(now);
            let password = settings.policy.password();
            Ok(PasswordSetup::for_account(account, &entropy, now, password)?)
        })?;
        let (setup, token) = made;
        make(HeldSetup { first: Some(token), ..HeldSetup::new(encoding, setup) }, handle);
        Ok(())
    })
}

/// Frees a setup. What is to outlive it is its snapshot.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_password_free(password: *mut toroku_password) -> toroku_status {
    call(|| free::<HeldSetup>(password))
}

/// Where the setup stands: TOROKU_PWSTATE_... .
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_password_state(
    password: *const toroku_password,
    state: *mut u32,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for outputs.
        let state = unsafe { out(state)? };
        state.put(of(password, |setup| Ok(setup.setup.state().number()))?);
        Ok(())
    })
}

/// A text of the account, TOROKU_ACCOUNT_... . Errors: TOROKU_INVALID_VALUE, TOROKU_UNWRITABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_password_text(
    password: *const toroku_password,
    text: u32,
    buffer: *mut c_char,
    capacity: u64,
    length: *mut u64,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for texts that go out.
        let buffer = unsafe { text_buffer(buffer, capacity, length)? };
        of(password, |setup| {
            let account = setup.setup.account();
            let user_id = account.user_id();
            let text = match numbered(text)? {
                AccountText::UserId => user_id.as_str(),
                AccountText::Name => account.name().expose(),
                AccountText::Email => account.email().expose(),
            };
            buffer.put(text, setup.encoding)
        })
    })
}

/// The code (TOROKU_CODE_...) whose wording the person is shown for the last answer; the problems have theirs
/// each. Errors: TOROKU_ABSENT where it needs none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_password_code(
    password: *const toroku_password,
    code: *mut u32,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for outputs.
        let code = unsafe { out(code)? };
        code.put(of(password, |setup| {
            let found = setup.answer.as_ref().and_then(PasswordAnswer::code);
            Ok(u32::from(found.ok_or(Status::Absent)?.number()))
        })?);
        Ok(())
    })
}

/// What is wrong with the new password or its repetition, of the last answer TOROKU_PW_PROBLEMS. The list is
/// the caller's to free. Errors: TOROKU_ABSENT after another answer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_password_problems(
    password: *const toroku_password,
    findings: *mut *mut toroku_findings,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for outputs.
        let findings = unsafe { out(findings)? };
        let list = of(password, |setup| match &setup.answer {
            Some(PasswordAnswer::Problems(problems)) => {
                Ok(Findings::of_problems(setup.encoding, problems))
            }
            _ => Err(Status::Absent),
        })?;
        make(list, findings);
        Ok(())
    })
}

/// The token of the link to send: ordered by the last input, or the first after toroku_password_new. It is
/// kept nowhere else. Whether there is one must not change what the person sees. ASCII.
/// Errors: TOROKU_ABSENT where no link is to be sent.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_password_token(
    password: *const toroku_password,
    buffer: *mut c_char,
    capacity: u64,
    length: *mut u64,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for texts that go out.
        let buffer = unsafe { text_buffer(buffer, capacity, length)? };
        of(password, |setup| buffer.put(setup.token()?.expose(), setup.encoding))
    })
}

/// The link of that token: the policy's password page with user ID and token. Errors: TOROKU_ABSENT.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_password_link(
    password: *const toroku_password,
    policy: *const toroku_policy,
    buffer: *mut c_char,
    capacity: u64,
    length: *mut u64,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for texts that go out.
        let buffer = unsafe { text_buffer(buffer, capacity, length)? };
        of(password, |setup| {
            look::<Settings, _>(policy, |settings| {
                let link = setup.setup.link(settings.policy.password_url(), setup.token()?);
                buffer.put(link.expose(), setup.encoding)
            })
        })
    })
}

/// The mail with that link. It is the caller's to free. Errors: TOROKU_ABSENT, TOROKU_MALFORMED (the tag).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_password_link_mail(
    password: *const toroku_password,
    policy: *const toroku_policy,
    language_tag: *const c_char,
    tag_length: u64,
    mail: *mut *mut toroku_mail,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rules for texts that come in and outputs.
        let (tag, handle) = unsafe { (chars(language_tag, tag_length)?, out(mail)?) };
        let language = language(tag)?;
        let mail = of(password, |setup| {
            look::<Settings, _>(policy, |settings| {
                let token = setup.token()?;
                let notification = setup.setup.link_mail(token, &settings.policy, language);
                Ok(Mail { encoding: setup.encoding, notification })
            })
        })?;
        make(mail, handle);
        Ok(())
    })
}

/// How many days before the password's end a reminder is due at `now`; send it, then say
/// toroku_password_reminded. Errors: TOROKU_ABSENT where none is due.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_password_reminder_due(
    password: *const toroku_password,
    policy: *const toroku_policy,
    now: i64,
    days: *mut u32,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for outputs.
        let days = unsafe { out(days)? };
        days.put(of(password, |setup| {
            look::<Settings, _>(policy, |settings| {
                let now = Instant::from_unix_seconds(now);
                let due = setup.setup.reminder_due(now, settings.policy.password());
                Ok(u32::from(due.ok_or(Status::Absent)?))
            })
        })?);
        Ok(())
    })
}

/// The reminder so many days before the end. It is the caller's to free. Errors: TOROKU_ABSENT while there is
/// no password, TOROKU_MALFORMED (the tag), TOROKU_UNKNOWN_REMINDER (no such number of days).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_password_reminder_mail(
    password: *const toroku_password,
    policy: *const toroku_policy,
    days: u32,
    language_tag: *const c_char,
    tag_length: u64,
    mail: *mut *mut toroku_mail,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rules for texts that come in and outputs.
        let (tag, handle) = unsafe { (chars(language_tag, tag_length)?, out(mail)?) };
        let language = language(tag)?;
        let days = u16::try_from(days).map_err(|_| Status::UnknownReminder)?;
        let mail = of(password, |setup| {
            look::<Settings, _>(policy, |settings| {
                let mail = setup.setup.reminder_mail(days, &settings.policy, language);
                Ok(Mail { encoding: setup.encoding, notification: mail.ok_or(Status::Absent)? })
            })
        })?;
        make(mail, handle);
        Ok(())
    })
}
