//! What an expression is checked against.

use crate::library::{JobKind, Library};
use crate::schema::{AttributeDefinition, ObjectDefinition};

/// Everything that is known around an expression.
#[derive(Clone, Copy, Debug)]
pub struct Context<'c> {
    /// The functions and operators there are.
    pub library: &'c Library,
    /// The attributes of the source object; without them every name is taken as an attribute.
    pub source: Option<&'c ObjectDefinition>,
    /// The attribute mapping that the expression belongs to, where it belongs to one.
    pub target: Option<Target<'c>>,
    /// The kind of job, where known.
    pub job: Option<JobKind>,
}

/// The attribute mapping that an expression belongs to.
#[derive(Clone, Copy, Debug)]
pub struct Target<'c> {
    /// Name of the target attribute.
    pub name: &'c str,
    /// Its definition, where the schema has one.
    pub definition: Option<&'c AttributeDefinition>,
    /// Name of the target directory.
    pub directory: &'c str,
    /// Whether objects are matched by it.
    pub matching: bool,
    /// Whether it flows only when the object is created.
    pub creation_only: bool,
    /// Whether a default value stands in for null.
    pub has_default: bool,
}

impl<'c> Context<'c> {
    /// An expression of its own: any attribute, no target, no job.
    ///
    /// ```
    /// use attrflow::{assist::standard, check::{Context, Slots, check}, syntax::parse_expression};
    /// let (text, mut slots) = ("[anything]", Slots::new());
    /// let tree = parse_expression(text).unwrap();
    /// assert!(check(&Context::open(standard()), text, &tree, &mut slots).0.is_some());
    /// ```
    pub fn open(library: &'c Library) -> Self {
        Self {
            library,
            source: None,
            target: None,
            job: None,
        }
    }

    /// The definition of a source attribute; `None` where the source object does not have it, or is not
    /// known.
    ///
    /// ```
    /// # use attrflow::{assist::standard, check::Context, schema::Schema};
    /// # let (schema, _) = Schema::read(&std::fs::read("examples/contoso/schema.json").unwrap()).unwrap();
    /// let source = schema.object("Azure Active Directory", "User");
    /// let context = Context { source, ..Context::open(standard()) };
    /// assert!(context.attribute("mail").is_some() && context.attribute("e-mail").is_none());
    /// assert!(Context::open(standard()).attribute("mail").is_none());
    /// ```
    pub fn attribute(&self, name: &str) -> Option<&'c AttributeDefinition> {
        self.source?.attribute(name)
    }
}
