//! From a schema and a job to a pipeline: which object mappings run, and whether they can.

use super::job::JobSpec;
use super::variant;
use crate::check::{Mapping, check_mapping};
use crate::diag::{Problems, nearest};
use crate::library::{JobKind, Library};
use crate::schema::{Located, ObjectDefinition, ObjectMapping, Rule, Schema};
use crate::text::Span;

/// What the checker calls an expression whose text and parse tree disagree.
pub const TREE_AND_TEXT: &str = "tree-text-disagree";

/// A job, ready to provision.
#[derive(Debug)]
pub struct Pipeline<'p> {
    /// The job.
    pub spec: &'p JobSpec,
    /// The schema.
    pub schema: &'p Schema,
    /// The synchronization rule that runs.
    pub rule: &'p Rule,
    /// How users are mapped.
    pub users: Objects<'p>,
    /// How groups are mapped, where the rule has an enabled object mapping for them.
    pub groups: Option<Objects<'p>>,
    /// How many expressions have a text that disagrees with their parse tree, which counts.
    pub disagreeing: usize,
}

/// An object mapping that runs.
#[derive(Debug)]
pub struct Objects<'p> {
    /// As the schema has it.
    pub mapping: &'p ObjectMapping,
    /// As it is evaluated; its flows are in the order of the schema's attribute mappings.
    pub program: Mapping,
    /// The definition of the source's objects.
    pub source: Option<&'p ObjectDefinition>,
    /// The definition of the target's objects.
    pub target: Option<&'p ObjectDefinition>,
}

/// The object mappings that a job runs, as the schema has them: nobody has checked them.
#[derive(Clone, Copy, Debug)]
pub struct Chosen<'p> {
    /// The synchronization rule.
    pub rule: &'p Rule,
    /// How users are mapped.
    pub users: &'p ObjectMapping,
    /// How groups are mapped, where the rule has an enabled object mapping for them and the kind of job
    /// provisions groups.
    pub groups: Option<&'p ObjectMapping>,
}

/// Why a job cannot run.
#[derive(Clone, PartialEq, Debug)]
pub enum Unfit {
    /// The job's settings do not fit the schema.
    Job {
        /// Which key of the job file: `rule`, `mapping` or `group-mapping`.
        key: &'static str,
        /// What is wrong.
        message: String,
        /// What to write.
        help: Option<String>,
    },
    /// The schema cannot be used by this kind of job.
    Schema {
        /// Where in the schema's file.
        span: Span,
        /// What is wrong.
        message: String,
        /// What to write.
        help: Option<String>,
    },
    /// The object mappings have errors, at their places in the schema's file.
    Mapping(Problems),
}

impl<'p> Chosen<'p> {
    /// Chooses the rule and the object mappings of a job.
    ///
    /// # Errors
    /// The job names what the schema does not have, or several fit.
    ///
    /// ```
    /// use attrflow::{library::JobKind, pipeline::{Chosen, JobSpec}, schema::Schema};
    /// let file = std::fs::read("examples/contoso/schema.json").unwrap();
    /// let (schema, _) = Schema::read(&file).unwrap();
    /// let spec = JobSpec::new(JobKind::App, "Microsoft Entra ID", "Desk");
    /// assert_eq!(Chosen::of(&schema, &spec).unwrap().users.title(), "Provision Microsoft Entra ID Users");
    /// ```
    pub fn of(schema: &'p Schema, spec: &JobSpec) -> Result<Self, Unfit> {
        let (rule, users) = chosen(schema, spec)?;
        let groups = of_groups(rule, spec)?.filter(|_| variant::takes_groups(spec.kind));
        Ok(Self {
            rule,
            users,
            groups,
        })
    }
}

impl<'p> Pipeline<'p> {
    /// Makes a job ready: chooses its rule and object mappings and checks these. The problems that
    /// come with it keep nothing from running.
    ///
    /// # Errors
    /// The job names what the schema does not have, or the object mappings have errors.
    ///
    /// ```
    /// use attrflow::{assist::standard, library::JobKind, schema::Schema};
    /// use attrflow::pipeline::{JobSpec, Pipeline};
    /// let file = br#"{"synchronizationRules": [{"name": "Users", "sourceDirectoryName": "a",
    ///   "targetDirectoryName": "b", "objectMappings": [{"enabled": true, "sourceObjectName": "User",
    ///   "targetObjectName": "User", "attributeMappings": [{"targetAttributeName": "userName",
    ///   "matchingPriority": 1, "source": {"expression": "[mail]"}}]}]}], "directories": []}"#;
    /// let (schema, _) = Schema::read(file).unwrap();
    /// let spec = JobSpec::new(JobKind::App, "Microsoft Entra ID", "Desk");
    /// let (pipeline, _) = Pipeline::build(standard(), &schema, &spec).unwrap();
    /// assert_eq!(pipeline.users.mapping.title(), "User → User");
    /// ```
    pub fn build(
        library: &Library,
        schema: &'p Schema,
        spec: &'p JobSpec,
    ) -> Result<(Self, Problems), Unfit> {
        match Self::draft(library, schema, spec)? {
            (_, problems) if problems.has_errors() => Err(Unfit::Mapping(problems)),
            ready => Ok(ready),
        }
    }

    /// The same, also where the object mappings have errors: to be looked at, not to be run.
    ///
    /// # Errors
    /// The job names what the schema does not have.
    pub fn draft(
        library: &Library,
        schema: &'p Schema,
        spec: &'p JobSpec,
    ) -> Result<(Self, Problems), Unfit> {
        let Chosen {
            rule,
            users,
            groups,
        } = Chosen::of(schema, spec)?;
        variant::fits(spec.kind, users)?;
        let mut problems = Problems::new();
        let mut ready = |mapping: &'p ObjectMapping| {
            let (program, found) = check_mapping(library, schema, rule, mapping, Some(spec.kind));
            problems.append(found);
            Objects {
                mapping,
                program,
                source: schema.source_object(rule, mapping),
                target: schema.target_object(rule, mapping),
            }
        };
        let users = ready(users);
        let groups = groups.map(&mut ready);
        let disagreeing = problems.iter();
        let disagreeing = disagreeing.filter(|found| found.code.slug == TREE_AND_TEXT);
        let disagreeing = disagreeing.count();
        let pipeline = Self {
            spec,
            schema,
            rule,
            users,
            groups,
            disagreeing,
        };
        Ok((pipeline, problems))
    }
}

impl JobSpec {
    /// A job in which everybody is in scope and everything is allowed.
    pub fn new(
        kind: JobKind,
        source_name: impl Into<String>,
        target_name: impl Into<String>,
    ) -> Self {
        Self {
            kind,
            rule: None,
            mapping: None,
            group_mapping: None,
            source_name: source_name.into(),
            target_name: target_name.into(),
            assignments: super::Assignments::All,
            skip_out_of_scope_deletions: false,
            parameters: std::collections::BTreeMap::new(),
            default_domain: None,
            actions: super::Actions::default(),
            thresholds: super::Thresholds::default(),
        }
    }
}

/// The object mapping for groups: the one that the job names, else the one that is enabled.
fn of_groups<'p>(rule: &'p Rule, spec: &JobSpec) -> Result<Option<&'p ObjectMapping>, Unfit> {
    let Some(wanted) = &spec.group_mapping else {
        let mut mappings = rule.mappings.iter();
        return Ok(mappings.find(|mapping| mapping.enabled && is_group(mapping)));
    };
    let fits = |mapping: &&ObjectMapping| called(mapping, wanted);
    rule.mappings.iter().find(fits).map(Some).ok_or_else(|| {
        let titles: Vec<String> = rule.mappings.iter().map(ObjectMapping::title).collect();
        Unfit::Job {
            key: "group-mapping",
            message: format!("the rule has no object mapping `{wanted}`"),
            help: instead(wanted, titles.iter().map(String::as_str)),
        }
    })
}

/// Whether a job may call an object mapping so.
fn called(mapping: &ObjectMapping, name: &str) -> bool {
    mapping.title() == name
        || mapping.source_object.value == name
        || mapping.target_object.value == name
}

fn is_group(mapping: &ObjectMapping) -> bool {
    mapping.source_object.value.eq_ignore_ascii_case("group")
}

/// The rule and the object mapping for users: those that the job names, else the only ones that fit.
fn chosen<'p>(schema: &'p Schema, spec: &JobSpec) -> Result<(&'p Rule, &'p ObjectMapping), Unfit> {
    let unfit = |key, message: String, help| Unfit::Job { key, message, help };
    if let Some(wanted) = &spec.rule
        && schema.rule(wanted).is_none()
    {
        let names = schema.rules.iter().filter_map(|rule| named(&rule.name));
        return Err(unfit(
            "rule",
            format!("the schema has no rule `{wanted}`"),
            instead(wanted, names),
        ));
    }
    let rules: Vec<&Rule> = match &spec.rule {
        Some(wanted) => schema.rule(wanted).into_iter().collect(),
        None => schema.rules.iter().collect(),
    };
    let all = || {
        rules
            .iter()
            .flat_map(|rule| rule.mappings.iter().map(move |mapping| (*rule, mapping)))
    };
    if let Some(wanted) = &spec.mapping {
        let fitting: Vec<_> = all()
            .filter(|(_, mapping)| called(mapping, wanted))
            .collect();
        let enabled = fitting.iter().find(|(_, mapping)| mapping.enabled);
        return match (enabled, fitting.first()) {
            (Some(found), _) => Ok(*found),
            (None, Some(_)) => Err(unfit(
                "mapping",
                format!("the object mapping `{wanted}` is disabled"),
                Some("set its `enabled` to true in the schema, or choose another".to_owned()),
            )),
            (None, None) => {
                let titles: Vec<String> = all().map(|(_, mapping)| mapping.title()).collect();
                Err(unfit(
                    "mapping",
                    format!("the schema has no object mapping `{wanted}`"),
                    instead(wanted, titles.iter().map(String::as_str)),
                ))
            }
        };
    }
    let mut fitting: Vec<_> = all()
        .filter(|(_, mapping)| mapping.enabled && !is_group(mapping) && flows(mapping))
        .collect();
    let of_people: Vec<_> = fitting
        .iter()
        .filter(|(_, mapping)| variant::is_person(&mapping.source_object.value))
        .copied()
        .collect();
    if !of_people.is_empty() {
        fitting = of_people;
    }
    match fitting.as_slice() {
        [only] => Ok(*only),
        [] => Err(unfit(
            "mapping",
            "the schema has no enabled object mapping for users".to_owned(),
            Some("enable one in the schema, or name another with `mapping`".to_owned()),
        )),
        several => {
            let several_rules = several.iter().any(|(rule, _)| {
                several
                    .first()
                    .is_some_and(|(first, _)| !std::ptr::eq(*first, *rule))
            });
            let names: Vec<String> = several
                .iter()
                .map(|(rule, mapping)| match named(&rule.name) {
                    Some(rule) if several_rules => {
                        format!("`{}` of rule `{rule}`", mapping.title())
                    }
                    _ => format!("`{}`", mapping.title()),
                })
                .collect();
            Err(unfit(
                if several_rules { "rule" } else { "mapping" },
                "several object mappings fit".to_owned(),
                Some(format!("choose one of {}", names.join(", "))),
            ))
        }
    }
}

fn flows(mapping: &ObjectMapping) -> bool {
    mapping
        .attributes
        .iter()
        .any(|attribute| attribute.source.is_some())
}

fn named(name: &Option<Located<String>>) -> Option<&str> {
    name.as_ref().map(|name| name.value.as_str())
}

fn instead<'n>(wanted: &str, names: impl Iterator<Item = &'n str>) -> Option<String> {
    let names: Vec<&str> = names.collect();
    match nearest(wanted, names.iter().copied()) {
        Some(near) => Some(format!("did you mean `{near}`?")),
        None if names.is_empty() => None,
        None => Some(format!("it has `{}`", names.join("`, `"))),
    }
}
