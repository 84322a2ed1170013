//! Byte ranges of a text, and things that carry one.

/// A half-open byte range of a text. Texts are limited to 4 GiB, so two `u32` do.
///
/// ```
/// use attrflow::text::Span;
/// let span = Span::new(2, 5);
/// assert_eq!(span.of("Append"), "pen");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The range from `start` to `end`, in bytes; an `end` before `start` is taken as `start`.
    ///
    /// ```
    /// # use attrflow::text::Span;
    /// assert_eq!(Span::new(4, 2), Span::new(4, 4));
    /// ```
    pub fn new(start: usize, end: usize) -> Self {
        let start = u32::try_from(start).unwrap_or(u32::MAX);
        let end = u32::try_from(end).unwrap_or(u32::MAX);
        Self {
            start,
            end: end.max(start),
        }
    }

    /// The empty range at `offset`, in bytes.
    ///
    /// ```
    /// # use attrflow::text::Span;
    /// assert!(Span::at(3).is_empty());
    /// ```
    pub fn at(offset: usize) -> Self {
        Self::new(offset, offset)
    }

    /// Whether it covers no byte.
    ///
    /// ```
    /// # use attrflow::text::Span;
    /// assert!(!Span::new(0, 1).is_empty());
    /// ```
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The smallest range that covers both.
    ///
    /// ```
    /// # use attrflow::text::Span;
    /// assert_eq!(Span::new(1, 2).to(Span::new(5, 7)), Span::new(1, 7));
    /// ```
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// The same range, `by` bytes further on.
    ///
    /// ```
    /// # use attrflow::text::Span;
    /// assert_eq!(Span::new(1, 2).shift(3), Span::new(4, 5));
    /// ```
    #[must_use]
    pub fn shift(self, by: usize) -> Self {
        let by = u32::try_from(by).unwrap_or(u32::MAX);
        Self {
            start: self.start.saturating_add(by),
            end: self.end.saturating_add(by),
        }
    }

    /// As a `Range<usize>`, for slicing.
    ///
    /// ```
    /// # use attrflow::text::Span;
    /// assert_eq!(Span::new(1, 2).range(), 1..2);
    /// ```
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The text that it covers; empty where it does not lie on character boundaries inside `text`.
    ///
    /// ```
    /// # use attrflow::text::Span;
    /// assert_eq!(Span::new(0, 99).of("short"), "");
    /// ```
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }
}

/// A thing and where it was written.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Spanned<T> {
    /// The thing.
    pub node: T,
    /// Where it was written.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Joins a thing with its place.
    ///
    /// ```
    /// use attrflow::text::{Span, Spanned};
    /// assert_eq!(Spanned::new("a", Span::at(0)).node, "a");
    /// ```
    pub fn new(node: T, span: Span) -> Self {
        Self { node, span }
    }
}
