//! Codes: each kind of diagnostic once, next to what reports it.

/// How bad it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Severity {
    /// Worth knowing; never makes a check fail.
    Advice,
    /// Probably not what was meant; fails a check on request.
    Warning,
    /// Cannot be deployed or evaluated.
    Error,
}

impl Severity {
    /// The word for people and for JSON.
    ///
    /// ```
    /// assert_eq!(attrflow::diag::Severity::Error.word(), "error");
    /// ```
    pub fn word(self) -> &'static str {
        match self {
            Self::Advice => "advice",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A text that triggers exactly the code it belongs to (and no other error or warning).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sample {
    /// An expression.
    Expression(&'static str),
    /// An expression in a kind of job, by the word of the kind.
    Job {
        /// The kind of job.
        job: &'static str,
        /// The expression.
        expression: &'static str,
    },
    /// A job file in the folder of `examples/contoso`, as TOML.
    JobFile(&'static str),
    /// A scoping filter in its textual form.
    Filter(&'static str),
    /// An expression file: one `target: expression` a line.
    Sheet(&'static str),
    /// A schema file, as the JSON of a Graph `synchronizationSchema`.
    Schema(&'static str),
    /// An attribute mapping inside a small schema: target attribute and expression. The schema's
    /// attributes are those of `examples/contoso`.
    Mapping {
        /// Target attribute.
        target: &'static str,
        /// Its expression.
        expression: &'static str,
    },
}

/// One kind of diagnostic. Compared by its slug.
#[derive(Clone, Copy, Debug)]
pub struct Code {
    /// Stable name, lower case with hyphens, as in `--deny` and `attrflow explain`.
    pub slug: &'static str,
    /// How bad it is unless told otherwise.
    pub severity: Severity,
    /// One line: what is wrong, without a final period.
    pub title: &'static str,
    /// The page that `attrflow explain` shows: Markdown; why it matters and what to write instead.
    pub explanation: &'static str,
    /// A text that triggers it.
    pub sample: Sample,
}

impl PartialEq for Code {
    fn eq(&self, other: &Self) -> bool {
        self.slug == other.slug
    }
}

impl Eq for Code {}
