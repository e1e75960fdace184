//! The texts of one entry, borrowed: for hosts that check records instead of leading a registration.

use alloc::vec::Vec;
use core::fmt;

use crate::check::Checker;
use crate::confirmation::Confirmed;
use crate::draft::Draft;
use crate::field::{Field, Item, Typed};
use crate::instant::Instant;
use crate::policy::Policy;
use crate::problem::Problem;
use crate::report::{FieldReport, FormReport, Verdict};

/// One entry's texts where the host holds them already: a line of a batch, a row of a table, a page as it
/// was submitted.
///
/// Checked by the same rules as a registration's STEP1, without a registration: nothing is copied, and where there is
/// nothing to tell nothing is allocated.
///
/// ```
/// use toroku::{Code, Form, Instant, Item, Policy};
///
/// let policy = Policy::new("2023-03", "https://registration.example/password")?;
/// let now = Instant::from_unix_seconds(1_700_000_000);
/// let mut form = Form::new();
/// form.set(Item::UserName, "HOUMU TARO").set(Item::Sex, "male");
/// form.set(Item::BirthYear, "2000").set(Item::BirthMonth, "01").set(Item::BirthDay, "01");
/// form.set(Item::Municipality, "011011").set(Item::StreetAddress, "１－１－１　緑ヶ関ハイツ２０２号");
/// form.set(Item::Phone, "0312345678");
/// form.set(Item::Email, "user01@ens-test.com").set(Item::EmailConfirmation, "user01@ens-test.com");
/// form.set(Item::UserType, "applicant_at_counter").agree("2023-03");
/// assert!(form.check(now, &policy).is_empty());
///
/// form.set(Item::UserName, "Houmu Taro").set(Item::Phone, "03-1234-567O");
/// let report = form.check(now, &policy);
/// assert_eq!(report.problems[0].code(), Code::PhoneChar);
/// assert_eq!(report.conversions[0].after().expose(), "HOUMU TARO");
/// # Ok::<(), toroku::PolicyError>(())
/// ```
#[derive(Clone, Copy, Default)]
pub struct Form<'a> {
    texts: [&'a str; Item::ALL.len()],
    agreed: Option<&'a str>,
    /// Where the texts are a draft's, which knows how long they were before it cut them.
    draft: Option<&'a Draft>,
}

impl<'a> Form<'a> {
    /// An entry with nothing in it.
    pub fn new() -> Self {
        Self::default()
    }

    /// An entry with a text for every item, in the order of [`Item::ALL`], empty where there is none, and
    /// the version of the Terms of Use that is agreed to. The quickest way to fill one.
    ///
    /// ```
    /// use toroku::{Field, Form, Instant, Item, Policy};
    ///
    /// let policy = Policy::new("2023-03", "https://registration.example/password")?;
    /// let mut line = "HOUMU TARO,male".split(',');
    /// let form = Form::of(core::array::from_fn(|_| line.next().unwrap_or_default()), None);
    /// let report = form.check(Instant::from_unix_seconds(1_700_000_000), &policy);
    /// assert_eq!(report.problems.len(), 8);
    /// assert_eq!(report.problems[0].field(), Field::DateOfBirth);
    /// # Ok::<(), toroku::PolicyError>(())
    /// ```
    pub fn of(texts: [&'a str; Item::ALL.len()], agreed: Option<&'a str>) -> Self {
        Self { texts, agreed, draft: None }
    }

    /// The text of one item, in place of what was there. Empty text clears it.
    pub fn set(&mut self, item: Item, text: &'a str) -> &mut Self {
        self.texts[item as usize] = text;
        self
    }

    /// The version of the Terms of Use that is agreed to.
    pub fn agree(&mut self, version: &'a str) -> &mut Self {
        self.agreed = Some(version);
        self
    }

    /// Takes the agreement back.
    pub fn disagree(&mut self) -> &mut Self {
        self.agreed = None;
        self
    }

    /// All that the engine has to say about the entry: what Confirm would answer, and what STEP2 would tell.
    pub fn check(&self, now: Instant, policy: &Policy) -> FormReport {
        Checker::new(self, now, policy).report_all()
    }

    /// The same as codes alone, several times quicker where there are problems.
    ///
    /// ```
    /// use toroku::{Code, Field, Form, Instant, Item, Policy};
    ///
    /// let policy = Policy::new("2023-03", "https://registration.example/password")?;
    /// let mut form = Form::new();
    /// form.set(Item::UserName, "O'BRIEN").agree("2023-03");
    /// let verdict = form.verdict(Instant::from_unix_seconds(1_700_000_000), &policy);
    /// assert_eq!(verdict.problem(Field::UserName), Some(Code::NameHyphenApostrophe));
    /// assert_eq!(verdict.problems().count(), 9);
    /// # Ok::<(), toroku::PolicyError>(())
    /// ```
    pub fn verdict(&self, now: Instant, policy: &Policy) -> Verdict {
        Checker::new(self, now, policy).verdict()
    }

    /// The entry's values in the form in which they are registered, or what blocks Confirm.
    ///
    /// ```
    /// use toroku::{Form, Instant, Item, Policy};
    ///
    /// let policy = Policy::new("2023-03", "https://registration.example/password")?;
    /// let now = Instant::from_unix_seconds(1_700_000_000);
    /// let texts = [
    ///     "Houmu Taro", "male", "2000", "1", "1", "01101", "1-1-1 緑ヶ関ハイツ202号", "0312345678",
    ///     "user01@ens-test.com", "user01@ens-test.com", "applicant_at_counter",
    /// ];
    /// let mut form = Form::of(texts, Some("2023-03"));
    /// let confirmed = form.confirm(now, &policy).expect("nothing blocks it");
    /// assert_eq!(confirmed.user_name().as_str(), "HOUMU TARO");
    /// assert_eq!(confirmed.municipality().code(), "011011");
    ///
    /// let problems = form.set(Item::Sex, "").confirm(now, &policy).expect_err("the sex is missing");
    /// assert_eq!(problems.len(), 1);
    /// # Ok::<(), toroku::PolicyError>(())
    /// ```
    ///
    /// # Errors
    /// All problems in field order, one a field at most.
    pub fn confirm(&self, now: Instant, policy: &Policy) -> Result<Confirmed, Vec<Problem>> {
        Checker::new(self, now, policy).check_all().map(|passed| passed.confirmed)
    }

    /// What the engine has to say about one field.
    pub fn report(&self, field: Field, now: Instant, policy: &Policy) -> FieldReport {
        Checker::new(self, now, policy).report(field)
    }

    /// The texts of a draft.
    pub(crate) fn of_draft(
        draft: &'a Draft,
        texts: [&'a str; Item::ALL.len()],
        agreed: Option<&'a str>,
    ) -> Self {
        Self { texts, agreed, draft: Some(draft) }
    }

    /// The text of an item as it was given, of any length.
    pub(crate) fn text(&self, item: Item) -> &'a str {
        self.texts[item as usize]
    }

    pub(crate) fn typed(&self, item: Item) -> Option<Typed<'a>> {
        let typed = Typed::new(self.text(item))?;
        let cut_from = self.draft.and_then(|draft| draft.cut_from(item));
        Some(Typed { cut_from: cut_from.or(typed.cut_from), ..typed })
    }

    pub(crate) fn agreed(&self) -> Option<&'a str> {
        self.agreed
    }
}

impl fmt::Debug for Form<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Form(..)")
    }
}
