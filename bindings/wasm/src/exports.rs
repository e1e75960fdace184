//! The functions that `toroku.js` calls.
//!
//! Each says how many bytes its answer has: 0 where there is nothing to say, and a negative number where the call is
//! refused, with the reason as the answer.

use alloc::vec::Vec;
use core::mem;

use spin::Mutex;
use toroku::municipality::search;
use toroku::{Field, Form, Guard, Input, Instant, Item, Language, Policy, Registration};
use zeroize::Zeroize;

use crate::directory;
use crate::exchange::{Exchange, Request, text};
use crate::facts;
use crate::held::{Held, Shelf, Shelves};
use crate::input;
use crate::json::Json;
use crate::policy;
use crate::step::Look;
use crate::user_ids;
use crate::worded;
use crate::wrong::Wrong;

/// A page's WebAssembly has one thread; the lock is what lets a static be changed without `unsafe`.
static EXCHANGE: Mutex<Exchange> = Mutex::new(Exchange::new());
static SHELVES: Mutex<Shelves> =
    Mutex::new(Shelves { policies: Shelf::new(), registrations: Shelf::new() });

/// Makes room for a request of this size and says where it is to be written.
#[unsafe(no_mangle)]
pub extern "C" fn room(size: usize) -> *mut u8 {
    EXCHANGE.lock().room(size)
}

/// Where the answer of the last call is.
#[unsafe(no_mangle)]
pub extern "C" fn answer() -> *const u8 {
    EXCHANGE.lock().answer.as_ptr()
}

/// Wipes the answer, once it is read.
#[unsafe(no_mangle)]
pub extern "C" fn wipe() {
    EXCHANGE.lock().wipe();
}

/// Runs a call whose answer is JSON. Nothing written is nothing to say.
fn json(length: usize, body: impl FnOnce(&mut Json, Request<'_>) -> Result<(), Wrong>) -> i32 {
    call(length, |exchange, request| {
        let mut json = Json::default();
        body(&mut json, request)?;
        if !json.as_bytes().is_empty() {
            exchange.put(json.as_bytes());
        }
        Ok(())
    })
}

/// Runs a call on the first `length` bytes of the request, which are wiped after it.
fn call(length: usize, body: impl FnOnce(&mut Exchange, Request<'_>) -> Result<(), Wrong>) -> i32 {
    let mut exchange = EXCHANGE.lock();
    let mut request = mem::take(&mut exchange.request);
    exchange.answer.clear();
    let bytes = request.get(..length).unwrap_or_default();
    let result = body(&mut exchange, Request::new(bytes));
    if let Some(used) = request.get_mut(..length) {
        used.zeroize();
    }
    exchange.request = request;
    let sign = match result {
        Ok(()) => 1,
        Err(wrong) => {
            let mut json = Json::default();
            wrong.write(&mut json);
            exchange.put(json.as_bytes());
            -1
        }
    };
    sign * i32::try_from(exchange.answer.len()).expect("an answer has less than 2 GB")
}

/// Names and numbers that never change.
#[unsafe(no_mangle)]
pub extern "C" fn facts() -> i32 {
    json(0, |json, _| {
        facts::facts(json);
        Ok(())
    })
}

/// Every code.
#[unsafe(no_mangle)]
pub extern "C" fn codes() -> i32 {
    json(0, |json, _| {
        facts::codes(json);
        Ok(())
    })
}

/// The words of a language.
#[unsafe(no_mangle)]
pub extern "C" fn words(length: usize) -> i32 {
    json(length, |json, mut request| {
        facts::words(json, input::language(&mut request)?);
        Ok(())
    })
}

/// A text of a language by its key.
#[unsafe(no_mangle)]
pub extern "C" fn text_by_key(length: usize) -> i32 {
    json(length, |json, mut request| {
        let language = input::language(&mut request)?;
        json.text_or_null(language.text(request.text()?).as_deref());
        Ok(())
    })
}

/// The language that a browser's wishes want most.
#[unsafe(no_mangle)]
pub extern "C" fn negotiate(length: usize) -> i32 {
    json(length, |json, mut request| {
        json.text_or_null(Language::negotiate(request.text()?).map(Language::tag));
        Ok(())
    })
}

/// Makes a policy and gives it a number.
#[unsafe(no_mangle)]
pub extern "C" fn policy_new(length: usize) -> i32 {
    json(length, |json, request| {
        let policy = policy::policy(request)?;
        json.number(SHELVES.lock().policies.keep(policy));
        Ok(())
    })
}

/// The user types that a policy offers.
#[unsafe(no_mangle)]
pub extern "C" fn policy_user_types(policy: u32) -> i32 {
    json(0, |json, _| {
        let shelves = &mut *SHELVES.lock();
        json.list(shelves.policies.get(policy)?.user_types(), |json, offer| {
            json.object(|json| {
                json.name("value").text(offer.name());
                json.name("text").text(offer.text());
            });
        });
        Ok(())
    })
}

/// Frees a policy.
#[unsafe(no_mangle)]
pub extern "C" fn policy_free(policy: u32) {
    SHELVES.lock().policies.free(policy);
}

/// What there is to say about one field (by its number), whose items' texts the request has; nothing where it passes as
/// it stands.
#[unsafe(no_mangle)]
pub extern "C" fn check(policy: u32, field: u32, language: u32, now: f64, length: usize) -> i32 {
    json(length, |json, request| {
        let form = form(request)?;
        let field = Field::by_number(field).ok_or(Wrong::Malformed("field"))?;
        let shelves = &mut *SHELVES.lock();
        let report = form.report(field, moment(now), shelves.policies.get(policy)?);
        let is_clean =
            report.problem.is_none() && report.notices.is_empty() && report.conversions.is_empty();
        if !is_clean {
            worded::report(json, &report, placed(language)?);
        }
        Ok(())
    })
}

/// A report for each field of an entry.
#[unsafe(no_mangle)]
pub extern "C" fn check_form(policy: u32, language: u32, now: f64, length: usize) -> i32 {
    json(length, |json, request| {
        let form = form(request)?;
        let language = placed(language)?;
        let shelves = &mut *SHELVES.lock();
        let policy = shelves.policies.get(policy)?;
        json.list(Field::ENTRY, |json, field| {
            worded::report(json, &form.report(*field, moment(now), policy), language);
        });
        Ok(())
    })
}

/// What taking a suggestion sets: field, suggestion, then the form.
#[unsafe(no_mangle)]
pub extern "C" fn form_taking(length: usize) -> i32 {
    json(length, |json, mut request| {
        let (field, suggestion) = (input::field(&mut request)?, request.personal()?);
        set_by(json, form(request)?.taking(field, &suggestion));
        Ok(())
    })
}

/// A registration at the top page.
#[unsafe(no_mangle)]
pub extern "C" fn registration_new() -> u32 {
    keep(Registration::new())
}

/// The registration that was saved: its bytes, then the guard.
#[unsafe(no_mangle)]
pub extern "C" fn registration_restore(length: usize) -> i32 {
    json(length, |json, mut request| {
        let snapshot = request.bytes()?;
        let restored = guarded(request, |guard| Registration::restore(snapshot, guard))??;
        json.number(keep(restored));
        Ok(())
    })
}

/// The registration as bytes, under the request's guard.
#[unsafe(no_mangle)]
pub extern "C" fn registration_save(registration: u32, length: usize) -> i32 {
    call(length, |exchange, request| {
        let shelves = &mut *SHELVES.lock();
        let held = shelves.registrations.get(registration)?;
        let snapshot = guarded(request, |guard| held.engine.save(guard))?;
        exchange.put(&snapshot);
        Ok(())
    })
}

/// Frees a registration, and wipes what was typed into it.
#[unsafe(no_mangle)]
pub extern "C" fn registration_free(registration: u32) {
    SHELVES.lock().registrations.free(registration);
}

/// Forgets what was handed out, so that the next key gives all reports: they are in another language then.
#[unsafe(no_mangle)]
pub extern "C" fn registration_forget(registration: u32) {
    if let Ok(held) = SHELVES.lock().registrations.get(registration) {
        held.handed_out.clear();
    }
}

/// Takes an input in.
#[unsafe(no_mangle)]
pub extern "C" fn handle(
    registration: u32,
    policy: u32,
    language: u32,
    now: f64,
    length: usize,
) -> i32 {
    json(length, |json, request| {
        let input = input::input(request)?;
        look(registration, policy, language, now, |look| {
            let answer = look.held.engine.handle(input, look.now, look.policy)?;
            look.step(json, &answer);
            Ok(())
        })
    })
}

/// Takes a key at STEP1 in: the item and its text.
#[unsafe(no_mangle)]
pub extern "C" fn enter(
    registration: u32,
    policy: u32,
    language: u32,
    now: f64,
    length: usize,
) -> i32 {
    json(length, |json, mut request| {
        let (item, text) = (input::item(&mut request)?, request.personal()?);
        look(registration, policy, language, now, |look| {
            let answer =
                look.held.engine.handle(Input::Set { item, text }, look.now, look.policy)?;
            look.keystroke(json, item, &answer);
            Ok(())
        })
    })
}

/// The screen as it stands, with the effect that waits.
#[unsafe(no_mangle)]
pub extern "C" fn screen(registration: u32, policy: u32, language: u32, now: f64) -> i32 {
    json(0, |json, _| {
        look(registration, policy, language, now, |look| {
            json.object(|json| {
                json.name("screen");
                look.screen(json);
                json.name("effect");
                look.effect(json);
            });
            Ok(())
        })
    })
}

/// What taking a suggestion would set in this registration.
#[unsafe(no_mangle)]
pub extern "C" fn registration_taking(registration: u32, length: usize) -> i32 {
    json(length, |json, mut request| {
        let (field, suggestion) = (input::field(&mut request)?, request.personal()?);
        let shelves = &mut *SHELVES.lock();
        let held = shelves.registrations.get(registration)?;
        set_by(json, held.engine.taking(field, &suggestion));
        Ok(())
    })
}

/// All prefectures.
#[unsafe(no_mangle)]
pub extern "C" fn prefectures() -> i32 {
    json(0, |json, _| {
        directory::prefectures(json);
        Ok(())
    })
}

/// The entries that a query finds: prefecture, query, the most results.
#[unsafe(no_mangle)]
pub extern "C" fn search_municipalities(length: usize) -> i32 {
    json(length, |json, mut request| {
        let prefecture = input::prefecture(&mut request)?;
        let query = request.text()?;
        directory::municipalities(json, search(query, prefecture, request.parsed("limit")?));
        Ok(())
    })
}

/// What a code or a full name stands for.
#[unsafe(no_mangle)]
pub extern "C" fn look_up_municipality(length: usize) -> i32 {
    json(length, |json, mut request| {
        directory::looked_up(json, request.text()?);
        Ok(())
    })
}

/// Whether a text is a user ID.
#[unsafe(no_mangle)]
pub extern "C" fn user_id_parse(length: usize) -> i32 {
    json(length, |json, request| {
        json.flag(user_ids::is_user_id(request)?);
        Ok(())
    })
}

/// The issued user ID with a number.
#[unsafe(no_mangle)]
pub extern "C" fn user_id_from_number(length: usize) -> i32 {
    json(length, user_ids::from_number)
}

/// The number of a user ID.
#[unsafe(no_mangle)]
pub extern "C" fn user_id_number(length: usize) -> i32 {
    json(length, user_ids::number)
}

/// A candidate from entropy.
#[unsafe(no_mangle)]
pub extern "C" fn user_id_random(length: usize) -> i32 {
    json(length, user_ids::random)
}

/// The user ID of a sequence's number.
#[unsafe(no_mangle)]
pub extern "C" fn user_id_of_sequence(length: usize) -> i32 {
    json(length, user_ids::of_sequence)
}

/// The number that gave a user ID.
#[unsafe(no_mangle)]
pub extern "C" fn user_id_in_sequence(length: usize) -> i32 {
    json(length, user_ids::in_sequence)
}

fn keep(engine: Registration) -> u32 {
    SHELVES.lock().registrations.keep(Held { engine, handed_out: Vec::new() })
}

fn look(
    registration: u32,
    policy: u32,
    language: u32,
    now: f64,
    body: impl FnOnce(&mut Look<'_>) -> Result<(), Wrong>,
) -> Result<(), Wrong> {
    let Shelves { policies, registrations } = &mut *SHELVES.lock();
    let policy: &Policy = policies.get(policy)?;
    let held = registrations.get(registration)?;
    body(&mut Look { held, policy, now: moment(now), language: placed(language)? })
}

/// The texts of an entry, by their items' numbers; 0 is the version of the terms agreed to.
fn form(mut request: Request<'_>) -> Result<Form<'_>, Wrong> {
    let mut form = Form::new();
    while let Some((number, bytes)) = request.entry()? {
        match number {
            0 => form.agree(text(bytes)?),
            number => form.set(input::numbered(number)?, text(bytes)?),
        };
    }
    Ok(form)
}

/// What is set, by item.
fn set_by(json: &mut Json, items: Vec<(Item, toroku::Personal)>) {
    json.object(|json| {
        for (item, text) in items {
            json.name(item.name()).text(text.expose());
        }
    });
}

/// The language at this place of the list.
fn placed(language: u32) -> Result<Language, Wrong> {
    Language::all().nth(language as usize).ok_or(Wrong::Malformed("language"))
}

/// Seconds since 1970, as JavaScript's clock has them; parts of a second are dropped.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a moment past i64 is its last, none is its first"
)]
fn moment(seconds: f64) -> Instant {
    Instant::from_unix_seconds(seconds as i64)
}

/// Calls `with` with the guard that the request ends in: counter, context, and a key unless it is empty.
fn guarded<T>(mut request: Request<'_>, with: impl FnOnce(&Guard<'_>) -> T) -> Result<T, Wrong> {
    let counter = request.parsed("counter")?;
    let guard = Guard::default().with_counter(counter).with_context(request.bytes()?);
    if request.peek().is_none() {
        return Ok(with(&guard));
    }
    Ok(with(&guard.with_key(&request.secret("guard's key")?)))
}
