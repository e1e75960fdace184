//! Accounts of the staff, with a password and a secret of the command's making, so that neither is
//! anybody's habit.

use argon2::{Argon2, PasswordHasher};
use toroku::password::{HashMemory, PasswordHash};
use toroku::{Personal, Secret};
use totp_rs::{Builder, Totp};

use super::session::Token;
use super::{Role, Staff};
use crate::app::App;
use crate::failure::{ErrorPage, Failure};
use crate::secret;
use crate::store::StoredStaff;

/// Letters and digits that are not taken for each other.
const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// The hash of no password, which takes as long to look at as one that was made here.
const NOTHING: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAECAwQFBgcICQoLDA0ODw$ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8";

/// A name that the operator gives, to a member of the staff or to a token.
pub(crate) fn plain_name(text: &str) -> Result<String, &'static str> {
    let is_name = (1..=64).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-".contains(&byte));
    if is_name {
        Ok(text.to_owned())
    } else {
        Err("must be 1 to 64 letters, digits, dots and hyphens")
    }
}

/// A member with a new password and secret, and both in words.
pub(crate) fn made(app: &App, name: &str, role: &str) -> (StoredStaff, String) {
    let letters: [u8; 24] = secret::random();
    let letters: Vec<_> =
        letters.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect();
    let password: String =
        letters.chunks(6).map(|part| part.iter().collect()).collect::<Vec<String>>().join("-");
    let salt: [u8; 16] = secret::random();
    let password_hash = hash_of(&password, &salt);
    let secret = codes(&app.key, name, &salt).secret().to_base32();
    let text = format!(
        "password\t{password}\nsecret\t{secret}\n\
         otpauth\totpauth://totp/Toroku:{name}?secret={secret}&issuer=Toroku\n\
         They are shown this once. The secret goes into an authenticator app; six digits, 30 seconds.\n"
    );
    let staff = StoredStaff {
        name: name.to_owned(),
        role: role.to_owned(),
        password_hash,
        salt: salt.to_vec(),
        seen_at: None,
    };
    (staff, text)
}

fn hash_of(password: &str, salt: &[u8; 16]) -> String {
    let hash = Argon2::default().hash_password_with_salt(password.as_bytes(), salt);
    hash.expect("the defaults and 16 bytes of salt go together").to_string()
}

/// The codes of a member. Their secret is not in the database: it is of the sealing key, the name and the salt.
fn codes(key: &Secret<32>, name: &str, salt: &[u8]) -> Totp {
    let of = [name.as_bytes(), &[0], salt].concat();
    let secret = secret::keyed_hash(key.expose(), "toroku-portal/totp", &of);
    Builder::new()
        .with_secret(secret[..20].to_vec())
        .build()
        .expect("160 bits, six digits and 30 seconds are what RFC 6238 has")
}

/// The member who logs in so, whose session has this token; `None` where anything is wrong, whatever it is, after as
/// much work.
pub(crate) async fn log_in(
    app: &App,
    name: &str,
    password: Personal,
    code: &str,
    token: Token,
) -> Result<Option<Staff>, Failure> {
    // No name has what `plain_name` refuses, and PostgreSQL takes no text with all of it.
    let staff = if plain_name(name).is_ok() { app.store.staff_named(name).await? } else { None };
    let hash = staff.as_ref().map_or(NOTHING, |staff| &staff.password_hash).to_owned();
    let verify = move |memory: &mut HashMemory| {
        let hash = PasswordHash::from_phc(&hash);
        hash.is_ok_and(|hash| hash.verify_within(memory, &password).unwrap_or(false))
    };
    let is_right = app.hashing.place()?.run(verify).await?;
    let Some(staff) = staff.filter(|_| is_right) else { return Ok(None) };
    let at = app.clock.seconds().unsigned_abs();
    let step = [Some(&app.key), app.old_key.as_ref()]
        .into_iter()
        .flatten()
        .find_map(|key| codes(key, &staff.name, &staff.salt).check(code.trim(), at));
    let Some(step) = step else { return Ok(None) };
    let step = i64::try_from(step).map_err(|_| Failure::from(ErrorPage::Internal))?;
    let now = app.clock.seconds();
    if !app.store.begin_staff_session(&staff, step, &token.hash(), now).await? {
        return Ok(None);
    }
    Ok(Role::named(&staff.role).map(|role| Staff { name: staff.name, role }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_nobody_has_takes_as_long_as_a_wrong_password() {
        let cost = |hash: &str| hash.split('$').take(4).collect::<Vec<_>>().join("$");
        let made = hash_of("abc", &[7; 16]);
        assert_eq!(cost(NOTHING), cost(&made));
        assert_eq!(NOTHING.len(), made.len());
        let looked_at = |hash: &str| PasswordHash::from_phc(hash).unwrap().verify(&"abc".into());
        assert_eq!(looked_at(NOTHING), Ok(false));
        assert_eq!(looked_at(&made), Ok(true));
    }
}
