//! `attrflow check`.

use super::{attrflow, attrflow_reading, folder};

#[test]
fn an_expression_without_faults_is_fine() {
    let ran = attrflow(&["check", "Append([mail], \"x\")"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, "no problems\n"));
}

#[test]
fn a_finding_shows_the_text_and_what_to_write() {
    let ran = attrflow(&["check", "Trim(NormaliseDiacritics([givenName]))"]);
    assert_eq!(ran.code, 1);
    assert_eq!(
        ran.out,
        "\
error[unknown-function]

  × there is no function `NormaliseDiacritics`
   ╭─[<expression>:1:6]
 1 │ Trim(NormaliseDiacritics([givenName]))
   ·      ───────────────────
   ╰────
  help: did you mean `NormalizeDiacritics`?

1 error
"
    );
}

#[test]
fn a_mark_behind_the_last_character_is_visible() {
    for text in ["", "IIF([a] =", "[a] & ", "Append([mail],"] {
        let ran = attrflow(&["check", text]);
        assert_eq!(ran.code, 1);
        let snippet = ran.out.lines().skip_while(|line| !line.contains("╭─["));
        let marked = snippet
            .filter(|line| line.contains('·'))
            .any(|line| line.contains(['┬', '─', '▲']));
        assert!(marked, "{}", ran.out);
    }
}

#[test]
fn a_long_line_is_cut_around_the_mark() {
    let long = format!("Join(\",\", {}, Nope([x]))", vec!["[a]"; 400].join(", "));
    let ran = attrflow(&["check", &long]);
    assert!(ran.out.contains("Nope([x])"), "{}", ran.out);
    assert!(
        ran.out.lines().all(|line| line.chars().count() < 200),
        "{}",
        ran.out
    );
    assert!(ran.out.contains(&format!(
        "[<expression>:1:{}]",
        long.find("Nope").unwrap() + 1
    )));
}

#[test]
fn expression_files_report_every_entry_at_its_place() {
    let file = folder("sheet").join("map.entra");
    std::fs::write(
        &file,
        "# people\r\nmail: Trim(\r\n  [mail],\r\n  1)\r\nNope\r\nname: Nope([x])\r\n",
    )
    .unwrap();
    let ran = attrflow(&["check", "--format", "plain", file.to_str().unwrap()]);
    assert_eq!(ran.code, 1);
    let found: Vec<(&str, &str)> = ran
        .out
        .lines()
        .map(|line| {
            line.strip_prefix(file.to_str().unwrap())
                .unwrap()
                .split_once(": ")
                .unwrap()
        })
        .map(|(place, said)| (place, said.split(':').next().unwrap()))
        .collect();
    assert_eq!(
        found,
        [
            (":4:3", "error[arity]"),
            (":5:1", "error[missing-target]"),
            (":6:7", "error[unknown-function]"),
        ]
    );
    assert!(ran.out.contains("(in target `mail`)"));
}

#[test]
fn standard_input_is_told_by_its_content() {
    let ran = attrflow_reading(&["check", "-"], b"[mail]");
    assert_eq!((ran.code, ran.out.as_str()), (0, "no problems\n"));
    let ran = attrflow_reading(&["check", "-"], b"mail: [mail]\nmail: [mail]\n");
    assert!(ran.out.contains("duplicate-target"), "{}", ran.out);
    let ran = attrflow_reading(&["check", "-"], b"{ synchronizationRules: [] }");
    assert!(ran.out.contains("not-json"), "{}", ran.out);
    assert!(ran.out.contains("[<stdin>:1:"), "{}", ran.out);
}

#[test]
fn a_schema_names_the_part_in_words() {
    let file = folder("schema").join("schema.json");
    let small = include_str!("../../data/schema/small.json");
    std::fs::write(&file, small.replacen("Left(", "Lft(", 1)).unwrap();
    let ran = attrflow(&["check", file.to_str().unwrap()]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.out
            .contains("in rule `USER_OUTBOUND_USER` › mapping `Users` › target `userName`"),
        "{}",
        ran.out
    );
    assert!(ran.out.contains(" in 1 file\n"), "{}", ran.out);
}

#[test]
fn filters_are_checked_as_filters() {
    let file = folder("filter").join("scope.filter");
    std::fs::write(&file, "department EQUAL \"Sales\"\n").unwrap();
    let ran = attrflow(&["check", file.to_str().unwrap()]);
    assert!(ran.out.contains("error[unknown-operator]"), "{}", ran.out);
    let ran = attrflow(&["check", "--filter", "department EQUALS \"Sales\""]);
    assert_eq!((ran.code, ran.out.as_str()), (0, "no problems\n"));
    let ran = attrflow(&[
        "check",
        "--filter",
        "--format",
        "plain",
        "department EQUALS",
    ]);
    assert!(ran.out.starts_with("<filter>:1:"), "{}", ran.out);
}

#[test]
fn the_job_decides_which_functions_there_are() {
    let found =
        |job: &str| attrflow(&["check", "--job", job, "--format", "plain", "Redact([mail])"]).out;
    assert!(found("workday").is_empty() || found("app").is_empty());
    assert_eq!(attrflow(&["check", "--job", "nope", "1"]).code, 2);
}

#[test]
fn help_says_what_was_probably_meant() {
    for (arguments, help) in [
        (
            &["check", "DateAdd(\"d\", 1, now)"][..],
            "write `[now]` for the attribute, or `Now(…)` for the function",
        ),
        (
            &["check", "Trim(mail)"],
            "write `[mail]` for the attribute, or `\"mail\"` for the text",
        ),
        (
            &["check", "--filter", "department EQUALS Sales"],
            "values stand in quotes: if `Sales` is one, write `EQUALS \"Sales\"`",
        ),
        (
            &["check", "--filter", "department greater_than two three"],
            "values stand in quotes: if `two three` is one, write `GREATER_THAN \"two three\"`",
        ),
        (
            &["check", "--filter", "department IS NULL please"],
            "`IS NULL` is an operator that takes no value",
        ),
        (
            &["check", "--filter", "department EQALS \"Sales\""],
            "did you mean `EQUALS`?",
        ),
        (&["check", "Trim()"], "`Trim` takes 1 argument, here are 0"),
        (
            &["check", "Append([a])"],
            "`Append` takes 2 arguments, here is 1",
        ),
        (
            &["check", "Coalesce()"],
            "`Coalesce` takes at least 1 argument, here are 0",
        ),
    ] {
        let ran = attrflow(arguments);
        assert_eq!(ran.code, 1);
        assert!(ran.out.contains(help), "{}", ran.out);
    }
}
