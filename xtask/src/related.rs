//! `cargo xtask related`: how well similar news is found, as a table. The package `newsstand-related`
//! measures; it is a program of its own, so that no other command has to wait for the stand to be
//! compiled.

use crate::arguments::RelatedOptions;
use crate::process;
use crate::project::Project;
use anyhow::Result;
use std::process::Command;

const PACKAGE: &str = "newsstand-related";

/// Prints how well similar news agrees with judgements, beside the baselines.
pub fn run(project: &Project, options: &RelatedOptions) -> Result<()> {
    // Paths are those of whoever calls, so the program starts where this one did.
    let mut measure = Command::new("cargo");
    measure.args(["run", "--quiet", "--package", PACKAGE]);
    measure
        .arg("--manifest-path")
        .arg(project.path("Cargo.toml"));
    measure.arg("--").args([&options.feed, &options.judgements]);
    process::become_command(measure.args(&options.background))
}
