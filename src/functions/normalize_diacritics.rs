//! `NormalizeDiacritics`: letters without their marks.

use super::shared::written::rewritten;
use crate::dotnet::text::fold_diacritics;
use crate::library::{Args, Example, Fidelity, Function, Gives, Param, Stop, Sureness};
use crate::value::{Kind, Value};

static OTHER_LETTERS: Fidelity = Fidelity {
    id: "normalizediacritics-other-letters",
    doing: "Latin letters that neither consist of a letter and a mark nor stand in the documented table, \
such as đ ð þ œ, stay",
    known: "the reference does not mention them",
    sureness: Sureness::Chosen,
};

pub(super) static FUNCTION: Function = Function {
    name: "NormalizeDiacritics",
    summary: "Replaces letters with marks by their plain letters.",
    details: "An umlaut loses its dots: ä becomes a, not ae. Some letters that are no plain letter with a \
mark follow a table: æ ae, ø oe, ß ss, ł l, ı i, and their capitals.",
    params: &[Param::required(
        "source",
        Kind::Text,
        "The text to convert.",
    )],
    elementwise: true,
    examples: &[
        Example {
            given: &[("givenName", "Zoë")],
            expr: "NormalizeDiacritics([givenName])",
            gives: Gives::Json(r#""Zoe""#),
        },
        Example {
            given: &[("surname", "Jürgensen-Straße")],
            expr: "NormalizeDiacritics([surname])",
            gives: Gives::Json(r#""Jurgensen-Strasse""#),
        },
        Example {
            given: &[("surname", "Þórður")],
            expr: "NormalizeDiacritics([surname])",
            gives: Gives::Json(r#""Þorður""#),
        },
        Example {
            given: &[("otherNames", r#"["José", "Ada"]"#)],
            expr: "NormalizeDiacritics([otherNames])",
            gives: Gives::Json(r#"["Jose", "Ada"]"#),
        },
        Example {
            given: &[("givenName", "null")],
            expr: "NormalizeDiacritics([givenName])",
            gives: Gives::Json("null"),
        },
    ],
    fidelity: &[OTHER_LETTERS],
    call,
    ..Function::DEFAULT
};

fn call<'v>(args: &mut Args<'_, 'v>) -> Result<Value<'v>, Stop> {
    let Some(source) = args.text(0)? else {
        return Ok(Value::Null);
    };
    if source.is_ascii() {
        return Ok(Value::Text(source));
    }
    let folded = rewritten(source, args.arena(), |out| fold_diacritics(source, out));
    if !folded.is_ascii() && folded.chars().any(is_latin_letter) {
        args.note(&OTHER_LETTERS);
    }
    Ok(Value::Text(folded))
}

fn is_latin_letter(c: char) -> bool {
    matches!(c, '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}') && c.is_alphabetic()
}
