//! Domains that many people's addresses have, and the one that a slip of the finger meant.

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

/// Whether [`likely_meant`] surely finds nothing. `domain` holds letters, digits, hyphens and dots.
///
/// Quick, and allowed to be unsure: a domain that might be a slip is looked at closely afterwards.
pub(super) fn is_nobodys_slip(domain: &[u8]) -> bool {
    let length = domain.len();
    if length > LONGEST + 1 {
        return true;
    }
    let mut bytes = [0; 16];
    bytes[..length].copy_from_slice(domain);
    // In these characters the bit is that of lower case alone.
    let lower = u128::MAX / 0xFF * 0x20;
    let number = (u128::from_le_bytes(bytes) | lower) & (u128::MAX >> (128 - 8 * length.max(1)));
    if length <= LONGEST && known_of(length).contains(&number) {
        return true;
    }
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
    let is_slip = same
        || (long_enough(length + 1) && longer())
        || (length > 0 && long_enough(length - 1) && shorter());
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
    fn the_length_limits_are_those_of_the_list() {
        assert!(KNOWN.iter().all(|name| name.len() <= LONGEST));
    }
}
