//! What holds for every entry of the lists: functions, the ledger, the fuzzing dictionary.

mod dictionary;
mod functions;
mod ledger;
pub mod pages;
