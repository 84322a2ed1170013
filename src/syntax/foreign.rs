//! Tokens of other languages, and tokens of ours that are not well formed: each is read, explained and
//! where possible rewritten.

use super::grammar::Rule;
use super::literal::{inside, quote, shown, unescape};
use crate::diag::{Code, Diagnostic, Edit, Fix, Sample, Severity};
use crate::text::Span;

pub(super) static SINGLE_QUOTES: Code = Code {
    slug: "single-quotes",
    severity: Severity::Error,
    title: "a text in single quotes",
    explanation: "Entra knows texts in straight double quotes only: write `\"x\"` for `'x'`. A double quote inside the \
        text is written `\\\"`.",
    sample: Sample::Expression("Append([mail], '.test')"),
};

pub(super) static CURLY_QUOTES: Code = Code {
    slug: "curly-quotes",
    severity: Severity::Error,
    title: "a text in curly quotes",
    explanation: "Word processors, chats and web pages turn `\"` into `“` and `”`. Entra takes the straight quote only.",
    sample: Sample::Expression("Append([mail], “.test”)"),
};

pub(super) static COMMENT: Code = Code {
    slug: "comment",
    severity: Severity::Error,
    title: "a comment",
    explanation: "Entra's expressions have no comments, and the portal does not keep any. Keep the explanation in your \
        documentation, or in the file around the expression.",
    sample: Sample::Expression("ToLower([mail]) // for the old system"),
};

pub(super) static ODD_BLANK: Code = Code {
    slug: "odd-blank",
    severity: Severity::Error,
    title: "a blank that is not a space",
    explanation: "Text that was copied from a web page or a document often holds no-break spaces (U+00A0) or invisible \
        characters. Between the parts of an expression only space, tab and line breaks may stand.",
    sample: Sample::Expression("Append([mail],\u{a0}\".test\")"),
};

pub(super) static FOREIGN_COMPARISON: Code = Code {
    slug: "foreign-comparison",
    severity: Severity::Error,
    title: "a comparison of another language",
    explanation: "The comparisons are `=`, `<>`, `>`, `>=`, `<` and `<=`. There is no `==`, no `!=` and no `-eq`.",
    sample: Sample::Expression("IIF([country] == \"US\", \"a\", \"b\")"),
};

pub(super) static SEMICOLON: Code = Code {
    slug: "semicolon",
    severity: Severity::Error,
    title: "`;` between arguments",
    explanation: "Arguments are separated by `,`, whatever the regional settings of your spreadsheet are.",
    sample: Sample::Expression("Append([mail]; \".test\")"),
};

pub(super) static PLUS: Code = Code {
    slug: "plus-sign",
    severity: Severity::Error,
    title: "`+` between values",
    explanation: "Texts are joined with `Join(\"\", a, b)` or `Append(a, b)`; Microsoft's cloud sync reference also shows \
        `a & b`. There is no addition of numbers.",
    sample: Sample::Expression("[givenName] + [surname]"),
};

pub(super) static ARITHMETIC: Code = Code {
    slug: "arithmetic",
    severity: Severity::Error,
    title: "arithmetic",
    explanation: "Expressions cannot calculate with numbers. Dates are moved with `DateAdd` and compared with `DateDiff`; \
        single bits are tested with `BitAnd`.",
    sample: Sample::Expression("Mid([mail], 10 - 3, 2)"),
};

pub(super) static EMPTY_ATTRIBUTE: Code = Code {
    slug: "empty-attribute",
    severity: Severity::Error,
    title: "brackets without a name",
    explanation: "An attribute's name stands between the brackets: `[mail]`. An absent argument is written as nothing at \
        all: `Replace([mail], \"-\", , , \"_\", , )`.",
    sample: Sample::Expression("ToLower([])"),
};

pub(super) static MALFORMED_NUMBER: Code = Code {
    slug: "malformed-number",
    severity: Severity::Error,
    title: "a number that cannot be read",
    explanation: "Numbers are whole (`10`, `-10`), have a decimal point (`1.5`) or are hexadecimal (`&HF7`). An attribute \
        whose name begins with a digit stands in brackets like any other.",
    sample: Sample::Expression("BitAnd([flags], 0x10)"),
};

pub(super) static MALFORMED_PARAMETER: Code = Code {
    slug: "malformed-parameter",
    severity: Severity::Error,
    title: "a parameter that is not closed, or has no name",
    explanation: "A parameter of the provisioning job stands between percent signs: `%DomainFQDN%`. Its name has letters, \
        digits, `.` and `_`.",
    sample: Sample::Expression("Append(\"@\", %DomainFQDN)"),
};

/// Explains a token; `None` for one that is in order.
pub(super) fn explain(rule: Rule, span: Span, text: &str) -> Option<Diagnostic> {
    let written = span.of(text);
    match rule {
        Rule::single_quoted | Rule::curly_quoted => Some(quotes(written, span)),
        Rule::comment => Some(comment(written, span)),
        Rule::odd_blank => Some(odd_blank(written, span)),
        Rule::foreign_comparison | Rule::foreign_sign => Some(comparison(written, span)),
        Rule::semicolon => Some(
            Diagnostic::new(&SEMICOLON, span, "arguments are separated by `,`, not by `;`")
                .help("write `,`")
                .fix("write `,`", span, ","),
        ),
        Rule::arithmetic => Some(
            Diagnostic::new(
                &ARITHMETIC,
                span,
                format!("{} is not supported: expressions cannot calculate", shown(written)),
            )
            .help("`DateAdd` and `DateDiff` calculate with dates; to join texts write `&` or `Join(\"\", …)`"),
        ),
        Rule::attribute if inside(written).trim().is_empty() => Some(
            Diagnostic::new(&EMPTY_ATTRIBUTE, span, "these brackets hold no name")
                .help("write the attribute's name, such as `[mail]`; for an absent argument write nothing at all"),
        ),
        Rule::number => number(written, span),
        Rule::parameter_open => Some(parameter(written, span)),
        _ => None,
    }
}

fn quotes(written: &str, span: Span) -> Diagnostic {
    let straight = if written.starts_with('\'') {
        quote(&unescape(inside(written)))
    } else {
        let inner = inside(written);
        if inner.contains('"') {
            quote(&unescape(inner))
        } else {
            format!("\"{inner}\"")
        }
    };
    let (code, message) = if written.starts_with('\'') {
        (
            &SINGLE_QUOTES,
            "texts stand in double quotes, not in single ones",
        )
    } else {
        (
            &CURLY_QUOTES,
            "texts stand in straight quotes, not in curly ones",
        )
    };
    Diagnostic::new(code, span, message)
        .help(format!("write {}", shown(&straight)))
        .fix("write straight double quotes", span, straight)
}

fn comment(written: &str, span: Span) -> Diagnostic {
    let found = Diagnostic::new(&COMMENT, span, "comments are not supported").help("delete it");
    if written.starts_with('/') {
        found.fix("delete the comment", span, "")
    } else {
        found.suggest("delete the comment", span, "")
    }
}

fn odd_blank(written: &str, span: Span) -> Diagnostic {
    let first = written.chars().next().unwrap_or(' ');
    let invisible = written
        .chars()
        .all(|letter| matches!(letter, '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}'));
    let name = match first {
        '\u{A0}' => "a no-break space",
        '\u{FEFF}' => "a byte order mark",
        _ if invisible => "an invisible character",
        _ => "an unusual blank",
    };
    let message = format!(
        "{name} (U+{:04X}) stands between the parts of the text",
        u32::from(first)
    );
    let found = Diagnostic::new(&ODD_BLANK, span, message);
    if invisible {
        found.help("delete it").fix("delete it", span, "")
    } else {
        found.help("write a space").fix("write a space", span, " ")
    }
}

/// How the language writes a foreign comparison.
pub(super) fn own_comparison(written: &str) -> &'static str {
    let written = written.trim_start_matches('-').to_ascii_lowercase();
    match written.as_str() {
        "!=" | "!==" | "≠" | "ne" => "<>",
        "=>" | "≥" | "ge" => ">=",
        "=<" | "≤" | "le" => "<=",
        "gt" => ">",
        "lt" => "<",
        _ => "=",
    }
}

fn comparison(written: &str, span: Span) -> Diagnostic {
    let own = own_comparison(written);
    Diagnostic::new(
        &FOREIGN_COMPARISON,
        span,
        format!("{} is not supported, `{own}` is", shown(written)),
    )
    .help(format!("write `{own}`"))
    .fix(format!("write `{own}`"), span, own)
}

fn number(written: &str, span: Span) -> Option<Diagnostic> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let hex = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let decimal = |text: &str| match text.split_once('.') {
        Some((whole, fraction)) => digits(whole) && digits(fraction),
        None => digits(text),
    };
    let prefixed = |prefix: &str| {
        written
            .get(..2)
            .filter(|start| start.eq_ignore_ascii_case(prefix))
            .and_then(|_| written.get(2..))
    };
    let unsigned = written.strip_prefix('-').unwrap_or(written);
    if decimal(unsigned) || prefixed("&H").is_some_and(hex) {
        return None;
    }
    let found = Diagnostic::new(
        &MALFORMED_NUMBER,
        span,
        format!("{} is not a number", shown(written)),
    );
    let meant = if let Some(digits) = prefixed("0x").filter(|digits| hex(digits)) {
        format!("&H{digits}")
    } else if let Some(positive) = written.strip_prefix('+').filter(|rest| decimal(rest)) {
        positive.to_owned()
    } else if let Some(whole) = written.strip_suffix('.').filter(|whole| decimal(whole)) {
        whole.to_owned()
    } else if written.starts_with('.') && decimal(&format!("0{written}")) {
        format!("0{written}")
    } else {
        return Some(if prefixed("&H").is_some() {
            found.help("after `&H` come the digits 0 to 9 and A to F, such as `&HF7`")
        } else {
            found.help(if written.contains(char::is_alphabetic) {
                format!("an attribute stands in brackets: `[{written}]`; a text stands in quotes")
            } else {
                "write a number such as `10` or `1.5`; a text stands in quotes".to_owned()
            })
        });
    };
    Some(
        found
            .help(format!("write `{meant}`"))
            .fix(format!("write `{meant}`"), span, meant),
    )
}

fn parameter(written: &str, span: Span) -> Diagnostic {
    let name = written.trim_matches('%');
    if name.is_empty() {
        return Diagnostic::new(
            &MALFORMED_PARAMETER,
            span,
            format!("{} is a parameter without a name", shown(written)),
        )
        .help("write the parameter's name between two percent signs, such as `%DomainFQDN%`");
    }
    let end = Span::at(span.end as usize);
    Diagnostic::new(
        &MALFORMED_PARAMETER,
        span,
        format!("the parameter {} has no `%` at its end", shown(written)),
    )
    .help(format!("write `%{name}%`"))
    .fix("write the closing `%`", end, "%")
}

/// Explains `+` between two values; `numbers` says whether one of them is a number.
pub(super) fn plus(span: Span, numbers: bool) -> Diagnostic {
    let found = Diagnostic::new(&PLUS, span, "`+` is not supported")
        .help("to join texts write `&`, or `Join(\"\", …)` around them");
    found.with_fix(Fix {
        title: "write `&`".to_owned(),
        edits: vec![Edit {
            span,
            text: "&".to_owned(),
        }],
        safe: !numbers,
    })
}
