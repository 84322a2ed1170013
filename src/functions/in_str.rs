//! `InStr`: where a text stands in another one.

use super::shared::word::refuse;
use crate::diag::{Code, Diagnostic, Sample, Severity};
use crate::dotnet::text::index_of;
use crate::library::{
    Args, Example, Fault, Fidelity, Function, Gives, Param, Prepared, Site, Stop, Sureness,
};
use crate::value::{Kind, Value};

static NULL: Fidelity = Fidelity {
    id: "instr-null",
    doing: "a null text is found nowhere, which gives 0",
    known: "not documented",
    sureness: Sureness::Chosen,
};

static START: Fidelity = Fidelity {
    id: "instr-start",
    doing: "a start below 1 counts as 1",
    known: "not documented; Visual Basic refuses it",
    sureness: Sureness::Chosen,
};

static TEXT_COMPARE: Fidelity = Fidelity {
    id: "instr-text-compare",
    doing: "`vbTextCompare` ignores case character by character",
    known: "the reference says no more than that case is ignored; Visual Basic also ignores other \
differences of non-ASCII letters, depending on the culture",
    sureness: Sureness::Inferred,
};

/// A comparison that is neither of the two.
pub(super) static COMPARE_TYPE: Code = Code {
    slug: "compare-type",
    severity: Severity::Error,
    title: "the comparison of InStr is not known",
    explanation: "The fourth argument of `InStr` is the word `vbBinaryCompare`, which tells upper case \
from lower case, or `vbTextCompare`, which does not. Without it case counts: \
`InStr([mail], \"contoso\", 1, vbTextCompare)`.",
    sample: Sample::Expression("InStr([mail], \"contoso\", 1, \"ignoreCase\")"),
};

const WORDS: [&str; 2] = ["vbTextCompare", "vbBinaryCompare"];

pub(super) static FUNCTION: Function = Function {
    name: "InStr",
    summary: "The position of the first occurrence of a text in another one; 0 where there is none.",
    details: "The first character has position 1, and is 1 for the result wherever the search starts. \
Characters are counted as .NET counts them: one outside the basic plane, such as an emoji, counts twice.",
    params: &[
        Param::required("value1", Kind::Text, "The text to search."),
        Param::required("value2", Kind::Text, "The text to find."),
        Param::optional("start", Kind::Integer, "Where to start, from 1."),
        Param::optional(
            "compareType",
            Kind::Text,
            "Whether case counts, as it does unless told.",
        )
        .words(&WORDS),
    ],
    returns: Kind::Integer,
    examples: &[
        Example {
            given: &[],
            expr: r#"InStr("The quick brown fox", "quick")"#,
            gives: Gives::Json("5"),
        },
        Example {
            given: &[],
            expr: r#"InStr("repEated", "e", 3, vbBinaryCompare)"#,
            gives: Gives::Json("7"),
        },
        Example {
            given: &[],
            expr: r#"InStr("repEated", "e", 3, vbTextCompare)"#,
            gives: Gives::Json("4"),
        },
        Example {
            given: &[("mail", "ada@contoso.com")],
            expr: r#"InStr([mail], "fabrikam")"#,
            gives: Gives::Json("0"),
        },
        Example {
            given: &[("mail", "null")],
            expr: r#"InStr([mail], "@")"#,
            gives: Gives::Json("0"),
        },
    ],
    fidelity: &[NULL, START, TEXT_COMPARE],
    prepare: Some(prepare),
    call,
    ..Function::DEFAULT
};

struct IgnoreCase(bool);

fn prepare(site: &mut Site<'_>) -> Option<Prepared> {
    let word = site.text(3)?;
    if let Some(ignore_case) = ignores_case(word) {
        return Some(Box::new(IgnoreCase(ignore_case)));
    }
    let found = Diagnostic::new(&COMPARE_TYPE, site.span(3), refusal(word))
        .help("write `vbBinaryCompare` or `vbTextCompare`, without quotes");
    refuse(site, 3, &WORDS, found);
    None
}

fn call<'v>(args: &mut Args<'_, 'v>) -> Result<Value<'v>, Stop> {
    let (Some(text), Some(needle)) = (args.text(0)?, args.text(1)?) else {
        args.note(&NULL);
        return Ok(Value::Int(0));
    };
    let start = args.integer(2)?.unwrap_or(1);
    if start < 1 {
        args.note(&START);
    }
    let ignore_case = match args.prepared::<IgnoreCase>() {
        Some(prepared) => prepared.0,
        None => match args.text(3)? {
            Some(word) => {
                ignores_case(word).ok_or_else(|| Fault::quoting(&COMPARE_TYPE, word, refusal))?
            }
            None => false,
        },
    };
    if ignore_case && !(text.is_ascii() && needle.is_ascii()) {
        args.note(&TEXT_COMPARE);
    }
    let skip = usize::try_from(start.max(1) - 1).unwrap_or(usize::MAX);
    let position = index_of(text, needle, skip, ignore_case).map(|at| at.saturating_add(1));
    Ok(Value::Int(
        position.and_then(|at| i64::try_from(at).ok()).unwrap_or(0),
    ))
}

fn ignores_case(word: &str) -> Option<bool> {
    WORDS
        .iter()
        .position(|known| known.eq_ignore_ascii_case(word))
        .map(|at| at == 0)
}

fn refusal(word: &str) -> String {
    format!("`{word}` is no comparison of `InStr`")
}
