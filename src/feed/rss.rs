//! RSS: [0.91](https://www.rssboard.org/rss-0-9-1), 0.92 and
//! [2.0](https://www.rssboard.org/rss-specification), and
//! [1.0](https://web.resource.org/rss/1.0/spec) with 0.90, which are RDF.
//!
//! Its texts are HTML that has been escaped, and often plain text that was meant so. References in
//! them resolve against `xml:base`, else against the page of the article, for which they were
//! written.

use super::{
    value::is_marked,
    xml::Element,
    xml_feed::{Vocabulary, plain},
};
use crate::model::Body;

/// In what RSS differs from Atom.
pub const VOCABULARY: Vocabulary = Vocabulary {
    text,
    bodies: "content:encoded xhtml:body xhtml:div description dc:description media:description itunes:summary",
    summaries: "description dc:description itunes:subtitle itunes:summary media:description",
    is_written_for_page: true,
};

fn text(element: &Element) -> Body {
    if element.elements().next().is_some() {
        return Body::Html(element.inner_html());
    }
    let text = element.text();
    match is_marked(&text) {
        true => Body::Html(text),
        false => plain(&text),
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        feed::{self, Document, native},
        model::{Article, Body, Feed, Href, Timestamp},
    };

    fn feed(bytes: &[u8]) -> Feed {
        let text = native::decode(bytes, None);
        let source = native::source("https://example.org/news/feed.xml").unwrap();
        match feed::read(&native::NativeText(&text), source) {
            Ok(Document::Feed(feed)) => feed,
            other => panic!("{other:?}"),
        }
    }

    fn url(href: &Option<Href>) -> &str {
        href.as_ref().map_or("", Href::as_str)
    }

    fn picture(article: &Article) -> &str {
        let image = article.image.as_ref();
        image.map_or("", |image| image.source.as_str())
    }

    fn names(article: &Article) -> Vec<&str> {
        article
            .authors
            .iter()
            .map(|one| one.name.as_str())
            .collect()
    }

    fn html(html: &str) -> Body {
        Body::Html(html.to_owned())
    }

    fn plain(text: &str) -> Body {
        Body::Text(text.to_owned())
    }

    macro_rules! fixture {
        ($name:literal) => {
            feed(include_bytes!(concat!(
                "../../tests/fixtures/dialects/",
                $name
            )))
        };
    }

    #[test]
    fn the_first_versions_have_little_and_all_of_it_is_read() {
        let feed = fixture!("rss-0.91.xml");
        assert_eq!(feed.title, "The Harbour Post");
        assert_eq!(url(&feed.home_page_url), "https://harbour.example/");
        assert_eq!(url(&feed.icon), "https://example.org/logo.png");
        assert_eq!(feed.language.as_deref(), Some("en-GB"));
        let [ferry, fares, lamp] = &feed.articles[..] else {
            panic!("{feed:?}");
        };
        assert_eq!(ferry.id, "https://example.org/news/ferry");
        assert_eq!(url(&ferry.url), ferry.id);
        assert_eq!(
            ferry.body,
            plain("The morning ferry leaves ten minutes earlier.")
        );
        assert_eq!(fares.id, "Ferry fares stay Tue, 3 Jun 97 4:05 GMT");
        assert_eq!(fares.published, Timestamp::parse("1997-06-03T04:05Z"));
        assert_eq!(fares.language.as_deref(), Some("en-GB"));
        assert_eq!(lamp.headline(), "An old lamp was found in the harbour.");
        assert_eq!(lamp.id, lamp.headline());
        assert_eq!(
            lamp.body,
            html("An old <i>lamp</i> was found in the harbour.")
        );
    }

    #[test]
    fn version_1_keeps_its_items_beside_the_channel() {
        let feed = fixture!("rss-1.0.xml");
        assert_eq!(feed.title, "Orchard Letters");
        assert_eq!(url(&feed.icon), "https://orchard.example/pear.png");
        assert_eq!(feed.language.as_deref(), Some("es"));
        assert_eq!(feed.articles.len(), 2);
        let pears = &feed.articles[0];
        assert_eq!(pears.id, "https://orchard.example/1");
        assert_eq!(pears.summary.as_deref(), Some("Una cosecha temprana."));
        assert_eq!(
            pears.body,
            html("<p>Las peras <b>maduran</b> este año en julio.</p>")
        );
        assert_eq!(names(pears), ["Inés Prado", "Tomás Gil"]);
        assert_eq!(pears.published, Timestamp::parse("2026-07-01T06:00Z"));
        assert_eq!(pears.modified, Timestamp::parse("2026-07-02"));
        assert_eq!(pears.tags, ["Campo", "Fruta"]);
        assert_eq!(pears.section.as_deref(), Some("Campo"));
        assert_eq!(feed.articles[1].section.as_deref(), Some("Tiempo"));
    }

    #[test]
    fn everything_of_version_2_is_read() {
        let feed = fixture!("rss-2.0.xml");
        assert_eq!(feed.title, "River & Bridge");
        assert_eq!(url(&feed.home_page_url), "https://river.example/");
        assert_eq!(url(&feed.next_url), "https://river.example/feed?page=2");
        let [bridge, boats, water] = &feed.articles[..] else {
            panic!("{feed:?}");
        };
        assert_eq!(bridge.id, "river-17");
        assert_eq!(bridge.title, "A new bridge – at last");
        assert_eq!(url(&bridge.url), "https://river.example/bridge");
        assert_eq!(bridge.base, bridge.url);
        assert_eq!(names(bridge), ["Lea Roy"]);
        assert_eq!(bridge.tags, ["Works", "Town"]);
        assert_eq!(bridge.section, None);
        assert_eq!(bridge.summary.as_deref(), Some("It opens on Friday."));
        assert_eq!(
            bridge.body,
            html("<p>It opens on Friday & closes never. <img src=\"img/bridge.jpg\"></p>")
        );
        assert_eq!(bridge.published, Timestamp::parse("2026-11-02T08:30Z"));
        assert_eq!(bridge.modified, Timestamp::parse("2026-11-02T12:00Z"));
        assert_eq!(bridge.language.as_deref(), Some("fr"));

        assert_eq!(url(&boats.url), "https://river.example/boats");
        assert_eq!(names(boats), ["Jo Blanc"]);
        assert_eq!(
            boats.body,
            html(
                "<p>Two boats passed.</p>\
                 <audio src=\"https://river.example/boats.mp3\" title=\"Two boats\"></audio>"
            )
        );

        assert_eq!(water.id, "https://river.example/en/quiet");
        assert_eq!(url(&water.url), "https://river.example/en/quiet");
        assert_eq!(url(&water.base), "https://river.example/en/");
        assert_eq!(picture(water), "https://river.example/en/quiet.jpg");
        assert_eq!(water.language.as_deref(), Some("en"));
        // An address of mail is no name; the channel has one.
        assert_eq!(names(water), ["La rédaction"]);
        assert_eq!(water.published, None);
        assert_eq!(water.summary.as_deref(), Some("Nothing moved on the pond."));
    }

    #[test]
    fn pictures_and_players_stand_beside_the_text() {
        let feed = fixture!("rss-media.xml");
        assert_eq!(url(&feed.icon), "https://lantern.example/show.jpg");
        let [sizes, queries, film, player, hostile] = &feed.articles[..] else {
            panic!("{feed:?}");
        };
        assert_eq!(sizes.title, "Lanterns over the lake");
        assert_eq!(sizes.body, plain("A hundred lights in one evening."));
        let image = sizes.image.as_ref().unwrap();
        assert_eq!(image.source.as_str(), "https://lantern.example/large.jpg");
        assert_eq!(image.size, Some((1280, 720)));
        let widths: Vec<&str> = image.candidates.iter().map(|one| one.1.as_str()).collect();
        assert_eq!(widths, ["320w", "1280w", "4000w"]);
        // Only what has the same place is the same picture.
        assert_eq!(picture(queries), "https://lantern.example/a.jpg?w=460");
        assert_eq!(queries.image.as_ref().unwrap().candidates.len(), 2);
        assert_eq!(picture(film), "https://lantern.example/still.jpg");
        assert_eq!(
            film.body,
            html(
                "<video src=\"https://lantern.example/film.mp4?q=1&amp;r=2\" \
                 title=\"A &quot;film&quot;\"></video>"
            )
        );
        assert_eq!(
            player.body,
            html("<iframe src=\"https://player.example/7\" title=\"A player\"></iframe>")
        );
        assert_eq!(picture(player), "https://lantern.example/episode.jpg");
        assert_eq!(hostile.url, None);
        assert_eq!(hostile.image, None);
        assert_eq!(
            hostile.body,
            html(
                "<audio src=\"https://lantern.example/x%22%20onerror=%22y\" \
                 title=\"Hostile\"></audio>"
            )
        );
    }

    #[test]
    fn what_publishers_break_is_mended() {
        let feed = fixture!("rss-broken.xml");
        assert_eq!(feed.title, "Fish & chips");
        assert_eq!(url(&feed.home_page_url), "https://broken.example/?a=1&b=2");
        let [coffee, research] = &feed.articles[..] else {
            panic!("{feed:?}");
        };
        assert_eq!(coffee.title, "Café 5 < 6 & ’so’ \u{fffd}");
        assert_eq!(url(&coffee.url), "https://broken.example/1?x=1&copy=2&y=3");
        assert_eq!(names(coffee), ["Zoë <3"]);
        assert_eq!(coffee.body, plain("Open all day ]]> and night"));
        assert_eq!(research.title, "AT&T & you");
        assert_eq!(research.id, "b&2");
        assert_eq!(research.summary.as_deref(), Some("R&D é"));
    }

    #[test]
    fn an_encoding_that_the_document_declares_is_used() {
        let titles = |feed: Feed| (feed.title, feed.articles[0].title.clone());
        let pair = |feed: &str, item: &str| (feed.to_owned(), item.to_owned());
        assert_eq!(
            titles(fixture!("rss-latin1.xml")),
            pair("Días", "Über den Fluß à pied")
        );
        assert_eq!(
            titles(fixture!("rss-windows1252.xml")),
            pair("Preise…", "“Five € more” – said Žižek")
        );
        assert_eq!(
            titles(fixture!("rss-utf16.xml")),
            pair("समाचार", "नदी और 山 😀")
        );
    }

    #[test]
    fn one_item_that_cannot_be_told_from_nothing_is_dropped() {
        let feed = feed(b"<rss><channel><item/><item><title>A</title></item></channel></rss>");
        assert_eq!(feed.articles.len(), 1);
    }
}
