//! Plans in every format.

use attrflow::pipeline::Modified;
use attrflow::plan::*;
use attrflow::report::plan::{CsvPlan, html, json, markdown, text};
use serde_json::{Value as Json, json};

fn entry(number: u64, key: &str, outcome: Outcome, changes: &[(&str, Json, Json)]) -> Entry {
    let changes = changes.iter().map(|(target, old, new)| Modified {
        target: (*target).into(),
        old: old.clone(),
        new: new.clone(),
        secret: false,
    });
    Entry {
        number,
        pass: 1,
        key: key.into(),
        source: format!("s{number}"),
        target: None,
        in_scope: Some(true),
        outcome,
        linked: false,
        error: None,
        changes: changes.collect(),
    }
}

fn plan(entries: &[Entry]) -> Plan {
    let mut tally = Tally::new(TallyOptions {
        samples: entries.len(),
        matching: vec!["userName".into()],
        unique: vec!["userName".into()],
    });
    for entry in entries {
        tally.add(entry, None, &[]);
    }
    let basis = Basis::Target {
        source: "Entra".into(),
        target: "Desk".into(),
        snapshot: None,
    };
    let left = vec![NotEvaluated {
        what: "groups".into(),
        count: Some(1_200),
        why: "a plan is about users".into(),
    }];
    let limits = attrflow::pipeline::Thresholds {
        deletes: 0,
        ..Default::default()
    };
    tally.finish(basis, "User → User".into(), left, &limits)
}

fn plain(plan: &Plan) -> String {
    anstream::adapter::strip_str(&text(plan, 100)).to_string()
}

fn some() -> Plan {
    let mut entries = vec![
        entry(
            1,
            "ada",
            Outcome::Create,
            &[("userName", Json::Null, json!("ada"))],
        ),
        entry(2, "bob", Outcome::Delete, &[]),
    ];
    entries.extend((3..1_503).map(|n| {
        let mails = (
            json!(format!("u{n}@fabrikam.com")),
            json!(format!("u{n}@contoso.com")),
        );
        entry(
            n,
            &format!("u{n}"),
            Outcome::Update,
            &[("mail", mails.0, mails.1)],
        )
    }));
    plan(&entries)
}

#[test]
fn danger_stands_before_everything_else_and_the_sum_at_the_end() {
    let written = plain(&some());
    let parts = [
        "User → User, Entra → Desk\n1,502 users, 1,502 in scope\n",
        "threshold `deletes` exceeded: 1 account would be disabled or deleted, and 0 are allowed\n",
        "not evaluated: groups (1,200): a plan is about users\n",
        "Look at these first\n  deleted  bob: the account is deleted\n",
        "  mail: 1,500 change\n        1,500  mail domain `@fabrikam.com` → `@contoso.com`, as u3\n",
        "  + ada: created\n",
        "  - bob: deleted\n",
        "\nPlan: 1 to create, 1,500 to update, 1 to delete.\n",
    ];
    let mut from = 0;
    for part in [
        "User → User",
        "threshold",
        "not evaluated",
        "Look at these",
        "Target attributes",
        "Plan: ",
    ] {
        let at = written[from..]
            .find(part)
            .unwrap_or_else(|| panic!("{part} in {written}"));
        from += at;
    }
    for part in parts {
        assert!(written.contains(part), "{part:?} is not in\n{written}");
    }
}

#[test]
fn a_plan_without_changes_says_so() {
    let idle = plan(&[entry(1, "ada", Outcome::Unchanged, &[])]);
    assert!(plain(&idle).ends_with("\nNo changes: 1 unchanged.\n"));
    assert!(markdown(&idle).starts_with("### No changes: 1 unchanged."));
    assert!(html(&idle).contains("<h1>No changes: 1 unchanged.</h1>"));
    let nobody = plan(&[]);
    assert!(plain(&nobody).ends_with("\nNobody is planned for.\n"));
}

/// Names and values that mean something to one of the formats.
const HOSTILE: [&str; 7] = [
    "<script>alert(1)</script>",
    "a|b`c*d_e[f](g)#~!\\",
    "=cmd|' /C calc'!A0",
    "line\nbreak\u{7}",
    "\u{202e}gnp.exe",
    "@octocat https://evil.example",
    "\"quoted\", 'too'",
];

fn hostile() -> Vec<Entry> {
    let each = HOSTILE.iter().enumerate().map(|(at, text)| {
        let changes = [(*text, json!(text), json!(format!("{text}x")))];
        entry(at as u64 + 1, text, Outcome::Update, &changes)
    });
    each.collect()
}

#[test]
fn values_mean_nothing_to_html() {
    let page = html(&plan(&hostile()));
    let body = page.split_once("<body>").unwrap().1;
    assert!(
        !body.contains("<script") && body.contains("&lt;script&gt;"),
        "{body}"
    );
    for hidden in ['\u{7}', '\u{202e}'] {
        assert!(!page.contains(hidden));
    }
    assert!(page.contains("\\u{202e}gnp.exe") && page.contains("line\\u{a}break\\u{7}"));
    for fetched in [
        "http:",
        "https://evil.example\"",
        "src=",
        "href=",
        "<link",
        "@import",
        "url(",
    ] {
        assert!(!page.contains(fetched), "{fetched}");
    }
    let opened = |tag: &str| {
        body.matches(&format!("<{tag}>")).count() + body.matches(&format!("<{tag} ")).count()
    };
    for tag in ["table", "tr", "td", "details", "svg", "div", "ul", "li"] {
        assert_eq!(
            opened(tag),
            body.matches(&format!("</{tag}>")).count(),
            "{tag}"
        );
    }
}

#[test]
fn values_mean_nothing_to_markdown() {
    let written = markdown(&plan(&hostile()));
    assert!(
        !written.contains("<script")
            && !written.contains(" @octocat")
            && !written.contains("https://")
    );
    assert!(
        written.contains("a\\|b\\`c\\*d\\_e\\[f\\](g)\\#\\~\\!\\\\"),
        "{written}"
    );
    let rows = written.lines().filter(|line| line.starts_with("| "));
    for row in rows {
        let bars = row.replace("\\|", "").matches('|').count();
        assert!(bars == 3 || bars == 6, "{row}");
    }
}

#[test]
fn values_mean_nothing_to_spreadsheets() {
    let mut table = CsvPlan::new(Vec::new()).unwrap();
    for entry in hostile() {
        table.add(&entry).unwrap();
    }
    let bytes = table.finish().unwrap();
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), HOSTILE.len());
    for row in &rows {
        for cell in row {
            assert!(
                !cell.starts_with(['=', '+', '-', '@', '\t', '\r']),
                "{cell}"
            );
            assert!(!cell.contains(['\n', '\u{7}', '\u{202e}']), "{cell}");
        }
    }
    assert_eq!(&rows[2][2], "'=cmd|' /C calc'!A0");
    assert_eq!(&rows[6][8], "\"quoted\", 'too'");
}

#[test]
fn values_mean_nothing_to_terminals() {
    let written = plain(&plan(&hostile()));
    assert!(
        !written.contains(['\u{7}', '\u{202e}', '\u{1b}']),
        "{written}"
    );
}

#[test]
fn a_comment_is_never_too_long_and_says_what_is_missing() {
    let many: Vec<Entry> = (0..10_000)
        .map(|n| {
            let changes = [("displayName", json!("é".repeat(40)), json!("ü".repeat(40)))];
            entry(
                n,
                &format!("user{n}@contoso.com"),
                Outcome::Update,
                &changes,
            )
        })
        .collect();
    let written = markdown(&plan(&many));
    assert!(written.chars().count() <= 65_536);
    assert!(written.chars().count() > 60_000);
    assert!(
        written.ends_with("has all of it._\n"),
        "{}",
        &written[written.len() - 200..]
    );
    assert_eq!(
        written.matches("<details>").count(),
        written.matches("</details>").count()
    );
}

#[test]
fn the_json_is_as_published() {
    for plan in [some(), plan(&hostile()), plan(&[])] {
        let written = serde_json::to_value(json(&plan)).unwrap();
        crate::reference::conforms_value("plan", &written);
        let read: Plan = serde_json::from_value(written).unwrap();
        assert_eq!(read, plan);
    }
}

#[test]
fn users_without_changes_are_rows_when_something_happens_to_them() {
    let mut table = CsvPlan::new(Vec::new()).unwrap();
    for outcome in [Outcome::Unchanged, Outcome::Delete] {
        table.add(&entry(1, "ada", outcome, &[])).unwrap();
    }
    let text = String::from_utf8(table.finish().unwrap()).unwrap();
    assert_eq!(text.lines().count(), 2);
    assert!(text.ends_with("1,1,ada,s1,,delete,,,,\n"), "{text}");
}
