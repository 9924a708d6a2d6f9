//! Pictures, sound and films beside the text of an item: enclosures of RSS and Atom,
//! [Media RSS](https://www.rssboard.org/media-rss), and the pictures of podcasts.

use super::{
    item::{attach, paragraphs},
    xml::Element,
    xml_feed::Scope,
};
use crate::model::{Article, Body, Href, Image, before, decimal, divided_at_last};

/// Nothing wider is taken as the picture to start from when there are several sizes.
const WIDE_ENOUGH_PX: u32 = 1600;
/// Nothing narrower is the picture of an article.
const SMALLEST_PX: u32 = 64;

/// A picture in one of its sizes.
struct Picture {
    source: Href,
    width_px: u32,
    height_px: u32,
}

/// What stands beside the text of one item.
struct Media<'a> {
    scope: &'a Scope,
    article: &'a mut Article,
    pictures: Vec<Picture>,
    has_player: bool,
}

/// Reads what is beside the text of `item`: the article gets a picture, and players at the end of
/// its body that are called like itself.
pub fn read(item: &Element, scope: &Scope, article: &mut Article) {
    let mut media = Media {
        scope,
        article,
        pictures: Vec::new(),
        has_player: false,
    };
    let mut holders = item.all("media:group");
    for group in &holders {
        media.contents(group, false);
    }
    media.contents(item, true);

    holders.push(item);
    holders.append(&mut item.all("media:content"));
    let mut others = Vec::new();
    for holder in holders {
        others.append(&mut holder.all("media:thumbnail"));
    }
    others.append(&mut item.all("itunes:image image"));
    for other in others {
        media.substitute(other.first("url").unwrap_or(other));
    }
    if let Some(film) = item.text_of("yt:videoId") {
        let frame = ["https://www.youtube.com/embed/", &film].concat();
        media.play("iframe", scope.url(&frame));
    }
    media.article.image = image(&media.pictures);
}

impl Media<'_> {
    /// Reads what `holder` holds: an item, or a group in it, which is one picture or one film in
    /// several formats.
    fn contents(&mut self, holder: &Element, is_item: bool) {
        let mut sizes: Vec<Picture> = Vec::new();
        for content in holder.all("media:content enclosure link atom:link") {
            let is_link = content.name.ends_with("link");
            if is_link && content.attribute("rel") != Some("enclosure") {
                continue;
            }
            if let Some(player) = content.all("media:player").first() {
                self.play("iframe", address(player, self.scope));
                continue;
            }
            match kind(content) {
                "image" => {
                    if let Some(picture) = picture(content, self.scope)
                        // Those of one address but for its query are one picture.
                        && (!is_item
                            || sizes.is_empty()
                            || sizes[0].place() == picture.place())
                    {
                        sizes.push(picture);
                    }
                }
                kind @ ("audio" | "video") if is_item || !self.has_player => {
                    self.play(kind, address(content, self.scope));
                }
                _ => {}
            }
        }
        for player in holder.all("media:player") {
            self.play("iframe", address(player, self.scope));
        }
        if self.pictures.is_empty() {
            self.pictures = sizes;
        }
    }

    /// Takes the picture that `element` is where there is no other.
    fn substitute(&mut self, element: &Element) {
        if self.pictures.is_empty()
            && let Some(picture) = picture(element, self.scope)
        {
            self.pictures.push(picture);
        }
    }

    /// Adds a player.
    fn play(&mut self, element: &str, source: Option<Href>) {
        if let Some(source) = source {
            let article = &mut *self.article;
            if let Body::Text(text) = &article.body {
                article.body = Body::Html([&paragraphs(text), "</p>"].concat());
            }
            attach(&mut article.body, element, &source, &article.title);
            self.has_player = true;
        }
    }
}

impl Picture {
    fn place(&self) -> &str {
        before(self.source.as_str(), b"?")
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
    for one in pictures {
        if pictures.len() > 1 && one.width_px > 0 {
            let descriptor = [&decimal(one.width_px), "w"].concat();
            image.candidates.push((one.source.clone(), descriptor));
        }
    }
    Some(image)
}

fn picture(element: &Element, scope: &Scope) -> Option<Picture> {
    let pixels = |name| element.attribute(name).and_then(|text| text.parse().ok());
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
    match element.attribute("url").or(element.attribute("href")) {
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
    let mime_type = element.attribute("type").unwrap_or_default();
    if let Some((kind, _)) = mime_type.split_once('/') {
        return kind;
    }
    let url = element.attribute("url").unwrap_or_default();
    let path = before(url, b"?#");
    let ending = divided_at_last(path, b".").map_or("", |(_, ending)| ending);
    for known in ENDINGS.split(' ') {
        let (known, kind) = known.split_once('=').unwrap_or_default();
        if known.eq_ignore_ascii_case(ending) {
            return kind;
        }
    }
    ""
}
