//! Moments in time.

/// Milliseconds since 1970-01-01T00:00:00Z, within years 1 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timestamp(i64);

const MS_PER_MINUTE: i64 = 60_000;
const MS_PER_DAY: i64 = 24 * 60 * MS_PER_MINUTE;
/// The first millisecond of year 1, and the last of year 9999.
const FIRST_MS: i64 = -62_135_596_800_000;
const LAST_MS: i64 = 253_402_300_799_999;

impl Timestamp {
    /// Milliseconds since the Unix epoch, as JavaScript's `Date` counts them.
    pub fn epoch_ms(self) -> f64 {
        self.0 as f64
    }

    /// Reads a moment as in [RFC 3339](https://www.rfc-editor.org/rfc/rfc3339#section-5.6), and
    /// what publishers make of it: a space instead of `T`, no seconds, no colon or minutes in the
    /// offset, no offset or no time at all (UTC is meant then). A leap second counts as the one
    /// before it. Nonsense is `None`.
    ///
    /// ```
    /// use newsstand::model::Timestamp;
    /// let moment = Timestamp::parse_rfc3339("1970-01-02T01:00:00+01:00").unwrap();
    /// assert_eq!(moment.epoch_ms(), 86_400_000.0);
    /// assert_eq!(Timestamp::parse_rfc3339("yesterday"), None);
    /// ```
    pub fn parse_rfc3339(text: &str) -> Option<Self> {
        let mut rest = text.trim().as_bytes();
        let year = digits(&mut rest, 4)?;
        expect(&mut rest, b"-")?;
        let month = digits(&mut rest, 2)?;
        expect(&mut rest, b"-")?;
        let day = digits(&mut rest, 2)?;
        if year == 0 || !(1..=12).contains(&month) || !(1..=days_in(year, month)).contains(&day) {
            return None;
        }
        let mut epoch_ms = days_since_epoch(year, month, day) * MS_PER_DAY;
        if !rest.is_empty() {
            expect(&mut rest, b"Tt ")?;
            epoch_ms += time_of_day_ms(&mut rest)?;
            epoch_ms -= offset_minutes(rest.trim_ascii_start())? * MS_PER_MINUTE;
        }
        // An offset may lead out of the years.
        (FIRST_MS..=LAST_MS)
            .contains(&epoch_ms)
            .then_some(Self(epoch_ms))
    }
}

/// Takes exactly `count` digits from the front of `rest`.
fn digits(rest: &mut &[u8], count: usize) -> Option<i64> {
    let (taken, behind) = rest.split_at_checked(count)?;
    *rest = behind;
    taken.iter().try_fold(0, |number, byte| {
        byte.is_ascii_digit()
            .then(|| number * 10 + i64::from(byte - b'0'))
    })
}

/// Takes one byte from the front of `rest` that must be one of `allowed`.
fn expect(rest: &mut &[u8], allowed: &[u8]) -> Option<u8> {
    let (first, behind) = rest.split_first()?;
    *rest = behind;
    allowed.contains(first).then_some(*first)
}

/// Takes `hh:mm[:ss[.fraction]]` from the front of `rest`.
fn time_of_day_ms(rest: &mut &[u8]) -> Option<i64> {
    let hour = digits(rest, 2)?;
    expect(rest, b":")?;
    let minute = digits(rest, 2)?;
    let (mut second, mut ms) = (0, 0);
    if rest.first() == Some(&b':') {
        *rest = &rest[1..];
        second = digits(rest, 2)?;
        if matches!(rest.first(), Some(b'.' | b',')) {
            *rest = &rest[1..];
            let length = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
            let (fraction, behind) = rest.split_at(length);
            *rest = behind;
            for place in 0..3 {
                ms = ms * 10 + fraction.get(place).map_or(0, |byte| i64::from(byte - b'0'));
            }
        }
    }
    let sound = hour < 24 && minute < 60 && second <= 60;
    sound.then(|| (hour * 60 + minute) * MS_PER_MINUTE + second.min(59) * 1000 + ms)
}

/// Reads all of `rest` as an offset from UTC; nothing is UTC.
fn offset_minutes(mut rest: &[u8]) -> Option<i64> {
    let sign = match rest {
        b"" | b"Z" | b"z" | b"UTC" | b"GMT" => return Some(0),
        _ => match expect(&mut rest, b"+-")? {
            b'-' => -1,
            _ => 1,
        },
    };
    let hours = digits(&mut rest, 2)?;
    if rest.first() == Some(&b':') {
        rest = &rest[1..];
    }
    let minutes = if rest.is_empty() {
        0
    } else {
        digits(&mut rest, 2)?
    };
    let sound = rest.is_empty() && hours < 24 && minutes < 60;
    sound.then_some(sign * (hours * 60 + minutes))
}

fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days from 1970-01-01 to a date of the Gregorian calendar. Years are counted from March, so
/// that the leap day is the last of its year.
fn days_since_epoch(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    // The lengths of the months from March repeat every five months: 31, 30, 31, 30, 31.
    let before_month = (153 * month + 2) / 5;
    const MARCH_FIRST_OF_YEAR_0: i64 = -719_468;
    MARCH_FIRST_OF_YEAR_0 + 365 * year + leap_days + before_month + day - 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ms(text: &str) -> Option<f64> {
        Timestamp::parse_rfc3339(text).map(Timestamp::epoch_ms)
    }

    #[test]
    fn the_usual_forms_are_read() {
        let noon = ms("2026-11-22T12:00:00Z");
        assert_eq!(noon, Some(1_795_348_800_000.0));
        for form in [
            "2026-11-22T12:00:00.000Z",
            "2026-11-22t12:00:00z",
            "2026-11-22 12:00:00Z",
            "2026-11-22 12:00:00 +0000",
            "2026-11-22T12:00",
            "2026-11-22T12:00Z",
            "2026-11-22T14:00:00+02:00",
            "2026-11-22T14:00:00+0200",
            "2026-11-22T14:00:00+02",
            "2026-11-22T06:30:00-05:30",
            "  2026-11-22T12:00:00 UTC ",
            "2026-11-22T12:00:00,0Z",
        ] {
            assert_eq!(ms(form), noon, "{form}");
        }
        assert_eq!(ms("2026-11-22"), ms("2026-11-22T00:00:00Z"));
        assert_eq!(ms("1970-01-01T00:00:00.1239Z"), Some(123.0));
        assert_eq!(ms("1969-12-31T23:59:59.5Z"), Some(-500.0));
        assert_eq!(ms("2016-12-31T23:59:60Z"), ms("2016-12-31T23:59:59Z"));
    }

    #[test]
    fn nonsense_is_no_moment() {
        for text in [
            "",
            "now",
            "2026",
            "2026-13-01",
            "2026-02-30",
            "2025-02-29",
            "2026-00-10",
            "0000-01-01",
            "2026-11-22T",
            "2026-11-22T25:00",
            "2026-11-22T12:61",
            "2026-11-22T12:00:00+24:00",
            "2026-11-22T12:00:00Zebra",
            "2026-11-22X12:00",
            "12026-11-22",
            "２０２６-11-22",
            "2026-1-2",
            "0001-01-01T00:00:00+00:01",
            "9999-12-31T23:59:00-00:01",
        ] {
            assert_eq!(ms(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn it_agrees_with_jiff(
            year in 1i16..=9999, month in 1i8..=12, day in 1i8..=31,
            hour in 0i8..=23, minute in 0i8..=59, second in 0i8..=59, milli in 0u16..1000,
            offset in -23i32 * 60 ..= 23 * 60,
        ) {
            let sign = if offset < 0 { '-' } else { '+' };
            let (hours, minutes) = (offset.abs() / 60, offset.abs() % 60);
            let text = format!(
                "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{milli:03}\
                 {sign}{hours:02}:{minutes:02}"
            );
            let civil = jiff::civil::DateTime::new(
                year, month, day, hour, minute, second, i32::from(milli) * 1_000_000,
            );
            let theirs = civil.ok().and_then(|civil| {
                let utc = civil.to_zoned(jiff::tz::TimeZone::UTC).ok()?;
                Some(utc.timestamp().as_millisecond() - i64::from(offset) * 60_000)
            });
            prop_assume!(civil_in_range(year));
            prop_assert_eq!(ms(&text), theirs.map(|ms| ms as f64));
        }

        #[test]
        fn nothing_makes_it_panic(text in ".{0,40}") {
            let _ = ms(&text);
        }

        #[test]
        fn nothing_like_a_date_makes_it_panic(text in "[0-9TZ:.+ -]{0,32}") {
            let _ = ms(&text);
        }
    }

    /// jiff's own range ends a few hours earlier than the calendar's.
    fn civil_in_range(year: i16) -> bool {
        (2..9999).contains(&year)
    }
}
