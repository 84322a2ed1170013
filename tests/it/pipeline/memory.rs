//! Ports in memory: a small directory that behaves as targets do, and counts what is done to it.

use attrflow::eval::find;
use attrflow::pipeline::*;
use serde_json::{Map, Value as Json, json};
use std::ops::ControlFlow;

/// Source objects.
#[derive(Clone, Default)]
pub struct Source {
    pub objects: Vec<SourceObject>,
}

impl Source {
    pub fn user(&mut self, id: &str) -> &mut Map<String, Json> {
        let found = self.objects.iter_mut().find(|object| object.id == id);
        &mut found.unwrap().attributes
    }
}

impl SourceDirectory for Source {
    fn find(&mut self, object: &str, key: &str) -> Result<Option<SourceObject>, PortError> {
        let names = [
            "userPrincipalName",
            "distinguishedName",
            "WorkerID",
            "WID",
            "personIdExternal",
            "mail",
        ];
        let named = |found: &SourceObject| {
            found.id == key
                || names
                    .iter()
                    .any(|name| found.attributes.get(*name) == Some(&json!(key)))
        };
        let mut found = self.objects.iter().filter(|found| found.object == object);
        Ok(found.find(|found| named(found)).cloned())
    }

    fn search(&mut self, _: &str, _: usize) -> Result<Vec<SourceObject>, PortError> {
        Ok(Vec::new())
    }

    fn each(
        &mut self,
        _: &str,
        visit: &mut dyn FnMut(SourceObject) -> ControlFlow<()>,
    ) -> Result<(), PortError> {
        let _ = self
            .objects
            .iter()
            .try_for_each(|found| visit(found.clone()));
        Ok(())
    }
}

/// The target: flat maps by the names of the schema.
#[derive(Clone, Default, Debug, PartialEq)]
pub struct Target {
    pub objects: Vec<(String, TargetObject)>,
    /// Attributes that no two objects share.
    pub unique: Vec<String>,
    pub next: usize,
    /// How often it was written to.
    pub writes: usize,
    /// What was asked, in order.
    pub asked: Vec<String>,
    /// The next call of that name fails.
    pub fails: Option<(&'static str, PortError)>,
}

impl Target {
    pub fn put(&mut self, object: &str, id: &str, attributes: Json) {
        let resource = attributes.as_object().unwrap().clone();
        let target = TargetObject {
            id: id.into(),
            resource,
        };
        self.objects.push((object.into(), target));
    }

    pub fn of(&self, id: &str) -> &Map<String, Json> {
        let found = self.objects.iter().find(|(_, object)| object.id == id);
        &found
            .unwrap_or_else(|| panic!("no {id} in {self:#?}"))
            .1
            .resource
    }

    fn call(&mut self, name: &'static str, what: String) -> Result<(), PortError> {
        self.asked.push(format!("{name} {what}"));
        match self.fails.take_if(|(call, _)| *call == name) {
            Some((_, error)) => Err(error),
            None => Ok(()),
        }
    }

    fn requests(change: &Change) -> Vec<Request> {
        let path = |id: Option<&str>| match id {
            Some(id) => Request::path_of(&format!("/{}", change.object), id),
            None => format!("/{}", change.object),
        };
        let id = change.id.as_deref();
        let body = |changes: &[AttributeChange]| -> Json {
            let members = changes
                .iter()
                .map(|change| (change.target.clone(), change.new.clone()));
            Json::Object(members.collect())
        };
        let secrets = |changes: &[AttributeChange]| -> Vec<String> {
            let secret = changes.iter().filter(|change| change.secret);
            secret.map(|change| format!("/{}", change.target)).collect()
        };
        let mut requests = Vec::new();
        let mut request = |method: &str, path: String, body: Option<Json>, secrets| {
            requests.push(Request {
                method: method.into(),
                path,
                body,
                secrets,
            });
        };
        match change.deed {
            Deed::Delete => request("DELETE", path(id), None, Vec::new()),
            Deed::Create => request(
                "POST",
                path(None),
                Some(body(&change.attributes)),
                secrets(&change.attributes),
            ),
            _ if change.attributes.is_empty() => {}
            _ => request(
                "PATCH",
                path(id),
                Some(body(&change.attributes)),
                secrets(&change.attributes),
            ),
        }
        let later = id.unwrap_or("{id}");
        for reference in &change.references {
            request(
                "PATCH",
                path(Some(later)),
                Some(body(std::slice::from_ref(reference))),
                Vec::new(),
            );
        }
        if change.members != Membership::default() {
            request(
                "PATCH",
                path(Some(later)),
                Some(json!({"add": change.members.add, "remove": change.members.remove})),
                Vec::new(),
            );
        }
        requests
    }
}

impl TargetReader for Target {
    fn test(&mut self, object: &str, attribute: &str) -> Result<(), PortError> {
        self.call("test", format!("{object} {attribute}"))
    }

    fn find(
        &mut self,
        object: &str,
        attribute: &str,
        value: &str,
    ) -> Result<Vec<TargetObject>, PortError> {
        self.call("find", format!("{attribute} {value}"))?;
        let holds = |found: &TargetObject| {
            find(&found.resource, attribute)
                .and_then(Json::as_str)
                .is_some_and(|text| text.eq_ignore_ascii_case(value))
        };
        let hits = self
            .objects
            .iter()
            .filter(|(kind, found)| kind == object && holds(found));
        Ok(hits.map(|(_, found)| found.clone()).collect())
    }

    fn get(&mut self, which: ObjectRef<'_>) -> Result<Option<TargetObject>, PortError> {
        self.call("get", which.id.into())?;
        Ok(self
            .objects
            .iter()
            .find(|(_, found)| found.id == which.id)
            .map(|(_, found)| found.clone()))
    }

    fn refers(
        &mut self,
        which: ObjectRef<'_>,
        attribute: &str,
        value: &str,
    ) -> Result<bool, PortError> {
        self.call("refers", format!("{attribute} {value}"))?;
        let found = self.objects.iter().find(|(_, found)| found.id == which.id);
        Ok(
            match found.and_then(|(_, found)| found.resource.get(attribute)) {
                Some(Json::Array(items)) => items.contains(&json!(value)),
                Some(single) => single == value,
                None => false,
            },
        )
    }

    fn each(
        &mut self,
        object: &str,
        visit: &mut dyn FnMut(TargetObject) -> ControlFlow<()>,
    ) -> Result<(), PortError> {
        let mut own = self.objects.iter().filter(|(kind, _)| kind == object);
        let _ = own.try_for_each(|(_, found)| visit(found.clone()));
        Ok(())
    }

    fn announce(&self, change: &Change) -> Vec<Request> {
        Self::requests(change)
    }
}

impl TargetDirectory for Target {
    fn export(&mut self, change: &Change) -> Result<Export, PortError> {
        self.call("export", change.object.clone())?;
        for new in &change.attributes {
            let taken = |(_, other): &(String, TargetObject)| {
                Some(&other.id) != change.id.as_ref()
                    && other.resource.get(&new.target) == Some(&new.new)
            };
            if self.unique.contains(&new.target) && self.objects.iter().any(taken) {
                let message = format!("`{}` exists already", new.target);
                return Err(PortError::new(PortErrorKind::Conflict, message));
            }
        }
        let sent = Self::requests(change);
        self.writes += sent.len();
        let id = change.id.clone().unwrap_or_else(|| {
            self.next += 1;
            format!("t{}", self.next)
        });
        if change.deed == Deed::Delete {
            self.objects.retain(|(_, object)| object.id != id);
            return Ok(Export {
                id,
                sent,
                warnings: Vec::new(),
            });
        }
        if change.deed == Deed::Create {
            self.put(&change.object, &id, json!({}));
        }
        let resource = &mut self
            .objects
            .iter_mut()
            .find(|(_, object)| object.id == id)
            .unwrap()
            .1
            .resource;
        for new in change.attributes.iter().chain(&change.references) {
            match (&new.new, new.replaces, resource.get(&new.target).cloned()) {
                (Json::Null, _, _) => {
                    resource.remove(&new.target);
                }
                (Json::Array(items), false, Some(Json::Array(mut all))) => {
                    let more: Vec<Json> = items
                        .iter()
                        .filter(|item| !all.contains(item))
                        .cloned()
                        .collect();
                    all.extend(more);
                    resource.insert(new.target.clone(), all.into());
                }
                (value, _, _) => {
                    resource.insert(new.target.clone(), value.clone());
                }
            }
        }
        let members = resource
            .entry("members")
            .or_insert(json!([]))
            .as_array_mut()
            .unwrap();
        members.retain(|member| {
            !change
                .members
                .remove
                .contains(&member.as_str().unwrap().to_owned())
        });
        members.extend(change.members.add.iter().map(|id| json!(id)));
        if members.is_empty() {
            resource.remove("members");
        }
        let sent = sent
            .into_iter()
            .map(|request| Request {
                path: request.path.replace("%7Bid%7D", &id),
                ..request
            })
            .collect();
        Ok(Export {
            id,
            sent,
            warnings: Vec::new(),
        })
    }

    fn reader(&mut self) -> &mut dyn TargetReader {
        self
    }
}

/// Links and log.
#[derive(Clone, Default, Debug, PartialEq)]
pub struct Store {
    pub links: Vec<Link>,
    pub begun: Vec<(String, Change)>,
    pub log: Vec<Run>,
}

impl LinksReader for Store {
    fn link(&self, source_object: &str, source: &str) -> Result<Option<Link>, PortError> {
        let mut links = self.links.iter();
        Ok(links
            .find(|link| link.source_object == source_object && link.source == source)
            .cloned())
    }

    fn unfinished(&self, _: &str, source: &str) -> Result<Option<Change>, PortError> {
        Ok(self
            .begun
            .iter()
            .find(|(id, _)| id == source)
            .map(|(_, change)| change.clone()))
    }

    fn links_to(&self, _: &str, target: &str) -> Result<Vec<Link>, PortError> {
        Ok(self
            .links
            .iter()
            .filter(|link| link.target == target)
            .cloned()
            .collect())
    }

    fn each(
        &self,
        source_object: &str,
        visit: &mut dyn FnMut(Link) -> ControlFlow<()>,
    ) -> Result<(), PortError> {
        let mut own = self
            .links
            .iter()
            .filter(|link| link.source_object == source_object);
        let _ = own.try_for_each(|link| visit(link.clone()));
        Ok(())
    }
}

impl Links for Store {
    fn begin(&mut self, _: &str, source: &str, change: &Change) -> Result<(), PortError> {
        self.begun.push((source.into(), change.redacted()));
        Ok(())
    }

    fn end(
        &mut self,
        source_object: &str,
        source: &str,
        link: Option<&Link>,
        log: &LogEntry,
    ) -> Result<(), PortError> {
        self.begun.retain(|(id, _)| id != source);
        self.links
            .retain(|link| !(link.source_object == source_object && link.source == source));
        self.links.extend(link.cloned());
        self.log.insert(0, log.run.clone());
        Ok(())
    }

    fn reader(&self) -> &dyn LinksReader {
        self
    }
}
