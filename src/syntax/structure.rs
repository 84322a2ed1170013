//! What is wrong with the order of tokens: a value, a comma or an end that is not where it is expected.

use pest::error::{Error, ErrorVariant, InputLocation};

use super::grammar::{Rule, title};
use super::literal::shown;
use super::{Expr, ExprKind, token};
use crate::diag::{Code, Diagnostic, Sample, Severity};
use crate::text::Span;

pub(super) static MISSING_COMMA: Code = Code {
    slug: "missing-comma",
    severity: Severity::Error,
    title: "two arguments without a `,` between them",
    explanation: "The arguments of a call are separated by commas. If the two belong to one text, join them with `&` or \
        `Join(\"\", …)`.",
    sample: Sample::Expression("Append([mail] \".test\")"),
};

pub(super) static MISSING_VALUE: Code = Code {
    slug: "missing-value",
    severity: Severity::Error,
    title: "an operator without a value beside it",
    explanation: "A comparison and `&` stand between two values: an attribute, a text, a number or a call. The empty text is \
        written `\"\"`.",
    sample: Sample::Expression("IIF([country] = , \"a\", \"b\")"),
};

pub(super) static TRAILING_TEXT: Code = Code {
    slug: "trailing-text",
    severity: Severity::Error,
    title: "text after the end of the expression",
    explanation: "An expression is one value. Several values become one with `&`, `Join` or `Append`.",
    sample: Sample::Expression("[givenName] [surname]"),
};

pub(super) static STRAY_CHARACTER: Code = Code {
    slug: "stray-character",
    severity: Severity::Error,
    title: "a character that means nothing outside quotes",
    explanation: "Outside of texts in quotes and attributes in brackets, an expression consists of names, numbers, \
        `( ) , & = < >` and parameters in percent signs.",
    sample: Sample::Expression("Append([mail], {suffix})"),
};

pub(super) static UNEXPECTED_TEXT: Code = Code {
    slug: "unexpected-text",
    severity: Severity::Error,
    title: "something stands where it cannot stand",
    explanation: "The parts of the expression are known, but not in this order. A call is a name, then its arguments in \
        parentheses, separated by commas.",
    sample: Sample::Expression("ToLower([mail]([mail]))"),
};

pub(super) static CHAINED_COMPARISON: Code = Code {
    slug: "chained-comparison",
    severity: Severity::Error,
    title: "more than one comparison in a row",
    explanation: "One comparison has two sides. To test two conditions nest `IIF`: `IIF([a] = [b], IIF([b] = [c], x, y), y)`. \
        To compare the outcome of a comparison, put it in parentheses.",
    sample: Sample::Expression("CBool([a] = [b] = [c])"),
};

/// Whether a finding says that parsing stopped there; in a mended text it would mislead.
pub(super) fn is_structural(found: &Diagnostic) -> bool {
    [
        &MISSING_VALUE,
        &TRAILING_TEXT,
        &STRAY_CHARACTER,
        &UNEXPECTED_TEXT,
    ]
    .contains(&found.code)
}

pub(super) fn chained(second: Span, whole: Span) -> Diagnostic {
    Diagnostic::new(
        &CHAINED_COMPARISON,
        second,
        "one comparison follows another",
    )
    .label(whole, "comparisons cannot be chained")
    .help("nest the conditions: `IIF(a = b, IIF(b = c, x, y), y)`")
}

pub(super) fn missing_comma(before: &Expr, next: Span, text: &str) -> Diagnostic {
    let next = token::at(text, next.start as usize);
    let end = Span::at(before.span.end as usize);
    let found = Diagnostic::new(
        &MISSING_COMMA,
        next,
        format!("expected `)` or `,` before {}", shown(next.of(text))),
    )
    .label(before.span, "the argument before it");
    let word = |letter: char| letter.is_alphabetic() || letter == '_';
    match &before.kind {
        ExprKind::Word(name) => found
            .help(format!(
                "separate the arguments with `,`; if {} is a function, put its arguments in parentheses",
                shown(name)
            ))
            .suggest("write `,`", end, ","),
        _ if next.of(text).starts_with(word) => found
            .help("separate the arguments with `,`; the only operators are `= <> > >= < <=` and `&`")
            .suggest("write `,`", end, ","),
        _ => found
            .help("separate the arguments with `,`")
            .fix("write `,`", end, ","),
    }
}

/// Explains where pest stopped.
pub(super) fn explain(error: &Error<Rule>, text: &str) -> Diagnostic {
    let at = match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
    };
    let expected = match &error.variant {
        ErrorVariant::ParsingError { positives, .. } => titles(positives),
        ErrorVariant::CustomError { .. } => Vec::new(),
    };
    let found = token::at(text, at);
    let written = found.of(text);
    let wants = |what: &str| expected.contains(&what);
    if wants("a value") {
        return missing_value(text, at, found);
    }
    if let Some(letter) = written.chars().next().filter(|letter| stray(*letter)) {
        return stray_character(letter, found, text);
    }
    if wants("the end") {
        let rest = Span::new(at, text.trim_end().len());
        let found = Diagnostic::new(
            &TRAILING_TEXT,
            rest,
            format!(
                "expected the end of the expression before {}",
                shown(rest.of(text))
            ),
        );
        let before = text.get(..at).unwrap_or_default().trim();
        let of_name = |letter: char| letter.is_alphanumeric() || letter == '_';
        if !before.is_empty() && before.chars().all(of_name) {
            return found.help(format!(
                "a function's arguments stand in parentheses, `{before}(…)`, and an attribute stands in brackets, `[{before}]`"
            ));
        }
        return if rest
            .of(text)
            .chars()
            .all(|letter| matches!(letter, ';' | ',' | '.'))
        {
            found.help("delete it").suggest("delete it", rest, "")
        } else {
            found.help("an expression is one value: join several with `&` or `Join(\"\", …)`")
        };
    }
    let what = if written.is_empty() {
        "the end".to_owned()
    } else {
        shown(written)
    };
    Diagnostic::new(
        &UNEXPECTED_TEXT,
        found,
        format!("expected {} before {what}", list(&expected)),
    )
    .help("a call is a name and its arguments in parentheses: `Append([mail], \".test\")`")
}

fn missing_value(text: &str, at: usize, found: Span) -> Diagnostic {
    let written = found.of(text);
    if let Some(letter) = written.chars().next().filter(|letter| stray(*letter)) {
        return stray_character(letter, found, text);
    }
    let message = if written.is_empty() {
        "expected a value before the end".to_owned()
    } else {
        format!("expected a value before {}", shown(written))
    };
    let before = text.get(..at).unwrap_or_default().trim_end();
    let operator = before
        .rfind(|letter| !matches!(letter, '=' | '<' | '>' | '&' | '+'))
        .map_or(0, |found| found + token::letter(before, found).len());
    let operator = Span::new(operator, before.len());
    let mut problem = Diagnostic::new(&MISSING_VALUE, found, message);
    if !operator.is_empty() {
        problem = problem.label(operator, "this needs a value on both sides");
    }
    if written == "=" && before.is_empty() {
        return problem
            .help("an expression does not begin with `=` as in a spreadsheet: delete it")
            .suggest("delete `=`", found, "");
    }
    problem.help("write an attribute, such as `[mail]`, a text in quotes, a number or a call; `\"\"` is the empty text")
}

fn stray(letter: char) -> bool {
    !letter.is_alphanumeric()
        && !letter.is_whitespace()
        && !r#"_$()[],"&=<>%;+-*/'!"#.contains(letter)
}

fn stray_character(letter: char, found: Span, text: &str) -> Diagnostic {
    let problem = Diagnostic::new(
        &STRAY_CHARACTER,
        found,
        format!("{} means nothing outside of quotes", shown(found.of(text))),
    );
    let plain = match letter {
        '，' | '、' => ",",
        '（' => "(",
        '）' => ")",
        '–' | '—' | '−' => "-",
        '＂' | '″' => "\"",
        '{' | '}' => {
            return problem
                .help("an attribute stands in brackets: `[mail]`; a text stands in quotes");
        }
        _ => return problem.help("put it in quotes if it is text, or delete it"),
    };
    problem
        .help(format!("write `{plain}`"))
        .fix(format!("write `{plain}`"), found, plain)
}

/// What was expected, each once, in the order in which people look for it.
fn titles(rules: &[Rule]) -> Vec<&'static str> {
    let mut titles: Vec<&'static str> = Vec::new();
    for title in rules.iter().filter_map(|rule| title(*rule)) {
        if !titles.contains(&title) {
            titles.push(title);
        }
    }
    titles.sort_by_key(|title| !title.starts_with('`'));
    titles
}

fn list(titles: &[&str]) -> String {
    match titles {
        [] => "something else".to_owned(),
        [only] => (*only).to_owned(),
        [some @ .., last] => format!("{} or {last}", some.join(", ")),
    }
}
