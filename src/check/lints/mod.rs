//! The lints, one file each. To add one: write the file, add its line here twice.

use super::lint::Lint;

mod switch_no_default;

/// Every lint.
pub static LINTS: &[&Lint] = &[&switch_no_default::LINT];
