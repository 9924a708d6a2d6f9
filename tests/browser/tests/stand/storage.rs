//! What a stand keeps on the device, what it does with it, and what becomes of it without.

use newsstand_browser_tests::fixture::headline;
use newsstand_browser_tests::page::StandEvent;
use newsstand_browser_tests::{Clock, Engine, Reply, Result, Site, World, role, scenarios};
use serde_json::json;

use crate::common::{any_open, mark, read};

scenarios!(
    what_is_read_is_kept,
    storage_none_writes_nothing,
    a_refused_storage_is_no_error,
    a_second_visit_shows_what_was_kept_while_the_feed_is_on_its_way,
    what_was_kept_can_be_read_without_a_network,
    an_article_that_was_not_kept_yet_is_waited_for,
);

const FEED: &str = "/feeds/en-ES.json";
/// Answers of the page's own memory are used for so long.
const MEMORY_MS: u64 = 300_000;

/// The addresses of all that is kept on the device, in whatever cache.
const KEPT: &str = "const kept = [];
    for (const name of await caches.keys()) {
      for (const request of await (await caches.open(name)).keys()) kept.push(request.url);
    }
    return [kept, { ...localStorage }, { ...sessionStorage }, document.cookie]";

async fn what_is_read_is_kept(world: &World) -> Result {
    world.open_front().await?;
    for path in ["/stand.json", FEED] {
        kept(world, &world.site.url(path)).await?;
    }
    Ok(())
}

/// Waits until a document has been kept.
async fn kept(world: &World, url: &str) -> Result {
    let script = "return Boolean(await caches.match(arguments[0]))";
    newsstand_browser_tests::until(format!("{url} to be kept"), async || {
        let is_kept: bool = world.page.eval_async_with(script, vec![json!(url)]).await?;
        Ok(is_kept.then_some(()))
    })
    .await
}

async fn storage_none_writes_nothing(world: &World) -> Result {
    let tag = r#"<news-stand src="/stand.json" language="en" country="ES" loading="eager" storage="none"></news-stand>"#;
    world.open(tag).await?;
    world.page.see(&headline("harbour")).await?;
    read(&world.page, "harbour").await?;
    world.page.set("news-stand", "language", Some("fr")).await?;
    world.page.event("newsstand-edition", 1).await?;
    mark(world).await?;
    let nothing = json!([[], {}, {}, ""]);
    let kept: serde_json::Value = world.page.eval_async(KEPT).await?;
    assert_eq!(kept, nothing);
    Ok(())
}

async fn a_refused_storage_is_no_error(world: &World) -> Result {
    let refuse = "for (const name of ['caches', 'localStorage', 'sessionStorage', 'indexedDB']) {
        Object.defineProperty(window, name, { get() { throw new DOMException('refused', 'SecurityError') } });
    }";
    let full = "const full = () => { throw new DOMException('full', 'QuotaExceededError') };
        Cache.prototype.put = async () => full();
        Storage.prototype.setItem = full;";
    for script in [refuse, full] {
        world.site.serve("/refuse.js", Reply::script(script));
        world
            .host(newsstand_browser_tests::world::TAG)?
            .head(r#"<script src="/refuse.js"></script>"#)
            .open()
            .await?;
        let page = &world.page;
        page.see(&headline("harbour")).await?;
        crate::common::choose(page, &crate::common::language_picker(), "Français").await?;
        page.event("newsstand-edition", 1).await?;
        page.state("news-stand", "ready").await?;
        page.miss(&role("alert")).await?;
    }
    Ok(())
}

/// A first visit to a page whose feed is on another site, and that has been kept.
async fn first_visit(world: &World) -> Result<Site> {
    world.expect_failed_requests().await;
    let news = world.another_site().await?;
    news.allow_everyone();
    world.site.serve("/network.js", Reply::script(""));
    let tag = format!(
        r#"<news-stand src="{}" loading="eager"></news-stand>"#,
        news.url(FEED)
    );
    let host = world.host(&tag)?.clocked();
    host.head(r#"<script src="/network.js"></script>"#)
        .open()
        .await?;
    world.page.see(&headline("harbour")).await?;
    kept(world, &news.url(FEED)).await?;
    Ok(news)
}

/// The next visit. WebKitGTK forgets Cache Storage when a page is loaded: there it is another stand,
/// after the page's own memory has gone.
async fn second_visit(world: &World) -> Result {
    let page = &world.page;
    if page.engine() != Engine::WebKit {
        return page.reload().await;
    }
    page.eval::<()>("globalThis.__stand = document.querySelector('news-stand'); __stand.remove()")
        .await?;
    // Removing takes a turn.
    mark(world).await?;
    Clock::of(page).advance(MEMORY_MS + 1_000).await?;
    page.eval(
        "const stand = document.createElement('news-stand');
         for (const { name, value } of __stand.attributes) stand.setAttribute(name, value);
         document.body.append(stand)",
    )
    .await
}

async fn a_second_visit_shows_what_was_kept_while_the_feed_is_on_its_way(world: &World) -> Result {
    let news = first_visit(world).await?;
    let page = &world.page;
    let gate = news.gate(FEED);
    second_visit(world).await?;
    page.see(&headline("harbour")).await?;
    page.state("news-stand", "stale").await?;
    read(page, "harbour").await?;
    page.miss(&role("alert")).await?;
    gate.open();
    page.state("news-stand", "ready").await?;
    page.see(&newsstand_browser_tests::role("heading").level(1))
        .await?;
    page.miss(&role("alert")).await
}

async fn what_was_kept_can_be_read_without_a_network(world: &World) -> Result {
    let news = first_visit(world).await?;
    let page = &world.page;
    let clock = Clock::of(page);
    news.close().await;
    let off = Reply::script("__clock.connect(false)");
    world.site.serve("/network.js", off);
    if page.engine() == Engine::WebKit {
        clock.connect(false).await?;
    }
    second_visit(world).await?;
    page.see(&headline("harbour")).await?;
    page.state("news-stand", "stale").await?;
    read(page, "harbour").await?;
    news.reopen().await?;
    clock.connect(true).await?;
    page.state("news-stand", "ready").await?;
    page.miss(&role("alert")).await
}

async fn an_article_that_was_not_kept_yet_is_waited_for(world: &World) -> Result {
    let news = first_visit(world).await?;
    let page = &world.page;
    let item =
        |id: &str| json!({ "id": id, "title": format!("Story {id}"), "content_text": "Words." });
    let today = json!({ "title": "Today", "items": [item("fresh"), item("old")] });
    news.serve(FEED, Reply::json(&today));
    let gate = news.gate(FEED);
    second_visit(world).await?;
    page.see(&headline("harbour")).await?;
    page.state("news-stand", "stale").await?;
    page.eval::<()>("document.querySelector('news-stand').open('fresh')")
        .await?;
    mark(world).await?;
    page.see(&headline("harbour")).await?;
    gate.open();
    page.see(&any_open().named("Story fresh")).await?;
    let events = page.events().await?;
    let is_error = |event: &StandEvent| event.name == "newsstand-error";
    assert!(!events.iter().any(is_error), "{events:?}");
    Ok(())
}
