//! The arguments of a call: values, commas, and what is written for commas.

use pest::iterators::Pair;

use super::grammar::Rule;
use super::logic::Logic;
use super::lower::{Lower, span};
use super::{Arg, Expr, structure};
use crate::text::Span;

/// Reads the row of values and commas between two parentheses.
#[derive(Default)]
pub(super) struct Arguments {
    pub args: Vec<Arg>,
    value: Option<Expr>,
    /// Where the current argument may begin.
    from: usize,
    separated: bool,
    /// Logical operators in the first argument.
    pub logic: Option<Logic>,
    pub close: Span,
}

impl Arguments {
    pub(super) fn take(&mut self, lower: &mut Lower<'_>, part: Pair<'_, Rule>) {
        let place = span(&part);
        match part.as_rule() {
            Rule::open => self.from = place.end as usize,
            Rule::expression => {
                let mut lowered = lower.expression(part);
                if self.args.is_empty() {
                    self.logic = lowered.logic.take();
                }
                self.value = Some(lower.settled(lowered));
            }
            Rule::close => {
                self.close = place;
                if self.separated || self.value.is_some() {
                    self.end(place);
                }
            }
            Rule::missing_comma => {
                if let Some(before) = &self.value {
                    let found = structure::missing_comma(before, place, lower.text);
                    lower.problems.push(found);
                }
                self.end(place);
            }
            Rule::comma | Rule::semicolon => {
                lower.token(&part);
                self.end(place);
            }
            _ => lower.token(&part),
        }
    }

    /// Ends the current argument before a separator.
    fn end(&mut self, separator: Span) {
        let value = self.value.take();
        let gap = Span::new(self.from, separator.start as usize);
        let span = value.as_ref().map_or(gap, |value| value.span);
        self.args.push(Arg { value, span });
        self.from = separator.end as usize;
        self.separated = true;
    }
}
