//! The page's session history, of which a stand writes only the fragment (`linking="hash"`).
//!
//! `pushState` is used rather than `location.hash`, because it tells no router of the host that
//! something has changed. What the host keeps in `history.state` stays; we add one entry: which
//! stand has taken the last step, and how many steps lead it back to its front.

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
    /// So does this one, and the stand is at its front: no step has to be undone for it.
    Front,
}

/// Goes back to the front of the stand called `name` by as many steps as led away from it; `false`
/// where none did, after a deep link, and where another stand has taken the last step: going back would
/// undo that one.
pub fn back(name: &str) -> bool {
    let depth = host::steps_back(name);
    if depth > 0 {
        host::go_back(depth);
    }
    depth > 0
}

/// Writes the page's fragment (without `#`; empty for none) for the stand called `name`.
pub fn write(fragment: &str, name: &str, entry: Entry) {
    let depth = host::steps_back(name);
    let steps = match entry {
        Entry::New { from_front } if from_front || depth > 0 => Some(depth + 1),
        // After a deep link no number of steps leads to the front.
        Entry::New { .. } | Entry::Front => Some(0),
        Entry::Same => None,
    };
    let is_step = matches!(entry, Entry::New { .. });
    host::write_fragment(fragment, name, steps, is_step);
}
