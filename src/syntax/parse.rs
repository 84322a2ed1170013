//! From text to trees: limits, brackets, pest, lowering; every mistake that can be found at once.

use pest::Parser;

use super::grammar::{Grammar, Rule};
use super::{Expr, brackets, foreign, limits, lower, structure};
use crate::diag::{Diagnostic, Problems};

/// Reads an expression.
///
/// # Errors
/// All mistakes that were found, in the order of the text, at least one of them an error.
///
/// ```
/// use attrflow::syntax::parse_expression;
/// let tree = parse_expression("Append([mail],\".test\")").unwrap();
/// assert_eq!(tree.to_string(), "Append([mail], \".test\")");
/// let problems = parse_expression("IIF([a] == 'x', [b])").unwrap_err();
/// assert_eq!(problems.len(), 2);
/// ```
pub fn parse_expression(text: &str) -> Result<Expr, Problems> {
    if let Some(found) = limits::too_long(text).or_else(|| limits::empty(text)) {
        return Err(one(found));
    }
    let (mut problems, mended) = brackets::check(text);
    let Some(mended) = mended else {
        if problems.is_empty() {
            return parse(text);
        }
        return Err(finished(problems));
    };
    let lost = problems
        .iter()
        .any(|found| found.code == &brackets::UNCLOSED_TEXT);
    let misleads = |found: &Diagnostic| {
        structure::is_structural(found) || lost && found.code == &structure::MISSING_COMMA
    };
    let begin: Vec<u32> = problems.iter().map(|found| found.span().start).collect();
    if let Err(found) = parse(&mended.text) {
        let found = found
            .into_iter()
            .filter(|found| !misleads(found))
            .map(|found| found.map_spans(|span| mended.original(span)))
            .filter(|found| !begin.contains(&found.span().start));
        problems.append(found.collect());
    }
    Err(finished(problems))
}

fn parse(text: &str) -> Result<Expr, Problems> {
    let pair = match Grammar::parse(Rule::expression_text, text) {
        Ok(mut pairs) => pairs.next(),
        Err(error) => {
            let mut problems = salvage(text);
            let found = structure::explain(&error, text);
            problems.retain(|other| other.span() != found.span());
            problems.push(found);
            return Err(finished(problems));
        }
    };
    let (tree, problems) = match pair {
        Some(pair) => lower::lower(text, pair),
        None => (None, Problems::new()),
    };
    match tree {
        Some(tree) if problems.is_empty() => Ok(tree),
        _ => Err(finished(problems)),
    }
}

/// The foreign tokens of a text whose structure is broken.
fn salvage(text: &str) -> Problems {
    let tokens = Grammar::parse(Rule::salvage, text).into_iter().flatten();
    tokens
        .flat_map(|whole| whole.into_inner())
        .filter_map(|token| foreign::explain(token.as_rule(), lower::span(&token), text))
        .collect()
}

/// Nobody reads more.
const MOST: usize = 100;

/// In the order of the text, at most a hundred.
pub(super) fn finished(mut problems: Problems) -> Problems {
    problems.sort();
    if problems.len() <= MOST {
        return problems;
    }
    problems.into_iter().take(MOST).collect::<Problems>()
}

pub(super) fn one(found: Diagnostic) -> Problems {
    Problems::from_iter([found])
}
