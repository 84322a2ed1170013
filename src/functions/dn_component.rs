//! `DNComponent`: a part of a distinguished name.

use crate::diag::{Code, Sample, Severity};
use crate::dotnet::directory::{DnError, dn_component};
use crate::library::{Args, Example, Fault, Fidelity, Function, Gives, Param, Stop, Sureness};
use crate::value::{Kind, Value};
use std::borrow::Cow;

pub(super) static FUNCTION: Function = Function {
    name: "DNComponent",
    summary: "Gives the value of a component of a distinguished name.",
    details: "Components count from 1, from the left. The value stands without its type and without escapes.",
    params: &[
        Param::required("dn", Kind::Reference, "The distinguished name."),
        Param::required("number", Kind::Integer, "The component, from 1."),
    ],
    jobs: super::shared::jobs::CLOUD_SYNC,
    examples: &[
        Example {
            given: &[("dn", "cn=Joe,ou=x")],
            expr: "DNComponent(CRef([dn]), 1)",
            gives: Gives::Json(r#""Joe""#),
        },
        Example {
            given: &[("dn", r#"CN=Doe\, Ada,OU=Sales,DC=contoso,DC=com"#)],
            expr: "DNComponent([dn], 1)",
            gives: Gives::Json(r#""Doe, Ada""#),
        },
        Example {
            given: &[("dn", "cn=Joe,ou=x")],
            expr: "DNComponent([dn], 3)",
            gives: Gives::Json("null"),
        },
        Example {
            given: &[("dn", "null")],
            expr: "DNComponent([dn], 1)",
            gives: Gives::Json("null"),
        },
        Example {
            given: &[("dn", "Joe")],
            expr: "DNComponent([dn], 1)",
            gives: Gives::Error("invalid-dn"),
        },
    ],
    fidelity: &[NULL, TOO_FEW],
    call,
    source: "reference-expressions",
    ..Function::DEFAULT
};

static NULL: Fidelity = Fidelity {
    id: "dncomponent-null",
    doing: "null gives null",
    known: "not documented",
    sureness: Sureness::Chosen,
};

static TOO_FEW: Fidelity = Fidelity {
    id: "dncomponent-too-few",
    doing: "a component that the name does not have is null",
    known: "not documented",
    sureness: Sureness::Chosen,
};

/// A text that is no distinguished name.
pub(super) static INVALID_DN: Code = Code {
    slug: "invalid-dn",
    severity: Severity::Error,
    title: "a text is not a distinguished name",
    explanation: "A distinguished name consists of components such as `CN=Ada` and `OU=Sales`, parted by \
commas; a comma inside a value stands behind a backslash: `CN=Doe\\, Ada,DC=contoso,DC=com`.",
    sample: Sample::Expression("DNComponent(\"Ada\", 1)"),
};

#[cold]
fn invalid(dn: &str, error: DnError) -> Fault {
    Fault::quoting(&INVALID_DN, dn, |dn| format!("`{dn}` is {error}"))
}

fn call<'v>(args: &mut Args<'_, 'v>) -> Result<Value<'v>, Stop> {
    let (Some(dn), Some(number)) = (args.text(0)?, args.integer(1)?) else {
        args.note(&NULL);
        return Ok(Value::Null);
    };
    // No component has the number 0.
    let component = dn_component(dn, usize::try_from(number).unwrap_or_default())
        .map_err(|error| invalid(dn, error))?;
    Ok(match component {
        Some(Cow::Borrowed(value)) => Value::Text(value),
        Some(Cow::Owned(value)) => Value::Text(args.arena().alloc_str(&value)),
        None => {
            args.note(&TOO_FEW);
            Value::Null
        }
    })
}
