//! The manifest of a stand: our own format, `schema/stand.schema.json`.

use super::{FeedError, item::language, value::Fields};
use crate::{
    locale::canonical_country,
    model::{Edition, FollowLink, Stand},
};

/// Reads a manifest; `None` where the document is none. An edition without a language or a feed is
/// dropped, and so is one that no reader could tell from an earlier one.
pub fn read(fields: &Fields) -> Option<Result<Stand, FeedError>> {
    let is_stand = fields.array("editions").is_some() || fields.get("newsstand").is_some();
    if !is_stand || fields.array("items").is_some() {
        return None;
    }
    let mut editions: Vec<Edition> = Vec::new();
    let listed = fields.list("editions");
    for one in listed {
        let one = fields.element(one);
        let (Some(language), Some(feed)) = (language(&one, "language"), one.url("feed")) else {
            continue;
        };
        let country = one.text("country");
        let country = country.and_then(|code| canonical_country(&code));
        let mut known = editions.iter();
        if !known.any(|other| other.language == language && other.country == country) {
            editions.push(Edition {
                language,
                country,
                feed,
            });
        }
    }
    if editions.is_empty() {
        return Some(Err(FeedError::Empty {
            member: "edition",
            dropped: listed.len(),
        }));
    }
    let mut follow = Vec::new();
    for link in fields.list("follow") {
        let link = fields.element(link);
        if let Some(url) = link.url("url") {
            let name = link.text("name").unwrap_or_else(|| url.site().to_owned());
            follow.push(FollowLink { name, url });
        }
    }
    Some(Ok(Stand {
        title: fields.text("title").unwrap_or_default(),
        home_page_url: fields.url("home_page_url"),
        icon: fields.url("icon"),
        follow,
        editions,
    }))
}
