//! Looking up and searching municipalities with any text, and finding them in addresses and by postal codes.
#![no_main]

use libfuzzer_sys::fuzz_target;
use toroku::municipality::{
    Lookup, MAX_QUERY, Municipality, Prefecture, by_postal_code, in_address, look_up, search,
};
use toroku_fuzz::Text;

#[derive(arbitrary::Arbitrary, Debug)]
struct Case {
    prefecture: Option<u8>,
    limit: u8,
    /// A name of the directory to begin with, so that the search finds something to rank, or a postal code.
    from: Option<(u16, u8)>,
    text: Text,
}

fuzz_target!(|case: Case| {
    let mut query = match case.from {
        Some((at, how)) => {
            let entry = Municipality::all().nth(usize::from(at) % 1892).expect("in the directory");
            match how % 4 {
                _ if how >= 0xC0 => postal_code(at, how),
                0 => entry.full_name(),
                1 => entry.kana(),
                2 => entry.english(),
                _ => entry.code().to_string(),
            }
        }
        None => String::new(),
    };
    query += &case.text.text();
    let prefecture = case.prefecture.and_then(|n| Prefecture::by_number(n % 48));
    let limit = usize::from(case.limit);

    let found = search(&query, prefecture, limit);
    assert!(found.len() <= limit);
    assert_eq!(found, search(&query, prefecture, limit));
    assert!(found.iter().all(|m| prefecture.is_none_or(|p| m.prefecture() == p)));
    are_each_once(&found);
    // A shorter list is the beginning of a longer one.
    assert!(search(&query, prefecture, limit + 1).starts_with(&found));
    assert!(query.len() <= MAX_QUERY || found.is_empty());

    match look_up(&query) {
        Lookup::Found(m) => assert_eq!(look_up(&m.full_name()), Lookup::Found(m)),
        Lookup::NeedsWard(city) => {
            assert_eq!(look_up(&city.full_name()), Lookup::NeedsWard(city));
            assert!(city.wards().len() > 1);
        }
        Lookup::Abolished(old) => assert!(old.successors().len() > 0),
        Lookup::Unknown => {}
    }

    if let Some(address) = in_address(&query) {
        assert!(!address.municipalities.is_empty());
        assert!(!address.rest.is_empty() && query.contains(address.rest));
        are_each_once(&address.municipalities);
    }
    if let Some((at, how)) = case.from {
        are_each_once(&by_postal_code(&postal_code(at, how)));
    }
    let is_code = query.len() == 7 && query.bytes().all(|byte| byte.is_ascii_digit());
    assert!(is_code || by_postal_code(&query).is_empty());
});

/// Any code of seven digits.
fn postal_code(at: u16, how: u8) -> String {
    format!("{:07}", (u32::from(at) << 8 | u32::from(how)) % 10_000_000)
}

fn are_each_once(found: &[Municipality]) {
    let mut codes: Vec<_> = found.iter().map(|m| m.code()).collect();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), found.len(), "an entry twice");
}
