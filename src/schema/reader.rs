//! Takes members out of JSON objects, and reports those that are not what Graph has there.

use jsonc_parser::ast::{Object, Value};
use jsonc_parser::common::Ranged;

use super::problem::{DUPLICATE_MEMBER, UNKNOWN_ENUM_VALUE, WRONG_TYPE, missing, usable};
use super::{JsonText, Located, Metadata};
use crate::diag::{Diagnostic, Place, Problems, Severity, nearest};
use crate::text::Span;

/// How many findings are kept: a large file that is wrong throughout would fill the memory with them.
pub(super) const MOST: usize = 10_000;

/// The file's JSON, where it stands in the file, what was found so far, and the part being read.
pub(super) struct Reader<'a> {
    pub json: &'a str,
    pub base: usize,
    pub problems: Problems,
    pub has_errors: bool,
    pub place: Place,
}

impl<'a> Reader<'a> {
    pub fn report(&mut self, mut diagnostic: Diagnostic) {
        let error = diagnostic.severity == Severity::Error;
        let first_error = error && !self.has_errors;
        self.has_errors |= error;
        if self.problems.len() >= MOST && !first_error {
            return;
        }
        if self.place != Place::default() {
            diagnostic.place = Some(self.place.clone());
        }
        self.problems.push(diagnostic);
    }

    pub fn span(&self, node: &impl Ranged) -> Span {
        let range = node.range();
        Span::new(range.start, range.end).shift(self.base)
    }

    /// The member's value unless it is absent or null; the last one where it is repeated.
    pub fn member<'v>(&self, object: &'v Object<'a>, name: &str) -> Option<&'v Value<'a>> {
        self.written(object, name)
            .filter(|value| !matches!(value, Value::NullKeyword(_)))
    }

    /// The member's value unless it is absent.
    pub fn written<'v>(&self, object: &'v Object<'a>, name: &str) -> Option<&'v Value<'a>> {
        let mut found = object.properties.iter().rev();
        Some(&found.find(|property| property.name.as_str() == name)?.value)
    }

    fn wrong(&self, value: &Value, name: &str, wanted: &str) -> Diagnostic {
        let kind = match value {
            Value::StringLit(_) => "a text",
            Value::NumberLit(_) => "a number",
            Value::BooleanLit(_) => "`true` or `false`",
            Value::Object(_) => "an object",
            Value::Array(_) => "a list",
            Value::NullKeyword(_) => "null",
        };
        let message = format!("`{name}` should be {wanted}, but is {kind}");
        let span = self.span(value);
        let large = matches!(value, Value::Object(_) | Value::Array(_));
        let shown = if large {
            Span::new(span.start as usize, span.start as usize + 1)
        } else {
            span
        };
        Diagnostic::new(&WRONG_TYPE, shown, message).help(format!("write {wanted}"))
    }

    pub fn text(&mut self, object: &Object<'a>, name: &str) -> Option<Located<String>> {
        let value = self.member(object, name)?;
        self.text_of(value, name)
    }

    pub fn text_of(&mut self, value: &Value<'a>, name: &str) -> Option<Located<String>> {
        let span = self.span(value);
        if let Value::StringLit(text) = value {
            return Some(Located::new(text.value.to_string(), span));
        }
        self.scalar(value, name)
            .map(|token| Located::new(token.to_owned(), span))
    }

    /// A number or boolean where a text belongs, as it is written.
    fn scalar(&mut self, value: &Value<'a>, name: &str) -> Option<&'a str> {
        let wrong = self.wrong(value, name, "a text");
        if !matches!(value, Value::NumberLit(_) | Value::BooleanLit(_)) {
            self.report(wrong);
            return None;
        }
        let range = value.range();
        let token = self.json.get(range.start..range.end)?;
        let span = self.span(value);
        let quoted = format!("\"{token}\"");
        self.report(usable(wrong).fix(format!("write `{quoted}`"), span, quoted));
        Some(token)
    }

    pub fn json_text(&mut self, object: &Object<'a>, name: &str) -> Option<JsonText> {
        let value = self.member(object, name)?;
        self.json_text_of(value, name)
    }

    pub fn json_text_of(&mut self, value: &Value<'a>, name: &str) -> Option<JsonText> {
        let range = value.range();
        let token = match value {
            Value::StringLit(_) => self.json.get(range.start..range.end)?,
            _ => self.scalar(value, name)?,
        };
        Some(JsonText::of_token(token, self.base + range.start))
    }

    pub fn flag(&mut self, object: &Object<'a>, name: &str, default: bool) -> bool {
        let Some(value) = self.member(object, name) else {
            return default;
        };
        let meant = match value {
            Value::BooleanLit(flag) => return flag.value,
            Value::StringLit(text) => text.value.to_ascii_lowercase().parse().ok(),
            _ => None,
        };
        self.other_scalar(value, name, "`true` or `false`", meant)
            .unwrap_or(default)
    }

    pub fn integer(&mut self, object: &Object<'a>, name: &str) -> i64 {
        let Some(value) = self.member(object, name) else {
            return 0;
        };
        let meant = match value {
            Value::NumberLit(number) => match number.value.parse() {
                Ok(integer) => return integer,
                Err(_) => None,
            },
            Value::StringLit(text) => text.value.parse().ok(),
            _ => None,
        };
        self.other_scalar(value, name, "a whole number", meant)
            .unwrap_or(0)
    }

    fn other_scalar<T: std::fmt::Display>(
        &mut self,
        value: &Value<'a>,
        name: &str,
        wanted: &str,
        meant: Option<T>,
    ) -> Option<T> {
        let wrong = self.wrong(value, name, wanted);
        let span = self.span(value);
        self.report(match &meant {
            Some(meant) => usable(wrong).fix(format!("write `{meant}`"), span, meant.to_string()),
            None => wrong,
        });
        meant
    }

    /// The entries of a list; none where it is absent or null.
    pub fn list<'v>(&mut self, object: &'v Object<'a>, name: &str) -> &'v [Value<'a>] {
        match self.member(object, name) {
            None => &[],
            Some(Value::Array(list)) => &list.elements,
            Some(other) => {
                let wrong = self.wrong(other, name, "a list");
                self.report(wrong);
                &[]
            }
        }
    }

    /// The objects of a list; other entries are reported and left out.
    pub fn objects<'v>(&mut self, object: &'v Object<'a>, name: &str) -> Vec<&'v Object<'a>> {
        let entries = self.list(object, name);
        let entry = format!("an entry of {name}");
        entries
            .iter()
            .filter_map(|value| self.object(value, &entry))
            .collect()
    }

    pub fn object<'v>(&mut self, value: &'v Value<'a>, name: &str) -> Option<&'v Object<'a>> {
        if let Value::Object(object) = value {
            return Some(object);
        }
        let wrong = self.wrong(value, name, "an object");
        self.report(wrong);
        None
    }

    /// One of a few words, in any case; `None` where it is absent or none of them.
    pub fn word<T: Copy>(
        &mut self,
        object: &Object<'a>,
        name: &str,
        words: &[(&str, T)],
    ) -> Option<T> {
        let written = self.text(object, name)?;
        self.choose(&written.value, written.span, name, words)
    }

    pub fn choose<T: Copy>(
        &mut self,
        text: &str,
        span: Span,
        name: &str,
        words: &[(&str, T)],
    ) -> Option<T> {
        let found = words
            .iter()
            .find(|(word, _)| word.eq_ignore_ascii_case(text));
        if let Some((_, meaning)) = found {
            return Some(*meaning);
        }
        let all: Vec<String> = words.iter().map(|(word, _)| format!("`{word}`")).collect();
        let unknown = Diagnostic::new(
            &UNKNOWN_ENUM_VALUE,
            span,
            format!("`{name}` cannot be `{text}`"),
        );
        self.report(match nearest(text, words.iter().map(|(word, _)| *word)) {
            Some(near) => unknown.help(format!("did you mean `{near}`?")),
            None => unknown.help(format!("it is one of {}", all.join(", "))),
        });
        None
    }

    /// A text that the part cannot do without.
    pub fn needed(
        &mut self,
        object: &Object<'a>,
        part: &str,
        name: &str,
    ) -> Option<Located<String>> {
        if let Some(value) = self.member(object, name) {
            return self.text_of(value, name);
        }
        self.lacking(object, part, name);
        None
    }

    pub fn lacking(&mut self, object: &Object<'a>, part: &str, name: &str) {
        let start = self.span(object).start as usize;
        self.report(missing(Span::new(start, start + 1), part, name));
    }

    /// Key-value pairs, such as `metadata`.
    pub fn pairs(&mut self, object: &Object<'a>, name: &str) -> Vec<Metadata> {
        let entries = self.objects(object, name);
        entries
            .into_iter()
            .filter_map(|entry| {
                Some(Metadata {
                    key: self.needed(entry, "entry", "key")?,
                    value: self.text(entry, "value"),
                    span: self.span(entry),
                })
            })
            .collect()
    }

    /// Reports every member that an object of the file names twice.
    pub fn duplicates(&mut self, value: &Value<'a>) {
        match value {
            Value::Array(list) => list
                .elements
                .iter()
                .for_each(|value| self.duplicates(value)),
            Value::Object(object) => {
                let mut seen = std::collections::HashMap::new();
                for property in &object.properties {
                    let span = self.span(&property.name);
                    if let Some(first) = seen.insert(property.name.as_str(), span) {
                        let message = format!("`{}` is here twice", property.name.as_str());
                        self.report(
                            Diagnostic::new(&DUPLICATE_MEMBER, span, message)
                                .under("this one counts")
                                .label(first, "this one is ignored")
                                .help("delete one of them"),
                        );
                    }
                    self.duplicates(&property.value);
                }
            }
            _ => {}
        }
    }
}
