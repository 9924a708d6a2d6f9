//! Each attribute: its values, its default, and changing it at run time.

use anyhow::{Context, ensure};
use newsstand_browser_tests::fixture::{
    BRAND, HARBOUR, headline, headline_in, open_headline, stand, title,
};
use newsstand_browser_tests::{Page, Query, Reply, Result, World, role, scenarios, until};
use serde_json::{Value, json};

use crate::common::{any_open, back_button, carousel, choose, language_picker, mark, read};

scenarios!(
    src_may_be_a_feed,
    src_changes_at_run_time,
    what_is_set_beside_src_is_looked_up_in_the_new_stand,
    a_choice_while_a_new_source_comes_does_not_keep_it_away,
    src_is_required,
    language_and_country_choose_the_edition,
    language_and_country_change_at_run_time,
    a_language_without_edition_is_passed_over,
    without_language_the_readers_languages_decide,
    without_language_a_browser_without_language_gets_the_first_edition,
    the_readers_choice_is_remembered,
    storage_none_writes_nothing,
    view_related_shows_only_the_carousel,
    view_related_takes_the_pages_canonical_url,
    view_related_leads_to_the_publishers_pages,
    view_changes_at_run_time,
    article_opens_by_id,
    article_opens_by_url,
    article_changes_at_run_time,
    links_outside_follow_the_publisher,
    links_change_at_run_time,
    theme_light_and_dark,
    theme_auto_follows_the_reader in [chromium, firefox],
    loading_lazy_waits_for_the_viewport,
    loading_eager_does_not_wait,
    loading_changes_at_run_time,
    heading_level_moves_all_headings,
    malformed_values_are_named_once,
    malformed_tags_are_named_once,
    malformed_values_at_run_time_are_named_once,
    properties_reflect,
    properties_set_before_the_script_count,
);

async fn src_may_be_a_feed(world: &World) -> Result {
    world
        .open(r#"<news-stand src="/feeds/fr-FR.json" loading="eager"></news-stand>"#)
        .await?;
    world.page.see(&headline_in("fr", "FR", "museum")).await?;
    world
        .page
        .click(&headline_in("fr", "FR", "harbour"))
        .await?;
    world
        .page
        .see(&open_headline(title("fr", "FR", "harbour")))
        .await?;
    assert_eq!(world.journal().count("/stand.json"), 0);
    Ok(())
}

/// Serves another stand with editions of these languages and countries at `/other.json`.
fn serve_other_stand(world: &World, editions: &[(&str, &str)]) {
    let edition = |(language, country): &(&str, &str)| json!({ "language": language, "country": country, "feed": format!("feeds/{language}-{country}.json") });
    let mut other = stand();
    other["title"] = json!("The Other Paper");
    other["editions"] = editions.iter().map(edition).collect();
    world.site.serve("/other.json", Reply::json(&other));
}

async fn src_changes_at_run_time(world: &World) -> Result {
    serve_other_stand(world, &[("en", "US")]);
    world.open_front().await?;
    world
        .page
        .set("news-stand", "src", Some("/other.json"))
        .await?;
    world.page.see(&headline_in("en", "US", "prairie")).await?;
    world
        .page
        .see(&role("link").naming("The Other Paper"))
        .await?;
    world.page.miss(&headline("harbour")).await?;
    world
        .page
        .set("news-stand", "src", Some("/feeds/fr-FR.json"))
        .await?;
    world.page.see(&headline_in("fr", "FR", "museum")).await?;
    world.page.miss(&headline_in("en", "US", "prairie")).await
}

async fn what_is_set_beside_src_is_looked_up_in_the_new_stand(world: &World) -> Result {
    serve_other_stand(world, &[("en", "US"), ("fr", "FR")]);
    world.open_front().await?;
    let page = &world.page;
    // WebKit ends a turn after each call of a driver's own script.
    let set_in_one_turn = "const stand = document.querySelector('news-stand');
        const [attributes] = arguments;
        setTimeout(() => { for (const [name, value] of attributes) stand.setAttribute(name, value); });";
    let attributes = json!([
        ["src", "/other.json"],
        ["language", "fr"],
        ["country", "FR"]
    ]);
    page.eval_with::<()>(set_in_one_turn, vec![attributes])
        .await?;
    page.see(&headline_in("fr", "FR", "museum")).await?;
    page.see(&role("link").naming("The Other Paper")).await?;
    let attributes = json!([["src", "/feeds/en-US.json"], ["article", "prairie"]]);
    page.eval_with::<()>(set_in_one_turn, vec![attributes])
        .await?;
    page.see(&open_headline(title("en", "US", "prairie")))
        .await?;
    // The edition that is on its way is the one meant.
    let attributes = json!([["src", "/stand.json"], ["language", "fr"]]);
    page.eval_with::<()>(set_in_one_turn, vec![attributes])
        .await?;
    page.see(&headline_in("fr", "FR", "museum")).await?;
    let attributes = json!([
        ["language", "es"],
        ["country", "MX"],
        ["article", "es-bakery"]
    ]);
    page.eval_with::<()>(set_in_one_turn, vec![attributes])
        .await?;
    page.see(&open_headline(title("es", "MX", "bakery")))
        .await?;
    // Whatever the order in which they are set.
    let attributes = json!([["article", "prairie"], ["src", "/feeds/en-US.json"]]);
    page.eval_with::<()>(set_in_one_turn, vec![attributes])
        .await?;
    page.see(&open_headline(title("en", "US", "prairie")))
        .await?;
    let events = page.events().await?;
    ensure!(
        events.iter().all(|event| event.name != "newsstand-error"),
        "{events:?}"
    );
    // What is called last holds.
    let close = "const stand = document.querySelector('news-stand');
        stand.article = 'diner'; stand.close();";
    page.eval::<()>(close).await?;
    mark(world).await?;
    page.miss(&any_open()).await
}

async fn a_choice_while_a_new_source_comes_does_not_keep_it_away(world: &World) -> Result {
    serve_other_stand(world, &[("en", "US"), ("fr", "FR")]);
    world.open_front().await?;
    let page = &world.page;
    let gate = world.site.gate("/other.json");
    page.set("news-stand", "src", Some("/other.json")).await?;
    world.journal().asked("/other.json").await?;
    choose(page, &language_picker(), "Français").await?;
    gate.open();
    page.see(&role("link").naming("The Other Paper")).await?;
    Ok(())
}

async fn src_is_required(world: &World) -> Result {
    world.page.expect("src").await;
    world
        .open(r#"<news-stand loading="eager"></news-stand>"#)
        .await?;
    let error = world.page.event("newsstand-error", 1).await?;
    assert_eq!(error.detail["kind"], "setting");
    world.page.see(&role("alert")).await?;
    world
        .page
        .set("news-stand", "src", Some("/stand.json"))
        .await?;
    world.page.see(&role("feed")).await?;
    world.page.miss(&role("alert")).await
}

async fn language_and_country_choose_the_edition(world: &World) -> Result {
    for (language, country, story) in [
        ("en", "US", "prairie"),
        ("es", "MX", "bakery"),
        ("ja", "JP", "orchard"),
        ("EN-us", "us", "bridge"),
    ] {
        let tag = format!(
            r#"<news-stand src="/stand.json" language="{language}" country="{country}" loading="eager"></news-stand>"#
        );
        world.open(&tag).await?;
        let (language, country) = (&language[..2].to_lowercase(), &country.to_uppercase());
        world
            .page
            .see(&headline_in(language, country, story))
            .await?;
    }
    Ok(())
}

async fn language_and_country_change_at_run_time(world: &World) -> Result {
    world.open_front().await?;
    let page = &world.page;
    page.set("news-stand", "country", Some("US")).await?;
    page.see(&headline_in("en", "US", "prairie")).await?;
    page.set("news-stand", "language", Some("fr")).await?;
    page.see(&headline_in("fr", "FR", "museum")).await?;
    page.miss(&headline_in("en", "US", "prairie")).await
}

async fn a_language_without_edition_is_passed_over(world: &World) -> Result {
    // Sound values that this stand does not have: no warning, the next wish counts.
    world.open(r#"<news-stand src="/stand.json" language="sw" country="KE" loading="eager"></news-stand>"#).await?;
    world.page.see(&role("feed")).await?;
    world.page.see(&language_picker().saying("English")).await?;
    Ok(())
}

/// Opens a stand without a language for a reader with these languages.
async fn open_for(world: &World, languages: &str) -> Result {
    let script =
        format!("Object.defineProperty(navigator, 'languages', {{ get: () => {languages} }});");
    world.site.serve("/languages.js", Reply::script(script));
    world
        .host(r#"<news-stand src="/stand.json" loading="eager"></news-stand>"#)?
        .head(r#"<script src="/languages.js"></script>"#)
        .open()
        .await
}

async fn without_language_the_readers_languages_decide(world: &World) -> Result {
    for (languages, language, country, story) in [
        ("['fr-CA', 'en']", "fr", "FR", "museum"),
        ("['en-US', 'en']", "en", "US", "prairie"),
        ("['pt-BR', 'es']", "es", "MX", "bakery"),
        ("['pt', 'sw']", "en", "ES", "harbour"),
    ] {
        open_for(world, languages).await?;
        let seen = world.page.see(&headline_in(language, country, story)).await;
        seen.with_context(|| format!("for a reader of {languages}"))?;
    }
    Ok(())
}

async fn without_language_a_browser_without_language_gets_the_first_edition(
    world: &World,
) -> Result {
    // WebKitGTK says "C" where the system has no language.
    for languages in ["['C']", "[]", "['']"] {
        open_for(world, languages).await?;
        world
            .page
            .see(&headline("harbour"))
            .await
            .with_context(|| format!("for {languages}"))?;
    }
    Ok(())
}

async fn the_readers_choice_is_remembered(world: &World) -> Result {
    open_for(world, "['en-US', 'en']").await?;
    let page = &world.page;
    page.see(&headline_in("en", "US", "prairie")).await?;
    crate::common::choose(page, &language_picker(), "Français").await?;
    page.see(&headline_in("fr", "FR", "museum")).await?;
    page.reload().await?;
    page.see(&headline_in("fr", "FR", "museum")).await?;
    Ok(())
}

/// Everything that is kept on the device for this origin.
async fn kept(page: &Page) -> Result<Value> {
    page.eval_async(
        "const databases = indexedDB.databases ? await indexedDB.databases() : [];
         const caches = self.caches ? await self.caches.keys() : [];
         const workers = navigator.serviceWorker ? await navigator.serviceWorker.getRegistrations() : [];
         return [Object.keys(localStorage), Object.keys(sessionStorage), document.cookie, caches,
             databases.map((database) => database.name), workers.length]",
    )
    .await
}

async fn storage_none_writes_nothing(world: &World) -> Result {
    let tag = r#"<news-stand src="/stand.json" language="en" country="ES" storage="none" loading="eager"></news-stand>"#;
    world.open(tag).await?;
    let page = &world.page;
    read(page, "harbour").await?;
    page.click(&back_button()).await?;
    crate::common::choose(page, &language_picker(), "Español").await?;
    page.see(&headline_in("es", "MX", "bakery")).await?;
    mark(world).await?;
    assert_eq!(kept(page).await?, json!([[], [], "", [], [], 0]));
    page.reload().await?;
    page.see(&headline("harbour")).await?;
    Ok(())
}

async fn view_related_shows_only_the_carousel(world: &World) -> Result {
    let tag = r#"<news-stand src="/stand.json" language="en" country="ES" view="related" article="harbour" loading="eager"></news-stand>"#;
    world.open(tag).await?;
    let page = &world.page;
    page.see(
        &role("link")
            .named(title("en", "ES", "ferry"))
            .inside(&carousel()),
    )
    .await?;
    page.miss(&role("link").named(HARBOUR)).await?;
    for absent in [role("combobox"), role("feed"), any_open()] {
        page.miss(&absent).await?;
    }
    // Another article has other similar news.
    page.set("news-stand", "article", Some("ferry")).await?;
    page.see(&role("link").named(HARBOUR).inside(&carousel()))
        .await?;
    page.miss(&role("link").named(title("en", "ES", "ferry")))
        .await
}

async fn view_related_takes_the_pages_canonical_url(world: &World) -> Result {
    world
        .host(r#"<news-stand src="/stand.json" language="en" country="ES" view="related" loading="eager"></news-stand>"#)?
        .head(r#"<link rel="canonical" href="/news/en/harbour">"#)
        .open()
        .await?;
    let links = role("link").inside(&carousel());
    world.page.see(&links).await?;
    let first = world.page.all(&links).await?;
    let first = first
        .iter()
        .find(|link| link.name != "All News")
        .context("no card")?;
    assert_eq!(first.name, title("en", "ES", "lighthouse"));
    world.page.miss(&role("link").named(HARBOUR)).await
}

async fn view_related_leads_to_the_publishers_pages(world: &World) -> Result {
    // The article's address, as it stands in a page.
    let tag = r#"<news-stand src="/stand.json" language="en" country="ES" view="related" article="/news/en/harbour" loading="eager"></news-stand>"#;
    world.open(tag).await?;
    let ferry = role("link")
        .named(title("en", "ES", "ferry"))
        .inside(&carousel());
    world.page.see(&ferry).await?;
    world.page.miss(&role("link").named(HARBOUR)).await?;
    // The page may show it itself …
    world
        .page
        .eval::<()>("window.__probe.refuse = true;")
        .await?;
    let address = world.page.address().await?;
    world.page.click(&ferry).await?;
    world.page.event("newsstand-open", 1).await?;
    mark(world).await?;
    assert_eq!(world.page.address().await?, address);
    // … and there is no reader that it could open in.
    world
        .page
        .eval::<()>("window.__probe.refuse = false;")
        .await?;
    world.page.click(&ferry).await?;
    left_for(&world.page, &world.site.url("/news/en/ferry")).await
}

async fn view_changes_at_run_time(world: &World) -> Result {
    world.open_front().await?;
    world
        .page
        .set("news-stand", "article", Some("harbour"))
        .await?;
    world
        .page
        .set("news-stand", "view", Some("related"))
        .await?;
    world.page.miss(&role("combobox")).await?;
    world.page.see(&carousel()).await?;
    world.page.set("news-stand", "view", None).await?;
    world.page.see(&language_picker()).await?;
    Ok(())
}

async fn article_opens_by_id(world: &World) -> Result {
    let tag = r#"<news-stand src="/stand.json" language="en" country="ES" article="ferry" loading="eager"></news-stand>"#;
    world.open(tag).await?;
    world
        .page
        .see(&open_headline(title("en", "ES", "ferry")))
        .await?;
    // Nobody asked for the focus to move.
    assert_eq!(world.page.focus().await?.role, "generic");
    world.page.click(&back_button()).await?;
    world.page.see(&headline("ferry")).await?;
    Ok(())
}

async fn article_opens_by_url(world: &World) -> Result {
    let url = world.site.url("/news/en/museum");
    let tag = format!(
        r#"<news-stand src="/stand.json" language="en" country="ES" article="{url}" loading="eager"></news-stand>"#
    );
    world.open(&tag).await?;
    world
        .page
        .see(&open_headline(title("en", "ES", "museum")))
        .await?;
    Ok(())
}

async fn article_changes_at_run_time(world: &World) -> Result {
    world.open_front().await?;
    let page = &world.page;
    for story in ["ferry", "library"] {
        page.set("news-stand", "article", Some(story)).await?;
        page.see(&open_headline(title("en", "ES", story))).await?;
        page.see_count(&any_open(), 1).await?;
    }
    page.set("news-stand", "article", None).await?;
    page.see(&headline("ferry")).await?;
    page.miss(&any_open()).await
}

async fn links_outside_follow_the_publisher(world: &World) -> Result {
    let tag = r#"<news-stand src="/stand.json" language="en" country="ES" links="outside" loading="eager"></news-stand>"#;
    world.open(tag).await?;
    world.page.click(&headline("ferry")).await?;
    left_for(&world.page, &world.site.url("/news/en/ferry")).await
}

async fn links_change_at_run_time(world: &World) -> Result {
    world.open_front().await?;
    read(&world.page, "library").await?;
    world.page.click(&back_button()).await?;
    world
        .page
        .set("news-stand", "links", Some("outside"))
        .await?;
    world.page.click(&headline("ferry")).await?;
    left_for(&world.page, &world.site.url("/news/en/ferry")).await
}

async fn left_for(page: &Page, url: &str) -> Result {
    until("the publisher's page", async || {
        let address = page.address().await?;
        ensure!(address == url, "it is {address}");
        Ok(Some(()))
    })
    .await
}

/// How light a headline's ink is, from 0 (black) to 1 (white).
async fn ink(page: &Page, query: &Query) -> Result<f64> {
    // Drawn into a pixel: a computed colour may be written in any colour space.
    let script = "const context = new OffscreenCanvas(1, 1).getContext('2d');
        context.fillStyle = getComputedStyle(element).color;
        context.fillRect(0, 0, 1, 1);
        const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
        return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255";
    page.with(query, script).await
}

async fn inked(page: &Page, light: bool) -> Result {
    let wanted = if light { "light" } else { "dark" };
    until(format!("{wanted} ink"), async || {
        let ink = ink(page, &headline("ferry")).await?;
        ensure!((ink > 0.7) == light && (ink < 0.3) != light, "it is {ink}");
        Ok(Some(()))
    })
    .await
}

async fn theme_light_and_dark(world: &World) -> Result {
    world.open_front().await?;
    let page = &world.page;
    inked(page, false).await?;
    page.set("news-stand", "theme", Some("dark")).await?;
    inked(page, true).await?;
    page.set("news-stand", "theme", Some("light")).await?;
    inked(page, false).await?;
    page.set("news-stand", "theme", None).await?;
    inked(page, false).await
}

async fn theme_auto_follows_the_reader(world: &World) -> Result {
    world.open_front().await?;
    world.prefer("prefers-color-scheme", "dark").await?;
    inked(&world.page, true).await?;
    world.page.set("news-stand", "theme", Some("light")).await?;
    inked(&world.page, false).await?;
    world.page.set("news-stand", "theme", Some("auto")).await?;
    inked(&world.page, true).await?;
    world.prefer("prefers-color-scheme", "light").await?;
    inked(&world.page, false).await
}

/// A page whose stand is far below the window.
fn far_below(attributes: &str) -> String {
    format!(
        r#"<div style="height: 6000px"></div><news-stand src="/stand.json" language="en" country="ES" {attributes}></news-stand>"#
    )
}

/// What the stand has asked its site for, besides its script.
fn fetched(world: &World) -> Vec<String> {
    let own = |path: &String| path.starts_with("/embed/") && path != "/embed/news-stand.js";
    let data = |path: &String| path.ends_with(".json");
    world
        .journal()
        .paths()
        .into_iter()
        .filter(|path| own(path) || data(path))
        .collect()
}

async fn loading_lazy_waits_for_the_viewport(world: &World) -> Result {
    world.open(&far_below("")).await?;
    // An observer of our own has been told where the stand is: so has the stand's.
    let script = "await new Promise((done) => new IntersectionObserver(done).observe(document.querySelector('news-stand')));
        await customElements.whenDefined('news-stand'); return true";
    world.page.eval_async::<bool>(script).await?;
    mark(world).await?;
    assert_eq!(fetched(world), Vec::<String>::new());
    world
        .page
        .eval::<()>("document.querySelector('news-stand').scrollIntoView();")
        .await?;
    world.page.see(&headline("harbour")).await?;
    Ok(())
}

async fn loading_eager_does_not_wait(world: &World) -> Result {
    world.open(&far_below(r#"loading="eager""#)).await?;
    world.page.see(&headline("harbour")).await?;
    assert_eq!(world.page.eval::<f64>("return scrollY").await?, 0.0);
    Ok(())
}

async fn loading_changes_at_run_time(world: &World) -> Result {
    world.open(&far_below("")).await?;
    mark(world).await?;
    assert_eq!(fetched(world), Vec::<String>::new());
    world
        .page
        .set("news-stand", "loading", Some("eager"))
        .await?;
    world.page.see(&headline("harbour")).await?;
    Ok(())
}

async fn heading_level_moves_all_headings(world: &World) -> Result {
    world.open_front().await?;
    let page = &world.page;
    let heading = role("heading");
    for level in 1..=4 {
        page.set("news-stand", "heading-level", Some(&level.to_string()))
            .await?;
        page.see(
            &heading
                .clone()
                .level(level + 1)
                .naming(title("en", "ES", "ferry")),
        )
        .await?;
        read_at(page, level).await?;
        page.see(
            &heading
                .clone()
                .level(level + 1)
                .named("What the storm left"),
        )
        .await?;
        page.see(&heading.clone().level(level + 1).named("Similar News"))
            .await?;
        let highest = page
            .all(&heading)
            .await?
            .iter()
            .map(|heading| heading.level)
            .min();
        assert_eq!(
            highest,
            Some(level),
            "no heading stands above the article's"
        );
        page.click(&back_button()).await?;
        page.see(&headline("harbour")).await?;
    }
    // While an article is open, too.
    read_at(page, 4).await?;
    page.set("news-stand", "heading-level", Some("2")).await?;
    page.see(&heading.clone().level(2).named(HARBOUR)).await?;
    page.see(&heading.level(3).named("What the storm left"))
        .await?;
    Ok(())
}

async fn read_at(page: &Page, level: u8) -> Result {
    page.click(&headline("harbour")).await?;
    page.see(&role("heading").level(level).named(HARBOUR))
        .await?;
    Ok(())
}

/// The warnings so far that name an attribute.
async fn warnings(page: &Page, attribute: &str) -> Result<Vec<String>> {
    let problems = page.problems().await?;
    let about = |text: &String| {
        text.contains(&format!("{attribute} ")) || text.contains(&format!("{attribute}\""))
    };
    Ok(problems
        .into_iter()
        .filter(|problem| problem.kind == "warn")
        .map(|problem| problem.text)
        .filter(about)
        .collect())
}

async fn malformed_values_are_named_once(world: &World) -> Result {
    let bad = [
        ("view", "sideways", "related"),
        ("links", "maybe", "outside"),
        ("linking", "always", "hash"),
        ("theme", "purple", "light"),
        ("storage", "cloud", "none"),
        ("loading", "now", "eager"),
        ("heading-level", "9", "4"),
        ("refresh", "often", "1440"),
    ];
    world.page.expect("news-stand").await;
    let attributes: Vec<_> = bad
        .iter()
        .map(|(name, value, _)| format!(r#"{name}="{value}""#))
        .collect();
    let tag = format!(
        r#"<news-stand src="/stand.json" language="en" country="ES" {}></news-stand>"#,
        attributes.join(" ")
    );
    world.open(&tag).await?;
    let page = &world.page;
    // The defaults: the front, in light colours, a plain click reads, the headline of level 1.
    read(page, "harbour").await?;
    page.click(&back_button()).await?;
    inked(page, false).await?;
    mark(world).await?;
    for (attribute, value, accepted) in bad {
        let said = warnings(page, attribute).await?;
        assert_eq!(said.len(), 1, "{attribute}: {said:?}");
        ensure!(
            said[0].contains(value),
            "{said:?} does not say what was wrong"
        );
        ensure!(
            said[0].contains(accepted),
            "{said:?} does not say what {attribute} accepts"
        );
    }
    Ok(())
}

async fn malformed_tags_are_named_once(world: &World) -> Result {
    world.page.expect("news-stand").await;
    world.open(r#"<news-stand src="/stand.json" language="!!" country="Spain" loading="eager"></news-stand>"#).await?;
    let page = &world.page;
    page.see(&role("feed")).await?;
    mark(world).await?;
    for (attribute, accepted) in [("language", "BCP 47"), ("country", "3166")] {
        let said = warnings(page, attribute).await?;
        assert_eq!(said.len(), 1, "{attribute}: {said:?}");
        ensure!(
            said[0].contains(accepted),
            "{said:?} does not say what {attribute} accepts"
        );
    }
    Ok(())
}

async fn malformed_values_at_run_time_are_named_once(world: &World) -> Result {
    world.page.expect("news-stand").await;
    world.open_front().await?;
    let page = &world.page;
    page.set("news-stand", "theme", Some("dark")).await?;
    inked(page, true).await?;
    page.set("news-stand", "theme", Some("purple")).await?;
    inked(page, false).await?;
    // The same wrong value once more says nothing new.
    page.set("news-stand", "theme", Some("purple")).await?;
    mark(world).await?;
    assert_eq!(warnings(page, "theme").await?.len(), 1);
    Ok(())
}

async fn properties_reflect(world: &World) -> Result {
    world.open_front().await?;
    let seen: Value = world
        .page
        .eval(
            "const stand = document.querySelector('news-stand');
             const names = { src: 'src', language: 'language', country: 'country', view: 'view',
                 article: 'article', links: 'links', linking: 'linking', theme: 'theme',
                 storage: 'storage', loading: 'loading', headingLevel: 'heading-level', refresh: 'refresh' };
             const values = { src: '/stand.json', language: 'en', country: 'ES', view: 'front',
                 article: 'ferry', links: 'inside', linking: 'none', theme: 'dark',
                 storage: 'none', loading: 'eager', headingLevel: '2', refresh: '10' };
             const wrong = [];
             for (const [property, attribute] of Object.entries(names)) {
               stand[property] = values[property];
               if (stand.getAttribute(attribute) !== values[property]) wrong.push(`${property} does not set ${attribute}`);
               if (String(stand[property]) !== values[property]) wrong.push(`${property} is ${stand[property]}`);
               if (!(property in Object.getPrototypeOf(stand))) wrong.push(`${property} is not the element's own`);
             }
             stand.setAttribute('heading-level', '3');
             if (String(stand.headingLevel) !== '3') wrong.push('heading-level does not set headingLevel');
             return wrong",
        )
        .await?;
    assert_eq!(seen, json!([]));
    world
        .page
        .see(&role("heading").level(3).named(title("en", "ES", "ferry")))
        .await?;
    world.page.see(&role("link").naming(BRAND)).await?;
    Ok(())
}

async fn properties_set_before_the_script_count(world: &World) -> Result {
    let script = "const stand = document.createElement('news-stand');
        stand.src = '/stand.json'; stand.language = 'fr'; stand.loading = 'eager';
        document.documentElement.append(stand);";
    world.site.serve("/early.js", Reply::script(script));
    world
        .host("")?
        .head(r#"<script src="/early.js"></script>"#)
        .open()
        .await?;
    world.page.see(&headline_in("fr", "FR", "museum")).await?;
    let reflected: Value = world
        .page
        .eval("const stand = document.querySelector('news-stand'); return [stand.getAttribute('src'), stand.language]")
        .await?;
    assert_eq!(reflected, json!(["/stand.json", "fr"]));
    Ok(())
}
