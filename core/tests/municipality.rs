//! The municipality directory as a host sees it.

use std::collections::{BTreeMap, HashSet};

use toroku::municipality::{
    AS_OF, Abolished, DesignatedCity, Lookup, MAX_QUERY, Municipality, Prefecture, SELECTABLE,
    WARDS, by_postal_code, in_address, look_up, search,
};

fn names(query: &str) -> Vec<String> {
    search(query, None, SELECTABLE).into_iter().map(Municipality::full_name).collect()
}

fn first(query: &str) -> String {
    names(query).into_iter().next().unwrap_or_default()
}

/// The check digit written out anew, from the rule and not from the crate's build script.
fn has_right_check_digit(code: &str) -> bool {
    let digits: Vec<u32> = code.chars().filter_map(|c| c.to_digit(10)).collect();
    let mut sum = 0;
    for (weight, digit) in (2..=6).rev().zip(&digits) {
        sum += weight * digit;
    }
    // The lowest digit of 11 minus the remainder, whatever the remainder.
    digits.len() == 6 && ((11 - sum % 11).to_string().ends_with(&code[5..]))
}

#[test]
fn the_counts_are_the_country_s() {
    assert_eq!(AS_OF, "2026-09-30");
    assert_eq!((SELECTABLE, Municipality::all().len()), (1_892, 1_892));
    assert_eq!(Prefecture::all().len(), 47);
    assert_eq!(DesignatedCity::all().len(), 20);
    let wards: Vec<_> = DesignatedCity::all().flat_map(DesignatedCity::wards).collect();
    assert_eq!((wards.len(), WARDS), (171, 171));
    assert_eq!(SELECTABLE - WARDS + 20, 1_741);
    let special = Municipality::all().filter(|m| m.prefecture().number() == 13);
    assert_eq!(special.filter(|m| m.name().ends_with('区')).count(), 23);
    assert_eq!(Prefecture::all().map(|p| p.municipalities().len()).sum::<usize>(), 1_892);
    for city in DesignatedCity::all() {
        assert!(city.wards().all(|ward| ward.name().starts_with(city.name())));
        assert!(city.wards().all(|ward| ward.prefecture() == city.prefecture()));
    }
}

#[test]
fn every_check_digit_is_right_and_every_code_is_once() {
    let codes: Vec<_> = Municipality::all().map(Municipality::code).collect();
    assert!(codes.is_sorted());
    assert_eq!(codes.iter().collect::<HashSet<_>>().len(), SELECTABLE);
    let cities = DesignatedCity::all().map(DesignatedCity::code);
    let old = Abolished::all().map(Abolished::code);
    for code in codes.iter().copied().chain(cities).chain(old) {
        assert!(has_right_check_digit(&code), "{code}");
    }
}

#[test]
fn the_northern_territories_and_old_wards_are_not_selectable() {
    for code in ["016951", "016969", "016977", "016985", "016993", "017001"] {
        assert_eq!(look_up(code), Lookup::Unknown, "{code}");
    }
    for code in ["221317", "221325", "221333", "221341", "221350", "221368", "221376"] {
        assert!(matches!(look_up(code), Lookup::Abolished(_)), "{code}");
    }
    let hamamatsu: Vec<_> = names("浜松市");
    assert_eq!(hamamatsu, ["静岡県浜松市中央区", "静岡県浜松市浜名区", "静岡県浜松市天竜区"]);
}

#[test]
fn every_entry_is_looked_up_by_code_and_name() {
    for entry in Municipality::all() {
        assert_eq!(look_up(&entry.code()), Lookup::Found(entry));
        assert_eq!(look_up(entry.code().five()), Lookup::Found(entry));
        assert_eq!(look_up(&entry.full_name()), Lookup::Found(entry));
        let official = [entry.prefecture().name(), entry.district(), entry.name()].concat();
        assert_eq!(look_up(&official), Lookup::Found(entry), "{official}");
        let wrong =
            format!("{}{}", entry.code().five(), (entry.code().as_bytes()[5] - b'0' + 1) % 10);
        assert_eq!(look_up(&wrong), Lookup::Unknown, "{wrong}");
    }
}

#[test]
fn a_designated_city_needs_its_ward() {
    for city in DesignatedCity::all() {
        let code = city.code();
        for text in [code.as_str(), code.five(), &city.full_name()] {
            assert_eq!(look_up(text), Lookup::NeedsWard(city), "{text}");
        }
    }
    let Lookup::NeedsWard(sapporo) = look_up("北海道札幌市") else {
        panic!("a designated city")
    };
    assert_eq!(sapporo.wards().len(), 10);
    assert_eq!(sapporo.code(), "011002");
}

#[test]
fn the_abolished_name_their_successors() {
    let successors = |text: &str| -> Vec<String> {
        let Lookup::Abolished(old) = look_up(text) else { panic!("{text} is abolished") };
        old.successors().map(Municipality::full_name).collect()
    };
    for (old, now) in [
        ("静岡県浜松市中区", &["静岡県浜松市中央区"][..]),
        ("静岡県浜松市東区", &["静岡県浜松市中央区"]),
        ("静岡県浜松市西区", &["静岡県浜松市中央区"]),
        ("静岡県浜松市南区", &["静岡県浜松市中央区"]),
        ("静岡県浜松市北区", &["静岡県浜松市中央区", "静岡県浜松市浜名区"]),
        ("静岡県浜松市浜北区", &["静岡県浜松市浜名区"]),
        // Merged in 2005, again in 2007 into a ward, and again in 2024: the chain is followed.
        ("静岡県浜北市", &["静岡県浜松市浜名区"]),
        ("静岡県天竜市", &["静岡県浜松市天竜区"]),
        ("静岡県清水市", &["静岡県静岡市清水区"]),
        ("山口県徳山市", &["山口県周南市"]),
        ("長野県木曽郡山口村", &["岐阜県中津川市"]),
        ("山梨県西八代郡上九一色村", &["山梨県甲府市", "山梨県南都留郡富士河口湖町"]),
        ("兵庫県篠山市", &["兵庫県丹波篠山市"]),
        ("茨城県水海道市", &["茨城県常総市"]),
        ("福岡県筑紫郡那珂川町", &["福岡県那珂川市"]),
        ("群馬県佐波郡東村", &["群馬県伊勢崎市"]),
        ("埼玉県鳩ケ谷市", &["埼玉県川口市"]),
        ("石川県門前町", &["石川県輪島市"]),
    ] {
        let now: Vec<_> = now.iter().map(|n| n.replace("南都留郡", "")).collect();
        assert_eq!(successors(old), now, "{old}");
    }
    // Three villages of Gunma had this name and went to three cities.
    assert_eq!(look_up("群馬県東村"), Lookup::Unknown);
    // A name in use wins; its old code does not.
    assert!(matches!(look_up("静岡県浜松市天竜区"), Lookup::Found(m) if m.code() == "221406"));
    assert!(matches!(look_up("221376"), Lookup::Abolished(old) if old.name() == "浜松市天竜区"));
    // Renamed under the same code.
    assert!(matches!(look_up("282219"), Lookup::Found(m) if m.name() == "丹波篠山市"));
    for old in Abolished::all() {
        assert!(old.successors().len() > 0);
        match look_up(&old.full_name()) {
            Lookup::Found(now) => assert!(old.full_name().contains(now.name())),
            Lookup::Abolished(found) => assert_eq!(found.full_name(), old.full_name()),
            Lookup::NeedsWard(city) => assert_eq!(city.name(), old.name()),
            Lookup::Unknown => panic!("{} is not found by its name", old.full_name()),
        }
    }
}

#[test]
fn what_a_person_means_is_found() {
    for (query, best) in [
        ("sapporo chuo", "北海道札幌市中央区"),
        ("chuo sapporo", "北海道札幌市中央区"),
        ("Sapporo-Chuo", "北海道札幌市中央区"),
        ("sapporochuo", "北海道札幌市中央区"),
        ("札幌市中央区", "北海道札幌市中央区"),
        ("札幌中央", "北海道札幌市中央区"),
        ("札幌　中央", "北海道札幌市中央区"),
        ("北海道札幌市中央区", "北海道札幌市中央区"),
        ("ほっかいどうさっぽろしちゅうおうく", "北海道札幌市中央区"),
        ("kobe kita", "兵庫県神戸市北区"),
        ("浜名", "静岡県浜松市浜名区"),
        ("ﾁﾖﾀﾞｸ", "東京都千代田区"),
        ("tiyoda-ku", "東京都千代田区"),
        ("Ｔｏｋｙｏ　ＣＨＩＹＯＤＡ", "東京都千代田区"),
        ("shinjuku", "東京都新宿区"),
        ("sinzyuku", "東京都新宿区"),
        ("大阪 北", "大阪府大阪市北区"),
        ("大阪市北区", "大阪府大阪市北区"),
        ("fukuoka hakata", "福岡県福岡市博多区"),
        ("hukuoka hakata", "福岡県福岡市博多区"),
        ("oosaka", "大阪府大阪市都島区"),
        ("osaka", "大阪府大阪市都島区"),
        ("Ōsaka", "大阪府大阪市都島区"),
        ("ohsaka", "大阪府大阪市都島区"),
        ("kyoto", "京都府京都市北区"),
        ("kyōto-shi", "京都府京都市北区"),
        ("ohtsu", "滋賀県大津市"),
        ("tokyo", "東京都千代田区"),
        ("toky", "東京都千代田区"),
        ("tokyo fuchu", "東京都府中市"),
        ("東京都府中", "東京都府中市"),
        ("東京府中", "東京都府中市"),
        ("fuchu hiroshima", "広島県府中市"),
        ("fuchu-cho", "広島県府中町"),
        ("Tyuo-ku, Sapporo-si", "北海道札幌市中央区"),
        ("higashi osaka", "大阪府東大阪市"),
        ("kita kyushu kokura kita", "福岡県北九州市小倉北区"),
        ("niseko", "北海道ニセコ町"),
        ("ﾆｾｺ", "北海道ニセコ町"),
        ("ニセコ町", "北海道ニセコ町"),
        ("北海道虻田郡ニセコ町", "北海道ニセコ町"),
        ("あぶたぐんにせこちょう", "北海道ニセコ町"),
        ("abuta-gun niseko", "北海道ニセコ町"),
        ("竜ヶ崎", "茨城県龍ケ崎市"),
        ("塩釜", "宮城県塩竈市"),
        ("hayama cho", "神奈川県葉山町"),
        ("toyooka shi", "兵庫県豊岡市"),
        ("toyooka mura", "長野県豊丘村"),
        ("tohoku machi", "青森県東北町"),
        ("touhoku", "青森県東北町"),
        ("Nīgata chuo", "新潟県新潟市中央区"),
        ("gumma maebashi", "群馬県前橋市"),
        ("131016", "東京都千代田区"),
        ("１３１０１", "東京都千代田区"),
        ("kan'onji", "香川県観音寺市"),
        ("kannonzi", "香川県観音寺市"),
    ] {
        assert_eq!(first(query), best, "{query}: {:?}", names(query).get(..5));
    }
}

#[test]
fn what_is_of_one_name_is_found_all() {
    let chuo = names("ちゅうおう");
    let wards: Vec<_> = Municipality::all()
        .filter(|m| m.name() == "中央区" || m.name().ends_with("市中央区"))
        .map(Municipality::full_name)
        .collect();
    assert!(wards.len() > 10 && wards.iter().all(|ward| chuo[..=wards.len()].contains(ward)));
    for query in ["Fuchū", "fuchu", "FUCHUU", "hutyu", "ふちゅう", "フチュウ", "府中"] {
        assert_eq!(names(query)[..3], ["東京都府中市", "広島県府中市", "広島県府中町"], "{query}");
    }
    for query in ["ﾁﾖﾀﾞ", "チヨダ", "chiyoda", "tiyoda", "Chiyoda"] {
        assert_eq!(names(query)[..2], ["群馬県千代田町", "東京都千代田区"], "{query}");
    }
    let tokyo = Prefecture::by_number(13);
    assert_eq!(search("tokyo", None, 62), search("", tokyo, 62));
    assert!(names("osaka").iter().take(24).all(|name| name.starts_with("大阪府大阪市")));
}

#[test]
fn every_spelling_finds_the_same() {
    for spellings in [
        &["hutyu", "ふちゅう", "fuchu", "fuchuu", "hutyuu"][..],
        &["otu", "おおつ", "ohtsu", "ootsu"],
        &["tohoku", "とうほく", "touhoku", "toohoku"],
        &["gunma", "ぐんま", "gumma", "gunnma"],
        &["zyoetu", "じょうえつ", "joetsu", "jouetsu"],
        &["nikko", "にっこう", "nikkou", "nikkoh"],
        &["kuttyantyo", "くっちゃんちょう", "kutchancho", "kucchanchou"],
        // Widths, cases and marks.
        &["ちよだ", "ﾁﾖﾀﾞ"],
        &["ぱ", "ﾊﾟ"],
        &["び", "ﾋﾞ"],
        &["が", "カ\u{3099}"],
        &["fuchu", "Ｆｕｃｈū"],
        &["niigata", "Nīgata", "ni\u{304}gata"],
        &["kanonji", "Kan'onji"],
        // A mark with nothing to mark.
        &["山", "山ﾞ"],
        // Variants of a name.
        &["龍ケ崎市", "竜ヶ崎市"],
        &["塩竈市", "塩釜市"],
        &["檜原村", "桧原村"],
    ] {
        let found = names(spellings[0]);
        assert!(!found.is_empty(), "{}", spellings[0]);
        for spelling in spellings {
            assert_eq!(names(spelling), found, "{spelling}");
        }
    }
    assert!(names("ﾞﾟ").is_empty());
    assert_ne!(look_up("広島県府中市"), look_up("広島県府中町"));
    for (variant, usual) in [
        ("茨城県竜ヶ崎市", "茨城県龍ケ崎市"),
        ("宮城県塩釜市", "宮城県塩竈市"),
        ("東京都桧原村", "東京都檜原村"),
    ] {
        assert!(matches!(look_up(variant), Lookup::Found(found) if found.full_name() == usual));
    }
}

#[test]
fn a_word_is_found_while_it_is_typed() {
    for typed in ["sh", "shi", "shin", "shinj", "shinju", "shinjuk"] {
        assert!(names(typed).contains(&"東京都新宿区".into()), "{typed}");
    }
}

#[test]
fn every_entry_is_found_first_by_what_is_its_own() {
    // Another with the same reading may stand before it: nothing in the query tells them apart.
    for entry in Municipality::all() {
        let found = |query: &str| {
            search(query, None, 1).first().copied().unwrap_or_else(|| panic!("{query}"))
        };
        assert_eq!(found(&entry.code()).code(), entry.code());
        assert_eq!(found(&entry.full_name()).code(), entry.code(), "{}", entry.full_name());
        let official = [entry.prefecture().name(), entry.district(), entry.name()].concat();
        assert_eq!(found(&official).code(), entry.code(), "{official}");
        let english = entry.english();
        assert_eq!(found(&english).english(), english);
        let kana = entry.kana();
        assert_eq!(found(&kana).kana(), kana);
        let full_kana = entry.prefecture().kana().to_owned() + &kana;
        let of = |m: Municipality| (m.prefecture(), m.kana());
        assert_eq!(of(found(&full_kana)), of(entry), "{full_kana}");
    }
}

#[test]
fn the_prefecture_narrows_and_the_limit_holds() {
    let hiroshima = Prefecture::by_number(34).unwrap();
    let all: Vec<_> = hiroshima.municipalities().collect();
    assert_eq!(search("", Some(hiroshima), 1_000), all);
    assert_eq!(search("  ", Some(hiroshima), 3), all[..3]);
    assert!(search("", None, 10).is_empty());
    assert!(search("hiroshima", None, 0).is_empty());
    assert_eq!(search("i", None, 7).len(), 7);
    assert!(search("札幌", Some(hiroshima), 10).is_empty());
    assert!(search("131016", Some(hiroshima), 10).is_empty());
    let some = search("shi", None, 30);
    assert_eq!(search("shi", None, 10), some[..10]);
}

/// Words of every kind, some of which are in a great part of the names.
const WORDS: [&str; 22] = [
    "a",
    "か",
    "し",
    "shi",
    "to",
    "machi",
    "まち",
    "mura",
    "chuo",
    "kita",
    "tokyo",
    "hokkaido",
    "市",
    "中",
    "町",
    "京",
    "中央",
    "北海",
    "虻田",
    "虻田郡",
    "竜",
    "abutagun",
];

#[test]
fn what_is_shown_first_is_the_same_for_every_limit() {
    for word in WORDS {
        for prefecture in [None, Prefecture::by_number(13)] {
            let all = search(word, prefecture, SELECTABLE);
            for limit in [1, 2, 5, 20, 100] {
                let first = &all[..limit.min(all.len())];
                assert_eq!(search(word, prefecture, limit), first, "{word} {limit}");
            }
        }
    }
}

#[test]
fn a_prefecture_has_what_is_its_own_of_all_that_is_found() {
    for word in WORDS {
        let all = search(word, None, SELECTABLE);
        for prefecture in Prefecture::all() {
            let own: Vec<_> =
                all.iter().copied().filter(|m| m.prefecture() == prefecture).collect();
            // Where nothing of the prefecture fits, the word is read more freely there.
            if !own.is_empty() {
                assert_eq!(search(word, Some(prefecture), SELECTABLE), own, "{word}");
            }
        }
    }
}

#[test]
fn a_ward_is_found_as_if_its_city_had_no_suffix() {
    for city in DesignatedCity::all() {
        let bare = city.name().strip_suffix('市').unwrap();
        for ward in city.wards() {
            let own = ward.name().strip_prefix(city.name()).unwrap();
            let name = [bare, own].concat();
            assert_eq!(search(&name, Some(ward.prefecture()), 1), [ward], "{name}");
            let ends = |text: &str| -> Vec<usize> {
                text.char_indices().map(|(at, c)| at + c.len_utf8()).collect()
            };
            // Any part that goes across, from within the city into the ward.
            for start in std::iter::once(0).chain(ends(bare)).filter(|at| *at < bare.len()) {
                for end in ends(own) {
                    let part = &name[start..bare.len() + end];
                    let found = search(part, Some(ward.prefecture()), SELECTABLE);
                    assert!(found.contains(&ward), "{part} in {name}");
                }
            }
        }
    }
}

#[test]
fn the_readings_are_spelled_as_the_file_says() {
    let lines = include_str!("../data/municipalities.tsv").lines().skip(1);
    assert_eq!(lines.clone().count(), SELECTABLE);
    for (line, entry) in lines.zip(Municipality::all()) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [code, prefecture, district, name, kana, romaji, kind] = fields[..] else {
            panic!("{line}")
        };
        assert_eq!((code, name), (&*entry.code(), entry.name()));
        assert_eq!((prefecture, district), (entry.prefecture().name(), entry.district()));
        assert_eq!(kana.replace(['|', ' '], ""), entry.kana());
        let parts: Vec<&str> = romaji.rsplit(' ').chain([entry.prefecture().english()]).collect();
        assert_eq!(parts.join(", "), entry.english());
        let is_ward = DesignatedCity::all().flat_map(DesignatedCity::wards).any(|w| w == entry);
        let expected = match name.chars().next_back() {
            Some('市') => ("city", "し"),
            Some('区') => (if is_ward { "ward" } else { "special-ward" }, "く"),
            Some('町') => ("town", if romaji.ends_with("-machi") { "まち" } else { "ちょう" }),
            Some('村') => ("village", if romaji.ends_with("-mura") { "むら" } else { "そん" }),
            _ => panic!("{name} ends in none of 市区町村"),
        };
        assert_eq!(kind, expected.0, "{name}");
        assert!(kana.ends_with(expected.1), "{name}");
    }
}

#[test]
fn a_long_query_finds_nothing() {
    assert!(search(&"あ".repeat(MAX_QUERY), None, 10).is_empty());
    assert!(search("a b c d e f g h i", None, 10).is_empty());
    assert_eq!(look_up(&"北海道".repeat(10_000)), Lookup::Unknown);
}

#[test]
fn debug_does_not_tell_which() {
    let text = format!(
        "{:?} {:?} {:?}",
        look_up("131016"),
        look_up("北海道札幌市"),
        look_up("静岡県浜北市")
    );
    assert_eq!(
        text,
        "Found(Municipality(..)) NeedsWard(DesignatedCity(..)) Abolished(Abolished(..))"
    );
}

#[test]
fn nothing_panics_whatever_is_asked() {
    const PIECES: [&str; 51] = [
        "a",
        "o",
        "oh",
        "sh",
        "ch",
        "tch",
        "n",
        "nn",
        "m",
        "mb",
        "h",
        "z",
        "dz",
        "ku",
        "shi",
        "-",
        "ー",
        "っ",
        "ん",
        "ゃ",
        "ﾞ",
        "ﾟ",
        "\u{304}",
        "\u{3099}",
        "市",
        "郡",
        "東京都",
        "新宿区",
        "浦和市",
        "Ward",
        "of",
        "Shinjuku",
        "Tokyo",
        "Japan",
        "〒",
        "160-0022",
        "々",
        "が",
        "北海道",
        "とうきょうと",
        "ぐん",
        " ",
        "　",
        ",",
        "０",
        "1",
        "𠮷",
        "\u{0}",
        "\u{202E}",
        "é",
        "ß",
    ];
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % below as u64).unwrap()
    };
    for _ in 0..3_000 {
        let text: String = (0..next(12)).map(|_| PIECES[next(PIECES.len())]).collect();
        let prefecture = Prefecture::by_number(u8::try_from(next(60)).unwrap());
        let limit = next(20);
        let all = search(&text, prefecture, SELECTABLE);
        assert_eq!(search(&text, prefecture, limit), all[..limit.min(all.len())], "{text}");
        let _ = (look_up(&text), Municipality::by_code(&text));
        if let Some(found) = in_address(&text) {
            assert!(!found.municipalities.is_empty() && text.contains(found.rest), "{text}");
        }
    }
}

/// Every code, from the file that the table is made of.
fn postal_codes() -> BTreeMap<u32, Vec<&'static str>> {
    let mut codes: BTreeMap<u32, Vec<&str>> = BTreeMap::new();
    for line in include_str!("../data/postal_codes.tsv").lines().skip(1) {
        let [first_five, code, last_two] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{line}")
        };
        let number = |digits: &str| digits.parse::<u32>().expect("digits");
        for range in last_two.split(' ') {
            let (from, to) = range.split_once('-').unwrap_or((range, range));
            for last in number(from)..=number(to) {
                codes.entry(number(first_five) * 100 + last).or_default().push(code);
            }
        }
    }
    codes
}

#[test]
fn every_postal_code_has_its_entries() {
    let known = postal_codes();
    assert!(known.len() > 140_000, "{}", known.len());
    let codes_of = |code: &str| -> Vec<_> {
        by_postal_code(code).into_iter().map(Municipality::code).collect()
    };
    for prefix in 0..100_000 {
        let codes = prefix * 100..(prefix + 1) * 100;
        let Some((_, first)) = known.range(codes.clone()).next() else {
            let (lowest, highest) = (codes.start, codes.end - 1);
            assert!(codes_of(&format!("{lowest:07}")).is_empty(), "{lowest:07}");
            assert!(codes_of(&format!("{highest:07}")).is_empty(), "{highest:07}");
            continue;
        };
        // One that is not in use has the entries of the one before it, or of the first.
        let mut expected = first;
        for code in codes {
            expected = known.get(&code).unwrap_or(expected);
            assert_eq!(codes_of(&format!("{code:07}")), *expected, "{code:07}");
        }
    }
}

#[test]
fn a_postal_code_names_all_its_entries_in_order() {
    let names = |code| -> Vec<_> {
        by_postal_code(code).into_iter().map(Municipality::full_name).collect()
    };
    for (code, expected) in [
        ("1000001", &["東京都千代田区"][..]),
        // Leading zeros.
        ("0010000", &["北海道札幌市北区"]),
        // A business office's own.
        ("0608621", &["北海道札幌市中央区"]),
        // The first five digits of codes in several prefectures.
        ("4980000", &["愛知県弥富市", "三重県木曽岬町"]),
        ("6180000", &["京都府大山崎町", "大阪府島本町"]),
        // No such codes.
        ("0000000", &[]),
        ("9999999", &[]),
    ] {
        assert_eq!(names(code), expected, "{code}");
    }
    let known = postal_codes();
    let (code, most) = known.iter().max_by_key(|(_, entries)| entries.len()).unwrap();
    assert!(most.len() > 4, "{code:07}");
    assert!(known.values().filter(|entries| entries.len() > 1).count() > 100);
}

#[test]
fn a_postal_code_is_seven_digits() {
    for other in ["", "100001", "10000001", "+100001", "100-0001", "１００００", "100 001", "１"]
    {
        assert!(by_postal_code(other).is_empty(), "{other}");
    }
}
