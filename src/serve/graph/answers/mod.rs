//! The operations, by what they are about. Each module owns its part of the table and what it answers.

mod atomic;
mod credentials;
mod demand;
mod expression;
mod jobs;
mod language;
mod logs;
mod old;
mod principals;
mod refused;
mod said;
mod schema;
mod store;
mod templates;

use super::operation::Operation;

/// All operations.
pub static TABLE: &[&[Operation]] = &[
    principals::OPERATIONS,
    jobs::OPERATIONS,
    schema::OPERATIONS,
    language::OPERATIONS,
    expression::OPERATIONS,
    demand::OPERATIONS,
    credentials::OPERATIONS,
    templates::OPERATIONS,
    logs::OPERATIONS,
    refused::OPERATIONS,
];
