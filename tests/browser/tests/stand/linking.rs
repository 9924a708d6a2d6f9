//! `linking="hash"`: the open article and the edition live in the host page's fragment.

use anyhow::ensure;
use newsstand_browser_tests::fixture::{HARBOUR, headline, headline_in, open_headline, title};
use newsstand_browser_tests::{Page, Reply, Result, World, role, scenarios, until};
use serde_json::json;

use crate::common::{any_open, back_button, carousel, choose, language_picker, mark, read};

scenarios!(
    opening_is_a_step_that_back_undoes,
    back_goes_through_the_articles_read,
    closing_cleans_the_fragment,
    a_reload_keeps_the_article,
    a_shared_link_opens_the_same_article_and_edition,
    an_article_of_any_id_can_be_shared,
    the_hosts_own_fragment_stays,
    a_choice_after_a_shared_link_is_in_the_fragment,
    closing_keeps_the_edition_that_was_chosen_while_reading,
    back_before_an_edition_has_come_stays_where_it_leads,
    two_stands_share_a_fragment,
    each_of_two_stands_closes_its_own_article,
    linking_none_leaves_the_address_alone,
    linking_changes_at_run_time,
    a_change_of_language_at_run_time_changes_the_fragment,
);

const TAG: &str = r#"<news-stand src="/stand.json" language="en" country="ES" linking="hash" loading="eager"></news-stand>"#;

async fn fragment(page: &Page) -> Result<String> {
    page.eval("return location.hash").await
}

async fn fragment_holds(page: &Page, part: &str) -> Result {
    until(format!("{part} in the fragment"), async || {
        let fragment = fragment(page).await?;
        ensure!(fragment.contains(part), "it is {fragment:?}");
        Ok(Some(()))
    })
    .await
}

async fn fragment_lacks(page: &Page, part: &str) -> Result {
    until(format!("no {part} in the fragment"), async || {
        let fragment = fragment(page).await?;
        ensure!(!fragment.contains(part), "it is {fragment:?}");
        Ok(Some(()))
    })
    .await
}

async fn opening_is_a_step_that_back_undoes(world: &World) -> Result {
    world.open(TAG).await?;
    let page = &world.page;
    read(page, "ferry").await?;
    fragment_holds(page, "ferry").await?;
    page.back().await?;
    page.see(&headline("ferry")).await?;
    page.miss(&any_open()).await?;
    fragment_lacks(page, "ferry").await?;
    page.forward().await?;
    page.see(&open_headline(title("en", "ES", "ferry"))).await?;
    fragment_holds(page, "ferry").await
}

async fn back_goes_through_the_articles_read(world: &World) -> Result {
    world.open(TAG).await?;
    let page = &world.page;
    read(page, "harbour").await?;
    page.click(
        &role("link")
            .named(title("en", "ES", "lighthouse"))
            .inside(&carousel()),
    )
    .await?;
    page.see(&open_headline(title("en", "ES", "lighthouse")))
        .await?;
    fragment_holds(page, "lighthouse").await?;
    page.back().await?;
    page.see(&open_headline(HARBOUR)).await?;
    fragment_holds(page, "harbour").await?;
    page.back().await?;
    page.see(&headline("harbour")).await?;
    page.miss(&any_open()).await
}

async fn closing_cleans_the_fragment(world: &World) -> Result {
    world.open(TAG).await?;
    let page = &world.page;
    read(page, "ferry").await?;
    fragment_holds(page, "ferry").await?;
    page.click(&back_button()).await?;
    page.see(&headline("ferry")).await?;
    fragment_lacks(page, "ferry").await?;
    // The page stays where it is: closing is not leaving.
    assert_eq!(page.eval::<String>("return location.pathname").await?, "/");
    Ok(())
}

async fn a_reload_keeps_the_article(world: &World) -> Result {
    world.open(TAG).await?;
    let page = &world.page;
    read(page, "ferry").await?;
    fragment_holds(page, "ferry").await?;
    page.reload().await?;
    page.see(&open_headline(title("en", "ES", "ferry"))).await?;
    page.click(&back_button()).await?;
    page.see(&headline("ferry")).await?;
    fragment_lacks(page, "ferry").await
}

async fn a_shared_link_opens_the_same_article_and_edition(world: &World) -> Result {
    world.open(TAG).await?;
    let page = &world.page;
    choose(page, &language_picker(), "Français").await?;
    page.click(&headline_in("fr", "FR", "museum")).await?;
    page.see(&open_headline(title("fr", "FR", "museum")))
        .await?;
    fragment_holds(page, "museum").await?;
    let link = page.address().await?;
    // Somebody else, whose device remembers nothing.
    page.eval::<()>("localStorage.clear();").await?;
    page.goto("about:blank").await?;
    page.goto(&link).await?;
    page.see(&open_headline(title("fr", "FR", "museum")))
        .await?;
    Ok(())
}

async fn an_article_of_any_id_can_be_shared(world: &World) -> Result {
    let ids = ["https://news.example/?a=b&c#d", "100% تجربة", "%zz", "%41"];
    let items =
        ids.map(|id| json!({ "id": id, "title": format!("About {id}"), "content_text": "Words." }));
    let feed = json!({ "title": "Any id", "items": items });
    world.site.serve("/ids.json", Reply::json(&feed));
    let page = &world.page;
    let tag = r#"<news-stand src="/ids.json" linking="hash" loading="eager"></news-stand>"#;
    world.open(tag).await?;
    for id in ids {
        let title = format!("About {id}");
        page.click(&role("link").named(&title).inside(&role("feed")))
            .await?;
        page.see(&open_headline(&title)).await?;
        fragment_holds(page, "news-article=").await?;
        let link = page.address().await?;
        page.goto("about:blank").await?;
        page.goto(&link).await?;
        page.see(&open_headline(&title)).await?;
        page.click(&back_button()).await?;
        fragment_lacks(page, "news-article=").await?;
    }
    Ok(())
}

async fn the_hosts_own_fragment_stays(world: &World) -> Result {
    world.host(TAG)?.open_at("/#chapter-2").await?;
    let page = &world.page;
    read(page, "ferry").await?;
    fragment_holds(page, "ferry").await?;
    fragment_holds(page, "chapter-2").await?;
    page.click(&back_button()).await?;
    fragment_lacks(page, "ferry").await?;
    assert_eq!(fragment(page).await?, "#chapter-2");
    Ok(())
}

async fn two_stands_share_a_fragment(world: &World) -> Result {
    let stand = |id: &str| TAG.replacen("<news-stand", &format!(r#"<news-stand id="{id}""#), 1);
    world
        .open(&format!("{}{}", stand("one"), stand("two")))
        .await?;
    let page = &world.page;
    page.click(&headline("ferry").of("#one")).await?;
    page.see(&open_headline(title("en", "ES", "ferry")).of("#one"))
        .await?;
    page.click(&headline("museum").of("#two")).await?;
    page.see(&open_headline(title("en", "ES", "museum")).of("#two"))
        .await?;
    fragment_holds(page, "ferry").await?;
    fragment_holds(page, "museum").await?;
    let link = page.address().await?;
    page.goto("about:blank").await?;
    page.goto(&link).await?;
    page.see(&open_headline(title("en", "ES", "ferry")).of("#one"))
        .await?;
    page.see(&open_headline(title("en", "ES", "museum")).of("#two"))
        .await?;
    Ok(())
}

/// Opens a story in French, and has the page change the language while it is open.
async fn read_french_story_in_spanish(page: &Page) -> Result {
    page.click(&headline_in("fr", "FR", "harbour")).await?;
    page.see(&open_headline(title("fr", "FR", "harbour")))
        .await?;
    page.set("news-stand", "language", Some("es")).await?;
    page.see(&open_headline(title("es", "MX", "harbour")))
        .await?;
    Ok(())
}

async fn a_choice_after_a_shared_link_is_in_the_fragment(world: &World) -> Result {
    let page = &world.page;
    world
        .host(TAG)?
        .open_at("/#news-article=ferry&news-edition=en-ES")
        .await?;
    page.see(&open_headline(title("en", "ES", "ferry"))).await?;
    page.click(&back_button()).await?;
    fragment_lacks(page, "ferry").await?;
    choose(page, &language_picker(), "Français").await?;
    page.see(&headline_in("fr", "FR", "museum")).await?;
    fragment_holds(page, "news-edition=fr-FR").await?;
    // Back to an edition and its front leads to both, not to the same story in that edition.
    read_french_story_in_spanish(page).await?;
    fragment_lacks(page, "fr-FR").await?;
    page.back().await?;
    page.see(&headline_in("fr", "FR", "museum")).await?;
    page.miss(&any_open()).await
}

async fn closing_keeps_the_edition_that_was_chosen_while_reading(world: &World) -> Result {
    world.open(TAG).await?;
    let page = &world.page;
    choose(page, &language_picker(), "Français").await?;
    page.see(&headline_in("fr", "FR", "harbour")).await?;
    fragment_holds(page, "news-edition=fr-FR").await?;
    read_french_story_in_spanish(page).await?;
    page.eval::<()>("document.querySelector('news-stand').close();")
        .await?;
    fragment_lacks(page, "harbour").await?;
    mark(world).await?;
    page.see(&headline_in("es", "MX", "harbour")).await?;
    fragment_holds(page, "news-edition=es-MX").await
}

async fn back_before_an_edition_has_come_stays_where_it_leads(world: &World) -> Result {
    const SPANISH: &str = "/feeds/es-MX.json";
    let page = &world.page;
    world.host(TAG)?.open_at("/#news-edition=fr-FR").await?;
    page.see(&headline_in("fr", "FR", "museum")).await?;
    let gate = world.site.gate(SPANISH);
    page.eval::<()>("location.hash = 'news-edition=es-MX';")
        .await?;
    world.journal().asked(SPANISH).await?;
    page.see(&role("combobox").saying("Español")).await?;
    // The browser's Back leaves out steps that nobody has clicked for.
    page.eval::<()>("history.back();").await?;
    page.see(&role("combobox").saying("Français")).await?;
    gate.open();
    mark(world).await?;
    page.see(&headline_in("fr", "FR", "museum")).await?;
    fragment_holds(page, "news-edition=fr-FR").await
}

async fn each_of_two_stands_closes_its_own_article(world: &World) -> Result {
    let stand = |id: &str| TAG.replacen("<news-stand", &format!(r#"<news-stand id="{id}""#), 1);
    world
        .open(&format!("{}{}", stand("one"), stand("two")))
        .await?;
    let page = &world.page;
    let open_in =
        |story: &'static str, id: &'static str| open_headline(title("en", "ES", story)).of(id);
    page.click(&headline("ferry").of("#one")).await?;
    page.see(&open_in("ferry", "#one")).await?;
    page.click(&headline("museum").of("#two")).await?;
    page.see(&open_in("museum", "#two")).await?;
    page.click(&back_button().of("#one")).await?;
    page.see(&headline("ferry").of("#one")).await?;
    fragment_lacks(page, "ferry").await?;
    fragment_holds(page, "museum").await?;
    page.see(&open_in("museum", "#two")).await?;
    page.click(&back_button().of("#two")).await?;
    page.see(&headline("museum").of("#two")).await?;
    fragment_lacks(page, "museum").await?;
    mark(world).await?;
    // Neither comes back because the other has gone.
    page.see(&headline("ferry").of("#one")).await?;
    fragment_lacks(page, "ferry").await
}

async fn linking_none_leaves_the_address_alone(world: &World) -> Result {
    world.open_front().await?;
    let page = &world.page;
    let place = "return [location.href, history.length]";
    let before: (String, u32) = page.eval(place).await?;
    read(page, "harbour").await?;
    choose(page, &language_picker(), "Español").await?;
    page.see(&open_headline(title("es", "MX", "harbour")))
        .await?;
    mark(world).await?;
    assert_eq!(page.eval::<(String, u32)>(place).await?, before);
    Ok(())
}

async fn linking_changes_at_run_time(world: &World) -> Result {
    world.open_front().await?;
    let page = &world.page;
    page.set("news-stand", "linking", Some("hash")).await?;
    read(page, "ferry").await?;
    fragment_holds(page, "ferry").await?;
    page.back().await?;
    page.see(&headline("ferry")).await?;
    Ok(())
}

async fn a_change_of_language_at_run_time_changes_the_fragment(world: &World) -> Result {
    world.open(TAG).await?;
    let page = &world.page;
    choose(page, &language_picker(), "Español").await?;
    page.click(&headline_in("es", "MX", "harbour")).await?;
    page.see(&open_headline(title("es", "MX", "harbour")))
        .await?;
    fragment_holds(page, "es-harbour").await?;
    // The page's script has the last word, over the reader's choice in the fragment.
    page.set("news-stand", "language", Some("fr")).await?;
    page.see(&open_headline(title("fr", "FR", "harbour")))
        .await?;
    fragment_holds(page, "fr-harbour").await
}
