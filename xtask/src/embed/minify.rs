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
        let minified = String::from_utf8(minified).context("esbuild did not write text")?;
        Ok(match language {
            Language::JavaScript => minified,
            Language::Css => squeeze(&minified),
        })
    }
}

/// Spaces that esbuild leaves in styles and that say nothing: in the values of custom properties, in queries and
/// around a slash. Without them the embed is 34 bytes smaller.
const NEEDLESS: [(&str, &str); 3] = [(": ", ":"), (", ", ","), (" / ", "/")];

/// Minified styles without needless spaces; what is in quotes stays. esbuild writes `'` only where a `"` is quoted: then
/// all stays, because it is no longer plain which of them begin and end.
fn squeeze(sheet: &str) -> String {
    if sheet.contains('\'') {
        return sheet.to_owned();
    }
    let without_spaces =
        |part: String, (from, to): &(&str, &str)| -> String { part.replace(from, to) };
    let parts = sheet
        .split('"')
        .enumerate()
        .map(|(place, part)| match place % 2 {
            0 => NEEDLESS.iter().fold(part.to_owned(), without_spaces),
            _ => part.to_owned(),
        });
    parts.collect::<Vec<String>>().join("\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn needless_spaces_go_but_for_quoted_ones() {
        let sheet =
            r#"a{--N: f(1px, 2px);font:1px / 2 a, "b: c"}.a :is(b,c) *{content:"A, " / ""}"#;
        let squeezed = r#"a{--N:f(1px,2px);font:1px/2 a,"b: c"}.a :is(b,c) *{content:"A, "/""}"#;
        assert_eq!(squeeze(sheet), squeezed);
        let quoted = r#"a{--N: f(1px, 2px);content:'", "'}"#;
        assert_eq!(squeeze(quoted), quoted);
    }
}
