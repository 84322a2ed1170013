//! `ConvertFromBase64`: the text that base64 stands for.

use super::shared::word::refuse;
use crate::diag::{Code, Diagnostic, Sample, Severity};
use crate::dotnet::encoding::{Charset, from_base64};
use crate::library::{
    Args, Example, Fault, Fidelity, Function, Gives, Param, Prepared, Site, Stop, Sureness,
};
use crate::value::{Kind, Value};
use bumpalo::collections::String as ArenaString;

pub(super) static FUNCTION: Function = Function {
    name: "ConvertFromBase64",
    summary: "Gives the text whose bytes a base64 text holds.",
    details: "The bytes are read as UTF-16, little-endian, unless another encoding is named.",
    params: &[
        Param::required("source", Kind::Text, "The base64 text."),
        Param::optional(
            "encoding",
            Kind::Text,
            "How the bytes are read; `Unicode`, which is UTF-16, if absent.",
        )
        .words(&WORDS),
    ],
    jobs: super::shared::jobs::CLOUD_SYNC,
    examples: &[
        Example {
            given: &[],
            expr: r#"ConvertFromBase64("SABlAGwAbABvACAAdwBvAHIAbABkACEA")"#,
            gives: Gives::Json(r#""Hello world!""#),
        },
        Example {
            given: &[],
            expr: r#"ConvertFromBase64("SGVsbG8gd29ybGQh", UTF8)"#,
            gives: Gives::Json(r#""Hello world!""#),
        },
        Example {
            given: &[("thumb", "null")],
            expr: "ConvertFromBase64([thumb])",
            gives: Gives::Json("null"),
        },
        Example {
            given: &[("thumb", "not base64")],
            expr: "ConvertFromBase64([thumb], ASCII)",
            gives: Gives::Error("invalid-base64"),
        },
    ],
    fidelity: &[NULL],
    prepare: Some(prepare),
    call,
    source: "reference-expressions",
    ..Function::DEFAULT
};

static NULL: Fidelity = Fidelity {
    id: "convertfrombase64-null",
    doing: "null gives null",
    known: "not documented",
    sureness: Sureness::Chosen,
};

/// A text that no base64 decoder takes.
pub(super) static INVALID_BASE64: Code = Code {
    slug: "invalid-base64",
    severity: Severity::Error,
    title: "a text is not base64",
    explanation: "Base64 consists of letters, digits, `+` and `/`, four characters for three bytes, with \
`=` at the end where bytes are missing. The value of this user is something else: test what the source \
really holds before decoding it.",
    sample: Sample::Expression("ConvertFromBase64(\"not base64\")"),
};

/// The second argument names no encoding.
pub(super) static ENCODING: Code = Code {
    slug: "unknown-encoding",
    severity: Severity::Error,
    title: "a text names no encoding",
    explanation: "`ConvertFromBase64` reads bytes as `Unicode` (UTF-16, little-endian), `ASCII` or `UTF8`. \
The word stands without quotes: `ConvertFromBase64([x], UTF8)`.",
    sample: Sample::Expression("ConvertFromBase64([mail], \"latin1\")"),
};

const WORDS: [&str; 3] = ["Unicode", "ASCII", "UTF8"];

fn named(name: &str) -> Option<Charset> {
    let all = [Charset::Unicode, Charset::Ascii, Charset::Utf8];
    let mut pairs = WORDS.iter().zip(all);
    pairs
        .find(|(word, _)| word.eq_ignore_ascii_case(name))
        .map(|(_, charset)| charset)
}

fn not_encoding(name: &str) -> String {
    format!("`{name}` is not an encoding")
}

fn prepare(site: &mut Site<'_>) -> Option<Prepared> {
    let name = site.text(1)?;
    if named(name).is_none() {
        let found = Diagnostic::new(&ENCODING, site.span(1), not_encoding(name))
            .help("write `Unicode`, `ASCII` or `UTF8`, without quotes");
        refuse(site, 1, &WORDS, found);
    }
    None
}

fn call<'v>(args: &mut Args<'_, 'v>) -> Result<Value<'v>, Stop> {
    let Some(source) = args.text(0)? else {
        args.note(&NULL);
        return Ok(Value::Null);
    };
    let charset = match args.text(1)? {
        None => Charset::default(),
        Some(name) => named(name).ok_or_else(|| Fault::quoting(&ENCODING, name, not_encoding))?,
    };
    let mut out = ArenaString::with_capacity_in(source.len(), args.arena());
    from_base64(source, charset, &mut out).map_err(|_| {
        Fault::quoting(&INVALID_BASE64, source, |source| {
            format!("`{source}` is not base64")
        })
    })?;
    Ok(Value::Text(out.into_bump_str()))
}
