//! The sites whose frames may be loaded when a reader asks for it.

use super::scan::is_one_of;
use crate::model::{Href, Player, Shape, leading};

/// One provider's form of address a line: shape, form, frame, name.
///
/// - The **shape** is `w`ide, `t`all or `l`ow (see [`Shape`]).
/// - The **form** is a host without `www.` and the start of a path. A `*` stands for a part of the
///   path; the last one is the identifier. In place of a query stands the parameter that holds it:
///   `?v`.
/// - The **frame** is what is loaded; in it `*` is the identifier, `~` the address from its host on
///   as far as it has the form, and `+` all of it from there on.
///
/// Frames are what the providers document for embedding in pages, without a script of theirs.
const PROVIDERS: &str = "\
    w youtube.com/embed/* www.youtube-nocookie.com/embed/* YouTube\n\
    w youtube-nocookie.com/embed/* www.youtube-nocookie.com/embed/* YouTube\n\
    w youtube.com/watch?v www.youtube-nocookie.com/embed/* YouTube\n\
    w youtube.com/live/* www.youtube-nocookie.com/embed/* YouTube\n\
    w youtube.com/v/* www.youtube-nocookie.com/embed/* YouTube\n\
    w youtu.be/* www.youtube-nocookie.com/embed/* YouTube\n\
    t youtube.com/shorts/* www.youtube-nocookie.com/embed/* YouTube\n\
    w player.vimeo.com/video/ + Vimeo\n\
    w dailymotion.com/embed/ www.+ Dailymotion\n\
    w geo.dailymotion.com/player + Dailymotion\n\
    w players.brightcove.net/ + Brightcove\n\
    w cdn.jwplayer.com/players/ + JW Player\n\
    w facebook.com/plugins/video.php www.+ Facebook\n\
    t facebook.com/plugins/post.php www.+ Facebook\n\
    t platform.twitter.com/embed/Tweet.html + X\n\
    t twitter.com/*/status/* platform.twitter.com/embed/Tweet.html?id=* X\n\
    t x.com/*/status/* platform.twitter.com/embed/Tweet.html?id=* X\n\
    t instagram.com/p/* www.~/embed/ Instagram\n\
    t instagram.com/reel/* www.~/embed/ Instagram\n\
    t instagram.com/tv/* www.~/embed/ Instagram\n\
    t threads.net/*/post/* www.~/embed/ Threads\n\
    t threads.com/*/post/* www.~/embed/ Threads\n\
    t tiktok.com/embed/v2/* www.tiktok.com/embed/v2/* TikTok\n\
    t tiktok.com/embed/* www.tiktok.com/embed/v2/* TikTok\n\
    t tiktok.com/player/v1/* www.tiktok.com/player/v1/* TikTok\n\
    t tiktok.com/*/video/* www.tiktok.com/embed/v2/* TikTok\n\
    t embed.bsky.app/embed/ + Bluesky\n\
    t embed.reddit.com/r/ + Reddit\n\
    t reddit.com/r/*/comments/* embed.~/ Reddit\n\
    l open.spotify.com/embed + Spotify\n\
    l w.soundcloud.com/player/ + SoundCloud\n\
    l embed.podcasts.apple.com/ + Apple Podcasts\n\
    l embed.acast.com/ + Acast\n\
    l playlist.megaphone.fm/ + Megaphone\n\
    l player.megaphone.fm/ + Megaphone\n\
    l omny.fm/shows/*/*/embed + Omny\n\
    t datawrapper.dwcdn.net/ + Datawrapper\n\
    t flo.uri.sh/ + Flourish\n\
    t e.infogram.com/ + Infogram\n\
    t embed.documentcloud.org/documents/ + DocumentCloud\n\
    w google.com/maps/embed www.+ Google Maps\n\
    w rutube.ru/play/embed/ + Rutube\n\
    w player.bilibili.com/player.html + Bilibili\n\
    w embed.nicovideo.jp/watch/ + Niconico";

/// The frame that shows what is at `address`, where its site is known, and the address of the page
/// that a reader is led to instead.
pub fn frame_of(address: &Href) -> Option<(Player, Href)> {
    PROVIDERS.lines().find_map(|line| read(line, address))
}

fn read(line: &'static str, address: &Href) -> Option<(Player, Href)> {
    let (shape, rest) = line.split_once(' ')?;
    let (form, rest) = rest.split_once(' ')?;
    let (frame, provider) = rest.split_once(' ')?;
    let all = address.from_site();
    let (identifier, behind) = fit(all, form)?;
    let mut made = "https://".to_owned();
    for c in frame.chars() {
        match c {
            '*' => made.push_str(identifier),
            '~' => made.push_str(&all[..all.len() - behind.len()]),
            '+' => made.push_str(all),
            _ => made.push(c),
        }
    }
    let mut page = None;
    if provider == "YouTube" {
        page = watch_page(identifier);
        add_part(&mut made, all);
    }
    Some((
        Player::Frame {
            address: Href::from_serialised(made)?,
            provider,
            shape: match shape {
                "w" => Shape::Wide,
                "l" => Shape::Low,
                _ => Shape::Tall,
            },
        },
        page.unwrap_or_else(|| address.clone()),
    ))
}

/// The identifier in an address that has the form, and what follows in the address.
fn fit<'all>(all: &'all str, form: &str) -> Option<(&'all str, &'all str)> {
    let (mut identifier, mut rest) = ("", all);
    for (at, c) in form.char_indices() {
        match c {
            '*' => {
                identifier = identifier_at_start(rest)?;
                rest = &rest[identifier.len()..];
            }
            '?' if rest.starts_with('?') => return Some((parameter(rest, &form[at + 1..])?, rest)),
            c => rest = rest.strip_prefix(c)?,
        }
    }
    Some((identifier, rest))
}

/// The characters before the first that no identifier has; `None` where there are none.
fn identifier_at_start(text: &str) -> Option<&str> {
    let belongs = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '@' | ':');
    let identifier = leading(text, belongs).0;
    (!identifier.is_empty()).then_some(identifier)
}

/// The value of a parameter of an address, as far as it could be an identifier.
fn parameter<'all>(all: &'all str, name: &str) -> Option<&'all str> {
    let mut rest = all;
    loop {
        rest = leading(rest, |c| !matches!(c, '?' | '&' | '#'))
            .1
            .get(1..)?;
        let value = rest.strip_prefix(name);
        if let Some(value) = value.and_then(|value| value.strip_prefix('=')) {
            return identifier_at_start(value);
        }
    }
}

/// A frame of YouTube's shows nothing outside of a page, so a link to it would lead nowhere.
fn watch_page(identifier: &str) -> Option<Href> {
    if is_one_of(identifier, "videoseries live_stream") {
        return None;
    }
    Href::from_serialised(["https://www.youtube.com/watch?v=", identifier].concat())
}

/// The list that a film belongs to, the channel that it is sent by, and the second that it starts
/// at.
fn add_part(made: &mut String, all: &str) {
    let mut separator = "?";
    for (name, theirs) in [
        ("list", "list="),
        ("channel", "channel="),
        ("start", "start="),
        ("t", "start="),
    ] {
        if let Some(value) = parameter(all, name) {
            // `90` and `90s` are seconds.
            let value = value.strip_suffix('s').unwrap_or(value);
            for part in [separator, theirs, value] {
                made.push_str(part);
            }
            separator = "&";
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(address: &str) -> Option<String> {
        let address = url::Url::parse(address).unwrap();
        let address = Href::from_serialised(address)?;
        match frame_of(&address)?.0 {
            Player::Frame {
                address,
                provider,
                shape,
            } => Some(format!("{provider} {shape:?} {}", address.as_str())),
            other => panic!("{other:?}"),
        }
    }

    #[track_caller]
    fn frames(address: &str, expected: &str) {
        assert_eq!(frame(address).as_deref(), Some(expected), "{address}");
    }

    #[test]
    fn films_are_framed_without_cookies_however_they_are_named() {
        for address in [
            "https://www.youtube.com/embed/a-B_1",
            "http://youtube.com/embed/a-B_1?autoplay=1&rel=0",
            "https://www.youtube-nocookie.com/embed/a-B_1",
            "https://www.youtube.com/watch?v=a-B_1",
            "https://www.youtube.com/watch?feature=share&v=a-B_1#x",
            "https://www.youtube.com/live/a-B_1?si=x",
            "https://www.youtube.com/v/a-B_1&hl=en",
            "https://youtu.be/a-B_1?si=x",
        ] {
            frames(
                address,
                "YouTube Wide https://www.youtube-nocookie.com/embed/a-B_1",
            );
        }
        frames(
            "https://www.youtube.com/shorts/a",
            "YouTube Tall https://www.youtube-nocookie.com/embed/a",
        );
        frames(
            "https://www.youtube.com/embed/videoseries?list=PLx",
            "YouTube Wide https://www.youtube-nocookie.com/embed/videoseries?list=PLx",
        );
        frames(
            "https://youtu.be/a?list=PLx&t=90s",
            "YouTube Wide https://www.youtube-nocookie.com/embed/a?list=PLx&start=90",
        );
        frames(
            "https://player.vimeo.com/video/1?h=x&dnt=1",
            "Vimeo Wide https://player.vimeo.com/video/1?h=x&dnt=1",
        );
        frames(
            "http://dailymotion.com/embed/video/x1",
            "Dailymotion Wide https://www.dailymotion.com/embed/video/x1",
        );
    }

    #[test]
    fn posts_are_framed_by_their_own_address() {
        let tweet = "X Tall https://platform.twitter.com/embed/Tweet.html?id=12";
        frames("https://twitter.com/someone/status/12?ref_src=x", tweet);
        frames("https://x.com/i/status/12/photo/1", tweet);
        frames("https://platform.twitter.com/embed/Tweet.html?id=12", tweet);
        let picture = "Instagram Tall https://www.instagram.com/p/C_-1/embed/";
        frames("https://www.instagram.com/p/C_-1/?utm_source=x", picture);
        frames("https://www.instagram.com/p/C_-1/embed/captioned/", picture);
        frames(
            "https://www.instagram.com/reel/C1/",
            "Instagram Tall https://www.instagram.com/reel/C1/embed/",
        );
        frames(
            "https://www.threads.net/@some.one/post/C1",
            "Threads Tall https://www.threads.net/@some.one/post/C1/embed/",
        );
        let clip = "TikTok Tall https://www.tiktok.com/embed/v2/7";
        frames("https://www.tiktok.com/@some.one/video/7", clip);
        frames("https://www.tiktok.com/embed/v2/7?lang=en", clip);
        frames("https://www.tiktok.com/embed/7", clip);
        frames(
            "https://www.reddit.com/r/news/comments/1ab/a_title/?x",
            "Reddit Tall https://embed.reddit.com/r/news/comments/1ab/",
        );
    }

    #[test]
    fn only_the_whole_host_and_the_form_make_a_provider() {
        for address in [
            "https://evil-youtube.com/embed/a",
            "https://youtube.com.evil.example/embed/a",
            "https://evil.example/www.youtube.com/embed/a",
            "https://evil.example/?https://www.youtube.com/embed/a",
            "https://www.youtube.com@evil.example/embed/a",
            "https://www.youtube.com:8443/embed/a",
            "https://evil.example/#@www.youtube.com/embed/a",
            "https://www.youtube.com/redirect?q=a",
            "https://www.youtube.com/embed/",
            "https://www.youtube.com/embed/%3Ca",
            "https://www.youtube.com/watch?x=v=a",
            "https://www.youtube.com/embed/../redirect",
            "https://www.google.com/url?q=/maps/embed",
            "https://twitter.com/someone",
            "https://www.facebook.com/plugins/like.php?href=x",
            "mailto:a@youtube.com/embed/a",
        ] {
            assert_eq!(frame(address), None, "{address}");
        }
        // Credentials are for nobody.
        frames(
            "https://user:word@www.youtube.com/embed/a",
            "YouTube Wide https://www.youtube-nocookie.com/embed/a",
        );
        frames(
            "https://user@player.vimeo.com/video/1",
            "Vimeo Wide https://player.vimeo.com/video/1",
        );
    }

    #[test]
    fn every_provider_is_known_by_its_own_frame() {
        let readme = include_str!("../../README.md");
        let policy = readme.split("frame-src ").nth(1).unwrap();
        let policy: Vec<_> = policy.lines().next().unwrap().split(' ').collect();
        for line in PROVIDERS.lines() {
            let fields: Vec<_> = line.splitn(4, ' ').collect();
            let [shape, form, target, name] = fields[..] else {
                panic!("{line}");
            };
            assert!("wtl".contains(shape) && shape.len() == 1, "{line}");
            assert!(!form.contains("//") && form.contains('/'), "{line}");
            let example = form.replace('*', "1").replace("?v", "?v=1");
            let framed = frame(&format!("https://{example}"))
                .unwrap_or_else(|| panic!("{line}: {example} is not known"));
            let (found, address) = framed.rsplit_once(' ').unwrap();
            assert!(found.starts_with(name), "{line}: {framed}");
            let host = target.replace(['+', '~'], form);
            let host = host.split('/').next().unwrap();
            assert!(
                address.starts_with(&format!("https://{host}/")),
                "{line}: {framed}"
            );
            let source = format!("https://{host}");
            assert!(policy.contains(&source.as_str()), "README lacks {source}");
        }
    }

    #[test]
    fn a_link_leads_to_a_page_that_can_stand_alone() {
        let page = |address: &str| {
            let address = Href::from_serialised(address).unwrap();
            frame_of(&address).unwrap().1.as_str().to_owned()
        };
        assert_eq!(
            page("https://www.youtube.com/embed/a?start=9"),
            "https://www.youtube.com/watch?v=a"
        );
        let list = "https://www.youtube.com/embed/videoseries?list=PLx";
        assert_eq!(page(list), list);
        let post = "https://x.com/someone/status/1";
        assert_eq!(page(post), post);
    }
}
