//! `iframe`, `video`, `audio`, `object` and `embed`, and quotes that stand for a post.

use super::{
    picture::{is_counter, resolve_web},
    provider,
    tree::{Element, Piece, is_one_of},
};
use crate::model::{Embed, Href, Image, Player, Resolve, one_line};

/// Where an address stands; what waits for a script comes first.
const SOURCES: &str = "data-src data-lazy-src data-litespeed-src src data";
/// Names of files that a browser plays by itself.
const SOUNDS: &str = "mp3 m4a aac oga ogg opus wav flac";
const FILMS: &str = "mp4 m4v webm ogv mov";
/// Classes of quotes that a provider's script would put a frame in place of.
const POSTS: &str = "twitter-tweet twitter-video instagram-media tiktok-embed bluesky-embed \
    text-post-media reddit-embed-bq reddit-card";
/// Where such a quote names its post.
const PERMALINKS: &str = "data-instgrm-permalink data-text-post-permalink cite";

/// Reads a frame, player or object; `None` where it has no address that can be shown, or is a
/// counter.
pub fn read(element: &Element, resolve: &dyn Resolve) -> Option<Embed> {
    if is_counter(element) {
        return None;
    }
    let mut own = SOURCES.split(' ');
    let source = own
        .find_map(|name| resolve_web(element.attribute(name)?, resolve))
        .or_else(|| file(element, resolve))?;
    let title = element
        .attribute("title")
        .or_else(|| element.attribute("aria-label"))
        .unwrap_or_default();
    let poster = || {
        let poster = element.attribute("poster")?;
        resolve_web(poster, resolve).map(Image::at)
    };
    let extension = extension(source.path());
    let is_sound = is_one_of(extension, SOUNDS);
    let is_film = is_one_of(extension, FILMS);
    let framed = match is_sound || is_film {
        true => None,
        false => provider::frame_of(&source),
    };
    let (player, source) = framed.unwrap_or_else(|| {
        let player = match element.name.as_str() {
            "audio" => Player::Audio,
            "video" => Player::Video { poster: poster() },
            _ if is_sound => Player::Audio,
            _ if is_film => Player::Video { poster: None },
            _ => Player::Absent,
        };
        (player, source)
    });
    Some(Embed {
        source,
        title: one_line(title),
        caption: Vec::new(),
        player,
    })
}

/// The post that a `blockquote` stands for.
pub fn of_quote(quote: &Element, resolve: &dyn Resolve) -> Option<Embed> {
    let mut classes = quote.attribute("class")?.split_ascii_whitespace();
    if !classes.any(|class| is_one_of(class, POSTS)) {
        return None;
    }
    let known = |reference: &str| provider::frame_of(&resolve_web(reference, resolve)?);
    let (player, source) = PERMALINKS
        .split(' ')
        .find_map(|name| known(quote.attribute(name)?))
        .or_else(|| {
            // `at://did:plc:x/app.bsky.feed.post/y`
            let post = quote.attribute("data-bluesky-uri")?.strip_prefix("at://")?;
            let (player, _) = known(&["https://embed.bsky.app/embed/", post].concat())?;
            let (person, post) = post.split_once("/app.bsky.feed.post/")?;
            let page = ["https://bsky.app/profile/", person, "/post/", post].concat();
            Some((player, resolve_web(&page, resolve)?))
        })
        .or_else(|| last_link(quote, &known))?;
    Some(Embed {
        source,
        title: String::new(),
        caption: Vec::new(),
        player,
    })
}

type Framed = (Player, Href);

/// What the last link inside leads to, of those that `known` knows.
fn last_link(element: &Element, known: &dyn Fn(&str) -> Option<Framed>) -> Option<Framed> {
    let children = element.children.iter().rev();
    children
        .filter_map(Piece::element)
        .find_map(|child| last_link(child, known).or_else(|| known(child.attribute("href")?)))
}

/// The best of the files that a player offers: one that every browser plays, else the first.
fn file(player: &Element, resolve: &dyn Resolve) -> Option<Href> {
    let mut best = None;
    for source in player.elements().filter(|child| child.name == "source") {
        let mut references = ["src", "data-src"].iter();
        let address = references.find_map(|name| resolve_web(source.attribute(name)?, resolve));
        if let Some(address) = address {
            if is_one_of(extension(address.path()), "mp4 m4v mp3 m4a") {
                return Some(address);
            }
            best = best.or(Some(address));
        }
    }
    best
}

/// The ending of a file's name; empty where there is none.
fn extension(path: &str) -> &str {
    let end = path.find(['?', '#']).unwrap_or(path.len());
    let name = path[..end].rsplit('/').next().unwrap_or_default();
    name.rsplit_once('.').map_or("", |(_, extension)| extension)
}
