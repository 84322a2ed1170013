//! One thing told to people.

use super::{Code, Severity};
use crate::text::Span;

/// One finding about a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diagnostic {
    /// Which kind it is.
    pub code: &'static Code,
    /// How bad it is; starts as the code's own severity.
    pub severity: Severity,
    /// What is wrong: lower case, no final period, the user's text in backticks.
    pub message: String,
    /// Where; the first one is the main place.
    pub labels: Vec<Label>,
    /// What to write instead.
    pub help: Option<String>,
    /// Changes that mend it.
    pub fixes: Vec<Fix>,
    /// Which part of a schema the text belongs to; `None` for a text of its own.
    pub place: Option<Place>,
}

/// A marked piece of the text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Label {
    /// What is marked.
    pub span: Span,
    /// What is said under the mark; may be empty.
    pub text: String,
}

/// A change that mends a finding.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fix {
    /// What it does, as an instruction: "write `=`".
    pub title: String,
    /// Replacements of the text, which do not overlap.
    pub edits: Vec<Edit>,
    /// Whether it may be applied without asking: the meaning is certain to be what was meant.
    pub safe: bool,
}

/// Replaces a piece of the text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edit {
    /// What goes.
    pub span: Span,
    /// What comes.
    pub text: String,
}

/// The part of a schema that a finding belongs to, in the names that its file uses.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Place {
    /// Name of the synchronization rule.
    pub rule: Option<String>,
    /// Object mapping: its name, or `source → target` where it has none.
    pub mapping: Option<String>,
    /// Target attribute of the attribute mapping.
    pub target: Option<String>,
    /// Scoping filter: name of the group.
    pub filter: Option<String>,
}

impl Diagnostic {
    /// A finding of a kind at a place.
    ///
    /// ```
    /// use attrflow::{diag::{Code, Diagnostic, Sample, Severity}, text::Span};
    /// static CODE: Code = Code { slug: "demo", severity: Severity::Warning, title: "a demonstration",
    ///     explanation: "Nothing.", sample: Sample::Expression("1") };
    /// let found = Diagnostic::new(&CODE, Span::at(0), "nothing is wrong").help("go on");
    /// assert_eq!(found.severity, Severity::Warning);
    /// ```
    pub fn new(code: &'static Code, span: Span, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity,
            message: message.into(),
            labels: vec![Label {
                span,
                text: String::new(),
            }],
            help: None,
            fixes: Vec::new(),
            place: None,
        }
    }

    /// Says something under the main mark.
    ///
    /// ```
    /// # use attrflow::{diag::Diagnostic, library::ARGUMENT_KIND, text::Span};
    /// let found = Diagnostic::new(&ARGUMENT_KIND, Span::new(5, 8), "no number").under("a text");
    /// assert_eq!(found.labels[0].text, "a text");
    /// ```
    #[must_use]
    pub fn under(mut self, text: impl Into<String>) -> Self {
        if let Some(first) = self.labels.first_mut() {
            first.text = text.into();
        }
        self
    }

    /// Marks a further place.
    ///
    /// ```
    /// # use attrflow::{diag::Diagnostic, library::ARGUMENT_KIND, text::Span};
    /// let found = Diagnostic::new(&ARGUMENT_KIND, Span::new(5, 8), "no number").label(Span::new(0, 4), "wants one");
    /// assert_eq!((found.labels.len(), found.span()), (2, Span::new(5, 8)));
    /// ```
    #[must_use]
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label {
            span,
            text: text.into(),
        });
        self
    }

    /// Says what to write; what was said before gives way.
    ///
    /// ```
    /// # use attrflow::{diag::Diagnostic, library::ARGUMENT_KIND, text::Span};
    /// let found = Diagnostic::new(&ARGUMENT_KIND, Span::at(0), "no number").help("write digits");
    /// assert_eq!(found.help.as_deref(), Some("write digits"));
    /// ```
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Offers a replacement of one piece of the text that may be applied without asking.
    ///
    /// ```
    /// # use attrflow::{diag::{Diagnostic, apply}, library::ARGUMENT_KIND, text::Span};
    /// let found = Diagnostic::new(&ARGUMENT_KIND, Span::new(2, 4), "foreign sign").fix("write `=`", Span::new(2, 4), "=");
    /// assert!(found.fixes[0].safe);
    /// assert_eq!(apply("a == b", found.fixes[0].edits.clone()).as_deref(), Some("a = b"));
    /// ```
    #[must_use]
    pub fn fix(self, title: impl Into<String>, span: Span, text: impl Into<String>) -> Self {
        self.with_fix(Fix {
            title: title.into(),
            edits: vec![Edit {
                span,
                text: text.into(),
            }],
            safe: true,
        })
    }

    /// Offers a replacement of one piece of the text that a person should look at first.
    ///
    /// ```
    /// # use attrflow::{diag::Diagnostic, library::ARGUMENT_KIND, text::Span};
    /// let found = Diagnostic::new(&ARGUMENT_KIND, Span::new(0, 4), "unknown").suggest("write `mail`", Span::new(0, 4), "mail");
    /// assert!(!found.fixes[0].safe);
    /// ```
    #[must_use]
    pub fn suggest(self, title: impl Into<String>, span: Span, text: impl Into<String>) -> Self {
        self.with_fix(Fix {
            title: title.into(),
            edits: vec![Edit {
                span,
                text: text.into(),
            }],
            safe: false,
        })
    }

    /// Offers a change, after those offered before.
    ///
    /// ```
    /// # use attrflow::{diag::{Diagnostic, Edit, Fix, apply}, library::ARGUMENT_KIND, text::Span};
    /// let quote = |at| Edit { span: Span::at(at), text: "\"".into() };
    /// let fix = Fix { title: "quote it".into(), edits: vec![quote(0), quote(3)], safe: true };
    /// let found = Diagnostic::new(&ARGUMENT_KIND, Span::new(0, 3), "bare text").with_fix(fix);
    /// assert_eq!(apply("ada", found.fixes[0].edits.clone()).as_deref(), Some("\"ada\""));
    /// ```
    #[must_use]
    pub fn with_fix(mut self, fix: Fix) -> Self {
        self.fixes.push(fix);
        self
    }

    /// Where it mainly is, in bytes of the text: its first label.
    ///
    /// ```
    /// # use attrflow::{diag::Diagnostic, library::ARGUMENT_KIND, text::Span};
    /// assert_eq!(Diagnostic::new(&ARGUMENT_KIND, Span::new(5, 8), "no number").span(), Span::new(5, 8));
    /// ```
    pub fn span(&self) -> Span {
        self.labels
            .first()
            .map(|label| label.span)
            .unwrap_or_default()
    }

    /// Moves every span, of labels and of fixes, for a text that stands inside another one.
    ///
    /// ```
    /// # use attrflow::{diag::Diagnostic, library::ARGUMENT_KIND, text::Span};
    /// let inside = Diagnostic::new(&ARGUMENT_KIND, Span::new(0, 2), "foreign sign").fix("write `=`", Span::new(0, 2), "=");
    /// let outside = inside.map_spans(|span| span.shift(100));
    /// assert_eq!((outside.span(), outside.fixes[0].edits[0].span), (Span::new(100, 102), Span::new(100, 102)));
    /// ```
    #[must_use]
    pub fn map_spans(mut self, mut map: impl FnMut(Span) -> Span) -> Self {
        for label in &mut self.labels {
            label.span = map(label.span);
        }
        for edit in self.fixes.iter_mut().flat_map(|fix| fix.edits.iter_mut()) {
            edit.span = map(edit.span);
        }
        self
    }
}
