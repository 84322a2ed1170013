//! From text to words: brackets, commas, quoted texts, and everything between blanks.

use super::Malformed;

#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Token {
    Open,
    Close,
    Comma,
    /// Without its quotes, `''` being one quote.
    Text(String),
    /// A name, an operator, a number, a date: whatever stands between the others.
    Word(String),
}

/// The tokens, each with its place in bytes.
pub(super) fn tokens(text: &str) -> Result<Vec<(usize, Token)>, Malformed> {
    let mut found = Vec::new();
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let token = match letter {
            ' ' | '\t' | '\n' | '\r' => continue,
            '(' => Token::Open,
            ')' => Token::Close,
            ',' => Token::Comma,
            '\'' => {
                let mut said = String::new();
                loop {
                    match letters.next() {
                        None => return Err(Malformed::new(at, "the text is never closed")),
                        Some((_, '\'')) if letters.next_if(|(_, next)| *next == '\'').is_some() => {
                            said.push('\'');
                        }
                        Some((_, '\'')) => break,
                        Some((_, letter)) => said.push(letter),
                    }
                }
                Token::Text(said)
            }
            letter => {
                let mut word = String::from(letter);
                let inside = |(_, next): &(usize, char)| {
                    !matches!(next, ' ' | '\t' | '\n' | '\r' | '(' | ')' | ',' | '\'')
                };
                while let Some((_, next)) = letters.next_if(inside) {
                    word.push(next);
                }
                Token::Word(word)
            }
        };
        found.push((at, token));
    }
    Ok(found)
}
