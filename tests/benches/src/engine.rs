//! The engine and its peers, group by group.

use std::hint::black_box;
use std::sync::{Arc, LazyLock};

use aes::Aes256;
use fpe::ff1::{FF1, FlexibleNumeralString};
use toroku::municipality::{Municipality, Prefecture, look_up, search};
use toroku::{
    Answer, Category, Digest, Effect, Entropy, Field, Form, Guard, Input, Instant, Item, Language,
    Personal, Policy, Registration, Secret, SequenceKey, State, UserId, random_candidate,
};
use unicode_normalization::UnicodeNormalization;

use crate::contender::{Bound, Contender, Group};
use crate::fixed;
use crate::peers::{byte_loop, garde, json_schema, regex, validator};
use crate::record::{PROBLEMS, Record, TERMS, VALID, now, policy};

static POLICY: LazyLock<Policy> = LazyLock::new(policy);

/// The name of the engine in every group.
pub const TOROKU: &str = "toroku";
/// Where it reports codes and fields alone, as a batch wants them.
pub const CODES: &str = "toroku, codes alone";
/// Where it reports what a wording needs as well, and suggestions.
pub const ALL: &str = "toroku, with parameters and suggestions";

/// Everything that the tables hold, in their order.
pub fn groups() -> Vec<Group> {
    vec![
        check("Check of all fields, valid records", VALID)
            .with(ALL, Bound::TimesOf(0.9, "byte loop by hand"))
            .with(
                ALL,
                Bound::FasterThan(2.5, &["regex by hand", "garde", "validator", "jsonschema"]),
            )
            .with(ALL, Bound::NoAllocation),
        check("Check of all fields, records with problems", PROBLEMS)
            .with(CODES, Bound::FasterThan(4.0, &["garde", "validator", "jsonschema"]))
            .with(CODES, Bound::NoAllocation),
        one_field()
            .with("user name", Bound::Nanoseconds(100.0))
            .with("date of birth", Bound::Nanoseconds(100.0))
            .with("municipality by code", Bound::Nanoseconds(100.0))
            .with("municipality by name", Bound::Nanoseconds(100.0))
            .with("street address", Bound::Nanoseconds(100.0))
            .with("e-mail address", Bound::Nanoseconds(100.0)),
        registration().with("new to snapshot", Bound::Nanoseconds(1500.0)),
        user_ids()
            .with("toroku, random", Bound::Nanoseconds(120.0))
            .with("toroku, sequence", Bound::Nanoseconds(1500.0)),
        directory()
            .with("25 queries of all kinds, on average", Bound::Nanoseconds(5000.0))
            .with("a single letter", Bound::Nanoseconds(5000.0))
            .with(SYLLABLE, Bound::Nanoseconds(5000.0))
            .with(KANJI, Bound::Nanoseconds(5000.0))
            .with(SYLLABLES, Bound::Nanoseconds(5000.0))
            .with("prefix in a prefecture", Bound::Nanoseconds(300.0))
            .with("by code", Bound::Nanoseconds(50.0)),
        snapshot()
            .with("save, entry", Bound::Nanoseconds(400.0))
            .with("restore, entry", Bound::Nanoseconds(700.0)),
        conversion(),
        batch().with(TOROKU, Bound::FasterThan(3.0, &["csv + validator"])),
        fixed::batch(),
    ]
}

/// Work on the records in turns of `units`, so that a run is short and seldom interrupted.
fn in_turns<T: 'static>(
    records: &Arc<[T]>,
    units: usize,
    work: impl Fn(&T) -> usize + 'static,
) -> impl FnMut() -> usize + 'static {
    let records = Arc::clone(records);
    let mut turn = 0;
    move || {
        turn = (turn + units) % records.len();
        records[turn..turn + units].iter().map(|record| work(black_box(record))).sum()
    }
}

fn check(name: &'static str, text: &'static str) -> Group {
    let records: Arc<[Record<'static>]> = Record::all(text).into();
    let count = 100;
    let over = |check: fn(&Record<'static>) -> usize| in_turns(&records, count, check);
    let parsed: Arc<[_]> = records.iter().map(json_schema::parsed).collect();
    let schema = json_schema::Schema::new();
    let json = in_turns(&parsed, count, move |value| schema.check(value));
    let contenders = vec![
        Contender::new("byte loop by hand", count, over(|r| usize::from(byte_loop::check(r)))),
        Contender::new("regex by hand", count, over(|r| usize::from(regex::check(r)))),
        Contender::new(
            "garde",
            count,
            over(|r| garde::check(r).map_or_else(|e| e.iter().count(), |()| 0)),
        ),
        Contender::new(
            "validator",
            count,
            over(|r| validator::check(r).map_or_else(|e| e.errors().len(), |()| 0)),
        ),
        Contender::new("jsonschema", count, json),
        Contender::new(
            "regex by hand, characters by encoding_rs",
            count,
            over(|r| usize::from(regex::check_by_encoding(r))),
        ),
        Contender::new(CODES, count, over(|r| r.form().verdict(now(), &POLICY).problems().count())),
        Contender::new(ALL, count, over(|r| r.form().check(now(), &POLICY).problems.len())),
    ];
    Group::new(name, "record", contenders)
}

fn one_field() -> Group {
    let records: Arc<[Record<'static>]> = Record::all(VALID).into();
    let names: Arc<[String]> = records
        .iter()
        .map(|r| {
            Municipality::by_code(r.text(Item::Municipality)).expect("a valid record").full_name()
        })
        .collect();
    let field = |name, field: Field| {
        let records = Arc::clone(&records);
        let run = move || {
            records
                .iter()
                .map(|record| {
                    let report = black_box(record.form()).report(field, now(), &POLICY);
                    usize::from(report.problem.is_some())
                })
                .sum()
        };
        Contender::new(name, 1000, run)
    };
    let by_name = {
        let records = Arc::clone(&records);
        move || {
            records
                .iter()
                .zip(names.iter())
                .map(|(record, name)| {
                    let mut form = record.form();
                    form.set(Item::Municipality, black_box(name));
                    usize::from(form.report(Field::Municipality, now(), &POLICY).problem.is_some())
                })
                .sum()
        }
    };
    let mut contenders = vec![
        field("user name", Field::UserName),
        field("sex", Field::Sex),
        field("date of birth", Field::DateOfBirth),
        field("municipality by code", Field::Municipality),
        Contender::new("municipality by name", 1000, by_name),
        field("street address", Field::StreetAddress),
        field("phone", Field::Phone),
        field("e-mail address", Field::Email),
        field("e-mail address again", Field::EmailConfirmation),
        field("user type", Field::UserType),
        field("terms", Field::Terms),
    ];
    contenders.push(typed_into_a_registration());
    Group::new("One field as it is typed", "call", contenders)
}

fn typed_into_a_registration() -> Contender {
    let registration = filled(&Record::all(VALID)[0], entropy(7));
    Contender::new("street address, in a registration", 1, move || {
        let report = registration.report(Field::StreetAddress, now(), &POLICY);
        usize::from(report.is_some_and(|report| report.problem.is_some()))
    })
}

fn entropy(seed: u64) -> Entropy {
    let seed = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).to_le_bytes();
    Entropy::new(std::array::from_fn(|i| seed[i % 8] ^ u8::try_from(i).expect("32 bytes")))
}

fn handle(registration: &mut Registration, input: Input) -> Answer {
    registration.handle(input, now(), &POLICY).expect("the inputs of a registration in order")
}

/// A registration at STEP1 with everything entered, one item after the other.
fn filled(record: &Record<'_>, entropy: Entropy) -> Registration {
    let mut registration = Registration::new();
    let category = Category::ApplicantAtCounter;
    handle(&mut registration, Input::ChooseCategory { category, entropy });
    for (item, text) in Item::ALL.iter().zip(record.items) {
        handle(&mut registration, Input::Set { item: *item, text: Personal::new(text) });
    }
    handle(&mut registration, Input::Agree { version: TERMS.into() });
    registration
}

fn confirmed(record: &Record<'_>, entropy: Entropy) -> (Registration, Digest) {
    let mut registration = filled(record, entropy);
    handle(&mut registration, Input::Confirm);
    let digest = match registration.state() {
        State::Confirmation(confirmation) => confirmation.digest(),
        State::Start(_) | State::Entry(_) | State::Issuing(_) | State::Completion(_) => {
            unreachable!("the record is valid")
        }
    };
    (registration, digest)
}

fn issuing(record: &Record<'_>, entropy: Entropy) -> Registration {
    let (mut registration, digest) = confirmed(record, entropy);
    handle(&mut registration, Input::Register { digest, language: Language::ENGLISH });
    registration
}

fn registration() -> Group {
    let records: Arc<[Record<'static>]> = Record::all(VALID).into();
    let each = |name, run: fn(&Record<'static>) -> usize| {
        Contender::new(name, 20, in_turns(&records, 20, run))
    };
    fn commit(registration: &mut Registration) -> usize {
        let Some(Effect::ReserveUserId { user_id, .. }) = registration.next_effect(&POLICY) else {
            return 0;
        };
        handle(registration, Input::UserIdReserved { user_id });
        match registration.next_effect(&POLICY) {
            Some(Effect::Commit(record)) => {
                let key = record.key;
                handle(registration, Input::Committed { key });
                record.notification.text().expose().len()
            }
            _ => 0,
        }
    }
    let contenders = vec![
        each("new to snapshot", |record| {
            let registration = issuing(record, entropy(1));
            registration.save(&Guard::default()).len()
        }),
        each("entering alone", |record| {
            usize::from(filled(record, entropy(1)).state().draft().is_some())
        }),
        each("entering and Confirm", |record| {
            usize::from(confirmed(record, entropy(1)).1.as_bytes()[0])
        }),
        each("entering, Confirm and the page of STEP2", |record| {
            let (registration, _) = confirmed(record, entropy(1));
            registration.confirmation().map_or(0, |view| view.items.len())
        }),
        each("new to snapshot, with the user ID reserved", |record| {
            let mut registration = issuing(record, entropy(1));
            if let Some(Effect::ReserveUserId { user_id, .. }) = registration.next_effect(&POLICY) {
                handle(&mut registration, Input::UserIdReserved { user_id });
            }
            registration.save(&Guard::default()).len()
        }),
        each("new to completion with ID, mail and record", |record| {
            let mut registration = issuing(record, entropy(1));
            let sent = commit(&mut registration);
            registration.save(&Guard::default()).len() + sent
        }),
    ];
    Group::new("A whole registration", "registration", contenders)
}

fn user_ids() -> Group {
    let key = Secret::new(std::array::from_fn(|i| u8::try_from(i).expect("32 bytes")));
    let sequence = SequenceKey::new(&key).expect("a fit key");
    let mut n = 0u64;
    let in_sequence = move || {
        n = (n + 1) % UserId::COUNT;
        sequence.user_id(n).map_or(0, |id| id.as_str().len())
    };
    let source = entropy(11);
    let mut k = 0u32;
    let random = move || {
        k = k.wrapping_add(1);
        random_candidate(&source, k).map_or(0, |id| id.as_str().len())
    };
    let alphabet: Vec<char> = "0123456789abcdefghijklmnopqrstuvwxyz".chars().collect();
    let nano = move || nanoid::nanoid!(10, &alphabet).len();
    let ff1 = FF1::<Aes256>::new(key.expose(), 10).expect("a radix of the standard");
    let mut n = 0u16;
    let format_preserving = move || {
        n = n.wrapping_add(1);
        let digits: Vec<u16> = (0..12).map(|i| (n >> (i % 12)) % 10).collect();
        let sealed = ff1.encrypt(&[], &FlexibleNumeralString::from(digits)).expect("twelve digits");
        usize::from(Vec::<u16>::from(sealed)[0])
    };
    let parse = || usize::from(black_box("hdlpf38617").parse::<UserId>().is_ok());
    Group::new(
        "User IDs",
        "ID",
        vec![
            Contender::new("nanoid 0.5", 1, nano),
            Contender::new("fpe 0.6 (FF1, AES-256)", 1, format_preserving),
            Contender::new("toroku, random", 1, random),
            Contender::new("toroku, sequence", 1, in_sequence),
            Contender::new("toroku, parse", 1, parse),
        ],
    )
}

/// What people type, from the first letter to a whole name, in every script.
pub const QUERIES: &[&str] = &[
    "s",
    "sa",
    "sapporo",
    "sapporo chuo",
    "Fuchū",
    "kobe kita",
    "shinjuku-ku",
    "yokohama",
    "chuo",
    "ちゅうおう",
    "ふちゅう",
    "きたく",
    "ﾁﾖﾀﾞｸ",
    "チヨダク",
    "札幌",
    "中央区",
    "府中",
    "北海道札幌市中央区",
    "東京都千代田区",
    "虻田郡ニセコ町",
    "131016",
    "13101",
    "東京府中",
    "xyzzy",
    "あああ",
];

/// The worst that can be asked: what stands in a great part of the names.
const SYLLABLE: &str = "か, in 437 names";
const KANJI: &str = "市, in 949 names";
const SYLLABLES: &str = "か し た な, four words";
const NOWHERE: &str = "nowhere at all";
const POSTAL: &str = "〒160-0022";
const ENGLISH: &str = "Chuo Ward, Sapporo";
const ADDRESS: &str = "東京都新宿区西新宿2-8-1";
const ENGLISH_ADDRESS: &str = "2-8-1 Nishi-Shinjuku, Shinjuku-ku, Tokyo 163-8001";

fn directory() -> Group {
    let any = || QUERIES.iter().map(|query| search(black_box(query), None, 20).len()).sum();
    let ask = |query: &'static str| move || search(black_box(query), None, 20).len();
    let hiroshima = Prefecture::by_number(34);
    let prefix = move || search(black_box("fuchu"), hiroshima, 20).len();
    let list = move || search(black_box(""), hiroshima, 20).len();
    let codes: Vec<&str> = Record::all(VALID).iter().map(|r| r.text(Item::Municipality)).collect();
    let by_code = move || {
        codes.iter().filter(|code| Municipality::by_code(black_box(code)).is_some()).count()
    };
    let by_name = || usize::from(look_up(black_box("広島県府中市")) == look_up("342084"));
    let names: Vec<String> = Municipality::all().map(|m| m.full_name() + &m.kana()).collect();
    let plain = move || {
        QUERIES
            .iter()
            .map(|query| names.iter().filter(|name| name.contains(black_box(query))).count())
            .sum()
    };
    Group::new(
        "The directory of municipalities",
        "query",
        vec![
            Contender::new("`contains` over all names", QUERIES.len(), plain),
            Contender::new("25 queries of all kinds, on average", QUERIES.len(), any),
            Contender::new("a single letter", 1, ask("a")),
            Contender::new(SYLLABLE, 1, ask("か")),
            Contender::new(KANJI, 1, ask("市")),
            Contender::new(SYLLABLES, 1, ask("か し た な")),
            Contender::new(NOWHERE, 1, ask(NOWHERE)),
            Contender::new(POSTAL, 1, ask(POSTAL)),
            Contender::new(ENGLISH, 1, ask(ENGLISH)),
            Contender::new(ADDRESS, 1, ask(ADDRESS)),
            Contender::new(ENGLISH_ADDRESS, 1, ask(ENGLISH_ADDRESS)),
            Contender::new("prefix in a prefecture", 1, prefix),
            Contender::new("a prefecture's list", 1, list),
            Contender::new("by code", 1000, by_code),
            Contender::new("by full name", 2, by_name),
        ],
    )
}

fn snapshot() -> Group {
    let records = Record::all(VALID);
    let entry = filled(&records[0], entropy(3));
    let (confirmation, _) = confirmed(&records[0], entropy(3));
    let key = Secret::new(std::array::from_fn(|i| u8::try_from(i).expect("32 bytes")));
    let bytes = entry.save(&Guard::default());
    let more = confirmation.save(&Guard::default());
    let keyed = confirmation.save(&Guard::default().with_key(&key));
    let other = key.clone();
    let restore = |bytes: &[u8], guard: &Guard<'_>| {
        usize::from(Registration::restore(black_box(bytes), guard).is_ok())
    };
    let saved =
        |registration: &Registration, guard: &Guard<'_>| black_box(registration).save(guard).len();
    let (one, two, three) = (entry.clone(), confirmation.clone(), confirmation);
    Group::new(
        "Snapshots",
        "snapshot",
        vec![
            Contender::new("save, entry", 1, move || saved(&one, &Guard::default())),
            Contender::new("restore, entry", 1, move || restore(&bytes, &Guard::default())),
            Contender::new("save, confirmation", 1, move || saved(&two, &Guard::default())),
            Contender::new("restore, confirmation", 1, move || restore(&more, &Guard::default())),
            Contender::new("save, confirmation, with a key", 1, move || {
                saved(&three, &Guard::default().with_key(&key))
            }),
            Contender::new("restore, confirmation, with a key", 1, move || {
                restore(&keyed, &Guard::default().with_key(&other))
            }),
        ],
    )
}

/// How many bytes the snapshots of full entries take: the least and the most.
pub fn snapshot_sizes() -> (usize, usize) {
    let sizes = Record::all(VALID)
        .iter()
        .map(|r| filled(r, entropy(3)).save(&Guard::default()).len())
        .collect::<Vec<_>>();
    (sizes.iter().copied().min().unwrap_or(0), sizes.iter().copied().max().unwrap_or(0))
}

fn conversion() -> Group {
    const TYPED: &str = "1-1-1 緑ヶ関ハイツ202号 ｻﾝｼｬｲﾝﾏﾝｼｮﾝ";
    let mut form = Form::new();
    form.set(Item::StreetAddress, TYPED);
    let engine = move || {
        let report = black_box(form).report(Field::StreetAddress, now(), &POLICY);
        report.conversions.first().map_or(0, |made| made.after().expose().len())
    };
    let nfkc = || black_box(TYPED).nfkc().collect::<String>().len();
    Group::new(
        "Converting an address",
        "address",
        vec![
            Contender::new("unicode-normalization, NFKC", 1, nfkc),
            Contender::new("toroku, with the texts before and after", 1, engine),
        ],
    )
}

/// Lines of records in memory, as a batch has them: the valid and the others in turn.
pub fn lines(count: usize) -> String {
    let both: Vec<&str> =
        VALID.lines().zip(PROBLEMS.lines()).flat_map(|(a, b)| [a, a, a, b]).collect();
    let mut text = String::new();
    for line in both.iter().cycle().take(count) {
        text.push_str(line);
        text.push('\n');
    }
    text
}

/// How many lines of a batch pass, by the engine.
pub fn batch_of_engine(text: &str, now: Instant, policy: &Policy) -> usize {
    text.lines()
        .filter(|line| Record::from_line(line).form().verdict(now, policy).is_good())
        .count()
}

/// How many lines of a batch pass, by `csv` and `validator`.
///
/// # Panics
/// Where a line has not twelve cells, which no committed one has.
pub fn batch_of_peers(text: &str) -> usize {
    use ::validator::Validate as _;
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b'\t')
        .has_headers(false)
        .quoting(false)
        .from_reader(text.as_bytes());
    let mut line = csv::StringRecord::new();
    let mut passed = 0;
    while reader.read_record(&mut line).expect("the committed lines") {
        let entry = validator::Entry::from_cells(std::array::from_fn(|i| &line[i]));
        passed += usize::from(entry.validate().is_ok());
    }
    passed
}

fn batch() -> Group {
    const LINES: usize = 200;
    let text: Arc<str> = lines(LINES).into();
    let (one, two) = (Arc::clone(&text), text);
    Group::new(
        "A batch of lines in memory, one record in four with problems",
        "record",
        vec![
            Contender::new("csv + validator", LINES, move || batch_of_peers(&one)),
            Contender::new(TOROKU, LINES, move || batch_of_engine(&two, now(), &POLICY)),
        ],
    )
}
