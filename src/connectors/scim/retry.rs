//! Waiting: between tries, and so as not to ask faster than the target bears.

use super::config::Limits;
use chrono::DateTime;
use std::collections::VecDeque;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// The tries of one request.
pub(super) struct Tries {
    limits: Limits,
    begun: Instant,
    again: u32,
}

impl Tries {
    pub(super) fn new(limits: Limits) -> Self {
        Self {
            limits,
            begun: Instant::now(),
            again: 0,
        }
    }

    /// How often the request was repeated.
    pub(super) fn repeated(&self) -> u32 {
        self.again
    }

    /// Waits for another try; false when there is none left, by number or by time.
    pub(super) fn again(&mut self, asked: Option<Duration>) -> bool {
        if self.again + 1 >= self.limits.tries {
            return false;
        }
        let pause = asked.unwrap_or_else(|| self.backoff());
        if self.begun.elapsed() + pause > self.limits.total {
            return false;
        }
        std::thread::sleep(pause);
        self.again += 1;
        true
    }

    /// Half of it is chance, so that many clients do not come back at once.
    fn backoff(&self) -> Duration {
        let doubled = self.limits.pause.saturating_mul(1 << self.again.min(16));
        let half = doubled.min(LONGEST_PAUSE) / 2;
        half + half.mul_f64(chance())
    }
}

/// Keeps the number of requests in any second under a limit.
pub(super) struct Pace {
    per_second: usize,
    recent: VecDeque<Instant>,
}

impl Pace {
    pub(super) fn new(per_second: u32) -> Self {
        Self {
            per_second: per_second.max(1) as usize,
            recent: VecDeque::new(),
        }
    }

    /// Waits until another request may be sent.
    pub(super) fn wait(&mut self) {
        if self.recent.len() >= self.per_second
            && let Some(first) = self.recent.pop_front()
        {
            std::thread::sleep(Duration::from_secs(1).saturating_sub(first.elapsed()));
        }
        self.recent.push_back(Instant::now());
    }
}

/// How long `Retry-After` asks to wait: seconds, or the date of HTTP.
pub(super) fn retry_after(text: &str, now: SystemTime) -> Option<Duration> {
    let text = text.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let then = DateTime::parse_from_rfc2822(text).ok()?.timestamp();
    let now = now.duration_since(UNIX_EPOCH).ok()?.as_secs();
    Some(Duration::from_secs(
        u64::try_from(then).ok()?.saturating_sub(now),
    ))
}

/// A number from 0 to 1, good enough for spreading requests.
fn chance() -> f64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    f64::from(now.map_or(0, |now| now.subsec_nanos()) % 1_000_003) / 1_000_003.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let now = UNIX_EPOCH + Duration::from_secs(784_111_777);
        let read = |text| retry_after(text, now);
        assert_eq!(read(" 7 "), Some(Duration::from_secs(7)));
        assert_eq!(
            read("Sun, 06 Nov 1994 08:49:47 GMT"),
            Some(Duration::from_secs(10))
        );
        assert_eq!(read("Sun, 06 Nov 1994 08:49:27 GMT"), Some(Duration::ZERO));
        assert_eq!(read("soon"), None);
    }
}
