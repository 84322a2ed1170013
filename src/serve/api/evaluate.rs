//! `/api/evaluate`: an expression as it is being written, checked and evaluated for a user.

use super::asked::{Members, refused};
use super::finding;
use super::ground::Ground;
use super::seen::Seen;
use super::shell::{self, Given};
use super::trace::{HIDDEN, size, tree};
use crate::assist::{code, standard};
use crate::check::{Slots, check};
use crate::connectors::world;
use crate::diag::{Diagnostic, Problems};
use crate::eval::{Evaluated, Run, fill, find};
use crate::library::{Fault as Failure, FixedHost, Stop};
use crate::pipeline::JobSpec;
use crate::report::{Length, kind_word, show};
use crate::schema::expr_to_tree;
use crate::serve::desk::Desk;
use crate::serve::{Fault, Loaded};
use crate::syntax::{Expr, ExprKind, parse_expression};
use crate::text::{Span, Units};
use crate::value::{Value, to_json};
use axum::Json as Written;
use axum::body::Bytes;
use axum::extract::State;
use bumpalo::Bump;
use serde::Serialize;
use serde_json::{Map, Value as Json, json};
use std::sync::Arc;

/// How many characters the attributes may have together, each as often as it is read.
const MOST_READ: usize = 4 << 20;

/// How many characters Entra takes.
const LONGEST: usize = 10_000;

/// What is asked for.
struct Asked {
    expression: String,
    target: Option<String>,
    mapping: Option<String>,
    user: Map<String, Json>,
}

/// Answers `/api/evaluate`.
pub async fn post(State(desk): State<Arc<Desk>>, body: Bytes) -> Result<Written<Answer>, Fault> {
    let known = ["expression", "target", "mapping", "user", "key"];
    let mut body = Members::read(&body, &known)?;
    let key = body.text("key")?;
    let user = body.object("user")?;
    if key.is_some() && user.is_some() {
        return Err(refused("the body has both `user` and `key`")
            .help("send the attributes as `user`, or name somebody with `key`"));
    }
    let asked = Asked {
        expression: body.needed("expression")?,
        target: body.text("target")?,
        mapping: body.text("mapping")?,
        user: user.unwrap_or_default(),
    };
    let loaded = desk.loaded()?;
    desk.evaluations()
        .take(move || {
            let user = match key {
                None => asked.user.clone(),
                Some(key) => {
                    let ground = Ground::of(&loaded, asked.mapping.as_deref())?;
                    let mapping = ground.mapping.map(|(_, mapping)| mapping);
                    Seen::attributes_of(&loaded, &key, mapping)?
                }
            };
            evaluate(&loaded, &Asked { user, ..asked })
        })
        .await?
        .map(Written)
}

/// What is answered; what there is nothing of is null, or an empty list.
#[derive(Default, Serialize)]
pub struct Answer {
    canonical: Option<String>,
    problems: Json,
    reads: Vec<String>,
    result: Json,
    trace: Json,
    graph: Json,
    command: Option<String>,
    notes: Vec<Json>,
}

fn evaluate(loaded: &Loaded, asked: &Asked) -> Result<Answer, Fault> {
    let text = asked.expression.as_str();
    let ground = Ground::of(loaded, asked.mapping.as_deref())?;
    if let Some(target) = &asked.target {
        ground.knows(target)?;
    }
    let expr = match parse_expression(text) {
        Ok(expr) => expr,
        Err(problems) => {
            return Ok(Answer {
                problems: finding::with_offsets(&problems, text),
                ..Answer::default()
            });
        }
    };
    if let Some(problems) = too_long(text) {
        return Ok(Answer {
            canonical: Some(expr.canonical()),
            problems: finding::with_offsets(&problems, text),
            ..Answer::default()
        });
    }
    let context = ground.context(asked.target.as_deref());
    let mut slots = Slots::new();
    let (program, mut problems) = check(&context, text, &expr, &mut slots);
    problems.sort();
    let mut answer = Answer {
        canonical: Some(expr.canonical()),
        problems: finding::with_offsets(&problems, text),
        reads: slots.names().to_vec(),
        graph: expr_to_tree(&expr, standard()),
        ..Answer::default()
    };
    let Some(program) = program else {
        return Ok(answer);
    };
    affordable(&expr, &asked.user)?;
    let spec = &loaded.job.spec;
    let mut host = FixedHost::new(world::now(), world::seed());
    host.parameters.clone_from(&spec.parameters);
    host.default_domain.clone_from(&spec.default_domain);
    let arena = Bump::new();
    let mut run = Run::new(&arena, &host);
    let evaluated = run.traced(&program, fill(&slots, &asked.user, &arena));
    let notes = run.notes.iter();
    let target = asked.target.as_deref();
    answer.result = result(
        &evaluated,
        text,
        target.and_then(|target| ground.default_of(target)),
    );
    answer.trace = tree(&evaluated.trace, text);
    answer.notes = notes
        .map(|note| json!({"id": note.id, "doing": note.doing, "known": note.known}))
        .collect();
    let given = given(&expr, &slots, asked, spec, program.secret);
    answer.command = shell::evaluate(text, &given);
    Ok(answer)
}

/// What Entra would not take is not even checked: each key stroke costs the more the longer the text is.
fn too_long(text: &str) -> Option<Problems> {
    let length = text.chars().count();
    let code = code("expression-length").filter(|_| length > LONGEST)?;
    let message = format!("the expression has {length} characters");
    let found = Diagnostic::new(code, Span::new(0, text.len()), message)
        .under("Entra takes at most 10,000")
        .help("shorten it: leave out line breaks and blanks, or fill part of it in the source");
    Some([found].into_iter().collect())
}

fn result(evaluated: &Evaluated<'_>, text: &str, default: Option<&str>) -> Json {
    let hidden = evaluated.trace.redacted;
    let mut result = json!({
        "value": null, "shown": null, "kind": null, "redacted": hidden,
        "skipped": null, "default": null, "error": null,
    });
    let Some(members) = result.as_object_mut() else {
        return result;
    };
    let mut set = |name: &str, value: Json| drop(members.insert(name.to_owned(), value));
    match &evaluated.outcome {
        Ok(value) => {
            let (json, shown) = match hidden {
                true => (json!(HIDDEN), HIDDEN.to_owned()),
                false => {
                    let json = to_json(*value);
                    let shown = show(&json, Length::Whole);
                    (json, shown)
                }
            };
            set("value", json);
            set("shown", json!(shown));
            set("kind", json!(kind_word(value.kind())));
            if *value == Value::Null {
                set("default", json!(default));
            }
        }
        Err(Stop::SkipAttribute) => set("skipped", json!("attribute")),
        Err(Stop::SkipObject) => set("skipped", json!("object")),
        Err(Stop::Fault(fault)) => set("error", failure(fault, text)),
    }
    result
}

fn failure(fault: &Failure, text: &str) -> Json {
    let place = fault.span.map(|span| Units::new(text).span(span));
    json!({
        "code": fault.code.slug,
        "message": fault.message,
        "from": place.map(|(from, _)| from),
        "to": place.map(|(_, to)| to),
    })
}

/// What the command line needs in order to evaluate the same.
fn given<'g>(
    expr: &Expr,
    slots: &Slots,
    asked: &Asked,
    spec: &'g JobSpec,
    hidden: bool,
) -> Given<'g> {
    let attributes = slots.names().iter().filter_map(|name| {
        let value = find(&asked.user, name)?;
        (!value.is_null()).then(|| (name.clone(), value.clone()))
    });
    let mut given = Given {
        attributes: attributes.collect(),
        hidden,
        ..Given::default()
    };
    reads(expr, &mut |kind| match kind {
        ExprKind::Parameter(name) => {
            if let Some((name, value)) = spec.parameters.get_key_value(name) {
                given.parameters.push((name, value));
            }
        }
        ExprKind::Call(call) if call.name.node == "DefaultDomain" => {
            given.default_domain = spec.default_domain.as_deref();
        }
        _ => {}
    });
    given.parameters.sort_unstable();
    given.parameters.dedup();
    given
}

/// A trace copies each attribute wherever it is read.
fn affordable(expr: &Expr, user: &Map<String, Json>) -> Result<(), Fault> {
    let mut sum = 0_usize;
    reads(expr, &mut |kind| {
        if let ExprKind::Attribute(name) = kind {
            sum = sum.saturating_add(find(user, name).map_or(0, size));
        }
    });
    match sum > MOST_READ {
        true => Err(Fault::new(
            413,
            "requestEntityTooLarge",
            "the attributes that the expression reads are too large",
        )
        .help("`attrflow eval --user FILE` evaluates for users of any size")),
        false => Ok(()),
    }
}

/// Looks at every part of an expression.
fn reads(expr: &Expr, look: &mut dyn FnMut(&ExprKind)) {
    look(&expr.kind);
    match &expr.kind {
        ExprKind::Call(call) => {
            let values = call.args.iter().filter_map(|arg| arg.value.as_ref());
            values.for_each(|value| reads(value, look));
        }
        ExprKind::Compare { left, right, .. } => {
            reads(left, look);
            reads(right, look);
        }
        ExprKind::Concat(operands) => operands.iter().for_each(|operand| reads(operand, look)),
        _ => {}
    }
}
