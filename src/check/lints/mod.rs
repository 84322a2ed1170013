//! The lints, one file each. To add one: write the file, add its line here twice.

use super::lint::Lint;

mod empty_comparison;
mod presence_condition;
mod shared;
mod switch_blank_key;
mod switch_boolean_key;
mod switch_conditions;
mod switch_duplicate_key;
mod switch_no_default;
mod switch_shifted;
mod unequal_null;

/// Every lint.
pub static LINTS: &[&Lint] = &[
    &empty_comparison::LINT,
    &presence_condition::LINT,
    &switch_blank_key::LINT,
    &switch_boolean_key::LINT,
    &switch_conditions::LINT,
    &switch_duplicate_key::LINT,
    &switch_no_default::LINT,
    &switch_shifted::LINT,
    &unequal_null::LINT,
];
