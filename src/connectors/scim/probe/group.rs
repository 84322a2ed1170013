//! What is asked about groups.

use super::super::create::MICROSOFT_GROUP;
use super::super::quirks::{GroupSchemas, MemberRemoval, Membership};
use super::{CORE, Session};
use crate::pipeline::{ObjectRef, PortError, TargetReader};
use serde_json::{Value as Json, json};

impl Session<'_> {
    pub(super) fn group(&mut self, name: &str, user: &str) -> Result<(), PortError> {
        let Some(group) = self.new_group(name)? else {
            return Ok(());
        };
        let added = self.patch(
            "Group",
            &group,
            json!([
            {"op": "Add", "path": "members", "value": [{"$ref": null, "value": user}]}]),
        )?;
        if added.status / 100 != 2 || !self.is_member(&group, user)? {
            self.found("adding a member", "does not work", false);
            return Ok(());
        }
        self.membership(&group, user);
        self.exclusion(name)?;
        self.removal(&group, user)
    }

    fn new_group(&mut self, name: &str) -> Result<Option<String>, PortError> {
        let core = format!("{CORE}Group");
        let forms = [
            (
                GroupSchemas::Microsoft,
                json!([core, MICROSOFT_GROUP]),
                "takes Microsoft's schema",
            ),
            (
                GroupSchemas::Core,
                json!([core]),
                "wants the core schema only",
            ),
        ];
        for (form, schemas, words) in forms {
            match self.make("Group", json!({"schemas": schemas, "displayName": name})) {
                Ok(group) => {
                    self.probe.quirks.group_schemas = Some(form);
                    self.found("new groups", words, form == GroupSchemas::Microsoft);
                    return Ok(Some(group));
                }
                Err(error) if error.status.is_some() => {}
                Err(error) => return Err(error),
            }
        }
        self.found("new groups", "cannot be created", false);
        Ok(None)
    }

    fn membership(&mut self, group: &str, user: &str) {
        let forms = [
            (
                Membership::Members,
                "members eq",
                "`members eq` finds members",
            ),
            (
                Membership::MembersValue,
                "members.value eq",
                "`members.value eq` finds members, `members eq` does not",
            ),
        ];
        for (form, condition, words) in forms {
            let filter = format!(
                "id eq {} and {condition} {}",
                Json::from(group),
                Json::from(user)
            );
            let found = self.target.reader.filtered("Group", filter, true);
            if found.is_ok_and(|found| found.iter().any(|one| one.id == group)) {
                self.probe.quirks.membership = Some(form);
                self.found("asking for a member", words, form == Membership::Members);
                return;
            }
        }
        self.probe.quirks.membership = Some(Membership::Read);
        self.found(
            "asking for a member",
            "no filter finds members; the group is read",
            false,
        );
    }

    fn exclusion(&mut self, name: &str) -> Result<(), PortError> {
        let found = self.target.find("Group", "displayName", name)?;
        let given = found
            .iter()
            .any(|group| group.resource.contains_key("members"));
        let words = if given {
            "is ignored, which makes Entra fail"
        } else {
            "leaves members out"
        };
        self.found("`excludedAttributes=members`", words, !given);
        Ok(())
    }

    fn removal(&mut self, group: &str, user: &str) -> Result<(), PortError> {
        let forms = [
            (
                MemberRemoval::List,
                json!({"op": "Remove", "path": "members", "value": [{"$ref": null, "value": user}]}),
                "takes a list of values",
            ),
            (
                MemberRemoval::Filter,
                json!({"op": "remove", "path": format!("members[value eq {}]", Json::from(user))}),
                "wants `members[value eq …]`",
            ),
        ];
        for (form, step, words) in forms {
            let answer = self.patch("Group", group, json!([step]))?;
            if answer.status / 100 == 2 && !self.is_member(group, user)? {
                self.probe.quirks.member_removal = Some(form);
                self.found("removing a member", words, form == MemberRemoval::List);
                return Ok(());
            }
        }
        self.found("removing a member", "does not work", false);
        Ok(())
    }

    fn is_member(&mut self, group: &str, user: &str) -> Result<bool, PortError> {
        let which = ObjectRef {
            object: "Group",
            id: group,
        };
        let read = self.target.reader.read(which, true)?;
        let members = read
            .as_ref()
            .and_then(|group| group.resource.get("members"));
        Ok(members.and_then(Json::as_array).is_some_and(|members| {
            members
                .iter()
                .any(|member| member.get("value").is_some_and(|id| id == user))
        }))
    }
}
