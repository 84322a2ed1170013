//! Texts of others in which nothing hides.

/// A text in which nothing hides: control characters and those that turn the direction of writing are
/// written as their numbers.
pub(super) fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        let hides = letter.is_control()
            || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
        match hides {
            true => out.push_str(&format!("\\u{{{:x}}}", u32::from(letter))),
            false => out.push(letter),
        }
    }
    out
}
