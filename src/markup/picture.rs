//! `img` and `picture` as publishers really write them.

use super::tree::{Element, is_one_of};
use crate::model::{Href, Image, Resolve, one_line};

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
const LINES: &[&str] = &["width:0", "width:1px", "height:0", "height:1px"];
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
pub fn read(img: &Element, offered: Candidates, resolve: &dyn Resolve) -> Picture {
    let alternative = one_line(img.attribute("alt").unwrap_or_default());
    let sides = (pixels(img, "width"), pixels(img, "height"));
    if is_counter(img) || img.has_style(LINES) {
        return Picture::Nothing;
    }
    let class = img.attribute("class").unwrap_or_default();
    let is_sign = class.split(' ').any(|class| is_one_of(class, SIGNS));
    let is_small = matches!(sides, (Some(width), Some(height)) if width.max(height) <= LETTER_PX);
    if is_sign || is_small {
        return match alternative.as_str() {
            "" => Picture::Nothing,
            _ => Picture::Sign(alternative),
        };
    }
    match find(img, offered, resolve) {
        Some((source, _)) if is_nothing(&source) => Picture::Nothing,
        Some((source, candidates)) => Picture::Shown(Image {
            source,
            candidates,
            alternative,
            size: match sides {
                (Some(width), Some(height)) => Some((width, height)),
                _ => None,
            },
        }),
        None => Picture::Nothing,
    }
}

/// Addresses for other widths, and their descriptors.
pub type Candidates = Vec<(Href, String)>;

/// True for what is too small to be seen: its request counts readers.
pub fn is_counter(element: &Element) -> bool {
    let is_line = |name| pixels(element, name).is_some_and(|px| px <= 1);
    is_line("width") || is_line("height")
}

/// True for the address of a counter or of a placeholder.
fn is_nothing(source: &Href) -> bool {
    let name = source.path().rsplit('/').next().unwrap_or_default();
    let stem = name.split(['.', '?']).next().unwrap_or_default();
    is_one_of(source.site(), COUNTERS) || is_one_of(stem, PLACEHOLDERS)
}

/// The address to start from, and the others. What waits for a script (`data-src` and its kin) is
/// the picture; the `src` beside it is a placeholder then.
fn find(img: &Element, offered: Candidates, resolve: &dyn Resolve) -> Option<(Href, Candidates)> {
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
pub fn offered(picture: &Element, resolve: &dyn Resolve) -> Candidates {
    let (mut best, mut best_fits) = (Candidates::new(), false);
    for source in picture.elements().filter(|child| child.name == "source") {
        let format = source.attribute("type").unwrap_or_default();
        let fits = source.attribute("media").is_none() && !is_one_of(format, NEW_FORMATS);
        if fits || !best_fits {
            let own = first_candidates(source, "data-srcset data-lazy-srcset srcset", resolve);
            if !own.is_empty() {
                (best, best_fits) = (own, fits);
            }
        }
    }
    best
}

fn first_source(element: &Element, names: &str, resolve: &dyn Resolve) -> Option<Href> {
    names
        .split(' ')
        .find_map(|name| resolve_web(element.attribute(name)?, resolve))
}

fn first_candidates(element: &Element, names: &str, resolve: &dyn Resolve) -> Candidates {
    for name in names.split(' ') {
        let found = candidates(element.attribute(name).unwrap_or_default(), resolve);
        if !found.is_empty() {
            return found;
        }
    }
    Candidates::new()
}

/// The widest candidate that is not too wide, else the first.
fn widest(candidates: &Candidates) -> Option<Href> {
    let (mut best, mut best_px) = (candidates.first()?, 0);
    for candidate in candidates {
        let width = candidate.1.strip_suffix('w').and_then(|px| px.parse().ok());
        let width_px: u32 = width.unwrap_or_default();
        if width_px > best_px && width_px <= WIDE_ENOUGH_PX {
            (best, best_px) = (candidate, width_px);
        }
    }
    Some(best.0.clone())
}

/// Reads a `srcset` after the [HTML standard](https://html.spec.whatwg.org/#parse-a-srcset-attribute);
/// a candidate that cannot be used is left out.
fn candidates(set: &str, resolve: &dyn Resolve) -> Candidates {
    let mut candidates = Candidates::new();
    let mut rest = set;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        if rest.is_empty() {
            return candidates;
        }
        let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let (reference, behind) = rest.split_at(length);
        // A comma may be part of an address, but not its end.
        let url = reference.trim_end_matches(',');
        let (descriptor, behind) = if url.len() < reference.len() {
            ("", behind)
        } else {
            behind.split_once(',').unwrap_or((behind, ""))
        };
        rest = behind;
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
    let (number, dots) = match descriptor.strip_suffix('x') {
        Some(number) => (number, 1),
        None => (descriptor.strip_suffix('w').unwrap_or_default(), 0),
    };
    let count = |is: fn(u8) -> bool| number.bytes().filter(|byte| is(*byte)).count();
    let is_number = count(|byte| byte == b'.') <= dots
        && count(|byte| byte != b'.' && !byte.is_ascii_digit()) == 0
        && !number.starts_with('.')
        && !number.ends_with('.')
        && number.len() < 10;
    let is_positive = count(|byte| matches!(byte, b'1'..=b'9')) > 0;
    descriptor.is_empty() || is_number && is_positive
}

/// An address that can be fetched.
pub fn resolve_web(reference: &str, resolve: &dyn Resolve) -> Option<Href> {
    // The empty reference would be the document itself.
    let reference = Some(reference).filter(|reference| !reference.trim().is_empty())?;
    resolve.resolve(reference).filter(Href::is_web)
}

/// A length attribute in pixels: the digits it begins with; percentages are none.
fn pixels(element: &Element, name: &str) -> Option<u32> {
    let value = element.attribute(name)?.trim();
    let digits = value
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(value.len());
    let (digits, unit) = value.split_at(digits);
    if unit.contains('%') {
        return None;
    }
    digits.parse().ok()
}
