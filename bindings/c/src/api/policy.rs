//! The policy: what the host decides.

use alloc::vec::Vec;
use core::ffi::c_char;

use toroku::password::{PasswordPolicy, PasswordPolicyError};
use toroku::{Issuance, Policy, SequenceKey, SettingError, UserTypeOffer};

use crate::abi::call::{bytes, call, chars, out, secret, size, text_buffer};
use crate::abi::encoding::Encoding;
use crate::abi::handle::{change, free, handle_kind, look, make};
use crate::abi::number::{PolicyText, numbered};
use crate::abi::status::{Outcome, Status, toroku_status};
use crate::abi::user::{BadLine, UserCharacters};

/// The host's settings, under which every input is judged. Any number of threads may use one policy at once
/// while none changes it.
#[expect(non_camel_case_types, reason = "the name in C")]
pub struct toroku_policy(());

pub(crate) struct Settings {
    pub(crate) encoding: Encoding,
    pub(crate) policy: Policy,
    /// What the user-defined characters of records mean.
    pub(crate) user: Option<UserCharacters>,
}

handle_kind!(Settings, toroku_policy, 0x1);

/// Replaces the policy by one made from it; on a fault it stays.
fn remake(
    policy: *mut toroku_policy,
    body: impl FnOnce(Policy, Encoding) -> Outcome<Policy>,
) -> Outcome {
    change::<Settings, _>(policy, |settings| {
        settings.policy = body(settings.policy.clone(), settings.encoding)?;
        Ok(())
    })
}

fn issue(policy: *mut toroku_policy, issuance: Issuance) -> Outcome {
    remake(policy, |policy, _| Ok(policy.with_issuance(issuance)))
}

/// Gives the policy these rules for passwords, where they are any; on a fault it stays.
pub(crate) fn set_password(
    settings: &mut Settings,
    password: Result<PasswordPolicy, PasswordPolicyError>,
) -> Outcome {
    let password = password.map_err(|_| Status::InvalidSetting)?;
    settings.policy = settings.policy.clone().with_password(password);
    Ok(())
}

/// Makes a policy: the manual's rules, one user type (the manual's), random user IDs, no inactivity limit,
/// the default password policy. `encoding` is that of every text given to and taken from this handle.
/// The version names the Terms of Use in force (1 to 64 bytes of UTF-8); the address is that of the page
/// where a password is set: links in mails are made from it and from nothing that a request says.
/// Errors: TOROKU_INVALID_VALUE and TOROKU_NOT_BUILT_IN (the encoding), TOROKU_UNREADABLE,
/// TOROKU_INVALID_SETTING (an empty or overlong version; an address that is not https without query, or
/// http on this machine).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_policy_new(
    encoding: u32,
    terms_version: *const c_char,
    terms_version_length: u64,
    password_url: *const c_char,
    password_url_length: u64,
    policy: *mut *mut toroku_policy,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rules for texts that come in and outputs.
        let (version, url, policy) = unsafe {
            let version = chars(terms_version, terms_version_length)?;
            (version, chars(password_url, password_url_length)?, out(policy)?)
        };
        let encoding = Encoding::by_number(encoding)?;
        let made = Policy::new(&encoding.read(version)?, &encoding.read(url)?);
        let made = made.map_err(|_| Status::InvalidSetting)?;
        make(Settings { encoding, policy: made, user: None }, policy);
        Ok(())
    })
}

/// Sets a TOROKU_SETTING_... to a number. On and off are 1 and 0 (STRICT: nothing is converted, what would be
/// is a problem; PHONE_PLAN_REQUIRED; KEEP_DRAFT over expiry, on by default). INACTIVITY_LIMIT and
/// LINK_LIFETIME are seconds; an inactivity limit of 0 is an input at once or none. PASSWORD_RULES is a
/// TOROKU_RULES_... and sets every other setting about passwords to its default. The password lengths are
/// set with toroku_policy_set_lengths.
/// Errors: TOROKU_INVALID_VALUE (no setting, or one set elsewhere), TOROKU_INVALID_SETTING (no value for it).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_policy_set_number(
    policy: *mut toroku_policy,
    setting: u32,
    value: u32,
) -> toroku_status {
    call(|| {
        change::<Settings, _>(policy, |settings| {
            let changed = settings.policy.clone().with_setting(numbered(setting)?, value);
            settings.policy = changed.map_err(|error| match error {
                SettingError::Value => Status::InvalidSetting,
                SettingError::Lengths => Status::InvalidValue,
            })?;
            Ok(())
        })
    })
}

/// The number of a setting. Errors: TOROKU_INVALID_VALUE, TOROKU_ABSENT (no inactivity limit).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_policy_number(
    policy: *const toroku_policy,
    setting: u32,
    value: *mut u32,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for outputs.
        let value = unsafe { out(value)? };
        value.put(look::<Settings, _>(policy, |settings| {
            settings.policy.setting(numbered(setting)?).ok_or(Status::Absent)
        })?);
        Ok(())
    })
}

/// The address of the page to log in at, for reminders; the password page's where none is set.
/// Errors: TOROKU_UNREADABLE, TOROKU_INVALID_SETTING.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_policy_set_login_url(
    policy: *mut toroku_policy,
    url: *const c_char,
    url_length: u64,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for texts that come in.
        let url = unsafe { chars(url, url_length)? };
        remake(policy, |policy, encoding| {
            policy.with_login_url(&encoding.read(url)?).map_err(|_| Status::InvalidSetting)
        })
    })
}

/// What the user-defined characters in records mean: the bytes of a text file in UTF-8, one code a line. The
/// code in four hexadecimal digits (F040 to F9FC; in CP930 and CP939 6941 to 7FFE), a tab, and what it is: a
/// character, a kanji with its variation selector, or - for what Unicode does not have; itself or as U+9AD9,
/// U+8FBB U+E0101. Where the registration's fields cannot have that, a tab and the character that stands for
/// it: the result then says that the field was converted. Lines that begin with # are left out; no bytes take
/// the table away. `line` gets 0, and with TOROKU_MALFORMED the number of the line that is not right; then the
/// policy stays as it is. Errors: TOROKU_MALFORMED, TOROKU_NOT_BUILT_IN (a library without CP932).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_policy_set_user_chars(
    policy: *mut toroku_policy,
    table: *const u8,
    length: u64,
    line: *mut u64,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rules for bytes that come in and outputs.
        let (table, line) = unsafe { (bytes(table, length)?, out(line)?) };
        change::<Settings, _>(policy, |settings| {
            match settings.encoding.user_characters(table)? {
                Ok(user) => {
                    settings.user = (!table.is_empty()).then_some(user);
                    line.put(0);
                    Ok(())
                }
                Err(BadLine(at)) => {
                    line.put_size(at);
                    Err(Status::Malformed)
                }
            }
        })
    })
}

/// User IDs from a number that the host's store counts up, permuted under a key of TOROKU_ENTROPY_SIZE bytes
/// that belongs to that count for good. Errors: TOROKU_WEAK_ENTROPY.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_policy_issue_sequence(
    policy: *mut toroku_policy,
    key: *const u8,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for bytes of a fixed size.
        let key = unsafe { secret(key)? };
        let key = SequenceKey::new(&key)?;
        issue(policy, Issuance::Sequence(key))
    })
}

/// User IDs from each registration's entropy: the host's store says of each candidate whether it is taken.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_policy_issue_random(policy: *mut toroku_policy) -> toroku_status {
    call(|| issue(policy, Issuance::Random))
}

/// User IDs from the office, to which the host submits what was confirmed (TOROKU_EFFECT_SUBMIT).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_policy_issue_office(policy: *mut toroku_policy) -> toroku_status {
    call(|| issue(policy, Issuance::Office))
}

/// Takes all user types away: offers are then added one by one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_policy_drop_user_types(
    policy: *mut toroku_policy,
) -> toroku_status {
    call(|| remake(policy, |policy, _| Ok(policy.with_user_types(Vec::new()))))
}

/// Adds a user type to offer: its name, by which it is set, and its text for people.
/// Errors: TOROKU_UNREADABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_policy_add_user_type(
    policy: *mut toroku_policy,
    name: *const c_char,
    name_length: u64,
    text: *const c_char,
    text_length: u64,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for texts that come in.
        let (name, text) = unsafe { (chars(name, name_length)?, chars(text, text_length)?) };
        remake(policy, |policy, encoding| {
            let mut offers = policy.user_types().to_vec();
            offers.push(UserTypeOffer::new(&encoding.read(name)?, &encoding.read(text)?));
            Ok(policy.with_user_types(offers))
        })
    })
}

/// How many user types are offered.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_policy_user_types(
    policy: *const toroku_policy,
    count: *mut u64,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for outputs.
        let count = unsafe { out(count)? };
        count.put_size(look::<Settings, _>(policy, |one| Ok(one.policy.user_types().len()))?);
        Ok(())
    })
}

/// An offered user type, counted from 0, in the order of the screen: its name, by which it is set.
/// Errors: TOROKU_OUT_OF_RANGE, TOROKU_UNWRITABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_policy_user_type_name(
    policy: *const toroku_policy,
    index: u64,
    buffer: *mut c_char,
    capacity: u64,
    length: *mut u64,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for texts that go out.
        let buffer = unsafe { text_buffer(buffer, capacity, length)? };
        look::<Settings, _>(policy, |one| {
            let offer = one.policy.user_types().get(size(index)?).ok_or(Status::OutOfRange)?;
            buffer.put(offer.name(), one.encoding)
        })
    })
}

/// The same one's text for people. Errors: TOROKU_OUT_OF_RANGE, TOROKU_UNWRITABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_policy_user_type_text(
    policy: *const toroku_policy,
    index: u64,
    buffer: *mut c_char,
    capacity: u64,
    length: *mut u64,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for texts that go out.
        let buffer = unsafe { text_buffer(buffer, capacity, length)? };
        look::<Settings, _>(policy, |one| {
            let offer = one.policy.user_types().get(size(index)?).ok_or(Status::OutOfRange)?;
            buffer.put(offer.text(), one.encoding)
        })
    })
}

/// A text of the policy, TOROKU_POLICY_... . Errors: TOROKU_INVALID_VALUE, TOROKU_UNWRITABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_policy_text(
    policy: *const toroku_policy,
    text: u32,
    buffer: *mut c_char,
    capacity: u64,
    length: *mut u64,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for texts that go out.
        let buffer = unsafe { text_buffer(buffer, capacity, length)? };
        look::<Settings, _>(policy, |settings| {
            let text = match numbered(text)? {
                PolicyText::TermsVersion => settings.policy.terms_version(),
                PolicyText::PasswordUrl => settings.policy.password_url(),
                PolicyText::LoginUrl => settings.policy.login_url(),
            };
            buffer.put(text, settings.encoding)
        })
    })
}

/// Frees a policy. Registrations do not keep it: it goes with every call that needs it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_policy_free(policy: *mut toroku_policy) -> toroku_status {
    call(|| free::<Settings>(policy))
}
