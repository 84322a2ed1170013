//! `mm` where months are meant, `MM` where minutes are.

use super::formats::reformats;
use super::shared::within;
use crate::check::lint::{Lint, Look, Subject};
use crate::diag::{Code, Diagnostic, Sample, Severity};

pub(super) static LINT: Lint = Lint {
    code: &CODE,
    subject: Subject::Expression(look),
};

static CODE: Code = Code {
    slug: "date-format-minutes",
    severity: Severity::Warning,
    title: "minutes and months are mixed up in a date format",
    explanation: "In .NET's date formats `M` is the month and `m` the minute. With `yyyy-mm-dd` every date is in \
January when it is read, and has the minute in the place of the month when it is written. Neither fails.\n\n\
```text\nFormatDateTime([hireDate], , \"yyyy-MM-dd\", \"dd.MM.yyyy\")\n```",
    sample: Sample::Expression("FormatDateTime([hireDate], , \"yyyy-mm-dd\", \"dd.MM.yyyy\")"),
};

fn look(look: &mut Look<'_>) {
    for call in reformats(look) {
        for format in call.formats() {
            let minutes = format.facts.minutes_in_place_of_months();
            let months = format.facts.months_in_place_of_minutes();
            for (piece, means, meant) in [(minutes, "minutes", 'M'), (months, "months", 'm')] {
                let Some(piece) = piece else { continue };
                let letters = format.text.get(piece.clone()).unwrap_or_default();
                let right: String = letters.chars().map(|_| meant).collect();
                let place = within(look, format.expr, piece);
                let found = Diagnostic::new(&CODE, place, format!("`{letters}` means {means}"))
                    .help(format!("write `{right}`"));
                let marked = place.of(look.text) == letters;
                look.report(match marked {
                    true => found.fix(format!("write `{right}`"), place, right),
                    false => found,
                });
            }
        }
    }
}
