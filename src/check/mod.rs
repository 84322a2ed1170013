//! Trees to programs. Only programs are ever run, and only the checker makes them.

mod codes;
mod connect;
mod context;
mod fold;
mod kinds;
mod ledger;
mod lower;
mod program;
mod words;

pub use codes::CODES;
pub use connect::instead_of;
pub use context::{Context, Target};
pub use ledger::LEDGER;
pub use lower::check;
pub use program::{CallNode, CompareNode, Constant, Node, NodeKind, Program, Slots};
