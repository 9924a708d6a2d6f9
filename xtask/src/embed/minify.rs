//! Smaller JavaScript and CSS, by esbuild.

use crate::console::warning;
use crate::process;
use crate::project::Project;
use crate::setup;
use anyhow::{Context, Result};
use std::path::PathBuf;
use std::process::Command;

/// The oldest JavaScript that the project's browsers have in common.
const JAVASCRIPT: &str = "--target=es2022";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    JavaScript,
    Css,
}

/// Minifies, or hands everything back as it was: in a debug build, or without esbuild.
pub struct Minifier {
    esbuild: Option<PathBuf>,
}

impl Minifier {
    /// Finds esbuild; a build that is no release goes without.
    pub fn new(project: &Project, is_release: bool) -> Result<Self> {
        if !is_release {
            return Ok(Self { esbuild: None });
        }
        let esbuild = setup::find_installed(project, "esbuild")?;
        if esbuild.is_none() {
            warning("scripts and styles stay as they are; `cargo xtask setup` installs esbuild");
        }
        Ok(Self { esbuild })
    }

    /// A source in fewer bytes; as it is where there is nothing to do it with.
    pub fn minify(&self, source: &str, language: Language) -> Result<String> {
        let Some(esbuild) = &self.esbuild else {
            return Ok(source.to_owned());
        };
        let mut command = Command::new(esbuild);
        command.args(["--minify", "--charset=utf8", "--legal-comments=none"]);
        command.args(["--log-level=warning"]);
        match language {
            Language::JavaScript => command.args([
                "--loader=js",
                "--format=esm",
                // There is nothing to bundle, but only so constants of a file go where they are used.
                "--bundle",
                JAVASCRIPT,
            ]),
            Language::Css => command.arg("--loader=css"),
        };
        let minified = process::pipe(&mut command, source.as_bytes())?;
        String::from_utf8(minified).context("esbuild did not write text")
    }
}
