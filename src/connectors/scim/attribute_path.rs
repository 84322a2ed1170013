//! The parts of a target attribute's name, such as `emails[type eq "work"].value`.

use serde_json::{Map, Value as Json};

/// A target attribute's name, taken apart.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct AttributePath<'n> {
    /// The extension's URN; `None` for the core schema.
    pub(super) urn: Option<&'n str>,
    /// The attribute.
    pub(super) head: &'n str,
    /// Which element of it.
    pub(super) filter: Option<ElementFilter<'n>>,
    /// Which part of the value.
    pub(super) sub: Option<&'n str>,
}

/// `type eq "work"`.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct ElementFilter<'n> {
    pub(super) key: &'n str,
    pub(super) value: &'n str,
}

impl<'n> AttributePath<'n> {
    pub(super) fn parse(name: &'n str) -> Self {
        let (before, filter, after) = match name.split_once('[') {
            Some((before, rest)) => {
                let (condition, after) = rest.split_once(']').unwrap_or((rest, ""));
                (
                    before,
                    ElementFilter::parse(condition),
                    after.strip_prefix('.'),
                )
            }
            None => (name, None, None),
        };
        let (urn, attribute) = match before.rsplit_once(':') {
            Some((urn, attribute)) => (Some(urn).filter(|urn| !is_core(urn)), attribute),
            None => (None, before),
        };
        let (head, sub) = match attribute.split_once('.') {
            Some((head, sub)) => (head, Some(sub)),
            None => (attribute, after.filter(|sub| !sub.is_empty())),
        };
        Self {
            urn,
            head,
            filter,
            sub,
        }
    }

    pub(super) fn is(&self, head: &str) -> bool {
        self.urn.is_none() && self.head.eq_ignore_ascii_case(head)
    }

    /// Whether both name parts of the same element.
    pub(super) fn same_element(&self, other: &AttributePath<'_>) -> bool {
        self.urn == other.urn
            && self.head.eq_ignore_ascii_case(other.head)
            && match (self.filter, other.filter) {
                (Some(one), Some(two)) => {
                    one.key.eq_ignore_ascii_case(two.key) && one.value == two.value
                }
                _ => false,
            }
    }

    /// The name up to the filter: what holds the elements.
    pub(super) fn list(&self) -> String {
        match self.urn {
            Some(urn) => format!("{urn}:{}", self.head),
            None => self.head.to_owned(),
        }
    }

    /// Whether the resource has the element that the filter names.
    pub(super) fn element_exists(&self, resource: &Map<String, Json>) -> bool {
        let holder = match self.urn {
            Some(urn) => member(resource, urn).and_then(Json::as_object),
            None => Some(resource),
        };
        let elements = holder
            .and_then(|holder| member(holder, self.head))
            .and_then(Json::as_array);
        match (elements, self.filter) {
            (Some(elements), Some(filter)) => elements.iter().any(|element| filter.fits(element)),
            _ => false,
        }
    }
}

impl<'n> ElementFilter<'n> {
    fn parse(condition: &'n str) -> Option<Self> {
        let (key, rest) = condition.trim().split_once(' ')?;
        let (operator, value) = rest.trim_start().split_once(' ')?;
        operator.eq_ignore_ascii_case("eq").then(|| Self {
            key,
            value: value.trim().trim_matches('"'),
        })
    }

    pub(super) fn fits(&self, element: &Json) -> bool {
        let found = element
            .as_object()
            .and_then(|element| member(element, self.key));
        match found {
            Some(Json::String(text)) => text.eq_ignore_ascii_case(self.value),
            Some(Json::Bool(truth)) => self.truth() == Some(*truth),
            _ => false,
        }
    }

    /// The value that an element gets by being named so: `"True"` of `primary` is a boolean.
    pub(super) fn json(&self) -> Json {
        match self.truth() {
            Some(truth) if self.key.eq_ignore_ascii_case("primary") => Json::Bool(truth),
            _ => Json::from(self.value),
        }
    }

    fn truth(&self) -> Option<bool> {
        match self.value {
            value if value.eq_ignore_ascii_case("true") => Some(true),
            value if value.eq_ignore_ascii_case("false") => Some(false),
            _ => None,
        }
    }
}

/// A member, by a name whose case does not count (RFC 7643, section 2.1).
pub(super) fn member<'m>(members: &'m Map<String, Json>, name: &str) -> Option<&'m Json> {
    members.get(name).or_else(|| {
        members
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    })
}

fn is_core(urn: &str) -> bool {
    urn.to_ascii_lowercase()
        .starts_with("urn:ietf:params:scim:schemas:core:2.0:")
}
