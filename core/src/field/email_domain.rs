//! Domains that many people's addresses have, and the one that a slip of the finger meant.

/// Widely used mail domains in Japan and among its foreign residents, the likeliest to be meant first. A
/// domain in this list is never taken for a slip; a slip is only looked for from eight characters on, since
/// shorter ones have too many real neighbours.
const KNOWN: [&str; 52] = [
    "gmail.com",
    "yahoo.co.jp",
    "docomo.ne.jp",
    "icloud.com",
    "ezweb.ne.jp",
    "i.softbank.jp",
    "softbank.ne.jp",
    "hotmail.com",
    "outlook.com",
    "outlook.jp",
    "yahoo.com",
    "qq.com",
    "naver.com",
    "au.com",
    "hotmail.co.jp",
    "live.jp",
    "ymobile.ne.jp",
    "nifty.com",
    "ocn.ne.jp",
    "ymail.ne.jp",
    "softbank.jp",
    "vodafone.ne.jp",
    "uqmobile.jp",
    "163.com",
    "126.com",
    "foxmail.com",
    "sina.com",
    "yeah.net",
    "hanmail.net",
    "yahoo.co.kr",
    "yahoo.com.vn",
    "yahoo.com.ph",
    "yahoo.com.br",
    "yahoo.com.tw",
    "yahoo.co.in",
    "yahoo.co.uk",
    "hotmail.co.uk",
    "live.com",
    "msn.com",
    "me.com",
    "mac.com",
    "googlemail.com",
    "ymail.com",
    "protonmail.com",
    "proton.me",
    "gmx.com",
    "gmx.de",
    "mail.com",
    "mail.ru",
    "yandex.ru",
    "cloud.com",
    "email.com",
];

/// Wrong endings that are further than one slip away and are not domains of a mail service. Each has the
/// first three letters of what it stands for.
const WRONG_ENDING: [(&str, &str); 8] = [
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

/// A domain of at most sixteen bytes as a number, its first letter the lowest byte, so that comparing two is
/// one operation.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Domain(u128);

static NUMBERS: [Domain; KNOWN.len()] = {
    let mut numbers = [Domain(0); KNOWN.len()];
    let mut at = 0;
    while at < KNOWN.len() {
        numbers[at] = Domain::of_name(KNOWN[at]);
        at += 1;
    }
    numbers
};

impl Domain {
    /// The domain of an address: letters, digits, hyphens and dots, of which in lower case only the letters
    /// differ. `None` where it is longer than any that is known, even with a slip.
    pub(super) fn of(domain: &[u8]) -> Option<Self> {
        const LOWER: u128 = u128::MAX / 0xFF * 0x20;
        let length = domain.len();
        let letters = match (domain.first_chunk::<8>(), domain.last_chunk::<8>()) {
            _ if !(1..=16).contains(&length) => return None,
            (Some(first), Some(last)) => {
                let last = u128::from(u64::from_le_bytes(*last)) << (8 * (length - 8));
                u128::from(u64::from_le_bytes(*first)) | last
            }
            _ => domain.iter().rev().fold(0, |letters, byte| letters << 8 | u128::from(*byte)),
        };
        Some(Self(letters | LOWER & (u128::MAX >> (128 - 8 * length))))
    }

    const fn of_name(name: &str) -> Self {
        let bytes = name.as_bytes();
        let (mut letters, mut at) = (0, bytes.len());
        while at > 0 {
            at -= 1;
            letters = letters << 8 | bytes[at] as u128;
        }
        Self(letters)
    }

    const fn length(self) -> usize {
        size_of::<u128>() - self.0.leading_zeros() as usize / 8
    }

    /// The known domain that this one is a slip of: one letter too many, too few, wrong, or two neighbours
    /// swapped; or a wrong ending.
    pub(super) fn likely_meant(self) -> Option<&'static str> {
        if !self.is_suspect() || NUMBERS.contains(&self) {
            return None;
        }
        let ending = WRONG_ENDING.iter().find(|(wrong, _)| Self::of_name(wrong) == self);
        if let Some((_, meant)) = ending {
            return Some(meant);
        }
        let known = NUMBERS.iter().zip(KNOWN).filter(|(known, _)| known.length() >= SHORTEST);
        known.into_iter().find(|(known, _)| self.is_one_slip_from(**known)).map(|(_, name)| name)
    }

    fn is_one_slip_from(self, known: Self) -> bool {
        // What differs, from the first letter on that does.
        let differences = self.0 ^ known.0;
        let at = differences.trailing_zeros() & !7;
        let (mine, theirs) = (self.0 >> at, known.0 >> at);
        match self.length().abs_diff(known.length()) {
            0 => {
                let is_swapped = mine >> 16 == theirs >> 16
                    && mine & 0xFF == theirs >> 8 & 0xFF
                    && mine >> 8 & 0xFF == theirs & 0xFF;
                is_swapped || mine >> 8 == theirs >> 8
            }
            1 if self.length() > known.length() => mine >> 8 == theirs,
            1 => mine == theirs >> 8,
            _ => false,
        }
    }

    /// Whether it has what a slip leaves of a known name: one within the first three letters leaves all from
    /// the fifth on, one behind them the first three. Few other domains have that, so that most are ruled out
    /// without comparing.
    fn is_suspect(self) -> bool {
        let beginning = Filter::position(self.0 & FIRST_THREE);
        let end = Filter::position(self.0 >> 32);
        FILTER.beginnings[beginning / 64] >> (beginning % 64) & 1 == 1
            || FILTER.ends[end / 64] >> (end % 64) & 1 == 1
    }
}

const FIRST_THREE: u128 = 0xFF_FFFF;

/// A bit for each beginning and each end that a slip leaves.
struct Filter {
    beginnings: [u64; 64],
    ends: [u64; 64],
}

static FILTER: Filter = {
    let mut filter = Filter { beginnings: [0; 64], ends: [0; 64] };
    let mut at = 0;
    while at < KNOWN.len() {
        let known = Domain::of_name(KNOWN[at]);
        if known.length() >= SHORTEST {
            let beginning = Filter::position(known.0 & FIRST_THREE);
            filter.beginnings[beginning / 64] |= 1 << (beginning % 64);
            // As the end stands in a domain that is one letter shorter, as long, or one letter longer.
            let mut letters = 3;
            while letters <= 5 {
                let end = Filter::position(known.0 >> (8 * letters));
                filter.ends[end / 64] |= 1 << (end % 64);
                letters += 1;
            }
        }
        at += 1;
    }
    filter
};

impl Filter {
    /// Which of the 4,096 bits is that of these letters.
    #[expect(clippy::cast_possible_truncation, reason = "each half once, then twelve bits")]
    const fn position(letters: u128) -> usize {
        const MIX: u64 = 0x9E37_79B9_7F4A_7C15;
        let mixed = (letters as u64) ^ ((letters >> 64) as u64).rotate_left(23);
        (mixed.wrapping_mul(MIX) >> (u64::BITS - 12)) as usize
    }
}

#[cfg(test)]
mod tests {
    use alloc::string::String;

    use super::*;

    fn likely_meant(domain: &str) -> Option<&'static str> {
        Domain::of(domain.as_bytes())?.likely_meant()
    }

    #[test]
    fn known_and_distant_domains_are_left_alone() {
        for domain in
            KNOWN.iter().chain(&["example.com", "xxx.co.jp", "ens-test.com", "a.jp", "gml.cm"])
        {
            assert_eq!(likely_meant(domain), None, "{domain}");
        }
    }

    /// The filter lets every slip through, wherever the finger slipped.
    #[test]
    fn every_slip_of_every_long_name_is_recognised() {
        for known in KNOWN.iter().filter(|name| name.len() >= SHORTEST) {
            for at in 0..=known.len() {
                let (head, tail) = known.split_at(at);
                let rest = tail.get(1..).unwrap_or("");
                let swapped = tail.get(1..2).map_or(String::new(), |next| {
                    [head, next, tail.get(..1).unwrap_or(""), tail.get(2..).unwrap_or("")].concat()
                });
                let mut slips = alloc::vec![[head, rest].concat(), swapped];
                for letter in ["x", "o", "-", "9", "q"] {
                    slips.push([head, letter, tail].concat());
                    slips.push([head, letter, rest].concat());
                }
                for slip in slips {
                    let is_known = KNOWN.contains(&&*slip) || slip.len() < SHORTEST - 1;
                    assert!(is_known || likely_meant(&slip).is_some(), "{slip} of {known}");
                }
            }
        }
    }

    #[test]
    fn a_wrong_ending_has_the_beginning_of_the_right_name() {
        assert!(WRONG_ENDING.iter().all(|(wrong, right)| wrong[..3] == right[..3]));
        assert!(WRONG_ENDING.iter().all(|(_, right)| right.len() >= SHORTEST));
    }

    #[test]
    fn a_name_with_a_letter_too_many_is_a_number() {
        assert!(KNOWN.iter().all(|name| name.len() < size_of::<u128>()));
    }
}
