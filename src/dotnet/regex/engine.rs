//! The two Rust engines behind one face. Knows nothing of .NET's syntax.

use fancy_regex::{RegexBuilder as FancyBuilder, RegexInput};

use super::error::MatchError;

/// Steps back that one search may take: a few hundredths of a second, or about one where every
/// step looks ahead over thousands of characters.
const BACKTRACK_LIMIT: usize = 150_000;
/// Bytes that a compiled pattern may take.
const SIZE_LIMIT: usize = 8 << 20;

/// A half-open byte range.
pub type Range = (usize, usize);

/// A compiled pattern.
#[derive(Debug)]
pub enum Engine {
    /// Without Unicode tables, for ASCII texts.
    Bytes(regex::bytes::Regex),
    Text(regex::Regex),
    Backtracking(fancy_regex::Regex),
}

/// Where a search starts.
#[derive(Debug, Clone, Copy)]
pub struct Start {
    pub at: usize,
    /// Whether `\G` holds there.
    pub contiguous: bool,
}

impl Engine {
    /// Compiles a pattern in the syntax of the Rust engines.
    pub fn new(pattern: &str, backtracking: bool, ascii: bool) -> Result<Engine, String> {
        if backtracking {
            FancyBuilder::new(pattern)
                .backtrack_limit(BACKTRACK_LIMIT)
                .delegate_size_limit(SIZE_LIMIT)
                .allow_input_assertion_overrides(true)
                .build()
                .map(Engine::Backtracking)
                .map_err(|error| error.to_string())
        } else if ascii {
            regex::bytes::RegexBuilder::new(pattern)
                .unicode(false)
                .size_limit(SIZE_LIMIT)
                .nest_limit(1000)
                .build()
                .map(Engine::Bytes)
                .map_err(|error| error.to_string())
        } else {
            regex::RegexBuilder::new(pattern)
                .size_limit(SIZE_LIMIT)
                .nest_limit(1000)
                .build()
                .map(Engine::Text)
                .map_err(|error| error.to_string())
        }
    }

    /// The first match at or after `start`.
    pub fn find(&self, text: &str, start: Start) -> Result<Option<Range>, MatchError> {
        Ok(match self {
            Engine::Bytes(regex) => regex
                .find_at(text.as_bytes(), start.at)
                .map(|found| (found.start(), found.end())),
            Engine::Text(regex) => regex
                .find_at(text, start.at)
                .map(|found| (found.start(), found.end())),
            Engine::Backtracking(regex) => regex
                .find_input(input(text, start))
                .map_err(|_| MatchError::Budget)?
                .map(|found| (found.start(), found.end())),
        })
    }

    /// The captures of the first match at or after `start`; the first one is the match.
    pub fn captures(
        &self,
        text: &str,
        start: Start,
        captures: &mut Vec<Option<Range>>,
    ) -> Result<bool, MatchError> {
        captures.clear();
        match self {
            Engine::Bytes(regex) => {
                let mut places = regex.capture_locations();
                if regex
                    .captures_read_at(&mut places, text.as_bytes(), start.at)
                    .is_some()
                {
                    captures.extend((0..places.len()).map(|slot| places.get(slot)));
                }
            }
            Engine::Text(regex) => {
                let mut places = regex.capture_locations();
                if regex
                    .captures_read_at(&mut places, text, start.at)
                    .is_some()
                {
                    captures.extend((0..places.len()).map(|slot| places.get(slot)));
                }
            }
            Engine::Backtracking(regex) => {
                if let Some(found) = regex
                    .captures_input(input(text, start))
                    .map_err(|_| MatchError::Budget)?
                {
                    captures.extend(
                        (0..found.len())
                            .map(|slot| found.get(slot).map(|part| (part.start(), part.end()))),
                    );
                }
            }
        }
        Ok(!captures.is_empty())
    }
}

fn input(text: &str, start: Start) -> RegexInput<'_, str> {
    RegexInput::new(text)
        .from_pos(start.at)
        .continue_from_previous_match_end(start.contiguous)
}
