//! A thousand stands that come and go leave nothing behind.

use anyhow::{Context, ensure};
use newsstand_browser_tests::{Page, Reply, Result, World, scenarios};
use serde_json::json;

scenarios!(
    a_thousand_mounts_and_removals_leave_nothing in [chromium],
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

/// Mounts and removes stands, ten at a time: each shows its headlines, opens an article and goes.
async fn come_and_go(page: &Page, count: u32) -> Result {
    let script = format!(
        "const once = (target, type) => new Promise((done) => target.addEventListener(type, done, {{ once: true }}));
         const visit = async () => {{
           const stand = document.createElement('news-stand');
           Object.assign(stand, {{ src: '/stand.json', language: 'en', country: 'ES', loading: 'eager' }});
           const ready = once(stand, 'newsstand-ready');
           document.body.append(stand);
           await ready;
           const open = once(stand, 'newsstand-open');
           stand.open('harbour');
           await open;
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

async fn a_thousand_mounts_and_removals_leave_nothing(world: &World) -> Result {
    // The one instance of the program is caught on its way to the loader.
    let watch = "const { Instance } = WebAssembly;
        WebAssembly.Instance = class extends Instance {
          constructor(...values) {
            super(...values);
            window.watched = this;
          }
        };";
    world.site.serve("/watch.js", Reply::script(watch));
    let watcher = r#"<script src="/watch.js"></script>"#;
    world.host("")?.head(watcher).without_events().serve()?;
    // Scripts that run often are compiled anew, and again, and those that have not run for half a
    // minute are forgotten: 100 kB that are not the stand's.
    let flags = "--js-flags=--no-opt --no-maglev --no-sparkplug --no-flush-bytecode";
    let page = world.another_page(&[flags]).await?;
    page.goto(&world.site.url("/")).await?;
    come_and_go(&page, 100).await?;
    let before = held(&page).await?;
    come_and_go(&page, 900).await?;
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
