//! What never changes while a program runs: names, numbers and words.

use alloc::format;

use toroku::municipality::{AS_OF, MAX_QUERY, SELECTABLE, WARDS};
use toroku::{
    BirthPart, Category, Code, Field, Item, Language, MAX_ITEM_BYTES, Sex, StateKind, UserId,
};

use crate::json::Json;

/// The SHA-256 of the engine's sources, tables and wordings: two programs with the same one say the same of every text.
pub(crate) const FINGERPRINT: &str = env!("ENGINE_FINGERPRINT");

/// Names and numbers.
pub(crate) fn facts(json: &mut Json) {
    json.object(|json| {
        json.name("version").text(env!("CARGO_PKG_VERSION"));
        json.name("fingerprint").text(FINGERPRINT);
        json.name("fields").list(Field::ENTRY, |json, field| {
            json.object(|json| {
                json.name("name").text(field.name());
                json.name("number").number(field.number());
                let items = field.items();
                json.name("items").list(items, |json, item| json.text(item.name()));
            });
        });
        json.name("items").list(Item::ALL, |json, item| {
            json.object(|json| {
                json.name("name").text(item.name());
                json.name("number").number(item.number());
            });
        });
        json.name("languages").list(Language::all(), |json, language| {
            json.object(|json| {
                json.name("tag").text(language.tag());
                json.name("nativeName").text(&language.native_name());
            });
        });
        json.name("sexes").list(Sex::ALL, |json, sex| {
            json.object(|json| {
                json.name("value").text(sex.name());
                json.name("text").text(sex.entry_text());
            });
        });
        json.name("directory").object(|json| {
            json.name("asOf").text(AS_OF);
            json.name("selectable").number(count(SELECTABLE));
            json.name("wards").number(count(WARDS));
            json.name("maxQueryBytes").number(count(MAX_QUERY));
        });
        json.name("maxItemBytes").number(count(MAX_ITEM_BYTES));
        json.name("userIdCount").number(i64::try_from(UserId::COUNT).expect("below 2^53"));
    });
}

fn count(number: usize) -> u32 {
    u32::try_from(number).expect("the engine's sizes are below 2^32")
}

/// Every code, with what a wording may say of it.
pub(crate) fn codes(json: &mut Json) {
    json.list(Code::ALL, |json, code| {
        json.object(|json| {
            json.name("number").number(code.number());
            json.name("name").text(code.name());
            json.name("kind").text(code.kind().name());
            json.name("field").text_or_null(code.field().map(Field::name));
            json.name("params").list(code.params(), |json, param| json.text(param.name()));
        });
    });
}

/// The words of the screens in one language.
pub(crate) fn words(json: &mut Json, language: Language) {
    let say = |key: &str| language.text(key).expect("every language has every key of the screens");
    json.object(|json| {
        json.name("language").text(language.tag());
        json.name("nativeName").text(&language.native_name());
        json.name("fields").object(|json| {
            for field in Field::ENTRY {
                json.name(field.name()).object(|json| {
                    json.name("label").text(&language.label(*field));
                    json.name("hint").text(&language.hint(*field));
                });
            }
        });
        json.name("birthParts").object(|json| {
            for part in BirthPart::ALL {
                json.name(part.name()).text(&language.part(*part));
            }
        });
        json.name("titles").object(|json| {
            for state in StateKind::ALL {
                json.name(state.name()).text(&say(&format!("state.{}", state.name())));
            }
        });
        json.name("categories").object(|json| {
            for category in Category::ALL {
                json.name(category.name()).text(&say(&format!("category.{}", category.name())));
            }
        });
        json.name("notCoveredGuidance").text(&say("not_covered.guidance"));
        json.name("codes").object(|json| {
            for code in Code::ALL {
                json.name(code.name()).text(&language.code(*code));
            }
        });
    });
}
