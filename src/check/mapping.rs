//! An object mapping as one program: its attributes as slots that all targets and the filter share.

use super::context::{Context, Target};
use super::filter::{FilterProgram, check_scope};
use super::lint::{MappingLook, Subject};
use super::lints::LINTS;
use super::lower::check;
use super::program::{Program, Slots};
use crate::diag::{Diagnostic, Edit, Fix, Problems};
use crate::library::{JobKind, Library};
use crate::schema::{
    AttributeMapping, FlowType, JsonText, ObjectDefinition, ObjectMapping, Rule, Schema,
};
use crate::syntax::{ExprKind, parse_expression};
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
    for attribute in &mapping.attributes {
        let context = Context {
            target: Some(target_of(rule, attribute, target)),
            ..context
        };
        let (source, found) = flow_source(&context, attribute, &mut slots);
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
        lint(
            library,
            schema,
            rule,
            mapping,
            source,
            target,
            &mut problems,
        );
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
) -> (FlowSource, Problems) {
    let Some(source) = &attribute.source else {
        return (FlowSource::None, Problems::new());
    };
    let Some(json) = &source.expression else {
        return (FlowSource::None, Problems::new());
    };
    let text = json.text();
    let expr = match parse_expression(text) {
        Ok(expr) => expr,
        Err(problems) => return (FlowSource::Broken, in_file(problems, json)),
    };
    let mut own = Slots::new();
    let (program, problems) = check(context, text, &expr, &mut own);
    let problems = in_file(problems, json);
    if program.is_none() {
        return (FlowSource::Broken, problems);
    }
    let reads = own.names().iter().map(|name| slots.place(name)).collect();
    // The places of the slots are those of the whole mapping, so the program is made against these.
    let (program, _) = check(context, text, &expr, slots);
    let kind = match expr.kind {
        ExprKind::Attribute(_) => MappingKind::Direct,
        ExprKind::Text(_) => MappingKind::Constant,
        _ => MappingKind::Expression,
    };
    let flow = program.map_or(FlowSource::Broken, |program| FlowSource::Program {
        kind,
        text: text.to_owned(),
        program,
        reads,
    });
    (flow, problems)
}

/// Moves what was found in a JSON string to its place in the file.
fn in_file(problems: Problems, json: &JsonText) -> Problems {
    let edit = |edit: Edit| {
        let (span, text) = json.edit_within(edit.span, &edit.text);
        Edit { span, text }
    };
    problems
        .into_iter()
        .map(|mut found| {
            let fixes = std::mem::take(&mut found.fixes);
            let found = found.map_spans(|span| json.file_span(span));
            let fixes = fixes.into_iter().map(|fix| Fix {
                edits: fix.edits.into_iter().map(edit).collect(),
                ..fix
            });
            Diagnostic {
                fixes: fixes.collect(),
                ..found
            }
        })
        .collect()
}

fn lint(
    library: &Library,
    schema: &Schema,
    rule: &Rule,
    mapping: &ObjectMapping,
    source: Option<&ObjectDefinition>,
    target: Option<&ObjectDefinition>,
    problems: &mut Problems,
) {
    for lint in LINTS {
        if let Subject::Mapping(look) = lint.subject {
            look(&mut MappingLook {
                library,
                schema,
                rule,
                mapping,
                source,
                target,
                problems,
            });
        }
    }
}
