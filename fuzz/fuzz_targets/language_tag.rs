//! Language tags and country codes: canonical forms are stable, and what is taken from them fits.
#![no_main]

use libfuzzer_sys::fuzz_target;
use newsstand::locale::{
    canonical_country, canonical_tag, direction, file_for, region, script, split_edition,
};
use newsstand_fuzz::{hold, invariants};

fuzz_target!(|text: &str| {
    if let Some(tag) = canonical_tag(text) {
        hold(invariants::judge_tag(&tag));
        assert!(region(&tag).is_none_or(|region| region.len() == 2));
        assert!(script(&tag).is_none_or(|script| script.len() == 4));
    }
    if let Some(code) = canonical_country(text) {
        assert_eq!(canonical_country(&code), Some(code));
    }
    // Also of tags that nobody has made canonical.
    let _ = (direction(text), file_for(text), region(text), script(text));
    let _ = split_edition(text);
});
