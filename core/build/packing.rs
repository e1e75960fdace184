//! Packs texts for `src/packed.rs`: the two bytes that occur most often together are named by a byte that no text
//! has, and so on until there is no such byte. The same texts always give the same bytes.

/// Texts as the engine holds them.
pub(crate) struct Packed {
    /// What each byte stands for; twice itself where it stands for itself.
    pub(crate) pairs: [[u8; 2]; 256],
    /// Each text, in the order in which they came.
    pub(crate) texts: Vec<Vec<u8>>,
}

/// Packs `texts`.
pub(crate) fn pack(texts: &[&str]) -> Packed {
    let mut texts: Vec<Vec<u8>> = texts.iter().map(|text| text.as_bytes().to_vec()).collect();
    let mut pairs = std::array::from_fn(|byte| [u8::try_from(byte).expect("below 256"); 2]);
    let is_free = |byte: &u8| texts.iter().all(|text| !text.contains(byte));
    let free: Vec<u8> = (0..=u8::MAX).filter(is_free).collect();
    for name in free {
        let Some(pair) = commonest(&texts) else { break };
        pairs[usize::from(name)] = pair;
        for text in &mut texts {
            replace(text, pair, name);
        }
    }
    Packed { pairs, texts }
}

/// The two neighbours that occur most often, where naming them saves more than the two bytes that it takes.
fn commonest(texts: &[Vec<u8>]) -> Option<[u8; 2]> {
    let mut counts = vec![0_usize; 0x1_0000];
    for pair in texts.iter().flat_map(|text| text.windows(2)) {
        counts[usize::from(u16::from_be_bytes([pair[0], pair[1]]))] += 1;
    }
    let (pair, count) = (0..=u16::MAX).zip(counts).max_by_key(|(_, count)| *count)?;
    (count > 2).then_some(pair.to_be_bytes())
}

fn replace(text: &mut Vec<u8>, pair: [u8; 2], name: u8) {
    let mut out = Vec::with_capacity(text.len());
    for byte in text.iter().copied() {
        if byte == pair[1] && out.last() == Some(&pair[0]) {
            out.pop();
            out.push(name);
        } else {
            out.push(byte);
        }
    }
    *text = out;
}

impl Packed {
    /// The Rust expression of the `PackedTexts`.
    pub(crate) fn source(&self) -> String {
        let pairs = &self.pairs;
        let mut starts = vec![0];
        for text in &self.texts {
            let end = usize::from(starts[starts.len() - 1]) + text.len();
            starts.push(u16::try_from(end).expect("packed texts have 64 KB at most"));
        }
        let bytes = self.texts.concat();
        let bytes = bytes.escape_ascii();
        format!("PackedTexts {{ pairs: {pairs:?}, starts: &{starts:?}, bytes: b\"{bytes}\" }}")
    }
}
