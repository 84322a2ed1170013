//! The textual form of scoping filters: reading, and explaining what is not in it.

use pest::Parser;
use pest::error::InputLocation;
use pest::iterators::Pair;

use super::grammar::{Grammar, Rule};
use super::literal::{inside, shown, unescape};
use super::lower::span;
use super::parse::{finished, one};
use super::{Clause, Filter, Group, brackets, foreign, limits, token};
use crate::diag::{Code, Diagnostic, Problems, Sample, Severity};
use crate::text::{Span, Spanned};

pub(super) static FILTER_OPERATOR_SIGN: Code = Code {
    slug: "filter-operator-sign",
    severity: Severity::Error,
    title: "a sign where a scoping filter needs an operator's name",
    explanation: "The operators of scoping filters are names: `EQUALS`, `NOT EQUALS`, `GREATER_THAN`, \
        `GREATER_THAN_OR_EQUALS`, `REGEX MATCH`, `IS NULL` and so on. Only `&` and `!&` are signs.",
    sample: Sample::Filter("department = \"Sales\""),
};

pub(super) static FILTER_CONNECTIVE: Code = Code {
    slug: "filter-connective",
    severity: Severity::Error,
    title: "clauses without `AND` or `OR` between them",
    explanation: "Clauses of one group are joined by `AND`, groups by `OR`. `AND` binds more tightly.",
    sample: Sample::Filter("department EQUALS \"Sales\" country EQUALS \"DE\""),
};

pub(super) static FILTER_VALUE: Code = Code {
    slug: "filter-value",
    severity: Severity::Error,
    title: "a clause's value that is not a text",
    explanation: "A scoping filter compares an attribute with a fixed text or number. It cannot compare two attributes; \
        put that comparison in an attribute mapping, or compute it in the source system.",
    sample: Sample::Filter("department EQUALS [division]"),
};

pub(super) static FILTER_GROUP_NAME: Code = Code {
    slug: "filter-group-name",
    severity: Severity::Error,
    title: "a group's name in the middle of a group",
    explanation: "A name in quotes with a colon begins a group: `\"Sales only\": department EQUALS \"Sales\"`. Groups are \
        joined by `OR`.",
    sample: Sample::Filter("department EQUALS \"Sales\" AND \"German\": country EQUALS \"DE\""),
};

pub(super) static FILTER_STRUCTURE: Code = Code {
    slug: "filter-structure",
    severity: Severity::Error,
    title: "a scoping filter that cannot be read",
    explanation: "A clause is an attribute, an operator and, for most operators, a value: `department EQUALS \"Sales\"`. \
        Clauses are joined by `AND`, groups by `OR`; there are no parentheses, because groups of clauses are all that \
        Entra knows.",
    sample: Sample::Filter("(department EQUALS \"Sales\")"),
};

/// Reads a scoping filter in its textual form: clauses joined by `AND`, groups joined by `OR`, each
/// group with a name before it if it has one. The empty text is the filter without groups.
///
/// # Errors
/// All mistakes that were found, in the order of the text, at least one of them an error.
///
/// ```
/// use attrflow::syntax::parse_filter;
/// let filter = parse_filter("\"Sales\": department EQUALS \"Sales\" AND level GREATER_THAN 3 OR mail IS NULL").unwrap();
/// assert_eq!(filter.groups.len(), 2);
/// assert_eq!(filter.groups[0].clauses[1].operator.node, "GREATER_THAN");
/// ```
pub fn parse_filter(text: &str) -> Result<Filter, Problems> {
    if let Some(found) = limits::too_long(text) {
        return Err(one(found));
    }
    let (mut problems, _) = brackets::check(text);
    problems.retain(|found| !brackets::is_parenthesis(found));
    if !problems.is_empty() {
        return Err(finished(problems));
    }
    let whole = match Grammar::parse(Rule::filter_text, text) {
        Ok(pairs) => pairs,
        Err(error) => {
            let (InputLocation::Pos(at) | InputLocation::Span((at, _))) = error.location;
            return Err(one(unreadable(text, at)));
        }
    };
    let mut lower = Lower {
        text,
        filter: Filter::default(),
        problems: Problems::new(),
        begins: true,
    };
    for part in whole.flat_map(Pair::into_inner) {
        lower.part(part);
    }
    if lower.problems.is_empty() {
        Ok(lower.filter)
    } else {
        Err(finished(lower.problems))
    }
}

struct Lower<'t> {
    text: &'t str,
    filter: Filter,
    problems: Problems,
    /// Whether what follows belongs to a new group.
    begins: bool,
}

impl Lower<'_> {
    fn part(&mut self, pair: Pair<'_, Rule>) {
        let place = span(&pair);
        match pair.as_rule() {
            Rule::or => {
                self.sign(place, "OR");
                self.begins = true;
            }
            Rule::and => self.sign(place, "AND"),
            Rule::comma | Rule::semicolon => self.connective(place, place),
            Rule::missing_connective => {
                let before = self.text.get(..place.start as usize).unwrap_or_default();
                let end = Span::at(before.trim_end().len());
                self.connective(token::at(self.text, place.start as usize), end);
            }
            Rule::group_name => self.name(&pair),
            Rule::clause => {
                if let Some(clause) = self.clause(pair) {
                    let group = self.group(place);
                    group.clauses.push(clause);
                }
            }
            _ => self.token(&pair),
        }
    }

    fn token(&mut self, pair: &Pair<'_, Rule>) {
        if let Some(found) = foreign::explain(pair.as_rule(), span(pair), self.text) {
            self.problems.push(found);
        }
    }

    /// `&&`, `||` and their like.
    fn sign(&mut self, place: Span, own: &str) {
        let written = place.of(self.text);
        if written.eq_ignore_ascii_case(own) {
            return;
        }
        let message = format!("clauses are joined by `{own}`, not by {}", shown(written));
        self.problems.push(
            Diagnostic::new(&FILTER_CONNECTIVE, place, message)
                .help(format!("write `{own}`"))
                .fix(format!("write `{own}`"), place, own),
        );
    }

    /// A comma or nothing at all between two clauses.
    fn connective(&mut self, place: Span, gap: Span) {
        let rest = self.text.get(gap.end as usize..).unwrap_or_default();
        let blanks = rest.len() - rest.trim_start().len();
        let lines = rest.get(..blanks).unwrap_or_default().contains('\n');
        let own = if lines { "OR" } else { "AND" };
        let message = format!(
            "expected `AND` or `OR` before {}",
            shown(place.of(self.text))
        );
        let message = if gap.is_empty() {
            message
        } else {
            format!(
                "clauses are joined by `AND`, not by {}",
                shown(place.of(self.text))
            )
        };
        self.problems.push(
            Diagnostic::new(&FILTER_CONNECTIVE, place, message)
                .help("join clauses of one group with `AND`, and groups with `OR`")
                .suggest(format!("write `{own}`"), gap, format!(" {own}")),
        );
    }

    fn group(&mut self, place: Span) -> &mut Group {
        if std::mem::take(&mut self.begins) || self.filter.groups.is_empty() {
            self.filter.groups.push(Group {
                span: place,
                ..Group::default()
            });
        }
        let group = self.filter.groups.last_mut().expect("one was just pushed");
        group.span = group.span.to(place);
        group
    }

    fn name(&mut self, pair: &Pair<'_, Rule>) {
        let place = span(pair);
        if !self.begins {
            self.problems.push(
                Diagnostic::new(
                    &FILTER_GROUP_NAME,
                    place,
                    format!(
                        "the name {} stands in the middle of a group",
                        shown(place.of(self.text))
                    ),
                )
                .help("a name begins a group: write `OR` before it, or delete it"),
            );
        }
        let name = unescape(inside(place.of(self.text)));
        self.group(place).name = Some(Spanned::new(name, place));
    }

    fn clause(&mut self, pair: Pair<'_, Rule>) -> Option<Clause> {
        let place = span(&pair);
        let (mut attribute, mut operator, mut value) = (None, None, None);
        for part in pair.into_inner() {
            let at = span(&part);
            let written = at.of(self.text);
            match part.as_rule() {
                Rule::attribute => {
                    self.token(&part);
                    attribute = Some(Spanned::new(inside(written).to_owned(), at));
                }
                Rule::bare_attribute => attribute = Some(Spanned::new(written.to_owned(), at)),
                Rule::operator_sign => operator = Some(Spanned::new(written.to_owned(), at)),
                Rule::operator_words => {
                    let words: Vec<&str> = written.split_ascii_whitespace().collect();
                    operator = Some(Spanned::new(words.join(" "), at));
                }
                Rule::foreign_operator => self.problems.push(operator_sign(written, at)),
                Rule::string => value = Some(Spanned::new(unescape(inside(written)), at)),
                Rule::number => value = self.number(written, at),
                Rule::foreign_value => self.problems.push(
                    Diagnostic::new(
                        &FILTER_VALUE,
                        at,
                        "a scoping filter compares with a fixed text, not with an attribute",
                    )
                    .help("write the text in quotes, such as `\"Sales\"`"),
                ),
                _ => self.token(&part),
            }
        }
        Some(Clause {
            attribute: attribute?,
            operator: operator?,
            value,
            span: place,
        })
    }

    fn number(&mut self, written: &str, at: Span) -> Option<Spanned<String>> {
        let digits = written.strip_prefix('-').unwrap_or(written);
        if digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Some(Spanned::new(written.to_owned(), at));
        }
        let quoted = super::quote(written);
        self.problems.push(
            Diagnostic::new(
                &FILTER_VALUE,
                at,
                format!("{} is not a whole number", shown(written)),
            )
            .help("write the value in quotes")
            .fix(format!("write {}", shown(&quoted)), at, quoted),
        );
        None
    }
}

fn operator_sign(written: &str, at: Span) -> Diagnostic {
    let name = match written {
        "<>" => "NOT EQUALS",
        ">" => "GREATER_THAN",
        ">=" => "GREATER_THAN_OR_EQUALS",
        "<" | "<=" => "",
        _ => match foreign::own_comparison(written) {
            "<>" => "NOT EQUALS",
            ">" => "GREATER_THAN",
            ">=" => "GREATER_THAN_OR_EQUALS",
            "=" => "EQUALS",
            _ => "",
        },
    };
    let message = format!("{} is not an operator of scoping filters", shown(written));
    let found = Diagnostic::new(&FILTER_OPERATOR_SIGN, at, message);
    if name.is_empty() {
        return found.help("there is no operator for less: turn the clause around with `GREATER_THAN`, or use `REGEX MATCH`");
    }
    let text = format!(" {name} ");
    found
        .help(format!("write `{name}`"))
        .fix(format!("write `{name}`"), at, text.trim())
}

fn unreadable(text: &str, at: usize) -> Diagnostic {
    let found = token::at(text, at);
    let written = found.of(text);
    let message = match written {
        "" => "expected an operator or a clause before the end".to_owned(),
        "(" | ")" => "a scoping filter has no parentheses".to_owned(),
        _ => format!(
            "expected an attribute, an operator or a value before {}",
            shown(written)
        ),
    };
    Diagnostic::new(&FILTER_STRUCTURE, found, message).help(match written {
        "(" | ")" => "write each alternative in full and join them with `OR`: `a AND b OR a AND c`",
        _ => "a clause is an attribute, an operator and a value: `department EQUALS \"Sales\"`",
    })
}
