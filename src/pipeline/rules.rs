//! Whether an attribute mapping flows: when it is applied, what null and defaults do (`pipeline` 5).

use super::build::Objects;
use super::change::Deed;
use super::evaluate::Came;
use super::run::ErrorInfo;
use super::values::{self, Shape};
use super::words;
use crate::check::{Flow, FlowSource, NodeKind};
use crate::library::JobKind;
use crate::schema::{AttributeDefinition, FlowType, Mutability};
use serde_json::Value as Json;

/// What an attribute mapping does.
pub(super) enum Applied {
    /// This value flows; null clears the target.
    Flows(Json),
    /// Nothing flows, for this reason.
    Keeps(String),
    /// The whole object is left out.
    LeavesOut,
    /// The run fails.
    Fails(ErrorInfo),
}

/// What decides about one attribute mapping.
pub(super) struct Rules<'r> {
    pub deed: Deed,
    pub flow: &'r Flow,
    pub definition: Option<&'r AttributeDefinition>,
    /// What the target has.
    pub original: &'r Json,
    /// Whether it maps a group's members.
    pub membership: bool,
    /// Whether null clears the target.
    pub clears: bool,
}

impl Rules<'_> {
    /// Why the mapping was not even evaluated.
    pub fn idle(&self) -> String {
        if self.membership {
            "of the members, only those that are named flow".to_owned()
        } else {
            "applied only during object creation".to_owned()
        }
    }

    pub fn apply(&self, came: &Came) -> Applied {
        if let Some(why) = self.closed() {
            return Applied::Keeps(why.to_owned());
        }
        match came {
            Came::SkipObject => Applied::LeavesOut,
            Came::Skip if self.deed == Deed::Create && self.is_required() => self.null(),
            Came::Skip => {
                Applied::Keeps("the expression leaves this attribute out of the flow".to_owned())
            }
            Came::Fault(code, message) => {
                Applied::Fails(words::unevaluable(&self.flow.target, code, message))
            }
            Came::Value(value) if self.clears && values::is_empty(value) => self.null(),
            Came::Value(Json::Null) => self.null(),
            Came::Value(value) => Applied::Flows(value.clone()),
            Came::Default(default) => self.default(default),
        }
    }

    /// Why the target attribute takes no value at this time.
    fn closed(&self) -> Option<&'static str> {
        let created = self.deed == Deed::Create;
        let mutability = self
            .definition
            .map_or(Mutability::ReadWrite, |definition| definition.mutability);
        match (mutability, self.flow.apply) {
            (Mutability::ReadOnly, _) => Some("the target attribute is read-only"),
            (Mutability::Immutable, _) if !created => {
                Some("the target attribute is written at creation only")
            }
            (Mutability::WriteOnly, _) if !created => {
                Some("the target never shows this attribute, so it is written at creation only")
            }
            (_, FlowType::AttributeAddOnly) if !created && !values::is_empty(self.original) => {
                Some("the target attribute has a value already")
            }
            _ => None,
        }
    }

    fn null(&self) -> Applied {
        match self
            .definition
            .and_then(|found| found.default_value.as_ref())
        {
            Some(default) if self.deed == Deed::Create && self.is_required() => {
                Applied::Flows(Json::from(default.value.as_str()))
            }
            _ if self.deed == Deed::Create && self.is_required() => Applied::Fails(ErrorInfo {
                code: "MissingValues".to_owned(),
                reason: format!(
                    "`{}` must have a value in the target, and nothing flows into it",
                    self.flow.target
                ),
                recommended: Some(
                    "give the source attribute a value, or the attribute mapping a default value"
                        .to_owned(),
                ),
            }),
            _ if self.clears && self.deed == Deed::Update => Applied::Flows(Json::Null),
            _ => Applied::Keeps("the source has no value".to_owned()),
        }
    }

    fn default(&self, default: &str) -> Applied {
        let constant = matches!(self.flow.source, FlowSource::None);
        match self.deed {
            Deed::Create => Applied::Flows(Json::from(default)),
            Deed::Update if self.clears => Applied::Flows(Json::Null),
            _ if constant && values::is_empty(self.original) => Applied::Flows(Json::from(default)),
            _ if constant => Applied::Keeps("the target attribute has a value already".to_owned()),
            _ => Applied::Keeps("the default value is written at creation only".to_owned()),
        }
    }

    fn is_required(&self) -> bool {
        self.definition
            .is_some_and(|definition| definition.required && !definition.anchor)
    }
}

/// Whether values are only added to what the target has.
pub(super) fn additive(flow: &Flow, shape: Shape) -> bool {
    match flow.apply {
        FlowType::MultiValueAddOnly => true,
        FlowType::ValueAddOnly => shape.multivalued,
        // Entra adds the roles of this function; those of its assertive twin replace the target's.
        _ => calls(flow) == Some("AppRoleAssignmentsComplex"),
    }
}

fn calls(flow: &Flow) -> Option<&'static str> {
    let FlowSource::Program { program, .. } = &flow.source else {
        return None;
    };
    match &program.root.kind {
        NodeKind::Call(call) => Some(call.function.name),
        _ => None,
    }
}

/// "Flow null values": inbound API jobs, single-valued attributes, ticked on both sides (`clear-attribute-values`).
pub(super) fn clears(
    kind: JobKind,
    objects: &Objects<'_>,
    flow: &Flow,
    definition: Option<&AttributeDefinition>,
) -> bool {
    let ticked = |found: &AttributeDefinition| found.flow_null_values && !found.multivalued;
    let FlowSource::Program { reads, .. } = &flow.source else {
        return false;
    };
    let mut sources = reads.iter().map(|place| {
        let name = objects.program.slots.names().get(*place as usize)?;
        objects.source?.attribute(name)
    });
    kind == JobKind::ApiDriven
        && definition.is_some_and(ticked)
        && !reads.is_empty()
        && sources.all(|source| source.is_some_and(ticked))
}
