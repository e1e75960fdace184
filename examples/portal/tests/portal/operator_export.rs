//! Registrations handed over to the counter in files, each once, and records of the counter registered, each once.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::time::Duration;

use toroku_c::layout::{RECORD, RESULT, offset, record_size, result_size};

use crate::browser::Site;
use crate::operator_office::{ask, command, register};

fn path(site: &Site, name: &str) -> String {
    site.config.database.parent().unwrap().join(name).display().to_string()
}

fn column(record: &[u8], name: &str) -> String {
    let size = RESULT.iter().find(|column| column.name == name).unwrap().size;
    String::from_utf8(record[offset(RESULT, name)..][..size].to_vec()).unwrap().trim().to_owned()
}

/// The user IDs of a file of records, in its order.
fn user_ids(file: &str) -> Vec<String> {
    let bytes = fs::read(file).unwrap();
    assert_eq!(bytes.len() % result_size(), 0);
    bytes.chunks(result_size()).map(|record| column(record, "user_id")).collect()
}

#[tokio::test]
async fn what_was_exported_is_not_exported_again() {
    let site = Site::start().await;
    let (file, cursor) = (path(&site, "out.dat"), path(&site, "cursor"));
    let export = async || command(&site.config, &["export", &file, "--cursor", &cursor]).await;
    export().await.unwrap();
    assert!(user_ids(&file).is_empty());
    fs::remove_file(&file).unwrap();
    let first = register(&site, "HOUMU TARO", "taro@ens-test.com").await;
    let second = register(&site, "HOUMU JIRO", "jiro@ens-test.com").await;
    let said = export().await.unwrap();
    assert!(said.starts_with("2 registrations"), "{said}");
    assert_eq!(user_ids(&file), [first.as_str(), second.as_str()]);
    let record = fs::read(&file).unwrap();
    assert_eq!(column(&record, "status"), "00");
    assert_eq!(column(&record, "user_name"), "HOUMU TARO");
    assert_eq!(column(&record, "birth_date"), "20000101");
    let key = column(&record, "host_key");
    assert_eq!((key.len(), &key[14..]), (32, "000000000000000001"), "{key}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    }
    // What nobody has taken away is not written over.
    let refused = export().await.unwrap_err();
    assert!(refused.contains("is there already"), "{refused}");
    fs::remove_file(&file).unwrap();
    // The one that was read last is erased: the cursor is still good.
    command(&site.config, &["erase", &second, "--yes"]).await.unwrap();
    export().await.unwrap();
    assert!(user_ids(&file).is_empty());
    fs::remove_file(&file).unwrap();
    let third = register(&site, "HOUMU SABURO", "saburo@ens-test.com").await;
    export().await.unwrap();
    assert_eq!(user_ids(&file), [third]);
    let log = command(&site.config, &["audit"]).await.unwrap();
    assert_eq!(log.matches("export registrations").count(), 4, "{log}");
    site.end().await;
}

#[tokio::test]
async fn every_format_has_the_same_registrations() {
    let site = Site::start().await;
    let user_id = register(&site, "HOUMU TARO", "taro@ens-test.com").await;
    let mut seen = Vec::new();
    for format in ["json", "ndjson", "csv", "records"] {
        let (file, cursor) = (path(&site, format), path(&site, &format!("{format}.cursor")));
        let words = ["export", &file, "--cursor", &cursor, "--format", format];
        command(&site.config, &words).await.unwrap();
        seen.push(fs::read(&file).unwrap());
    }
    let json: serde_json::Value = serde_json::from_slice(&seen[0]).unwrap();
    let line: serde_json::Value = serde_json::from_slice(&seen[1]).unwrap();
    assert_eq!((&json["registrations"][0], &json["next"]), (&line, &line["cursor"]));
    assert_eq!(line["user_id"], user_id.as_str());
    let mut csv = csv::Reader::from_reader(&seen[2][..]);
    let row: std::collections::BTreeMap<String, String> =
        csv.deserialize().next().unwrap().unwrap();
    assert_eq!(serde_json::to_value(row).unwrap(), line);
    assert_eq!(column(&seen[3], "user_id"), user_id);
    site.end().await;
}

/// A crash between any two steps: what lies there then is brought to its end, and nobody comes twice.
#[tokio::test]
async fn an_export_that_was_broken_off_is_brought_to_its_end() {
    let site = Site::start().await;
    let first = register(&site, "HOUMU TARO", "taro@ens-test.com").await;
    let (file, cursor) = (path(&site, "out.dat"), path(&site, "cursor"));
    let part = format!("{file}.part");
    let export = async || command(&site.config, &["export", &file, "--cursor", &cursor]).await;
    // Before the file was noted: it is written anew.
    fs::write(&part, "half of it").unwrap();
    export().await.unwrap();
    assert_eq!(user_ids(&file), std::slice::from_ref(&first));
    // Noted and not yet renamed.
    fs::rename(&file, &part).unwrap();
    let coming = serde_json::json!({"cursor": "0", "coming": {"file": file, "cursor": "1"}});
    fs::write(&cursor, coming.to_string()).unwrap();
    let second = register(&site, "HOUMU JIRO", "jiro@ens-test.com").await;
    let said = export().await.unwrap();
    assert!(said.contains("broken off"), "{said}");
    assert_eq!(user_ids(&file), [first]);
    // Renamed, read and taken away.
    fs::remove_file(&file).unwrap();
    fs::write(&cursor, coming.to_string()).unwrap();
    export().await.unwrap();
    fs::remove_file(Path::new(&file)).ok();
    export().await.unwrap();
    assert_eq!(user_ids(&file), [second]);
    for bad in ["", "17", "{\"cursor\":\"x\"}", "{\"cursor\":\"1000000\"}"] {
        fs::remove_file(&file).ok();
        fs::write(&cursor, bad).unwrap();
        let refused = export().await.unwrap_err();
        assert!(refused.contains("cursor"), "{bad}: {refused}");
        assert!(!Path::new(&file).exists());
    }
    site.end().await;
}

fn record(key: &str, changes: &[(&str, &str)]) -> Vec<u8> {
    let mut record = vec![b' '; record_size()];
    let good = [
        ("user_name", "HOUMU TARO"),
        ("sex", "1"),
        ("birth_date", "20000101"),
        ("municipality", "011011"),
        ("street_address", "1-1-1"),
        ("phone", "0312345678"),
        ("email", "user01@ens-test.com"),
        ("email_confirmation", "user01@ens-test.com"),
        ("user_type", "applicant_at_counter"),
        ("terms_agreed", "1"),
        ("terms_version", "sample-1"),
        ("host_key", key),
    ];
    for (name, text) in good.iter().chain(changes) {
        let size = RECORD.iter().find(|column| column.name == *name).unwrap().size;
        let column = &mut record[offset(RECORD, name)..][..size];
        column.fill(b' ');
        column[..text.len()].copy_from_slice(text.as_bytes());
    }
    record
}

#[tokio::test]
async fn a_record_of_the_counter_gets_one_user_id_for_ever() {
    let mut site = Site::with(|config| config.limits.mails_per_mailbox = 1).await;
    let (file, results) = (path(&site, "in.dat"), path(&site, "results.dat"));
    let import = async |site: &Site| {
        let done = command(&site.config, &["import", &file, "--results", &results]).await;
        (done, fs::read(&results).unwrap())
    };
    let records = [
        record("A-1", &[]),
        record("A-2", &[("user_name", "O'BRIEN")]),
        vec![b' '; record_size()],
        record("A-3", &[("user_name", "Houmu Jiro")]),
        record("", &[]),
        record("", &[])[..100].to_vec(),
    ];
    fs::write(&file, records.concat()).unwrap();
    let (said, first) = import(&site).await;
    assert!(said.unwrap().starts_with("6 records, 3 registered"));
    let of: Vec<_> = first.chunks(result_size()).collect();
    let statuses: Vec<_> = of.iter().map(|one| column(one, "status")).collect();
    assert_eq!(statuses, ["00", "01", "04", "00", "00", "02"]);
    let given = user_ids(&results);
    assert_eq!(given.iter().filter(|user_id| user_id.is_empty()).count(), 3);
    assert_eq!(given.iter().collect::<BTreeSet<_>>().len(), 4);
    assert_eq!(column(of[3], "user_name"), "HOUMU JIRO");
    // Again; and under other terms, which a record that is not registered must agree to then.
    assert!(import(&site).await.1 == first);
    site.config.terms_version = "sample-2".into();
    site.restart().await;
    let words = ["--config", &path(&site, "portal.toml"), "import", &file, "--results", &results];
    fs::write(path(&site, "portal.toml"), "terms_version = \"sample-2\"\n").unwrap();
    command(&site.config, &words).await.unwrap();
    let then = fs::read(&results).unwrap();
    for (number, (before, then)) in of.iter().zip(then.chunks(result_size())).enumerate() {
        assert_eq!(*before == then, number != 1, "{number}");
    }
    let count = "SELECT CAST(count(*) AS TEXT) FROM registrations";
    assert_eq!(ask(&site.config, count).await.unwrap(), ["3"]);
    site.end().await;
}

/// The counter's file is imported once more after a person of it was erased.
#[tokio::test]
async fn an_erased_persons_record_registers_nobody_anew() {
    let mut site = Site::start().await;
    let (file, results) = (path(&site, "in.dat"), path(&site, "results.dat"));
    let records = [record("A-1", &[]), record("A-2", &[]), record("", &[])];
    fs::write(&file, records.concat()).unwrap();
    let words = ["import", &file, "--results", &results];
    command(&site.config, &words).await.unwrap();
    let given = user_ids(&results);
    for gone in [0, 2] {
        command(&site.config, &["erase", &given[gone], "--yes"]).await.unwrap();
    }
    let erased = "was erased: records 1, 3\n";
    let said = command(&site.config, &words).await.unwrap();
    assert!(said.starts_with("3 records, 1 registered") && said.ends_with(erased), "{said}");
    assert_eq!(user_ids(&results), ["", &given[1], ""]);
    // Under other terms too, which the records do not agree to.
    site.config.terms_version = "sample-2".into();
    site.restart().await;
    let settings = path(&site, "portal.toml");
    fs::write(&settings, "terms_version = \"sample-2\"\n").unwrap();
    let configured = [&["--config", &settings][..], &words].concat();
    let said = command(&site.config, &configured).await.unwrap();
    assert!(said.ends_with(erased), "{said}");
    assert_eq!(user_ids(&results), ["", &given[1], ""]);
    site.end().await;
}

#[tokio::test]
async fn a_reference_is_one_records() {
    let site = Site::start().await;
    let (file, results) = (path(&site, "in.dat"), path(&site, "results.dat"));
    let import = async |record: Vec<u8>| {
        fs::write(&file, record).unwrap();
        command(&site.config, &["import", &file, "--results", &results]).await
    };
    // What was refused may be corrected.
    import(record("A-1", &[("phone", "")])).await.unwrap();
    import(record("A-1", &[])).await.unwrap();
    let given = user_ids(&results);
    let refused = import(record("A-1", &[("user_name", "HOUMU JIRO")])).await.unwrap_err();
    assert!(refused.contains("references"), "{refused}");
    assert_eq!(user_ids(&results), [""]);
    // With a status of its own and without the values, which are not those that are registered.
    let result = fs::read(&results).unwrap();
    assert_eq!(column(&result, "status"), "05");
    assert_eq!(
        (column(&result, "host_key").trim(), column(&result, "user_name").trim()),
        ("A-1", "")
    );
    import(record("A-1", &[])).await.unwrap();
    assert_eq!(user_ids(&results), given);
    site.end().await;
}

/// A file may be larger than the memory, or a pipe: its records are registered as they come.
#[cfg(unix)]
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn records_are_registered_as_they_are_read() {
    let site = Site::start().await;
    let (file, results) = (path(&site, "in.fifo"), path(&site, "results.dat"));
    assert!(std::process::Command::new("mkfifo").arg(&file).status().unwrap().success());
    let config = site.config.clone();
    let (read, there) = (file.clone(), results.clone());
    let import = std::thread::spawn(move || {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(command(&config, &["import", &read, "--results", &there]))
    });
    let opened = tokio::task::spawn_blocking(move || fs::OpenOptions::new().write(true).open(file));
    let mut fifo = opened.await.unwrap().unwrap();
    fifo.write_all(&record("A-1", &[])).unwrap();
    let count = "SELECT CAST(count(*) AS TEXT) FROM registrations";
    for _ in 0..200 {
        if ask(&site.config, count).await.unwrap() == ["1"] {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(ask(&site.config, count).await.unwrap(), ["1"]);
    // Whatever stands between two records, or before the first one, is nobody.
    for odd in [&b"\r\n"[..], &record("A-2", &[]), b"\xEF\xBB\xBF", &record("A-3", &[])] {
        fifo.write_all(odd).unwrap();
    }
    drop(fifo);
    let said = import.join().unwrap().unwrap();
    assert!(said.starts_with("4 records, 1 registered"), "{said}");
    assert_eq!(user_ids(&results).iter().filter(|user_id| !user_id.is_empty()).count(), 1);
    site.end().await;
}
