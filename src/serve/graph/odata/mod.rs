//! OData, as far as Graph's clients speak it: paths with keys, query options, filters, orders, pages.
//! Knows nothing of what the answers are about.

mod filter;
mod list;
mod order;
mod path;
mod query;

pub use filter::{Filter, Malformed};
pub use list::{Listed, Options, Page};
pub use order::Order;
pub use path::{Key, Template, segments};
pub use query::Query;

use serde_json::Value as Json;

/// The value at a property path; null where there is none.
fn at<'j>(json: &'j Json, path: &[String]) -> &'j Json {
    let mut found = json;
    for name in path {
        found = found.get(name).unwrap_or(&Json::Null);
    }
    found
}
