//! Brings everything a command needs to this machine, and says what it does.
//!
//! What is already there in the right version is used. What is not is installed where it disturbs
//! nothing else: Debian's packages in the system, Rust's parts in the active toolchain, and tools in
//! a folder of the reader's own cache that every clone of this project shares.

mod browsers;
mod debian;
mod rust;
mod tools;

use crate::console::note;
use crate::pins::Pins;
use crate::process::Environment;
use crate::project::Project;
use anyhow::Result;
pub use browsers::Browsers;
pub use rust::{TARGET, nightly};

/// What the set-up is for: only what that needs is installed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    Build,
    NativeTest,
    Test,
    Fuzz,
    Bench,
    Cldr,
}

/// Everything that was found or installed.
pub struct Ready {
    /// Runs programs with the pinned tools first on their PATH.
    pub environment: Environment,
    /// Whether the standard library can be compiled for size along with the program.
    pub has_library_source: bool,
    /// The browsers and their drivers; only there after [`Purpose::Test`].
    pub browsers: Option<Browsers>,
}

/// Installs what is missing for a purpose.
pub fn run(project: &Project, purpose: Purpose) -> Result<Ready> {
    let mut environment = Environment::new(&project.root);
    let with_browsers = purpose == Purpose::Test;

    let with_site = matches!(purpose, Purpose::Build | Purpose::Test | Purpose::Bench);

    let browsers = match purpose {
        Purpose::Test => debian::BROWSERS,
        Purpose::Bench => debian::CHROMIUM,
        _ => &[],
    };
    debian::ensure_packages(with_site || purpose == Purpose::Cldr, browsers)?;
    let with_checks = !matches!(purpose, Purpose::Build | Purpose::Bench);
    let has_library_source = rust::ensure_parts(&environment, with_checks)?;

    let mut packages = match with_site {
        true => vec!["wasm-bindgen-cli", "trunk", "binaryen", "esbuild"],
        false => vec![],
    };
    match purpose {
        Purpose::Build | Purpose::NativeTest => {}
        Purpose::Test => packages.extend([
            "geckodriver",
            "cldr-core",
            "cldr-localenames-full",
            "axe-core",
        ]),
        Purpose::Cldr => packages.extend(["cldr-core", "cldr-localenames-full"]),
        Purpose::Fuzz => packages.push("cargo-fuzz"),
        Purpose::Bench => packages.extend(["minisearch", "flexsearch", "lunr"]),
    }
    tools::ensure(&mut environment, &Pins::load(project)?, &packages)?;

    let browsers = if with_browsers {
        Some(Browsers::find(&environment)?)
    } else {
        None
    };
    note("everything needed is there");
    Ok(Ready {
        environment,
        has_library_source,
        browsers,
    })
}

/// Finds the tools that trunk's hook uses, which must not install anything: it runs inside a build.
pub fn find_installed(project: &Project, package: &str) -> Result<Option<std::path::PathBuf>> {
    tools::find(Pins::load(project)?.get(package)?)
}
