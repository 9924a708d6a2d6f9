//! The parts of the Rust toolchain that a fresh installation may lack.
//!
//! rustup installs them by itself from `rust-toolchain.toml`, unless `RUSTUP_AUTO_INSTALL=0` forbids
//! it or the toolchain was there before the file asked for more.

use crate::console::{note, warning};
use crate::process::{self, Environment, find};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};

pub const TARGET: &str = "wasm32-unknown-unknown";

/// Makes sure that the program can be compiled, and for tests also checked. Returns whether the
/// standard library's source is there, which is only needed for the smallest build.
pub fn ensure_parts(environment: &Environment, with_checks: bool) -> Result<bool> {
    let sysroot = sysroot(environment)?;

    if !has_target(&sysroot) {
        let by_hand = format!("install Rust's standard library for {TARGET} by hand");
        add(environment, &["target", "add", TARGET]).context(by_hand)?;
    }
    if with_checks {
        for (component, executable) in [("rustfmt", "cargo-fmt"), ("clippy", "cargo-clippy")] {
            if !sysroot.join("bin").join(executable).is_file() {
                add(environment, &["component", "add", component])
                    .with_context(|| format!("install Rust's {component} by hand"))?;
            }
        }
    }
    if !has_library_source(&sysroot)
        && let Err(error) = add(environment, &["component", "add", "rust-src"])
    {
        warning(&format!(
            "the WebAssembly will be bigger than it could be, because Rust's component rust-src \
             is missing: {error:#}"
        ));
    }
    Ok(has_library_source(&sysroot))
}

/// The name of a nightly toolchain that is on the machine: the fuzz targets' sanitizer is not in
/// any other. None is installed, because it is a whole compiler.
pub fn nightly(environment: &Environment) -> Result<String> {
    let mut rustup = environment.command("rustup")?;
    let list = process::answer(rustup.args(["toolchain", "list"])).unwrap_or_default();
    nightly_in(&list).context(
        "fuzzing needs a nightly Rust, which is not here: `rustup toolchain install nightly`",
    )
}

fn nightly_in(list: &str) -> Option<String> {
    let names = list.lines().filter_map(|line| line.split(' ').next());
    names
        .filter(|name| name.starts_with("nightly"))
        .max()
        .map(str::to_owned)
}

fn sysroot(environment: &Environment) -> Result<PathBuf> {
    let mut rustc = environment.command("rustc")?;
    let sysroot = process::answer(rustc.args(["--print", "sysroot"]))
        .context("`rustc` does not answer; install Rust with rustup")?;
    Ok(PathBuf::from(sysroot.trim()))
}

fn has_target(sysroot: &Path) -> bool {
    sysroot
        .join("lib/rustlib")
        .join(TARGET)
        .join("lib")
        .is_dir()
}

fn has_library_source(sysroot: &Path) -> bool {
    sysroot
        .join("lib/rustlib/src/rust/library/Cargo.lock")
        .is_file()
}

fn add(environment: &Environment, arguments: &[&str]) -> Result<()> {
    if find("rustup").is_none() {
        bail!(
            "there is no rustup here to run `rustup {}`",
            arguments.join(" ")
        );
    }
    note(&format!("rustup {}", arguments.join(" ")));
    process::run(environment.command("rustup")?.args(arguments))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_nightly_is_taken() {
        let list =
            "stable-x (default)\nnightly-2025-01-01-x\nnightly-2026-01-01-x (active)\n1.95.0-x";
        assert_eq!(nightly_in(list).as_deref(), Some("nightly-2026-01-01-x"));
        assert_eq!(nightly_in("stable-x\n"), None);
    }
}
