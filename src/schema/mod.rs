//! Microsoft Graph's `synchronizationSchema` and `synchronizationTemplate`: read with every part's
//! place in the file, modelled as plain data, written back without a loss.
//!
//! All spans are byte ranges of the file's text as [`decode`] gives it: for a UTF-8 file these are
//! the file's own bytes, a byte order mark included; a UTF-16 file is counted as its UTF-8 form.
//! Knows no check beyond reading: what a schema *means* is judged elsewhere.

mod directory;
mod document;
mod encoding;
mod json_text;
mod mapping;
mod not_json;
mod problem;
mod read;
mod read_directory;
mod read_mapping;
mod reader;
mod scope;
mod source;
mod to_tree;
mod tree;
mod write;

pub use directory::{
    AttributeDefinition, AttributeKind, Directory, Mutability, ObjectDefinition, ReferencedObject,
};
pub use document::{Rule, Schema};
pub use encoding::{Decoded, Encoding, decode};
pub use json_text::{JsonText, Located, Metadata};
pub use mapping::{AttributeMapping, FlowBehavior, FlowType, FlowTypes, ObjectMapping};
pub use problem::CODES;
pub use scope::{FilterClause, FilterGroup, Scope};
pub use source::{Source, SourceKind, TreeNode};
pub use to_tree::expr_to_tree;
pub use tree::{argument_places, same_in_tree, tree_to_expr};
pub use write::Style;
