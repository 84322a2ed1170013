//! Whole populations, one user a line: reads only the attributes that the mapping needs, builds no
//! tree, and writes the results straight into a buffer.

mod cells;
mod csv;
mod escapes;
mod member;
mod plain;
mod plan;
mod read;
mod records;
mod rows;
mod scan;
mod write;

use super::object::Flowing;
use super::run::Run;
use crate::check::{FlowSource, Mapping, Slots};
use crate::library::{Fidelity, FixedHost, Stop};
use crate::value::Value;
use bumpalo::Bump;
use member::{Expected, Prefix};
use plan::Plan;

pub use csv::{CsvHeader, CsvLayout, CsvRecord};
pub use records::{first_record_end, last_record_end};
pub use rows::RowReader;
pub use scan::NotJson;

/// What is written of each user.
#[derive(Clone, Debug)]
pub struct LineOptions {
    /// The attribute that names a user.
    pub key: String,
    /// Whether users out of scope are left out.
    pub in_scope_only: bool,
    /// Whether the notes of each user are written.
    pub notes: bool,
}

/// Evaluates an object mapping for one user a line.
pub struct LineEvaluator<'m> {
    mapping: &'m Mapping,
    options: LineOptions,
    plan: Plan,
    /// Where the key stands in the row, after the mapping's own slots if those do not read it.
    key: usize,
    width: usize,
    /// A flow each.
    prefixes: Vec<Prefix>,
    key_prefix: Prefix,
    scope_prefix: Prefix,
    expected: Vec<Expected>,
    lines: usize,
}

/// What became of a line.
#[derive(Clone, PartialEq, Debug)]
pub enum LineResult {
    /// A line was written.
    Written,
    /// The user is out of scope and was left out.
    LeftOut,
    /// A line was written, and some of its attributes failed.
    Failed(usize),
    /// The line is no JSON object; a line that says so was written.
    NotJson(NotJson),
    /// The CSV record is not as it must be, in words; a line that says so was written.
    BadRecord(String),
    /// The user has no key; a line that says so was written.
    NoKey,
}

impl<'m> LineEvaluator<'m> {
    /// An evaluator of that mapping. It reads the mapping's attributes and the key, and passes over the rest.
    ///
    /// ```
    /// # use attrflow::{assist::standard, check::check_mapping, eval::{LineEvaluator, LineOptions}, schema::Schema};
    /// # let (schema, _) = Schema::read(&std::fs::read("examples/contoso/schema.json").unwrap()).unwrap();
    /// # let (rule, mapping) = schema.mappings().next().unwrap();
    /// # let (mapping, _) = check_mapping(standard(), &schema, rule, mapping, None);
    /// let options = LineOptions { key: "mail".into(), in_scope_only: false, notes: false };
    /// let evaluator = LineEvaluator::new(&mapping, options);
    /// assert_eq!(evaluator.key(), "mail");
    /// ```
    pub fn new(mapping: &'m Mapping, options: LineOptions) -> Self {
        let mut slots: Slots = mapping.slots.clone();
        let key = slots.place(&options.key) as usize;
        let taken = |name: &str| mapping.flows.iter().any(|flow| flow.target == name);
        let named = |name: &str| {
            if taken(name) {
                format!("@{name}")
            } else {
                name.to_owned()
            }
        };
        Self {
            plan: Plan::new(&slots),
            key,
            width: slots.names().len(),
            prefixes: mapping
                .flows
                .iter()
                .map(|flow| Prefix::new(",", &flow.target))
                .collect(),
            key_prefix: Prefix::new("{", &named(&options.key)),
            scope_prefix: Prefix::new(",", &named("inScope")),
            expected: Vec::new(),
            lines: 0,
            mapping,
            options,
        }
    }

    /// The attribute that names a user.
    ///
    /// ```
    /// # use attrflow::{assist::standard, check::check_mapping, eval::{LineEvaluator, LineOptions}, schema::Schema};
    /// # let (schema, _) = Schema::read(&std::fs::read("examples/contoso/schema.json").unwrap()).unwrap();
    /// # let (rule, mapping) = schema.mappings().next().unwrap();
    /// # let (mapping, _) = check_mapping(standard(), &schema, rule, mapping, None);
    /// let options = LineOptions { key: "mail".into(), in_scope_only: false, notes: false };
    /// assert_eq!(LineEvaluator::new(&mapping, options).key(), "mail");
    /// ```
    pub fn key(&self) -> &str {
        &self.options.key
    }

    /// Evaluates one line, a JSON object, and appends a line with its line break to `out`. `found` hears of each
    /// note. Reset `arena` after each line: nothing of it is kept.
    ///
    /// ```
    /// # use attrflow::{assist::standard, check::check_mapping, eval::{LineEvaluator, LineOptions, LineResult}, library::FixedHost, schema::Schema};
    /// # let (schema, _) = Schema::read(&std::fs::read("examples/contoso/schema.json").unwrap()).unwrap();
    /// # let (rule, mapping) = schema.mappings().next().unwrap();
    /// # let (mapping, _) = check_mapping(standard(), &schema, rule, mapping, None);
    /// let options = LineOptions { key: "mail".into(), in_scope_only: false, notes: false };
    /// let (arena, host) = (bumpalo::Bump::new(), FixedHost::new(Default::default(), 0));
    /// let (mut evaluator, mut out) = (LineEvaluator::new(&mapping, options), Vec::new());
    /// let result = evaluator.line("{\"mail\": \"a@contoso.com\"}", &host, &arena, &mut |_| {}, &mut out);
    /// assert_eq!(result, LineResult::Written);
    /// assert!(out.starts_with(b"{\"mail\":\"a@contoso.com\"") && out.ends_with(b"}\n"));
    /// ```
    pub fn line(
        &mut self,
        line: &str,
        host: &FixedHost,
        arena: &Bump,
        found: &mut dyn FnMut(&'static Fidelity),
        out: &mut Vec<u8>,
    ) -> LineResult {
        self.lines += 1;
        let row = match self.row(line, arena) {
            Ok(row) => row,
            Err(not) => {
                let message = format!(
                    "this is no JSON object: {} is wanted at byte {}",
                    not.wanted,
                    not.at + 1
                );
                write::error(&message, out);
                return LineResult::NotJson(not);
            }
        };
        self.user(line, row, host, arena, found, out)
    }

    /// Evaluates a user. Texts that lie in `line` are written as they are: they must have been read from JSON.
    fn user<'v>(
        &self,
        line: &str,
        row: &'v [Value<'v>],
        host: &'v FixedHost,
        arena: &'v Bump,
        found: &mut dyn FnMut(&'static Fidelity),
        out: &mut Vec<u8>,
    ) -> LineResult
    where
        'm: 'v,
    {
        let key = row.get(self.key).copied().unwrap_or_default();
        if key.is_empty() {
            write::error(&format!("the user has no `{}`", self.options.key), out);
            return LineResult::NoKey;
        }
        self.evaluate(line, key, row, host, arena, found, out)
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "what a line has and what it is evaluated with, each once"
    )]
    fn evaluate<'v>(
        &self,
        line: &str,
        key: Value<'v>,
        row: &'v [Value<'v>],
        host: &'v FixedHost,
        arena: &'v Bump,
        found: &mut dyn FnMut(&'static Fidelity),
        out: &mut Vec<u8>,
    ) -> LineResult
    where
        'm: 'v,
    {
        let mapping: &'v Mapping = self.mapping;
        let mut run = Run::new(arena, host);
        let scope = mapping
            .scope
            .as_ref()
            .map(|filter| run.in_scope(filter, row));
        let in_scope = matches!(scope, Some(Ok(true)));
        if self.options.in_scope_only && !in_scope {
            return LineResult::LeftOut;
        }
        write_member(&self.key_prefix, key, line, out);
        self.scope_prefix.before_other(out);
        out.extend_from_slice(match (&scope, in_scope) {
            (None | Some(Err(_)), _) => b"null",
            (_, true) => b"true",
            (_, false) => b"false",
        });
        let mut faults = Vec::new();
        let mut left_out = false;
        if let Some(Err(Stop::Fault(fault))) = scope {
            faults.push(("", fault));
        }
        // One machine for all: a fresh one is slow to read.
        let mut machine = run.machine(row);
        for (flow, prefix) in mapping.flows.iter().zip(&self.prefixes) {
            let flowing = match &flow.source {
                FlowSource::Program { program, .. } => match machine.program(program) {
                    Ok(value) if !value.is_null() && !program.secret => {
                        write_member(prefix, value, line, out);
                        continue;
                    }
                    outcome => flow.flowing(outcome),
                },
                FlowSource::None => flow.flowing(Ok(Value::Null)),
                FlowSource::Broken => Flowing::Broken,
            };
            match flowing {
                Flowing::Value(value) => {
                    let hidden = flow.is_secret() && !value.is_null();
                    let shown = if hidden { "[Redact]".into() } else { value };
                    write_member(prefix, shown, line, out);
                }
                Flowing::Default(default) => write_member(prefix, default.into(), line, out),
                Flowing::Fault(fault) => faults.push((flow.target.as_str(), fault)),
                Flowing::SkipObject => left_out = true,
                Flowing::Skip | Flowing::Broken => {}
            }
        }
        for note in &run.notes {
            found(note);
        }
        if self.options.notes && !run.notes.is_empty() {
            out.extend_from_slice(b",\"@notes\":");
            let ids: Vec<Value<'_>> = run.notes.iter().map(|note| Value::Text(note.id)).collect();
            write::value(Value::List(arena.alloc_slice_copy(&ids)), out);
        }
        if left_out {
            out.extend_from_slice(b",\"@skipObject\":true");
        }
        if !faults.is_empty() {
            write_faults(&faults, out);
        }
        out.extend_from_slice(b"}\n");
        match faults.len() {
            0 => LineResult::Written,
            count => LineResult::Failed(count),
        }
    }
}

#[inline(always)]
fn write_member(prefix: &Prefix, value: Value<'_>, line: &str, out: &mut Vec<u8>) {
    if let Value::Text(text) = value {
        prefix.before_text(out);
        write::content_of(line, text, out);
        return out.push(b'"');
    }
    prefix.before_other(out);
    write::value(value, out);
}

#[cold]
fn write_faults(faults: &[(&str, Box<crate::library::Fault>)], out: &mut Vec<u8>) {
    out.extend_from_slice(b",\"@errors\":[");
    for (at, (target, fault)) in faults.iter().enumerate() {
        if at > 0 {
            out.push(b',');
        }
        out.extend_from_slice(b"{\"target\":");
        match target.is_empty() {
            true => out.extend_from_slice(b"null"),
            false => write::string(target, out),
        }
        out.extend_from_slice(b",\"code\":");
        write::string(fault.code.slug, out);
        out.extend_from_slice(b",\"message\":");
        write::string(&fault.message, out);
        out.push(b'}');
    }
    out.push(b']');
}
