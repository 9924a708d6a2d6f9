//! What differs between the three engines: programs, capabilities, start-up.

use std::env;
use std::fmt;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use fantoccini::wd::Capabilities;
use serde_json::{Value, json};

use crate::Result;

/// A browser engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Engine {
    /// Chromium, driven by ChromeDriver.
    Chromium,
    /// Firefox, driven by geckodriver.
    Firefox,
    /// WebKitGTK's MiniBrowser, driven by WebKitWebDriver.
    WebKit,
}

impl fmt::Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        })
    }
}

impl Engine {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::WebKit];

    /// The program that speaks WebDriver.
    pub fn driver(self) -> Result<PathBuf> {
        match self {
            Self::Chromium => program("NEWSSTAND_CHROMEDRIVER", &["chromedriver"]),
            Self::Firefox => program("NEWSSTAND_GECKODRIVER", &["geckodriver"]),
            Self::WebKit => program("NEWSSTAND_WEBKITDRIVER", &["WebKitWebDriver"]),
        }
    }

    fn browser(self) -> Result<PathBuf> {
        match self {
            Self::Chromium => program("NEWSSTAND_CHROMIUM", &["chromium", "google-chrome"]),
            Self::Firefox => program("NEWSSTAND_FIREFOX", &["firefox-esr", "firefox"]),
            // Debian keeps it with the library, under the architecture's name.
            Self::WebKit => program("NEWSSTAND_MINIBROWSER", &["MiniBrowser"]).or_else(|error| {
                let library = Path::new("/usr/lib");
                let architectures = library
                    .read_dir()?
                    .filter_map(|entry| Some(entry.ok()?.path()));
                architectures
                    .chain([library.to_owned()])
                    .map(|folder| folder.join("webkit2gtk-4.1/MiniBrowser"))
                    .find(|file| file.is_file())
                    .ok_or(error)
            }),
        }
    }

    /// The driver's command line.
    pub fn arguments(self, port: u16) -> Vec<String> {
        match self {
            Self::Chromium | Self::WebKit => vec![format!("--port={port}")],
            // System access opens Firefox's own console and preferences to the tests.
            Self::Firefox => ["--port", &port.to_string(), "--allow-system-access"]
                .map(str::to_owned)
                .to_vec(),
        }
    }

    /// What a session asks for, with `switches` added to the browser's command line.
    pub fn capabilities(self, switches: &[&str]) -> Result<Capabilities> {
        let browser = self.browser()?;
        let command_line = |own: &[&str]| json!([own, switches].concat());
        let own = match self {
            Self::Chromium => json!({
                "browserName": "chrome",
                "goog:loggingPrefs": { "browser": "ALL" },
                "goog:chromeOptions": { "binary": browser, "args": command_line(&[
                    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                    "--disable-background-networking", "--disable-component-update",
                    "--disable-sync", "--lang=en-US", "--window-size=1280,950",
                    // Measurements of the heap need numbers that are not rounded.
                    "--enable-precise-memory-info",
                ]) },
            }),
            Self::Firefox => json!({
                "browserName": "firefox",
                "moz:firefoxOptions": {
                    "binary": browser,
                    "args": command_line(&["-headless"]),
                    "prefs": {
                        "intl.accept_languages": "en-US, en",
                        // It would ask the favicon of every page, and log that there is none.
                        "browser.chrome.site_icons": false,
                        // A process for each site, and one in reserve: scenarios have but one site,
                        // and starting them costs a sixth of the time.
                        "fission.autostart": false,
                        "dom.ipc.processPrelaunch.enabled": false,
                    },
                },
            }),
            Self::WebKit => json!({
                "browserName": "MiniBrowser",
                "webkitgtk:browserOptions": { "binary": browser, "args": command_line(&["--automation"]) },
            }),
        };
        let Value::Object(mut all) = own else {
            bail!("capabilities are an object")
        };
        // Conditions are waited for by the tests: a gate may well hold back what a page loads.
        all.insert("pageLoadStrategy".into(), json!("none"));
        // WebKit watches over a script with a timer of the page itself: clock.js knows it by its
        // length. What hangs is ended by the scenario's own limit, long before.
        all.insert(
            "timeouts".into(),
            json!({ "script": 3_600_000, "pageLoad": 60_000 }),
        );
        Ok(all)
    }

    /// Whether the browser needs a display to draw on.
    pub fn wants_display(self) -> bool {
        self == Self::WebKit
    }
}

/// A program named by the environment, or found on `PATH`.
pub fn program(variable: &str, names: &[&str]) -> Result<PathBuf> {
    if let Some(path) = env::var_os(variable).filter(|path| !path.is_empty()) {
        return Ok(path.into());
    }
    let path = env::var_os("PATH").context("there is no PATH")?;
    env::split_paths(&path)
        .flat_map(|folder| names.iter().map(move |name| folder.join(name)))
        .find(|file| file.is_file())
        .with_context(|| format!("set {variable}, or have {} on the PATH", names.join(" or ")))
}
