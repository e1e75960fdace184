//! The names of the engine as TypeScript's types: `names.d.ts` is drawn from the engine's tables.

use std::env;
use std::fmt::Write as _;
use std::fs;

use toroku::{
    AnswerKind, BirthPart, Category, Code, CodeKind, Delivery, EffectKind, Field, InputKind, Item,
    Language, ParamName, Sex, StateKind, Vocabulary,
};

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/names.d.ts");

#[test]
fn the_types_have_the_engines_names() {
    let drawn = drawn();
    if env::var_os("TOROKU_DRAW").is_some() {
        fs::write(PATH, &drawn).unwrap();
    }
    let kept = fs::read_to_string(PATH).unwrap_or_default();
    assert!(
        kept == drawn,
        "names.d.ts is not the engine's: TOROKU_DRAW=1 cargo test -p toroku-wasm --test names"
    );
}

fn drawn() -> String {
    let mut out = String::from(
        "// Drawn from the engine's tables: TOROKU_DRAW=1 cargo test -p toroku-wasm --test names\n",
    );
    let entry: Vec<_> = Field::ENTRY.iter().map(|field| field.name()).collect();
    add(&mut out, "FieldName", "A field of STEP1.", &entry);
    of::<Item>(&mut out, "ItemName", "An item of STEP1.");
    of::<BirthPart>(&mut out, "BirthPartName", "A part of the date of birth.");
    of::<Code>(&mut out, "CodeName", "A code of a problem, notice, conversion or answer.");
    of::<CodeKind>(&mut out, "CodeKindName", "What kind of thing a code says.");
    of::<ParamName>(&mut out, "ParamName", "A place in a wording.");
    of::<Category>(&mut out, "CategoryName", "A button of the top page.");
    of::<Sex>(&mut out, "SexName", "A sex.");
    of::<StateKind>(&mut out, "StateName", "A state of a registration.");
    of::<InputKind>(&mut out, "InputName", "What a program can say to a registration.");
    of::<AnswerKind>(&mut out, "AnswerName", "What an input led to.");
    of::<EffectKind>(&mut out, "EffectName", "What a program must do.");
    of::<Delivery>(&mut out, "DeliveryName", "What was reported of the notification.");
    let tags: Vec<_> = Language::all().map(Language::tag).collect();
    add(&mut out, "LanguageTag", "A language of the wordings.", &tags);
    out
}

fn of<T: Vocabulary>(out: &mut String, name: &str, what: &str) {
    add(out, name, what, &T::ALL.iter().map(|one| one.name()).collect::<Vec<_>>());
}

fn add(out: &mut String, name: &str, what: &str, texts: &[&str]) {
    write!(out, "\n/** {what} */\nexport type {name} =").expect("a string takes all");
    for text in texts {
        write!(out, "\n  | {text:?}").expect("a string takes all");
    }
    out.push_str(";\n");
}
