//! User IDs as people type them.

use toroku::UserId;

/// A user ID as a person types it, converted as STEP1 converts: full-width and capital letters, spaces and what does
/// not show do not matter.
pub(crate) fn typed(text: &str) -> Option<UserId> {
    converted(text).parse().ok()
}

/// The same text for all ways to type a user ID; also for what is none.
pub(crate) fn converted(text: &str) -> String {
    let narrowed = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    };
    let shows = |c: &char| {
        !c.is_whitespace()
            && !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
            && !matches!(c, '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    text.chars().filter(shows).map(narrowed).collect::<String>().to_ascii_lowercase()
}
