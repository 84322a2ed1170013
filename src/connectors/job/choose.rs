//! Which rule and which object mappings of the schema a job means.

use super::fit;
use super::tree::Tree;
use super::wire::JobFile;
use crate::assist::job::MAPPING;
use crate::diag::{Diagnostic, Problems, nearest};
use crate::library::JobKind;
use crate::schema::{ObjectMapping, Rule, Schema};

/// The rule and its object mappings.
#[derive(Clone, Copy)]
pub(super) struct Chosen<'s> {
    pub(super) rule: &'s Rule,
    pub(super) users: &'s ObjectMapping,
    pub(super) groups: Option<&'s ObjectMapping>,
}

pub(super) fn choose<'s>(
    schema: &'s Schema,
    file: &JobFile,
    kind: JobKind,
    tree: &Tree<'_>,
    problems: &mut Problems,
) -> Option<Chosen<'s>> {
    let rule = rule(schema, file, kind, tree, problems)?;
    let users = match &file.mapping {
        Some(name) => named(rule, name, "mapping", tree, problems),
        None => only_users(rule, tree, problems),
    };
    let groups = match &file.group_mapping {
        Some(name) => Some(named(rule, name, "group-mapping", tree, problems)?),
        None => rule
            .mappings
            .iter()
            .find(|mapping| mapping.enabled && is_group(mapping)),
    };
    Some(Chosen {
        rule,
        users: users?,
        groups,
    })
}

/// How a rule is named in a job.
pub(super) fn rule_name(rule: &Rule) -> Option<String> {
    let name = rule.name.as_ref().or(rule.id.as_ref())?;
    Some(name.value.clone())
}

/// How an object mapping is named in a job.
pub(super) fn mapping_name(mapping: &ObjectMapping) -> String {
    let name = mapping.name.as_ref().unwrap_or(&mapping.source_object);
    name.value.clone()
}

fn is_group(mapping: &ObjectMapping) -> bool {
    let object = mapping.source_object.value.to_ascii_lowercase();
    object.contains("group")
}

fn rule<'s>(
    schema: &'s Schema,
    file: &JobFile,
    kind: JobKind,
    tree: &Tree<'_>,
    problems: &mut Problems,
) -> Option<&'s Rule> {
    let names: Vec<String> = schema.rules.iter().filter_map(rule_name).collect();
    if let Some(name) = &file.rule {
        let found = schema.rule(name);
        if found.is_none() {
            let at = tree.value(&["rule"]);
            let message = format!("the schema has no rule `{name}`");
            problems.push(suggest(
                Diagnostic::new(&MAPPING, at, message),
                name,
                &names,
            ));
        }
        return found;
    }
    if let [only] = schema.rules.as_slice() {
        return Some(only);
    }
    let mut fitting = schema
        .rules
        .iter()
        .filter(|rule| fit::misfit(kind, rule).is_none());
    match (fitting.next(), fitting.next()) {
        (Some(only), None) => Some(only),
        (None, None) if schema.rules.is_empty() => {
            let at = tree.value(&["schema"]);
            let found = Diagnostic::new(&MAPPING, at, "the schema has no synchronization rule");
            problems.push(found.help("export the schema of a job that is set up"));
            None
        }
        _ => {
            let message = format!("the schema has {} rules", schema.rules.len());
            let help = format!("say which one: add `rule = …`, one of {}", listed(&names));
            let at = tree.value(&["schema"]);
            problems.push(Diagnostic::new(&MAPPING, at, message).help(help));
            None
        }
    }
}

fn named<'s>(
    rule: &'s Rule,
    name: &str,
    key: &str,
    tree: &Tree<'_>,
    problems: &mut Problems,
) -> Option<&'s ObjectMapping> {
    let called: [fn(&ObjectMapping) -> Option<&str>; 3] = [
        |mapping| mapping.name.as_ref().map(|name| name.value.as_str()),
        |mapping| Some(&mapping.source_object.value),
        |mapping| Some(&mapping.target_object.value),
    ];
    let found = called.iter().find_map(|called| {
        rule.mappings
            .iter()
            .find(|mapping| called(mapping) == Some(name))
    });
    if found.is_none() {
        let names: Vec<String> = rule.mappings.iter().map(mapping_name).collect();
        let message = format!("the rule has no object mapping `{name}`");
        let found = Diagnostic::new(&MAPPING, tree.value(&[key]), message);
        problems.push(suggest(found, name, &names));
    }
    found
}

fn only_users<'s>(
    rule: &'s Rule,
    tree: &Tree<'_>,
    problems: &mut Problems,
) -> Option<&'s ObjectMapping> {
    let candidates: Vec<&ObjectMapping> = rule
        .mappings
        .iter()
        .filter(|mapping| mapping.enabled && !is_group(mapping))
        .collect();
    let is_user = |mapping: &&&ObjectMapping| {
        let object = mapping.source_object.value.as_str();
        ["user", "worker"]
            .iter()
            .any(|name| object.eq_ignore_ascii_case(name))
    };
    let users: Vec<&&ObjectMapping> = candidates.iter().filter(is_user).collect();
    match (candidates.as_slice(), users.as_slice()) {
        ([only], _) => Some(only),
        (_, [only]) => Some(only),
        // A job of groups alone.
        ([], []) if rule.mappings.iter().any(|mapping| mapping.enabled) => {
            rule.mappings.iter().find(|mapping| mapping.enabled)
        }
        _ => {
            let names: Vec<String> = rule.mappings.iter().map(mapping_name).collect();
            let message = match candidates.is_empty() {
                true => "the rule has no object mapping for users that is enabled",
                false => "the rule has several object mappings for users",
            };
            let help = format!(
                "say which one: add `mapping = …`, one of {}",
                listed(&names)
            );
            let at = tree.value(&[if tree.has(&["rule"]) {
                "rule"
            } else {
                "schema"
            }]);
            problems.push(Diagnostic::new(&MAPPING, at, message).help(help));
            None
        }
    }
}

fn suggest(found: Diagnostic, name: &str, names: &[String]) -> Diagnostic {
    let at = found.span();
    match nearest(name, names.iter().map(String::as_str)) {
        Some(meant) => found.help(format!("write `{}`", quoted(meant))).suggest(
            format!("write `{}`", quoted(meant)),
            at,
            quoted(meant),
        ),
        None if names.is_empty() => found.help("delete the key"),
        None => found.help(format!("it has {}", listed(names))),
    }
}

/// A text as TOML.
fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

fn listed(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}
