//! The lints, one file each. To add one: write the file, add its line here twice.

use super::lint::Lint;

mod ad_boolean;
mod anchor_target;
mod coalesce_unreachable;
mod constant_condition;
mod constant_expression;
mod date_diff_sign;
mod date_format_hours;
mod date_format_letters;
mod date_format_minutes;
mod date_offset_day;
mod date_value_format;
mod empty_comparison;
mod expression_length;
mod filter_attribute;
mod filter_operator_kind;
mod formats;
mod function_job;
mod ignore_flow_inside;
mod list_to_single;
mod literal_word;
mod lossy_text;
mod no_effect;
mod no_matching;
mod presence_condition;
mod read_only_target;
mod reference_expression;
mod regex_anchoring;
mod required_target;
mod same_branches;
mod shared;
mod switch_blank_key;
mod switch_boolean_key;
mod switch_conditions;
mod switch_duplicate_key;
mod switch_no_default;
mod switch_shifted;
mod target_mapped_twice;
mod tree_text_disagree;
mod undefined_object;
mod unequal_null;
mod unique_value_always;
mod unknown_target;
mod unsuitable_matching;

/// Every lint.
pub static LINTS: &[&Lint] = &[
    &ad_boolean::LINT,
    &anchor_target::LINT,
    &coalesce_unreachable::LINT,
    &constant_condition::LINT,
    &constant_expression::LINT,
    &date_diff_sign::LINT,
    &date_format_hours::LINT,
    &date_format_letters::LINT,
    &date_format_minutes::LINT,
    &date_offset_day::LINT,
    &date_value_format::LINT,
    &empty_comparison::LINT,
    &expression_length::LINT,
    &filter_attribute::LINT,
    &filter_operator_kind::LINT,
    &function_job::LINT,
    &ignore_flow_inside::LINT,
    &list_to_single::LINT,
    &literal_word::LINT,
    &lossy_text::LINT,
    &no_effect::LINT,
    &no_matching::LINT,
    &presence_condition::LINT,
    &read_only_target::LINT,
    &reference_expression::LINT,
    &regex_anchoring::LINT,
    &required_target::LINT,
    &same_branches::LINT,
    &switch_blank_key::LINT,
    &switch_boolean_key::LINT,
    &switch_conditions::LINT,
    &switch_duplicate_key::LINT,
    &switch_no_default::LINT,
    &switch_shifted::LINT,
    &target_mapped_twice::LINT,
    &tree_text_disagree::LINT,
    &undefined_object::LINT,
    &unequal_null::LINT,
    &unique_value_always::LINT,
    &unknown_target::LINT,
    &unsuitable_matching::LINT,
];
