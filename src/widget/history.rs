//! The page's session history, of which a stand writes only the fragment (`linking="hash"`).
//!
//! `pushState` is used rather than `location.hash`, because it tells no router of the host that
//! something has changed. What the host keeps in `history.state` stays; we add one entry, the
//! number of steps back to the front.

use crate::platform::host;

/// Whether a change of place is a step of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// Back undoes it.
    New {
        /// True where Back leads to the front; false where it leads to another article.
        from_front: bool,
    },
    /// It replaces what stands in the address bar.
    Same,
}

/// How many steps back the reader left the front; 0 on the front and after a deep link.
pub fn depth() -> i32 {
    host::steps_back()
}

/// Goes back to the front by as many steps as led away from it.
pub fn back() {
    host::go_back(depth());
}

/// Writes the page's fragment (without `#`; empty for none).
pub fn write(fragment: &str, entry: Entry) {
    let steps = match entry {
        // After a deep link no number of steps leads to the front.
        Entry::New { from_front } if !from_front && depth() == 0 => Some(0),
        Entry::New { .. } => Some(depth() + 1),
        Entry::Same => None,
    };
    host::write_fragment(fragment, steps);
}
