//! The browsers and drivers that the tests use, and how they are told where these are.

use crate::process::Environment;
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};

/// The variables that the browser tests read, and the executables that each may be.
const EXECUTABLES: &[(&str, &[&str])] = &[
    ("NEWSSTAND_CHROMEDRIVER", &["chromedriver"]),
    (
        "NEWSSTAND_CHROMIUM",
        &["chromium", "chromium-browser", "google-chrome"],
    ),
    ("NEWSSTAND_GECKODRIVER", &["geckodriver"]),
    ("NEWSSTAND_FIREFOX", &["firefox-esr", "firefox"]),
    ("NEWSSTAND_WEBKITDRIVER", &["WebKitWebDriver"]),
    ("NEWSSTAND_XVFB", &["Xvfb"]),
];

/// Where all of them are.
pub struct Browsers {
    variables: Vec<(&'static str, PathBuf)>,
}

impl Browsers {
    /// Finds the browsers and their drivers.
    ///
    /// # Errors
    /// The one that is missing, and how it is named.
    pub fn find(environment: &Environment) -> Result<Self> {
        let mut variables = Vec::new();
        for (variable, names) in EXECUTABLES {
            let mut found = None;
            for name in *names {
                found = found.or(environment.find(name)?);
            }
            let found =
                found.with_context(|| format!("put `{}` on PATH by hand", names.join("` or `")))?;
            variables.push((*variable, found));
        }
        let mini_browser = mini_browser(Path::new("/usr"))
            .context("install WebKitGTK's MiniBrowser by hand (Debian: libwebkit2gtk-4.1-0)")?;
        variables.push(("NEWSSTAND_MINIBROWSER", mini_browser));
        Ok(Self { variables })
    }

    /// The environment variables that name them to the tests.
    pub fn variables(&self) -> impl Iterator<Item = (&'static str, &Path)> {
        self.variables
            .iter()
            .map(|(name, path)| (*name, path.as_path()))
    }
}

/// WebKitGTK's own small browser, which no PATH leads to: it is below `lib`, or on Debian below
/// `lib/<architecture>`.
fn mini_browser(prefix: &Path) -> Option<PathBuf> {
    let mut folders = vec![
        prefix.join("lib"),
        prefix.join("lib64"),
        prefix.join("libexec"),
    ];
    let below = std::fs::read_dir(prefix.join("lib"))
        .into_iter()
        .flatten()
        .flatten();
    folders.extend(below.map(|entry| entry.path()));
    let candidates = folders
        .iter()
        .map(|folder| folder.join("webkit2gtk-4.1/MiniBrowser"));
    candidates.into_iter().find(|candidate| candidate.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mini_browser_is_found_in_an_architectures_folder() {
        let prefix = tempfile::tempdir().unwrap();
        assert_eq!(mini_browser(prefix.path()), None);
        let folder = prefix.path().join("lib/any-linux-gnu/webkit2gtk-4.1");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("MiniBrowser"), "").unwrap();
        assert_eq!(
            mini_browser(prefix.path()),
            Some(folder.join("MiniBrowser"))
        );
    }
}
