//! What a change sends: every attribute mapping evaluated, typed and compared with the target.

use super::build::{Objects, Pipeline};
use super::change::{AttributeChange, Change, Deed, Membership};
use super::course::{Course, End, Ports};
use super::decide::Standing;
use super::evaluate::{Asking, Came, Computed, evaluate};
use super::import::{Entry, deleted_attribute, enabled_attribute};
use super::port::{ObjectRef, TargetObject};
use super::references::{Resolved, resolve};
use super::rules::{Applied, Rules, additive, clears};
use super::run::{DataFlow, ErrorInfo};
use super::scope::Scope;
use super::values::Shape;
use super::variant;
use crate::check::{Flow, FlowSource};
use crate::eval::find;
use crate::schema::{AttributeDefinition, AttributeKind, FlowBehavior};
use serde_json::Value as Json;

/// What would be sent, and what keeps it from being sent.
pub(super) struct Plan {
    pub change: Change,
    pub flows: Vec<DataFlow>,
    /// The first thing that failed.
    pub failure: Option<ErrorInfo>,
    /// An expression leaves the object out.
    pub skipped: Option<ErrorInfo>,
    /// References that lead nowhere, by their target attributes.
    pub warnings: Vec<(String, String)>,
}

impl Plan {
    /// Whether there is nothing to send.
    pub fn is_redundant(&self) -> bool {
        let change = &self.change;
        matches!(change.deed, Deed::Update | Deed::Disable)
            && change.attributes.is_empty()
            && change.references.is_empty()
            && change.members == Membership::default()
    }

    fn fail(&mut self, error: ErrorInfo) {
        self.failure.get_or_insert(error);
    }
}

/// What a plan is made for.
pub(super) struct Aim<'a> {
    pub deed: Deed,
    pub entry: &'a Entry,
    pub scope: &'a Scope,
    pub target: Option<&'a TargetObject>,
    /// The target attribute that holds a group's members.
    pub members: Option<&'a str>,
    pub trace: &'a [String],
}

/// Computes the change.
pub(super) fn plan(
    pipeline: &Pipeline<'_>,
    objects: &Objects<'_>,
    aim: &Aim<'_>,
    course: &mut Course<'_>,
    ports: &mut Ports<'_, '_>,
) -> Result<Plan, End> {
    let mut plan = Plan {
        change: Change {
            deed: aim.deed,
            object: objects.mapping.target_object.value.clone(),
            id: aim.target.map(|target| target.id.clone()),
            attributes: Vec::new(),
            references: Vec::new(),
            members: Membership::default(),
        },
        flows: Vec::new(),
        failure: None,
        skipped: None,
        warnings: Vec::new(),
    };
    if aim.deed == Deed::Delete {
        return Ok(plan);
    }
    let wanted = |flow: &Flow| is_wanted(objects, aim, flow);
    let own = aim.target.map(|target| target.id.as_str());
    let world = Asking::new(course.host, pipeline.spec, objects, ports.target(), own);
    let computed = evaluate(objects, &aim.entry.attributes, &wanted, aim.trace, world)?;
    for (at, (flow, computed)) in objects.program.flows.iter().zip(computed).enumerate() {
        if aim.deed == Deed::Disable && computed.is_none() {
            continue;
        }
        for note in computed.iter().flat_map(|computed| &computed.notes) {
            course.note(note);
        }
        let always = objects
            .mapping
            .attributes
            .get(at)
            .is_some_and(|attribute| attribute.flow_behavior == FlowBehavior::FlowAlways);
        let mut one = One {
            pipeline,
            objects,
            aim,
            flow,
            definition: definition(objects, &flow.target),
            always,
        };
        one.add(computed, &mut plan, ports)?;
    }
    variant::complete(pipeline, aim, &mut plan);
    if plan.is_redundant_but_always() {
        plan.change.attributes.clear();
    }
    Ok(plan)
}

impl Plan {
    /// Whether all that is left is attributes that flow with every change, without a change.
    fn is_redundant_but_always(&self) -> bool {
        let change = &self.change;
        change.deed == Deed::Update
            && change.references.is_empty()
            && change
                .attributes
                .iter()
                .all(|change| change.old == change.new)
    }
}

/// Which attribute mappings are evaluated: disabling touches those only that read what disables.
fn is_wanted(objects: &Objects<'_>, aim: &Aim<'_>, flow: &Flow) -> bool {
    match aim.deed {
        Deed::Create => aim.members != Some(flow.target.as_str()),
        Deed::Update => {
            aim.members != Some(flow.target.as_str())
                && flow.apply != crate::schema::FlowType::ObjectAddOnly
        }
        Deed::Disable => {
            let enabled = enabled_attribute(objects.source);
            (aim.scope.soft_deleted && reads(objects, flow, deleted_attribute(objects.source)))
                || (aim.scope.standing == Standing::Inactive && reads(objects, flow, enabled))
        }
        Deed::Delete => false,
    }
}

fn reads(objects: &Objects<'_>, flow: &Flow, attribute: &str) -> bool {
    let place = objects.program.slots.find(attribute);
    match &flow.source {
        FlowSource::Program { reads, .. } => place.is_some_and(|place| reads.contains(&place)),
        FlowSource::None | FlowSource::Broken => false,
    }
}

fn definition<'o>(objects: &Objects<'o>, target: &str) -> Option<&'o AttributeDefinition> {
    objects.target?.attribute(target)
}

/// One attribute mapping on its way into a plan.
struct One<'o, 'p> {
    pipeline: &'o Pipeline<'p>,
    objects: &'o Objects<'p>,
    aim: &'o Aim<'o>,
    flow: &'o Flow,
    definition: Option<&'o AttributeDefinition>,
    /// Whether the attribute goes with every change.
    always: bool,
}

impl One<'_, '_> {
    fn add(
        &mut self,
        computed: Option<Computed>,
        plan: &mut Plan,
        ports: &mut Ports<'_, '_>,
    ) -> Result<(), End> {
        let shape = Shape::of(self.definition);
        let target = self.aim.target;
        let original = target
            .and_then(|target| find(&target.resource, &self.flow.target))
            .cloned()
            .unwrap_or_default();
        let mut shown = self.data_flow(&original);
        let rules = Rules {
            deed: self.aim.deed,
            flow: self.flow,
            definition: self.definition,
            original: &original,
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
                let reason = format!(
                    "the expression of `{}` leaves the whole object out",
                    self.flow.target
                );
                shown.skipped = Some(reason.clone());
                plan.skipped.get_or_insert(ErrorInfo {
                    code: "EntrySynchronizationSkipped".to_owned(),
                    reason,
                    recommended: None,
                });
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
            Ok(new) => variant::rewritten(self.pipeline, &self.flow.target, new),
            Err(count) => {
                let error = ErrorInfo {
                    code: "SchemaPropertyCanOnlyAcceptValue".to_owned(),
                    reason: format!(
                        "`{}` holds one value, but {count} values flow into it",
                        self.flow.target
                    ),
                    recommended: Some(
                        "map one of the values, such as with `Item`, or join them with `Join`"
                            .to_owned(),
                    ),
                };
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
