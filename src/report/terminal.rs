//! Findings for people at a terminal: each with the text around it and marks. The only user of miette.

use super::{Checked, place};
use crate::diag::{Diagnostic, Severity};
use crate::text::{LineIndex, Span};
use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents,
    SourceCode, SourceSpan, SpanContents,
};
use std::fmt;
use textwrap::{WordSeparator, WordSplitter};

/// A line longer than this is cut down to what is around the marks.
const LONG_LINE: usize = 160;

/// What is kept of a long line on either side of the marks, in bytes.
const AROUND: usize = 60;

/// A mark over more lines than this marks the first of them only.
const MOST_LINES: u32 = 4;

/// All findings with colours, as ANSI sequences that the writer may take out again; `width` in columns.
///
/// ```
/// # use attrflow::{assist::{Document, DocumentKind, standard}, report::Checked};
/// # let text = "Apend([a], \"x\")".to_owned();
/// # let problems = Document::of(DocumentKind::Expression, &text).check(standard(), None);
/// let checked = [Checked { name: "a.entra".into(), text, problems }];
/// let shown = attrflow::report::terminal(&checked, 80);
/// assert!(shown.contains("there is no function `Apend`"));
/// ```
pub fn terminal(checked: &[Checked], width: usize) -> String {
    let handler = GraphicalReportHandler::new_themed(GraphicalTheme::unicode())
        .with_links(false)
        .with_break_words(false)
        .with_word_separator(WordSeparator::AsciiSpace)
        .with_word_splitter(WordSplitter::NoHyphenation)
        .with_width(width);
    let mut written = String::new();
    for file in checked {
        let source = Text::new(&file.name, &file.text);
        for found in &file.problems {
            let shown = Shown::new(found, &source);
            // Writing to a text fails only where the source refuses a place, and ours are clamped.
            let _ = handler.render_report(&mut written, &shown);
            written.push('\n');
        }
    }
    written
}

/// A text with a line break at its end, so that a mark behind its last character has a place.
#[derive(Debug)]
struct Text {
    name: String,
    padded: String,
    lines: LineIndex,
}

impl Text {
    fn new(name: &str, text: &str) -> Self {
        let padded = format!("{text}\n");
        Self {
            name: name.to_owned(),
            lines: LineIndex::new(&padded),
            padded,
        }
    }

    fn line(&self, offset: usize) -> u32 {
        self.lines.position(&self.padded, offset).line
    }

    /// Where the line of a byte begins.
    fn line_start(&self, offset: usize) -> usize {
        let before = self.padded.get(..offset).unwrap_or_default();
        before.rfind('\n').map_or(0, |at| at + 1)
    }

    /// Where the line of a byte ends, without its line break.
    fn line_end(&self, offset: usize) -> usize {
        let after = self.padded.get(offset..).unwrap_or_default();
        let line = after.split('\n').next().unwrap_or_default();
        offset + line.trim_end_matches('\r').len()
    }

    /// A place that lies in the text and covers few lines.
    fn clamp(&self, span: Span) -> Span {
        let most = self.padded.len() - 1;
        let start = self
            .padded
            .floor_char_boundary((span.start as usize).min(most));
        let end = self
            .padded
            .ceil_char_boundary((span.end as usize).clamp(start, most));
        if self.line(end) - self.line(start) >= MOST_LINES {
            return Span::new(start, self.line_end(start).max(start));
        }
        Span::new(start, end)
    }
}

impl SourceCode for Text {
    /// Without lines around, the very span, whose position becomes the heading; else its whole lines,
    /// of long ones what is around the span.
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let (mut start, mut end) = (span.offset(), span.offset() + span.len());
        if before > 0 || after > 0 {
            let line = self.line_start(start);
            let last = self.line_end(end);
            let text = &self.padded;
            if last - line > LONG_LINE {
                start = text.floor_char_boundary(line.max(start.saturating_sub(AROUND)));
                end = text.ceil_char_boundary(last.min(end + AROUND));
            } else {
                (start, end) = (line, last);
            }
            // Of an empty line its line break is shown, or the mark would have no line to stand under.
            end = end.max(start + 1).min(text.len());
        }
        let data = self
            .padded
            .get(start..end)
            .ok_or(MietteError::OutOfBounds)?;
        let at = self.lines.position(&self.padded, start);
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            data.as_bytes(),
            SourceSpan::from(start..end),
            at.line as usize - 1,
            at.column as usize - 1,
            data.lines().count(),
        )))
    }
}

/// A finding as miette wants it.
#[derive(Debug)]
struct Shown<'f> {
    found: &'f Diagnostic,
    source: &'f Text,
    message: String,
    labels: Vec<LabeledSpan>,
}

impl<'f> Shown<'f> {
    fn new(found: &'f Diagnostic, source: &'f Text) -> Self {
        let words = found.place.as_ref().and_then(place);
        let labels = found.labels.iter().enumerate().map(|(at, label)| {
            let said = (!label.text.is_empty()).then(|| label.text.clone());
            let span = SourceSpan::from(source.clamp(label.span).range());
            match at {
                0 => LabeledSpan::new_primary_with_span(said, span),
                _ => LabeledSpan::new_with_span(said, span),
            }
        });
        Self {
            found,
            source,
            message: match words {
                Some(words) => format!("{}\n{words}", found.message),
                None => found.message.clone(),
            },
            labels: labels.collect(),
        }
    }
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Shown<'_> {}

impl miette::Diagnostic for Shown<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        let word = self.found.severity.word();
        Some(Box::new(format!("{word}[{}]", self.found.code.slug)))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.found.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Advice => miette::Severity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        let help = self.found.help.as_ref()?;
        Some(Box::new(help))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self.source)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}
