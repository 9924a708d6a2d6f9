//! A picture that keeps its place, also when it cannot be had.

use super::tag::{Tag, tag};
use crate::model::Image;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// An `<img>` that loads when it comes near and tells nobody where it is shown.
///
/// - `image`: what to show.
/// - `sizes`: how wide it is drawn, for the browser's choice among the candidates.
/// - `eager`: true for a picture that is seen first; the others load when they come near.
/// - `around`: the ancestor (a selector) that gets the class `missing` when there is nothing to
///   show: it keeps its place, so that nothing below it moves.
pub fn picture(image: &Image, sizes: &'static str, eager: bool, around: &'static str) -> Tag {
    let candidates: Vec<String> = image
        .candidates
        .iter()
        .map(|(source, descriptor)| [source.as_str(), " ", descriptor].concat())
        .collect();
    let srcset = (!candidates.is_empty()).then(|| candidates.join(", "));
    tag("img")
        .maybe("class", image.size.is_none().then(|| "unsized".to_owned()))
        .attr("alt", image.alternative.clone())
        .attr("loading", if eager { "eager" } else { "lazy" })
        .attr("fetchpriority", if eager { "high" } else { "auto" })
        .attr("decoding", "async")
        .attr("referrerpolicy", "no-referrer")
        .maybe("width", image.size.map(|size| size.0.to_string()))
        .maybe("height", image.size.map(|size| size.1.to_string()))
        .maybe("sizes", srcset.is_some().then(|| sizes.to_owned()))
        .maybe("srcset", srcset)
        .attr("src", image.source.as_str().to_owned())
        .on("error", move |event| {
            let picture = event
                .target()
                .and_then(|target| target.dyn_into::<Element>().ok());
            if let Some(box_around) = picture.and_then(|img| img.closest(around).ok().flatten()) {
                // The name is a valid one.
                let _ = box_around.class_list().add_1("missing");
            }
        })
}
