//! Passwords that are guessed first: a list of the commonest, and patterns that need no list.
//!
//! A password is common where it can be laid out, from its first character to its last, as
//! - at most two entries of the list or words of the service (each with any number of repetitions, letters
//!   also in digits' and signs' disguise: `p@ssw0rd`),
//! - any number of runs (`12345`, `qwerty`, `zyxw`, `あいうえお`) and short units repeated (`aaa`, `xyxy`),
//! - at most eight further digits, signs or spaces.
//!
//! So `Password-1234567890!` is common, and so is `baseballfootball88`; four words of the list are not.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use once_cell::race::OnceBox;

use crate::deflated;
use crate::personal::part;

// `LIST`, deflated.
include!(concat!(env!("OUT_DIR"), "/common_passwords.rs"));

/// The commonest passwords of at least six characters, in lower case, one a line, sorted: inflated at the first
/// password, 21 KB. `core/data/NOTICE-passwords` says where they are from.
fn list() -> &'static str {
    static INFLATED: OnceBox<String> = OnceBox::new();
    INFLATED.get_or_init(|| Box::new(deflated::text(LIST)))
}

/// The service's name and what people call it.
const SERVICE: &[&str] = &[
    "toroku",
    "touroku",
    "nyukan",
    "zairyu",
    "zairyushinsei",
    "residence",
    "application",
    "residenceapplication",
    "onlineresidenceapplicationsystem",
    "onlineresidence",
    "online",
    "system",
    "immigration",
    "password",
    "パスワード",
    "在留申請オンラインシステム",
    "在留申請オンライン",
    "在留申請",
    "入管",
    "在留",
    "申請",
    "オンライン",
    "システム",
    "登録",
    "利用者",
];

/// Orders that fingers and children's rhymes know, read in both directions. Alphabets need no line here:
/// their code points follow each other.
const ROWS: &[&str] = &[
    "01234567890",
    "1234567890-=",
    "qwertyuiop[]",
    "asdfghjkl;'",
    "zxcvbnm,./",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/",
    "qazwsxedcrfvtgbyhnujmikolp",
    "1q2w3e4r5t6y7u8i9o0p",
    "q1w2e3r4t5y6u7i8o9p0",
    "!@#$%^&*()_+",
    "!\"#$%&'()=~",
    "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをん",
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン",
    "いろはにほへとちりぬるをわかよたれそつねならむうゐのおくやまけふこえてあさきゆめみしゑひもせす",
];

/// Entries of the list that a common password has at most.
const MAX_WORDS: usize = 2;
/// Digits, signs and spaces that do not make a common password another.
const MAX_LOOSE: u16 = 8;
/// Fewest characters of a run, or of one character repeated.
const MIN_RUN: usize = 3;
/// Most characters of a unit whose repetition counts, whatever it is.
const MAX_UNIT: usize = 7;

/// Whether `text`, folded by [`fold`](super::rules::fold), is a common password.
pub(super) fn is_common(text: &[char]) -> bool {
    let text = unrepeated(text);
    let words = words_at(text);
    // fewest[i][n]: the fewest loose characters with which the first i characters are laid out using n words.
    let mut fewest: Vec<[Option<u16>; MAX_WORDS + 1]> = vec![[None; MAX_WORDS + 1]; text.len() + 1];
    fewest[0][0] = Some(0);
    for start in 0..text.len() {
        for used in 0..=MAX_WORDS {
            let Some(loose) = fewest[start][used] else { continue };
            let mut reach = |end: usize, used: usize, loose: u16| {
                if fewest[end][used].is_none_or(|before| loose < before) {
                    fewest[end][used] = Some(loose);
                }
            };
            if loose < MAX_LOOSE && !text[start].is_alphabetic() {
                reach(start + 1, used, loose + 1);
            }
            for end in start + MIN_RUN..=start + run_length(&text[start..]) {
                reach(end, used, loose);
            }
            for (shortest, longest) in repeats(&text[start..]) {
                for end in start + shortest..=start + longest {
                    reach(end, used, loose);
                }
            }
            if used < MAX_WORDS {
                for end in &words[start] {
                    reach(*end, used + 1, loose);
                }
            }
        }
    }
    fewest[text.len()].iter().any(Option::is_some)
}

/// The unit that the whole text repeats, or the text itself.
fn unrepeated(text: &[char]) -> &[char] {
    let is_unit = |unit: &usize| {
        text.len().is_multiple_of(*unit) && text[*unit..] == text[..text.len() - unit]
    };
    // A unit short enough to be found as a repetition stays one.
    (MAX_UNIT + 1..=text.len() / 2).find(is_unit).map_or(text, |unit| &text[..unit])
}

/// For each position in `text`, where the words that start there end, repetitions of them included.
fn words_at(text: &[char]) -> Vec<Vec<usize>> {
    let mut ends = vec![Vec::new(); text.len()];
    let mut word: Vec<char> = Vec::new();
    for listed in list().lines().chain(SERVICE.iter().copied()) {
        word.clear();
        word.extend(listed.chars());
        let spelled_at = |start: usize| {
            text.get(start..start + word.len()).is_some_and(|part| {
                part.iter().zip(&word).all(|(typed, letter)| spells(*typed, *letter))
            })
        };
        for (start, ends) in ends.iter_mut().enumerate() {
            let mut end = start;
            while spelled_at(end) {
                end += word.len();
                ends.push(end);
            }
        }
    }
    ends
}

/// Whether `typed` stands for `letter`, as itself or in disguise.
fn spells(typed: char, letter: char) -> bool {
    typed == letter
        || match typed {
            '4' | '@' => letter == 'a',
            '3' => letter == 'e',
            '1' | '!' | '|' => letter == 'i' || letter == 'l',
            '0' => letter == 'o',
            '5' | '$' => letter == 's',
            '7' | '+' => letter == 't',
            _ => false,
        }
}

/// How long the run is that `text` starts with; below [`MIN_RUN`] it is none.
fn run_length(text: &[char]) -> usize {
    let counted = |step: i64| {
        let follows =
            |pair: &&[char]| i64::from(u32::from(pair[1])) - i64::from(u32::from(pair[0])) == step;
        text.windows(2).take_while(follows).count() + 1
    };
    let along_row = ROWS.iter().flat_map(|row| {
        // At each position where the row has the first character, onwards and back.
        row.char_indices().filter(|(_, c)| *c == text[0]).map(|(at, c)| {
            let onwards = part(row, at..).chars();
            let back = part(row, ..at + c.len_utf8()).chars().rev();
            common_length(text, onwards).max(common_length(text, back))
        })
    });
    counted(1).max(counted(-1)).max(along_row.max().unwrap_or(0))
}

fn common_length(text: &[char], row: impl Iterator<Item = char>) -> usize {
    text.iter().zip(row).take_while(|(typed, in_row)| **typed == *in_row).count()
}

/// The repetitions that `text` starts with: for each length of a unit, from two (of one character, three)
/// units to as far as it goes.
fn repeats(text: &[char]) -> impl Iterator<Item = (usize, usize)> {
    (1..=MAX_UNIT.min(text.len())).filter_map(move |unit| {
        let same =
            text[unit..].iter().zip(text).take_while(|(later, earlier)| later == earlier).count();
        let shortest = (2 * unit).max(MIN_RUN);
        (unit + same >= shortest).then_some((shortest, unit + same))
    })
}

#[cfg(test)]
mod tests {

    use super::super::rules::fold;
    use super::*;

    fn common(text: &str) -> bool {
        is_common(&fold(text))
    }

    #[test]
    fn the_list_is_sorted_small_and_of_visible_small_letters() {
        assert!(list().len() < 24 * 1024);
        let lines: Vec<&str> = list().lines().collect();
        assert!(lines.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(
            lines.iter().all(|line| line.len() >= 6 && fold(line).iter().copied().eq(line.chars()))
        );
        assert!(lines.iter().all(|line| line.bytes().all(|b| b.is_ascii_graphic())));
        assert!(lines.len() >= 2_000, "{}", lines.len());
    }

    #[test]
    fn an_entry_is_found_however_it_is_dressed() {
        for line in list().lines().step_by(23) {
            assert!(common(line), "{line}");
            assert!(common(&alloc::format!("{line}2024!")), "{line}");
            assert!(common(&alloc::format!("{line}{line}{line}").to_uppercase()), "{line}");
        }
    }
}
