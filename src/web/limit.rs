//! Rate limits: so many requests of a kind in a time, by address or by account.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::str::FromStr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DefaultKeyedStateStore;
use governor::{Quota, RateLimiter};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::Error;

/// So many in a time, all of which may come at once: written `10/15m`, with `s`, `m`, `h` or `d`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// How many; none is not a rate.
    pub count: NonZeroU32,
    /// In how much time; not zero.
    pub per: Duration,
}

/// What is not a rate.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a rate such as 10/15m (ten in 15 minutes)")]
pub struct NotARate(String);

impl FromStr for Rate {
    type Err = NotARate;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parse = || {
            let (count, time) = text.split_once('/')?;
            let unit = match time.chars().next_back()? {
                's' => 1,
                'm' => 60,
                'h' => 3600,
                'd' => 86_400,
                _ => return None,
            };
            let digits = time.get(..time.len() - 1)?;
            let number: u64 = if digits.is_empty() { 1 } else { digits.parse().ok()? };
            let seconds = number.checked_mul(unit).filter(|seconds| (1..=31 * 86_400).contains(seconds))?;
            Some(Self { count: count.trim().parse().ok()?, per: Duration::from_secs(seconds) })
        };
        parse().ok_or_else(|| NotARate(text.to_owned()))
    }
}

impl std::fmt::Display for Rate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let seconds = self.per.as_secs();
        let (number, unit) = match seconds {
            s if s % 86_400 == 0 => (s / 86_400, 'd'),
            s if s % 3600 == 0 => (s / 3600, 'h'),
            s if s % 60 == 0 => (s / 60, 'm'),
            s => (s, 's'),
        };
        write!(f, "{}/{number}{unit}", self.count)
    }
}

impl Serialize for Rate {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Rate {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(serde::de::Error::custom)
    }
}

macro_rules! buckets {
    ($($(#[doc = $doc:literal])+ $field:ident $bucket:ident $count:literal per $seconds:literal;)+) => {
        /// The rates of the section `[limits]`.
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub struct LimitsConfig { $($(#[doc = $doc])+ pub $field: Rate,)+ }

        impl Default for LimitsConfig {
            fn default() -> Self {
                Self { $($field: Rate {
                    count: const { NonZeroU32::new($count).unwrap() },
                    per: Duration::from_secs($seconds),
                },)+ }
            }
        }

        /// What is counted.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Bucket { $($(#[doc = $doc])+ $bucket,)+ }

        impl Bucket {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$bucket),+];

            /// The key of `[limits]` that sets its rate.
            pub fn key(self) -> &'static str {
                match self { $(Self::$bucket => stringify!($field)),+ }
            }

            fn rate(self, config: &LimitsConfig) -> Rate {
                match self { $(Self::$bucket => config.$field),+ }
            }
        }
    };
}

buckets! {
    /// Attempts to log in, by address and by the name that is tried.
    log_in LogIn 10 per 900;
    /// Secrets that programs show and that open nothing, by address.
    program Program 60 per 900;
    /// Codes of the second factor, by account.
    second_factor SecondFactor 6 per 900;
    /// New accounts, by address.
    sign_up SignUp 5 per 3600;
    /// Requests that send mail (confirmation, password reset), by address and by recipient.
    mail Mail 5 per 3600;
    /// Requests for access tokens and authorisation, by address.
    token Token 30 per 900;
    /// New clients of the API, by address.
    app App 30 per 3600;
    /// What a member writes: posts, replies, votes, reports, by account.
    write Write 300 per 900;
    /// Follows and follow requests, by account.
    follow Follow 100 per 3600;
    /// Uploaded files, by account.
    upload Upload 60 per 1800;
    /// Searches, which may ask other servers, by account or address.
    search Search 60 per 300;
    /// Requests to the client API, by account or address.
    api Api 1500 per 300;
    /// Pages read without being logged in, by address.
    page Page 600 per 300;
    /// Activities from one address before their sender is known.
    inbox Inbox 6000 per 60;
}

/// Who is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Key {
    /// An IPv4 address, or the /64 that one household or machine has of IPv6.
    Address(IpAddr),
    /// An account.
    Account(i64),
    /// A word, such as the name or e-mail address that is tried.
    Word(u64),
    /// Everybody else: see [`CAPACITY`].
    Crowd(u8),
}

impl Key {
    /// By the address of the client.
    pub fn address(address: IpAddr) -> Self {
        Self::Address(match address.to_canonical() {
            IpAddr::V6(v6) => {
                let network = u128::from(v6) & !u128::from(u64::MAX);
                IpAddr::V6(Ipv6Addr::from(network))
            }
            v4 => v4,
        })
    }

    /// By account.
    pub fn account(account: impl Into<i64>) -> Self {
        Self::Account(account.into())
    }

    /// By a word; case and surrounding space do not make another.
    pub fn word(word: &str) -> Self {
        Self::Word(hash(&word.trim().to_lowercase()))
    }
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// How many keys a bucket keeps apart, which bounds its memory. When so many are active at once, which is an attack,
/// newcomers share 256 counters.
pub const CAPACITY: usize = 50_000;

/// How long a full bucket is left before it is searched again for keys that are no longer needed: a flood must not make
/// every request search it.
const SWEEP_EVERY: Duration = Duration::from_secs(5);

/// Counts requests of every [`Bucket`].
pub struct Limiter {
    buckets: Vec<Counters>,
    clock: DefaultClock,
}

struct Counters {
    limiter: RateLimiter<Key, DefaultKeyedStateStore<Key>, DefaultClock, StateInformationMiddleware>,
    rate: Rate,
    swept: Mutex<Option<Instant>>,
}

impl Limiter {
    /// With the rates of the configuration.
    pub fn new(config: &LimitsConfig) -> Self {
        let counters = |bucket: &Bucket| {
            let rate = bucket.rate(config);
            // One comes back every so often; all of them may be spent at once. A period is never zero: `Rate` has whole seconds.
            let quota = Quota::with_period(rate.per / rate.count.get()).unwrap_or(Quota::per_second(rate.count));
            let limiter = RateLimiter::keyed(quota.allow_burst(rate.count)).with_middleware();
            Counters { limiter, rate, swept: Mutex::new(None) }
        };
        Self { buckets: Bucket::ALL.iter().map(counters).collect(), clock: DefaultClock::default() }
    }

    /// Counts one request; an error when it is one too many.
    pub fn check(&self, bucket: Bucket, key: Key) -> Result<(), Error> {
        self.count(bucket, key).map(|_| ())
    }

    /// Counts one request, and tells how many are left; an error when it is one too many.
    pub fn count(&self, bucket: Bucket, key: Key) -> Result<Left, Error> {
        let Some(counters) = self.buckets.get(bucket as usize) else {
            return Err(Error::internal("a bucket has no counters"));
        };
        let key = counters.admit(key);
        match counters.limiter.check_key(&key) {
            Ok(state) => {
                let (limit, remaining) = (counters.rate.count.get(), state.remaining_burst_capacity());
                // Spent ones come back one by one; all are there again after this time.
                let reset = counters.rate.per / limit * limit.saturating_sub(remaining);
                Ok(Left { limit, remaining, reset })
            }
            Err(refusal) => {
                metrics::counter!("rate_limited_total", "bucket" => bucket.key()).increment(1);
                Err(Error::too_many(refusal.wait_time_from(self.clock.now())))
            }
        }
    }
}

/// What a caller may still do of something that is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Left {
    /// How many there are at once.
    pub limit: u32,
    /// How many of them are left.
    pub remaining: u32,
    /// In how much time all will be there again.
    pub reset: Duration,
}

impl Counters {
    fn admit(&self, key: Key) -> Key {
        if self.limiter.len() < CAPACITY {
            return key;
        }
        self.sweep();
        if self.limiter.len() < CAPACITY { key } else { Key::Crowd((hash(&key) & 0xff) as u8) }
    }

    fn sweep(&self) {
        let mut swept = self.swept.lock().unwrap_or_else(PoisonError::into_inner);
        if swept.is_none_or(|last| last.elapsed() >= SWEEP_EVERY) {
            self.limiter.retain_recent();
            *swept = Some(Instant::now());
        }
    }
}

#[cfg(test)]
mod tests;
