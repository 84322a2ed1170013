//! `FormatDateTime`: a date in another form.

mod formats;

pub(super) use formats::{DATE_FORMAT, DATE_STYLES, OUTPUT_FORMAT, UNREADABLE_DATE};

use super::shared::instant::{NO_DAY, instant};
use crate::dotnet::date::{DateKind, DateTime};
use crate::library::{Args, Example, Fault, Fidelity, Function, Gives, Param, Stop, Sureness};
use crate::value::{Kind, Value};
use bumpalo::collections::String as ArenaString;
use formats::{Formats, Layout};

pub(super) static FUNCTION: Function = Function {
    name: "FormatDateTime",
    summary: "Reads a date text by one format and writes it by another.",
    details: "With three arguments these are source, input format and output format; with four, the \
styles stand before the input format. Absent arguments count: \
`FormatDateTime([x], , \"yyyyMMdd\", \"yyyy-MM-dd\")` has four. Formats are those of .NET, \
standard or custom. Without an input format the source is a date, or a text that .NET reads by itself.",
    params: &[
        Param::required(
            "source",
            Kind::Text,
            "The date to write, or the text to read.",
        ),
        Param::optional(
            "dateTimeStyles",
            Kind::Text,
            "How the text is read; `RoundtripKind, AllowLeadingWhite, AllowTrailingWhite` if absent.",
        ),
        Param::optional("inputFormat", Kind::Text, "The form of the source."),
        Param::optional("outputFormat", Kind::Text, "The form to write."),
    ],
    examples: &[
        Example {
            given: &[("extensionAttribute1", "20150123105347.1Z")],
            expr: r#"FormatDateTime([extensionAttribute1], , "yyyyMMddHHmmss.fZ", "yyyy-MM-dd")"#,
            gives: Gives::Json(r#""2015-01-23""#),
        },
        Example {
            given: &[("extensionAttribute1", "20150123105347.1Z")],
            expr: r#"FormatDateTime([extensionAttribute1], "yyyyMMddHHmmss.fZ", "yyyy-MM-dd")"#,
            gives: Gives::Json(r#""2015-01-23""#),
        },
        Example {
            given: &[("pwdLastSet", "129699324000000000")],
            expr: r#"FormatDateTime(DateFromNum([pwdLastSet]), , "yyyyMMddHHmmss.0Z")"#,
            gives: Gives::Json(r#""20120101230000.0Z""#),
        },
        Example {
            given: &[("hired", "null")],
            expr: r#"FormatDateTime([hired], , "yyyy-MM-dd", "dd.MM.yyyy")"#,
            gives: Gives::Json("null"),
        },
        Example {
            given: &[("hired", "16.03.2020")],
            expr: r#"FormatDateTime([hired], , "yyyy-MM-dd", "dd.MM.yyyy")"#,
            gives: Gives::Error("unreadable-date"),
        },
    ],
    fidelity: &[THREE_ARGUMENTS, NULL, EMPTY_FORMAT, STYLES_ALONE, NO_DAY],
    prepare: Some(formats::prepare),
    call,
    ..Function::DEFAULT
};

static THREE_ARGUMENTS: Fidelity = Fidelity {
    id: "formatdatetime-three-arguments",
    doing: "three arguments are source, input format and output format",
    known: "so in the cloud sync reference and in real exports; the other reference has four",
    sureness: Sureness::Inferred,
};

static NULL: Fidelity = Fidelity {
    id: "formatdatetime-null",
    doing: "a null source gives null",
    known: "not documented",
    sureness: Sureness::Chosen,
};

static EMPTY_FORMAT: Fidelity = Fidelity {
    id: "formatdatetime-empty-format",
    doing: "an empty text as styles or input format counts as absent",
    known: "not documented",
    sureness: Sureness::Chosen,
};

static STYLES_ALONE: Fidelity = Fidelity {
    id: "formatdatetime-styles-alone",
    doing: "styles without an input format have no effect",
    known: "not documented",
    sureness: Sureness::Chosen,
};

fn call<'v>(args: &mut Args<'_, 'v>) -> Result<Value<'v>, Stop> {
    let made;
    let formats = match args.prepared::<Formats>() {
        Some(formats) => formats,
        None => {
            made = evaluated(args)?;
            &made
        }
    };
    if args.len() == 3 {
        args.note(&THREE_ARGUMENTS);
    }
    if formats.empty_counts_as_absent {
        args.note(&EMPTY_FORMAT);
    }
    let Some(date) = read(args, formats)? else {
        args.note(&NULL);
        return Ok(Value::Null);
    };
    let mut out = ArenaString::with_capacity_in(formats.length, args.arena());
    formats
        .output
        .write(date, &mut out)
        .expect("a text in the arena takes everything");
    Ok(Value::Text(out.into_bump_str()))
}

fn read(args: &mut Args<'_, '_>, formats: &Formats) -> Result<Option<DateTime>, Stop> {
    let Some(input) = &formats.input else {
        if formats.has_styles {
            args.note(&STYLES_ALONE);
        }
        let ticks = instant(args, 0, "FormatDateTime")?;
        return Ok(ticks.map(|ticks| DateTime {
            ticks,
            kind: DateKind::Unspecified,
        }));
    };
    let Some(source) = args.text(0)? else {
        return Ok(None);
    };
    let now = args.host().now();
    match input.parse(source, formats.styles, now) {
        Some(date) => {
            if formats.lacks_day {
                args.note(&NO_DAY);
            }
            Ok(Some(date))
        }
        None => Err(unreadable(source, &formats.input_text)),
    }
}

/// The formats of a call whose arguments are not all constant.
#[cold]
fn evaluated(args: &mut Args<'_, '_>) -> Result<Formats, Stop> {
    let layout = Layout::of(args.len());
    let styles = match layout.styles {
        Some(index) => args.text(index)?,
        None => None,
    };
    let input = args.text(layout.input)?;
    let output = args.text(layout.output)?.unwrap_or_default();
    Formats::new(styles, input, output).map_err(|wrong| {
        // The message itself may quote a part of the text.
        let message = format!("`{}`: {}", wrong.text, wrong.message);
        Fault::hiding(wrong.code, message, wrong.code.title).into()
    })
}

#[cold]
fn unreadable(source: &str, format: &str) -> Stop {
    Fault::hiding(
        &UNREADABLE_DATE,
        format!("`{source}` is not a date of the form `{format}`"),
        "`[Redact]` is not a date of the input format",
    )
    .into()
}
