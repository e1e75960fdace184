//! Why a command of the command line was not done.

use thiserror::Error;

use crate::app::AppError;
use crate::config::ConfigErrors;
use crate::keys::KeyError;
use crate::store::StoreError;

/// What was asked for could not be done.
#[derive(Debug, Error)]
pub enum CommandError {
    /// The command line is not understood.
    #[error(transparent)]
    Usage(clap::Error),
    /// The settings cannot be used.
    #[error(transparent)]
    Config(#[from] ConfigErrors),
    /// The database cannot be used.
    #[error(transparent)]
    App(#[from] AppError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A key cannot be used or written.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// What is wrong, in words.
    #[error("{0}")]
    Other(String),
}
