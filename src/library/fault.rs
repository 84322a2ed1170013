//! How an evaluation ends without a value.

use crate::diag::{Code, Sample, Severity};
use crate::text::Span;

/// Why there is no value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Stop {
    /// The attribute is left out of the flow.
    SkipAttribute,
    /// The whole object is not provisioned.
    SkipObject,
    /// The evaluation failed.
    Fault(Box<Fault>),
}

/// An evaluation error: what went wrong, with and without the value that it quotes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    /// Which kind of error.
    pub code: &'static Code,
    /// What is wrong, for people who may see the values.
    pub message: String,
    /// The same with `[Redact]` in place of each value.
    pub redacted: String,
    /// The sub-expression that failed; the evaluator fills in the innermost one.
    pub span: Option<Span>,
}

/// A value that cannot be read as what a function needs.
pub static ARGUMENT_KIND: Code = Code {
    slug: "argument-kind",
    severity: Severity::Error,
    title: "a value is not of the kind that the function needs",
    explanation: "The function needs a number, a boolean, a date or encoded bytes here, and the value of \
this user cannot be read as one. Test the attribute first, as in \
`IIF(IsPresent([x]), Mid([y], [x], 1), \"\")`, or convert it with `Replace`.",
    sample: Sample::Expression("Left([mail], [employeeType])"),
};

impl Fault {
    /// An error that quotes no value.
    ///
    /// ```
    /// use attrflow::library::{ARGUMENT_KIND, Fault};
    /// assert_eq!(Fault::new(&ARGUMENT_KIND, "no").redacted, "no");
    /// ```
    pub fn new(code: &'static Code, message: impl Into<String>) -> Self {
        let message = message.into();
        Self {
            code,
            redacted: message.clone(),
            message,
            span: None,
        }
    }

    /// An error that quotes a value: `say` makes the sentence and is given the value, or `[Redact]`.
    ///
    /// ```
    /// use attrflow::library::{ARGUMENT_KIND, Fault};
    /// let fault = Fault::quoting(&ARGUMENT_KIND, "x1", |value| format!("`{value}` is no integer"));
    /// assert_eq!(fault.redacted, "`[Redact]` is no integer");
    /// ```
    pub fn quoting(code: &'static Code, value: &str, say: impl Fn(&str) -> String) -> Self {
        Self {
            code,
            message: say(value),
            redacted: say("[Redact]"),
            span: None,
        }
    }

    /// An error whose message quotes or counts values in more than one place, with the message that quotes none.
    ///
    /// ```
    /// use attrflow::library::{ARGUMENT_KIND, Fault};
    /// assert_eq!(Fault::hiding(&ARGUMENT_KIND, "3 is above 2", "it is too large").redacted, "it is too large");
    /// ```
    pub fn hiding(
        code: &'static Code,
        message: impl Into<String>,
        redacted: impl Into<String>,
    ) -> Self {
        Self {
            code,
            message: message.into(),
            redacted: redacted.into(),
            span: None,
        }
    }
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::Fault(Box::new(fault))
    }
}

impl Stop {
    /// Says where, if a sub-expression has not said it already.
    #[cold]
    pub(crate) fn at(mut self, span: Span) -> Self {
        if let Self::Fault(fault) = &mut self {
            fault.span = fault.span.or(Some(span));
        }
        self
    }

    /// Takes values out of the message of a program that calls `Redact`.
    #[cold]
    pub(crate) fn hidden(mut self) -> Self {
        if let Self::Fault(fault) = &mut self {
            fault.message.clone_from(&fault.redacted);
        }
        self
    }
}
