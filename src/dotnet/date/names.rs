//! Owns the English names of months, days, designators and the era of the invariant culture.

/// Month names, January first.
pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Day names, Sunday first.
pub(super) const DAYS: [&str; 7] = [
    "Sunday",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
];

/// The only era of the Gregorian calendar, and its short form.
pub(super) const ERAS: [&str; 2] = ["A.D.", "AD"];

/// The first three letters of an English name.
pub(super) fn short(name: &'static str) -> &'static str {
    name.get(..3).unwrap_or(name)
}

/// Whether `text` starts with the ASCII `word`, in any case.
pub(super) fn starts_with(text: &[u8], word: &str) -> bool {
    text.get(..word.len())
        .is_some_and(|head| head.eq_ignore_ascii_case(word.as_bytes()))
}

/// The position, from 0, and the length of the name that `text` starts with, in any case.
pub(super) fn find(text: &[u8], names: &[&'static str], shortened: bool) -> Option<(i32, usize)> {
    names.iter().zip(0..).find_map(|(&name, position)| {
        let name = if shortened { short(name) } else { name };
        starts_with(text, name).then_some((position, name.len()))
    })
}
