//! Domains that many people's addresses have, and the one that a slip of the finger meant.

use super::scan;

/// Widely used mail domains in Japan and among its foreign residents. A domain in this list is never
/// taken for a slip; a slip is only looked for from eight characters on, since shorter ones have too
/// many real neighbours.
pub(super) const KNOWN: &[&str] = &[
    "au.com",
    "cloud.com",
    "docomo.ne.jp",
    "email.com",
    "ezweb.ne.jp",
    "foxmail.com",
    "gmail.com",
    "gmx.com",
    "gmx.de",
    "googlemail.com",
    "hanmail.net",
    "hotmail.co.jp",
    "hotmail.co.uk",
    "hotmail.com",
    "i.softbank.jp",
    "icloud.com",
    "live.com",
    "live.jp",
    "mac.com",
    "mail.com",
    "mail.ru",
    "me.com",
    "msn.com",
    "naver.com",
    "nifty.com",
    "ocn.ne.jp",
    "outlook.com",
    "outlook.jp",
    "proton.me",
    "protonmail.com",
    "qq.com",
    "sina.com",
    "softbank.jp",
    "softbank.ne.jp",
    "uqmobile.jp",
    "vodafone.ne.jp",
    "yahoo.co.in",
    "yahoo.co.jp",
    "yahoo.co.kr",
    "yahoo.co.uk",
    "yahoo.com",
    "yahoo.com.br",
    "yahoo.com.ph",
    "yahoo.com.tw",
    "yahoo.com.vn",
    "yandex.ru",
    "yeah.net",
    "ymail.com",
    "ymail.ne.jp",
    "ymobile.ne.jp",
    "126.com",
    "163.com",
];

/// Wrong endings that are further than one slip away and are not domains of a mail service.
const WRONG_ENDING: &[(&str, &str)] = &[
    ("docomo.co.jp", "docomo.ne.jp"),
    ("ezweb.co.jp", "ezweb.ne.jp"),
    ("gmail.co.jp", "gmail.com"),
    ("gmail.jp", "gmail.com"),
    ("gmail.ne.jp", "gmail.com"),
    ("icloud.co.jp", "icloud.com"),
    ("icloud.jp", "icloud.com"),
    ("yahoo.ne.jp", "yahoo.co.jp"),
];

const SHORTEST: usize = 8;
const LONGEST: usize = 15;

/// The names as numbers, their first letter the lowest byte, so that comparing two is one operation; in
/// the order of their lengths, since a slip changes the length by one at most.
struct Numbers<const N: usize> {
    names: [u128; N],
    /// Where each length begins.
    starts: [usize; LONGEST + 2],
}

static KNOWN_NUMBERS: Numbers<{ KNOWN.len() }> = {
    let mut numbers = Numbers { names: [0; KNOWN.len()], starts: [0; LONGEST + 2] };
    let (mut length, mut count) = (0, 0);
    while length <= LONGEST {
        numbers.starts[length] = count;
        let mut at = 0;
        while at < KNOWN.len() {
            let name = KNOWN[at].as_bytes();
            if name.len() == length {
                let mut i = length;
                while i > 0 {
                    i -= 1;
                    numbers.names[count] = numbers.names[count] << 8 | name[i] as u128;
                }
                count += 1;
            }
            at += 1;
        }
        length += 1;
    }
    numbers.starts[length] = count;
    numbers
};

/// The known names of a length.
fn known_of(length: usize) -> &'static [u128] {
    &KNOWN_NUMBERS.names[KNOWN_NUMBERS.starts[length]..KNOWN_NUMBERS.starts[length + 1]]
}

/// The domain as one number, its first letter the lowest byte, letters in lower case. `domain` holds 7 to 16
/// letters, digits, hyphens and dots: in these the bit is that of lower case alone.
fn number_of(domain: &[u8]) -> u128 {
    let length = domain.len();
    let lower = (u128::MAX / 0xFF * 0x20) & (u128::MAX >> (128 - 8 * length));
    let number = match (domain.first_chunk::<8>(), domain.last_chunk::<8>()) {
        (Some(first), Some(last)) => {
            let last = u128::from(u64::from_le_bytes(*last)) << (8 * (length - 8));
            u128::from(u64::from_le_bytes(*first)) | last
        }
        _ => u128::from(scan::short_word(domain, 0)),
    };
    number | lower
}

/// A place for a number among `1 << BITS`.
const fn place<const BITS: u32>(number: u128) -> usize {
    const MIX: u64 = 0x9E37_79B9_7F4A_7C15;
    #[expect(clippy::cast_possible_truncation, reason = "each half once")]
    let (low, high) = (number as u64, (number >> 64) as u64);
    let mixed = (low ^ high.rotate_left(23)).wrapping_mul(MIX);
    #[expect(clippy::cast_possible_truncation, reason = "a few bits")]
    let place = (mixed >> (u64::BITS - BITS)) as usize;
    place
}

/// Where each known name stands among the numbers, by its place or the next free one; one more than that, and
/// 0 where there is none.
static PLACES: [u8; 256] = {
    let mut places = [0; 256];
    let mut at = 0;
    while at < KNOWN.len() {
        let mut place = place::<8>(KNOWN_NUMBERS.names[at]);
        while places[place] != 0 {
            place = (place + 1) % places.len();
        }
        at += 1;
        assert!(at <= u8::MAX as usize);
        #[expect(clippy::cast_possible_truncation, reason = "asserted just above")]
        {
            places[place] = at as u8;
        }
    }
    places
};

fn is_known(number: u128) -> bool {
    let mut place = place::<8>(number);
    while let Some(at) = usize::from(PLACES[place]).checked_sub(1) {
        if KNOWN_NUMBERS.names[at] == number {
            return true;
        }
        place = (place + 1) % PLACES.len();
    }
    false
}

/// What a slip leaves of a name of [`SHORTEST`] letters or more: one within the first three letters leaves all
/// from the fifth on, one behind them the first three. A bit for the place of each beginning, and of each end
/// as it stands in a domain that is as long, one letter longer or one shorter.
static LEFT_BY_SLIPS: ([u64; 64], [u64; 64]) = {
    let (mut beginnings, mut ends) = ([0; 64], [0; 64]);
    let mut at = KNOWN_NUMBERS.starts[SHORTEST];
    while at < KNOWN.len() {
        let name = KNOWN_NUMBERS.names[at];
        let beginning = place::<12>(name & FIRST_THREE);
        beginnings[beginning / 64] |= 1 << (beginning % 64);
        let mut letters = 3;
        while letters <= 5 {
            let end = place::<12>(name >> (8 * letters));
            ends[end / 64] |= 1 << (end % 64);
            letters += 1;
        }
        at += 1;
    }
    (beginnings, ends)
};

const FIRST_THREE: u128 = 0xFF_FFFF;

/// Whether [`likely_meant`] surely finds nothing. `domain` holds letters, digits, hyphens and dots.
///
/// Quick, and allowed to be unsure: a domain that might be a slip is looked at closely afterwards. A wrong
/// ending has the beginning of the right name.
pub(super) fn is_nobodys_slip(domain: &[u8]) -> bool {
    if !(SHORTEST - 1..=LONGEST + 1).contains(&domain.len()) {
        return true;
    }
    let number = number_of(domain);
    if is_known(number) {
        return true;
    }
    let (beginning, end) = (place::<12>(number & FIRST_THREE), place::<12>(number >> 32));
    let may_be = LEFT_BY_SLIPS.0[beginning / 64] >> (beginning % 64)
        | LEFT_BY_SLIPS.1[end / 64] >> (end % 64);
    may_be & 1 == 0 || is_no_slip(domain, number)
}

/// The same for a domain that is not known and may well be a slip.
fn is_no_slip(domain: &[u8], number: u128) -> bool {
    let length = domain.len();
    let is_wrong = |wrong: &str| domain.eq_ignore_ascii_case(wrong.as_bytes());
    if WRONG_ENDING.iter().any(|(wrong, _)| is_wrong(wrong)) {
        return false;
    }
    let long_enough = |length: usize| (SHORTEST..=LONGEST).contains(&length);
    let changed = |known: &u128| {
        let differences = known ^ number;
        differences.leading_zeros() / 8 + differences.trailing_zeros() / 8 >= 14
    };
    // Where the two part, the longer one has a letter that the shorter one lacks.
    let lacks = |longer: u128, shorter: u128| {
        let parting = (longer ^ shorter).trailing_zeros() & !7;
        longer >> parting >> 8 == shorter >> parting
    };
    let same = long_enough(length) && known_of(length).iter().any(changed);
    let longer = || known_of(length + 1).iter().any(|known| lacks(*known, number));
    let shorter = || known_of(length - 1).iter().any(|known| lacks(number, *known));
    let is_slip =
        same || (long_enough(length + 1) && longer()) || (long_enough(length - 1) && shorter());
    !is_slip
}

/// The known domain that `domain` is one slip away from: one letter too many, too few, wrong, or two
/// neighbours swapped.
pub(super) fn likely_meant(domain: &str) -> Option<&'static str> {
    let known = |name: &&&str| domain.eq_ignore_ascii_case(name);
    if KNOWN.iter().any(|name| known(&name)) {
        return None;
    }
    if let Some((_, meant)) =
        WRONG_ENDING.iter().find(|(wrong, _)| domain.eq_ignore_ascii_case(wrong))
    {
        return Some(meant);
    }
    if !(SHORTEST - 1..=LONGEST + 1).contains(&domain.len()) {
        return None;
    }
    let long_enough = |name: &&&str| name.len() >= SHORTEST;
    KNOWN
        .iter()
        .filter(long_enough)
        .find(|name| is_one_slip(domain.as_bytes(), name.as_bytes()))
        .copied()
}

/// Whether the two differ by one insertion, deletion, substitution or swap of neighbours, case apart.
fn is_one_slip(one: &[u8], other: &[u8]) -> bool {
    let same = |a: &[u8], b: &[u8]| a.eq_ignore_ascii_case(b);
    let start = one.iter().zip(other).take_while(|(a, b)| a.eq_ignore_ascii_case(b)).count();
    let (one, other) = (&one[start..], &other[start..]);
    match one.len().abs_diff(other.len()) {
        0 if one.is_empty() => false,
        0 => {
            let swapped = one.len() >= 2
                && one[0].eq_ignore_ascii_case(&other[1])
                && one[1].eq_ignore_ascii_case(&other[0])
                && same(&one[2..], &other[2..]);
            swapped || same(&one[1..], &other[1..])
        }
        1 if one.len() > other.len() => same(&one[1..], other),
        1 => same(one, &other[1..]),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_is_recognised() {
        for (typed, meant) in [
            ("gmial.com", "gmail.com"),
            ("gamil.com", "gmail.com"),
            ("gmai.com", "gmail.com"),
            ("gmail.con", "gmail.com"),
            ("gmaill.com", "gmail.com"),
            ("GMIAL.com", "gmail.com"),
            ("yaho.co.jp", "yahoo.co.jp"),
            ("docomo.ne.jo", "docomo.ne.jp"),
            ("gmail.co.jp", "gmail.com"),
            ("hotmial.com", "hotmail.com"),
        ] {
            assert_eq!(likely_meant(typed), Some(meant), "{typed}");
        }
    }

    #[test]
    fn known_and_distant_domains_are_left_alone() {
        for domain in
            KNOWN.iter().chain(&["example.com", "xxx.co.jp", "ens-test.com", "a.jp", "gml.cm"])
        {
            assert_eq!(likely_meant(domain), None, "{domain}");
        }
    }

    #[test]
    fn a_wrong_ending_has_the_beginning_of_the_right_name() {
        assert!(WRONG_ENDING.iter().all(|(wrong, right)| wrong[..3] == right[..3]));
        assert!(WRONG_ENDING.iter().all(|(_, right)| right.len() >= SHORTEST));
    }

    #[test]
    fn the_length_limits_are_those_of_the_list() {
        assert!(KNOWN.iter().all(|name| name.len() <= LONGEST));
    }
}
