//! The job. It runs on demand only: what `start`, `pause` and `restart` say is shown and has no effect.

use crate::serve::graph::answer::{Answer, Reply};
use crate::serve::graph::call::Call;
use crate::serve::graph::envelope::Refusal;
use crate::serve::graph::operation::{
    Gives, LISTING, Operation, PLAIN, SINGLE, Takes, Under, Verb, of,
};
use crate::serve::graph::state::Schedule;
use crate::serve::graph::wire::{Collection, Restart, SynchronizationJob};
use serde_json::{Value as Json, json};

/// What Graph writes for an instant that never was.
const NEVER: &str = "0001-01-01T00:00:00Z";

/// What can be reset (`synchronizationJobRestartScope`).
const SCOPES: &[&str] = &[
    "None",
    "ConnectorDataStore",
    "Escrows",
    "Watermark",
    "QuarantineState",
    "Full",
    "ForceDeletes",
];

pub static OPERATIONS: &[Operation] = &[
    Operation {
        under: &[Under::Principal],
        path: "/jobs",
        id: "listJobs",
        summary: "The job, as the only one.",
        source: "synchronization-synchronization-list-jobs",
        query: LISTING,
        gives: Gives::Json(of::<Collection<SynchronizationJob>>),
        handler: list,
        ..PLAIN
    },
    Operation {
        id: "getJob",
        summary: "The job.",
        source: "synchronization-synchronizationjob-get",
        query: SINGLE,
        gives: Gives::Json(of::<SynchronizationJob>),
        handler: get,
        ..PLAIN
    },
    Operation {
        verb: Verb::Post,
        path: "/start",
        id: "startJob",
        summary: "Shows the job as active until the server ends. Nothing runs by it: attrflow provisions on demand only.",
        source: "synchronization-synchronizationjob-start",
        handler: |call| scheduled(call, Schedule::Active),
        ..PLAIN
    },
    Operation {
        verb: Verb::Post,
        path: "/pause",
        id: "pauseJob",
        summary: "Shows the job as paused until the server ends.",
        source: "synchronization-synchronizationjob-pause",
        handler: |call| scheduled(call, Schedule::Paused),
        ..PLAIN
    },
    Operation {
        verb: Verb::Post,
        path: "/restart",
        id: "restartJob",
        summary: "Shows the job as active. There is nothing to reset: attrflow keeps no watermark, no escrows and no quarantine.",
        source: "synchronization-synchronizationjob-restart",
        body: Takes::Perhaps(of::<Restart>),
        handler: restart,
        ..PLAIN
    },
];

fn list(call: &Call) -> Reply {
    let context = format!(
        "servicePrincipals('{}')/synchronization/jobs",
        call.ids.principal
    );
    call.list::<SynchronizationJob>(&context, vec![job(call)])
}

fn get(call: &Call) -> Reply {
    let context = format!(
        "servicePrincipals('{}')/synchronization/jobs/$entity",
        call.ids.principal
    );
    call.entity::<SynchronizationJob>(&context, job(call))
}

fn scheduled(call: &Call, schedule: Schedule) -> Reply {
    call.state.set_schedule(schedule);
    Ok(Answer::done())
}

fn restart(call: &Call) -> Reply {
    let body: Restart = call.read_or_default()?;
    let scope = body.criteria.and_then(|criteria| criteria.reset_scope);
    let words = scope.iter().flat_map(|words| words.split(','));
    for word in words.map(str::trim) {
        if !SCOPES.iter().any(|known| known.eq_ignore_ascii_case(word)) {
            let message = format!("Requested value '{word}' was not found.");
            return Err(Refusal::new(400, "BadRequest", message)
                .help(format!("it is one of {}", SCOPES.join(", ")))
                .target("criteria.resetScope"));
        }
    }
    scheduled(call, Schedule::Active)
}

fn job(call: &Call) -> Json {
    let (state, code) = match call.state.schedule() {
        Schedule::Disabled => ("Disabled", "NotConfigured"),
        Schedule::Active => ("Active", "NotRun"),
        Schedule::Paused => ("Paused", "Paused"),
    };
    json!({
        "id": call.ids.job,
        "templateId": call.ids.template,
        "schedule": {
            "expiration": null,
            // What Graph writes where a job never runs by itself.
            "interval": "P10675199DT2H48M5.4775807S",
            "state": state,
        },
        "status": {
            "countSuccessiveCompleteFailures": 0,
            "escrowsPruned": false,
            "code": code,
            "lastExecution": null,
            "lastSuccessfulExecution": null,
            "lastSuccessfulExecutionWithExports": null,
            "progress": [],
            "quarantine": null,
            "steadyStateFirstAchievedTime": NEVER,
            "steadyStateLastAchievedTime": NEVER,
            "synchronizedEntryCountByType": [],
            "troubleshootingUrl": "",
        },
        "synchronizationJobSettings": [
            {"name": "AzureIngestionAttributeOptimization", "value": "False"},
            {"name": "LookaheadQueryEnabled", "value": "False"},
        ],
    })
}
