//! A film, a sound, a post or a chart.

use super::{
    inline::{in_own_language, inlines, outside_link},
    live::{Live, effect},
    picture::picture,
    session::Session,
    tag::{Tag, TagRef, tag},
};
use crate::{
    locale::Text,
    model::{Embed, Player, Shape},
    platform::host,
};
use std::sync::Arc;

/// What the frame of a provider may do: run, open a page of its own, use the whole screen.
const SANDBOX: &str = "allow-scripts allow-same-origin allow-popups \
    allow-popups-to-escape-sandbox allow-presentation";

/// A card that fetches nothing of what it stands for before a reader asks for it; under it a link
/// to the same and what the article says about it.
///
/// - `content`: what is shown. One whose site is not known has only the link.
pub fn embed(session: Session, content: &Arc<Embed>) -> Tag {
    let player = match &content.player {
        Player::Absent => None,
        // Chromium and WebKit ask the page's policy for a sound as soon as there is an element for
        // it, even if nothing of it is to be loaded.
        _ => Some(cover(session, content)),
    };
    let caption = (!content.caption.is_empty())
        .then(|| inlines(tag("figcaption").class("caption"), &content.caption));
    tag("figure")
        .class("embed")
        .maybe_child(player)
        .child(way_out(session, content))
        .maybe_child(caption)
}

/// The provider's name, else the site's.
fn site_of(content: &Embed) -> &str {
    match content.player {
        Player::Frame { provider, .. } => provider,
        _ => content.source.site(),
    }
}

/// What it is called by those who do not see it.
fn name_of(content: &Embed) -> &str {
    match content.title.as_str() {
        "" => site_of(content),
        title => title,
    }
}

/// A box that is as large before a reader presses its button as the player is after it.
fn cover(session: Session, content: &Arc<Embed>) -> Tag {
    let is_shown = Live::new(false);
    let place = TagRef::new(None);
    // The button that had the focus is gone when there is a player.
    effect(move || place.get().iter().for_each(host::focus_without_scrolling));
    let shape = match content.player {
        Player::Frame {
            shape: Shape::Tall, ..
        } => "player tall",
        Player::Audio
        | Player::Frame {
            shape: Shape::Low, ..
        } => "player low",
        _ => "player wide",
    };
    let content = content.clone();
    tag("div").class(shape).live_piece(move || {
        match is_shown.get() {
            true => player(&content).reference(place),
            false => invitation(session, &content, is_shown),
        }
        .into()
    })
}

fn player(content: &Embed) -> Tag {
    let name = name_of(content);
    match &content.player {
        Player::Frame { address, .. } => tag("iframe")
            .attr("title", name)
            .attr("sandbox", SANDBOX)
            .attr("referrerpolicy", "strict-origin-when-cross-origin")
            .attr("allow", "fullscreen; picture-in-picture")
            .attr("src", address.as_str()),
        own => tag(if *own == Player::Audio {
            "audio"
        } else {
            "video"
        })
        .attr("aria-label", name)
        .attr("tabindex", "0")
        .attr("controls", "")
        .attr("autoplay", "")
        .attr("playsinline", "")
        .attr("src", content.source.as_str()),
    }
}

fn invitation(session: Session, content: &Embed, is_shown: Live<bool>) -> Tag {
    let site = site_of(content);
    let poster = match &content.player {
        Player::Video {
            poster: Some(poster),
        } => Some(picture(poster, "100vw", false)),
        _ => None,
    };
    let title = (!content.title.is_empty()).then(|| {
        tag("p")
            .class("embed-title")
            .attr("dir", "auto")
            .text(content.title.as_str())
    });
    let provider = tag("p").class("embed-site").text(site);
    let button = in_own_language(session, tag("button"))
        .class("show")
        .attr("part", "button")
        .on("click", move |_| is_shown.set(true))
        .live_text(about_site(session, Text::ShowEmbed, site));
    tag("div").class("invitation").maybe_child(poster).child(
        tag("div")
            .class("embed-words")
            .child(provider)
            .maybe_child(title)
            .child(button),
    )
}

/// A text of the interface that names a site.
fn about_site(session: Session, text: Text, site: &str) -> impl FnMut() -> String + Send + use<> {
    let site = site.to_owned();
    move || session.words().strings.format(text, &[("site", &site)])
}

/// A link to the same elsewhere: for whoever would rather go there, and for pages whose policy
/// refuses the player.
fn way_out(session: Session, content: &Embed) -> Tag {
    let site = site_of(content);
    let link = outside_link(&content.source);
    let link = match &content.player {
        Player::Absent if !content.title.is_empty() => {
            link.text(&[content.title.as_str(), " (", site, ")"].concat())
        }
        _ => in_own_language(session, link).live_text(about_site(session, Text::OpensEmbed, site)),
    };
    tag("p").class("way-out").child(link)
}
