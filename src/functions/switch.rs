//! `Switch`: the value that belongs to a key.

use super::shared::keys::Keys;
use crate::diag::{Code, Diagnostic, Sample, Severity};
use crate::library::{
    Args, Example, Fidelity, Function, Gives, Param, Prepared, Site, Stop, Sureness,
};
use crate::text::Span;
use crate::value::{Kind, Value, text};

pub(super) static FUNCTION: Function = Function {
    name: "Switch",
    summary: "Gives the value of the first key that equals the source, or the default value.",
    details: "Keys are compared as text, with regard to case: `True` is not `true`. The key `\"\"` \
also stands for a source that is null. Only the value that is chosen is evaluated. Without a \
default value the comma stays: `Switch([x], , \"key\", \"value\")`.",
    params: &[
        Param::required("source", Kind::Text, "The value to look up."),
        Param::optional(
            "defaultValue",
            Kind::Any,
            "The value where no key equals the source; null if absent.",
        ),
        Param::repeated("key", Kind::Text, "The text that the source may equal.")
            .key("switchValue"),
        Param::repeated("value", Kind::Any, "The value that belongs to the key.")
            .key("switchValue"),
    ],
    returns: Kind::Any,
    examples: &[
        Example {
            given: &[("state", "QLD")],
            expr: "Switch([state], \"Australia/Sydney\", \"NSW\", \"Australia/Sydney\", \"QLD\", \"Australia/Brisbane\")",
            gives: Gives::Json("\"Australia/Brisbane\""),
        },
        Example {
            given: &[("IsSoftDeleted", "false")],
            expr: "Switch([IsSoftDeleted], , \"False\", \"True\", \"True\", \"False\")",
            gives: Gives::Json("\"True\""),
        },
        Example {
            given: &[("IsSoftDeleted", "false")],
            expr: "Switch([IsSoftDeleted], , \"false\", \"True\", \"true\", \"False\")",
            gives: Gives::Json("null"),
        },
        Example {
            given: &[("country", "null")],
            expr: "Switch([country], [country], \"\", \"Other\")",
            gives: Gives::Json("\"Other\""),
        },
        Example {
            given: &[("statusFlag", "\"\"")],
            expr: "Switch([statusFlag], \"Default Value\", \"true\", \"1\", \"\", \"0\")",
            gives: Gives::Json("\"0\""),
        },
        Example {
            given: &[("country", "FR"), ("home", "FR")],
            expr: "Switch([country], \"abroad\", [home], \"domestic\")",
            gives: Gives::Json("\"domestic\""),
        },
    ],
    fidelity: &[NULL_KEY],
    prepare: Some(prepare),
    call,
    ..Function::DEFAULT
};

static NULL_KEY: Fidelity = Fidelity {
    id: "switch-null-key",
    doing: "a key that is null counts as the key `\"\"`",
    known: "not documented",
    sureness: Sureness::Chosen,
};

/// The pairs of a `Switch` do not come out even.
pub(super) static PAIRS: Code = Code {
    slug: "switch-pairs",
    severity: Severity::Error,
    title: "the keys and values of `Switch` do not form pairs",
    explanation: "After its source and its default value, `Switch` takes keys and values in turn. \
With an odd number of arguments one of them is missing, and every key after it is taken for a value. \
Most often it is the default value: where there shall be none, its comma is still written, as in \
`Switch([IsSoftDeleted], , \"False\", \"True\", \"True\", \"False\")`.",
    sample: Sample::Expression("Switch([department], \"ENG\", \"Engineering\")"),
};

/// Arguments before the first key.
const FIRST_KEY: usize = 2;

fn prepare(site: &mut Site<'_>) -> Option<Prepared> {
    let count = site.args.len();
    if count < FIRST_KEY + 2 || count % 2 == 1 {
        if count > 0 {
            let found = unpaired(site);
            site.report(found);
        }
        return None;
    }
    let arena = bumpalo::Bump::new();
    let keys = (FIRST_KEY..count)
        .step_by(2)
        .map(|index| {
            let key = text(site.constant(index)?, &arena)?;
            Some((key, index + 1))
        })
        .collect::<Option<Vec<_>>>()?;
    Some(Box::new(Keys::new(keys.into_iter())))
}

fn unpaired(site: &Site<'_>) -> Diagnostic {
    let count = site.args.len();
    let last = count - 1;
    if count <= FIRST_KEY {
        return Diagnostic::new(&PAIRS, site.span, "`Switch` needs a key and its value")
            .help("write `Switch(source, default, key, value)`");
    }
    // Keys are nearly always texts: the first one that is none stands where a value was meant.
    let shifted = (FIRST_KEY..count)
        .step_by(2)
        .find(|index| site.constant(*index).is_none());
    let found = Diagnostic::new(
        &PAIRS,
        site.span(last),
        "the keys and values of `Switch` do not form pairs",
    )
    .under("a key without a value");
    let found = match shifted {
        Some(index) if index < last => found.label(
            site.span(index),
            "this is taken for a key, so the pairs shift before it",
        ),
        _ => found,
    };
    if !site.given(1) {
        return found.help("after source and default value, write a value for each key");
    }
    let comma = Span::at(site.span(1).start as usize);
    found
        .label(site.span(1), "this is taken for the default value")
        .help("where there is no default value, keep its comma: `Switch(source, , key, value)`")
        .suggest("leave the default value empty", comma, ", ")
}

fn call<'v>(args: &mut Args<'_, 'v>) -> Result<Value<'v>, Stop> {
    let source = args.text(0)?.unwrap_or_default();
    let chosen = match args.prepared::<Keys>() {
        Some(keys) => keys.find(source),
        None => search(args, source)?,
    };
    args.value(chosen.unwrap_or(1))
}

fn search(args: &mut Args<'_, '_>, source: &str) -> Result<Option<usize>, Stop> {
    for index in (FIRST_KEY..args.len()).step_by(2) {
        let key = args.text(index)?;
        if key.unwrap_or_default() == source {
            if key.is_none() {
                args.note(&NULL_KEY);
            }
            return Ok(Some(index + 1));
        }
    }
    Ok(None)
}
