//! An object mapping reads or writes an object that the schema does not define.

use crate::check::lint::{Lint, MappingLook, Subject};
use crate::diag::{Code, Diagnostic, Sample, Severity, nearest};
use crate::schema::{JsonText, Located};

pub(super) static LINT: Lint = Lint {
    code: &CODE,
    subject: Subject::Mapping(look),
};

static CODE: Code = Code {
    slug: "undefined-object",
    severity: Severity::Error,
    title: "an object or directory that the schema does not define",
    explanation: "A rule names its two directories, an object mapping its two objects; both must be defined under \
`directories`, with exactly that name. Entra refuses such a schema with `SchemaInvalid`, and nothing can be said \
about the attributes. A file that has no directories at all, such as a cut from documentation, is not reported.",
    sample: Sample::Schema(
        r#"{ "synchronizationRules": [{ "name": "r", "sourceDirectoryName": "Entra", "targetDirectoryName": "Desk", "objectMappings": [{
  "name": "Users", "sourceObjectName": "User", "targetObjectName": "Persons", "attributeMappings": [
    { "targetAttributeName": "login", "matchingPriority": 1, "source": { "expression": "[mail]" } }] }] }],
  "directories": [
    { "name": "Entra", "objects": [{ "name": "User", "attributes": [{ "name": "mail" }] }] },
    { "name": "Desk", "objects": [{ "name": "Person", "attributes": [{ "name": "login" }] }] }] }"#,
    ),
};

fn look(look: &mut MappingLook<'_>) {
    if look.schema.directories.is_empty() {
        return;
    }
    let (rule, mapping) = (look.rule, look.mapping);
    for (side, directory, object, known) in [
        (
            "source",
            &rule.source_directory,
            &mapping.source_object,
            look.source,
        ),
        (
            "target",
            &rule.target_directory,
            &mapping.target_object,
            look.target,
        ),
    ] {
        if known.is_none() {
            let found = undefined(look, side, directory, object);
            look.report(found);
        }
    }
}

fn undefined(
    look: &MappingLook<'_>,
    side: &str,
    directory: &Located<String>,
    object: &Located<String>,
) -> Diagnostic {
    let mut directories = look.schema.directories.iter();
    let defined = directories.find(|one| one.name.value == directory.value);
    let (wrong, message, near) = match defined {
        None => {
            let all = look.schema.directories.iter();
            let names = all.map(|one| one.name.value.as_str());
            let message = format!("the {side} directory `{}` is not defined", directory.value);
            (directory, message, nearest(&directory.value, names))
        }
        Some(defined) => {
            let names = defined.objects.iter().map(|one| one.name.value.as_str());
            let message = match object.value.as_str() {
                "" => format!("this object mapping names no {side} object"),
                name => format!(
                    "the {side} directory `{}` has no object `{name}`",
                    directory.value
                ),
            };
            (object, message, nearest(&object.value, names))
        }
    };
    let span = match wrong.value.is_empty() {
        true => look.title_span(),
        false => wrong.span,
    };
    let found = Diagnostic::new(&CODE, span, message);
    match near {
        Some(near) => found.help(format!("did you mean `{near}`?")).suggest(
            format!("write `{near}`"),
            span,
            JsonText::default().edit(near).1,
        ),
        None => found.help("define it under `directories`, or correct the name"),
    }
}
