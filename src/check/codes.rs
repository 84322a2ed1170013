//! The codes of what is wrong with an expression that parses.

use crate::diag::{Code, Sample, Severity};

/// A function that does not exist.
pub static UNKNOWN_FUNCTION: Code = error(
    "unknown-function",
    "a function that does not exist",
    Sample::Expression("NormaliseDiacritics([givenName])"),
    "Entra's attribute mappings know a fixed list of functions; see `attrflow functions`. Excel and \
PowerShell functions, and those of other provisioning products, are not among them.",
);
/// A function of Entra Connect Sync.
pub static CONNECT_FUNCTION: Code = error(
    "connect-function",
    "a function of Entra Connect Sync",
    Sample::Expression("LCase([mail])"),
    "Microsoft Entra Connect Sync (the server on premises) has an expression language of its own that \
looks alike. Its functions are not available in app provisioning, cloud sync and inbound provisioning. \
The help line names what to write instead, where there is something.",
);
/// An attribute that the source object does not have.
pub static UNKNOWN_ATTRIBUTE: Code = error(
    "unknown-attribute",
    "an attribute that the source object does not have",
    Sample::Mapping {
        target: "displayName",
        expression: "[dispalyName]",
    },
    "The expression reads an attribute that the schema's source object does not define. Entra refuses such \
a schema with `SchemaInvalid`. Attribute names are case-sensitive. If the attribute is new, add it to the \
source object's attribute list first.",
);
/// An attribute without brackets.
pub static BARE_ATTRIBUTE: Code = error(
    "bare-attribute",
    "an attribute without brackets",
    Sample::Expression("Append(mailNickname, \"@contoso.com\")"),
    "Attributes are written in brackets: `[mailNickname]`. A word without brackets is only allowed where a \
function takes one of a few fixed words, such as `vbTextCompare`.",
);
/// A word that the function does not take.
pub static UNKNOWN_WORD: Code = error(
    "unknown-word",
    "a word that the function does not take",
    Sample::Expression("InStr([mail], \"@\", 1, vbTextCompair)"),
    "Some parameters take one of a few fixed words, written without quotes. The help line lists them.",
);
/// Too few or too many arguments.
pub static ARITY: Code = error(
    "arity",
    "too few or too many arguments",
    Sample::Expression("Append([mail])"),
    "The call has another number of arguments than the function takes. Optional parameters in the middle \
are left out by writing nothing between the commas: `Replace([x], \"-\", , , \"_\", , )`.",
);
/// A required argument is absent.
pub static MISSING_ARGUMENT: Code = error(
    "missing-argument",
    "a required argument is absent",
    Sample::Expression("Append([mail], )"),
    "Nothing stands between two commas, or after the last one, where the function needs a value. To append \
nothing, write `\"\"`.",
);
/// An argument that can never be of the kind that is needed.
pub static KIND_MISMATCH: Code = error(
    "kind-mismatch",
    "an argument that can never be of the kind that is needed",
    Sample::Expression("Left([mail], \"two\")"),
    "The argument is constant, or comes from a function whose result is of another kind, so the call would \
fail for every user.",
);
/// A number that does not fit into 64 bits.
pub static NUMBER_TOO_LARGE: Code = error(
    "number-too-large",
    "a number that does not fit into 64 bits",
    Sample::Expression("BitAnd([userAccountControl], 9223372036854775808)"),
    "Integers reach from -9223372036854775808 to 9223372036854775807. Longer digits, such as employee \
numbers with many places, are texts: put them in quotes.",
);
/// A function where it may not stand.
pub static PLACEMENT: Code = error(
    "placement",
    "a function where it may not stand",
    Sample::Expression("ToLower(SelectUniqueValue([mail], [userPrincipalName]))"),
    "Some functions work only as the outermost call of an attribute mapping, and not on a matching \
attribute. Put the other functions inside each of its arguments: \
`SelectUniqueValue(ToLower([mail]), ToLower([userPrincipalName]))`.",
);
/// A scoping operator that does not exist.
pub static UNKNOWN_OPERATOR: Code = error(
    "unknown-operator",
    "a scoping operator that does not exist",
    Sample::Filter("department EQUAL \"Sales\""),
    "Scoping filters know a fixed list of operators; see `attrflow operators`. Their names are read without \
regard to case, `_` and blanks.",
);
/// A scoping operator that Entra does not support.
pub static REFUSED_OPERATOR: Code = error(
    "refused-operator",
    "a scoping operator that Entra does not support",
    Sample::Filter("department PRESENT"),
    "The operator occurs in lists, but Entra refuses filters that use it.",
);
/// An operator without the value that it compares with.
pub static MISSING_VALUE: Code = error(
    "missing-clause-value",
    "an operator without the value that it compares with",
    Sample::Filter("department EQUALS"),
    "The operator compares the attribute with a value, and the clause has none.",
);
/// A value behind an operator that takes none.
pub static UNEXPECTED_VALUE: Code = error(
    "unexpected-value",
    "a value behind an operator that takes none",
    Sample::Filter("department IS NULL \"Sales\""),
    "The operator looks at the attribute alone.",
);

const fn error(
    slug: &'static str,
    title: &'static str,
    sample: Sample,
    explanation: &'static str,
) -> Code {
    Code {
        slug,
        severity: Severity::Error,
        title,
        explanation,
        sample,
    }
}

/// A call in another case than Microsoft's.
pub static FUNCTION_CASE: Code = Code {
    slug: "function-case",
    severity: Severity::Warning,
    title: "a function or word in another case than Microsoft's",
    explanation: "The documentation calls the syntax case-sensitive, yet Microsoft's own samples write `Instr(` and \
`switch(`. attrflow resolves names in any case; to be safe write them as documented.",
    sample: Sample::Expression("tolower([mail])"),
};

/// The codes that are reported from here.
pub static CODES: &[&Code] = &[
    &UNKNOWN_FUNCTION,
    &CONNECT_FUNCTION,
    &UNKNOWN_ATTRIBUTE,
    &BARE_ATTRIBUTE,
    &UNKNOWN_WORD,
    &ARITY,
    &MISSING_ARGUMENT,
    &KIND_MISMATCH,
    &NUMBER_TOO_LARGE,
    &PLACEMENT,
    &FUNCTION_CASE,
    &UNKNOWN_OPERATOR,
    &REFUSED_OPERATOR,
    &MISSING_VALUE,
    &UNEXPECTED_VALUE,
];
