//! Owns what the zone in a text does to the instant it names. Local time equals UTC.

use super::kind::{DateKind, DateTime};
use super::styles::Styles;
use super::ticks::{TICKS_PER_DAY, TICKS_PER_HOUR, TICKS_PER_MINUTE, Ticks};

/// The zone that a text names.
#[derive(Clone, Copy, Default)]
pub(super) struct Zone {
    /// How far the zone is ahead of UTC, in ticks, where the text names one.
    offset: Option<i64>,
    /// Whether the text names UTC by a word.
    utc: bool,
}

/// The ticks of an offset of so many hours and minutes.
pub(super) fn offset_of(negative: bool, hours: i32, minutes: i32) -> i64 {
    let ticks = i64::from(hours) * TICKS_PER_HOUR + i64::from(minutes) * TICKS_PER_MINUTE;
    if negative { -ticks } else { ticks }
}

impl Zone {
    pub fn is_named(&self) -> bool {
        self.offset.is_some()
    }

    pub fn set(&mut self, offset: i64) {
        self.offset = Some(offset);
    }

    pub fn set_utc(&mut self) {
        self.set(0);
        self.utc = true;
    }

    /// Takes an offset unless another one was named before.
    pub fn agree(&mut self, offset: i64) -> Option<()> {
        if self.offset.is_some_and(|named| named != offset) {
            return None;
        }
        self.set(offset);
        Some(())
    }

    /// Takes UTC unless another offset was named before.
    pub fn agree_utc(&mut self) -> Option<()> {
        self.agree(0)?;
        self.utc = true;
        Some(())
    }

    /// The instant of a clock reading in this zone, or `None` where it lies outside the years 1 to 9999 or the offset
    /// is more than 14 hours.
    pub fn apply(self, clock: Ticks, styles: Styles) -> Option<DateTime> {
        let of_kind = |kind| Some(DateTime { ticks: clock, kind });
        let offset = match self.offset {
            Some(offset) if offset.abs() > 14 * TICKS_PER_HOUR => return None,
            Some(offset) => offset,
            None if styles.assume_local() && !styles.adjust() => return of_kind(DateKind::Local),
            None if styles.assume_local() || styles.assume_universal() => 0,
            None => return of_kind(DateKind::Unspecified),
        };
        if styles.roundtrip() && self.utc {
            return of_kind(DateKind::Utc);
        }
        let moved = clock.get() - offset;
        // .NET takes an instant before the first one for a bare time of day, and lets it wrap around.
        let wrapped = if moved < 0 {
            moved + TICKS_PER_DAY
        } else {
            moved
        };
        let kind = if styles.adjust() {
            DateKind::Utc
        } else {
            DateKind::Local
        };
        Some(DateTime {
            ticks: Ticks::new(wrapped)?,
            kind,
        })
    }
}
