//! Runs and changes without their secrets, for whatever keeps or shows them.

use super::change::{AttributeChange, Change};
use super::run::{Modified, Run};
use serde_json::Value as Json;

const REDACTED: &str = "[Redact]";

impl Run {
    /// The same run with `[Redact]` in place of every secret value.
    ///
    /// ```
    /// # use attrflow::pipeline::*;
    /// # let nobody = || Identity::default();
    /// # let mut run = Run { change_id: String::new(), what_if: false, action: Action::Create,
    /// #     status: Status::Success, error: None, start: String::new(), end: String::new(),
    /// #     reportable: String::new(), source: nobody(), target: nobody(),
    /// #     source_system: String::new(), target_system: String::new(), steps: vec![],
    /// #     modified: vec![], flows: vec![], requests: vec![], change: None, notes: vec![] };
    /// run.modified.push(Modified { target: "password".into(), old: ().into(), new: "x".into(), secret: true });
    /// assert_eq!(run.redacted().modified[0].new, "[Redact]");
    /// ```
    #[must_use]
    pub fn redacted(&self) -> Self {
        let mut run = self.clone();
        hide_secrets(&mut run.modified);
        for flow in run.flows.iter_mut().filter(|flow| flow.secret) {
            for (_, value) in &mut flow.sources {
                hide(value);
            }
            hide(&mut flow.result);
            hide(&mut flow.original);
            hide(&mut flow.modified);
            flow.trace = None;
        }
        for request in &mut run.requests {
            request.body = request.shown();
        }
        run.change = run.change.as_ref().map(Change::redacted);
        run
    }
}

impl Change {
    /// The same change with `[Redact]` in place of every secret value.
    ///
    /// ```
    /// use attrflow::pipeline::{AttributeChange, Change, Deed, Membership};
    /// use attrflow::schema::AttributeKind;
    /// let password = AttributeChange { target: "password".into(), old: ().into(), new: "x".into(),
    ///     kind: AttributeKind::String, multivalued: false, replaces: false, secret: true };
    /// let change = Change { deed: Deed::Create, object: "User".into(), id: None,
    ///     attributes: vec![password], references: vec![], members: Membership::default() };
    /// assert_eq!(change.redacted().attributes[0].new, "[Redact]");
    /// ```
    #[must_use]
    pub fn redacted(&self) -> Self {
        let hidden = |changes: &[AttributeChange]| {
            let mut changes = changes.to_vec();
            for change in changes.iter_mut().filter(|change| change.secret) {
                hide(&mut change.old);
                hide(&mut change.new);
            }
            changes
        };
        Self {
            attributes: hidden(&self.attributes),
            references: hidden(&self.references),
            ..self.clone()
        }
    }
}

/// Puts `[Redact]` in place of the values of secret attributes.
pub(super) fn hide_secrets(modified: &mut [Modified]) {
    for modified in modified.iter_mut().filter(|modified| modified.secret) {
        hide(&mut modified.old);
        hide(&mut modified.new);
    }
}

/// Absence is no secret.
fn hide(value: &mut Json) {
    if !value.is_null() {
        *value = Json::from(REDACTED);
    }
}
