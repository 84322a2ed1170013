//! What an attribute mapping evaluates: its text, its parse tree, or both together.
//!
//! Graph's texts leave parameter tokens out, so where both forms are there and differ, the tree counts.

use std::borrow::Cow;

use crate::diag::{Diagnostic, Edit, Fix, Problems};
use crate::library::Library;
use crate::schema::{JsonText, Source, argument_places, same_in_tree, tree_to_expr};
use crate::syntax::{Arg, Call, Expr, ExprKind, parse_expression};
use crate::text::Span;

/// How the two forms of a source go together.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Agreement {
    /// Both say the same, or there is only one.
    #[default]
    Full,
    /// The text leaves out these parameter tokens.
    Lossy(Vec<String>),
    /// They say different things; the tree, which counts, says this.
    Differs(String),
}

/// The expression of a source.
pub(super) struct Reading<'s> {
    /// The text that the spans of the expression belong to.
    pub text: Cow<'s, str>,
    /// The expression.
    pub expr: Expr,
    /// How text and tree go together.
    pub agreement: Agreement,
    place: At<'s>,
}

/// Where in the file something about the expression is shown.
enum At<'s> {
    Text(&'s JsonText),
    Whole(Span),
}

/// Reads a source; `None` where nothing flows. The problems have their places in the file.
pub(super) fn read<'s>(
    source: &'s Source,
    library: &Library,
) -> Result<Option<Reading<'s>>, Problems> {
    let json = source
        .expression
        .as_ref()
        .filter(|json| source.tree.is_none() || !json.text().trim().is_empty());
    let written = match json {
        None => None,
        Some(json) => match parse_expression(json.text()) {
            Ok(expr) => Some((json, expr)),
            Err(problems) => return Err(in_file(problems, &At::Text(json))),
        },
    };
    let tree = match &source.tree {
        None => None,
        Some(tree) => Some(tree_to_expr(tree, library)?),
    };
    match (written, tree) {
        (None, None) => Ok(None),
        (Some((json, expr)), None) => Ok(Some(of_text(json, expr, Agreement::Full))),
        (None, Some(tree)) => of_tree(source, &tree, Agreement::Full).map(Some),
        (Some((json, expr)), Some(tree)) => {
            let mut merge = Merge {
                library,
                tokens: Vec::new(),
            };
            match merge.expr(&expr, &tree) {
                Some(_) if merge.tokens.is_empty() => {
                    Ok(Some(of_text(json, expr, Agreement::Full)))
                }
                Some(merged) => Ok(Some(of_text(json, merged, Agreement::Lossy(merge.tokens)))),
                None => of_tree(source, &tree, Agreement::Differs(tree.canonical())).map(Some),
            }
        }
    }
}

impl Reading<'_> {
    /// Moves what was found in the expression to its place in the file.
    pub fn in_file(&self, problems: Problems) -> Problems {
        in_file(problems, &self.place)
    }
}

fn of_text(json: &JsonText, expr: Expr, agreement: Agreement) -> Reading<'_> {
    Reading {
        text: Cow::Borrowed(json.text()),
        expr,
        agreement,
        place: At::Text(json),
    }
}

fn of_tree<'s>(
    source: &'s Source,
    tree: &Expr,
    agreement: Agreement,
) -> Result<Reading<'s>, Problems> {
    let place = At::Whole(source.place());
    let text = tree.canonical();
    match parse_expression(&text) {
        Ok(expr) => Ok(Reading {
            text: Cow::Owned(text),
            expr,
            agreement,
            place,
        }),
        Err(problems) => Err(in_file(problems, &place)),
    }
}

/// Puts the tokens that only the tree has into the text's expression.
struct Merge<'l> {
    library: &'l Library,
    tokens: Vec<String>,
}

impl Merge<'_> {
    /// The text's expression with the tree's tokens; `None` where they differ otherwise.
    fn expr(&mut self, text: &Expr, tree: &Expr) -> Option<Expr> {
        let kind = match (&text.kind, &tree.kind) {
            (ExprKind::Call(one), ExprKind::Call(two)) => self.call(one, two)?,
            (
                ExprKind::Compare {
                    operator,
                    left,
                    right,
                },
                ExprKind::Compare {
                    operator: other,
                    left: other_left,
                    right: other_right,
                },
            ) if operator.node == other.node => ExprKind::Compare {
                operator: *operator,
                left: Box::new(self.expr(left, other_left)?),
                right: Box::new(self.expr(right, other_right)?),
            },
            (ExprKind::Concat(one), ExprKind::Concat(two)) if one.len() == two.len() => {
                let operands = one.iter().zip(two);
                let merged: Option<Vec<Expr>> =
                    operands.map(|(one, two)| self.expr(one, two)).collect();
                ExprKind::Concat(merged?)
            }
            _ if same_in_tree(text, tree) => text.kind.clone(),
            _ => return None,
        };
        Some(Expr {
            kind,
            span: text.span,
        })
    }

    fn call(&mut self, text: &Call, tree: &Call) -> Option<ExprKind> {
        if !text.name.node.eq_ignore_ascii_case(&tree.name.node) {
            return None;
        }
        let places = argument_places(text, self.library);
        let shown: Vec<(usize, &Expr)> = argument_places(tree, self.library)
            .into_iter()
            .zip(&tree.args)
            .filter_map(|(place, arg)| Some((place, arg.value.as_ref()?)))
            .collect();
        if shown.iter().any(|(place, _)| !places.contains(place)) {
            return None;
        }
        let mut args = Vec::with_capacity(text.args.len());
        for (arg, place) in text.args.iter().zip(places) {
            let shown = shown.iter().find(|(at, _)| *at == place);
            let value = match (&arg.value, shown.map(|(_, value)| *value)) {
                (Some(one), Some(two)) => Some(self.expr(one, two)?),
                (None, None) => None,
                (None, Some(two)) => Some(self.token(arg, two)?),
                (Some(_), None) => return None,
            };
            args.push(Arg {
                value,
                span: arg.span,
            });
        }
        Some(ExprKind::Call(Call {
            name: text.name.clone(),
            args,
            close: text.close,
        }))
    }

    fn token(&mut self, absent: &Arg, shown: &Expr) -> Option<Expr> {
        let ExprKind::Parameter(token) = &shown.kind else {
            return None;
        };
        self.tokens.push(token.clone());
        Some(Expr {
            kind: shown.kind.clone(),
            span: absent.span,
        })
    }
}

fn in_file(problems: Problems, place: &At<'_>) -> Problems {
    let moved = problems.into_iter().map(|mut found| match place {
        At::Text(json) => {
            let fixes = std::mem::take(&mut found.fixes);
            let fixes = fixes.into_iter().map(|fix| Fix {
                edits: fix
                    .edits
                    .into_iter()
                    .map(|edit| {
                        let (span, text) = json.edit_within(edit.span, &edit.text);
                        Edit { span, text }
                    })
                    .collect(),
                ..fix
            });
            let fixes = fixes.collect();
            Diagnostic {
                fixes,
                ..found.map_spans(|span| json.file_span(span))
            }
        }
        At::Whole(whole) => {
            // The text was made of the tree: there is nothing that an edit could replace.
            found.fixes.clear();
            found.labels.truncate(1);
            found.map_spans(|_| *whole)
        }
    });
    moved.collect()
}
