//! The TOML of a job file with the place of every key and value.

use crate::text::Span;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A job file's values, by their path of keys.
pub(super) struct Tree<'t> {
    root: Spanned<DeTable<'t>>,
}

/// A key with its value.
pub(super) type Entry<'a, 't> = (
    &'a Spanned<std::borrow::Cow<'t, str>>,
    &'a Spanned<DeValue<'t>>,
);

impl<'t> Tree<'t> {
    pub(super) fn new(root: Spanned<DeTable<'t>>) -> Self {
        Self { root }
    }

    pub(super) fn root(&self) -> &DeTable<'t> {
        self.root.get_ref()
    }

    fn entry(&self, path: &[&str]) -> Option<Entry<'_, 't>> {
        let (first, rest) = path.split_first()?;
        let mut found = self.root().get_key_value(*first)?;
        for key in rest {
            let table = found.1.get_ref().as_table()?;
            found = table.get_key_value(*key)?;
        }
        Some(found)
    }

    /// Whether the file says something there.
    pub(super) fn has(&self, path: &[&str]) -> bool {
        self.entry(path).is_some()
    }

    /// Where the value stands; of an absent one, the key of the nearest table around it, or the
    /// beginning of the file.
    pub(super) fn value(&self, path: &[&str]) -> Span {
        match self.entry(path) {
            Some((_, value)) => span(value.span()),
            None => self.key(path),
        }
    }

    /// Where the key stands; of an absent one, that of the nearest table around it, or the beginning
    /// of the file.
    pub(super) fn key(&self, path: &[&str]) -> Span {
        (1..=path.len())
            .rev()
            .filter_map(|length| self.entry(path.get(..length)?))
            .map(|(key, _)| span(key.span()))
            .next()
            .unwrap_or_default()
    }
}

/// A range of the toml crate as ours.
pub(super) fn span(range: std::ops::Range<usize>) -> Span {
    Span::new(range.start, range.end)
}
