//! `Coalesce`: the first value that is there.

use crate::library::{Args, Example, Fidelity, Function, Gives, Param, Stop, Sureness};
use crate::value::{Kind, Value};

pub(super) static FUNCTION: Function = Function {
    name: "Coalesce",
    summary: "Gives the first of its arguments that is not null.",
    details: "The last argument serves as the default value. An empty text is a value. Arguments \
after the chosen one are not evaluated.",
    params: &[
        Param::required("source1", Kind::Any, "The value to prefer.").key("source"),
        Param::repeated("source", Kind::Any, "The next value to take."),
    ],
    returns: Kind::Any,
    examples: &[
        Example {
            given: &[
                ("mail", "null"),
                ("userPrincipalName", "John.Doe@contoso.com"),
            ],
            expr: "Coalesce([mail], [userPrincipalName])",
            gives: Gives::Json("\"John.Doe@contoso.com\""),
        },
        Example {
            given: &[("mail", "null"), ("userPrincipalName", "null")],
            expr: "Coalesce([mail], [userPrincipalName], \"none\")",
            gives: Gives::Json("\"none\""),
        },
        Example {
            given: &[("mail", "\"\"")],
            expr: "Coalesce([mail], \"none\")",
            gives: Gives::Json("\"\""),
        },
        Example {
            given: &[("mail", "null")],
            expr: "Coalesce([mail])",
            gives: Gives::Json("null"),
        },
    ],
    fidelity: &[EMPTY],
    call,
    ..Function::DEFAULT
};

static EMPTY: Fidelity = Fidelity {
    id: "coalesce-empty",
    doing: "an empty text is taken as a value",
    known: "the function reference speaks of null only; one of Microsoft's guides expects empty texts to be passed over",
    sureness: Sureness::Disputed,
};

fn call<'v>(args: &mut Args<'_, 'v>) -> Result<Value<'v>, Stop> {
    let count = args.len();
    for index in 0..count {
        let value = args.value(index)?;
        if !value.is_null() {
            if value.is_empty() && index + 1 < count {
                args.note(&EMPTY);
            }
            return Ok(value);
        }
    }
    Ok(Value::Null)
}
