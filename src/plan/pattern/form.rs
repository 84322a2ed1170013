//! Dates and numbers: another form of digits.

use super::quoted;

/// Forms that consist of digits for the most part, such as dates: `0000-00-00` → `00.00.0000`.
pub(super) fn digits(old: &str, new: &str) -> Option<String> {
    let (before, after) = (form(old)?, form(new)?);
    let differ = before != after;
    let (before, after) = (quoted(&before)?, quoted(&after)?);
    match differ {
        true => Some(format!("form {before} → {after}")),
        false => Some(format!("another number of the form {after}")),
    }
}

fn form(text: &str) -> Option<String> {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let fits = digits >= 4 && 2 * digits >= text.chars().count();
    fits.then(|| {
        let form = |one: char| match one.is_ascii_digit() {
            true => '0',
            false => one,
        };
        text.chars().map(form).collect()
    })
}
