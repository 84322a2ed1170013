//! Directory text: security identifiers and distinguished names.
//!
//! Not .NET's own, but read for the same functions, and like everything here without any
//! knowledge of this crate. Must not know schemas or directories.

use std::{borrow::Cow, fmt};

/// Why bytes are no security identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SidError {
    /// The number of bytes does not fit the number of sub-authorities that they announce.
    Length,
    /// The revision is not 1.
    Revision,
    /// More than 15 sub-authorities are announced.
    SubAuthorities,
}

const MOST_SUB_AUTHORITIES: usize = 15;

/// The text `S-1-…` of a binary security identifier.
///
/// ```
/// use attrflow::dotnet::directory::{SidError, sid_to_string};
/// let system = [1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0];
/// assert_eq!(sid_to_string(&system).as_deref(), Ok("S-1-5-18"));
/// assert_eq!(sid_to_string(&system[..11]), Err(SidError::Length));
/// ```
///
/// # Errors
/// [`SidError`] for bytes that are not exactly one identifier of revision 1.
pub fn sid_to_string(bytes: &[u8]) -> Result<String, SidError> {
    let (&[revision, count, a, b, c, d, e, f], rest) =
        bytes.split_first_chunk::<8>().ok_or(SidError::Length)?;
    if revision != 1 {
        return Err(SidError::Revision);
    }
    if usize::from(count) > MOST_SUB_AUTHORITIES {
        return Err(SidError::SubAuthorities);
    }
    let (sub_authorities, odd) = rest.as_chunks::<4>();
    if sub_authorities.len() != usize::from(count) || !odd.is_empty() {
        return Err(SidError::Length);
    }
    let authority = u64::from_be_bytes([0, 0, a, b, c, d, e, f]);
    let mut text = format!("S-1-{authority}");
    for sub_authority in sub_authorities {
        text.push('-');
        text.push_str(&u32::from_le_bytes(*sub_authority).to_string());
    }
    Ok(text)
}

/// The text is not a distinguished name, from this byte on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DnError {
    /// The byte where reading stopped.
    pub at: usize,
}

impl fmt::Display for DnError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not a distinguished name from byte {} on", self.at)
    }
}

/// The unescaped value of the n-th component from the left, counted from 1, of a distinguished
/// name (RFC 4514, with the blanks, semicolons and quotes of RFC 2253); of several attributes in
/// one component, the first. `None` where there are fewer components.
///
/// ```
/// use attrflow::dotnet::directory::dn_component;
/// let dn = r"CN=Doe\, Ada,OU=Sales,DC=contoso,DC=com";
/// assert_eq!(dn_component(dn, 1).unwrap().as_deref(), Some("Doe, Ada"));
/// assert_eq!(dn_component(dn, 9), Ok(None));
/// assert!(dn_component("contoso", 1).is_err());
/// ```
///
/// # Errors
/// [`DnError`] with the byte from which on the text is no distinguished name, whichever component is asked for.
pub fn dn_component(dn: &str, n: usize) -> Result<Option<Cow<'_, str>>, DnError> {
    let mut reader = Reader { dn, at: 0 };
    reader.blanks();
    if reader.peek().is_none() {
        return Ok(None);
    }
    let mut found = None;
    let mut component = 1;
    let mut first = true;
    loop {
        let value = reader.attribute()?;
        if first && component == n {
            found = Some(value);
        }
        match reader.next() {
            None => return Ok(found),
            Some(b'+') => first = false,
            // The value ended at one of the two separators.
            Some(_) => {
                component += 1;
                first = true;
            }
        }
    }
}

struct Reader<'d> {
    dn: &'d str,
    at: usize,
}

impl<'d> Reader<'d> {
    fn peek(&self) -> Option<u8> {
        self.dn.as_bytes().get(self.at).copied()
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    fn blanks(&mut self) {
        while self.peek() == Some(b' ') {
            self.at += 1;
        }
    }

    fn error<T>(&self) -> Result<T, DnError> {
        Err(DnError { at: self.at })
    }

    /// Type, equals sign and value, up to a separator or the end.
    fn attribute(&mut self) -> Result<Cow<'d, str>, DnError> {
        self.blanks();
        let start = self.at;
        while self
            .peek()
            .is_some_and(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_'))
        {
            self.at += 1;
        }
        if self.at == start {
            return self.error();
        }
        self.blanks();
        if self.peek() != Some(b'=') {
            return self.error();
        }
        self.at += 1;
        self.blanks();
        if self.peek() == Some(b'"') {
            self.quoted()
        } else {
            self.plain()
        }
    }

    fn quoted(&mut self) -> Result<Cow<'d, str>, DnError> {
        self.at += 1;
        let start = self.at;
        let (value, _) = self.until(start, |b| b == b'"')?;
        if self.next().is_none() {
            return self.error();
        }
        self.blanks();
        match self.peek() {
            None | Some(b',' | b';' | b'+') => Ok(value),
            Some(_) => self.error(),
        }
    }

    fn plain(&mut self) -> Result<Cow<'d, str>, DnError> {
        let start = self.at;
        let (value, kept) = self.until(start, |b| matches!(b, b',' | b';' | b'+'))?;
        // Blanks at the end do not count, unless escaped.
        Ok(match value {
            Cow::Borrowed(value) => Cow::Borrowed(value.trim_end_matches(' ')),
            Cow::Owned(mut value) => {
                let len = value.trim_end_matches(' ').len().max(kept);
                value.truncate(len);
                Cow::Owned(value)
            }
        })
    }

    /// The unescaped text up to a byte that ends it, and where its last escape ends in it.
    fn until(
        &mut self,
        start: usize,
        ends: impl Fn(u8) -> bool,
    ) -> Result<(Cow<'d, str>, usize), DnError> {
        let mut unescaped: Option<Vec<u8>> = None;
        let mut copied = start;
        let mut kept = 0;
        while let Some(byte) = self.peek().filter(|b| !ends(*b)) {
            match byte {
                b'\\' => {
                    let bytes = unescaped.get_or_insert_default();
                    bytes.extend_from_slice(
                        self.dn.as_bytes().get(copied..self.at).unwrap_or_default(),
                    );
                    bytes.push(self.escape()?);
                    kept = bytes.len();
                    copied = self.at;
                }
                b'"' => return self.error(),
                _ => self.at += 1,
            }
        }
        let rest = self.dn.get(copied..self.at).unwrap_or_default();
        match unescaped {
            None => Ok((Cow::Borrowed(rest), 0)),
            Some(mut bytes) => {
                bytes.extend_from_slice(rest.as_bytes());
                match String::from_utf8(bytes) {
                    Ok(text) => Ok((Cow::Owned(text), kept)),
                    Err(_) => Err(DnError { at: start }),
                }
            }
        }
    }

    /// The byte that a backslash and what follows it stand for.
    fn escape(&mut self) -> Result<u8, DnError> {
        let digit = |b: Option<&u8>| {
            char::from(*b?)
                .to_digit(16)
                .and_then(|d| u8::try_from(d).ok())
        };
        let after = self.dn.as_bytes().get(self.at + 1..).unwrap_or_default();
        if let (Some(high), Some(low)) = (digit(after.first()), digit(after.get(1))) {
            self.at += 3;
            return Ok(high * 16 + low);
        }
        match after.first() {
            Some(b @ (b'"' | b'+' | b',' | b';' | b'<' | b'>' | b'\\' | b' ' | b'#' | b'=')) => {
                self.at += 2;
                Ok(*b)
            }
            _ => self.error(),
        }
    }
}
