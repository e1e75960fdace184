//! What the suites of this package share: one registration of a made-up person, and a store that is a folder.

use std::fs;
use std::path::{Path, PathBuf};

use toroku::password::{HashCost, PasswordPolicy};
use toroku::{
    Category, Effect, Entropy, Guard, Input, Instant, Item, Language, Policy, Registration, State,
};

/// The person. Each text is found nowhere else, so that it is known wherever it turns up.
pub const TYPED: [(Item, &str); 11] = [
    (Item::UserName, "Canaryname Surcanary"),
    (Item::Sex, "female"),
    (Item::BirthYear, "1987"),
    (Item::BirthMonth, "11"),
    (Item::BirthDay, "23"),
    (Item::Municipality, "北海道札幌市中央区"),
    (Item::StreetAddress, "カナリア町7-7-7ﾊｲﾂ"),
    (Item::Phone, "03-7777-8888"),
    (Item::Email, "canary..mail@gmial.com"),
    (Item::EmailConfirmation, "canary..mail@gmial.com"),
    (Item::UserType, "applicant_at_counter"),
];

/// The secret of the registration.
pub const ENTROPY: [u8; 32] = *b"canary of entropy 32 bytes long!";

/// The moment at which all of it happens.
pub const NOW: i64 = 1_700_000_000;

/// The policy, with the cheapest hash there is.
///
/// # Panics
/// Never: its settings are good.
pub fn policy() -> Policy {
    let cost = HashCost::new(8, 1, 1).expect("the least cost there is");
    Policy::new("terms-1", "https://registration.example/password")
        .expect("a good address")
        .with_password(PasswordPolicy::default().with_hash_cost(cost))
}

/// A host's store: the snapshot and the records are files, written whole or not at all.
pub struct Store {
    folder: PathBuf,
}

impl Store {
    /// The store in this folder, which must be there.
    pub fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        let new = self.folder.join("new");
        fs::write(&new, bytes).expect("the folder can be written");
        fs::rename(new, self.folder.join(name)).expect("a file can be renamed");
    }

    fn read(&self, name: &str) -> Option<Vec<u8>> {
        fs::read(self.folder.join(name)).ok()
    }

    /// Every record: its key, its user ID and the mail that goes with it.
    ///
    /// # Panics
    /// Where the folder cannot be read.
    pub fn records(&self) -> Vec<String> {
        let files = fs::read_dir(&self.folder).expect("the folder can be read");
        let names = files.map(|file| file.expect("it can be listed").path());
        let records = names.filter(|path| path.extension().is_some_and(|e| e == "record"));
        let mut texts: Vec<String> =
            records.map(|path| fs::read_to_string(path).expect("it can be read")).collect();
        texts.sort();
        texts
    }
}

/// A host that does the whole registration from wherever its store says it stands. `engine` is put around every
/// call of the engine and nothing else.
///
/// # Panics
/// Where the engine does what it should not.
pub fn run(store: &Store, engine: &dyn Fn(&mut dyn FnMut())) {
    let policy = policy();
    let now = Instant::from_unix_seconds(NOW);
    let guard = Guard::default();
    loop {
        let mut registration = Registration::new();
        if let Some(bytes) = store.read("snapshot") {
            engine(&mut || {
                registration = Registration::restore(&bytes, &guard).expect("as it was saved");
            });
        }
        let mut effect = None;
        engine(&mut || effect = registration.next_effect(&policy));
        let input = match (effect, registration.state()) {
            (Some(Effect::ReserveUserId { user_id, .. }), _) => Input::UserIdReserved { user_id },
            (Some(Effect::ReserveNumber { .. } | Effect::Submit(_)), _) => {
                panic!("user IDs are random here")
            }
            (Some(Effect::Commit(record)), _) => {
                let mail = record.notification.text().expose();
                let text = format!("{} {} {mail}", record.key.expose(), record.user_id);
                let name = format!("{}.record", record.key.expose());
                match store.read(&name) {
                    Some(known) => {
                        assert_eq!(known, text.as_bytes(), "another record under this key");
                    }
                    None => store.write(&name, text.as_bytes()),
                }
                Input::Committed { key: record.key }
            }
            (None, state) => match next_input(state) {
                Some(input) => input,
                None => return,
            },
        };
        let mut input = Some(input);
        let mut saved = Vec::new();
        engine(&mut || {
            let input = input.take().expect("called once");
            registration.handle(input, now, &policy).expect("the host does as it should");
            saved = registration.save(&guard);
        });
        store.write("snapshot", &saved);
    }
}

/// What the applicant does next; `None` once registered.
fn next_input(state: &State) -> Option<Input> {
    Some(match state {
        State::Start(_) => Input::ChooseCategory {
            category: Category::ApplicantAtCounter,
            entropy: Entropy::new(ENTROPY),
        },
        State::Entry(registration) if registration.draft().is_empty() => {
            Input::Fill { items: TYPED.map(|(item, text)| (item, text.into())).to_vec() }
        }
        State::Entry(registration) if registration.agreed_terms().is_none() => {
            Input::Agree { version: "terms-1".into() }
        }
        State::Entry(_) => Input::Confirm,
        State::Confirmation(confirmation) => Input::Register {
            digest: confirmation.confirmed().digest(),
            language: Language::ENGLISH,
        },
        State::Issuing(_) => unreachable!("an effect waits there"),
        State::Completion(_) => return None,
    })
}
