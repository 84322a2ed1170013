//! What a lint is: a code, and a look at one kind of subject that reports it.

use super::context::Context;
use super::program::Program;
use super::source::Agreement;
use crate::diag::{Code, Diagnostic, Problems};
use crate::library::{Function, Library, Operator};
use crate::schema::{AttributeMapping, ObjectDefinition, ObjectMapping, Rule, Schema};
use crate::syntax::{Call, Expr, ExprKind};
use crate::text::Span;
use crate::value::Kind;

/// One rule about mappings that are correct and yet probably not meant.
#[derive(Debug)]
pub struct Lint {
    /// What it reports.
    pub code: &'static Code,
    /// What it looks at.
    pub subject: Subject,
}

/// What a lint looks at.
#[derive(Clone, Copy, Debug)]
pub enum Subject {
    /// Each expression that is otherwise correct.
    Expression(fn(&mut Look<'_>)),
    /// Each clause of a scoping filter that is otherwise correct.
    Clause(fn(&mut ClauseLook<'_>)),
    /// Each enabled object mapping of a schema.
    Mapping(fn(&mut MappingLook<'_>)),
}

/// A look at an expression.
pub struct Look<'l> {
    /// What is known around it.
    pub context: &'l Context<'l>,
    /// Its text.
    pub text: &'l str,
    /// Its tree.
    pub expr: &'l Expr,
    /// What the checker made of it.
    pub program: &'l Program,
    pub(super) problems: &'l mut Problems,
}

/// A look at a clause of a scoping filter.
pub struct ClauseLook<'l> {
    /// What is known around it.
    pub context: &'l Context<'l>,
    /// The attribute that it tests.
    pub attribute: &'l str,
    /// Its operator.
    pub operator: &'static Operator,
    /// Its values.
    pub values: &'l [&'l str],
    /// Where attribute, operator and first value were written.
    pub spans: ClauseSpans,
    pub(super) problems: &'l mut Problems,
}

/// Where the parts of a clause were written.
#[derive(Clone, Copy, Debug, Default)]
pub struct ClauseSpans {
    /// The attribute.
    pub attribute: Span,
    /// The operator.
    pub operator: Span,
    /// The first value; the operator where there is none.
    pub value: Span,
}

/// A look at an object mapping of a schema. All places are places in the schema's file.
pub struct MappingLook<'l> {
    /// The functions and operators there are.
    pub library: &'l Library,
    /// The schema.
    pub schema: &'l Schema,
    /// The mapping's rule.
    pub rule: &'l Rule,
    /// The mapping.
    pub mapping: &'l ObjectMapping,
    /// The definition of the source object, where the schema has one.
    pub source: Option<&'l ObjectDefinition>,
    /// The definition of the target object, where the schema has one.
    pub target: Option<&'l ObjectDefinition>,
    /// How text and tree of each attribute mapping's source go together, in the mapping's order.
    pub agreements: &'l [Agreement],
    pub(super) problems: &'l mut Problems,
}

impl<'l> Look<'l> {
    /// Visits every sub-expression, outermost first, with the calls around it.
    pub fn walk(&self, mut visit: impl FnMut(&'l Expr, &[&'l Call])) {
        walk(self.expr, &mut Vec::new(), &mut visit);
    }

    /// Every call with the function that it calls.
    pub fn calls(&self) -> Vec<(&'l Call, &'static Function, &'l Expr)> {
        let mut found = Vec::new();
        self.walk(|expr, _| {
            if let ExprKind::Call(call) = &expr.kind
                && let Some(function) = self.context.library.function(&call.name.node)
            {
                found.push((call, function, expr));
            }
        });
        found
    }

    /// Every call of the function of that name.
    pub fn calls_of(&self, name: &str) -> Vec<(&'l Call, &'l Expr)> {
        let calls = self.calls().into_iter();
        calls
            .filter(|(_, function, _)| function.name == name)
            .map(|(call, _, expr)| (call, expr))
            .collect()
    }

    /// The function that an expression calls, if it is a call.
    pub fn function(&self, expr: &Expr) -> Option<&'static Function> {
        match &expr.kind {
            ExprKind::Call(call) => self.context.library.function(&call.name.node),
            _ => None,
        }
    }

    /// The kind that an expression promises; an attribute's kind is that of its definition.
    pub fn kind(&self, expr: &Expr) -> Kind {
        match &expr.kind {
            ExprKind::Text(_) | ExprKind::Concat(_) | ExprKind::Parameter(_) => Kind::Text,
            ExprKind::Number(_) => Kind::Integer,
            ExprKind::Compare { .. } => Kind::Boolean,
            ExprKind::Word(word)
                if word.eq_ignore_ascii_case("true") || word.eq_ignore_ascii_case("false") =>
            {
                Kind::Boolean
            }
            ExprKind::Word(_) => Kind::Any,
            ExprKind::Call(_) => self
                .function(expr)
                .map_or(Kind::Any, |function| function.returns),
            ExprKind::Attribute(name) => match self.context.attribute(name) {
                Some(definition) if definition.multivalued => Kind::List,
                Some(definition) => definition.kind.kind(),
                None => Kind::Any,
            },
        }
    }

    /// Reports something.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.problems.push(diagnostic);
    }
}

fn walk<'l>(
    expr: &'l Expr,
    around: &mut Vec<&'l Call>,
    visit: &mut impl FnMut(&'l Expr, &[&'l Call]),
) {
    visit(expr, around);
    match &expr.kind {
        ExprKind::Call(call) => {
            around.push(call);
            for arg in call.args.iter().filter_map(|arg| arg.value.as_ref()) {
                walk(arg, around, visit);
            }
            around.pop();
        }
        ExprKind::Compare { left, right, .. } => {
            walk(left, around, visit);
            walk(right, around, visit);
        }
        ExprKind::Concat(parts) => parts.iter().for_each(|part| walk(part, around, visit)),
        _ => {}
    }
}

/// The argument at an index, counted from 0, if it was written and is not absent.
///
/// ```
/// use attrflow::{check::{argument, literal}, syntax::{ExprKind, parse_expression}};
/// let tree = parse_expression("Replace([a], \"b\", , , \"c\", , )").unwrap();
/// let ExprKind::Call(call) = &tree.kind else { unreachable!() };
/// assert_eq!(argument(call, 4).and_then(literal), Some("c"));
/// assert!(argument(call, 2).is_none() && argument(call, 99).is_none());
/// ```
pub fn argument(call: &Call, index: usize) -> Option<&Expr> {
    call.args.get(index)?.value.as_ref()
}

/// The text, without quotes and escapes, of an expression that is nothing but a quoted text; `None` for
/// any other.
///
/// ```
/// use attrflow::{check::literal, syntax::parse_expression};
/// assert_eq!(literal(&parse_expression("\"it\"").unwrap()), Some("it"));
/// assert_eq!(literal(&parse_expression("[it]").unwrap()), None);
/// ```
pub fn literal(expr: &Expr) -> Option<&str> {
    match &expr.kind {
        ExprKind::Text(text) => Some(text),
        _ => None,
    }
}

impl ClauseLook<'_> {
    /// Reports something.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.problems.push(diagnostic);
    }
}

impl MappingLook<'_> {
    /// Where the object mapping says what it is: the place for what concerns it as a whole.
    pub fn title_span(&self) -> Span {
        let target = &self.mapping.target_object;
        match &self.mapping.name {
            Some(name) => name.span,
            None if !target.value.is_empty() => target.span,
            None => {
                let start = self.mapping.span.start as usize;
                Span::new(start, start + 1)
            }
        }
    }

    /// Reports something about the object mapping as a whole.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        let place = self.rule.mapping_place(self.mapping);
        self.problems.push(Diagnostic {
            place: Some(place),
            ..diagnostic
        });
    }

    /// Reports something about one of its attribute mappings.
    pub fn report_on(&mut self, attribute: &AttributeMapping, diagnostic: Diagnostic) {
        let place = self.rule.attribute_place(self.mapping, attribute);
        self.problems.push(Diagnostic {
            place: Some(place),
            ..diagnostic
        });
    }
}
