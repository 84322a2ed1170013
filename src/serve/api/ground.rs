//! What an expression stands in: the job's schema, and one of its object mappings. Works with mappings
//! that have errors too, so that these can be mended.

use super::asked::refused;
use crate::assist::standard;
use crate::check::{Context, Target};
use crate::diag::nearest;
use crate::library::JobKind;
use crate::pipeline::Chosen;
use crate::schema::{FlowType, ObjectDefinition, ObjectMapping, Rule, Schema};
use crate::serve::{Fault, Loaded};

/// An object mapping with its surroundings; nothing of it where the job's settings fit none.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'l> {
    /// The kind of job.
    pub kind: JobKind,
    /// The definition of the source's objects.
    pub source: Option<&'l ObjectDefinition>,
    /// Rule and object mapping.
    pub mapping: Option<(&'l Rule, &'l ObjectMapping)>,
    schema: &'l Schema,
}

impl<'l> Ground<'l> {
    /// The object mapping of that name; without a name that of the job's users.
    pub fn of(loaded: &'l Loaded, name: Option<&str>) -> Result<Self, Fault> {
        let (schema, spec) = (&loaded.job.schema, &loaded.job.spec);
        let chosen = Chosen::of(schema, spec).ok();
        let mapping = match name {
            None => chosen.map(|chosen| (chosen.rule, chosen.users)),
            Some(name) => Some(named(schema, chosen, name)?),
        };
        Ok(Self {
            kind: spec.kind,
            source: mapping.and_then(|(rule, mapping)| schema.source_object(rule, mapping)),
            mapping,
            schema,
        })
    }

    /// What an expression is checked against; with a target attribute also as the source of its mapping.
    pub fn context<'c>(&'c self, target: Option<&'c str>) -> Context<'c> {
        let target = target.zip(self.mapping).map(|(name, (rule, mapping))| {
            let written = mapping.attribute(name);
            let objects = self.schema.target_object(rule, mapping);
            Target {
                name,
                definition: objects.and_then(|object| object.attribute(name)),
                directory: &rule.target_directory.value,
                matching: written.is_some_and(|written| written.is_matching()),
                creation_only: written
                    .is_some_and(|written| written.flow_type == FlowType::ObjectAddOnly),
                has_default: written.is_some_and(|written| written.default_value.is_some()),
            }
        });
        Context {
            library: standard(),
            source: self.source,
            target,
            job: Some(self.kind),
        }
    }

    /// Refuses a target attribute that no object mapping knows; where nothing is defined, all may be.
    pub fn knows(&self, target: &str) -> Result<(), Fault> {
        let defined: Vec<&ObjectDefinition> = self
            .schema
            .mappings()
            .filter_map(|(rule, mapping)| self.schema.target_object(rule, mapping))
            .collect();
        let is_mapped = |(_, one): (_, &ObjectMapping)| one.attribute(target).is_some();
        if defined.is_empty()
            || defined.iter().any(|one| one.attribute(target).is_some())
            || self.schema.mappings().any(is_mapped)
        {
            return Ok(());
        }
        let names = defined.iter().flat_map(|one| &one.attributes);
        let names = names.map(|one| one.name.value.as_str());
        let shown: String = target.chars().take(60).collect();
        let fault = refused(format!("there is no target attribute `{shown}`"));
        Err(match nearest(target, names) {
            Some(near) => fault.help(format!("did you mean `{near}`?")),
            None => fault.help("`GET /api/language` lists them as `targets`"),
        })
    }

    /// The default value of a target attribute's mapping.
    pub fn default_of(&self, target: &str) -> Option<&'l str> {
        let (_, mapping) = self.mapping?;
        let default = mapping.attribute(target)?.default_value.as_ref()?;
        Some(&default.value)
    }
}

/// The object mapping of that name: one of the job's own rule before those of others.
fn named<'l>(
    schema: &'l Schema,
    chosen: Option<Chosen<'l>>,
    name: &str,
) -> Result<(&'l Rule, &'l ObjectMapping), Fault> {
    let own = chosen.into_iter().flat_map(|chosen| {
        chosen
            .rule
            .mappings
            .iter()
            .map(move |one| (chosen.rule, one))
    });
    let mut all = own.chain(schema.mappings());
    all.find(|(_, mapping)| mapping.title() == name)
        .ok_or_else(|| {
            let titles: Vec<String> = schema.mappings().map(|(_, one)| one.title()).collect();
            let fault = refused(format!("the schema has no object mapping `{name}`"));
            match nearest(name, titles.iter().map(String::as_str)) {
                Some(near) => fault.help(format!("did you mean `{near}`?")),
                None => fault.help(format!("it has `{}`", titles.join("`, `"))),
            }
        })
}
