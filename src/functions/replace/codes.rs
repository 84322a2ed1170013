//! What can be wrong with a call of `Replace`.

use crate::diag::{Code, Sample, Severity};

/// Arguments that make none of the five shapes.
pub(in crate::functions) static SHAPE: Code = Code {
    slug: "replace-shape",
    severity: Severity::Error,
    title: "the arguments of Replace do not go together",
    explanation: "`Replace` has five shapes, told apart by which of its arguments are given:\n\n\
- `Replace(source, oldValue, , , , , template)` puts the source into a template\n\
- `Replace(source, oldValue, , , replacementValue, , )` replaces a text\n\
- `Replace(source, , regexPattern, regexGroupName, , [attribute], )` takes the value from another attribute\n\
- `Replace(source, , regexPattern, regexGroupName, replacementValue, , )` replaces one group of a pattern\n\
- `Replace(source, , regexPattern, , replacementValue, , )` replaces what a pattern matches\n\n\
An absent argument is nothing between two commas. To remove a text, give the replacement value `\"\"`. \
Absent arguments at the end may be left out together with their commas.",
    sample: Sample::Expression("Replace([mail], \"@contoso.com\", , , , , )"),
};

/// Nothing to look for.
pub(in crate::functions) static EMPTY_OLD_VALUE: Code = Code {
    slug: "replace-empty-old-value",
    severity: Severity::Error,
    title: "Replace has no text to look for",
    explanation: "`oldValue` is empty or null. .NET refuses to look for an empty text, and so does Entra. \
Give the text to replace; to put a text before or after the source use `Join`.",
    sample: Sample::Expression("Replace([mail], \"\", , , \"x\", , )"),
};

/// A replacement attribute that is none.
pub(in crate::functions) static ATTRIBUTE: Code = Code {
    slug: "replace-attribute",
    severity: Severity::Error,
    title: "replacementAttributeName is not an attribute",
    explanation: "In spite of its name, `replacementAttributeName` is not the name as a text: it is the \
attribute itself, in brackets, as in `Replace([telephoneNumber], , pattern, \"phoneNumber\", , [mobile], )`. \
A call does not do either.",
    sample: Sample::Expression("Replace([mail], , \"(?<name>[^@]+)\", \"name\", , \"mobile\", )"),
};

/// A group that the pattern does not have.
pub(in crate::functions) static UNKNOWN_GROUP: Code = Code {
    slug: "replace-unknown-group",
    severity: Severity::Error,
    title: "the pattern has no group of this name",
    explanation: "`regexGroupName` names a group of the pattern: `(?<areaCode>[0-9]+)` is the group \
`areaCode`. Names of groups are case-sensitive. Without the group nothing can be replaced.",
    sample: Sample::Expression(
        "Replace([mobile], , \"(?<areaCode>[0-9]+)\", \"areacode\", \"\", , )",
    ),
};

/// A reference to such a group.
pub(in crate::functions) static UNKNOWN_REFERENCE: Code = Code {
    slug: "replace-unknown-reference",
    severity: Severity::Warning,
    title: "the replacement refers to a group that the pattern does not have",
    explanation: "`${name}` in a replacement value stands for what the group `(?<name>…)` of the pattern \
matched. Names of groups are case-sensitive. Where the pattern has no such group, .NET leaves the reference \
as it is, and `${name}` ends up in the target.",
    sample: Sample::Expression(
        "Replace([mobile], , \"(?<areaCode>[0-9]+)-.*\", , \"${areacode}\", , )",
    ),
};

/// A template that never shows the source.
pub(in crate::functions) static UNUSED_SOURCE: Code = Code {
    slug: "replace-unused-source",
    severity: Severity::Warning,
    title: "the template does not contain the text that the source replaces",
    explanation: "In `Replace(source, oldValue, , , , , template)` every `oldValue` in the *template* \
becomes the source: `Replace([userName], \"<user>\", , , , , \"<user>@contoso.com\")`. Here the template \
does not contain it, so that the result is the template for every user.",
    sample: Sample::Expression("Replace([userName], \"<user>\", , , , , \"user@contoso.com\")"),
};
