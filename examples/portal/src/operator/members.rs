//! The commands about the staff.

use clap::Subcommand;

use super::{ActionError, Office};
use crate::clock::moment;
use crate::staff::{Role, made, plain_name};

/// The commands about the staff.
#[derive(Debug, Subcommand)]
#[command(disable_help_subcommand = true)]
pub(crate) enum Task {
    /// Add a member, and print the password and the secret for an authenticator, this once
    Add {
        /// 1 to 64 letters, digits, dots and hyphens
        #[arg(value_parser = plain_name)]
        name: String,
        /// What the member may do
        #[arg(long)]
        role: Role,
    },
    /// List the members, with their roles
    List,
    /// Give a member a new password and secret; their sessions end
    Reset {
        #[arg(value_parser = plain_name)]
        name: String,
    },
    /// Remove a member, for ever
    Remove {
        #[arg(value_parser = plain_name)]
        name: String,
    },
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
                let seen = staff.seen_at.map_or("no session".into(), moment);
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
