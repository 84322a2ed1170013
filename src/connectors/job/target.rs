//! A job's target: which keys belong to which type, addresses that may be used, where the token is.

use super::resolve::Desk;
use super::secret::SecretSource;
use super::secrets::{has_secret, is_variable};
use super::settings::{EmbeddedSettings, ScimSettings, TargetSettings};
use super::wire::{Delete, TargetKind, TargetTable};
use crate::assist::job::{MISSING_KEY, NO_EFFECT, SECRET, TARGET, TOKEN, WRONG_VALUE};
use crate::connectors::scim::{BaseUrl, Dialect};
use crate::connectors::store::Deletion;
use crate::diag::Diagnostic;
use std::path::Path;
use std::time::Duration;

const OF_SCIM: &[&str] = &[
    "url",
    "dialect",
    "token-env",
    "token-file",
    "timeout",
    "rate",
    "retries",
    "quirks",
];

const OF_EMBEDDED: &[&str] = &["file", "unique", "delete"];

pub(super) fn target(table: &TargetTable, desk: &mut Desk<'_, '_>) -> TargetSettings {
    let embedded = table.kind == TargetKind::Embedded;
    let idle = if embedded { OF_SCIM } else { OF_EMBEDDED };
    for key in idle.iter().filter(|key| desk.tree.has(&["target", key])) {
        let (title, help) = match embedded {
            true => (
                "the embedded directory",
                "add `type = \"scim\"`, or delete the key",
            ),
            false => ("a SCIM target", "delete the key"),
        };
        let at = desk.tree.key(&["target", key]);
        let message = format!("`{key}` has no effect on {title}");
        desk.problems
            .push(Diagnostic::new(&NO_EFFECT, at, message).help(help));
    }
    if embedded {
        let file = table.file.as_deref();
        return TargetSettings::Embedded(EmbeddedSettings {
            file: desk.path(file.unwrap_or(".attrflow/target.db".as_ref())),
            unique: table.unique.clone(),
            deletion: match table.delete {
                None | Some(Delete::Remove) => Deletion::Removed,
                Some(Delete::Soft) => Deletion::Soft,
            },
        });
    }
    let url = table.url.clone().unwrap_or_default();
    let flagged = match table.url {
        Some(_) => address(&url, desk),
        None => {
            let at = desk.tree.key(&["target"]);
            let found = Diagnostic::new(&MISSING_KEY, at, "the SCIM target has no `url`");
            desk.problems
                .push(found.help("add `url = \"https://desk.contoso.com/scim\"`"));
            None
        }
    };
    TargetSettings::Scim(ScimSettings {
        url,
        dialect: table.dialect.or(flagged).unwrap_or_default(),
        token: token(table, desk),
        timeout: Duration::from_secs(table.timeout.unwrap_or(60)),
        rate: table.rate.unwrap_or(25),
        retries: table.retries.unwrap_or(3),
        quirks: table.quirks.clone(),
    })
}

/// The dialect that a flag in the address asks for.
fn address(url: &str, desk: &mut Desk<'_, '_>) -> Option<Dialect> {
    let at = desk.tree.value(&["target", "url"]);
    if has_secret(url) {
        let found = Diagnostic::new(&SECRET, at, "the address of the target holds a secret");
        desk.problems.push(found.help(
            "write the address alone; the token's place is named by `token-env` or `token-file`",
        ));
        return None;
    }
    match BaseUrl::parse(url, false) {
        Ok(base) => base.dialect(),
        Err(message) => {
            let found = Diagnostic::new(&TARGET, at, message);
            desk.problems.push(found.help(
                "write it as in `https://desk.contoso.com/scim`; `http:` is taken for this computer alone, as in `http://127.0.0.1:8080/scim`",
            ));
            None
        }
    }
}

fn token(table: &TargetTable, desk: &mut Desk<'_, '_>) -> Option<SecretSource> {
    let source = match (&table.token_env, &table.token_file) {
        (Some(_), Some(_)) => {
            let at = desk.tree.key(&["target", "token-file"]);
            let message = "`token-env` and `token-file` both say where the token is";
            let other = desk.tree.key(&["target", "token-env"]);
            desk.problems.push(
                Diagnostic::new(&WRONG_VALUE, at, message)
                    .label(other, "the other one")
                    .help("delete one of them"),
            );
            return None;
        }
        (Some(name), None) => SecretSource::Environment(name.clone()),
        (None, Some(path)) => SecretSource::File(desk.path(path)),
        (None, None) => return None,
    };
    let (key, there) = match &source {
        SecretSource::Environment(name) => ("token-env", std::env::var_os(name).is_some()),
        SecretSource::File(path) => ("token-file", Path::new(path).is_file()),
    };
    let at = desk.tree.value(&["target", key]);
    if let SecretSource::Environment(name) = &source
        && !is_variable(name)
    {
        let found = Diagnostic::new(&SECRET, at, "this is no name of an environment variable");
        desk.problems
            .push(found.help("write the variable's name, not the token itself"));
    } else if !there {
        let message = format!("{} is not there now", source.title());
        let found = Diagnostic::new(&TOKEN, at, message);
        desk.problems
            .push(found.help("the job can be checked without it, not run"));
    }
    Some(source)
}
