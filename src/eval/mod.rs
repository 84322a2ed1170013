//! Runs programs. Reads no clock, draws no random number: what it needs of the world comes from the
//! [`Host`](crate::library::Host).

mod codes;
mod ledger;
mod lines;
mod machine;
mod object;
mod row;
mod run;
mod scope;
mod secrets;
mod trace;

pub use codes::CODES;
pub use ledger::LEDGER;
pub use lines::{
    CsvHeader, CsvLayout, CsvRecord, LineEvaluator, LineOptions, LineResult, NotJson, RowReader,
    first_record_end, last_record_end,
};
pub use object::{FlowResult, Flowing, ObjectResult};
pub use row::{fill, find};
pub use run::{Evaluated, Outcome, Run};
pub use scope::{ClauseResult, Decision, GroupResult, Part, PartResult};
pub use trace::{Trace, TraceKind, TraceResult};
