//! The intervals of `DateAdd` and `DateDiff`: those that are documented, out of Visual Basic's.

use crate::diag::{Code, Diagnostic, Sample, Severity};
use crate::dotnet::date::Interval;
use crate::library::{Args, Fault, Param, Prepared, Site, Stop};
use crate::value::Kind;

/// A text that names no interval.
pub(in crate::functions) static UNKNOWN_INTERVAL: Code = Code {
    slug: "unknown-interval",
    severity: Severity::Error,
    title: "a text names no interval",
    explanation: "`DateAdd` and `DateDiff` take the intervals `yyyy` (years), `m` (months), `d` (days), \
`ww` (weeks), `h` (hours), `n` (minutes) and `s` (seconds). Visual Basic and Entra Connect know `q`, `y` \
and `w` besides; the provisioning service documents none of them.",
    sample: Sample::Expression("DateAdd(\"day\", 1, \"2020-03-16\")"),
};

/// The parameter itself.
pub(in crate::functions) const INTERVAL: Param = Param::required(
    "interval",
    Kind::Text,
    "`yyyy`, `m`, `d`, `ww`, `h`, `n` or `s`.",
);

/// Each documented interval with what people write for it.
const NAMES: [(&str, &[&str]); 7] = [
    ("yyyy", &["year", "years", "yy", "yyy"]),
    ("m", &["month", "months", "mm", "mon"]),
    ("d", &["day", "days", "dd", "y", "w"]),
    ("ww", &["week", "weeks", "wk"]),
    ("h", &["hour", "hours", "hh"]),
    ("n", &["minute", "minutes", "min", "mi", "nn"]),
    ("s", &["second", "seconds", "sec", "ss"]),
];

const HELP: &str = "write `yyyy` (years), `m` (months), `d` (days), `ww` (weeks), `h` (hours), `n` (minutes) or `s` (seconds)";

/// Checks a constant interval, and keeps it.
pub(in crate::functions) fn prepare(site: &mut Site<'_>) -> Option<Prepared> {
    let name = site.text(0)?;
    if let Some(interval) = documented(name) {
        return Some(Box::new(interval));
    }
    let mut found = Diagnostic::new(&UNKNOWN_INTERVAL, site.span(0), refusal(name)).help(HELP);
    if let Some(meant) = meant(name) {
        found = found.suggest(
            format!("write `{meant}`"),
            site.span(0),
            format!("\"{meant}\""),
        );
    }
    site.report(found);
    None
}

/// The interval of a call.
#[inline]
pub(in crate::functions) fn of(args: &mut Args<'_, '_>) -> Result<Interval, Stop> {
    if let Some(interval) = args.prepared::<Interval>() {
        return Ok(*interval);
    }
    let name = args.text(0)?.unwrap_or_default();
    documented(name).ok_or_else(|| Fault::quoting(&UNKNOWN_INTERVAL, name, refusal).into())
}

fn documented(name: &str) -> Option<Interval> {
    NAMES
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name))
        .and_then(|(known, _)| Interval::parse(known))
}

fn meant(name: &str) -> Option<&'static str> {
    let name = name.trim();
    NAMES
        .iter()
        .find(|(known, words)| {
            let mut all = words.iter().chain([known]);
            all.any(|word| word.eq_ignore_ascii_case(name))
        })
        .map(|(known, _)| *known)
}

fn refusal(name: &str) -> String {
    format!("`{name}` is not an interval")
}
