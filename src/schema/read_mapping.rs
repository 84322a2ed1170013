//! Reads object mappings, attribute mappings, their sources and scoping filters.

use jsonc_parser::ast::{Object, Value};

use super::reader::Reader;
use super::{
    AttributeMapping, FilterClause, FilterGroup, FlowBehavior, FlowType, FlowTypes, Located,
    ObjectMapping, Scope, Source, SourceKind, TreeNode,
};

const FLOW_TYPES: &[(&str, FlowType)] = &[
    ("Always", FlowType::Always),
    ("ObjectAddOnly", FlowType::ObjectAddOnly),
    ("MultiValueAddOnly", FlowType::MultiValueAddOnly),
    ("ValueAddOnly", FlowType::ValueAddOnly),
    ("AttributeAddOnly", FlowType::AttributeAddOnly),
];

const FLOW_BEHAVIORS: &[(&str, FlowBehavior)] = &[
    ("FlowWhenChanged", FlowBehavior::FlowWhenChanged),
    ("FlowAlways", FlowBehavior::FlowAlways),
];

const SOURCE_KINDS: &[(&str, SourceKind)] = &[
    ("Function", SourceKind::Function),
    ("Attribute", SourceKind::Attribute),
    ("Constant", SourceKind::Constant),
];

#[derive(Clone, Copy)]
enum Flow {
    None,
    Add,
    Update,
    Delete,
}

const OBJECT_FLOWS: &[(&str, Flow)] = &[
    ("None", Flow::None),
    ("Add", Flow::Add),
    ("Update", Flow::Update),
    ("Delete", Flow::Delete),
];

impl<'a> Reader<'a> {
    pub fn object_mapping(&mut self, object: &Object<'a>) -> ObjectMapping {
        let mut mapping = ObjectMapping {
            name: self.text(object, "name"),
            enabled: true,
            source_object: self.object_name(object, "sourceObjectName"),
            target_object: self.object_name(object, "targetObjectName"),
            flow_types: FlowTypes::default(),
            scope: Scope::default(),
            attributes: Vec::new(),
            metadata: Vec::new(),
            span: self.span(object),
        };
        self.place.mapping = Some(mapping.title());
        mapping.enabled = self.flag(object, "enabled", true);
        mapping.flow_types = self.flow_types(object);
        mapping.scope = self.scope(object);
        mapping.metadata = self.pairs(object, "metadata");
        let attributes = self.objects(object, "attributeMappings");
        mapping.attributes = attributes
            .into_iter()
            .filter_map(|entry| self.attribute_mapping(entry))
            .collect();
        self.place.mapping = None;
        mapping
    }

    /// Empty names are Entra's own, in internal mappings.
    fn object_name(&mut self, object: &Object<'a>, member: &str) -> Located<String> {
        self.text(object, member)
            .unwrap_or_else(|| Located::new(String::new(), self.span(object)))
    }

    fn flow_types(&mut self, object: &Object<'a>) -> FlowTypes {
        let Some(written) = self.json_text(object, "flowTypes") else {
            return FlowTypes::default();
        };
        let mut types = FlowTypes {
            add: false,
            update: false,
            delete: false,
            span: Some(written.span()),
        };
        let mut at = 0;
        for piece in written.text().split(',') {
            let blanks = piece.len() - piece.trim_start().len();
            let word = piece.trim();
            let span = crate::text::Span::new(at + blanks, at + blanks + word.len());
            at += piece.len() + 1;
            match self.choose(word, written.file_span(span), "flowTypes", OBJECT_FLOWS) {
                Some(Flow::Add) => types.add = true,
                Some(Flow::Update) => types.update = true,
                Some(Flow::Delete) => types.delete = true,
                Some(Flow::None) | None => {}
            }
        }
        types
    }

    fn attribute_mapping(&mut self, object: &Object<'a>) -> Option<AttributeMapping> {
        let target = self.needed(object, "attribute mapping", "targetAttributeName")?;
        self.place.target = Some(target.value.clone());
        let flow_type = match self.member(object, "flowType") {
            None => FlowType::default(),
            Some(_) => self
                .word(object, "flowType", FLOW_TYPES)
                .unwrap_or(FlowType::Unknown),
        };
        let flow_behavior = match self.member(object, "flowBehavior") {
            None => FlowBehavior::default(),
            Some(_) => self
                .word(object, "flowBehavior", FLOW_BEHAVIORS)
                .unwrap_or(FlowBehavior::Unknown),
        };
        let source = self
            .member(object, "source")
            .and_then(|value| self.object(value, "source"))
            .map(|source| self.source(source));
        let mapping = AttributeMapping {
            target,
            source,
            source_span: self.written(object, "source").map(|value| self.span(value)),
            default_value: self.text(object, "defaultValue"),
            flow_type,
            flow_behavior,
            matching_priority: self.integer(object, "matchingPriority"),
            export_missing_references: self.flag(object, "exportMissingReferences", false),
            span: self.span(object),
        };
        self.place.target = None;
        Some(mapping)
    }

    fn source(&mut self, object: &Object<'a>) -> Source {
        let node = self.node(object);
        let text_only = node.kind != SourceKind::Attribute
            && node.kind != SourceKind::Constant
            && node.parameters.is_empty()
            && node.expression.is_some();
        Source {
            expression: node.expression.clone(),
            name: node.name.clone(),
            kind: node.kind,
            span: node.span,
            tree: (!text_only && node.name.is_some()).then_some(node),
        }
    }

    fn node(&mut self, object: &Object<'a>) -> TreeNode {
        let kind = match self.member(object, "type") {
            None => SourceKind::Unknown,
            Some(_) => self
                .word(object, "type", SOURCE_KINDS)
                .unwrap_or(SourceKind::Unknown),
        };
        let entries = self.objects(object, "parameters");
        TreeNode {
            expression: self.json_text(object, "expression"),
            name: self.text(object, "name"),
            kind,
            parameters: entries
                .into_iter()
                .filter_map(|entry| self.parameter(entry))
                .collect(),
            span: self.span(object),
        }
    }

    fn parameter(&mut self, object: &Object<'a>) -> Option<(Located<String>, TreeNode)> {
        let key = self.needed(object, "parameter", "key")?;
        let Some(value) = self.member(object, "value") else {
            self.lacking(object, "parameter", "value");
            return None;
        };
        let value = self.object(value, "value")?;
        Some((key, self.node(value)))
    }

    fn scope(&mut self, object: &Object<'a>) -> Scope {
        let span = self.written(object, "scope").map(|value| self.span(value));
        let scope = self
            .member(object, "scope")
            .and_then(|value| self.object(value, "scope"));
        let Some(scope) = scope else {
            return Scope {
                span,
                ..Scope::default()
            };
        };
        Scope {
            groups: self.groups(scope, "groups"),
            input_filter_groups: self.groups(scope, "inputFilterGroups"),
            category_filter_groups: self.groups(scope, "categoryFilterGroups"),
            span,
        }
    }

    fn groups(&mut self, scope: &Object<'a>, member: &str) -> Vec<FilterGroup> {
        let groups = self.objects(scope, member);
        groups
            .into_iter()
            .map(|object| {
                let name = self.text(object, "name");
                self.place.filter = Some(
                    name.as_ref()
                        .map_or(member.to_owned(), |name| name.value.clone()),
                );
                let clauses = self.objects(object, "clauses");
                let group = FilterGroup {
                    name,
                    clauses: clauses
                        .into_iter()
                        .filter_map(|clause| self.clause(clause))
                        .collect(),
                    span: self.span(object),
                };
                self.place.filter = None;
                group
            })
            .collect()
    }

    fn clause(&mut self, object: &Object<'a>) -> Option<FilterClause> {
        let operator = self.needed_json_text(object, "operatorName");
        let attribute = self.needed_json_text(object, "sourceOperandName");
        let operand = self
            .member(object, "targetOperand")
            .and_then(|value| self.object(value, "targetOperand"));
        let values = match operand {
            None => &[],
            Some(operand) => self.list(operand, "values"),
        };
        Some(FilterClause {
            operator: operator?,
            attribute: attribute?,
            values: values
                .iter()
                .filter(|value| !matches!(value, Value::NullKeyword(_)))
                .filter_map(|value| self.json_text_of(value, "an entry of values"))
                .collect(),
            span: self.span(object),
        })
    }

    fn needed_json_text(&mut self, object: &Object<'a>, member: &str) -> Option<super::JsonText> {
        if self.member(object, member).is_none() {
            self.lacking(object, "clause", member);
        }
        self.json_text(object, member)
    }
}
