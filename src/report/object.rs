//! A whole object mapping for one object, in words.

use super::trace::{trace_json, trace_lines};
use super::value::{Length, show};
use crate::check::{Flow, FlowSource};
use crate::eval::{Decision, FlowResult, Flowing, ObjectResult};
use crate::library::Fidelity;
use crate::schema::FlowType;
use crate::value::to_json;
use serde_json::{Map, Value as Json, json};

/// Why an object is in or out of scope, in one line; `None` is a filter with errors.
///
/// ```
/// # use attrflow::{assist::standard, check::check_mapping, eval::{Run, fill}, library::FixedHost, schema::Schema};
/// # let (schema, _) = Schema::read(&std::fs::read("examples/contoso/schema.json").unwrap()).unwrap();
/// # let (rule, mapping) = schema.mappings().next().unwrap();
/// # let (mapping, _) = check_mapping(standard(), &schema, rule, mapping, None);
/// # let user = serde_json::json!({"department": "engineering", "jobTitle": "Engineer", "employeeId": "7", "country": "DE"});
/// # let (arena, host) = (bumpalo::Bump::new(), FixedHost::new(Default::default(), 0));
/// # let row = fill(&mapping.slots, user.as_object().unwrap(), &arena);
/// let result = Run::new(&arena, &host).object(&mapping, row, false);
/// let line = attrflow::report::scope_line(result.scope.as_ref());
/// assert!(line.starts_with("out of scope: clause 1 of "));
/// assert!(line.ends_with("the comparison is case-sensitive"));
/// ```
pub fn scope_line(decision: Option<&Decision>) -> String {
    let Some(decision) = decision else {
        return "scope: not decided, for the scoping filter has errors".to_owned();
    };
    if decision.in_scope {
        return match decision.passed() {
            None => "in scope: there is no scoping filter".to_owned(),
            Some(group) => format!(
                "in scope: every clause of {} holds",
                group_title(group.name.as_deref())
            ),
        };
    }
    let Some((group, at, clause)) = decision.deciding() else {
        return "out of scope".to_owned();
    };
    let mut line = format!(
        "out of scope: clause {} of {}, `{}`, was false",
        at + 1,
        group_title(group.name.as_deref()),
        clause.text
    );
    match (&clause.fault, &clause.value) {
        (Some(fault), _) => line.push_str(&format!(": {fault}")),
        (None, Json::Null) => line.push_str(&format!(": `{}` has no value", clause.attribute)),
        (None, value) => {
            line.push_str(&format!(": the value is `{}`", plain(value)));
            if differs_in_case(value, &clause.text) {
                line.push_str(", and the comparison is case-sensitive");
            }
        }
    }
    line
}

fn group_title(name: Option<&str>) -> String {
    name.map_or_else(|| "the filter".to_owned(), |name| format!("`{name}`"))
}

fn plain(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        other => show(other, Length::Elided),
    }
}

/// Whether the clause's value is the attribute's but for case.
fn differs_in_case(value: &Json, clause: &str) -> bool {
    let Some(text) = value.as_str() else {
        return false;
    };
    let quoted = format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
    !clause.ends_with(&quoted) && clause.to_lowercase().ends_with(&quoted.to_lowercase())
}

/// One attribute mapping: what flows, from what, and why nothing does. Where it calls `Redact`, no value is
/// shown.
///
/// ```
/// # use attrflow::{assist::standard, check::check_mapping, eval::{Run, fill}, library::FixedHost, schema::Schema};
/// # let (schema, _) = Schema::read(&std::fs::read("examples/contoso/schema.json").unwrap()).unwrap();
/// # let (rule, mapping) = schema.mappings().next().unwrap();
/// # let (mapping, _) = check_mapping(standard(), &schema, rule, mapping, None);
/// # let user = serde_json::json!({"department": "engineering", "jobTitle": "Engineer", "employeeId": "7", "country": "DE"});
/// # let (arena, host) = (bumpalo::Bump::new(), FixedHost::new(Default::default(), 0));
/// # let row = fill(&mapping.slots, user.as_object().unwrap(), &arena);
/// let result = Run::new(&arena, &host).object(&mapping, row, false);
/// use attrflow::report::{Length, flow_lines};
/// let title = result.flows.iter().find(|result| result.flow.target == "title").unwrap();
/// assert!(flow_lines(title, Length::Elided).starts_with("title = \"Engineer\"\n"));
/// ```
pub fn flow_lines(result: &FlowResult<'_>, length: Length) -> String {
    let flow = result.flow;
    let mut out = format!(
        "{} = {}",
        flow.target,
        flowing(&result.result, flow.is_secret(), length)
    );
    for mark in marks(flow) {
        out.push_str("  · ");
        out.push_str(&mark);
    }
    out.push('\n');
    if let FlowSource::Program { kind, text, .. } = &flow.source {
        let words: Vec<&str> = text.split_whitespace().collect();
        out.push_str(&format!("    {}: {}\n", kind.word(), words.join(" ")));
    }
    if let (Some(trace), FlowSource::Program { text, .. }) = (&result.trace, &flow.source) {
        for line in trace_lines(trace, text, length).lines() {
            out.push_str(&format!("    {line}\n"));
        }
    } else if !result.sources.is_empty() {
        let values: Vec<String> = result
            .sources
            .iter()
            .map(|(name, value)| format!("[{name}] = {}", source(flow, *value, length)))
            .collect();
        out.push_str(&format!("    from {}\n", values.join(", ")));
    }
    for note in &result.notes {
        out.push_str(&format!("    {}\n", note_line(note)));
    }
    out
}

fn source(flow: &Flow, value: crate::value::Value<'_>, length: Length) -> String {
    if flow.is_secret() {
        "[Redact]".to_owned()
    } else {
        show(&to_json(value), length)
    }
}

fn flowing(result: &Flowing<'_>, secret: bool, length: Length) -> String {
    match result {
        Flowing::Value(_) if secret => "[Redact]".to_owned(),
        Flowing::Value(value) => show(&to_json(*value), length),
        Flowing::Default(default) => format!(
            "{} (default value, on creation)",
            show(&json!(default), length)
        ),
        Flowing::Skip => "skipped: the expression leaves this attribute out of the flow".to_owned(),
        Flowing::SkipObject => "skipped: the expression leaves the whole object out".to_owned(),
        Flowing::Fault(fault) => format!("error[{}]: {}", fault.code.slug, fault.message),
        Flowing::Broken => {
            "not evaluated: the expression has errors, see `attrflow check`".to_owned()
        }
    }
}

fn marks(flow: &Flow) -> Vec<String> {
    let mut marks = Vec::new();
    if flow.matching > 0 {
        marks.push(format!("matching precedence {}", flow.matching));
    }
    if let Some(apply) = apply(flow.apply) {
        marks.push(apply.to_owned());
    }
    marks
}

/// When a mapping is applied, unless that is always.
fn apply(flow: FlowType) -> Option<&'static str> {
    match flow {
        FlowType::Always => None,
        FlowType::ObjectAddOnly => Some("only during object creation"),
        FlowType::MultiValueAddOnly => Some("only adds values"),
        FlowType::ValueAddOnly => Some("only adds a value"),
        FlowType::AttributeAddOnly => Some("only when the target has no value"),
        FlowType::Unknown => Some("applied as the schema says"),
    }
}

/// A case about which nothing is known, in one line.
///
/// ```
/// use attrflow::{assist::{ledger, standard}, report::note_line};
/// let entry = ledger(standard()).into_iter().find(|known| known.entry.id == "input-filter-null").unwrap();
/// assert!(note_line(entry.entry).starts_with("note[input-filter-null]: in input filter groups,"));
/// ```
pub fn note_line(note: &Fidelity) -> String {
    format!("note[{}]: {} ({})", note.id, note.doing, note.known)
}

/// An object mapping's results as JSON, of the attribute mappings that are `wanted`: `scope`, `reason`,
/// `attributes`, each with `target`, `outcome`, `result`, `code`, `message`, `type`, `expression`, `trace`,
/// `sources`, `apply`, `matchingPriority`, `notes`, as far as they apply. Where a mapping calls `Redact`,
/// neither its value nor its sources are in it.
///
/// ```
/// # use attrflow::{assist::standard, check::check_mapping, eval::{Run, fill}, library::FixedHost, schema::Schema};
/// # let (schema, _) = Schema::read(&std::fs::read("examples/contoso/schema.json").unwrap()).unwrap();
/// # let (rule, mapping) = schema.mappings().next().unwrap();
/// # let (mapping, _) = check_mapping(standard(), &schema, rule, mapping, None);
/// # let user = serde_json::json!({"department": "engineering", "jobTitle": "Engineer", "employeeId": "7", "country": "DE"});
/// # let (arena, host) = (bumpalo::Bump::new(), FixedHost::new(Default::default(), 0));
/// # let row = fill(&mapping.slots, user.as_object().unwrap(), &arena);
/// let result = Run::new(&arena, &host).object(&mapping, row, false);
/// let json = attrflow::report::object_json(&result, |flow| flow.target == "password");
/// assert_eq!(json["scope"]["inScope"], false);
/// assert_eq!(json["attributes"][0]["result"], "[Redact]");
/// ```
pub fn object_json(result: &ObjectResult<'_>, wanted: impl Fn(&Flow) -> bool) -> Json {
    let attributes = result
        .flows
        .iter()
        .filter(|result| wanted(result.flow))
        .map(flow_json)
        .collect();
    json!({
        "scope": result.scope.as_ref().map(decision_json),
        "reason": scope_line(result.scope.as_ref()),
        "attributes": Json::Array(attributes),
    })
}

fn flow_json(result: &FlowResult<'_>) -> Json {
    let flow = result.flow;
    let mut members = Map::new();
    members.insert("target".into(), json!(flow.target));
    let (outcome, value) = match &result.result {
        Flowing::Value(_) if flow.is_secret() => ("value", Some(json!("[Redact]"))),
        Flowing::Value(value) => ("value", Some(to_json(*value))),
        Flowing::Default(default) => ("default", Some(json!(default))),
        Flowing::Skip => ("skip-attribute", None),
        Flowing::SkipObject => ("skip-object", None),
        Flowing::Fault(_) => ("error", None),
        Flowing::Broken => ("check-error", None),
    };
    members.insert("outcome".into(), json!(outcome));
    if let Some(value) = value {
        members.insert("result".into(), value);
    }
    if let Flowing::Fault(fault) = &result.result {
        members.insert("code".into(), json!(fault.code.slug));
        members.insert("message".into(), json!(fault.message));
    }
    if let FlowSource::Program { kind, text, .. } = &flow.source {
        members.insert("type".into(), json!(kind.word()));
        members.insert("expression".into(), json!(text));
        if let Some(trace) = &result.trace {
            members.insert("trace".into(), trace_json(trace, text));
        }
    }
    let sources = result.sources.iter().map(|(name, value)| {
        let value = if flow.is_secret() {
            json!("[Redact]")
        } else {
            to_json(*value)
        };
        ((*name).to_owned(), value)
    });
    members.insert("sources".into(), Json::Object(sources.collect()));
    members.insert("apply".into(), json!(apply(flow.apply).unwrap_or("always")));
    members.insert("matchingPriority".into(), json!(flow.matching));
    members.insert(
        "notes".into(),
        json!(result.notes.iter().map(|note| note.id).collect::<Vec<_>>()),
    );
    Json::Object(members)
}

fn decision_json(decision: &Decision) -> Json {
    let parts = decision.parts.iter().map(|part| {
        let groups = part.groups.iter().map(|group| {
            let clauses = group.clauses.iter().map(|clause| {
                json!({"clause": clause.text, "attribute": clause.attribute, "value": clause.value, "holds": clause.holds, "fault": clause.fault})
            });
            json!({"name": group.name, "holds": group.holds, "clauses": clauses.collect::<Vec<_>>()})
        });
        json!({"part": format!("{:?}", part.part).to_lowercase(), "passes": part.passes, "groups": groups.collect::<Vec<_>>()})
    });
    json!({"inScope": decision.in_scope, "parts": parts.collect::<Vec<_>>()})
}
