//! `Replace`: replaces texts or what a regular expression matches.

mod call;
pub(super) mod codes;
mod prepare;
mod shape;

use crate::library::{Example, Fidelity, Function, Gives, Param, Sureness};
use crate::value::Kind;
use call::call;
use prepare::prepare;

static NULL: Fidelity = Fidelity {
    id: "replace-null",
    doing: "a null source gives null, and a null replacement or template counts as the empty text",
    known: "not documented",
    sureness: Sureness::Chosen,
};

static FROM_ATTRIBUTE: Fidelity = Fidelity {
    id: "replace-attribute",
    doing: "with a replacement attribute, a source with a value is returned as it is, and an empty one is \
replaced by the group found in the attribute",
    known: "the app provisioning reference says so; the cloud sync reference says the reverse",
    sureness: Sureness::Disputed,
};

static NO_GROUP: Fidelity = Fidelity {
    id: "replace-attribute-no-match",
    doing: "a replacement attribute in which the group is not found gives null",
    known: "not documented",
    sureness: Sureness::Chosen,
};

pub(super) static FUNCTION: Function = Function {
    name: "Replace",
    summary: "Replaces a text, or what a regular expression matches, by another text.",
    details: DETAILS,
    params: &[
        Param::required("source", Kind::Text, "The text in which to replace."),
        Param::optional(
            "oldValue",
            Kind::Text,
            "The text to look for, case-sensitively.",
        )
        .key("Find"),
        Param::optional(
            "regexPattern",
            Kind::Text,
            "The .NET regular expression to look for.",
        )
        .key("RegularExpression"),
        Param::optional(
            "regexGroupName",
            Kind::Text,
            "The group of the pattern that is replaced, or taken from the attribute.",
        )
        .key("RegularExpressionGroupName"),
        Param::optional(
            "replacementValue",
            Kind::Text,
            "The new text; with a pattern it may refer to groups, as in `${name}`.",
        )
        .key("Replacement"),
        Param::optional(
            "replacementAttributeName",
            Kind::Text,
            "The attribute whose value is used where the source is empty.",
        )
        .key("ReplacementPropertyName"),
        Param::optional(
            "template",
            Kind::Text,
            "A text in which `oldValue` becomes the source.",
        )
        .key("Template"),
    ],
    examples: EXAMPLES,
    fidelity: &[NULL, FROM_ATTRIBUTE, NO_GROUP],
    prepare: Some(prepare),
    call,
    ..Function::DEFAULT
};

const DETAILS: &str = "Which arguments are given decides what it does:\n\n\
- `oldValue` and `template`: every `oldValue` in the template becomes the source.\n\
- `oldValue` and `replacementValue`: every `oldValue` in the source becomes the value.\n\
- `regexPattern`, `regexGroupName` and `replacementAttributeName`: a source with a value stays; an empty \
one becomes the group that the pattern finds in the attribute.\n\
- `regexPattern`, `regexGroupName` and `replacementValue`: in every match the text of the group becomes \
the value.\n\
- `regexPattern` and `replacementValue`: every match becomes the value, in which `${name}`, `$1` and `$&` \
stand for groups and the whole match.\n\n\
A pattern matches anywhere in the text unless it is anchored with `^` and `$`. Microsoft's sample for \
`\"[()\\\\s-]+\"` shows a telephone number without its `+`, which the pattern does not remove.";

const EXAMPLES: &[Example] = &[
    Example {
        given: &[("UserID", "jsmith")],
        expr: r#"Replace([UserID], "<username>", , , , , "<username>@contoso.com")"#,
        gives: Gives::Json(r#""jsmith@contoso.com""#),
    },
    Example {
        given: &[("mail", "john.doe@contoso.com")],
        expr: r#"Replace([mail], "@contoso.com", , , "", , )"#,
        gives: Gives::Json(r#""john.doe""#),
    },
    Example {
        given: &[("telephoneNumber", "\"\""), ("mobile", "+91 8887779999")],
        expr: r#"Replace([telephoneNumber], , "\\+(?<isdCode>\\d* )(?<phoneNumber>\\d{10})", "phoneNumber", , [mobile], )"#,
        gives: Gives::Json(r#""8887779999""#),
    },
    Example {
        given: &[("AddressLineData", "545 Tremont Street")],
        expr: r#"Replace([AddressLineData], , "(?<streetNumber>^\\d*)", "streetNumber", "888", , )"#,
        gives: Gives::Json(r#""888 Tremont Street""#),
    },
    Example {
        given: &[("telephoneNumber", "+91 9998887777")],
        expr: r#"Replace([telephoneNumber], , "\\+(?<isdCode>\\d* )(?<phoneNumber>\\d{10})", , "${phoneNumber}", , )"#,
        gives: Gives::Json(r#""9998887777""#),
    },
    Example {
        given: &[("mobile", "+1 (999) 888-7777")],
        expr: r#"Replace([mobile], , "[()\\s-]+", , "", , )"#,
        gives: Gives::Json(r#""+19998887777""#),
    },
    Example {
        given: &[("mobile", "null")],
        expr: r#"Replace([mobile], , "[()\\s-]+", , "", , )"#,
        gives: Gives::Json("null"),
    },
    Example {
        given: &[("mail", "ada@contoso.com"), ("old", "\"\"")],
        expr: r#"Replace([mail], [old], , , "x", , )"#,
        gives: Gives::Error("replace-empty-old-value"),
    },
];
