//! What holds for everything that is read, whatever it was read from. Used by the tests of this
//! folder and by the fuzz targets.

use newsstand::{
    feed::Document,
    locale,
    model::{
        Article, Author, Block, Body, Edition, Feed, FollowLink, Href, Image, Inline, Player,
        Quote, Stand, Timestamp, one_line,
    },
};
use url::Url;

/// Blocks and runs inside each other. The reader copies a hundred levels of elements and nests two
/// dozen marks.
const DEEPEST: usize = 130;

/// The earliest and the latest moment, in milliseconds since 1970: of the years 1 to 9999.
const MOMENTS_MS: std::ops::RangeInclusive<f64> = -62_135_596_800_000.0..=253_402_300_799_999.0;

/// The first promise that is broken, as a sentence; the number of addresses where none is.
pub type Verdict = Result<usize, String>;

/// Judges a body.
pub fn judge_blocks(blocks: &[Block]) -> Verdict {
    let mut judge = Judge::default();
    judge.blocks(blocks, 0)?;
    Ok(judge.addresses)
}

/// Judges a document.
pub fn judge_document(document: &Document) -> Verdict {
    let mut judge = Judge::default();
    match document {
        Document::Stand(stand) => judge.stand(stand)?,
        Document::Feed(feed) => judge.feed(feed)?,
    }
    Ok(judge.addresses)
}

/// Judges an article that stands alone.
pub fn judge_article(article: &Article) -> Verdict {
    let mut judge = Judge::default();
    judge.article(article)?;
    Ok(judge.addresses)
}

/// A moment is one of the years that its type promises.
pub fn judge_moment(moment: Timestamp) -> Result<(), String> {
    ensure(MOMENTS_MS.contains(&moment.epoch_ms()), || {
        format!("{} ms is out of range", moment.epoch_ms())
    })
}

/// A tag is in its canonical form.
pub fn judge_tag(tag: &str) -> Result<(), String> {
    ensure(locale::canonical_tag(tag).as_deref() == Some(tag), || {
        format!("{tag:?} is not canonical")
    })
}

fn ensure(holds: bool, complaint: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(complaint()) }
}

#[derive(Default)]
struct Judge {
    addresses: usize,
}

impl Judge {
    fn stand(&mut self, stand: &Stand) -> Result<(), String> {
        let Stand {
            title,
            home_page_url,
            icon,
            follow,
            editions,
        } = stand;
        line(title)?;
        self.webs([home_page_url, icon])?;
        for FollowLink { name, url } in follow {
            line(name)?;
            self.web(url)?;
        }
        ensure(!editions.is_empty(), || "a stand has no edition".to_owned())?;
        for edition in editions {
            let Edition {
                language,
                country,
                feed,
            } = edition;
            judge_tag(language)?;
            let country_is_code = country
                .as_ref()
                .is_none_or(|code| locale::canonical_country(code).as_ref() == Some(code));
            ensure(country_is_code, || format!("{country:?} is no country"))?;
            self.web(feed)?;
        }
        Ok(())
    }

    fn feed(&mut self, feed: &Feed) -> Result<(), String> {
        let Feed {
            title,
            home_page_url,
            icon,
            language,
            articles,
            next_url,
            ..
        } = feed;
        line(title)?;
        self.webs([home_page_url, icon, next_url])?;
        language.iter().try_for_each(|tag| judge_tag(tag))?;
        let mut ids: Vec<_> = articles.iter().map(|article| &article.id).collect();
        ids.sort();
        ensure(ids.windows(2).all(|pair| pair[0] != pair[1]), || {
            "two articles have one id".to_owned()
        })?;
        articles
            .iter()
            .try_for_each(|article| self.article(article))
    }

    fn article(&mut self, article: &Article) -> Result<(), String> {
        let Article {
            id,
            url,
            title,
            summary,
            body,
            base,
            article_url,
            language,
            image,
            authors,
            published,
            modified,
            tags,
            section,
            story,
            related,
        } = article;
        ensure(!id.is_empty(), || "an id is empty".to_owned())?;
        self.webs([url, article_url, base])?;
        let lines = [title].into_iter().chain(summary).chain(section);
        lines
            .chain(story)
            .chain(tags)
            .chain(related)
            .try_for_each(|text| line(text))?;
        ensure(!article.headline().is_empty(), || {
            "there is nothing to call an article".to_owned()
        })?;
        language.iter().try_for_each(|tag| judge_tag(tag))?;
        image.iter().try_for_each(|image| self.image(image))?;
        for Author { name, url } in authors {
            line(name)?;
            self.webs([url])?;
        }
        for moment in [published, modified].into_iter().flatten() {
            judge_moment(*moment)?;
        }
        match body {
            Body::Html(html) => {
                let base = Url::parse("https://example.org/").map_err(|error| error.to_string())?;
                judge_blocks(&newsstand::markup::native::read_html(html, &base)).map(|_| ())
            }
            Body::Absent | Body::Text(_) => Ok(()),
        }
    }

    fn blocks(&mut self, blocks: &[Block], depth: usize) -> Result<(), String> {
        ensure(depth <= DEEPEST, || format!("blocks are {depth} deep"))?;
        let deeper = depth + 1;
        blocks.iter().try_for_each(|block| match block {
            Block::Paragraph(content) => self.inlines(content, deeper),
            Block::Heading { level, content } => {
                ensure((1..=5).contains(level), || {
                    format!("a heading of level {level}")
                })?;
                self.inlines(content, deeper)
            }
            Block::List { items, .. } => {
                items.iter().try_for_each(|item| self.blocks(item, deeper))
            }
            Block::Quote(Quote {
                content,
                attribution,
            }) => {
                self.blocks(content, deeper)?;
                self.inlines(attribution, deeper)
            }
            Block::Image { image, caption } => {
                self.image(image)?;
                self.inlines(caption, deeper)
            }
            Block::Table { caption, rows } => {
                self.inlines(caption, deeper)?;
                rows.iter().flat_map(|row| &row.cells).try_for_each(|cell| {
                    let spans = [cell.columns, cell.rows];
                    ensure(spans.iter().all(|span| (1..=1000).contains(span)), || {
                        format!("a cell spans {spans:?}")
                    })?;
                    self.inlines(&cell.content, deeper)
                })
            }
            Block::Embed(embed) => {
                self.web(&embed.source)?;
                self.inlines(&embed.caption, deeper)?;
                match &embed.player {
                    Player::Frame { address, .. } => {
                        ensure(address.as_str().starts_with("https://"), || {
                            format!("a frame would load {address:?}")
                        })?;
                        self.web(address)
                    }
                    Player::Video {
                        poster: Some(poster),
                    } => self.image(poster),
                    Player::Video { poster: None } | Player::Audio | Player::Absent => Ok(()),
                }
            }
            Block::Code(_) | Block::Rule => Ok(()),
        })
    }

    fn inlines(&mut self, inlines: &[Inline], depth: usize) -> Result<(), String> {
        ensure(depth <= DEEPEST, || format!("runs are {depth} deep"))?;
        let deeper = depth + 1;
        inlines.iter().try_for_each(|inline| match inline {
            Inline::Text(_) | Inline::Code(_) | Inline::Break => Ok(()),
            Inline::Emphasis(content) | Inline::Strong(content) => self.inlines(content, deeper),
            Inline::Link { target, content } => {
                self.address(target)?;
                self.inlines(content, deeper)
            }
            Inline::Span {
                language,
                direction,
                content,
            } => {
                language.iter().try_for_each(|tag| judge_tag(tag))?;
                ensure(matches!(direction, None | Some("ltr" | "rtl")), || {
                    format!("direction {direction:?}")
                })?;
                self.inlines(content, deeper)
            }
        })
    }

    fn image(&mut self, image: &Image) -> Result<(), String> {
        self.web(&image.source)?;
        for (source, descriptor) in &image.candidates {
            self.web(source)?;
            // They are written into one attribute, with commas between them.
            ensure(!source.as_str().ends_with(','), || {
                format!("{source:?} would run into its descriptor")
            })?;
            let number = descriptor.strip_suffix(['w', 'x']).unwrap_or(descriptor);
            let is_number = number
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'.');
            ensure(
                is_number && (number.is_empty() == descriptor.is_empty()),
                || format!("{descriptor:?} is no descriptor"),
            )?;
        }
        Ok(())
    }

    fn webs<const N: usize>(&mut self, hrefs: [&Option<Href>; N]) -> Result<(), String> {
        hrefs
            .into_iter()
            .flatten()
            .try_for_each(|href| self.web(href))
    }

    /// An address that is fetched, or that belongs to the document itself.
    fn web(&mut self, href: &Href) -> Result<(), String> {
        ensure(href.is_web(), || format!("{href:?} is not of the web"))?;
        self.address(href)
    }

    fn address(&mut self, href: &Href) -> Result<(), String> {
        self.addresses += 1;
        let url = href.as_str();
        let complaint = || format!("{href:?} is no address");
        // The URL standard allows quotation marks in a host, and only there.
        let is_dirty = url.contains(|c: char| c.is_control())
            || href.is_web() && url.contains(['<', '>', ' '])
            || href.path().contains('"');
        ensure(!is_dirty, complaint)?;
        let parsed = Url::parse(url).map_err(|error| format!("{}: {error}", complaint()))?;
        ensure(parsed.as_str() == url, complaint)?;
        let safe = ["http", "https", "mailto", "tel"];
        ensure(safe.contains(&parsed.scheme()), complaint)
    }
}

/// A line of text has no line breaks and no spaces to spare.
fn line(text: &str) -> Result<(), String> {
    ensure(one_line(text) == text, || format!("{text:?} is no line"))
}
