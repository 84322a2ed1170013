//! Expression files: one `target: expression` a line, as people keep mappings in version control.
//!
//! A line that begins with `#` is a comment, wherever it stands. A line that begins with a blank
//! continues the expression before it. Targets may be attribute paths and URNs, so the target ends at
//! the first colon that a blank or the end of the line follows; blanks before that colon do not count.

use crate::diag::{Code, Diagnostic, Place, Problems, Sample, Severity};
use crate::text::Span;
use std::collections::HashMap;

static MISSING_TARGET: Code = Code {
    slug: "missing-target",
    severity: Severity::Error,
    title: "a line of an expression file does not begin with a target attribute",
    explanation: "Each entry of an expression file is `target: expression`, with a blank after the colon. A longer expression goes \
on in the lines below, which begin with a blank. A line that begins with `#` is a comment.",
    sample: Sample::Sheet("Append([mailNickname], \"@contoso.com\")"),
};

static DUPLICATE_TARGET: Code = Code {
    slug: "duplicate-target",
    severity: Severity::Error,
    title: "an expression file sets the same target attribute twice",
    explanation: "An attribute has one value, so it has one expression. Join the two with `Coalesce` or `IIF`, or delete one.",
    sample: Sample::Sheet("mail: [mail]\nmail: [userPrincipalName]"),
};

/// What can be wrong with an expression file as a file.
pub static CODES: &[&Code] = &[&MISSING_TARGET, &DUPLICATE_TARGET];

/// The entries of an expression file.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Sheet {
    /// In the order of the file.
    pub entries: Vec<Entry>,
}

/// One entry of an expression file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// The target attribute.
    pub target: String,
    /// Where the target is written.
    pub target_span: Span,
    /// The expression, line breaks included; comments in it are blanks, so that each byte stands as far
    /// from the beginning as in the file.
    pub text: String,
    /// Where the expression is written, without the blanks around it.
    pub span: Span,
    /// Whether a comment stands inside the expression.
    pub commented: bool,
}

impl Entry {
    /// Moves what was found in the expression to its place in the file, in bytes from the file's
    /// beginning, and names the target attribute.
    ///
    /// ```
    /// use attrflow::{assist::Sheet, syntax::parse_expression};
    /// let (sheet, _) = Sheet::read("a: [a]\nmail: Trim([mail]");
    /// let found = parse_expression(&sheet.entries[1].text).unwrap_err();
    /// let moved = sheet.entries[1].in_file(found);
    /// let found = moved.iter().next().unwrap();
    /// assert_eq!(found.span().start, 17);
    /// assert_eq!(found.place.as_ref().unwrap().target.as_deref(), Some("mail"));
    /// ```
    pub fn in_file(&self, problems: Problems) -> Problems {
        let place = Place {
            target: Some(self.target.clone()),
            ..Place::default()
        };
        let by = self.span.start as usize;
        let located = problems.into_iter().map(|found| Diagnostic {
            place: Some(place.clone()),
            ..found.map_spans(|span| span.shift(by))
        });
        located.collect()
    }
}

impl Sheet {
    /// Reads an expression file. Lines that are no entry are reported and left out.
    ///
    /// ```
    /// use attrflow::assist::Sheet;
    /// let (sheet, problems) = Sheet::read("# people\nmail: ToLower(\n  [mail])\nurn:x:User:desk: [desk]\n");
    /// assert!(problems.is_empty());
    /// assert_eq!(sheet.entries[0].text, "ToLower(\n  [mail])");
    /// assert_eq!(sheet.entries[1].target, "urn:x:User:desk");
    /// ```
    pub fn read(text: &str) -> (Self, Problems) {
        let mut reading = Reading {
            text,
            sheet: Self::default(),
            open: None,
            targets: HashMap::new(),
            problems: Problems::new(),
        };
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let mark = if at == 0 {
                line.len() - line.trim_start_matches('\u{feff}').len()
            } else {
                0
            };
            reading.line(at + mark, line.get(mark..).unwrap_or_default());
            at += line.len();
        }
        reading.close();
        (reading.sheet, reading.problems)
    }

    /// Whether a text looks like an expression file: its first line that says something begins with a
    /// target.
    ///
    /// ```
    /// use attrflow::assist::Sheet;
    /// assert!(Sheet::recognizes("# all\nmail: [mail]"));
    /// assert!(Sheet::recognizes("mail : [mail]"));
    /// assert!(!Sheet::recognizes("Append([a], \"x: y\")"));
    /// ```
    pub fn recognizes(text: &str) -> bool {
        text.trim_start_matches('\u{feff}')
            .lines()
            .find(|line| !line.trim().is_empty() && !line.starts_with('#'))
            .is_some_and(|line| target(line).is_some())
    }
}

/// The target that a line begins with, and what follows its colon: the first one with a blank behind it.
fn target(line: &str) -> Option<(&str, &str)> {
    let ends = line.match_indices(':').map(|(at, _)| line.split_at(at));
    let (before, rest) = ends.into_iter().find(|(_, rest)| {
        let after = rest.get(1..).unwrap_or_default();
        after.is_empty() || after.starts_with([' ', '\t', '\r', '\n'])
    })?;
    let target = before.trim_end_matches([' ', '\t']);
    let plain = |letter: char| !matches!(letter, '(' | ')' | ',' | '&' | '=' | '<' | '>');
    let named = target.starts_with(|first: char| first.is_alphabetic() || first == '_');
    // A path such as `emails[type eq "work"].value` has quotes and blanks inside its brackets only.
    let outside = target
        .split('[')
        .map(|part| part.rsplit(']').next().unwrap_or_default());
    let bare = outside
        .into_iter()
        .all(|part| !part.contains(['"', ' ', '\t']));
    (named && bare && target.chars().all(plain)).then_some((target, rest.get(1..)?))
}

struct Reading<'t> {
    text: &'t str,
    sheet: Sheet,
    open: Option<Open>,
    targets: HashMap<String, Span>,
    problems: Problems,
}

/// An entry whose last line is not known yet.
struct Open {
    target: String,
    target_span: Span,
    start: usize,
    end: usize,
    comments: Vec<Span>,
}

impl Reading<'_> {
    fn line(&mut self, at: usize, line: &str) {
        let written = line.trim_end();
        let end = at + written.len();
        if written.is_empty() {
            return;
        }
        if written.starts_with('#') {
            if let Some(open) = &mut self.open {
                open.comments.push(Span::new(at, end));
            }
            return;
        }
        if line.starts_with([' ', '\t']) && self.open.is_some() {
            if let Some(open) = &mut self.open {
                open.end = end;
            }
            return;
        }
        self.close();
        match target(written) {
            Some((target, rest)) => self.open(at, target, end - rest.len(), end),
            None => self.problems.push(
                Diagnostic::new(
                    &MISSING_TARGET,
                    Span::new(at + (line.len() - line.trim_start().len()), end),
                    "this line does not begin with a target attribute",
                )
                .help("write `target: expression`; begin the line with a blank where it continues the line above"),
            ),
        }
    }

    fn open(&mut self, at: usize, target: &str, start: usize, end: usize) {
        let target_span = Span::new(at, at + target.len());
        if let Some(first) = self.targets.get(target) {
            self.problems.push(
                Diagnostic::new(
                    &DUPLICATE_TARGET,
                    target_span,
                    format!("`{target}` is set twice"),
                )
                .under("again here")
                .label(*first, "first here")
                .help("keep one of the two, or join them with `Coalesce` or `IIF`"),
            );
        }
        self.targets.entry(target.to_owned()).or_insert(target_span);
        self.open = Some(Open {
            target: target.to_owned(),
            target_span,
            start,
            end,
            comments: Vec::new(),
        });
    }

    fn close(&mut self) {
        let Some(open) = self.open.take() else {
            return;
        };
        let whole = Span::new(open.start, open.end);
        let written = whole.of(self.text);
        let start = open.start + (written.len() - written.trim_start().len());
        let span = Span::new(start.min(open.end), open.end);
        let mut text = span.of(self.text).to_owned();
        let inside = open
            .comments
            .iter()
            .filter(|comment| comment.end <= span.end && comment.start >= span.start);
        let mut commented = false;
        for comment in inside {
            let from = (comment.start - span.start) as usize;
            let length = comment.range().len();
            text.replace_range(from..from + length, &" ".repeat(length));
            commented = true;
        }
        self.sheet.entries.push(Entry {
            target: open.target,
            target_span: open.target_span,
            text,
            span,
            commented,
        });
    }
}
