//! How often something may be done: a number that is had at once and comes back evenly, and pauses that grow where it
//! is used up. The rule alone: what was used is kept in the store.

/// So many failures beyond the number are remembered: they make the pauses grow.
const MOST_BEYOND: i64 = 16;

/// What may be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Allowance {
    most: i64,
    /// Seconds after which one comes back.
    interval: i64,
    pauses: Option<Pauses>,
}

/// How long to wait once the number is used up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pauses {
    /// Seconds of the first pause; each further one is twice as long.
    pub(crate) first: i64,
    /// Seconds of the longest.
    pub(crate) longest: i64,
}

/// What was used of an allowance, as two moments in Unix seconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Used {
    /// When all of it will have come back.
    pub(crate) whole_at: i64,
    /// Before this moment there is nothing to use.
    pub(crate) free_at: i64,
}

impl Used {
    /// What is noted of it, if anything: when all will have come back, and before when there is nothing to use.
    pub(crate) fn of(noted: Option<(i64, i64)>) -> Self {
        noted.map_or_else(Self::default, |(whole_at, free_at)| Self { whole_at, free_at })
    }
}

impl Allowance {
    /// `most` at once, which come back within `window` seconds; `None` where 0 is no limit.
    pub(crate) fn new(most: u32, window: i64, pauses: Option<Pauses>) -> Option<Self> {
        let most = i64::from(most);
        (most > 0).then(|| Self { most, interval: (window / most).max(1), pauses })
    }

    /// Uses one up.
    ///
    /// # Errors
    /// The seconds to wait until there is one; nothing is used up then.
    pub(crate) fn take(self, used: Used, now: i64) -> Result<Used, i64> {
        let Used { whole_at, free_at } = self.believed(used, now);
        if free_at > now {
            return Err(free_at - now);
        }
        let next = whole_at.max(now) + self.interval;
        let beyond = self.level(next, now) - self.most;
        match self.pauses {
            None if beyond > 0 => Err(next - now - self.most * self.interval),
            None => Ok(Used { whole_at: next, free_at: 0 }),
            Some(_) if beyond < 0 => Ok(Used { whole_at: next, free_at: 0 }),
            Some(Pauses { first, longest }) => {
                let pause = (first << beyond.min(MOST_BEYOND)).min(longest);
                let whole_at = next.min(now + (self.most + MOST_BEYOND) * self.interval);
                Ok(Used { whole_at, free_at: now + pause })
            }
        }
    }

    /// Gives back one that was taken. A pause that it began ends.
    pub(crate) fn give_back(self, used: Used, now: i64) -> Used {
        let Used { whole_at, free_at } = self.believed(used, now);
        let whole_at = whole_at - self.interval;
        let is_within = self.level(whole_at, now) < self.most;
        Used { whole_at, free_at: if is_within { 0 } else { free_at } }
    }

    /// How many are used up, one that has begun to come back among them.
    fn level(self, whole_at: i64, now: i64) -> i64 {
        let used = (whole_at - now).max(0);
        used / self.interval + i64::from(used % self.interval > 0)
    }

    /// What was used, but for moments that this rule never sets so far ahead: the clock was ahead when they were
    /// written, or the settings were others. More than the number is remembered with a pause alone.
    fn believed(self, used: Used, now: i64) -> Used {
        let longest = self.pauses.map_or(0, |pauses| pauses.longest);
        let has_pause = self.pauses.is_some() && used.free_at > 0;
        let most = self.most + if has_pause { MOST_BEYOND } else { 0 };
        let is_possible =
            used.whole_at - now <= most * self.interval && used.free_at - now <= longest;
        if is_possible { used } else { Used::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_700_000_000;
    const PAUSES: Option<Pauses> = Some(Pauses { first: 30, longest: 900 });

    /// Takes at each moment: the seconds to wait, or 0.
    fn waits(
        allowance: Allowance,
        used: &mut Used,
        moments: impl IntoIterator<Item = i64>,
    ) -> Vec<i64> {
        let one = |now| match allowance.take(*used, NOW + now) {
            Ok(next) => {
                *used = next;
                0
            }
            Err(wait) => wait,
        };
        moments.into_iter().map(one).collect()
    }

    #[test]
    fn a_number_is_had_at_once_and_comes_back_evenly() {
        let allowance = Allowance::new(3, 300, None).unwrap();
        let mut used = Used::default();
        assert_eq!(
            waits(allowance, &mut used, [0, 0, 1, 1, 99, 100, 100]),
            [0, 0, 0, 99, 1, 0, 100]
        );
        assert_eq!(waits(allowance, &mut used, [1000, 1000, 1000, 1000]), [0, 0, 0, 100]);
        assert_eq!(Allowance::new(0, 300, None), None);
        // More than one a second is one a second.
        assert_eq!(Allowance::new(1_000_000, 3600, None).unwrap().interval, 1);
    }

    #[test]
    fn pauses_grow_from_the_first_to_the_longest() {
        let allowance = Allowance::new(5, 3600, PAUSES).unwrap();
        let mut used = Used::default();
        let mut now = 0;
        assert_eq!(waits(allowance, &mut used, [0; 5]), [0; 5]);
        // As failures are forgotten meanwhile, it comes to about as many as are forgotten.
        for pause in [30, 60, 120, 240, 480, 480, 900, 480, 900, 480] {
            assert_eq!(waits(allowance, &mut used, [now, now + pause - 1]), [pause, 1]);
            now += pause;
            assert_eq!(waits(allowance, &mut used, [now]), [0]);
        }
        // A refused try makes nothing longer, and what was used comes back in the end.
        let waited = waits(allowance, &mut used, (now..now + 400).step_by(9));
        assert!(waited.iter().zip(waited.iter().skip(1)).all(|(one, next)| *next == one - 9));
        assert_eq!(waits(allowance, &mut used, [now + 21 * 720; 5]), [0; 5]);
        // However long they went on, they are forgotten within so long.
        for number in 0..100 {
            waits(allowance, &mut used, [now + number * 1000]);
        }
        assert!(used.whole_at <= NOW + now + 99_000 + 21 * 720);
    }

    #[test]
    fn what_is_given_back_was_never_taken() {
        let allowance = Allowance::new(2, 3600, PAUSES).unwrap();
        let mut used = Used::default();
        for _ in 0..10 {
            assert_eq!(waits(allowance, &mut used, [0, 0, 0]), [0, 0, 30]);
            used = allowance.give_back(allowance.give_back(used, NOW), NOW);
        }
        // The pause of a failure stays though another one is given back later.
        assert_eq!(waits(allowance, &mut used, [0, 0, 30, 30]), [0, 0, 0, 60]);
        used = allowance.give_back(used, NOW + 30);
        assert_eq!(waits(allowance, &mut used, [31]), [59]);
        used = allowance.give_back(Used::default(), NOW);
        assert_eq!(waits(allowance, &mut used, [0, 0, 0]), [0, 0, 30]);
    }

    #[test]
    fn a_clock_that_was_ahead_makes_nobody_wait() {
        const YEAR: i64 = 365 * 86_400;
        for pauses in [None, PAUSES] {
            let allowance = Allowance::new(2, 3600, pauses).unwrap();
            let mut used = Used::default();
            waits(allowance, &mut used, [YEAR; 9]);
            assert_eq!(waits(allowance, &mut used, [0, 0]), [0, 0]);
            assert!(allowance.take(used, NOW).is_err());
        }
        // By days too: one mail at a mailbox, and one mistyped password.
        for (most, window, pauses) in [(10, 86_400, None), (5, 3600, PAUSES)] {
            let allowance = Allowance::new(most, window, pauses).unwrap();
            for ahead in [window, 2 * window, 3 * window, 4 * window] {
                let mut used = Used::default();
                assert_eq!(waits(allowance, &mut used, [ahead]), [0]);
                let most = usize::try_from(most).unwrap();
                assert_eq!(waits(allowance, &mut used, vec![0; most]), vec![0; most], "{ahead}");
            }
        }
    }
}
