//! Packs texts that repeat each other: what occurs often is said once, as a piece, and named by a byte or two.
//! `src/pieces.rs` says how a packed text is read.
//!
//! The two neighbours that occur most often together become a run, and so on (byte pair encoding); then the runs
//! that cost more than they save are undone. The same texts always give the same bytes.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// How deep runs may stand in runs, which are read by recursion.
const MAX_DEPTH: usize = 7;
/// After how many runs the size is looked at: one by one finds a few bytes and takes seconds.
const RUNS_AT_ONCE: usize = 64;
/// Every how many texts of a list the place is written down, as in `src/pieces.rs`.
const TEXTS_A_PLACE: usize = 16;

/// Texts as the engine holds them.
pub(crate) struct Packed {
    /// Each text, in the order in which they came.
    pub(crate) texts: Vec<Vec<u8>>,
    // The fields of `Pieces`.
    pub(crate) chars: Vec<u16>,
    pub(crate) runs: Vec<u8>,
    pub(crate) lengths: Vec<(u16, u8)>,
    pub(crate) first_run: usize,
    pub(crate) one_byte: usize,
}

/// Packs `texts` with the pieces that make them and the pieces smallest.
pub(crate) fn pack(texts: &[&str]) -> Packed {
    let mut merged = Merged::new(texts);
    let mut best = merged.grammar.packed();
    while merged.add_runs() {
        let mut grammar = merged.grammar.clone();
        grammar.undo_costly_runs();
        let packed = grammar.packed();
        if packed.size() < best.size() && grammar.depth() <= MAX_DEPTH {
            best = packed;
        }
    }
    best
}

impl Packed {
    /// The bytes in the library.
    pub(crate) fn size(&self) -> usize {
        let texts: usize = self.texts.iter().map(Vec::len).sum();
        texts + 2 * self.chars.len() + self.runs.len() + 4 * self.lengths.len()
    }

    /// The Rust expression of the `Pieces` that the texts are made of.
    pub(crate) fn pieces(&self) -> String {
        let Self { chars, lengths, first_run, one_byte, .. } = self;
        let runs = self.runs.escape_ascii();
        format!(
            "Pieces {{ chars: &{chars:?}, runs: b\"{runs}\", lengths: &{lengths:?}, \
             first_run: {first_run}, one_byte: {one_byte} }}"
        )
    }

    /// The Rust expression of the `PackedTexts`: all of them, to be found by their number.
    pub(crate) fn list(&self) -> String {
        let (mut starts, mut packed) = (Vec::new(), Vec::new());
        for (number, text) in self.texts.iter().enumerate() {
            if number % TEXTS_A_PLACE == 0 {
                starts.push(
                    u16::try_from(packed.len()).expect("places of packed texts have 16 bits"),
                );
            }
            packed.push(u8::try_from(text.len()).expect("a packed text has 255 bytes at most"));
            packed.extend(text);
        }
        let (pieces, packed) = (self.pieces(), packed.escape_ascii());
        format!("PackedTexts {{ pieces: {pieces}, starts: &{starts:?}, packed: b\"{packed}\" }}")
    }
}

/// A character, by its place in the order of all, or, above them, a run.
type Symbol = usize;

/// Texts as characters and runs of them.
#[derive(Clone)]
struct Grammar {
    chars: Vec<char>,
    /// What a run stands for: symbols below it only. An undone one is empty.
    runs: Vec<Vec<Symbol>>,
    texts: Vec<Vec<Symbol>>,
}

/// The symbols in use, in the order of their use, and how many bytes name each.
struct Ranks {
    used: Vec<usize>,
    order: Vec<Symbol>,
    one_byte: usize,
    widths: Vec<usize>,
}

impl Grammar {
    fn new(texts: &[&str]) -> Self {
        let chars: BTreeSet<char> = texts.iter().flat_map(|text| text.chars()).collect();
        let chars: Vec<char> = chars.into_iter().collect();
        let symbol = |c| chars.binary_search(&c).expect("every character is there");
        let texts = texts.iter().map(|text| text.chars().map(symbol).collect()).collect();
        Self { chars, runs: Vec::new(), texts }
    }

    /// What a symbol stands for, where it is a run.
    fn run(&self, symbol: Symbol) -> Option<&Vec<Symbol>> {
        symbol.checked_sub(self.chars.len()).map(|at| &self.runs[at])
    }

    fn ranks(&self) -> Ranks {
        let mut used = vec![0; self.chars.len() + self.runs.len()];
        for symbol in self.texts.iter().chain(&self.runs).flatten() {
            used[*symbol] += 1;
        }
        let mut order: Vec<Symbol> = (0..used.len()).filter(|symbol| used[*symbol] > 0).collect();
        order.sort_by_key(|symbol| Reverse(used[*symbol]));
        // A first byte that a second one follows is none by itself, and opens 256 names.
        let one_byte = 256 - order.len().saturating_sub(256).div_ceil(255);
        assert!(one_byte > 0, "too many pieces for two bytes");
        let one_byte = one_byte.min(order.len());
        let mut widths = vec![2; used.len()];
        for symbol in &order[..one_byte] {
            widths[*symbol] = 1;
        }
        Ranks { used, order, one_byte, widths }
    }

    /// Undoes every run that takes no fewer bytes than what it stands for in each place where it is used.
    fn undo_costly_runs(&mut self) {
        loop {
            let Ranks { used, widths, .. } = self.ranks();
            let is_costly = |symbol: Symbol| {
                self.run(symbol).is_some_and(|run| {
                    let length: usize = run.iter().map(|part| widths[*part]).sum();
                    length > 0 && used[symbol] * length <= used[symbol] * widths[symbol] + length
                })
            };
            let undone: Vec<bool> = (0..used.len()).map(is_costly).collect();
            if !undone.contains(&true) {
                return;
            }
            for at in 0..self.runs.len() {
                self.runs[at] = self.without(&undone, &self.runs[at]);
            }
            self.texts = self.texts.iter().map(|text| self.without(&undone, text)).collect();
            for (run, _) in
                self.runs.iter_mut().zip(&undone[self.chars.len()..]).filter(|(_, undone)| **undone)
            {
                run.clear();
            }
        }
    }

    fn without(&self, undone: &[bool], symbols: &[Symbol]) -> Vec<Symbol> {
        let mut out = Vec::with_capacity(symbols.len());
        for symbol in symbols {
            match self.run(*symbol) {
                Some(run) if undone[*symbol] => out.extend(run),
                _ => out.push(*symbol),
            }
        }
        out
    }

    fn depth(&self) -> usize {
        let mut depths = vec![0; self.chars.len()];
        for run in &self.runs {
            depths.push(run.iter().map(|part| depths[*part] + 1).max().unwrap_or(0));
        }
        depths.into_iter().max().unwrap_or(0)
    }

    /// Numbers the pieces and writes everything by them: the characters named by one byte, the runs named by one,
    /// those named by two, the characters named by two. Within each, runs of the same length stand together, so
    /// that where one begins follows from its number.
    fn packed(&self) -> Packed {
        let Ranks { mut order, one_byte, widths, .. } = self.ranks();
        let length = |symbol: Symbol| -> usize {
            self.run(symbol).map_or(0, |run| run.iter().map(|part| widths[*part]).sum())
        };
        let is_char = |symbol: Symbol| symbol < self.chars.len();
        order.sort_by_key(|symbol| {
            let place = match (widths[*symbol], is_char(*symbol)) {
                (1, true) => 0,
                (1, false) => 1,
                (_, false) => 2,
                (_, true) => 3,
            };
            (place, length(*symbol), *symbol)
        });
        let mut names = vec![Vec::new(); widths.len()];
        for (number, symbol) in order.iter().enumerate() {
            let byte = |number: usize| u8::try_from(number).expect("there are not more pieces");
            names[*symbol] = match number.checked_sub(one_byte) {
                None => vec![byte(number)],
                Some(above) => vec![byte(one_byte + above / 256), byte(above % 256)],
            };
        }
        let written = |symbols: &[Symbol]| -> Vec<u8> {
            symbols.iter().flat_map(|symbol| names[*symbol].iter().copied()).collect()
        };
        let mut lengths: Vec<(u16, u8)> = Vec::new();
        let (mut chars, mut runs) = (Vec::new(), Vec::new());
        for symbol in &order {
            if let Some(run) = self.run(*symbol) {
                let run = written(run);
                let length = u8::try_from(run.len()).expect("a run is short");
                match lengths.last_mut() {
                    Some((count, last)) if *last == length => *count += 1,
                    _ => lengths.push((1, length)),
                }
                runs.extend(run);
            } else {
                let code = u32::from(self.chars[*symbol]);
                chars.push(u16::try_from(code).expect("characters of packed texts have 16 bits"));
            }
        }
        let first_run = order.iter().take(one_byte).filter(|symbol| is_char(**symbol)).count();
        let texts = self.texts.iter().map(|text| written(text)).collect();
        Packed { texts, chars, runs, lengths, first_run, one_byte }
    }
}

/// A grammar that runs are added to.
struct Merged {
    grammar: Grammar,
    /// For each symbol the texts that have, or had, it.
    homes: Vec<BTreeSet<usize>>,
    pairs: Pairs,
}

/// How often which two symbols follow each other.
#[derive(Default)]
struct Pairs {
    counts: BTreeMap<(Symbol, Symbol), usize>,
    /// The same by how often; of equals the lowest last.
    order: BTreeSet<(usize, Reverse<(Symbol, Symbol)>)>,
}

impl Merged {
    fn new(texts: &[&str]) -> Self {
        let grammar = Grammar::new(texts);
        let mut homes = vec![BTreeSet::new(); grammar.chars.len()];
        let mut pairs = Pairs::default();
        for (home, text) in grammar.texts.iter().enumerate() {
            for symbol in text {
                homes[*symbol].insert(home);
            }
            for pair in text.windows(2) {
                pairs.add((pair[0], pair[1]));
            }
        }
        Self { grammar, homes, pairs }
    }

    /// Adds runs; `false` where no two symbols follow each other twice any more.
    fn add_runs(&mut self) -> bool {
        for _ in 0..RUNS_AT_ONCE {
            let Some(&(2.., Reverse((first, second)))) = self.pairs.order.last() else {
                return false;
            };
            let run = self.homes.len();
            self.grammar.runs.push(vec![first, second]);
            let homes: Vec<usize> =
                self.homes[first].intersection(&self.homes[second]).copied().collect();
            for home in &homes {
                let text = &mut self.grammar.texts[*home];
                self.pairs.merge(text, (first, second), run);
            }
            self.homes.push(homes.into_iter().collect());
        }
        true
    }
}

impl Pairs {
    fn add(&mut self, pair: (Symbol, Symbol)) {
        let count = self.counts.entry(pair).or_default();
        self.order.remove(&(*count, Reverse(pair)));
        *count += 1;
        self.order.insert((*count, Reverse(pair)));
    }

    fn remove(&mut self, pair: (Symbol, Symbol)) {
        let count = self.counts.get_mut(&pair).expect("a pair that stands in a text is counted");
        self.order.remove(&(*count, Reverse(pair)));
        *count -= 1;
        self.order.insert((*count, Reverse(pair)));
    }

    /// Puts `run` wherever `pair` stands in `text`.
    fn merge(&mut self, text: &mut Vec<Symbol>, pair: (Symbol, Symbol), run: Symbol) {
        let mut out: Vec<Symbol> = Vec::with_capacity(text.len());
        let mut rest = text.as_slice();
        while let [first, after @ ..] = rest {
            if after.first().is_some_and(|second| (*first, *second) == pair) {
                self.remove(pair);
                if let Some(before) = out.last() {
                    self.remove((*before, pair.0));
                    self.add((*before, run));
                }
                if let Some(next) = after.get(1) {
                    self.remove((pair.1, *next));
                    self.add((run, *next));
                }
                out.push(run);
                rest = &after[1..];
            } else {
                out.push(*first);
                rest = after;
            }
        }
        *text = out;
    }
}
