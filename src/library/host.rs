//! What an evaluation may ask of the world. The core has no clock and no randomness of its own.

use crate::dotnet::date::Ticks;
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

/// The world as an evaluation sees it.
pub trait Host {
    /// The instant of this evaluation run, UTC: the same for every call of one run.
    ///
    /// ```
    /// # use attrflow::{dotnet::date::Ticks, library::{FixedHost, Host}};
    /// let host = FixedHost::new(Ticks::from_unix(1_714_953_600, 0).unwrap(), 0);
    /// assert_eq!(host.now().to_unix(), (1_714_953_600, 0)); // however long the run takes
    /// ```
    fn now(&self) -> Ticks;
    /// The next 64 random bits.
    ///
    /// ```
    /// # use attrflow::{dotnet::date::Ticks, library::{FixedHost, Host}};
    /// let (one, other) = (FixedHost::new(Ticks::MIN, 7), FixedHost::new(Ticks::MIN, 7));
    /// assert_eq!(one.random(), other.random()); // equal seeds, equal runs
    /// assert_ne!(one.random(), one.random());
    /// ```
    fn random(&self) -> u64;
    /// Whether another object of the target already has this value, for `SelectUniqueValue`.
    ///
    /// ```
    /// # use attrflow::{dotnet::date::Ticks, library::{FixedHost, Host}};
    /// let mut host = FixedHost::new(Ticks::MIN, 0);
    /// host.taken.insert("ada@contoso.com".into());
    /// assert!(host.is_taken("Ada@Contoso.com") && !host.is_taken("ada"));
    /// ```
    fn is_taken(&self, value: &str) -> bool;
    /// The value of a parameter token such as `%DomainFQDN%`, by its name without percent signs; `None` for one that the
    /// tenant does not have.
    ///
    /// ```
    /// # use attrflow::{dotnet::date::Ticks, library::{FixedHost, Host}};
    /// let mut host = FixedHost::new(Ticks::MIN, 0);
    /// host.parameters.insert("DomainFQDN".into(), "contoso.com".into());
    /// assert_eq!(host.parameter("DomainFQDN"), Some("contoso.com"));
    /// ```
    fn parameter(&self, name: &str) -> Option<&str>;
    /// The tenant's default domain, for `DefaultDomain`; `None` where it is not known.
    ///
    /// ```
    /// # use attrflow::{dotnet::date::Ticks, library::{FixedHost, Host}};
    /// let mut host = FixedHost::new(Ticks::MIN, 0);
    /// assert_eq!(host.default_domain(), None);
    /// host.default_domain = Some("contoso.com".into());
    /// assert_eq!(host.default_domain(), Some("contoso.com"));
    /// ```
    fn default_domain(&self) -> Option<&str>;
}

/// A host that says what it was told: for what-if evaluation, tests and replay.
///
/// ```
/// use attrflow::{dotnet::date::Ticks, library::{FixedHost, Host}};
/// let mut host = FixedHost::new(Ticks::default(), 42);
/// host.taken.insert("ada".into());
/// assert!(host.is_taken("ada"));
/// ```
#[derive(Debug)]
pub struct FixedHost {
    /// The instant of the run.
    pub now: Ticks,
    /// Values that already exist in the target; compared without regard to case, as directories do.
    pub taken: BTreeSet<String>,
    /// Parameter tokens by name.
    pub parameters: BTreeMap<String, String>,
    /// The tenant's default domain.
    pub default_domain: Option<String>,
    state: Cell<u64>,
}

impl FixedHost {
    /// A host with that clock and that seed of its random numbers, and nothing else.
    ///
    /// ```
    /// # use attrflow::{dotnet::date::Ticks, library::{FixedHost, Host}};
    /// let host = FixedHost::new(Ticks::MAX, 42);
    /// assert_eq!(host.now(), Ticks::MAX);
    /// assert!(!host.is_taken("ada"));
    /// ```
    pub fn new(now: Ticks, seed: u64) -> Self {
        Self {
            now,
            taken: BTreeSet::new(),
            parameters: BTreeMap::new(),
            default_domain: None,
            state: Cell::new(seed),
        }
    }
}

impl FixedHost {
    /// Begins its random numbers anew for the `number`th object: equal for equal seeds, whichever
    /// objects were evaluated before. Without a seed it goes on as it was.
    ///
    /// ```
    /// # use attrflow::{dotnet::date::Ticks, library::{FixedHost, Host}};
    /// let host = FixedHost::new(Ticks::MIN, 42);
    /// host.reseed(3, Some(42));
    /// let third = host.random();
    /// host.reseed(3, Some(42));
    /// assert_eq!(host.random(), third);
    /// ```
    pub fn reseed(&self, number: u64, seed: Option<u64>) {
        if let Some(seed) = seed {
            self.state
                .set(seed ^ number.wrapping_mul(0xD6E8_FEB8_6659_FD93));
        }
    }
}

impl Host for FixedHost {
    fn now(&self) -> Ticks {
        self.now
    }

    /// SplitMix64: a full-period generator whose whole state is the seed, so a run can be replayed.
    fn random(&self) -> u64 {
        let state = self.state.get().wrapping_add(0x9E37_79B9_7F4A_7C15);
        self.state.set(state);
        let mut bits = state;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }

    fn is_taken(&self, value: &str) -> bool {
        self.taken
            .iter()
            .any(|taken| taken.eq_ignore_ascii_case(value))
    }

    fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.get(name).map(String::as_str)
    }

    fn default_domain(&self) -> Option<&str> {
        self.default_domain.as_deref()
    }
}
