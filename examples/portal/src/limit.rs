//! What one address may ask of this instance in a minute. Kept in memory: each instance counts for itself,
//! and a restart forgets. What is counted for all instances together, failed logins and mails to one mailbox,
//! is in the store.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::Mutex;

use axum::http::HeaderMap;

use crate::config::{Config, Limits};

/// Addresses counted in a minute; the rest share one count, so that many addresses take no more memory.
const MAX_ADDRESSES: usize = 50_000;

/// The counts of this minute.
#[derive(Debug)]
pub(crate) struct Limiter {
    forms: Count,
    sessions: Count,
}

impl Limiter {
    /// Counts against these limits.
    pub(crate) fn new(limits: &Limits) -> Self {
        Self {
            forms: Count::new(limits.forms_per_minute),
            sessions: Count::new(limits.sessions_per_minute),
        }
    }

    /// Whether the address may send one more form.
    pub(crate) fn takes_form(&self, address: IpAddr, now: i64) -> bool {
        self.forms.takes(address, now)
    }

    /// Whether the address may begin one more session.
    pub(crate) fn takes_session(&self, address: IpAddr, now: i64) -> bool {
        self.sessions.takes(address, now)
    }
}

#[derive(Debug)]
struct Count {
    most: u32,
    minute: Mutex<(i64, HashMap<IpAddr, u32>)>,
}

impl Count {
    fn new(most: u32) -> Self {
        Self { most, minute: Mutex::default() }
    }

    fn takes(&self, address: IpAddr, now: i64) -> bool {
        if self.most == 0 {
            return true;
        }
        let mut kept = self.minute.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let (minute, counts) = &mut *kept;
        if *minute != now.div_euclid(60) {
            *minute = now.div_euclid(60);
            counts.clear();
        }
        let mut network = network_of(address);
        if counts.len() >= MAX_ADDRESSES && !counts.contains_key(&network) {
            network = IpAddr::V6(Ipv6Addr::UNSPECIFIED);
        }
        let count = counts.entry(network).or_default();
        *count = count.saturating_add(1);
        *count <= self.most
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

/// The client's address: the connection's, or behind a reverse proxy the one that the proxy adds last.
pub(crate) fn client_address(config: &Config, headers: &HeaderMap, peer: IpAddr) -> IpAddr {
    if !config.forwarded {
        return peer;
    }
    let last = headers.get_all("x-forwarded-for").iter().next_back();
    last.and_then(|line| line.to_str().ok()?.rsplit(',').next()?.trim().parse().ok())
        .unwrap_or(peer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_its_share_of_each_minute() {
        let limits = Limits { forms_per_minute: 2, sessions_per_minute: 0, mails_per_mailbox: 0 };
        let limiter = Limiter::new(&limits);
        let (one, other) = (IpAddr::from([192, 0, 2, 1]), IpAddr::from([192, 0, 2, 2]));
        let taken = [one, one, one, other].map(|address| limiter.takes_form(address, 59));
        assert_eq!(taken, [true, true, false, true]);
        assert!(limiter.takes_form(one, 60));
        assert!((0..1000).all(|_| limiter.takes_session(one, 0)));
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
        let count = Count::new(1);
        let many = u32::try_from(MAX_ADDRESSES).unwrap() + 10;
        let taken =
            (0..many).filter(|n| count.takes(IpAddr::from((0x0a00_0000 + n).to_be_bytes()), 0));
        assert_eq!(taken.count(), MAX_ADDRESSES + 1);
        assert_eq!(count.minute.lock().unwrap().1.len(), MAX_ADDRESSES + 1);
    }
}
