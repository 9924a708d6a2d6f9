//! A strict Content-Security-Policy with Trusted Types: the whole reader's way without a violation.

use anyhow::ensure;
use newsstand_browser_tests::fixture::{HARBOUR, headline, headline_in, open_headline, title};
use newsstand_browser_tests::{Host, Key, Result, World, role, scenarios};

use crate::common::{
    back_button, carousel, choose, country_picker, language_picker, mark, read, written,
};

scenarios!(
    the_readers_way_violates_nothing,
    a_policy_with_preload_links_violates_nothing,
    a_second_stand_does_not_make_a_second_policy,
);

/// The header that the README tells integrators to send.
pub const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; \
                      style-src 'self'; img-src 'self'; require-trusted-types-for 'script'; \
                      trusted-types newsstand";

/// The README.
pub const README: &str = include_str!("../../../../README.md");

fn strict<'world>(world: &'world World, stands: usize) -> Result<Host<'world>> {
    Ok(world
        .host(&newsstand_browser_tests::world::TAG.repeat(stands))?
        .policy(POLICY))
}

/// Fails over a violation, whatever else the page said.
async fn nothing_violated(world: &World) -> Result {
    mark(world).await?;
    let problems = world.page.problems().await?;
    let violations: Vec<_> = problems
        .iter()
        .filter(|problem| problem.kind == "violation")
        .collect();
    ensure!(violations.is_empty(), "{violations:#?}");
    Ok(())
}

async fn the_readers_way_violates_nothing(world: &World) -> Result {
    ensure!(README.contains(&format!("\nContent-Security-Policy: {POLICY}\n")));
    strict(world, 1)?.open().await?;
    let page = &world.page;
    page.see(&headline("harbour")).await?;
    read(page, "harbour").await?;
    page.see(&role("article").saying("Marta Gil, harbour master"))
        .await?;
    page.click(&role("button").named("Next").inside(&carousel()))
        .await?;
    page.click(&back_button()).await?;
    read(page, "tram").await?;
    page.see(&role("article").saying("The whole story of line nine."))
        .await?;
    page.press(Key::Escape).await?;
    page.see(&headline("tram")).await?;
    page.set("news-stand", "theme", Some("dark")).await?;
    page.set("news-stand", "linking", Some("hash")).await?;
    read(page, "harbour").await?;
    choose(page, &language_picker(), "العربية").await?;
    page.see(&open_headline(title("ar", "EG", "harbour")))
        .await?;
    choose(page, &role("combobox").saying("العربية"), "English").await?;
    page.see(&open_headline(HARBOUR)).await?;
    page.click(&back_button()).await?;
    page.set("news-stand", "linking", None).await?;
    choose(page, &country_picker(), "United States").await?;
    page.see(&headline_in("en", "US", "prairie")).await?;
    page.eval::<()>("document.querySelector('news-stand').remove();")
        .await?;
    nothing_violated(world).await
}

async fn a_policy_with_preload_links_violates_nothing(world: &World) -> Result {
    let links = r#"<link rel="modulepreload" href="/embed/news-stand.js"><link rel="preload" as="fetch" href="/stand.json" crossorigin>"#;
    strict(world, 1)?.head(links).open().await?;
    world.page.see(&headline("harbour")).await?;
    nothing_violated(world).await
}

async fn a_second_stand_does_not_make_a_second_policy(world: &World) -> Result {
    // A policy of the same name may not be made twice.
    strict(world, 2)?.open().await?;
    world.page.see_count(&role("feed"), 2).await?;
    for host in ["news-stand:first-of-type", "news-stand:last-of-type"] {
        world.page.click(&headline("harbour").of(host)).await?;
        world.page.see(&open_headline(HARBOUR).of(host)).await?;
        // Until all of it is there it moves what stands below.
        written(&world.page).await?;
        world.page.see(&carousel().of(host)).await?;
    }
    world
        .page
        .see_count(&role("heading").level(1).named(HARBOUR), 2)
        .await?;
    nothing_violated(world).await
}
