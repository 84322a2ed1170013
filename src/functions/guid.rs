//! `Guid`: a new identifier.

use crate::dotnet::encoding::Guid as Uuid;
use crate::library::{Args, Example, Function, Gives, Purity, Stop};
use crate::value::Value;
use bumpalo::collections::String as ArenaString;
use std::fmt::Write as _;

pub(super) static FUNCTION: Function = Function {
    name: "Guid",
    summary: "Gives a new globally unique identifier.",
    details: "Version 4, in lower case with hyphens.",
    purity: Purity::Random,
    examples: &[Example {
        given: &[],
        expr: "Guid()",
        gives: Gives::Like("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"),
    }],
    call,
    ..Function::DEFAULT
};

fn call<'v>(args: &mut Args<'_, 'v>) -> Result<Value<'v>, Stop> {
    let host = args.host();
    let random = u128::from(host.random()) << 64 | u128::from(host.random());
    let mut out = ArenaString::with_capacity_in(36, args.arena());
    write!(out, "{}", Uuid::v4(random)).expect("a text in the arena takes everything");
    Ok(Value::Text(out.into_bump_str()))
}
