//! What a browser's `Accept-Language` header asks for (RFC 9110, section 12.5.4).

use alloc::vec::Vec;

/// The most bytes looked at; browsers send fewer than a hundred.
const MAX_BYTES: usize = 1024;

/// One element of the header: a language range and its weight in thousandths.
struct Wish<'a> {
    range: &'a str,
    weight: u16,
}

/// The one of `tags` that the header wants most, found by RFC 4647's lookup: a range is cut from its
/// end until it is a tag, so `ja-JP` finds `ja`, and `ja` does not find `ja-x-easy`.
///
/// Equal weights are taken in the header's order. `*` names no language and is passed over. An element
/// that does not fit the grammar is left out; a header that is too long has none that counts.
pub(super) fn wanted<'t>(header: &str, tags: &[&'t str]) -> Option<&'t str> {
    if header.len() > MAX_BYTES {
        return None;
    }
    let mut wishes: Vec<Wish<'_>> = Vec::new();
    for wish in header.split(',').filter_map(wish) {
        // After those of its weight: the header's order decides between them.
        wishes.insert(wishes.partition_point(|other| other.weight >= wish.weight), wish);
    }
    let (wanted, refused) = wishes.split_at(wishes.partition_point(|wish| wish.weight > 0));
    let is_refused = |tag: &str| refused.iter().any(|wish| wish.range.eq_ignore_ascii_case(tag));
    wanted.iter().find_map(|wish| {
        let mut range = wish.range;
        loop {
            let found = tags.iter().copied().find(|tag| range.eq_ignore_ascii_case(tag));
            if let Some(tag) = found {
                return (!is_refused(tag)).then_some(tag);
            }
            range = range.rsplit_once('-')?.0;
        }
    })
}

/// One element, like `en-US;q=0.7`; `None` where it does not fit the grammar.
fn wish(element: &str) -> Option<Wish<'_>> {
    let blank = [' ', '\t'];
    let (range, weight) = match element.split_once(';') {
        Some((range, weight)) => (range, weight_of(weight.trim_matches(blank))?),
        None => (element, 1000),
    };
    let range = range.trim_matches(blank);
    is_range(range).then_some(Wish { range, weight })
}

/// Whether `range` is a language range of RFC 4647: `*`, or subtags of 1 to 8 letters or digits, the
/// first of letters only.
fn is_range(range: &str) -> bool {
    let fits = |subtag: &str| (1..=8).contains(&subtag.len());
    let mut subtags = range.split('-');
    let first = subtags.next().unwrap_or_default();
    range == "*"
        || (fits(first) && first.bytes().all(|byte| byte.is_ascii_alphabetic()))
            && subtags.all(|tag| fits(tag) && tag.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// `q=0.7` as 700: 0 to 1 with at most three decimals.
fn weight_of(text: &str) -> Option<u16> {
    let value = text.strip_prefix("q=").or_else(|| text.strip_prefix("Q="))?;
    let (whole, decimals) = value.split_once('.').unwrap_or((value, ""));
    if decimals.len() > 3 || !decimals.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let thousandths = decimals.bytes().chain(core::iter::repeat(b'0')).take(3);
    let thousandths = thousandths.fold(0, |sum, digit| sum * 10 + u16::from(digit - b'0'));
    match (whole, thousandths) {
        ("0", thousandths) => Some(thousandths),
        ("1", 0) => Some(1000),
        _ => None,
    }
}
