//! Findings as `attrflow check --format json` writes them, with the offsets that browsers count.

use crate::diag::{Diagnostic, Problems};
use crate::report::Ranges;
use crate::report::json::finding;
use crate::text::Units;
use serde_json::{Map, Value as Json};

/// The findings about a text, with `from` and `to` in UTF-16 units beside every range.
pub fn with_offsets(problems: &Problems, text: &str) -> Json {
    let (ranges, units) = (Ranges::new(text), Units::new(text));
    let written = problems.iter().map(|found| {
        let mut written = plain(found, &ranges);
        mark(&mut written, &units);
        written
    });
    written.collect()
}

/// One finding.
pub fn plain(found: &Diagnostic, ranges: &Ranges<'_>) -> Json {
    serde_json::to_value(finding(found, ranges)).unwrap_or_default()
}

/// All findings.
pub fn all(problems: &Problems, text: &str) -> Json {
    let ranges = Ranges::new(text);
    problems.iter().map(|found| plain(found, &ranges)).collect()
}

/// Writes `from` and `to` into each object that has a `range`.
fn mark(value: &mut Json, units: &Units<'_>) {
    match value {
        Json::Array(items) => items.iter_mut().for_each(|item| mark(item, units)),
        Json::Object(members) => {
            members.values_mut().for_each(|value| mark(value, units));
            let (from, to) = (offset(members, "start"), offset(members, "end"));
            if let (Some(from), Some(to)) = (from, to) {
                members.insert("from".to_owned(), Json::from(units.unit(from)));
                members.insert("to".to_owned(), Json::from(units.unit(to)));
            }
        }
        _ => {}
    }
}

fn offset(members: &Map<String, Json>, end: &str) -> Option<usize> {
    let offset = members.get("range")?.get(end)?.get("offset")?.as_u64()?;
    usize::try_from(offset).ok()
}
