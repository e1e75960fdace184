//! What the build packs, the engine reads, whatever the texts are.

#[allow(dead_code, reason = "the tables are made here and not written as source")]
#[path = "../build/pieces.rs"]
mod build;
#[allow(dead_code, reason = "the engine's own lists have their tests beside them")]
#[path = "../src/pieces.rs"]
mod pieces;

extern crate alloc; // `pieces` is written for the engine, which has no std

use build::pack;
use pieces::Pieces;

/// Packs the texts, reads every one, and says how many bytes texts and pieces have.
fn size(texts: &[String]) -> usize {
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let packed = pack(&texts);
    let size = packed.size();
    let pieces: &Pieces = Box::leak(Box::new(Pieces {
        chars: packed.chars.leak(),
        runs: packed.runs.leak(),
        lengths: packed.lengths.leak(),
        first_run: packed.first_run.try_into().expect("it has 16 bits"),
        one_byte: packed.one_byte.try_into().expect("it has 16 bits"),
    }));
    assert_eq!(packed.texts.len(), texts.len());
    for (text, packed) in texts.iter().zip(packed.texts) {
        let mut read = String::new();
        pieces.read(&packed, &mut |c| read.push(c));
        assert_eq!(read, *text);
    }
    size
}

fn lines(file: &str) -> Vec<String> {
    file.lines().map(str::to_owned).collect()
}

#[test]
fn few_texts_come_back() {
    let longest = ["ab".repeat(300), "abc".repeat(100), "a".repeat(1000), "\0\u{1F}".repeat(20)];
    assert_eq!(size(&[]), 0);
    assert_eq!(size(&[String::new()]), 0);
    size(&longest);
    size(&["a", "", "漢字かな", "aaa", "\u{FFFF}"].map(String::from));
}

#[test]
fn texts_of_more_characters_than_a_byte_can_name_come_back() {
    for count in [255, 256, 257, 511, 512, 513, 20_000] {
        let characters: Vec<char> = ('\u{3000}'..='\u{D7FF}').take(count).collect();
        let pairs = characters.chunks(2).map(|pair| pair.iter().collect());
        size(&pairs.collect::<Vec<_>>());
        size(&[characters.iter().collect(), characters.iter().rev().collect()]);
    }
}

#[test]
fn the_engines_files_take_half() {
    for file in [
        include_str!("../wording/en.tsv"),
        include_str!("../wording/ja.tsv"),
        include_str!("../wording/ja-x-easy.tsv"),
        include_str!("../data/abolished.tsv"),
    ] {
        let size = size(&lines(file));
        assert!(size < file.len() / 2, "{size} of {}", file.len());
    }
}

#[test]
fn the_same_texts_give_the_same_bytes() {
    let texts = lines(include_str!("../wording/ja.tsv"));
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    assert_eq!(pack(&texts).list(), pack(&texts).list());
}
