//! A written call, as a function's `prepare` sees it before anything is evaluated.

use super::JobKind;
use crate::diag::{Diagnostic, Problems};
use crate::text::Span;
use crate::value::{Kind, Value};
use std::any::Any;

/// What a `prepare` hook keeps for the calls: compiled regex, date format, key table.
pub type Prepared = Box<dyn Any + Send + Sync>;

/// A written call: its arguments as far as they are known before evaluation.
pub struct Site<'s> {
    /// Name of the function or operator, and where it was written.
    pub name: &'s str,
    /// The whole call.
    pub span: Span,
    /// The arguments as written, absent ones included.
    pub args: &'s [SiteArg<'s>],
    /// Kind of the job, where known.
    pub job: Option<JobKind>,
    problems: &'s mut Problems,
}

/// One written argument.
#[derive(Clone, Copy, Debug)]
pub struct SiteArg<'s> {
    /// Where it was written.
    pub span: Span,
    /// Whether it is there at all.
    pub given: bool,
    /// Its value, where it does not depend on the user.
    pub constant: Option<Value<'s>>,
    /// The kind it promises.
    pub kind: Kind,
    /// The attribute that it names, where it is nothing but an attribute.
    pub attribute: Option<&'s str>,
    /// Its source text, where it is nothing but a text.
    pub literal: Option<Literal<'s>>,
}

/// How a constant text was written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Literal<'s> {
    /// In quotes, with a backslash before each quote and backslash.
    Quoted(&'s str),
    /// As it is: every byte stands for itself.
    Raw(&'s str),
}

impl<'s> Site<'s> {
    /// A written call.
    pub fn new(
        name: &'s str,
        span: Span,
        args: &'s [SiteArg<'s>],
        job: Option<JobKind>,
        problems: &'s mut Problems,
    ) -> Self {
        Self {
            name,
            span,
            args,
            job,
            problems,
        }
    }

    /// Whether the argument was written and is not absent.
    pub fn given(&self, index: usize) -> bool {
        self.args.get(index).is_some_and(|arg| arg.given)
    }

    /// Where the argument was written; the whole call where it was not.
    pub fn span(&self, index: usize) -> Span {
        self.args.get(index).map_or(self.span, |arg| arg.span)
    }

    /// The argument's value, where it was given and does not depend on the user.
    pub fn constant(&self, index: usize) -> Option<Value<'s>> {
        self.args.get(index).filter(|arg| arg.given)?.constant
    }

    /// The argument's text, where it was given as a constant text.
    pub fn text(&self, index: usize) -> Option<&'s str> {
        match self.constant(index)? {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Where bytes `start..end` of a constant text were written, through the literal's escapes;
    /// the whole argument where that cannot be told.
    pub fn within(&self, index: usize, start: usize, end: usize) -> Span {
        let whole = self.span(index);
        let inner = match self.args.get(index).and_then(|arg| arg.literal) {
            None => return whole,
            Some(Literal::Raw(text)) => {
                let start = start.min(text.len());
                return Span::new(start, end.min(text.len()).max(start))
                    .shift(whole.start as usize);
            }
            Some(Literal::Quoted(text)) => text.strip_prefix('"').unwrap_or(text),
        };
        let place = |wanted: usize| {
            let mut decoded = 0;
            let mut escaped = false;
            for (at, letter) in inner.char_indices() {
                if decoded >= wanted {
                    return at;
                }
                let next = inner.get(at + 1..).unwrap_or_default();
                let escapes = !escaped && letter == '\\' && next.starts_with(['\\', '"']);
                escaped = escapes;
                if !escapes {
                    decoded += letter.len_utf8();
                }
            }
            inner
                .len()
                .saturating_sub(usize::from(inner.ends_with('"')))
        };
        let from = place(start);
        Span::new(from, place(end).max(from)).shift(whole.start as usize + 1)
    }

    /// Reports something about the call.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.problems.push(diagnostic);
    }
}
