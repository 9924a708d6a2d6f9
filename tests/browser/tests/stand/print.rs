//! What comes out on paper.

use anyhow::ensure;
use newsstand_browser_tests::{Query, Result, World, role, scenarios};
use serde_json::{Value, json};

use crate::common::{any_open, back_button, carousel};
use crate::editions::{EDITIONS, serve};

// WebKitGTK's driver can neither print nor pretend to.
scenarios!(
    the_open_article_is_printed_alone in [chromium, firefox],
    the_front_prints_its_headlines in [chromium, firefox],
    only_carousels_print_their_headlines in [chromium, firefox],
);

async fn open(world: &World, theme: &str) -> Result {
    serve(world)?;
    let page = &world.page;
    world.host(&EDITIONS[0].page())?.open().await?;
    page.set("#stand", "theme", Some(theme)).await?;
    page.see(&headline()).await?;
    Ok(())
}

fn headline() -> Query {
    role("link")
        .named(EDITIONS[0].headlines[0])
        .inside(&role("feed"))
}

/// Fails over anything that is neither black, white nor as good as either.
async fn is_black_on_white(world: &World) -> Result {
    let script = "
        const root = document.querySelector('#stand').shadowRoot;
        const grey = (colour) => Math.max(...colour.match(/[\\d.]+/g).slice(0, 3).map(Number));
        return [...root.querySelectorAll('.stand, .stand *')].filter((element) => element.checkVisibility()).flatMap((element) => {
          const { color, backgroundColor } = getComputedStyle(element);
          const isClear = / 0\\)$/.test(backgroundColor);
          const speaks = [...element.childNodes].some((node) => node instanceof Text && node.data.trim());
          return ((speaks && grey(color) > 40) || !(isClear || grey(backgroundColor) === 255)) ? [`${element.className}: ${color} on ${backgroundColor}`] : [];
        })";
    let coloured: Vec<String> = world.page.eval(script).await?;
    ensure!(coloured.is_empty(), "{}", coloured.join("\n"));
    Ok(())
}

/// Fails over boxes that would keep back a part of what is in them.
async fn nothing_is_cut_off(world: &World) -> Result {
    let script = "
        const root = document.querySelector('#stand').shadowRoot;
        return [...root.querySelectorAll('.stand *')].filter((element) => element.checkVisibility() && !element.matches('.unseen, .picture, hr')
          && getComputedStyle(element).overflow !== 'visible' && getComputedStyle(element).display !== 'inline' && element.localName !== 'img')
          .map((element) => element.className)";
    let kept: Vec<String> = world.page.eval(script).await?;
    assert_eq!(kept, Vec::<String>::new());
    Ok(())
}

async fn the_open_article_is_printed_alone(world: &World) -> Result {
    open(world, "dark").await?;
    let page = &world.page;
    page.click(&headline()).await?;
    page.see(&any_open()).await?;
    page.see(&carousel()).await?;
    let whole: String = page
        .with(
            &role("article"),
            "return element.querySelector('.body').innerText",
        )
        .await?;
    page.session().show_print().await?;
    page.miss(&carousel()).await?;
    page.miss(&back_button()).await?;
    for gone in ["combobox", "button", "navigation", "feed", "status"] {
        page.miss(&role(gone)).await?;
    }
    page.miss(&role("link").naming("The Tidewater Post"))
        .await?;
    // What the publication is called stays, and every link has its words.
    page.see(&role("article").saying("The Tidewater Post"))
        .await?;
    let printed: String = page
        .with(
            &role("article"),
            "return element.querySelector('.body').innerText",
        )
        .await?;
    for line in whole.lines().filter(|line| !line.contains("YouTube")) {
        ensure!(printed.contains(line), "“{line}” is not in:\n{printed}");
    }
    page.see(&role("link").named("Open at YouTube")).await?;
    let address: String = page
        .with(
            &role("link").named("Open at YouTube"),
            "return getComputedStyle(element, '::after').content",
        )
        .await?;
    // Firefox tells the rule, Chromium what comes of it.
    ensure!(
        address.contains("youtube.com") || address.contains("attr(href)"),
        "{address}"
    );
    is_black_on_white(world).await?;
    nothing_is_cut_off(world).await?;
    let breaks: Value = page
        .with(
            &role("article"),
            "const style = (selector) => getComputedStyle(element.querySelector(selector));
             return [style('h1').breakAfter, style('.body h2').breakAfter, style('.body figure').breakInside, style('tr').breakInside]",
        )
        .await?;
    assert_eq!(breaks, json!(["avoid", "avoid", "avoid", "avoid"]));
    Ok(())
}

async fn the_front_prints_its_headlines(world: &World) -> Result {
    open(world, "dark").await?;
    let page = &world.page;
    let headlines = page.count(&role("article").inside(&role("feed"))).await?;
    page.session().show_print().await?;
    page.miss(&role("combobox")).await?;
    page.miss(&role("button")).await?;
    page.see_count(&role("article").inside(&role("feed")), headlines)
        .await?;
    page.see(&role("link").naming("The Tidewater Post")).await?;
    is_black_on_white(world).await?;
    nothing_is_cut_off(world).await
}

async fn only_carousels_print_their_headlines(world: &World) -> Result {
    open(world, "light").await?;
    let page = &world.page;
    page.set("#stand", "article", Some("tides")).await?;
    page.set("#stand", "view", Some("related")).await?;
    page.see(&carousel()).await?;
    page.session().show_print().await?;
    page.miss(&role("button")).await?;
    let outside: Value = page
        .with(
            &carousel(),
            "const { left, right } = element.getBoundingClientRect();
             const cards = [...element.querySelectorAll('.card')];
             return [cards.length > 3, cards.filter((card) => card.getBoundingClientRect().left < left - 1 || card.getBoundingClientRect().right > right + 1).length]",
        )
        .await?;
    assert_eq!(outside, json!([true, 0]));
    nothing_is_cut_off(world).await
}
