//! A `Switch` without default gives null for every value that has no key, which clears the target.

use crate::check::lint::{Lint, Look, Subject, argument, literal};
use crate::diag::{Code, Diagnostic, Sample, Severity};
use crate::text::Span;

pub(super) static LINT: Lint = Lint {
    code: &CODE,
    subject: Subject::Expression(look),
};

static CODE: Code = Code {
    slug: "switch-no-default",
    severity: Severity::Advice,
    title: "a Switch without default can clear the target",
    explanation: "A value that none of the keys matches gives null, and null clears the target attribute on update. \
Say what such a value means by writing a default as second argument; write `\"\"` if clearing is meant. A Switch \
over a boolean with a key for both `True` and `False`, or for both `1` and `0`, needs none.",
    sample: Sample::Expression(
        "Switch([employeeType], , \"C\", \"Contractor\", \"V\", \"Vendor\")",
    ),
};

fn look(look: &mut Look<'_>) {
    if look.context.target.is_some_and(|target| target.has_default) {
        return;
    }
    for (call, expr) in look.calls_of("Switch") {
        let keys: Vec<&str> = (2..call.args.len())
            .step_by(2)
            .filter_map(|at| argument(call, at).and_then(literal))
            .collect();
        let whole = [["True", "False"], ["1", "0"]]
            .iter()
            .any(|both| both.iter().all(|key| keys.contains(key)));
        if argument(call, 1).is_none() && !whole {
            let place = call.args.get(1).map_or(expr.span, |absent| absent.span);
            look.report(
                Diagnostic::new(
                    &CODE,
                    Span::new(call.name.span.start as usize, place.end as usize),
                    "this Switch has no default",
                )
                .under("a value without a key gives null, which clears the target")
                .help("write a default as second argument"),
            );
        }
    }
}
