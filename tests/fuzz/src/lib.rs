//! What the fuzz targets share: texts that come near what people type, policies, moments.

use arbitrary::Arbitrary;
use toroku::password::{HashCost, PasswordPolicy, PasswordRules};
use toroku::{Entropy, Instant, Issuance, Item, Policy, Secret, SequenceKey, UserTypeOffer};

/// A text: a good value, pieces that rules look at, or whatever the fuzzer makes. Plain bytes alone would
/// hardly ever pass a field, and what comes after STEP1 would not be reached.
#[derive(Arbitrary, Clone, Debug)]
pub enum Text {
    Sample(u8),
    Pieces(Vec<Piece>),
    Raw(String),
}

#[derive(Arbitrary, Clone, Debug)]
pub enum Piece {
    Known(u8),
    Char(char),
    Many(u8, u8),
}

const SAMPLES: [&str; 24] = [
    "HOUMU TARO",
    "male",
    "2000",
    "01",
    "29",
    "011011",
    "1-1-1 緑ヶ関ハイツ202号",
    "0312345678",
    "user01@ens-test.com",
    "applicant_at_counter",
    "female",
    "12",
    "北海道札幌市中央区",
    "123456789012",
    "example@xxx.co.jp",
    "houmu taro",
    "1894",
    "221350",
    "+81 (0)90-1234-5678",
    "taro@gmial.com",
    "NGUYỄN ĐỨC",
    "ｶﾞﾊﾟ町〜𠮷",
    "a..b.@docomo.ne.jp",
    "my cat eats blue fish",
];

const PIECES: [&str; 40] = [
    "A",
    "z",
    " ",
    "　",
    "-",
    "'",
    "0",
    "９",
    "é",
    "Ü",
    "ß",
    "E\u{301}",
    "\u{200B}",
    "\u{202E}",
    "\n",
    "\0",
    "ｶ",
    "ﾞ",
    "か\u{3099}",
    "〜",
    "𠮷",
    "髙",
    "\u{FA19}",
    "①",
    "ー",
    "−",
    "@",
    ".",
    "..",
    "gmail.com",
    "+81",
    "(0)",
    "法",
    "東京都",
    "府中市",
    "chuo",
    "ō",
    "ー\u{301}",
    "\u{1F600}",
    "\u{E0041}",
];

impl Text {
    pub fn text(&self) -> String {
        match self {
            Self::Sample(i) => SAMPLES[usize::from(*i) % SAMPLES.len()].to_owned(),
            Self::Raw(text) => text.clone(),
            Self::Pieces(pieces) => pieces.iter().map(Piece::text).collect(),
        }
    }
}

impl Piece {
    fn text(&self) -> String {
        let known = |i: u8| PIECES[usize::from(i) % PIECES.len()];
        match self {
            Self::Known(i) => known(*i).to_owned(),
            Self::Char(c) => c.to_string(),
            Self::Many(i, times) => known(*i).repeat(usize::from(*times)),
        }
    }
}

/// The settings that change what the engine does.
#[derive(Arbitrary, Clone, Copy, Debug)]
pub struct Settings {
    pub strict: bool,
    pub plan_required: bool,
    pub in_sequence: bool,
    pub limit: Option<u16>,
    pub forgets: bool,
    pub legacy: bool,
    pub two_types: bool,
}

pub fn policy(settings: Settings) -> Policy {
    let mut policy = Policy::new("now", "https://registration.example/password")
        .expect("a good address")
        .with_strict(settings.strict)
        .with_phone_plan_required(settings.plan_required)
        .with_draft_outliving_expiry(!settings.forgets)
        .with_password(password_policy(settings.legacy));
    if settings.in_sequence {
        let key = SequenceKey::new(&secret(7)).expect("bytes that differ");
        policy = policy.with_issuance(Issuance::Sequence(key));
    }
    if let Some(limit) = settings.limit {
        policy = policy.with_inactivity_limit(limit.into());
    }
    if settings.two_types {
        let other = UserTypeOffer::new("other", "その他 Other");
        policy = policy.with_user_types(vec![UserTypeOffer::applicant_at_counter(), other]);
    }
    policy
}

/// The cheapest hash there is: what is fuzzed here is not Argon2.
pub fn password_policy(legacy: bool) -> PasswordPolicy {
    let rules = if legacy { PasswordRules::Legacy } else { PasswordRules::NistB4 };
    let cost = HashCost::new(8, 1, 1).expect("the least cost");
    PasswordPolicy::new(rules).with_hash_cost(cost)
}

/// `N` bytes that differ, another row of them for each seed.
pub fn secret<const N: usize>(seed: u8) -> Secret<N> {
    let byte = |i: usize| (i as u8).wrapping_mul(31).wrapping_add(seed);
    Secret::new(std::array::from_fn(byte))
}

pub fn entropy(seed: u8) -> Entropy {
    if seed == 0 { Secret::new([0; 32]) } else { secret(seed) }
}

/// Entropy that no other number has.
pub fn fresh(number: usize) -> Entropy {
    Secret::new(std::array::from_fn(|i| {
        if i == 0 { (number as u8).wrapping_add(101) } else { i as u8 }
    }))
}

pub fn at(seconds: u32) -> Instant {
    Instant::from_unix_seconds(i64::from(seconds))
}

pub fn item(i: u8) -> Item {
    Item::ALL[usize::from(i) % Item::ALL.len()]
}

/// A good entry, whatever the policy of the above.
pub fn good() -> Vec<(Item, toroku::Personal)> {
    [
        (Item::UserName, "HOUMU TARO"),
        (Item::Sex, "male"),
        (Item::BirthYear, "1970"),
        (Item::BirthMonth, "1"),
        (Item::BirthDay, "1"),
        (Item::Municipality, "011011"),
        (Item::StreetAddress, "１－１－１　緑ヶ関ハイツ２０２号"),
        (Item::Phone, "0312345678"),
        (Item::Email, "user01@ens-test.com"),
        (Item::EmailConfirmation, "user01@ens-test.com"),
        (Item::UserType, "applicant_at_counter"),
    ]
    .map(|(item, text)| (item, text.into()))
    .to_vec()
}
