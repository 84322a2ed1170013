//! Which argument is which, and the formats compiled.

use crate::diag::{Code, Diagnostic, Sample, Severity, nearest};
use crate::dotnet::date::{InputFormat, OutputFormat, Styles, StylesError};
use crate::library::{Prepared, Site};
use crate::value::Value;

/// A format that .NET refuses.
pub(in crate::functions) static DATE_FORMAT: Code = Code {
    slug: "date-format",
    severity: Severity::Error,
    title: "a date format is not valid",
    explanation: "Date formats are those of .NET: `yyyy` year, `MM` month, `dd` day, `HH` hour of 24, \
`hh` hour of 12, `mm` minute, `ss` second, `fff` thousandths, `tt` AM or PM, `zzz` offset. Other letters \
stand for themselves; texts in single quotes as well. A single letter is a standard format, such as `o` or `d`.",
    sample: Sample::Expression("FormatDateTime([mail], , \"yyyy-MM-dd\", \"'week' dd 'of\")"),
};

/// A text that names no styles.
pub(in crate::functions) static DATE_STYLES: Code = Code {
    slug: "date-styles",
    severity: Severity::Error,
    title: "a text names no date styles",
    explanation: "The second of four arguments of `FormatDateTime` lists .NET's `DateTimeStyles`, parted by \
commas: `AllowLeadingWhite`, `AllowTrailingWhite`, `AllowInnerWhite`, `AllowWhiteSpaces`, \
`NoCurrentDateDefault`, `AdjustToUniversal`, `AssumeLocal`, `AssumeUniversal`, `RoundtripKind`, `None`. \
Leave it absent unless you need it: `FormatDateTime([x], , \"yyyyMMdd\", \"yyyy-MM-dd\")`.",
    sample: Sample::Expression(
        "FormatDateTime([mail], \"AllowWhite\", \"yyyyMMdd\", \"yyyy-MM-dd\")",
    ),
};

/// Nothing says how to write the date.
pub(in crate::functions) static OUTPUT_FORMAT: Code = Code {
    slug: "missing-output-format",
    severity: Severity::Error,
    title: "`FormatDateTime` has no output format",
    explanation: "The last argument of `FormatDateTime` is the form to write. With three arguments they are \
source, input format and output format; with four, the styles come second. An absent argument keeps its \
comma: `FormatDateTime([x], , \"yyyyMMdd\", \"yyyy-MM-dd\")`. Entra Connect's form with two arguments is \
not supported.",
    sample: Sample::Expression("FormatDateTime([mail], \"yyyy-MM-dd\")"),
};

/// A text that is not of the input format.
pub(in crate::functions) static UNREADABLE_DATE: Code = Code {
    slug: "unreadable-date",
    severity: Severity::Error,
    title: "a text does not have the form of the input format",
    explanation: "`FormatDateTime` reads its source by the input format, which must fit from the first \
character to the last: an input format of `yyyy-MM-dd` does not read `2020-03-16-07:00`, that of \
`yyyy-MM-ddzzz` does. Dates made by `CDate`, `DateAdd` and their like have the form `M/d/yyyy h:mm:ss tt`; \
leave the input format absent for them.",
    sample: Sample::Expression("FormatDateTime(\"16.03.2020\", , \"yyyy-MM-dd\", \"dd.MM.yyyy\")"),
};

/// Which argument is which.
#[derive(Clone, Copy)]
pub(super) struct Layout {
    pub(super) styles: Option<usize>,
    pub(super) input: usize,
    pub(super) output: usize,
}

impl Layout {
    /// By the number of written arguments, absent ones included.
    pub(super) fn of(count: usize) -> Self {
        if count >= 4 {
            Self {
                styles: Some(1),
                input: 2,
                output: 3,
            }
        } else {
            Self {
                styles: None,
                input: 1,
                output: 2,
            }
        }
    }
}

/// The formats of a call.
#[derive(Debug)]
pub(super) struct Formats {
    pub(super) styles: Styles,
    pub(super) has_styles: bool,
    pub(super) input: Option<InputFormat>,
    pub(super) input_text: Box<str>,
    /// The input format reads times only.
    pub(super) lacks_day: bool,
    pub(super) output: OutputFormat,
    /// A guess at the length of what is written.
    pub(super) length: usize,
    pub(super) empty_counts_as_absent: bool,
}

/// What is wrong with one of the formats.
pub(super) struct Wrong<'t> {
    pub(super) code: &'static Code,
    which: Which,
    pub(super) text: &'t str,
    at: (usize, usize),
    pub(super) message: String,
    near: Option<&'static str>,
}

#[derive(Clone, Copy)]
enum Which {
    Styles,
    Input,
    Output,
}

impl Formats {
    /// Compiles them.
    pub(super) fn new<'t>(
        styles: Option<&'t str>,
        input: Option<&'t str>,
        output: &'t str,
    ) -> Result<Self, Wrong<'t>> {
        let empty_counts_as_absent = styles == Some("") || input == Some("");
        let styles = styles.filter(|text| !text.is_empty());
        let input_text = input.filter(|text| !text.is_empty());
        let input = match input_text.map(|text| (text, InputFormat::new(text))) {
            None => None,
            Some((_, Ok(format))) => Some(format),
            Some((text, Err(error))) => {
                return Err(wrong_format(Which::Input, text, error.span, &error));
            }
        };
        Ok(Self {
            styles: match styles {
                None => Styles::DEFAULT,
                Some(text) => Styles::parse(text).map_err(|error| wrong_styles(text, &error))?,
            },
            has_styles: styles.is_some(),
            lacks_day: input
                .as_ref()
                .is_some_and(|input| input.facts().is_time_only()),
            input,
            input_text: input_text.unwrap_or_default().into(),
            output: OutputFormat::new(output)
                .map_err(|error| wrong_format(Which::Output, output, error.span, &error))?,
            length: output.len() + 12,
            empty_counts_as_absent,
        })
    }
}

fn wrong_format<'t>(
    which: Which,
    text: &'t str,
    at: (usize, usize),
    error: &dyn std::fmt::Display,
) -> Wrong<'t> {
    Wrong {
        code: &DATE_FORMAT,
        which,
        text,
        at,
        message: error.to_string(),
        near: None,
    }
}

fn wrong_styles<'t>(text: &'t str, error: &StylesError) -> Wrong<'t> {
    let (at, near) = match error {
        StylesError::Unknown(name) => {
            let start = text.find(name.as_str()).unwrap_or_default();
            let near = nearest(name, Styles::names());
            ((start, start + name.len()), near)
        }
        _ => ((0, text.len()), None),
    };
    Wrong {
        code: &DATE_STYLES,
        which: Which::Styles,
        text,
        at,
        message: error.to_string(),
        near,
    }
}

/// Checks number and formats, and keeps the formats where all are constant.
pub(super) fn prepare(site: &mut Site<'_>) -> Option<Prepared> {
    let layout = Layout::of(site.args.len());
    if !site.given(layout.output) {
        let found = missing_output(site);
        site.report(found);
        return None;
    }
    let styles = layout.styles.map_or(Some(None), |index| known(site, index));
    let input = known(site, layout.input);
    let output = known(site, layout.output);
    // A format is checked even where another one is not constant.
    let made = Formats::new(
        styles.flatten(),
        input.flatten(),
        output.flatten().unwrap_or_default(),
    );
    match made {
        Ok(formats) => (styles.is_some() && input.is_some() && output.is_some())
            .then(|| Box::new(formats) as Prepared),
        Err(wrong) => {
            let found = diagnostic(site, layout, &wrong);
            site.report(found);
            None
        }
    }
}

/// `None`: not constant. `Some(None)`: absent, or null.
#[expect(
    clippy::option_option,
    reason = "not constant and absent are two things"
)]
fn known<'s>(site: &Site<'s>, index: usize) -> Option<Option<&'s str>> {
    if !site.given(index) {
        return Some(None);
    }
    match site.constant(index)? {
        Value::Text(text) => Some(Some(text)),
        Value::Null => Some(None),
        _ => None,
    }
}

fn missing_output(site: &Site<'_>) -> Diagnostic {
    let found = Diagnostic::new(
        &OUTPUT_FORMAT,
        site.span,
        "`FormatDateTime` has no output format",
    );
    match site.args.len() {
        2 => found.help(
            "two arguments are the form of Entra Connect; here write `FormatDateTime(source, , output)` for a date, \
`FormatDateTime(source, , input, output)` for a text",
        ),
        _ => found.help("write the form to give as the last argument, such as `\"yyyy-MM-dd\"`"),
    }
}

fn diagnostic(site: &Site<'_>, layout: Layout, wrong: &Wrong<'_>) -> Diagnostic {
    let index = match wrong.which {
        Which::Styles => layout.styles.unwrap_or_default(),
        Which::Input => layout.input,
        Which::Output => layout.output,
    };
    let (start, end) = wrong.at;
    let place = site.within(index, start, end);
    let found = Diagnostic::new(wrong.code, place, wrong.message.clone());
    match (wrong.near, wrong.which) {
        (Some(near), _) => found.help(format!("did you mean `{near}`?")).fix(
            format!("write `{near}`"),
            place,
            near,
        ),
        (None, Which::Styles) => {
            let names: Vec<String> = Styles::names().map(|name| format!("`{name}`")).collect();
            found.help(format!("the styles are {}", names.join(", ")))
        }
        (None, _) => found.help("formats are those of .NET, such as `yyyy-MM-ddTHH:mm:ss`"),
    }
}
