//! The user name: A–Z and single spaces.

use toroku::{Personal, UserName};

use super::*;

fn check(text: &str) -> Checked {
    let checked = Checked::of(Field::UserName, Item::UserName, text, &policy());
    if let Some(value) = checked.value() {
        assert_eq!(UserName::try_from(value.to_owned()).expect("it passed").as_str(), value);
    }
    checked
}

#[track_caller]
fn suggests(text: &str, code: Code, suggestion: Option<&str>) {
    let checked = check(text);
    assert_eq!((checked.problem(), checked.suggestion()), (Some(code), suggestion), "{text}");
}

#[test]
fn the_manuals_names_pass_unchanged() {
    for name in ["HOUMU TARO", "HOUJMU TARO"] {
        let checked = check(name);
        assert_eq!(checked.value(), Some(name));
        assert!(checked.conversions().is_empty() && checked.notices().is_empty());
    }
}

#[test]
fn conversions_are_made_and_reported() {
    let checked = check("　ｈｏｕｍｕ　　Taro ");
    assert_eq!(checked.value(), Some("HOUMU TARO"));
    assert_eq!(
        checked.conversions(),
        [Code::NameWidthConverted, Code::NameLowercaseConverted, Code::NameSpaceCollapsed]
    );
}

#[test]
fn suggestions_follow_the_passport() {
    suggests("JOSÉ", Code::NameDiacritic, Some("JOSE"));
    suggests("JOSE\u{301}", Code::NameDiacritic, Some("JOSE"));
    suggests("müller", Code::NameDiacritic, Some("MUELLER"));
    suggests("O'BRIEN", Code::NameHyphenApostrophe, Some("OBRIEN"));
    suggests("SMITH-JONES", Code::NameHyphenApostrophe, Some("SMITH JONES"));
    suggests("NGUYỄN ĐỨC", Code::NameDiacritic, Some("NGUYEN DUC"));
    suggests("法務 TARO", Code::NameChar, None);
    suggests("HOUMU 2", Code::NameChar, None);
}

#[test]
fn letters_of_either_case_lose_their_marks() {
    for (letter, expected) in [
        ("É", "E"),
        ("é", "E"),
        ("Ç", "C"),
        ("Ñ", "N"),
        ("Ř", "R"),
        ("Ế", "E"),
        ("Ơ", "O"),
        ("ø", "OE"),
        ("å", "AA"),
        ("ß", "SS"),
        ("Ğ", "G"),
        ("İ", "I"),
        ("ı", "I"),
        ("ł", "L"),
    ] {
        suggests(letter, Code::NameDiacritic, Some(expected));
    }
    for other in ["1", "Ж", "Σ", "法", "あ"] {
        suggests(other, Code::NameChar, None);
    }
    // Neither loses anything: the one is right as it stands, the other is the space between two words.
    assert_eq!(check("A").value(), Some("A"));
    suggests("A-A", Code::NameHyphenApostrophe, Some("A A"));
}

#[test]
fn every_spelling_in_use_is_offered_the_likeliest_first() {
    for (typed, expected) in [
        ("MÜLLER", "MUELLER MULLER"),
        ("JÄÄSKELÄINEN", "JAEAESKELAEINEN JAASKELAINEN"),
        ("ÅNGSTRÖM", "AANGSTROEM ANGSTROM"),
        ("KØBKE", "KOEBKE KOBKE"),
        ("RÖNKKÖ", "ROENKKOE RONKKO"),
        ("MÜLLERSCHÖN", "MUELLERSCHOEN MULLERSCHON"),
        ("ÜNLÜ", "UNLU UENLUE"),
        ("LÜ’AN", "LYUAN LUAN LUEAN LVAN"),
        ("RÜÜTEL", "RUEUETEL RUUTEL"),
        ("STRAUß", "STRAUSS"),
        ("MUÑOZ", "MUNOZ MUNXXOZ"),
        ("GÜEMES", "GUEMES GUEEMES"),
        ("RAÜL", "RAUL RAUEL"),
        ("ÖZTÜRK", "OZTURK OEZTUERK"),
        ("öztürk", "OZTURK OEZTUERK"),
        ("ÖZİL", "OZIL OEZIL"),
        ("BÜYÜK", "BUYUK BUEYUEK"),
        ("GÜNEŞ", "GUNES GUENES"),
        ("NİLÜ", "NILU NILUE"),
        ("LÜ", "LYU LU LUE LV"),
        ("XIAOLÜ", "XIAOLYU XIAOLU XIAOLUE XIAOLV"),
        ("LÜE", "LYUE LUE LUEE LVE"),
        ("NǛ", "NYU NU NUE NV"),
        ("LÜDE", "LUEDE LUDE LYUDE"),
        ("LÜTHI", "LUETHI LUTHI"),
        ("NÜRNBERG", "NUERNBERG NURNBERG"),
        ("HÜLÜ", "HULU HUELUE"),
        ("MƏMMƏDOV", "MAMMADOV MEMMEDOV"),
        ("ŞƏHRİYAR", "SHAHRIYAR SAHRIYAR SEHRIYAR"),
        ("ĐOKOVIĆ", "DOKOVIC DJOKOVIC"),
        ("ĐẶNG", "DANG"),
        ("ERDŐS", "ERDOS ERDOES"),
        ("ŊƝ", "NN NGNY"),
        ("Ọ\u{301}LA", "OLA"),
    ] {
        let report = check(typed).report;
        let problem = report.problem.expect("it is outside A–Z");
        let offered: Vec<_> = problem.suggestions().iter().map(Personal::expose).collect();
        assert_eq!(offered.join(" "), expected, "{typed}");
        assert!(offered.len() <= 4);
    }
}

#[test]
fn what_does_not_fit_is_not_offered() {
    // Of 104 letters in the one spelling, 105 in the other.
    let typed = format!("{}Ü", "A".repeat(103));
    suggests(
        &format!("K{}", &typed[1..]),
        Code::NameDiacritic,
        Some(&"A".repeat(103).replacen('A', "K", 1)).map(|text| format!("{text}U")).as_deref(),
    );
    suggests(&"Ü".repeat(105), Code::NameChar, None);
}

/// Each mark of ASCII is left out, is the space between two words, or has no suggestion.
#[test]
fn marks_are_written_as_in_the_passport() {
    let left_out = "'`";
    let spaces = "!\"(),-./:;<=>[\\]_|";
    // Signs for words or numbers, of addresses and programs; a letter lost (`?`); braces of a program.
    let others = "#$%&*+?@^{}~0123456789";
    for c in ('!'..='~').filter(|c| !c.is_ascii_alphabetic()) {
        let (code, expected) = match c {
            _ if left_out.contains(c) => (Code::NameHyphenApostrophe, Some("OTO")),
            _ if spaces.contains(c) => (Code::NameHyphenApostrophe, Some("O TO")),
            _ => (Code::NameChar, None),
        };
        assert!(expected.is_some() != others.contains(c), "{c}");
        suggests(&format!("O{c}TO"), code, expected);
        suggests(&format!("{c}OTO{c}"), code, expected.map(|_| "OTO"));
    }
    for c in "‘’‛ʻʼʽʾʿˀˁˈˊˋʹʺ´¨ʔʕꞌ′‵".chars() {
        suggests(&format!("O{c}TO"), Code::NameHyphenApostrophe, Some("OTO"));
    }
    // Catalan's double L, with any dot in the middle.
    for c in "·•∙⋅‧".chars() {
        suggests(&format!("COL{c}LELL"), Code::NameHyphenApostrophe, Some("COLLELL"));
    }
    for c in "〜〰“”„«»‹›‚·・･•‧∙⋅‐‑–—−「」『』【】（）〈〉《》、。，．".chars()
    {
        suggests(&format!("O{c}TO"), Code::NameHyphenApostrophe, Some("O TO"));
    }
    for c in "€№™©&＆♥😀".chars() {
        suggests(&format!("O{c}TO"), Code::NameChar, None);
    }
}

#[test]
fn a_passports_line_is_read() {
    for (typed, expected) in [
        ("HOUMU<<TARO", "HOUMU TARO"),
        ("HOUMU<<TARO<<<<<<<<", "HOUMU TARO"),
        ("ANA<MARIA<<SOUZA", "ANA MARIA SOUZA"),
        ("P<JPNHOUMU<<TARO<<<<<<<<<<<<<<<<<<<<<<<<<<<<", "HOUMU TARO"),
        ("P<D<<MUSTERMANN<<ERIKA<<<<<<<<<<<<<<<<<<<<<<", "MUSTERMANN ERIKA"),
        ("p<utoeriksson<<anna<maria<<", "ERIKSSON ANNA MARIA"),
        // No line: a name may be P.
        ("P<TARO", "P TARO"),
        ("P<<TARO", "P TARO"),
        ("P<<JR.AI<<LI", "P JR AI LI"),
        ("P. <LI, AI<<O", "P LI AI O"),
    ] {
        suggests(typed, Code::NameHyphenApostrophe, Some(expected));
    }
}

/// What is one word stays one, what is several stays several, and of the letters none is lost.
#[test]
fn suggestions_keep_letters_and_words_apart() {
    let words = ["HOUMU", "TARO", "JR", "O", "LI", "STRAUSS", "AI"];
    let apart = [
        ".", ". ", ",", ", ", "-", "・", "·", "/", "_", "<", "<<", " (", "\"", "、", " ‘", "..",
        " - ",
    ];
    let mut random = fastrand::Rng::with_seed(13);
    for _ in 0..20_000 {
        let count = random.usize(1..5);
        let chosen: Vec<&str> = (0..count).map(|_| words[random.usize(..words.len())]).collect();
        let mut typed = String::new();
        for (at, word) in chosen.iter().enumerate() {
            if at > 0 {
                typed.push_str(apart[random.usize(..apart.len())]);
            }
            typed.push_str(word);
        }
        typed.push_str(["", ".", "<<<", "\""][random.usize(..4)]);
        let checked = check(&typed);
        let expected = chosen.join(" ");
        let name = checked.suggestion().or(checked.value());
        assert_eq!(name, Some(&*expected), "{typed}");
    }
}

#[test]
fn replacements_are_letters_a_to_z() {
    let mut letters = 0;
    for c in '\u{80}'..='\u{FFFF}' {
        let checked = check(c.encode_utf8(&mut [0; 4]));
        if checked.problem() == Some(Code::NameDiacritic) {
            let suggestion = checked.suggestion().expect("a letter has a replacement");
            assert!(
                !suggestion.is_empty() && suggestion.bytes().all(|b| b.is_ascii_uppercase()),
                "{c}"
            );
            letters += 1;
        }
        let within = check(&String::from_iter(['A', c, 'A']));
        if let Some(suggestion) = within.suggestion() {
            let again = check(suggestion);
            assert_eq!(again.value(), Some(suggestion), "U+{:04X}", u32::from(c));
            assert!(again.conversions().is_empty(), "U+{:04X}", u32::from(c));
        }
    }
    assert!(letters > 500, "{letters}");
}

#[test]
fn length_is_counted_after_conversion() {
    let just = "A".repeat(104);
    assert_eq!(check(&just).problem(), None);
    assert_eq!(check(&format!("  {just}  ")).value(), Some(&*just));
    assert_eq!(check(&"A".repeat(105)).problem(), Some(Code::NameTooLong));
}

#[test]
fn strict_policy_converts_nothing() {
    let policy = policy().with_strict(true);
    let checked = Checked::of(Field::UserName, Item::UserName, "houmu", &policy);
    assert_eq!(checked.problem(), Some(Code::TextNotConverted));
    assert_eq!(checked.suggestion(), Some("HOUMU"));
}
