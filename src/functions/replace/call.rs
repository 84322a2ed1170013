//! Evaluates a call.

use super::prepare::Plan;
use super::shape::{ATTRIBUTE, GROUP, OLD_VALUE, PATTERN, SOURCE, Shape, TEMPLATE, VALUE};
use super::{FROM_ATTRIBUTE, NO_GROUP, NULL, codes};
use crate::dotnet::{regex::Regex, text};
use crate::library::pattern;
use crate::library::size::Growing;
use crate::library::{Args, Fault, Stop};
use crate::value::Value;

pub(super) fn call<'v>(args: &mut Args<'_, 'v>) -> Result<Value<'v>, Stop> {
    let plan = args.prepared::<Plan>();
    let shape = match plan {
        Some(plan) => plan.shape,
        None => Shape::of(|index| args.given(index)).ok_or_else(|| {
            Fault::new(
                &codes::SHAPE,
                "the arguments of `Replace` do not go together",
            )
        })?,
    };
    let source = args.text(SOURCE)?;
    if shape == Shape::FromAttribute {
        args.note(&FROM_ATTRIBUTE);
        return match source.filter(|source| !source.is_empty()) {
            Some(source) => Ok(Value::Text(source)),
            None => from_attribute(args, plan),
        };
    }
    let Some(source) = source else {
        args.note(&NULL);
        return Ok(Value::Null);
    };
    Ok(Value::Text(match shape {
        Shape::IntoTemplate => {
            let old = old_value(args)?;
            let template = or_empty(args, TEMPLATE)?;
            rewritten(args, template, |out| {
                text::replace(template, old, source, out)
            })?
        }
        Shape::Text => {
            let old = old_value(args)?;
            let value = or_empty(args, VALUE)?;
            rewritten(args, source, |out| text::replace(source, old, value, out))?
        }
        _ => by_pattern(args, plan, shape, source)?,
    }))
}

/// What `write` makes of the source; the source itself where it says `false` and writes nothing.
fn rewritten<'v>(
    args: &Args<'_, 'v>,
    source: &'v str,
    write: impl FnOnce(&mut Growing<'v>) -> bool,
) -> Result<&'v str, Stop> {
    let mut out = Growing::with_capacity(source.len(), args.arena());
    match write(&mut out) {
        true => out.end(),
        false => Ok(source),
    }
}

fn by_pattern<'v>(
    args: &mut Args<'_, 'v>,
    plan: Option<&Plan>,
    shape: Shape,
    source: &'v str,
) -> Result<&'v str, Stop> {
    let own;
    let regex = match plan.and_then(|plan| plan.regex.as_ref()) {
        Some(regex) => regex,
        None => {
            own = pattern_argument(args)?;
            &own
        }
    };
    let mut out = Growing::with_capacity(source.len(), args.arena());
    let replaced = if shape == Shape::Group {
        let group = or_empty(args, GROUP)?;
        if !regex.has_group(group) {
            return Err(unknown_group(group));
        }
        regex.replace_group(source, group, or_empty(args, VALUE)?, &mut out)
    } else if let Some(template) = plan.and_then(|plan| plan.template.as_ref()) {
        regex.replace_all(source, template, &mut out)
    } else {
        let template = pattern::compiled_template(or_empty(args, VALUE)?, regex)?;
        regex.replace_all(source, &template, &mut out)
    };
    match replaced {
        Ok(true) => out.end(),
        Ok(false) => Ok(source),
        Err(error) => Err(pattern::failed(error, source)),
    }
}

fn from_attribute<'v>(args: &mut Args<'_, 'v>, plan: Option<&Plan>) -> Result<Value<'v>, Stop> {
    let own;
    let regex = match plan.and_then(|plan| plan.regex.as_ref()) {
        Some(regex) => regex,
        None => {
            own = pattern_argument(args)?;
            &own
        }
    };
    let group = or_empty(args, GROUP)?;
    if !regex.has_group(group) {
        return Err(unknown_group(group));
    }
    let Some(text) = args.text(ATTRIBUTE)? else {
        return Ok(Value::Null);
    };
    match regex.find_group(text, group) {
        Ok(Some(found)) => Ok(Value::Text(found)),
        Ok(None) => {
            args.note(&NO_GROUP);
            Ok(Value::Null)
        }
        Err(error) => Err(pattern::failed(error, text)),
    }
}

fn pattern_argument(args: &mut Args<'_, '_>) -> Result<Regex, Stop> {
    match args.text(PATTERN)? {
        Some(pattern) => pattern::compiled(pattern),
        None => Err(Fault::new(
            &pattern::REGEX_INVALID,
            "the regular expression of `Replace` is null",
        )
        .into()),
    }
}

fn old_value<'v>(args: &mut Args<'_, 'v>) -> Result<&'v str, Stop> {
    args.text(OLD_VALUE)?
        .filter(|old| !old.is_empty())
        .ok_or_else(|| {
            Fault::new(
                &codes::EMPTY_OLD_VALUE,
                "`oldValue` of `Replace` is empty or null",
            )
            .into()
        })
}

fn or_empty<'v>(args: &mut Args<'_, 'v>, index: usize) -> Result<&'v str, Stop> {
    let text = args.text(index)?;
    if text.is_none() {
        args.note(&NULL);
    }
    Ok(text.unwrap_or_default())
}

#[cold]
fn unknown_group(name: &str) -> Stop {
    Fault::quoting(&codes::UNKNOWN_GROUP, name, |name| {
        format!("the pattern of `Replace` has no group `{name}`")
    })
    .into()
}
