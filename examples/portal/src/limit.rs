//! What one address may ask of this instance. Kept in memory: each instance counts for itself, and a restart
//! forgets. What is counted for all instances together, failed logins and mails to one mailbox, is in the store.

use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock;
use governor::middleware::NoOpMiddleware;
use governor::nanos::Nanos;
use governor::state::StateStore;
use governor::state::keyed::{HashMapStateStore, ShrinkableKeyedStateStore};
use governor::{Quota, RateLimiter};

use crate::clock::Clock;
use crate::config::Limits;

/// Addresses counted apart at a time; the rest share one count, so that many addresses take no more memory.
const MAX_ADDRESSES: usize = 50_000;

/// What the addresses of the last minute have used of their shares.
#[derive(Debug)]
pub(crate) struct Limiter {
    forms: Share,
    sessions: Share,
    link_tries: Share,
}

impl Limiter {
    /// Counts against these limits.
    pub(crate) fn new(limits: &Limits, clock: &Clock) -> Self {
        Self {
            forms: Share::new(limits.forms_per_minute, clock),
            sessions: Share::new(limits.sessions_per_minute, clock),
            link_tries: Share::new(limits.link_tries_per_minute, clock),
        }
    }

    /// Whether the address may send one more form.
    pub(crate) fn takes_form(&self, address: IpAddr) -> bool {
        self.forms.takes(address)
    }

    /// Whether the address may begin one more session.
    pub(crate) fn takes_session(&self, address: IpAddr) -> bool {
        self.sessions.takes(address)
    }

    /// Whether the address may open or send one more password link. The engine counts no wrong tokens: that
    /// would let anyone who knows a user ID make its link void.
    pub(crate) fn takes_link_try(&self, address: IpAddr) -> bool {
        self.link_tries.takes(address)
    }

    /// Forgets addresses that have their whole share again.
    pub(crate) fn forget_idle(&self) {
        for share in [&self.forms, &self.sessions, &self.link_tries] {
            if let Some(limiter) = &share.0 {
                limiter.retain_recent();
            }
        }
    }
}

/// As many as the limit at once, and then one more as each part of the minute passes; `None` is no limit.
#[derive(Debug)]
struct Share(Option<RateLimiter<IpAddr, Addresses, Clock, NoOpMiddleware<Duration>>>);

impl Share {
    fn new(per_minute: u32, clock: &Clock) -> Self {
        Self(NonZeroU32::new(per_minute).map(|most| {
            let addresses = Addresses(HashMapStateStore::default());
            RateLimiter::new(Quota::per_minute(most), addresses, clock.clone())
        }))
    }

    fn takes(&self, address: IpAddr) -> bool {
        let limiter = self.0.as_ref();
        limiter.is_none_or(|limiter| limiter.check_key(&network_of(address)).is_ok())
    }
}

impl clock::Clock for Clock {
    type Instant = Duration;

    fn now(&self) -> Duration {
        self.uptime()
    }
}

/// The crate's own map, with an end: the crate's grows with every address that comes.
#[derive(Debug)]
struct Addresses(HashMapStateStore<IpAddr>);

impl StateStore for Addresses {
    type Key = IpAddr;

    fn measure_and_replace<T, F, E>(&self, key: &IpAddr, f: F) -> Result<T, E>
    where
        F: Fn(Option<Nanos>) -> Result<(T, Nanos), E>,
    {
        let known = self.0.lock();
        let is_full = known.len() >= MAX_ADDRESSES && !known.contains_key(key);
        drop(known);
        let shared = IpAddr::V6(Ipv6Addr::UNSPECIFIED);
        self.0.measure_and_replace(if is_full { &shared } else { key }, f)
    }
}

impl ShrinkableKeyedStateStore<IpAddr> for Addresses {
    fn retain_recent(&self, drop_below: Nanos) {
        self.0.retain_recent(drop_below);
    }

    fn len(&self) -> usize {
        self.0.len()
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// What is counted as one: an IPv4 address, or the 64 bits of an IPv6 address that one customer has.
pub(crate) fn network_of(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => IpAddr::V4(address),
        IpAddr::V6(address) => {
            let network = u128::from(address) & !u128::from(u64::MAX);
            IpAddr::V6(network.into())
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicI64, Ordering};

    use super::*;
    use crate::config::Config;

    #[test]
    fn an_address_has_its_share_of_each_minute() {
        let limits = Limits {
            forms_per_minute: 2,
            sessions_per_minute: 0,
            link_tries_per_minute: 1,
            ..Config::default().limits
        };
        let now = Arc::new(AtomicI64::new(59));
        let clock = Arc::clone(&now);
        let clock = Clock::new(move || clock.load(Ordering::Relaxed));
        let limiter = Limiter::new(&limits, &clock);
        let (one, other) = (IpAddr::from([192, 0, 2, 1]), IpAddr::from([192, 0, 2, 2]));
        let taken = [one, one, one, other].map(|address| limiter.takes_form(address));
        assert_eq!(taken, [true, true, false, true]);
        // Half a minute gives one of two back, and the turn of a minute nothing.
        now.store(61, Ordering::Relaxed);
        assert!(!limiter.takes_form(one));
        now.store(59 + 30, Ordering::Relaxed);
        assert_eq!([one, one].map(|address| limiter.takes_form(address)), [true, false]);
        now.store(59 + 90, Ordering::Relaxed);
        assert_eq!([one; 3].map(|address| limiter.takes_form(address)), [true, true, false]);
        assert!((0..1000).all(|_| limiter.takes_session(one)));
        let tries = [one, one, other].map(|address| limiter.takes_link_try(address));
        assert_eq!(tries, [true, false, true]);
    }

    #[test]
    fn a_customer_of_ipv6_is_one_however_many_addresses_they_use() {
        let network = |text: &str| network_of(text.parse().unwrap());
        assert_eq!(network("2001:db8:0:1::1"), network("2001:db8:0:1:ffff::2"));
        assert_ne!(network("2001:db8:0:1::1"), network("2001:db8:0:2::1"));
        assert_eq!(network("::ffff:192.0.2.1"), network("192.0.2.1"));
    }

    #[test]
    fn many_addresses_take_no_more_memory_and_share_a_limit() {
        let now = Arc::new(AtomicI64::new(0));
        let clock = Arc::clone(&now);
        let share = Share::new(1, &Clock::new(move || clock.load(Ordering::Relaxed)));
        let many = u32::try_from(MAX_ADDRESSES).unwrap() + 10;
        let taken = || {
            let addresses = (0..many).map(|n| IpAddr::from((0x0a00_0000 + n).to_be_bytes()));
            addresses.filter(|address| share.takes(*address)).count()
        };
        let limiter = share.0.as_ref().unwrap();
        assert_eq!((taken(), limiter.len()), (MAX_ADDRESSES + 1, MAX_ADDRESSES + 1));
        // Who has come before keeps a share of their own while the map is full.
        now.store(60, Ordering::Relaxed);
        assert_eq!((taken(), limiter.len()), (MAX_ADDRESSES + 1, MAX_ADDRESSES + 1));
        now.store(180, Ordering::Relaxed);
        limiter.retain_recent();
        assert_eq!(limiter.len(), 0);
    }
}
