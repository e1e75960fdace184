//! The fingerprint changes with the API and with nothing else.

use std::path::Path;

#[path = "../build/fingerprint.rs"]
mod fingerprint;

/// The fingerprint of the engine's tables as `edit` leaves them.
fn after(edit: impl Fn(&str) -> String) -> String {
    let mut sources = Vec::new();
    let tables = Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/src/vocabulary");
    fingerprint::gather(&tables, &mut sources);
    let sources: Vec<String> = sources.iter().map(|source| edit(source)).collect();
    fingerprint::of(&sources)
}

#[test]
fn a_variant_more_in_a_table_of_the_engine_changes_it() {
    let delivered = "2 Delivered \"delivered\",";
    let now = after(str::to_owned);
    assert_ne!(
        after(|source| source.replace(delivered, &format!("{delivered} 4 Lost \"lost\","))),
        now
    );
    assert_ne!(after(|source| source.replace(delivered, "2 Handed \"delivered\",")), now);
    assert_ne!(after(|source| source.replace("validity_years: u8", "validity_years: u16")), now);
}

#[test]
fn a_documentation_leaves_it_alone() {
    let edit =
        |source: &str| source.replace("/// Not reported yet.", "/// Nobody has said a word.");
    assert_eq!(after(edit), after(str::to_owned));
}
