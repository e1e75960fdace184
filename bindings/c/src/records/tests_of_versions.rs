//! The records that each version wrote, in `tests/golden/VERSION`, with what became of them: what is now reads them the same
//! way, and takes nothing from one of a version that it does not know.
//!
//! `TOROKU_DRAW=1` writes those of the version that is being made.

use std::path::{Path, PathBuf};
use std::{env, fs};

use toroku::Instant;

use crate::abi::number::RecordResult;
use crate::records::check::Checker;
use crate::records::columns::Columns;
use crate::records::layout::{RESULT, record_size, result_size, span};
use crate::records::result::{ResultRecord, new_result};
use crate::records::tests::{columns, policy};
use crate::records::tests_of_encodings::{bytes, record};

/// A file for each of these encodings: a record and its result, one pair after the other.
const FILES: [(&str, u32); 2] = [("records_cp932.dat", 2), ("records_cp939.dat", 6)];

fn golden() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden")
}

fn result(record: &[u8], columns: Columns<'_>) -> (RecordResult, ResultRecord) {
    let policy = policy();
    let mut checker = Checker::new(&policy, columns, Instant::from_unix_seconds(1_700_000_000));
    let found = checker.check(record);
    let mut result = new_result();
    found.put_result(None, None, &mut result).expect("good in the test");
    (found.status, result)
}

/// Of each version that was known or may come, a good record and one with a problem.
fn records(columns: Columns<'_>) -> Vec<Vec<u8>> {
    let versions = ["", "1", "2", "9", "A"].map(|version| bytes(version, columns));
    let versions = versions.into_iter().chain([vec![0], vec![0xFF]]);
    let key = bytes("COUNTER-07-000123", columns);
    let phone = bytes("03-1234-5678", columns);
    let bad = bytes("x", columns);
    versions
        .flat_map(|version| {
            [&phone, &bad].map(|phone| {
                let edits =
                    [("record_version", &version[..]), ("host_key", &key), ("phone", phone)];
                record(columns, &edits)
            })
        })
        .collect()
}

#[test]
fn what_each_version_wrote_is_read_as_it_was() {
    let this = golden().join(env!("CARGO_PKG_VERSION"));
    if env::var_os("TOROKU_DRAW").is_some() {
        for (name, encoding) in FILES {
            let columns = columns(encoding);
            let pairs: Vec<u8> = records(columns)
                .into_iter()
                .flat_map(|record| [record.clone(), result(&record, columns).1.to_vec()].concat())
                .collect();
            fs::write(this.join(name), pairs).expect("the folder can be written");
        }
    }
    let mut statuses = Vec::new();
    for folder in fs::read_dir(golden()).expect("it is there").filter_map(Result::ok) {
        for (name, encoding) in FILES {
            let Ok(file) = fs::read(folder.path().join(name)) else {
                assert!(!folder.path().is_dir(), "{} has no {name}", folder.path().display());
                continue;
            };
            let pairs = file.chunks(record_size() + result_size());
            assert_eq!(pairs.len(), records(columns(encoding)).len());
            for pair in pairs {
                let (record, then) = pair.split_at(record_size());
                let (status, now) = result(record, columns(encoding));
                statuses.push(status);
                // A later version says its own number, and may say more in what was reserved.
                let same = RESULT
                    .iter()
                    .filter(|column| !["record_version", "reserved"].contains(&column.name));
                for (start, end) in same.map(|column| span(RESULT, column.name)) {
                    assert_eq!(now[start..end], then[start..end]);
                }
            }
        }
    }
    let count = |wanted| statuses.iter().filter(|status| **status == wanted).count();
    // Blank, NUL and 1 are this version's, and the others of no version that is known.
    assert_eq!(count(RecordResult::Good), count(RecordResult::Problems));
    assert!(count(RecordResult::Good) >= 6 && count(RecordResult::Newer) >= 16);
}

/// Nothing of a newer record but its host key is in its result: what stands elsewhere may mean something else there.
#[test]
fn a_newer_record_is_not_guessed_at() {
    for (_, encoding) in FILES {
        let columns = columns(encoding);
        let mut plain = new_result();
        let key = bytes("KEY", columns);
        let newer = bytes("2", columns);
        let one = record(columns, &[("record_version", &newer), ("host_key", &key)]);
        let (status, found) = result(&one, columns);
        assert_eq!(status, RecordResult::Newer);
        let (start, end) = span(RESULT, "host_key");
        plain.copy_from_slice(&*found);
        plain[start..end].fill(columns.blank());
        let empty = vec![columns.blank(); record_size()];
        let mut nothing = result(&empty, columns).1;
        let (start, end) = span(RESULT, "status");
        assert_eq!(found[start..end], *bytes("06", columns));
        nothing[start..end].copy_from_slice(&bytes("06", columns));
        assert_eq!(*plain, *nothing);
    }
}
