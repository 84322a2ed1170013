//! One attribute mapping: its value typed, compared with the target, and put into the plan.

use super::build::{Objects, Pipeline};
use super::change::{AttributeChange, Deed};
use super::course::{End, Ports};
use super::evaluate::{Came, Computed};
use super::plan::{Aim, Plan};
use super::port::ObjectRef;
use super::references::{Resolved, resolve};
use super::rules::{Applied, Rules, additive, clears};
use super::run::{DataFlow, ErrorInfo};
use super::values::Shape;
use super::{guests, variant, words};
use crate::check::{Flow, FlowSource};
use crate::eval::find;
use crate::library::JobKind;
use crate::schema::{AttributeDefinition, AttributeKind};
use serde_json::Value as Json;

/// One attribute mapping on its way into a plan.
pub(super) struct One<'o, 'p> {
    pub pipeline: &'o Pipeline<'p>,
    pub objects: &'o Objects<'p>,
    pub aim: &'o Aim<'o>,
    pub flow: &'o Flow,
    pub definition: Option<&'o AttributeDefinition>,
    /// Whether the attribute goes with every change.
    pub always: bool,
    /// Whether nobody looks at the data flow.
    pub quiet: bool,
}

impl One<'_, '_> {
    /// Puts what comes of the mapping into the plan.
    pub fn add(
        &self,
        computed: Option<Computed>,
        plan: &mut Plan,
        ports: &mut Ports<'_, '_>,
    ) -> Result<(), End> {
        let shape = Shape::of(self.definition);
        let target = self.aim.target;
        let original = target
            .and_then(|target| find(&target.resource, &self.flow.target))
            .unwrap_or(&Json::Null);
        if self.agrees(computed.as_ref(), original, shape) {
            plan.agreeing += 1;
            return Ok(());
        }
        let mut shown = self.data_flow(original);
        let rules = Rules {
            deed: self.aim.deed,
            flow: self.flow,
            definition: self.definition,
            original,
            membership: self.aim.members == Some(self.flow.target.as_str()),
            clears: clears(
                self.pipeline.spec.kind,
                self.objects,
                self.flow,
                self.definition,
            ),
        };
        let applied = match &computed {
            Some(computed) => rules.apply(&computed.came),
            None => Applied::Keeps(rules.idle()),
        };
        if let Some(computed) = computed {
            shown.result = match &computed.came {
                Came::Value(value) => value.clone(),
                Came::Default(default) => Json::from(default.as_str()),
                Came::Skip | Came::SkipObject | Came::Fault(..) => Json::Null,
            };
            shown.sources = computed.sources;
            shown.trace = computed.trace;
        }
        match applied {
            Applied::Keeps(why) => shown.skipped = Some(why),
            Applied::LeavesOut => {
                let error = words::left_out(&self.flow.target);
                shown.skipped = Some(error.reason.clone());
                plan.skipped.get_or_insert(error);
            }
            Applied::Fails(error) => {
                shown.skipped = Some(error.reason.clone());
                plan.fail(error);
            }
            Applied::Flows(value) if shape.kind == AttributeKind::Reference => {
                self.reference(&value, shape, &mut shown, plan, ports)?;
            }
            Applied::Flows(value) => self.plain(&value, shape, &mut shown, plan),
        }
        plan.flows.push(shown);
        Ok(())
    }

    /// The commonest case of a population, told without a copy: a text that the target has already.
    fn agrees(&self, computed: Option<&Computed>, original: &Json, shape: Shape) -> bool {
        let plain = self.quiet
            && !self.always
            && self.aim.deed != Deed::Create
            && self.pipeline.spec.kind != JobKind::CrossTenant
            && !shape.multivalued
            && shape.kind == AttributeKind::String;
        let came = computed.map(|computed| &computed.came);
        let Some(Came::Value(value @ Json::String(_))) = came.filter(|_| plain) else {
            return false;
        };
        value == original
    }

    fn data_flow(&self, original: &Json) -> DataFlow {
        let expression = match &self.flow.source {
            FlowSource::Program { text, .. } => text.clone(),
            FlowSource::None | FlowSource::Broken => String::new(),
        };
        DataFlow {
            target: self.flow.target.clone(),
            expression,
            sources: Vec::new(),
            result: Json::Null,
            original: original.clone(),
            modified: original.clone(),
            skipped: None,
            secret: self.flow.is_secret(),
            trace: None,
        }
    }

    fn plain(&self, value: &Json, shape: Shape, shown: &mut DataFlow, plan: &mut Plan) {
        let new = match shape.typed(value) {
            Ok(new) => guests::rewritten(self.pipeline, &self.flow.target, new),
            Err(count) => {
                let error = words::too_many(&self.flow.target, count);
                shown.skipped = Some(error.reason.clone());
                return plan.fail(error);
            }
        };
        let old = shown.original.clone();
        let adds = additive(self.flow, shape);
        let unchanged = if adds {
            shape.holds(&old, &new)
        } else {
            shape.same(&old, &new)
        };
        if unchanged && self.aim.deed != Deed::Create {
            if self.always {
                plan.change
                    .attributes
                    .push(self.change(old.clone(), old, shape));
            }
            return;
        }
        if new.is_null() && self.aim.deed == Deed::Create {
            return;
        }
        shown.modified = if adds {
            shape.union(&old, &new)
        } else {
            new.clone()
        };
        plan.change.attributes.push(self.change(old, new, shape));
    }

    fn change(&self, old: Json, new: Json, shape: Shape) -> AttributeChange {
        AttributeChange {
            target: self.flow.target.clone(),
            multivalued: shape.multivalued || new.is_array(),
            old,
            new,
            kind: shape.kind,
            replaces: !additive(self.flow, shape),
            secret: self.flow.is_secret(),
        }
    }

    fn reference(
        &self,
        keys: &Json,
        shape: Shape,
        shown: &mut DataFlow,
        plan: &mut Plan,
        ports: &mut Ports<'_, '_>,
    ) -> Result<(), End> {
        let (pipeline, objects) = (self.pipeline, self.objects);
        let Resolved { value, lost } =
            resolve(pipeline, objects, self.flow, keys, shape.multivalued, ports)?;
        if let Some(key) = lost.first() {
            let key = if self.flow.is_secret() {
                "[Redact]"
            } else {
                key
            };
            let reason = format!(
                "`{key}`, which `{}` refers to, is not linked to an object of {}",
                self.flow.target, pipeline.spec.target_name
            );
            if variant::needs_references(pipeline.spec.kind) {
                plan.fail(ErrorInfo {
                    code: "InvalidValue".to_owned(),
                    reason: reason.clone(),
                    recommended: Some(
                        "provision the object that is referred to first; it must be in scope"
                            .to_owned(),
                    ),
                });
            }
            plan.warnings
                .push((self.flow.target.clone(), reason.clone()));
            shown.skipped = Some(reason);
        }
        if value.is_null() || (self.aim.deed != Deed::Create && shape.same(&shown.original, &value))
        {
            return Ok(());
        }
        if let (Some(target), Json::String(anchor)) = (self.aim.target, &value) {
            let which = ObjectRef {
                object: &plan.change.object,
                id: &target.id,
            };
            if ports.target().refers(which, &self.flow.target, anchor)? {
                shown.original.clone_from(&value);
                shown.modified = value;
                return Ok(());
            }
        }
        shown.modified = value.clone();
        let change = self.change(shown.original.clone(), value, shape);
        plan.change.references.push(change);
        Ok(())
    }
}
