//! The host of a run, from the command line: clock, seed, parameters.

use super::Eval;
use crate::cli::Trouble;
use crate::dotnet::date::{Ticks, parse_free_utc};
use crate::library::FixedHost;
use std::hash::{BuildHasher, RandomState};
use std::time::{SystemTime, UNIX_EPOCH};

impl Eval {
    /// What the evaluation may know of the world.
    pub(super) fn host(&self) -> Result<FixedHost, Trouble> {
        let now = match &self.now {
            Some(text) => instant(text)?,
            None => now(),
        };
        let seed = self
            .seed
            .unwrap_or_else(|| RandomState::new().hash_one(now));
        let mut host = FixedHost::new(now, seed);
        host.taken.extend(self.taken.iter().cloned());
        host.default_domain.clone_from(&self.default_domain);
        for param in &self.params {
            let (name, value) = pair(param, "--param")?;
            host.parameters
                .insert(name.trim_matches('%').to_owned(), value.to_owned());
        }
        Ok(host)
    }
}

/// An instant as people write it.
pub(super) fn instant(text: &str) -> Result<Ticks, Trouble> {
    parse_free_utc(text, None).ok_or_else(|| {
        Trouble::new(format!("`{text}` is not an instant"))
            .help("write it as in `2025-06-15T10:20:30Z`")
    })
}

/// `NAME=VALUE` of an option.
pub(super) fn pair<'a>(text: &'a str, option: &str) -> Result<(&'a str, &'a str), Trouble> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name, value)),
        _ => Err(Trouble::new(format!("`{text}` has no `=`"))
            .help(format!("write `{option} NAME=VALUE`"))),
    }
}

/// The computer's clock.
pub(super) fn now() -> Ticks {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    let seconds = i64::try_from(since.as_secs()).unwrap_or(0);
    Ticks::from_unix(seconds, since.subsec_nanos()).unwrap_or_default()
}
