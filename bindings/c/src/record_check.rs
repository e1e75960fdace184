//! One record's way through the engine: the same passage that a screen makes, at one go.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::string::ToString;
use alloc::vec;
use alloc::vec::Vec;
use toroku::{
    Answer, Category, Code, Effect, Entropy, Field, FieldReport, Input, Instant, Item, Language,
    Personal, Problem, Registration, UserId,
};
use zeroize::Zeroizing;

use crate::border::Outcome;
use crate::findings::Finding;
use crate::layout::{ITEMS, RECORD, RESULT, part, part_mut, record_size, result_size};
use crate::number::RecordResult;
use crate::policy::Settings;
use crate::status::Status;
use crate::text::Encoding;

/// How a user ID is issued to a record.
pub(crate) struct Issue<'a> {
    pub(crate) number: u64,
    pub(crate) entropy: &'a Entropy,
    pub(crate) language: Language,
}

/// A record that was read.
pub(crate) struct Passage<'a> {
    settings: &'a Settings,
    encoding: Encoding,
    now: Instant,
    shape: Shape,
    host_key: [u8; 32],
    registration: Registration,
    unreadable: Vec<(Field, usize)>,
    reports: Vec<FieldReport>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Whole,
    Short,
    Long,
    Empty,
}

impl<'a> Passage<'a> {
    /// `encoding` is the one of records: see [`Encoding::of_records`].
    pub(crate) fn read(
        settings: &'a Settings,
        encoding: Encoding,
        record: &[u8],
        now: Instant,
    ) -> Outcome<Self> {
        let is_padding = |byte: &u8| matches!(byte, b' ' | 0);
        let shape = match record.len() {
            _ if record.iter().all(is_padding) => Shape::Empty,
            length if length < record_size() => Shape::Short,
            length if length > record_size() => Shape::Long,
            _ => Shape::Whole,
        };
        let mut host_key = [b' '; 32];
        let key_at = crate::layout::offset(RECORD, "host_key");
        if let Some(key) = record.get(key_at..key_at + host_key.len()) {
            host_key.copy_from_slice(key);
        }
        let mut passage = Self {
            settings,
            encoding,
            now,
            shape,
            host_key,
            registration: Registration::new(),
            unreadable: Vec::new(),
            reports: Vec::new(),
        };
        if shape == Shape::Whole {
            passage.fill(record)?;
        }
        Ok(passage)
    }

    /// Enters what the record has, and asks about every field.
    fn fill(&mut self, record: &[u8]) -> Outcome {
        // Not the entropy of the registration, which begins anew: nothing is issued from it.
        let entropy = Entropy::new(core::array::from_fn(|i| u8::try_from(i).expect("below 32")));
        self.open(entropy)?;
        let items = self.items(record);
        self.handle(Input::Fill { items })?;
        if let Some(version) = self.agreed(record) {
            self.handle(Input::Agree { version })?;
        }
        let policy = &self.settings.policy;
        for field in Field::ENTRY {
            let report = self.registration.report(*field, self.now, policy);
            self.reports.push(report.ok_or(Status::Bug)?);
        }
        Ok(())
    }

    fn open(&mut self, entropy: Entropy) -> Outcome {
        let category = Category::ApplicantAtCounter;
        self.handle(Input::ChooseCategory { category, entropy }).map(|_| ())
    }

    fn handle(&mut self, input: Input) -> Outcome<Answer> {
        Ok(self.registration.handle(input, self.now, &self.settings.policy)?)
    }

    /// The text of a place without its padding; an unreadable one is noted, and nothing.
    fn text(&mut self, record: &[u8], name: &str, field: Field) -> Personal {
        match self.encoding.read_at(part(RECORD, record, name)) {
            Ok(text) => text.trim_end_matches([' ', '\0', '\u{3000}']).into(),
            Err(at) => {
                self.unreadable.push((field, at));
                "".into()
            }
        }
    }

    fn items(&mut self, record: &[u8]) -> Vec<(Item, Personal)> {
        let is_unset = |text: &str| text.bytes().all(|byte| byte == b'0');
        let mut items = Vec::with_capacity(Item::ALL.len());
        for (name, item) in ITEMS {
            let text = self.text(record, name, item.field());
            if item == Item::Municipality && is_unset(text.expose()) {
                continue;
            }
            items.push((item, text));
        }
        let sex = self.text(record, "sex", Field::Sex);
        let sex = match sex.expose() {
            "1" | "M" => "male".into(),
            "2" | "F" => "female".into(),
            _ => sex,
        };
        items.push((Item::Sex, sex));
        let birth = self.text(record, "birth_date", Field::DateOfBirth);
        let birth = birth.expose();
        if !is_unset(birth) {
            // Cut by characters: of four, two and two, or what there is of them.
            let cut = |from: usize, to: usize| -> Personal {
                let part: String = birth.chars().skip(from).take(to - from).collect();
                part.trim().into()
            };
            items.push((Item::BirthYear, cut(0, 4)));
            items.push((Item::BirthMonth, cut(4, 6)));
            items.push((Item::BirthDay, cut(6, usize::MAX)));
        }
        items
    }

    fn agreed(&mut self, record: &[u8]) -> Option<String> {
        let agreed = self.text(record, "terms_agreed", Field::Terms);
        let version = self.text(record, "terms_version", Field::Terms);
        (agreed.expose() == "1").then(|| version.expose().to_owned())
    }

    /// Where a field's bytes could not be read.
    fn unreadable_at(&self, field: Field) -> Option<usize> {
        self.unreadable.iter().find(|(which, _)| *which == field).map(|(_, at)| *at)
    }

    fn problem(&self, report: &FieldReport) -> u16 {
        if self.unreadable_at(report.field).is_some() {
            return Code::RecordUnreadable.number();
        }
        // The repeated address cannot be held against one that could not be read.
        if report.field == Field::EmailConfirmation && self.unreadable_at(Field::Email).is_some() {
            return 0;
        }
        report.problem.as_ref().map_or(0, |problem| problem.code().number())
    }

    /// The `TOROKU_RESULT_…` of the record.
    pub(crate) fn status(&self) -> RecordResult {
        match self.shape {
            Shape::Whole if self.reports.iter().all(|report| self.problem(report) == 0) => {
                RecordResult::Good
            }
            Shape::Whole => RecordResult::Problems,
            Shape::Short => RecordResult::Short,
            Shape::Long => RecordResult::Long,
            Shape::Empty => RecordResult::Empty,
        }
    }

    pub(crate) fn first_finding(&self, field: Field) -> Option<Finding> {
        if let Some(at) = self.unreadable_at(field) {
            let position = u32::try_from(at + 1).expect("a record is shorter than 4 GiB");
            return Some(Finding::Problem(Problem::unreadable(field, position)));
        }
        let report = self.reports.iter().find(|report| report.field == field)?;
        if let Some(problem) = report.problem.as_ref().filter(|_| self.problem(report) > 0) {
            return Some(Finding::Problem(problem.clone()));
        }
        report.notices.first().cloned().map(Finding::Notice)
    }

    /// Registers a good record: the commit that the host is to make.
    pub(crate) fn register(&mut self, issue: &Issue<'_>) -> Outcome<Option<Effect>> {
        if self.status() != RecordResult::Good {
            return Ok(None);
        }
        // Anew, under the record's own entropy: the key and the user ID come from it.
        let draft = self.registration.state().draft().ok_or(Status::Bug)?;
        let items = Item::ALL.iter().filter_map(|item| Some((*item, draft.text(*item)?.into())));
        let items: Vec<(Item, Personal)> = items.collect();
        let version = self.registration.state().agreed_terms().ok_or(Status::Bug)?.to_owned();
        self.registration = Registration::new();
        self.open(issue.entropy.clone())?;
        self.handle(Input::Fill { items })?;
        self.handle(Input::Agree { version })?;
        self.handle(Input::Confirm)?;
        let digest = self.registration.confirmation().ok_or(Status::Bug)?.digest;
        self.handle(Input::Register { digest, language: issue.language })?;
        self.issue(issue.number).map(Some)
    }

    fn issue(&mut self, number: u64) -> Outcome<Effect> {
        /// A store that has taken this many candidates of one record answers wrongly.
        const MOST_TAKEN: u64 = 1_000;
        let mut taken = 0;
        loop {
            let effect = self.registration.next_effect(&self.settings.policy);
            match effect.ok_or(Status::Bug)? {
                Effect::ReserveNumber { .. } => self.handle(Input::NumberReserved { number })?,
                Effect::ReserveUserId { .. } if number > MOST_TAKEN => {
                    return Err(Status::OutOfRange);
                }
                Effect::ReserveUserId { user_id, .. } if taken < number => {
                    taken += 1;
                    self.handle(Input::UserIdTaken { user_id })?
                }
                Effect::ReserveUserId { user_id, .. } => {
                    self.handle(Input::UserIdReserved { user_id })?
                }
                commit @ Effect::Commit(_) => return Ok(commit),
            };
        }
    }

    /// The result record.
    pub(crate) fn result(&mut self, commit: Option<&Effect>) -> Outcome<Zeroizing<Vec<u8>>> {
        let mut result = Zeroizing::new(vec![b' '; result_size()]);
        let status = self.status();
        put_digits(part_mut(RESULT, &mut result, "status"), status.number());
        part_mut(RESULT, &mut result, "host_key").copy_from_slice(&self.host_key);
        for list in ["problems", "notices", "converted"] {
            part_mut(RESULT, &mut result, list).fill(b'0');
        }
        for (at, report) in self.reports.iter().enumerate() {
            let problems = part_mut(RESULT, &mut result, "problems");
            put_digits(&mut problems[4 * at..][..4], self.problem(report).into());
            let notice = report.notices.first().map_or(0, |notice| notice.code().number());
            let notices = part_mut(RESULT, &mut result, "notices");
            put_digits(&mut notices[4 * at..][..4], notice.into());
            let is_converted = !report.conversions.is_empty();
            part_mut(RESULT, &mut result, "converted")[at] = b'0' + u8::from(is_converted);
        }
        if status == RecordResult::Good {
            self.put_values(&mut result)?;
        }
        if let Some(Effect::Commit(record)) = commit {
            let user_id: UserId = record.user_id;
            put(&mut result, "user_id", user_id.as_str(), self.encoding)?;
            put(&mut result, "mail_key", &record.key.to_string(), self.encoding)?;
        }
        Ok(result)
    }

    fn put_values(&mut self, result: &mut [u8]) -> Outcome {
        if self.registration.confirmation().is_none() {
            self.handle(Input::Confirm)?;
        }
        let values = match self.registration.state() {
            toroku::State::Confirmation(confirmation) => confirmation.confirmed(),
            toroku::State::Issuing(issuing) => issuing.confirmed(),
            toroku::State::Start(_) | toroku::State::Entry(_) | toroku::State::Completion(_) => {
                return Err(Status::Bug);
            }
        };
        let sex = match values.sex() {
            toroku::Sex::Male => "1",
            toroku::Sex::Female => "2",
        };
        let date = values.date_of_birth().iso().replace('-', "");
        for (name, text) in [
            ("user_name", values.user_name().as_str()),
            ("sex", sex),
            ("birth_date", &date),
            ("municipality", &values.municipality().code()),
            ("municipality_name", &values.municipality().full_name()),
            ("street_address", values.street_address().as_str()),
            ("phone", values.phone().as_str()),
            ("email", values.email().as_str()),
            ("user_type", values.user_type().name()),
            ("terms_version", values.terms_version()),
        ] {
            put(result, name, text, self.encoding)?;
        }
        Ok(())
    }
}

fn put(result: &mut [u8], name: &str, text: &str, encoding: Encoding) -> Outcome {
    let bytes = encoding.write(text)?;
    let place = part_mut(RESULT, result, name);
    place.get_mut(..bytes.len()).ok_or(Status::Unwritable)?.copy_from_slice(&bytes);
    Ok(())
}

/// A number in digits, with zeros before it, over the whole place.
fn put_digits(place: &mut [u8], number: u32) {
    let mut rest = number;
    for digit in place.iter_mut().rev() {
        *digit = b'0' + u8::try_from(rest % 10).expect("one digit");
        rest /= 10;
    }
}
