//! Ours is ahead of what everybody has, in each language that there are judgements for.

#![allow(clippy::unwrap_used, clippy::panic)] // a test may fail loudly, also in its helpers

use newsstand_related::{Row, material::Material, measure};
use std::path::{Path, PathBuf};

const LANGUAGES: [&str; 3] = ["en", "de", "zh"];

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../fixtures/related")
        .join(name)
}

fn rows(language: &str, has_background: bool) -> Vec<Row> {
    let background = fixture(&format!("{language}-background.json"));
    let material = Material::read(
        &fixture(&format!("{language}.json")),
        &fixture(&format!("{language}.tsv")),
        has_background.then_some(background.as_path()),
    );
    measure(&material.unwrap()).unwrap()
}

/// Pearson's r and nDCG@5 are above those of both baselines by so much.
fn is_ahead(has_background: bool, correlation_lead: f64, gain_lead: f64) {
    for language in LANGUAGES {
        let rows = rows(language, has_background);
        let [ours, baselines @ ..] = &rows[..] else {
            panic!("nothing was measured");
        };
        assert_eq!(ours.method, "newsstand");
        assert_eq!(baselines.len(), 2);
        for baseline in baselines {
            let place = format!("{language}, {}", baseline.method);
            let lead = ours.agreement.correlation - baseline.agreement.correlation;
            assert!(lead > correlation_lead, "{place}: r {lead}");
            let lead = ours.agreement.gain_at_5 - baseline.agreement.gain_at_5;
            assert!(lead > gain_lead, "{place}: nDCG@5 {lead}");
        }
    }
}

#[test]
fn ours_is_ahead_by_the_articles_alone() {
    is_ahead(false, 0.05, 0.01);
}

#[test]
fn ours_is_further_ahead_with_a_background() {
    is_ahead(true, 0.15, 0.03);
}
