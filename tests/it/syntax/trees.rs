//! Precedence, places and limits.

use attrflow::syntax::{ExprKind, MAX_DEPTH, MAX_LENGTH, parse_expression};

fn same(one: &str, two: &str) {
    let [one, two] = [one, two].map(|text| parse_expression(text).unwrap());
    assert!(one.same(&two), "{one} is not {two}");
}

fn only_code(text: &str, slug: &str) {
    let problems = parse_expression(text).unwrap_err();
    let found: Vec<&str> = problems.iter().map(|found| found.code.slug).collect();
    assert_eq!(found, [slug]);
}

#[test]
fn precedence_is_that_of_the_parenthesised_spelling() {
    same("[a] & [b] = [c] & [d]", "([a] & [b]) = ([c] & [d])");
    same("[a] & [b] & [c]", "([a] & [b]) & [c]");
    same("[a] & [b] & [c]", "[a] & ([b] & [c])");
    same("F(([a] = [b]))", "F([a] = [b])");
    same("[a]&HF", "[a] & HF");
}

#[test]
fn every_part_knows_its_place() {
    let text = "IIF( ([a]) = \"x\" , , Trim([b]))";
    let tree = parse_expression(text).unwrap();
    let ExprKind::Call(call) = &tree.kind else {
        panic!("{tree:?}");
    };
    assert_eq!(tree.span.of(text), text);
    assert_eq!(call.name.span.of(text), "IIF");
    assert_eq!(call.close.of(text), ")");
    let args: Vec<&str> = call.args.iter().map(|arg| arg.span.of(text)).collect();
    assert_eq!(args, ["([a]) = \"x\"", " ", "Trim([b])"]);
    let Some(ExprKind::Compare { operator, left, .. }) =
        call.args[0].value.as_ref().map(|value| &value.kind)
    else {
        panic!("{tree:?}");
    };
    assert_eq!(operator.span.of(text), "=");
    assert_eq!(left.span.of(text), "([a])");
}

#[test]
fn texts_and_numbers_mean_what_they_say() {
    let text = |written: &str| match parse_expression(written).unwrap().kind {
        ExprKind::Text(text) => text,
        other => panic!("{other:?}"),
    };
    assert_eq!(text(r#""a\\b\"c\,d""#), r#"a\b"c\,d"#);
    assert_eq!(text(r#""\\\\""#), r"\\");
    let number = |written: &str| parse_expression(written).unwrap().number_value();
    assert_eq!(number("-10"), Some(-10));
    assert_eq!(number("&hf7"), Some(247));
    assert_eq!(number("1.5"), None);
    assert_eq!(number("99999999999999999999"), None);
}

#[test]
fn depth_is_limited() {
    let nested = |open: &str, inner: &str, close: &str, depth| {
        open.repeat(depth) + inner + &close.repeat(depth)
    };
    assert!(parse_expression(&nested("F(", "[a]", ")", MAX_DEPTH)).is_ok());
    assert!(parse_expression(&nested("F(\"(\", ", "[a]", ")", MAX_DEPTH)).is_ok());
    assert!(parse_expression(&nested("[", "a", "]", MAX_DEPTH)).is_ok());
    only_code(&nested("F(", "[a]", ")", MAX_DEPTH + 1), "too-deep");
    only_code(&nested("[", "a", "]", MAX_DEPTH + 1), "too-deep");
}

#[test]
fn length_is_limited() {
    assert!(parse_expression(&format!("\"{}\"", "x".repeat(MAX_LENGTH - 2))).is_ok());
    only_code(
        &format!("\"{}\"", "x".repeat(MAX_LENGTH - 1)),
        "text-too-long",
    );
}
