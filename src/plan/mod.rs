//! What would change for a whole population: the pipeline's decisions, rehearsed for everybody and counted.
//!
//! Owns the plan as data and how it is counted; knows no file, no thread and no words of a report.

mod footprint;
mod model;
mod names;
mod pattern;
mod planner;
mod rehearser;
mod sequence;
mod snapshot;
mod state;
mod tally;
mod versions;
mod view;

pub use model::{
    AttributeCount, Basis, Change, Collision, Consequence, ConsequenceKind, ConsequenceTotal,
    Counts, Entry, Exceeded, NotEvaluated, Noted, Outcome, PatternCount, Plan, Reasons, Sample,
};
pub use names::{Anchors, Names};
pub use pattern::pattern;
pub use planner::{Planner, Settled};
pub use rehearser::{Base, Crowd, Rehearsed, Rehearser, is_to_come};
pub use sequence::Visit;
pub use snapshot::Snapshot;
pub use tally::{Tally, TallyOptions};
pub use versions::{Compared, Versions, disagreement};
