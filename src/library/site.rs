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
    ///
    /// ```
    /// # use attrflow::{diag::Problems, library::{JobKind, Site}, text::Span};
    /// let mut problems = Problems::new();
    /// let site = Site::new("Now", Span::new(0, 5), &[], Some(JobKind::App), &mut problems);
    /// assert_eq!((site.name, site.args.len()), ("Now", 0));
    /// ```
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
    ///
    /// ```
    /// # use attrflow::{diag::Problems, library::{Site, SiteArg}, text::Span, value::Kind};
    /// # let mut problems = Problems::new();
    /// let absent = SiteArg { // the second one of `Mid([a], , 2)`
    ///     span: Span::at(9), given: false, constant: None, kind: Kind::Integer, attribute: None, literal: None,
    /// };
    /// let args = [absent];
    /// let site = Site::new("Mid", Span::new(0, 13), &args, None, &mut problems);
    /// assert!(!site.given(0) && !site.given(1));
    /// ```
    pub fn given(&self, index: usize) -> bool {
        self.args.get(index).is_some_and(|arg| arg.given)
    }

    /// Where the argument was written, in bytes of the text; the whole call where it was not.
    ///
    /// ```
    /// # use attrflow::{diag::Problems, library::Site, text::Span};
    /// # let mut problems = Problems::new();
    /// let site = Site::new("Now", Span::new(4, 9), &[], None, &mut problems);
    /// assert_eq!(site.span(0), Span::new(4, 9));
    /// ```
    pub fn span(&self, index: usize) -> Span {
        self.args.get(index).map_or(self.span, |arg| arg.span)
    }

    /// The argument's value, where it was given and does not depend on the user.
    ///
    /// ```
    /// # use attrflow::{diag::Problems, library::{Site, SiteArg}, text::Span, value::{Kind, Value}};
    /// # let mut problems = Problems::new();
    /// # let mut two = SiteArg {
    /// #     span: Span::new(10, 11), given: true, constant: None, kind: Kind::Integer, attribute: None, literal: None,
    /// # };
    /// two.constant = Some(Value::Int(2));
    /// let args = [two];
    /// let site = Site::new("Left", Span::new(0, 12), &args, None, &mut problems);
    /// assert_eq!((site.constant(0), site.constant(1)), (Some(Value::Int(2)), None));
    /// ```
    pub fn constant(&self, index: usize) -> Option<Value<'s>> {
        self.args.get(index).filter(|arg| arg.given)?.constant
    }

    /// The argument's text, where it was given as a constant text; a constant of another kind is `None`.
    ///
    /// ```
    /// # use attrflow::{diag::Problems, library::{Site, SiteArg}, text::Span, value::{Kind, Value}};
    /// # let mut problems = Problems::new();
    /// # let arg = |constant| SiteArg {
    /// #     span: Span::at(0), given: true, constant: Some(constant), kind: Kind::Any, attribute: None, literal: None,
    /// # };
    /// let args = [arg(Value::Text("2")), arg(Value::Int(2))];
    /// let site = Site::new("Join", Span::at(0), &args, None, &mut problems);
    /// assert_eq!((site.text(0), site.text(1)), (Some("2"), None));
    /// ```
    pub fn text(&self, index: usize) -> Option<&'s str> {
        match self.constant(index)? {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Where bytes `start..end` of a constant text were written, through the literal's escapes;
    /// the whole argument where that cannot be told.
    ///
    /// ```
    /// # use attrflow::{diag::Problems, library::{Literal, Site, SiteArg}, text::Span, value::{Kind, Value}};
    /// # let mut problems = Problems::new();
    /// let pattern = SiteArg { // `"\\d++"` in the source, which is the text `\d++`
    ///     span: Span::new(20, 27), given: true, constant: Some(Value::Text(r"\d++")), kind: Kind::Text, attribute: None,
    ///     literal: Some(Literal::Quoted(r#""\\d++""#)),
    /// };
    /// let args = [pattern];
    /// let site = Site::new("Replace", Span::new(0, 30), &args, None, &mut problems);
    /// assert_eq!(site.within(0, 3, 4), Span::new(25, 26)); // the second `+`
    /// ```
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
    ///
    /// ```
    /// # use attrflow::{diag::{Diagnostic, Problems}, library::{ARGUMENT_KIND, Site}, text::Span};
    /// let mut problems = Problems::new();
    /// let mut site = Site::new("Left", Span::new(0, 9), &[], None, &mut problems);
    /// site.report(Diagnostic::new(&ARGUMENT_KIND, site.span, "no number"));
    /// assert_eq!(problems.len(), 1);
    /// ```
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.problems.push(diagnostic);
    }
}
