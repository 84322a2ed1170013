//! The optional culture of `ToLower` and `ToUpper`.

use crate::diag::{Code, Diagnostic, Sample, Severity};
use crate::dotnet::text::Culture;
use crate::library::{Args, Fault, Param, Prepared, Site, Stop};
use crate::value::Kind;

/// A culture name that .NET refuses.
pub(in crate::functions) static UNKNOWN_CULTURE: Code = Code {
    slug: "unknown-culture",
    severity: Severity::Error,
    title: "a text is not the name of a culture",
    explanation: "The second argument of `ToLower` and `ToUpper` is the name of a culture as in \
RFC 4646: a language such as `tr`, or a language and a country such as `tr-TR`, without blanks. Only \
the Turkic languages (`tr`, `az`) change case differently from all others, by the dots of their i. \
Leave the argument out unless you mean them: `ToLower([mail])`.",
    sample: Sample::Expression("ToLower(\"IDA\", \"turkish (Turkey)\")"),
};

/// The parameter itself.
pub(in crate::functions) const CULTURE: Param = Param::optional(
    "culture",
    Kind::Text,
    "The culture whose rules apply, such as `tr-TR`; the invariant one where it is left out.",
);

const HELP: &str =
    "write a name such as `tr-TR`, or leave the argument out for the rules that all cultures share";

/// Checks a constant culture, and keeps it.
pub(in crate::functions) fn prepare(site: &mut Site<'_>) -> Option<Prepared> {
    let name = site.text(1)?;
    match Culture::parse(name) {
        Some(culture) => Some(Box::new(culture)),
        None => {
            let found = Diagnostic::new(&UNKNOWN_CULTURE, site.span(1), refusal(name)).help(HELP);
            site.report(found);
            None
        }
    }
}

/// The culture of a call; the invariant one where none is given, or a null one.
#[inline]
pub(in crate::functions) fn of(args: &mut Args<'_, '_>) -> Result<Culture, Stop> {
    if let Some(culture) = args.prepared::<Culture>() {
        return Ok(*culture);
    }
    if !args.given(1) {
        return Ok(Culture::Invariant);
    }
    let name = args.text(1)?.unwrap_or_default();
    Culture::parse(name).ok_or_else(|| Fault::quoting(&UNKNOWN_CULTURE, name, refusal).into())
}

fn refusal(name: &str) -> String {
    format!("`{name}` is not the name of a culture")
}
