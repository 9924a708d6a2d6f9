//! `img` and `picture` as publishers really write them.

use super::{
    scan::{is_one_of, number},
    tree::{Kind, Piece},
};
use crate::model::{Href, Image, Resolve, holds, leading, one_line, trailing};

/// Nothing wider is taken as the picture to start from when only candidates are given.
const WIDE_ENOUGH_PX: u32 = 1600;
/// Classes of pictures that stand for a character.
const SIGNS: &str = "emoji smiley wp-smiley emojione twemoji";
/// Attributes that a script would make `src` and `srcset` of.
const LAZY_SOURCES: &str =
    "data-src data-lazy-src data-original data-orig-src data-cfsrc data-ezsrc data-lazy";
const LAZY_SETS: &str = "data-srcset data-lazy-srcset data-ezsrcset";
/// Names of files that only keep a picture's place.
const PLACEHOLDERS: &str = "spacer blank pixel 1x1 transparent clear placeholder lazy trans grey";
/// Sites that count readers with pictures of no stated size.
const COUNTERS: &str = "pixel.wp.com stats.wordpress.com feeds.feedburner.com \
    counter.theconversation.com pixel.propublica.org sb.scorecardresearch.com \
    b.scorecardresearch.com pixel.quantserve.com ad.doubleclick.net google-analytics.com";
/// Styles of pictures that nobody sees.
const LINES: &str = "width:0 width:1px height:0 height:1px";
/// What not every browser can show.
const NEW_FORMATS: &str = "image/avif image/jxl image/heic";
/// A picture of this size stands in a line of text.
const LETTER_PX: u32 = 32;

/// What an `img` is to a reader.
pub enum Picture {
    /// A picture.
    Shown(Image),
    /// A sign in running text, by its words.
    Sign(String),
    /// Nothing: a counter, an icon without words, a placeholder, or no address that can be shown.
    Nothing,
}

/// Reads an `img`; `offered` is what the `picture` around it offers.
pub fn read(img: &Piece, offered: Candidates, resolve: &dyn Resolve) -> Picture {
    if is_counter(img) || img.has_style(LINES) {
        return Picture::Nothing;
    }
    let alternative = one_line(img.attribute("alt"));
    let size = match (pixels(img, "width"), pixels(img, "height")) {
        (Some(width), Some(height)) => Some((width, height)),
        _ => None,
    };
    let mut classes = img.attribute("class").split(' ');
    let is_small = size.is_some_and(|(width, height)| width.max(height) <= LETTER_PX);
    if is_small || classes.any(|class| is_one_of(class, SIGNS)) {
        return match alternative.as_str() {
            "" => Picture::Nothing,
            _ => Picture::Sign(alternative),
        };
    }
    match find(img, offered, resolve) {
        Some((source, candidates)) if !is_nothing(&source) => Picture::Shown(Image {
            source,
            candidates,
            alternative,
            size,
        }),
        _ => Picture::Nothing,
    }
}

/// Addresses for other widths, and their descriptors.
pub type Candidates = Vec<(Href, String)>;

/// True for what is too small to be seen: its request counts readers.
pub fn is_counter(piece: &Piece) -> bool {
    let is_line = |name| pixels(piece, name).is_some_and(|px| px <= 1);
    is_line("width") || is_line("height")
}

/// True for the address of a counter or of a placeholder.
fn is_nothing(source: &Href) -> bool {
    let stem = leading(source.file(), |c| c != '.').0;
    is_one_of(source.site(), COUNTERS) || is_one_of(stem, PLACEHOLDERS)
}

/// The address to start from, and the others. What waits for a script (`data-src` and its kin) is
/// the picture; the `src` beside it is a placeholder then.
fn find(img: &Piece, offered: Candidates, resolve: &dyn Resolve) -> Option<(Href, Candidates)> {
    let mut source = first_source(img, LAZY_SOURCES, resolve);
    let mut all = first_candidates(img, LAZY_SETS, resolve);
    if source.is_none() && all.is_empty() {
        source = first_source(img, "src", resolve);
        all = first_candidates(img, "srcset", resolve);
    }
    if all.is_empty() {
        all = offered;
    }
    let source = source.or_else(|| widest(&all))?;
    Some((source, all))
}

/// What a `picture` offers its `img`: of the sources without a condition the last, which the most
/// browsers can show; where there is none, the last of all.
pub fn offered(picture: &Piece, resolve: &dyn Resolve) -> Candidates {
    let (mut best, mut best_fits) = (Candidates::new(), false);
    for source in &picture.children {
        let fits = !source.has("media") && !is_one_of(source.attribute("type"), NEW_FORMATS);
        if source.kind == Kind::Source && (fits || !best_fits) {
            let own = first_candidates(source, "data-srcset data-lazy-srcset srcset", resolve);
            if !own.is_empty() {
                (best, best_fits) = (own, fits);
            }
        }
    }
    best
}

/// The first of the attributes `names` that is an address that can be fetched.
pub fn first_source(piece: &Piece, names: &str, resolve: &dyn Resolve) -> Option<Href> {
    names
        .split(' ')
        .find_map(|name| resolve_web(piece.attribute(name), resolve))
}

fn first_candidates(piece: &Piece, names: &str, resolve: &dyn Resolve) -> Candidates {
    let mut candidates = Candidates::new();
    for name in names.split(' ') {
        if candidates.is_empty() {
            read_set(piece.attribute(name), resolve, &mut candidates);
        }
    }
    candidates
}

/// The widest candidate that is not too wide, else the first.
fn widest(candidates: &Candidates) -> Option<Href> {
    let (mut best, mut best_px) = (candidates.first()?, 0);
    for candidate in candidates {
        if let Some((width_px, "w")) = number(&candidate.1)
            && width_px > best_px
            && width_px <= WIDE_ENOUGH_PX
        {
            (best, best_px) = (candidate, width_px);
        }
    }
    Some(best.0.clone())
}

/// Reads a `srcset` after the [HTML standard](https://html.spec.whatwg.org/#parse-a-srcset-attribute);
/// a candidate that cannot be used is left out.
fn read_set(set: &str, resolve: &dyn Resolve, candidates: &mut Candidates) {
    let mut rest = set;
    loop {
        rest = leading(rest, |c| c.is_whitespace() || c == ',').1;
        if rest.is_empty() {
            return;
        }
        let (reference, behind) = leading(rest, |c| !c.is_whitespace());
        // A comma may be part of an address, but not its end.
        let url = trailing(reference, |c| c == ',').0;
        let mut descriptor = "";
        rest = behind;
        if url.len() == reference.len() {
            (descriptor, rest) = leading(behind, |c| c != ',');
        }
        let descriptor = descriptor.trim();
        if is_descriptor(descriptor)
            && let Some(url) = resolve_web(url, resolve)
            // The parser of addresses takes control characters away from behind a comma, which
            // would then end the address where the set is drawn.
            && !url.as_str().ends_with(',')
        {
            candidates.push((url, descriptor.to_owned()));
        }
    }
}

/// Nothing, or a number above 0 and its unit: a whole number for a width. Browsers complain in
/// their consoles about any other.
fn is_descriptor(descriptor: &str) -> bool {
    let digits = |text| leading(text, |c| c.is_ascii_digit());
    let (whole, unit) = digits(descriptor);
    let (mut fraction, mut unit) = ("0", unit);
    let is_whole = !unit.starts_with('.');
    if !is_whole {
        (fraction, unit) = digits(&unit[1..]);
    }
    let mut all = whole.bytes().chain(fraction.bytes());
    descriptor.is_empty()
        || (unit == "x" || unit == "w" && is_whole)
            && !whole.is_empty()
            && !fraction.is_empty()
            && descriptor.len() <= 10
            && all.any(|digit| digit != b'0')
}

/// An address that can be fetched.
pub fn resolve_web(reference: &str, resolve: &dyn Resolve) -> Option<Href> {
    // The empty reference would be the document itself.
    if reference.trim().is_empty() {
        return None;
    }
    resolve.resolve(reference).filter(Href::is_web)
}

/// A length attribute in pixels: the digits it begins with; percentages are none.
fn pixels(piece: &Piece, name: &str) -> Option<u32> {
    let (number, unit) = number(piece.attribute(name))?;
    (!holds(unit, '%')).then_some(number)
}
