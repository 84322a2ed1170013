//! Runs programs. Reads no clock, draws no random number: what it needs of the world comes from the
//! [`Host`](crate::library::Host).

mod codes;
mod ledger;
mod machine;
mod row;
mod run;
mod trace;

pub use codes::CODES;
pub use ledger::LEDGER;
pub use row::{fill, find};
pub use run::{Evaluated, Outcome, Run};
pub use trace::{Trace, TraceKind, TraceResult};
