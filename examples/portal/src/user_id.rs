//! User IDs as people type them.

use toroku::UserId;

/// The user ID that a person has typed, in whatever width and case.
pub(crate) fn typed(text: &str) -> Option<UserId> {
    UserId::typed(text).parse().ok()
}
