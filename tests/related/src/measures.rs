//! How well likenesses agree with judgements.

use crate::{material::Material, methods::Likenesses};
use anyhow::{Result, bail};

/// How well a method agrees with the judgements.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Agreement {
    /// Pearson's r of likeness and score over all judged pairs, -1 to 1.
    pub correlation: f64,
    /// nDCG of the first five: the mean over the documents, 0 to 1.
    pub gain_at_5: f64,
    /// The same of the first ten.
    pub gain_at_10: f64,
}

/// How well the likenesses agree with the judgements.
///
/// # Errors
/// Where all judgements are equal, so that there is nothing to agree with.
pub fn agreement(material: &Material, likenesses: &Likenesses) -> Result<Agreement> {
    let pairs = &material.judgements;
    let scores: Vec<f64> = pairs.iter().map(|pair| pair.score).collect();
    if scores.iter().all(|score| *score == scores[0]) {
        bail!("all judgements are equal: nothing can agree with them");
    }
    // What ranks may depend on which of the two is open, what is correlated may not.
    let likeness = |one: usize, other: usize| likenesses[one][other];
    let both: Vec<f64> = pairs
        .iter()
        .map(|pair| (likeness(pair.one, pair.other) + likeness(pair.other, pair.one)) / 2.0)
        .collect();
    Ok(Agreement {
        correlation: pearson(&both, &scores),
        gain_at_5: mean_gain(material, likenesses, 5),
        gain_at_10: mean_gain(material, likenesses, 10),
    })
}

/// Pearson's product-moment correlation; 0 where one side is constant.
fn pearson(left: &[f64], right: &[f64]) -> f64 {
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let (left_mean, right_mean) = (mean(left), mean(right));
    let (mut both, mut left_square, mut right_square) = (0.0, 0.0, 0.0);
    for (left, right) in left.iter().zip(right) {
        let (left, right) = (left - left_mean, right - right_mean);
        both += left * right;
        left_square += left * left;
        right_square += right * right;
    }
    let scale = f64::sqrt(left_square * right_square);
    if scale > 0.0 { both / scale } else { 0.0 }
}

/// The mean of [`gain`] over the documents that were judged, each among those it was judged with. A
/// document that was found similar to none can be served neither well nor badly, and does not count.
fn mean_gain(material: &Material, likenesses: &Likenesses, depth: usize) -> f64 {
    // Scales begin at 0 or 1: the lowest score is "nothing in common" and gains nothing.
    let scores = material.judgements.iter().map(|pair| pair.score);
    let lowest = scores.fold(f64::INFINITY, f64::min);
    let (mut sum, mut count) = (0.0, 0.0);
    for document in material.judged() {
        let pairs = material.judgements.iter();
        let others = pairs.filter_map(|pair| match document {
            _ if pair.one == document => Some((pair.other, pair.score)),
            _ if pair.other == document => Some((pair.one, pair.score)),
            _ => None,
        });
        let ranked: Vec<(f64, f64)> = others
            .map(|(other, score)| (likenesses[document][other], score - lowest))
            .collect();
        if let Some(gain) = gain(&ranked, depth) {
            sum += gain;
            count += 1.0;
        }
    }
    if count > 0.0 { sum / count } else { 0.0 }
}

/// Normalised discounted cumulated gain of the first `depth` (Järvelin and Kekäläinen, ACM TOIS 20,
/// 2002) of pairs of likeness and score; `None` where no order is better than another. Equal
/// likenesses keep their order.
fn gain(ranked: &[(f64, f64)], depth: usize) -> Option<f64> {
    let cumulated = |order: &[(f64, f64)]| {
        let first = order.iter().take(depth).enumerate();
        let gains = first.map(|(place, (_, score))| score / f64::log2(place as f64 + 2.0));
        gains.sum::<f64>()
    };
    let mut ours = ranked.to_vec();
    ours.sort_by(|left, right| right.0.total_cmp(&left.0));
    let mut best = ranked.to_vec();
    best.sort_by(|left, right| right.1.total_cmp(&left.1));
    let best = cumulated(&best);
    (best > 0.0).then(|| cumulated(&ours) / best)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn correlation_is_that_of_the_textbook() {
        let close = |left: f64, right: f64| (left - right).abs() < 1e-9;
        assert!(close(pearson(&[1.0, 2.0, 3.0], &[2.0, 4.0, 6.0]), 1.0));
        assert!(close(pearson(&[1.0, 2.0, 3.0], &[3.0, 2.0, 1.0]), -1.0));
        assert!(close(
            pearson(&[1.0, 2.0, 3.0, 4.0], &[1.0, 3.0, 2.0, 4.0]),
            0.8
        ));
        assert!(close(pearson(&[1.0, 1.0], &[1.0, 2.0]), 0.0));
    }

    #[test]
    fn gain_is_1_for_the_best_order_and_less_for_others() {
        assert_eq!(gain(&[(0.9, 3.0), (0.5, 2.0), (0.1, 0.0)], 5), Some(1.0));
        let swapped = gain(&[(0.5, 3.0), (0.9, 2.0), (0.1, 0.0)], 5).unwrap();
        let by_hand = (2.0 + 3.0 / f64::log2(3.0)) / (3.0 + 2.0 / f64::log2(3.0));
        assert!((swapped - by_hand).abs() < 1e-9);
        assert_eq!(gain(&[(0.9, 0.0), (0.1, 4.0)], 1), Some(0.0));
        assert_eq!(gain(&[(0.9, 0.0)], 5), None);
    }
}
