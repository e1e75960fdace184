//! Accounts of the staff: made by commands, with a password and a secret of the command's making, so that neither is
//! anybody's habit.

use argon2::{Argon2, PasswordHasher};
use clap::Subcommand;
use toroku::password::PasswordHash;
use toroku::{Personal, Secret};
use totp_rs::{Builder, Totp};

use super::Role;
use crate::app::App;
use crate::failure::{ErrorPage, Failure};
use crate::operator::{ActionError, Office};
use crate::secret;
use crate::store::StoredStaff;

/// Letters and digits that are not taken for each other.
const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// The hash of no password, which takes as long to look at as one that was made here.
const NOTHING: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAECAwQFBgcICQoLDA0ODw$ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8";

/// The commands about the staff.
#[derive(Debug, Subcommand)]
#[command(disable_help_subcommand = true)]
pub(crate) enum Task {
    /// Add a member, and print the password and the secret for an authenticator, this once
    Add {
        /// 1 to 64 letters, digits, dots and hyphens
        #[arg(value_parser = name)]
        name: String,
        /// What the member may do
        #[arg(long)]
        role: Role,
    },
    /// List the members, with their roles
    List,
    /// Give a member a new password and secret; their sessions end
    Reset {
        #[arg(value_parser = name)]
        name: String,
    },
    /// Remove a member, for ever
    Remove {
        #[arg(value_parser = name)]
        name: String,
    },
}

fn name(text: &str) -> Result<String, &'static str> {
    let is_name = (1..=64).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-".contains(&byte));
    if is_name {
        Ok(text.to_owned())
    } else {
        Err("must be 1 to 64 letters, digits, dots and hyphens")
    }
}

/// Does what a command says; what to print.
pub(crate) async fn run(office: Office<'_>, task: Task) -> Result<String, ActionError> {
    let store = &office.app.store;
    match task {
        Task::Add { name, role } => {
            let (staff, text) = made(office.app, &name, role.name());
            let action = format!("add staff {name} {}", role.name());
            if store.add_staff(&office.by(&action), &staff).await? {
                Ok(text)
            } else {
                Err(ActionError::Already("there is a member of this name, or was"))
            }
        }
        Task::List => {
            let lines = store.staff().await?;
            Ok(lines.iter().fold(String::new(), |text, staff| {
                let seen = staff.seen_at.map_or("no session".into(), crate::command::moment);
                text + &format!("{}\t{}\t{seen}\n", staff.name, staff.role)
            }))
        }
        Task::Reset { name } => {
            let known = store.staff_named(&name).await?.ok_or_else(|| nobody(&name))?;
            let (staff, text) = made(office.app, &name, &known.role);
            let action = format!("reset staff {name}");
            let reset = store.reset_staff(&office.by(&action), &staff).await?;
            if reset { Ok(text) } else { Err(nobody(&name)) }
        }
        Task::Remove { name } => {
            let action = format!("remove staff {name}");
            let removed = store.remove_staff(&office.by(&action), &name).await?;
            if removed { Ok(format!("{name} is removed.\n")) } else { Err(nobody(&name)) }
        }
    }
}

fn nobody(name: &str) -> ActionError {
    ActionError::Value(format!("{name}: there is no such member"))
}

/// A member with a new password and secret, and both in words.
fn made(app: &App, name: &str, role: &str) -> (StoredStaff, String) {
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

/// The member who logs in so; `None` where anything is wrong, whatever it is, after as much work.
pub(crate) async fn log_in(
    app: &App,
    name: &str,
    password: Personal,
    code: &str,
) -> Result<Option<(String, Role)>, Failure> {
    let staff = app.store.staff_named(name).await?;
    let hash = staff.as_ref().map_or(NOTHING, |staff| &staff.password_hash).to_owned();
    let verified = tokio::task::spawn_blocking(move || {
        PasswordHash::from_phc(&hash).is_ok_and(|hash| hash.verify(&password).unwrap_or(false))
    });
    let is_right = verified.await.map_err(|_| Failure::from(ErrorPage::Internal))?;
    let Some(staff) = staff.filter(|_| is_right) else { return Ok(None) };
    let now = app.clock.seconds().unsigned_abs();
    let step = [Some(&app.key), app.old_key.as_ref()]
        .into_iter()
        .flatten()
        .find_map(|key| codes(key, &staff.name, &staff.salt).check(code.trim(), now));
    let Some(step) = step else { return Ok(None) };
    let step = i64::try_from(step).map_err(|_| Failure::from(ErrorPage::Internal))?;
    if !app.store.use_step(&staff.name, step).await? {
        return Ok(None);
    }
    Ok(Role::named(&staff.role).map(|role| (staff.name, role)))
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
