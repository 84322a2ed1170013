//! An object of the source, as somebody asked for it by its key.

use super::asked::refused;
use super::trace::HIDDEN;
use crate::connectors::ports::source;
use crate::connectors::world::World;
use crate::pipeline::{Look, Pipeline};
use crate::schema::ObjectMapping;
use crate::serve::{Fault, Loaded};
use serde_json::{Map, Value as Json};

/// An object of the source.
#[derive(Debug)]
pub struct Seen {
    /// Its anchor.
    pub id: String,
    /// Its object name in the schema.
    pub object: String,
    /// What the pipeline sees of it.
    pub look: Look,
}

impl Seen {
    /// The object with that key.
    pub fn of(
        loaded: &Loaded,
        pipeline: &Pipeline<'_>,
        key: &str,
        group: bool,
    ) -> Result<Self, Fault> {
        let object = object(pipeline, group)?;
        if key.trim().is_empty() {
            return Err(refused("the key is empty")
                .help("search by a part of the name, and send the `key` that is found"));
        }
        let found = source(&loaded.job)?.find(object, key)?.ok_or_else(|| {
            let from = &loaded.job.spec.source_name;
            Fault::new(
                404,
                "itemNotFound",
                format!("no {object} `{key}` was found in {from}"),
            )
            .help("search by a part of the name")
        })?;
        let (id, object) = (found.id.clone(), found.object.clone());
        Ok(Self {
            id,
            object,
            look: pipeline.look(found, group, &World::new(None, None)),
        })
    }

    /// The attributes as expressions read them, secrets included: for evaluation only.
    /// `mapping` is the one that they are meant for, and says whether the key is a group's.
    pub fn attributes_of(
        loaded: &Loaded,
        key: &str,
        mapping: Option<&ObjectMapping>,
    ) -> Result<Map<String, Json>, Fault> {
        let pipeline = loaded.pipeline()?;
        let users = &pipeline.users.mapping.source_object.value;
        let group = mapping.is_some_and(|mapping| mapping.source_object.value != *users);
        Ok(Self::of(loaded, &pipeline, key, group)?.look.attributes)
    }

    /// The attributes as they may be shown.
    pub fn shown(&self, pipeline: &Pipeline<'_>, group: bool) -> Map<String, Json> {
        let objects = pipeline.groups.as_ref().filter(|_| group);
        let secrets = objects.unwrap_or(&pipeline.users).secret_attributes();
        let mut shown = self.look.attributes.clone();
        for name in secrets {
            // A path lies inside an attribute, which is hidden as a whole.
            let top = name.split('.').next().unwrap_or(name);
            for name in [name, top] {
                if let Some(value) = shown.get_mut(name).filter(|value| !value.is_null()) {
                    *value = Json::from(HIDDEN);
                }
            }
        }
        shown
    }
}

/// The source's name for such objects.
pub fn object<'p>(pipeline: &'p Pipeline<'_>, group: bool) -> Result<&'p str, Fault> {
    if !group {
        return Ok(&pipeline.users.mapping.source_object.value);
    }
    match &pipeline.groups {
        Some(groups) => Ok(&groups.mapping.source_object.value),
        None => Err(no_groups()),
    }
}

/// The job has no groups.
pub fn no_groups() -> Fault {
    Fault::new(404, "itemNotFound", "this job provisions no groups")
        .help("enable an object mapping for groups, where the kind of job provisions them")
}
