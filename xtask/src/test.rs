//! `cargo xtask test`: everything that continuous integration runs, in the order of what fails
//! fastest.

use crate::arguments::{Part, TestOptions};
use crate::build;
use crate::cldr;
use crate::console::{Steps, note};
use crate::process;
use crate::project::Project;
use crate::setup::{self, Purpose, Ready};
use crate::sizes;
use anyhow::{Context, Result, bail};

/// The package that drives browsers. It tests what was built, so it runs last and by itself.
const BROWSER_TESTS: &str = "newsstand-browser-tests";

/// Each browser test keeps a browser and a driver busy; more at a time make each other late.
const BROWSER_TEST_THREADS: &str = "3";

const DENY_WARNINGS: [&str; 3] = ["--", "--deny", "warnings"];

/// Runs what the options name, in order, up to the first failure.
pub fn run(project: &Project, options: &TestOptions) -> Result<()> {
    let native = options.only != Some(Part::Browser);
    let browser = options.only != Some(Part::Native);
    let mut steps = Steps::new(1 + 4 * usize::from(native) + 4 * usize::from(browser));

    let purpose = if browser {
        Purpose::Test
    } else {
        Purpose::NativeTest
    };
    let ready = steps.run("set-up", || setup::run(project, purpose))?;
    if native {
        steps.run("formatting", || cargo(&ready, &["fmt", "--all", "--check"]))?;
        steps.run("clippy, native", || {
            cargo(
                &ready,
                &[
                    &["clippy", "--workspace", "--all-targets"],
                    &DENY_WARNINGS[..],
                ]
                .concat(),
            )
        })?;
        steps.run("clippy, WebAssembly", || {
            let package = [
                "clippy",
                "--package",
                "newsstand",
                "--target",
                setup::TARGET,
            ];
            cargo(&ready, &[&package, &DENY_WARNINGS[..]].concat())
        })?;
        steps.run("native tests", || native_tests(&ready, options))?;
    }
    if browser {
        // Its data is part of the whole set-up only.
        steps.run("CLDR's tables", || cldr::check(project))?;
        steps.run("building the site", || build::build(project, &ready))?;
        steps.run("sizes", || sizes::run(project))?;
        steps.run("browser tests", || browser_tests(project, &ready, options))?;
    }
    steps.finish("everything passed");
    Ok(())
}

fn cargo(ready: &Ready, arguments: &[&str]) -> Result<()> {
    process::run(ready.environment.command("cargo")?.args(arguments))
}

fn native_tests(ready: &Ready, options: &TestOptions) -> Result<()> {
    let mut cargo = ready.environment.command("cargo")?;
    cargo.args(["test", "--workspace", "--exclude", BROWSER_TESTS]);
    cargo.args(&options.filter);
    process::run(&mut cargo)
}

fn browser_tests(project: &Project, ready: &Ready, options: &TestOptions) -> Result<()> {
    let browsers = ready
        .browsers
        .as_ref()
        .context("the browsers were not set up")?;
    let mut cargo = ready.environment.command("cargo")?;
    cargo
        .args(["test", "--package", BROWSER_TESTS])
        .args(&options.filter);
    cargo.args(["--", "--test-threads", BROWSER_TEST_THREADS]);
    cargo.env("NEWSSTAND_DIST", project.dist());
    let axe = setup::find_installed(project, "axe-core")?.context("axe-core is not there")?;
    cargo.env("NEWSSTAND_AXE", axe.join("axe.min.js"));
    cargo.envs(browsers.variables());

    let mut tests = 0;
    process::run_watching(&mut cargo, |line| tests += tests_run(line))?;
    note(&format!("{tests} browser tests"));
    // A filter that is meant for native tests may well name none of these.
    let may_be_none = options.filter.is_some() && options.only.is_none();
    if tests == 0 && !may_be_none {
        bail!("no browser test was run");
    }
    Ok(())
}

/// How many tests passed or failed, if this is the closing line of a test program.
fn tests_run(line: &str) -> u32 {
    let Some((_, counts)) = line.split_once("test result: ") else {
        return 0;
    };
    let count_before = |word: &str| {
        let before = counts
            .split(word)
            .next()
            .filter(|before| before.len() < counts.len())?;
        before
            .rsplit([' ', ';', '.'])
            .find(|part| !part.is_empty())?
            .parse::<u32>()
            .ok()
    };
    count_before(" passed").unwrap_or(0) + count_before(" failed").unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_lines_are_counted() {
        let passed = "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 3 filtered out";
        assert_eq!(tests_run(passed), 12);
        let failed = "test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured";
        assert_eq!(tests_run(failed), 5);
        let none = "test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 9 filtered out";
        assert_eq!(tests_run(none), 0);
        assert_eq!(tests_run("test chromium_front ... ok"), 0);
    }
}
