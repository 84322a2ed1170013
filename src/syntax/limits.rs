//! What is refused before anything is parsed.

use super::{MAX_DEPTH, MAX_LENGTH};
use crate::diag::{Code, Diagnostic, Sample, Severity};
use crate::text::Span;

pub(super) static TEXT_TOO_LONG: Code = Code {
    slug: "text-too-long",
    severity: Severity::Error,
    title: "the text is too long to be read",
    explanation: "Entra takes at most 10,000 characters. attrflow reads up to 64 KiB, so that a text that is a little \
        too long can still be examined; what is longer is most likely a wrong file.\n\n\
        Split the expression over several attributes, or shorten its tables.",
    sample: Sample::Expression(TOO_LONG),
};

pub(super) static TOO_DEEP: Code = Code {
    slug: "too-deep",
    severity: Severity::Error,
    title: "calls are nested too deeply",
    explanation: "More than 64 parentheses or brackets stand inside each other. Microsoft documents no limit; ours \
        keeps a mistyped text from exhausting the memory.\n\n\
        A long chain of `IIF(…, IIF(…, …))` over the same attribute is better written as one `Switch`.",
    sample: Sample::Expression(DEEP),
};

pub(super) static EMPTY_EXPRESSION: Code = Code {
    slug: "empty-expression",
    severity: Severity::Error,
    title: "there is no expression",
    explanation: "An attribute mapping of type expression needs an expression.\n\n\
        For an empty text write `\"\"`. To leave the target attribute alone, delete its mapping.",
    sample: Sample::Expression(""),
};

const DEEP: &str = "((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((([mail])))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))";

const TOO_LONG: &str = match std::str::from_utf8(&LONG) {
    Ok(text) => text,
    Err(_) => "",
};
#[expect(
    clippy::large_const_arrays,
    reason = "it is used once, while compiling"
)]
const LONG: [u8; MAX_LENGTH + 1] = [b'1'; MAX_LENGTH + 1];

pub(super) fn too_long(text: &str) -> Option<Diagnostic> {
    (text.len() > MAX_LENGTH).then(|| {
        let end = text.floor_char_boundary(MAX_LENGTH);
        Diagnostic::new(
            &TEXT_TOO_LONG,
            Span::new(end, text.len()),
            format!(
                "the text has {} bytes; at most {MAX_LENGTH} are read",
                text.len()
            ),
        )
        .help("split it: Entra itself takes at most 10,000 characters")
    })
}

pub(super) fn too_deep(place: Span) -> Diagnostic {
    Diagnostic::new(
        &TOO_DEEP,
        place,
        format!("more than {MAX_DEPTH} parentheses stand inside each other"),
    )
    .help("nest less deeply: a chain of `IIF` over one attribute is one `Switch`")
}

pub(super) fn empty(text: &str) -> Option<Diagnostic> {
    text.trim().is_empty().then(|| {
        Diagnostic::new(
            &EMPTY_EXPRESSION,
            Span::new(0, text.len()),
            "there is no expression",
        )
        .help("write an attribute, such as `[mail]`, a text in quotes or a function call; `\"\"` for the empty text")
    })
}
