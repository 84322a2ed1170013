//! Checks a written call and compiles its constants.

use super::codes::{
    ATTRIBUTE, EMPTY_OLD_VALUE, SHAPE, UNKNOWN_GROUP, UNKNOWN_REFERENCE, UNUSED_SOURCE,
};
use super::shape::{self, GROUP, OLD_VALUE, PATTERN, Shape, TEMPLATE, VALUE};
use crate::diag::{Diagnostic, nearest};
use crate::dotnet::regex::{MatchError, Regex, Template};
use crate::library::pattern;
use crate::library::{Prepared, Site};
use crate::text::Span;

/// A call, as far as it is known before evaluation.
pub(super) struct Plan {
    pub(super) shape: Shape,
    pub(super) regex: Option<Regex>,
    pub(super) template: Option<Template>,
}

const SHAPES: &str = "write one of
Replace(source, oldValue, , , , , template)
Replace(source, oldValue, , , replacementValue, , )
Replace(source, , regexPattern, regexGroupName, , [attribute], )
Replace(source, , regexPattern, regexGroupName, replacementValue, , )
Replace(source, , regexPattern, , replacementValue, , )";

pub(super) fn prepare(site: &mut Site<'_>) -> Option<Prepared> {
    let Some(shape) = Shape::of(|index| site.given(index)) else {
        let found = no_shape(site);
        site.report(found);
        return None;
    };
    if shape.looks_for_text() {
        old_value(site, shape);
    }
    if shape == Shape::FromAttribute {
        attribute(site);
    }
    let mut plan = Plan {
        shape,
        regex: None,
        template: None,
    };
    if !shape.looks_for_text()
        && let Some(regex) = pattern::checked(site, PATTERN)
    {
        if shape.names_group() {
            group(site, &regex);
        } else {
            references(site, &regex);
            plan.template = pattern::checked_template(site, VALUE, &regex);
        }
        plan.regex = Some(regex);
    }
    Some(Box::new(plan))
}

fn no_shape(site: &Site<'_>) -> Diagnostic {
    let given: Vec<usize> = (OLD_VALUE..=TEMPLATE)
        .filter(|index| site.given(*index))
        .collect();
    let names: Vec<String> = given
        .iter()
        .map(|index| format!("`{}`", name_of(*index)))
        .collect();
    let message = match names.as_slice() {
        [] => "`Replace` has nothing to replace".to_owned(),
        [only] => format!("`Replace` cannot do anything with {only} alone"),
        [others @ .., last] => format!(
            "`Replace` takes {} and {last} in none of its five shapes",
            others.join(", ")
        ),
    };
    let found = Diagnostic::new(&SHAPE, site.span, message);
    let found = given.iter().fold(found, |found, index| {
        found.label(site.span(*index), name_of(*index))
    });
    if given == [OLD_VALUE, PATTERN] {
        let place = Span::at(site.span(PATTERN).start as usize);
        return found
            .help(
                "`Replace(source, oldValue, newValue)` is the form of Entra Connect: \
in provisioning the new value is the fifth argument, `Replace(source, oldValue, , , newValue, , )`",
            )
            .suggest("make it the fifth argument", place, ", , ");
    }
    found.help(SHAPES)
}

fn name_of(index: usize) -> &'static str {
    super::FUNCTION.param(index).map_or("", |param| param.name)
}

fn old_value(site: &mut Site<'_>, shape: Shape) {
    let Some(old) = site.text(OLD_VALUE) else {
        return;
    };
    let place = site.span(OLD_VALUE);
    if old.is_empty() {
        let found = Diagnostic::new(&EMPTY_OLD_VALUE, place, "`oldValue` is empty")
            .help("give the text to replace, or use `Join` to put texts together");
        site.report(found);
    } else if shape == Shape::IntoTemplate
        && let Some(template) = site.text(TEMPLATE)
        && !template.contains(old)
    {
        let found = Diagnostic::new(
            &UNUSED_SOURCE,
            site.span(TEMPLATE),
            format!("the template does not contain `{old}`"),
        )
        .label(place, "every such text in the template becomes the source")
        .help(format!(
            "write `{old}` in the template where the source is to stand"
        ));
        site.report(found);
    }
}

fn attribute(site: &mut Site<'_>) {
    let Some(arg) = site.args.get(shape::ATTRIBUTE) else {
        return;
    };
    if arg.attribute.is_some() {
        return;
    }
    let found = Diagnostic::new(
        &ATTRIBUTE,
        arg.span,
        "`replacementAttributeName` must be an attribute in brackets",
    );
    let found = match site.text(shape::ATTRIBUTE) {
        Some(name) if !name.is_empty() && !name.contains(['[', ']']) => found
            .help(format!("write `[{name}]` to take the value of that attribute"))
            .suggest(format!("write `[{name}]`"), arg.span, format!("[{name}]")),
        _ => found.help(
            "write an attribute, such as `[mobile]`; for a computed value use `IIF` around two calls of `Replace`",
        ),
    };
    site.report(found);
}

fn group(site: &mut Site<'_>, regex: &Regex) {
    let Some(name) = site.text(GROUP) else {
        return;
    };
    let place = site.span(GROUP);
    if !regex.has_group(name) {
        let found = Diagnostic::new(
            &UNKNOWN_GROUP,
            place,
            format!("the pattern has no group `{name}`"),
        )
        .label(site.span(PATTERN), "");
        site.report(with_nearest(found, name, regex, Some(place), |near| {
            format!("\"{near}\"")
        }));
    } else if regex.find_group("", name) == Err(MatchError::DoubtfulGroup) {
        let found = Diagnostic::new(
            &pattern::REGEX_UNSUPPORTED,
            place,
            format!("attrflow cannot tell the value of the group `{name}` faithfully"),
        )
        .help("repeat the group inside of another one instead of the group itself");
        site.report(found);
    }
}

/// Warns of `${name}` without such a group: .NET takes it literally.
fn references(site: &mut Site<'_>, regex: &Regex) {
    let Some(value) = site.text(VALUE) else {
        return;
    };
    let is_literal = site
        .args
        .get(VALUE)
        .is_some_and(|arg| arg.literal.is_some());
    let mut rest = value;
    while let Some((_, after)) = rest.split_once('$') {
        let inner = after
            .strip_prefix('{')
            .and_then(|inner| inner.split_once('}'));
        let start = value.len() - after.len() - 1;
        rest = match inner {
            Some((name, tail)) => {
                let is_name =
                    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_');
                if is_name && !regex.has_group(name) && name != "0" {
                    let place = site.within(VALUE, start, value.len() - tail.len());
                    let found = Diagnostic::new(
                        &UNKNOWN_REFERENCE,
                        place,
                        format!(
                            "the pattern has no group `{name}`, so `${{{name}}}` stays as it is"
                        ),
                    );
                    let exact = is_literal.then_some(place);
                    site.report(with_nearest(found, name, regex, exact, |near| {
                        format!("${{{near}}}")
                    }));
                }
                tail
            }
            None => after.strip_prefix('$').unwrap_or(after),
        };
    }
}

fn with_nearest(
    found: Diagnostic,
    name: &str,
    regex: &Regex,
    place: Option<Span>,
    written: impl Fn(&str) -> String,
) -> Diagnostic {
    let names = regex.group_names();
    let known: Vec<&str> = names
        .iter()
        .map(String::as_str)
        .filter(|name| name.parse::<u32>().is_err())
        .collect();
    match nearest(name, known.iter().copied()) {
        Some(near) => {
            let found = found.help(format!("did you mean `{near}`?"));
            match place {
                Some(place) => {
                    found.suggest(format!("write `{}`", written(near)), place, written(near))
                }
                None => found,
            }
        }
        None if known.is_empty() => {
            found.help(format!("name a part of the pattern: `(?<{name}>…)`"))
        }
        None => found.help(format!("its groups are `{}`", known.join("`, `"))),
    }
}
