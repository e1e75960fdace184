//! What the build packs, the engine reads, whatever the texts are.

#[allow(dead_code, reason = "the tables are made here and not written as source")]
#[path = "../build/packing.rs"]
mod build;
#[path = "../src/packed.rs"]
mod packed;

extern crate alloc; // `packed` is written for the engine, which has no std

use build::pack;
use packed::PackedTexts;

/// Packs the texts, reads every one, and says how many bytes texts and pairs have.
fn size(texts: &[String]) -> usize {
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let packed = pack(&texts);
    assert_eq!(packed.texts.len(), texts.len());
    let mut starts = vec![0];
    for text in &packed.texts {
        starts.push(starts[starts.len() - 1] + u16::try_from(text.len()).expect("they are short"));
    }
    let bytes = packed.texts.concat().leak();
    let engine = PackedTexts { pairs: packed.pairs, starts: starts.leak(), bytes };
    for (number, text) in texts.iter().enumerate() {
        assert_eq!(engine.get(number), *text);
    }
    bytes.len() + size_of_val(&engine.pairs)
}

fn lines(file: &str) -> Vec<String> {
    file.lines().map(str::to_owned).collect()
}

#[test]
fn few_texts_come_back() {
    let longest = ["ab".repeat(300), "abc".repeat(100), "a".repeat(1000), "\0\u{1F}".repeat(20)];
    assert_eq!(size(&[]), 512);
    assert_eq!(size(&[String::new()]), 512);
    size(&longest);
    size(&["a", "", "漢字かな", "aaa", "\u{FFFF}", "𠮷"].map(String::from));
}

#[test]
fn texts_of_many_characters_come_back() {
    for count in [255, 256, 257, 511, 512, 513, 10_000] {
        let characters: Vec<char> = ('\u{3000}'..='\u{D7FF}').take(count).collect();
        let pairs = characters.chunks(2).map(|pair| pair.iter().collect());
        size(&pairs.collect::<Vec<_>>());
        size(&[characters.iter().collect(), characters.iter().rev().collect()]);
    }
}

#[test]
fn the_engines_files_take_less() {
    for (file, tenths) in [
        (include_str!("../wording/en.tsv"), 7),
        (include_str!("../wording/ja.tsv"), 7),
        (include_str!("../wording/ja-x-easy.tsv"), 7),
        (include_str!("../data/abolished.tsv"), 7),
    ] {
        let size = size(&lines(file));
        assert!(size < file.len() * tenths / 10, "{size} of {}", file.len());
    }
}

#[test]
fn the_same_texts_give_the_same_bytes() {
    let texts = lines(include_str!("../wording/ja.tsv"));
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    assert_eq!(pack(&texts).source(), pack(&texts).source());
}
