//! Owns `DateTimeStyles`: its names, numbers and forbidden combinations.

use core::fmt;

/// How a date text is read, as .NET's `DateTimeStyles`.
///
/// ```
/// use attrflow::dotnet::date::Styles;
/// assert_eq!(Styles::parse("allowleadingwhite, AllowTrailingWhite, RoundtripKind"), Ok(Styles::DEFAULT));
/// assert!(Styles::parse("AssumeLocal,AssumeUniversal").is_err());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Styles(u8);

const LEADING: u8 = 0x01;
const TRAILING: u8 = 0x02;
const INNER: u8 = 0x04;
const NO_CURRENT_DATE: u8 = 0x08;
const ADJUST: u8 = 0x10;
const ASSUME_LOCAL: u8 = 0x20;
const ASSUME_UNIVERSAL: u8 = 0x40;
const ROUNDTRIP: u8 = 0x80;

/// The names that .NET accepts, each with its bits.
const NAMES: [(&str, u8); 10] = [
    ("None", 0),
    ("AllowLeadingWhite", LEADING),
    ("AllowTrailingWhite", TRAILING),
    ("AllowInnerWhite", INNER),
    ("AllowWhiteSpaces", LEADING | TRAILING | INNER),
    ("NoCurrentDateDefault", NO_CURRENT_DATE),
    ("AdjustToUniversal", ADJUST),
    ("AssumeLocal", ASSUME_LOCAL),
    ("AssumeUniversal", ASSUME_UNIVERSAL),
    ("RoundtripKind", ROUNDTRIP),
];

/// Why a text names no usable styles.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum StylesError {
    /// This part of the list is no style name.
    Unknown(String),
    /// The number has bits that mean nothing.
    Bits(String),
    /// The two styles exclude each other.
    Conflict(&'static str, &'static str),
}

impl fmt::Display for StylesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StylesError::Unknown(name) => write!(f, "`{name}` is not a date-time style"),
            StylesError::Bits(number) => {
                write!(f, "`{number}` is not the number of date-time styles")
            }
            StylesError::Conflict(one, other) => {
                write!(f, "`{one}` and `{other}` exclude each other")
            }
        }
    }
}

impl core::error::Error for StylesError {}

impl Styles {
    /// No style at all.
    pub const NONE: Styles = Styles(0);
    /// What Entra uses where the expression names no style.
    pub const DEFAULT: Styles = Styles(ROUNDTRIP | LEADING | TRAILING);

    /// Reads a list of style names, parted by commas and in any case, or their number, as `Enum.Parse` does.
    /// An empty text is an error; whether it means [`Styles::DEFAULT`] is for the caller to say.
    ///
    /// ```
    /// # use attrflow::dotnet::date::{Styles, StylesError};
    /// assert_eq!(Styles::parse("131"), Ok(Styles::DEFAULT));
    /// assert_eq!(Styles::parse("AllowSpaces"), Err(StylesError::Unknown("AllowSpaces".into())));
    /// ```
    ///
    /// # Errors
    /// [`StylesError`] for an unknown name, for a number with other bits, and for styles that .NET refuses together.
    pub fn parse(text: &str) -> Result<Styles, StylesError> {
        let bits = match text.trim().parse::<i32>() {
            Ok(number) => {
                u8::try_from(number).map_err(|_| StylesError::Bits(text.trim().to_owned()))?
            }
            Err(_) => {
                let mut bits = 0;
                for name in text.split(',').map(str::trim) {
                    bits |= NAMES
                        .iter()
                        .find(|(known, _)| known.eq_ignore_ascii_case(name))
                        .ok_or_else(|| StylesError::Unknown(name.to_owned()))?
                        .1;
                }
                bits
            }
        };
        Styles(bits).checked()
    }

    /// The style names, for completion and nearest-name help.
    ///
    /// ```
    /// # use attrflow::dotnet::date::Styles;
    /// assert_eq!(Styles::names().next(), Some("None"));
    /// assert!(Styles::names().all(|name| Styles::parse(name).is_ok()));
    /// ```
    pub fn names() -> impl Iterator<Item = &'static str> {
        NAMES.iter().map(|(name, _)| *name)
    }

    fn checked(self) -> Result<Styles, StylesError> {
        let pairs = [
            (
                ASSUME_LOCAL,
                "AssumeLocal",
                ASSUME_UNIVERSAL,
                "AssumeUniversal",
            ),
            (ROUNDTRIP, "RoundtripKind", ASSUME_LOCAL, "AssumeLocal"),
            (
                ROUNDTRIP,
                "RoundtripKind",
                ASSUME_UNIVERSAL,
                "AssumeUniversal",
            ),
            (ROUNDTRIP, "RoundtripKind", ADJUST, "AdjustToUniversal"),
        ];
        for (one, first, other, second) in pairs {
            if self.has(one) && self.has(other) {
                return Err(StylesError::Conflict(first, second));
            }
        }
        Ok(self)
    }

    const fn has(self, bit: u8) -> bool {
        self.0 & bit != 0
    }

    pub(super) const fn leading(self) -> bool {
        self.has(LEADING)
    }

    pub(super) const fn trailing(self) -> bool {
        self.has(TRAILING)
    }

    pub(super) const fn inner(self) -> bool {
        self.has(INNER)
    }

    pub(super) const fn no_current_date(self) -> bool {
        self.has(NO_CURRENT_DATE)
    }

    pub(super) const fn adjust(self) -> bool {
        self.has(ADJUST)
    }

    pub(super) const fn assume_local(self) -> bool {
        self.has(ASSUME_LOCAL)
    }

    pub(super) const fn assume_universal(self) -> bool {
        self.has(ASSUME_UNIVERSAL)
    }

    pub(super) const fn roundtrip(self) -> bool {
        self.has(ROUNDTRIP)
    }
}
