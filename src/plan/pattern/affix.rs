//! Something before or after the value.

use super::quoted;

/// Put before it, or after it.
pub(super) fn added(old: &str, new: &str) -> Option<String> {
    if let Some(suffix) = new.strip_prefix(old) {
        return Some(format!("{} put after it", quoted(suffix)?));
    }
    let prefix = new.strip_suffix(old)?;
    Some(format!("{} put before it", quoted(prefix)?))
}

/// Taken away from its end, or from its beginning.
pub(super) fn removed(old: &str, new: &str) -> Option<String> {
    if new.is_empty() {
        return None;
    }
    if let Some(suffix) = old.strip_prefix(new) {
        // What begins inside a word is where the text was cut, and differs from user to user.
        let inside = suffix.starts_with(char::is_alphanumeric);
        return match inside {
            true => Some(format!("cut to {} characters", new.chars().count())),
            false => Some(format!("{} taken from its end", quoted(suffix)?)),
        };
    }
    let prefix = old.strip_suffix(new)?;
    Some(format!("{} taken from its beginning", quoted(prefix)?))
}
