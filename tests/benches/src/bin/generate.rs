//! Writes the committed records anew, the same in every run:
//! `cargo run --release -p toroku-benches --bin generate`.
//!
//! Texts are of the lengths and kinds that people enter: names of one to four words, addresses of 8 to 30
//! characters, the mail domains that are used in Japan. The directory's codes come from the engine.

use std::fs;
use std::path::Path;

use toroku::municipality::Municipality;
use toroku_benches::record::TERMS;

/// Numbers that are the same in every run (Knuth's MMIX generator).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % bound
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }

    fn digits(&mut self, count: usize) -> String {
        (0..count)
            .map(|_| char::from(b'0' + u8::try_from(self.below(10)).expect("one digit")))
            .collect()
    }
}

const FAMILY: &[&str] = &[
    "HOUMU",
    "NGUYEN",
    "TRAN",
    "WANG",
    "LI",
    "KIM",
    "PARK",
    "SANTOS",
    "DELA CRUZ",
    "SILVA",
    "SMITH",
    "GARCIA LOPEZ",
    "SHARMA",
    "GURUNG",
    "RAHMAN",
    "PERERA",
    "WIJAYA",
    "MUELLER",
    "IVANOVA",
    "OKAFOR",
];
const GIVEN: &[&str] = &[
    "TARO",
    "VAN ANH",
    "THI HONG",
    "WEI",
    "XIAOMING",
    "MINJUN",
    "MARIA CLARA",
    "JOSE",
    "JOAO PEDRO",
    "EMMA",
    "OLIVIA",
    "SITI",
    "BISHNU",
    "NUWAN",
    "AGUS",
    "HANS",
    "ANASTASIA",
    "CHIDI",
    "LIAM",
    "YUKI",
];
const TOWN: &[&str] = &[
    "緑ヶ丘",
    "本町",
    "中央",
    "霞が関",
    "大通西",
    "南三条西",
    "泉町",
    "桜台",
    "旭ヶ丘",
    "新町",
    "駅前通",
    "東山",
    "西新井",
    "髙砂",
    "若葉台",
    "港南",
];
const HOUSE: &[&str] = &[
    "",
    "",
    "ハイツ",
    "コーポ",
    "メゾン",
    "グリーンハイツ",
    "緑ヶ関ハイツ",
    "サンシャインマンション",
];
const DOMAIN: &[&str] = &[
    "gmail.com",
    "gmail.com",
    "gmail.com",
    "yahoo.co.jp",
    "icloud.com",
    "docomo.ne.jp",
    "outlook.com",
    "hotmail.com",
    "ens-test.com",
    "example.co.jp",
    "mail.example.org",
    "u-tokyo.example.ac.jp",
    "qq.com",
    "naver.com",
];
const ROOM: &[&str] = &["号", "号室", ""];

fn wide(text: &str) -> String {
    let widened = |c: char| char::from_u32(u32::from(c) + 0xFEE0).expect("a full-width form");
    text.chars().map(|c| if c == ' ' { '\u{3000}' } else { widened(c) }).collect()
}

fn valid(numbers: &mut Numbers, codes: &[&str]) -> [String; 12] {
    let (family, given) = (numbers.one(FAMILY), numbers.one(GIVEN));
    let number = |numbers: &mut Numbers, most: usize| (1 + numbers.below(most)).to_string();
    let blocks = [number(numbers, 9), number(numbers, 30), number(numbers, 40)].join("-");
    let house = match numbers.one(HOUSE) {
        "" => String::new(),
        name => {
            let room = wide(&format!("{}0{}", 1 + numbers.below(12), 1 + numbers.below(9)));
            format!("\u{3000}{name}{room}{}", numbers.one(ROOM))
        }
    };
    let street = format!("{}{}{house}", numbers.one(TOWN), wide(&blocks));
    let phone = match numbers.below(3) {
        0 => format!(
            "0{}{}{}",
            1 + numbers.below(9),
            31 + 10 * numbers.below(7) + numbers.below(9),
            numbers.digits(6)
        ),
        1 => format!("090{}", numbers.digits(8)),
        _ => format!("080{}{}", 1 + numbers.below(9), numbers.digits(7)),
    };
    let local = match numbers.below(3) {
        0 => format!("{}{}", given.replace(' ', ".").to_lowercase(), numbers.below(1000)),
        1 => format!(
            "{}.{}",
            given.replace(' ', "").to_lowercase(),
            family.replace(' ', "_").to_lowercase()
        ),
        _ => format!("user{}", numbers.digits(2)),
    };
    let email = format!("{local}@{}", numbers.one(DOMAIN));
    [
        format!("{family} {given}"),
        numbers.one(&["male", "female"]).to_owned(),
        (1930 + numbers.below(90)).to_string(),
        format!("{:02}", 1 + numbers.below(12)),
        format!("{:02}", 1 + numbers.below(28)),
        numbers.one(codes).to_owned(),
        street,
        phone,
        email.clone(),
        email,
        "applicant_at_counter".to_owned(),
        TERMS.to_owned(),
    ]
}

/// Spoils one field the way people do; each is a problem in every contender's eyes.
fn spoil(numbers: &mut Numbers, record: &mut [String; 12]) {
    let pick = |numbers: &mut Numbers, texts: &[&str]| numbers.one(texts).to_owned();
    match numbers.below(10) {
        0 => {
            record[0] = pick(
                numbers,
                &["", "JOSÉ SILVA", "O'BRIEN LIAM", "SMITH-JONES EMMA", "法務 太郎", "HOUMU 2"],
            );
        }
        1 => record[1] = pick(numbers, &["", "other", "m"]),
        2 => match numbers.below(4) {
            0 => record[3] = String::new(),
            1 => (record[3], record[4]) = ("02".to_owned(), "30".to_owned()),
            2 => "2031".clone_into(&mut record[2]),
            _ => "1880".clone_into(&mut record[2]),
        },
        3 => record[5] = pick(numbers, &["", "011002", "999999", "131017", "221325"]),
        4 => {
            record[6] = pick(
                numbers,
                &["", "𠮷田町１－２－３", "緑ヶ丘１〜２", "本町１😀", "内藤町１\u{200B}２"],
            );
        }
        5 => record[7] = pick(numbers, &["", "1234567890123", "03x1234y5678", "tel0312345678"]),
        6 => {
            record[8] = pick(
                numbers,
                &[
                    "user01",
                    "user01@localhost",
                    "user@@example.com",
                    "a,b@example.com",
                    "太郎@example.jp",
                ],
            );
            let again = record[8].clone();
            record[9] = again;
        }
        7 => record[9] = pick(numbers, &["", "other@example.com"]),
        8 => record[10] = pick(numbers, &["", "lawyer"]),
        _ => record[11] = pick(numbers, &["", "2019-01"]),
    }
}

fn main() -> std::io::Result<()> {
    let codes: Vec<_> = Municipality::all().map(Municipality::code).collect();
    let codes: Vec<&str> = codes.iter().map(AsRef::as_ref).collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("records");
    let mut numbers = Numbers(2023);
    let mut file = |name: &str, spoiled: bool| {
        let mut text = String::new();
        for _ in 0..1000 {
            let mut record = valid(&mut numbers, &codes);
            if spoiled {
                // Mostly one field, seldom more.
                for _ in 0..[1, 1, 1, 2, 2, 3, 4][numbers.below(7)] {
                    spoil(&mut numbers, &mut record);
                }
            }
            text.push_str(&record.join("\t"));
            text.push('\n');
        }
        fs::write(folder.join(name), text)
    };
    file("valid.tsv", false)?;
    file("problems.tsv", true)
}
