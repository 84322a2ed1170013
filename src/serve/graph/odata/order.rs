//! `$orderby`.

use super::{Malformed, at};
use serde_json::Value as Json;
use std::cmp::Ordering;

/// One key of an order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Order {
    /// The property, as a path.
    pub path: Vec<String>,
    /// Whether the greatest comes first.
    pub descending: bool,
}

impl Order {
    /// Reads `$orderby`.
    ///
    /// ```
    /// use attrflow::serve::graph::odata::Order;
    /// let order = Order::read("activityDateTime desc, sourceIdentity/id").unwrap();
    /// assert!(order[0].descending && order[1].path == ["sourceIdentity", "id"]);
    /// assert!(Order::read("id downwards").is_err());
    /// ```
    ///
    /// # Errors
    /// It is malformed.
    pub fn read(text: &str) -> Result<Vec<Self>, Malformed> {
        let mut from = 0;
        let mut keys = Vec::new();
        for part in text.split(',') {
            keys.push(key(part, from)?);
            from += part.len() + 1;
        }
        Ok(keys)
    }

    /// The order of two objects by several keys; null comes before everything else.
    pub fn compare(keys: &[Self], left: &Json, right: &Json) -> Ordering {
        let by = |key: &Self| {
            let order = values(at(left, &key.path), at(right, &key.path));
            match key.descending {
                true => order.reverse(),
                false => order,
            }
        };
        keys.iter()
            .map(by)
            .find(|order| order.is_ne())
            .unwrap_or(Ordering::Equal)
    }
}

fn key(part: &str, from: usize) -> Result<Order, Malformed> {
    let mut words = part.split_whitespace();
    let (Some(path), direction, None) = (words.next(), words.next(), words.next()) else {
        return Err(Malformed::new(
            from,
            "expected a property, and `asc` or `desc`",
        ));
    };
    let descending = match direction.map(str::to_ascii_lowercase).as_deref() {
        None | Some("asc") => false,
        Some("desc") => true,
        Some(other) => {
            let message = format!("`{other}` is neither `asc` nor `desc`");
            return Err(Malformed::new(from, message));
        }
    };
    Ok(Order {
        path: path.split('/').map(str::to_owned).collect(),
        descending,
    })
}

fn values(left: &Json, right: &Json) -> Ordering {
    let rank = |json: &Json| match json {
        Json::Null => 0,
        Json::Bool(_) => 1,
        Json::Number(_) => 2,
        Json::String(_) => 3,
        Json::Array(_) | Json::Object(_) => 4,
    };
    match (left, right) {
        (Json::Bool(left), Json::Bool(right)) => left.cmp(right),
        (Json::String(left), Json::String(right)) => left.cmp(right),
        (Json::Number(left), Json::Number(right)) => {
            let both = left.as_f64().zip(right.as_f64());
            let order = both.and_then(|(left, right)| left.partial_cmp(&right));
            order.unwrap_or(Ordering::Equal)
        }
        _ => rank(left).cmp(&rank(right)),
    }
}
