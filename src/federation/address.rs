//! Which network addresses may be contacted.
//!
//! Every outgoing connection is decided here, at the moment of connecting, so that neither a rebinding name nor a redirect
//! can lead the server into its own network. What is not plainly the public internet is refused; the list of reserved
//! blocks is that of the IANA special-purpose registries (RFC 6890 and its successors).

#[cfg(test)]
mod tests;

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use serde::{Deserialize, Serialize};

/// IPv4 blocks that are not global unicast.
const RESERVED_V4: [Ipv4Net; 16] = [
    v4([0, 0, 0, 0], 8),
    v4([10, 0, 0, 0], 8),
    v4([100, 64, 0, 0], 10),
    v4([127, 0, 0, 0], 8),
    v4([169, 254, 0, 0], 16),
    v4([172, 16, 0, 0], 12),
    v4([192, 0, 0, 0], 24),
    v4([192, 0, 2, 0], 24),
    v4([192, 88, 99, 0], 24),
    v4([192, 168, 0, 0], 16),
    v4([198, 18, 0, 0], 15),
    v4([198, 51, 100, 0], 24),
    v4([203, 0, 113, 0], 24),
    v4([224, 0, 0, 0], 4),
    v4([240, 0, 0, 0], 4),
    v4([255, 255, 255, 255], 32),
];

/// All of IPv6 that IANA has given out as global unicast. What lies outside is refused without being named: loopback,
/// unique local, link-local, multicast, and every form that embeds an IPv4 address (`::ffff:0:0/96`, `64:ff9b::/96`).
const GLOBAL_V6: Ipv6Net = v6([0x2000, 0, 0], 3);

/// Blocks within [`GLOBAL_V6`] that are not global unicast: protocol assignments (Teredo among them), documentation, 6to4.
const RESERVED_V6: [Ipv6Net; 4] =
    [v6([0x2001, 0, 0], 23), v6([0x2001, 0x0db8, 0], 32), v6([0x2002, 0, 0], 16), v6([0x3fff, 0, 0], 20)];

const fn v4([a, b, c, d]: [u8; 4], prefix: u8) -> Ipv4Net {
    Ipv4Net::new_assert(Ipv4Addr::new(a, b, c, d), prefix)
}

const fn v6([a, b, c]: [u16; 3], prefix: u8) -> Ipv6Net {
    Ipv6Net::new_assert(Ipv6Addr::new(a, b, c, 0, 0, 0, 0, 0), prefix)
}

/// A network as configuration writes it: `10.0.0.0/8`, or a bare address for that address alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Network(IpNet);

impl Network {
    /// Whether `address` lies in this network.
    #[must_use]
    pub fn contains(&self, address: IpAddr) -> bool {
        self.0.contains(&address)
    }
}

/// A text that is neither an address nor a network.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a network: write 192.0.2.0/24, 2001:db8::/32 or a single address")]
pub struct NotANetwork(String);

impl FromStr for Network {
    type Err = NotANetwork;

    fn from_str(text: &str) -> Result<Self, NotANetwork> {
        let network = text
            .parse::<IpNet>()
            .or_else(|_| text.parse::<IpAddr>().map(IpNet::from))
            .map_err(|_| NotANetwork(text.to_owned()))?;
        Ok(Self(network.trunc()))
    }
}

impl TryFrom<String> for Network {
    type Error = NotANetwork;

    fn try_from(text: String) -> Result<Self, NotANetwork> {
        text.parse()
    }
}

impl From<Network> for String {
    fn from(network: Network) -> Self {
        network.to_string()
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Decides whether an address may be contacted: global unicast, or within a network that the administrator named.
#[derive(Debug, Clone, Default)]
pub struct Guard {
    allow: Vec<Network>,
}

impl Guard {
    /// A guard that permits global unicast and, beyond it, the networks of `allow`.
    ///
    /// An IPv4 network does not stand for the IPv6 forms that embed it: those must be named themselves.
    #[must_use]
    pub fn new(allow: Vec<Network>) -> Self {
        Self { allow }
    }

    /// Whether `address` may be contacted.
    #[must_use]
    pub fn permits(&self, address: IpAddr) -> bool {
        is_global_unicast(address) || self.allow.iter().any(|network| network.contains(address))
    }
}

/// Whether `address` belongs to one host of the public internet.
#[must_use]
pub fn is_global_unicast(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => !RESERVED_V4.iter().any(|block| block.contains(&address)),
        IpAddr::V6(address) => {
            GLOBAL_V6.contains(&address) && !RESERVED_V6.iter().any(|block| block.contains(&address))
        }
    }
}
