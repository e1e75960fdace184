//! What is asked about mail domains, held against lists of real ones and of slips.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use super::*;

fn lines(path: &str) -> Vec<String> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path);
    let text = fs::read_to_string(path).expect("the table is there");
    text.lines().filter(|line| !line.starts_with('#')).map(String::from).collect()
}

/// The domain of the suggestion, where one is made.
fn suggested(domain: &str) -> Option<String> {
    let checked = Checked::of(Field::Email, Item::Email, &format!("a@{domain}"), &policy());
    assert_eq!(checked.problem(), None, "{domain}");
    let notice = checked.report.notices.first()?;
    assert_eq!(notice.code(), Code::EmailTypo, "{domain}");
    notice.suggestion().expect("a slip has one").expose().strip_prefix("a@").map(String::from)
}

fn real() -> BTreeSet<String> {
    let lists = ["data/mail_domains.txt", "data/mail_domains_more.txt"];
    lists.iter().flat_map(|list| lines(list)).filter(|domain| domain.len() <= 58).collect()
}

#[test]
fn no_providers_domain_is_questioned() {
    let real = real();
    assert!(real.len() > 15_000, "{}", real.len());
    let questioned: Vec<_> = real.iter().filter(|domain| suggested(domain).is_some()).collect();
    assert!(questioned.is_empty(), "{questioned:?}");
}

/// A list that none of the engine's was made from.
#[test]
fn no_domain_of_a_list_that_was_held_out_is_questioned() {
    let real = real();
    let held_out = lines("tests/data/mail_providers.txt");
    let unseen = held_out.iter().filter(|domain| !real.contains(*domain)).count();
    let questioned: Vec<_> = held_out.iter().filter(|domain| suggested(domain).is_some()).collect();
    assert_eq!((held_out.len(), unseen), (259, 64));
    assert!(questioned.is_empty(), "{questioned:?}");
}

#[test]
fn slips_get_what_was_meant() {
    let slips = lines("tests/data/mail_slips.tsv");
    let (mut right, mut wrong, mut silent) = (0, Vec::new(), Vec::new());
    for row in &slips {
        let [typed, meant, way] = row.split('\t').collect::<Vec<_>>()[..] else { panic!("{row}") };
        match suggested(typed) {
            Some(domain) if domain == meant => right += 1,
            Some(domain) => wrong.push(format!("{typed} of {meant} ({way}): {domain}")),
            None => silent.push(format!("{typed} of {meant} ({way})")),
        }
    }
    // The figures of docs/reliability.md.
    assert_eq!((right, wrong.len(), silent.len()), (1059, 2, 32), "{wrong:#?} {silent:#?}");
    // In Japan far more people have one of these than the Dutch one.
    assert_eq!(
        wrong,
        ["live.np of live.nl (beside): live.jp", "live.jl of live.nl (beside): live.jp"]
    );
}
