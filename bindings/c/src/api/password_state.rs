//! What a password setup holds: moments, the link's digest, the password's hash, its bytes.

use core::ffi::c_char;

use toroku::password::{PasswordHash, PasswordSetup, Token};
use toroku::{Instant, Personal};

use crate::abi::call::{buffer, call, chars, out, text_buffer};
use crate::abi::encoding::Encoding;
use crate::abi::status::{Status, toroku_status};
use crate::api::password::{HeldSetup, of, toroku_password};
use crate::api::snapshot::{restore, save};

/// A moment of the setup, where there is one.
unsafe fn moment(
    password: *const toroku_password,
    moment: *mut i64,
    of_setup: impl FnOnce(&PasswordSetup) -> Option<Instant>,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for outputs, kept by the caller's caller.
        let moment = unsafe { out(moment)? };
        moment.put(of(password, |setup| {
            Ok(of_setup(&setup.setup).ok_or(Status::Absent)?.unix_seconds())
        })?);
        Ok(())
    })
}

/// When the password was set. Errors: TOROKU_ABSENT while there is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_password_set_at(
    password: *const toroku_password,
    at: *mut i64,
) -> toroku_status {
    // SAFETY: the header's rule for outputs.
    unsafe { moment(password, at, PasswordSetup::set_at) }
}

/// The first moment at which the password no longer counts. Errors: TOROKU_ABSENT while there is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_password_expires_at(
    password: *const toroku_password,
    at: *mut i64,
) -> toroku_status {
    // SAFETY: the header's rule for outputs.
    unsafe { moment(password, at, PasswordSetup::expires_at) }
}

/// The first moment at which the link sent last no longer counts. Errors: TOROKU_ABSENT once it is used.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_password_link_expires(
    password: *const toroku_password,
    at: *mut i64,
) -> toroku_status {
    // SAFETY: the header's rule for outputs.
    unsafe { moment(password, at, PasswordSetup::link_expires_at) }
}

/// The SHA-256 of the token of the link sent last, TOROKU_ENTROPY_SIZE bytes, by which a host whose links carry
/// the token alone finds the setup. Errors: TOROKU_ABSENT once it is used.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_password_link_digest(
    password: *const toroku_password,
    digest: *mut u8,
    capacity: u64,
    length: *mut u64,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for bytes that go out.
        let digest = unsafe { buffer(digest, capacity, length)? };
        of(password, |setup| {
            digest.put_bytes(setup.setup.link_digest().ok_or(Status::Absent)?.expose())
        })
    })
}

/// The same of a token's text in ASCII, as it came with a link.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_token_digest(
    token: *const c_char,
    token_length: u64,
    digest: *mut u8,
    capacity: u64,
    length: *mut u64,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rules for texts that come in and bytes that go out.
        let (token, digest) =
            unsafe { (chars(token, token_length)?, buffer(digest, capacity, length)?) };
        let token: Personal = Encoding::UTF8.personal(token)?;
        digest.put_bytes(Token::digest_of(&token).expose())
    })
}

/// The password's hash as an Argon2id PHC string, for a login system of the host's own. ASCII.
/// Errors: TOROKU_ABSENT while there is no password.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_password_hash(
    password: *const toroku_password,
    buffer: *mut c_char,
    capacity: u64,
    length: *mut u64,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for texts that go out.
        let buffer = unsafe { text_buffer(buffer, capacity, length)? };
        of(password, |setup| {
            let hash: &PasswordHash = setup.setup.password_hash().ok_or(Status::Absent)?;
            buffer.put(hash.as_phc(), setup.encoding)
        })
    })
}

/// The setup as bytes; as toroku_registration_save.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_password_save(
    password: *const toroku_password,
    key: *const u8,
    context: *const u8,
    context_length: u64,
    counter: u64,
    snapshot: *mut u8,
    capacity: u64,
    length: *mut u64,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rules for bytes that come in and go out.
        unsafe {
            save::<HeldSetup>(
                password,
                key,
                context,
                context_length,
                counter,
                snapshot,
                capacity,
                length,
                |held, guard| held.setup.save(guard),
            )
        }
    })
}

/// Makes a setup from its bytes; as toroku_registration_restore.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_password_restore(
    encoding: u32,
    snapshot: *const u8,
    snapshot_length: u64,
    key: *const u8,
    context: *const u8,
    context_length: u64,
    counter: u64,
    password: *mut *mut toroku_password,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rules for bytes that come in and outputs.
        unsafe {
            restore::<HeldSetup>(
                encoding,
                snapshot,
                snapshot_length,
                key,
                context,
                context_length,
                counter,
                password,
                |encoding, snapshot, guard| {
                    Ok(HeldSetup::new(encoding, PasswordSetup::restore(snapshot, guard)?))
                },
            )
        }
    })
}
