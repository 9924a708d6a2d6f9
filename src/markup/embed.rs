//! `iframe`, `video`, `audio`, `object` and `embed`, and quotes that stand for a post.

use super::{
    picture::{first_source, is_counter, resolve_web},
    provider,
    scan::is_one_of,
    tree::{Kind, Piece},
};
use crate::model::{Embed, Href, Image, Player, Resolve, leading, one_line, trailing};
use std::sync::Arc;

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
pub fn read(piece: &Piece, resolve: &dyn Resolve) -> Option<Arc<Embed>> {
    if is_counter(piece) {
        return None;
    }
    let source = first_source(piece, SOURCES, resolve).or_else(|| file(piece, resolve))?;
    let title = match piece.attribute("title") {
        "" => piece.attribute("aria-label"),
        title => title,
    };
    let extension = extension(&source);
    let is_sound = is_one_of(extension, SOUNDS);
    let is_film = is_one_of(extension, FILMS);
    let framed = match is_sound || is_film {
        true => None,
        false => provider::frame_of(&source),
    };
    let (player, source) = framed.unwrap_or_else(|| {
        let player = match piece.kind {
            Kind::Audio => Player::Audio,
            Kind::Video => Player::Video {
                poster: first_source(piece, "poster", resolve).map(Image::at),
            },
            _ if is_sound => Player::Audio,
            _ if is_film => Player::Video { poster: None },
            _ => Player::Absent,
        };
        (player, source)
    });
    let title = one_line(title);
    Some(shared(source, title, player))
}

fn shared(source: Href, title: String, player: Player) -> Arc<Embed> {
    Arc::new(Embed {
        source,
        title,
        caption: Vec::new(),
        player,
    })
}

/// The post that a `blockquote` stands for.
pub fn of_quote(quote: &Piece, resolve: &dyn Resolve) -> Option<Arc<Embed>> {
    let mut classes = quote.attribute("class").split_ascii_whitespace();
    if !classes.any(|class| is_one_of(class, POSTS)) {
        return None;
    }
    for name in PERMALINKS.split(' ') {
        let post = post(quote.attribute(name), "", resolve);
        if post.is_some() {
            return post;
        }
    }
    // `at://did:plc:x/app.bsky.feed.post/y`
    let uri = quote.attribute("data-bluesky-uri");
    if let Some(uri) = uri.strip_prefix("at://") {
        let (person, rest) = leading(uri, |c| c != '/');
        if let Some(post_id) = rest.strip_prefix("/app.bsky.feed.post/") {
            let frame = ["https://embed.bsky.app/embed/", uri].concat();
            let page = ["https://bsky.app/profile/", person, "/post/", post_id].concat();
            return post(&frame, &page, resolve);
        }
    }
    last_link(quote, resolve)
}

/// The post at an address whose site is known; `page` is where a reader is led to instead, if not
/// to that address.
fn post(reference: &str, page: &str, resolve: &dyn Resolve) -> Option<Arc<Embed>> {
    let (player, source) = provider::frame_of(&resolve_web(reference, resolve)?)?;
    let source = resolve_web(page, resolve).unwrap_or(source);
    Some(shared(source, String::new(), player))
}

/// The post that the last link inside to one leads to.
fn last_link(piece: &Piece, resolve: &dyn Resolve) -> Option<Arc<Embed>> {
    for child in piece.children.iter().rev() {
        let inside = last_link(child, resolve);
        let post = inside.or_else(|| post(child.attribute("href"), "", resolve));
        if post.is_some() {
            return post;
        }
    }
    None
}

/// The best of the files that a player offers: one that every browser plays, else the first.
fn file(player: &Piece, resolve: &dyn Resolve) -> Option<Href> {
    let mut best = None;
    for source in &player.children {
        if source.kind == Kind::Source
            && let Some(address) = first_source(source, "src data-src", resolve)
        {
            if is_one_of(extension(&address), "mp4 m4v mp3 m4a") {
                return Some(address);
            }
            best = best.or(Some(address));
        }
    }
    best
}

/// The ending of a file's name; empty where there is none.
fn extension(address: &Href) -> &str {
    match trailing(address.file(), |c| c != '.') {
        ("", _) => "",
        (_, extension) => extension,
    }
}
