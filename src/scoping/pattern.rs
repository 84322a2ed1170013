//! `REGEX MATCH` and `NOT REGEX MATCH`.

use crate::dotnet::regex::Regex;
use crate::library::pattern::{checked, compiled, failed};
use crate::library::{Args, ClauseExample, Fidelity, Operator, Prepared, Site, Stop, Sureness};
use crate::value::Value;
use std::any::Any;

pub(super) static REGEX_MATCH: Operator = Operator {
    name: "REGEX MATCH",
    summary: "The regular expression matches somewhere in the attribute.",
    examples: &[
        ClauseExample {
            source: "\"ada@contoso.com\"",
            value: "@contoso\\.com$",
            holds: true,
        },
        ClauseExample {
            source: "\"1234\"",
            value: "([1-9][0-9])",
            holds: true,
        },
        ClauseExample {
            source: "\"sales\"",
            value: "Sales",
            holds: false,
        },
        ClauseExample {
            source: "null",
            value: ".*",
            holds: false,
        },
    ],
    fidelity: &[UNANCHORED],
    prepare: Some(prepare),
    test: |args| Ok(Value::Bool(matches(args)?)),
    patient: Some(patient),
    ..Operator::DEFAULT
};

pub(super) static NOT_REGEX_MATCH: Operator = Operator {
    name: "NOT REGEX MATCH",
    summary: "The regular expression matches nowhere in the attribute.",
    negative: true,
    examples: &[
        ClauseExample {
            source: "\"ada\"",
            value: "^AAD_",
            holds: true,
        },
        ClauseExample {
            source: "\"SystemMailbox{1f05a927}\"",
            value: "^SystemMailbox{",
            holds: false,
        },
        ClauseExample {
            source: "null",
            value: "^AAD_",
            holds: false,
        },
    ],
    fidelity: &[UNANCHORED],
    prepare: Some(prepare),
    test: |args| Ok(Value::Bool(!matches(args)?)),
    patient: Some(patient),
    ..Operator::DEFAULT
};

static UNANCHORED: Fidelity = Fidelity {
    id: "filter-regex-unanchored",
    doing: "a regular expression may match anywhere in the attribute",
    known: "the documentation's examples point both ways; matched against the whole attribute, this one does not match",
    sureness: Sureness::Disputed,
};

/// A pattern, and the same for the whole text where that can make a difference.
struct Pattern {
    anywhere: Regex,
    whole: Option<Regex>,
}

impl Pattern {
    fn new(anywhere: Regex, text: &str) -> Self {
        let differs = anywhere.anchored_differs();
        let whole = || Regex::new(&format!("\\A(?:{text})\\z")).ok();
        Self {
            whole: differs.then(whole).flatten(),
            anywhere,
        }
    }
}

fn prepare(site: &mut Site<'_>) -> Option<Prepared> {
    let regex = checked(site, 1)?;
    Some(Box::new(Pattern::new(regex, site.text(1)?)))
}

fn patient(prepared: &(dyn Any + Send + Sync), text: &str) -> bool {
    let pattern = prepared.downcast_ref::<Pattern>();
    pattern.is_some_and(|pattern| pattern.whole.is_none() && pattern.anywhere.takes_long(text))
}

fn matches(args: &mut Args<'_, '_>) -> Result<bool, Stop> {
    let made;
    let pattern = match args.prepared::<Pattern>() {
        Some(pattern) => pattern,
        None => {
            let text = args.text(1)?.unwrap_or_default();
            made = Pattern::new(compiled(text)?, text);
            &made
        }
    };
    let source = args.text(0)?.unwrap_or_default();
    let found = pattern
        .anywhere
        .is_match(source)
        .map_err(|error| failed(error, source))?;
    if found
        && let Some(whole) = &pattern.whole
        && whole.is_match(source) == Ok(false)
    {
        args.note(&UNANCHORED);
    }
    Ok(found)
}
