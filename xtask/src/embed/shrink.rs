//! The glue and the program, smaller: without what nobody calls, and with short names between them.
//!
//! The two meet in names: the program imports functions of the glue, and the glue calls exports of
//! the program. wasm-bindgen gives these names hashes, which do not compress, in both files; and it
//! keeps every exported function of every crate, with all that it needs.
//!
//! ```text
//! glue ── without dead classes ──┬── without unused imports ─┬─ renamed ───────────────────▶ glue
//!             which exports and alike imports?   which imports?  both names
//! wasm ── without unused exports ┴─ wasm-opt ────────────────┴─ renamed ─ like beside like ─▶ wasm
//! ```

use super::glue::Glue;
use super::order;
use super::wasm::{Import, Module};
use crate::console::warning;
use crate::process;
use crate::project::Project;
use crate::setup;
use anyhow::{Context, Result, bail};
use std::collections::HashMap;
use std::path::Path;
use std::process::Command;

/// How the program is optimised: for size, until nothing changes any more. Its control flow is
/// taken apart and put together again first, which saves a fraction of a per cent; and nothing but
/// the last kilobyte of an exhausted stack lies below address 1024, which saves as much again.
const OPTIMISATION: &[&str] = &[
    "--duplicate-import-elimination",
    "--low-memory-unused",
    "--flatten",
    "--rereloop",
    "-Oz",
    "-Oz",
    "--converge",
    // Written, read again and optimised once more it loses another half per cent.
    "--roundtrip",
    "--flatten",
    "--rereloop",
    "-Oz",
    "-Oz",
    "--roundtrip",
    "-Oz",
    "--roundtrip",
    "-Oz",
    // Hints of how memory is aligned, which no browser's compiler uses: they make alike code differ.
    "--dealign",
    "--strip-debug",
];

/// What Rust's WebAssembly uses, and every browser has had since 2022.
const FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// The one export that keeps its name: whoever debugs a stand looks for it.
const MEMORY: &str = "memory";

/// Short names for both sides: `a` … `Z`, `aa` …
const LETTERS: &[u8; 52] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// The glue and the program, smaller.
///
/// - `folder`: for wasm-opt's files, which are removed.
///
/// # Errors
/// The program is no WebAssembly, or the glue is not written as expected.
pub fn shrink(
    project: &Project,
    glue: String,
    wasm: Vec<u8>,
    folder: &Path,
) -> Result<(String, Vec<u8>)> {
    let mut glue = Glue::new(glue);
    glue.shorten();
    let mut module = Module::parse(&wasm).context("trunk did not build WebAssembly")?;
    let repeated = glue.repeated_imports();
    let first_alike = |import: &mut Import| {
        if let Some(first) = repeated.get(&import.name) {
            import.name.clone_from(first);
        }
    };
    let used = |name: &str| name == MEMORY || glue.uses_export(name);
    module.rename(first_alike, |name| used(name).then(|| name.to_owned()))?;

    let wasm_opt = setup::find_installed(project, "binaryen")?;
    match &wasm_opt {
        Some(wasm_opt) => module = Module::parse(&optimise(wasm_opt, module.bytes(), folder)?)?,
        None => warning("the WebAssembly stays bigger; `cargo xtask setup` installs wasm-opt"),
    }
    rename(&mut glue, &mut module)?;
    let wasm = match wasm_opt {
        Some(_) => order::by_likeness(module.bytes())?,
        None => module.bytes().to_vec(),
    };
    Ok((glue.into_text(), wasm))
}

/// A smaller module that does the same.
///
/// - `folder`: for the files of `wasm_opt`, which are removed.
///
/// # Errors
/// It is no WebAssembly.
pub fn optimise(wasm_opt: &Path, wasm: &[u8], folder: &Path) -> Result<Vec<u8>> {
    let before = folder.join("before-wasm-opt.wasm");
    let after = folder.join("after-wasm-opt.wasm");
    crate::project::write(&before, wasm)?;
    let mut command = Command::new(wasm_opt);
    command
        .args(FEATURES)
        .args(OPTIMISATION)
        .arg(&before)
        .arg("--output")
        .arg(&after);
    process::run(&mut command)?;
    let optimised = std::fs::read(&after).context("wasm-opt has written nothing")?;
    std::fs::remove_file(before)?;
    std::fs::remove_file(after)?;
    Ok(optimised)
}

/// Gives everything the two call of each other a short name, the same on both sides.
fn rename(glue: &mut Glue, module: &mut Module) -> Result<()> {
    let mut imports = HashMap::new();
    for import in module.imports()? {
        if import.module == glue.module_name()? && !imports.contains_key(&import.name) {
            let short = short_name(imports.len());
            imports.insert(import.name, short);
        }
    }
    let mut exports = HashMap::new();
    for export in module.exports()? {
        if export != MEMORY && glue.uses_export(&export) {
            let short = short_name(exports.len());
            exports.insert(export, short);
        }
    }

    let module_name = glue.module_name()?.to_owned();
    let missing = glue.keep_and_rename_imports(&imports);
    if let Some(name) = missing.first() {
        bail!("wasm-bindgen's glue does not define {name} as expected; see embed/glue.rs");
    }
    glue.rename_exports(&exports);
    glue.rename_module("a");
    let import = |import: &mut Import| {
        if import.module == module_name {
            import.module = "a".to_owned();
            import.name = imports.get(&import.name).unwrap_or(&import.name).clone();
        }
    };
    module.rename(import, |name| {
        Some(exports.get(name).map_or(name, String::as_str).to_owned())
    })
}

/// The name at `index`: the first ones have one letter.
pub fn short_name(mut index: usize) -> String {
    let mut name = String::new();
    loop {
        name.push(char::from(LETTERS[index % LETTERS.len()]));
        index /= LETTERS.len();
        if index == 0 {
            return name;
        }
        index -= 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn short_names_are_all_different() {
        let names: HashSet<String> = (0..5000).map(short_name).collect();
        assert_eq!(names.len(), 5000);
        assert_eq!(short_name(0), "a");
        assert_eq!(short_name(51), "Z");
        assert_eq!(short_name(52).len(), 2);
    }

    #[test]
    fn both_sides_get_the_same_names() {
        let mut module = Module::parse(&super::super::wasm::tests::small_module()).unwrap();
        let mut glue = Glue::new(super::super::glue::tests::small_glue());
        let used = |name: &str| name == MEMORY || glue.uses_export(name);
        module
            .rename(|_| {}, |name| used(name).then(|| name.to_owned()))
            .unwrap();
        rename(&mut glue, &mut module).unwrap();
        let import = module.imports().unwrap().remove(0);
        assert_eq!((import.module.as_str(), import.name.as_str()), ("a", "a"));
        assert_eq!(module.exports().unwrap(), ["memory", "a"]);
        let glue = glue.into_text();
        assert!(glue.contains("a: (arg0) => console.log(arg0),"), "{glue}");
        assert!(glue.contains("return wasm.a(el);"), "{glue}");
        assert!(glue.contains("a: import0"), "{glue}");
    }
}
