//! When the stand asks again by itself, and when it does not.
//!
//! As in [`crate::faults`], time stands still until a scenario advances it.

use anyhow::ensure;
use newsstand_browser_tests::fixture::{feed, headline, headline_in};
use newsstand_browser_tests::{Clock, Fault, Reply, Result, World, role, scenarios, until};
use serde_json::json;

use crate::common::{choose, language_picker, mark, try_again};

scenarios!(
    three_retries_and_no_more,
    a_hidden_tab_retries_nothing,
    a_device_without_network_retries_nothing,
    a_tab_shown_again_asks_after_five_minutes,
    refresh_asks_every_so_many_minutes,
    a_retry_leaves_an_open_list_alone,
    new_stories_wait_for_the_reader,
    later_pages_stay_when_new_stories_come,
);

const FEED: &str = "/feeds/en-ES.json";
const MINUTE_MS: u64 = 60_000;

/// A page whose stand is one feed, at which a fault may be played.
async fn open(world: &World, fault: Option<Fault>, attributes: &str) -> Result {
    world.expect_failed_requests().await;
    if let Some(fault) = fault {
        world.site.fail(FEED, fault).await;
    }
    let tag = format!(r#"<news-stand src="{FEED}" loading="eager" {attributes}></news-stand>"#);
    world.host(&tag)?.clocked().open().await?;
    match fault {
        Some(_) => world.page.see(&try_again()).await?,
        None => world.page.see(&headline("harbour")).await?,
    };
    Ok(())
}

/// Nothing more than this has been asked for, however long it takes.
async fn asked_only(world: &World, times: usize) -> Result {
    mark(world).await?;
    assert_eq!(world.journal().count(FEED), times);
    Ok(())
}

/// Exponential with full jitter: a random part of 1, 2 and 4 s.
async fn three_retries_and_no_more(world: &World) -> Result {
    open(world, Some(Fault::ServerError), "").await?;
    let clock = Clock::of(&world.page);
    for (retry, pause_ms, next_chance) in [(1, 750.0, 0.5), (2, 1_000.0, 0.25), (3, 1_000.0, 0.25)]
    {
        clock.timer("a retry", |ms| ms == pause_ms).await?;
        asked_only(world, retry).await?;
        clock.draw(next_chance).await?;
        clock.advance(pause_ms as u64).await?;
        world.journal().asked_times(FEED, retry + 1).await?;
    }
    mark(world).await?;
    clock.advance(4 * MINUTE_MS).await?;
    asked_only(world, 4).await?;
    world.site.heal(FEED).await?;
    world.page.click(&try_again()).await?;
    world.page.see(&headline("harbour")).await?;
    world.page.miss(&role("alert")).await
}

async fn a_hidden_tab_retries_nothing(world: &World) -> Result {
    open(world, Some(Fault::ServerError), "").await?;
    let clock = Clock::of(&world.page);
    clock.timer("a retry", |ms| ms == 750.0).await?;
    clock.show(false).await?;
    clock.advance(MINUTE_MS).await?;
    asked_only(world, 1).await?;
    world.site.heal(FEED).await?;
    // At once: the pause is over.
    clock.show(true).await?;
    world.page.see(&headline("harbour")).await?;
    world.page.miss(&role("alert")).await
}

async fn a_device_without_network_retries_nothing(world: &World) -> Result {
    open(world, Some(Fault::ServerError), "").await?;
    let clock = Clock::of(&world.page);
    clock.timer("a retry", |ms| ms == 750.0).await?;
    clock.connect(false).await?;
    clock.advance(MINUTE_MS).await?;
    asked_only(world, 1).await?;
    world.site.heal(FEED).await?;
    // At once.
    clock.connect(true).await?;
    world.page.see(&headline("harbour")).await?;
    world.page.miss(&role("alert")).await
}

async fn a_tab_shown_again_asks_after_five_minutes(world: &World) -> Result {
    open(world, None, "").await?;
    let clock = Clock::of(&world.page);
    clock.show(false).await?;
    clock.advance(4 * MINUTE_MS).await?;
    clock.show(true).await?;
    asked_only(world, 1).await?;
    clock.show(false).await?;
    clock.advance(5 * MINUTE_MS).await?;
    asked_only(world, 1).await?;
    clock.show(true).await?;
    world.journal().asked_times(FEED, 2).await?;
    world.page.state("news-stand", "ready").await?;
    asked_only(world, 2).await
}

async fn refresh_asks_every_so_many_minutes(world: &World) -> Result {
    open(world, None, r#"refresh="3""#).await?;
    let clock = Clock::of(&world.page);
    clock.advance(2 * MINUTE_MS).await?;
    asked_only(world, 1).await?;
    for times in [2, 3] {
        clock.advance(3 * MINUTE_MS).await?;
        world.journal().asked_times(FEED, times).await?;
        // Read, so that the next time is counted from here.
        world.page.state("news-stand", "ready").await?;
        asked_only(world, times).await?;
    }
    clock.show(false).await?;
    clock.advance(3 * MINUTE_MS).await?;
    asked_only(world, 3).await
}

async fn a_retry_leaves_an_open_list_alone(world: &World) -> Result {
    const SPANISH: &str = "/feeds/es-MX.json";
    world.expect_failed_requests().await;
    world.site.serve(SPANISH, Reply::failure(500));
    world
        .host(newsstand_browser_tests::world::TAG)?
        .clocked()
        .open()
        .await?;
    let (page, clock) = (&world.page, Clock::of(&world.page));
    choose(page, &language_picker(), "Español").await?;
    page.see(&try_again()).await?;
    page.click(&language_picker()).await?;
    let french = role("option").naming("Français");
    page.see(&french).await?;
    mark(world).await?;
    page.with::<()>(&french, "window.__option = element;")
        .await?;
    let pause_ms = clock.timer("a retry", |ms| ms <= 1_000.0).await?;
    clock.advance(pause_ms as u64).await?;
    world.journal().asked_times(SPANISH, 2).await?;
    clock.timer("the next retry", |ms| ms > pause_ms).await?;
    mark(world).await?;
    // A press that had begun on it ends on it.
    ensure!(
        page.eval::<bool>("return window.__option.isConnected")
            .await?
    );
    page.click(&french).await?;
    page.see(&headline_in("fr", "FR", "museum")).await?;
    Ok(())
}

async fn new_stories_wait_for_the_reader(world: &World) -> Result {
    open(world, None, r#"refresh="3""#).await?;
    let (page, clock) = (&world.page, Clock::of(&world.page));
    let before = page.place(&headline("harbour")).await?;
    let mut news = feed("en", "ES");
    if let Some(items) = news["items"].as_array_mut() {
        for story in ["kite", "well", "clock"] {
            let item = json!({ "id": story, "title": format!("About a {story}"),
                "date_published": "2026-03-21T08:00:00Z", "content_html": "<p>Words.</p>" });
            items.insert(0, item);
        }
    }
    world.site.serve(FEED, Reply::json(&news));
    clock.advance(3 * MINUTE_MS).await?;
    let button = role("button").naming("3 new stories");
    page.see(&button).await?;
    let kite = role("link").naming("About a kite").inside(&role("feed"));
    page.miss(&kite).await?;
    let after = page.place(&headline("harbour")).await?;
    ensure!(before == after, "it moved from {before:?} to {after:?}");
    page.click(&button).await?;
    page.see(&kite).await?;
    page.miss(&button).await
}

async fn later_pages_stay_when_new_stories_come(world: &World) -> Result {
    const FIRST: usize = 70;
    let page_of = |stories: Vec<usize>, next: &str| {
        let item = |number| json!({ "id": number, "title": format!("Story {number}.") });
        let items: Vec<_> = stories.into_iter().map(item).collect();
        Reply::json(&json!({ "title": "Pages", "items": items, "next_url": next }))
    };
    let (page, story) = (&world.page, |number: usize| {
        role("link")
            .named(&format!("Story {number}."))
            .inside(&role("feed"))
    });
    world
        .site
        .serve(FEED, page_of((11..=FIRST).collect(), "second"));
    let second = (FIRST + 1..=FIRST + 5).collect();
    world.site.serve("/feeds/second", page_of(second, "third"));
    let third = (FIRST + 6..=FIRST + 9).collect();
    world.site.serve("/feeds/third", page_of(third, ""));
    let tag = format!(r#"<news-stand src="{FEED}" loading="eager" refresh="3"></news-stand>"#);
    world.host(&tag)?.clocked().open().await?;
    let clock = Clock::of(page);
    let more = role("button").named("More headlines");
    // Pressed until the page is there: it may be a matter of drawing first.
    let read_on = async |last: usize| {
        until(format!("story {last}"), async || {
            if page.count(&story(last)).await? > 0 {
                return Ok(Some(()));
            }
            page.click(&more).await?;
            Ok(None)
        })
        .await
    };
    page.see(&story(11)).await?;
    read_on(FIRST + 5).await?;
    // Two new ones have pushed two from the first page to the second, and one was withdrawn.
    let newest = (9..=FIRST - 2).filter(|number| *number != 20);
    world.site.serve(FEED, page_of(newest.collect(), "second"));
    clock.advance(3 * MINUTE_MS).await?;
    let button = role("button").naming("2 new stories");
    page.see(&button).await?;
    // A page that is read while they wait is not lost with them either.
    read_on(FIRST + 9).await?;
    page.click(&button).await?;
    page.see(&story(9)).await?;
    page.miss(&story(20)).await?;
    for number in [
        11,
        FIRST - 2,
        FIRST - 1,
        FIRST,
        FIRST + 1,
        FIRST + 5,
        FIRST + 9,
    ] {
        page.see(&story(number)).await?;
    }
    page.miss(&button).await
}
