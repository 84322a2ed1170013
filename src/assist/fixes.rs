//! Applying the changes that findings offer.

use super::{Document, DocumentKind};
use crate::diag::{Diagnostic, Edit, Fix, apply};
use crate::library::{JobKind, Library};
use crate::schema::{Schema, Source, expr_to_tree, same_in_tree, tree_to_expr};
use crate::syntax::parse_expression;
use crate::text::Span;

/// Mending one thing can show the next; more rounds than this mean that two fixes undo each other.
const MOST_ROUNDS: usize = 20;

/// A document after its safe fixes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fixed {
    /// The document; every byte outside the fixes is as it was.
    pub document: Document,
    /// How many fixes were applied.
    pub applied: usize,
}

/// Applies the safe fixes of the findings that are `wanted`, until none is left. Fixes that would
/// overlap wait for the next round.
///
/// ```
/// use attrflow::assist::{Document, DocumentKind, fix, standard};
/// let written = Document::of(DocumentKind::Expression, "tolower([mail] == 'x')");
/// assert_eq!(fix(&written, standard(), None, &|_| true).document.text, "ToLower([mail] = \"x\")");
/// ```
pub fn fix(
    document: &Document,
    library: &Library,
    job: Option<JobKind>,
    wanted: &dyn Fn(&Diagnostic) -> bool,
) -> Fixed {
    let mut fixed = Fixed {
        document: document.clone(),
        applied: 0,
    };
    if !document.is_whole() {
        return fixed;
    }
    for _ in 0..MOST_ROUNDS {
        let problems = fixed.document.check(library, job);
        let frozen = match fixed.document.kind {
            DocumentKind::Schema => doubtful(&fixed.document, library),
            _ => Vec::new(),
        };
        let free = |fix: &&Fix| !fix.edits.iter().any(|edit| meets(&frozen, edit.span));
        let fixes = problems
            .iter()
            .filter(|found| wanted(found))
            .filter_map(|found| found.fixes.iter().find(|fix| fix.safe))
            .filter(free);
        let (edits, count) = choose(fixes);
        let Some(text) = apply(&fixed.document.text, edits).filter(|_| count > 0) else {
            break;
        };
        let mut next = fixed.document.with_text(text);
        if next.kind == DocumentKind::Schema {
            next = with_trees(&fixed.document, next, library);
        }
        fixed.document = next;
        fixed.applied += count;
    }
    fixed
}

/// The edits of these fixes, as far as they do not overlap, and how many fixes that are.
fn choose<'f>(fixes: impl Iterator<Item = &'f Fix>) -> (Vec<Edit>, usize) {
    let mut chosen: Vec<Edit> = Vec::new();
    let mut count = 0;
    for fix in fixes {
        let taken: Vec<Span> = chosen.iter().map(|edit| edit.span).collect();
        if !fix.edits.iter().any(|edit| meets(&taken, edit.span)) {
            chosen.extend(fix.edits.iter().cloned());
            count += 1;
        }
    }
    (chosen, count)
}

fn meets(spans: &[Span], span: Span) -> bool {
    spans
        .iter()
        .any(|other| span.start <= other.end && other.start <= span.end)
}

/// The sources of a schema that have a parse tree which does not say what the text says. Nobody knows
/// which of the two is meant, so they are left to people.
fn doubtful(document: &Document, library: &Library) -> Vec<Span> {
    let Ok((schema, _)) = Schema::read(&document.bytes) else {
        return Vec::new();
    };
    let agree = |source: &Source| {
        let (Some(text), Some(tree)) = (&source.expression, &source.tree) else {
            return true;
        };
        match (parse_expression(text.text()), tree_to_expr(tree, library)) {
            (Ok(text), Ok(tree)) => same_in_tree(&text, &tree),
            _ => false,
        }
    };
    sources(&schema)
        .filter(|source| !agree(source))
        .map(|source| source.span)
        .collect()
}

/// Graph keeps an expression twice, as text and as a parse tree, and the tree counts: where a fix
/// changed the text of a source that has a tree, the tree is made anew.
fn with_trees(before: &Document, after: Document, library: &Library) -> Document {
    let (Ok((old, _)), Ok((new, _))) = (Schema::read(&before.bytes), Schema::read(&after.bytes))
    else {
        return after;
    };
    let edits = sources(&old)
        .zip(sources(&new))
        .filter_map(|(old, new_source)| {
            let text = new_source.expression.as_ref()?.text();
            new_source.tree.as_ref()?;
            if old.expression.as_ref()?.text() == text {
                return None;
            }
            let expr = parse_expression(text).ok()?;
            let tree = expr_to_tree(&expr, library);
            let (span, text) = new.replace(new_source.span, &tree);
            Some(Edit { span, text })
        })
        .collect();
    match apply(&after.text, edits) {
        Some(text) => after.with_text(text),
        None => after,
    }
}

/// The source of each attribute mapping that has one, in the order of the file.
fn sources(schema: &Schema) -> impl Iterator<Item = &Source> {
    schema
        .mappings()
        .flat_map(|(_, mapping)| &mapping.attributes)
        .filter_map(|attribute| attribute.source.as_ref())
}
