//! Reading a date with an offset and writing the day alone moves the day for some.

use super::formats::reformats;
use super::shared::written;
use crate::check::lint::{Lint, Look, Subject};
use crate::diag::{Code, Diagnostic, Edit, Fix, Sample, Severity};

pub(super) static LINT: Lint = Lint {
    code: &CODE,
    subject: Subject::Expression(look),
};

static CODE: Code = Code {
    slug: "date-offset-day",
    severity: Severity::Advice,
    title: "reading an offset can move the day",
    explanation: "A date that is read with its offset is converted to UTC before it is written. Midnight east of \
Greenwich is still the day before in UTC: `2025-12-31+01:00` read as `yyyy-MM-ddzzz` and written as `yyyy-MM-dd` gives \
`2025-12-30`. West of it, midnight stays on its day. Where only the day counts, cut the offset off.\n\n\
```text\nFormatDateTime(Mid([hireDate], 1, 10), , \"yyyy-MM-dd\", \"dd.MM.yyyy\")\n```",
    sample: Sample::Expression("FormatDateTime([hireDate], , \"yyyy-MM-ddzzz\", \"dd.MM.yyyy\")"),
};

const DAY: &str = "yyyy-MM-dd";

fn look(look: &mut Look<'_>) {
    for call in reformats(look) {
        let (Some(input), Some(output)) = (&call.input, &call.output) else {
            continue;
        };
        // `Z` as a letter reads UTC only, which moves nothing.
        let offset = input.facts.reads_offset() && input.text.contains(['z', 'K']);
        if !offset || !output.facts.is_date_only() {
            continue;
        }
        let found = Diagnostic::new(
            &CODE,
            input.expr.span,
            "the offset is read, and the day is then that of UTC",
        )
        .label(output.expr.span, "writes the day alone")
        .help("cut the offset off before the date is read, if the day shall stay");
        look.report(match input.text.starts_with(DAY) {
            true => found.with_fix(Fix {
                title: "read the first ten characters".to_owned(),
                edits: vec![
                    Edit {
                        span: call.source.span,
                        text: format!("Mid({}, 1, 10)", written(look, call.source)),
                    },
                    Edit {
                        span: input.expr.span,
                        text: format!("\"{DAY}\""),
                    },
                ],
                safe: false,
            }),
            false => found,
        });
    }
}
