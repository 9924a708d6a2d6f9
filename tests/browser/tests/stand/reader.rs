//! The reader's way: headlines, an article, what is similar to it, and back.

use anyhow::ensure;
use newsstand_browser_tests::fixture::{BRAND, HARBOUR, feed, headline, open_headline, title};
use newsstand_browser_tests::{Key, Reply, Result, World, role, scenarios, until};
use serde_json::{Value, json};

use crate::common::{
    any_open, back_button, carousel, country_picker, focused, language_picker, mended, read,
};

scenarios!(
    the_whole_way,
    going_back_restores_focus_and_scroll_place,
    escape_leads_back,
    every_kind_of_block,
    plain_text_becomes_paragraphs,
    a_summary_cut_from_the_body_is_said_once,
    a_body_is_fetched_when_it_is_opened,
    a_body_that_does_not_come_leaves_the_summary,
    headlines_are_real_links,
    a_card_opens_its_article_wherever_it_is_pressed,
    a_click_with_a_modifier_is_the_publishers,
);

async fn the_whole_way(world: &World) -> Result {
    world.open_front().await?;
    let page = &world.page;
    page.see(&language_picker().saying("English")).await?;
    page.see(&country_picker().saying("Spain")).await?;
    page.see(&role("link").naming(BRAND)).await?;
    for story in [
        "harbour",
        "orchard",
        "ferry",
        "tram",
        "lighthouse",
        "library",
        "observatory",
    ] {
        page.see(&headline(story)).await?;
    }
    page.see(&role("article").naming(HARBOUR).inside(&role("feed")))
        .await?;
    page.miss(&any_open()).await?;

    read(page, "harbour").await?;
    focused(page, "heading", HARBOUR).await?;
    page.see_count(&any_open(), 1).await?;
    page.miss(&role("feed")).await?;
    page.see(
        &role("link")
            .naming("Tidewater Social")
            .inside(&role("article")),
    )
    .await?;
    page.see(&role("article").saying(BRAND)).await?;
    page.see(&role("article").saying("Ana Ruiz")).await?;

    page.see(&role("link").named("All News").inside(&carousel()))
        .await?;
    // The editor's choice comes first, in order; the open article is not among it.
    let links = page.all(&role("link").inside(&carousel())).await?;
    let stories: Vec<_> = links
        .iter()
        .map(|link| link.name.as_str())
        .filter(|name| *name != "All News")
        .collect();
    assert_eq!(
        stories[..2],
        [title("en", "ES", "lighthouse"), title("en", "ES", "ferry")]
    );
    ensure!(
        !stories.contains(&HARBOUR),
        "the open article is listed as similar to itself"
    );
    page.see(&role("button").named("Next").inside(&carousel()))
        .await?;
    page.see(&role("button").named("Previous").inside(&carousel()))
        .await?;

    page.click(
        &role("link")
            .named(title("en", "ES", "lighthouse"))
            .inside(&carousel()),
    )
    .await?;
    page.see(&open_headline(title("en", "ES", "lighthouse")))
        .await?;
    focused(page, "heading", title("en", "ES", "lighthouse")).await?;
    page.see_count(&any_open(), 1).await?;
    page.miss(
        &role("link")
            .named(title("en", "ES", "lighthouse"))
            .inside(&carousel()),
    )
    .await?;

    page.click(&back_button()).await?;
    page.see(&headline("harbour")).await?;
    page.miss(&any_open()).await
}

async fn going_back_restores_focus_and_scroll_place(world: &World) -> Result {
    let above = "<p>What the page itself has to say.</p>".repeat(30);
    let below = "<p>And what comes after it.</p>".repeat(60);
    world
        .open(&format!(
            "{above}{}{below}",
            newsstand_browser_tests::world::TAG
        ))
        .await?;
    let page = &world.page;
    page.element(&headline("museum")).await?;
    let script = "element.scrollIntoView({ block: 'center' }); return scrollY";
    let before: f64 = page.with(&headline("museum"), script).await?;
    ensure!(before > 100.0, "the page must be longer than the window");
    read(page, "museum").await?;
    focused(page, "heading", title("en", "ES", "museum")).await?;
    page.click(&back_button()).await?;
    focused(page, "link", title("en", "ES", "museum")).await?;
    until("the scroll place", async || {
        let now: f64 = page.eval("return scrollY").await?;
        ensure!((now - before).abs() < 2.0, "it was {before}, it is {now}");
        Ok(Some(()))
    })
    .await
}

async fn escape_leads_back(world: &World) -> Result {
    world.open_front().await?;
    let page = &world.page;
    read(page, "library").await?;
    focused(page, "heading", title("en", "ES", "library")).await?;
    page.press(Key::Escape).await?;
    page.see(&headline("library")).await?;
    page.miss(&any_open()).await?;
    focused(page, "link", title("en", "ES", "library")).await
}

async fn every_kind_of_block(world: &World) -> Result {
    world.open_front().await?;
    let page = &world.page;
    read(page, "harbour").await?;
    let article = role("article").named(HARBOUR);
    let inside = |query: newsstand_browser_tests::Query| query.inside(&article);
    page.see(&inside(role("strong").saying("open again")))
        .await?;
    page.see(&inside(role("emphasis").saying("at last")))
        .await?;
    page.see(&inside(
        role("heading").level(2).named("What the storm left"),
    ))
    .await?;
    page.see(&inside(role("code").saying("tide --now"))).await?;
    page.see(&inside(role("listitem").saying("Two cranes")))
        .await?;
    page.see(&inside(role("listitem").saying("Fourth step")))
        .await?;
    let start: Value = page
        .with(
            &inside(role("list").saying("Third step")),
            "return element.start",
        )
        .await?;
    assert_eq!(start, 3);
    page.see(&inside(role("blockquote").saying("every boat was there")))
        .await?;
    page.see(&inside(role("figure").saying("The first boats leave.")))
        .await?;
    page.see(&inside(role("table").named("Boats by quay")))
        .await?;
    page.see(&inside(role("columnheader").named("Quay")))
        .await?;
    page.see(&inside(role("cell").named("12"))).await?;
    page.see(&inside(role("separator"))).await?;
    page.see(&role("article").saying("Marta Gil, harbour master"))
        .await?;
    page.see(&role("article").saying("Last words.")).await?;
    page.see(&role("article").saying("south: 9")).await?;

    // References are relative to the feed they came in.
    let link = inside(role("link").named("the ferry"));
    assert_eq!(
        page.with::<String>(&link, "return element.href").await?,
        world.site.url("/news/en/ferry")
    );
    let image = inside(role("image").named("Boats in the morning"));
    page.with::<()>(&image, "element.scrollIntoView();").await?;
    until("the picture", async || {
        Ok((page
            .with::<u32>(&image, "return element.naturalWidth")
            .await?
            > 0)
        .then_some(()))
    })
    .await?;
    assert_eq!(
        page.with::<String>(&image, "return element.currentSrc")
            .await?,
        world.site.url("/pictures/harbour.svg")
    );
    // A frame of another site is a card that leads there.
    let embed = inside(role("link").saying("The harbour from above"));
    let address: String = page.with(&embed, "return element.href").await?;
    assert_eq!(address, "https://video.example/embed/1");

    let hurt: Value = page
        .eval(
            "const root = document.querySelector('news-stand').shadowRoot;
             return [window.__hurt ?? null, root.querySelectorAll('script, iframe, [onclick], [onerror]').length]",
        )
        .await?;
    assert_eq!(hurt, serde_json::json!([null, 0]));
    Ok(())
}

async fn plain_text_becomes_paragraphs(world: &World) -> Result {
    world.open_front().await?;
    let page = &world.page;
    read(page, "lighthouse").await?;
    let article = role("article").named(title("en", "ES", "lighthouse"));
    page.see(
        &role("paragraph")
            .saying("The first paragraph in plain text: 3 < 4.")
            .inside(&article),
    )
    .await?;
    page.see(&role("paragraph").saying("The second one.").inside(&article))
        .await?;
    Ok(())
}

async fn a_summary_cut_from_the_body_is_said_once(world: &World) -> Result {
    let mut news = feed("en", "ES");
    news["items"][0]["summary"] = json!("The quay is wet, and the boats…");
    news["items"][0]["content_html"] = json!("<p>The quay is wet, and the boats are late.</p>");
    let title = news["items"][0]["title"].clone();
    world.site.serve("/feeds/en-ES.json", Reply::json(&news));
    world.open_front().await?;
    let page = &world.page;
    let title = title.as_str().unwrap_or_default();
    page.click(&role("link").named(title).inside(&role("feed")))
        .await?;
    let paragraph = role("paragraph").inside(&role("article").named(title));
    page.see(&paragraph.clone().saying("the boats are late."))
        .await?;
    page.see_count(&paragraph.saying("The quay is wet"), 1)
        .await?;
    Ok(())
}

async fn a_body_is_fetched_when_it_is_opened(world: &World) -> Result {
    world.open_front().await?;
    crate::common::mark(world).await?;
    assert_eq!(world.journal().count("/articles/tram.json"), 0);
    let gate = world.site.gate("/articles/tram.json");
    read(&world.page, "tram").await?;
    world.journal().asked("/articles/tram.json").await?;
    world
        .page
        .miss(&role("article").saying("The whole story of line nine."))
        .await?;
    gate.open();
    world
        .page
        .see(&role("article").saying("The whole story of line nine."))
        .await?;
    world.page.miss(&role("alert")).await
}

async fn a_body_that_does_not_come_leaves_the_summary(world: &World) -> Result {
    world.expect_failed_requests().await;
    world.site.serve("/articles/tram.json", Reply::failure(500));
    world.open_front().await?;
    let page = &world.page;
    read(page, "tram").await?;
    page.see_count(&role("alert"), 1).await?;
    page.see(&role("article").saying("What the summary of the tram says."))
        .await?;
    let error = page.event("newsstand-error", 1).await?;
    assert_eq!(error.detail["url"], world.site.url("/articles/tram.json"));
    let document = newsstand_browser_tests::fixture::tram_document();
    world
        .site
        .serve("/articles/tram.json", Reply::json(&document));
    mended(page).await?;
    page.see(&role("article").saying("The whole story of line nine."))
        .await?;
    Ok(())
}

async fn headlines_are_real_links(world: &World) -> Result {
    world.open_front().await?;
    for story in ["harbour", "museum"] {
        let address: String = world
            .page
            .with(&headline(story), "return element.href")
            .await?;
        assert_eq!(address, world.site.url(&format!("/news/en/{story}")));
    }
    Ok(())
}

async fn a_card_opens_its_article_wherever_it_is_pressed(world: &World) -> Result {
    world.open_front().await?;
    let page = &world.page;
    let card = role("article").naming(HARBOUR).inside(&role("feed"));
    // In its middle, which is beside the words of its link.
    let script = "const [link] = element.querySelectorAll('a');
        const middle = ({ left, right }) => (left + right) / 2;
        const { left, right } = link.getBoundingClientRect();
        const at = middle(element.getBoundingClientRect());
        return left <= at && at <= right";
    page.see(&card).await?;
    ensure!(!page.with::<bool>(&card, script).await?);
    page.click(&card).await?;
    page.see(&open_headline(HARBOUR)).await?;
    page.click(&back_button()).await?;
    focused(page, "link", HARBOUR).await
}

async fn a_click_with_a_modifier_is_the_publishers(world: &World) -> Result {
    world.open_front().await?;
    let page = &world.page;
    // The host page sees that the stand leaves the click alone, and spares the tests a new window.
    page.eval::<()>(
        "window.left = [];
         addEventListener('click', (event) => { left.push(!event.defaultPrevented); event.preventDefault() });",
    )
    .await?;
    for key in [Key::Control, Key::Meta, Key::Shift] {
        page.click_holding(&[key], &headline("ferry")).await?;
    }
    let left = page
        .until::<Vec<bool>>("the clicks", "return left.length >= 3 && left")
        .await?;
    assert_eq!(left, [true, true, true]);
    crate::common::mark(world).await?;
    page.miss(&any_open()).await?;
    let opened = page
        .events()
        .await?
        .iter()
        .any(|event| event.name == "newsstand-open");
    ensure!(!opened, "newsstand-open was fired");
    // Without a modifier the reader opens, and the page's listener gets a click that is taken.
    page.click(&headline("ferry")).await?;
    page.see(&open_headline(title("en", "ES", "ferry"))).await?;
    assert_eq!(
        page.eval::<Vec<bool>>("return left.slice(3)").await?,
        [false]
    );
    Ok(())
}
