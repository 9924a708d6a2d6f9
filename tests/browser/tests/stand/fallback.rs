//! What the page itself put into the element: shown until the stand is drawn, and again when it
//! cannot be. The page is never left blank.

use anyhow::ensure;
use newsstand_browser_tests::fixture::headline;
use newsstand_browser_tests::world::TAG;
use newsstand_browser_tests::{Reply, Result, World, role, scenarios};

use crate::common::{PROGRAM, is_shown, mark, shows};

scenarios!(
    the_fallback_shows_until_the_stand_is_drawn,
    the_fallback_shows_without_the_script,
    the_fallback_shows_when_a_part_of_the_program_is_missing,
    the_fallback_shows_when_the_program_is_broken,
    a_wrong_type_does_not_stop_the_program,
    the_fallback_shows_when_webassembly_is_refused,
    a_crash_shows_every_fallback,
    the_page_is_never_blank,
);

async fn the_fallback_shows_until_the_stand_is_drawn(world: &World) -> Result {
    let gate = world.site.gate("/embed/core.wasm");
    world.open(TAG).await?;
    world.journal().asked("/embed/core.wasm").await?;
    shows(&world.page, "#fallback", true).await?;
    gate.open();
    world.page.see(&headline("harbour")).await?;
    shows(&world.page, "#fallback", false).await
}

async fn the_fallback_shows_without_the_script(world: &World) -> Result {
    world.host(TAG)?.script("").open().await?;
    shows(&world.page, "#fallback", true).await
}

/// The fallback, the event, and nothing else.
async fn gives_up(world: &World, kind: &str) -> Result {
    let error = world.page.event("newsstand-error", 1).await?;
    assert_eq!(error.detail["kind"], kind, "{}", error.detail);
    ensure!(
        error.detail["message"]
            .as_str()
            .is_some_and(|message| !message.is_empty())
    );
    shows(&world.page, "#fallback", true).await?;
    world.page.state("news-stand", "error").await?;
    world.page.miss(&role("feed")).await
}

async fn the_fallback_shows_when_a_part_of_the_program_is_missing(world: &World) -> Result {
    world.expect_failed_requests().await;
    world.page.expect("news-stand").await;
    for part in PROGRAM {
        world.site.serve(part, Reply::failure(404));
        world.open(TAG).await?;
        gives_up(world, "code").await?;
        world.site.stop_serving(part);
    }
    Ok(())
}

async fn the_fallback_shows_when_the_program_is_broken(world: &World) -> Result {
    world.page.expect("news-stand").await;
    world.page.expect("core.").await;
    world.site.serve(
        "/embed/core.wasm",
        Reply::new("application/wasm", "this is no program"),
    );
    world.open(TAG).await?;
    gives_up(world, "code").await
}

async fn a_wrong_type_does_not_stop_the_program(world: &World) -> Result {
    let program = newsstand_browser_tests::server::dist()?.join("embed/core.wasm");
    world.site.serve(
        "/embed/core.wasm",
        Reply::new("application/octet-stream", std::fs::read(program)?),
    );
    world.open(TAG).await?;
    world.page.see(&headline("harbour")).await?;
    Ok(())
}

async fn the_fallback_shows_when_webassembly_is_refused(world: &World) -> Result {
    for part in [
        "news-stand",
        "wasm",
        "WebAssembly",
        "Content-Security-Policy",
        "Content Security Policy",
    ] {
        world.page.expect(part).await;
    }
    let policy = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'";
    world.host(TAG)?.policy(policy).open().await?;
    gives_up(world, "code").await?;
    let error = world.page.event("newsstand-error", 1).await?;
    // The integrator is told what to add to the header.
    ensure!(
        error.detail["message"]
            .as_str()
            .is_some_and(|text| text.contains("wasm-unsafe-eval")),
        "{}",
        error.detail
    );
    Ok(())
}

async fn a_crash_shows_every_fallback(world: &World) -> Result {
    for part in [
        "newsstand-test-panic",
        "panicked",
        "unreachable",
        "RuntimeError",
    ] {
        world.page.expect(part).await;
    }
    world.site.serve(
        "/own.js",
        Reply::script("window.pressed = 0; document.getElementById('own').addEventListener('click', () => pressed += 1);"),
    );
    let stands: String = ["one", "two"]
        .map(|id| {
            format!(
                r#"<news-stand id="{id}" src="/stand.json" language="en" country="ES" loading="eager"><a id="fallback-{id}" href="/news">All news</a></news-stand>"#
            )
        })
        .concat();
    let body = format!(
        r#"{stands}<button id="own">The page's own</button><script src="/own.js"></script>"#
    );
    world.open(&body).await?;
    let page = &world.page;
    for host in ["#one", "#two"] {
        page.see(&headline("harbour").of(host)).await?;
    }
    page.eval::<()>("document.getElementById('one').shadowRoot.querySelector('.stand').dispatchEvent(new Event('newsstand-test-panic'));").await?;
    for id in ["one", "two"] {
        shows(page, &format!("#fallback-{id}"), true).await?;
        page.state(&format!("#{id}"), "error").await?;
        page.miss(&role("feed").of(&format!("#{id}"))).await?;
    }
    page.event("newsstand-error", 2).await?;
    mark(world).await?;
    let events = page.events().await?;
    let mut crashed: Vec<_> = events
        .iter()
        .filter(|event| event.name == "newsstand-error")
        .map(|event| (event.stand.as_str(), event.detail["kind"].as_str()))
        .collect();
    crashed.sort_unstable();
    assert_eq!(crashed, [("one", Some("crash")), ("two", Some("crash"))]);

    // The host page goes on, also with what is left of the stands.
    page.click(&role("button").named("The page's own").of("body"))
        .await?;
    assert_eq!(page.eval::<u32>("return pressed").await?, 1);
    page.eval::<()>("for (const stand of document.querySelectorAll('news-stand')) { stand.theme = 'dark'; stand.open('ferry'); stand.close(); stand.reload(); stand.remove(); }").await?;
    // A stand that is added now has nothing to be drawn by.
    page.eval::<()>("document.body.insertAdjacentHTML('beforeend', '<news-stand id=\"late\" src=\"/stand.json\"><a id=\"fallback-late\" href=\"/news\">All news</a></news-stand>');").await?;
    shows(page, "#fallback-late", true).await
}

async fn the_page_is_never_blank(world: &World) -> Result {
    let gate = world.site.gate("/feeds/en-ES.json");
    world.open(TAG).await?;
    world.journal().asked("/feeds/en-ES.json").await?;
    // Looked at in every frame from here to the headlines: fallback or stand, there is something.
    world
        .page
        .eval::<()>(
            "window.blank = 0;
             const stand = document.querySelector('news-stand');
             const look = () => {
               const fallback = document.getElementById('fallback').getClientRects().length > 0;
               const drawn = [...stand.shadowRoot.querySelectorAll('.stand')].some((stand) => stand.getClientRects().length > 0);
               if (!fallback && !drawn) window.blank += 1;
               requestAnimationFrame(look);
             };
             look();",
        )
        .await?;
    ensure!(
        is_shown(&world.page, "#fallback").await? || world.page.count(&role("status")).await? > 0
    );
    gate.open();
    world.page.see(&headline("harbour")).await?;
    mark(world).await?;
    assert_eq!(world.page.eval::<u32>("return blank").await?, 0);
    Ok(())
}
