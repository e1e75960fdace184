//! The texts of one entry, borrowed: for hosts that check records instead of leading a registration.

use core::fmt;

use crate::draft::Draft;
use crate::item::Item;
use crate::typed::Typed;

/// One entry's texts where the host holds them already: a line of a batch, a row of a table, a page as it
/// was submitted.
///
/// Checked by the same rules as a registration's STEP1, without a registration: nothing is copied, and where there is
/// nothing to report nothing is allocated.
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

    /// The texts of a draft.
    pub(crate) fn of_draft(draft: &'a Draft, agreed: Option<&'a str>) -> Self {
        let typed = |at: usize| draft.text(Item::ALL[at]).unwrap_or_default();
        Self { texts: core::array::from_fn(typed), agreed, draft: Some(draft) }
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
