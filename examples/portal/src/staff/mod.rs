//! The office's staff: who they are, and how they log in.

mod accounts;
mod kept;
pub(crate) mod session;
mod words;

pub(crate) use accounts::{log_in, made, plain_name};
pub(crate) use kept::Kept;
pub(crate) use words::StaffWords;

/// What a member of the staff may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Role {
    /// Looks people up, sends mails again, corrects addresses, locks and unlocks.
    Clerk,
    /// That, and closes accounts for ever, erases people and reads the audit log.
    Admin,
}

impl Role {
    /// Its name.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Clerk => "clerk",
            Self::Admin => "admin",
        }
    }

    /// The role of this name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        [Self::Clerk, Self::Admin].into_iter().find(|role| role.name() == name)
    }
}

/// A member of the staff who is logged in.
#[derive(Clone, Debug)]
pub(crate) struct Staff {
    /// The name.
    pub(crate) name: String,
    /// What they may do.
    pub(crate) role: Role,
}

impl Staff {
    /// What the audit log calls them.
    pub(crate) fn actor(&self) -> String {
        format!("staff {}", self.name)
    }
}
