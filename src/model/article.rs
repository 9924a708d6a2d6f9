//! One article, whatever document it came from.

use super::{Href, Timestamp};

/// One article. Texts are plain text, never markup.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Article {
    /// Unique within its feed, never empty.
    pub id: String,
    /// The publisher's own page of the article.
    pub url: Option<Href>,
    /// The headline; empty where the publisher gave none (see [`Article::headline`]).
    pub title: String,
    /// One or two sentences that stand under the headline.
    pub summary: Option<String>,
    /// The body as far as the feed carries it.
    pub body: Body,
    /// What the references in the body resolve against, where it is not the feed's address.
    pub base: Option<Href>,
    /// A document with the full body, fetched when the article is opened.
    pub article_url: Option<Href>,
    /// BCP 47 tag of the article's own language, where it is known.
    pub language: Option<String>,
    /// The picture that stands with the headline.
    pub image: Option<Image>,
    /// Who wrote it, in order.
    pub authors: Vec<Author>,
    /// When it was first published.
    pub published: Option<Timestamp>,
    /// When it was last changed.
    pub modified: Option<Timestamp>,
    /// The publisher's keywords.
    pub tags: Vec<String>,
    /// The part of the newspaper it belongs to.
    pub section: Option<String>,
    /// The same story in every language has the same value.
    pub story: Option<String>,
    /// Ids of related articles, the editor's choice, in order.
    pub related: Vec<String>,
}

impl Article {
    /// The headline to show: the title, else the summary, else the id.
    pub fn headline(&self) -> &str {
        let title = self.title.trim();
        if !title.is_empty() {
            return title;
        }
        let summary = self.summary.as_deref().unwrap_or_default().trim();
        if !summary.is_empty() {
            return summary;
        }
        &self.id
    }

    /// True where both are one article: the same id, page or story.
    pub fn is_same(&self, other: &Self) -> bool {
        self.id == other.id
            || self.story.is_some() && self.story == other.story
            || self.url.is_some() && self.url == other.url
    }

    /// True where `key` is this article's id or one of its addresses.
    pub fn is_called(&self, key: &str) -> bool {
        self.id == key || self.url.as_ref().is_some_and(|url| url.as_str() == key)
    }
}

/// A body as it stands in the document; read into [blocks](super::Block) when the article is opened.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Body {
    /// The feed has no body for this article.
    #[default]
    Absent,
    /// HTML of unknown quality and intent.
    Html(String),
    /// Plain text, paragraphs divided by empty lines.
    Text(String),
}

/// Somebody who wrote an article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Author {
    /// The name as it stands in a byline.
    pub name: String,
    /// A page about the author.
    pub url: Option<Href>,
}

/// A picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Image {
    /// Where it is; always `http` or `https`.
    pub source: Href,
    /// Candidates for other widths: URL and descriptor (`"640w"`, `"2x"`).
    pub candidates: Vec<(Href, String)>,
    /// What it shows, for those who do not see it; empty for decoration.
    pub alternative: String,
    /// Width and height in pixels, where the document gives both.
    pub size: Option<(u32, u32)>,
}

impl Image {
    /// A picture of which only the address is known.
    pub fn at(source: Href) -> Self {
        Self {
            source,
            candidates: Vec::new(),
            alternative: String::new(),
            size: None,
        }
    }
}
