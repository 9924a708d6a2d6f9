//! HTML → blocks: every address allowed, nothing too deep, every field within its range.
#![no_main]

use libfuzzer_sys::fuzz_target;
use newsstand::markup;
use newsstand_fuzz::{BASE, hold, invariants};

fuzz_target!(|html: &str| {
    hold(invariants::judge_blocks(&markup::native::read_html(html, &*BASE)));
    hold(invariants::judge_blocks(&markup::read_text(html)));
});
