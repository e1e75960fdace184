//! The two bodies of a mail, plain text and HTML, from the same paragraphs.

use alloc::string::String;
use alloc::vec::Vec;

use zeroize::Zeroizing;

use crate::language::Language;
use crate::personal::{Personal, part};

/// The longest line of prose in the plain text, as mail programs expect (RFC 5322, section 2.1.1).
const MAX_COLUMNS: usize = 78;

/// One paragraph. What is inserted has lost everything invisible before it comes here.
pub(super) enum Paragraph {
    /// Sentences.
    Prose(Personal),
    /// What the reader came for: stands out.
    Fact(Personal),
    /// What to mind before going on: a title and sentences.
    Warning(String, String),
    /// Where to go: on a line of its own, whole, so that it can be checked and copied.
    Link(Personal),
}

/// The plain text: paragraphs apart by an empty line, lines ended by LF.
pub(super) fn text(paragraphs: &[Paragraph]) -> Personal {
    wiped(room(paragraphs), |out| {
        for (index, paragraph) in paragraphs.iter().enumerate() {
            out.push_str(if index > 0 { "\n" } else { "" });
            match paragraph {
                Paragraph::Prose(text) | Paragraph::Fact(text) => wrap(text.expose(), out),
                Paragraph::Warning(title, text) => {
                    out.push_str("* ");
                    wrap(title, out);
                    wrap(text, out);
                }
                Paragraph::Link(url) => {
                    out.push_str(url.expose());
                    out.push('\n');
                }
            }
        }
    })
}

/// The HTML: one document that asks nothing of the network.
pub(super) fn html(language: Language, title: &str, paragraphs: &[Paragraph]) -> Personal {
    wiped(room(paragraphs), |out| {
        out.push_str("<!DOCTYPE html>\n<html lang=\"");
        escape(language.tag(), out);
        out.push_str("\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" ");
        out.push_str("content=\"width=device-width, initial-scale=1\">\n<title>");
        escape(title, out);
        out.push_str("</title>\n</head>\n<body style=\"font-family:sans-serif;line-height:1.6;");
        out.push_str("max-width:40em;margin:1em\">\n");
        element("<h1 style=\"font-size:1.25em\">", title, "</h1>\n", out);
        for paragraph in paragraphs {
            match paragraph {
                Paragraph::Prose(text) => element("<p>", text.expose(), "</p>\n", out),
                Paragraph::Fact(text) => {
                    element("<p><strong>", text.expose(), "</strong></p>\n", out);
                }
                Paragraph::Warning(title, text) => {
                    out.push_str("<div style=\"border-left:4px solid #b00;padding-left:1em\">\n");
                    element("<h2 style=\"font-size:1em\">", title, "</h2>\n", out);
                    element("<p>", text, "</p>\n</div>\n", out);
                }
                Paragraph::Link(url) => {
                    // The page that opens must not learn the token from a referrer.
                    out.push_str("<p><a rel=\"noreferrer\" style=\"word-break:break-all\" href=\"");
                    escape(url.expose(), out);
                    element("\">", url.expose(), "</a></p>\n", out);
                }
            }
        }
        out.push_str("</body>\n</html>\n");
    })
}

fn element(open: &str, text: &str, close: &str, out: &mut String) {
    out.push_str(open);
    escape(text, out);
    out.push_str(close);
}

/// Text as HTML's content and quoted attribute values need it.
fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
}

/// Appends `text` in lines of at most [`MAX_COLUMNS`], each ended by LF.
///
/// Lines break at spaces and after the stops and commas of Japanese, which has no spaces between words: anywhere
/// else a word could be broken. Not within （）, so that a reading stays whole and with its kanji. What has nowhere to
/// break is a longer line, which mail programs wrap inside words: no wording is one, as a test holds.
pub(super) fn wrap(text: &str, out: &mut String) {
    let (mut start, mut columns, mut break_at, mut before) = (0, 0, None, None);
    let mut open = 0_usize;
    for (at, c) in text.char_indices() {
        if open == 0 && before.is_some_and(|before| may_break(before, c)) {
            break_at = Some(at);
        }
        match c {
            '（' => open += 1,
            '）' => open = open.saturating_sub(1),
            _ => {}
        }
        columns += width(c);
        if columns > MAX_COLUMNS
            && c != ' '
            && let Some(next) = break_at.take()
        {
            // Spaces alone are no line: an empty one would begin a new paragraph.
            let line = part(text, start..next).trim_end();
            if !line.is_empty() {
                out.push_str(line);
                out.push('\n');
            }
            start = next;
            columns = part(text, start..at).chars().map(width).sum::<usize>() + width(c);
        }
        before = Some(c);
    }
    out.push_str(part(text, start..));
    out.push('\n');
}

fn may_break(before: char, after: char) -> bool {
    match (before, after) {
        (_, ' ') => false,
        (' ', _) => true,
        ('、' | '。' | '！' | '？', _) => {
            !matches!(after, '、' | '。' | '」' | '』' | '）' | '】')
        }
        _ => false,
    }
}

/// Columns in a fixed-width font: two from the first block of East Asian wide characters on.
fn width(c: char) -> usize {
    if c < '\u{2E80}' { 1 } else { 2 }
}

/// Enough bytes for either body: escaped, a character takes six at most; a URL is there twice.
fn room(paragraphs: &[Paragraph]) -> usize {
    let each = |paragraph: &Paragraph| match paragraph {
        Paragraph::Prose(text) | Paragraph::Fact(text) => text.expose().len(),
        Paragraph::Warning(title, text) => title.len() + text.len(),
        Paragraph::Link(url) => 2 * url.expose().len(),
    };
    paragraphs.iter().map(|paragraph| 6 * each(paragraph) + 128).sum::<usize>() + 2048
}

/// What `write` writes, without a copy left in memory: a growing string would leave its older buffers,
/// token and all, so there is one large enough, wiped after its text is taken.
fn wiped(room: usize, write: impl FnOnce(&mut String)) -> Personal {
    let mut scratch = Zeroizing::new(String::with_capacity(room));
    let capacity = scratch.capacity();
    write(&mut scratch);
    debug_assert_eq!(scratch.capacity(), capacity, "the string has grown");
    Personal::new(&scratch)
}

/// Paragraphs in the order they are added.
pub(super) type Paragraphs = Vec<Paragraph>;
