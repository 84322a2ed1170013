//! The calls of `FormatDateTime` and the formats that are constant in them.

use crate::check::lint::{Look, argument, literal};
use crate::dotnet::date::{Facts, InputFormat, OutputFormat};
use crate::syntax::Expr;

/// A constant format.
pub(super) struct Format<'l> {
    pub(super) expr: &'l Expr,
    pub(super) text: &'l str,
    pub(super) facts: Facts,
}

/// A call of `FormatDateTime`.
pub(super) struct Reformat<'l> {
    pub(super) source: &'l Expr,
    pub(super) input: Option<Format<'l>>,
    pub(super) output: Option<Format<'l>>,
}

impl<'l> Reformat<'l> {
    /// Its formats.
    pub(super) fn formats(&self) -> impl Iterator<Item = &Format<'l>> {
        self.input.iter().chain(&self.output)
    }
}

/// Every call of `FormatDateTime`. With four arguments, the styles stand before the formats.
pub(super) fn reformats<'l>(look: &Look<'l>) -> Vec<Reformat<'l>> {
    let calls = look.calls_of("FormatDateTime").into_iter();
    calls
        .filter_map(|(call, _)| {
            let first = if call.args.len() >= 4 { 2 } else { 1 };
            let input = constant(argument(call, first), |text| {
                Some(InputFormat::new(text).ok()?.facts().clone())
            });
            let output = constant(argument(call, first + 1), |text| {
                Some(OutputFormat::new(text).ok()?.facts().clone())
            });
            Some(Reformat {
                source: argument(call, 0)?,
                input,
                output,
            })
        })
        .collect()
}

fn constant<'l>(
    expr: Option<&'l Expr>,
    facts: impl FnOnce(&str) -> Option<Facts>,
) -> Option<Format<'l>> {
    let expr = expr?;
    let text = literal(expr)?;
    Some(Format {
        expr,
        text,
        facts: facts(text)?,
    })
}
