//! Debian's packages: npm for the tools that npm brings, and the browsers with their drivers.

use crate::console::note;
use crate::process::{self, find};
use anyhow::{Context, Result, bail};
use std::process::Command;

/// Where npm comes from, if the machine has none.
const NPM: &[&str] = &["nodejs", "npm"];

/// Three browser engines with their drivers, a display for the one that needs it, and fonts for
/// the scripts that the interface is written in.
pub const BROWSERS: &[&str] = &[
    "chromium",
    "chromium-driver",
    "firefox-esr",
    "webkit2gtk-driver",
    "libwebkit2gtk-4.1-0",
    "xvfb",
    "fonts-noto-core",
    "fonts-noto-cjk",
];

/// The one engine that the benchmark measures in.
pub const CHROMIUM: &[&str] = &["chromium", "chromium-driver", "fonts-noto-core"];

/// Installs the packages that are missing.
///
/// Elsewhere than on Debian nothing is installed: what is missing is named when it is looked for.
pub fn ensure_packages(with_npm: bool, browsers: &'static [&str]) -> Result<()> {
    let mut wanted = Vec::new();
    if with_npm && find("npm").is_none() {
        wanted.extend(NPM);
    }
    if find("dpkg-query").is_some() {
        wanted.extend(browsers.iter().filter(|package| !is_installed(package)));
    }
    if wanted.is_empty() {
        return Ok(());
    }
    let by_hand = format!(
        "install these Debian packages by hand: {}",
        wanted.join(" ")
    );
    if find("apt-get").is_none() {
        bail!("this is not a Debian system, so {by_hand} (or what they hold)");
    }
    let Some(mut prefix) = become_root() else {
        bail!("only root can install packages: {by_hand}");
    };
    prefix.extend(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    note(&format!(
        "installing {} Debian packages: {}",
        wanted.len(),
        wanted.join(" ")
    ));
    let apt_get = |arguments: &[&str]| {
        let mut words = prefix.iter().chain(arguments);
        let mut command = Command::new(words.next().unwrap_or(&"env"));
        process::run(command.args(words))
    };
    apt_get(&["update", "--quiet"]).with_context(|| by_hand.clone())?;
    let install = ["install", "--yes", "--quiet", "--no-install-recommends"];
    apt_get(&[&install[..], &wanted].concat()).with_context(|| by_hand.clone())
}

/// The words before a command that make root run it, or `None` where that cannot be had without
/// asking for a password.
fn become_root() -> Option<Vec<&'static str>> {
    let user = process::answer(Command::new("id").arg("-u"))?;
    if user.trim() == "0" {
        return Some(Vec::new());
    }
    process::answer(Command::new("sudo").args(["--non-interactive", "true"]))?;
    Some(vec!["sudo", "--non-interactive"])
}

fn is_installed(package: &str) -> bool {
    let query = ["--show", "--showformat=${db:Status-Status}", package];
    process::answer(Command::new("dpkg-query").args(query))
        .is_some_and(|status| status == "installed")
}
