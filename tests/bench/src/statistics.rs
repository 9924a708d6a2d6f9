//! Medians and percentiles.

/// The value that so many hundredths of the others do not exceed (the nearest rank); 0 where there is
/// none.
pub fn percentile(values: &[f64], hundredths: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let rank = (hundredths / 100.0 * sorted.len() as f64).ceil() as usize;
    sorted
        .get(rank.saturating_sub(1))
        .copied()
        .unwrap_or_default()
}

/// The value in the middle, of an even number the mean of both.
pub fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    match sorted.len() {
        0 => 0.0,
        count if count % 2 == 1 => sorted[middle],
        _ => (sorted[middle - 1] + sorted[middle]) / 2.0,
    }
}

/// The mean; 0 where there is no value.
pub fn mean(values: impl IntoIterator<Item = f64>) -> f64 {
    let (mut sum, mut count) = (0.0, 0.0);
    for value in values {
        sum += value;
        count += 1.0;
    }
    if count > 0.0 { sum / count } else { 0.0 }
}

/// Of several rounds over the same things the median of each thing.
pub fn medians(rounds: &[Vec<f64>]) -> Vec<f64> {
    let things = rounds.iter().map(Vec::len).min().unwrap_or_default();
    (0..things)
        .map(|thing| {
            let values: Vec<f64> = rounds.iter().map(|round| round[thing]).collect();
            median(&values)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_values_that_were_measured() {
        let values: Vec<f64> = (1..=100).rev().map(f64::from).collect();
        assert_eq!(percentile(&values, 50.0), 50.0);
        assert_eq!(percentile(&values, 95.0), 95.0);
        assert_eq!(percentile(&[3.0], 95.0), 3.0);
        assert_eq!(percentile(&[], 95.0), 0.0);
    }

    #[test]
    fn one_slow_round_changes_no_median() {
        assert_eq!(median(&[4.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(&[4.0, 1.0]), 2.5);
        assert_eq!(median(&[]), 0.0);
        let rounds = [vec![1.0, 5.0], vec![90.0, 6.0], vec![2.0, 7.0]];
        assert_eq!(medians(&rounds), [2.0, 6.0]);
        assert_eq!(mean([1.0, 3.0]), 2.0);
        assert_eq!(mean([]), 0.0);
    }
}
