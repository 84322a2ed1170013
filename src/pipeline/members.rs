//! Members of a group: those that were named, where they are in scope and have an object in the target.

use super::build::{Objects, Pipeline};
use super::change::Membership;
use super::course::{Ask, Course, End, Ports};
use super::decide::Standing;
use super::import::{Entry, find_entry};
use super::look::{member_key, members_attribute};
use super::matching;
use super::port::{ObjectRef, TargetObject};
use super::run::{DataFlow, Status, StepKind, StepName};
use super::values::Shape;
use super::{scope, words};
use crate::check::{Flow, FlowSource};
use crate::schema::AttributeKind;
use serde_json::{Map, Value as Json};

/// The attribute mapping of a group's members.
pub(super) fn mapping<'o>(objects: &'o Objects<'_>) -> Option<&'o Flow> {
    objects.program.flows.iter().find(|flow| {
        let definition = objects
            .target
            .and_then(|definition| definition.attribute(&flow.target));
        let shape = Shape::of(definition);
        let named = ["members", "member"].contains(&flow.target.as_str());
        named || (shape.kind == AttributeKind::Reference && shape.multivalued)
    })
}

/// What becomes of the named members of a group that is in scope.
pub(super) fn membership(
    pipeline: &Pipeline<'_>,
    group: &Entry,
    target: Option<&TargetObject>,
    ask: &Ask,
    course: &mut Course<'_>,
    ports: &mut Ports<'_, '_>,
) -> Result<(Membership, Option<DataFlow>), End> {
    let mut members = Membership::default();
    let Some(groups) = pipeline.groups.as_ref().filter(|_| !ask.members.is_empty()) else {
        return Ok((members, None));
    };
    let flow = mapping(groups);
    let attribute = flow.map_or("members", |flow| flow.target.as_str());
    for key in &ask.members {
        let Some((member, anchor)) = find_member(pipeline, key, course, ports)? else {
            continue;
        };
        let belongs = belongs(group, flow, groups, &member);
        let holds = match target {
            Some(target) => {
                let which = ObjectRef {
                    object: &groups.mapping.target_object.value,
                    id: &target.id,
                };
                ports.target().refers(which, attribute, &anchor)?
            }
            None => false,
        };
        match (belongs, holds) {
            (true, false) if !members.add.contains(&anchor) => members.add.push(anchor),
            (false, true) if !members.remove.contains(&anchor) => members.remove.push(anchor),
            (false, false) => leave_out(
                course,
                &member,
                &format!(
                    "it is not a member of {}",
                    words::named(&group.object, &group.name)
                ),
            ),
            _ => {}
        }
    }
    let shown = flow.map(|flow| data_flow(flow, ask, &members));
    Ok((members, shown))
}

/// A named member with its anchor in the target, unless it has to be left out.
fn find_member(
    pipeline: &Pipeline<'_>,
    key: &str,
    course: &mut Course<'_>,
    ports: &mut Ports<'_, '_>,
) -> Result<Option<(Entry, String)>, End> {
    let users = &pipeline.users;
    let object = users.mapping.source_object.value.as_str();
    let system = course.spec.source_name.clone();
    let Some(member) =
        find_entry(pipeline.spec.kind, users, ports, key)?.filter(|found| !found.gone)
    else {
        let sentence = format!("no {object} `{key}` was found in {system}: it is left out");
        course.step(
            StepKind::Import,
            StepName::EntryImport,
            Status::Warning,
            sentence,
            Map::new(),
        );
        return Ok(None);
    };
    course.step(
        StepKind::Import,
        StepName::EntryImport,
        Status::Success,
        words::retrieved(&member.object, &member.name, &system),
        Map::from_iter([("id".to_owned(), Json::from(member.id.as_str()))]),
    );
    let judged = scope::judge(pipeline, users, &member, course);
    if judged.standing != Standing::Active {
        leave_out(course, &member, &judged.reasons.join(", "));
        return Ok(None);
    }
    let matched = matching::seek(pipeline, users, &member, course, ports)?;
    let Some(found) = matched.object() else {
        let why = format!(
            "{} has no such user, or several; provision it first",
            course.spec.target_name
        );
        leave_out(course, &member, &why);
        return Ok(None);
    };
    let anchor = found.id.clone();
    Ok(Some((member, anchor)))
}

/// Whether the source has it among the group's members; a group without a list of members is taken
/// to have all that are named.
fn belongs(group: &Entry, flow: Option<&Flow>, groups: &Objects<'_>, member: &Entry) -> bool {
    let read = flow.and(members_attribute(groups));
    let Some(Json::Array(list)) = group.attributes.get(read.unwrap_or("members")) else {
        return true;
    };
    list.iter().any(|item| {
        let key = member_key(item);
        let name = member.attributes.get("userPrincipalName");
        key == member.id || name.and_then(Json::as_str).is_some_and(|name| name == key)
    })
}

fn leave_out(course: &mut Course<'_>, member: &Entry, why: &str) {
    course.step(
        StepKind::Matching,
        StepName::EntrySynchronizationSkip,
        Status::Warning,
        format!(
            "{} is left out of the group: {why}",
            words::named(&member.object, &member.name)
        ),
        Map::new(),
    );
}

fn data_flow(flow: &Flow, ask: &Ask, members: &Membership) -> DataFlow {
    let expression = match &flow.source {
        FlowSource::Program { text, .. } => text.clone(),
        FlowSource::None | FlowSource::Broken => String::new(),
    };
    let named = Json::from(ask.members.clone());
    let changed = !members.add.is_empty() || !members.remove.is_empty();
    DataFlow {
        target: flow.target.clone(),
        expression,
        sources: vec![("members".to_owned(), named.clone())],
        result: named,
        original: Json::from(members.remove.clone()),
        modified: Json::from(members.add.clone()),
        skipped: (!changed).then(|| "nothing is to be added or removed".to_owned()),
        secret: false,
        trace: None,
    }
}
