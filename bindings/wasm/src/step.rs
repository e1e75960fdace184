//! What an input led to: the answer, the screen and the pending effect.

use alloc::vec::Vec;
use core::mem;

use toroku::{Answer, Confirmed, Effect, Field, Guard, Instant, Item, Language, Policy, State};

use crate::directory::{municipalities, municipality};
use crate::held::Held;
use crate::json::Json;
use crate::worded;

/// One look at a registration: under this policy, at this moment, in this language.
pub(crate) struct Look<'a> {
    pub(crate) held: &'a mut Held,
    pub(crate) policy: &'a Policy,
    pub(crate) now: Instant,
    pub(crate) language: Language,
}

impl Look<'_> {
    /// An accepted input's answer, with the screen and the effect after it.
    pub(crate) fn step(&mut self, json: &mut Json, answer: &Answer) {
        json.object(|json| {
            self.answer(json, answer);
            json.name("screen");
            self.screen(json);
            json.name("effect");
            self.effect(json);
        });
    }

    /// What a key at STEP1 led to: the item as it now stands, and the reports that differ from those last handed out.
    pub(crate) fn keystroke(&mut self, json: &mut Json, item: Item, answer: &Answer) {
        let after = self.reports();
        let before = mem::replace(&mut self.held.handed_out, after);
        json.object(|json| {
            self.answer(json, answer);
            json.name("item").text(item.name());
            let state = self.held.engine.state();
            let text = state.draft().and_then(|draft| draft.text(item)).unwrap_or_default();
            json.name("typed").text(text);
            let changed = self.held.handed_out.iter().enumerate();
            let changed = changed.filter(|(place, report)| before.get(*place) != Some(*report));
            json.name("reports").list(changed, |json, (_, report)| {
                worded::report(json, report, self.language);
            });
            json.name("hasExpired").flag(state.has_expired(self.now, self.policy));
        });
    }

    /// The screen as it stands.
    pub(crate) fn screen(&mut self, json: &mut Json) {
        self.held.handed_out = self.reports();
        let engine = &self.held.engine;
        let state = engine.state();
        json.object(|json| {
            json.name("state").text(state.kind().name());
            match state {
                State::Start(_) => draft(json, state),
                State::Entry(_) => {
                    draft(json, state);
                    json.name("agreedTerms").text_or_null(state.agreed_terms());
                    json.name("reports").list(&self.held.handed_out, |json, report| {
                        worded::report(json, report, self.language);
                    });
                    json.name("hasExpired").flag(state.has_expired(self.now, self.policy));
                }
                State::Confirmation(_) => self.confirmation(json),
                State::Issuing(issuing) => {
                    self.confirmation(json);
                    json.name("key").text(&issuing.key().expose());
                    let user_id = issuing.user_id();
                    json.name("userId").text_or_null(user_id.as_ref().map(toroku::UserId::as_str));
                }
                State::Completion(completion) => {
                    json.name("userId").text(completion.user_id().as_str());
                    json.name("email").text(completion.email().as_str());
                    json.name("key").text(&completion.key().expose());
                    json.name("delivery").text(completion.delivery().name());
                }
            }
        });
    }

    /// What the host must do now, if anything.
    pub(crate) fn effect(&self, json: &mut Json) {
        let Some(effect) = self.held.engine.next_effect(self.policy) else { return json.null() };
        json.object(|json| {
            json.name("effect").text(effect.kind().name());
            match &effect {
                Effect::ReserveUserId { key, user_id } => {
                    json.name("key").text(&key.expose());
                    json.name("userId").text(user_id.as_str());
                }
                Effect::ReserveNumber { key, attempt } => {
                    json.name("key").text(&key.expose());
                    json.name("attempt").number(*attempt);
                }
                Effect::Commit(commit) => {
                    json.name("key").text(&commit.key.expose());
                    json.name("userId").text(commit.user_id.as_str());
                    confirmed(json, &commit.confirmed);
                    json.name("registeredAt").number(commit.registered_at.unix_seconds());
                    let mail = &commit.notification;
                    json.name("notification").object(|json| {
                        json.name("key").text(&mail.key().expose());
                        json.name("to").text(mail.to().expose());
                        json.name("language").text(mail.language().tag());
                        json.name("subject").text(mail.subject());
                        json.name("text").text(mail.text().expose());
                        json.name("html").text(mail.html().expose());
                    });
                    json.name("passwordSetup").hex(&commit.password_setup.save(&Guard::default()));
                }
                Effect::Submit(submission) => {
                    json.name("key").text(&submission.key.expose());
                    confirmed(json, &submission.confirmed);
                    json.name("language").text(submission.language.tag());
                    json.name("registeredAt").number(submission.registered_at.unix_seconds());
                }
            }
        });
    }

    fn answer(&self, json: &mut Json, answer: &Answer) {
        json.name("answer").text(answer.name());
        let code = answer.code();
        json.name("code").text_or_null(code.map(toroku::Code::name));
        json.name("text");
        match code {
            Some(code) => json.text(&self.language.code(code)),
            None => json.null(),
        }
        match answer {
            Answer::NotCovered(category) => json.name("category").text(category.name()),
            Answer::Municipalities(found) => {
                json.name("municipalities");
                municipalities(json, found.iter().copied());
            }
            Answer::Terms { version } => json.name("terms").text(version),
            Answer::Problems(problems) => json.name("problems").list(problems, |json, problem| {
                worded::problem(json, problem, self.language);
            }),
            Answer::Registered(user_id) | Answer::AlreadyRegistered(user_id) => {
                json.name("userId").text(user_id.as_str());
            }
            Answer::Opened
            | Answer::Kept
            | Answer::ReadyToConfirm
            | Answer::WentBack
            | Answer::Issuing
            | Answer::NotAsShown
            | Answer::StorageFailed
            | Answer::BackAtTop
            | Answer::Noted
            | Answer::Expired
            | Answer::NotReached => (),
        }
    }

    /// What the engine has to say of each field of STEP1; nothing elsewhere.
    fn reports(&self) -> Vec<toroku::FieldReport> {
        let report = |field: &Field| self.held.engine.report(*field, self.now, self.policy);
        Field::ENTRY.iter().filter_map(report).collect()
    }

    /// The members of STEP2's page.
    fn confirmation(&self, json: &mut Json) {
        let engine = &self.held.engine;
        let view = engine.confirmation().expect("STEP2 and issuing have this page");
        json.name("items").list(&view.items, |json, item| {
            json.object(|json| {
                json.name("field").text(item.field.name());
                json.name("text").text(item.text.expose());
                json.name("conversions");
                worded::conversions(json, &item.conversions, self.language);
            });
        });
        json.name("termsVersion").text(&view.terms_version);
        json.name("notices");
        worded::notices(json, &view.notices, self.language);
        json.name("digest").hex(view.digest.as_bytes());
        json.name("hasExpired").flag(engine.state().has_expired(self.now, self.policy));
    }
}

/// The items that have a text.
fn draft(json: &mut Json, state: &State) {
    json.name("draft").object(|json| {
        for item in Item::ALL {
            if let Some(text) = state.draft().and_then(|draft| draft.text(*item)) {
                json.name(item.name()).text(text);
            }
        }
    });
}

/// The values of a registration.
fn confirmed(json: &mut Json, confirmed: &Confirmed) {
    json.name("confirmed").object(|json| {
        json.name("userName").text(confirmed.user_name().as_str());
        json.name("sex").text(confirmed.sex().name());
        json.name("dateOfBirth").text(&confirmed.date_of_birth().iso());
        json.name("municipality");
        municipality(json, confirmed.municipality());
        json.name("streetAddress").text(confirmed.street_address().as_str());
        json.name("phone").text(confirmed.phone().as_str());
        json.name("email").text(confirmed.email().as_str());
        json.name("userType").text(confirmed.user_type().name());
        json.name("termsVersion").text(confirmed.terms_version());
    });
}
