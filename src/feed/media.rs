//! Pictures, sound and films beside the text of an item: enclosures of RSS and Atom,
//! [Media RSS](https://www.rssboard.org/media-rss), and the pictures of podcasts.

use super::{
    xml::{Element, escaped},
    xml_feed::Scope,
};
use crate::model::{Href, Image};

/// Nothing wider is taken as the picture to start from when there are several sizes.
const WIDE_ENOUGH_PX: u32 = 1600;
/// Nothing narrower is the picture of an article.
const SMALLEST_PX: u32 = 64;

/// What stands beside the text of an item.
#[derive(Default)]
pub struct Media {
    /// The picture of the item.
    pub image: Option<Image>,
    /// Sound and films as HTML.
    pub html: String,
}

/// A picture in one of its sizes.
struct Picture {
    source: Href,
    width_px: u32,
    height_px: u32,
}

/// Reads what is beside the text of `item`; a player is called `title`.
pub fn read(item: &Element, title: &str, scope: &Scope) -> Media {
    let mut media = Media::default();
    let mut pictures = Vec::new();
    let mut holders = item.all("media:group");
    let in_groups = holders.len();
    holders.push(item);
    for (index, holder) in holders.iter().enumerate() {
        let mut sizes = Vec::new();
        for content in holder.all("media:content enclosure link atom:link") {
            let is_link = content.name.ends_with("link");
            if is_link && content.attribute("rel") != Some("enclosure") {
                continue;
            }
            if let Some(player) = content.all("media:player").first() {
                media.add("iframe", address(player, scope), title);
                continue;
            }
            match kind(content) {
                "image" => sizes.extend(picture(content, scope)),
                // What is in a group is one film in several formats.
                kind @ ("audio" | "video") if index == in_groups || media.html.is_empty() => {
                    media.add(kind, address(content, scope), title);
                }
                _ => {}
            }
        }
        for player in holder.all("media:player") {
            media.add("iframe", address(player, scope), title);
        }
        // Those of a group are one picture, and so are those of one address but for its query.
        if index == in_groups
            && let Some(first) = sizes.first().map(Picture::place)
        {
            sizes.retain(|other| other.place() == first);
        }
        if pictures.is_empty() {
            pictures = sizes;
        }
    }
    if pictures.is_empty() {
        let contents = item.all("media:content");
        let groups = holders.iter().chain(&contents);
        let mut thumbnails = groups.flat_map(|holder| holder.all("media:thumbnail"));
        pictures.extend(thumbnails.find_map(|thumbnail| picture(thumbnail, scope)));
    }
    for other in item.all("itunes:image image") {
        let place = other.first("url").unwrap_or(other);
        if pictures.is_empty() {
            pictures.extend(picture(place, scope));
        }
    }
    if let Some(film) = item.text_of("yt:videoId") {
        let frame = scope.url(&["https://www.youtube.com/embed/", &film].concat());
        media.add("iframe", frame, title);
    }
    media.image = image(&pictures);
    media
}

impl Media {
    /// Adds a player, unless there is one of this address: podcasts name the same file twice.
    fn add(&mut self, tag: &str, source: Option<Href>, title: &str) {
        let Some(source) = source else {
            return;
        };
        let source = escaped(source.as_str());
        if !self.html.contains(&source) {
            let title = escaped(title);
            for part in [
                "<",
                tag,
                " src=\"",
                &source,
                "\" title=\"",
                &title,
                "\"></",
                tag,
                ">",
            ] {
                self.html.push_str(part);
            }
        }
    }
}

impl Picture {
    fn place(&self) -> String {
        let place = self.source.as_str().split('?').next();
        place.unwrap_or_default().to_owned()
    }
}

/// The widest picture that is not too wide, else the first; the others are its candidates.
fn image(pictures: &[Picture]) -> Option<Image> {
    let mut best = pictures.first()?;
    for one in pictures {
        if one.width_px > best.width_px && one.width_px <= WIDE_ENOUGH_PX {
            best = one;
        }
    }
    let mut image = Image::at(best.source.clone());
    image.size =
        (best.width_px > 0 && best.height_px > 0).then_some((best.width_px, best.height_px));
    if pictures.len() > 1 {
        for one in pictures.iter().filter(|one| one.width_px > 0) {
            let descriptor = [&one.width_px.to_string(), "w"].concat();
            image.candidates.push((one.source.clone(), descriptor));
        }
    }
    Some(image)
}

fn picture(element: &Element, scope: &Scope) -> Option<Picture> {
    let pixels = |name| element.attribute(name)?.parse().ok();
    let picture = Picture {
        source: address(element, scope)?,
        width_px: pixels("width").unwrap_or_default(),
        height_px: pixels("height").unwrap_or_default(),
    };
    // Smaller ones are faces and signs, or count readers.
    let is_small = picture.width_px > 0 && picture.width_px < SMALLEST_PX;
    (!is_small).then_some(picture)
}

fn address(element: &Element, scope: &Scope) -> Option<Href> {
    let named = element.attribute("url").or(element.attribute("href"));
    match named {
        Some(url) => scope.url(url),
        None if element.elements().next().is_none() => scope.url(&element.text()),
        None => None,
    }
}

/// Endings of file names, and what they stand for.
const ENDINGS: &str = "jpg=image jpeg=image png=image gif=image webp=image avif=image \
    mp3=audio m4a=audio ogg=audio mp4=video m4v=video webm=video";

/// `image`, `audio`, `video`, or something else.
fn kind(element: &Element) -> &str {
    if let Some(medium) = element.attribute("medium") {
        return medium;
    }
    if let Some((kind, _)) = element
        .attribute("type")
        .and_then(|kind| kind.split_once('/'))
    {
        return kind;
    }
    let url = element.attribute("url").unwrap_or_default();
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let ending = path.rsplit('.').next().unwrap_or_default();
    let mut known = ENDINGS.split(' ').filter_map(|one| one.split_once('='));
    known
        .find(|(known, _)| known.eq_ignore_ascii_case(ending))
        .map_or("", |(_, kind)| kind)
}
