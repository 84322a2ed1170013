//! `attrflow eval EXPR`.

use super::{Eval, Format};
use crate::assist::DocumentKind;
use crate::assist::standard;
use crate::check::{Context, Slots, check};
use crate::cli::output::{self, Stopped};
use crate::cli::{Exit, given};
use crate::diag::Severity;
use crate::eval::{Evaluated, Run, fill};
use crate::library::{Fidelity, Stop};
use crate::report::{self, Checked, Length, kind_word, note_line, show, trace_json, trace_lines};
use crate::syntax::parse_expression;
use crate::value::to_json;
use bumpalo::Bump;
use serde_json::json;
use std::io::Write;

pub(super) fn run(args: &Eval, expression: &str, out: &mut dyn Write) -> Result<Exit, Stopped> {
    let read;
    let text = match expression {
        "-" => {
            read = given::stdin(DocumentKind::Expression)?.document.text;
            read.trim_start_matches('\u{feff}').trim_end()
        }
        given => given,
    };
    let library = standard();
    let mut slots = Slots::new();
    let (program, problems) = match parse_expression(text) {
        Ok(expr) => check(&Context::open(library), text, &expr, &mut slots),
        Err(problems) => (None, problems),
    };
    let checked = Checked {
        name: "<expression>".to_owned(),
        text: text.to_owned(),
        problems,
    };
    let Some(program) = program else {
        return args.refuse(checked, out);
    };
    let host = args.host()?;
    let users = args.users()?;
    warn(checked);
    let mut verdict = Exit::Fine;
    for (index, user) in users.iter().enumerate() {
        let arena = Bump::new();
        let row = fill(&slots, &user.attributes, &arena);
        let mut run = Run::new(&arena, &host);
        let evaluated = run.traced(&program, row);
        let hidden = evaluated.trace.redacted;
        if matches!(evaluated.outcome, Err(Stop::Fault(_))) {
            verdict = Exit::Found;
        }
        match args.format {
            Format::Text => {
                if index > 0 && args.trace.is_some() {
                    writeln!(out)?;
                }
                if users.len() > 1 {
                    write!(out, "line {}: ", user.line)?;
                }
                write_text(args, &evaluated, text, &run.notes, out)?;
            }
            Format::Json => write_json(args, &evaluated, text, &run.notes, hidden, out)?,
        }
    }
    Ok(verdict)
}

/// What would be worth a look in what was evaluated.
fn warn(checked: Checked) {
    let mut checked = checked;
    checked
        .problems
        .retain(|found| found.severity != Severity::Advice);
    output::tell(&report::terminal(&[checked], output::width()));
}

fn write_text(
    args: &Eval,
    evaluated: &Evaluated<'_>,
    text: &str,
    notes: &[&'static Fidelity],
    out: &mut dyn Write,
) -> Result<(), Stopped> {
    match &evaluated.outcome {
        Ok(value) if evaluated.trace.redacted => {
            writeln!(out, "[Redact] ({})", kind_word(value.kind()))?
        }
        Ok(value) => writeln!(
            out,
            "{} ({})",
            show(&to_json(*value), Length::Whole),
            kind_word(value.kind())
        )?,
        Err(Stop::SkipAttribute) => {
            writeln!(out, "skipped: the attribute is left out of the flow")?
        }
        Err(Stop::SkipObject) => writeln!(out, "skipped: the whole object is left out")?,
        Err(Stop::Fault(fault)) => {
            writeln!(out, "error[{}]: {}", fault.code.slug, fault.message)?;
            if let Some(span) = fault.span {
                writeln!(out, "  in {}", span.of(text))?;
            }
        }
    }
    for note in notes {
        writeln!(out, "{}", note_line(note))?;
    }
    if args.trace.is_some() {
        writeln!(out)?;
        write!(
            out,
            "{}",
            trace_lines(&evaluated.trace, text, args.length())
        )?;
    }
    Ok(())
}

fn write_json(
    args: &Eval,
    evaluated: &Evaluated<'_>,
    text: &str,
    notes: &[&'static Fidelity],
    hidden: bool,
    out: &mut dyn Write,
) -> Result<(), Stopped> {
    let mut answer = super::batch::answer(&evaluated.outcome, notes);
    if let Some(members) = answer.as_object_mut() {
        if let Ok(value) = &evaluated.outcome {
            members.insert("kind".to_owned(), json!(kind_word(value.kind())));
            if hidden {
                members.insert("result".to_owned(), json!("[Redact]"));
            }
            members.insert("redacted".to_owned(), json!(hidden));
        }
        if args.trace.is_some() {
            members.insert("trace".to_owned(), trace_json(&evaluated.trace, text));
        }
    }
    writeln!(out, "{answer}")?;
    Ok(())
}
