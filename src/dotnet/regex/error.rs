//! What can go wrong with a pattern and with a match. Knows nothing of how either is done.

use std::fmt;

/// Why a pattern or a replacement template was not accepted.
///
/// `start` and `end` are byte offsets of the construct at fault in the text that was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PatternError {
    /// First byte of the construct.
    pub start: usize,
    /// One past the last byte of the construct.
    pub end: usize,
    /// Whether .NET would refuse it as well.
    pub kind: PatternErrorKind,
    /// One sentence: lower case, no final period.
    pub message: String,
}

/// Whose fault a [`PatternError`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PatternErrorKind {
    /// .NET throws a `RegexParseException` here.
    Invalid,
    /// Valid in .NET, and nothing here could answer as .NET does.
    Unsupported,
}

impl PatternError {
    pub(super) fn invalid(start: usize, end: usize, message: impl Into<String>) -> Self {
        Self {
            start,
            end,
            kind: PatternErrorKind::Invalid,
            message: message.into(),
        }
    }

    pub(super) fn unsupported(span: super::tree::Span, message: impl Into<String>) -> Self {
        Self {
            start: span.start,
            end: span.end,
            kind: PatternErrorKind::Unsupported,
            message: message.into(),
        }
    }
}

impl fmt::Display for PatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for PatternError {}

/// Why a match has no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MatchError {
    /// The match budget ran out: the pattern backtracks catastrophically on this text.
    Budget,
    /// The answer of .NET holds half of a surrogate pair, which no Rust string can hold.
    CodeUnits,
    /// The pattern compares a group without regard to case, and the text is not ASCII.
    CaseOfGroup,
    /// The group asked for may hold something else in .NET: it is in a look-behind, or in a repeat
    /// that can match nothing.
    DoubtfulGroup,
}

impl fmt::Display for MatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Budget => "the regular expression takes too long on this text",
            Self::CodeUnits => "the regular expression splits a character outside the basic plane",
            Self::CaseOfGroup => {
                "the regular expression compares a group without regard to case on non-ASCII text"
            }
            Self::DoubtfulGroup => "the value of this group is not supported",
        })
    }
}

impl std::error::Error for MatchError {}
