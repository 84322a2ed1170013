//! What a change sends: every attribute mapping evaluated, typed and compared with the target.

use super::build::{Objects, Pipeline};
use super::change::{Change, Deed, Membership};
use super::course::{Course, End, Ports};
use super::decide::Standing;
use super::evaluate::{Asking, evaluate};
use super::guests;
use super::import::{Entry, deleted_attribute, enabled_attribute};
use super::one::One;
use super::port::TargetObject;
use super::run::{DataFlow, ErrorInfo, Modified};
use super::scope::Scope;
use crate::check::{Flow, FlowSource};
use crate::schema::{AttributeDefinition, FlowBehavior, FlowType};
use serde_json::Value as Json;

/// What would be sent, and what keeps it from being sent.
pub(super) struct Plan {
    pub change: Change,
    pub flows: Vec<DataFlow>,
    /// Attribute mappings of a rehearsal that are not in `flows`, since nothing of them changes.
    pub agreeing: usize,
    /// The first thing that failed.
    pub failure: Option<ErrorInfo>,
    /// An expression leaves the object out.
    pub skipped: Option<ErrorInfo>,
    /// References that lead nowhere, by their target attributes.
    pub warnings: Vec<(String, String)>,
    /// The target attribute of a group's members, where any were named.
    pub members: Option<String>,
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

    /// Whether no attribute mapping was evaluated.
    pub fn has_no_flows(&self) -> bool {
        self.flows.is_empty() && self.agreeing == 0
    }

    /// The attributes that the target gets.
    pub fn modified(&self) -> Vec<Modified> {
        let listed = |anchors: &[String]| match anchors {
            [] => Json::Null,
            anchors => Json::from(anchors),
        };
        let members = &self.change.members;
        let membership = self
            .members
            .iter()
            .filter(|_| *members != Membership::default())
            .map(|target| Modified {
                target: target.clone(),
                old: listed(&members.remove),
                new: listed(&members.add),
                secret: false,
            });
        self.change
            .modified()
            .into_iter()
            .chain(membership)
            .collect()
    }

    pub fn fail(&mut self, error: ErrorInfo) {
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
        agreeing: 0,
        failure: None,
        skipped: None,
        warnings: Vec::new(),
        members: None,
    };
    if aim.deed == Deed::Delete {
        return Ok(plan);
    }
    let wanted = |flow: &Flow| is_wanted(objects, aim, flow);
    let own = aim.target.map(|target| target.id.as_str());
    let world = Asking::new(
        course.host,
        pipeline.spec,
        objects,
        ports.target(),
        own,
        course.quiet,
    );
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
        let one = One {
            pipeline,
            objects,
            aim,
            flow,
            definition: definition(objects, &flow.target),
            always,
            quiet: course.quiet,
        };
        one.add(computed, &mut plan, ports)?;
    }
    guests::complete(pipeline, aim, &mut plan);
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
            aim.members != Some(flow.target.as_str()) && flow.apply != FlowType::ObjectAddOnly
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
