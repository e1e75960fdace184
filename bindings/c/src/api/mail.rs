//! Mails: the parts that the host's mailer takes as they are.

use core::ffi::c_char;

use toroku::Notification;

use crate::abi::call::{call, text_buffer};
use crate::abi::encoding::Encoding;
use crate::abi::handle::{free, handle_kind, look};
use crate::abi::number::{MailPart, numbered};
use crate::abi::status::toroku_status;
use crate::api::snapshot::{restore, save};

/// One mail to send, exactly once. It may hold a password link: keep it no longer than until it is sent.
#[expect(non_camel_case_types, reason = "the name in C")]
pub struct toroku_mail(());

pub(crate) struct Mail {
    pub(crate) encoding: Encoding,
    pub(crate) notification: Notification,
}

handle_kind!(Mail, toroku_mail, 0xB);

/// A part of a mail, TOROKU_MAIL_...: the key by which a repeated mail is recognised, the address alone, the
/// language's tag, the subject of one line, the plain text with lines ended by LF, the HTML document. The
/// HTML names UTF-8 as its encoding and is in UTF-8 whatever the handle's is.
/// Errors: TOROKU_INVALID_VALUE, TOROKU_UNWRITABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_mail_text(
    mail: *const toroku_mail,
    part: u32,
    buffer: *mut c_char,
    capacity: u64,
    length: *mut u64,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rule for texts that go out.
        let buffer = unsafe { text_buffer(buffer, capacity, length)? };
        look::<Mail, _>(mail, |mail| {
            let notification = &mail.notification;
            match numbered(part)? {
                MailPart::Key => buffer.put(&notification.key().expose(), mail.encoding),
                MailPart::To => buffer.put(notification.to().expose(), mail.encoding),
                MailPart::Language => buffer.put(notification.language().tag(), mail.encoding),
                MailPart::Subject => buffer.put(notification.subject(), mail.encoding),
                MailPart::Text => buffer.put(notification.text().expose(), mail.encoding),
                MailPart::Html => buffer.put(notification.html().expose(), Encoding::UTF8),
            }
        })
    })
}

/// Writes the mail as bytes, to keep with the record until it is sent: a tenth of its texts, which are made of
/// them again. They hold the link. Key, context and counter are as with toroku_registration_save. Errors:
/// TOROKU_BUFFER_TOO_SMALL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_mail_save(
    mail: *const toroku_mail,
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
            save::<Mail>(
                mail,
                key,
                context,
                context_length,
                counter,
                snapshot,
                capacity,
                length,
                |mail, guard| mail.notification.save(guard),
            )
        }
    })
}

/// Makes a mail from its bytes; as toroku_registration_restore.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_mail_restore(
    encoding: u32,
    snapshot: *const u8,
    snapshot_length: u64,
    key: *const u8,
    context: *const u8,
    context_length: u64,
    counter: u64,
    mail: *mut *mut toroku_mail,
) -> toroku_status {
    call(|| {
        // SAFETY: the header's rules for bytes that come in and outputs.
        unsafe {
            restore::<Mail>(
                encoding,
                snapshot,
                snapshot_length,
                key,
                context,
                context_length,
                counter,
                mail,
                |encoding, snapshot, guard| {
                    Ok(Mail { encoding, notification: Notification::restore(snapshot, guard)? })
                },
            )
        }
    })
}

/// Frees a mail.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn toroku_mail_free(mail: *mut toroku_mail) -> toroku_status {
    call(|| free::<Mail>(mail))
}
