//! Explains what has no partner, and mends a copy of the text so that the rest can still be examined.

use super::literal::shown;
use super::scan::{Enclosure, Scan, scan};
use super::{limits, token};
use crate::diag::{Code, Diagnostic, Problems, Sample, Severity};
use crate::text::Span;

pub(super) static UNCLOSED_TEXT: Code = Code {
    slug: "unclosed-text",
    severity: Severity::Error,
    title: "a quote is never closed",
    explanation: "A text begins and ends with `\"`. A quote inside it is written `\\\"`, and a backslash right before \
        the closing quote is written `\\\\`: in `\"C:\\\"` the last quote belongs to the text.",
    sample: Sample::Expression("Append([mail], \".test)"),
};

pub(super) static UNCLOSED_ATTRIBUTE: Code = Code {
    slug: "unclosed-attribute",
    severity: Severity::Error,
    title: "a bracket is never closed",
    explanation: "An attribute stands in brackets: `[mail]`. Brackets inside it come in pairs: \
        `[emails[type eq \"work\"].value]`.",
    sample: Sample::Expression("ToLower([mail)"),
};

pub(super) static UNCLOSED_PARENTHESIS: Code = Code {
    slug: "unclosed-parenthesis",
    severity: Severity::Error,
    title: "a parenthesis is never closed",
    explanation: "Each `(` needs its `)`. The one that is reported is the outermost one that is left over; the missing \
        `)` may belong to a call inside it.",
    sample: Sample::Expression("ToLower(Trim([mail])"),
};

pub(super) static EXTRA_PARENTHESIS: Code = Code {
    slug: "extra-parenthesis",
    severity: Severity::Error,
    title: "a `)` closes nothing",
    explanation: "There are more `)` than `(`. Either one is too many, or an opening one is missing before it.",
    sample: Sample::Expression("ToLower([mail]))"),
};

/// Whether a finding is about `(` or `)`.
pub(super) fn is_parenthesis(found: &Diagnostic) -> bool {
    [&UNCLOSED_PARENTHESIS, &EXTRA_PARENTHESIS].contains(&found.code)
}

/// A text in which everything has its partner.
pub(super) struct Mended {
    /// What can be parsed.
    pub text: String,
    inserted: Vec<usize>,
    length: usize,
}

impl Mended {
    /// The place in the user's text.
    pub(super) fn original(&self, span: Span) -> Span {
        let back = |offset: u32| {
            let offset = offset as usize;
            let inserted = self.inserted.iter().filter(|at| **at < offset).count();
            (offset - inserted).min(self.length)
        };
        Span::new(back(span.start), back(span.end))
    }

    fn insert(&mut self, at: usize, letter: char) {
        self.text.insert(at, letter);
        self.inserted.push(at);
    }
}

/// How many enclosures are closed for the user before the text counts as hopeless.
const MENDINGS: usize = 8;

/// Explains everything that lacks its partner. Without problems the text may be parsed; with problems
/// the mended one may be, if there is one.
pub(super) fn check(text: &str) -> (Problems, Option<Mended>) {
    let mut problems = Problems::new();
    let found = scan(text);
    let sound = found.too_deep.is_none()
        && found.unclosed.is_none()
        && found.open.is_empty()
        && found.extra.is_empty();
    if sound {
        return (problems, None);
    }
    let mut mended = Mended {
        text: text.to_owned(),
        inserted: Vec::new(),
        length: text.len(),
    };
    let mut found = found;
    for _ in 0..MENDINGS {
        if let Some(at) = found.too_deep {
            let at = mended.original(Span::new(at, at + 1));
            problems.push(limits::too_deep(at));
            return (problems, None);
        }
        let Some((kind, start)) = found.unclosed else {
            parentheses(text, &found, &mut mended, &mut problems);
            return (problems, Some(mended));
        };
        let end = if kind == Enclosure::Attribute {
            attribute_end(&mended.text, start)
        } else {
            text_end(&mended.text, start, found.open.len())
        };
        let start = mended.original(Span::new(start, start + 1));
        let place = mended.original(Span::at(end));
        problems.push(unclosed(text, kind, start, place));
        mended.insert(end, kind.closer());
        found = scan(&mended.text);
    }
    (problems, None)
}

/// Where an attribute was probably meant to end: before the first sign that is rare in names.
fn attribute_end(text: &str, start: usize) -> usize {
    let rest = text.get(start + 1..).unwrap_or_default();
    let length = rest
        .find([
            ',', '(', ')', '"', '\'', '[', '&', '=', '<', '>', ';', '\r', '\n',
        ])
        .unwrap_or(rest.len());
    let name = rest.get(..length).unwrap_or_default();
    start + 1 + name.trim_end().len()
}

/// Where a text was probably meant to end: before the parentheses that close the calls around it.
fn text_end(text: &str, start: usize, open: usize) -> usize {
    let mut end = text.trim_end().len();
    for _ in 0..open {
        let Some(rest) = text
            .get(start + 1..end)
            .and_then(|rest| rest.strip_suffix(')'))
        else {
            break;
        };
        end = start + 1 + rest.trim_end().len();
    }
    end.max(text.ceil_char_boundary(start + 1))
}

fn unclosed(text: &str, kind: Enclosure, start: Span, end: Span) -> Diagnostic {
    let closer = kind.closer();
    let what = token::letter(text, start.start as usize);
    let start = Span::new(start.start as usize, start.start as usize + what.len());
    if kind == Enclosure::Attribute {
        let name = Span::new(start.end as usize, end.start as usize).of(text);
        return Diagnostic::new(&UNCLOSED_ATTRIBUTE, start, "this `[` is never closed")
            .under("the attribute begins here")
            .label(end, "and should end here or later")
            .help(format!("write `[{}]`", name.trim()))
            .suggest("close the attribute with `]`", end, "]");
    }
    let length = text.len();
    let found = Diagnostic::new(
        &UNCLOSED_TEXT,
        start,
        format!("this `{what}` begins a text that is never closed"),
    )
    .under("the text begins here")
    .label(Span::at(length), "and runs to the end");
    let rest = Span::new(start.end as usize, length).of(text);
    if kind == Enclosure::Straight && rest.ends_with("\\\"") || rest.contains("\\\")") {
        return found.help("`\\\"` is a quote inside the text; write `\\\\\"` for a backslash before the closing quote");
    }
    if kind == Enclosure::Straight && rest.contains(['“', '”', '„']) {
        return found.help("a curly quote does not close it: write `\"` at both ends");
    }
    found
        .help(format!(
            "close it with `{closer}`, or look for a text before it that lacks a quote"
        ))
        .suggest(format!("close the text with `{closer}`"), end, closer)
}

fn parentheses(text: &str, found: &Scan, mended: &mut Mended, problems: &mut Problems) {
    for at in &found.extra {
        mended.text.replace_range(*at..*at + 1, " ");
        let span = mended.original(Span::new(*at, *at + 1));
        problems.push(
            Diagnostic::new(&EXTRA_PARENTHESIS, span, "this `)` closes nothing")
                .help("delete it, or write the `(` that it belongs to")
                .suggest("delete `)`", span, ""),
        );
    }
    let Some(outermost) = found.open.first() else {
        return;
    };
    let name = token::name_before(&mended.text, *outermost);
    let count = found.open.len();
    let spans: Vec<Span> = found
        .open
        .iter()
        .map(|at| mended.original(Span::new(*at, *at + 1)))
        .collect();
    let end = text.trim_end().len();
    let message = match (count, name) {
        (1, "") => "this `(` is never closed".to_owned(),
        (1, name) => format!("the `(` of {} is never closed", shown(name)),
        _ => format!("{count} parentheses are never closed"),
    };
    let mut spans = spans.into_iter();
    let first = spans.next().unwrap_or_default();
    let closers = ")".repeat(count);
    let mut found = Diagnostic::new(&UNCLOSED_PARENTHESIS, first, message).under("never closed");
    for span in spans {
        found = found.label(span, "never closed");
    }
    problems.push(
        found
            .label(Span::at(end), format!("`{closers}` expected by here"))
            .help(format!("write `{closers}` where the call ends"))
            .suggest(
                format!("write `{closers}` at the end"),
                Span::at(end),
                closers.clone(),
            ),
    );
    mended.text.push_str(&closers);
}
