//! All findings about a text: nothing stops at the first.

use super::{Diagnostic, Severity};

/// Findings in the order in which they were made.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Problems {
    found: Vec<Diagnostic>,
}

impl Problems {
    /// None yet.
    ///
    /// ```
    /// assert!(attrflow::diag::Problems::new().is_empty());
    /// ```
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    ///
    /// ```
    /// # use attrflow::{diag::{Diagnostic, Problems}, library::ARGUMENT_KIND, text::Span};
    /// let mut problems = Problems::new();
    /// problems.push(Diagnostic::new(&ARGUMENT_KIND, Span::at(0), "no number"));
    /// assert_eq!(problems.len(), 1);
    /// ```
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// Adds all of another list, behind its own.
    ///
    /// ```
    /// # use attrflow::syntax::parse_expression;
    /// let (mut all, more) = (parse_expression("Left([a]").unwrap_err(), parse_expression("").unwrap_err());
    /// all.append(more);
    /// assert_eq!(all.iter().last().unwrap().code.slug, "empty-expression");
    /// ```
    pub fn append(&mut self, other: Problems) {
        self.found.extend(other.found);
    }

    /// Whether there is none at all.
    ///
    /// ```
    /// # use attrflow::syntax::parse_expression;
    /// assert!(!parse_expression("Left([a]").unwrap_err().is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Whether one of them is an error, by the severity that it has now.
    ///
    /// ```
    /// # use attrflow::{diag::Severity, syntax::parse_expression};
    /// let mut problems = parse_expression("Left([a]").unwrap_err();
    /// assert!(problems.has_errors());
    /// problems.iter_mut().for_each(|found| found.severity = Severity::Warning);
    /// assert!(!problems.has_errors());
    /// ```
    pub fn has_errors(&self) -> bool {
        self.found
            .iter()
            .any(|found| found.severity == Severity::Error)
    }

    /// Puts them in order of their place in the text; at one place, errors first.
    ///
    /// ```
    /// # use attrflow::{diag::{Diagnostic, Problems}, library::ARGUMENT_KIND, text::Span};
    /// # let at = |place| Diagnostic::new(&ARGUMENT_KIND, Span::at(place), "no number");
    /// let mut problems: Problems = [at(9), at(4)].into_iter().collect();
    /// problems.sort();
    /// assert_eq!(problems.iter().next().unwrap().span(), Span::at(4));
    /// ```
    pub fn sort(&mut self) {
        self.found
            .sort_by_key(|found| (found.span(), std::cmp::Reverse(found.severity)));
    }

    /// Looks at each, in the order of the list.
    ///
    /// ```
    /// # use attrflow::syntax::parse_expression;
    /// let problems = parse_expression("Left([a]").unwrap_err();
    /// assert_eq!(problems.iter().map(|found| found.code.slug).collect::<Vec<_>>(), ["unclosed-parenthesis"]);
    /// ```
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.found.iter()
    }

    /// Changes each.
    ///
    /// ```
    /// # use attrflow::{diag::Severity, syntax::parse_expression};
    /// let mut problems = parse_expression("Left([a]").unwrap_err();
    /// problems.iter_mut().for_each(|found| found.severity = Severity::Advice);
    /// assert!(problems.iter().all(|found| found.severity == Severity::Advice));
    /// ```
    pub fn iter_mut(&mut self) -> std::slice::IterMut<'_, Diagnostic> {
        self.found.iter_mut()
    }

    /// Keeps those that `keep` answers with true, in their order.
    ///
    /// ```
    /// # use attrflow::syntax::parse_expression;
    /// let mut problems = parse_expression("Left([a]").unwrap_err();
    /// problems.retain(|found| found.code.slug != "unclosed-parenthesis");
    /// assert!(problems.is_empty());
    /// ```
    pub fn retain(&mut self, keep: impl FnMut(&Diagnostic) -> bool) {
        self.found.retain(keep);
    }

    /// How many, whatever their severity.
    ///
    /// ```
    /// # use attrflow::syntax::parse_expression;
    /// assert_eq!(parse_expression("").unwrap_err().len(), 1);
    /// ```
    pub fn len(&self) -> usize {
        self.found.len()
    }
}

impl IntoIterator for Problems {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.found.into_iter()
    }
}

impl<'p> IntoIterator for &'p Problems {
    type Item = &'p Diagnostic;
    type IntoIter = std::slice::Iter<'p, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.found.iter()
    }
}

impl FromIterator<Diagnostic> for Problems {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(iter: I) -> Self {
        Self {
            found: iter.into_iter().collect(),
        }
    }
}
