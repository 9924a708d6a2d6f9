//! Browsers, handed from one scenario to the next.
//!
//! Starting a browser takes a second or three, so a session that did well is kept for the next
//! scenario. Each scenario has sites on ports of its own, that is origins of its own: storage and
//! caches of the one before are out of its reach.

use std::env;
use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context, anyhow, bail};
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder};
use hyper::Method;
use serde_json::{Value, json};
use url::{ParseError, Url};

use crate::engine::{Engine, program};
use crate::keeper::Keeper;
use crate::{Result, until};

/// The size of every page's viewport, in CSS pixels.
pub const VIEWPORT: (u32, u32) = (1280, 800);

/// Sessions that wait for a scenario.
static IDLE: Mutex<Vec<Session>> = Mutex::new(Vec::new());

/// A driver with one browser window.
#[derive(Debug)]
pub struct Session {
    engine: Engine,
    client: Client,
    /// Whether the browser itself has been changed, so that no other scenario may have it.
    changed: AtomicBool,
    /// Held until the session is dropped; the display after what is drawn on it.
    _driver: Keeper,
    _display: Option<Keeper>,
}

impl Session {
    /// A browser of this engine, new or used.
    pub async fn take(engine: Engine) -> Result<Self> {
        let idle = {
            let mut idle = IDLE
                .lock()
                .map_err(|_| anyhow!("the sessions are in disorder"))?;
            let place = idle.iter().position(|session| session.engine == engine);
            place.map(|place| idle.swap_remove(place))
        };
        match idle {
            Some(session) => Ok(session),
            None => Self::start(engine, &[]).await,
        }
    }

    /// A new browser with `switches` on its command line. It is not for other scenarios.
    pub async fn start(engine: Engine, switches: &[&str]) -> Result<Self> {
        let folder = scratch()?;
        let port = free_port()?;
        let log = folder.join(format!("{engine}-{port}.log"));
        let display = match engine.wants_display() {
            true => Some(start_display(&folder, port).await?),
            false => None,
        };
        let name = display
            .as_ref()
            .map(|(_, name)| name.as_str())
            .unwrap_or_default();
        let home = folder.to_string_lossy().into_owned();
        let environment = [
            ("DISPLAY", name),
            // The browser's languages and its temporary profile.
            ("LANG", "en_US.UTF-8"),
            ("LANGUAGE", "en_US"),
            ("TMPDIR", &home),
            // No file of the person who runs the tests is read or written.
            ("HOME", &home),
            ("XDG_CONFIG_HOME", &home),
            ("XDG_CACHE_HOME", &home),
            ("XDG_DATA_HOME", &home),
            // The colour scheme of the desktop is not the tests' business.
            ("GTK_THEME", "Adwaita"),
            ("NO_AT_BRIDGE", "1"),
            // WebKit would draw through OpenGL, which a machine without a graphics card computes: half
            // of all that its scenarios cost. It takes no pictures for the driver then.
            ("WEBKIT_DISABLE_COMPOSITING_MODE", "1"),
            // Its helper would leave the process group and stay.
            ("MOZ_CRASHREPORTER_DISABLE", "1"),
        ];
        let driver = Keeper::start(
            &engine.driver()?,
            &engine.arguments(port),
            &environment,
            &log,
        )?;
        let address = format!("http://127.0.0.1:{port}");
        let capabilities = engine.capabilities(switches)?;
        let connected = until(format!("the {engine} driver"), async || {
            // A driver that listens but refuses will not change its mind.
            tokio::net::TcpStream::connect(("127.0.0.1", port)).await?;
            let client =
                ClientBuilder::new(hyper_util::client::legacy::connect::HttpConnector::new())
                    .capabilities(capabilities.clone())
                    .connect(&address)
                    .await;
            Ok(Some(client))
        });
        let client = connected.await?.with_context(|| {
            let said = fs::read_to_string(&log).unwrap_or_default();
            format!("{engine} would not start; its driver said:\n{said}")
        })?;
        let session = Self {
            engine,
            client,
            changed: AtomicBool::new(!switches.is_empty()),
            _driver: driver,
            _display: display.map(|(keeper, _)| keeper),
        };
        session.resize(VIEWPORT.0, VIEWPORT.1).await?;
        Ok(session)
    }

    /// The engine this is.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// The WebDriver client.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Gives the viewport a size: the window is larger by a frame that only the browser knows.
    pub async fn resize(&self, width: u32, height: u32) -> Result {
        until("the window's size", async || {
            let size = self
                .client
                .execute("return [innerWidth, innerHeight]", vec![])
                .await?;
            let [inner_width, inner_height]: [u32; 2] = serde_json::from_value(size)?;
            if (inner_width, inner_height) == (width, height) {
                return Ok(Some(()));
            }
            let (outer_width, outer_height) = self.client.get_window_size().await?;
            let wanted = |outer: u64, inner: u32, wish: u32| {
                u32::try_from(outer).map(|outer| (outer + wish).saturating_sub(inner))
            };
            let width = wanted(outer_width, inner_width, width)?;
            let height = wanted(outer_height, inner_height, height)?;
            self.client.set_window_size(width, height).await?;
            Ok(None)
        })
        .await
    }

    /// A command that the client has no method for. `path` follows the session's own address.
    pub async fn command(
        &self,
        method: Method,
        path: impl Into<String>,
        body: Option<Value>,
    ) -> Result<Value> {
        let command = Raw {
            method,
            path: path.into(),
            body,
        };
        Ok(self.client.issue_cmd(command).await?)
    }

    /// A command of the Chrome DevTools Protocol.
    pub async fn devtools(&self, name: &str, parameters: Value) -> Result<Value> {
        if self.engine != Engine::Chromium {
            bail!("{} does not speak the DevTools protocol", self.engine);
        }
        let body = json!({ "cmd": name, "params": parameters });
        self.command(Method::POST, "goog/cdp/execute", Some(body))
            .await
    }

    /// Changes what media queries say: `prefers-color-scheme`, `prefers-reduced-motion`,
    /// `forced-colors`; in Chromium any.
    pub async fn prefer(&self, feature: &str, value: &str) -> Result {
        self.changed.store(true, Ordering::Relaxed);
        match self.engine {
            Engine::Chromium => {
                let features = json!({ "features": [{ "name": feature, "value": value }] });
                self.devtools("Emulation.setEmulatedMedia", features)
                    .await?;
            }
            Engine::Firefox => {
                let (preference, number) = match (feature, value) {
                    ("prefers-color-scheme", "dark") => {
                        ("layout.css.prefers-color-scheme.content-override", 0)
                    }
                    ("prefers-color-scheme", "light") => {
                        ("layout.css.prefers-color-scheme.content-override", 1)
                    }
                    ("prefers-reduced-motion", "reduce") => ("ui.prefersReducedMotion", 1),
                    ("forced-colors", "active") => ("browser.display.document_color_use", 2),
                    _ => bail!("Firefox is not told {feature}: {value} here"),
                };
                self.in_firefox(&format!(
                    "Services.prefs.setIntPref('{preference}', {number})"
                ))
                .await?;
            }
            Engine::WebKit => bail!("WebKit cannot be told what to prefer"),
        }
        Ok(())
    }

    /// Shows the page as it will be on paper.
    pub async fn show_print(&self) -> Result {
        self.changed.store(true, Ordering::Relaxed);
        match self.engine {
            Engine::Chromium => {
                let media = json!({ "media": "print" });
                self.devtools("Emulation.setEmulatedMedia", media).await?;
            }
            Engine::Firefox => {
                let script = "gBrowser.selectedBrowser.browsingContext.mediumOverride = 'print'";
                self.in_firefox(script).await?;
            }
            Engine::WebKit => bail!("WebKit cannot be told to show what it would print"),
        }
        Ok(())
    }

    /// Tells the browser that it has no network, or that it has one again.
    pub async fn set_offline(&self, offline: bool) -> Result {
        self.changed.store(true, Ordering::Relaxed);
        match self.engine {
            Engine::Chromium => {
                let conditions = json!({
                    "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1,
                });
                self.devtools("Network.enable", json!({})).await?;
                self.devtools("Network.emulateNetworkConditions", conditions)
                    .await?;
            }
            Engine::Firefox => {
                // Firefox goes on to reach this machine, whatever it says to the page.
                self.in_firefox(&format!("Services.io.offline = {offline}"))
                    .await?;
            }
            Engine::WebKit => bail!("WebKit cannot be taken offline"),
        }
        Ok(())
    }

    /// Runs a script in Firefox itself rather than in a page.
    pub async fn in_firefox(&self, script: &str) -> Result<Value> {
        let context = |name| Some(json!({ "context": name }));
        self.command(Method::POST, "moz/context", context("chrome"))
            .await?;
        let answer = self.client.execute(script, vec![]).await;
        self.command(Method::POST, "moz/context", context("content"))
            .await?;
        Ok(answer?)
    }

    /// Keeps the browser for the next scenario.
    pub async fn give_back(self) {
        // One that cannot be tidied is dropped, which ends it.
        if !self.changed.load(Ordering::Relaxed)
            && self.tidy().await.is_ok()
            && let Ok(mut idle) = IDLE.lock()
        {
            idle.push(self);
        }
    }

    /// One window, with nothing in it, in the usual size.
    async fn tidy(&self) -> Result {
        let mut windows = self.client.windows().await?;
        if windows.is_empty() {
            bail!("the window is gone");
        }
        let first = windows.remove(0);
        for window in windows {
            self.client.switch_to_window(window).await?;
            self.client.close_window().await?;
        }
        self.client.switch_to_window(first).await?;
        self.client.goto("about:blank").await?;
        self.resize(VIEWPORT.0, VIEWPORT.1).await
    }
}

/// A WebDriver command by its address.
#[derive(Debug)]
struct Raw {
    method: Method,
    path: String,
    body: Option<Value>,
}

impl WebDriverCompatibleCommand for Raw {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> std::result::Result<Url, ParseError> {
        base.join(&format!(
            "session/{}/{}",
            session.unwrap_or_default(),
            self.path
        ))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (
            self.method.clone(),
            self.body.as_ref().map(Value::to_string),
        )
    }
}

/// A virtual screen, and its name. Each browser has one of its own: on a shared one without a
/// window manager only the window on top would be painted.
async fn start_display(folder: &Path, port: u16) -> Result<(Keeper, String)> {
    let log = folder.join(format!("display-{port}.log"));
    let program = program("NEWSSTAND_XVFB", &["Xvfb"])?;
    let arguments = [
        "-displayfd",
        "1",
        "-screen",
        "0",
        "1600x1200x24",
        "-nolisten",
        "tcp",
    ];
    let keeper = Keeper::start(&program, &arguments.map(str::to_owned), &[], &log)?;
    let name = until("the virtual screen", async || {
        let said = fs::read_to_string(&log)?;
        let number = said
            .lines()
            .find_map(|line| line.trim().parse::<u32>().ok());
        Ok(number.map(|number| format!(":{number}")))
    });
    let name = name.await?;
    Ok((keeper, name))
}

/// A port that was free a moment ago, and that no other driver of this process was given.
fn free_port() -> Result<u16> {
    static GIVEN: Mutex<Vec<u16>> = Mutex::new(Vec::new());
    let mut given = GIVEN
        .lock()
        .map_err(|_| anyhow!("the ports are in disorder"))?;
    loop {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        if !given.contains(&port) {
            given.push(port);
            return Ok(port);
        }
    }
}

/// The `target` folder, for what the tests leave behind.
pub fn target() -> PathBuf {
    match env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => folder.into(),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target"),
    }
}

/// A folder for the drivers' logs and the browsers' profiles. Those of processes that are gone are
/// removed on the way, since nothing can tidy up after a process that was killed.
fn scratch() -> Result<PathBuf> {
    let all = target().join("browser-scratch");
    let own = all.join(process::id().to_string());
    fs::create_dir_all(&own)?;
    for entry in all.read_dir()?.flatten() {
        if !Path::new("/proc").join(entry.file_name()).exists() {
            // Another test process may be faster, which is as good.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
    Ok(own.canonicalize()?)
}
