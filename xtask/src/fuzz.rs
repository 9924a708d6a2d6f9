//! `cargo xtask fuzz`: coverage-guided fuzzing of the parsers, by libFuzzer through cargo-fuzz.
//!
//! ```text
//! fuzz/fuzz_targets/    what is fuzzed, one file a target          fuzz/dictionaries/   words to try
//! fuzz/corpus/          what was found to reach new code, kept     fuzz/artifacts/      what made a target fail
//! target/fuzz-seeds/    documents to begin with, from the tests' fixtures, the demo and the corpora
//! ```

use crate::arguments::FuzzOptions;
use crate::console::{Steps, note};
use crate::process::{self, Environment};
use crate::project::{self, Project};
use crate::setup::{self, Purpose, Ready};
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What can be fuzzed: the files of `fuzz/fuzz_targets/`.
pub const TARGETS: [&str; 4] = ["markup", "feed", "date", "language_tag"];

/// Longer inputs reach nothing new, and make each run slower.
const LONGEST_BYTES: u32 = 8192;

/// Runs one fuzz target, or each in turn.
///
/// # Errors
/// What breaks a parser; the document that does is kept.
pub fn run(project: &Project, options: &FuzzOptions) -> Result<()> {
    let targets: Vec<&str> = match &options.target {
        Some(target) => vec![target],
        None => TARGETS.to_vec(),
    };
    let mut steps = Steps::new(2 + targets.len());
    let (nightly, ready) = steps.run("set-up", || {
        // Before anything is installed that would be of no use without it.
        let nightly = setup::nightly(&Environment::new(&project.root))?;
        Ok((nightly, setup::run(project, Purpose::Fuzz)?))
    })?;
    let fuzzer = Fuzzer {
        project,
        ready: &ready,
        nightly,
        seconds: options.seconds,
    };
    steps.run("building the targets", || fuzzer.build(&targets))?;
    let mut reports = Vec::new();
    for target in targets {
        let what = format!("fuzzing {target} for {} s", options.seconds);
        reports.push(steps.run(&what, || fuzzer.fuzz(target))?);
    }
    for report in &reports {
        note(&report.to_string());
    }
    let crashes: usize = reports.iter().map(|report| report.crashes.len()).sum();
    if crashes > 0 {
        bail!(
            "{crashes} inputs broke a promise; each is a file in {}",
            project.path("fuzz/artifacts").display()
        );
    }
    steps.finish("nothing was found");
    Ok(())
}

struct Fuzzer<'a> {
    project: &'a Project,
    ready: &'a Ready,
    nightly: String,
    seconds: u32,
}

impl Fuzzer<'_> {
    fn cargo_fuzz(&self, command: &str) -> Result<Command> {
        let mut cargo = self.ready.environment.command("cargo")?;
        // The toolchain of the project itself is in this variable by now.
        cargo.env("RUSTUP_TOOLCHAIN", &self.nightly);
        for variable in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS"] {
            cargo.env_remove(variable);
        }
        cargo.args(["fuzz", command, "--target-dir"]);
        cargo.arg(self.project.path("target/fuzz"));
        Ok(cargo)
    }

    fn build(&self, targets: &[&str]) -> Result<()> {
        let mut cargo = self.cargo_fuzz("build")?;
        if let [only] = targets {
            cargo.arg(only);
        }
        process::run(&mut cargo)
    }

    fn fuzz(&self, target: &str) -> Result<Report> {
        let corpus = self.project.path("fuzz/corpus").join(target);
        std::fs::create_dir_all(&corpus)
            .with_context(|| format!("cannot create {}", corpus.display()))?;
        let seeds = self.sow(target)?;
        let before = self.artifacts(target)?;

        let mut cargo = self.cargo_fuzz("run")?;
        cargo.arg(target).arg(corpus).arg(seeds).arg("--");
        cargo.arg(format!("-max_total_time={}", self.seconds));
        cargo.arg(format!("-max_len={LONGEST_BYTES}"));
        let dictionary = self.project.path("fuzz/dictionaries").join(target);
        cargo.arg(format!("-dict={}.dict", dictionary.display()));
        cargo.args(["-print_final_stats=1", "-timeout=10", "-rss_limit_mb=2048"]);

        let mut tally = Tally::default();
        let outcome = process::run_watching_errors(&mut cargo, |line| tally.read(line));
        let crashes: Vec<PathBuf> = self
            .artifacts(target)?
            .difference(&before)
            .cloned()
            .collect();
        // Without an artifact it did not fail over an input, but did not run at all.
        if crashes.is_empty() {
            outcome?;
        }
        Ok(Report {
            target: target.to_owned(),
            seconds: self.seconds,
            tally,
            crashes,
        })
    }

    /// Writes what a target begins with and returns the folder.
    fn sow(&self, target: &str) -> Result<PathBuf> {
        let folder = self.project.path("target/fuzz-seeds").join(target);
        // Of an earlier run, with other fixtures perhaps.
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder)
            .with_context(|| format!("cannot create {}", folder.display()))?;
        for (index, seed) in self.seeds(target)?.into_iter().enumerate() {
            project::write(&folder.join(index.to_string()), seed)?;
        }
        Ok(folder)
    }

    fn seeds(&self, target: &str) -> Result<Vec<Vec<u8>>> {
        let corpora = match std::env::var_os("NEWSSTAND_CORPORA") {
            Some(folder) => PathBuf::from(folder),
            None => self.project.path("../shared/corpora"),
        };
        let texts = |seeds: &[&str]| seeds.iter().map(|seed| seed.as_bytes().to_vec()).collect();
        Ok(match target {
            "markup" => {
                let mut seeds = payloads(&self.project.path("tests/fixtures/hostile.json"))?;
                let shared = corpora.join("hostile-html.json");
                if shared.is_file() {
                    seeds.extend(payloads(&shared)?);
                }
                seeds
            }
            "feed" => {
                let mut folders = vec![
                    self.project.path("tests/fixtures"),
                    self.project.path("demo/feeds"),
                    self.project.path("demo/articles/en"),
                ];
                folders.extend(Some(corpora.join("feeds")).filter(|folder| folder.is_dir()));
                let mut seeds = vec![project::read(&self.project.path("demo/stand.json"))?.into()];
                for file in folders.iter().flat_map(|folder| files(folder)) {
                    let seed = std::fs::read(&file)
                        .with_context(|| format!("cannot read {}", file.display()))?;
                    seeds.push(seed);
                }
                seeds
            }
            "date" => texts(&[
                "2026-11-22T12:00:00Z",
                "2026-11-22 12:00:00.123 +0130",
                "Sun, 22 Nov 2026 12:00:00 GMT",
                "22 November 2026",
            ]),
            _ => texts(&[
                "en",
                "zh-Hant-TW",
                "ca-ES-valencia",
                "es-419",
                "en-US-u-ca-gregory",
                "GB",
            ]),
        })
    }

    fn artifacts(&self, target: &str) -> Result<BTreeSet<PathBuf>> {
        Ok(files(&self.project.path("fuzz/artifacts").join(target)).collect())
    }
}

/// All files in a folder and below; none where there is no such folder.
fn files(folder: &Path) -> Box<dyn Iterator<Item = PathBuf>> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    Box::new(entries.flat_map(|entry| {
        let path = entry.path();
        if path.is_dir() {
            files(&path)
        } else {
            Box::new(std::iter::once(path))
        }
    }))
}

/// The payloads of a corpus of hostile markup.
fn payloads(corpus: &Path) -> Result<Vec<Vec<u8>>> {
    let corpus: Value = serde_json::from_str(&project::read(corpus)?)
        .with_context(|| format!("{} is no JSON", corpus.display()))?;
    let entries = corpus.as_array().map_or(&[][..], Vec::as_slice);
    let payload = |entry: &Value| Some(entry["payload"].as_str()?.as_bytes().to_vec());
    Ok(entries.iter().filter_map(payload).collect())
}

/// What libFuzzer says about itself.
#[derive(Debug, Default, PartialEq, Eq)]
struct Tally {
    runs: u64,
    coverage: u64,
    features: u64,
}

impl Tally {
    /// Reads a line like `#8192 pulse  cov: 3038 ft: 9270 corp: 1118/104Kb …` or
    /// `stat::number_of_executed_units: 8200`.
    fn read(&mut self, line: &str) {
        let mut words = line.split_whitespace();
        let first = words.next().unwrap_or_default();
        let number_after = |name: &str| {
            let mut words = line.split_whitespace().skip_while(|word| *word != name);
            words.nth(1)?.parse().ok()
        };
        if let Some(runs) = first.strip_prefix('#').and_then(|runs| runs.parse().ok()) {
            self.runs = runs;
        } else if let Some(runs) = number_after("stat::number_of_executed_units:") {
            self.runs = runs;
        } else {
            return;
        }
        self.coverage = number_after("cov:").unwrap_or(self.coverage);
        self.features = number_after("ft:").unwrap_or(self.features);
    }
}

struct Report {
    target: String,
    seconds: u32,
    tally: Tally,
    crashes: Vec<PathBuf>,
}

impl std::fmt::Display for Report {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            target,
            seconds,
            tally,
            crashes,
        } = self;
        let Tally {
            runs,
            coverage,
            features,
        } = tally;
        write!(
            f,
            "{target}: {runs} runs in {seconds} s, coverage {coverage} ({features} features), \
             {} crashes",
            crashes.len()
        )?;
        crashes
            .iter()
            .try_for_each(|crash| write!(f, "\n        {}", crash.display()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fuzzers_lines_are_understood() {
        let mut tally = Tally::default();
        tally.read("INFO: seed corpus: files: 540 min: 1b max: 8192b");
        assert_eq!(tally, Tally::default());
        tally.read(
            "#8192\tpulse  cov: 3038 ft: 9270 corp: 1118/104Kb lim: 4096 exec/s: 2730 rss: 96Mb",
        );
        assert_eq!(
            (tally.runs, tally.coverage, tally.features),
            (8192, 3038, 9270)
        );
        tally.read("stat::number_of_executed_units: 9001");
        assert_eq!(
            (tally.runs, tally.coverage, tally.features),
            (9001, 3038, 9270)
        );
    }

    #[test]
    fn every_target_is_a_file_and_has_a_dictionary() {
        let project = Project::find().unwrap();
        let sources = project::files_in(&project.path("fuzz/fuzz_targets"), "rs").unwrap();
        let mut names: Vec<_> = sources.iter().filter_map(|path| path.file_stem()).collect();
        names.sort();
        let mut targets = TARGETS;
        targets.sort();
        assert_eq!(names, targets);
        for target in TARGETS {
            let dictionary = format!("fuzz/dictionaries/{target}.dict");
            assert!(project.path(&dictionary).is_file(), "{dictionary}");
        }
    }
}
