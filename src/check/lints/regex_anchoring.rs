//! Patterns in scoping filters that match more than they seem to.

use crate::check::lint::{ClauseLook, Lint, Subject};
use crate::diag::{Code, Diagnostic, Sample, Severity};
use crate::dotnet::regex::Regex;
use crate::library::Operator;

pub(super) static LINT: Lint = Lint {
    code: &CODE,
    subject: Subject::Clause(look),
};

static CODE: Code = Code {
    slug: "regex-anchoring",
    severity: Severity::Advice,
    title: "the pattern matches anywhere in the value",
    explanation: "`REGEX MATCH` looks for the pattern anywhere in the value, as .NET does: `[1-9][0-9]` matches `12`, \
and also `A-1200`. Microsoft's examples can be read either way, so say what is meant: `^` and `$` around the pattern \
for the whole value, `.*` at its ends for anywhere. Beside `|` an anchor belongs to its own alternative alone: \
`^US|CA$` matches `USSR` and `AMERICA`; write `^(US|CA)$`.",
    sample: Sample::Filter("employeeId REGEX MATCH \"[1-9][0-9]\""),
};

fn look(look: &mut ClauseLook<'_>) {
    let name = Operator::folded(look.operator.name);
    let Some(pattern) = look.values.first().copied() else {
        return;
    };
    if !name.ends_with("regexmatch")
        || !Regex::new(pattern).is_ok_and(|regex| regex.anchored_differs())
    {
        return;
    }
    let anchors =
        pattern.contains(['^', '$']) || pattern.contains("\\A") || pattern.contains("\\b");
    let open = pattern.starts_with(".*") && pattern.ends_with(".*");
    let alternatives = alternatives(pattern);
    let partly = |anchored: fn(&str) -> bool| {
        let count = alternatives.iter().filter(|one| anchored(one)).count();
        count > 0 && count < alternatives.len()
    };
    let split = partly(anchored_at_start) || partly(anchored_at_end);
    let diagnostic = if split {
        Diagnostic::new(
            &CODE,
            look.spans.value,
            "an anchor belongs to its own alternative alone",
        )
        .help("put the alternatives into parentheses: `^(US|CA)$`")
    } else if !anchors && !open {
        Diagnostic::new(
            &CODE,
            look.spans.value,
            format!("`{pattern}` matches anywhere in the value"),
        )
        .help("write `^` before and `$` after it if the whole value is meant, else `.*`")
    } else {
        return;
    };
    look.report(diagnostic);
}

/// Whether an alternative starts with `^`, or with a group that has one.
fn anchored_at_start(alternative: &str) -> bool {
    let group = alternative
        .strip_prefix('(')
        .and_then(|rest| rest.split_once(')'));
    alternative.starts_with('^')
        || group.is_some_and(|(group, _)| group.contains('^') && !group.contains("[^"))
}

/// Whether an alternative ends with `$`, or with a group that has one.
fn anchored_at_end(alternative: &str) -> bool {
    let group = alternative
        .strip_suffix(')')
        .and_then(|rest| rest.rsplit_once('('));
    alternative.ends_with('$') || group.is_some_and(|(_, group)| group.contains('$'))
}

/// The outermost alternatives of a pattern.
fn alternatives(pattern: &str) -> Vec<&str> {
    let (mut depth, mut class, mut escaped) = (0_usize, false, false);
    let outermost = |letter: char| {
        let free = !escaped && !class;
        match letter {
            _ if escaped => {}
            '[' => class = true,
            ']' => class = false,
            '(' if free => depth += 1,
            ')' if free => depth = depth.saturating_sub(1),
            _ => {}
        }
        escaped = letter == '\\' && !escaped;
        letter == '|' && free && depth == 0
    };
    pattern.split(outermost).collect()
}
