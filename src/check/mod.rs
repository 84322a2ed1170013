//! Trees to programs. Only programs are ever run, and only the checker makes them.

mod agree;
mod call;
mod clauses;
mod codes;
mod connect;
mod context;
mod filter;
mod fold;
mod kinds;
mod ledger;
mod lint;
mod lints;
mod lower;
mod mapping;
mod operator;
mod program;
mod source;
mod words;

pub use clauses::{ClauseProgram, FilterProgram, GroupProgram};
pub use codes::CODES;
pub use connect::instead_of;
pub use context::{Context, Target};
pub use filter::{check_filter, check_scope};
pub use ledger::LEDGER;
pub use lint::{ClauseLook, ClauseSpans, Lint, Look, MappingLook, Subject, argument, literal};
pub use lints::LINTS;
pub use lower::check;
pub use mapping::{Flow, FlowSource, Mapping, MappingKind, check_mapping};
pub use program::{CallNode, CompareNode, Constant, Node, NodeKind, Program, Slots, Spread};
pub use source::Agreement;
