//! Finding one of many texts.

/// So many texts may stand in the place that another one should have: only a hostile document has
/// more.
const MOST_STEPS: usize = 1000;

/// Texts, each once, in the order in which they came. Finding one takes a time that does not depend
/// on how many there are.
///
/// A table of [FNV-1a](https://datatracker.ietf.org/doc/html/rfc9923) hashes with linear probing.
#[derive(Default)]
pub struct Index {
    /// All of them, one after the other: many small texts would take twice the memory.
    joined: String,
    /// Where each ends in `joined`.
    ends: Vec<u32>,
    /// Positions of texts, counted from 1, at the places of their hashes; 0 is free. Its length
    /// is a power of two, and at least half of it is free.
    slots: Vec<u32>,
}

impl Index {
    /// The position of a text, if it is there.
    pub fn position(&self, text: &str) -> Option<usize> {
        let slot = self.slot(text)?;
        (self.slots[slot] as usize).checked_sub(1)
    }

    /// The text at a position, which is less than [`count`](Self::count).
    pub fn text(&self, position: usize) -> &str {
        let start = match position {
            0 => 0,
            _ => self.ends[position - 1],
        };
        &self.joined[start as usize..self.ends[position] as usize]
    }

    /// How many texts there are.
    pub fn count(&self) -> usize {
        self.ends.len()
    }

    /// Adds a text; `false` where it is there already, or where a thousand others are in its way.
    pub fn insert(&mut self, text: &str) -> bool {
        if self.count() * 2 >= self.slots.len() {
            self.slots = vec![0; self.slots.len().max(8) * 2];
            for position in 0..self.count() {
                if let Some(slot) = self.slot(self.text(position)) {
                    self.slots[slot] = position as u32 + 1;
                }
            }
        }
        match self.slot(text) {
            Some(slot) if self.slots[slot] == 0 => {
                self.joined.push_str(text);
                self.ends.push(self.joined.len() as u32);
                self.slots[slot] = self.count() as u32;
                true
            }
            _ => false,
        }
    }

    /// Where a text is, or would be.
    fn slot(&self, text: &str) -> Option<usize> {
        let mut hash: u32 = 0x811C_9DC5;
        for byte in text.bytes() {
            hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        }
        let last = self.slots.len().checked_sub(1)?;
        (0..MOST_STEPS)
            .map(|step| (hash as usize).wrapping_add(step) & last)
            .find(|slot| match self.slots[*slot] {
                0 => true,
                position => self.text(position as usize - 1) == text,
            })
    }
}

#[cfg(test)]
impl Index {
    /// What it takes of the memory.
    pub fn bytes(&self) -> usize {
        let numbers = self.ends.capacity() + self.slots.capacity();
        self.joined.capacity() + numbers * size_of::<u32>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_text_is_there_once() {
        let mut index = Index::default();
        assert_eq!(index.position("a"), None);
        for number in 0..10_000 {
            assert!(index.insert(&number.to_string()));
        }
        for number in 0..10_000 {
            assert!(!index.insert(&number.to_string()));
            assert_eq!(index.position(&number.to_string()), Some(number));
        }
        assert_eq!(index.position("10000"), None);
    }

    proptest! {
        #[test]
        fn what_was_added_is_found(texts in proptest::collection::vec("[ab]{0,4}", 0..60)) {
            let mut index = Index::default();
            let mut known: Vec<String> = Vec::new();
            for text in texts {
                prop_assert_eq!(index.insert(&text), !known.contains(&text));
                if !known.contains(&text) {
                    known.push(text);
                }
            }
            for (position, text) in known.iter().enumerate() {
                prop_assert_eq!(index.position(text), Some(position));
            }
        }
    }
}
