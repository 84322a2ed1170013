//! Every code has a name of its own, a page worth reading, and a sample that triggers it alone.

use attrflow::assist::{Document, DocumentKind, codes, standard};
use attrflow::check::{Context, Slots, check, check_filter};
use attrflow::connectors::job::Job;
use attrflow::diag::{Code, Problems, Sample, Severity};
use attrflow::dotnet::date::Ticks;
use attrflow::eval::Run;
use attrflow::library::{FixedHost, JobKind, Stop};
use attrflow::schema::Schema;
use attrflow::syntax::{parse_expression, parse_filter};
use attrflow::value::Value;

#[test]
fn slugs_differ() {
    let slugs: Vec<&str> = codes().iter().map(|code| code.slug).collect();
    let twice: Vec<&[&str]> = slugs.windows(2).filter(|pair| pair[0] == pair[1]).collect();
    assert!(twice.is_empty(), "{twice:?}");
}

#[test]
fn every_code_is_explained() {
    let mut wrong = Vec::new();
    for code in codes() {
        let plain =
            |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
        let title = code.title.trim();
        if !code.slug.chars().all(plain) || title.is_empty() || title.ends_with('.') {
            wrong.push(format!("{}: slug or title", code.slug));
        }
        if code.explanation.trim().len() < 40 {
            wrong.push(format!(
                "{}: `{}` explains nothing",
                code.slug, code.explanation
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_sample_triggers_its_code_and_no_other() {
    let wrong: Vec<String> = codes().into_iter().filter_map(misfit).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is wrong with a sample: it must give its code, and besides it at most advice.
fn misfit(code: &'static Code) -> Option<String> {
    let problems = found(code.sample);
    let mut slugs: Vec<&str> = problems
        .iter()
        .filter(|found| found.severity != Severity::Advice || found.code == code)
        .map(|found| found.code.slug)
        .collect();
    if slugs.is_empty() {
        slugs.extend(fault(code.sample));
    }
    slugs.dedup();
    (slugs != [code.slug]).then(|| format!("{}: {slugs:?}", code.slug))
}

/// What a check of the sample finds.
fn found(sample: Sample) -> Problems {
    let check = |kind, text: &str| Document::of(kind, text).check(standard(), None);
    match sample {
        Sample::Job { job, expression } => {
            let job = JobKind::ALL.iter().copied().find(|kind| kind.word() == job);
            Document::of(DocumentKind::Expression, expression).check(standard(), job)
        }
        Sample::Expression(text) => check(DocumentKind::Expression, text),
        Sample::Filter(text) => {
            let found = check(DocumentKind::Filter, text);
            if found.is_empty() {
                about_contoso(text)
            } else {
                found
            }
        }
        Sample::JobFile(text) => {
            let contoso = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/contoso");
            match Job::parse(text, contoso.as_ref()) {
                Ok((_, problems)) | Err(problems) => problems,
            }
        }
        Sample::Sheet(text) => check(DocumentKind::Sheet, text),
        Sample::Schema(text) => check(DocumentKind::Schema, text),
        Sample::Mapping { .. } => {
            let schema = crate::schema_lints::sample_schema(sample);
            check(DocumentKind::Schema, &schema.unwrap_or_default())
        }
    }
}

/// What a check of a filter finds that knows the attributes of the example's users.
fn about_contoso(text: &str) -> Problems {
    let file = include_bytes!("../../../examples/contoso/schema.json");
    let (schema, _) = Schema::read(file).unwrap();
    let (rule, mapping) = schema.mappings().next().unwrap();
    let context = Context {
        source: schema.source_object(rule, mapping),
        ..Context::open(standard())
    };
    check_filter(
        &context,
        text,
        &parse_filter(text).unwrap(),
        &mut Slots::new(),
    )
    .1
}

/// The evaluation error of a sample that checks well, for a user without attributes, or else for one
/// whose attributes are all the same text, which is taken.
fn fault(sample: Sample) -> Option<&'static str> {
    let Sample::Expression(text) = sample else {
        return None;
    };
    let expr = parse_expression(text).ok()?;
    let mut slots = Slots::new();
    let (program, _) = check(&Context::open(standard()), text, &expr, &mut slots);
    let program = program?;
    let arena = bumpalo::Bump::new();
    let mut host = FixedHost::new(Ticks::default(), 0);
    host.taken.insert("ada".to_owned());
    [Value::Null, Value::Text("ada")]
        .into_iter()
        .find_map(|value| {
            let row = vec![value; slots.names().len()];
            match Run::new(&arena, &host).value(&program, &row) {
                Err(Stop::Fault(fault)) => Some(fault.code.slug),
                _ => None,
            }
        })
}
