//! The part of a schema in words.

use crate::diag::Place;

/// ``in rule `Users` › mapping `User → Person` › target `mail` ``; `None` where nothing is known.
///
/// ```
/// use attrflow::{diag::Place, report::place};
/// let target = Place { target: Some("mail".into()), ..Place::default() };
/// assert_eq!(place(&target).as_deref(), Some("in target `mail`"));
/// assert_eq!(place(&Place::default()), None);
/// ```
pub fn place(place: &Place) -> Option<String> {
    let parts = [
        ("rule", &place.rule),
        ("mapping", &place.mapping),
        ("target", &place.target),
        ("filter", &place.filter),
    ];
    let said: Vec<String> = parts
        .iter()
        .filter_map(|(word, name)| Some(format!("{word} `{}`", name.as_deref()?)))
        .collect();
    (!said.is_empty()).then(|| format!("in {}", said.join(" › ")))
}
