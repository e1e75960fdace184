//! What the host decides about passwords and links.

use alloc::vec::Vec;

use thiserror::Error;

/// The most characters a policy can allow: few enough that [`MAX_ITEM_BYTES`](crate::field::MAX_ITEM_BYTES)
/// always holds them, however they are encoded before normalisation (at most nine bytes each).
const LENGTH_LIMIT: u16 = 256;

/// Which rules a new password must meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordRules {
    /// NIST SP 800-63B-4: length counts, composition does not. 15 to 128 characters unless set
    /// otherwise, of any script; not one of those that are guessed first; without the account's user ID,
    /// name or e-mail address.
    NistB4,
    /// As older systems have it: 8 to 32 characters of printable ASCII, a letter, a digit and a
    /// sign (the space is none) among them; without the account's user ID, name or e-mail address. There is no
    /// block list.
    Legacy,
}

/// The rules for passwords, links and reminders.
///
/// ```
/// use toroku::password::{PasswordPolicy, PasswordRules};
/// let policy = PasswordPolicy::default().with_lengths(20, 64)?.with_links_per_day(3)?;
/// assert_eq!(policy.rules(), PasswordRules::NistB4);
/// assert_eq!((policy.min_length(), policy.max_length()), (20, 64));
/// assert!(PasswordPolicy::default().with_lengths(4, 64).is_err());
/// # Ok::<(), toroku::password::PasswordPolicyError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasswordPolicy {
    rules: PasswordRules,
    min_length: u16,
    max_length: u16,
    link_lifetime: u32,
    max_failures: u8,
    links_per_day: u8,
    validity_years: u8,
    reminder_days: Vec<u16>,
    hash_cost: HashCost,
}

impl Default for PasswordPolicy {
    fn default() -> Self {
        Self::new(PasswordRules::NistB4)
    }
}

impl PasswordPolicy {
    /// `rules` with their own lengths; links for 24 hours, 5 failures each, 5 a day; passwords for one
    /// year, reminders 30 and 7 days before its end; the default [`HashCost`].
    pub fn new(rules: PasswordRules) -> Self {
        let (min_length, max_length) = match rules {
            PasswordRules::NistB4 => (15, 128),
            PasswordRules::Legacy => (8, 32),
        };
        Self {
            rules,
            min_length,
            max_length,
            link_lifetime: 86_400,
            max_failures: 5,
            links_per_day: 5,
            validity_years: 1,
            reminder_days: alloc::vec![30, 7],
            hash_cost: HashCost::default(),
        }
    }

    /// The fewest and most characters (Unicode code points after NFC) of a password.
    ///
    /// # Errors
    /// [`PasswordPolicyError::Lengths`] unless 8 ≤ `min` ≤ `max` ≤ 256, and under
    /// [`PasswordRules::NistB4`] `max` ≥ 64.
    pub fn with_lengths(mut self, min: u16, max: u16) -> Result<Self, PasswordPolicyError> {
        let least_max = match self.rules {
            PasswordRules::NistB4 => 64,
            PasswordRules::Legacy => min,
        };
        if min < 8 || max < min || max < least_max || max > LENGTH_LIMIT {
            return Err(PasswordPolicyError::Lengths);
        }
        (self.min_length, self.max_length) = (min, max);
        Ok(self)
    }

    /// How many seconds a link can be used; it counts for the links made from now on.
    ///
    /// # Errors
    /// [`PasswordPolicyError::LinkLifetime`] outside a minute to 30 days.
    pub fn with_link_lifetime(mut self, seconds: u32) -> Result<Self, PasswordPolicyError> {
        if !(60..=30 * 86_400).contains(&seconds) {
            return Err(PasswordPolicyError::LinkLifetime);
        }
        self.link_lifetime = seconds;
        Ok(self)
    }

    /// How many wrong tokens make the account's link void.
    ///
    /// # Errors
    /// [`PasswordPolicyError::MaxFailures`] outside 1 to 100.
    pub fn with_max_failures(mut self, failures: u8) -> Result<Self, PasswordPolicyError> {
        if !(1..=100).contains(&failures) {
            return Err(PasswordPolicyError::MaxFailures);
        }
        self.max_failures = failures;
        Ok(self)
    }

    /// How many links are made within any 24 hours, the notification's among them. Any 24 hours rather
    /// than a calendar day, so that no midnight doubles it.
    ///
    /// # Errors
    /// [`PasswordPolicyError::LinksPerDay`] outside 1 to 100.
    pub fn with_links_per_day(mut self, links: u8) -> Result<Self, PasswordPolicyError> {
        if !(1..=100).contains(&links) {
            return Err(PasswordPolicyError::LinksPerDay);
        }
        self.links_per_day = links;
        Ok(self)
    }

    /// How many years a password is valid; it counts for the passwords set from now on.
    ///
    /// It is valid to the end of the same calendar day, in Japan, that many years later; set on 29
    /// February, to the end of 28 February where that year has no 29th.
    ///
    /// # Errors
    /// [`PasswordPolicyError::Validity`] outside 1 to 10.
    pub fn with_validity_years(mut self, years: u8) -> Result<Self, PasswordPolicyError> {
        if !(1..=10).contains(&years) {
            return Err(PasswordPolicyError::Validity);
        }
        self.validity_years = years;
        Ok(self)
    }

    /// How many days before its end a password is reminded of; none where the slice is empty.
    ///
    /// # Errors
    /// [`PasswordPolicyError::Reminders`] for more than 8, one that is 0 or above 300, or a repetition.
    pub fn with_reminder_days(mut self, days: &[u16]) -> Result<Self, PasswordPolicyError> {
        if days.len() > 8 {
            return Err(PasswordPolicyError::Reminders);
        }
        let mut sorted: Vec<u16> = Vec::with_capacity(days.len());
        for day in days {
            let at = sorted.partition_point(|later| later > day);
            if !(1..=300).contains(day) || sorted.get(at) == Some(day) {
                return Err(PasswordPolicyError::Reminders);
            }
            sorted.insert(at, *day);
        }
        self.reminder_days = sorted;
        Ok(self)
    }

    /// The cost of hashing; it counts for the passwords set from now on.
    #[must_use]
    pub fn with_hash_cost(mut self, cost: HashCost) -> Self {
        self.hash_cost = cost;
        self
    }

    /// Which rules a new password must meet.
    pub fn rules(&self) -> PasswordRules {
        self.rules
    }

    /// The fewest characters of a password.
    pub fn min_length(&self) -> u16 {
        self.min_length
    }

    /// The most characters of a password.
    pub fn max_length(&self) -> u16 {
        self.max_length
    }

    /// Seconds for which a link can be used.
    pub fn link_lifetime(&self) -> u32 {
        self.link_lifetime
    }

    /// How long a link counts in whole hours, as a mail says it: rounded down, at least 1.
    pub(crate) fn link_lifetime_hours(&self) -> u32 {
        (self.link_lifetime() / 3600).max(1)
    }

    /// Wrong tokens that make a link void.
    pub fn max_failures(&self) -> u8 {
        self.max_failures
    }

    /// Links made within 24 hours.
    pub fn links_per_day(&self) -> u8 {
        self.links_per_day
    }

    /// Years for which a password is valid.
    pub fn validity_years(&self) -> u8 {
        self.validity_years
    }

    /// Days before a password's end at which it is reminded of, the most first.
    pub fn reminder_days(&self) -> &[u16] {
        &self.reminder_days
    }

    /// The cost of hashing.
    pub fn hash_cost(&self) -> HashCost {
        self.hash_cost
    }
}

/// What one Argon2id hash costs. The default is OWASP's: 19 MiB, 2 passes, 1 lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HashCost {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
}

impl HashCost {
    /// The cost: memory in KiB, passes over it, and lanes (they are computed one after the other).
    ///
    /// Less than the default is for tests and for devices that cannot bear it.
    ///
    /// # Errors
    /// [`PasswordPolicyError::Cost`] unless 8 × `lanes` ≤ `memory_kib` ≤ 1 GiB, and passes and lanes are
    /// 1 to 16.
    pub fn new(memory_kib: u32, passes: u32, lanes: u32) -> Result<Self, PasswordPolicyError> {
        let few = 1..=16;
        if !few.contains(&passes)
            || !few.contains(&lanes)
            || !(8 * lanes..=1024 * 1024).contains(&memory_kib)
        {
            return Err(PasswordPolicyError::Cost);
        }
        Ok(Self { memory_kib, passes, lanes })
    }

    /// Memory, in KiB.
    pub fn memory_kib(self) -> u32 {
        self.memory_kib
    }

    /// Passes over the memory.
    pub fn passes(self) -> u32 {
        self.passes
    }

    /// Lanes.
    pub fn lanes(self) -> u32 {
        self.lanes
    }
}

impl Default for HashCost {
    fn default() -> Self {
        Self { memory_kib: 19_456, passes: 2, lanes: 1 }
    }
}

/// A setting that cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PasswordPolicyError {
    /// See [`PasswordPolicy::with_lengths`].
    #[error(
        "password lengths must be 8 to 256, the most not below the fewest, under nist-b4 at least 64"
    )]
    Lengths,
    /// See [`PasswordPolicy::with_link_lifetime`].
    #[error("a link must be usable for a minute to 30 days")]
    LinkLifetime,
    /// See [`PasswordPolicy::with_max_failures`].
    #[error("1 to 100 failures must make a link void")]
    MaxFailures,
    /// See [`PasswordPolicy::with_links_per_day`].
    #[error("1 to 100 links must be allowed a day")]
    LinksPerDay,
    /// See [`PasswordPolicy::with_validity_years`].
    #[error("a password must be valid for 1 to 10 years")]
    Validity,
    /// See [`PasswordPolicy::with_reminder_days`].
    #[error("up to 8 different reminders, 1 to 300 days before the end")]
    Reminders,
    /// See [`HashCost::new`].
    #[error("hash cost must be 8 KiB a lane to 1 GiB, 1 to 16 passes and 1 to 16 lanes")]
    Cost,
}

#[cfg(test)]
mod tests {
    use super::*;
    use PasswordPolicyError as E;

    #[test]
    fn every_figure_has_its_span() {
        let nist = PasswordPolicy::default;
        let legacy = || PasswordPolicy::new(PasswordRules::Legacy);
        for (min, max, good) in [
            (8, 64, true),
            (7, 64, false),
            (15, 63, false),
            (65, 64, false),
            (15, 256, true),
            (15, 257, false),
        ] {
            assert_eq!(nist().with_lengths(min, max).is_ok(), good, "{min} {max}");
        }
        assert!(legacy().with_lengths(8, 8).is_ok());
        assert_eq!(legacy().with_lengths(9, 8), Err(E::Lengths));
        for (seconds, good) in [(59, false), (60, true), (2_592_000, true), (2_592_001, false)] {
            assert_eq!(nist().with_link_lifetime(seconds).is_ok(), good);
        }
        for (number, good) in [(0, false), (1, true), (100, true), (101, false)] {
            assert_eq!(nist().with_max_failures(number).is_ok(), good);
            assert_eq!(nist().with_links_per_day(number).is_ok(), good);
        }
        for (years, good) in [(0, false), (1, true), (10, true), (11, false)] {
            assert_eq!(nist().with_validity_years(years).is_ok(), good);
        }
        assert_eq!(nist().with_reminder_days(&[7, 30]).unwrap().reminder_days(), [30, 7]);
        assert!(nist().with_reminder_days(&[]).is_ok());
        for days in [&[0][..], &[301], &[7, 7], &[1, 2, 3, 4, 5, 6, 7, 8, 9]] {
            assert_eq!(nist().with_reminder_days(days), Err(E::Reminders));
        }
    }

    #[test]
    fn a_cost_is_one_that_argon2_takes() {
        for (memory, passes, lanes, good) in [
            (8, 1, 1, true),
            (7, 1, 1, false),
            (16, 1, 2, true),
            (15, 1, 2, false),
            (8, 0, 1, false),
            (8, 17, 1, false),
            (8, 1, 0, false),
            (1024, 1, 17, false),
            (1_048_577, 1, 1, false),
        ] {
            assert_eq!(
                HashCost::new(memory, passes, lanes).is_ok(),
                good,
                "{memory} {passes} {lanes}"
            );
        }
    }
}
