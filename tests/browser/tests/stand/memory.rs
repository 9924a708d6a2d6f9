//! A thousand stands that come and go leave nothing behind.

use anyhow::{Context, ensure};
use newsstand_browser_tests::{Page, Reply, Result, World, scenarios};
use serde_json::json;

scenarios!(
    a_thousand_mounts_and_removals_leave_nothing in [chromium],
    a_page_that_is_never_scrolled_lets_go_of_its_stands in [chromium],
);

/// What a page holds after the garbage has been collected.
#[derive(Debug)]
struct Held {
    heap_bytes: f64,
    /// The program's own memory, which only ever grows.
    program_bytes: f64,
    nodes: f64,
    listeners: f64,
}

async fn held(page: &Page) -> Result<Held> {
    let session = page.session();
    session.devtools("HeapProfiler.enable", json!({})).await?;
    session.devtools("Performance.enable", json!({})).await?;
    // What the first round frees may be what held on to something else.
    for _ in 0..3 {
        session
            .devtools("HeapProfiler.collectGarbage", json!({}))
            .await?;
    }
    let answer = session
        .devtools("Performance.getMetrics", json!({}))
        .await?;
    let metric = |name: &str| {
        let metrics = answer["metrics"].as_array()?;
        metrics.iter().find(|metric| metric["name"] == name)?["value"].as_f64()
    };
    Ok(Held {
        program_bytes: page
            .eval("return watched.exports.memory.buffer.byteLength")
            .await?,
        heap_bytes: metric("JSHeapUsedSize").context("no JSHeapUsedSize")?,
        nodes: metric("Nodes").context("no Nodes")?,
        listeners: metric("JSEventListeners").context("no JSEventListeners")?,
    })
}

/// What a reader does with a stand whose article with this `id` may be opened.
const READ: &str = "const open = once(stand, 'newsstand-open');
           stand.open(id);
           await open;";

/// Mounts and removes stands, ten at a time: each shows its headlines, is used and goes. Every other has
/// more headlines than it draws.
async fn come_and_go(page: &Page, count: u32, used: &str) -> Result {
    let script = format!(
        "const once = (target, type) => new Promise((done) => target.addEventListener(type, done, {{ once: true }}));
         const visit = async (_, index) => {{
           const [src, id] = index % 2 ? ['/stand.json', 'harbour'] : ['/long.json', '1'];
           const stand = document.createElement('news-stand');
           Object.assign(stand, {{ src, language: 'en', country: 'ES', loading: 'eager' }});
           const ready = once(stand, 'newsstand-ready');
           document.body.append(stand);
           await ready;
           {used}
           await new Promise(requestAnimationFrame);
           stand.remove();
         }};
         for (let count = 0; count < {count}; count += 10) await Promise.all(Array.from({{ length: 10 }}, visit));
         await new Promise(requestAnimationFrame);
         return document.querySelectorAll('news-stand').length"
    );
    let left: u32 = page.eval_async(&script).await?;
    ensure!(left == 0, "{left} stands are left");
    Ok(())
}

/// Opens a page whose scripts see the program.
async fn watched_page(world: &World) -> Result<Page> {
    // The one instance of the program is caught on its way to the loader.
    let watch = "const { Instance } = WebAssembly;
        WebAssembly.Instance = class extends Instance {
          constructor(...values) {
            super(...values);
            window.watched = this;
          }
        };";
    world.site.serve("/watch.js", Reply::script(watch));
    let items = (1..=100).map(|number| json!({ "id": number, "title": format!("Story {number}") }));
    let long = json!({ "items": items.collect::<Vec<_>>() });
    world.site.serve("/long.json", Reply::json(&long));
    let watcher = r#"<script src="/watch.js"></script>"#;
    world.host("")?.head(watcher).without_events().serve()?;
    // Scripts that run often are compiled anew, and again, and those that have not run for half a
    // minute are forgotten: 100 kB that are not the stand's.
    let flags = "--js-flags=--no-opt --no-maglev --no-sparkplug --no-flush-bytecode";
    let page = world.another_page(&[flags]).await?;
    page.goto(&world.site.url("/")).await?;
    Ok(page)
}

async fn a_thousand_mounts_and_removals_leave_nothing(world: &World) -> Result {
    let page = watched_page(world).await?;
    come_and_go(&page, 100, READ).await?;
    let before = held(&page).await?;
    come_and_go(&page, 900, READ).await?;
    let after = held(&page).await?;
    page.judge(&[&world.site]).await?;
    let within = |before: f64, after: f64| after <= before * 1.05;
    ensure!(
        within(before.heap_bytes, after.heap_bytes)
            && within(before.program_bytes, after.program_bytes)
            && within(before.nodes, after.nodes)
            && within(before.listeners, after.listeners),
        "after 100: {before:?}; after 1,000: {after:?}"
    );
    Ok(())
}

async fn a_page_that_is_never_scrolled_lets_go_of_its_stands(world: &World) -> Result {
    let page = watched_page(world).await?;
    come_and_go(&page, 10, "").await?;
    let before = held(&page).await?;
    come_and_go(&page, 10, "").await?;
    let after = held(&page).await?;
    page.judge(&[&world.site]).await?;
    ensure!(
        after.nodes <= before.nodes && after.listeners <= before.listeners,
        "after 10: {before:?}; after 20: {after:?}"
    );
    Ok(())
}
