//! From tokens to a tree, by descent; `or` binds least, then `and`, `not`, comparisons.

use super::lex::{Token, tokens};
use super::{Comparison, Expr, Function, Literal, Malformed};
use crate::dotnet::date::parse_free_utc;

/// How deep brackets, functions and negations may be nested.
const DEEPEST: usize = 32;

const COMPARISONS: &[(&str, Comparison)] = &[
    ("eq", Comparison::Equal),
    ("ne", Comparison::Unequal),
    ("gt", Comparison::Greater),
    ("ge", Comparison::GreaterOrEqual),
    ("lt", Comparison::Less),
    ("le", Comparison::LessOrEqual),
];

/// Each with how many arguments it has.
const FUNCTIONS: &[(&str, Function, usize)] = &[
    ("contains", Function::Contains, 2),
    ("startswith", Function::StartsWith, 2),
    ("endswith", Function::EndsWith, 2),
    ("tolower", Function::ToLower, 1),
    ("toupper", Function::ToUpper, 1),
    ("trim", Function::Trim, 1),
    ("length", Function::Length, 1),
];

pub(super) fn parse(text: &str) -> Result<Expr, Malformed> {
    let tokens = tokens(text)?;
    let mut reader = Reader {
        tokens: tokens.into_iter().peekable(),
        end: text.len(),
        depth: 0,
    };
    let root = reader.or()?;
    match reader.tokens.next() {
        None => Ok(root),
        Some((at, Token::Close)) => Err(Malformed::new(at, "this `)` closes nothing")),
        Some((at, _)) => Err(Malformed::new(at, "expected `and`, `or` or the end")),
    }
}

struct Reader {
    tokens: std::iter::Peekable<std::vec::IntoIter<(usize, Token)>>,
    end: usize,
    depth: usize,
}

impl Reader {
    fn or(&mut self) -> Result<Expr, Malformed> {
        let mut parts = vec![self.and()?];
        while self.word("or") {
            parts.push(self.and()?);
        }
        Ok(several(parts, Expr::Or))
    }

    fn and(&mut self) -> Result<Expr, Malformed> {
        let mut parts = vec![self.comparison()?];
        while self.word("and") {
            parts.push(self.comparison()?);
        }
        Ok(several(parts, Expr::And))
    }

    fn comparison(&mut self) -> Result<Expr, Malformed> {
        if self.word("not") {
            let inner = self.deeper(Self::comparison)?;
            return Ok(Expr::Not(Box::new(inner)));
        }
        let left = self.operand()?;
        if self.word("in") {
            let choices = self.arguments()?;
            return Ok(Expr::In(Box::new(left), choices));
        }
        let mut comparisons = COMPARISONS.iter();
        match comparisons.find(|(word, _)| self.word(word)) {
            None => Ok(left),
            Some((_, comparison)) => {
                let right = self.operand()?;
                Ok(Expr::Compare(*comparison, Box::new(left), Box::new(right)))
            }
        }
    }

    fn operand(&mut self) -> Result<Expr, Malformed> {
        let end = self.end;
        match self.tokens.next() {
            None => Err(Malformed::new(end, "the filter ends too early")),
            Some((at, Token::Open)) => {
                let inner = self.deeper(Self::or)?;
                self.close(at)?;
                Ok(inner)
            }
            Some((_, Token::Text(text))) => Ok(Expr::Literal(Literal::Text(text))),
            Some((at, Token::Word(word))) => match self.tokens.peek() {
                Some((_, Token::Open)) => self.call(at, &word),
                _ => named(at, &word),
            },
            Some((at, Token::Close | Token::Comma)) => Err(Malformed::new(
                at,
                "expected a property, a function or a value",
            )),
        }
    }

    fn call(&mut self, at: usize, word: &str) -> Result<Expr, Malformed> {
        let known = FUNCTIONS
            .iter()
            .find(|(name, ..)| name.eq_ignore_ascii_case(word));
        let Some((name, function, count)) = known else {
            return Err(Malformed::new(at, format!("`{word}` is not supported")));
        };
        let arguments = self.deeper(Self::arguments)?;
        match arguments.len() == *count {
            true => Ok(Expr::Call(*function, arguments)),
            false => Err(Malformed::new(
                at,
                format!("`{name}` takes {count} arguments, not {}", arguments.len()),
            )),
        }
    }

    /// A list in brackets.
    fn arguments(&mut self) -> Result<Vec<Expr>, Malformed> {
        let Some((open, Token::Open)) = self.tokens.next() else {
            return Err(Malformed::new(self.end, "expected a list in brackets"));
        };
        let mut found = vec![self.operand()?];
        while self
            .tokens
            .next_if(|(_, token)| *token == Token::Comma)
            .is_some()
        {
            found.push(self.operand()?);
        }
        self.close(open)?;
        Ok(found)
    }

    fn close(&mut self, open: usize) -> Result<(), Malformed> {
        match self.tokens.next() {
            Some((_, Token::Close)) => Ok(()),
            None => Err(Malformed::new(open, "this `(` is never closed")),
            Some((at, _)) => Err(Malformed::new(at, "expected `)`")),
        }
    }

    fn deeper<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, Malformed>,
    ) -> Result<T, Malformed> {
        self.depth += 1;
        if self.depth > DEEPEST {
            let at = self.tokens.peek().map_or(self.end, |(at, _)| *at);
            let message = format!("the filter is nested deeper than {DEEPEST} levels");
            return Err(Malformed::new(at, message));
        }
        let found = read(self);
        self.depth -= 1;
        found
    }

    /// Whether that operator comes next, which is then taken.
    fn word(&mut self, wanted: &str) -> bool {
        let is = |(_, token): &(usize, Token)| matches!(token, Token::Word(word) if word.eq_ignore_ascii_case(wanted));
        self.tokens.next_if(is).is_some()
    }
}

fn several(mut parts: Vec<Expr>, join: impl FnOnce(Vec<Expr>) -> Expr) -> Expr {
    match parts.pop() {
        Some(only) if parts.is_empty() => only,
        Some(last) => {
            parts.push(last);
            join(parts)
        }
        None => join(parts),
    }
}

/// A literal without quotes, or a property.
fn named(at: usize, word: &str) -> Result<Expr, Malformed> {
    let literal = match word {
        "null" => Literal::Null,
        "true" => Literal::Truth(true),
        "false" => Literal::Truth(false),
        _ if is_guid(word) => Literal::Text(word.to_owned()),
        _ if word.starts_with(|first: char| first.is_ascii_digit() || "+-".contains(first)) => {
            return number(at, word).map(Expr::Literal);
        }
        _ => return property(at, word),
    };
    Ok(Expr::Literal(literal))
}

fn number(at: usize, word: &str) -> Result<Literal, Malformed> {
    if is_date(word) {
        return match parse_free_utc(word, None) {
            Some(instant) => Ok(Literal::Instant(instant)),
            None => Err(Malformed::new(at, format!("there is no date `{word}`"))),
        };
    }
    match word.parse::<f64>() {
        Ok(number) if number.is_finite() => Ok(Literal::Number(number)),
        _ => Err(Malformed::new(
            at,
            format!("`{word}` is no value; texts stand in single quotes"),
        )),
    }
}

/// Whether a word begins as in `2023-07-30`.
fn is_date(word: &str) -> bool {
    word.len() >= 10
        && word
            .bytes()
            .take(10)
            .enumerate()
            .all(|(at, byte)| match at {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            })
}

fn is_guid(word: &str) -> bool {
    word.len() == 36
        && word.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

fn property(at: usize, word: &str) -> Result<Expr, Malformed> {
    let path: Vec<String> = word.split('/').map(str::to_owned).collect();
    let inside = |letter: char| letter.is_alphanumeric() || "_@.-".contains(letter);
    let is_name = |part: &String| !part.is_empty() && part.chars().all(inside);
    match path.iter().all(is_name) {
        true => Ok(Expr::Property(path)),
        false => Err(Malformed::new(
            at,
            format!("`{word}` is neither a property nor a value"),
        )),
    }
}
