//! What the host decides about passwords and links.

use alloc::vec::Vec;

use thiserror::Error;

/// The most characters a policy can allow: few enough that [`MAX_ITEM_BYTES`](crate::typed::MAX_ITEM_BYTES)
/// always holds them, however they are encoded before normalisation (at most nine bytes each).
const LENGTH_LIMIT: u16 = 256;

crate::password_rules_table! { [crate::vocabulary] [] }

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
    settings: Settings,
    reminder_days: Vec<u16>,
    hash_cost: HashCost,
}

impl Default for PasswordPolicy {
    fn default() -> Self {
        Self::new(PasswordRules::NistB4)
    }
}

impl PasswordPolicy {
    /// `rules` with their own lengths and the defaults of the other settings: see [`Setting`](crate::Setting).
    /// Reminders 30 and 7 days before a password's end; the default [`HashCost`].
    pub fn new(rules: PasswordRules) -> Self {
        Self {
            rules,
            settings: Settings::of(rules),
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
        (self.settings.min_length, self.settings.max_length) = (min, max);
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

    /// How long a link counts in whole hours, as a mail says it: rounded down, at least 1.
    pub fn link_lifetime_hours(&self) -> u32 {
        (self.link_lifetime() / 3600).max(1)
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

macro_rules! settings {
    ($(#[$doc:meta])* $name:ident $table:literal
        policy $policy:tt
        rules $rules:tt
        password { $(
            $(#[$row:meta])* $number:literal $variant:ident $text:literal
                $field:ident: $type:ident = $default:expr, in $span:expr, $with:ident
                $error:ident $message:literal;
        )* }
        lengths { $(
            $(#[$length:meta])* $length_number:literal $length_variant:ident $length_text:literal
                $length_field:ident: $($of:ident $length_default:literal),*;
        )* }
    ) => {
        /// The settings of the table.
        #[derive(Clone, Debug, PartialEq, Eq)]
        struct Settings {
            $($length_field: u16,)*
            $($field: $type,)*
        }

        impl Settings {
            /// The defaults under these rules.
            fn of(rules: PasswordRules) -> Self {
                Self {
                    $($length_field: match rules { $(PasswordRules::$of => $length_default,)* },)*
                    $($field: $default,)*
                }
            }
        }

        impl PasswordPolicy {
            $(
                $(#[$row])*
                ///
                /// # Errors
                #[doc = concat!("[`PasswordPolicyError::", stringify!($error), "`]: ", $message, ".")]
                pub fn $with(mut self, $field: $type) -> Result<Self, PasswordPolicyError> {
                    if !($span).contains(&$field) {
                        return Err(PasswordPolicyError::$error);
                    }
                    self.settings.$field = $field;
                    Ok(self)
                }

                $(#[$row])*
                pub fn $field(&self) -> $type {
                    self.settings.$field
                }
            )*
            $(
                $(#[$length])*
                pub fn $length_field(&self) -> u16 {
                    self.settings.$length_field
                }
            )*
        }

        /// A setting that cannot be.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
        pub enum PasswordPolicyError {
            /// See [`PasswordPolicy::with_lengths`].
            #[error(
                "password lengths must be 8 to 256, the most not below the fewest, under nist-b4 at least 64"
            )]
            Lengths,
            $(
                #[doc = concat!("See [`PasswordPolicy::", stringify!($with), "`].")]
                #[error($message)]
                $error,
            )*
            /// See [`PasswordPolicy::with_reminder_days`].
            #[error("up to 8 different reminders, 1 to 300 days before the end")]
            Reminders,
            /// See [`HashCost::new`].
            #[error("hash cost must be 8 KiB a lane to 1 GiB, 1 to 16 passes and 1 to 16 lanes")]
            Cost,
        }
    };
}

crate::setting_table! { [settings] }
