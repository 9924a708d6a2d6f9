//! Methods, the property `state`, and the events that an integrator listens to.

use anyhow::ensure;
use newsstand_browser_tests::fixture::{HARBOUR, headline, headline_in, open_headline, title};
use newsstand_browser_tests::{Reply, Result, World, role, scenarios};
use serde_json::{Value, json};

use crate::common::{any_open, back_button, choose, country_picker, language_picker, mark, read};

scenarios!(
    open_and_close_by_method,
    methods_before_the_program_are_kept,
    closing_takes_back_what_was_to_open,
    opening_an_unknown_article_changes_nothing,
    reload_fetches_again,
    state_tells_what_the_stand_is_doing,
    state_cannot_be_written,
    every_event_bubbles_out_of_the_shadow_root,
    opening_can_be_refused,
    choosing_an_edition_is_an_event,
    an_event_reaches_the_element_and_the_document,
);

const STAND: &str = "document.querySelector('news-stand')";

async fn open_and_close_by_method(world: &World) -> Result {
    world.open_front().await?;
    let page = &world.page;
    page.eval::<()>(&format!("{STAND}.open('ferry');")).await?;
    page.see(&open_headline(title("en", "ES", "ferry"))).await?;
    page.eval::<()>(&format!(
        "{STAND}.open('{}');",
        world.site.url("/news/en/museum")
    ))
    .await?;
    page.see(&open_headline(title("en", "ES", "museum")))
        .await?;
    page.see_count(&any_open(), 1).await?;
    page.eval::<()>(&format!("{STAND}.close();")).await?;
    page.see(&headline("ferry")).await?;
    page.miss(&any_open()).await?;
    // Closing what is closed is nothing.
    page.eval::<()>(&format!("{STAND}.close();")).await?;
    mark(world).await?;
    let closed = page
        .events()
        .await?
        .iter()
        .filter(|event| event.name == "newsstand-close")
        .count();
    assert_eq!(closed, 1);
    Ok(())
}

async fn methods_before_the_program_are_kept(world: &World) -> Result {
    let gate = world.site.gate("/embed/core.wasm");
    world.open(newsstand_browser_tests::world::TAG).await?;
    world.journal().asked("/embed/core.wasm").await?;
    world
        .page
        .eval::<()>(&format!("{STAND}.open('library');"))
        .await?;
    gate.open();
    world
        .page
        .see(&open_headline(title("en", "ES", "library")))
        .await?;
    Ok(())
}

async fn closing_takes_back_what_was_to_open(world: &World) -> Result {
    let gate = world.site.gate("/feeds/en-ES.json");
    world.open(newsstand_browser_tests::world::TAG).await?;
    world.journal().asked("/feeds/en-ES.json").await?;
    let page = &world.page;
    page.eval::<()>(&format!("{STAND}.open('ferry'); {STAND}.close();"))
        .await?;
    gate.open();
    page.see(&headline("ferry")).await?;
    mark(world).await?;
    page.miss(&any_open()).await
}

async fn opening_an_unknown_article_changes_nothing(world: &World) -> Result {
    world.page.expect("nowhere").await;
    world.open_front().await?;
    let page = &world.page;
    page.eval::<()>(&format!("{STAND}.open('nowhere');"))
        .await?;
    mark(world).await?;
    page.see(&headline("harbour")).await?;
    page.miss(&any_open()).await
}

async fn reload_fetches_again(world: &World) -> Result {
    world.open_front().await?;
    let asked = world.journal().count("/feeds/en-ES.json");
    let mut news = newsstand_browser_tests::fixture::feed("en", "ES");
    news["items"][0]["title"] = json!("Fresh off the press");
    world.site.serve("/feeds/en-ES.json", Reply::json(&news));
    world.page.eval::<()>(&format!("{STAND}.reload();")).await?;
    world
        .journal()
        .asked_times("/feeds/en-ES.json", asked + 1)
        .await?;
    world
        .page
        .see(
            &role("link")
                .naming("Fresh off the press")
                .inside(&role("feed")),
        )
        .await?;
    world.page.miss(&headline("harbour")).await
}

async fn state_tells_what_the_stand_is_doing(world: &World) -> Result {
    world.expect_failed_requests().await;
    let gate = world.site.gate("/feeds/en-ES.json");
    world.open(newsstand_browser_tests::world::TAG).await?;
    let page = &world.page;
    world.journal().asked("/feeds/en-ES.json").await?;
    page.state("news-stand", "loading").await?;
    gate.open();
    page.state("news-stand", "ready").await?;
    let ready = page.event("newsstand-ready", 1).await?;
    assert_eq!(
        ready.state, "ready",
        "the state is right when the event is fired"
    );
    // What is on screen stays there, and is known to be old.
    world.site.serve("/broken.json", Reply::failure(500));
    page.set("news-stand", "src", Some("/broken.json")).await?;
    page.state("news-stand", "stale").await?;
    page.see(&headline("harbour")).await?;
    page.set("news-stand", "src", Some("/stand.json")).await?;
    page.state("news-stand", "ready").await
}

async fn state_cannot_be_written(world: &World) -> Result {
    world.open_front().await?;
    let script = format!("try {{ {STAND}.state = 'error' }} catch {{}} return {STAND}.state");
    assert_eq!(world.page.eval::<String>(&script).await?, "ready");
    Ok(())
}

async fn every_event_bubbles_out_of_the_shadow_root(world: &World) -> Result {
    world.expect_failed_requests().await;
    world.open_front().await?;
    let page = &world.page;
    read(page, "harbour").await?;
    page.click(&back_button()).await?;
    choose(page, &language_picker(), "Español").await?;
    page.see(&headline_in("es", "MX", "bakery")).await?;
    world.site.serve("/broken.json", Reply::failure(500));
    page.set("news-stand", "src", Some("/broken.json")).await?;
    page.event("newsstand-error", 1).await?;

    let open = page.event("newsstand-open", 1).await?;
    assert_eq!(
        open.detail,
        json!({
            "id": "harbour",
            "url": world.site.url("/news/en/harbour"),
            "title": HARBOUR,
            "language": "en",
        })
    );
    ensure!(open.cancelable, "newsstand-open can be refused");
    let edition = page.event("newsstand-edition", 1).await?;
    assert_eq!(edition.detail, json!({ "language": "es", "country": "MX" }));
    let error = page.event("newsstand-error", 1).await?;
    assert_eq!(error.detail["kind"], "server");
    assert_eq!(error.detail["url"], world.site.url("/broken.json"));
    ensure!(
        error.detail["message"]
            .as_str()
            .is_some_and(|message| message.contains("500")),
        "{:?}",
        error.detail
    );
    for name in ["ready", "open", "close", "edition", "error"] {
        let event = page.event(&format!("newsstand-{name}"), 1).await?;
        ensure!(event.bubbles && event.composed, "{event:?}");
        ensure!(event.cancelable == (name == "open"), "{event:?}");
    }
    Ok(())
}

async fn opening_can_be_refused(world: &World) -> Result {
    world.open_front().await?;
    let page = &world.page;
    page.eval::<()>("window.__probe.refuse = true;").await?;
    page.click(&headline("ferry")).await?;
    page.event("newsstand-open", 1).await?;
    mark(world).await?;
    // Neither the reader opens nor the page is left.
    page.miss(&any_open()).await?;
    assert_eq!(page.eval::<String>("return location.pathname").await?, "/");
    page.eval::<()>(&format!(
        "window.__probe.refuse = false; {STAND}.open('ferry');"
    ))
    .await?;
    page.see(&open_headline(title("en", "ES", "ferry"))).await?;
    Ok(())
}

async fn choosing_an_edition_is_an_event(world: &World) -> Result {
    world.open_front().await?;
    let page = &world.page;
    choose(page, &country_picker(), "United States").await?;
    page.see(&headline_in("en", "US", "prairie")).await?;
    let events = page.events().await?;
    let editions: Vec<&Value> = events
        .iter()
        .filter(|event| event.name == "newsstand-edition")
        .map(|event| &event.detail)
        .collect();
    assert_eq!(
        editions.last(),
        Some(&&json!({ "language": "en", "country": "US" }))
    );
    Ok(())
}

async fn an_event_reaches_the_element_and_the_document(world: &World) -> Result {
    world.open_front().await?;
    let page = &world.page;
    page.eval::<()>(&format!(
        "window.heard = [];
         {STAND}.addEventListener('newsstand-open', (event) => heard.push(`element ${{event.target.localName}}`));
         document.addEventListener('newsstand-open', (event) => heard.push(`document ${{event.target.localName}}`));"
    ))
    .await?;
    read(page, "ferry").await?;
    let heard: Value = page.eval("return heard").await?;
    assert_eq!(heard, json!(["element news-stand", "document news-stand"]));
    Ok(())
}
