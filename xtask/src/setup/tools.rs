//! The pinned tools: found on PATH or in the cache, otherwise installed in the cache.
//!
//! ```text
//! ~/.cache/newsstand/tools/
//!   trunk-0.21.14/bin/trunk                          built from source by cargo
//!   binaryen-132.0.0/node_modules/.bin/wasm-opt      unpacked by npm
//!   cldr-core-48.2.0/node_modules/cldr-core          data, unpacked by npm
//!   axe-core-4.14.1/node_modules/axe-core            a script for pages, likewise
//!   .installing-…                                    not yet whole, or never finished
//! ~/.cache/newsstand/build-4711/                     what the builds of one set-up (process 4711) share
//! ```
//!
//! A tool is installed under a name that is never looked at and renamed when it is whole, so an
//! interrupted installation is not taken for a tool.

use crate::console::note;
use crate::pins::{Pin, Pins, Registry};
use crate::process::{self, Environment};
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Optimising a tool that runs for seconds would cost minutes: trunk takes 11 of them so, 5 this way.
const QUICK_BUILD: &[(&str, &str)] = &[
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1"),
];

/// Installs the tools that are missing and puts all that are in the cache on the PATH.
pub fn ensure(environment: &mut Environment, pins: &Pins, packages: &[&str]) -> Result<()> {
    let mut missing = Vec::new();
    for package in packages {
        let pin = pins.get(package)?;
        match find(pin)? {
            Some(executable) => add_folder_of(environment, &executable),
            None => missing.push(pin),
        }
    }
    for (index, pin) in missing.iter().enumerate() {
        note(&format!(
            "installing {} {} ({} of {}, about {} min)",
            pin.package,
            pin.version,
            index + 1,
            missing.len(),
            pin.minutes
        ));
        install(pin).with_context(|| {
            let Pin {
                package,
                version,
                executable,
                ..
            } = pin;
            format!("cannot install {package} {version}; put its `{executable}` on PATH by hand")
        })?;
        let executable = find(pin)?.with_context(|| {
            format!(
                "{} {} was installed without `{}`",
                pin.package, pin.version, pin.executable
            )
        })?;
        add_folder_of(environment, &executable);
    }
    // Only a help for the next installation of the same set-up: without it, it is slower.
    let _ = std::fs::remove_dir_all(build_folder()?);
    Ok(())
}

/// Where the pinned version of a tool is, if it is anywhere: its executable, or the
/// folder of what is read.
pub fn find(pin: &Pin) -> Result<Option<PathBuf>> {
    if pin.executable.is_empty() {
        let data = folder(pin)?.join("node_modules").join(&pin.package);
        return Ok(Some(data).filter(|data| data.is_dir()));
    }
    let cached = folder(pin)?.join(executables(pin)).join(&pin.executable);
    if cached.is_file() {
        return Ok(Some(cached));
    }
    let on_path = process::find(&pin.executable).filter(|executable| {
        process::answer(Command::new(executable).arg("--version"))
            .is_some_and(|answer| pin.is_answered_by(&answer))
    });
    Ok(on_path)
}

fn add_folder_of(environment: &mut Environment, executable: &Path) {
    if let Some(folder) = executable.parent() {
        environment.add_tools_of(folder);
    }
}

fn install(pin: &Pin) -> Result<()> {
    let folder = folder(pin)?;
    let unfinished = folder.with_file_name(format!(
        ".installing-{}-{}-{}",
        pin.package,
        pin.version,
        std::process::id()
    ));
    std::fs::create_dir_all(&unfinished)
        .with_context(|| format!("cannot create {}", unfinished.display()))?;
    let installed = match pin.registry {
        Registry::Cargo => install_from_cargo(pin, &unfinished),
        Registry::Npm => install_from_npm(pin, &unfinished),
    };
    let installed = installed.and_then(|()| {
        std::fs::rename(&unfinished, &folder)
            .with_context(|| format!("cannot create {}", folder.display()))
    });
    if installed.is_err() {
        // The error that counts is the installation's; what is left over is never looked at.
        let _ = std::fs::remove_dir_all(&unfinished);
        // Another set-up may have finished the same tool meanwhile.
        if folder.is_dir() {
            return Ok(());
        }
    }
    installed
}

fn install_from_cargo(pin: &Pin, folder: &Path) -> Result<()> {
    let package = format!("{}@{}", pin.package, pin.version);
    if process::find("cargo-binstall").is_some() {
        let mut binstall = Command::new("cargo");
        binstall.args([
            "binstall",
            "--no-confirm",
            "--disable-strategies",
            "compile",
        ]);
        binstall.arg("--root").arg(folder).arg(&package);
        match process::run(&mut binstall) {
            Ok(()) => return Ok(()),
            Err(error) => note(&format!("{error:#}; building it from source instead")),
        }
    }
    let mut cargo = Command::new("cargo");
    cargo.arg("install").arg("--root").arg(folder).arg(&package);
    if pin.locked {
        cargo.arg("--locked");
    }
    cargo
        .envs(QUICK_BUILD.iter().copied())
        .env("CARGO_TARGET_DIR", build_folder()?);
    process::run(&mut cargo)
}

fn install_from_npm(pin: &Pin, folder: &Path) -> Result<()> {
    let mut npm = Command::new("npm");
    npm.args([
        "install",
        "--no-audit",
        "--no-fund",
        "--no-save",
        "--ignore-scripts",
    ]);
    npm.arg("--prefix")
        .arg(folder)
        .arg(format!("{}@{}", pin.package, pin.version));
    process::run(&mut npm)
}

/// The folder of one version of a tool.
fn folder(pin: &Pin) -> Result<PathBuf> {
    Ok(cache()?
        .join("tools")
        .join(format!("{}-{}", pin.package, pin.version)))
}

/// Where the executables are below that folder.
fn executables(pin: &Pin) -> &'static str {
    match pin.registry {
        Registry::Cargo => "bin",
        Registry::Npm => "node_modules/.bin",
    }
}

/// Of this process alone: another set-up must not tidy it up meanwhile.
fn build_folder() -> Result<PathBuf> {
    Ok(cache()?.join(format!("build-{}", std::process::id())))
}

fn cache() -> Result<PathBuf> {
    let base = match std::env::var_os("XDG_CACHE_HOME").filter(|folder| !folder.is_empty()) {
        Some(folder) => PathBuf::from(folder),
        None => std::env::home_dir()
            .context("there is no home folder for a cache")?
            .join(".cache"),
    };
    Ok(base.join("newsstand"))
}
