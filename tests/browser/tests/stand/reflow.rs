//! Narrow windows, large text and wide spacing: nothing is cut off, lies on something else or makes the
//! page wider than its window.

use anyhow::ensure;
use newsstand_browser_tests::{Engine, Result, World, scenarios};

use crate::editions::{EDITIONS, Edition, serve, visit};

scenarios!(
    a_narrow_window_is_scrolled_downward_alone,
    text_of_double_size_stays_whole,
    spaced_text_stays_whole,
);

/// Finds what is wrong with the words on screen.
const TEXT: &str = include_str!("text.js");

/// Goes through every view of these editions, with this in the head, in columns of these widths.
async fn stays_whole(world: &World, head: &str, columns: &[(u32, &[Edition])]) -> Result {
    serve(world)?;
    let page = &world.page;
    let mut all = vec![];
    for (width, editions) in columns {
        for edition in *editions {
            // Not every browser's window can be so narrow; a column of the page can.
            let column = format!("<style>body {{ margin: 0; width: {width}px }}</style>");
            let narrowest = if page.engine() == Engine::Chromium {
                0
            } else {
                640
            };
            page.session().resize((*width).max(narrowest), 900).await?;
            let host = world.host(&edition.page())?;
            host.head(head).head(&column).open().await?;
            visit(world, edition, async |view| {
                let found: Vec<String> = page.eval(TEXT).await?;
                all.extend(
                    found
                        .iter()
                        .map(|what| format!("{view} {} {width} px: {what}", edition.language)),
                );
                Ok(())
            })
            .await?;
        }
    }
    ensure!(all.is_empty(), "{}", all.join("\n"));
    Ok(())
}

/// WCAG 2.2, 1.4.10.
async fn a_narrow_window_is_scrolled_downward_alone(world: &World) -> Result {
    stays_whole(world, "", &[(320, &EDITIONS)]).await
}

/// WCAG 2.2, 1.4.4. Browsers that enlarge only text enlarge the root's font.
async fn text_of_double_size_stays_whole(world: &World) -> Result {
    let large = "<style>html { font-size: 200% }</style>";
    stays_whole(
        world,
        large,
        &[(640, &EDITIONS[..2]), (1280, &EDITIONS[2..])],
    )
    .await
}

/// WCAG 2.2, 1.4.12.
async fn spaced_text_stays_whole(world: &World) -> Result {
    world.site.serve(
        "/spacing.js",
        newsstand_browser_tests::Reply::script(
            "const spacing = new CSSStyleSheet();
             spacing.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
               p { margin-block-end: 2em !important }`);
             const sheets = Object.getOwnPropertyDescriptor(ShadowRoot.prototype, 'adoptedStyleSheets')
               ?? Object.getOwnPropertyDescriptor(DocumentOrShadowRoot.prototype, 'adoptedStyleSheets');
             // As a reader's extension would: after the styles of the stand.
             Object.defineProperty(ShadowRoot.prototype, 'adoptedStyleSheets', {
               configurable: true,
               get() { return sheets.get.call(this); },
               set(all) { sheets.set.call(this, [...all, spacing]); },
             });",
        ),
    );
    stays_whole(
        world,
        r#"<script src="/spacing.js"></script>"#,
        &[(320, &EDITIONS), (1280, &EDITIONS[..2])],
    )
    .await
}
