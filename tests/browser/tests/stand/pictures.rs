//! Pictures in an article: they keep their place whatever becomes of them, and tell nobody who looks.

use newsstand_browser_tests::fixture::{feed, stand};
use newsstand_browser_tests::{Reply, Result, World, role, scenarios, until};
use serde_json::{Value, json};

use crate::common::read;

scenarios!(
    a_picture_that_does_not_come_keeps_its_place_and_shows_nothing,
    a_logo_that_does_not_come_shows_nothing,
    pictures_come_late_and_without_a_referrer,
);

async fn open_body(world: &World, html: &str) -> Result {
    let mut edition = feed("en", "ES");
    edition["items"][2]["content_html"] = json!(html);
    world.site.serve("/feeds/en-ES.json", Reply::json(&edition));
    world.open_front().await?;
    read(&world.page, "ferry").await
}

async fn a_picture_that_does_not_come_keeps_its_place_and_shows_nothing(world: &World) -> Result {
    world.expect_failed_requests().await;
    let paths = [
        "/pictures/sized.png",
        "/pictures/unsized.png",
        "/pictures/plain.png",
    ];
    let gates: Vec<_> = paths
        .iter()
        .map(|path| {
            world.site.serve(path, Reply::failure(404));
            world.site.gate(path)
        })
        .collect();
    let body = r#"<img src="/pictures/sized.png" alt="A crane" width="600" height="300">
        <figure><img src="/pictures/unsized.png" alt="A pier"><figcaption>The old pier.</figcaption></figure>
        <img src="/pictures/plain.png" alt=""><p>What comes after them.</p>"#;
    open_body(world, body).await?;
    let page = &world.page;
    let after = role("paragraph").saying("What comes after them.");
    page.see(&after).await?;
    for path in paths {
        // They load when they come near, and what is near is for the engine to say.
        let script = "const [path] = arguments;
            document.querySelector('news-stand').shadowRoot.querySelector(`.body [src$='${path}']`).scrollIntoView()";
        page.eval_with::<()>(script, vec![json!(path)]).await?;
        world.journal().asked(path).await?;
    }
    let place = "return element.getBoundingClientRect().top + scrollY";
    let before: f64 = page.with(&after, place).await?;
    gates.into_iter().for_each(|gate| gate.open());
    until("the pictures to fail", async || {
        let missing: usize = page
            .eval("return document.querySelector('news-stand').shadowRoot.querySelectorAll('.body .missing').length")
            .await?;
        Ok((missing == 3).then_some(()))
    })
    .await?;
    assert_eq!(page.with::<f64>(&after, place).await?, before);
    page.miss(&role("image").named("A crane")).await?;
    page.miss(&role("image").named("A pier")).await?;
    page.see(&role("figure").saying("The old pier.")).await?;
    Ok(())
}

async fn a_logo_that_does_not_come_shows_nothing(world: &World) -> Result {
    world.expect_failed_requests().await;
    let mut stand = stand();
    stand["icon"] = json!("/nowhere.svg");
    world.site.serve("/stand.json", Reply::json(&stand));
    world.open_front().await?;
    let script =
        "const mark = document.querySelector('news-stand').shadowRoot.querySelector('.mark');
        return mark && getComputedStyle(mark).visibility === 'hidden'";
    let hidden: bool = world
        .page
        .until("no sign of a broken picture", script)
        .await?;
    assert!(hidden);
    Ok(())
}

async fn pictures_come_late_and_without_a_referrer(world: &World) -> Result {
    let body = r#"<img src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=" data-src="/pictures/harbour.svg?lazy" alt="Boats" width="600" height="400">
        <noscript><img src="/pictures/harbour.svg?lazy" alt="Boats"></noscript>
        <img src="/pictures/harbour.svg?count" width="1" height="1">"#;
    open_body(world, body).await?;
    let page = &world.page;
    let boats = role("image").named("Boats");
    page.see_count(&boats, 1).await?;
    let given: Value = page
        .with(
            &boats,
            "element.scrollIntoView(); return [element.loading, element.decoding, element.referrerPolicy, element.width > 0]",
        )
        .await?;
    assert_eq!(given, json!(["lazy", "async", "no-referrer", true]));
    let requests = until("the picture", async || {
        let requests = world.journal().requests();
        let asked = |request: &newsstand_browser_tests::server::Request| {
            request.query.as_deref() == Some("lazy")
        };
        Ok(requests.iter().any(asked).then_some(requests))
    })
    .await?;
    for request in requests
        .iter()
        .filter(|request| request.path.starts_with("/pictures/"))
    {
        assert_ne!(request.query.as_deref(), Some("count"));
        if request.query.is_some() {
            assert_eq!(request.headers.get("referer"), None, "{}", request.path);
        }
    }
    Ok(())
}
