//! A file or text that people hand over: what it is, and all that is wrong with it.

use super::Sheet;
use crate::check::{Context, Slots, check, check_filter, check_mapping};
use crate::diag::Problems;
use crate::library::{JobKind, Library};
use crate::schema::{Decoded, Encoding, Schema, decode};
use crate::syntax::{parse_expression, parse_filter};

/// What a document is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DocumentKind {
    /// Graph's `synchronizationSchema` or `synchronizationTemplate`.
    Schema,
    /// One `target: expression` a line.
    Sheet,
    /// A scoping filter in its textual form.
    Filter,
    /// One expression.
    Expression,
}

/// A document as it was handed over.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Document {
    /// What it is.
    pub kind: DocumentKind,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Its text, a byte order mark included; all places are places in it.
    pub text: String,
    /// How the text is encoded.
    pub encoding: Encoding,
}

impl DocumentKind {
    /// What a file is, by the end of its name, else by what it says.
    ///
    /// ```
    /// use attrflow::assist::DocumentKind;
    /// assert_eq!(DocumentKind::of("scope.filter", ""), DocumentKind::Filter);
    /// assert_eq!(DocumentKind::of("-", "{ \"id\": 1 }"), DocumentKind::Schema);
    /// assert_eq!(DocumentKind::of("-", "[mail]"), DocumentKind::Expression);
    /// ```
    pub fn of(name: &str, text: &str) -> Self {
        let (_, ending) = name.rsplit_once('.').unwrap_or_default();
        let said = text.trim_start_matches('\u{feff}').trim_start();
        match ending.to_ascii_lowercase().as_str() {
            "json" => Self::Schema,
            "entra" => Self::Sheet,
            "filter" => Self::Filter,
            _ if said.starts_with('{') || said.starts_with("[{") || said == "[]" => Self::Schema,
            _ if Sheet::recognizes(text) => Self::Sheet,
            _ => Self::Expression,
        }
    }
}

impl Document {
    /// Takes the bytes of a file of that name; what it is shows in name and text.
    ///
    /// ```
    /// use attrflow::assist::{Document, DocumentKind};
    /// assert_eq!(Document::read("map.entra", b"mail: [mail]".to_vec()).kind, DocumentKind::Sheet);
    /// ```
    pub fn read(name: &str, bytes: Vec<u8>) -> Self {
        let Decoded { text, encoding, .. } = decode(&bytes);
        Self {
            kind: DocumentKind::of(name, &text),
            bytes,
            text,
            encoding,
        }
    }

    /// Takes a text of a known kind.
    ///
    /// ```
    /// use attrflow::assist::{Document, DocumentKind};
    /// assert_eq!(Document::of(DocumentKind::Filter, "a IS TRUE").text, "a IS TRUE");
    /// ```
    pub fn of(kind: DocumentKind, text: &str) -> Self {
        Self {
            kind,
            bytes: text.as_bytes().to_vec(),
            text: text.to_owned(),
            encoding: Encoding::Utf8,
        }
    }

    /// The same document with another text, in the same encoding.
    ///
    /// ```
    /// use attrflow::assist::Document;
    /// let changed = Document::read("map.entra", b"mail: [mail]".to_vec()).with_text("mail: [upn]".into());
    /// assert_eq!(changed.bytes, b"mail: [upn]");
    /// ```
    #[must_use]
    pub fn with_text(&self, text: String) -> Self {
        Self {
            bytes: self.encoding.encode(&text),
            text,
            ..*self
        }
    }

    /// Whether its text is all of its bytes, so that it can be written back without a loss.
    ///
    /// ```
    /// use attrflow::assist::Document;
    /// assert!(Document::read("a", b"[mail]".to_vec()).is_whole());
    /// assert!(!Document::read("a", b"[\xFF]".to_vec()).is_whole());
    /// ```
    pub fn is_whole(&self) -> bool {
        self.encoding.encode(&self.text) == self.bytes
    }

    /// All that is wrong with it, in the order of its text.
    ///
    /// ```
    /// use attrflow::assist::{Document, DocumentKind, standard};
    /// let problems = Document::of(DocumentKind::Expression, "Apend([a], \"x\")").check(standard(), None);
    /// assert_eq!(problems.iter().next().unwrap().code.slug, "unknown-function");
    /// ```
    pub fn check(&self, library: &Library, job: Option<JobKind>) -> Problems {
        let context = Context {
            job,
            ..Context::open(library)
        };
        let mut problems = match self.kind {
            DocumentKind::Schema => schema(&self.bytes, library, job),
            DocumentKind::Sheet => sheet(&self.text, &context),
            DocumentKind::Filter => filter(&self.text, &context),
            DocumentKind::Expression => expression(&self.text, &context),
        };
        problems.sort();
        problems
    }
}

fn schema(bytes: &[u8], library: &Library, job: Option<JobKind>) -> Problems {
    let (schema, mut problems) = match Schema::read(bytes) {
        Ok(read) => read,
        Err(problems) => return problems,
    };
    for (rule, mapping) in schema.mappings() {
        problems.append(check_mapping(library, &schema, rule, mapping, job).1);
    }
    problems
}

fn sheet(text: &str, context: &Context<'_>) -> Problems {
    let (sheet, mut problems) = Sheet::read(text);
    for entry in &sheet.entries {
        problems.append(entry.in_file(expression(&entry.text, context)));
    }
    problems
}

fn filter(text: &str, context: &Context<'_>) -> Problems {
    let said = text.trim_start_matches('\u{feff}');
    let found = match parse_filter(said) {
        Ok(filter) => check_filter(context, said, &filter, &mut Slots::new()).1,
        Err(problems) => problems,
    };
    moved(found, text.len() - said.len())
}

fn expression(text: &str, context: &Context<'_>) -> Problems {
    let said = text.trim_start_matches('\u{feff}');
    let found = match parse_expression(said) {
        Ok(expr) => check(context, said, &expr, &mut Slots::new()).1,
        Err(problems) => problems,
    };
    moved(found, text.len() - said.len())
}

fn moved(problems: Problems, by: usize) -> Problems {
    problems
        .into_iter()
        .map(|found| found.map_spans(|span| span.shift(by)))
        .collect()
}
