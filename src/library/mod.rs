//! What a function and an operator *are*. Knows none by name: the lists are in `functions` and
//! `scoping`, and whoever needs them is handed a [`Library`].

mod args;
mod fault;
mod fidelity;
mod frame;
mod function;
mod host;
mod operator;
pub(crate) mod pattern;
mod site;
pub(crate) mod size;

pub use args::{Args, FIRST_OF_LIST, VALUE_OF_RECORD};
pub use fault::{ARGUMENT_KIND, Fault, Stop};
pub use fidelity::{Fidelity, Sureness};
pub use frame::{Frame, Ready, ValueFrame};
pub use function::{
    Call, Example, Function, Gives, JobKind, Library, Occurs, Param, Placement, Prepare, Purity,
};
pub use host::{FixedHost, Host};
pub use operator::{ClauseExample, Operator, Shape};
pub use site::{Literal, Prepared, Site, SiteArg};

use crate::diag::Code;

/// The codes that functions and operators have in common.
pub static CODES: &[&Code] = &[
    &ARGUMENT_KIND,
    &pattern::REGEX_BUDGET,
    &pattern::REGEX_INVALID,
    &pattern::REGEX_UNFAITHFUL,
    &pattern::REGEX_UNSUPPORTED,
    &size::VALUE_TOO_LARGE,
];
