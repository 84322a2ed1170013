//! `/api/provision`: one object on demand, each step told when it is complete.

use super::asked::{Members, refused};
use super::lines::{Lines, answered};
use crate::connectors::ports::{Ports, source};
use crate::connectors::world::World;
use crate::pipeline::Ask;
use crate::report::{runs_json, step_json};
use crate::serve::desk::Desk;
use crate::serve::{Fault, Loaded};
use axum::body::Bytes;
use axum::extract::State;
use axum::response::Response;
use serde_json::{Value as Json, json};
use std::sync::Arc;

/// Answers `/api/provision`.
pub async fn post(State(desk): State<Arc<Desk>>, body: Bytes) -> Result<Response, Fault> {
    let mut body = Members::read(&body, &["user", "group", "members", "apply"])?;
    let apply = body.flag("apply")?;
    let ask = ask(&mut body)?;
    if apply && !desk.settings().allow_apply {
        return Err(
            Fault::new(403, "forbidden", "this server writes nothing to the target")
                .help("start it with `attrflow serve --allow-apply`"),
        );
    }
    let loaded = desk.loaded()?;
    // What keeps every run from beginning is told with its status.
    loaded.pipeline()?;
    let turn = desk.errands().enter().await?;
    Ok(answered(turn, move |lines| {
        let _turn = apply.then(|| desk.applying());
        run(&loaded, &ask, apply, lines)
    }))
}

fn ask(body: &mut Members) -> Result<Ask, Fault> {
    let members = body.texts("members")?;
    let ask = match (body.text("user")?, body.text("group")?) {
        (Some(_), Some(_)) => Err(refused("the body has both `user` and `group`")),
        (None, None) => Err(refused("the body has neither `user` nor `group`")
            .help("say whom to provision, as in `{\"user\": \"ada@contoso.com\"}`")),
        (Some(_), None) if !members.is_empty() => {
            Err(refused("only a group has `members`").help("name the group with `group`"))
        }
        (Some(user), None) => Ok(Ask::user(user)),
        (None, Some(group)) => Ok(Ask::group(group, members)),
    }?;
    match ask.key.trim().is_empty() {
        true => Err(refused("the key of the object is empty")),
        false => Ok(ask),
    }
}

fn run(loaded: &Loaded, ask: &Ask, apply: bool, lines: &Lines) -> Result<Json, Fault> {
    let job = &loaded.job;
    let pipeline = loaded.pipeline()?;
    let host = World::new(None, None);
    let mut source = source(job)?;
    let mut ports = match apply {
        true => Ports::writing(job, &pipeline, &host)?,
        false => Ports::reading(job, &pipeline)?,
    };
    let objects = pipeline
        .groups
        .as_ref()
        .filter(|_| ask.group)
        .unwrap_or(&pipeline.users);
    let object = objects.mapping.source_object.value.as_str();
    let run =
        pipeline.provision_watched(source.as_mut(), ports.access(), &host, ask, &mut |step| {
            lines.add(&json!({"step": step_json(step, object)}))
        });
    let mut written = runs_json(std::slice::from_ref(&run));
    Ok(json!({"run": written.pointer_mut("/runs/0").map(Json::take)}))
}
