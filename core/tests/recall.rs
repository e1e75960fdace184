//! How surely the search finds each municipality, by the ways in which people write it.
//!
//! An entry counts where it is first, or where only such stand before it as the same text names as well: Fuchu is a
//! city of Tokyo, a city of Hiroshima and a town of Hiroshima. `cargo test -p toroku --test recall -- --nocapture` prints the table of
//! `docs/reliability.md`.

#![allow(clippy::print_stdout, reason = "the table is read")]
#![allow(clippy::unwrap_used, reason = "the files of the repository are as the test reads them")]

use std::collections::HashMap;

use toroku::municipality::{Municipality, SELECTABLE, by_postal_code, in_address, search};

/// An entry as `data/municipalities.tsv` and `data/postal_codes.tsv` have it.
struct Entry {
    municipality: Municipality,
    /// The words of its reading, with seams: city and ward, or one.
    kana: Vec<String>,
    postal: String,
}

impl Entry {
    fn all() -> Vec<Self> {
        let mut codes = HashMap::new();
        for line in include_str!("../data/postal_codes.tsv").lines().skip(1) {
            let cells: Vec<&str> = line.split('\t').collect();
            let code = [cells[0], &cells[2][..2]].concat();
            codes.entry(cells[1]).or_insert(code);
        }
        let lines = include_str!("../data/municipalities.tsv").lines().skip(1);
        lines
            .map(|line| {
                let cells: Vec<&str> = line.split('\t').collect();
                Self {
                    municipality: Municipality::by_code(cells[0]).unwrap(),
                    kana: cells[4].split(' ').map(str::to_owned).collect(),
                    postal: codes[cells[0]].clone(),
                }
            })
            .collect()
    }

    fn prefecture(&self) -> &'static str {
        self.municipality.prefecture().name()
    }

    fn full_name(&self) -> String {
        self.municipality.full_name()
    }

    fn kana(&self) -> String {
        self.kana.concat().replace('|', "")
    }

    /// The parts in romaji, the ward first, each with its suffix apart: `[("chūō", "ku"), ("sapporo", "shi")]`.
    fn romaji(&self, system: Romaji) -> Vec<(String, String)> {
        let ends = ["まち", "ちょう", "むら", "そん", "し", "く"];
        let split = |word: &String| {
            let suffix = ends.iter().find(|end| word.ends_with(**end)).unwrap();
            let stem = word.strip_suffix(suffix).unwrap();
            (system.write(stem), system.write(suffix))
        };
        self.kana.iter().rev().map(split).collect()
    }

    /// As offices and maps write it: `Chuo Ward, Sapporo City`; the special wards of Tokyo are cities.
    fn english(&self) -> Vec<String> {
        let parts = self.romaji(Romaji::Hepburn);
        let is_ward = parts.len() > 1;
        let kind = |suffix: &str| match suffix {
            "ku" if is_ward => "Ward",
            "ku" | "shi" => "City",
            "cho" | "machi" => "Town",
            _ => "Village",
        };
        parts.iter().map(|(stem, suffix)| format!("{} {}", capital(stem), kind(suffix))).collect()
    }

    fn hyphened(&self, system: Romaji) -> Vec<String> {
        let parts = self.romaji(system);
        parts.iter().map(|(stem, suffix)| format!("{}-{suffix}", capital(stem))).collect()
    }
}

fn capital(word: &str) -> String {
    let mut characters = word.chars();
    let first = characters.next().unwrap();
    first.to_uppercase().chain(characters).collect()
}

#[derive(Clone, Copy, PartialEq)]
enum Romaji {
    Hepburn,
    /// With macrons.
    Marked,
    /// With circumflexes.
    Kunrei,
}

impl Romaji {
    fn write(self, kana: &str) -> String {
        kana.split('|').map(|part| self.part(part)).collect()
    }

    /// By a table of syllables in Kunrei, written out anew and not the engine's.
    fn part(self, kana: &str) -> String {
        const ROWS: [(&str, &str); 15] = [
            ("", "あいうえお"),
            ("k", "かきくけこ"),
            ("g", "がぎぐげご"),
            ("s", "さしすせそ"),
            ("z", "ざじずぜぞ"),
            ("t", "たちつてと"),
            ("d", "だぢづでど"),
            ("n", "なにぬねの"),
            ("h", "はひふへほ"),
            ("b", "ばびぶべぼ"),
            ("p", "ぱぴぷぺぽ"),
            ("m", "まみむめも"),
            ("r", "らりるれろ"),
            ("y", "や ゆ よ"),
            ("w", "わ  ゑを"),
        ];
        let mut text = String::new();
        let mut is_double = false;
        for c in kana.chars() {
            let sound = match c {
                'っ' => {
                    is_double = true;
                    continue;
                }
                'ん' => "n".to_owned(),
                'ゃ' | 'ゅ' | 'ょ' => {
                    text.pop();
                    ["ya", "yu", "yo"]["ゃゅょ".find(c).unwrap() / 3].to_owned()
                }
                _ => {
                    let row = ROWS.iter().find(|(_, row)| row.contains(c)).unwrap();
                    let vowel = row.1.chars().position(|other| other == c).unwrap();
                    [row.0, &"aiueo"[vowel..=vowel]].concat()
                }
            };
            if std::mem::take(&mut is_double) {
                text.push_str(&sound[..1]);
            }
            text.push_str(&sound);
        }
        let text = text.replace("di", "zi").replace("du", "zu").replace("dy", "zy");
        let spell = |text: String, rules: &[(&str, &str)]| {
            rules.iter().fold(text, |text, (from, to)| text.replace(from, to))
        };
        let hepburn: &[(&str, &str)] = &[
            ("hu", "fu"),
            ("tty", "tch"),
            ("tti", "tchi"),
            ("ssy", "ssh"),
            ("ssi", "sshi"),
            ("sy", "sh"),
            ("si", "shi"),
            ("ty", "ch"),
            ("ti", "chi"),
            ("tu", "tsu"),
            ("zy", "j"),
            ("zi", "ji"),
        ];
        match self {
            Self::Hepburn => spell(spell(text, hepburn), &[("ou", "o"), ("oo", "o"), ("uu", "u")]),
            Self::Marked => spell(spell(text, hepburn), &[("ou", "ō"), ("oo", "ō"), ("uu", "ū")]),
            Self::Kunrei => spell(text, &[("ou", "ô"), ("oo", "ô"), ("uu", "û")]),
        }
    }
}

/// The forms before 1946, which are on old papers and in some names still.
const OLD: &str = "亜亞 愛愛 圧壓 囲圍 医醫 壱壹 円圓 塩鹽 応應 桜櫻 奥奧 横橫 温溫 会會 海海 絵繪 拡擴 学學 岳嶽 楽樂 寛寬 関關 \
気氣 帰歸 亀龜 旧舊 峡峽 郷鄕 暁曉 区區 駆驅 恵惠 渓溪 芸藝 県縣 剣劍 検檢 戸戶 広廣 国國 黒黑 斎齋 桜櫻 砕碎 雑雜 桟棧 \
児兒 実實 写寫 寿壽 渋澁 縦縱 条條 状狀 乗乘 浄淨 剰剩 焼燒 将將 真眞 慎愼 晋晉 瀬瀨 摂攝 専專 浅淺 銭錢 総總 荘莊 蔵藏 \
続續 滝瀧 沢澤 択擇 単單 鎮鎭 塚塚 鉄鐵 点點 転轉 伝傳 都都 当當 党黨 稲稻 徳德 独獨 楢楢 弐貳 浜濱 富冨 仏佛 辺邊 宝寶 \
豊豐 穂穗 万萬 満滿 弥彌 薬藥 与與 予豫 余餘 様樣 来來 頼賴 竜龍 両兩 緑綠 涙淚 塁壘 礼禮 霊靈 歴歷 恋戀 練練 呂呂 労勞 \
楼樓 島嶋 桧檜 野埜 峰峯 館舘 渕淵 崎﨑 高髙 吉𠮷 坂坂 騨驒 砺礪 蛎蠣 鰺鯵 梼檮 釜竈 静靜 青靑 並竝 佐佐 曽曾 双雙";

fn old(text: &str) -> String {
    let pairs: HashMap<char, char> = OLD
        .split(' ')
        .map(|pair| (pair.chars().next().unwrap(), pair.chars().nth(1).unwrap()))
        .filter(|(_, old)| *old != '𠮷')
        .collect();
    text.chars().map(|c| *pairs.get(&c).unwrap_or(&c)).collect()
}

/// Every kanji by the variant with this number that `data/variants.tsv` has for it.
fn by_variant(text: &str, number: usize) -> String {
    let lines = include_str!("../data/variants.tsv").lines().skip(1);
    let variants: HashMap<&str, Vec<char>> = lines
        .filter_map(|line| line.split_once('\t'))
        .map(|(k, v)| (k, v.chars().collect()))
        .collect();
    let variant = |c: char| {
        let of = variants.get(&*c.to_string());
        of.map_or(c, |of| of[number.min(of.len() - 1)])
    };
    text.chars().map(variant).collect()
}

fn half_width(kana: &str) -> String {
    const WIDE: &str = "をぁぃぅぇぉゃゅょっーあいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわん";
    let narrow = |c: char| {
        let at = WIDE.chars().position(|wide| wide == c)?;
        char::from_u32(0xFF66 + u32::try_from(at).unwrap())
    };
    let mut text = String::new();
    for c in kana.chars() {
        let bare = |by: u32| char::from_u32(u32::from(c) - by).and_then(narrow);
        match narrow(c) {
            Some(half) => text.push(half),
            None if "ぱぴぷぺぽ".contains(c) => text.extend([bare(2).unwrap(), 'ﾟ']),
            None => text.extend([bare(1).unwrap(), 'ﾞ']),
        }
    }
    text
}

type Way = (&'static str, fn(&Entry) -> String);

const WAYS: [Way; 22] = [
    ("official kanji", Entry::full_name),
    ("with the district", |e| {
        [e.prefecture(), e.municipality.district(), e.municipality.name()].concat()
    }),
    ("old kanji", |e| old(&e.full_name())),
    ("first variant of each kanji", |e| by_variant(&e.full_name(), 0)),
    ("second variant of each kanji", |e| by_variant(&e.full_name(), 1)),
    ("third variant of each kanji", |e| by_variant(&e.full_name(), 2)),
    ("kana", Entry::kana),
    ("half-width kana", |e| half_width(&e.kana())),
    ("kana with the prefecture", |e| [e.municipality.prefecture().kana(), " ", &e.kana()].concat()),
    ("Hepburn with macrons", |e| e.hyphened(Romaji::Marked).join(", ")),
    ("Hepburn", |e| e.hyphened(Romaji::Hepburn).join(" ")),
    ("Hepburn without suffixes", |e| {
        let parts = e.romaji(Romaji::Hepburn);
        parts.into_iter().map(|(stem, _)| stem).collect::<Vec<_>>().join(" ")
    }),
    ("Kunrei", |e| e.hyphened(Romaji::Kunrei).join(" ")),
    ("English", |e| e.english().join(", ")),
    ("English with the prefecture", |e| {
        format!("{}, {}", e.english().join(", "), e.municipality.prefecture().english())
    }),
    ("English, prefecture and country", |e| {
        let prefecture = e.municipality.prefecture().english();
        format!("{}, {prefecture} Prefecture, Japan", e.english().join(" ").to_uppercase())
    }),
    ("reversed order", |e| {
        let mut parts = e.hyphened(Romaji::Hepburn);
        parts.push(e.municipality.prefecture().english().to_owned());
        parts.reverse();
        parts.join(" ")
    }),
    ("with the postal code", |e| {
        format!("〒{}-{} {}", &e.postal[..3], &e.postal[3..], e.full_name())
    }),
    ("address", |e| format!("{}本町2-8-1 ハイツ202号", e.full_name())),
    ("address with postal code and spaces", |e| {
        let spaced = [e.prefecture(), "　", e.municipality.name()].concat();
        format!("{} {} {spaced} 字原 12番地", &e.postal[..3], &e.postal[3..])
    }),
    ("address without the prefecture", |e| format!("{}本町２丁目８－１", e.municipality.name())),
    ("English address", |e| {
        let parts = e.hyphened(Romaji::Hepburn).join(", ");
        let prefecture = e.municipality.prefecture().english();
        format!(
            "Room 202, 2-8-1 Nishi-Honcho, {parts}, {prefecture} {}-{}",
            &e.postal[..3],
            &e.postal[3..]
        )
    }),
];

/// For comparing: macrons are left out, because few people type them, and so is what stands between words.
fn plain(text: &str) -> String {
    let text = text.to_lowercase().replace(['ō', 'ô'], "o").replace(['ū', 'û'], "u");
    text.replace([' ', ',', '-'], "")
}

/// What an entry may be called: whole, without suffixes, and a ward by its own name alone.
fn names(entry: &Entry) -> Vec<String> {
    let mut names = vec![entry.kana(), entry.kana.last().unwrap().replace('|', "")];
    let stem = |(stem, _): (String, String)| stem;
    for system in [Romaji::Hepburn, Romaji::Kunrei] {
        let (full, parts) = (entry.hyphened(system), entry.romaji(system));
        let stems: Vec<String> = parts.into_iter().map(stem).collect();
        let reversed: String = full.iter().rev().map(String::as_str).collect();
        let bare: String = stems.iter().rev().map(String::as_str).collect();
        names.extend([
            full.concat(),
            full[0].clone(),
            reversed,
            stems.concat(),
            bare,
            stems[0].clone(),
        ]);
    }
    names.push(entry.english().concat());
    names.push(entry.municipality.name().to_owned());
    names.iter().map(|name| plain(name)).collect()
}

/// How many come first, how many among equals, and which come later or not at all.
fn recall(entries: &[Entry], write: fn(&Entry) -> String) -> (usize, usize, Vec<String>) {
    let (mut first, mut among, mut missed) = (0, 0, Vec::new());
    for entry in entries {
        let text = write(entry);
        let found = search(&text, None, 40);
        let at = found.iter().position(|one| *one == entry.municipality);
        let is_named = |one: &Municipality| {
            let other = &entries[one.position()];
            write(other) == text || names(other).contains(&plain(&text))
        };
        match at {
            Some(0) => first += 1,
            Some(at) if found[..at].iter().all(is_named) => among += 1,
            _ => {
                let best = found.first().map(|one| one.full_name());
                missed.push(format!("{text} ({}): {best:?}", entry.full_name()));
            }
        }
    }
    (first, among, missed)
}

#[test]
fn every_municipality_is_found_in_every_way() {
    let entries = Entry::all();
    println!("| written as | first | among equals | later or not |\n| --- | --- | --- | --- |");
    let mut all_missed = Vec::new();
    for (name, write) in WAYS {
        let (first, among, missed) = recall(&entries, write);
        println!("| {name} | {first} | {among} | {} |", missed.len());
        assert_eq!(first + among + missed.len(), SELECTABLE);
        all_missed.extend(missed);
    }
    let by_code = entries.iter().filter(|entry| {
        let found = search(&format!("{}-{}", &entry.postal[..3], &entry.postal[3..]), None, 40);
        found.contains(&entry.municipality) && found == by_postal_code(&entry.postal)
    });
    println!("| postal code alone | {} | | |", by_code.count());
    assert!(
        all_missed.is_empty(),
        "{}: {:#?}",
        all_missed.len(),
        all_missed.get(..all_missed.len().min(90))
    );
}

#[test]
fn the_rest_of_an_address_is_what_was_put_behind_the_name() {
    for entry in Entry::all() {
        let name = entry.municipality.name();
        let parts = entry.hyphened(Romaji::Hepburn).join(", ");
        let prefecture = entry.municipality.prefecture().english();
        for (text, rest) in [
            (format!("{}本町2-8-1 ハイツ202号", entry.full_name()), "本町2-8-1 ハイツ202号"),
            (format!("〒{} {} {name} 字原 12", entry.postal, entry.prefecture()), "字原 12"),
            (format!("3-1 Minato 2-chome, {parts}, {prefecture}"), "3-1 Minato 2-chome"),
            (format!("{parts} {prefecture} 3-1 Minato"), "3-1 Minato"),
        ] {
            let found = in_address(&text).unwrap_or_else(|| panic!("{text}"));
            // Two towns of Hokkaido are Esashi-cho.
            let is_its = |one: &Municipality| one.english() == entry.municipality.english();
            assert!(found.municipalities.contains(&entry.municipality), "{text}");
            assert!(found.municipalities.iter().take(1).all(is_its), "{text}");
            assert_eq!(found.rest, rest, "{text}");
        }
    }
}
