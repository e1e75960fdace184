//! Postal codes: the entries of each.

use alloc::boxed::Box;
use alloc::vec::Vec;

use once_cell::race::OnceBox;

use super::Municipality;
use super::table::{POSTAL_CODES, POSTAL_ENTRIES};
use crate::deflated;

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
    let number = code.parse().ok().filter(|_| is_code);
    number.map_or_else(Vec::new, |code| PostalCodes::inflated().entries(code))
}

/// A row for each entry of a code, but not where the code before has the same entries and the same first five digits.
/// The first row of these digits is that of their 00.
struct PostalCodes {
    codes: Vec<u32>,
    entries: Vec<u16>,
}

impl PostalCodes {
    /// At the first postal code, for ever: 52 KB.
    fn inflated() -> &'static Self {
        static INFLATED: OnceBox<PostalCodes> = OnceBox::new();
        INFLATED.get_or_init(|| {
            let next = |last, step| match step {
                0..100 => last + step,
                _ => (last / 100 + step - 99) * 100,
            };
            let codes = deflated::numbers_by(POSTAL_CODES, next);
            Box::new(Self { codes, entries: deflated::numbers(POSTAL_ENTRIES) })
        })
    }

    fn entries(&self, code: u32) -> Vec<Municipality> {
        let end = self.codes.partition_point(|known| *known <= code);
        let Some(last) = end.checked_sub(1).map(|at| self.codes[at]) else { return Vec::new() };
        let start = self.codes.partition_point(|known| *known < last);
        let entries = self.entries[start..end].iter().filter(|_| last / 100 == code / 100);
        entries.map(|entry| Municipality::at((*entry).into())).collect()
    }
}
