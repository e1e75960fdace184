//! The inputs of password setup, and the answers for accounts that do not exist.

use core::ffi::c_char;

use toroku::Instant;
use toroku::password::{PasswordHash, PasswordInput, decoy_log_in, decoy_request_link};

use crate::abi::call::{Out, call, chars, out, secret};
use crate::abi::encoding::Encoding;
use crate::abi::handle::{change, look};
use crate::abi::number::numbered;
use crate::abi::status::{Outcome, Status, toroku_status};
use crate::api::password::{HeldSetup, toroku_password};
use crate::api::policy::{Settings, toroku_policy};

fn handle(
    password: *mut toroku_password,
    policy: *const toroku_policy,
    now: i64,
    answer: Out<u32>,
    input: impl FnOnce(Encoding) -> Outcome<PasswordInput>,
) -> Outcome {
    change::<HeldSetup, _>(password, |setup| {
        look::<Settings, _>(policy, |settings| {
            let input = input(setup.encoding)?;
            hand_over(setup, input, now, settings, answer)
        })
    })
}

// Once, not in every function.
#[inline(never)]
fn hand_over(
    setup: &mut HeldSetup,
    input: PasswordInput,
    now: i64,
    settings: &Settings,
    answer: Out<u32>,
) -> Outcome {
    let now = Instant::from_unix_seconds(now);
    let step = setup.setup.handle(input, now, settings.policy.password())?;
    answer.put(step.answer.kind().number());
    setup.answer = Some(step.answer);
    setup.effect = step.effect;
    setup.first = None;
    Ok(())
}

/// The link of a mail was opened, with its token, while TOROKU_PAGES_... are open in the same browser: can it
/// be used? Never uses it up. Answers: LINK_USABLE, CONFLICT, TOKEN_INVALID, TOKEN_EXPIRED.
/// Errors: TOROKU_INVALID_VALUE, TOROKU_UNREADABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_password_open_link(
    password: *mut toroku_password,
    policy: *const toroku_policy,
    now: i64,
    token: *const c_char,
    token_length: u64,
    pages: u32,
    answer: *mut u32,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rules for texts that come in and outputs.
        let (token, answer) = unsafe { (chars(token, token_length)?, out(answer)?) };
        let pages = numbered(pages)?;
        handle(password, policy, now, answer, |encoding| {
            Ok(PasswordInput::OpenLink { token: encoding.personal(token)?, pages })
        })
    })
}

/// The form behind the link was sent: token, password, password again, TOROKU_SALT_SIZE random bytes.
/// Answers: PASSWORD_SET, PROBLEMS (the token is not used up), CONFLICT, TOKEN_INVALID, TOKEN_EXPIRED.
/// Errors: TOROKU_INVALID_VALUE, TOROKU_UNREADABLE, TOROKU_WEAK_ENTROPY, TOROKU_OUT_OF_MEMORY.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_password_set(
    password: *mut toroku_password,
    policy: *const toroku_policy,
    now: i64,
    token: *const c_char,
    token_length: u64,
    new_password: *const c_char,
    new_length: u64,
    repeated: *const c_char,
    repeated_length: u64,
    salt: *const u8,
    pages: u32,
    answer: *mut u32,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rules for texts that come in, bytes of a fixed size and outputs.
        let (token, new, repeated, salt, answer) = unsafe {
            let token = chars(token, token_length)?;
            let new = chars(new_password, new_length)?;
            let repeated = chars(repeated, repeated_length)?;
            (token, new, repeated, secret(salt)?, out(answer)?)
        };
        let pages = numbered(pages)?;
        handle(password, policy, now, answer, |encoding| {
            Ok(PasswordInput::SetPassword {
                token: encoding.personal(token)?,
                password: encoding.personal(new)?,
                confirmation: encoding.personal(repeated)?,
                salt,
                pages,
            })
        })
    })
}

/// A new link is asked for, by user ID and e-mail address as typed, with TOROKU_ENTROPY_SIZE random bytes never
/// used before. Answers: LINK_REQUESTED, whether they belong together or not; toroku_password_token shows
/// whether to send one. Errors: TOROKU_UNREADABLE, TOROKU_WEAK_ENTROPY.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_password_request_link(
    password: *mut toroku_password,
    policy: *const toroku_policy,
    now: i64,
    user_id: *const c_char,
    user_id_length: u64,
    email: *const c_char,
    email_length: u64,
    entropy: *const u8,
    answer: *mut u32,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rules for texts that come in, bytes of a fixed size and outputs.
        let (user_id, email, entropy, answer) = unsafe {
            let user_id = chars(user_id, user_id_length)?;
            (user_id, chars(email, email_length)?, secret(entropy)?, out(answer)?)
        };
        handle(password, policy, now, answer, |encoding| {
            let (user_id, email) = (encoding.personal(user_id)?, encoding.personal(email)?);
            Ok(PasswordInput::RequestLink { user_id, email, entropy })
        })
    })
}

/// A password is replaced by one who knows it: current, new, new again, TOROKU_SALT_SIZE random bytes.
/// Answers: PASSWORD_SET, PROBLEMS, PASSWORD_WRONG. Errors: TOROKU_NOT_ACCEPTED (there is none yet),
/// TOROKU_UNREADABLE, TOROKU_WEAK_ENTROPY, TOROKU_OUT_OF_MEMORY.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_password_change(
    password: *mut toroku_password,
    policy: *const toroku_policy,
    now: i64,
    current: *const c_char,
    current_length: u64,
    new_password: *const c_char,
    new_length: u64,
    repeated: *const c_char,
    repeated_length: u64,
    salt: *const u8,
    answer: *mut u32,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rules for texts that come in, bytes of a fixed size and outputs.
        let (current, new, repeated, salt, answer) = unsafe {
            let current = chars(current, current_length)?;
            let new = chars(new_password, new_length)?;
            let repeated = chars(repeated, repeated_length)?;
            (current, new, repeated, secret(salt)?, out(answer)?)
        };
        handle(password, policy, now, answer, |encoding| {
            Ok(PasswordInput::ChangePassword {
                current: encoding.personal(current)?,
                password: encoding.personal(new)?,
                confirmation: encoding.personal(repeated)?,
                salt,
            })
        })
    })
}

/// Someone logs in. Answers: LOGGED_IN, PASSWORD_WRONG, PASSWORD_EXPIRED.
/// Errors: TOROKU_UNREADABLE, TOROKU_OUT_OF_MEMORY.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_password_log_in(
    password: *mut toroku_password,
    policy: *const toroku_policy,
    now: i64,
    typed: *const c_char,
    typed_length: u64,
    answer: *mut u32,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rules for texts that come in and outputs.
        let (typed, answer) = unsafe { (chars(typed, typed_length)?, out(answer)?) };
        handle(password, policy, now, answer, |encoding| {
            Ok(PasswordInput::LogIn { password: encoding.personal(typed)? })
        })
    })
}

/// The reminder so many days before the end was sent. Answers: REMINDER_NOTED.
/// Errors: TOROKU_NOT_ACCEPTED (there is no password), TOROKU_UNKNOWN_REMINDER.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_password_reminded(
    password: *mut toroku_password,
    policy: *const toroku_policy,
    now: i64,
    days: u32,
    answer: *mut u32,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for outputs.
        let answer = unsafe { out(answer)? };
        // Days past every reminder the engine can have stay past them: it gives the misuse.
        let days = u16::try_from(days).unwrap_or(u16::MAX);
        handle(password, policy, now, answer, |_| Ok(PasswordInput::ReminderSent { days }))
    })
}

/// The answer to a login with a user ID that does not exist: TOROKU_PW_PASSWORD_WRONG, after as much work.
/// Errors: TOROKU_UNREADABLE, TOROKU_OUT_OF_MEMORY.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_decoy_log_in(
    policy: *const toroku_policy,
    typed: *const c_char,
    typed_length: u64,
    answer: *mut u32,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rules for texts that come in and outputs.
        let (typed, answer) = unsafe { (chars(typed, typed_length)?, out(answer)?) };
        look::<Settings, _>(policy, |settings| {
            let typed = settings.encoding.personal(typed)?;
            let step = decoy_log_in(&typed, settings.policy.password().hash_cost())?;
            answer.put(step.answer.kind().number());
            Ok(())
        })
    })
}

/// The answer to a request for a link by a user ID that does not exist: TOROKU_PW_LINK_REQUESTED, after as much
/// work. Errors: TOROKU_WEAK_ENTROPY.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_decoy_request_link(
    entropy: *const u8,
    answer: *mut u32,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rules for bytes of a fixed size and outputs.
        let (entropy, answer) = unsafe { (secret(entropy)?, out(answer)?) };
        answer.put(decoy_request_link(&entropy)?.answer.kind().number());
        Ok(())
    })
}

/// Whether a password is the one of a PHC string in ASCII (toroku_password_hash): 1 or 0.
/// Errors: TOROKU_MALFORMED (no such string), TOROKU_UNREADABLE, TOROKU_OUT_OF_MEMORY.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_hash_verify(
    encoding: u32,
    hash: *const c_char,
    hash_length: u64,
    typed: *const c_char,
    typed_length: u64,
    matches: *mut u32,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rules for texts that come in and outputs.
        let (hash, typed, matches) =
            unsafe { (chars(hash, hash_length)?, chars(typed, typed_length)?, out(matches)?) };
        let encoding = Encoding::by_number(encoding)?;
        let hash = PasswordHash::from_phc(&encoding.read(hash)?).map_err(|_| Status::Malformed)?;
        matches.put(hash.verify(&encoding.personal(typed)?)?.into());
        Ok(())
    })
}
