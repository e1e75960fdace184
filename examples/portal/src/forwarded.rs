//! The address that a request comes from, as reverse proxies pass it on.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use axum::extract::ConnectInfo;
use axum::http::{Extensions, HeaderMap, header};

use crate::config::{Config, Forwarding};

/// The address that a request comes from, as limits count it.
pub(crate) fn address_of(config: &Config, headers: &HeaderMap, extensions: &Extensions) -> IpAddr {
    let peer = extensions.get::<ConnectInfo<SocketAddr>>();
    let peer = peer.map_or(IpAddr::from([0, 0, 0, 0]), |ConnectInfo(peer)| peer.ip());
    client_address(config, headers, peer)
}

/// The client's address: the connection's, or behind reverse proxies the one that the outermost of them has added.
///
/// Each proxy adds who has asked it at the end. What stands before the elements of the trusted ones was sent by the
/// client and says nothing. An element that names no address (`unknown`) leaves the connection's.
pub(crate) fn client_address(config: &Config, headers: &HeaderMap, peer: IpAddr) -> IpAddr {
    let (name, node_of): (_, fn(&str) -> Option<&str>) = match config.forwarding {
        Forwarding::Off => return peer,
        Forwarding::XForwardedFor => ("x-forwarded-for", |element| Some(element)),
        Forwarding::Forwarded => (header::FORWARDED.as_str(), node_of),
    };
    let lines = headers.get_all(name).iter().map(|line| String::from_utf8_lossy(line.as_bytes()));
    let lines: Vec<_> = lines.collect();
    let elements = lines.iter().rev().flat_map(|line| elements_from_the_end(line));
    // Fewer than there are proxies: the request came in behind the outermost.
    let element = elements.take(config.forwarded_hops as usize).last();
    element.and_then(node_of).and_then(address_of_node).unwrap_or(peer)
}

/// The elements of a list, the last one first. They are looked for from the end: a quote that the client has left
/// open must not reach into what the proxies add.
fn elements_from_the_end(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(line);
    std::iter::from_fn(move || {
        let line = rest?;
        let mut is_quoted = false;
        let comma = line.bytes().rposition(|byte| {
            is_quoted ^= byte == b'"';
            byte == b',' && !is_quoted
        });
        rest = comma.map(|comma| &line[..comma]);
        Some(comma.map_or(line, |comma| &line[comma + 1..]).trim())
    })
}

/// The node of an element of `Forwarded` (RFC 7239): `for=192.0.2.60;proto=http`.
fn node_of(element: &str) -> Option<&str> {
    let mut pairs = element.split(';').filter_map(|pair| pair.split_once('='));
    let (_, node) = pairs.find(|(name, _)| name.trim().eq_ignore_ascii_case("for"))?;
    let node = node.trim();
    Some(node.strip_prefix('"').and_then(|node| node.strip_suffix('"')).unwrap_or(node).trim())
}

/// `192.0.2.43`, `192.0.2.43:47011`, `2001:db8::17`, `[2001:db8::17]`, `[2001:db8::17]:47011`; an address of IPv6 with
/// a zone too, `fe80::17%eth0`.
fn address_of_node(node: &str) -> Option<IpAddr> {
    let of_6 = |text: &str| {
        let address = text.split_once('%').map_or(text, |(address, _zone)| address);
        address.parse::<Ipv6Addr>().ok().map(IpAddr::V6)
    };
    if let Some(rest) = node.strip_prefix('[') {
        let (address, _port) = rest.split_once(']')?;
        return of_6(address);
    }
    let of_4 = |text: &str| text.parse::<Ipv4Addr>().ok().map(IpAddr::V4);
    let without_port = || of_4(node.split_once(':')?.0);
    of_4(node).or_else(|| of_6(node)).or_else(without_port)
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderName, HeaderValue};

    use super::*;

    const PEER: &str = "198.51.100.200";

    fn address(forwarding: Forwarding, forwarded_hops: u32, lines: &[&str]) -> String {
        let config = Config { forwarding, forwarded_hops, ..Config::default() };
        let name = match forwarding {
            Forwarding::Off | Forwarding::XForwardedFor => "x-forwarded-for",
            Forwarding::Forwarded => "forwarded",
        };
        let line = |line: &&str| {
            let value = HeaderValue::from_bytes(line.as_bytes()).unwrap();
            (HeaderName::from_static(name), value)
        };
        let headers: HeaderMap = lines.iter().map(line).collect();
        client_address(&config, &headers, PEER.parse().unwrap()).to_string()
    }

    #[test]
    fn every_way_to_write_an_address_is_read() {
        for (text, expected) in [
            ("192.0.2.43", "192.0.2.43"),
            (" 192.0.2.43 ", "192.0.2.43"),
            ("192.0.2.43:47011", "192.0.2.43"),
            ("192.0.2.43:_port", "192.0.2.43"),
            ("2001:db8:cafe::17", "2001:db8:cafe::17"),
            ("[2001:db8:cafe::17]", "2001:db8:cafe::17"),
            ("[2001:db8:cafe::17]:47011", "2001:db8:cafe::17"),
            ("fe80::17%eth0", "fe80::17"),
            ("[fe80::17%25eth0]:47011", "fe80::17"),
            ("192.0.2.43%eth0", PEER),
            ("unknown", PEER),
            ("_hidden", PEER),
            ("", PEER),
            ("192.0.2", PEER),
            ("[192.0.2.43]", PEER),
            ("[2001:db8::17", PEER),
        ] {
            assert_eq!(address(Forwarding::XForwardedFor, 1, &[text]), expected, "{text}");
            for element in [
                format!("for=\"{text}\""),
                format!("For=\"{text}\";proto=https;by=203.0.113.43"),
                format!("host=\"a,b\"; for=\"{text}\""),
            ] {
                let read = address(Forwarding::Forwarded, 1, &[&element]);
                assert_eq!(read, expected, "{element}");
            }
        }
        assert_eq!(address(Forwarding::Forwarded, 1, &["for=192.0.2.60"]), "192.0.2.60");
        assert_eq!(address(Forwarding::Forwarded, 1, &["proto=https"]), PEER);
        assert_eq!(address(Forwarding::XForwardedFor, 1, &[]), PEER);
        assert_eq!(address(Forwarding::Off, 1, &["192.0.2.43"]), PEER);
    }

    #[test]
    fn the_outermost_trusted_proxy_names_the_client() {
        let lines = ["203.0.113.9, 192.0.2.1", "192.0.2.2:80,192.0.2.3"];
        for (hops, expected) in [(1, "192.0.2.3"), (2, "192.0.2.2"), (3, "192.0.2.1")] {
            assert_eq!(address(Forwarding::XForwardedFor, hops, &lines), expected);
        }
        // Fewer elements than proxies.
        assert_eq!(address(Forwarding::XForwardedFor, 9, &lines), "203.0.113.9");
        let lines = ["for=203.0.113.9, for=192.0.2.1;proto=http", "for=\"[2001:db8::2]:80\""];
        for (hops, expected) in [(1, "2001:db8::2"), (2, "192.0.2.1"), (3, "203.0.113.9")] {
            assert_eq!(address(Forwarding::Forwarded, hops, &lines), expected);
        }
    }

    #[test]
    fn what_a_client_sends_reaches_into_nothing_that_proxies_add() {
        for sent in ["\"", "for=\"", "for=\"a,", "for=\"\\\"", "a\"b, c", ",,,", "\u{e9}"] {
            let line = format!("{sent}, for=192.0.2.1;proto=https");
            assert_eq!(address(Forwarding::Forwarded, 1, &[&line]), "192.0.2.1", "{sent}");
            let line = format!("{sent}, 192.0.2.1");
            assert_eq!(address(Forwarding::XForwardedFor, 1, &[&line]), "192.0.2.1", "{sent}");
            let line = address(Forwarding::XForwardedFor, 1, &[sent, "192.0.2.1"]);
            assert_eq!(line, "192.0.2.1", "{sent}");
        }
    }
}
