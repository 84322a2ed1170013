//! The codes of what is wrong with an expression that parses.

use crate::diag::{Code, Sample, Severity};

macro_rules! error {
    ($name:ident, $slug:literal, $title:literal, $sample:expr, $explanation:literal) => {
        #[doc = $title]
        pub static $name: Code = Code {
            slug: $slug,
            severity: Severity::Error,
            title: $title,
            explanation: $explanation,
            sample: $sample,
        };
    };
}

error!(
    UNKNOWN_FUNCTION,
    "unknown-function",
    "a function that does not exist",
    Sample::Expression("NormaliseDiacritics([givenName])"),
    "Entra's attribute mappings know a fixed list of functions; see `attrflow functions`. Excel and \
PowerShell functions, and those of other provisioning products, are not among them."
);
error!(
    CONNECT_FUNCTION,
    "connect-function",
    "a function of Entra Connect Sync",
    Sample::Expression("LCase([mail])"),
    "Microsoft Entra Connect Sync (the server on premises) has an expression language of its own that \
looks alike. Its functions are not available in app provisioning, cloud sync and inbound provisioning. \
The help line names what to write instead, where there is something."
);
error!(
    UNKNOWN_ATTRIBUTE,
    "unknown-attribute",
    "an attribute that the source object does not have",
    Sample::Mapping {
        target: "displayName",
        expression: "[dispalyName]"
    },
    "The expression reads an attribute that the schema's source object does not define. Entra refuses such \
a schema with `SchemaInvalid`. Attribute names are case-sensitive. If the attribute is new, add it to the \
source object's attribute list first."
);
error!(
    BARE_ATTRIBUTE,
    "bare-attribute",
    "an attribute without brackets",
    Sample::Expression("Append(mailNickname, \"@contoso.com\")"),
    "Attributes are written in brackets: `[mailNickname]`. A word without brackets is only allowed where a \
function takes one of a few fixed words, such as `vbTextCompare`."
);
error!(
    UNKNOWN_WORD,
    "unknown-word",
    "a word that the function does not take",
    Sample::Expression("InStr([mail], \"@\", 1, vbTextCompair)"),
    "Some parameters take one of a few fixed words, written without quotes. The help line lists them."
);
error!(
    ARITY,
    "arity",
    "too few or too many arguments",
    Sample::Expression("Append([mail])"),
    "The call has another number of arguments than the function takes. Optional parameters in the middle \
are left out by writing nothing between the commas: `Replace([x], \"-\", , , \"_\", , )`."
);
error!(
    MISSING_ARGUMENT,
    "missing-argument",
    "a required argument is absent",
    Sample::Expression("Append([mail], )"),
    "Nothing stands between two commas, or after the last one, where the function needs a value. To append \
nothing, write `\"\"`."
);
error!(
    KIND_MISMATCH,
    "kind-mismatch",
    "an argument that can never be of the kind that is needed",
    Sample::Expression("Left([mail], \"two\")"),
    "The argument is constant, or comes from a function whose result is of another kind, so the call would \
fail for every user."
);
error!(
    NUMBER_TOO_LARGE,
    "number-too-large",
    "a number that does not fit into 64 bits",
    Sample::Expression("BitAnd([userAccountControl], 9223372036854775808)"),
    "Integers reach from -9223372036854775808 to 9223372036854775807. Longer digits, such as employee \
numbers with many places, are texts: put them in quotes."
);
error!(
    PLACEMENT,
    "placement",
    "a function where it may not stand",
    Sample::Expression("ToLower(SelectUniqueValue([mail], [userPrincipalName]))"),
    "Some functions work only as the outermost call of an attribute mapping, and not on a matching \
attribute. Put the other functions inside each of its arguments: \
`SelectUniqueValue(ToLower([mail]), ToLower([userPrincipalName]))`."
);
error!(
    UNKNOWN_OPERATOR,
    "unknown-operator",
    "a scoping operator that does not exist",
    Sample::Filter("department EQUAL \"Sales\""),
    "Scoping filters know a fixed list of operators; see `attrflow operators`. Their names are read without \
regard to case, `_` and blanks."
);
error!(
    REFUSED_OPERATOR,
    "refused-operator",
    "a scoping operator that Entra does not support",
    Sample::Filter("department PRESENT"),
    "The operator occurs in lists, but Entra refuses filters that use it."
);
error!(
    MISSING_VALUE,
    "missing-value",
    "an operator without the value that it compares with",
    Sample::Filter("department EQUALS"),
    "The operator compares the attribute with a value, and the clause has none."
);
error!(
    UNEXPECTED_VALUE,
    "unexpected-value",
    "a value behind an operator that takes none",
    Sample::Filter("department IS NULL \"Sales\""),
    "The operator looks at the attribute alone."
);

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
