//! Letters in a date format that look like a field and stand for themselves.

use super::formats::reformats;
use super::shared::within;
use crate::check::lint::{Lint, Look, Subject};
use crate::diag::{Code, Diagnostic, Sample, Severity};
use crate::dotnet::date::OutputFormat;
use crate::syntax::quote;

pub(super) static LINT: Lint = Lint {
    code: &CODE,
    subject: Subject::Expression(look),
};

static CODE: Code = Code {
    slug: "date-format-letters",
    severity: Severity::Warning,
    title: "a letter in a date format stands for itself",
    explanation: "Date formats are case-sensitive: `yyyy` is the year and `dd` the day, but `YYYY` and `DD` are no \
fields, and are written, or looked for, letter by letter. So `YYYY-MM-DD` writes `YYYY-03-DD`. A letter that is meant \
as text belongs into single quotes.\n\n\
```text\nFormatDateTime([hireDate], , \"yyyy-MM-dd\", \"yyyy'W'\")\n```",
    sample: Sample::Expression("FormatDateTime([hireDate], , \"YYYY-MM-DD\", \"dd.MM.yyyy\")"),
};

fn look(look: &mut Look<'_>) {
    for call in reformats(look) {
        for format in call.formats() {
            let Some((letter, piece)) = format.facts.stray_letter() else {
                continue;
            };
            let place = within(look, format.expr, piece);
            let found = Diagnostic::new(&CODE, place, format!("`{letter}` stands for itself here"));
            look.report(match lowered(format.text) {
                Some(right) => {
                    let right = quote(&right);
                    found
                        .help(format!("fields are case-sensitive: write `{right}`"))
                        .fix(format!("write `{right}`"), format.expr.span, right)
                }
                None => found.help(format!("write `'{letter}'` if it is meant as text")),
            });
        }
    }
}

/// The format with years, days and seconds in the case of .NET, where that leaves no stray letter.
fn lowered(text: &str) -> Option<String> {
    if text.contains(['\'', '"', '\\']) {
        return None;
    }
    let right: String = text
        .chars()
        .map(|letter| match letter {
            'Y' | 'D' | 'S' => letter.to_ascii_lowercase(),
            other => other,
        })
        .collect();
    let stray = OutputFormat::new(&right).ok()?.facts().stray_letter();
    stray.is_none().then_some(right)
}
