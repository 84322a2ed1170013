//! `attrflow eval`: evaluates an expression.

use super::{Exit, Trouble, output};
use crate::assist::standard;
use crate::check::{Context, Slots, check};
use crate::eval::Run;
use crate::library::FixedHost;
use crate::syntax::parse_expression;
use crate::value::to_json;

/// Evaluates an expression.
#[derive(Debug, clap::Args)]
pub struct Eval {
    /// The expression.
    #[arg(value_name = "EXPR")]
    expression: String,
}

impl Eval {
    pub(super) fn run(&self) -> Result<Exit, Trouble> {
        let text = self.expression.as_str();
        let Ok(expr) = parse_expression(text) else {
            return Err(
                Trouble::new("the expression has errors").help("`attrflow check` shows them")
            );
        };
        let context = Context::open(standard());
        let (program, _) = check(&context, text, &expr, &mut Slots::new());
        let Some(program) = program else {
            return Err(
                Trouble::new("the expression has errors").help("`attrflow check` shows them")
            );
        };
        let arena = bumpalo::Bump::new();
        let host = FixedHost::new(crate::dotnet::date::Ticks::default(), 0);
        match Run::new(&arena, &host).value(&program, &[]) {
            Ok(value) => {
                output::print(&format!("{}\n", to_json(value)))?;
                Ok(Exit::Fine)
            }
            Err(_) => Ok(Exit::Found),
        }
    }
}
