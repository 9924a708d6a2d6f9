//! The manifest of a stand: our own format, `schema/stand.schema.json`.

use super::{FeedError, item::language, value::Fields};
use crate::{
    locale::canonical_country,
    model::{Edition, FollowLink, Stand},
};

/// Reads a manifest. An edition without a language or a feed is dropped, and so is one that no
/// reader could tell from an earlier one.
pub fn read(fields: &Fields) -> Result<Stand, FeedError> {
    let mut editions: Vec<Edition> = Vec::new();
    let listed = fields.list("editions");
    for one in listed {
        let one = fields.element(one);
        let (Some(language), Some(feed)) = (language(&one, "language"), one.url("feed")) else {
            continue;
        };
        let edition = Edition {
            language,
            country: one
                .text("country")
                .and_then(|code| canonical_country(&code)),
            feed,
        };
        let known = editions.iter().any(|other| {
            (&other.language, &other.country) == (&edition.language, &edition.country)
        });
        if !known {
            editions.push(edition);
        }
    }
    if editions.is_empty() {
        return Err(FeedError::Empty {
            member: "edition",
            dropped: listed.len(),
        });
    }
    Ok(Stand {
        title: fields.text("title").unwrap_or_default(),
        home_page_url: fields.url("home_page_url"),
        icon: fields.url("icon"),
        follow: fields
            .list("follow")
            .iter()
            .filter_map(|link| {
                let link = fields.element(link);
                let url = link.url("url")?;
                let name = link.text("name").unwrap_or_else(|| url.site().to_owned());
                Some(FollowLink { name, url })
            })
            .collect(),
        editions,
    })
}
