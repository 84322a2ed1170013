//! `DefaultDomain`: the tenant's default domain.

use crate::diag::{Code, Sample, Severity};
use crate::library::{Args, Example, Fault, Fidelity, Function, Gives, Purity, Stop, Sureness};
use crate::value::Value;

pub(super) static FUNCTION: Function = Function {
    name: "DefaultDomain",
    summary: "Gives the tenant's default domain.",
    purity: Purity::World,
    examples: &[Example {
        given: &[],
        expr: r#"Join("@", "ada", DefaultDomain())"#,
        gives: Gives::Json(r#""ada@contoso.com""#),
    }],
    fidelity: &[UNDESCRIBED],
    call,
    source: "synchronization-synchronizationschema-functions",
    ..Function::DEFAULT
};

static UNDESCRIBED: Fidelity = Fidelity {
    id: "defaultdomain",
    doing: "the default verified domain of the tenant is given",
    known: "Graph lists the function without a word; a frequently asked question shows it as the domain of user names",
    sureness: Sureness::Inferred,
};

/// Nobody said which domain it is.
pub(super) static NO_DEFAULT_DOMAIN: Code = Code {
    slug: "no-default-domain",
    severity: Severity::Error,
    title: "no default domain is set",
    explanation: "`DefaultDomain()` is the default verified domain of the tenant, which only the job can know. \
Give it with `--default-domain contoso.com`, or as `default_domain` in the job file.",
    sample: Sample::Expression("Join(\"@\", [mailNickname], DefaultDomain())"),
};

fn call<'v>(args: &mut Args<'_, 'v>) -> Result<Value<'v>, Stop> {
    args.note(&UNDESCRIBED);
    match args.host().default_domain() {
        Some(domain) => Ok(Value::Text(domain)),
        None => Err(Fault::new(&NO_DEFAULT_DOMAIN, "no default domain is set").into()),
    }
}
