//! Evaluates texts the way the tests speak of them.

use attrflow::check::{Context, Slots, check};
use attrflow::diag::Problems;
use attrflow::dotnet::date::Ticks;
use attrflow::eval::{Run, fill};
use attrflow::functions::FUNCTIONS;
use attrflow::library::{FixedHost, Library, Stop};
use attrflow::syntax::parse_expression;
use attrflow::value::to_json;
use bumpalo::Bump;
use serde_json::{Map, Value as Json};
use std::sync::LazyLock;

/// The standard library.
pub static LIBRARY: LazyLock<Library> = LazyLock::new(|| Library::new(FUNCTIONS, &[]));

/// How an evaluation ended.
#[derive(Clone, PartialEq, Debug)]
pub enum Outcome {
    Value(Json),
    SkipAttribute,
    SkipObject,
    /// Code and message.
    Error(String, String),
    /// Codes of the errors.
    Refused(Vec<String>),
}

/// What an evaluation is given.
pub struct Given {
    pub attributes: Map<String, Json>,
    pub host: FixedHost,
}

impl Default for Given {
    fn default() -> Self {
        Self {
            attributes: Map::new(),
            host: FixedHost::new(ticks("2025-06-15T10:20:30Z"), 42),
        }
    }
}

/// An instant.
pub fn ticks(text: &str) -> Ticks {
    attrflow::dotnet::date::parse_free_utc(text, None).unwrap()
}

/// Parses, checks and evaluates.
pub fn evaluate(text: &str, given: &Given) -> (Outcome, Vec<&'static str>) {
    let errors = |problems: Problems| {
        let errors = problems
            .iter()
            .filter(|found| found.severity == attrflow::diag::Severity::Error);
        Outcome::Refused(errors.map(|found| found.code.slug.to_owned()).collect())
    };
    let expr = match parse_expression(text) {
        Ok(expr) => expr,
        Err(problems) => return (errors(problems), Vec::new()),
    };
    let mut slots = Slots::new();
    let (program, problems) = check(&Context::open(&LIBRARY), text, &expr, &mut slots);
    let Some(program) = program else {
        return (errors(problems), Vec::new());
    };
    let arena = Bump::new();
    let row = fill(&slots, &given.attributes, &arena);
    let mut run = Run::new(&arena, &given.host);
    let outcome = match run.value(&program, row) {
        Ok(value) => Outcome::Value(to_json(value)),
        Err(Stop::SkipAttribute) => Outcome::SkipAttribute,
        Err(Stop::SkipObject) => Outcome::SkipObject,
        Err(Stop::Fault(fault)) => {
            Outcome::Error(fault.code.slug.to_owned(), fault.message.clone())
        }
    };
    let traced = run.traced(&program, row);
    let again = match traced.outcome {
        Ok(value) => Outcome::Value(to_json(value)),
        Err(Stop::SkipAttribute) => Outcome::SkipAttribute,
        Err(Stop::SkipObject) => Outcome::SkipObject,
        Err(Stop::Fault(fault)) => {
            Outcome::Error(fault.code.slug.to_owned(), fault.message.clone())
        }
    };
    if program_is_repeatable(text) {
        assert_eq!(
            outcome, again,
            "traced and untraced evaluation agree on {text}"
        );
    }
    (outcome, run.notes.iter().map(|note| note.id).collect())
}

fn program_is_repeatable(text: &str) -> bool {
    !text.contains("Random") && !text.contains("Guid")
}
