//! An object mapping as one program: its attributes as slots that all targets and the filter share.

use super::clauses::FilterProgram;
use super::context::{Context, Target};
use super::filter::check_scope;
use super::lint::{MappingLook, Subject};
use super::lints::LINTS;
use super::lower::check;
use super::program::{Program, Slots};
use super::source::{self, Agreement};
use crate::diag::{Diagnostic, Problems};
use crate::library::{JobKind, Library};
use crate::schema::{AttributeMapping, FlowType, ObjectDefinition, ObjectMapping, Rule, Schema};
use crate::syntax::ExprKind;
use crate::text::Span;

/// A checked object mapping.
#[derive(Debug)]
pub struct Mapping {
    /// What people call it.
    pub title: String,
    /// The attributes that it reads.
    pub slots: Slots,
    /// Its attribute mappings in the order of the schema.
    pub flows: Vec<Flow>,
    /// Its scoping filter; `None` where that has errors.
    pub scope: Option<FilterProgram>,
}

/// A checked attribute mapping.
#[derive(Debug)]
pub struct Flow {
    /// The target attribute.
    pub target: String,
    /// Where its value comes from.
    pub source: FlowSource,
    /// The default value if null.
    pub default: Option<Box<str>>,
    /// When it is applied.
    pub apply: FlowType,
    /// Its matching precedence; 0 for a mapping that does not match.
    pub matching: i64,
    /// Where it is written in the schema's file.
    pub span: Span,
}

/// Where the value of an attribute mapping comes from.
#[derive(Debug)]
pub enum FlowSource {
    /// An expression, as it was written and as a program.
    Program {
        /// Direct, constant or expression.
        kind: MappingKind,
        /// The expression's text.
        text: String,
        /// What is evaluated.
        program: Program,
        /// The slots that it reads, in the order of their first use.
        reads: Vec<u32>,
    },
    /// Nothing flows; the default value fills an empty target.
    None,
    /// The expression has errors.
    Broken,
}

/// The portal's mapping types.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MappingKind {
    /// One attribute as it is.
    Direct,
    /// A text.
    Constant,
    /// Everything else.
    Expression,
}

impl MappingKind {
    /// The portal's word.
    ///
    /// ```
    /// assert_eq!(attrflow::check::MappingKind::Direct.word(), "direct");
    /// ```
    pub fn word(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Constant => "constant",
            Self::Expression => "expression",
        }
    }
}

/// Checks an object mapping of a schema. All places of the problems are places in the schema's file.
/// Attribute mappings with errors become [`FlowSource::Broken`] and do not keep the others from working.
///
/// ```
/// # use attrflow::{assist::standard, check::check_mapping, schema::Schema};
/// # let (schema, _) = Schema::read(&std::fs::read("examples/contoso/schema.json").unwrap()).unwrap();
/// # let (rule, mapping) = schema.mappings().next().unwrap();
/// let (checked, problems) = check_mapping(standard(), &schema, rule, mapping, None);
/// assert_eq!(checked.flows[0].target, "userName");
/// assert!(checked.scope.is_some() && !problems.has_errors());
/// ```
pub fn check_mapping(
    library: &Library,
    schema: &Schema,
    rule: &Rule,
    mapping: &ObjectMapping,
    job: Option<JobKind>,
) -> (Mapping, Problems) {
    let source = schema.source_object(rule, mapping);
    let target = schema.target_object(rule, mapping);
    let mut slots = Slots::new();
    let mut problems = Problems::new();
    let context = Context {
        library,
        source,
        target: None,
        job,
    };
    let (scope, found) = check_scope(&context, &mapping.scope, &mut slots);
    let place = rule.mapping_place(mapping);
    problems.append(
        found
            .into_iter()
            .map(|found| Diagnostic {
                place: Some(place.clone()),
                ..found
            })
            .collect(),
    );
    let mut flows = Vec::with_capacity(mapping.attributes.len());
    let mut agreements = Vec::with_capacity(mapping.attributes.len());
    for attribute in &mapping.attributes {
        let context = Context {
            target: Some(target_of(rule, attribute, target)),
            ..context
        };
        let (source, agreement, found) = flow_source(&context, attribute, &mut slots);
        let place = rule.attribute_place(mapping, attribute);
        problems.append(
            found
                .into_iter()
                .map(|found| Diagnostic {
                    place: Some(place.clone()),
                    ..found
                })
                .collect(),
        );
        agreements.push(agreement);
        flows.push(Flow {
            target: attribute.target.value.clone(),
            source,
            default: attribute
                .default_value
                .as_ref()
                .map(|default| default.value.as_str().into()),
            apply: attribute.flow_type,
            matching: attribute.matching_priority,
            span: attribute.span,
        });
    }
    if mapping.enabled {
        for lint in LINTS {
            if let Subject::Mapping(look) = lint.subject {
                look(&mut MappingLook {
                    library,
                    schema,
                    rule,
                    mapping,
                    source,
                    target,
                    agreements: &agreements,
                    problems: &mut problems,
                });
            }
        }
    }
    (
        Mapping {
            title: mapping.title(),
            slots,
            flows,
            scope,
        },
        problems,
    )
}

fn target_of<'c>(
    rule: &'c Rule,
    attribute: &'c AttributeMapping,
    target: Option<&'c ObjectDefinition>,
) -> Target<'c> {
    Target {
        name: &attribute.target.value,
        definition: target.and_then(|object| object.attribute(&attribute.target.value)),
        directory: &rule.target_directory.value,
        matching: attribute.is_matching(),
        creation_only: attribute.flow_type == FlowType::ObjectAddOnly,
        has_default: attribute.default_value.is_some(),
    }
}

fn flow_source(
    context: &Context<'_>,
    attribute: &AttributeMapping,
    slots: &mut Slots,
) -> (FlowSource, Agreement, Problems) {
    let read = match &attribute.source {
        None => Ok(None),
        Some(source) => source::read(source, context.library),
    };
    let reading = match read {
        Ok(Some(reading)) => reading,
        Ok(None) => return (FlowSource::None, Agreement::Full, Problems::new()),
        Err(problems) => return (FlowSource::Broken, Agreement::Full, problems),
    };
    let mut own = Slots::new();
    let (program, problems) = check(context, &reading.text, &reading.expr, &mut own);
    let problems = reading.in_file(problems);
    if program.is_none() {
        return (FlowSource::Broken, reading.agreement, problems);
    }
    let reads = own.names().iter().map(|name| slots.place(name)).collect();
    // The places of the slots are those of the whole mapping, so the program is made against these.
    let (program, _) = check(context, &reading.text, &reading.expr, slots);
    let kind = match reading.expr.kind {
        ExprKind::Attribute(_) => MappingKind::Direct,
        ExprKind::Text(_) => MappingKind::Constant,
        _ => MappingKind::Expression,
    };
    let text = reading.text.into_owned();
    let flow = program.map_or(FlowSource::Broken, |program| FlowSource::Program {
        kind,
        text,
        program,
        reads,
    });
    (flow, reading.agreement, problems)
}
