//! Hostile vectors, written as publishers' documents of every dialect.

use newsstand_browser_tests::Reply;
use serde_json::{Value, json};

use crate::corpus::Vector;

/// A document with an article for each vector.
pub struct Document {
    /// Which dialect it is.
    pub dialect: &'static str,
    /// The document.
    pub reply: Reply,
    /// What the articles are called (an id, or an address), and what is special about them.
    pub articles: Vec<(String, String)>,
}

/// What an article is made of.
struct Story {
    /// Unique, from 1.
    number: usize,
    /// The publisher's page, where the dialect calls the article so.
    page: String,
    /// What is special about it.
    about: String,
    payload: String,
}

/// A dialect, a document in it, and what it calls the article of a story.
type Written<'a> = (&'static str, Reply, &'a dyn Fn(&Story) -> String);

impl Story {
    /// Escaped for XML: in text and in attributes.
    fn escaped(&self) -> String {
        escape(&self.payload)
    }

    /// As a CDATA section.
    fn quoted(&self) -> String {
        let sound = writable(&self.payload);
        format!("<![CDATA[{}]]>", sound.replace("]]>", "]]]]><![CDATA[>"))
    }
}

/// The documents of all dialects, JSON Feed first.
pub fn documents(vectors: &[Vector], origin: &str) -> Vec<Document> {
    let title = "The Hostile Post";
    let stories: Vec<Story> = vectors
        .iter()
        .enumerate()
        .map(|(index, vector)| Story {
            number: index + 1,
            page: format!("{origin}/story/{}", index + 1),
            about: vector.title.clone(),
            payload: vector.payload(origin),
        })
        .collect();
    let by_number = |story: &Story| story.number.to_string();
    let by_page = |story: &Story| story.page.clone();
    let json = |value: Value| Reply::json(&value);
    let xml = |text: String| Reply::new("application/xml; charset=utf-8", text);
    let all: [Written; 10] = [
        ("json_feed", json(json_feed(title, &stories)), &by_number),
        ("wordpress", json(wordpress(&stories)), &by_number),
        ("json_ld", json(json_ld(title, &stories)), &by_page),
        (
            "json_ld_in_html",
            Reply::html(json_ld_in_html(title, &stories)),
            &by_page,
        ),
        ("news_api", json(news_api(&stories)), &by_page),
        ("ghost", json(ghost(&stories)), &by_number),
        ("rss_2.0", xml(rss_2(title, &stories)), &by_page),
        ("rss_1.0", xml(rss_1(title, &stories)), &by_page),
        ("atom_html", xml(atom(title, &stories, atom_html)), &by_page),
        (
            "atom_xhtml",
            xml(atom(title, &stories, atom_xhtml)),
            &by_page,
        ),
    ];
    let told = |(dialect, reply, key): Written| Document {
        dialect,
        reply,
        articles: stories
            .iter()
            .map(|story| (key(story), story.about.clone()))
            .collect(),
    };
    all.into_iter().map(told).collect()
}

/// [JSON Feed 1.1](https://www.jsonfeed.org/version/1.1/), with the payload in every field of an
/// item but its id.
fn json_feed(title: &str, stories: &[Story]) -> Value {
    let items: Vec<Value> = stories
        .iter()
        .map(
            |Story {
                 number, payload, ..
             }| {
                let mut item = json!({
                    "id": number, "url": payload, "external_url": payload, "title": payload,
                    "summary": payload, "content_html": payload, "content_text": payload,
                    "image": payload, "banner_image": payload, "language": payload,
                    "authors": [{ "name": payload, "url": payload, "avatar": payload }],
                    "tags": [payload], "date_published": payload, "date_modified": payload,
                    "attachments": [{ "url": payload, "mime_type": "image/png", "title": payload }],
                    "_newsstand": { "section": payload, "story": payload, "related": [payload] },
                });
                // The fields that the first ones hide have their turn too.
                match number % 3 {
                    1 => item["url"] = Value::Null,
                    2 => item["image"] = Value::Null,
                    _ => {
                        item["image"] = Value::Null;
                        item["banner_image"] = Value::Null;
                    }
                }
                item
            },
        )
        .collect();
    json!({ "version": "https://jsonfeed.org/version/1.1", "title": title, "language": "en", "items": items })
}

/// [WordPress REST](https://developer.wordpress.org/rest-api/reference/posts/), with `_embed`.
fn wordpress(stories: &[Story]) -> Value {
    let posts = stories.iter().map(|Story { number, payload, .. }| {
        json!({
            "id": number, "date_gmt": payload, "modified_gmt": payload, "date": "2026-11-22T12:00:00",
            "slug": payload, "status": "publish", "type": "post", "link": payload,
            "guid": { "rendered": payload },
            "title": { "rendered": payload },
            "content": { "rendered": payload, "protected": false },
            "excerpt": { "rendered": payload, "protected": false },
            "_links": { "self": [{ "href": payload }] },
            "_embedded": {
                "author": [{ "id": 1, "name": payload, "link": payload, "url": payload }],
                "wp:featuredmedia": [{
                    "id": 2, "source_url": payload, "alt_text": payload, "caption": { "rendered": payload },
                    "media_type": "image", "mime_type": "image/png",
                    "media_details": { "width": 600, "height": 400, "sizes": {
                        "medium": { "source_url": payload, "width": 300, "height": 200 },
                        "large": { "source_url": payload, "width": payload, "height": payload },
                    } },
                }],
                "wp:term": [
                    [{ "taxonomy": "category", "name": payload, "link": payload }],
                    [{ "taxonomy": "post_tag", "name": payload, "link": payload }],
                ],
            },
        })
    });
    posts.collect()
}

/// [schema.org](https://schema.org/NewsArticle), as an `ItemList`.
fn json_ld(title: &str, stories: &[Story]) -> Value {
    let articles = stories.iter().map(|Story { number, page, payload, .. }| {
        json!({
            "@type": "ListItem", "position": number,
            "item": {
                "@type": "NewsArticle", "@id": page, "url": page, "mainEntityOfPage": payload,
                "headline": payload, "alternativeHeadline": payload, "description": payload,
                "articleBody": payload, "articleSection": payload, "keywords": payload,
                "inLanguage": payload, "datePublished": payload, "dateModified": payload,
                "image": [payload, { "@type": "ImageObject", "url": payload, "caption": payload, "width": payload }],
                "thumbnailUrl": payload,
                "author": [{ "@type": "Person", "name": payload, "url": payload }, payload],
                "publisher": { "@type": "Organization", "name": payload, "url": payload,
                    "logo": { "@type": "ImageObject", "url": payload } },
                "isPartOf": { "@type": "CreativeWork", "name": payload, "url": payload },
            },
        })
    });
    json!({
        "@context": "https://schema.org", "@type": "ItemList", "name": title,
        "itemListElement": articles.collect::<Vec<_>>(),
    })
}

/// The same in the page that it describes, after a block that is no JSON.
fn json_ld_in_html(title: &str, stories: &[Story]) -> String {
    let data = json_ld(title, stories).to_string().replace('<', "\\u003c");
    format!(
        "<!doctype html><html lang=\"en\"><head><title>{title}</title>\
         <script>hurt()</script><script type=\"application/ld+json\">{{ \"@type\": </script>\
         <script type=\"application/ld+json\">{data}</script></head>\
         <body onload=\"hurt()\"><img src=\"/caught/page.png\" onerror=\"hurt()\"></body></html>"
    )
}

/// [NewsAPI](https://newsapi.org/docs/endpoints/top-headlines).
fn news_api(stories: &[Story]) -> Value {
    let articles = stories.iter().map(|Story { page, payload, .. }| {
        json!({
            "source": { "id": payload, "name": payload }, "author": payload, "title": payload,
            "description": payload, "url": page, "urlToImage": payload, "publishedAt": payload,
            "content": format!("{payload} [+1234 chars]"),
        })
    });
    json!({ "status": "ok", "totalResults": stories.len(), "articles": articles.collect::<Vec<_>>() })
}

/// [Ghost's Content API](https://ghost.org/docs/content-api/#posts).
fn ghost(stories: &[Story]) -> Value {
    let posts = stories.iter().map(
        |Story {
             number, payload, ..
         }| {
            json!({
                "id": number.to_string(), "uuid": payload, "slug": payload, "title": payload,
                "html": payload, "excerpt": payload, "custom_excerpt": payload, "url": payload,
                "canonical_url": payload, "feature_image": payload, "feature_image_alt": payload,
                "feature_image_caption": payload, "published_at": payload, "updated_at": payload,
                "authors": [{ "name": payload, "url": payload, "profile_image": payload }],
                "primary_author": { "name": payload, "url": payload },
                "tags": [{ "name": payload, "url": payload }], "primary_tag": { "name": payload },
                "codeinjection_head": payload, "codeinjection_foot": payload,
            })
        },
    );
    json!({
        "posts": posts.collect::<Vec<_>>(),
        "meta": { "pagination": { "page": 1, "limit": 15, "pages": 1, "next": null } },
    })
}

/// [RSS 2.0](https://www.rssboard.org/rss-specification) with `content:encoded`, Dublin Core and
/// Media RSS.
fn rss_2(title: &str, stories: &[Story]) -> String {
    let items = stories.iter().map(|story| {
        let (page, text, quoted) = (&story.page, story.escaped(), story.quoted());
        format!(
            "<item><guid isPermaLink=\"true\">{page}</guid><link>{page}</link><comments>{text}</comments>\
             <title>{text}</title><description>{quoted}</description>\
             <content:encoded>{quoted}</content:encoded><dc:creator>{quoted}</dc:creator>\
             <author>{text}</author><category domain=\"{text}\">{text}</category><pubDate>{text}</pubDate>\
             <enclosure url=\"{text}\" type=\"image/png\" length=\"1\"/><source url=\"{text}\">{text}</source>\
             <media:group><media:content url=\"{text}\" medium=\"image\" width=\"{text}\"/>\
             <media:thumbnail url=\"{text}\"/><media:title>{text}</media:title>\
             <media:credit>{text}</media:credit></media:group></item>"
        )
    });
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><rss version=\"2.0\" \
         xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:media=\"http://search.yahoo.com/mrss/\">\
         <channel><title>{title}</title><link>/</link><language>en</language>{}</channel></rss>",
        items.collect::<String>()
    )
}

/// [RSS 1.0](https://web.resource.org/rss/1.0/spec).
fn rss_1(title: &str, stories: &[Story]) -> String {
    let items = stories.iter().map(|story| {
        let (page, text, quoted) = (&story.page, story.escaped(), story.quoted());
        format!(
            "<item rdf:about=\"{page}\"><title>{text}</title><link>{page}</link>\
             <description>{text}</description><dc:creator>{text}</dc:creator><dc:date>{text}</dc:date>\
             <dc:subject>{text}</dc:subject><dc:language>{text}</dc:language>\
             <content:encoded>{quoted}</content:encoded></item>"
        )
    });
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><rdf:RDF \
         xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\" \
         xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel rdf:about=\"/\"><title>{title}</title>\
         <link>/</link></channel>{}</rdf:RDF>",
        items.collect::<String>()
    )
}

/// [Atom 1.0](https://www.rfc-editor.org/rfc/rfc4287); `content` writes an entry's content.
fn atom(title: &str, stories: &[Story], content: fn(&Story) -> String) -> String {
    let entries = stories.iter().map(|story| {
        let (page, text) = (&story.page, story.escaped());
        format!(
            "<entry xml:lang=\"{text}\"><id>{page}</id><link rel=\"alternate\" href=\"{page}\"/>\
             <link rel=\"enclosure\" type=\"image/png\" href=\"{text}\"/><link rel=\"{text}\" href=\"{text}\"/>\
             <title type=\"html\">{text}</title><summary type=\"html\">{text}</summary>\
             <author><name>{text}</name><uri>{text}</uri><email>{text}</email></author>\
             <category term=\"{text}\" label=\"{text}\"/><published>{text}</published>\
             <updated>{text}</updated><rights>{text}</rights>{}</entry>",
            content(story)
        )
    });
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><feed xmlns=\"http://www.w3.org/2005/Atom\" \
         xml:lang=\"en\"><id>/</id><title>{title}</title><updated>2026-11-22T12:00:00Z</updated>{}</feed>",
        entries.collect::<String>()
    )
}

fn atom_html(story: &Story) -> String {
    format!("<content type=\"html\">{}</content>", story.escaped())
}

/// What is written as XHTML is an element already: scripts are scripts, whatever a parser of HTML
/// would have made of them.
fn atom_xhtml(story: &Story) -> String {
    let text = story.escaped();
    format!(
        "<content type=\"xhtml\" xml:base=\"{text}\"><div xmlns=\"http://www.w3.org/1999/xhtml\" \
         onclick=\"hurt()\"><p onmouseover=\"hurt()\" style=\"background:url({text})\">{text}</p>\
         <script>hurt()</script><script src=\"/caught/xhtml.js\"/><a href=\"{text}\" ping=\"/caught/ping\">a</a>\
         <img src=\"{text}\" srcset=\"{text}\" alt=\"{text}\" onerror=\"hurt()\"/><iframe srcdoc=\"{text}\" src=\"{text}\"/>\
         <svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"hurt()\"><script>hurt()</script><text>{text}</text></svg>\
         <math xmlns=\"http://www.w3.org/1998/Math/MathML\" href=\"{text}\"><mi>{text}</mi></math>\
         <x:script xmlns:x=\"http://www.w3.org/1999/xhtml\">hurt()</x:script></div></content>"
    )
}

fn escape(text: &str) -> String {
    writable(text)
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// Without what no XML 1.0 document can hold, not even escaped.
fn writable(text: &str) -> String {
    let is_writable = |c: &char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    text.chars().filter(is_writable).collect()
}
