//! The same letters, written otherwise.

use crate::dotnet::text::fold_diacritics;

/// Capital letters only.
pub(super) fn case(old: &str, new: &str) -> Option<String> {
    (old.to_lowercase() == new.to_lowercase()).then(|| "letter case only".to_owned())
}

/// Accents only.
pub(super) fn diacritics(old: &str, new: &str) -> Option<String> {
    let (before, after) = (plain(old), plain(new));
    if before.to_lowercase() != after.to_lowercase() {
        return None;
    }
    Some(match (before == old, after == new) {
        (false, true) => "diacritics removed".to_owned(),
        (true, false) => "diacritics added".to_owned(),
        _ => "other diacritics".to_owned(),
    })
}

fn plain(text: &str) -> String {
    let mut out = String::new();
    match fold_diacritics(text, &mut out) {
        true => out,
        false => text.to_owned(),
    }
}

/// White space only.
pub(super) fn blanks(old: &str, new: &str) -> Option<String> {
    let only = |text: &str| text.split_whitespace().collect::<String>();
    if only(old) != only(new) {
        return None;
    }
    Some(moved("blanks", old, new))
}

/// Everything but letters and digits only, as in telephone numbers.
pub(super) fn punctuation(old: &str, new: &str) -> Option<String> {
    let only =
        |text: &str| -> String { text.chars().filter(|one| one.is_alphanumeric()).collect() };
    let kept = only(old);
    if kept.is_empty() || kept != only(new) || old.contains('@') {
        return None;
    }
    Some(moved("punctuation", old, new))
}

fn moved(what: &str, old: &str, new: &str) -> String {
    match old.len().cmp(&new.len()) {
        std::cmp::Ordering::Greater => format!("{what} removed"),
        std::cmp::Ordering::Less => format!("{what} added"),
        std::cmp::Ordering::Equal => format!("other {what}"),
    }
}
