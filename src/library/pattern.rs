//! Regular expressions in arguments: compiled once where they are constant, and what is said where
//! they cannot be compiled or matched.

use super::{Fault, Site, Stop};
use crate::diag::{Code, Diagnostic, Sample, Severity};
use crate::dotnet::regex::{MatchError, PatternError, PatternErrorKind, Regex, Template};

/// A pattern that .NET refuses.
pub(crate) static REGEX_INVALID: Code = Code {
    slug: "regex-invalid",
    severity: Severity::Error,
    title: "a regular expression is malformed",
    explanation: "The pattern is not a regular expression of .NET. Often a bracket or parenthesis is not \
closed, or a character that has a meaning of its own stands for itself: write `\\\\(`, `\\\\.`, `\\\\+` to \
match `(`, `.`, `+` (the backslash is doubled because the pattern stands in a text).",
    sample: Sample::Expression("Replace([mobile], , \"([0-9]+\", , \"\", , )"),
};

/// A pattern that .NET takes, and that cannot be evaluated here as .NET does.
pub(crate) static REGEX_UNSUPPORTED: Code = Code {
    slug: "regex-unsupported",
    severity: Severity::Error,
    title: "attrflow cannot evaluate a regular expression faithfully",
    explanation: "Entra may accept this pattern, but it uses a construct of .NET that attrflow cannot \
evaluate with the same result: a balancing group, a condition, options that change within the pattern, or \
the like. attrflow refuses it rather than answer differently. Rewrite the pattern with plain groups, \
character classes and look-around, which are all supported.",
    sample: Sample::Expression(
        "Replace([mobile], , \"(?<open>\\\\()[0-9]+(?<-open>\\\\))\", , \"\", , )",
    ),
};

/// A match that was given up.
pub(crate) static REGEX_BUDGET: Code = Code {
    slug: "regex-budget",
    severity: Severity::Error,
    title: "a regular expression takes too long on a text",
    explanation: "The pattern tries so many ways to match this text that the evaluation was given up. \
This happens where a repetition stands inside another one and both can match the same characters, as in \
`(a+)+` or `(\\\\w*\\\\s?)*`, together with look-around or a back-reference. Entra would spend as long on \
it, for every such user. Let each repetition match characters that its neighbours cannot: `[a-z]+` instead \
of `(a|[a-z])+`, `[^,]*,` instead of `.*,`.",
    sample: Sample::Expression(
        "Replace(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\", , \"^(?=(a|aa)+$)\\\\1\", , \"\", , )",
    ),
};

/// A match whose result would not be that of .NET.
pub(crate) static REGEX_UNFAITHFUL: Code = Code {
    slug: "regex-unfaithful",
    severity: Severity::Error,
    title: "attrflow cannot match a regular expression faithfully on a text",
    explanation: "The pattern was accepted, but on the text of this user .NET gives a result that \
attrflow cannot reproduce: it cuts a character such as an emoji in two halves, or compares a group \
without regard to case on letters outside of ASCII. Avoid a single `.` for characters that can be emoji, \
and `(?i)` together with a back-reference.",
    sample: Sample::Expression("Replace(\"😀\", , \"^.\", , \"\", , )"),
};

/// Compiles a constant pattern; reports what is wrong with it at its place.
pub(crate) fn checked(site: &mut Site<'_>, index: usize) -> Option<Regex> {
    let pattern = site.text(index)?;
    match Regex::new(pattern) {
        Ok(regex) => Some(regex),
        Err(error) => {
            refuse(site, index, error);
            None
        }
    }
}

/// Compiles a constant replacement template; reports what is wrong with it at its place.
pub(crate) fn checked_template(
    site: &mut Site<'_>,
    index: usize,
    regex: &Regex,
) -> Option<Template> {
    let template = site.text(index)?;
    match Template::new(template, regex) {
        Ok(template) => Some(template),
        Err(error) => {
            refuse(site, index, error);
            None
        }
    }
}

/// Compiles a pattern that is known only now.
///
/// # Errors
/// `regex-invalid`, `regex-unsupported`.
pub(crate) fn compiled(pattern: &str) -> Result<Regex, Stop> {
    Regex::new(pattern).map_err(|error| refused(pattern, &error))
}

/// Compiles a replacement template that is known only now.
///
/// # Errors
/// `regex-invalid`, `regex-unsupported`.
pub(crate) fn compiled_template(template: &str, regex: &Regex) -> Result<Template, Stop> {
    Template::new(template, regex).map_err(|error| refused(template, &error))
}

/// What a match without an answer on this text is to the user.
#[cold]
pub(crate) fn failed(error: MatchError, text: &str) -> Stop {
    let code = match error {
        MatchError::Budget => &REGEX_BUDGET,
        _ => &REGEX_UNFAITHFUL,
    };
    Fault::quoting(code, text, |text| format!("{error}: `{text}`")).into()
}

fn refuse(site: &mut Site<'_>, index: usize, error: PatternError) {
    let span = site.within(index, error.start, error.end);
    let found = Diagnostic::new(code(error.kind), span, error.message);
    site.report(match error.kind {
        PatternErrorKind::Invalid => found,
        PatternErrorKind::Unsupported => found.help(
            "Entra may accept it, but attrflow cannot evaluate it faithfully: write it without this construct",
        ),
    });
}

#[cold]
fn refused(text: &str, error: &PatternError) -> Stop {
    // The message itself may quote a part of the pattern.
    let code = code(error.kind);
    Fault::hiding(code, format!("{} in `{text}`", error.message), code.title).into()
}

fn code(kind: PatternErrorKind) -> &'static Code {
    match kind {
        PatternErrorKind::Invalid => &REGEX_INVALID,
        PatternErrorKind::Unsupported => &REGEX_UNSUPPORTED,
    }
}
