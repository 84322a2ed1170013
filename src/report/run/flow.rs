//! The attributes of a run: *Modified attributes*, *Data flow*, traces.

use super::substitute::{bare, substituted};
use super::{Shown, heading};
use crate::pipeline::{DataFlow, Modified, Run, Status};
use crate::report::{table, trace_lines};
use serde_json::Value as Json;

const HIDDEN: &str = "[Redact]";

/// The fewest characters that an elided cell keeps; names of attributes keep more.
const NARROWEST: usize = 12;
const NARROWEST_NAME: usize = 34;

/// What the target gets.
pub(super) fn modified(run: &Run, shown: &Shown) -> String {
    if run.modified.is_empty() {
        return String::new();
    }
    let rows: Vec<[String; 3]> = run.modified.iter().map(change).collect();
    let title = match (run.status, run.what_if) {
        (Status::Failure, _) => "Attributes that would have been sent",
        _ => "Modified attributes",
    };
    let names = ["target attribute", "original value", "modified value"];
    format!("{}{}", heading(title), fitted(names, rows, shown.width))
}

fn change(modified: &Modified) -> [String; 3] {
    [
        modified.target.clone(),
        after(&modified.old, modified.secret),
        after(&modified.new, modified.secret),
    ]
}

/// Every attribute mapping with what went in and what came out.
pub(super) fn data_flow(run: &Run, shown: &Shown) -> String {
    if run.flows.is_empty() {
        return String::new();
    }
    let rows: Vec<[String; 5]> = run.flows.iter().map(row).collect();
    let names = [
        "target attribute",
        "source value",
        "expression",
        "original value",
        "modified value",
    ];
    format!(
        "{}{}{}",
        heading("Data flow"),
        fitted(names, rows, shown.width),
        idle(run)
    )
}

/// The attributes into which nothing flows, by the reason.
fn idle(run: &Run) -> String {
    let mut reasons: Vec<(String, Vec<String>)> = Vec::new();
    for flow in &run.flows {
        let Some(why) = flow.skipped.as_deref().map(short_names) else {
            continue;
        };
        let name = short_names(&flow.target);
        match reasons.iter_mut().find(|(known, _)| *known == why) {
            Some((_, names)) => names.push(name),
            None => reasons.push((why, vec![name])),
        }
    }
    let lines: Vec<String> = reasons
        .into_iter()
        .map(|(why, names)| format!("– not {}: {why}\n", names.join(", ")))
        .collect();
    lines.concat()
}

fn row(flow: &DataFlow) -> [String; 5] {
    [
        flow.target.clone(),
        sources(flow),
        expression(flow),
        after(&flow.original, flow.secret),
        after(&flow.modified, flow.secret),
    ]
}

/// The values of the attributes that are read.
fn sources(flow: &DataFlow) -> String {
    if flow.secret {
        return HIDDEN.to_owned();
    }
    let values: Vec<String> = flow.sources.iter().map(|(_, value)| bare(value)).collect();
    values.join(", ")
}

/// The expression with the values in it; an attribute by itself, whose value stands beside it, as it is
/// written.
fn expression(flow: &DataFlow) -> String {
    let written = flow.expression.trim();
    let direct = written.starts_with('[') && written.find(']') == Some(written.len() - 1);
    match direct || flow.secret {
        true => written.to_owned(),
        false => substituted(written, &flow.sources),
    }
}

/// A value of the target; nothing where it has none.
fn after(value: &Json, secret: bool) -> String {
    match value {
        Json::Null => String::new(),
        _ if secret => HIDDEN.to_owned(),
        value => bare(value),
    }
}

/// The traces of the attributes that were asked for.
pub(super) fn traces(run: &Run, shown: &Shown) -> String {
    let mut out = String::new();
    for flow in &run.flows {
        if !shown.traces.contains(&flow.target) {
            continue;
        }
        out.push_str(&heading(&flow.target));
        match &flow.trace {
            Some(trace) => out.push_str(&trace_lines(trace, &flow.expression, shown.length)),
            None if flow.secret => out.push_str("its values are redacted\n"),
            None => out.push_str("not evaluated\n"),
        }
    }
    out
}

/// A table with one line a row: where it would be too wide, the widest columns are cut first.
fn fitted<const COLUMNS: usize>(
    names: [&str; COLUMNS],
    mut rows: Vec<[String; COLUMNS]>,
    width: usize,
) -> String {
    for row in &mut rows {
        for cell in row.iter_mut() {
            *cell = cell.replace(['\n', '\r', '\t'], " ");
        }
        if let Some(first) = row.first_mut() {
            *first = short_names(first);
        }
    }
    let mut names = names.map(str::to_owned);
    let room = width.saturating_sub(2 * (COLUMNS - 1));
    let mut widths = [0_usize; COLUMNS];
    for row in rows.iter().chain([&names]) {
        for (widest, cell) in widths.iter_mut().zip(row) {
            *widest = (*widest).max(cell.chars().count());
        }
    }
    while widths.iter().sum::<usize>() > room {
        let wide = widths.iter_mut().enumerate();
        let spare = wide.filter(|(at, width)| match at {
            0 => **width > NARROWEST_NAME,
            _ => **width > NARROWEST,
        });
        let Some((_, widest)) = spare.max_by_key(|(_, width)| **width) else {
            break;
        };
        *widest -= 1;
    }
    for row in rows.iter_mut().chain([&mut names]) {
        for (cell, most) in row.iter_mut().zip(widths) {
            *cell = elided(cell, most);
        }
    }
    let heading = names.each_ref().map(String::as_str);
    let rows = rows.iter().map(|row| row.each_ref().map(String::as_str));
    table(&heading, rows, usize::MAX)
}

/// A text in which URNs of SCIM schemas lose their middle.
pub(super) fn short_names(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, urn)) = rest.split_once("urn:ietf:params:scim:schemas:") {
        out.push_str(before);
        match urn.split_once(":2.0:") {
            Some((_, after)) => {
                out.push_str("urn:…:");
                rest = after;
            }
            None => {
                out.push_str("urn:ietf:params:scim:schemas:");
                rest = urn;
            }
        }
    }
    out.push_str(rest);
    out
}

fn elided(text: &str, most: usize) -> String {
    match text.chars().count() > most {
        true => text
            .chars()
            .take(most.saturating_sub(1))
            .chain(['…'])
            .collect(),
        false => text.to_owned(),
    }
}
