//! Object mappings and attribute mappings: what flows where, and when.

use super::{JsonText, Located, Metadata, Scope, Source};
use crate::text::Span;

/// How objects of one kind become objects of another.
#[derive(Clone, PartialEq, Debug)]
pub struct ObjectMapping {
    /// Its name; Entra's internal mappings have none.
    pub name: Option<Located<String>>,
    /// Whether it is in force.
    pub enabled: bool,
    /// Name of the object definition in the source directory; empty in Entra's internal mappings.
    pub source_object: Located<String>,
    /// Name of the object definition in the target directory.
    pub target_object: Located<String>,
    /// Which actions are allowed.
    pub flow_types: FlowTypes,
    /// Who is in scope.
    pub scope: Scope,
    /// What flows, in the file's order.
    pub attributes: Vec<AttributeMapping>,
    /// Settings, such as `IsCustomerDefined`.
    pub metadata: Vec<Metadata>,
    /// The whole object.
    pub span: Span,
}

impl ObjectMapping {
    /// What to call it: its name, or `source → target`.
    ///
    /// ```
    /// # use attrflow::schema::Schema;
    /// # let (schema, _) = Schema::read(&std::fs::read("examples/contoso/schema.json").unwrap()).unwrap();
    /// # let (rule, mapping) = schema.mappings().next().unwrap();
    /// let mut unnamed = mapping.clone();
    /// unnamed.name = None;
    /// unnamed.target_object.value = "desk".into();
    /// assert_eq!(unnamed.title(), "User → desk");
    /// ```
    pub fn title(&self) -> String {
        match &self.name {
            Some(name) => name.value.clone(),
            None => format!(
                "{} → {}",
                self.source_object.value, self.target_object.value
            ),
        }
    }

    /// The attribute mapping of a target attribute, its case included: the first one where the file repeats
    /// it, `None` where nothing is mapped to it.
    ///
    /// ```
    /// # use attrflow::schema::Schema;
    /// # let (schema, _) = Schema::read(&std::fs::read("examples/contoso/schema.json").unwrap()).unwrap();
    /// # let (rule, mapping) = schema.mappings().next().unwrap();
    /// assert_eq!(mapping.attribute("userName").unwrap().matching_priority, 1);
    /// assert!(mapping.attribute("username").is_none());
    /// ```
    pub fn attribute(&self, target: &str) -> Option<&AttributeMapping> {
        self.attributes
            .iter()
            .find(|mapping| mapping.target.value == target)
    }
}

/// What an object mapping is allowed to do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FlowTypes {
    /// Create objects.
    pub add: bool,
    /// Change objects.
    pub update: bool,
    /// Delete or disable objects.
    pub delete: bool,
    /// Where it is written; `None` where it is not, which means all three.
    pub span: Option<Span>,
}

impl Default for FlowTypes {
    fn default() -> Self {
        Self {
            add: true,
            update: true,
            delete: true,
            span: None,
        }
    }
}

/// How one target attribute gets its value.
#[derive(Clone, PartialEq, Debug)]
pub struct AttributeMapping {
    /// The target attribute.
    pub target: Located<String>,
    /// Where the value comes from; `None` for a constant, which is then the default value.
    pub source: Option<Source>,
    /// Where the source, or its `null`, is written.
    pub source_span: Option<Span>,
    /// What flows where the source is null.
    pub default_value: Option<Located<String>>,
    /// When it is applied.
    pub flow_type: FlowType,
    /// Whether an unchanged value flows again.
    pub flow_behavior: FlowBehavior,
    /// Matching precedence: 0 for none, else 1 is tried first.
    pub matching_priority: i64,
    /// Internal to Entra.
    pub export_missing_references: bool,
    /// The whole object.
    pub span: Span,
}

impl AttributeMapping {
    /// The expression's text and its way back to the file; `None` for a constant, and where the file gives
    /// only the parse tree.
    ///
    /// ```
    /// # use attrflow::schema::Schema;
    /// # let (schema, _) = Schema::read(&std::fs::read("examples/contoso/schema.json").unwrap()).unwrap();
    /// # let (rule, mapping) = schema.mappings().next().unwrap();
    /// let text = mapping.attribute("title").unwrap().expression().unwrap();
    /// assert_eq!(text.text(), "[jobTitle]");
    /// assert!(mapping.attribute("timezone").unwrap().expression().is_none());
    /// ```
    pub fn expression(&self) -> Option<&JsonText> {
        self.source.as_ref()?.expression.as_ref()
    }

    /// Whether objects are matched by it: its precedence is 1 or more.
    ///
    /// ```
    /// # use attrflow::schema::Schema;
    /// # let (schema, _) = Schema::read(&std::fs::read("examples/contoso/schema.json").unwrap()).unwrap();
    /// # let (rule, mapping) = schema.mappings().next().unwrap();
    /// assert!(mapping.attribute("userName").unwrap().is_matching());
    /// assert!(!mapping.attribute("title").unwrap().is_matching());
    /// ```
    pub fn is_matching(&self) -> bool {
        self.matching_priority > 0
    }
}

/// When an attribute mapping is applied.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum FlowType {
    /// At creation and at every update.
    #[default]
    Always,
    /// At creation of the object only.
    ObjectAddOnly,
    /// Values are added to a multi-valued attribute, never removed.
    MultiValueAddOnly,
    /// Values are added only.
    ValueAddOnly,
    /// Only while the target attribute has no value.
    AttributeAddOnly,
    /// A word that Graph does not have.
    Unknown,
}

/// Whether an unchanged value flows again.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum FlowBehavior {
    /// Only a changed one.
    #[default]
    FlowWhenChanged,
    /// Every time.
    FlowAlways,
    /// A word that Graph does not have.
    Unknown,
}
