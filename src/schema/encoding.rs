//! The bytes of a file as text: UTF-8 or UTF-16, with or without a byte order mark.

/// How a file's text is encoded.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Encoding {
    /// UTF-8.
    #[default]
    Utf8,
    /// UTF-16, low byte first, as PowerShell's `>` writes it.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
}

/// A file's text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decoded {
    /// The text, a byte order mark included. What cannot be decoded is U+FFFD.
    pub text: String,
    /// How it was encoded.
    pub encoding: Encoding,
    /// Byte offset in `text` of the first U+FFFD that stands for broken input.
    pub broken: Option<usize>,
}

/// Decodes a file. Without a byte order mark, UTF-16 is told by its zero bytes: JSON begins with an
/// ASCII character.
///
/// ```
/// use attrflow::schema::{Encoding, decode};
/// let file = decode(b"{\0}\0");
/// assert_eq!((file.text.as_str(), file.encoding), ("{}", Encoding::Utf16Le));
/// ```
pub fn decode(bytes: &[u8]) -> Decoded {
    match bytes {
        [0xFF, 0xFE, ..] => utf16(bytes, Encoding::Utf16Le, u16::from_le_bytes),
        [0xFE, 0xFF, ..] => utf16(bytes, Encoding::Utf16Be, u16::from_be_bytes),
        [1..=0x7F, 0, ..] => utf16(bytes, Encoding::Utf16Le, u16::from_le_bytes),
        [0, 1..=0x7F, ..] => utf16(bytes, Encoding::Utf16Be, u16::from_be_bytes),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => Decoded {
                text: text.to_owned(),
                encoding: Encoding::Utf8,
                broken: None,
            },
            Err(error) => Decoded {
                text: String::from_utf8_lossy(bytes).into_owned(),
                encoding: Encoding::Utf8,
                broken: Some(error.valid_up_to()),
            },
        },
    }
}

fn utf16(bytes: &[u8], encoding: Encoding, unit: fn([u8; 2]) -> u16) -> Decoded {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let mut text = String::with_capacity(pairs.len());
    let mut broken = None;
    for decoded in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        let character = decoded.unwrap_or_else(|_| {
            broken.get_or_insert(text.len());
            char::REPLACEMENT_CHARACTER
        });
        text.push(character);
    }
    if !rest.is_empty() {
        broken.get_or_insert(text.len());
        text.push(char::REPLACEMENT_CHARACTER);
    }
    Decoded {
        text,
        encoding,
        broken,
    }
}

impl Encoding {
    /// The bytes of a text in this encoding; the inverse of [`decode`] for a text that is not broken.
    ///
    /// ```
    /// use attrflow::schema::Encoding;
    /// assert_eq!(Encoding::Utf16Be.encode("{}"), b"\0{\0}");
    /// ```
    pub fn encode(self, text: &str) -> Vec<u8> {
        match self {
            Self::Utf8 => text.as_bytes().to_vec(),
            Self::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Self::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        }
    }
}
