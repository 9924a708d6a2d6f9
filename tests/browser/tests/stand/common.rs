//! What the scenarios name in common.

use newsstand_browser_tests::fixture::{headline, open_headline, title};
use newsstand_browser_tests::{Page, Query, Result, World, role, until};
use serde_json::json;

/// What a publisher copies, as the site of a scenario serves it.
pub const PROGRAM: [&str; 3] = [
    "/embed/core.js",
    "/embed/core.wasm",
    "/embed/news-stand.css",
];

pub fn language_picker() -> Query {
    role("combobox").named("Select Language")
}

pub fn country_picker() -> Query {
    role("combobox").named("Select Country")
}

pub fn carousel() -> Query {
    role("region").named("Similar News").described("carousel")
}

pub fn back_button() -> Query {
    role("button").named("Back to the front page")
}

pub fn try_again() -> Query {
    role("button").named("Try again").inside(&role("alert"))
}

/// Presses "Try again", unless the stand has helped itself by then.
pub async fn mended(page: &Page) -> Result {
    if page.count(&try_again()).await? > 0 {
        // It may go at the very moment of the click.
        let _ = page.click(&try_again()).await;
    }
    page.miss(&role("alert")).await
}

/// Any article that is open, by its headline in the usual level.
pub fn any_open() -> Query {
    role("heading").level(1)
}

/// Opens a picker and takes the option that has this in its name.
pub async fn choose(page: &Page, picker: &Query, option: &str) -> Result {
    page.click(picker).await?;
    page.click(&role("option").naming(option)).await?;
    page.miss(&role("listbox")).await
}

/// Opens a story of en/ES by a click on its headline.
pub async fn read(page: &Page, story: &str) -> Result {
    page.click(&headline(story)).await?;
    page.see(&open_headline(title("en", "ES", story))).await?;
    written(page).await
}

/// Waits until the body of every open article is there, as far as it has come.
pub async fn written(page: &Page) -> Result {
    let script =
        "return [...document.querySelectorAll('news-stand')].every(({ shadowRoot: root }) =>
        !root?.querySelector('.reader') || root.querySelector('.reader > .body[aria-busy=false]'))";
    page.until::<bool>("the words of the article", script)
        .await?;
    Ok(())
}

/// Waits until something with this role and name has the focus.
pub async fn focused(page: &Page, role: &str, name: &str) -> Result {
    until(format!("the focus on {role} “{name}”"), async || {
        let focus = page.focus().await?;
        anyhow::ensure!(
            focus.role == role && focus.name == name,
            "it is on {focus:?}"
        );
        Ok(Some(()))
    })
    .await
}

/// Asks the site for something nobody else asks for. What the page would have asked for before is
/// in the journal after this: a check that nothing was asked needs no waiting by the clock.
pub async fn mark(world: &World) -> Result {
    let before = world.journal().count("/mark");
    // Two frames: observers and effects of the last change have run.
    let script =
        "for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
        await fetch('/mark').catch(() => {}); return true";
    world
        .site
        .serve("/mark", newsstand_browser_tests::Reply::json(&json!(1)));
    world.page.eval_async::<bool>(script).await?;
    world.journal().asked_times("/mark", before + 1).await
}

/// Whether an element of the host page has a box: light DOM children of a stand have none unless
/// they are the fallback.
pub async fn is_shown(page: &Page, selector: &str) -> Result<bool> {
    let script = "const element = document.querySelector(arguments[0]);
        const { width, height } = element.getBoundingClientRect();
        return element.checkVisibility({ visibilityProperty: true }) && width > 0 && height > 0";
    page.eval_with(script, vec![json!(selector)]).await
}

/// Waits until an element of the host page has a box, or has none.
pub async fn shows(page: &Page, selector: &str, wanted: bool) -> Result {
    until(
        format!("{selector} {}", if wanted { "to show" } else { "to hide" }),
        async || Ok((is_shown(page, selector).await? == wanted).then_some(())),
    )
    .await
}
