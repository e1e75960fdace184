//! Domains that many people's addresses have, and the one that a slip of the finger meant.

/// Widely used mail domains in Japan and among its foreign residents. A domain in this list is never
/// taken for a slip; a slip is only looked for from eight characters on, since shorter ones have too
/// many real neighbours.
const KNOWN: &[&str] = &[
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
