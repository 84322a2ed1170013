//! The standard functions, one file each. Owns the list of them; everything else about a function
//! is in its own [`Function`] value. Functions do not know each other, nor the evaluator.

mod alt_sec_id_from_net_id;
mod app_role_assignments;
mod app_role_assignments_complex;
mod append;
mod assertive_app_role_assignments_complex;
mod bit_and;
mod cbool;
mod cdate;
mod coalesce;
mod contains;
mod convert_from_base64;
mod convert_to_base64;
mod convert_to_utf8_hex;
mod count;
mod cref;
mod cstr;
mod date_add;
mod date_diff;
mod date_from_num;
mod default_domain;
mod dn_component;
mod error;
mod format_date_time;
mod guid;
mod ignore_flow_if_null_or_empty;
mod iif;
mod in_str;
mod is_nothing;
mod is_null;
mod is_null_or_empty;
mod is_present;
mod is_string;
mod item;
mod join;
mod left;
mod mid;
mod normalize_diacritics;
mod not;
mod now;
mod num_from_date;
mod pcase;
mod prepend;
mod random_string;
mod redact;
mod remove_duplicates;
mod replace;
mod select_unique_value;
mod shared;
mod single_app_role_assignment;
mod split;
mod string_from_sid;
mod strip_spaces;
mod switch;
mod to_lower;
mod to_upper;
mod trim;
mod word;

use crate::diag::Code;
use crate::library::Function;

/// All functions, in alphabetical order.
///
/// ```
/// use attrflow::functions::FUNCTIONS;
/// assert!(FUNCTIONS.iter().any(|function| function.name == "Append"));
/// ```
pub static FUNCTIONS: &[&Function] = &[
    &alt_sec_id_from_net_id::FUNCTION,
    &append::FUNCTION,
    &app_role_assignments::FUNCTION,
    &app_role_assignments_complex::FUNCTION,
    &assertive_app_role_assignments_complex::FUNCTION,
    &bit_and::FUNCTION,
    &cbool::FUNCTION,
    &cdate::FUNCTION,
    &coalesce::FUNCTION,
    &contains::FUNCTION,
    &convert_from_base64::FUNCTION,
    &convert_to_base64::FUNCTION,
    &convert_to_utf8_hex::FUNCTION,
    &count::FUNCTION,
    &cref::FUNCTION,
    &cstr::FUNCTION,
    &date_add::FUNCTION,
    &date_diff::FUNCTION,
    &date_from_num::FUNCTION,
    &default_domain::FUNCTION,
    &dn_component::FUNCTION,
    &error::FUNCTION,
    &format_date_time::FUNCTION,
    &guid::FUNCTION,
    &ignore_flow_if_null_or_empty::FUNCTION,
    &iif::FUNCTION,
    &in_str::FUNCTION,
    &is_nothing::FUNCTION,
    &is_null::FUNCTION,
    &is_null_or_empty::FUNCTION,
    &is_present::FUNCTION,
    &is_string::FUNCTION,
    &item::FUNCTION,
    &join::FUNCTION,
    &left::FUNCTION,
    &mid::FUNCTION,
    &normalize_diacritics::FUNCTION,
    &not::FUNCTION,
    &now::FUNCTION,
    &num_from_date::FUNCTION,
    &pcase::FUNCTION,
    &prepend::FUNCTION,
    &random_string::FUNCTION,
    &redact::FUNCTION,
    &remove_duplicates::FUNCTION,
    &replace::FUNCTION,
    &select_unique_value::FUNCTION,
    &single_app_role_assignment::FUNCTION,
    &split::FUNCTION,
    &string_from_sid::FUNCTION,
    &strip_spaces::FUNCTION,
    &switch::FUNCTION,
    &to_lower::FUNCTION,
    &to_upper::FUNCTION,
    &trim::FUNCTION,
    &word::FUNCTION,
];

/// The codes that single functions report, checking or evaluating.
pub static CODES: &[&Code] = &[
    &contains::CASE,
    &convert_from_base64::ENCODING,
    &convert_from_base64::INVALID_BASE64,
    &date_from_num::FILE_TIME,
    &default_domain::NO_DEFAULT_DOMAIN,
    &dn_component::INVALID_DN,
    &error::RAISED,
    &format_date_time::DATE_FORMAT,
    &format_date_time::DATE_STYLES,
    &format_date_time::OUTPUT_FORMAT,
    &format_date_time::UNREADABLE_DATE,
    &iif::MISSING_BRANCH,
    &in_str::COMPARE_TYPE,
    &item::INDEX,
    &item::OUT_OF_RANGE,
    &random_string::IMPOSSIBLE,
    &replace::codes::ATTRIBUTE,
    &replace::codes::EMPTY_OLD_VALUE,
    &replace::codes::SHAPE,
    &replace::codes::UNKNOWN_GROUP,
    &replace::codes::UNKNOWN_REFERENCE,
    &replace::codes::UNUSED_SOURCE,
    &select_unique_value::NO_UNIQUE_VALUE,
    &shared::culture::UNKNOWN_CULTURE,
    &shared::instant::DATE_OUT_OF_RANGE,
    &shared::instant::INVALID_DATE,
    &shared::interval::UNKNOWN_INTERVAL,
    &single_app_role_assignment::SEVERAL_APP_ROLES,
    &string_from_sid::INVALID_SID,
    &switch::PAIRS,
];
