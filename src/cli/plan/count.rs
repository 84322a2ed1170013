//! The counts of a plan, for people.

use crate::plan::Plan;

/// The counts.
pub(super) fn text(plan: &Plan) -> String {
    let mut out = format!(
        "{}: {} users, {} in scope\n",
        plan.mapping, plan.counts.users, plan.counts.in_scope
    );
    for (outcome, users) in &plan.counts.outcomes {
        out.push_str(&format!("  {outcome:?}: {users}\n"));
    }
    for count in &plan.attributes {
        out.push_str(&format!(
            "  {}: {} gain, {} lose, {} change\n",
            count.target, count.gains, count.loses, count.changes
        ));
    }
    for left in &plan.not_evaluated {
        out.push_str(&format!("not evaluated: {}: {}\n", left.what, left.why));
    }
    for exceeded in &plan.exceeded {
        out.push_str(&format!(
            "threshold `{}` exceeded: {}\n",
            exceeded.threshold, exceeded.text
        ));
    }
    out
}
