//! `cargo xtask embed`: trunk's hook, which turns what trunk has built into `dist/embed`.
//!
//! ```text
//! embed/newsstand.js       ─ shrink ─┬ minify ─▶ core.js         the glue
//! embed/{host,tools}.js    ─────────┘                            and what joins it
//! embed/newsstand_bg.wasm  ─ shrink ──────────▶ core.wasm        the program
//! style/*.css              ─ shorten minify ──▶ news-stand.css   the styles inside the stand
//! style/reserve.css        ───────── minify ──▶ reserve.css      the styles for a host page
//! locales/*.json           ─ texts ───────────▶ locales/*.json   interface strings, by their place
//! embed/news-stand.js      ─ fill ── minify ──▶ news-stand.js    the loader
//! embed/news-stand.d.ts    ────────────────────▶ news-stand.d.ts
//! schema/*                 ────────────────────▶ ../schema/*
//! ```
//!
//! A debug build skips shrinking and minifying.

mod glue;
mod loader;
mod minify;
mod order;
mod shrink;
mod style;
mod texts;
mod wasm;

use crate::project::{Project, file_name, files_in, read, write};
use anyhow::{Context, Result, anyhow};
use minify::{Language, Minifier};
use serde_json::{Map, Value};
pub use shrink::optimise;
use std::path::{Path, PathBuf};

/// The name of the program, which trunk gives to what it builds.
const PROGRAM: &str = "newsstand";

/// Makes `dist/embed/` of what trunk has built.
pub fn run(project: &Project) -> Result<()> {
    let staging = std::env::var_os("TRUNK_STAGING_DIR")
        .context("`cargo xtask embed` is a part of `trunk build`; run `cargo xtask build`")?;
    let is_release = std::env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");
    assemble(project, Path::new(&staging), is_release)
}

fn assemble(project: &Project, staging: &Path, is_release: bool) -> Result<()> {
    let embed = staging.join("embed");
    let minifier = Minifier::new(project, is_release)?;

    let (glue, wasm) = take_program(&embed)?;
    let (glue, wasm) = if is_release {
        shrink::shrink(project, glue, wasm, &embed)?
    } else {
        (glue, wasm)
    };
    let host = project.read("embed/host.js")?;
    let glue = [glue, host, project.read("embed/tools.js")?].concat();
    let glue = minifier.minify(&glue, Language::JavaScript)?;
    let styles = project.path("style");
    let mut sheets = [style::join(&styles)?, style::skeleton(&styles)?];
    if is_release {
        sheets = style::shorten(sheets);
    }
    let [style, skeleton] = sheets;
    let style = minifier.minify(&style, Language::Css)?;
    let locales = read_locales(&project.path("locales"))?;

    let parts = [glue.as_bytes(), &wasm, style.as_bytes()];
    let strings = locales.iter().map(|(_, strings)| strings.as_bytes());
    let filling = loader::Filling {
        version: loader::version(parts.into_iter().chain(strings)),
        locales: locales
            .iter()
            .map(|(language, _)| language.clone())
            .collect(),
        skeleton: minifier.minify(&skeleton, Language::Css)?,
    };
    let loader = loader::fill(&project.read("embed/news-stand.js")?, &filling)?;
    let loader = minifier.minify(&loader, Language::JavaScript)?;

    write(&embed.join("core.js"), glue)?;
    write(&embed.join("core.wasm"), wasm)?;
    write(&embed.join("news-stand.css"), style)?;
    write(&embed.join("news-stand.js"), loader)?;
    write(
        &embed.join("news-stand.d.ts"),
        project.read("embed/news-stand.d.ts")?,
    )?;
    let reserve = project.path("style/reserve.css");
    if reserve.is_file() {
        let reserve = minifier.minify(&read(&reserve)?, Language::Css)?;
        write(&embed.join("reserve.css"), reserve)?;
    }
    create_folder(&embed.join("locales"))?;
    for (language, strings) in locales {
        write(&embed.join(format!("locales/{language}.json")), strings)?;
    }
    copy_folder(&project.path("schema"), &staging.join("schema"))
}

/// Reads what wasm-bindgen wrote and removes it, so that only the finished files stay.
fn take_program(embed: &Path) -> Result<(String, Vec<u8>)> {
    let glue_path = embed.join(format!("{PROGRAM}.js"));
    let wasm_path = embed.join(format!("{PROGRAM}_bg.wasm"));
    let glue = read(&glue_path)?;
    let wasm = std::fs::read(&wasm_path)
        .with_context(|| format!("cannot read {}", wasm_path.display()))?;
    std::fs::remove_file(glue_path)?;
    std::fs::remove_file(wasm_path)?;
    // The loader compiles the program itself, so the glue's own way of fetching it can go.
    let glue = glue.replace(", __wbg_init as default }", " }");
    Ok((glue, wasm))
}

/// The interface strings: language → a JSON array.
fn read_locales(folder: &Path) -> Result<Vec<(String, String)>> {
    let english = read_texts(&folder.join("en.json"))?;
    let mut locales = Vec::new();
    for path in files_in(folder, "json")? {
        let texts = texts::in_order(&english, &read_texts(&path)?)
            .map_err(|reason| anyhow!("{}: {reason}", path.display()))?;
        let language = file_name(&path.with_extension(""));
        locales.push((language, serde_json::to_string(&texts)?));
    }
    Ok(locales)
}

fn read_texts(path: &Path) -> Result<Map<String, Value>> {
    serde_json::from_str(&read(path)?).with_context(|| format!("{} is no JSON", path.display()))
}

fn create_folder(folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))
}

/// Copies a folder with everything below it.
fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    create_folder(to)?;
    let entries =
        std::fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))?;
    for entry in entries {
        let path: PathBuf = entry?.path();
        let target = to.join(file_name(&path));
        if path.is_dir() {
            copy_folder(&path, &target)?;
        } else {
            std::fs::copy(&path, &target)
                .with_context(|| format!("cannot copy {}", path.display()))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A project with one file of each kind and the output of a build.
    fn fixture() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let files = [
            (
                "embed/news-stand.js",
                "const version = '__VERSION__', known = '__LOCALES__';",
            ),
            ("embed/news-stand.d.ts", "export {};"),
            ("style/tokens.css", ":host{}"),
            ("embed/host.js", "const host = 1;"),
            ("embed/tools.js", "const tools = 2;"),
            ("style/reserve.css", "news-stand{}"),
            ("locales/en.json", "{ \"hello\": \"Good day\" }"),
            ("locales/ar.json", "{ }"),
            ("schema/stand.json", "{}"),
            (
                "staging/embed/newsstand.js",
                "export { initSync, __wbg_init as default };",
            ),
            ("staging/embed/newsstand_bg.wasm", "\0asm"),
        ];
        for (name, contents) in files {
            let path = folder.path().join(name);
            create_folder(path.parent().unwrap()).unwrap();
            write(&path, contents).unwrap();
        }
        folder
    }

    #[test]
    fn a_debug_build_is_assembled_as_it_is() {
        let folder = fixture();
        let project = Project {
            root: folder.path().to_owned(),
            executable: PathBuf::new(),
        };
        let staging = folder.path().join("staging");
        assemble(&project, &staging, false).unwrap();

        let mut names: Vec<String> = std::fs::read_dir(staging.join("embed"))
            .unwrap()
            .map(|entry| file_name(&entry.unwrap().path()))
            .collect();
        names.sort();
        let expected = [
            "core.js",
            "core.wasm",
            "locales",
            "news-stand.css",
            "news-stand.d.ts",
            "news-stand.js",
            "reserve.css",
        ];
        assert_eq!(names, expected);
        let embed = |name: &str| read(&staging.join("embed").join(name)).unwrap();
        assert_eq!(
            embed("core.js"),
            "export { initSync };const host = 1;const tools = 2;"
        );
        assert_eq!(embed("locales/en.json"), "[\"Good day\"]");
        assert_eq!(embed("locales/ar.json"), "[\"\"]");
        assert!(embed("news-stand.js").contains("known = 'ar en'"));
        assert!(!embed("news-stand.js").contains("__VERSION__"));
        assert!(staging.join("schema/stand.json").is_file());
    }
}
