//! A linear look at a text before it is parsed: how deep it nests, which quote, bracket or parenthesis
//! has no partner. Mirrors the tokens of `grammar/lexical.pest` that may hide a parenthesis.

use super::MAX_DEPTH;

/// What encloses other characters.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Enclosure {
    /// `"…"`
    Straight,
    /// `'…'`
    Single,
    /// `‘…’`
    CurlySingle,
    /// `“…”`
    CurlyDouble,
    /// `[…]`
    Attribute,
}

/// What a text lacks.
#[derive(Default)]
pub(super) struct Scan {
    /// Each `(` without its `)`.
    pub open: Vec<usize>,
    /// Each `)` without its `(`.
    pub extra: Vec<usize>,
    /// Where an enclosure begins that never ends; the scan ends there.
    pub unclosed: Option<(Enclosure, usize)>,
    /// Where nesting becomes too deep; the scan ends there.
    pub too_deep: Option<usize>,
}

enum End {
    After(usize),
    Never,
    TooDeep(usize),
}

/// Scans a text once.
pub(super) fn scan(text: &str) -> Scan {
    let mut found = Scan::default();
    let mut at = 0;
    while let Some(rest) = text.get(at..) {
        let Some(letter) = rest.chars().next() else {
            break;
        };
        let after = at + letter.len_utf8();
        let rest = text.get(after..).unwrap_or_default();
        at = match letter {
            '(' if found.open.len() == MAX_DEPTH => {
                found.too_deep = Some(at);
                break;
            }
            '(' => {
                found.open.push(at);
                after
            }
            ')' => {
                if found.open.pop().is_none() {
                    found.extra.push(at);
                }
                after
            }
            '/' | '-' => after + comment(letter, rest),
            _ => match Enclosure::begun_by(letter) {
                None => after,
                Some(kind) => match kind.end(rest) {
                    End::After(length) => after + length,
                    End::Never => {
                        found.unclosed = Some((kind, at));
                        break;
                    }
                    End::TooDeep(offset) => {
                        found.too_deep = Some(after + offset);
                        break;
                    }
                },
            },
        };
    }
    found
}

/// Length of what a comment has after its first character.
fn comment(first: char, rest: &str) -> usize {
    let line = || rest.find(['\r', '\n']).unwrap_or(rest.len());
    match (first, rest.as_bytes()) {
        ('/', [b'/', ..]) | ('-', [b'-', b' ', ..]) => line(),
        ('/', [b'*', inner @ ..]) => inner
            .windows(2)
            .position(|pair| pair == b"*/")
            .map_or(rest.len(), |at| at + 3),
        _ => 0,
    }
}

impl Enclosure {
    fn begun_by(letter: char) -> Option<Self> {
        match letter {
            '"' => Some(Self::Straight),
            '\'' => Some(Self::Single),
            '[' => Some(Self::Attribute),
            '\u{2018}'..='\u{201B}' => Some(Self::CurlySingle),
            '\u{201C}'..='\u{201F}' => Some(Self::CurlyDouble),
            _ => None,
        }
    }

    /// What ends it; for a curly quote the straight one, which is taken as well.
    pub(super) fn closer(self) -> char {
        match self {
            Self::Straight | Self::CurlyDouble => '"',
            Self::Single | Self::CurlySingle => '\'',
            Self::Attribute => ']',
        }
    }

    fn end(self, rest: &str) -> End {
        match self {
            Self::Attribute => return attribute_end(rest),
            Self::Straight => text_end(rest, true, |letter| letter == '"'),
            Self::Single => text_end(rest, false, |letter| letter == '\''),
            Self::CurlySingle => text_end(rest, false, |letter| {
                matches!(letter, '\'' | '\u{2018}'..='\u{201B}')
            }),
            Self::CurlyDouble => text_end(rest, true, |letter| {
                matches!(letter, '"' | '\u{201C}'..='\u{201F}')
            }),
        }
        .map_or(End::Never, End::After)
    }
}

fn text_end(rest: &str, escapes: bool, ends: impl Fn(char) -> bool) -> Option<usize> {
    let mut letters = rest.char_indices();
    while let Some((at, letter)) = letters.next() {
        if escapes && letter == '\\' {
            letters.next();
        } else if ends(letter) {
            return Some(at + letter.len_utf8());
        }
    }
    None
}

fn attribute_end(rest: &str) -> End {
    let mut depth = 1;
    for (at, byte) in rest.bytes().enumerate() {
        match byte {
            b'[' if depth == MAX_DEPTH => return End::TooDeep(at),
            b'[' => depth += 1,
            b']' if depth == 1 => return End::After(at + 1),
            b']' => depth -= 1,
            _ => {}
        }
    }
    End::Never
}
