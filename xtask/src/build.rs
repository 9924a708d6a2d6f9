//! `cargo xtask build`: the whole site, as small as it gets.
//!
//! trunk compiles, runs wasm-bindgen and then, through its hook, [`crate::embed`]. The flags here
//! are what a plain `trunk build --release` does without.

use crate::console::{Steps, note, warning};
use crate::process;
use crate::project::Project;
use crate::setup::{self, Purpose, Ready};
use anyhow::Result;
use std::process::Command;

/// The standard library is compiled along, for size. That is not stable yet, so the compiler has to
/// be asked for it in so many words.
const LIBRARY_FOR_SIZE: &[(&str, &str)] = &[
    ("RUSTC_BOOTSTRAP", "1"),
    ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort"),
    ("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size"),
];

/// Compiler flags for WebAssembly only: no file names and line numbers of panics, no `{:?}` texts,
/// and panics that stop the program at once instead of composing a message first. The loader
/// recognises the trap; a build without these flags adds the message through the panic hook. And
/// nothing is written where it is called that makes its caller any longer, which is left to wasm-opt
/// (0.3 kB of the compressed program).
const FLAGS_FOR_SIZE: &[&str] = &[
    "-Zlocation-detail=none",
    "-Zfmt-debug=none",
    "-Zunstable-options",
    "-Cpanic=immediate-abort",
    "-Cllvm-args=-inline-threshold=0",
];

/// Sets up what a build needs, and builds.
pub fn run(project: &Project) -> Result<()> {
    let mut steps = Steps::new(2);
    let ready = steps.run("set-up", || setup::run(project, Purpose::Build))?;
    steps.run("building the site", || build(project, &ready))?;
    steps.finish(&format!(
        "{} is the demo site, {} is what a publisher copies; built",
        project.dist().display(),
        project.dist_embed().display()
    ));
    Ok(())
}

/// Writes `dist/` with everything the set-up has brought.
pub fn build(project: &Project, ready: &Ready) -> Result<()> {
    let mut trunk = trunk(project, ready)?;
    with_size_flags(&mut trunk, ready);
    process::run(trunk.args(["build", "--release"]))
}

/// trunk with the pinned tools and nothing else.
pub fn trunk(project: &Project, ready: &Ready) -> Result<Command> {
    let mut trunk = ready.environment.command("trunk")?;
    // The hook then needs neither a build nor cargo's lock.
    trunk.env("NEWSSTAND_XTASK", &project.executable);
    trunk.env("TRUNK_SKIP_VERSION_CHECK", "true");
    // trunk takes this variable for a flag of its own and refuses the usual `NO_COLOR=1`.
    if std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) {
        trunk.env_remove("NO_COLOR").env("TRUNK_COLOR", "never");
    }
    Ok(trunk)
}

/// Has a build made for size, with the standard library where its source is there.
pub fn with_size_flags(build: &mut Command, ready: &Ready) {
    if !ready.has_library_source {
        note("without the source of the standard library this build is bigger than it could be");
        return;
    }
    // These would silently replace the flags for size.
    for variable in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS"] {
        if std::env::var_os(variable).is_some() {
            warning(&format!("{variable} is not used for the build"));
            build.env_remove(variable);
        }
    }
    build.envs(LIBRARY_FOR_SIZE.iter().copied());
    build.env("NEWSSTAND_PANIC", "immediate-abort");
    build.env(
        "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
        FLAGS_FOR_SIZE.join(" "),
    );
}
