//! An input format that the text of a computed date can never have.

use super::formats::reformats;
use crate::check::lint::{Lint, Look, Subject};
use crate::diag::{Code, Diagnostic, Sample, Severity};
use crate::dotnet::date::{InputFormat, Styles, Ticks};
use crate::value::Kind;

pub(super) static LINT: Lint = Lint {
    code: &CODE,
    subject: Subject::Expression(look),
};

static CODE: Code = Code {
    slug: "date-value-format",
    severity: Severity::Warning,
    title: "the input format does not fit a computed date",
    explanation: "`CDate`, `DateAdd`, `DateFromNum` and `Now` give a date as a text of the form `M/d/yyyy h:mm:ss tt`, \
for example `1/15/2030 12:00:00 AM`. Another input format does not read it, and the evaluation fails. Leave the input \
format out.\n\n\
```text\nFormatDateTime(DateAdd(\"yyyy\", 5, CDate([hireDate])), , , \"yyyy-MM-dd\")\n```",
    sample: Sample::Expression(
        "FormatDateTime(CDate([hireDate]), , \"yyyy-MM-dd\", \"dd.MM.yyyy\")",
    ),
};

/// Midnight suits formats with one and with two digits.
const GENERAL: &str = "12/31/2020 12:00:00 AM";

fn look(look: &mut Look<'_>) {
    for call in reformats(look) {
        let Some(input) = &call.input else {
            continue;
        };
        let computed = look
            .function(call.source)
            .filter(|function| function.returns == Kind::Date);
        let Some(function) = computed else {
            continue;
        };
        let reads = InputFormat::new(input.text).is_ok_and(|format| {
            format
                .parse(GENERAL, Styles::DEFAULT, Ticks::default())
                .is_some()
        });
        if !reads {
            look.report(
                Diagnostic::new(
                    &CODE,
                    input.expr.span,
                    format!("`{}` gives no text of this form", function.name),
                )
                .under("does not read `M/d/yyyy h:mm:ss tt`")
                .help("leave the input format out")
                .fix("leave the input format out", input.expr.span, ""),
            );
        }
    }
}
