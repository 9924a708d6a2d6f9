//! Any bytes → a stand, a feed or an article. Which encoding and dialect it is, it decides by itself.
#![no_main]

use libfuzzer_sys::fuzz_target;
use newsstand::feed::{
    self,
    native::{NativeText, decode},
};
use newsstand_fuzz::{hold, invariants, source};

fuzz_target!(|document: &[u8]| {
    let text = decode(document, None);
    match feed::read(&NativeText(&text), source()) {
        Ok(document) => drop(hold(invariants::judge_document(&document))),
        Err(refusal) => assert!(!refusal.to_string().is_empty()),
    }
    if let Ok(article) = feed::read_article(&NativeText(&text), source(), "1") {
        hold(invariants::judge_article(&article));
    }
});
