//! The laws of comparisons.

use super::config;
use super::values::{self, Owned};
use crate::invariants::checked;
use attrflow::value::{Value, equal, order};
use bumpalo::Bump;
use proptest::prelude::*;
use std::cmp::Ordering;

/// What `[a] operator [b]` is.
fn holds(one: &Owned, operator: &str, other: &Owned) -> bool {
    let text = format!("IIF([a] {operator} [b], 1, 0)");
    let checked = checked(&text).expect("a comparison");
    let arena = Bump::new();
    let row = [one.value(&arena), other.value(&arena)];
    checked.run(&row, &arena).result == Ok(1.into())
}

/// Null where a comparison sees null: null, no values, or a first value that is null.
fn is_nothing(value: &Owned) -> bool {
    match value {
        Owned::Null => true,
        Owned::List(items) => items
            .first()
            .is_none_or(|first| matches!(first, Owned::Null)),
        _ => false,
    }
}

/// Without an order of texts by which records and lists could be compared.
fn plain() -> impl Strategy<Value = Owned> {
    prop_oneof![
        values::text().prop_map(Owned::Text),
        values::integer().prop_map(Owned::Int),
        any::<bool>().prop_map(Owned::Bool),
        values::date().prop_map(Owned::Date),
    ]
}

proptest! {
    #![proptest_config(config(256))]

    #[test]
    fn equality_is_symmetric(one in values::value(), other in values::value()) {
        prop_assert_eq!(holds(&one, "=", &other), holds(&other, "=", &one));
        prop_assert_eq!(holds(&one, "<>", &other), holds(&other, "<>", &one));
    }

    #[test]
    fn a_value_equals_itself(value in plain()) {
        prop_assert!(holds(&value, "=", &value));
        prop_assert!(holds(&value, "<=", &value) && !holds(&value, "<", &value));
    }

    #[test]
    fn unequal_is_the_opposite_but_for_null(one in values::value(), other in values::value()) {
        let (equal, unequal) = (holds(&one, "=", &other), holds(&one, "<>", &other));
        prop_assert!(!(equal && unequal));
        if is_nothing(&one) || is_nothing(&other) {
            prop_assert!(!equal && !unequal);
        }
        let arena = Bump::new();
        if let (Value::Text(_) | Value::Int(_), Value::Text(_) | Value::Int(_)) = (one.value(&arena), other.value(&arena)) {
            prop_assert!(equal || unequal);
        }
    }

    #[test]
    fn order_is_antisymmetric(one in values::value(), other in values::value()) {
        prop_assert_eq!(holds(&one, "<", &other), holds(&other, ">", &one));
        prop_assert_eq!(holds(&one, "<=", &other), holds(&other, ">=", &one));
        prop_assert!(!(holds(&one, "<", &other) && holds(&other, "<", &one)));
        if !is_nothing(&one) && !is_nothing(&other) && holds(&one, "<=", &other) && holds(&one, ">=", &other) {
            prop_assert!(!holds(&one, "<", &other));
        }
    }

    #[test]
    fn one_of_three_holds(one in plain(), other in plain()) {
        let arena = Bump::new();
        let (left, right) = (one.value(&arena), other.value(&arena));
        let forth = order(left, right, &arena).expect("neither is null");
        let back = order(right, left, &arena).expect("neither is null");
        prop_assert_eq!(forth.ordering, back.ordering.reverse());
        prop_assert_eq!(forth.by_text, back.by_text);
        prop_assert_eq!(equal(left, right, &arena), equal(right, left, &arena));
        if equal(left, right, &arena) == Some(true) && left.kind() == right.kind() && !forth.by_text {
            prop_assert_eq!(forth.ordering, Ordering::Equal);
        }
    }
}
