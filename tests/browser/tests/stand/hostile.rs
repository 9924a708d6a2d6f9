//! Host pages whose style sheets would break what they reach, and documents that would harm the
//! pages that show them.

use std::collections::{BTreeMap, HashSet};

use anyhow::{bail, ensure};
use newsstand_browser_tests::fixture::{BRAND, HARBOUR, headline};
use newsstand_browser_tests::{Query, Reply, Result, World, role, scenarios};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::common::{back_button, carousel, choose, language_picker, mark, read};
use crate::corpus::{self, Vector};
use crate::dialects::documents;
use crate::policy::POLICY;

scenarios!(
    a_reset_of_everything_does_not_reach_in,
    inherited_properties_do_not_seep_in,
    a_small_root_font_does_not_shrink_the_stand,
    a_dark_host_page_keeps_the_stand_readable,
    nothing_leaks_out,
    the_pages_globals_stay_as_they_are,
    no_payload_of_our_own_does_anything,
    no_payload_in_any_dialect_does_anything,
    no_payload_of_the_shared_corpus_does_anything,
    no_address_of_a_feed_does_anything,
    no_address_of_an_articles_document_does_anything,
    no_payload_violates_a_strict_policy,
);

async fn open_with(world: &World, styles: &str) -> Result {
    world
        .site
        .serve("/host.css", Reply::style(styles.to_owned()));
    world
        .host(newsstand_browser_tests::world::TAG)?
        .head(r#"<link rel="stylesheet" href="/host.css">"#)
        .open()
        .await?;
    world.page.see(&headline("harbour")).await?;
    Ok(())
}

async fn a_reset_of_everything_does_not_reach_in(world: &World) -> Result {
    open_with(
        world,
        "* { all: unset !important } div { display: none !important }",
    )
    .await?;
    let page = &world.page;
    for story in ["harbour", "ferry", "observatory"] {
        let place = page.place(&headline(story)).await?;
        ensure!(
            place.width > 60.0 && place.height > 14.0,
            "the headline of {story} is squeezed to {place:?}"
        );
    }
    let feed = page.place(&role("feed")).await?;
    ensure!(feed.width > 700.0, "the feed is only {feed:?}");
    // The lead is the largest, and headlines stand in more than one column.
    let lead = page.place(&headline("harbour")).await?;
    let other = page.place(&headline("observatory")).await?;
    ensure!(lead.top < other.top || lead.left != other.left);
    page.see(&role("link").naming(BRAND)).await?;
    // And everything works.
    read(page, "harbour").await?;
    let article = page.place(&role("article").named(HARBOUR)).await?;
    ensure!(
        article.width > 280.0 && article.height > 400.0,
        "the article is squeezed to {article:?}"
    );
    page.see(&role("button").named("Next").inside(&carousel()))
        .await?;
    page.click(&back_button()).await?;
    choose(page, &language_picker(), "Français").await
}

/// What an element looks like, as far as it could be inherited from the page.
async fn look(world: &World, query: &Query) -> Result<Value> {
    let script = "const style = getComputedStyle(element);
        return Object.fromEntries(['fontSize', 'fontStyle', 'fontWeight', 'fontVariantCaps', 'letterSpacing',
            'lineHeight', 'textAlign', 'textIndent', 'textTransform', 'whiteSpace', 'wordSpacing', 'color',
            'visibility', 'listStyleType', 'hyphens', 'textShadow', 'direction', 'writingMode', 'quotes',
            'borderCollapse', 'userSelect', 'pointerEvents'].map((name) => [name, style[name]]))";
    world.page.with(query, script).await
}

/// What differs between the looks of two pages.
fn differences(plain: &[Value], other: &[Value]) -> Vec<String> {
    let pairs = plain
        .iter()
        .zip(other)
        .filter_map(|(plain, other)| Some((plain.as_object()?, other.as_object()?)));
    pairs
        .flat_map(|(plain, other)| {
            plain
                .iter()
                .map(move |(name, value)| (name, value, &other[name]))
        })
        .filter(|(_, value, other)| value != other)
        .map(|(name, value, other)| format!("{name}: {value} became {other}"))
        .collect()
}

/// The looks of a headline, the brand, a paragraph and a list item.
async fn looks(world: &World, styles: &str) -> Result<Vec<Value>> {
    open_with(world, styles).await?;
    let front = look(world, &headline("ferry")).await?;
    let brand = look(world, &role("link").naming(BRAND)).await?;
    read(&world.page, "harbour").await?;
    let words = role("paragraph")
        .saying("The harbour is")
        .inside(&role("article"));
    let paragraph = look(world, &words).await?;
    let item = look(world, &role("listitem").saying("Two cranes")).await?;
    Ok(vec![front, brand, paragraph, item])
}

async fn inherited_properties_do_not_seep_in(world: &World) -> Result {
    let hostile = "body, news-stand {
        font: italic 900 44px/3 cursive; font-variant-caps: small-caps; letter-spacing: 0.5em;
        word-spacing: 2em; text-align: right; text-indent: 4em; text-transform: uppercase;
        white-space: nowrap; color: #f0f; list-style: square; text-shadow: 2px 2px red;
        border-collapse: collapse; direction: rtl; cursor: wait; user-select: none; }";
    let plain = looks(world, "").await?;
    let other = looks(world, hostile).await?;
    assert_eq!(differences(&plain, &other), Vec::<String>::new());
    Ok(())
}

async fn a_small_root_font_does_not_shrink_the_stand(world: &World) -> Result {
    // Pages that reckon in tenths of `rem` do this; sizes that follow the root would be unreadable.
    let plain = looks(world, "").await?;
    let other = looks(world, "html { font-size: 62.5% }").await?;
    assert_eq!(differences(&plain, &other), Vec::<String>::new());
    Ok(())
}

async fn a_dark_host_page_keeps_the_stand_readable(world: &World) -> Result {
    // The stand paints its own paper: its dark ink would not be seen on the page's black.
    open_with(world, "html { background: #000; color: #fff }").await?;
    let script = "let at = element;
        for (; at; at = at.parentElement ?? at.getRootNode().host) {
          const { backgroundColor } = getComputedStyle(at);
          if (!/rgba\\(.*, 0\\)|transparent/.test(backgroundColor)) return [at.localName, backgroundColor, getComputedStyle(element).color];
        }";
    let (painter, paper, ink): (String, String, String) =
        world.page.with(&headline("ferry"), script).await?;
    ensure!(painter != "html", "{ink} ink on the page's own {paper}");
    Ok(())
}

async fn nothing_leaks_out(world: &World) -> Result {
    let measure = "const style = getComputedStyle(document.getElementById('own'));
        return [...style].map((name) => `${name}: ${style.getPropertyValue(name)}`).filter((line) => !/^(perspective|transform)-origin|size|width|height/.test(line))";
    let own = r#"<p id="own">The page's own words</p>"#;
    world.host(own)?.script("").open().await?;
    let before: Value = world.page.eval(measure).await?;
    world
        .open(&format!("{own}{}", newsstand_browser_tests::world::TAG))
        .await?;
    world.page.see(&headline("harbour")).await?;
    let after: Value = world.page.eval(measure).await?;
    assert_eq!(before, after);
    Ok(())
}

async fn the_pages_globals_stay_as_they_are(world: &World) -> Result {
    let globals = "return Object.getOwnPropertyNames(window).filter((name) => !/^(fallback|\\d+)$/.test(name)).sort()";
    world
        .host(newsstand_browser_tests::world::TAG)?
        .script("")
        .open()
        .await?;
    // WebDriver leaves names of its own behind, once it has been asked for anything.
    world.page.see(&role("link").of("body")).await?;
    let before: Vec<String> = world.page.eval(globals).await?;
    world.open_front().await?;
    read(&world.page, "harbour").await?;
    let mut after: Vec<String> = world.page.eval(globals).await?;
    after.retain(|name| !before.contains(name));
    assert_eq!(after, Vec::<String>::new());
    Ok(())
}

/// How many articles a hostile feed has: more make each feed slower to draw, fewer make more feeds.
const BATCH: usize = 40;

/// Of so many articles one is opened where the others are read, but not looked at.
const OPENED: usize = 13;

/// Each dialect but the first meets one payload in so many.
const TURNS: usize = 3;

/// What a host page with hostile documents starts with.
const SENTINEL: &str = include_str!("sentinel.js");

/// Opens every article and looks at all that is drawn.
const AUDIT: &str = include_str!("audit.js");

/// A feed that the stand is to show.
struct Feed {
    /// What the publication is called, which tells that it is shown.
    title: String,
    reply: Reply,
    /// Whether the title stands in a manifest of its own: not every dialect has a place for it.
    has_manifest: bool,
    /// The articles to open: their keys, and what is special about them.
    articles: Vec<(String, String)>,
    /// Whether the bodies are there without being fetched.
    waits: bool,
    /// Whether all bodies are read for a search before any is opened: all articles say `quiet`.
    is_searched: bool,
    /// Whether the dialect knows articles that say nothing, which are none.
    may_lack: bool,
}

/// Shows the feeds one after the other, opens all their articles, and fails over the first sign
/// that anything in them does more than to be read.
///
/// - `fetched`: references that the documents may well make the stand fetch.
async fn nothing_happens(
    world: &World,
    policy: Option<&str>,
    feeds: Vec<Feed>,
    fetched: &[String],
) -> Result {
    let picture = r#"<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40"/>"#;
    world.site.serve_the_rest(Reply::svg(picture));
    world.site.serve("/sentinel.js", Reply::script(SENTINEL));
    let start = json!({ "title": "Start", "items": [{ "id": "start", "title": "A quiet day" }] });
    world.site.serve("/hostile/start", Reply::json(&start));
    let body = r#"<p id="own">The page's own words</p>
        <news-stand src="/hostile/start" loading="eager" storage="none"></news-stand>"#;
    let mut host = world
        .host(body)?
        .head(r#"<script src="/sentinel.js"></script>"#);
    if let Some(policy) = policy {
        host = host.policy(policy);
    }
    host.open().await?;
    let page = &world.page;
    page.see(&role("link").named("A quiet day")).await?;
    mark(world).await?;
    let snapshot = "return window.__snapshot()";
    let before: BTreeMap<String, Value> = page.eval(snapshot).await?;

    let mut shown = Vec::new();
    for (index, feed) in feeds.into_iter().enumerate() {
        let src = format!("/hostile/{index}");
        if feed.has_manifest {
            let editions = json!([{ "language": "en", "feed": format!("{src}/feed") }]);
            let stand = json!({ "newsstand": 1, "title": feed.title, "editions": editions });
            world.site.serve(&src, Reply::json(&stand));
            world.site.serve(&format!("{src}/feed"), feed.reply);
        } else {
            world.site.serve(&src, feed.reply);
        }
        shown.push(json!({
            "src": src, "title": feed.title, "articles": feed.articles, "waits": feed.waits,
            "isSearched": feed.is_searched, "mayLack": feed.may_lack,
        }));
    }
    #[derive(Deserialize)]
    struct Audit {
        findings: Vec<String>,
        pictures: Vec<String>,
    }
    let audit: Audit = page.eval_async_with(AUDIT, vec![json!(shown)]).await?;
    ensure!(audit.findings.is_empty(), "{}", audit.findings.join("\n"));

    // What was set off by then has had its time.
    mark(world).await?;
    let hurts: Vec<String> = page.eval("return window.__hurts").await?;
    ensure!(hurts.is_empty(), "{}", hurts.join("\n"));
    let after: BTreeMap<String, Value> = page.eval(snapshot).await?;
    for (what, before) in before {
        ensure!(
            after[&what] == before,
            "{what} was {before}, and is {}",
            after[&what]
        );
    }

    // The browser's own parser is asked: not all read every address alike.
    let resolve = "return arguments[0].flatMap((reference) => {
        try { return [new URL(reference, `${location.origin}/hostile/0/feed`).href] } catch { return [] }
    })";
    let fetched: Vec<String> = page.eval_with(resolve, vec![json!(fetched)]).await?;
    let without_fragment = |url: &String| url.split('#').next().unwrap_or_default().to_owned();
    let expected: HashSet<String> = audit
        .pictures
        .iter()
        .chain(&fetched)
        .map(without_fragment)
        .collect();
    let own = ["/probe.js", "/sentinel.js", "/mark", "/favicon.ico"];
    let is_expected = |url: &String| {
        let path = url.strip_prefix(&world.site.origin()).unwrap_or_default();
        path == "/"
            || own.contains(&path)
            || ["/embed/", "/hostile/"]
                .iter()
                .any(|folder| path.starts_with(folder))
            || expected.contains(&without_fragment(url))
    };
    // The site has seen what was asked of itself, the page what was asked of anybody.
    let asked = world.journal().requests().into_iter().map(|request| {
        let query = request.query.map(|query| format!("?{query}"));
        [request.origin, request.path, query.unwrap_or_default()].concat()
    });
    let entries = "return performance.getEntriesByType('resource').map((entry) => entry.name)";
    let entries: Vec<String> = page.eval(entries).await?;
    let strangers: HashSet<String> = asked
        .chain(entries)
        .filter(|url| !is_expected(url))
        .collect();
    ensure!(strangers.is_empty(), "these were asked for: {strangers:#?}");
    Ok(())
}

/// Feeds of the dialects that are asked for, with these vectors.
fn feeds_of(world: &World, vectors: &[Vector], is_asked: fn(&str) -> bool) -> Vec<Feed> {
    let batches = vectors.chunks(BATCH).enumerate();
    let feeds = batches.flat_map(|(index, batch)| {
        let documents = documents(batch, &world.site.origin()).into_iter();
        let asked = documents.filter(move |document| is_asked(document.dialect));
        asked.map(move |document| Feed {
            title: format!("Batch {index} of {}:", document.dialect),
            reply: document.reply,
            has_manifest: true,
            articles: document.articles,
            waits: true,
            is_searched: false,
            may_lack: !is_json_feed(document.dialect),
        })
    });
    feeds.collect()
}

fn is_json_feed(dialect: &str) -> bool {
    dialect == "json_feed"
}

/// Feeds of quiet articles that have these members besides.
///
/// - `articles`: what is special about each, and its members.
/// - `waits`: as in [`Feed`].
fn feeds_with(articles: Vec<(String, Value)>, waits: bool) -> Vec<Feed> {
    let batches = articles.chunks(BATCH).enumerate();
    let feeds = batches.map(|(index, batch)| {
        let item = |(number, (_, members)): (usize, &(String, Value))| {
            let mut item = members.clone();
            item["id"] = json!(number);
            item["title"] = json!("A quiet day");
            item
        };
        let items: Vec<Value> = batch.iter().enumerate().map(item).collect();
        let about = batch.iter().map(|(about, _)| about.clone());
        Feed {
            title: format!("Batch {index}:"),
            reply: Reply::json(&json!({ "items": items })),
            has_manifest: true,
            articles: about
                .enumerate()
                .map(|(number, about)| (number.to_string(), about))
                .collect(),
            waits,
            is_searched: false,
            may_lack: false,
        }
    });
    feeds.collect()
}

async fn no_payload_of_our_own_does_anything(world: &World) -> Result {
    nothing_happens(
        world,
        None,
        feeds_of(world, &corpus::own(), is_json_feed),
        &[],
    )
    .await
}

async fn no_payload_in_any_dialect_does_anything(world: &World) -> Result {
    // Texts and bodies are read by the same code in every dialect: the payloads take turns, so that each
    // dialect meets some of every kind. Their headlines are drawn and looked at, and of each feed one
    // article is opened.
    let own = corpus::own();
    let mixed = (0..TURNS).flat_map(|first| own.iter().skip(first).step_by(TURNS));
    let mixed: Vec<Vector> = mixed.cloned().collect();
    let all = feeds_of(world, &mixed, |dialect| !is_json_feed(dialect));
    let dialects = all.len() / mixed.chunks(BATCH).len();
    let mut feeds = Vec::new();
    for (index, mut feed) in all.into_iter().enumerate() {
        let (batch, dialect) = (index / dialects, index % dialects);
        if (batch + dialect) % TURNS == 0 {
            let place = index * OPENED % feed.articles.len();
            feed.articles = feed.articles.split_off(place);
            feed.articles.truncate(1);
            feeds.push(feed);
        }
    }
    nothing_happens(world, None, feeds, &[]).await
}

async fn no_payload_of_the_shared_corpus_does_anything(world: &World) -> Result {
    nothing_happens(
        world,
        None,
        feeds_of(world, &corpus::shared(), is_json_feed),
        &[],
    )
    .await
}

/// The vectors that are addresses, as a field of that type has them.
fn addresses(world: &World) -> Vec<String> {
    let vectors = corpus::own().into_iter();
    let addresses = vectors.filter(Vector::is_address);
    addresses
        .map(|vector| vector.payload(&world.site.origin()))
        .collect()
}

async fn no_address_of_a_feed_does_anything(world: &World) -> Result {
    let addresses = addresses(world);
    let feed = |(index, address): (usize, &String)| {
        let title = format!("Feed {index}:");
        let icon = if index % 2 == 0 { "icon" } else { "favicon" };
        let document = json!({
            "version": "https://jsonfeed.org/version/1.1", "title": title, icon: address,
            "home_page_url": address, "feed_url": address, "next_url": address, "language": address,
            "authors": [{ "name": address, "url": address, "avatar": address }],
            "hubs": [{ "type": "WebSub", "url": address }],
            "items": [{ "id": "1", "title": "A quiet day", "content_html": "<p>Words.</p>" }],
        });
        Feed {
            title,
            reply: Reply::json(&document),
            has_manifest: false,
            articles: vec![("1".to_owned(), address.clone())],
            waits: true,
            is_searched: false,
            may_lack: false,
        }
    };
    let feeds = addresses.iter().enumerate().map(feed).collect();
    // The next page of a feed may be asked for; what comes is no feed.
    nothing_happens(world, None, feeds, &addresses).await
}

async fn no_address_of_an_articles_document_does_anything(world: &World) -> Result {
    // Most of these documents cannot be had, which browsers write to their consoles.
    world.expect_failed_requests().await;
    let addresses = addresses(world);
    let article = |address: &String| {
        let members = json!({ "_newsstand": { "article_url": address } });
        (address.clone(), members)
    };
    let feeds = feeds_with(addresses.iter().map(article).collect(), false);
    nothing_happens(world, None, feeds, &addresses).await
}

async fn no_payload_violates_a_strict_policy(world: &World) -> Result {
    // Pictures may come from anywhere here: which ones come is what the other scenarios look at.
    let policy = POLICY.replace("img-src 'self'", "img-src http: https:");
    ensure!(policy != POLICY, "the policy has changed");
    let mut vectors = corpus::own();
    vectors.extend(corpus::shared());
    let article = |vector: &Vector| {
        let members = json!({ "content_html": vector.payload(&world.site.origin()) });
        (vector.title.clone(), members)
    };
    let mut feeds = feeds_with(vectors.iter().map(article).collect(), true);
    // The policy watches over what the parser does: what it makes of them is looked at elsewhere.
    for feed in &mut feeds {
        feed.is_searched = true;
        feed.articles = feed.articles.iter().step_by(OPENED).cloned().collect();
    }
    nothing_happens(world, Some(&policy), feeds, &[]).await?;
    let problems = world.page.problems().await?;
    let violation = problems.iter().find(|problem| problem.kind == "violation");
    match violation {
        Some(violation) => bail!("{violation:?}"),
        None => Ok(()),
    }
}
