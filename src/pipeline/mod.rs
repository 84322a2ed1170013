//! Provision on demand: what Entra does for one object, step by step, over ports. Does no I/O itself.
//!
//! A dry run is handed halves of the ports that cannot write; only [`Access::Apply`] carries a
//! [`TargetDirectory`] and [`Links`] that can.

mod change;
mod job;
mod port;
mod redact;
mod run;

pub use change::{AttributeChange, Change, Deed, Membership, Request};
pub use job::{Actions, Assignments, JobSpec, Thresholds};
pub use port::{
    Access, Export, Link, LinkState, Links, LinksReader, LogEntry, ObjectRef, PortError,
    PortErrorKind, ProvisioningLog, SourceDirectory, SourceObject, TargetDirectory, TargetObject,
    TargetReader,
};
pub use run::{
    Action, DataFlow, ErrorInfo, Identity, Modified, Run, Status, Step, StepKind, StepName,
};
