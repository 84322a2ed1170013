//! Texts as bytes and back: base64, UTF-8 hexadecimal, GUIDs. Invalid bytes become what .NET's
//! encodings put in their place.

use std::fmt::{self, Write};

use base64::{
    Engine,
    alphabet::STANDARD as ALPHABET,
    display::Base64Display,
    engine::{GeneralPurpose, GeneralPurposeConfig, general_purpose::STANDARD},
};

/// The encoding of the bytes that a base64 text holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Charset {
    /// UTF-16, little-endian.
    #[default]
    Unicode,
    /// 7-bit; other bytes become `?`.
    Ascii,
    /// UTF-8.
    Utf8,
}

/// The text is not base64.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Base64Error;

/// Writes the base64 of the text's UTF-16LE bytes, padded and without line breaks.
/// An error of `out` is dropped.
///
/// ```
/// let mut out = String::new();
/// attrflow::dotnet::encoding::to_base64("é", &mut out);
/// assert_eq!(out, "6QA=");
/// ```
pub fn to_base64(text: &str, out: &mut impl Write) {
    // 24 units are 48 bytes, a multiple of three: no block but the last is padded.
    let mut units = text.encode_utf16().peekable();
    while units.peek().is_some() {
        let mut block = [0; 48];
        let mut len = 0;
        for (bytes, unit) in block.chunks_exact_mut(2).zip(&mut units) {
            bytes.copy_from_slice(&unit.to_le_bytes());
            len += 2;
        }
        bytes_to_base64(block.get(..len).unwrap_or_default(), out);
    }
}

/// Writes the base64 of bytes, padded and without line breaks.
/// An error of `out` is dropped.
///
/// ```
/// let mut out = String::new();
/// attrflow::dotnet::encoding::bytes_to_base64(b"Ada", &mut out);
/// assert_eq!(out, "QWRh");
/// ```
pub fn bytes_to_base64(bytes: &[u8], out: &mut impl Write) {
    let _ = write!(out, "{}", Base64Display::new(bytes, &STANDARD));
}

/// Writes the text whose bytes a base64 text holds. Nothing is written on an error.
///
/// ```
/// use attrflow::dotnet::encoding::{Base64Error, Charset, from_base64};
/// let mut out = String::new();
/// assert_eq!(from_base64("QWRh", Charset::Utf8, &mut out), Ok(()));
/// assert_eq!(out, "Ada");
/// assert_eq!(from_base64("QWR", Charset::Utf8, &mut out), Err(Base64Error));
/// ```
///
/// # Errors
/// [`Base64Error`] where .NET's `Convert.FromBase64String` throws. Bytes that the charset does not know are no error.
pub fn from_base64(
    base64: &str,
    charset: Charset,
    out: &mut impl Write,
) -> Result<(), Base64Error> {
    decode(&base64_to_bytes(base64)?, charset, out);
    Ok(())
}

/// The bytes that a base64 text holds. As in .NET, blanks and line breaks do not count, and
/// padding must be complete.
///
/// ```
/// use attrflow::dotnet::encoding::base64_to_bytes;
/// assert_eq!(base64_to_bytes("QW Rh\n").as_deref(), Ok(b"Ada".as_slice()));
/// ```
///
/// # Errors
/// [`Base64Error`] where .NET's `Convert.FromBase64String` throws: foreign characters, or padding that is not complete.
pub fn base64_to_bytes(base64: &str) -> Result<Vec<u8>, Base64Error> {
    let blank = |b: &u8| matches!(b, b' ' | b'\t' | b'\r' | b'\n');
    if base64.bytes().any(|b| blank(&b)) {
        let dense: Vec<u8> = base64.bytes().filter(|b| !blank(b)).collect();
        LENIENT.decode(dense)
    } else {
        LENIENT.decode(base64)
    }
    .map_err(|_| Base64Error)
}

/// .NET ignores the bits of the last character that no byte needs.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &ALPHABET,
    GeneralPurposeConfig::new().with_decode_allow_trailing_bits(true),
);

/// Writes the text that bytes mean in an encoding; what means nothing becomes U+FFFD, in ASCII `?`.
/// An error of `out` is dropped.
///
/// ```
/// use attrflow::dotnet::encoding::{Charset, decode};
/// let mut out = String::new();
/// decode(b"na\xEFve", Charset::Ascii, &mut out);
/// assert_eq!(out, "na?ve");
/// ```
pub fn decode(bytes: &[u8], charset: Charset, out: &mut impl Write) {
    let mut put = |c| {
        let _ = out.write_char(c);
    };
    match charset {
        Charset::Unicode => {
            let (pairs, odd) = bytes.as_chunks::<2>();
            let units = pairs.iter().map(|pair| u16::from_le_bytes(*pair));
            char::decode_utf16(units)
                .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
                .chain(odd.iter().map(|_| char::REPLACEMENT_CHARACTER))
                .for_each(put);
        }
        Charset::Ascii => bytes
            .iter()
            .for_each(|b| put(if b.is_ascii() { char::from(*b) } else { '?' })),
        Charset::Utf8 => {
            for chunk in bytes.utf8_chunks() {
                chunk.valid().chars().for_each(&mut put);
                if !chunk.invalid().is_empty() {
                    put(char::REPLACEMENT_CHARACTER);
                }
            }
        }
    }
}

/// Writes the bytes of the UTF-8 text as upper-case hexadecimal, two digits a byte.
/// An error of `out` is dropped.
///
/// ```
/// let mut out = String::new();
/// attrflow::dotnet::encoding::utf8_hex("é!", &mut out);
/// assert_eq!(out, "C3A921");
/// ```
pub fn utf8_hex(text: &str, out: &mut impl Write) {
    for byte in text.bytes() {
        let _ = write!(out, "{byte:02X}");
    }
}

/// A GUID that prints in .NET's form `D`: lower case, with hyphens.
///
/// ```
/// use attrflow::dotnet::encoding::Guid;
/// let guid = Guid(0x12345678_1234_1234_1234_123456789abc);
/// assert_eq!(guid.to_string(), "12345678-1234-1234-1234-123456789abc");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Guid(pub u128);

impl Guid {
    /// The GUID whose bytes these are, in .NET's order: the first three groups have their lowest byte
    /// first, as in Active Directory's `objectGUID`.
    ///
    /// ```
    /// use attrflow::dotnet::encoding::Guid;
    /// let guid = Guid::from_bytes([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]);
    /// assert_eq!(guid.to_string(), "04030201-0605-0807-090a-0b0c0d0e0f10");
    /// ```
    pub fn from_bytes(mut bytes: [u8; 16]) -> Self {
        let (groups, _) = bytes.split_at_mut(8);
        let (first, others) = groups.split_at_mut(4);
        let (second, third) = others.split_at_mut(2);
        first.reverse();
        second.reverse();
        third.reverse();
        Self(u128::from_be_bytes(bytes))
    }

    /// The version-4 GUID of 128 random bits, six of which give way to version and variant.
    ///
    /// ```
    /// use attrflow::dotnet::encoding::Guid;
    /// assert_eq!(Guid::v4(0).to_string(), "00000000-0000-4000-8000-000000000000");
    /// ```
    pub fn v4(random: u128) -> Self {
        const VERSION: u128 = 0xF << 76;
        const VARIANT: u128 = 0x3 << 62;
        Self(random & !VERSION & !VARIANT | 0x4 << 76 | 0x2 << 62)
    }
}

impl fmt::Display for Guid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let part = |shift: u32, bits: u32| (self.0 >> shift) & ((1 << bits) - 1);
        write!(
            f,
            "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
            part(96, 32),
            part(80, 16),
            part(64, 16),
            part(48, 16),
            part(0, 48)
        )
    }
}
