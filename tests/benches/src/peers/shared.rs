//! The rules that no library has.

use std::sync::LazyLock;

use toroku::StreetAddress;
use toroku::municipality::Municipality;

/// The codes of the directory in order, as a table that a host would make once.
static CODES: LazyLock<Vec<[u8; 6]>> = LazyLock::new(|| {
    let code = |entry: Municipality| entry.code().as_bytes().try_into().expect("six digits");
    Municipality::all().map(code).collect()
});

/// A bit for each code point that CP932 writes in two bytes.
static TWO_BYTE: LazyLock<Vec<u64>> = LazyLock::new(|| {
    let mut bits = vec![0; 0x1_0000 / 64];
    for c in '\0'..='\u{FFFF}' {
        let code = u32::from(c) as usize;
        bits[code / 64] |= u64::from(StreetAddress::is_two_byte(c)) << (code % 64);
    }
    bits
});

/// Whether it is a code of the directory.
pub fn is_municipality(text: &str) -> bool {
    match text.len() {
        6 => CODES.binary_search_by(|code| code[..].cmp(text.as_bytes())).is_ok(),
        5 => CODES.binary_search_by(|code| code[..5].cmp(text.as_bytes())).is_ok(),
        _ => false,
    }
}

/// Whether it is 1 to 80 two-byte characters without a space at an end.
pub fn is_street(text: &str) -> bool {
    let bits = &**TWO_BYTE;
    let mut count = 0;
    for c in text.chars() {
        let code = u32::from(c) as usize;
        if code > 0xFFFF || bits[code / 64] & 1 << (code % 64) == 0 {
            return false;
        }
        count += 1;
    }
    (1..=80).contains(&count) && !text.starts_with('\u{3000}') && !text.ends_with('\u{3000}')
}

/// The same by `encoding_rs`, which most would reach for: two bytes for each character.
pub fn is_street_by_encoding(text: &str) -> bool {
    let mut bytes = [0; 200];
    let mut encoder = encoding_rs::SHIFT_JIS.new_encoder();
    let (result, _, written) = encoder.encode_from_utf8_without_replacement(text, &mut bytes, true);
    result == encoding_rs::EncoderResult::InputEmpty
        && written == 2 * text.chars().count()
        && (2..=160).contains(&written)
        // Encoded as the code of another character.
        && !text.contains('\u{2212}')
        && !text.starts_with('\u{3000}')
        && !text.ends_with('\u{3000}')
}

/// Whether the three texts are a real day of 1896 to 2026-01-15.
pub fn is_birth(year: &str, month: &str, day: &str) -> bool {
    let number = |text: &str, most: usize| {
        if text.is_empty() || text.len() > most {
            return None;
        }
        text.bytes().try_fold(0u32, |value, byte| {
            byte.is_ascii_digit().then(|| value * 10 + u32::from(byte - b'0'))
        })
    };
    let (Some(year), Some(month), Some(day)) = (number(year, 4), number(month, 2), number(day, 2))
    else {
        return false;
    };
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let last = match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        1..=12 => 31,
        _ => return false,
    };
    let date = (year, month, day);
    (1..=last).contains(&day) && ((1896, 1, 15)..=(2026, 1, 15)).contains(&date)
}

/// A date as one text, for libraries that check a field at a time.
pub fn is_birth_text(text: &str) -> bool {
    let mut parts = text.splitn(3, '-');
    let mut part = || parts.next().unwrap_or_default();
    is_birth(part(), part(), part())
}
