//! Domains that many people's addresses have, and the one that a slip of the finger meant.
//!
//! A domain that is a mail provider's is never taken for a slip.

use super::email_slip::{BEGINNING, FURTHER, bit, fingerprint, likeliest};

// `KNOWN`, sorted: the fingerprints of the great domains and of the real ones that look like a slip of one.
// `SUSPECT`: the bits of what a slip leaves of a great domain.
include!(concat!(env!("OUT_DIR"), "/mail_domains.rs"));

/// The longest that is looked at: a great domain has at most 16 letters.
pub(super) const LONGEST: usize = 24;

/// The great domain that is likeliest meant, where this one, in letters of either case, is a slip.
pub(super) fn likely_meant(domain: &[u8]) -> Option<&'static str> {
    if !is_suspect(domain)
        || domain.len() > LONGEST
        || KNOWN.binary_search(&fingerprint(domain)).is_ok()
    {
        return None;
    }
    let mut lower = [0; LONGEST];
    let lower = &mut lower[..domain.len()];
    lower.copy_from_slice(domain);
    lower.make_ascii_lowercase();
    likeliest(lower)
}

/// Whether it has three letters in a row that a slip leaves. Few other domains do, so that most are ruled out
/// without comparing.
fn is_suspect(domain: &[u8]) -> bool {
    [BEGINNING, FURTHER].iter().any(|place| {
        let bit = bit(domain, *place);
        SUSPECT[bit / 64] >> (bit % 64) & 1 == 1
    })
}

#[cfg(test)]
mod tests {
    use alloc::vec::Vec;

    use super::super::email_slip::great;
    use super::*;

    #[test]
    fn known_and_distant_domains_are_left_alone() {
        let distant = ["example.com", "xxx.co.jp", "ens-test.com", "a.jp", "gml.cm", "", "a"];
        for domain in great().map(|(name, _)| name).chain(distant) {
            assert_eq!(likely_meant(domain.as_bytes()), None, "{domain}");
            assert!(domain.len() + 2 <= LONGEST, "{domain}");
        }
    }

    /// Nothing that is one slip away is ruled out before it is compared.
    #[test]
    fn every_slip_is_compared() {
        for (name, _) in great() {
            for at in 0..name.len() {
                let (head, tail) = name.as_bytes().split_at(at);
                let mut slips: Vec<Vec<u8>> = Vec::new();
                slips.push([head, &tail[1..]].concat());
                for letter in b"aeox-9." {
                    slips.push([head, &[*letter], tail].concat());
                    slips.push([head, &[*letter], &tail[1..]].concat());
                }
                if let [one, two, three, rest @ ..] = tail {
                    slips.push([head, &[*two, *three, *one], rest].concat());
                    slips.push([head, &[*three, *one, *two], rest].concat());
                }
                if let [one, other, rest @ ..] = tail {
                    slips.push([head, &[*other, *one], rest].concat());
                }
                for slip in slips.iter().filter(|slip| likeliest(slip).is_some()) {
                    assert!(is_suspect(slip), "{} of {name}", slip.escape_ascii());
                }
            }
        }
    }
}
