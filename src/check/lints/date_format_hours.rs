//! Hours of twelve without the half of the day.

use super::formats::reformats;
use crate::check::lint::{Lint, Look, Subject};
use crate::diag::{Code, Diagnostic, Sample, Severity};
use crate::syntax::quote;

pub(super) static LINT: Lint = Lint {
    code: &CODE,
    subject: Subject::Expression(look),
};

static CODE: Code = Code {
    slug: "date-format-hours",
    severity: Severity::Warning,
    title: "hours of twelve without AM or PM",
    explanation: "In .NET's date formats `h` and `hh` are the hours of a twelve-hour clock. Without `tt`, which is AM or \
PM, an afternoon is written like a morning, and as an input format `hh` refuses every hour from 13 on. Write `H` or \
`HH` for hours of a day.\n\n\
```text\nFormatDateTime([hireDate], , \"yyyy-MM-dd HH:mm\", \"dd.MM.yyyy HH:mm\")\n```",
    sample: Sample::Expression("FormatDateTime([hireDate], , \"o\", \"yyyy-MM-dd hh:mm\")"),
};

fn look(look: &mut Look<'_>) {
    for call in reformats(look) {
        for format in call.formats() {
            if !format.facts.has_lowercase_hour_without_designator() {
                continue;
            }
            let found = Diagnostic::new(
                &CODE,
                format.expr.span,
                format!("`{}` has hours of twelve, and no AM or PM", format.text),
            )
            .help("write `HH` for hours of a day, or add `tt`");
            let plain = !format.text.contains(['\'', '"', '\\']);
            look.report(match plain {
                true => found.suggest(
                    "write the hours of a day",
                    format.expr.span,
                    quote(&format.text.replace('h', "H")),
                ),
                false => found,
            });
        }
    }
}
