//! Provision on demand: what Entra does for one object, step by step, over ports. Does no I/O itself.
//!
//! A dry run is handed halves of the ports that cannot write; only [`Access::Apply`] carries a
//! [`TargetDirectory`] and [`Links`] that can.

mod act;
mod build;
mod carry;
mod change;
mod connect;
mod constraints;
mod course;
mod decide;
mod evaluate;
mod guests;
mod import;
mod job;
mod ledger;
mod look;
mod matching;
mod measure;
mod members;
mod offline;
mod one;
mod plan;
mod port;
mod port_error;
mod provision;
mod redact;
mod references;
mod rehearse;
mod rules;
mod run;
mod scope;
mod values;
mod variant;
mod words;

pub use build::{Chosen, Objects, Pipeline, TREE_AND_TEXT, Unfit};
pub use change::{AttributeChange, Change, Deed, Membership, Request};
pub use constraints::{Constraints, Refusal, Unconstrained};
pub use course::Ask;
pub use decide::{Bond, Case, Found, Reason, Standing, Verdict};
pub use job::{Actions, Assignments, JobSpec, Thresholds};
pub use ledger::LEDGER;
pub use look::{Check, Look};
pub use measure::Measure;
pub use offline::{Flowed, Offline};
pub use port::{
    Access, Export, Link, LinkState, Links, LinksReader, LogEntry, Namer, ObjectRef,
    ProvisioningLog, SourceDirectory, SourceObject, TargetDirectory, TargetObject, TargetReader,
};
pub use port_error::{PortError, PortErrorKind};
pub use rehearse::{After, Rehearsal, Subject};
pub use run::{
    Action, DataFlow, ErrorInfo, Identity, Modified, Run, Status, Step, StepKind, StepName,
};
