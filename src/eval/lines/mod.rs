//! Whole populations, one user a line: reads only the attributes that the mapping needs, builds no
//! tree, and writes the results straight into a buffer.

mod cells;
mod csv;
mod escapes;
mod plan;
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
use plan::{Plan, Use};
use scan::Scan;

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
    /// `"userName":`, with the comma before it, a flow each.
    prefixes: Vec<Box<[u8]>>,
    key_prefix: Box<[u8]>,
    scope_prefix: Box<[u8]>,
    expected: Vec<Expected>,
    lines: usize,
}

/// A member as it stood at this place of the lines before, with quotes and colon.
struct Expected {
    written: Box<[u8]>,
    what: Use,
}

/// How many lines are looked at to learn the order of their members.
const LEARNED: usize = 16;

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
        let prefix = |before: &str, name: &str| {
            let mut bytes = before.as_bytes().to_vec();
            write::string(name, &mut bytes);
            bytes.push(b':');
            bytes.into_boxed_slice()
        };
        Self {
            plan: Plan::new(&slots),
            key,
            width: slots.names().len(),
            prefixes: mapping
                .flows
                .iter()
                .map(|flow| prefix(",", &flow.target))
                .collect(),
            key_prefix: prefix("{", &named(&options.key)),
            scope_prefix: prefix(",", &named("inScope")),
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
                    not.wanted, not.at
                );
                write::error(&message, out);
                return LineResult::NotJson(not);
            }
        };
        self.user(row, host, arena, found, out)
    }

    fn user<'v>(
        &self,
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
        self.evaluate(key, row, host, arena, found, out)
    }

    fn evaluate<'v>(
        &self,
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
        out.extend_from_slice(&self.key_prefix);
        write::value(key, out);
        out.extend_from_slice(&self.scope_prefix);
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
        for (flow, prefix) in mapping.flows.iter().zip(&self.prefixes) {
            let flowing = match &flow.source {
                FlowSource::Program { program, .. } => match run.value(program, row) {
                    Ok(value) if !value.is_null() && !program.secret => {
                        out.extend_from_slice(prefix);
                        write::value(value, out);
                        continue;
                    }
                    outcome => flow.flowing(outcome),
                },
                FlowSource::None => flow.flowing(Ok(Value::Null)),
                FlowSource::Broken => Flowing::Broken,
            };
            match flowing {
                Flowing::Value(value) => {
                    out.extend_from_slice(prefix);
                    match flow.is_secret() && !value.is_null() {
                        true => write::string("[Redact]", out),
                        false => write::value(value, out),
                    }
                }
                Flowing::Default(default) => {
                    out.extend_from_slice(prefix);
                    write::string(default, out);
                }
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

    fn row<'v>(&mut self, line: &'v str, arena: &'v Bump) -> Result<&'v [Value<'v>], NotJson> {
        let row = arena.alloc_slice_fill_copy(self.width, Value::Null);
        let mut scan = Scan::new(line);
        scan.take(b'{', "`{`")?;
        scan.blanks();
        if scan.peek() == Some(b'}') {
            scan.at += 1;
        } else {
            let mut number = 0;
            loop {
                self.member(number, &mut scan, row, arena)?;
                number += 1;
                if !scan.comma(b'}', "`,` or `}`")? {
                    break;
                }
            }
        }
        scan.blanks();
        match scan.peek() {
            None => Ok(row),
            Some(_) => Err(scan.wanted("the end of the line")),
        }
    }

    #[inline]
    fn member<'v>(
        &mut self,
        number: usize,
        scan: &mut Scan<'v>,
        row: &mut [Value<'v>],
        arena: &'v Bump,
    ) -> Result<(), NotJson> {
        let expected = self
            .expected
            .get(number)
            .filter(|expected| scan.goes_on(&expected.written));
        let what = match expected {
            Some(expected) => expected.what,
            None => self.named(number, scan, arena)?,
        };
        match what {
            Use::Skip => scan.skip(1),
            Use::Slot(slot) => {
                let value = scan.value(arena, 1)?;
                if let Some(place) = row.get_mut(slot as usize) {
                    *place = value;
                }
                Ok(())
            }
            Use::Parts(list) => {
                let value = scan.value(arena, 1)?;
                self.parts(list, value, row);
                Ok(())
            }
        }
    }

    /// Fills the slots that read parts of a member.
    fn parts<'v>(&self, list: u32, value: Value<'v>, row: &mut [Value<'v>]) {
        for path in self.plan.paths.get(list as usize).into_iter().flatten() {
            if let Some(place) = row.get_mut(path.slot as usize)
                && let Some(part) = plan::part(value, &path.rest)
            {
                *place = part;
            }
        }
    }

    /// Reads a member's name, and learns it while the lines are few.
    fn named<'v>(
        &mut self,
        number: usize,
        scan: &mut Scan<'v>,
        arena: &'v Bump,
    ) -> Result<Use, NotJson> {
        scan.take(b'"', "a name in quotes")?;
        let name = scan.string(arena)?;
        scan.take(b':', "`:`")?;
        let what = self.plan.find(name);
        if self.lines <= LEARNED {
            let mut written = Vec::with_capacity(name.len() + 3);
            write::string(name, &mut written);
            written.push(b':');
            let expected = Expected {
                written: written.into_boxed_slice(),
                what,
            };
            let known = self.expected.len();
            match self.expected.get_mut(number) {
                Some(place) => *place = expected,
                None if number == known => self.expected.push(expected),
                None => {}
            }
        }
        Ok(what)
    }
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
