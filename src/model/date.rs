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

    /// Reads a moment in one of the forms that publishers use:
    /// - [RFC 3339](https://www.rfc-editor.org/rfc/rfc3339#section-5.6) and what is made of it: a
    ///   space instead of `T`, slashes or nothing instead of hyphens, no colons, no seconds, no
    ///   colon or minutes in the offset, no offset or no time at all;
    /// - [RFC 5322](https://www.rfc-editor.org/rfc/rfc5322#section-4.3) with its obsolete forms,
    ///   RFC 850 and `asctime`: an English month, abbreviated or not, and day, year and time in any
    ///   order. The name of the day is passed over: it is often wrong or of another language.
    ///
    /// UTC is meant where nothing else or an unknown zone is named. A leap second counts as the one
    /// before it. Nonsense is `None`.
    ///
    /// ```
    /// use newsstand::model::Timestamp;
    /// let moment = Timestamp::parse("1970-01-02T01:00:00+01:00").unwrap();
    /// assert_eq!(moment.epoch_ms(), 86_400_000.0);
    /// assert_eq!(Timestamp::parse("Fri, 2 Jan 70 01:00 +0100"), Some(moment));
    /// assert_eq!(Timestamp::parse("yesterday"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().as_bytes();
        let epoch_ms = numeric(text).or_else(|| written(text))?;
        // An offset may lead out of the years.
        (FIRST_MS..=LAST_MS)
            .contains(&epoch_ms)
            .then_some(Self(epoch_ms))
    }
}

/// Reads a date of numbers only, the year first.
fn numeric(mut rest: &[u8]) -> Option<i64> {
    let year = digits(&mut rest, 4)?;
    let separator = skip(&mut rest, b"-/");
    let month = digits(&mut rest, 2)?;
    if separator {
        expect(&mut rest, b"-/")?;
    }
    let day = digits(&mut rest, 2)?;
    let mut epoch_ms = date_ms(year, month, day)?;
    if !rest.is_empty() {
        expect(&mut rest, b"Tt ")?;
        epoch_ms += time_of_day_ms(&mut rest)? - offset_ms(&mut rest)?;
    }
    pass(&mut rest);
    rest.is_empty().then_some(epoch_ms)
}

/// Reads a date with the name of its month.
fn written(mut rest: &[u8]) -> Option<i64> {
    let (mut day, mut month, mut year, mut time, mut offset) = (None, None, None, None, None);
    loop {
        pass(&mut rest);
        let Some(first) = rest.first() else { break };
        let length = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let is_hour = length < 3 && rest.get(length) == Some(&b':');
        if time.is_some() && (*first == b'+' || *first == b'-' || first.is_ascii_alphabetic()) {
            offset = Some(offset_ms(&mut rest)?);
        } else if first.is_ascii_alphabetic() {
            // A later month wins: `mar` may have been a Tuesday.
            month = month_of(word(&mut rest)).or(month);
        } else if length == 0 {
            // What divides the parts, and the letters in the names of days.
            rest = &rest[1..];
        } else if is_hour && time.is_none() {
            time = Some(time_of_day_ms(&mut rest)?);
        } else {
            let number = digits(&mut rest, length)?;
            let (place, number) = match length {
                1..=2 if day.is_none() => (&mut day, number),
                2 if number < 50 => (&mut year, number + 2000),
                2 | 3 => (&mut year, number + 1900),
                4 => (&mut year, number),
                _ => return None,
            };
            if place.replace(number).is_some() {
                return None;
            }
        }
    }
    let date = date_ms(year?, month?, day?)?;
    Some(date + time.unwrap_or_default() - offset.unwrap_or_default())
}

/// The beginning of a day; `None` where the calendar has no such day.
fn date_ms(year: i64, month: i64, day: i64) -> Option<i64> {
    let sound = year != 0 && (1..=12).contains(&month) && (1..=days_in(year, month)).contains(&day);
    sound.then(|| days_since_epoch(year, month, day) * MS_PER_DAY)
}

/// Takes exactly `count` digits from the front of `rest`.
fn digits(rest: &mut &[u8], count: usize) -> Option<i64> {
    let (taken, behind) = rest.split_at_checked(count)?;
    *rest = behind;
    let mut number: i64 = 0;
    for byte in taken {
        if !byte.is_ascii_digit() {
            return None;
        }
        // More digits than fit are no part of any date.
        number = number.wrapping_mul(10).wrapping_add(i64::from(byte - b'0'));
    }
    Some(number)
}

/// Takes one byte from the front of `rest` that must be one of `allowed`.
fn expect(rest: &mut &[u8], allowed: &[u8]) -> Option<()> {
    skip(rest, allowed).then_some(())
}

/// Takes one byte from the front of `rest` where it is one of `allowed`.
fn skip(rest: &mut &[u8], allowed: &[u8]) -> bool {
    let found = rest.first().is_some_and(|first| allowed.contains(first));
    if found {
        *rest = &rest[1..];
    }
    found
}

/// Passes over white space and what stands in parentheses.
fn pass(rest: &mut &[u8]) {
    loop {
        *rest = rest.trim_ascii_start();
        if rest.first() != Some(&b'(') {
            return;
        }
        let end = rest.iter().position(|byte| *byte == b')');
        *rest = &rest[end.map_or(rest.len(), |end| end + 1)..];
    }
}

/// Takes the letters from the front of `rest`.
fn word<'a>(rest: &mut &'a [u8]) -> &'a [u8] {
    let length = rest
        .iter()
        .take_while(|byte| byte.is_ascii_alphabetic())
        .count();
    let (word, behind) = rest.split_at(length);
    *rest = behind;
    word
}

/// The month of this English name, which may be cut after three letters or later.
fn month_of(word: &[u8]) -> Option<i64> {
    let begins = |name: &str| {
        let start = name.as_bytes().get(..word.len());
        word.len() > 2 && start.is_some_and(|start| start.eq_ignore_ascii_case(word))
    };
    Some(MONTHS.split(' ').position(begins)? as i64 + 1)
}

const MONTHS: &str =
    "january february march april may june july august september october november december";

/// Takes `hh:mm[:ss[.fraction]]` or `hhmm[ss]` from the front of `rest`. The hour may have one
/// digit, and 24:00 is the end of the day.
fn time_of_day_ms(rest: &mut &[u8]) -> Option<i64> {
    let length = if rest.get(1) == Some(&b':') { 1 } else { 2 };
    let hour = digits(rest, length)?;
    let colon = skip(rest, b":");
    let minute = digits(rest, 2)?;
    let (mut second, mut ms) = (0, 0);
    let has_seconds = if colon {
        skip(rest, b":")
    } else {
        rest.first().is_some_and(u8::is_ascii_digit)
    };
    if has_seconds {
        second = digits(rest, 2)?;
        if skip(rest, b".,") {
            let length = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
            let (fraction, behind) = rest.split_at(length);
            *rest = behind;
            for place in 0..3 {
                ms = ms * 10 + fraction.get(place).map_or(0, |byte| i64::from(byte - b'0'));
            }
        }
    }
    let ms = (hour * 60 + minute) * MS_PER_MINUTE + second.min(59) * 1000 + ms;
    let sound = minute < 60 && second <= 60 && (hour < 24 || ms == MS_PER_DAY);
    sound.then_some(ms)
}

/// Takes a zone from the front of `rest`: a name, an offset from UTC, `GMT` and an offset, or
/// nothing, which is UTC. Names that are not known are UTC as well, and so are the letters of the
/// military, which [nobody can rely on](https://www.rfc-editor.org/rfc/rfc5322#section-4.3).
fn offset_ms(rest: &mut &[u8]) -> Option<i64> {
    pass(rest);
    let name = word(rest);
    if name.len() > 4 {
        return None;
    }
    let named = ZONES.split(' ').find(|zone| {
        zone.len() == name.len() + 3 && zone.as_bytes()[..name.len()].eq_ignore_ascii_case(name)
    });
    match named {
        Some(zone) => signed_offset_ms(&mut &zone.as_bytes()[name.len()..]),
        None => signed_offset_ms(rest),
    }
}

/// Zones that are named, and their offsets in hours.
const ZONES: &str = "EST-05 EDT-04 CST-06 CDT-05 MST-07 MDT-06 PST-08 PDT-07 BST+01 CET+01 CEST+02 EET+02 EEST+03 MSK+03 JST+09";

/// Takes `±hh[[:]mm]` or nothing from the front of `rest`.
fn signed_offset_ms(rest: &mut &[u8]) -> Option<i64> {
    let sign = match rest.first() {
        Some(b'-') => -1,
        Some(b'+') => 1,
        _ => return Some(0),
    };
    *rest = &rest[1..];
    let hours = digits(rest, 2)?;
    let minutes = match skip(rest, b":") || rest.first().is_some_and(u8::is_ascii_digit) {
        true => digits(rest, 2)?,
        false => 0,
    };
    let sound = hours < 24 && minutes < 60;
    sound.then_some(sign * (hours * 60 + minutes) * MS_PER_MINUTE)
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
        Timestamp::parse(text).map(Timestamp::epoch_ms)
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
            "2026/11/22 12:00",
            "20261122T120000Z",
            "20261122T1400+0200",
            "2026-11-22T07:00:00 EST",
            "Sun, 22 Nov 2026 12:00:00 GMT",
            "sun, 22 nov 2026 12:00:00 gmt",
            "Wed, 22 November 2026 12:00:00 UT",
            "22 Nov 26 12:00 Z",
            "22 Nov 126 12:00 Z",
            "Sun, 22 NOV 2026 14:00:00 +02:00",
            "Sun, 22 Nov 2026 14:00:00 GMT+0200",
            "Sun, 22 Nov 2026 14:00:00 +0200 (Central (European Summer Time)",
            "Sun Nov 22 2026 13:00:00 GMT+0100 (Central European Standard Time)",
            "Sun, 22 Nov 2026 07:00:00 EST",
            "Sun, 22 Nov 2026 05:00:00 pdt",
            "Sun, 22 Nov 2026 14:00:00 CEST",
            "Sun, 22 Nov 2026 12:00:00 K",
            "Sun, 22 Nov 2026 12:00:00 PKT",
            "(today) Sun (that is), 22 Nov 2026 12:00:00 -0000",
            "Sunday, 22-Nov-26 12:00:00 GMT",
            "Sun Nov 22 12:00:00 2026",
            "Sun Nov 22 12:00:00 UTC 2026",
            "November 22, 2026 12:00",
            "November 22nd, 2026, 12:00",
            "mar, 22 Nov. 2026 12:00",
            "सोम, 22 Nov 2026 12:00:00 +0000",
            "2026-11-22T12:00:00,0Z",
        ] {
            assert_eq!(ms(form), noon, "{form}");
        }
        assert_eq!(ms("2026-11-22"), ms("2026-11-22T00:00:00Z"));
        for form in [
            "22 November 2026",
            "November 22, 2026",
            "Sun, 22 Nov 2026",
            "2026/11/22",
            "20261122",
            "2026-11-21T24:00Z",
            "Sat, 21 Nov 2026 24:00:00 GMT",
        ] {
            assert_eq!(ms(form), ms("2026-11-22"), "{form}");
        }
        assert_eq!(ms("Tue, 3 Jun 97 4:05 GMT"), ms("1997-06-03T04:05Z"));
        assert_eq!(
            ms("Mon, 3 Sept 2012 1:02:03 +0545"),
            ms("2012-09-02T19:17:03Z")
        );
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
            "2026-11-22T24:01",
            "2026-11-22T12:00:00Z and more",
            "Sun, 22 Nov",
            "Sun, 31 Nov 2026",
            "Sun, 22 Foo 2026 12:00:00 GMT",
            "Sun, 22 Nov 2026 25:00:00 GMT",
            "Sun, 22 Nov 2026 12:00:00 12:00:00",
            "22 22 22 Nov 2026",
            "mardi 10 juin 2003",
            "1 May 99999999999999999999",
            "Nov 22 2026 12:00:00 yesterday",
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
        fn it_agrees_with_jiff_about_dates_of_mail(
            text in "((Mon|Sun), )?[0-3]?[0-9] (Jan|Feb|Mar|Nov) (19|20)[0-9]{2} \
                     ([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])? (GMT|EST|PDT|[+-]0[0-9][0-5][0-9])",
        ) {
            let parser = jiff::fmt::rfc2822::DateTimeParser::new().relaxed_weekday(true);
            let theirs = parser.parse_timestamp(&text).ok();
            prop_assert_eq!(ms(&text), theirs.map(|theirs| theirs.as_millisecond() as f64));
        }

        #[test]
        fn nothing_makes_it_panic(text in ".{0,40}") {
            let _ = ms(&text);
        }

        #[test]
        fn nothing_like_a_date_makes_it_panic(text in "[0-9TZ:.+ -]{0,32}") {
            let _ = ms(&text);
        }

        #[test]
        fn nothing_like_a_date_of_mail_makes_it_panic(
            text in "[0-9]{0,9}( |(May|mar|GMT|EST|[0-9]{1,20}|[0-9]?[0-9]:[0-9]{1,3}|[+-][0-9:]{0,5}|[(),])){0,12}",
        ) {
            let _ = ms(&text);
        }
    }

    /// jiff's own range ends a few hours earlier than the calendar's.
    fn civil_in_range(year: i16) -> bool {
        (2..9999).contains(&year)
    }
}
