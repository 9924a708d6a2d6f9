//! A scenario's surroundings: a browser page and the sites it is served from.

use std::fmt;
use std::fs;
use std::io::Write;
use std::panic::AssertUnwindSafe;
use std::sync::LazyLock;
use std::time::Duration;

use anyhow::{Context, anyhow, bail};
use futures_util::FutureExt;
use serde_json::Value;
use tokio::runtime::Runtime;
use tokio::time::timeout;

use crate::clock::CLOCK;
use crate::console::PROBE;
use crate::session::{Session, target};
use crate::{Engine, Journal, Page, Reply, Result, Site, fixture, server};

/// The sessions' connections live on it, from scenario to scenario.
static RUNTIME: LazyLock<std::io::Result<Runtime>> = LazyLock::new(|| {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
});

/// How long a scenario may take at all. Only one that hangs is ended by it.
const PATIENCE: Duration = Duration::from_secs(600);

/// How long what is known of a failure may take to be kept: a browser with a script that hangs
/// answers nothing.
const KEEPING: Duration = Duration::from_secs(60);

/// The tag that most scenarios use.
pub const TAG: &str = r#"<news-stand src="/stand.json" language="en" country="ES" loading="eager"><a id="fallback" href="/news">All news</a></news-stand>"#;

/// What a scenario works with.
#[derive(Debug)]
pub struct World {
    /// The browser's page.
    pub page: Page,
    /// The site that serves the host page, the embed and the fixture stand.
    pub site: Site,
}

impl World {
    async fn new(engine: Engine) -> Result<Self> {
        let site = Site::open(Journal::default()).await?;
        site.serve("/probe.js", Reply::script(PROBE));
        site.serve("/clock.js", Reply::script(CLOCK));
        fixture::lay_out(&site);
        let page = Page::of(Session::take(engine).await?).await?;
        Ok(Self { page, site })
    }

    /// Serves the built embed at `/embed/`.
    pub fn serve_embed(&self) -> Result {
        self.site
            .serve_folder("/embed/", &server::dist()?.join("embed"));
        Ok(())
    }

    /// Another origin with the fixture stand, for the same journal.
    pub async fn another_site(&self) -> Result<Site> {
        let site = Site::open(self.site.journal().clone()).await?;
        fixture::lay_out(&site);
        Ok(site)
    }

    /// Every request to the scenario's sites.
    pub fn journal(&self) -> &Journal {
        self.site.journal()
    }

    /// Makes the host page at `/`, with this body, and the embed.
    pub fn host(&self, body: &str) -> Result<Host<'_>> {
        self.serve_embed()?;
        Ok(Host {
            world: self,
            head: String::new(),
            body: body.to_owned(),
            script: r#"<script type="module" src="/embed/news-stand.js"></script>"#.to_owned(),
            policy: None,
            probe: "",
        })
    }

    /// Opens a host page with this body.
    pub async fn open(&self, body: &str) -> Result {
        self.host(body)?.open().await
    }

    /// Opens a host page with [`TAG`] and waits for its headlines.
    pub async fn open_front(&self) -> Result {
        self.open(TAG).await?;
        self.page.see(&fixture::headline("harbour")).await?;
        Ok(())
    }

    /// A page in another browser of the same engine, with `switches` on its command line.
    pub async fn another_page(&self, switches: &[&str]) -> Result<Page> {
        Page::of(Session::start(self.page.engine(), switches).await?).await
    }

    /// Changes what media queries say.
    pub async fn prefer(&self, feature: &str, value: &str) -> Result {
        self.page.session().prefer(feature, value).await
    }

    /// Allows what browsers write to their consoles about requests that fail.
    pub async fn expect_failed_requests(&self) {
        for part in [
            // Chromium
            "Failed to load resource",
            "blocked by CORS policy",
            "net::ERR_",
            // Firefox
            "Cross-Origin Request Blocked",
            "disallowed MIME type",
            "CORS",
            // All: the elements of pictures, scripts and styles that did not come.
            "Loading failed for",
        ] {
            self.page.expect(part).await;
        }
    }
}

/// A host page in the making.
#[derive(Debug)]
#[must_use = "a host page has to be opened"]
pub struct Host<'world> {
    world: &'world World,
    head: String,
    body: String,
    script: String,
    policy: Option<String>,
    probe: &'static str,
}

impl Host<'_> {
    /// Adds to the head, before the stand's script.
    pub fn head(mut self, markup: &str) -> Self {
        self.head.push_str(markup);
        self
    }

    /// Its time stands still, and is moved by a [`Clock`](crate::Clock).
    pub fn clocked(self) -> Self {
        self.head(r#"<script src="/clock.js"></script>"#)
    }

    /// Replaces the tag that loads the stand's script.
    pub fn script(mut self, markup: &str) -> Self {
        markup.clone_into(&mut self.script);
        self
    }

    /// Sends a Content-Security-Policy.
    pub fn policy(mut self, policy: &str) -> Self {
        self.policy = Some(policy.to_owned());
        self
    }

    /// The probe keeps no events: they would count as memory.
    pub fn without_events(mut self) -> Self {
        self.probe = r#" data-events="none""#;
        self
    }

    /// Serves the page without opening it.
    pub fn serve(self) -> Result {
        let Self {
            head,
            body,
            script,
            probe,
            ..
        } = &self;
        let page = format!(
            "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width\"><title>Host</title>\n\
             <script src=\"/probe.js\"{probe}></script>\n{head}\n{script}</head>\n<body>{body}</body></html>\n"
        );
        let mut reply = Reply::html(page);
        if let Some(policy) = &self.policy {
            reply = reply.header("content-security-policy", policy)?;
        }
        self.world.site.serve("/", reply);
        Ok(())
    }

    /// Opens the page.
    pub async fn open(self) -> Result {
        self.open_at("/").await
    }

    /// Opens the page with a query or a fragment.
    pub async fn open_at(self, path: &str) -> Result {
        let world = self.world;
        self.serve()?;
        world.page.goto(&world.site.url(path)).await
    }
}

/// Why a scenario failed, as the test runner prints it: all causes, and which of the scenario's own
/// lines led there if backtraces are on (`RUST_BACKTRACE=1`), but not the hundred frames between.
pub struct Failure(anyhow::Error);

impl fmt::Debug for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let causes: Vec<_> = self.0.chain().map(ToString::to_string).collect();
        f.write_str(&causes.join("\n  because ").replace("\n\n", "\n"))?;
        let trace = self.0.backtrace().to_string();
        let own = |line: &&str| line.starts_with("at ./tests/");
        trace
            .lines()
            .map(str::trim)
            .filter(own)
            .try_for_each(|line| write!(f, "\n  {line}"))
    }
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Self(error)
    }
}

/// Runs a scenario in an engine; [`scenarios!`](crate::scenarios) calls it.
pub fn run(
    engine: Engine,
    title: &str,
    scenario: impl AsyncFnOnce(&World) -> Result,
) -> Result<(), Failure> {
    let runtime = RUNTIME
        .as_ref()
        .map_err(|error| anyhow!("no runtime: {error}"))?;
    let outcome = runtime.block_on(async {
        let world = World::new(engine).await?;
        let attempt = AssertUnwindSafe(async {
            timeout(PATIENCE, scenario(&world))
                .await
                .context("the scenario hangs")??;
            world.page.judge(&[&world.site]).await
        });
        // A failed assertion must leave its picture, and the browser with it.
        let failure = match attempt.catch_unwind().await {
            Ok(Ok(())) => {
                world.page.into_session().give_back().await;
                return Ok(());
            }
            Ok(Err(error)) => error,
            Err(panic) => {
                let text = panic.downcast_ref::<String>().map(String::as_str);
                let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
                anyhow!("{}", text.unwrap_or("the scenario panicked"))
            }
        };
        let failure = Failure(failure);
        let kept = timeout(KEEPING, keep(&world, title, &failure)).await;
        Err(failure.0.context(
            match kept.context("the browser does not answer").flatten() {
                Ok(file) => format!("{title} (see {file})"),
                Err(error) => format!("{title} (not all is kept: {error})"),
            },
        ))
    });
    Ok(outcome?)
}

/// Keeps a picture of the page and what is known about it.
async fn keep(world: &World, title: &str, failure: &Failure) -> Result<String> {
    let folder = target().join("browser-failures");
    fs::create_dir_all(&folder)?;
    let name = title.replace("::", "-");
    let notes = folder.join(format!("{name}.txt"));
    let mut file = fs::File::create(&notes)?;
    writeln!(file, "{failure:?}\n\nRequests:")?;
    for request in world.journal().requests() {
        let query = request
            .query
            .map(|query| format!("?{query}"))
            .unwrap_or_default();
        writeln!(
            file,
            "  {} {}{}{query} → {:?}",
            request.method, request.origin, request.path, request.outcome
        )?;
    }
    writeln!(file, "\nComplaints:")?;
    for problem in world.page.problems().await? {
        writeln!(file, "  {}: {}", problem.kind, problem.text)?;
    }
    let script = "return {
        address: location.href,
        events: window.__probe?.events,
        stands: [...document.querySelectorAll('news-stand')].map((stand) => [stand.outerHTML, stand.state, stand.shadowRoot?.innerHTML]),
    }";
    let said: Value = world.page.eval(script).await?;
    let Value::Object(said) = said else {
        bail!("the page says nothing")
    };
    for (what, value) in said {
        writeln!(
            file,
            "\n{what}:\n{}",
            serde_json::to_string_pretty(&value)?.replace("\\n", "\n")
        )?;
    }
    let session = world.page.session();
    // See the environment of a [`Session`].
    if session.engine() != Engine::WebKit {
        let picture = session.client().screenshot().await?;
        fs::write(folder.join(format!("{name}.png")), picture)?;
    }
    Ok(notes.display().to_string())
}
