//! What is not documented about provisioning on demand. No run notes these: its steps say what is done.

use crate::library::{Fidelity, Sureness};

/// The entries of this module.
pub static LEDGER: &[&Fidelity] = &[
    &DISABLE_ACTION,
    &LOST_REFERENCE,
    &GUEST_NAME,
    &RELEASED,
    &RESTORED,
    &CONSTANT_REFILL,
    &OWN_CODES,
    &API_DRIVEN,
    &EMBEDDED,
];

static DISABLE_ACTION: Fidelity = Fidelity {
    id: "provision-disable-action",
    doing: "disabling an account counts as the target object action Update",
    known: "the actions are Create, Update and Delete, and an account is said to be disabled via an update; which action allows it is not stated",
    sureness: Sureness::Inferred,
};

static LOST_REFERENCE: Fidelity = Fidelity {
    id: "provision-lost-reference",
    doing: "a reference to an object that is not in the target is left out, with a warning; jobs from HR systems and of the inbound API fail",
    known: "a user whose manager is out of scope is said to be provisioned without; how an on-demand run shows it is not documented",
    sureness: Sureness::Inferred,
};

static GUEST_NAME: Fidelity = Fidelity {
    id: "provision-guest-name",
    doing: "a user in another tenant is called `name_domain#EXT#@` and the job's default domain, with `userType` Member where no mapping sets it",
    known: "the names are seen in directories; which of a tenant's domains ends them is not documented",
    sureness: Sureness::Inferred,
};

static RELEASED: Fidelity = Fidelity {
    id: "provision-unmanaged",
    doing: "who was disabled for leaving the scope is not managed any more, so that a later deletion in the source does nothing; who was disabled otherwise stays managed",
    known: "documented for users that leave the scope before they are deleted; how it is kept is not",
    sureness: Sureness::Inferred,
};

static RESTORED: Fidelity = Fidelity {
    id: "provision-vanished",
    doing: "a linked object that is gone from the target is a failure `InvalidAnchor`; deleting the link matches anew",
    known: "the code is documented with a restart as the way out, which an on-demand run does not have",
    sureness: Sureness::Inferred,
};

static CONSTANT_REFILL: Fidelity = Fidelity {
    id: "provision-default-refill",
    doing: "a default value without a source is written again on updates where the target's attribute is empty",
    known: "documented for the mapping type None; whether an on-demand run does so is not",
    sureness: Sureness::Inferred,
};

static OWN_CODES: Fidelity = Fidelity {
    id: "provision-codes",
    doing: "what no code of the provisioning log stands for has one of attrflow's own: `NotFound` (the source lacks the key), `BadRequest` (members without a group, a sixth member, no distinguished name), `InvalidValue` (a reference that a job from HR needs)",
    known: "the portal shows these refusals as sentences; their codes are not documented",
    sureness: Sureness::Chosen,
};

static API_DRIVEN: Fidelity = Fidelity {
    id: "provision-api-driven",
    doing: "jobs of the inbound API are provisioned on demand like those from HR systems",
    known: "Entra has no on-demand provisioning for them",
    sureness: Sureness::Chosen,
};

static EMBEDDED: Fidelity = Fidelity {
    id: "provision-unique",
    doing: "in the embedded directory user names and their like and matching attributes are unique, unless the job names others",
    known: "every target has its own constraints, which schemas do not tell",
    sureness: Sureness::Chosen,
};
