//! Applying the changes that findings offer.

use super::{Document, DocumentKind};
use crate::diag::{Diagnostic, Edit};
use crate::library::{JobKind, Library};
use crate::schema::{Schema, Source, expr_to_tree};
use crate::syntax::parse_expression;

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
        let found: Vec<&Diagnostic> = problems.iter().filter(|found| wanted(found)).collect();
        let (edits, count) = choose(&found);
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

/// The edits of the first safe fix of each finding, as far as they do not overlap.
fn choose(found: &[&Diagnostic]) -> (Vec<Edit>, usize) {
    let mut chosen: Vec<Edit> = Vec::new();
    let mut count = 0;
    for fix in found
        .iter()
        .filter_map(|found| found.fixes.iter().find(|fix| fix.safe))
    {
        let meets = |edit: &Edit| chosen.iter().any(|other| touches(edit, other));
        if !fix.edits.iter().any(meets) {
            chosen.extend(fix.edits.iter().cloned());
            count += 1;
        }
    }
    (chosen, count)
}

fn touches(one: &Edit, two: &Edit) -> bool {
    one.span.start <= two.span.end && two.span.start <= one.span.end
}

/// The text after some replacements; `None` where they overlap or do not lie in it.
///
/// ```
/// use attrflow::{assist::apply, diag::Edit, text::Span};
/// let edit = Edit { span: Span::new(1, 2), text: "-".into() };
/// assert_eq!(apply("a+b", vec![edit]).as_deref(), Some("a-b"));
/// ```
pub fn apply(text: &str, mut edits: Vec<Edit>) -> Option<String> {
    edits.sort_by_key(|edit| edit.span);
    let mut changed = String::with_capacity(text.len());
    let mut at = 0;
    for edit in &edits {
        let range = edit.span.range();
        changed.push_str(text.get(at..range.start)?);
        text.get(range.clone())?;
        changed.push_str(&edit.text);
        at = range.end;
    }
    changed.push_str(text.get(at..)?);
    Some(changed)
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
        .filter_map(|(old, new)| {
            let (old, new) = (old?, new?);
            let text = new.expression.as_ref()?.text();
            new.tree.as_ref()?;
            if old.expression.as_ref()?.text() == text {
                return None;
            }
            let expr = parse_expression(text).ok()?;
            let mut tree = expr_to_tree(&expr, library);
            if let Some(members) = tree.as_object_mut() {
                members.insert("expression".to_owned(), text.into());
            }
            Some((new, tree))
        })
        .map(|(source, tree)| new_source(&new, source, &tree))
        .collect();
    match apply(&after.text, edits) {
        Some(text) => after.with_text(text),
        None => after,
    }
}

fn new_source(schema: &Schema, source: &Source, tree: &serde_json::Value) -> Edit {
    let (span, text) = schema.replace(source.span, tree);
    Edit { span, text }
}

/// The source of each attribute mapping, in the order of the file.
fn sources(schema: &Schema) -> impl Iterator<Item = Option<&Source>> {
    schema
        .mappings()
        .flat_map(|(_, mapping)| &mapping.attributes)
        .map(|attribute| attribute.source.as_ref())
}
