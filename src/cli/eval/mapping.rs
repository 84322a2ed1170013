//! `attrflow eval --schema FILE --user FILE`: a whole object mapping.

use super::opened::Opened;
use super::{Eval, Format};
use crate::assist::standard;
use crate::check::{Flow, FlowSource, Mapping, check_mapping};
use crate::cli::output::{self, Stopped};
use crate::cli::{Exit, Trouble};
use crate::diag::{Severity, nearest};
use crate::eval::{Flowing, ObjectResult, Run, fill};
use crate::report::{self, Checked, flow_lines, note_line, object_json, scope_line};
use crate::schema::{ObjectMapping, Rule, Schema};
use bumpalo::Bump;
use serde_json::{Map, Value as Json, json};
use std::io::Write;
use std::path::Path;

pub(super) fn run(args: &Eval, path: &Path, out: &mut dyn Write) -> Result<Exit, Stopped> {
    let opened = match Opened::read(path)? {
        Ok(opened) => opened,
        Err(checked) => return args.refuse(checked, out),
    };
    let schema = &opened.schema;
    let (rule, object) = args.chosen(schema)?;
    let (mapping, problems) = check_mapping(standard(), schema, rule, object, None);
    args.known_targets(&mapping)?;
    let host = args.host()?;
    let users = args.users()?;
    args.explain_broken(&mapping, opened.found(problems));
    let mut arena = Bump::new();
    let mut verdict = Exit::Fine;
    for (index, user) in users.iter().enumerate() {
        arena.reset();
        if one(args, &mapping, user, index, &host, &arena, out)? == Exit::Found {
            verdict = Exit::Found;
        }
    }
    Ok(verdict)
}

fn one(
    args: &Eval,
    mapping: &Mapping,
    user: &super::inputs::User,
    index: usize,
    host: &crate::library::FixedHost,
    arena: &Bump,
    out: &mut dyn Write,
) -> Result<Exit, Stopped> {
    let row = fill(&mapping.slots, &user.attributes, arena);
    let mut run = Run::new(arena, host);
    let result = run.object(mapping, row, args.trace.is_some());
    match args.format {
        Format::Json => {
            let mut answer = object_json(&result, |flow| args.wants(flow));
            if let Some(members) = answer.as_object_mut() {
                members.shift_insert(0, "user".to_owned(), json!(key(&user.attributes, mapping)));
                members.shift_insert(1, "mapping".to_owned(), json!(mapping.title));
                let notes: Vec<&str> = run.notes.iter().map(|note| note.id).collect();
                members.insert("notes".to_owned(), json!(notes));
            }
            writeln!(out, "{answer}")?;
        }
        Format::Text => {
            if index > 0 {
                writeln!(out)?;
            }
            writeln!(
                out,
                "{} (line {}), {}",
                key(&user.attributes, mapping),
                user.line,
                mapping.title
            )?;
            writeln!(out, "{}", scope_line(result.scope.as_ref()))?;
            for note in &run.notes {
                writeln!(out, "{}", note_line(note))?;
            }
            writeln!(out)?;
            for flow in result.flows.iter().filter(|result| args.wants(result.flow)) {
                write!(out, "{}", flow_lines(flow, args.length()))?;
            }
            writeln!(out, "\n{}", summary(args, &result))?;
        }
    }
    let failed = |flow: &crate::eval::FlowResult<'_>| {
        matches!(flow.result, Flowing::Fault(_) | Flowing::Broken)
    };
    Ok(
        match result.scope.is_none()
            || result
                .flows
                .iter()
                .any(|flow| args.wants(flow.flow) && failed(flow))
        {
            true => Exit::Found,
            false => Exit::Fine,
        },
    )
}

/// How many attributes got what.
fn summary(args: &Eval, result: &ObjectResult<'_>) -> String {
    let mut counts = [0_usize; 5];
    for flow in result.flows.iter().filter(|result| args.wants(result.flow)) {
        let place = match &flow.result {
            Flowing::Value(value) if value.is_null() => 1,
            Flowing::Value(_) => 0,
            Flowing::Default(_) => 2,
            Flowing::Skip | Flowing::SkipObject => 3,
            Flowing::Fault(_) | Flowing::Broken => 4,
        };
        if let Some(count) = counts.get_mut(place) {
            *count += 1;
        }
    }
    let [values, nulls, defaults, skipped, failed] = counts;
    let all: usize = counts.iter().sum();
    let mut flows = result.flows.iter();
    let left_out = flows.any(|flow| matches!(flow.result, Flowing::SkipObject));
    format!(
        "{}: {values} with a value, {nulls} null, {defaults} by default, {skipped} skipped, {failed} failed{}",
        report::counted(all, "attribute", "attributes"),
        if left_out {
            "; the whole object is left out"
        } else {
            ""
        }
    )
}

/// What to call a user: the first identifier that it has.
fn key(user: &Map<String, Json>, mapping: &Mapping) -> String {
    let matching = mapping.flows.iter().filter(|flow| flow.matching > 0);
    let sources = matching.filter_map(|flow| match &flow.source {
        FlowSource::Program { reads, .. } => mapping.slots.names().get(*reads.first()? as usize),
        _ => None,
    });
    let known = [
        "userPrincipalName",
        "mail",
        "sAMAccountName",
        "employeeId",
        "WorkerID",
        "id",
        "objectId",
        "distinguishedName",
    ];
    known
        .into_iter()
        .chain(sources.map(String::as_str))
        .find_map(|name| user.get(name)?.as_str())
        .unwrap_or("user")
        .to_owned()
}

impl Eval {
    /// Says on standard error what keeps attribute mappings, or the scoping filter, from being evaluated.
    pub(super) fn explain_broken(&self, mapping: &Mapping, mut checked: Checked) {
        let flows = mapping.flows.iter().filter(|flow| self.wants(flow));
        let broken: Vec<&str> = flows
            .filter(|flow| matches!(flow.source, FlowSource::Broken))
            .map(|flow| flow.target.as_str())
            .collect();
        checked.problems.retain(|found| {
            let place = found.place.as_ref();
            let stops = match place.and_then(|place| place.target.as_deref()) {
                Some(target) => broken.contains(&target),
                None => mapping.scope.is_none(),
            };
            stops && found.severity == Severity::Error
        });
        output::tell(&report::terminal(&[checked], output::width()));
    }

    fn wants(&self, flow: &Flow) -> bool {
        self.targets.is_empty() || self.targets.contains(&flow.target)
    }

    fn known_targets(&self, mapping: &Mapping) -> Result<(), Trouble> {
        for target in &self.targets {
            if mapping.flows.iter().all(|flow| flow.target != *target) {
                let near = nearest(
                    target,
                    mapping.flows.iter().map(|flow| flow.target.as_str()),
                );
                let hint = near.map_or(String::new(), |near| format!(": did you mean `{near}`?"));
                return Err(Trouble::new(format!(
                    "no attribute mapping has the target `{target}`{hint}"
                )));
            }
        }
        Ok(())
    }

    /// The rule and object mapping that the arguments name; without names the only enabled ones that
    /// map anything.
    pub(super) fn chosen<'s>(
        &self,
        schema: &'s Schema,
    ) -> Result<(&'s Rule, &'s ObjectMapping), Trouble> {
        let rule = |rule: &Rule| self.rule.as_ref().is_none_or(|wanted| named(rule, wanted));
        let object = |mapping: &ObjectMapping| match &self.object {
            Some(wanted) => {
                mapping.title() == *wanted
                    || mapping.source_object.value == *wanted
                    || mapping.target_object.value == *wanted
            }
            None => {
                mapping.enabled
                    && mapping
                        .attributes
                        .iter()
                        .any(|attribute| attribute.source.is_some())
            }
        };
        let mut found = schema
            .mappings()
            .filter(|(of, mapping)| rule(of) && object(mapping));
        let Some(first) = found.next() else {
            return Err(Trouble::new(format!(
                "no object mapping fits; the schema has:\n{}",
                list(schema)
            )));
        };
        let user =
            |mapping: &ObjectMapping| mapping.source_object.value.eq_ignore_ascii_case("user");
        let mut users = std::iter::once(first).chain(found);
        let all: Vec<_> = users.by_ref().collect();
        match all.as_slice() {
            [only] => Ok(*only),
            several => {
                let mut of_users = several.iter().filter(|(_, mapping)| user(mapping));
                match (of_users.next(), of_users.next(), &self.object) {
                    (Some(only), None, None) => Ok(*only),
                    _ => Err(Trouble::new(format!(
                        "several object mappings fit: choose one with --rule and --object; the schema has:\n{}",
                        list(schema)
                    ))),
                }
            }
        }
    }
}

fn named(rule: &Rule, wanted: &str) -> bool {
    let is = |part: &Option<crate::schema::Located<String>>| {
        part.as_ref().is_some_and(|part| part.value == wanted)
    };
    is(&rule.name) || is(&rule.id)
}

fn list(schema: &Schema) -> String {
    let lines = schema.mappings().map(|(rule, mapping)| {
        let rule = rule.name.as_ref().map_or("", |name| name.value.as_str());
        let state = if mapping.enabled { "" } else { " (disabled)" };
        format!("  --rule {rule:?} --object {:?}{state}", mapping.title())
    });
    lines.collect::<Vec<_>>().join("\n")
}
