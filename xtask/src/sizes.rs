//! `cargo xtask sizes`: what a reader downloads before the first headline, against the budget.

use crate::console::note;
use crate::project::{Project, file_name, files_in};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};

/// Loader, glue, WebAssembly and styles together, compressed; one language comes on top.
const BUDGET_BYTES: usize = 130_000;
/// The strings of one language.
const LANGUAGE_BUDGET_BYTES: usize = 4_000;
/// The loader alone: nothing else starts before it is there.
const LOADER_BUDGET_BYTES: usize = 3_000;

/// The files every reader needs.
const NEEDED: &[&str] = &["news-stand.js", "core.js", "core.wasm", "news-stand.css"];
const LOADER: &str = "news-stand.js";

/// One file and its sizes.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Size {
    name: String,
    raw_bytes: usize,
    brotli_bytes: usize,
}

/// Prints the sizes of what a publisher copies.
///
/// # Errors
/// Something is larger than its budget.
pub fn run(project: &Project) -> Result<()> {
    let embed = project.dist_embed();
    if !embed.is_dir() {
        bail!(
            "{} is not there; `cargo xtask build` makes it",
            embed.display()
        );
    }
    let needed = NEEDED.iter().map(|name| measure(&embed, embed.join(name)));
    let needed: Vec<Size> = needed.collect::<Result<_>>()?;
    let languages = files_in(&embed.join("locales"), "json")?;
    let languages = languages.into_iter().map(|path| measure(&embed, path));
    let languages: Vec<Size> = languages.collect::<Result<_>>()?;

    let largest = languages.iter().max_by_key(|size| size.brotli_bytes);
    note(&format!(
        "{:<24} {:>12} {:>16}",
        "dist/embed", "raw bytes", "brotli 11 bytes"
    ));
    needed.iter().for_each(row);
    row(&total(&needed));
    largest.into_iter().for_each(row);
    note(&format!(
        "budget {BUDGET_BYTES}, {LOADER} alone {LOADER_BUDGET_BYTES}; {LANGUAGE_BUDGET_BYTES} for the \
         largest of {} languages, of which a reader needs one",
        languages.len()
    ));
    check(&needed)?;
    let mut languages = languages.iter();
    languages.try_for_each(|size| check_one(size, LANGUAGE_BUDGET_BYTES))
}

fn row(size: &Size) {
    note(&format!(
        "{:<24} {:>12} {:>16}",
        size.name, size.raw_bytes, size.brotli_bytes
    ));
}

fn total(sizes: &[Size]) -> Size {
    Size {
        name: "dist/embed".to_owned(),
        raw_bytes: sizes.iter().map(|size| size.raw_bytes).sum(),
        brotli_bytes: sizes.iter().map(|size| size.brotli_bytes).sum(),
    }
}

/// Fails when the files together, or the loader alone, are over their budget.
fn check(sizes: &[Size]) -> Result<()> {
    for loader in sizes.iter().filter(|size| size.name == LOADER) {
        check_one(loader, LOADER_BUDGET_BYTES)?;
    }
    check_one(&total(sizes), BUDGET_BYTES)
}

fn check_one(size: &Size, budget_bytes: usize) -> Result<()> {
    if size.brotli_bytes > budget_bytes {
        bail!(
            "{} has {} bytes compressed, {} more than its budget",
            size.name,
            size.brotli_bytes,
            size.brotli_bytes - budget_bytes
        );
    }
    Ok(())
}

fn measure(embed: &Path, path: PathBuf) -> Result<Size> {
    let contents = std::fs::read(&path)
        .with_context(|| format!("{} is not there; build it first", path.display()))?;
    let name = path.strip_prefix(embed).map_or_else(
        |_| file_name(&path),
        |relative| relative.to_string_lossy().into_owned(),
    );
    let brotli_bytes = compress(&contents)?.len();
    Ok(Size {
        name,
        raw_bytes: contents.len(),
        brotli_bytes,
    })
}

/// As a content delivery network that cares compresses a file once for all readers.
pub fn compress(contents: &[u8]) -> Result<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        size_hint: contents.len(),
        ..Default::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &contents[..], &mut compressed, &parameters)?;
    Ok(compressed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size(name: &str, brotli_bytes: usize) -> Size {
        Size {
            name: name.to_owned(),
            raw_bytes: 0,
            brotli_bytes,
        }
    }

    #[test]
    fn the_budget_is_for_all_files_together() {
        let glue = BUDGET_BYTES - 100_000;
        let within = [size("core.wasm", 100_000), size("core.js", glue)];
        assert!(check(&within).is_ok());
        let over = [size("core.wasm", 100_000), size("core.js", glue + 1)];
        let error = check(&over).unwrap_err().to_string();
        assert_eq!(
            error,
            "dist/embed has 130001 bytes compressed, 1 more than its budget"
        );
    }

    #[test]
    fn the_loader_has_a_budget_of_its_own() {
        assert!(check(&[size(LOADER, 3_000)]).is_ok());
        let error = check(&[size(LOADER, 3_200)]).unwrap_err().to_string();
        assert_eq!(
            error,
            "news-stand.js has 3200 bytes compressed, 200 more than its budget"
        );
    }

    #[test]
    fn a_language_has_a_budget_of_its_own() {
        let check = |bytes| check_one(&size("locales/te.json", bytes), LANGUAGE_BUDGET_BYTES);
        assert!(check(4_000).is_ok());
        assert!(check(4_001).is_err());
    }

    #[test]
    fn what_repeats_compresses() {
        assert!(compress(&[b'a'; 10_000]).unwrap().len() < 50);
    }
}
