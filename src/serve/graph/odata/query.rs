//! Query options as they were sent.

use percent_encoding::percent_decode_str;

/// The options of a request, decoded, in their order.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Query(Vec<(String, String)>);

impl Query {
    /// Reads what stands behind the `?`; `None` where it is no UTF-8. A `+` is a blank.
    ///
    /// ```
    /// use attrflow::serve::graph::odata::Query;
    /// let query = Query::read("%24filter=id+eq%20'1'&$top=5").unwrap();
    /// assert_eq!((query.get("$filter"), query.get("$top")), (Some("id eq '1'"), Some("5")));
    /// ```
    pub fn read(text: &str) -> Option<Self> {
        let decoded = |part: &str| {
            let spaced = part.replace('+', " ");
            let text = percent_decode_str(&spaced).decode_utf8().ok()?;
            Some(text.into_owned())
        };
        let pair = |part: &str| {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            Some((decoded(name)?, decoded(value)?))
        };
        let parts = text.split('&').filter(|part| !part.is_empty());
        parts.map(pair).collect::<Option<Vec<_>>>().map(Self)
    }

    /// The value of an option; the first one where it stands twice. Graph takes its own options without the
    /// `$` as well.
    pub fn get(&self, name: &str) -> Option<&str> {
        let bare = name.strip_prefix('$').unwrap_or(name);
        let called = |said: &str| said.strip_prefix('$').unwrap_or(said) == bare;
        let mut found = self.0.iter().filter(|(said, _)| called(said));
        found.next().map(|(_, value)| value.as_str())
    }

    /// The options of OData that were sent, by their names with `$`.
    pub fn options(&self) -> impl Iterator<Item = &str> {
        let names = self.0.iter().map(|(name, _)| name.as_str());
        names.filter(|name| name.starts_with('$'))
    }

    /// The pairs, in their order.
    pub fn pairs(&self) -> &[(String, String)] {
        &self.0
    }
}
