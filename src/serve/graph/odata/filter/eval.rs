//! Whether a filter holds.

use super::super::at;
use super::{Comparison, Expr, Function, Literal};
use crate::dotnet::date::{Ticks, parse_free_utc};
use serde_json::Value as Json;
use std::borrow::Cow;
use std::cmp::Ordering;

/// A value while it is looked at.
#[derive(Clone, PartialEq, Debug)]
enum Datum<'o> {
    Null,
    Truth(bool),
    Number(f64),
    Text(Cow<'o, str>),
    Instant(Ticks),
    /// An object or a list, which nothing is equal to.
    Other,
}

pub(super) fn holds(expr: &Expr, object: &Json) -> bool {
    truth(expr, object) == Some(true)
}

/// The truth of an expression; `None` where it has none, as for null.
fn truth(expr: &Expr, object: &Json) -> Option<bool> {
    match value(expr, object) {
        Datum::Truth(truth) => Some(truth),
        _ => None,
    }
}

fn value<'o>(expr: &'o Expr, object: &'o Json) -> Datum<'o> {
    let said = |truth: Option<bool>| truth.map_or(Datum::Null, Datum::Truth);
    match expr {
        Expr::Literal(literal) => of_literal(literal),
        Expr::Property(path) => of_json(at(object, path)),
        Expr::Call(function, arguments) => {
            let mut arguments = arguments.iter().map(|argument| value(argument, object));
            let first = arguments.next().unwrap_or(Datum::Null);
            call(*function, first, arguments.next())
        }
        Expr::Not(inner) => said(truth(inner, object).map(|truth| !truth)),
        Expr::Compare(comparison, left, right) => {
            compare(*comparison, &value(left, object), &value(right, object))
        }
        Expr::In(left, choices) => {
            let left = value(left, object);
            let mut choices = choices.iter().map(|choice| value(choice, object));
            Datum::Truth(choices.any(|choice| equal(&left, &choice)))
        }
        Expr::And(parts) => said(all(parts.iter().map(|part| truth(part, object)), false)),
        Expr::Or(parts) => said(all(parts.iter().map(|part| truth(part, object)), true)),
    }
}

/// The truth of several: one that decides, decides; else one without truth takes theirs away.
fn all(parts: impl Iterator<Item = Option<bool>>, deciding: bool) -> Option<bool> {
    let mut found = Some(!deciding);
    for part in parts {
        match part {
            Some(truth) if truth == deciding => return Some(deciding),
            Some(_) => {}
            None => found = None,
        }
    }
    found
}

fn of_literal(literal: &Literal) -> Datum<'_> {
    match literal {
        Literal::Null => Datum::Null,
        Literal::Truth(truth) => Datum::Truth(*truth),
        Literal::Number(number) => Datum::Number(*number),
        Literal::Text(text) => Datum::Text(Cow::Borrowed(text)),
        Literal::Instant(instant) => Datum::Instant(*instant),
    }
}

fn of_json(json: &Json) -> Datum<'_> {
    match json {
        Json::Null => Datum::Null,
        Json::Bool(truth) => Datum::Truth(*truth),
        Json::Number(number) => number.as_f64().map_or(Datum::Other, Datum::Number),
        Json::String(text) => Datum::Text(Cow::Borrowed(text)),
        Json::Array(_) | Json::Object(_) => Datum::Other,
    }
}

fn call<'o>(function: Function, first: Datum<'o>, second: Option<Datum<'o>>) -> Datum<'o> {
    let Datum::Text(text) = first else {
        return Datum::Null;
    };
    let tests: fn(&str, &str) -> bool = match function {
        Function::ToLower => return Datum::Text(Cow::Owned(text.to_lowercase())),
        Function::ToUpper => return Datum::Text(Cow::Owned(text.to_uppercase())),
        Function::Trim => return Datum::Text(Cow::Owned(text.trim().to_owned())),
        Function::Length => {
            let length = u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX);
            return Datum::Number(f64::from(length));
        }
        Function::Contains => |text, part| text.contains(part),
        Function::StartsWith => |text, part| text.starts_with(part),
        Function::EndsWith => |text, part| text.ends_with(part),
    };
    match second {
        Some(Datum::Text(part)) => Datum::Truth(tests(&text, &part)),
        _ => Datum::Null,
    }
}

fn compare<'o>(comparison: Comparison, left: &Datum<'_>, right: &Datum<'_>) -> Datum<'o> {
    let fits: fn(Ordering) -> bool = match comparison {
        Comparison::Equal => return Datum::Truth(equal(left, right)),
        Comparison::Unequal => return Datum::Truth(!equal(left, right)),
        Comparison::Greater => Ordering::is_gt,
        Comparison::GreaterOrEqual => Ordering::is_ge,
        Comparison::Less => Ordering::is_lt,
        Comparison::LessOrEqual => Ordering::is_le,
    };
    order(left, right).map_or(Datum::Null, |order| Datum::Truth(fits(order)))
}

fn equal(left: &Datum<'_>, right: &Datum<'_>) -> bool {
    match (left, right) {
        (Datum::Null, Datum::Null) => true,
        (left, right) => order(left, right) == Some(Ordering::Equal),
    }
}

/// The order of two values of one kind; `None` for others.
fn order(left: &Datum<'_>, right: &Datum<'_>) -> Option<Ordering> {
    match (left, right) {
        (Datum::Truth(left), Datum::Truth(right)) => Some(left.cmp(right)),
        (Datum::Number(left), Datum::Number(right)) => left.partial_cmp(right),
        (Datum::Text(left), Datum::Text(right)) => Some(left.cmp(right)),
        (Datum::Instant(left), Datum::Instant(right)) => Some(left.cmp(right)),
        (Datum::Text(left), Datum::Instant(right)) => Some(parse_free_utc(left, None)?.cmp(right)),
        (Datum::Instant(left), Datum::Text(right)) => Some(left.cmp(&parse_free_utc(right, None)?)),
        _ => None,
    }
}
