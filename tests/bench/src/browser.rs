//! A browser with one page of the benchmark in it.

use std::time::Duration;

use anyhow::{Context, Result, bail};
use newsstand_browser_tests::session::Session;
use newsstand_browser_tests::{Engine, Reply, Site};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tokio::time::timeout;

/// How long a page may take for one call. Only a browser that has lost its page takes so long: what
/// is measured has shorter limits.
const PATIENCE: Duration = Duration::from_secs(400);

/// A Chromium of its own, so that no page shares a heap with another.
#[derive(Debug)]
pub struct Browser {
    session: Session,
}

impl Browser {
    /// Starts one.
    ///
    /// # Errors
    /// Where there is no Chromium, or its driver is of another version.
    pub async fn start() -> Result<Self> {
        let session = Session::start(Engine::Chromium, &[]).await?;
        Ok(Self { session })
    }

    /// Goes to a page and waits until its scripts have made `global`.
    ///
    /// # Errors
    /// Where the page does not come.
    pub async fn open(&self, address: &str, global: &str) -> Result<()> {
        let client = self.session.client();
        // The page before, and all it held, is gone by then.
        client.goto("about:blank").await?;
        client.goto(address).await?;
        let script = format!("return location.href === arguments[0] && !!globalThis.{global}");
        newsstand_browser_tests::until(format!("the page {address}"), async || {
            let is_there = client.execute(&script, vec![json!(address)]).await?;
            Ok(is_there.as_bool().filter(|is_there| *is_there))
        })
        .await?;
        Ok(())
    }

    /// Calls an asynchronous function of the page.
    ///
    /// # Errors
    /// Where it throws, or where the page is lost.
    pub async fn call<T: DeserializeOwned>(
        &self,
        function: &str,
        arguments: &[Value],
    ) -> Result<T> {
        let script = format!(
            "const done = arguments[arguments.length - 1];
             {function}(...[...arguments].slice(0, -1)).then(
               (value) => done({{ value }}),
               (error) => done({{ error: `${{error}} ${{error?.stack ?? ''}}` }}));"
        );
        let client = self.session.client();
        let answer = client.execute_async(&script, arguments.to_vec());
        let answer = timeout(PATIENCE, answer)
            .await
            .with_context(|| format!("{function} does not come back"))?
            .with_context(|| format!("{function} ends the page"))?;
        if let Some(error) = answer["error"].as_str() {
            bail!("{function} fails: {error}");
        }
        serde_json::from_value(answer["value"].clone())
            .with_context(|| format!("{function} answers something else"))
    }

    /// What the page's scripts hold, in bytes, once what they no longer need is gone: the heap, and
    /// what typed arrays hold outside of it. The memory of WebAssembly is not counted.
    ///
    /// # Errors
    /// Where the browser does not say.
    pub async fn heap_bytes(&self) -> Result<f64> {
        let none = || json!({});
        for _ in 0..2 {
            self.session
                .devtools("HeapProfiler.collectGarbage", none())
                .await?;
        }
        let usage = self
            .session
            .devtools("Runtime.getHeapUsage", none())
            .await?;
        let used = usage["usedSize"].as_f64();
        let arrays = usage["backingStorageSize"].as_f64().unwrap_or_default();
        Ok(used.context("the browser does not tell the size of the heap")? + arrays)
    }

    /// Makes scripts and styles so many times slower than the machine.
    ///
    /// # Errors
    /// Where the browser refuses.
    pub async fn slow_down(&self, times: u32) -> Result<()> {
        let rate = json!({ "rate": times });
        self.session
            .devtools("Emulation.setCPUThrottlingRate", rate)
            .await?;
        Ok(())
    }

    /// The version, as `156.0`.
    ///
    /// # Errors
    /// Where the browser does not say.
    pub async fn version(&self) -> Result<String> {
        let answer = self
            .session
            .devtools("Browser.getVersion", json!({}))
            .await?;
        let product = answer["product"].as_str().unwrap_or_default();
        Ok(product.rsplit('/').next().unwrap_or_default().to_owned())
    }
}

/// A page that may use the precise clock: without these headers it is rounded to a tenth of a
/// millisecond, which is longer than many a query.
///
/// # Errors
/// Never for these headers.
pub fn isolated(page: &'static str) -> Result<Reply> {
    Reply::html(page)
        .header("cross-origin-opener-policy", "same-origin")?
        .header("cross-origin-embedder-policy", "require-corp")
}

/// The address of a path on a site.
pub fn address(site: &Site, path: &str) -> Value {
    json!(site.url(path))
}
