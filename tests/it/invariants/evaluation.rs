//! What holds for every expression and every user.

use super::places;
use attrflow::assist::{codes, ledger, standard};
use attrflow::check::{Context, NodeKind, Program, Slots, check};
use attrflow::dotnet::date::{Ticks, parse_free_utc};
use attrflow::eval::{Outcome, Run, Trace, TraceKind, TraceResult, fill};
use attrflow::library::{Fault, FixedHost, Stop};
use attrflow::syntax::parse_expression;
use attrflow::value::{Kind, Value, to_json};
use bumpalo::Bump;
use serde_json::{Map, Value as Json};
use std::collections::BTreeSet;
use std::sync::LazyLock;

static CODES: LazyLock<BTreeSet<&str>> =
    LazyLock::new(|| codes().iter().map(|code| code.slug).collect());

static LEDGER: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    let entries = ledger(standard());
    entries.iter().map(|found| found.entry.id).collect()
});

/// A checked expression.
pub struct Checked<'t> {
    pub text: &'t str,
    pub program: Program,
    pub slots: Slots,
}

/// What an evaluation came to, with its notes.
#[derive(Clone, PartialEq, Debug)]
pub struct Came {
    pub result: Result<Json, String>,
    pub notes: Vec<&'static str>,
}

/// The world of every evaluation here.
pub fn world() -> FixedHost {
    let now = parse_free_utc("2024-02-29T12:34:56Z", None);
    let mut host = FixedHost::new(now.unwrap_or(Ticks::MIN), 7);
    host.default_domain = Some("contoso.com".to_owned());
    host.parameters.insert("P".to_owned(), "value".to_owned());
    host.taken.insert("taken".to_owned());
    host
}

/// Parses and checks: labels inside the text, and a reason where there is no program.
pub fn checked(text: &str) -> Option<Checked<'_>> {
    let expr = parse_expression(text).ok()?;
    let mut slots = Slots::new();
    let (program, problems) = check(&Context::open(standard()), text, &expr, &mut slots);
    places(text, &problems);
    match program {
        Some(program) => Some(Checked {
            text,
            program,
            slots,
        }),
        None => {
            assert!(problems.has_errors(), "refused without a reason: {text}");
            None
        }
    }
}

/// Evaluates the first line for the user whom the rest describes as JSON, or who has no attributes; see
/// [`Checked::run`].
pub fn evaluation(lines: &str) {
    let (text, user) = lines.split_once('\n').unwrap_or((lines, ""));
    let user: Map<String, Json> = serde_json::from_str(user).unwrap_or_default();
    if let Some(checked) = checked(text) {
        let arena = Bump::new();
        let row = fill(&checked.slots, &user, &arena);
        checked.run(row, &arena);
    }
}

impl Checked<'_> {
    /// Evaluates, traced and untraced: both agree, every call's result is of the kind that its function promises,
    /// every place lies inside the text, every error and every note is in its list.
    pub fn run(&self, row: &[Value<'_>], arena: &Bump) -> Came {
        let text = self.text;
        let (host, again) = (world(), world());
        let mut run = Run::new(arena, &host);
        let outcome = run.value(&self.program, row);
        let mut traced = Run::new(arena, &again);
        let evaluated = traced.traced(&self.program, row);
        assert_eq!(outcome, evaluated.outcome, "traced differs: {text}");
        let notes: Vec<&str> = run.notes.iter().map(|note| note.id).collect();
        let traced: Vec<&str> = traced.notes.iter().map(|note| note.id).collect();
        assert_eq!(notes, traced, "notes differ: {text}");
        for note in &notes {
            assert!(LEDGER.contains(note), "{note} is in no ledger");
        }
        self.promised(&outcome);
        self.walk(&evaluated.trace, None);
        Came {
            result: match outcome {
                Ok(value) => Ok(to_json(value)),
                Err(Stop::SkipAttribute) => Err("skip-attribute".to_owned()),
                Err(Stop::SkipObject) => Err("skip-object".to_owned()),
                Err(Stop::Fault(fault)) => {
                    self.fault(&fault);
                    Err(fault.code.slug.to_owned())
                }
            },
            notes,
        }
    }

    fn promised(&self, outcome: &Outcome<'_>) {
        let Ok(value) = outcome else { return };
        let returns = self.program.returns;
        let each = match &self.program.root.kind {
            NodeKind::Call(call) => call.function.elementwise,
            _ => false,
        };
        let right = match value {
            Value::List(items) if each => items.iter().all(|item| returns.holds(*item)),
            value => returns.holds(*value),
        };
        assert!(right, "{}: {value:?} is not {returns:?}", self.text);
    }

    fn fault(&self, fault: &Fault) {
        assert!(
            CODES.contains(fault.code.slug),
            "{} is in no table",
            fault.code.slug
        );
        let ours = fault.code.slug != "raised";
        let plain = !fault.message.is_empty() && !fault.message.ends_with('.');
        assert!(plain || !ours, "{}", fault.message);
        let span = fault.span.expect("a fault has a place");
        assert!(self.text.get(span.range()).is_some(), "{}", self.text);
    }

    fn walk(&self, trace: &Trace, around: Option<&Trace>) {
        let text = self.text;
        assert!(text.get(trace.span.range()).is_some(), "{text}: {trace:?}");
        if let Some(around) = around {
            let inside = around.span.start <= trace.span.start && trace.span.end <= around.span.end;
            assert!(inside, "{text}: {trace:?} in {around:?}");
            assert!(
                !trace.redacted || around.redacted,
                "{text}: a secret comes out"
            );
        }
        for span in &trace.unused {
            assert!(text.get(span.range()).is_some(), "{text}");
        }
        if let (TraceKind::Call(name), TraceResult::Value(_, Some(kind))) =
            (trace.kind, &trace.result)
        {
            let function = standard().function(name).expect("a function of the list");
            let right =
                of_kind(function.returns, *kind) || (function.elementwise && *kind == Kind::List);
            assert!(right, "{text}: {name} gives {kind:?}");
        }
        for child in &trace.children {
            self.walk(child, Some(trace));
        }
    }
}

fn of_kind(promised: Kind, kind: Kind) -> bool {
    match promised {
        Kind::Any => true,
        Kind::Reference | Kind::Binary => kind == Kind::Text,
        Kind::Roles => matches!(kind, Kind::Text | Kind::List | Kind::Record),
        other => other == kind,
    }
}
