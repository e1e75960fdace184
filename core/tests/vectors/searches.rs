//! Directory searches.

use serde::Deserialize;
use toroku::Prefecture;
use toroku::municipality::{AS_OF, Municipality, SELECTABLE, search};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "schema")]
    _schema: String,
    #[serde(rename = "comment")]
    _comment: String,
    as_of: String,
    selectable: usize,
    prefectures: usize,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    id: String,
    #[serde(rename = "comment")]
    _comment: String,
    query: String,
    prefecture: Option<u8>,
    limit: usize,
    expect: Expected,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    exactly: Option<Vec<String>>,
    first: Option<Vec<String>>,
}

#[test]
fn every_search() {
    let file: File = crate::read("searches.json");
    assert_eq!(AS_OF, file.as_of);
    assert_eq!((SELECTABLE, Municipality::all().count()), (file.selectable, file.selectable));
    assert_eq!(Prefecture::all().count(), file.prefectures);
    for case in &file.cases {
        let prefecture = case.prefecture.map(|number| Prefecture::by_number(number).unwrap());
        let found = search(&case.query, prefecture, case.limit);
        let codes: Vec<_> =
            found.iter().map(|municipality| municipality.code().to_string()).collect();
        match (&case.expect.exactly, &case.expect.first) {
            (Some(exactly), None) => assert_eq!(codes, *exactly, "{}", case.id),
            (None, Some(first)) => assert_eq!(codes[..first.len()], *first, "{}", case.id),
            _ => panic!("{}: expects one of the two", case.id),
        }
    }
    println!("{} searches", file.cases.len());
    assert!(file.cases.len() > 40);
}
