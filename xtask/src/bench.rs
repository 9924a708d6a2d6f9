//! `cargo xtask bench`: how fast the stand is, beside others, as a page with charts.
//!
//! ```text
//! dist/embed (built as always) ──────────────────┐
//! tests/bench/engine ── cargo … wasm-opt ────────┼─▶ newsstand-bench ─▶ docs/bench
//! minisearch, flexsearch, lunr (npm, pinned) ────┘   in Chromium
//! ```
//!
//! The package `newsstand-bench` measures. Nothing of it is part of `cargo xtask test`: times depend on
//! what else a machine does, and fail nobody's change.

use crate::arguments::BenchOptions;
use crate::build;
use crate::console::Steps;
use crate::embed;
use crate::process;
use crate::project::{self, Project};
use crate::setup::{self, Purpose, Ready};
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};

const PACKAGE: &str = "newsstand-bench";
const ENGINE: &str = "newsstand-bench-engine";
/// What the engine is compiled to.
const ENGINE_FILE: &str = "newsstand_bench_engine.wasm";
/// What wasm-bindgen makes of that.
const ENGINE_MODULE: &str = "newsstand_bench_engine_bg.wasm";

/// The packages that the stand is compared with, and the variables that say where they are.
const PEERS: &[(&str, &str)] = &[
    ("minisearch", "NEWSSTAND_MINISEARCH"),
    ("flexsearch", "NEWSSTAND_FLEXSEARCH"),
    ("lunr", "NEWSSTAND_LUNR"),
];

/// Builds, measures, and writes tables and charts to `docs/bench/`.
pub fn run(project: &Project, options: &BenchOptions) -> Result<()> {
    let mut steps = Steps::new(4);
    let ready = steps.run("set-up", || setup::run(project, Purpose::Bench))?;
    steps.run("building the site", || build::build(project, &ready))?;
    let engine = steps.run("building the index for a page", || {
        build_engine(project, &ready)
    })?;
    let results = match options.quick {
        true => target(project).join("bench"),
        false => project.path("docs/bench"),
    };
    steps.run("measuring", || {
        measure(project, &ready, &engine, &results, options)
    })?;
    steps.finish(&format!("{} has the results,", results.display()));
    Ok(())
}

/// Compiles the index as the stand is compiled, and makes it callable; the folder it is in.
fn build_engine(project: &Project, ready: &Ready) -> Result<PathBuf> {
    let mut cargo = ready.environment.command("cargo")?;
    build::with_size_flags(&mut cargo, ready);
    cargo.args(["build", "--release", "--package", ENGINE]);
    process::run(cargo.args(["--target", setup::TARGET]))?;
    let built = target(project).join(setup::TARGET).join("release");
    let folder = target(project).join("bench-engine");
    let mut bindgen = ready.environment.command("wasm-bindgen")?;
    bindgen.args(["--target", "web", "--no-typescript", "--out-dir"]);
    process::run(bindgen.arg(&folder).arg(built.join(ENGINE_FILE)))?;

    let wasm_opt = setup::find_installed(project, "binaryen")?;
    let wasm_opt = wasm_opt.context("wasm-opt is not there")?;
    let module = folder.join(ENGINE_MODULE);
    let wasm = std::fs::read(&module).context("wasm-bindgen has written nothing")?;
    project::write(&module, embed::optimise(&wasm_opt, &wasm, &folder)?)?;
    Ok(folder)
}

fn measure(
    project: &Project,
    ready: &Ready,
    engine: &Path,
    results: &Path,
    options: &BenchOptions,
) -> Result<()> {
    let mut cargo = ready.environment.command("cargo")?;
    cargo.args(["run", "--quiet", "--package", PACKAGE, "--"]);
    cargo.arg(results);
    cargo.args(options.quick.then_some("--quick"));
    cargo.env("NEWSSTAND_DIST", project.dist());
    cargo.env("NEWSSTAND_BENCH_ENGINE", engine);
    for (package, variable) in PEERS {
        let folder = setup::find_installed(project, package)?;
        let folder = folder.with_context(|| format!("{package} is not there"))?;
        cargo.env(variable, folder);
    }
    process::run(&mut cargo)
}

/// Where cargo builds.
fn target(project: &Project) -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => folder.into(),
        None => project.path("target"),
    }
}
