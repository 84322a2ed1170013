//! Replacement templates: `$1`, `${name}`, `$$`, `$&`, `` $` ``, `$'`, `$+` and `$_`.

use super::Regex;
use super::category;
use super::error::PatternError;
use super::groups::Group;
use super::tree::{Key, Span};
use super::units;

/// A replacement text, made for one [`Regex`].
///
/// A reference to a group that the pattern does not have is literal text, as in .NET.
///
/// ```
/// use attrflow::dotnet::regex::{Regex, Template};
///
/// let regex = Regex::new(r"(\w+), (?<first>\w+)").unwrap();
/// let template = Template::new("${first} $1 $7", &regex).unwrap();
/// let mut out = String::new();
/// assert_eq!(regex.replace_all("Doe, Jo", &template, &mut out), Ok(true));
/// assert_eq!(out, "Jo Doe $7");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    pub(super) parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    Literal(String),
    /// `$&`
    Match,
    /// A group, by the engine's captures.
    Group(Vec<usize>),
    /// `` $` ``
    Before,
    /// `$'`
    After,
    /// `$_`
    Text,
}

impl Template {
    /// Reads a template in the light of the groups that a pattern has.
    ///
    /// ```
    /// # use attrflow::dotnet::regex::{PatternErrorKind, Regex, Template};
    /// let regex = Regex::new("a").unwrap();
    /// assert!(Template::new("$7 and $$", &regex).is_ok());
    /// assert_eq!(Template::new("$2147483648", &regex).unwrap_err().kind, PatternErrorKind::Invalid);
    /// ```
    ///
    /// # Errors
    /// `Invalid` where a group number exceeds 2,147,483,647, `Unsupported` where the group's value
    /// could differ from .NET's.
    pub fn new(template: &str, regex: &Regex) -> Result<Template, PatternError> {
        let mut parts = Vec::new();
        let mut literal = String::new();
        let mut rest = template;
        while let Some(at) = memchr::memchr(b'$', rest.as_bytes()) {
            let (before, from_dollar) = rest.split_at(at);
            literal.push_str(before);
            let start = template.len() - from_dollar.len();
            let (part, length) = reference(from_dollar, start, regex)?;
            match part {
                Part::Literal(text) => literal.push_str(&text),
                part => {
                    push_literal(&mut parts, &mut literal);
                    parts.push(part);
                }
            }
            rest = from_dollar.get(length..).unwrap_or_default();
        }
        literal.push_str(rest);
        push_literal(&mut parts, &mut literal);
        Ok(Template { parts })
    }

    /// The template for texts in the engine's alphabet.
    pub(super) fn to_engine(&self) -> Template {
        let parts = self.parts.iter().map(|part| match part {
            Part::Literal(text) => Part::Literal(units::to_engine(text)),
            part => part.clone(),
        });
        Template {
            parts: parts.collect(),
        }
    }

    /// Whether it refers to a group of the pattern.
    pub(super) fn needs_groups(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, Part::Group(_)))
    }
}

fn push_literal(parts: &mut Vec<Part>, literal: &mut String) {
    if !literal.is_empty() {
        parts.push(Part::Literal(std::mem::take(literal)));
    }
}

/// Reads what starts with `$`: the part, and how many bytes it takes.
fn reference(text: &str, start: usize, regex: &Regex) -> Result<(Part, usize), PatternError> {
    let literal = Ok((Part::Literal("$".to_owned()), 1));
    let Some(after) = text.get(1..) else {
        return literal;
    };
    let braced = after.strip_prefix('{').filter(|inner| !inner.is_empty());
    let inner = braced.unwrap_or(after);
    let inner_at = text.len() - inner.len();
    let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        let number = inner
            .get(..digits)
            .and_then(|digits| digits.parse::<u32>().ok())
            .filter(|number| *number <= i32::MAX.unsigned_abs());
        let end = start + inner_at + digits;
        let Some(number) = number else {
            return Err(PatternError::invalid(start, end, "the number is too large"));
        };
        let Some(length) = closed(text, inner_at + digits, braced.is_some()) else {
            return literal;
        };
        if number == 0 {
            return Ok((Part::Match, length));
        }
        return match regex.groups.get(&Key::Number(number)) {
            Some(group) => Ok((value(group, start, start + length)?, length)),
            None => literal,
        };
    }
    if braced.is_some() {
        let name_length: usize = inner
            .chars()
            .take_while(|c| u16::try_from(u32::from(*c)).is_ok_and(category::is_boundary_word))
            .map(char::len_utf8)
            .sum();
        let name = inner.get(..name_length).unwrap_or_default();
        let group = regex.groups.get(&Key::Name(name.to_owned()));
        return match (group, closed(text, inner_at + name_length, true)) {
            (Some(group), Some(length)) => Ok((value(group, start, start + length)?, length)),
            _ => literal,
        };
    }
    let part = match after.bytes().next() {
        Some(b'$') => Part::Literal("$".to_owned()),
        Some(b'&') => Part::Match,
        Some(b'`') => Part::Before,
        Some(b'\'') => Part::After,
        Some(b'_') => Part::Text,
        Some(b'+') => match regex.groups.last() {
            Some(group) => value(group, start, start + 2)?,
            None => Part::Match,
        },
        _ => return literal,
    };
    Ok((part, 2))
}

fn closed(text: &str, at: usize, braced: bool) -> Option<usize> {
    match braced {
        true => (text.as_bytes().get(at) == Some(&b'}')).then_some(at + 1),
        false => Some(at),
    }
}

fn value(group: &Group, start: usize, end: usize) -> Result<Part, PatternError> {
    match group.doubt {
        None => Ok(Part::Group(group.slots.clone())),
        Some(doubt) => Err(PatternError::unsupported(
            Span { start, end },
            format!("the value of {doubt} is not supported"),
        )),
    }
}
