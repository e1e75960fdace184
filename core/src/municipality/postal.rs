//! Postal codes: the entries of each.

use alloc::vec::Vec;
use core::slice::Iter;

use super::Municipality;
use super::postal_bytes::{GAP, MORE, OTHER, PREFIXES, SAME};
use super::table::{POSTAL, POSTAL_STARTS};

/// The entries of a postal code, in the order of their codes: seven ASCII digits, and nothing else.
/// [`search()`](super::search()) reads a code in all the ways in which people write it.
///
/// Every code of [`AS_OF`](super::AS_OF) is known, those of single business offices (大口事業所個別番号) too; some
/// are of several entries. Without a code of the same first five digits there is no entry; a code that is not in use
/// among such as are has the entries of the one in use before it, as a new code most often will.
///
/// ```
/// use toroku::municipality::{Municipality, by_postal_code};
/// let names = |code| by_postal_code(code).into_iter().map(Municipality::full_name).collect::<Vec<_>>();
/// assert_eq!(names("1000001"), ["東京都千代田区"]);
/// assert_eq!(names("4980000"), ["愛知県弥富市", "三重県木曽岬町"]);
/// assert!(names("9999999").is_empty());
/// ```
pub fn by_postal_code(code: &str) -> Vec<Municipality> {
    let is_code = code.len() == 7 && code.bytes().all(|byte| byte.is_ascii_digit());
    let number = code.parse::<usize>().ok().filter(|_| is_code);
    number.map_or_else(Vec::new, entries)
}

fn entries(code: usize) -> Vec<Municipality> {
    let (prefix, last_two) = (code / 100, code % 100);
    let (block, wanted) = (prefix / PREFIXES, prefix % PREFIXES);
    let [start, end] = [block, block + 1].map(|at| usize::from(POSTAL_STARTS[at]));
    let mut bytes = POSTAL[start..end].iter();
    let (mut found, mut before) = (Vec::new(), 0);
    // The first prefix of which nothing was said yet.
    let mut next = 0;
    while let Some(&byte) = bytes.next() {
        let is_within = byte < OTHER;
        if next > wanted && !(is_within && last_two >= usize::from(byte)) {
            return found;
        }
        if byte >= GAP {
            next += usize::from(byte - GAP) + 1;
            if next > wanted {
                return Vec::new();
            }
        } else if byte >= SAME {
            next += usize::from(byte - SAME) + 1;
        } else {
            read_entries(&mut bytes, &mut before, &mut found);
            if !is_within {
                next += usize::from(byte - OTHER) + 1;
            }
        }
    }
    if next > wanted { found } else { Vec::new() }
}

/// Reads the entries after a byte that says that they are others. `before` is the one read last.
fn read_entries(bytes: &mut Iter<'_, u8>, before: &mut usize, found: &mut Vec<Municipality>) {
    let mut read = || usize::from(*bytes.next().expect("the build script wrote all entries"));
    found.clear();
    let mut is_last = false;
    while !is_last {
        let mut way = read();
        is_last = way != usize::from(MORE);
        if !is_last {
            way = read();
        }
        if way >= 0x80 {
            way = (way & 0x7F) | read() << 7;
        }
        *before = if way % 2 == 1 { *before + way / 2 } else { *before - way / 2 };
        found.push(Municipality::at(*before));
    }
}
