//! The codes of what is wrong with a job file. Reading job files is somebody else's matter; the codes
//! stand here because the table of all codes is here.

use crate::diag::{Code, Sample, Severity};

/// No TOML.
pub static SYNTAX: Code = error(
    "job-syntax",
    "the job file is no TOML",
    "schema = schema.json\n",
    "A job file is TOML: `key = value`, texts in quotes, `[table]` for a group of keys. Frequent causes: a text without \
quotes, a key twice, a Windows path in double quotes (write it in single quotes, or with `/`).",
);
/// A key that job files do not have.
pub static UNKNOWN_KEY: Code = error(
    "job-unknown-key",
    "a key that job files do not have",
    "schema = \"schema.json\"\nkind = \"app\"\n\n[source]\nfile = \"users.ndjson\"\nformt = \"ndjson\"\n",
    "Unknown keys are refused, because a misspelt setting would be left out silently. All keys are in docs/job.md; editors \
complete them with `#:schema` in the file's first line. Keys after a `[table]` line belong to that table: keys of the file itself \
stand before the first one.",
);
/// A value of the wrong type or out of range.
pub static WRONG_VALUE: Code = error(
    "job-wrong-value",
    "a value that the key does not take",
    "schema = \"schema.json\"\nkind = \"application\"\n\n[source]\nfile = \"users.ndjson\"\n",
    "The value is of another type than the key takes, is none of its words, or lies outside of its range.",
);
/// A required key is absent.
pub static MISSING_KEY: Code = error(
    "job-missing-key",
    "a key that a job cannot do without is absent",
    "schema = \"schema.json\"\n\n[source]\nfile = \"users.ndjson\"\n",
    "Every job names its `schema`, its `kind` and the `file` of its `[source]`; a target of the type `scim` names its `url`.",
);
/// A secret in the job file.
pub static SECRET: Code = error(
    "job-secret",
    "a secret stands in the job file",
    "schema = \"schema.json\"\nkind = \"app\"\n\n[source]\nfile = \"users.ndjson\"\n\n[target]\ntype = \"scim\"\nurl = \
\"https://desk.contoso.com/scim\"\ntoken = \"eyJhbGciOi\"\n",
    "Job files are shared and kept under version control, so they hold no secret. Put the token into an environment variable and name \
it with `token-env`, or into a file that only you can read and name it with `token-file`. A token that has been in a \
shared file should be replaced.",
);
/// A file that is not there.
pub static FILE: Code = error(
    "job-file",
    "a file that the job names cannot be read",
    "schema = \"schema.json\"\nkind = \"app\"\n\n[source]\nfile = \"user.ndjson\"\n",
    "Paths are relative to the folder of the job file, not to the folder in which attrflow was started.",
);
/// The schema has errors.
pub static SCHEMA: Code = error(
    "job-schema",
    "the job's schema cannot be used",
    "schema = \"users.ndjson\"\nkind = \"app\"\n\n[source]\nfile = \"users.ndjson\"\n",
    "The schema's file is no synchronization schema, or the object mapping of the job has errors in it. `attrflow check` shows each of \
them at its place in the schema's file.",
);
/// Rule or object mapping not found.
pub static MAPPING: Code = error(
    "job-mapping",
    "the schema has no such rule, object mapping or attribute",
    "schema = \"schema.json\"\nkind = \"app\"\nrule = \"USERGROUP_OUTBOUND\"\n\n[source]\nfile = \"users.ndjson\"\n",
    "A job runs one synchronization rule with one object mapping for users and at most one for groups. Where the schema has one that \
fits, nothing needs to be said; else `rule`, `mapping` and `group-mapping` name them. Names are compared with their case.",
);
/// The kind does not fit.
pub static KIND: Code = error(
    "job-kind",
    "the kind of job does not fit the rule's directories",
    "schema = \"schema.json\"\nkind = \"workday\"\n\n[source]\nfile = \"users.ndjson\"\n",
    "The kind decides steps, keys, limits and checks. The names of the rule's directories tell another one: a rule that reads `Azure \
Active Directory` belongs to no Workday job.",
);
/// No matching attribute, or one that the kind does not allow.
pub static MATCHING: Code = error(
    "job-matching",
    "the object mapping matches by no attribute that the kind of job allows",
    "schema = \"schema.json\"\nkind = \"cross-tenant\"\nrule = \"USERGROUP_OUTBOUND_USERGROUP\"\n\n[source]\nfile = \"users.ndjson\"\n",
    "Without a matching attribute every run would create the object again. Cross-tenant synchronization matches by \
`alternativeSecurityIds` alone; Entra refuses every other one with `schemaInvalid`.",
);
/// A scope that the mapping or the kind does not allow.
pub static SCOPE: Code = error(
    "job-scope",
    "a scope that the mapping or the kind of job does not allow",
    "schema = \"schema.json\"\nkind = \"app\"\n\n[source]\nfile = \"users.ndjson\"\n\n[scope]\nsync = \"all\"\n",
    "With `sync = \"all\"` there are no assignments, so `SingleAppRoleAssignment`, `AppRoleAssignmentsComplex` and \
`AssertiveAppRoleAssignmentsComplex` have nothing to read: Entra does not support them together. Inbound jobs (Workday, \
SuccessFactors, API-driven, Active Directory) know no assignment at all: their scope is set by scoping filters.",
);
/// The target's address.
pub static TARGET: Code = error(
    "job-target",
    "the target cannot be reached in this way",
    "schema = \"schema.json\"\nkind = \"app\"\n\n[source]\nfile = \"users.ndjson\"\n\n[target]\ntype = \"scim\"\nurl = \
\"http://desk.contoso.com/scim\"\n",
    "Requests carry a bearer token, so they go over `https:` only. Plain `http:` is taken for this computer alone (`localhost`, \
`127.0.0.1`, `[::1]`), where test servers run.",
);
/// A setting without effect.
pub static NO_EFFECT: Code = Code {
    slug: "job-no-effect",
    severity: Severity::Warning,
    title: "a setting that has no effect in this job",
    explanation: "The setting belongs to another type of target or another kind of job, or another setting overrules it. Nothing happens \
because of it; delete it, so that nobody relies on it.",
    sample: Sample::JobFile(
        "schema = \"schema.json\"\nkind = \"app\"\n\n[source]\nfile = \"users.ndjson\"\n\n[target]\nrate = 5\n",
    ),
};
/// A token that is not there now.
pub static TOKEN: Code = Code {
    slug: "job-token",
    severity: Severity::Warning,
    title: "the token's variable or file is not there",
    explanation: "The job can be checked without its token, not run. Set the environment variable that `token-env` names, or write the \
file that `token-file` names, before the job runs. A target without both is asked without a token.",
    sample: Sample::JobFile(
        "schema = \"schema.json\"\nkind = \"app\"\n\n[source]\nfile = \"users.ndjson\"\n\n[target]\ntype = \"scim\"\nurl = \
\"https://desk.contoso.com/scim\"\ntoken-env = \"CONTOSO_DESK_NO_SUCH_TOKEN\"\n",
    ),
};

const fn error(
    slug: &'static str,
    title: &'static str,
    sample: &'static str,
    explanation: &'static str,
) -> Code {
    Code {
        slug,
        severity: Severity::Error,
        title,
        explanation,
        sample: Sample::JobFile(sample),
    }
}

/// All of them.
pub static CODES: &[&Code] = &[
    &SYNTAX,
    &UNKNOWN_KEY,
    &WRONG_VALUE,
    &MISSING_KEY,
    &SECRET,
    &FILE,
    &SCHEMA,
    &MAPPING,
    &KIND,
    &MATCHING,
    &SCOPE,
    &TARGET,
    &NO_EFFECT,
    &TOKEN,
];
