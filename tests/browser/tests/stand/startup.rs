//! Start-up: what is asked for at once, what need not wait for what, and that nothing moves.

use anyhow::ensure;
use newsstand_browser_tests::fixture::headline;
use newsstand_browser_tests::world::TAG;
use newsstand_browser_tests::{Page, Query, Result, World, scenarios, until};

use crate::common::{PROGRAM, mark};

scenarios!(
    program_and_data_are_asked_for_side_by_side,
    the_feed_does_not_wait_for_the_program,
    the_program_does_not_wait_for_the_data,
    each_part_is_fetched_once,
    a_skeleton_is_drawn_before_the_program_is_there,
    nothing_moves_for_a_reader_above,
    nothing_moves_for_a_reader_at_its_end,
    // WebKit, which has no scroll anchoring, still moves a reader who is past the stand: see the
    // known gaps in the README.
    nothing_moves_for_a_reader_below in [chromium, firefox],
    nothing_moves_around_a_sidebar,
    nothing_moves_around_view_related,
    the_browser_measures_no_layout_shift in [chromium],
);

async fn program_and_data_are_asked_for_side_by_side(world: &World) -> Result {
    let gates: Vec<_> = PROGRAM
        .iter()
        .chain(&["/stand.json"])
        .map(|path| (path, world.site.gate(path)))
        .collect();
    world.open(TAG).await?;
    // None has been answered: whoever waited for another's answer would never be asked for.
    for (path, _) in &gates {
        world.journal().asked(path).await?;
    }
    drop(gates);
    world.page.see(&headline("harbour")).await?;
    Ok(())
}

async fn the_feed_does_not_wait_for_the_program(world: &World) -> Result {
    let gates: Vec<_> = PROGRAM.iter().map(|path| world.site.gate(path)).collect();
    world.open(TAG).await?;
    world.journal().asked("/feeds/en-ES.json").await?;
    drop(gates);
    world.page.see(&headline("harbour")).await?;
    // What was foreseen is what was needed, and it was not asked for again.
    mark(world).await?;
    assert_eq!(world.journal().count("/feeds/en-ES.json"), 1);
    let feeds = world
        .journal()
        .paths()
        .iter()
        .filter(|path| path.starts_with("/feeds/"))
        .count();
    assert_eq!(feeds, 1, "{:?}", world.journal().paths());
    Ok(())
}

async fn the_program_does_not_wait_for_the_data(world: &World) -> Result {
    let gate = world.site.gate("/stand.json");
    world.open(TAG).await?;
    for path in PROGRAM {
        world.journal().asked(path).await?;
    }
    gate.open();
    world.page.see(&headline("harbour")).await?;
    Ok(())
}

async fn each_part_is_fetched_once(world: &World) -> Result {
    world.open_front().await?;
    mark(world).await?;
    let mut paths = world.journal().paths();
    paths.retain(|path| path.starts_with("/embed/") || path.ends_with(".json"));
    let all = paths.len();
    paths.sort();
    paths.dedup();
    assert_eq!(
        paths.len(),
        all,
        "something was asked for twice: {:?}",
        world.journal().paths()
    );
    // An English stand needs no strings but those in the program; at most one file of them.
    ensure!(
        paths
            .iter()
            .filter(|path| path.contains("/locales/"))
            .count()
            <= 1
    );
    Ok(())
}

async fn a_skeleton_is_drawn_before_the_program_is_there(world: &World) -> Result {
    let gates: Vec<_> = PROGRAM.iter().map(|path| world.site.gate(path)).collect();
    world.open(TAG).await?;
    until("the skeleton", async || {
        let seen: (f64, u32) = world
            .page
            .eval(
                "const stand = document.querySelector('news-stand');
                 const drawn = [...(stand.shadowRoot?.querySelectorAll('*') ?? [])].filter((element) => {
                   const { width, height } = element.getBoundingClientRect();
                   return width > 40 && height > 10;
                 });
                 return [stand.getBoundingClientRect().height, drawn.length]",
            )
            .await?;
        ensure!(seen.0 > 300.0 && seen.1 > 4, "{} px high, {} pieces", seen.0, seen.1);
        Ok(Some(()))
    })
    .await?;
    drop(gates);
    world.page.see(&headline("harbour")).await?;
    Ok(())
}

const BELOW: &str = r#"<p id="below">What the page says below the stand.</p><p>More of it.</p>"#;

/// Where the reader looks while the stand is being drawn.
enum Looking {
    /// At the top of the page.
    Above,
    /// At the end of the stand, with what follows it.
    AtTheEnd,
    /// Further down, the stand out of sight.
    Below,
}

/// What the reader sees of the page, and where: its own paragraphs, and the stand's edges.
async fn sight(page: &Page) -> Result<Vec<(String, f64)>> {
    page.eval(
        "const own = [...document.querySelectorAll('p')].map((paragraph, index) => [`paragraph ${index}`, paragraph.getBoundingClientRect().top]);
         const { top, bottom } = document.querySelector('news-stand').getBoundingClientRect();
         return [...own, ['the stand’s top', top], ['the stand’s end', bottom]].filter(([, y]) => y >= 0 && y <= innerHeight)",
    )
    .await
}

/// Nothing that the reader sees moves: neither when the program comes, nor when the headlines do.
async fn keeps_still(world: &World, body: &str, looking: Looking, ready: &Query) -> Result {
    let page = &world.page;
    let program: Vec<_> = PROGRAM.iter().map(|path| world.site.gate(path)).collect();
    let data = world.site.gate("/feeds/en-ES.json");
    let rest = "<p>The page goes on.</p>".repeat(60);
    world
        .open(&format!("<p>The page begins.</p>{body}{BELOW}{rest}"))
        .await?;
    let skeleton =
        "return document.querySelector('news-stand').getBoundingClientRect().height > 100";
    page.until::<bool>("the skeleton", skeleton).await?;
    let scroll = match looking {
        Looking::Above => "",
        Looking::AtTheEnd => {
            "document.getElementById('below').scrollIntoView({ block: 'center' });"
        }
        Looking::Below => "scrollTo(0, document.getElementById('below').offsetTop + 300);",
    };
    page.eval::<()>(scroll).await?;
    mark(world).await?;
    let before = sight(page).await?;
    ensure!(before.len() > 1, "there is nothing to look at");
    drop(program);
    world.journal().asked("/feeds/en-ES.json").await?;
    mark(world).await?;
    let with_program = sight(page).await?;
    data.open();
    page.see(ready).await?;
    page.event("newsstand-ready", 1).await?;
    mark(world).await?;
    let with_headlines = sight(page).await?;
    for (what, was) in &before {
        for (when, now) in [
            ("the program", &with_program),
            ("the headlines", &with_headlines),
        ] {
            let now = now.iter().find(|(name, _)| name == what).map(|(_, y)| *y);
            let moved = now.is_none_or(|now| (now - was).abs() > 0.6);
            ensure!(
                !moved,
                "{what} was at {was}; when {when} came it was at {now:?}"
            );
        }
    }
    Ok(())
}

async fn nothing_moves_for_a_reader_above(world: &World) -> Result {
    keeps_still(world, TAG, Looking::Above, &headline("harbour")).await
}

async fn nothing_moves_for_a_reader_at_its_end(world: &World) -> Result {
    keeps_still(world, TAG, Looking::AtTheEnd, &headline("harbour")).await
}

async fn nothing_moves_for_a_reader_below(world: &World) -> Result {
    keeps_still(world, TAG, Looking::Below, &headline("harbour")).await
}

async fn nothing_moves_around_a_sidebar(world: &World) -> Result {
    let narrow = format!(r#"<div style="width: 300px">{TAG}</div>"#);
    keeps_still(world, &narrow, Looking::AtTheEnd, &headline("harbour")).await
}

async fn nothing_moves_around_view_related(world: &World) -> Result {
    let tag = r#"<news-stand src="/stand.json" language="en" country="ES" view="related" article="harbour" loading="eager"></news-stand>"#;
    keeps_still(world, tag, Looking::Above, &crate::common::carousel()).await
}

async fn the_browser_measures_no_layout_shift(world: &World) -> Result {
    let gate = world.site.gate("/embed/core.wasm");
    // Whether the page is painted before the script has come is a matter of luck: the place is kept
    // as in the builder's snippet.
    world
        .host(&format!("<p>The page begins.</p>{TAG}{BELOW}"))?
        .head(r#"<link rel="stylesheet" href="/embed/reserve.css">"#)
        .open()
        .await?;
    let skeleton =
        "return document.querySelector('news-stand').getBoundingClientRect().height > 100";
    world.page.until::<bool>("the skeleton", skeleton).await?;
    // What follows the stand is in sight, so that it could be seen to move.
    world
        .page
        .eval::<()>("document.getElementById('below').scrollIntoView({ block: 'end' });")
        .await?;
    mark(world).await?;
    gate.open();
    world.page.event("newsstand-ready", 1).await?;
    mark(world).await?;
    let shifts: serde_json::Value = world
        .page
        .eval_async(
            "const shifts = [];
             const observer = new PerformanceObserver((list) => shifts.push(...list.getEntries()));
             observer.observe({ type: 'layout-shift', buffered: true });
             for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
             shifts.push(...observer.takeRecords());
             return shifts.map((shift) => [shift.value, shift.sources.map((source) => source.node?.nodeName ?? 'stand')])",
        )
        .await?;
    assert_eq!(shifts, serde_json::json!([]));
    Ok(())
}
