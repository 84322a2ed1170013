//! A plan as Markdown, fit for a comment on a pull request.

use super::words::{self, number};
use crate::plan::{Entry, Outcome, Plan};
use crate::report::visible::visible;

/// What GitHub takes for one comment, in characters.
const MOST: usize = 65_536;

/// What is kept free for the sentence that says what is left out.
const RESERVE: usize = 200;

/// Patterns of an attribute that a comment lists.
const PATTERNS: usize = 4;

/// A plan as GitHub-flavoured Markdown of at most 65,536 characters; what does not fit is said to be left out.
///
/// ```
/// # let plan: attrflow::plan::Plan = serde_json::from_value(serde_json::json!({"basis": {"kind": "versions",
/// #     "old": "live.json", "new": "schema.json"}, "mapping": "User → User", "counts": {"users": 1, "in_scope": 1,
/// #     "outcomes": {"unchanged": 1}, "skipped": [], "failed": [], "linked": 0, "later_passes": 0},
/// #     "not_evaluated": [], "attributes": [], "consequences": [], "collisions": [], "more_collisions": 0, "samples": [],
/// #     "exceeded": [], "notes": []})).unwrap();
/// let text = attrflow::report::plan::markdown(&plan);
/// assert!(text.starts_with("### No changes: 1 unchanged."), "{text}");
/// ```
pub fn markdown(plan: &Plan) -> String {
    let mut page = Page::default();
    page.add(&format!(
        "### {}\n\n{} · {} · {}\n",
        words::headline(plan),
        safe(&plan.mapping),
        safe(&words::basis(&plan.basis)),
        words::population(plan)
    ));
    for exceeded in &plan.exceeded {
        page.add(&format!(
            "\n> [!CAUTION]\n> Threshold `{}` exceeded: {}\n",
            exceeded.threshold,
            safe(&exceeded.text)
        ));
    }
    for warning in &plan.warnings {
        page.add(&format!("\n> [!WARNING]\n> {}\n", safe(warning)));
    }
    if !plan.not_evaluated.is_empty() {
        page.add("\n> [!WARNING]\n> Not evaluated:\n");
        for left in &plan.not_evaluated {
            let count = left
                .count
                .map_or_else(String::new, |count| format!(" ({})", number(count)));
            page.add(&format!(
                "> - {}{count}: {}\n",
                safe(&left.what),
                safe(&left.why)
            ));
        }
    }
    counts(plan, &mut page);
    consequences(plan, &mut page);
    attributes(plan, &mut page);
    samples(plan, &mut page);
    page.finish()
}

fn counts(plan: &Plan, page: &mut Page) {
    page.add("\n| Users | |\n|---:|---|\n");
    for outcome in words::ORDER {
        if let Some(users) = plan.counts.outcomes.get(outcome) {
            page.add(&format!(
                "| {} | {} |\n",
                number(*users),
                words::outcome(*outcome)
            ));
        }
    }
    for (word, reasons) in [
        ("fail", &plan.counts.failed),
        ("skipped", &plan.counts.skipped),
    ] {
        for one in reasons {
            page.add(&format!(
                "| {} | {word}: `{}`, as: {} |\n",
                number(one.users),
                one.code,
                safe(&one.example)
            ));
        }
    }
}

fn consequences(plan: &Plan, page: &mut Page) {
    if !plan.consequences.is_empty() {
        page.add("\n#### Look at these first\n\n");
    }
    for (kind, shown, more) in words::by_kind(plan) {
        let kind = words::consequence(kind);
        for one in shown {
            let (key, text) = (safe(&one.key), safe(&one.text));
            page.add(&format!("- **{kind}** {key}: {text}\n"));
        }
        if more > 0 {
            page.add(&format!("- **{kind}** and {} more\n", words::users(more)));
        }
    }
    if !plan.collisions.is_empty() {
        page.add("\n#### Values of several users that shall be unique\n\n");
    }
    for one in &plan.collisions {
        let users: Vec<String> = one.users.iter().map(|user| safe(user)).collect();
        page.add(&format!(
            "- {} “{}”: {} users, such as {}\n",
            safe(&one.target),
            safe(&one.value),
            number(one.count),
            users.join(", ")
        ));
    }
    if plan.more_collisions > 0 {
        page.add(&format!(
            "- {} further values collide\n",
            number(plan.more_collisions)
        ));
    }
}

fn attributes(plan: &Plan, page: &mut Page) {
    if plan.attributes.is_empty() {
        return;
    }
    page.add("\n#### Target attributes\n\n| Attribute | Gain | Lose | Change | Mostly |\n|---|---:|---:|---:|---|\n");
    for count in &plan.attributes {
        let patterns = count.patterns.iter().take(PATTERNS);
        let mut patterns: Vec<String> = patterns
            .map(|one| format!("{}: {}", safe(&one.pattern), number(one.users)))
            .collect();
        let rest = count.patterns.iter().skip(PATTERNS).map(|one| one.users);
        let rest = count.other + rest.sum::<u64>();
        if rest > 0 {
            patterns.push(format!("otherwise: {}", number(rest)));
        }
        let matching = if count.matching { " (matching)" } else { "" };
        page.add(&format!(
            "| {}{matching} | {} | {} | {} | {} |\n",
            safe(&count.target),
            number(count.gains),
            number(count.loses),
            number(count.changes),
            patterns.join("<br>")
        ));
    }
}

fn samples(plan: &Plan, page: &mut Page) {
    for sample in &plan.samples {
        if sample.entries.is_empty() || sample.outcome == Outcome::Skip {
            continue;
        }
        let all = plan
            .counts
            .outcomes
            .get(&sample.outcome)
            .copied()
            .unwrap_or_default();
        page.add(&format!(
            "\n<details><summary>{} of {} {}</summary>\n\n",
            number(sample.entries.len() as u64),
            number(all.max(sample.entries.len() as u64)),
            words::outcome(sample.outcome)
        ));
        for entry in &sample.entries {
            page.add(&one(entry));
        }
        page.must("\n</details>\n");
    }
}

fn one(entry: &Entry) -> String {
    let mut text = format!("- {}", safe(&entry.key));
    if let Some(error) = &entry.error {
        text.push_str(&format!(": {}: {}", error.code, safe(&error.reason)));
    }
    text.push('\n');
    for change in &entry.changes {
        text.push_str(&format!(
            "  - {}: {} → {}\n",
            safe(&change.target),
            safe(&words::value(&change.old)),
            safe(&words::value(&change.new))
        ));
    }
    text
}

/// A text that says itself and nothing to Markdown.
fn safe(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in visible(text).chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            // Nobody shall be notified.
            '@' if !out.ends_with(char::is_alphanumeric) => out.push_str("@\u{2060}"),
            // Nothing shall be linked.
            ':' => out.push_str("&#58;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' | '!' => {
                out.push('\\');
                out.push(letter);
            }
            letter => out.push(letter),
        }
    }
    out
}

/// A page that does not grow beyond what a comment holds.
#[derive(Default)]
struct Page {
    text: String,
    letters: usize,
    left_out: bool,
}

impl Page {
    fn add(&mut self, text: &str) {
        let letters = text.chars().count();
        if self.left_out || self.letters + letters > MOST - RESERVE {
            self.left_out = true;
            return;
        }
        self.letters += letters;
        self.text.push_str(text);
    }

    /// What closes something that was opened; it is short.
    fn must(&mut self, text: &str) {
        if !self.left_out {
            self.letters += text.chars().count();
            self.text.push_str(text);
        }
    }

    fn finish(mut self) -> String {
        if self.left_out {
            let open =
                self.text.matches("<details>").count() > self.text.matches("</details>").count();
            if open {
                self.text.push_str("\n</details>\n");
            }
            self.text.push_str(
                "\n_The rest is left out: a comment holds no more. `--format html` or `json` has all of it._\n",
            );
        }
        self.text
    }
}
