//! What goes wrong on the network: one sentence for the reader with a way on, one event for the
//! integrator, and what was on screen stays there.

use anyhow::{Context, ensure};
use newsstand_browser_tests::fixture::{
    HARBOUR, feed, headline, headline_in, open_headline, stand, title,
};
use newsstand_browser_tests::{Reply, Result, Site, World, role, scenarios, until};
use serde_json::json;

use crate::common::{any_open, choose, language_picker, mark, mended, read, try_again};

scenarios!(
    the_stand_is_not_found,
    the_stands_server_fails,
    the_stand_is_forbidden,
    the_stand_is_no_json,
    the_stand_is_a_page,
    the_stand_has_another_shape,
    the_stand_is_refused_by_cors,
    the_stands_server_is_gone,
    the_stand_never_comes,
    the_feed_is_not_found,
    the_feeds_server_fails,
    the_feed_is_no_json,
    the_feed_has_another_shape,
    the_feed_is_empty,
    the_device_is_offline in [chromium, firefox],
    a_failed_choice_leaves_the_front,
    a_failed_choice_leaves_the_article,
    a_failed_choice_can_be_followed_by_another,
    the_latest_choice_wins,
    the_latest_choice_wins_over_a_failure,
    the_latest_src_wins,
    // WebKitGTK forgets Cache Storage at every load of a page in its automated sessions.
    what_was_read_before_is_shown_without_network in [chromium, firefox],
    bad_items_cost_themselves_only,
);

/// The sentence, the event, and the way on once the cause has been mended.
async fn fails(world: &World, kind: &str, url: &str, mend: impl AsyncFnOnce() -> Result) -> Result {
    let page = &world.page;
    let alert = page.see_count(&role("alert"), 1).await?.remove(0);
    ensure!(
        alert.text.chars().count() > 20,
        "“{}” is no sentence",
        alert.text
    );
    let jargon = [
        "404",
        "500",
        "403",
        "CORS",
        "JSON",
        "http",
        "fetch",
        "TypeError",
    ];
    ensure!(
        !jargon.iter().any(|word| alert.text.contains(word)),
        "“{}” is not for readers",
        alert.text
    );
    let error = page.event("newsstand-error", 1).await?;
    assert_eq!(error.detail["kind"], kind, "{}", error.detail);
    assert_eq!(error.detail["url"], url, "{}", error.detail);
    let message = error.detail["message"]
        .as_str()
        .context("the event has no message")?;
    ensure!(!message.is_empty());
    mend().await?;
    mended(page).await?;
    page.see(&headline("harbour")).await?;
    page.state("news-stand", "ready").await?;
    let errors = page
        .events()
        .await?
        .iter()
        .filter(|event| event.name == "newsstand-error")
        .count();
    assert_eq!(errors, 1, "one failure is one event");
    Ok(())
}

/// A page whose stand, or feed, is answered like this at first.
async fn answered(world: &World, path: &str, reply: Reply, kind: &str) -> Result {
    world.expect_failed_requests().await;
    world.site.serve(path, reply);
    world.open(newsstand_browser_tests::world::TAG).await?;
    let document = if path == "/stand.json" {
        stand()
    } else {
        feed("en", "ES")
    };
    fails(world, kind, &world.site.url(path), async || {
        world.page.state("news-stand", "error").await?;
        world.site.serve(path, Reply::json(&document));
        Ok(())
    })
    .await
}

async fn the_stand_is_not_found(world: &World) -> Result {
    answered(world, "/stand.json", Reply::failure(404), "not-found").await
}

async fn the_stands_server_fails(world: &World) -> Result {
    answered(world, "/stand.json", Reply::failure(500), "server").await
}

async fn the_stand_is_forbidden(world: &World) -> Result {
    answered(world, "/stand.json", Reply::failure(403), "http").await
}

async fn the_stand_is_no_json(world: &World) -> Result {
    answered(
        world,
        "/stand.json",
        Reply::new("application/json", r#"{ "newsstand": 1, "#),
        "format",
    )
    .await
}

async fn the_stand_is_a_page(world: &World) -> Result {
    let page = "<!doctype html><title>Sign in</title><p>Please sign in";
    answered(world, "/stand.json", Reply::html(page), "format").await
}

async fn the_stand_has_another_shape(world: &World) -> Result {
    answered(
        world,
        "/stand.json",
        Reply::json(&json!({ "weather": "fair" })),
        "shape",
    )
    .await
}

async fn the_feed_is_not_found(world: &World) -> Result {
    answered(world, "/feeds/en-ES.json", Reply::failure(404), "not-found").await
}

async fn the_feeds_server_fails(world: &World) -> Result {
    answered(world, "/feeds/en-ES.json", Reply::failure(503), "server").await
}

async fn the_feed_is_no_json(world: &World) -> Result {
    answered(
        world,
        "/feeds/en-ES.json",
        Reply::new("application/json", "[1, 2"),
        "format",
    )
    .await
}

async fn the_feed_has_another_shape(world: &World) -> Result {
    answered(
        world,
        "/feeds/en-ES.json",
        Reply::json(&json!({ "weather": "fair" })),
        "shape",
    )
    .await
}

async fn the_feed_is_empty(world: &World) -> Result {
    let mut empty = feed("en", "ES");
    empty["items"] = json!([]);
    answered(world, "/feeds/en-ES.json", Reply::json(&empty), "empty").await
}

/// A page whose stand is on another origin.
async fn open_from(world: &World, other: &Site) -> Result {
    world.expect_failed_requests().await;
    let tag = format!(
        r#"<news-stand src="{}" language="en" country="ES" loading="eager"></news-stand>"#,
        other.url("/stand.json")
    );
    world.open(&tag).await
}

async fn the_stand_is_refused_by_cors(world: &World) -> Result {
    let other = world.another_site().await?;
    open_from(world, &other).await?;
    fails(world, "network", &other.url("/stand.json"), async || {
        other.allow_everyone();
        Ok(())
    })
    .await
}

async fn the_stands_server_is_gone(world: &World) -> Result {
    let other = world.another_site().await?;
    other.allow_everyone();
    other.close().await;
    open_from(world, &other).await?;
    fails(world, "network", &other.url("/stand.json"), async || {
        other.reopen().await
    })
    .await
}

async fn the_stand_never_comes(world: &World) -> Result {
    answered(world, "/stand.json", Reply::never(), "timeout").await
}

async fn the_device_is_offline(world: &World) -> Result {
    let other = world.another_site().await?;
    other.allow_everyone();
    open_from(world, &other).await?;
    let page = &world.page;
    page.see(&headline("harbour")).await?;
    // Firefox goes on to reach this machine when it is told to be offline.
    other.close().await;
    page.session().set_offline(true).await?;
    page.until::<bool>("the browser to be offline", "return !navigator.onLine")
        .await?;
    page.eval::<()>("document.querySelector('news-stand').reload();")
        .await?;
    fails(world, "offline", &other.url("/stand.json"), async || {
        // What was on screen stays there, and is known to be old.
        page.see(&headline("harbour")).await?;
        page.state("news-stand", "stale").await?;
        other.reopen().await?;
        page.session().set_offline(false).await?;
        page.until::<bool>("the browser to be online", "return navigator.onLine")
            .await?;
        Ok(())
    })
    .await
}

async fn a_failed_choice_leaves_the_front(world: &World) -> Result {
    world.expect_failed_requests().await;
    world.site.serve("/feeds/es-MX.json", Reply::failure(500));
    world.open_front().await?;
    let page = &world.page;
    choose(page, &language_picker(), "Español").await?;
    page.see_count(&role("alert"), 1).await?;
    page.see(&headline("harbour")).await?;
    page.see(&headline("observatory")).await?;
    // Still English, all of it.
    page.see(&language_picker().saying("English")).await?;
    page.see(&try_again()).await?;
    world
        .site
        .serve("/feeds/es-MX.json", Reply::json(&feed("es", "MX")));
    mended(page).await?;
    page.see(&headline_in("es", "MX", "bakery")).await?;
    Ok(())
}

async fn a_failed_choice_leaves_the_article(world: &World) -> Result {
    world.expect_failed_requests().await;
    world.site.serve("/feeds/fr-FR.json", Reply::failure(404));
    world.open_front().await?;
    let page = &world.page;
    read(page, "harbour").await?;
    choose(page, &language_picker(), "Français").await?;
    page.see_count(&role("alert"), 1).await?;
    page.see(&open_headline(HARBOUR)).await?;
    world
        .site
        .serve("/feeds/fr-FR.json", Reply::json(&feed("fr", "FR")));
    page.click(&try_again()).await?;
    page.see(&open_headline(title("fr", "FR", "harbour")))
        .await?;
    page.miss(&role("alert")).await
}

async fn a_failed_choice_can_be_followed_by_another(world: &World) -> Result {
    world.expect_failed_requests().await;
    world.site.serve("/feeds/es-MX.json", Reply::failure(500));
    world.open_front().await?;
    let page = &world.page;
    choose(page, &language_picker(), "Español").await?;
    page.see(&role("alert")).await?;
    choose(page, &language_picker(), "Français").await?;
    page.see(&headline_in("fr", "FR", "museum")).await?;
    page.miss(&role("alert")).await
}

/// Chooses Spanish, whose answer is held back, and then French.
async fn choose_twice(world: &World) -> Result {
    world.open_front().await?;
    choose(&world.page, &language_picker(), "Español").await?;
    world.journal().asked("/feeds/es-MX.json").await?;
    // The front is still there while the choice is on its way.
    world.page.see(&headline("harbour")).await?;
    choose(&world.page, &language_picker(), "Français").await?;
    world.page.see(&headline_in("fr", "FR", "museum")).await?;
    Ok(())
}

/// French stays on screen, and nothing is said against it.
async fn stays_french(world: &World) -> Result {
    mark(world).await?;
    mark(world).await?;
    world.page.see(&headline_in("fr", "FR", "museum")).await?;
    world.page.miss(&headline_in("es", "MX", "bakery")).await?;
    world.page.miss(&role("alert")).await
}

async fn the_latest_choice_wins(world: &World) -> Result {
    let gate = world.site.gate("/feeds/es-MX.json");
    choose_twice(world).await?;
    gate.open();
    stays_french(world).await
}

async fn the_latest_choice_wins_over_a_failure(world: &World) -> Result {
    world.expect_failed_requests().await;
    world.site.serve("/feeds/es-MX.json", Reply::failure(500));
    let gate = world.site.gate("/feeds/es-MX.json");
    choose_twice(world).await?;
    gate.open();
    stays_french(world).await
}

async fn the_latest_src_wins(world: &World) -> Result {
    world.open_front().await?;
    let gate = world.site.gate("/feeds/ja-JP.json");
    world
        .page
        .set("news-stand", "src", Some("/feeds/ja-JP.json"))
        .await?;
    world.journal().asked("/feeds/ja-JP.json").await?;
    world
        .page
        .set("news-stand", "src", Some("/feeds/fr-FR.json"))
        .await?;
    world.page.see(&headline_in("fr", "FR", "museum")).await?;
    gate.open();
    mark(world).await?;
    mark(world).await?;
    world.page.see(&headline_in("fr", "FR", "museum")).await?;
    world.page.miss(&headline_in("ja", "JP", "orchard")).await
}

async fn what_was_read_before_is_shown_without_network(world: &World) -> Result {
    let other = world.another_site().await?;
    other.allow_everyone();
    open_from(world, &other).await?;
    let page = &world.page;
    page.see(&headline("harbour")).await?;
    page.state("news-stand", "ready").await?;
    other.close().await;
    page.reload().await?;
    page.see(&headline("harbour")).await?;
    until("the state to tell that the news is old", async || {
        let state: String = page
            .eval("return document.querySelector('news-stand').state")
            .await?;
        ensure!(
            ["stale", "offline"].contains(&state.as_str()),
            "it is {state}"
        );
        Ok(Some(()))
    })
    .await?;
    page.click(&headline("harbour")).await?;
    page.see(&open_headline(HARBOUR)).await?;
    Ok(())
}

async fn bad_items_cost_themselves_only(world: &World) -> Result {
    let mut news = feed("en", "ES");
    news["items"][0]["authors"] = json!("nobody");
    news["items"][0]["date_published"] = json!("yesterday");
    news["items"][0]["tags"] = json!({ "a": 1 });
    news["items"][0]["image"] = json!(7);
    news["items"][1] = json!({ "title": "No id, no article" });
    news["items"][2] = json!("not an item");
    news["items"][3]["id"] = json!(42);
    news["items"][3]["_newsstand"] = json!([]);
    world.site.serve("/feeds/en-ES.json", Reply::json(&news));
    world.open_front().await?;
    let page = &world.page;
    page.see(&headline("tram")).await?;
    page.see(&headline("observatory")).await?;
    page.miss(&role("link").naming("No id, no article")).await?;
    page.miss(&headline("orchard")).await?;
    page.eval::<()>("document.querySelector('news-stand').open('42');")
        .await?;
    page.see(&open_headline(title("en", "ES", "tram"))).await?;
    page.see_count(&any_open(), 1).await?;
    Ok(())
}
