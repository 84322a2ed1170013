//! From filters to their textual form.

use std::fmt;

use super::literal::push_quoted;
use super::{Clause, Filter, Group};

impl fmt::Display for Filter {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.canonical())
    }
}

impl Filter {
    /// The textual form, one line a group. A group without name and clauses has none.
    ///
    /// ```
    /// let filter = attrflow::syntax::parse_filter("[a] is null or b EQUALS \"1\" and c EQUALS \"x\"").unwrap();
    /// assert_eq!(filter.canonical(), "a is null\nOR b EQUALS 1 AND c EQUALS \"x\"");
    /// ```
    pub fn canonical(&self) -> String {
        let mut written = String::new();
        for group in &self.groups {
            if group.name.is_none() && group.clauses.is_empty() {
                continue;
            }
            if !written.is_empty() {
                written.push_str("\nOR ");
            }
            push_group(&mut written, group);
        }
        written
    }
}

fn push_group(written: &mut String, group: &Group) {
    if let Some(name) = &group.name {
        push_quoted(written, &name.node);
        written.push(':');
    }
    for (at, clause) in group.clauses.iter().enumerate() {
        if at > 0 {
            written.push_str(" AND ");
        } else if group.name.is_some() {
            written.push(' ');
        }
        push_clause(written, clause);
    }
}

fn push_clause(written: &mut String, clause: &Clause) {
    let name = clause.attribute.node.as_str();
    if is_plain(name) {
        written.push_str(name);
    } else {
        written.push('[');
        written.push_str(name);
        written.push(']');
    }
    written.push(' ');
    written.push_str(&clause.operator.node);
    if let Some(value) = &clause.value {
        written.push(' ');
        if is_whole_number(&value.node) {
            written.push_str(&value.node);
        } else {
            push_quoted(written, &value.node);
        }
    }
}

/// Whether a name can stand without brackets.
fn is_plain(name: &str) -> bool {
    let letters = |part: &str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    };
    let begins = name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_');
    begins
        && name.split(['.', ':', '-']).all(letters)
        && !name.eq_ignore_ascii_case("and")
        && !name.eq_ignore_ascii_case("or")
}

fn is_whole_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}
