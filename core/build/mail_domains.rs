//! Makes the table of the real mail domains that would be taken for a slip of a great one.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

#[path = "../src/field/email_slip.rs"]
mod email_slip;

use email_slip::{BEGINNING, BITS, FURTHER, bit, fingerprint, great, likeliest};

const EXPECT: &str = "#[expect(clippy::unreadable_literal, reason = \"nobody reads them\")]\n";

/// Writes `mail_domains.rs`: the fingerprints, and which letters a slip of a great domain can have.
///
/// The lists name about 20,000 domains; only those have to be known that the rule would ask about.
pub(crate) fn build(out_dir: &Path, root: &Path) {
    let mut known: BTreeSet<u32> = great().map(|(name, _)| fingerprint(name.as_bytes())).collect();
    for list in ["mail_domains.txt", "mail_domains_more.txt"] {
        let path = root.join("data").join(list);
        println!("cargo::rerun-if-changed={}", path.display());
        let text = fs::read_to_string(&path).expect("the list can be read");
        let domains = text.lines().filter(|line| !line.starts_with('#'));
        let near = domains.filter(|domain| likeliest(domain.as_bytes()).is_some());
        known.extend(near.map(|domain| fingerprint(domain.as_bytes())));
    }
    let known: Vec<u32> = known.into_iter().collect();
    let mut suspect = [0_u64; BITS / 64];
    let mut mark = |bit: usize| suspect[bit / 64] |= 1 << (bit % 64);
    for name in great().map(|(name, _)| name.as_bytes()) {
        mark(bit(name, BEGINNING));
        // A letter too many or too few before them moves those further on by one.
        for place in FURTHER - 1..=FURTHER + 1 {
            mark(bit(name, place));
        }
        // A letter two places off that stands in both.
        let mut slip = name.to_vec();
        for _ in 0..2 {
            slip[2..5].rotate_left(1);
            mark(bit(&slip, FURTHER));
        }
    }
    let mut text = String::new();
    writeln!(text, "{EXPECT}static KNOWN: [u32; {}] = {known:?};", known.len())
        .expect("a String takes it");
    writeln!(text, "{EXPECT}static SUSPECT: [u64; {}] = {suspect:?};", suspect.len())
        .expect("a String takes it");
    fs::write(out_dir.join("mail_domains.rs"), text).expect("OUT_DIR can be written");
}
