//! The policy's rules: passwords in detail, and the host's own patterns.

use core::ffi::c_char;

use toroku::password::{HashCost, PasswordPolicy, PasswordPolicyError};

use crate::abi::call::{bytes, call, chars};
use crate::abi::handle::change;
use crate::abi::status::{Outcome, Status, toroku_status};
use crate::api::policy::{Settings, set_password, toroku_policy};

fn set(
    policy: *mut toroku_policy,
    body: impl FnOnce(PasswordPolicy) -> Result<PasswordPolicy, PasswordPolicyError>,
) -> Outcome {
    change::<Settings, _>(policy, |settings| {
        set_password(settings, body(settings.policy.password().clone()))
    })
}

/// The fewest and the most characters of a password: 8 to 256, and under TOROKU_RULES_NIST_B4 the most not
/// below 64. Errors: TOROKU_INVALID_SETTING.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_policy_set_lengths(
    policy: *mut toroku_policy,
    fewest: u32,
    most: u32,
) -> toroku_status {
    call(|| {
        let narrow = |number: u32| u16::try_from(number).map_err(|_| Status::InvalidSetting);
        let (fewest, most) = (narrow(fewest)?, narrow(most)?);
        set(policy, |password| password.with_lengths(fewest, most))
    })
}

/// How many days before its end a password is reminded of: `count` numbers
/// (none where it is 0). Up to 8, each 1 to 300. Errors: TOROKU_INVALID_SETTING.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_policy_set_reminders(
    policy: *mut toroku_policy,
    days: *const u16,
    count: u64,
) -> toroku_status {
    call(|| {
        if count > 8 {
            return Err(Status::InvalidSetting);
        }
        // SAFETY: the caller's array of `count` numbers, read as bytes since it may be unaligned.
        let pairs = unsafe { bytes(days.cast(), count * 2)? };
        let mut days = [0; 8];
        for (day, pair) in days.iter_mut().zip(pairs.as_chunks().0) {
            *day = u16::from_ne_bytes(*pair);
        }
        set(policy, |password| password.with_reminder_days(&days[..pairs.len() / 2]))
    })
}

/// The cost of hashing a password: memory in KiB, passes, lanes. The default is 19456, 2, 1.
/// Errors: TOROKU_INVALID_SETTING.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_policy_set_hash_cost(
    policy: *mut toroku_policy,
    memory_kib: u32,
    passes: u32,
    lanes: u32,
) -> toroku_status {
    call(|| {
        let cost = HashCost::new(memory_kib, passes, lanes);
        let cost = cost.map_err(|_| Status::InvalidSetting)?;
        set(policy, |password| Ok(password.with_hash_cost(cost)))
    })
}

/// Adds a rule of the host's own: a regular expression that the whole value of a TOROKU_FIELD_... must match
/// (the date of birth as YYYY-MM-DD, the sex as male or female). What fails it is the problem
/// TOROKU_CODE_TEXT_PATTERN with `name` as its parameter.
/// Errors: TOROKU_NOT_BUILT_IN, TOROKU_INVALID_VALUE (no field), TOROKU_UNREADABLE, TOROKU_INVALID_SETTING
/// (not an expression, too large a one, or a field without a text).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_policy_add_pattern(
    policy: *mut toroku_policy,
    field: u32,
    name: *const c_char,
    name_length: u64,
    expression: *const c_char,
    expression_length: u64,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for texts that come in.
        let (name, expression) =
            unsafe { (chars(name, name_length)?, chars(expression, expression_length)?) };
        change::<Settings, _>(policy, |settings| add_pattern(settings, field, name, expression))
    })
}

#[cfg(feature = "patterns")]
fn add_pattern(settings: &mut Settings, field: u32, name: &[u8], expression: &[u8]) -> Outcome {
    let (name, expression) = (settings.encoding.read(name)?, settings.encoding.read(expression)?);
    let field = crate::abi::number::numbered(field)?;
    let rule = toroku::PatternRule::new(field, &name, &expression);
    let rule = rule.map_err(|_| Status::InvalidSetting)?;
    settings.policy = settings.policy.clone().with_pattern(rule);
    Ok(())
}

#[cfg(not(feature = "patterns"))]
fn add_pattern(_: &mut Settings, _: u32, _: &[u8], _: &[u8]) -> Outcome {
    Err(Status::NotBuiltIn)
}
