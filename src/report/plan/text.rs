//! A plan for a terminal: what is dangerous first.

use super::words::{self, number};
use crate::plan::{Entry, Outcome, Plan};
use crate::report::entry;
use crate::report::visible::visible;
use anstyle::{AnsiColor, Style};

const STRONG: Style = Style::new().bold();
const BAD: Style = AnsiColor::Red.on_default().bold();
const ODD: Style = AnsiColor::Yellow.on_default().bold();

/// A plan with colours, as ANSI sequences that the writer may take out again; samples are as wide as told.
///
/// ```
/// # let plan: attrflow::plan::Plan = serde_json::from_value(serde_json::json!({"basis": {"kind": "versions",
/// #     "old": "live.json", "new": "schema.json"}, "mapping": "User → User", "counts": {"users": 1, "in_scope": 1,
/// #     "outcomes": {"unchanged": 1}, "skipped": [], "failed": [], "linked": 0, "later_passes": 0},
/// #     "not_evaluated": [], "attributes": [], "consequences": [], "collisions": [], "more_collisions": 0, "samples": [],
/// #     "exceeded": [], "notes": []})).unwrap();
/// let text = attrflow::report::plan::text(&plan, 80);
/// assert!(text.contains("No changes: 1 unchanged."), "{text}");
/// ```
pub fn text(plan: &Plan, width: usize) -> String {
    let mut out = String::new();
    let title = format!("{}, {}", plan.mapping, words::basis(&plan.basis));
    line(&mut out, &visible(&title));
    line(&mut out, &words::population(plan));
    for exceeded in &plan.exceeded {
        let told = format!(
            "threshold `{}` exceeded: {}",
            exceeded.threshold, exceeded.text
        );
        line(&mut out, &format!("{BAD}{told}{BAD:#}"));
    }
    for warning in &plan.warnings {
        let told = visible(warning);
        line(&mut out, &format!("{ODD}warning:{ODD:#} {told}"));
    }
    for left in &plan.not_evaluated {
        let count = left
            .count
            .map_or_else(String::new, |count| format!(" ({})", number(count)));
        let told = format!("{}{count}: {}", visible(&left.what), visible(&left.why));
        line(&mut out, &format!("{ODD}not evaluated:{ODD:#} {told}"));
    }
    consequences(plan, &mut out);
    collisions(plan, &mut out);
    attributes(plan, &mut out);
    samples(plan, width, &mut out);
    reasons(plan, &mut out);
    for note in &plan.notes {
        let (id, users) = (&note.id, words::users(note.users));
        line(
            &mut out,
            &format!("note[{id}]: {users}; see `attrflow fidelity`"),
        );
    }
    out.push_str(&format!("\n{STRONG}{}{STRONG:#}\n", words::headline(plan)));
    out
}

fn line(out: &mut String, text: &str) {
    out.push_str(text);
    out.push('\n');
}

fn heading(out: &mut String, text: &str) {
    out.push_str(&format!("\n{STRONG}{text}{STRONG:#}\n"));
}

fn consequences(plan: &Plan, out: &mut String) {
    if plan.consequences.is_empty() {
        return;
    }
    heading(out, "Look at these first");
    for (kind, shown, more) in words::by_kind(plan) {
        let kind = words::consequence(kind);
        for one in shown {
            let (key, text) = (visible(&one.key), visible(&one.text));
            line(out, &format!("  {BAD}{kind}{BAD:#}  {key}: {text}"));
        }
        if more > 0 {
            let more = words::users(more);
            line(out, &format!("  {BAD}{kind}{BAD:#}  and {more} more"));
        }
    }
}

fn collisions(plan: &Plan, out: &mut String) {
    if plan.collisions.is_empty() {
        return;
    }
    heading(out, "Values of several users that shall be unique");
    for one in &plan.collisions {
        let users: Vec<String> = one.users.iter().map(|user| visible(user)).collect();
        let more = match one.count.saturating_sub(users.len() as u64) {
            0 => String::new(),
            more => format!(" and {} more", number(more)),
        };
        let (target, value) = (visible(&one.target), visible(&one.value));
        line(
            out,
            &format!("  {target} `{value}`: {}{more}", users.join(", ")),
        );
    }
    if plan.more_collisions > 0 {
        let more = number(plan.more_collisions);
        line(out, &format!("  {more} further values collide"));
    }
}

fn attributes(plan: &Plan, out: &mut String) {
    if plan.attributes.is_empty() {
        return;
    }
    heading(out, "Target attributes");
    for count in &plan.attributes {
        let matching = if count.matching { " (matching)" } else { "" };
        line(
            out,
            &format!(
                "  {}{matching}: {}",
                visible(&count.target),
                words::attribute(count)
            ),
        );
        for pattern in &count.patterns {
            let example = visible(&pattern.example);
            let told = visible(&pattern.pattern);
            line(
                out,
                &format!("    {:>9}  {told}, as {example}", number(pattern.users)),
            );
        }
        if count.created > 0 && count.created < count.gains + count.changes {
            line(
                out,
                &format!(
                    "    {:>9}  with the account that is created",
                    number(count.created)
                ),
            );
        }
        if count.other > 0 {
            line(out, &format!("    {:>9}  otherwise", number(count.other)));
        }
    }
}

fn samples(plan: &Plan, width: usize, out: &mut String) {
    for sample in &plan.samples {
        let all = plan
            .counts
            .outcomes
            .get(&sample.outcome)
            .copied()
            .unwrap_or_default();
        let shown = sample.entries.len() as u64;
        if shown == 0 || sample.outcome == Outcome::Skip {
            continue;
        }
        let some = match all > shown {
            true => format!("{} of {}", number(shown), number(all)),
            false => number(all.max(shown)),
        };
        heading(out, &format!("{some} {}", words::outcome(sample.outcome)));
        for one in &sample.entries {
            block(one, width, out);
        }
    }
}

fn block(one: &Entry, width: usize, out: &mut String) {
    let text = entry(one, width.saturating_sub(4));
    for (at, row) in text.lines().enumerate() {
        let before = if at == 0 {
            words::sign(one.outcome)
        } else {
            " "
        };
        line(out, format!("  {before} {row}").trim_end());
    }
}

fn reasons(plan: &Plan, out: &mut String) {
    for (title, reasons) in [
        ("Why users fail", &plan.counts.failed),
        ("Why users are skipped", &plan.counts.skipped),
    ] {
        if reasons.is_empty() {
            continue;
        }
        heading(out, title);
        for one in reasons {
            let (users, example) = (number(one.users), visible(&one.example));
            line(out, &format!("    {users:>9}  {}, as: {example}", one.code));
        }
    }
}
