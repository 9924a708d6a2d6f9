//! How well similar news is found, measured against judgements of readers: what
//! `cargo xtask related` prints.
//!
//! ```text
//! material    articles and judgements from files      words      Unicode's segmentation
//! methods     three ways to compare articles          measures   how well one of them agrees
//! ```

pub mod material;
pub mod measures;
pub mod methods;
mod words;

use anyhow::Result;
use material::Material;
use measures::Agreement;
use methods::METHODS;
use std::{fmt::Write, time::Instant};

/// How well one method agrees with the judgements, and what it costs.
pub struct Row {
    /// The name of the method.
    pub method: &'static str,
    /// How well it agrees.
    pub agreement: Agreement,
    /// From words to the likeness of all judged pairs, in milliseconds.
    pub duration_ms: f64,
}

/// Measures every method.
///
/// # Errors
/// Where no judgement differs from another, so that nothing can agree with them.
pub fn measure(material: &Material) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    for (name, compare) in METHODS {
        let started = Instant::now();
        let likenesses = compare(material);
        let duration_ms = started.elapsed().as_secs_f64() * 1000.0;
        rows.push(Row {
            method: name,
            agreement: measures::agreement(material, &likenesses)?,
            duration_ms,
        });
    }
    Ok(rows)
}

/// The rows as a table for people.
pub fn table(rows: &[Row]) -> String {
    let mut table = format!(
        "{:<10} {:>7} {:>7} {:>7} {:>9}\n",
        "method", "r", "ndcg@5", "ndcg@10", "ms"
    );
    for row in rows {
        let Agreement {
            correlation,
            gain_at_5,
            gain_at_10,
        } = row.agreement;
        // Writing to a text cannot fail.
        let _ = writeln!(
            table,
            "{:<10} {:>7.4} {:>7.4} {:>7.4} {:>9.2}",
            row.method, correlation, gain_at_5, gain_at_10, row.duration_ms
        );
    }
    table
}
