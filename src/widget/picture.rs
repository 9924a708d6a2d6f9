//! A picture that keeps its place, also when it cannot be had (see
//! [`crate::platform::host::watch_pictures`]).

use super::tag::{Tag, tag};
use crate::model::{Image, decimal};

/// An `<img>` that loads when it comes near and tells nobody where it is shown.
///
/// - `image`: what to show.
/// - `sizes`: how wide it is drawn, for the browser's choice among the candidates.
/// - `eager`: true for a picture that is seen first; the others load when they come near.
pub fn picture(image: &Image, sizes: &'static str, eager: bool) -> Tag {
    let mut candidates = String::new();
    for (source, descriptor) in &image.candidates {
        let comma = if candidates.is_empty() { "" } else { ", " };
        for part in [comma, source.as_str(), " ", descriptor] {
            candidates.push_str(part);
        }
    }
    let srcset = Some(candidates.as_str()).filter(|srcset| !srcset.is_empty());
    let size = image.size.map(|size| (decimal(size.0), decimal(size.1)));
    tag("img")
        .maybe("class", image.size.is_none().then_some("unsized"))
        .attr("alt", &image.alternative)
        .maybe("loading", (!eager).then_some("lazy"))
        .maybe("fetchpriority", eager.then_some("high"))
        .attr("decoding", "async")
        .attr("referrerpolicy", "no-referrer")
        .maybe("width", size.as_ref().map(|size| size.0.as_str()))
        .maybe("height", size.as_ref().map(|size| size.1.as_str()))
        .maybe("sizes", srcset.map(|_| sizes))
        .maybe("srcset", srcset)
        .attr("src", image.source.as_str())
}
