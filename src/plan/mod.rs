//! What would change for a whole population: the pipeline's decisions, rehearsed for everybody and counted.
//!
//! Owns the plan as data and how it is counted; knows no file, no thread and no words of a report.

mod model;

pub use model::{
    AttributeCount, Basis, Change, Collision, Consequence, ConsequenceKind, Counts, Entry,
    Exceeded, NotEvaluated, Outcome, PatternCount, Plan, Reasons, Sample,
};
