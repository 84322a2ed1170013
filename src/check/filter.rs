//! Scoping filters to programs.

use super::clauses::{ClauseProgram, FilterProgram, GroupProgram};
use super::codes::{MISSING_VALUE, REFUSED_OPERATOR, UNEXPECTED_VALUE};
use super::context::Context;
use super::lint::{ClauseLook, ClauseSpans, Subject};
use super::lints::LINTS;
use super::lower::unknown_attribute;
use super::operator::unknown_operator;
use super::program::Slots;
use crate::diag::{Diagnostic, Problems};
use crate::library::{Literal, Operator, Prepared, Shape, Site, SiteArg};
use crate::schema::{FilterGroup, JsonText, Scope};
use crate::syntax::Filter;
use crate::text::Span;
use crate::value::{Kind, Value};

/// Checks a filter in its textual form: operators, values, and attributes where the source object is
/// known. No program is made of a filter with errors. `text` is what the filter was read from, and all
/// places are places in it. Attributes get their places in `slots`.
///
/// ```
/// use attrflow::{assist::standard, check::{Context, Slots, check_filter}, syntax::parse_filter};
/// let (text, mut slots) = ("department EQUALS \"Sales\"", Slots::new());
/// let filter = parse_filter(text).unwrap();
/// let (program, problems) = check_filter(&Context::open(standard()), text, &filter, &mut slots);
/// assert_eq!(program.unwrap().groups[0].clauses[0].to_string(), text);
/// assert!(problems.is_empty() && slots.names() == ["department"]);
/// ```
pub fn check_filter(
    context: &Context<'_>,
    text: &str,
    filter: &Filter,
    slots: &mut Slots,
) -> (Option<FilterProgram>, Problems) {
    let mut check = FilterCheck {
        context,
        slots,
        problems: Problems::new(),
        lints: Problems::new(),
    };
    let groups = filter.groups.iter().map(|group| GroupProgram {
        name: group.name.as_ref().map(|name| name.node.clone()),
        clauses: group
            .clauses
            .iter()
            .filter_map(|clause| {
                let values: Vec<Piece<'_>> = clause
                    .value
                    .iter()
                    .map(|value| Piece {
                        text: &value.node,
                        span: value.span,
                        written: match value.span.of(text) {
                            quoted if quoted.starts_with('"') => {
                                Written::Literal(Literal::Quoted(quoted))
                            }
                            raw => Written::Literal(Literal::Raw(raw)),
                        },
                    })
                    .collect();
                let attribute = Piece::plain(&clause.attribute.node, clause.attribute.span);
                let operator = Piece::plain(&clause.operator.node, clause.operator.span);
                check.clause(attribute, operator, &values, clause.span)
            })
            .collect(),
    });
    let groups = groups.collect();
    check.done(FilterProgram {
        groups,
        ..FilterProgram::default()
    })
}

/// Checks the filter of an object mapping of a schema; all places are places in its file. No program is
/// made of a filter with errors.
///
/// ```
/// # use attrflow::{assist::standard, check::{Context, Slots, check_scope}, schema::Schema};
/// # let (schema, _) = Schema::read(&std::fs::read("examples/contoso/schema.json").unwrap()).unwrap();
/// # let (rule, mapping) = schema.mappings().next().unwrap();
/// let mut slots = Slots::new();
/// let (program, _) = check_scope(&Context::open(standard()), &mapping.scope, &mut slots);
/// assert_eq!(program.unwrap().groups[0].name.as_deref(), Some("Engineering"));
/// assert_eq!(slots.names()[..2], ["department", "employeeId"]);
/// ```
pub fn check_scope(
    context: &Context<'_>,
    scope: &Scope,
    slots: &mut Slots,
) -> (Option<FilterProgram>, Problems) {
    let mut check = FilterCheck {
        context,
        slots,
        problems: Problems::new(),
        lints: Problems::new(),
    };
    let program = FilterProgram {
        groups: check.groups(&scope.groups),
        input_groups: check.groups(&scope.input_filter_groups),
        category_groups: check.groups(&scope.category_filter_groups),
    };
    check.done(program)
}

/// A piece of a clause: its text, its place, and how places inside it are found.
#[derive(Clone, Copy)]
struct Piece<'c> {
    text: &'c str,
    span: Span,
    written: Written<'c>,
}

#[derive(Clone, Copy)]
enum Written<'c> {
    Plain,
    Literal(Literal<'c>),
    Json(&'c JsonText),
}

impl<'c> Piece<'c> {
    fn plain(text: &'c str, span: Span) -> Self {
        Self {
            text,
            span,
            written: Written::Plain,
        }
    }

    fn json(json: &'c JsonText) -> Self {
        Self {
            text: json.text(),
            span: json.span(),
            written: Written::Json(json),
        }
    }
}

struct FilterCheck<'f> {
    context: &'f Context<'f>,
    slots: &'f mut Slots,
    problems: Problems,
    /// What lints say: Entra's refusals among it do not keep a filter from being tried.
    lints: Problems,
}

impl FilterCheck<'_> {
    fn done(self, program: FilterProgram) -> (Option<FilterProgram>, Problems) {
        let sound = !self.problems.has_errors();
        let mut problems = self.problems;
        problems.append(self.lints);
        (sound.then_some(program), problems)
    }

    fn groups(&mut self, groups: &[FilterGroup]) -> Vec<GroupProgram> {
        let mut checked = Vec::with_capacity(groups.len());
        for group in groups {
            let clauses = group.clauses.iter().filter_map(|clause| {
                let values: Vec<Piece<'_>> = clause.values.iter().map(Piece::json).collect();
                self.clause(
                    Piece::json(&clause.attribute),
                    Piece::json(&clause.operator),
                    &values,
                    clause.span,
                )
            });
            checked.push(GroupProgram {
                clauses: clauses.collect(),
                name: group.name.as_ref().map(|name| name.value.clone()),
            });
        }
        checked
    }

    fn clause(
        &mut self,
        attribute: Piece<'_>,
        operator: Piece<'_>,
        values: &[Piece<'_>],
        span: Span,
    ) -> Option<ClauseProgram> {
        if let Some(source) = self.context.source
            && source.attribute(attribute.text).is_none()
        {
            let spell = |name: &str| match attribute.written {
                Written::Json(json) => json.edit(name).1,
                _ => name.to_owned(),
            };
            self.problems.push(unknown_attribute(
                source,
                attribute.text,
                attribute.span,
                spell,
            ));
            return None;
        }
        let known = self.operator(operator)?;
        let given = self.values(known, operator, values);
        if !given {
            return None;
        }
        let prepared = self.prepare(known, values, span)?;
        self.lint(known, attribute, operator, values);
        Some(ClauseProgram {
            slot: self.slots.place(attribute.text),
            attribute: attribute.text.to_owned(),
            operator: known,
            values: values
                .iter()
                .filter(|_| known.shape == Shape::Binary)
                .map(|value| value.text.into())
                .collect(),
            prepared,
            span,
        })
    }

    fn operator(&mut self, piece: Piece<'_>) -> Option<&'static Operator> {
        let Some(operator) = self.context.library.operator(piece.text) else {
            let library = self.context.library;
            self.problems
                .push(unknown_operator(library, piece.text, piece.span));
            return None;
        };
        if let Some(why) = operator.refused {
            self.problems.push(
                Diagnostic::new(
                    &REFUSED_OPERATOR,
                    piece.span,
                    format!("Entra does not support `{}`", operator.name),
                )
                .help(why),
            );
            return None;
        }
        Some(operator)
    }

    fn values(&mut self, operator: &Operator, piece: Piece<'_>, values: &[Piece<'_>]) -> bool {
        match (operator.shape, values) {
            (Shape::Binary, []) => {
                self.problems.push(
                    Diagnostic::new(
                        &MISSING_VALUE,
                        piece.span,
                        format!("`{}` needs a value to test against", operator.name),
                    )
                    .help(format!("write one, as in `{} \"Sales\"`", operator.name)),
                );
                false
            }
            (Shape::Unary, [value, ..]) if !value.text.is_empty() => {
                self.problems.push(
                    Diagnostic::new(
                        &UNEXPECTED_VALUE,
                        value.span,
                        format!("`{}` takes no value", operator.name),
                    )
                    .help("remove the value, or use an operator that compares"),
                );
                false
            }
            _ => true,
        }
    }

    #[expect(
        clippy::option_option,
        reason = "whether it failed, and whether it keeps something, are two things"
    )]
    fn prepare(
        &mut self,
        operator: &'static Operator,
        values: &[Piece<'_>],
        span: Span,
    ) -> Option<Option<Prepared>> {
        let Some(prepare) = operator.prepare else {
            return Some(None);
        };
        let whole = |piece: &Piece<'_>| match piece.written {
            Written::Json(_) => Span::new(0, piece.text.len()),
            _ => piece.span,
        };
        let absent = SiteArg {
            span,
            given: true,
            constant: None,
            kind: Kind::Any,
            attribute: None,
            literal: None,
        };
        let args: Vec<SiteArg<'_>> = std::iter::once(absent)
            .chain(values.iter().map(|piece| SiteArg {
                span: whole(piece),
                given: true,
                constant: Some(Value::Text(piece.text)),
                kind: Kind::Text,
                attribute: None,
                literal: match piece.written {
                    Written::Literal(literal) => Some(literal),
                    _ => Some(Literal::Raw(piece.text)),
                },
            }))
            .collect();
        let site_span = values.first().map_or(span, whole);
        let mut found = Problems::new();
        let prepared = prepare(&mut Site::new(
            operator.name,
            site_span,
            &args,
            self.context.job,
            &mut found,
        ));
        let failed = found.has_errors();
        let json = values.first().and_then(|piece| match piece.written {
            Written::Json(json) => Some(json),
            _ => None,
        });
        for problem in found {
            self.problems.push(match json {
                Some(json) => problem.map_spans(|span| json.file_span(span)),
                None => problem,
            });
        }
        (!failed).then_some(prepared)
    }

    fn lint(
        &mut self,
        operator: &'static Operator,
        attribute: Piece<'_>,
        written: Piece<'_>,
        values: &[Piece<'_>],
    ) {
        let texts: Vec<&str> = values.iter().map(|value| value.text).collect();
        let spans = ClauseSpans {
            attribute: attribute.span,
            operator: written.span,
            value: values.first().map_or(written.span, |value| value.span),
        };
        for lint in LINTS {
            if let Subject::Clause(look) = lint.subject {
                look(&mut ClauseLook {
                    context: self.context,
                    attribute: attribute.text,
                    operator,
                    values: &texts,
                    spans,
                    problems: &mut self.lints,
                });
            }
        }
    }
}
