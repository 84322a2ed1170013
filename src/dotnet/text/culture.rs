//! The cultures that .NET tells apart when it changes case.

/// A culture, as far as casing depends on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Culture {
    /// The invariant culture: `ı` and `İ` have no partner.
    #[default]
    Invariant,
    /// A named culture: `ı` becomes `I` and `İ` becomes `i`.
    Named,
    /// A Dutch region: as [`Culture::Named`], and title case writes `IJ` at the start of a word.
    Dutch,
    /// Turkish and Azerbaijani: `i` with `İ`, `ı` with `I`.
    Turkic,
}

/// The longest culture name, in characters.
const LONGEST: usize = 85;

impl Culture {
    /// The culture of a name such as `tr-TR`, or `None` where .NET refuses the name.
    ///
    /// .NET on ICU takes any well-formed name, known or not; the empty name is the invariant
    /// culture.
    ///
    /// ```
    /// use attrflow::dotnet::text::Culture;
    /// assert_eq!(Culture::parse(""), Some(Culture::Invariant));
    /// assert_eq!(Culture::parse("TR-tr"), Some(Culture::Turkic));
    /// assert_eq!(Culture::parse("turkish"), Some(Culture::Named));
    /// assert_eq!(Culture::parse("tr "), None);
    /// ```
    pub fn parse(name: &str) -> Option<Self> {
        if name.is_empty() {
            return Some(Self::Invariant);
        }
        let well_formed = (2..=LONGEST).contains(&name.len())
            && name.bytes().filter(|b| *b == b'_').count() <= 1
            && name
                .split(['-', '_'])
                .all(|tag| !tag.is_empty() && tag.bytes().all(|b| b.is_ascii_alphanumeric()));
        if !well_formed {
            return None;
        }
        let language = name.split(['-', '_']).next().unwrap_or_default();
        Some(
            if language.eq_ignore_ascii_case("tr") || language.eq_ignore_ascii_case("az") {
                Self::Turkic
            } else if name
                .get(..3)
                .is_some_and(|start| start.eq_ignore_ascii_case("nl-"))
            {
                Self::Dutch
            } else {
                Self::Named
            },
        )
    }
}
