//! The example of the project's README is that of the package's, which is compiled and run as documentation.

/// The first block of Rust.
fn example(readme: &str) -> &str {
    let (_, after) = readme.split_once("\n```rust\n").expect("a README has an example");
    after.split_once("\n```\n").expect("a block ends").0
}

#[test]
fn both_readmes_have_one_example() {
    assert_eq!(example(include_str!("../../README.md")), example(include_str!("../README.md")));
}
