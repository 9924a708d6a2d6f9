//! Numbers that look random and are the same in every run.

/// SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014):
/// a counter whose bits are mixed. Good enough to draw words with, and seven lines long.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// A sequence of its own for each seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }

    /// From 0 up to but not including 1.
    pub fn fraction(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// From 0 up to but not including `end`; 0 where that is 0.
    pub fn below(&mut self, end: usize) -> usize {
        (self.fraction() * end as f64) as usize
    }

    /// The same, the lower the likelier.
    pub fn low_below(&mut self, end: usize) -> usize {
        let fraction = self.fraction();
        (fraction * fraction * end as f64) as usize
    }
}

/// From this rank on words are rarer than Zipf's law says.
const KNEE: f64 = 1500.0;

/// Draws ranks as words are drawn in a language: the word of rank `r` with a probability that falls
/// as `1 / (r + 2.7)` (Mandelbrot's form of Zipf's law), and behind the first 1,500 as `1 / r²` (the
/// second regime of Ferrer i Cancho and Solé, Journal of Quantitative Linguistics 8, 2001).
#[derive(Clone, Debug)]
pub struct Zipf {
    /// The sum of the weights up to each rank.
    sums: Vec<f64>,
}

impl Zipf {
    /// Of so many words.
    pub fn new(count: usize) -> Self {
        let mut sum = 0.0;
        let weights = (0..count).map(|rank| {
            let rank = rank as f64;
            let beyond = (KNEE / rank.max(KNEE)).powi(2);
            beyond / (rank.min(KNEE) + 2.7)
        });
        let sums = weights.map(|weight| {
            sum += weight;
            sum
        });
        Self {
            sums: sums.collect(),
        }
    }

    /// A rank.
    pub fn draw(&self, random: &mut Random) -> usize {
        let wanted = random.fraction() * self.sums.last().copied().unwrap_or_default();
        let rank = self.sums.partition_point(|sum| *sum <= wanted);
        rank.min(self.sums.len().saturating_sub(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_always_gives_the_same_numbers() {
        // The published sequence of the seed 0.
        let mut random = Random::new(0);
        assert_eq!(random.bits(), 0xE220_A839_7B1D_CDAF);
        assert_eq!(random.bits(), 0x6E78_9E6A_A1B9_65F4);
        assert_eq!(Random::new(0).below(0), 0);
    }

    #[test]
    fn frequent_words_are_as_frequent_as_zipf_says() {
        let (zipf, mut random) = (Zipf::new(1000), Random::new(7));
        let mut counts = vec![0_u32; 1000];
        for _ in 0..100_000 {
            counts[zipf.draw(&mut random)] += 1;
        }
        let ratio = f64::from(counts[0]) / f64::from(counts[9]);
        assert!((3.8..5.0).contains(&ratio), "{ratio}");
    }
}
