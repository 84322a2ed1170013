//! Paths: `jobs/{id}` and `jobs('{id}')` are the same, and so are `functions`, `functions()` and
//! `microsoft.graph.functions()` (OData 4.01, URL conventions, 4.3 to 4.6; what Graph's clients send differs).

use percent_encoding::percent_decode_str;

/// The segments of a path, percent-decoded, without the empty ones at both ends; `None` where one is no
/// UTF-8. What an encoded `/` stands in is one segment.
///
/// ```
/// use attrflow::serve::graph::odata::segments;
/// assert_eq!(segments("/jobs/a%2Fb/").unwrap(), ["jobs", "a/b"]);
/// ```
pub fn segments(path: &str) -> Option<Vec<String>> {
    let trimmed = path.trim_matches('/');
    if trimmed.is_empty() {
        return Some(Vec::new());
    }
    let decoded = |part: &str| {
        let text = percent_decode_str(part).decode_utf8().ok()?;
        Some(text.into_owned())
    };
    trimmed.split('/').map(decoded).collect()
}

/// What stands for a key in a path.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Key {
    /// The key itself.
    Plain(String),
    /// An alternate key, as in `servicePrincipals(appId='…')`.
    Named(String, String),
}

/// A path with places for keys, as in `/jobs/{jobId}/schema`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Template {
    steps: Vec<Step>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum Step {
    Word(String),
    Key(String),
}

impl Template {
    /// Reads a template.
    pub fn new(text: &str) -> Self {
        let step = |part: &str| {
            let key = part
                .strip_prefix('{')
                .and_then(|rest| rest.strip_suffix('}'));
            match key {
                Some(name) => Step::Key(name.to_owned()),
                None => Step::Word(part.to_owned()),
            }
        };
        let steps = text.trim_matches('/').split('/').map(step);
        Self {
            steps: steps.collect(),
        }
    }

    /// The keys by their names where the segments fit, in the order of the template. Words are read without
    /// regard to case.
    ///
    /// ```
    /// use attrflow::serve::graph::odata::{Key, Template, segments};
    /// let template = Template::new("/jobs/{jobId}/schema/functions");
    /// let fits = |path: &str| template.keys(&segments(path).unwrap());
    /// let key = Some(vec![("jobId", Key::Plain("scim.1".into()))]);
    /// assert_eq!(fits("/jobs/scim.1/schema/functions"), key);
    /// assert_eq!(fits("/jobs('scim.1')/schema/microsoft.graph.functions()"), key);
    /// assert_eq!(fits("/jobs%28%27scim.1%27%29/schema/functions%28%29"), key);
    /// assert_eq!(fits("/jobs/scim.1/schema"), None);
    /// ```
    pub fn keys(&self, segments: &[String]) -> Option<Vec<(&str, Key)>> {
        let mut keys = Vec::new();
        let mut rest = segments.iter();
        let mut steps = self.steps.iter();
        while let Some(step) = steps.next() {
            let segment = rest.next()?;
            match step {
                Step::Key(name) => keys.push((name.as_str(), Key::Plain(segment.clone()))),
                Step::Word(word) if is(segment, word) => {}
                Step::Word(word) => {
                    let Some(Step::Key(name)) = steps.next() else {
                        return None;
                    };
                    keys.push((name.as_str(), keyed(segment, word)?));
                }
            }
        }
        rest.next().is_none().then_some(keys)
    }

    /// How many of its steps are words: of two that fit, the one with more means it.
    pub fn words(&self) -> usize {
        let is_word = |step: &&Step| matches!(step, Step::Word(_));
        self.steps.iter().filter(is_word).count()
    }
}

/// Whether a segment is that word: bare, called, or with its namespace.
fn is(segment: &str, word: &str) -> bool {
    let bare = segment.strip_suffix("()").unwrap_or(segment);
    let bare = ["microsoft.graph.", "microsoft.synchronization."]
        .iter()
        .find_map(|namespace| bare.strip_prefix(namespace))
        .unwrap_or(bare);
    bare.eq_ignore_ascii_case(word)
}

/// The key of `word('key')`, `word(key)` or `word(name='key')`.
fn keyed(segment: &str, word: &str) -> Option<Key> {
    let (name, rest) = segment.split_once('(')?;
    let inside = rest.strip_suffix(')')?;
    if !is(name, word) || inside.is_empty() {
        return None;
    }
    if let Some(text) = quoted(inside) {
        return Some(Key::Plain(text));
    }
    match inside.split_once('=') {
        Some((name, value)) => {
            let value = quoted(value).unwrap_or_else(|| value.to_owned());
            Some(Key::Named(name.trim().to_owned(), value))
        }
        None => Some(Key::Plain(inside.to_owned())),
    }
}

fn quoted(text: &str) -> Option<String> {
    let inside = text.trim().strip_prefix('\'')?.strip_suffix('\'')?;
    Some(inside.replace("''", "'"))
}
