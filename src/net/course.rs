//! The state machine of [this room](super).

/// How often a failure is followed by another try of our own in one round.
const MOST_RETRIES: u8 = 3;
/// The longest wait before the first retry; it doubles with each further one.
const FIRST_RETRY_MS: f64 = 1_000.0;
/// Who asks for more patience than this gets no retry at all.
const LONGEST_PATIENCE_MS: f64 = 3_600_000.0;
/// A page that is shown again asks anew when what it has is older than this.
const OLD_MS: f64 = 300_000.0;

/// What the element's property `state` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nothing is on screen yet, and it is on its way.
    Loading,
    /// What is on screen is the newest that there is.
    Ready,
    /// What is on screen may be older than what there is.
    Stale,
    /// Nothing is on screen, because the device has no network.
    Offline,
    /// Nothing is on screen, because something else went wrong.
    Error,
}

impl State {
    /// Its name in the public contract.
    pub fn name(self) -> &'static str {
        match self {
            Self::Loading => "loading",
            Self::Ready => "ready",
            Self::Stale => "stale",
            Self::Offline => "offline",
            Self::Error => "error",
        }
    }
}

/// What is on screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shows {
    /// Nothing.
    Nothing,
    /// What the device has kept from an earlier visit.
    Kept,
    /// What the network has answered.
    Answered,
}

/// Why trying again may help.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hope {
    /// What the server asked for with `Retry-After`, in milliseconds.
    pub retry_after_ms: Option<f64>,
    /// A random number from 0 to below 1, the same for all stands that share the failed request,
    /// so that they share the next one too.
    pub jitter: f64,
}

/// What happens around a course.
#[derive(Clone, Copy, Debug)]
pub struct Surroundings {
    /// Milliseconds since the Unix epoch.
    pub now_ms: f64,
    /// False where the device says that it has no network.
    pub is_online: bool,
    /// False while nobody sees the page.
    pub is_visible: bool,
    /// How often the device has come back online since the page was loaded.
    pub times_online: u32,
    /// How often the page has been shown again.
    pub times_shown: u32,
    /// How old what is on screen may become (the attribute `refresh`).
    pub refresh_ms: Option<f64>,
}

/// What to do now.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Next {
    /// Ask the network.
    Ask,
    /// Look again after so many milliseconds, or when something around changes.
    Wait(f64),
    /// Look again when something around changes.
    Rest,
}

/// How far one document, or one stand's chain of them, has come.
#[derive(Clone, Debug)]
pub struct Course {
    shows: Shows,
    is_asking: bool,
    /// Whether the last answer was a failure, and whether for want of a network.
    failure: Option<bool>,
    retries: u8,
    /// Whether what is being asked, or was asked last, began a round by itself.
    is_anew: bool,
    /// When the next retry is due.
    due_ms: Option<f64>,
    /// When the last answer came.
    settled_ms: f64,
    times_online: u32,
    times_shown: u32,
}

impl Course {
    /// A course that asks at once.
    pub fn new(shows: Shows, around: &Surroundings) -> Self {
        Self {
            shows,
            is_asking: true,
            failure: None,
            retries: 0,
            is_anew: false,
            due_ms: None,
            settled_ms: around.now_ms,
            times_online: around.times_online,
            times_shown: around.times_shown,
        }
    }

    /// What the element's property `state` says.
    pub fn state(&self) -> State {
        match (self.shows, self.failure) {
            (Shows::Nothing, None) => State::Loading,
            (Shows::Nothing, Some(true)) => State::Offline,
            (Shows::Nothing, Some(false)) => State::Error,
            (Shows::Answered, None) => State::Ready,
            (Shows::Kept, None) | (_, Some(_)) => State::Stale,
        }
    }

    /// What the device has kept is on screen.
    pub fn show_kept(&mut self) {
        self.shows = Shows::Kept;
    }

    /// True where the course asks anew by itself: neither at its start nor to retry.
    pub fn is_new_round(&self) -> bool {
        self.is_asking && self.is_anew
    }

    /// The network has answered, and the answer can be shown.
    pub fn succeed(&mut self, now_ms: f64) {
        self.shows = Shows::Answered;
        self.failure = None;
        self.settle(now_ms);
        self.retries = 0;
    }

    /// The network has failed, or its answer cannot be shown. `hope` is `None` where the same
    /// request would fail in the same way.
    pub fn fail(&mut self, now_ms: f64, is_offline: bool, hope: Option<Hope>) {
        self.failure = Some(is_offline);
        self.settle(now_ms);
        // Without a network a retry waits for one, and does not count.
        let hope = hope.filter(|_| !is_offline && self.retries < MOST_RETRIES);
        let delay_ms = hope.and_then(|hope| delay_ms(self.retries, hope));
        if let Some(delay_ms) = delay_ms {
            self.retries += 1;
            self.due_ms = Some(now_ms + delay_ms);
        }
    }

    fn settle(&mut self, now_ms: f64) {
        self.is_asking = false;
        self.due_ms = None;
        self.settled_ms = now_ms;
    }

    /// What to do now.
    pub fn next(&mut self, around: &Surroundings) -> Next {
        let is_back_online = around.times_online != self.times_online;
        let is_shown_again = around.times_shown != self.times_shown;
        self.times_online = around.times_online;
        self.times_shown = around.times_shown;
        let age_ms = around.now_ms - self.settled_ms;
        let is_old = |limit_ms: f64| age_ms >= limit_ms;
        let starts_anew = is_back_online && self.failure.is_some()
            || is_shown_again && is_old(OLD_MS)
            || around.is_visible && around.is_online && around.refresh_ms.is_some_and(is_old);
        if starts_anew && !self.is_asking {
            self.is_asking = true;
            self.is_anew = true;
            self.retries = 0;
        }
        if self.is_asking {
            return Next::Ask;
        }
        if !(around.is_online && around.is_visible) {
            return Next::Rest;
        }
        let refresh_ms = around.refresh_ms.map(|limit_ms| limit_ms - age_ms);
        let retry_ms = self.due_ms.map(|due_ms| due_ms - around.now_ms);
        match retry_ms.or(refresh_ms) {
            Some(wait_ms) if wait_ms <= 0.0 => {
                self.is_asking = true;
                self.is_anew = false;
                Next::Ask
            }
            Some(wait_ms) => Next::Wait(wait_ms),
            None => Next::Rest,
        }
    }
}

/// How long to wait before the retry after `retries` others: exponential with
/// [full jitter](https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/), but
/// no shorter than the server asked for. `None` where it asked for too much.
fn delay_ms(retries: u8, hope: Hope) -> Option<f64> {
    let longest_ms = FIRST_RETRY_MS * f64::from(1_u32 << retries);
    let delay_ms = longest_ms * hope.jitter;
    let asked_ms = hope.retry_after_ms.unwrap_or_default();
    (asked_ms <= LONGEST_PATIENCE_MS).then(|| delay_ms.max(asked_ms))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const START: Surroundings = Surroundings {
        now_ms: 1_000_000.0,
        is_online: true,
        is_visible: true,
        times_online: 0,
        times_shown: 0,
        refresh_ms: None,
    };

    fn after(ms: f64) -> Surroundings {
        Surroundings {
            now_ms: START.now_ms + ms,
            ..START
        }
    }

    const HOPE: Option<Hope> = Some(Hope {
        retry_after_ms: None,
        jitter: 0.5,
    });

    fn failed(hope: Option<Hope>) -> Course {
        let mut course = Course::new(Shows::Nothing, &START);
        course.fail(START.now_ms, false, hope);
        course
    }

    #[test]
    fn each_state_is_what_is_on_screen_and_what_came_last() {
        let mut course = Course::new(Shows::Nothing, &START);
        assert_eq!(course.state(), State::Loading);
        course.fail(0.0, false, None);
        assert_eq!(course.state(), State::Error);
        course.fail(0.0, true, None);
        assert_eq!(course.state(), State::Offline);
        course.show_kept();
        assert_eq!(course.state(), State::Stale);
        course.succeed(0.0);
        assert_eq!(course.state(), State::Ready);
        course.fail(0.0, true, None);
        assert_eq!(course.state(), State::Stale);
        let mut course = Course::new(Shows::Nothing, &START);
        course.show_kept();
        assert_eq!(course.state(), State::Stale);
    }

    #[test]
    fn three_retries_wait_longer_each_time_and_no_fourth_comes() {
        let mut course = Course::new(Shows::Nothing, &START);
        let mut around = START;
        for expected_ms in [500.0, 1_000.0, 2_000.0] {
            assert_eq!(course.next(&around), Next::Ask);
            course.fail(around.now_ms, false, HOPE);
            assert_eq!(course.next(&around), Next::Wait(expected_ms));
            around.now_ms += expected_ms;
        }
        assert_eq!(course.next(&around), Next::Ask);
        course.fail(around.now_ms, false, HOPE);
        assert_eq!(course.next(&around), Next::Rest);
        around.now_ms += 1e9;
        assert_eq!(course.next(&around), Next::Rest);
    }

    #[test]
    fn what_would_fail_again_is_not_tried_again() {
        assert_eq!(failed(None).next(&after(1e6)), Next::Rest);
    }

    #[test]
    fn a_server_is_given_the_time_it_asks_for() {
        let asking = |retry_after_ms| {
            let hope = Hope {
                retry_after_ms: Some(retry_after_ms),
                jitter: 0.9,
            };
            failed(Some(hope)).next(&START)
        };
        assert_eq!(asking(120_000.0), Next::Wait(120_000.0));
        assert_eq!(asking(0.0), Next::Wait(900.0));
        assert_eq!(asking(4_000_000.0), Next::Rest);
    }

    #[test]
    fn nothing_is_asked_while_hidden_or_offline() {
        let mut course = failed(HOPE);
        for (is_online, is_visible) in [(false, true), (true, false), (false, false)] {
            let around = Surroundings {
                is_online,
                is_visible,
                refresh_ms: Some(60_000.0),
                ..after(120_000.0)
            };
            assert_eq!(course.next(&around), Next::Rest);
        }
        // What was due meanwhile is asked as soon as somebody looks.
        let shown = Surroundings {
            times_shown: 1,
            ..after(120_000.0)
        };
        assert_eq!(course.next(&shown), Next::Ask);
    }

    #[test]
    fn back_online_it_is_asked_at_once_and_with_new_retries() {
        let mut course = failed(HOPE);
        for _ in 0..4 {
            course.fail(START.now_ms, false, HOPE);
        }
        course.fail(START.now_ms, true, HOPE);
        let around = Surroundings {
            is_online: false,
            ..after(1.0)
        };
        assert_eq!(course.next(&around), Next::Rest);
        let back = Surroundings {
            times_online: 1,
            ..after(2.0)
        };
        assert_eq!(course.next(&back), Next::Ask);
        assert!(course.is_new_round());
        // A stand that is well does not ask for that reason alone.
        course.succeed(back.now_ms);
        let again = Surroundings {
            times_online: 2,
            ..after(3.0)
        };
        assert_eq!(course.next(&again), Next::Rest);
    }

    #[test]
    fn shown_again_it_is_asked_after_five_minutes() {
        let mut course = Course::new(Shows::Nothing, &START);
        course.succeed(START.now_ms);
        let early = Surroundings {
            times_shown: 1,
            ..after(299_999.0)
        };
        assert_eq!(course.next(&early), Next::Rest);
        let late = Surroundings {
            times_shown: 2,
            ..after(300_000.0)
        };
        assert_eq!(course.next(&late), Next::Ask);
    }

    #[test]
    fn refresh_asks_whenever_so_much_time_has_passed() {
        let mut course = Course::new(Shows::Nothing, &START);
        course.succeed(START.now_ms);
        let refresh = |ms| Surroundings {
            refresh_ms: Some(60_000.0),
            ..after(ms)
        };
        assert_eq!(course.next(&refresh(10_000.0)), Next::Wait(50_000.0));
        assert_eq!(course.next(&refresh(60_000.0)), Next::Ask);
        course.fail(START.now_ms + 60_000.0, false, HOPE);
        assert_eq!(course.next(&refresh(60_000.0)), Next::Wait(500.0));
    }

    proptest! {
        #[test]
        fn a_delay_is_between_what_was_asked_and_the_longest(
            retries in 0_u8..MOST_RETRIES, jitter in 0.0..1.0, asked_ms in 0.0..LONGEST_PATIENCE_MS,
        ) {
            let hope = Hope { retry_after_ms: Some(asked_ms), jitter };
            let delay_ms = delay_ms(retries, hope).unwrap();
            prop_assert!(delay_ms >= asked_ms);
            prop_assert!(delay_ms <= asked_ms.max(4.0 * FIRST_RETRY_MS));
        }
    }
}
