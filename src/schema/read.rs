//! From bytes to the model: the way in, rules and the document as a whole.

use std::collections::HashMap;

use jsonc_parser::ast::{Object, Value};
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use super::encoding::{Decoded, decode};
use super::not_json;
use super::problem::{EXPORT, NOT_A_SCHEMA, NOT_JSON};
use super::reader::Reader;
use super::{Directory, Located, Rule, Schema};
use crate::diag::{Diagnostic, Place, Problems};
use crate::text::Span;

const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

impl Schema {
    /// Reads the JSON of a `synchronizationSchema` or a `synchronizationTemplate`, in UTF-8 or
    /// UTF-16, with all that is odd about it: the first 10,000 findings, and an error if there is any.
    ///
    /// # Errors
    /// Where the file is no JSON, or JSON of something else: exactly one finding. Its place is in the
    /// text that [`decode`] gives.
    ///
    /// ```
    /// use attrflow::schema::Schema;
    /// let (schema, problems) = Schema::read(br#"{ "synchronizationRules": [], "directories": [] }"#).unwrap();
    /// assert!(schema.rules.is_empty() && problems.is_empty());
    /// assert!(Schema::read(b"{ synchronizationRules: [] }").is_err());
    /// ```
    pub fn read(bytes: &[u8]) -> Result<(Self, Problems), Problems> {
        let Decoded {
            text,
            encoding,
            broken,
        } = decode(bytes);
        if let Some(offset) = broken {
            return Err(only(not_json::broken_text(offset)));
        }
        let json = text.trim_start_matches('\u{feff}');
        let base = text.len() - json.len();
        let document: serde_json::Value = serde_json::from_str(json)
            .map_err(|error| only(not_json::explain(json, base, &error)))?;
        let mut reader = Reader {
            json,
            base,
            problems: Problems::new(),
            has_errors: false,
            place: Place::default(),
        };
        let tree = match parse_to_ast(json, &CollectOptions::default(), &STRICT) {
            Ok(parsed) => parsed.value,
            Err(error) => {
                let span = Span::new(error.range().start, error.range().end).shift(base);
                let message = format!("this is no JSON: {}", error.kind());
                return Err(only(Diagnostic::new(&NOT_JSON, span, message).help(EXPORT)));
            }
        };
        let (template, object) = match &tree {
            Some(root) => locate(&reader, root)?,
            None => return Err(only(not_a_schema(Span::at(base), "the file is empty"))),
        };
        let template = template.and_then(|template| reader.text(template, "id"));
        let parts = Parts::read(&mut reader, object);
        tree.iter().for_each(|root| reader.duplicates(root));
        let mut problems = reader.problems;
        problems.sort();
        let schema = Self {
            id: parts.id,
            version: parts.version,
            template,
            rules: parts.rules,
            objects: index(&parts.directories),
            directories: parts.directories,
            span: parts.span,
            encoding,
            document,
            text,
        };
        Ok((schema, problems))
    }
}

fn only(diagnostic: Diagnostic) -> Problems {
    std::iter::once(diagnostic).collect()
}

fn not_a_schema(span: Span, message: &str) -> Diagnostic {
    Diagnostic::new(&NOT_A_SCHEMA, span, message).help(EXPORT)
}

/// The schema's object, and around it the template's.
fn locate<'v, 'a>(
    reader: &Reader<'a>,
    root: &'v Value<'a>,
) -> Result<(Option<&'v Object<'a>>, &'v Object<'a>), Problems> {
    let start = reader.span(root).start as usize;
    let first = Span::new(start, start + 1);
    let Value::Object(object) = root else {
        let message = "a schema is an object `{…}`, but this is something else";
        return Err(only(not_a_schema(first, message)));
    };
    let has = |name| reader.written(object, name).is_some();
    if has("synchronizationRules") || has("directories") {
        return Ok((None, object));
    }
    if let Some(Value::Object(inner)) = reader.member(object, "schema") {
        return Ok((Some(object), inner));
    }
    Err(only(if has("value") {
        not_a_schema(first, "this is a list of Graph's (`value`), not a schema")
            .help("take one entry of `value`; a template's entry can be used as it is")
    } else if has("error") {
        not_a_schema(first, "this is an error message of Graph's, not a schema")
    } else if has("attributeMappings") {
        not_a_schema(first, "this is one object mapping, not a whole schema")
            .help("put it into `objectMappings` of a rule in `synchronizationRules`")
    } else {
        let message = "this object has neither `synchronizationRules` nor `directories`";
        not_a_schema(first, message)
    }))
}

struct Parts {
    id: Option<Located<String>>,
    version: Option<Located<String>>,
    rules: Vec<Rule>,
    directories: Vec<Directory>,
    span: Span,
}

impl Parts {
    fn read<'a>(reader: &mut Reader<'a>, object: &Object<'a>) -> Self {
        let rules = reader.objects(object, "synchronizationRules");
        let directories = reader.objects(object, "directories");
        Self {
            id: reader.text(object, "id"),
            version: reader.text(object, "version"),
            rules: rules.into_iter().map(|entry| rule(reader, entry)).collect(),
            directories: directories
                .into_iter()
                .filter_map(|entry| reader.directory(entry))
                .collect(),
            span: reader.span(object),
        }
    }
}

fn rule<'a>(reader: &mut Reader<'a>, object: &Object<'a>) -> Rule {
    let name = reader.text(object, "name");
    reader.place.rule = name.as_ref().map(|name| name.value.clone());
    let mut directory = |member| {
        reader
            .needed(object, "rule", member)
            .unwrap_or_else(|| Located::new(String::new(), reader.span(object)))
    };
    let source_directory = directory("sourceDirectoryName");
    let target_directory = directory("targetDirectoryName");
    let mappings = reader.objects(object, "objectMappings");
    let rule = Rule {
        id: reader.text(object, "id"),
        name,
        priority: reader.integer(object, "priority"),
        source_directory,
        target_directory,
        mappings: mappings
            .into_iter()
            .map(|entry| reader.object_mapping(entry))
            .collect(),
        metadata: reader.pairs(object, "metadata"),
        span: reader.span(object),
    };
    reader.place = Place::default();
    rule
}

/// Where each object definition is, by the names of its directory and its own; the first of equals.
fn index(directories: &[Directory]) -> HashMap<String, HashMap<String, (usize, usize)>> {
    let mut found: HashMap<String, HashMap<String, (usize, usize)>> = HashMap::new();
    for (outer, directory) in directories.iter().enumerate() {
        let objects = found.entry(directory.name.value.clone()).or_default();
        for (inner, object) in directory.objects.iter().enumerate() {
            objects
                .entry(object.name.value.clone())
                .or_insert((outer, inner));
        }
    }
    found
}
