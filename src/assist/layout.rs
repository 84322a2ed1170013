//! The canonical spelling of documents, and the form for people.

use super::{Document, DocumentKind, Sheet};
use crate::diag::{Diagnostic, Edit, Problems, apply};
use crate::library::{Library, Occurs};
use crate::schema::Schema;
use crate::syntax::{Expr, parse_expression, parse_filter};
use crate::text::Span;

/// How wide the form for people may be, in columns.
const WIDTH: usize = 80;

/// How expressions are spelled.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Layout {
    /// On one line, as Graph spells them.
    Canonical,
    /// Broken over lines where they are long. Schemas stay canonical: Graph keeps one line.
    Pretty,
}

/// A document with its expressions spelled anew.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Written {
    /// The text; what cannot be read is left as it was.
    pub text: String,
    /// Why something was left.
    pub problems: Problems,
}

/// Spells a document's expressions or filter anew. Comments, order and all else stay.
///
/// ```
/// use attrflow::assist::{Document, DocumentKind, Layout, lay_out, standard};
/// let document = Document::of(DocumentKind::Sheet, "# x\nmail: ToLower( [mail] )\n");
/// assert_eq!(lay_out(&document, Layout::Canonical, standard()).text, "# x\nmail: ToLower([mail])\n");
/// ```
pub fn lay_out(document: &Document, layout: Layout, library: &Library) -> Written {
    let text = document.text.as_str();
    if !document.is_whole() {
        return Written {
            text: text.to_owned(),
            problems: document.check(library, None),
        };
    }
    let mut writer = Writer {
        layout,
        library,
        crlf: text.contains("\r\n"),
        edits: Vec::new(),
        problems: Problems::new(),
    };
    match document.kind {
        DocumentKind::Schema => writer.schema(&document.bytes),
        DocumentKind::Sheet => writer.sheet(text),
        DocumentKind::Filter => writer.filter(text),
        DocumentKind::Expression => writer.expression(text),
    }
    let changed = apply(text, writer.edits);
    Written {
        text: changed.unwrap_or_else(|| text.to_owned()),
        problems: writer.problems,
    }
}

struct Writer<'l> {
    layout: Layout,
    library: &'l Library,
    crlf: bool,
    edits: Vec<Edit>,
    problems: Problems,
}

impl Writer<'_> {
    fn schema(&mut self, bytes: &[u8]) {
        let schema = match Schema::read(bytes) {
            Ok((schema, _)) => schema,
            Err(problems) => return self.problems.append(problems),
        };
        for (rule, mapping) in schema.mappings() {
            for attribute in &mapping.attributes {
                let Some(json) = attribute
                    .source
                    .as_ref()
                    .and_then(|source| source.expression.as_ref())
                else {
                    continue;
                };
                match parse_expression(json.text()) {
                    Ok(expr) => {
                        let canonical = expr.canonical();
                        let (span, text) = change(json.text(), &canonical);
                        if canonical != json.text() {
                            let (span, text) = json.edit_within(span, text);
                            self.edits.push(Edit { span, text });
                        }
                    }
                    Err(problems) => {
                        let place = rule.attribute_place(mapping, attribute);
                        let located = problems.into_iter().map(|found| Diagnostic {
                            place: Some(place.clone()),
                            fixes: Vec::new(),
                            ..found.map_spans(|span| json.file_span(span))
                        });
                        self.problems.append(located.collect());
                    }
                }
            }
        }
    }

    fn sheet(&mut self, text: &str) {
        let (sheet, problems) = Sheet::read(text);
        self.problems.append(problems);
        for entry in sheet.entries {
            match parse_expression(&entry.text) {
                Ok(expr) => {
                    // A text that goes on over lines would not survive another indentation.
                    if !entry.commented && !expr.canonical().contains('\n') {
                        let spelled = self.spelled(&expr).replace('\n', "\n  ");
                        self.replace(entry.span, &spelled);
                    }
                }
                Err(problems) => self.problems.append(entry.in_file(problems)),
            }
        }
    }

    fn filter(&mut self, text: &str) {
        match parse_filter(said(text).of(text)) {
            Ok(filter) => self.replace(said(text), &filter.canonical()),
            Err(problems) => self.located(problems, text),
        }
    }

    fn expression(&mut self, text: &str) {
        match parse_expression(said(text).of(text)) {
            Ok(expr) => {
                let spelled = self.spelled(&expr);
                self.replace(said(text), &spelled);
            }
            Err(problems) => self.located(problems, text),
        }
    }

    fn located(&mut self, problems: Problems, text: &str) {
        let by = said(text).start as usize;
        let moved = problems
            .into_iter()
            .map(|found| found.map_spans(|span| span.shift(by)));
        self.problems.append(moved.collect());
    }

    fn spelled(&self, expr: &Expr) -> String {
        match self.layout {
            Layout::Canonical => expr.canonical(),
            Layout::Pretty => expr.pretty_with(WIDTH, &|name| self.pairs_after(name)),
        }
    }

    /// After how many arguments the pairs of a function begin, if it has pairs.
    fn pairs_after(&self, name: &str) -> Option<usize> {
        let params = self.library.function(name)?.params;
        let fixed = params
            .iter()
            .take_while(|param| param.occurs != Occurs::Repeated);
        let fixed = fixed.count();
        (params.len() == fixed + 2).then_some(fixed)
    }

    fn replace(&mut self, span: Span, text: &str) {
        let text = match self.crlf {
            true => text.replace("\r\n", "\n").replace('\n', "\r\n"),
            false => text.to_owned(),
        };
        self.edits.push(Edit { span, text });
    }
}

/// The least replacement that makes one text the other, so that what is equal keeps its JSON escapes.
fn change<'n>(old: &str, new: &'n str) -> (Span, &'n str) {
    let equal = |(one, two): &(char, char)| one == two;
    let before = old.chars().zip(new.chars()).take_while(equal);
    let before: usize = before.map(|(letter, _)| letter.len_utf8()).sum();
    let old_rest = old.get(before..).unwrap_or_default();
    let new_rest = new.get(before..).unwrap_or_default();
    let after = old_rest
        .chars()
        .rev()
        .zip(new_rest.chars().rev())
        .take_while(equal);
    let after: usize = after.map(|(letter, _)| letter.len_utf8()).sum();
    let text = new_rest.get(..new_rest.len() - after).unwrap_or_default();
    (Span::new(before, old.len() - after), text)
}

/// The text without byte order mark and the blanks around it.
fn said(text: &str) -> Span {
    let inner = text.trim_start_matches('\u{feff}').trim_start();
    let start = text.len() - inner.len();
    Span::new(start, start + inner.trim_end().len())
}
