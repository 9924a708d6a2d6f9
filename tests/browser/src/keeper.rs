//! Child processes that cannot outlive the tests.
//!
//! Statics are not dropped and a test run may be killed, so the end of this process has to be
//! noticed from outside: each child runs in a process group of its own beside a shell that reads
//! from a pipe we hold. When we are gone, however we went, the pipe ends and the shell ends the
//! group: the driver and the browsers it started.

use std::fs::File;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};

use anyhow::Context;

use crate::Result;

/// TERM first, for a program that tidies up, and KILL for what is left: at once if the program is
/// gone, and if it hangs, a little later.
const SCRIPT: &str = r#"
"$@" </dev/null &
child=$!
exec >/dev/null 2>&1
read -r _
trap '' TERM
kill -TERM 0
(sleep 5; kill -KILL 0) &
wait "$child"
kill -KILL 0
"#;

/// A running child. Dropping it ends the child and everything it started.
#[derive(Debug)]
pub struct Keeper {
    shell: Child,
    pipe: Option<ChildStdin>,
}

impl Keeper {
    /// Starts a program whose output goes to `log`.
    pub fn start(
        program: &Path,
        arguments: &[String],
        environment: &[(&str, &str)],
        log: &Path,
    ) -> Result<Self> {
        let log = File::create(log).with_context(|| format!("cannot write {}", log.display()))?;
        let mut shell = Command::new("sh")
            .args(["-c", SCRIPT, "keeper"])
            .arg(program)
            .args(arguments)
            .envs(environment.iter().copied())
            .stdin(Stdio::piped())
            .stdout(log.try_clone()?)
            .stderr(log)
            .process_group(0)
            .spawn()
            .with_context(|| format!("cannot start {}", program.display()))?;
        let pipe = shell.stdin.take();
        Ok(Self { shell, pipe })
    }

    /// Ends the child now and waits for it.
    pub fn stop(&mut self) {
        drop(self.pipe.take());
        // The shell kills its own group, so there is no status to be had that means anything.
        let _ = self.shell.wait();
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        self.stop();
    }
}
