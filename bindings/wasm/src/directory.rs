//! Municipalities as JavaScript reads them.

use toroku::municipality::{Lookup, look_up};
use toroku::{Municipality, Prefecture};

use crate::json::Json;

/// One entry.
pub(crate) fn municipality(json: &mut Json, entry: Municipality) {
    json.object(|json| {
        json.name("code").text(entry.code().as_str());
        json.name("prefecture").number(entry.prefecture().number());
        json.name("name").text(entry.name());
        json.name("fullName").text(&entry.full_name());
        json.name("district").text(entry.district());
        json.name("kana").text(&entry.kana());
        json.name("english").text(&entry.english());
    });
}

/// Entries in their order.
pub(crate) fn municipalities(json: &mut Json, entries: impl IntoIterator<Item = Municipality>) {
    json.list(entries, municipality);
}

/// All prefectures.
pub(crate) fn prefectures(json: &mut Json) {
    json.list(Prefecture::all(), |json, one| {
        json.object(|json| {
            json.name("number").number(one.number());
            json.name("name").text(one.name());
            json.name("kana").text(one.kana());
            json.name("english").text(one.english());
        });
    });
}

/// What a code or a full name stands for.
pub(crate) fn looked_up(json: &mut Json, text: &str) {
    json.object(|json| match look_up(text) {
        Lookup::Found(entry) => {
            json.name("is").text("found");
            json.name("municipality");
            municipality(json, entry);
        }
        Lookup::NeedsWard(city) => {
            json.name("is").text("needs_ward");
            json.name("code").text(city.code().as_str());
            json.name("fullName").text(&city.full_name());
            json.name("wards");
            municipalities(json, city.wards());
        }
        Lookup::Abolished(former) => {
            json.name("is").text("abolished");
            json.name("code").text(former.code().as_str());
            json.name("fullName").text(&former.full_name());
            json.name("successors");
            municipalities(json, former.successors());
        }
        Lookup::Unknown => json.name("is").text("unknown"),
    });
}
