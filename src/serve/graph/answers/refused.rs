//! What Graph can do and attrflow does not: each operation says why, and what to do instead.

use crate::serve::graph::answer::Reply;
use crate::serve::graph::call::Call;
use crate::serve::graph::envelope::Refusal;
use crate::serve::graph::operation::{Gives, Operation, PLAIN, Under, Verb};

/// What every refusal here has.
const REFUSED: Operation = Operation {
    verb: Verb::Post,
    gives: Gives::Refusal,
    ..PLAIN
};

pub static OPERATIONS: &[Operation] = &[
    Operation {
        under: &[Under::Principal],
        path: "/jobs",
        id: "createJob",
        summary: "Refused: the server has one job, that of its job file.",
        source: "synchronization-synchronization-post-jobs",
        handler: job,
        ..REFUSED
    },
    Operation {
        verb: Verb::Delete,
        id: "deleteJob",
        summary: "Refused: the server has one job, that of its job file.",
        source: "synchronization-synchronizationjob-delete",
        handler: job,
        ..REFUSED
    },
    Operation {
        verb: Verb::Delete,
        path: "/schema",
        id: "resetSchema",
        summary: "Refused: there is no default to go back to.",
        source: "synchronization-synchronizationschema",
        handler: |_| {
            refuse(
                "the schema has no default to which it could be reset",
                "write the one you want with PUT, or take the file's former version from your version control",
            )
        },
        ..REFUSED
    },
    Operation {
        path: "/bulkUpload",
        id: "bulkUpload",
        summary: "Refused: attrflow reads its source from files.",
        source: "synchronization-bulkupload",
        handler: |_| {
            refuse(
                "attrflow takes no bulk uploads: its source is what the job file's `[source]` names",
                "put the users into that file, and provision on demand, or use `attrflow plan` and `attrflow apply`",
            )
        },
        ..REFUSED
    },
    Operation {
        verb: Verb::Put,
        under: &[Under::Principal],
        path: "/secrets",
        id: "putSecrets",
        summary: "Refused: secrets stay where the job file says.",
        source: "synchronization-synchronization",
        handler: secrets,
        ..REFUSED
    },
    Operation {
        under: &[Under::Principal],
        path: "/acquireAccessToken",
        id: "acquireAccessToken",
        summary: "Refused: secrets stay where the job file says.",
        source: "synchronization-synchronization-acquireaccesstoken",
        handler: secrets,
        ..REFUSED
    },
    Operation {
        verb: Verb::Put,
        under: TEMPLATES,
        id: "putTemplate",
        summary: "Refused: the template is the job's schema.",
        source: "synchronization-synchronizationtemplate-update",
        handler: template,
        ..REFUSED
    },
    Operation {
        verb: Verb::Patch,
        under: TEMPLATES,
        id: "updateTemplate",
        summary: "Refused: the template is the job's schema.",
        source: "synchronization-synchronizationtemplate-update",
        handler: template,
        ..REFUSED
    },
    Operation {
        verb: Verb::Delete,
        under: TEMPLATES,
        id: "deleteTemplate",
        summary: "Refused: the template is the job's schema.",
        source: "synchronization-synchronizationtemplate",
        handler: template,
        ..REFUSED
    },
    Operation {
        under: &[Under::Root],
        path: "/applicationTemplates/{applicationTemplateId}/instantiate",
        id: "instantiateApplicationTemplate",
        summary: "Refused: the server has one application.",
        source: "applicationtemplate-instantiate",
        handler: |_| {
            refuse(
                "the server has one application, the target of its job",
                "list it with GET /servicePrincipals",
            )
        },
        ..REFUSED
    },
];

const TEMPLATES: &[Under] = &[Under::Template, Under::ApplicationTemplate];

fn job(_: &Call) -> Reply {
    refuse(
        "the server has one job, that of its job file, which stays",
        "start another server with `attrflow serve --job FILE` for another job",
    )
}

fn secrets(_: &Call) -> Reply {
    refuse(
        "secrets are not taken over the network: the job file names the environment variable or the file that holds the token",
        "change it there (`token-env` or `token-file` in `[target]`)",
    )
}

fn template(_: &Call) -> Reply {
    refuse(
        "the template cannot be changed: it is the job's schema",
        "write the job's schema with PUT …/jobs/{jobId}/schema",
    )
}

/// Refused for good: not because of the sender's rights, nor of how it was asked.
fn refuse(message: &str, help: &str) -> Reply {
    Err(Refusal::new(403, "notSupported", message).help(help))
}
