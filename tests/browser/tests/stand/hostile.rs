//! Host pages whose style sheets would break what they reach.

use anyhow::ensure;
use newsstand_browser_tests::fixture::{BRAND, HARBOUR, headline};
use newsstand_browser_tests::{Query, Reply, Result, World, role, scenarios};
use serde_json::Value;

use crate::common::{back_button, carousel, choose, language_picker, read};

scenarios!(
    a_reset_of_everything_does_not_reach_in,
    inherited_properties_do_not_seep_in,
    a_small_root_font_does_not_shrink_the_stand,
    a_dark_host_page_keeps_the_stand_readable,
    nothing_leaks_out,
    the_pages_globals_stay_as_they_are,
);

async fn open_with(world: &World, styles: &str) -> Result {
    world
        .site
        .serve("/host.css", Reply::style(styles.to_owned()));
    world
        .host(newsstand_browser_tests::world::TAG)?
        .head(r#"<link rel="stylesheet" href="/host.css">"#)
        .open()
        .await?;
    world.page.see(&headline("harbour")).await?;
    Ok(())
}

async fn a_reset_of_everything_does_not_reach_in(world: &World) -> Result {
    open_with(
        world,
        "* { all: unset !important } div { display: none !important }",
    )
    .await?;
    let page = &world.page;
    for story in ["harbour", "ferry", "observatory"] {
        let place = page.place(&headline(story)).await?;
        ensure!(
            place.width > 60.0 && place.height > 14.0,
            "the headline of {story} is squeezed to {place:?}"
        );
    }
    let feed = page.place(&role("feed")).await?;
    ensure!(feed.width > 700.0, "the feed is only {feed:?}");
    // The lead is the largest, and headlines stand in more than one column.
    let lead = page.place(&headline("harbour")).await?;
    let other = page.place(&headline("observatory")).await?;
    ensure!(lead.top < other.top || lead.left != other.left);
    page.see(&role("link").naming(BRAND)).await?;
    // And everything works.
    read(page, "harbour").await?;
    let article = page.place(&role("article").named(HARBOUR)).await?;
    ensure!(
        article.width > 280.0 && article.height > 400.0,
        "the article is squeezed to {article:?}"
    );
    page.see(&role("button").named("Next").inside(&carousel()))
        .await?;
    page.click(&back_button()).await?;
    choose(page, &language_picker(), "Français").await
}

/// What an element looks like, as far as it could be inherited from the page.
async fn look(world: &World, query: &Query) -> Result<Value> {
    let script = "const style = getComputedStyle(element);
        return Object.fromEntries(['fontSize', 'fontStyle', 'fontWeight', 'fontVariantCaps', 'letterSpacing',
            'lineHeight', 'textAlign', 'textIndent', 'textTransform', 'whiteSpace', 'wordSpacing', 'color',
            'visibility', 'listStyleType', 'hyphens', 'textShadow', 'direction', 'writingMode', 'quotes',
            'borderCollapse', 'userSelect', 'pointerEvents'].map((name) => [name, style[name]]))";
    world.page.with(query, script).await
}

/// What differs between the looks of two pages.
fn differences(plain: &[Value], other: &[Value]) -> Vec<String> {
    let pairs = plain
        .iter()
        .zip(other)
        .filter_map(|(plain, other)| Some((plain.as_object()?, other.as_object()?)));
    pairs
        .flat_map(|(plain, other)| {
            plain
                .iter()
                .map(move |(name, value)| (name, value, &other[name]))
        })
        .filter(|(_, value, other)| value != other)
        .map(|(name, value, other)| format!("{name}: {value} became {other}"))
        .collect()
}

/// The looks of a headline, the brand, a paragraph and a list item.
async fn looks(world: &World, styles: &str) -> Result<Vec<Value>> {
    open_with(world, styles).await?;
    let front = look(world, &headline("ferry")).await?;
    let brand = look(world, &role("link").naming(BRAND)).await?;
    read(&world.page, "harbour").await?;
    let words = role("paragraph")
        .saying("The harbour is")
        .inside(&role("article"));
    let paragraph = look(world, &words).await?;
    let item = look(world, &role("listitem").saying("Two cranes")).await?;
    Ok(vec![front, brand, paragraph, item])
}

async fn inherited_properties_do_not_seep_in(world: &World) -> Result {
    let hostile = "body, news-stand {
        font: italic 900 44px/3 cursive; font-variant-caps: small-caps; letter-spacing: 0.5em;
        word-spacing: 2em; text-align: right; text-indent: 4em; text-transform: uppercase;
        white-space: nowrap; color: #f0f; list-style: square; text-shadow: 2px 2px red;
        border-collapse: collapse; direction: rtl; cursor: wait; user-select: none; }";
    let plain = looks(world, "").await?;
    let other = looks(world, hostile).await?;
    assert_eq!(differences(&plain, &other), Vec::<String>::new());
    Ok(())
}

async fn a_small_root_font_does_not_shrink_the_stand(world: &World) -> Result {
    // Pages that reckon in tenths of `rem` do this; sizes that follow the root would be unreadable.
    let plain = looks(world, "").await?;
    let other = looks(world, "html { font-size: 62.5% }").await?;
    assert_eq!(differences(&plain, &other), Vec::<String>::new());
    Ok(())
}

async fn a_dark_host_page_keeps_the_stand_readable(world: &World) -> Result {
    // The stand paints its own paper: its dark ink would not be seen on the page's black.
    open_with(world, "html { background: #000; color: #fff }").await?;
    let script = "let at = element;
        for (; at; at = at.parentElement ?? at.getRootNode().host) {
          const { backgroundColor } = getComputedStyle(at);
          if (!/rgba\\(.*, 0\\)|transparent/.test(backgroundColor)) return [at.localName, backgroundColor, getComputedStyle(element).color];
        }";
    let (painter, paper, ink): (String, String, String) =
        world.page.with(&headline("ferry"), script).await?;
    ensure!(painter != "html", "{ink} ink on the page's own {paper}");
    Ok(())
}

async fn nothing_leaks_out(world: &World) -> Result {
    let measure = "const style = getComputedStyle(document.getElementById('own'));
        return [...style].map((name) => `${name}: ${style.getPropertyValue(name)}`).filter((line) => !/^(perspective|transform)-origin|size|width|height/.test(line))";
    let own = r#"<p id="own">The page's own words</p>"#;
    world.host(own)?.script("").open().await?;
    let before: Value = world.page.eval(measure).await?;
    world
        .open(&format!("{own}{}", newsstand_browser_tests::world::TAG))
        .await?;
    world.page.see(&headline("harbour")).await?;
    let after: Value = world.page.eval(measure).await?;
    assert_eq!(before, after);
    Ok(())
}

async fn the_pages_globals_stay_as_they_are(world: &World) -> Result {
    let globals = "return Object.getOwnPropertyNames(window).filter((name) => !/^(fallback|\\d+)$/.test(name)).sort()";
    world
        .host(newsstand_browser_tests::world::TAG)?
        .script("")
        .open()
        .await?;
    // WebDriver leaves names of its own behind, once it has been asked for anything.
    world.page.see(&role("link").of("body")).await?;
    let before: Vec<String> = world.page.eval(globals).await?;
    world.open_front().await?;
    read(&world.page, "harbour").await?;
    let mut after: Vec<String> = world.page.eval(globals).await?;
    after.retain(|name| !before.contains(name));
    assert_eq!(after, Vec::<String>::new());
    Ok(())
}
