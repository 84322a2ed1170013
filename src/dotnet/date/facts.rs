//! Owns what a linter wants to know of a date format. Knows only the pieces, not what is done with them.

use core::ops::Range;

use super::pattern::{Mark, Piece};

/// What stands in a date format. Spans are bytes of the format text.
///
/// ```
/// use attrflow::dotnet::date::InputFormat;
/// let format = InputFormat::new("yyyy-mm-dd").unwrap();
/// assert_eq!(format.facts().minutes_in_place_of_months(), Some(5..7));
/// assert!(!format.facts().reads_offset());
/// ```
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Facts {
    letters: Vec<(u8, usize, Range<usize>)>,
    strays: Vec<(char, Range<usize>)>,
}

impl Facts {
    /// The facts of a custom format; `whole` is the span of everything where a standard format stood for it.
    pub(super) fn of(pieces: &[Piece], whole: Option<Range<usize>>) -> Facts {
        let mut facts = Facts::default();
        for piece in pieces {
            let span = whole.clone().unwrap_or_else(|| piece.span.clone());
            match piece.mark {
                Mark::Letters(letter, count) => facts.letters.push((letter, count, span)),
                Mark::Plain(letter) if letter.is_ascii_alphabetic() => {
                    facts.strays.push((letter, span))
                }
                _ => {}
            }
        }
        facts
    }

    /// Whether `h` stands without `t`: hours of 1 to 12 with nothing that says which half of the day is meant.
    ///
    /// ```
    /// # use attrflow::dotnet::date::InputFormat;
    /// let doubtful = |format: &str| {
    ///     InputFormat::new(format).unwrap().facts().has_lowercase_hour_without_designator()
    /// };
    /// assert!(doubtful("hh:mm") && !doubtful("hh:mm tt") && !doubtful("HH:mm"));
    /// ```
    pub fn has_lowercase_hour_without_designator(&self) -> bool {
        self.has(b"h") && !self.has(b"t")
    }

    /// Where `m` (minutes) stands beside a day or year, and neither behind an hour nor before a second: in bytes of the
    /// format; `None` where no such field is.
    ///
    /// ```
    /// # use attrflow::dotnet::date::OutputFormat;
    /// let place = |format: &str| OutputFormat::new(format).unwrap().facts().minutes_in_place_of_months();
    /// assert_eq!(place("dd.mm.yyyy"), Some(3..5));
    /// assert_eq!(place("yyyyMMddHHmm"), None);
    /// ```
    pub fn minutes_in_place_of_months(&self) -> Option<Range<usize>> {
        self.misplaced(b'm', b"yd", |before, after| {
            !among(before, b"hH") && !among(after, b"s")
        })
    }

    /// Where `M` (months) stands behind an hour or before a second, and not beside a day or year: in bytes of the format;
    /// `None` where no such field is.
    ///
    /// ```
    /// # use attrflow::dotnet::date::OutputFormat;
    /// let place = |format: &str| OutputFormat::new(format).unwrap().facts().months_in_place_of_minutes();
    /// assert_eq!(place("HH:MM"), Some(3..5));
    /// assert_eq!(place("HH:mm"), None);
    /// ```
    pub fn months_in_place_of_minutes(&self) -> Option<Range<usize>> {
        self.misplaced(b'M', b"hHs", |before, after| {
            !among(before, b"yds") && !among(after, b"ydhH")
        })
    }

    /// Whether the zone is part of the format: `z`, `K`, or in an input format `Z`.
    ///
    /// ```
    /// # use attrflow::dotnet::date::{InputFormat, OutputFormat};
    /// assert!(InputFormat::new("HH:mmZ").unwrap().facts().reads_offset());
    /// assert!(!OutputFormat::new("HH:mmZ").unwrap().facts().reads_offset()); // writes the letter
    /// ```
    pub fn reads_offset(&self) -> bool {
        self.has(b"zKZ")
    }

    /// Whether the format has a date part and no time part.
    ///
    /// ```
    /// # use attrflow::dotnet::date::OutputFormat;
    /// assert!(OutputFormat::new("d").unwrap().facts().is_date_only()); // the short date
    /// assert!(!OutputFormat::new("dd HH").unwrap().facts().is_date_only());
    /// ```
    pub fn is_date_only(&self) -> bool {
        self.has(b"yMd") && !self.has(b"hHmsfFtzKZ")
    }

    /// Whether the format has a time part and no date part.
    ///
    /// ```
    /// # use attrflow::dotnet::date::OutputFormat;
    /// assert!(OutputFormat::new("HH:mm").unwrap().facts().is_time_only());
    /// assert!(!OutputFormat::new("HH:mm:dd").unwrap().facts().is_time_only());
    /// ```
    pub fn is_time_only(&self) -> bool {
        self.has(b"hHmsfFt") && !self.has(b"yMd")
    }

    /// Whether the year has two digits, which leaves the century to a rule.
    ///
    /// ```
    /// # use attrflow::dotnet::date::InputFormat;
    /// assert!(InputFormat::new("dd.MM.yy").unwrap().facts().has_two_digit_year());
    /// assert!(!InputFormat::new("dd.MM.yyyy").unwrap().facts().has_two_digit_year());
    /// ```
    pub fn has_two_digit_year(&self) -> bool {
        self.letters
            .iter()
            .any(|(letter, count, _)| *letter == b'y' && *count <= 2)
    }

    /// The first unquoted letter that stands for itself, though it looks like a field: `Y`, `D`, `S` and the like; with its
    /// place in bytes of the format. `T` is common between date and time, and `Z` after it.
    ///
    /// ```
    /// # use attrflow::dotnet::date::OutputFormat;
    /// let stray = |format: &str| OutputFormat::new(format).unwrap().facts().stray_letter();
    /// assert_eq!(stray("dd.MM.YYYY"), Some(('Y', 6..7)));
    /// assert_eq!(stray("yyyy-MM-ddTHH 'Uhr'"), None);
    /// ```
    pub fn stray_letter(&self) -> Option<(char, Range<usize>)> {
        self.strays
            .iter()
            .find(|(letter, _)| !matches!(letter, 'T' | 'Z'))
            .cloned()
    }

    fn has(&self, any: &[u8]) -> bool {
        self.letters
            .iter()
            .any(|(letter, _, _)| any.contains(letter))
    }

    /// The first numeric field of this letter that has one of `beside` next to it and whose neighbours satisfy `rule`.
    fn misplaced(
        &self,
        wanted: u8,
        beside: &[u8],
        rule: impl Fn(Option<u8>, Option<u8>) -> bool,
    ) -> Option<Range<usize>> {
        let letter_at = |at: usize| self.letters.get(at).map(|(letter, _, _)| *letter);
        self.letters
            .iter()
            .enumerate()
            .find_map(|(at, (letter, count, span))| {
                let before = at.checked_sub(1).and_then(letter_at);
                let after = letter_at(at + 1);
                let near = among(before, beside) || among(after, beside);
                (*letter == wanted && *count <= 2 && near && rule(before, after))
                    .then(|| span.clone())
            })
    }
}

fn among(letter: Option<u8>, set: &[u8]) -> bool {
    letter.is_some_and(|letter| set.contains(&letter))
}
