//! The host's settings.

use alloc::vec::Vec;

use toroku::{Issuance, Policy, SequenceKey, Setting, UserTypeOffer};

use crate::exchange::{Request, text};
use crate::wrong::Wrong;

/// What a text of the request sets, by its number. The settings of the engine's table go by their names.
mod part {
    pub(super) const SETTING: u8 = 1;
    pub(super) const ISSUED_BY_OFFICE: u8 = 2;
    pub(super) const SEQUENCE_KEY: u8 = 3;
    pub(super) const USER_TYPE: u8 = 4;
}

/// The version of the terms, the password address, then what differs from the defaults.
pub(crate) fn policy(mut request: Request<'_>) -> Result<Policy, Wrong> {
    let terms_version = request.text()?;
    let mut policy = Policy::new(terms_version, request.text()?)?;
    let mut user_types = Vec::new();
    while let Some((number, bytes)) = request.entry()? {
        policy = match number {
            part::SETTING => {
                let setting = Setting::by_name(text(bytes)?).ok_or(Wrong::Malformed("setting"))?;
                policy.with_setting(setting, request.parsed("setting")?)?
            }
            part::ISSUED_BY_OFFICE => policy.with_issuance(Issuance::Office),
            part::SEQUENCE_KEY => {
                let key = <[u8; 32]>::try_from(bytes).map_err(|_| Wrong::Malformed("sequence key"));
                policy.with_issuance(Issuance::Sequence(SequenceKey::new(&toroku::Secret::new(
                    key?,
                ))?))
            }
            part::USER_TYPE => {
                user_types.push(UserTypeOffer::new(text(bytes)?, request.text()?));
                policy
            }
            _ => return Err(Wrong::Malformed("setting")),
        };
    }
    Ok(if user_types.is_empty() { policy } else { policy.with_user_types(user_types) })
}
