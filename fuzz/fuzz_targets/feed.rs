//! Any document → a stand, a feed or an article. Which dialect it is, it decides by itself.
#![no_main]

use libfuzzer_sys::fuzz_target;
use newsstand::feed;
use newsstand_fuzz::{BASE, hold, invariants};

fuzz_target!(|document: &[u8]| {
    let text = String::from_utf8_lossy(document);
    match feed::read(&text, feed::native_json, &*BASE) {
        Ok(document) => drop(hold(invariants::judge_document(&document))),
        Err(refusal) => assert!(!refusal.to_string().is_empty()),
    }
    if let Ok(article) = feed::read_article(&text, feed::native_json, &*BASE, "1") {
        hold(invariants::judge_article(&article));
    }
});
