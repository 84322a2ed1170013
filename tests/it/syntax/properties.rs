//! Round trips of generated trees, and what holds for any text at all.

use attrflow::syntax::{
    Arg, Call, Clause, Comparison, Expr, ExprKind, Filter, Group, parse_expression, parse_filter,
};
use attrflow::text::{Span, Spanned};
use proptest::prelude::*;

use crate::invariants;

fn expr(kind: ExprKind) -> Expr {
    let span = Span::default();
    Expr { kind, span }
}

fn spanned<T>(node: T) -> Spanned<T> {
    Spanned::new(node, Span::default())
}

fn attribute() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Z][a-zA-Z0-9.:_-]{0,10}",
        r#"[a-z]{1,4}\[[a-z]{1,4} eq "[a-z'\[ ]{0,3}\]?"\]\.[a-z]{1,3}"#
            .prop_filter("brackets come in pairs", |name| {
                name.matches('[').count() == name.matches(']').count()
            }),
        "[^\\[\\]]{0,6}[a-z]",
    ]
}

fn number() -> impl Strategy<Value = String> {
    prop_oneof![
        "-?[0-9]{1,20}",
        "-?[0-9]{1,3}\\.[0-9]{1,3}",
        "&[Hh][0-9a-fA-F]{1,8}"
    ]
}

fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Z_$][a-zA-Z0-9_]{0,8}",
        "[a-z]{1,3}[.:-][a-z0-9]{1,3}",
        prop::sample::select(vec!["And", "or", "NOT", "eq", "True", "NULL", "Größe"])
            .prop_map(str::to_owned),
    ]
}

fn tree() -> impl Strategy<Value = Expr> {
    let leaf = prop_oneof![
        attribute().prop_map(ExprKind::Attribute),
        r#"[ -~“'\n\\"é𝄞]{0,8}"#.prop_map(ExprKind::Text),
        number().prop_map(ExprKind::Number),
        word().prop_map(ExprKind::Word),
        "[a-zA-Z0-9._]{1,8}".prop_map(ExprKind::Parameter),
    ]
    .prop_map(expr);
    leaf.prop_recursive(6, 60, 6, |inner| {
        let args = prop::collection::vec(prop::option::weighted(0.8, inner.clone()), 0..6);
        prop_oneof![
            4 => (word(), args).prop_map(|(name, args)| call(name, args)),
            1 => (prop::sample::select(&Comparison::ALL[..]), inner.clone(), inner.clone()).prop_map(
                |(operator, left, right)| expr(ExprKind::Compare {
                    operator: spanned(operator),
                    left: Box::new(left),
                    right: Box::new(right),
                })
            ),
            1 => prop::collection::vec(inner, 2..4).prop_map(concatenation),
        ]
    })
}

fn call(name: String, args: Vec<Option<Expr>>) -> Expr {
    let span = Span::default();
    let mut args: Vec<Arg> = args.into_iter().map(|value| Arg { value, span }).collect();
    if matches!(&args[..], [Arg { value: None, .. }]) {
        args.clear();
    }
    expr(ExprKind::Call(Call {
        name: spanned(name),
        args,
        close: span,
    }))
}

fn concatenation(operands: Vec<Expr>) -> Expr {
    let flat = operands.into_iter().flat_map(|operand| match operand.kind {
        ExprKind::Concat(inner) => inner,
        _ => vec![operand],
    });
    expr(ExprKind::Concat(flat.collect()))
}

fn filter() -> impl Strategy<Value = Filter> {
    let value = prop_oneof!["-?[0-9]{1,6}", r#"[ -~\n\\"é]{0,8}"#];
    let operator = prop::sample::select(vec![
        "EQUALS",
        "NOT EQUALS",
        "IS NULL",
        "&",
        "!&",
        "!&L",
        "Greater_Than",
        "GREATER THAN OR EQUALS",
    ]);
    let clause = (attribute(), operator, prop::option::of(value)).prop_map(
        |(attribute, operator, value)| Clause {
            attribute: spanned(attribute),
            operator: spanned(operator.to_owned()),
            value: value.map(spanned),
            span: Span::default(),
        },
    );
    let group = (
        prop::option::of(r#"[ -~]{0,8}"#),
        prop::collection::vec(clause, 0..4),
    )
        .prop_filter("it has a text", |(name, clauses)| {
            name.is_some() || !clauses.is_empty()
        })
        .prop_map(|(name, clauses)| Group {
            name: name.map(spanned),
            clauses,
            span: Span::default(),
        });
    prop::collection::vec(group, 0..4).prop_map(|groups| Filter { groups })
}

/// Texts over the punctuation and the words of the language and its neighbours.
fn soup() -> impl Strategy<Value = String> {
    let tokens = vec![
        "(", ")", "[", "]", "\"", ",", ";", "=", "<", ">", "&", "+", "-", "*", "!", "%", "'", "“",
        "”", "‘", "’", "\\", "|", "||", "&&", "==", "!=", "<>", " AND ", " OR ", " NOT ", " ",
        "\n", "\u{a0}", "//", "/*", "*/", "-- ", "IIF(", "[a]", "[b]", "\"x\"", "'y'", "“z”",
        "Word", "10", "-1", "&HF", "0x1", "%P%", "é", "𝄞", ":", "EQUALS", "IS NULL", ".", "@", "{",
        "-eq ",
    ];
    prop::collection::vec(prop::sample::select(tokens), 0..24).prop_map(|tokens| tokens.concat())
}

/// Applies certain fixes until none is left.
fn fixes_end(text: String, problems: impl Fn(&str) -> Option<attrflow::diag::Problems>) {
    let mut now = text.clone();
    for _ in 0..200 {
        let found = problems(&now).unwrap_or_default();
        let Some(fix) = found
            .iter()
            .flat_map(|found| &found.fixes)
            .find(|fix| fix.safe)
        else {
            return;
        };
        now = invariants::applied(&now, fix);
    }
    panic!("fixes never end: {text:?}, {now:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_printed_tree_reads_as_itself(tree in tree(), width in 0usize..120) {
        for spelling in [tree.canonical(), tree.pretty(width), tree.pretty_with(width, &|_| Some(2))] {
            let again = parse_expression(&spelling).unwrap_or_else(|found| panic!("{spelling}\n{found:#?}"));
            prop_assert!(tree.same(&again), "{spelling}\n{again}");
        }
    }

    #[test]
    fn a_printed_filter_reads_as_itself(filter in filter()) {
        let spelling = filter.canonical();
        let again = parse_filter(&spelling).unwrap_or_else(|found| panic!("{spelling}\n{found:#?}"));
        prop_assert!(filter.same(&again), "{spelling}\n{again}");
    }

    #[test]
    fn any_text_is_read_or_explained(text in soup()) {
        invariants::expression(&text);
        invariants::filter(&text);
        fixes_end(text.clone(), |text| parse_expression(text).err());
        fixes_end(text, |text| parse_filter(text).err());
    }

    #[test]
    fn any_characters_are_read_or_explained(text in "\\PC{0,40}") {
        invariants::expression(&text);
        invariants::filter(&text);
    }
}
