//! `Contains`: which value contains a text.

use super::shared::word::refuse;
use crate::diag::{Code, Diagnostic, Sample, Severity};
use crate::dotnet::text::index_of;
use crate::library::{
    Args, Example, Fault, Fidelity, Function, Gives, Param, Prepared, Site, Stop, Sureness,
};
use crate::value::{Kind, Value, text};

pub(super) static FUNCTION: Function = Function {
    name: "Contains",
    summary: "Gives the position of the first value that contains a text; 0 where none does.",
    details: "Positions count from 1. Case counts, unless told otherwise.",
    params: &[
        Param::required(
            "attribute",
            Kind::Any,
            "The attribute, mostly a multi-valued one.",
        ),
        Param::required("search", Kind::Text, "The text to look for."),
        Param::optional(
            "casetype",
            Kind::Text,
            "Whether case counts; `CaseSensitive` if absent.",
        )
        .words(&WORDS),
    ],
    returns: Kind::Integer,
    jobs: super::shared::jobs::CLOUD_SYNC,
    examples: &[
        Example {
            given: &[("proxyAddresses", r#"["smtp:b@x", "SMTP:a@x"]"#)],
            expr: r#"Contains([proxyAddresses], "SMTP:")"#,
            gives: Gives::Json("2"),
        },
        Example {
            given: &[("proxyAddresses", r#"["smtp:b@x", "SMTP:a@x"]"#)],
            expr: r#"Contains([proxyAddresses], "SMTP:", CaseInsensitive)"#,
            gives: Gives::Json("1"),
        },
        Example {
            given: &[("proxyAddresses", r#"["smtp:b@x"]"#)],
            expr: r#"Contains([proxyAddresses], "X500:")"#,
            gives: Gives::Json("0"),
        },
        Example {
            given: &[("proxyAddresses", "null")],
            expr: r#"Contains([proxyAddresses], "SMTP:")"#,
            gives: Gives::Json("0"),
        },
    ],
    fidelity: &[NULL],
    prepare: Some(prepare),
    call,
    source: "reference-expressions",
    ..Function::DEFAULT
};

static NULL: Fidelity = Fidelity {
    id: "contains-null",
    doing: "null contains nothing, and nothing contains null",
    known: "not documented",
    sureness: Sureness::Chosen,
};

/// The third argument is neither of the two words.
pub(super) static CASE: Code = Code {
    slug: "case-word",
    severity: Severity::Error,
    title: "a text is not a word for case",
    explanation: "`Contains` takes the word `CaseSensitive` or `CaseInsensitive` as its third argument, \
without quotes: `Contains([proxyAddresses], \"smtp:\", CaseInsensitive)`.",
    sample: Sample::Expression("Contains([proxyAddresses], \"SMTP:\", \"any\")"),
};

const WORDS: [&str; 2] = ["CaseSensitive", "CaseInsensitive"];

fn ignores_case(word: &str) -> Option<bool> {
    let at = WORDS
        .iter()
        .position(|known| known.eq_ignore_ascii_case(word))?;
    Some(at == 1)
}

fn not_case(word: &str) -> String {
    format!("`{word}` is neither `CaseSensitive` nor `CaseInsensitive`")
}

fn prepare(site: &mut Site<'_>) -> Option<Prepared> {
    let word = site.text(2)?;
    if ignores_case(word).is_none() {
        let found = Diagnostic::new(&CASE, site.span(2), not_case(word))
            .help("write one of the two words, without quotes");
        refuse(site, 2, &WORDS, found);
    }
    None
}

fn call<'v>(args: &mut Args<'_, 'v>) -> Result<Value<'v>, Stop> {
    let items = args.list(0)?;
    let Some(search) = args.text(1)? else {
        args.note(&NULL);
        return Ok(Value::Int(0));
    };
    let ignore_case = match args.text(2)? {
        None => false,
        Some(word) => ignores_case(word).ok_or_else(|| Fault::quoting(&CASE, word, not_case))?,
    };
    if items.is_empty() {
        args.note(&NULL);
    }
    let arena = args.arena();
    let holds = |item: &str| match ignore_case {
        true => index_of(item, search, 0, true).is_some(),
        false => item.contains(search),
    };
    let at = items
        .iter()
        .position(|item| text(*item, arena).is_some_and(holds));
    Ok(Value::Int(at.map_or(0, |at| at as i64 + 1)))
}
