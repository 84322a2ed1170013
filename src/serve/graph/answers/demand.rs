//! `provisionOnDemand`: one user, or one group with up to five members. Dry, unless the server may apply.

use super::said::{GENERATION, MODE, Said};
use crate::connectors::ports::{Ports, source};
use crate::connectors::world::{World, now};
use crate::pipeline::{Ask, Pipeline};
use crate::report::graph::{Generation, on_demand};
use crate::serve::graph::answer::{Answer, Reply};
use crate::serve::graph::call::Call;
use crate::serve::graph::envelope::Refusal;
use crate::serve::graph::operation::{Gives, Operation, PLAIN, Place, Takes, Verb, of};
use crate::serve::graph::wire::{Demand, Links, Pair, Subject};
use axum::http::header::RETRY_AFTER;

pub static OPERATIONS: &[Operation] = &[Operation {
    verb: Verb::Post,
    path: "/provisionOnDemand",
    id: "provisionOnDemand",
    summary: "Provisions one user, or one group with up to five members. Nothing is written unless the server was started \
        with `--allow-apply`; the header `attrflow-mode` of the answer says `what-if` or `apply`.",
    source: "synchronization-synchronizationjob-provisionondemand",
    body: Takes::Body(of::<Demand>),
    query: &["generation", "mode"],
    gives: Gives::Json(of::<Pair>),
    also: &[429, 502],
    place: Place::Errand,
    handler: provision,
    ..PLAIN
}];

fn provision(call: &Call) -> Reply {
    let said = Said::read(call)?;
    let applies = applies(call, &said)?;
    let generation = generation(call, &said)?;
    let body: Demand = call.read()?;
    let pipeline = call.loaded()?.pipeline()?;
    let ask = ask(call, body, &pipeline)?;
    place(call)?;
    let job = &call.loaded()?.job;
    let host = World::new(None, None);
    let mut source = source(job)?;
    let _turn = applies.then(|| call.desk.applying());
    let mut ports = match applies {
        true => Ports::writing(job, &pipeline, &host)?,
        false => Ports::reading(job, &pipeline)?,
    };
    let run = pipeline.provision(source.as_mut(), ports.access(), &host, &ask);
    let mut answer = on_demand(&run, job.kind, generation);
    if let Some(members) = answer.as_object_mut() {
        let context = call.context("microsoft.graph.stringKeyStringValuePair");
        members.insert("@odata.context".to_owned(), context.into());
    }
    let mode = if applies { "apply" } else { "what-if" };
    Ok(Answer::json(&answer).header(MODE, mode))
}

/// Whether this run writes.
fn applies(call: &Call, said: &Said) -> Result<bool, Refusal> {
    let allowed = call.desk.settings().allow_apply;
    match said.mode.as_deref() {
        None => Ok(allowed),
        Some("what-if") => Ok(false),
        Some("apply") if allowed => Ok(true),
        Some("apply") => Err(Refusal::new(
            403,
            "accessDenied",
            "this server writes nothing to the target",
        )
        .help("start it with `--allow-apply`")),
        Some(_) => Err(Refusal::new(
            400,
            "BadRequest",
            "the mode is neither `what-if` nor `apply`",
        )
        .target(MODE)),
    }
}

fn generation(call: &Call, said: &Said) -> Result<Generation, Refusal> {
    match said.generation.as_deref() {
        None => Ok(call.desk.settings().generation),
        Some("1") => Ok(Generation::Documented),
        Some("2") => Ok(Generation::Newer),
        Some(_) => Err(
            Refusal::new(400, "BadRequest", "the generation is neither 1 nor 2").target(GENERATION),
        ),
    }
}

/// Takes one of the places of the last ten seconds.
fn place(call: &Call) -> Result<(), Refusal> {
    let (seconds, nanoseconds) = now().to_unix();
    let milliseconds = seconds * 1000 + i64::from(nanoseconds / 1_000_000);
    call.state.take_place(milliseconds).map_err(|seconds| {
        Refusal::new(
            429,
            "TooManyRequests",
            "at most 5 requests in 10 seconds provision on demand",
        )
        .help(format!("try again in {seconds} seconds"))
        .header(RETRY_AFTER, &seconds.to_string())
    })
}

fn ask(call: &Call, body: Demand, pipeline: &Pipeline<'_>) -> Result<Ask, Refusal> {
    let mut parameters = body.parameters.into_iter();
    let (Some(only), None) = (parameters.next(), parameters.next()) else {
        return Err(one("parameters"));
    };
    rule(call, only.rule_id.as_deref().unwrap_or_default(), pipeline)?;
    let mut subjects = only.subjects.into_iter();
    let (Some(subject), None) = (subjects.next(), subjects.next()) else {
        return Err(one("parameters[0].subjects"));
    };
    if subject.object_id.trim().is_empty() {
        return Err(invalid(
            "`objectId` is empty",
            "parameters[0].subjects[0].objectId",
        ));
    }
    let members = members(subject.links, pipeline)?;
    match is_group(&subject.object_type_name, pipeline)? {
        true => Ok(Ask::group(subject.object_id, members)),
        false if members.is_empty() => Ok(Ask::user(subject.object_id)),
        false => Err(invalid(
            "members go with a group, not with a user",
            "parameters[0].subjects[0].links",
        )),
    }
}

/// Whether the rule is the job's.
fn rule(call: &Call, wanted: &str, pipeline: &Pipeline<'_>) -> Result<(), Refusal> {
    let rule = pipeline.rule;
    // A rule without an id can only be named.
    let known = rule.id.as_ref().or(rule.name.as_ref());
    if known.is_some_and(|known| known.value.eq_ignore_ascii_case(wanted)) {
        return Ok(());
    }
    // Graph's own words, with its own blanks.
    let message = format!(
        "The request identified this synchronization job: {}.  The request also identified this synchronization rule: {wanted}.  However, the job does not include the rule.",
        call.ids.job
    );
    let refusal =
        Refusal::new(400, "RequestParameterInvalid", message).target("parameters[0].ruleId");
    Err(match known {
        Some(known) => refusal.help(format!("its rule is `{}`", known.value)),
        None => refusal,
    })
}

fn is_group(name: &str, pipeline: &Pipeline<'_>) -> Result<bool, Refusal> {
    let is = |wanted: &str| name.eq_ignore_ascii_case(wanted);
    let user = &pipeline.users.mapping.source_object.value;
    let groups = pipeline.groups.as_ref();
    if is(user) {
        return Ok(false);
    }
    // A job without groups says itself that it has none.
    if is("Group") || groups.is_some_and(|groups| is(&groups.mapping.source_object.value)) {
        return Ok(true);
    }
    let message = format!("the job provisions no objects of the type `{name}`");
    Err(
        invalid(&message, "parameters[0].subjects[0].objectTypeName")
            .help(format!("write `{user}` or `Group`")),
    )
}

fn members(links: Option<Links>, pipeline: &Pipeline<'_>) -> Result<Vec<String>, Refusal> {
    let at = "parameters[0].subjects[0].links";
    let links = links.unwrap_or_default();
    if links.manager.is_some() || links.owners.is_some_and(|owners| !owners.is_empty()) {
        return Err(invalid("managers and owners are not provisioned along", at)
            .help("provision them for themselves"));
    }
    let members: Vec<Subject> = links.members.unwrap_or_default();
    if members.len() > Ask::MOST_MEMBERS {
        let message = format!(
            "{} members were named, but at most {} members of a group are provisioned on demand",
            members.len(),
            Ask::MOST_MEMBERS
        );
        return Err(invalid(&message, at).help("name the others in further requests"));
    }
    let user = &pipeline.users.mapping.source_object.value;
    for (number, member) in members.iter().enumerate() {
        let at = format!("{at}.members[{number}]");
        let kind = &member.object_type_name;
        if !kind.eq_ignore_ascii_case(user) && !kind.eq_ignore_ascii_case("User") {
            let message = format!("a group has no members of the type `{kind}` here");
            return Err(invalid(&message, &format!("{at}.objectTypeName"))
                .help(format!("name its members of the type `{user}`")));
        }
        if member.object_id.trim().is_empty() {
            return Err(invalid("`objectId` is empty", &format!("{at}.objectId")));
        }
    }
    Ok(members.into_iter().map(|member| member.object_id).collect())
}

fn one(at: &str) -> Refusal {
    invalid("one object at a time is provisioned on demand", at)
        .help("send one rule with one subject: a user, or a group with its members in `links`")
}

fn invalid(message: &str, at: &str) -> Refusal {
    Refusal::new(400, "RequestParameterInvalid", message).target(at)
}
