//! The host of a run, from the command line: clock, seed, parameters.

use super::Eval;
use crate::cli::{Trouble, clock};
use crate::connectors::world;
use crate::library::FixedHost;

impl Eval {
    /// What the evaluation may know of the world.
    pub(super) fn host(&self) -> Result<FixedHost, Trouble> {
        let now = match &self.now {
            Some(text) => clock::instant(text)?,
            None => world::now(),
        };
        let seed = self.seed.unwrap_or_else(world::seed);
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

/// `NAME=VALUE` of an option.
pub(super) fn pair<'a>(text: &'a str, option: &str) -> Result<(&'a str, &'a str), Trouble> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name, value)),
        _ => Err(Trouble::new(format!("`{text}` has no `=`"))
            .help(format!("write `{option} NAME=VALUE`"))),
    }
}
