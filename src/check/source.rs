//! What an attribute mapping evaluates: its text, its parse tree, or both together.
//!
//! Graph's texts leave parameter tokens out, so where both forms are there and differ, the tree counts.

use std::borrow::Cow;

use crate::diag::{Diagnostic, Edit, Fix, Problems};
use crate::library::Library;
use crate::schema::{JsonText, Source, same_in_tree, tree_to_expr};
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
            let mut tokens = Vec::new();
            match merge(&expr, &tree, &mut tokens) {
                Some(_) if tokens.is_empty() => Ok(Some(of_text(json, expr, Agreement::Full))),
                Some(merged) => Ok(Some(of_text(json, merged, Agreement::Lossy(tokens)))),
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

/// The text's expression with the tokens that only the tree has; `None` where they differ otherwise.
fn merge(text: &Expr, tree: &Expr, tokens: &mut Vec<String>) -> Option<Expr> {
    let kind = match (&text.kind, &tree.kind) {
        (ExprKind::Call(one), ExprKind::Call(two)) => merge_call(one, two, tokens)?,
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
            operator: operator.clone(),
            left: Box::new(merge(left, other_left, tokens)?),
            right: Box::new(merge(right, other_right, tokens)?),
        },
        (ExprKind::Concat(one), ExprKind::Concat(two)) if one.len() == two.len() => {
            let operands = one.iter().zip(two);
            let merged: Option<Vec<Expr>> =
                operands.map(|(one, two)| merge(one, two, tokens)).collect();
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

fn merge_call(text: &Call, tree: &Call, tokens: &mut Vec<String>) -> Option<ExprKind> {
    if !text.name.node.eq_ignore_ascii_case(&tree.name.node) {
        return None;
    }
    let further = tree.args.get(text.args.len()..).unwrap_or_default();
    if further.iter().any(|arg| arg.value.is_some()) {
        return None;
    }
    let mut args = Vec::with_capacity(text.args.len());
    for (index, arg) in text.args.iter().enumerate() {
        let shown = tree.args.get(index).and_then(|arg| arg.value.as_ref());
        let value = match (&arg.value, shown) {
            (Some(one), Some(two)) => Some(merge(one, two, tokens)?),
            (None, None) => None,
            (None, Some(two)) => {
                let ExprKind::Parameter(token) = &two.kind else {
                    return None;
                };
                tokens.push(token.clone());
                Some(Expr {
                    kind: two.kind.clone(),
                    span: arg.span,
                })
            }
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
