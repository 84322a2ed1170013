//! `INCLUDES`, `ENDS_WITH`, and the reversed containment `&` and `!&`.

use super::order::integer;
use crate::library::{Args, ClauseExample, Fidelity, Operator, Stop, Sureness};
use crate::value::{Kind, Value};

pub(super) static INCLUDES: Operator = Operator {
    name: "INCLUDES",
    summary: "The attribute contains the value, with regard to case.",
    kinds: &[Kind::Text],
    examples: &[
        ClauseExample {
            source: "\"Sales Europe\"",
            value: "Sales",
            holds: true,
        },
        ClauseExample {
            source: "\"Presales\"",
            value: "Sales",
            holds: false,
        },
        ClauseExample {
            source: "null",
            value: "Sales",
            holds: false,
        },
    ],
    test: |args| {
        let (source, value) = texts(args)?;
        Ok(Value::Bool(source.contains(value)))
    },
    ..Operator::DEFAULT
};

pub(super) static ENDS_WITH: Operator = Operator {
    name: "ENDS_WITH",
    summary: "The attribute ends with the value, with regard to case.",
    kinds: &[Kind::Text],
    examples: &[
        ClauseExample {
            source: "\"CN=Ada,OU=Cloud,DC=mydomain,DC=tld\"",
            value: "OU=Cloud,DC=mydomain,DC=tld",
            holds: true,
        },
        ClauseExample {
            source: "\"ada@contoso.com.test\"",
            value: "contoso.com",
            holds: false,
        },
        ClauseExample {
            source: "null",
            value: "contoso.com",
            holds: false,
        },
    ],
    test: |args| {
        let (source, value) = texts(args)?;
        Ok(Value::Bool(source.ends_with(value)))
    },
    ..Operator::DEFAULT
};

pub(super) static AND: Operator = Operator {
    name: "&",
    summary: "The attribute is contained in the value; of two integers, they share a bit.",
    examples: &[
        ClauseExample {
            source: "\"Sales\"",
            value: "Sales;Marketing",
            holds: true,
        },
        ClauseExample {
            source: "\"Sales Europe\"",
            value: "Sales",
            holds: false,
        },
        ClauseExample {
            source: "6",
            value: "4",
            holds: true,
        },
        ClauseExample {
            source: "1",
            value: "10",
            holds: false,
        },
        ClauseExample {
            source: "null",
            value: "Sales",
            holds: false,
        },
    ],
    fidelity: &[BITS],
    test: |args| Ok(Value::Bool(shares(args)?)),
    ..Operator::DEFAULT
};

pub(super) static NOT_AND: Operator = Operator {
    name: "!&",
    aliases: &["!&L"],
    summary: "The attribute is not contained in the value; of two integers, they share no bit.",
    negative: true,
    examples: &[
        ClauseExample {
            source: "1",
            value: "566259712",
            holds: true,
        },
        ClauseExample {
            source: "\"536870912\"",
            value: "566259712",
            holds: false,
        },
        ClauseExample {
            source: "\"Sales\"",
            value: "Sales;Marketing",
            holds: false,
        },
        ClauseExample {
            source: "null",
            value: "566259712",
            holds: false,
        },
    ],
    fidelity: &[BITS],
    test: |args| Ok(Value::Bool(!shares(args)?)),
    ..Operator::DEFAULT
};

static BITS: Fidelity = Fidelity {
    id: "filter-bits",
    doing: "two integers are compared bit by bit",
    known: "documented as containment of texts; a default filter of Microsoft's tests the bits of `msExchRecipientTypeDetails` with it",
    sureness: Sureness::Disputed,
};

fn texts<'v>(args: &mut Args<'_, 'v>) -> Result<(&'v str, &'v str), Stop> {
    Ok((
        args.text(0)?.unwrap_or_default(),
        args.text(1)?.unwrap_or_default(),
    ))
}

fn shares(args: &mut Args<'_, '_>) -> Result<bool, Stop> {
    if let (Some(source), Some(value)) = (integer(args, 0)?, integer(args, 1)?) {
        args.note(&BITS);
        return Ok(source & value != 0);
    }
    let (source, value) = texts(args)?;
    Ok(value.contains(source))
}
