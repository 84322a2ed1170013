//! A plan as one HTML file that needs nothing else.

use super::picture::{Bar, bars};
use super::words::{self, number};
use crate::plan::{AttributeCount, Entry, Outcome, Plan};
use crate::report::visible::visible;
use std::fmt::Write;

/// Attributes in the picture; the table has all of them.
const PICTURED: usize = 15;

const STYLE: &str = "\
:root{color-scheme:light dark;--text:#1b1f24;--soft:#57606a;--page:#fff;--line:#d0d7de;--good:#1a7f37;--odd:#0969da;--bad:#cf222e}\
@media(prefers-color-scheme:dark){:root{--text:#e6edf3;--soft:#9198a1;--page:#0d1117;--line:#3d444d;--good:#3fb950;--odd:#58a6ff;--bad:#f85149}}\
body{font:16px/1.5 system-ui,sans-serif;color:var(--text);background:var(--page);max-width:60rem;margin:0 auto;padding:1rem;overflow-wrap:anywhere}\
h1{font-size:1.4rem;line-height:1.3}h2{font-size:1.15rem;margin-top:2rem}p.soft,caption{color:var(--soft);text-align:left}\
.wide{overflow-x:auto}table{border-collapse:collapse;width:100%}th,td{padding:.3rem .5rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top;overflow-wrap:break-word}\
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}.bad{color:var(--bad);font-weight:600}\
.box{border:1px solid var(--bad);border-radius:6px;padding:.25rem 1rem}.box p{margin:.5rem 0}svg{width:100%;min-width:28rem;height:auto;font:13px system-ui,sans-serif}\
svg text{fill:var(--text)}rect.good{fill:var(--good)}rect.odd{fill:var(--odd)}rect.bad{fill:var(--bad)}rect.soft{fill:var(--soft)}\
summary{cursor:pointer}code{font:.9em ui-monospace,monospace}";

/// A plan as a page: light and dark, without scripts, and nothing is fetched.
///
/// ```
/// # let plan: attrflow::plan::Plan = serde_json::from_value(serde_json::json!({"basis": {"kind": "versions",
/// #     "old": "live.json", "new": "schema.json"}, "mapping": "User → User", "counts": {"users": 1, "in_scope": 1,
/// #     "outcomes": {"unchanged": 1}, "skipped": [], "failed": [], "linked": 0, "later_passes": 0},
/// #     "not_evaluated": [], "attributes": [], "consequences": [], "collisions": [], "more_collisions": 0, "samples": [],
/// #     "exceeded": [], "notes": []})).unwrap();
/// let page = attrflow::report::plan::html(&plan);
/// assert!(page.starts_with("<!doctype html>") && page.contains("<h1>No changes: 1 unchanged.</h1>"));
/// ```
pub fn html(plan: &Plan) -> String {
    let headline = escaped(&words::headline(plan));
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n\
         <meta http-equiv=\"content-security-policy\" content=\"default-src 'none';style-src 'unsafe-inline'\">\n\
         <title>{headline}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{headline}</h1>\n\
         <p class=\"soft\">{} · {} · {}</p>\n",
        escaped(&plan.mapping),
        escaped(&words::basis(&plan.basis)),
        escaped(&words::population(plan))
    );
    warnings(plan, &mut page);
    outcomes(plan, &mut page);
    consequences(plan, &mut page);
    attributes(plan, &mut page);
    samples(plan, &mut page);
    page.push_str("</main>\n</body>\n</html>\n");
    page
}

fn warnings(plan: &Plan, page: &mut String) {
    if plan.exceeded.is_empty() && plan.not_evaluated.is_empty() && plan.warnings.is_empty() {
        return;
    }
    page.push_str("<div class=\"box\" role=\"alert\">\n");
    for one in &plan.exceeded {
        let _ = writeln!(
            page,
            "<p><span class=\"bad\">Threshold {} exceeded:</span> {}</p>",
            escaped(&one.threshold),
            escaped(&one.text)
        );
    }
    for warning in &plan.warnings {
        let _ = writeln!(page, "<p>{}</p>", escaped(warning));
    }
    for left in &plan.not_evaluated {
        let count = left
            .count
            .map_or_else(String::new, |count| format!(" ({})", number(count)));
        let _ = writeln!(
            page,
            "<p><span class=\"bad\">Not evaluated:</span> {}{count}: {}</p>",
            escaped(&left.what),
            escaped(&left.why)
        );
    }
    page.push_str("</div>\n");
}

fn outcomes(plan: &Plan, page: &mut String) {
    let counts = words::ORDER
        .iter()
        .filter_map(|one| Some((*one, *plan.counts.outcomes.get(one)?)));
    let counts: Vec<(Outcome, u64)> = counts.collect();
    let changing: Vec<Bar<'_>> = counts
        .iter()
        .filter(|(one, _)| !matches!(one, Outcome::Skip | Outcome::Unchanged))
        .map(|(one, users)| Bar {
            title: words::outcome(*one).to_owned(),
            parts: vec![(colour(*one), words::outcome(*one), *users)],
        })
        .collect();
    page.push_str("<h2>Users</h2>\n");
    page.push_str(&wide(&bars("Users to whom something happens", &changing)));
    page.push_str("<div class=\"wide\"><table><caption>What becomes of users</caption>\n<thead><tr><th class=\"n\" scope=\"col\">Users</th><th scope=\"col\">What</th><th scope=\"col\">Why, as</th></tr></thead>\n<tbody>\n");
    for (one, users) in counts {
        row(page, users, words::outcome(one), "");
    }
    for (word, reasons) in [
        ("fail", &plan.counts.failed),
        ("skipped", &plan.counts.skipped),
    ] {
        for one in reasons {
            row(
                page,
                one.users,
                &format!("{word}: {}", one.code),
                &one.example,
            );
        }
    }
    page.push_str("</tbody></table></div>\n");
}

fn row(page: &mut String, users: u64, what: &str, why: &str) {
    let (users, what, why) = (number(users), escaped(what), escaped(why));
    let _ = writeln!(
        page,
        "<tr><td class=\"n\">{users}</td><td>{what}</td><td>{why}</td></tr>"
    );
}

fn colour(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Create | Outcome::EnterScope => "good",
        Outcome::Update => "odd",
        Outcome::Delete | Outcome::Disable | Outcome::LeaveScope | Outcome::Fail => "bad",
        Outcome::Skip | Outcome::Unchanged => "soft",
    }
}

fn consequences(plan: &Plan, page: &mut String) {
    if !plan.consequences.is_empty() {
        page.push_str("<h2>Look at these first</h2>\n<ul>\n");
        for (kind, shown, more) in words::by_kind(plan) {
            let kind = words::consequence(kind);
            for one in shown {
                let (key, text) = (escaped(&one.key), escaped(&one.text));
                let _ = writeln!(
                    page,
                    "<li><span class=\"bad\">{kind}</span> {key}: {text}</li>"
                );
            }
            if more > 0 {
                let more = words::users(more);
                let _ = writeln!(
                    page,
                    "<li><span class=\"bad\">{kind}</span> and {more} more</li>"
                );
            }
        }
        page.push_str("</ul>\n");
    }
    if !plan.collisions.is_empty() {
        page.push_str("<h2>Values of several users that shall be unique</h2>\n<ul>\n");
        for one in &plan.collisions {
            let _ = writeln!(
                page,
                "<li>{} “{}”: {} users, such as {}</li>",
                escaped(&one.target),
                escaped(&one.value),
                number(one.count),
                escaped(&one.users.join(", "))
            );
        }
        page.push_str("</ul>\n");
    }
    if plan.more_collisions > 0 {
        let _ = writeln!(
            page,
            "<p>{} further values collide.</p>",
            number(plan.more_collisions)
        );
    }
}

fn attributes(plan: &Plan, page: &mut String) {
    if plan.attributes.is_empty() {
        return;
    }
    let pictured = plan.attributes.iter().take(PICTURED).map(|count| Bar {
        title: count.target.clone(),
        parts: vec![
            ("good", "gain", count.gains),
            ("odd", "change", count.changes),
            ("bad", "lose", count.loses),
        ],
    });
    page.push_str("<h2>Target attributes</h2>\n<p class=\"soft\">In each bar: gains first (green), then changes (blue), then losses (red).</p>\n");
    page.push_str(&wide(&bars(
        "Changes by target attribute",
        &pictured.collect::<Vec<_>>(),
    )));
    page.push_str("<div class=\"wide\"><table><caption>Users by target attribute</caption>\n<thead><tr><th scope=\"col\">Attribute</th><th class=\"n\" scope=\"col\">Gain</th><th class=\"n\" scope=\"col\">Change</th><th class=\"n\" scope=\"col\">Lose</th><th scope=\"col\">Mostly</th></tr></thead>\n<tbody>\n");
    for count in &plan.attributes {
        attribute(count, page);
    }
    page.push_str("</tbody></table></div>\n");
}

fn attribute(count: &AttributeCount, page: &mut String) {
    let patterns = count.patterns.iter();
    let mut patterns: Vec<String> = patterns
        .map(|one| format!("{} {}", number(one.users), escaped(&one.pattern)))
        .collect();
    if count.other > 0 {
        patterns.push(format!("{} otherwise", number(count.other)));
    }
    let matching = if count.matching {
        " <span class=\"bad\">matching</span>"
    } else {
        ""
    };
    let _ = writeln!(
        page,
        "<tr><td>{}{matching}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td>{}</td></tr>",
        escaped(&count.target),
        number(count.gains),
        number(count.changes),
        number(count.loses),
        patterns.join("<br>")
    );
}

fn samples(plan: &Plan, page: &mut String) {
    let shown = plan
        .samples
        .iter()
        .filter(|sample| sample.outcome != Outcome::Skip);
    for sample in shown {
        let all = plan
            .counts
            .outcomes
            .get(&sample.outcome)
            .copied()
            .unwrap_or_default();
        let some = sample.entries.len() as u64;
        let _ = writeln!(
            page,
            "<details><summary>{} of {} {}</summary>",
            number(some),
            number(all.max(some)),
            words::outcome(sample.outcome)
        );
        for one in &sample.entries {
            entry(one, page);
        }
        page.push_str("</details>\n");
    }
}

fn entry(one: &Entry, page: &mut String) {
    let reason = one
        .error
        .as_ref()
        .map_or_else(String::new, |error| format!(": {}", error.reason));
    let caption = escaped(&format!("{}{reason}", one.key));
    if one.changes.is_empty() {
        let _ = writeln!(page, "<p>{caption}</p>");
        return;
    }
    let _ = writeln!(
        page,
        "<div class=\"wide\"><table><caption>{caption}</caption>\n<thead><tr><th scope=\"col\">Attribute</th><th scope=\"col\">Old</th><th scope=\"col\">New</th></tr></thead>\n<tbody>"
    );
    for change in &one.changes {
        let _ = writeln!(
            page,
            "<tr><td>{}</td><td>{}</td><td>{}</td></tr>",
            escaped(&change.target),
            escaped(&words::value(&change.old)),
            escaped(&words::value(&change.new))
        );
    }
    page.push_str("</tbody></table></div>\n");
}

/// What scrolls by itself where the page is narrow.
fn wide(inner: &str) -> String {
    format!("<div class=\"wide\">{inner}</div>\n")
}

/// A text as HTML, in which nothing hides.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in visible(text).chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            letter => out.push(letter),
        }
    }
    out
}
