//! What holds for every lint.

use std::collections::BTreeSet;

use super::{LIBRARY, Subject};
use attrflow::check::{LINTS, Lint};
use attrflow::diag::{Sample, Severity};
use attrflow::library::JobKind;

fn sample(lint: &Lint) -> Subject {
    match lint.code.sample {
        Sample::Expression(text) => Subject::Expression(text.to_owned(), None),
        Sample::Job { job, expression } => {
            let job = JobKind::ALL.iter().find(|kind| kind.word() == job);
            Subject::Expression(expression.to_owned(), Some(*job.unwrap()))
        }
        Sample::Filter(text) => Subject::Filter(text.to_owned()),
        Sample::Sheet(_) | Sample::JobFile(_) => panic!("{} lints neither", lint.code.slug),
        Sample::Schema(text) => Subject::File(text.to_owned(), None),
        Sample::Mapping { .. } => {
            let schema = crate::schema_lints::sample_schema(lint.code.sample);
            Subject::File(schema.unwrap(), None)
        }
    }
}

#[test]
fn slugs_are_unique_and_well_formed() {
    let mut seen = BTreeSet::new();
    for lint in LINTS {
        let slug = lint.code.slug;
        assert!(seen.insert(slug), "{slug} is there twice");
        let well = slug
            .split('-')
            .all(|part| !part.is_empty() && part.chars().all(|letter| letter.is_ascii_lowercase()));
        assert!(well, "{slug}");
    }
}

#[test]
fn pages_say_why_and_what_to_write() {
    for lint in LINTS {
        let code = lint.code;
        assert!(code.explanation.len() > 150, "{}", code.slug);
        assert!(code.explanation.ends_with(['.', '`']), "{}", code.slug);
        assert!(
            !code.title.ends_with('.') && code.title.len() < 80,
            "{}",
            code.slug
        );
        let first = code.title.split(' ').next().unwrap();
        let named = LIBRARY.function(first).is_some() || first == "Active";
        assert!(
            named || !first.starts_with(char::is_uppercase),
            "{}",
            code.slug
        );
    }
}

#[test]
fn each_sample_triggers_exactly_its_code() {
    for lint in LINTS {
        let slug = lint.code.slug;
        let found = sample(lint).findings();
        assert!(
            found.iter().any(|found| found.code.slug == slug),
            "{slug}: {found:#?}"
        );
        for other in found {
            let quiet = other.code.slug == slug || other.severity == Severity::Advice;
            assert!(quiet, "{slug}: {other:#?}");
        }
    }
}

#[test]
fn every_finding_helps_and_marks_its_text() {
    for lint in LINTS {
        let subject = sample(lint);
        for found in subject.findings() {
            assert!(found.help.is_some(), "{}", found.code.slug);
            assert!(!found.message.ends_with('.'), "{}", found.message);
            for label in &found.labels {
                assert!(
                    subject.text().get(label.span.range()).is_some(),
                    "{found:?}"
                );
            }
        }
    }
}

#[test]
fn each_fix_of_a_sample_mends_it() {
    for lint in LINTS {
        super::cases::fixes_mend(&sample(lint), lint.code.slug);
    }
}
