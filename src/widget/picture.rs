//! A picture that keeps its place, also when it cannot be had.

use super::tag::{Tag, tag};
use crate::model::Image;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

/// An `<img>` that loads when it comes near and tells nobody where it is shown.
///
/// - `image`: what to show.
/// - `sizes`: how wide it is drawn, for the browser's choice among the candidates.
/// - `eager`: true for a picture that is seen first; the others load when they come near.
/// - `around`: the ancestor (a selector) that gets the class `missing` when there is nothing to
///   show: it keeps its place, so that nothing below it moves.
pub fn picture(image: &Image, sizes: &'static str, eager: bool, around: &'static str) -> Tag {
    let mut candidates = String::new();
    for (source, descriptor) in &image.candidates {
        let comma = if candidates.is_empty() { "" } else { ", " };
        for part in [comma, source.as_str(), " ", descriptor] {
            candidates.push_str(part);
        }
    }
    let srcset = Some(candidates.as_str()).filter(|srcset| !srcset.is_empty());
    let size = image
        .size
        .map(|size| (size.0.to_string(), size.1.to_string()));
    tag("img")
        .maybe("class", image.size.is_none().then_some("unsized"))
        .attr("alt", &image.alternative)
        .attr("loading", if eager { "eager" } else { "lazy" })
        .attr("fetchpriority", if eager { "high" } else { "auto" })
        .attr("decoding", "async")
        .attr("referrerpolicy", "no-referrer")
        .maybe("width", size.as_ref().map(|size| size.0.as_str()))
        .maybe("height", size.as_ref().map(|size| size.1.as_str()))
        .maybe("sizes", srcset.map(|_| sizes))
        .maybe("srcset", srcset)
        .attr("src", image.source.as_str())
        .on("error", missing(around))
}

/// What to do when a picture cannot be had: its ancestor (or itself) that the selector `around`
/// finds gets the class `missing`.
pub fn missing(around: &'static str) -> impl Fn(Event) {
    move |event| {
        let picture = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        if let Some(box_around) = picture.and_then(|img| img.closest(around).ok().flatten()) {
            // The name is a valid one.
            let _ = box_around.class_list().toggle_with_force("missing", true);
        }
    }
}
