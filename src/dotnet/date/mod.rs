//! Owns .NET's dates: formats, free parsing, file times and Visual Basic's date arithmetic, in the invariant culture
//! and with local time equal to UTC. Reads no clock; whoever calls says what time it is.

mod facts;
mod filetime;
mod fixed;
mod free;
mod input;
mod interval;
mod kind;
mod names;
mod output;
mod parts;
mod pattern;
mod roundtrip;
mod scan;
mod standard;
mod styles;
mod ticks;
mod zone;

pub use facts::Facts;
pub use filetime::{from_filetime, to_filetime};
pub use free::{parse_free, parse_free_utc};
pub use input::InputFormat;
pub use interval::{Interval, date_add, date_diff};
pub use kind::{DateKind, DateTime, write_general};
pub use output::OutputFormat;
pub use parts::TWO_DIGIT_YEAR_MAX;
pub use pattern::{FormatError, FormatProblem};
pub use styles::{Styles, StylesError};
pub use ticks::{TICKS_PER_DAY, TICKS_PER_HOUR, TICKS_PER_MINUTE, TICKS_PER_SECOND, Ticks};
