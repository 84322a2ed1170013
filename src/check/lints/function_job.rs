//! A function that is documented for other kinds of job.

use crate::check::lint::{Lint, Look, Subject};
use crate::diag::{Code, Diagnostic, Sample, Severity};
use crate::library::JobKind;

pub(super) static LINT: Lint = Lint {
    code: &CODE,
    subject: Subject::Expression(look),
};

static CODE: Code = Code {
    slug: "function-job",
    severity: Severity::Warning,
    title: "a function that is documented for other kinds of job",
    explanation: "Microsoft has two references: one for provisioning to applications and from HR, one for cloud sync. A \
few functions are in one of them only, and `SelectUniqueValue` is supported only where accounts are created from HR \
systems or the inbound API. What a service does with a function that its reference lacks is not documented: try it \
with provision on demand before you rely on it. Nothing is said while the kind of job is not known.",
    sample: Sample::Job {
        job: "entra-to-ad",
        expression: "CDate([employeeHireDate])",
    },
};

fn look(look: &mut Look<'_>) {
    let Some(job) = look.context.job else {
        return;
    };
    for (call, function, _) in look.calls() {
        if function.jobs.is_empty() || function.jobs.contains(&job) {
            continue;
        }
        let jobs: Vec<&str> = function.jobs.iter().copied().map(JobKind::word).collect();
        look.report(
            Diagnostic::new(
                &CODE,
                call.name.span,
                format!(
                    "`{}` is not documented for {} jobs",
                    function.name,
                    job.word()
                ),
            )
            .help(format!("it is documented for: {}", jobs.join(", "))),
        );
    }
}
