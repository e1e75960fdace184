//! What the rules look at.

use time::Date;

use crate::form::Form;
use crate::instant::Instant;
use crate::item::Item;
use crate::policy::Policy;
use crate::typed::Typed;

/// An entry and all that its check needs beside it.
pub(crate) struct Entered<'a> {
    pub(crate) form: &'a Form<'a>,
    now: Instant,
    policy: &'a Policy,
    /// How many more questions a suggestion may lead to, its own among them.
    questions: u8,
}

impl<'a> Entered<'a> {
    pub(crate) fn new(form: &'a Form<'a>, now: Instant, policy: &'a Policy) -> Self {
        Self { form, now, policy, questions: 2 }
    }

    /// The text of an item as it was given, of any length.
    pub(crate) fn text(&self, item: Item) -> &'a str {
        self.form.text(item)
    }

    /// The same cut at the limit; `None` where nothing was entered.
    pub(crate) fn typed(&self, item: Item) -> Option<Typed<'a>> {
        self.form.typed(item)
    }

    /// The version of the Terms of Use that is agreed to.
    pub(crate) fn agreed(&self) -> Option<&'a str> {
        self.form.agreed()
    }

    /// The same with the texts of `form`, one question later.
    pub(crate) fn after_question<'b>(&self, form: &'b Form<'b>) -> Entered<'b>
    where
        'a: 'b,
    {
        let questions = self.questions.saturating_sub(1);
        Entered { form, now: self.now, policy: self.policy, questions }
    }

    pub(crate) fn questions(&self) -> u8 {
        self.questions
    }

    /// The day in Japan.
    pub(crate) fn today(&self) -> Date {
        self.now.date_in_japan()
    }

    pub(crate) fn policy(&self) -> &'a Policy {
        self.policy
    }

    pub(crate) fn is_strict(&self) -> bool {
        self.policy.is_strict()
    }
}
