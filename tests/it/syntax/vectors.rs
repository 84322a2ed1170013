//! Real expressions: they parse, or they are explained.

use attrflow::syntax::{Clause, Filter, Group, parse_expression, parse_filter};
use attrflow::text::{Span, Spanned};

/// Rows that are not in the language, with the codes that say why.
const EXPLAINED: &[(&str, &[&str])] = &[
    // Entra Connect joins conditions with `||` and `&&`.
    ("ac-002", &["logical-operator"]),
];

fn check(id: &str, expression: &str) {
    let explained = EXPLAINED.iter().find(|(row, _)| *row == id);
    match (parse_expression(expression), explained) {
        (Ok(_), None) => crate::invariants::expression(expression),
        (Err(problems), Some((_, codes))) => {
            let found: Vec<&str> = problems.iter().map(|found| found.code.slug).collect();
            assert_eq!(&found, codes, "{id}");
        }
        (Ok(_), Some(_)) => panic!("{id} parses, but should be explained"),
        (Err(problems), None) => panic!("{id}: {expression}\n{problems:#?}"),
    }
}

#[test]
fn own_rows() {
    for row in include_str!("../../data/expressions.tsv").lines() {
        let (id, expression) = row.split_once('\t').unwrap();
        check(id, &serde_json::from_str::<String>(expression).unwrap());
    }
}

#[test]
fn shared_rows() {
    let Some(rows) = crate::vectors::rows("expressions.jsonl") else {
        return;
    };
    for row in rows {
        check(
            row["id"].as_str().unwrap(),
            row["expression"].as_str().unwrap(),
        );
    }
}

#[test]
fn shared_scoping_clauses_read_as_themselves() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../shared/vectors/scoping-filters.tsv"
    );
    let Ok(table) = std::fs::read_to_string(path) else {
        return;
    };
    for row in table.lines().skip(1) {
        let cells: Vec<&str> = row.split('\t').collect();
        let [_, attribute, operator, value, ..] = cells[..] else {
            panic!("{row}");
        };
        let spanned = |text: &str| Spanned::new(text.to_owned(), Span::default());
        let clause = Clause {
            attribute: spanned(attribute),
            operator: spanned(operator),
            value: (!value.is_empty()).then(|| spanned(value)),
            span: Span::default(),
        };
        let filter = Filter {
            groups: vec![Group {
                clauses: vec![clause],
                ..Group::default()
            }],
        };
        let again = parse_filter(&filter.canonical()).unwrap();
        assert!(filter.same(&again), "{filter}");
    }
}
