//! Moments in time.

/// Milliseconds since 1970-01-01T00:00:00Z, within years 1 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timestamp(i64);

impl Timestamp {
    /// Milliseconds since the Unix epoch, as JavaScript's `Date` counts them.
    pub fn epoch_ms(self) -> f64 {
        self.0 as f64
    }
}
