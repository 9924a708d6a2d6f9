//! A date as publishers write it → a moment of the years 1 to 9999.
#![no_main]

use libfuzzer_sys::fuzz_target;
use newsstand::model::Timestamp;
use newsstand_fuzz::{hold, invariants};

fuzz_target!(|text: &str| {
    if let Some(moment) = Timestamp::parse(text) {
        hold(invariants::judge_moment(moment));
    }
});
