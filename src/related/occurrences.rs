//! Where something occurs and how often, in few bytes.

/// In four bytes so many bits are those of the times: more than they can say are not told apart.
const TIMES_BITS: u32 = 8;
const MOST_TIMES: u32 = (1 << TIMES_BITS) - 1;
/// In a byte of [`Occurrences`] so many bits are the number's; the other one tells that there is more of it.
const NUMBER_BITS: u32 = 7;
const MORE: u8 = 1 << NUMBER_BITS;

/// A number, of a word or a document, and how often it occurs, in four bytes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Occurrence(u32);

impl Occurrence {
    /// Numbers are below 2²⁴; 0 times is what only can be searched for.
    pub(super) fn new(number: usize, times: u32) -> Self {
        Self((number as u32) << TIMES_BITS | times.min(MOST_TIMES))
    }

    pub(super) fn number(self) -> usize {
        (self.0 >> TIMES_BITS) as usize
    }

    pub(super) fn times(self) -> u32 {
        self.0 & MOST_TIMES
    }

    /// What a word counts in a document that is searched for it.
    pub(super) fn prominence(self) -> f32 {
        1.0 + self.weight()
    }

    /// Twice the word is not twice the subject.
    pub(super) fn weight(self) -> f32 {
        (self.times() as f32).sqrt()
    }
}

/// Occurrences whose numbers rise, in the fewest bytes; reading them takes some time. Most take a byte or two:
/// how much each number exceeds the one before, twice that, and 1 more where a byte with the times
/// follows, which are 1 otherwise; written as LEB128 (DWARF 5, section 7.6).
#[derive(Clone, Default)]
pub(super) struct Occurrences {
    bytes: Vec<u8>,
    /// The number of the last one, plus 1; 0 where there is none.
    end: usize,
}

impl Occurrences {
    /// Adds one whose number is greater than those of all others.
    pub(super) fn push(&mut self, occurrence: Occurrence) {
        let is_single = occurrence.times() == 1;
        let mut rest = (occurrence.number() - self.end) << 1 | usize::from(!is_single);
        while rest >= usize::from(MORE) {
            self.bytes.push(rest as u8 | MORE);
            rest >>= NUMBER_BITS;
        }
        self.bytes.push(rest as u8);
        if !is_single {
            self.bytes.push(occurrence.times() as u8);
        }
        self.end = occurrence.number() + 1;
    }

    /// All of them, in order.
    pub(super) fn iter(&self) -> Iter<'_> {
        Iter {
            bytes: self.bytes.iter(),
            end: 0,
        }
    }
}

/// What [`Occurrences::iter`] gives.
pub(super) struct Iter<'a> {
    bytes: std::slice::Iter<'a, u8>,
    end: usize,
}

impl Iterator for Iter<'_> {
    type Item = Occurrence;

    #[inline]
    fn next(&mut self) -> Option<Occurrence> {
        let mut read = 0;
        let mut bits = 0;
        loop {
            let byte = *self.bytes.next()?;
            read |= usize::from(byte & !MORE) << bits;
            if byte < MORE {
                break;
            }
            bits += NUMBER_BITS;
        }
        let times = match read & 1 {
            0 => 1,
            _ => u32::from(*self.bytes.next()?),
        };
        let number = self.end + (read >> 1);
        self.end = number + 1;
        Some(Occurrence::new(number, times))
    }
}

#[cfg(test)]
impl Occurrences {
    /// What it takes of the memory.
    pub(super) fn bytes(&self) -> usize {
        self.bytes.capacity()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn frequent_ones_take_a_byte() {
        let mut occurrences = Occurrences::default();
        for number in 0..100 {
            occurrences.push(Occurrence::new(number, 1));
        }
        assert_eq!(occurrences.bytes.len(), 100);
        occurrences.push(Occurrence::new(10_000, 1000));
        assert_eq!(occurrences.bytes.len(), 104);
        let last = occurrences.iter().last();
        assert_eq!(last, Some(Occurrence::new(10_000, 255)));
    }

    proptest! {
        #[test]
        fn what_was_added_is_there(all in proptest::collection::btree_map(0_usize..1 << 24, 0_u32..256, 0..50)) {
            let all = all.into_iter().map(|(number, times)| Occurrence::new(number, times));
            let all: Vec<Occurrence> = all.collect();
            let mut occurrences = Occurrences::default();
            all.iter().for_each(|one| occurrences.push(*one));
            prop_assert!(occurrences.iter().eq(all));
        }
    }
}
