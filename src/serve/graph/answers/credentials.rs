//! Credentials of the target: tested, told without their values, never taken over the network to be kept.

use crate::connectors::job::{Job, ScimSettings, TargetSettings};
use crate::connectors::ports::{Ports, config};
use crate::connectors::scim::{BaseUrl, ScimConfig, ScimReader, Token};
use crate::pipeline::{Access, Pipeline, PortError, TargetReader};
use crate::serve::graph::answer::{Answer, Reply};
use crate::serve::graph::call::Call;
use crate::serve::graph::envelope::Refusal;
use crate::serve::graph::operation::{
    Gives, LISTING, Operation, PLAIN, Place, Takes, Under, Verb, of,
};
use crate::serve::graph::wire::{Collection, Credential, Credentials, Secret};
use serde_json::json;

pub static OPERATIONS: &[Operation] = &[
    Operation {
        under: &[Under::Principal],
        path: "/secrets",
        id: "listSecrets",
        summary: "Which credentials the job's target has, without the values of the secret ones.",
        source: "synchronization-synchronization",
        query: LISTING,
        gives: Gives::Json(of::<Collection<Secret>>),
        handler: list,
        ..PLAIN
    },
    Operation {
        path: "/validateCredentials",
        id: "validateJobCredentials",
        ..VALIDATE
    },
    Operation {
        under: &[Under::Principal],
        path: "/jobs/validateCredentials",
        id: "validateCredentials",
        ..VALIDATE
    },
];

const VALIDATE: Operation = Operation {
    verb: Verb::Post,
    summary: "Asks the target for a user that cannot exist, with the job's credentials, or with another token at the job's address.",
    source: "synchronization-synchronizationjob-validatecredentials",
    body: Takes::Perhaps(of::<Credentials>),
    place: Place::Errand,
    handler: validate,
    ..PLAIN
};

fn list(call: &Call) -> Reply {
    let secrets = match &call.loaded()?.job.target {
        TargetSettings::Embedded(_) => Vec::new(),
        TargetSettings::Scim(settings) => {
            let mut secrets = vec![json!({"key": "BaseAddress", "value": settings.url})];
            if settings.token.is_some() {
                secrets.push(json!({"key": "SecretToken", "value": null}));
            }
            secrets
        }
    };
    let context = format!(
        "servicePrincipals('{}')/synchronization/secrets",
        call.ids.principal
    );
    call.list::<Secret>(&context, secrets)
}

fn validate(call: &Call) -> Reply {
    let body: Credentials = call.read_or_default()?;
    if let Some(template) = &body.template_id
        && !template.eq_ignore_ascii_case(call.ids.template)
    {
        return Err(Refusal::not_found(template));
    }
    let given = body.credentials.unwrap_or_default();
    let saved = body.use_saved_credentials.unwrap_or(given.is_empty());
    let pipeline = call.loaded()?.pipeline()?;
    let tested = match (saved, &call.loaded()?.job.target) {
        (true, _) => saved_ones(&call.loaded()?.job, &pipeline),
        (false, TargetSettings::Scim(settings)) => {
            let config = others(settings, &given)?;
            ask(&mut ScimReader::new(config), &pipeline)
        }
        (false, TargetSettings::Embedded(_)) => {
            return Err(invalid(
                "the job's target is the embedded directory, which has no credentials",
            )
            .help("send `\"useSavedCredentials\": true`"));
        }
    };
    match tested {
        Ok(()) => Ok(Answer::done()),
        Err(error) => {
            let refusal = Refusal::new(400, error.kind.code(), error.message);
            Err(match error.help {
                Some(help) => refusal.help(help),
                None => refusal,
            })
        }
    }
}

/// Tests the target as runs find it.
fn saved_ones(job: &Job, pipeline: &Pipeline<'_>) -> Result<(), PortError> {
    if let TargetSettings::Scim(settings) = &job.target {
        return ask(&mut ScimReader::new(once(config(settings)?)), pipeline);
    }
    match Ports::reading(job, pipeline)?.access() {
        Access::WhatIf { target, .. } => ask(target, pipeline),
        Access::Apply { .. } => Ok(()),
    }
}

/// Asks for what cannot exist, by the first matching attribute, as every run does first.
fn ask(target: &mut dyn TargetReader, pipeline: &Pipeline<'_>) -> Result<(), PortError> {
    let objects = &pipeline.users;
    let matching = objects
        .program
        .flows
        .iter()
        .filter(|flow| flow.matching > 0);
    match matching.min_by_key(|flow| flow.matching) {
        Some(first) => target.test(&objects.mapping.target_object.value, &first.target),
        None => Ok(()),
    }
}

/// The job's connection with another token. Its address stays: the server must not be made to ask others.
fn others(settings: &ScimSettings, given: &[Credential]) -> Result<ScimConfig, Refusal> {
    let mut token = None;
    for credential in given {
        let value = credential.value.as_deref().unwrap_or_default();
        let is = |name: &str| credential.key.eq_ignore_ascii_case(name);
        if is("BaseAddress") {
            if !same_address(value, &settings.url) {
                return Err(
                    invalid("`BaseAddress` is not the address of the job's target")
                        .help("change `url` in the job file's `[target]`, or leave it out")
                        .target("credentials"),
                );
            }
        } else if is("SecretToken") {
            let read = Token::new(value);
            token = Some(read.map_err(|message| invalid(&message).target("credentials"))?);
        } else {
            let message = format!("`{}` is no credential of a SCIM target", credential.key);
            return Err(invalid(&message)
                .help("send `BaseAddress` and `SecretToken`")
                .target("credentials"));
        }
    }
    let Some(token) = token else {
        return Err(invalid("there is no `SecretToken` to test")
            .help("send one, or `\"useSavedCredentials\": true`")
            .target("credentials"));
    };
    // The job's own token is neither read nor sent.
    let without = ScimSettings {
        token: None,
        ..settings.clone()
    };
    let mut config = once(config(&without)?);
    config.token = Some(token);
    Ok(config)
}

/// A test is not tried again.
fn once(mut config: ScimConfig) -> ScimConfig {
    config.limits.tries = 1;
    config
}

fn same_address(given: &str, own: &str) -> bool {
    match (BaseUrl::parse(given, false), BaseUrl::parse(own, false)) {
        (Ok(given), Ok(own)) => given.join("") == own.join(""),
        _ => false,
    }
}

fn invalid(message: &str) -> Refusal {
    Refusal::new(400, "RequestParameterInvalid", message)
}
