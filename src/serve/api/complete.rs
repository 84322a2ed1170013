//! What helps while an expression is written: completion, what stands under the cursor, layout.

use super::asked::{Members, refused};
use super::finding;
use super::ground::Ground;
use crate::assist::{
    Completion, CompletionKind, Document, DocumentKind, HoverSubject, Layout, complete as found,
    hover as under, lay_out, standard,
};
use crate::library::{Function, Occurs, Param};
use crate::schema::{AttributeDefinition, Mutability, ObjectDefinition};
use crate::serve::Fault;
use crate::serve::desk::Desk;
use crate::syntax::MAX_LENGTH;
use crate::text::Units;
use axum::Json as Written;
use axum::body::Bytes;
use axum::extract::State;
use serde_json::{Value as Json, json};
use std::sync::Arc;

/// A cursor in an expression.
struct Cursor {
    expression: String,
    offset: u32,
    mapping: Option<String>,
}

impl Cursor {
    fn read(body: &[u8]) -> Result<Self, Fault> {
        let mut body = Members::read(body, &["expression", "offset", "mapping"])?;
        let expression = body.needed("expression")?;
        if expression.len() > MAX_LENGTH {
            return Err(refused(format!(
                "the expression has more than {MAX_LENGTH} bytes"
            )));
        }
        let offset = body.number("offset")?;
        Ok(Self {
            offset: offset.ok_or_else(|| refused("the body has no `offset`"))?,
            mapping: body.text("mapping")?,
            expression,
        })
    }
}

/// `/api/complete`: what can be written at the cursor.
pub async fn complete(State(desk): State<Arc<Desk>>, body: Bytes) -> Result<Written<Json>, Fault> {
    let cursor = Cursor::read(&body)?;
    let loaded = desk.loaded()?;
    let ground = Ground::of(&loaded, cursor.mapping.as_deref())?;
    Ok(Written(completions(&cursor, ground.source)))
}

fn completions(cursor: &Cursor, source: Option<&ObjectDefinition>) -> Json {
    let text = cursor.expression.as_str();
    let units = Units::new(text);
    let at = units.byte(cursor.offset);
    let items = found(text, at, standard(), source);
    let here = (units.unit(at), units.unit(at));
    let (from, to) = items.first().map_or(here, |first| units.span(first.span));
    let items: Vec<Json> = items.iter().map(|item| completion(item, source)).collect();
    json!({"from": from, "to": to, "items": items})
}

fn completion(item: &Completion, source: Option<&ObjectDefinition>) -> Json {
    let (kind, documentation) = match item.kind {
        CompletionKind::Function => {
            let function = standard().function(&item.label);
            ("function", function.map(about_function))
        }
        CompletionKind::Attribute => {
            let attribute = source.and_then(|source| source.attribute(&item.label));
            ("attribute", attribute.map(about_attribute))
        }
        CompletionKind::Word => ("word", None),
    };
    json!({
        "label": item.label,
        "kind": kind,
        "detail": item.detail,
        "insert": item.insert,
        "documentation": documentation.unwrap_or_default(),
    })
}

/// `/api/hover`: what stands under the cursor.
pub async fn hover(State(desk): State<Arc<Desk>>, body: Bytes) -> Result<Written<Json>, Fault> {
    let cursor = Cursor::read(&body)?;
    let loaded = desk.loaded()?;
    let ground = Ground::of(&loaded, cursor.mapping.as_deref())?;
    Ok(Written(hovered(&cursor, ground.source)))
}

fn hovered(cursor: &Cursor, source: Option<&ObjectDefinition>) -> Json {
    let text = cursor.expression.as_str();
    let units = Units::new(text);
    let Some(found) = under(text, units.byte(cursor.offset), standard(), source) else {
        return Json::Null;
    };
    let (from, to) = units.span(found.span);
    let (kind, name, title, about) = match found.subject {
        HoverSubject::Function(function) => (
            "function",
            function.name,
            function.signature(),
            about_function(function),
        ),
        HoverSubject::Attribute(attribute) => (
            "attribute",
            attribute.name.value.as_str(),
            format!("[{}]", attribute.name.value),
            about_attribute(attribute),
        ),
        HoverSubject::Word(function, param) => (
            "word",
            found.span.of(text),
            format!("{}: {}", function.name, param.name),
            about_words(param),
        ),
    };
    json!({"from": from, "to": to, "kind": kind, "name": name, "title": title, "text": about})
}

/// `/api/format`: the expression laid out.
pub async fn format(body: Bytes) -> Result<Written<Json>, Fault> {
    let mut body = Members::read(&body, &["expression", "layout"])?;
    let text = body.needed("expression")?;
    let layout = match body.text("layout")?.as_deref() {
        None | Some("pretty") => Layout::Pretty,
        Some("canonical") => Layout::Canonical,
        Some(_) => return Err(refused("`layout` must be `pretty` or `canonical`")),
    };
    let written = lay_out(
        &Document::of(DocumentKind::Expression, &text),
        layout,
        standard(),
    );
    Ok(Written(json!({
        "expression": written.text,
        "problems": finding::with_offsets(&written.problems, &text),
    })))
}

/// Summary and parameters of a function, in lines.
fn about_function(function: &Function) -> String {
    let mut about = function.summary.to_owned();
    if !function.details.is_empty() {
        about.push_str("\n\n");
        about.push_str(function.details.trim_end());
    }
    let lines = function.params.iter().map(|param| {
        let optional = match param.occurs {
            Occurs::Required => "",
            Occurs::Optional => ", may be left out",
            Occurs::Repeated => ", any number of times",
        };
        format!(
            "{} ({}{optional}): {}",
            param.name,
            param.kind.word(),
            about_words(param)
        )
    });
    let lines: Vec<String> = lines.collect();
    if !lines.is_empty() {
        about.push_str("\n\n");
        about.push_str(&lines.join("\n"));
    }
    about
}

fn about_words(param: &Param) -> String {
    match param.words {
        [] => param.about.to_owned(),
        words => format!("{} One of {}.", param.about, words.join(", ")),
    }
}

/// Kind and particulars of an attribute, in one line.
fn about_attribute(attribute: &AttributeDefinition) -> String {
    let mut about = attribute.kind.kind().word().to_owned();
    let mut add = |holds: bool, text: &str| {
        if holds {
            about.push_str(", ");
            about.push_str(text);
        }
    };
    add(attribute.multivalued, "several values");
    add(attribute.anchor, "the anchor");
    add(attribute.required, "required");
    add(attribute.mutability == Mutability::ReadOnly, "read-only");
    about
}
