//! Languages: tags, which edition suits a reader, what pickers offer first and find, direction of
//! writing, interface strings.
//!
//! Pure functions over the model, and the little of Unicode's CLDR that they need (`cldr`, which
//! `cargo xtask cldr` writes). Names of languages and countries, dates, numbers and plural
//! categories are not here: the browser's `Intl` knows them all (`platform::intl`). Nothing in
//! this room fetches, asks the browser or draws.

mod cldr;
mod direction;
mod negotiate;
mod search;
mod strings;
mod suggest;
mod tag;

pub use direction::{Direction, direction, direction_of_text, first_strong, needs_isolation};
pub use negotiate::{Wishes, choose, choose_country, choose_language, join_edition, split_edition};
pub use search::{library_code, own_name, search};
pub use strings::{Strings, Text, file_for, files};
pub use suggest::{Choosing, order};
pub use tag::{canonical_country, canonical_tag, primary, region, script};
