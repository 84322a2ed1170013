//! Operators that occur in lists and that Entra refuses.

use crate::library::Operator;
use crate::value::Kind;

pub(super) static IS_MEMBER_OF: Operator = Operator {
    name: "IS_MEMBER_OF",
    summary: "The object is a member of a group.",
    kinds: &[Kind::Reference],
    refused: Some("assign the group to the application, or filter by an attribute of its members"),
    ..Operator::DEFAULT
};

pub(super) static PRESENT: Operator = Operator {
    name: "PRESENT",
    summary: "The attribute has a value.",
    refused: Some("write `IS NOT NULL`"),
    ..Operator::DEFAULT
};

pub(super) static VALID_CERT_MATCH: Operator = Operator {
    name: "VALID CERT MATCH",
    summary: "A certificate of the attribute is valid.",
    kinds: &[Kind::Binary],
    refused: Some("filter by an attribute that tells who has a valid certificate"),
    ..Operator::DEFAULT
};
