//! From plain data to words: for terminals, for programs, for pages. Reads nothing, prints nothing and
//! decides nothing: each function gives a text, and `cli` writes it.

mod checked;
mod diff;
mod entry;
mod github;
pub mod graph;
pub mod json;
mod object;
mod page;
mod place;
mod plain;
pub mod plan;
mod range;
pub mod reference;
mod run;
mod sarif;
mod table;
mod terminal;
mod trace;
mod value;
mod visible;

pub use checked::{Checked, Count, count, counted, summary};
pub use diff::diff;
pub use entry::entry;
pub use github::github;
pub use object::{flow_lines, note_line, object_json, scope_line};
pub use page::page;
pub use place::place;
pub use plain::plain;
pub use range::{Point, Range, Ranges};
pub use run::json::{
    found as found_json, links as links_json, runs as runs_json, step as step_json,
};
pub use run::{
    Shown, found_table, headline, kind_named, links_table, log_table, run, step_title, step_words,
    substituted,
};
pub use sarif::sarif;
pub use table::table;
pub use terminal::terminal;
pub use trace::{trace_json, trace_lines};
pub use value::{Length, kind_word, show};
