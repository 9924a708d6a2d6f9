//! Running other programs.

use anyhow::{Context, Result, bail};
use std::ffi::{OsStr, OsString};
use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// What programs are run with: the folder they start in, and the folders of the pinned tools,
/// which come before everything else on PATH.
#[derive(Debug, Clone)]
pub struct Environment {
    root: PathBuf,
    tool_folders: Vec<PathBuf>,
}

impl Environment {
    /// The environment of whoever calls, for commands that run in `root`.
    pub fn new(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
            tool_folders: Vec::new(),
        }
    }

    /// Has the programs of an installed package found before others.
    pub fn add_tools_of(&mut self, folder: &Path) {
        self.tool_folders.push(folder.to_owned());
    }

    /// A command that starts in the project's root and finds the pinned tools first.
    pub fn command(&self, program: impl AsRef<OsStr>) -> Result<Command> {
        let mut command = Command::new(program);
        command
            .current_dir(&self.root)
            .env("PATH", self.search_path()?);
        Ok(command)
    }

    /// Where an executable is, as a command of this environment would find it.
    pub fn find(&self, executable: &str) -> Result<Option<PathBuf>> {
        Ok(find_on(&self.search_path()?, executable))
    }

    fn search_path(&self) -> Result<OsString> {
        let inherited = std::env::var_os("PATH").unwrap_or_default();
        let folders = self
            .tool_folders
            .iter()
            .cloned()
            .chain(std::env::split_paths(&inherited));
        std::env::join_paths(folders).context("a folder of PATH has an impossible name")
    }
}

/// Where an executable is on the PATH of this process.
pub fn find(executable: &str) -> Option<PathBuf> {
    find_on(&std::env::var_os("PATH")?, executable)
}

fn find_on(search_path: &OsStr, executable: &str) -> Option<PathBuf> {
    std::env::split_paths(search_path)
        .map(|folder| folder.join(executable))
        .find(|candidate| candidate.is_file())
}

/// Runs a command, its output going where ours goes.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command
        .status()
        .with_context(|| format!("`{}` cannot be started", line(command)))?;
    if !status.success() {
        bail!("`{}` failed ({status})", line(command));
    }
    Ok(())
}

/// Becomes the command: whatever ends this process then ends that one. Returns only if it fails.
pub fn become_command(command: &mut Command) -> Result<()> {
    let error = command.exec();
    Err(error).with_context(|| format!("`{}` cannot be started", line(command)))
}

/// Runs a command, gives it `input` and returns what it printed.
pub fn pipe(command: &mut Command, input: &[u8]) -> Result<Vec<u8>> {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("`{}` cannot be started", line(command)))?;
    let mut stdin = child.stdin.take().context("a piped program has no input")?;
    // The child may stop reading early; its exit status then says why.
    let output = std::thread::scope(|scope| {
        scope.spawn(move || {
            let _ = stdin.write_all(input);
        });
        child.wait_with_output()
    });
    let output = output.with_context(|| format!("`{}` cannot be read", line(command)))?;
    if !output.status.success() {
        bail!("`{}` failed ({})", line(command), output.status);
    }
    Ok(output.stdout)
}

/// What a command printed, or `None` when it cannot be started or fails.
pub fn answer(command: &mut Command) -> Option<String> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs a command and hands each line it prints to `look`, which cannot change it.
pub fn run_watching(command: &mut Command, look: impl FnMut(&str)) -> Result<()> {
    let mut child = start(command.stdout(Stdio::piped()))?;
    if let Some(stdout) = child.stdout.take() {
        copy_watching(stdout, std::io::stdout(), look)?;
    }
    finish(command, &mut child)
}

/// The same for what it prints as errors.
pub fn run_watching_errors(command: &mut Command, look: impl FnMut(&str)) -> Result<()> {
    let mut child = start(command.stderr(Stdio::piped()))?;
    if let Some(stderr) = child.stderr.take() {
        copy_watching(stderr, std::io::stderr(), look)?;
    }
    finish(command, &mut child)
}

fn start(command: &mut Command) -> Result<Child> {
    command
        .spawn()
        .with_context(|| format!("`{}` cannot be started", line(command)))
}

fn finish(command: &Command, child: &mut Child) -> Result<()> {
    let status = child.wait()?;
    if !status.success() {
        bail!("`{}` failed ({status})", line(command));
    }
    Ok(())
}

fn copy_watching(from: impl Read, mut to: impl Write, mut look: impl FnMut(&str)) -> Result<()> {
    let mut reader = BufReader::new(from);
    let mut bytes = Vec::new();
    while reader.read_until(b'\n', &mut bytes)? > 0 {
        to.write_all(&bytes)?;
        to.flush()?;
        look(&String::from_utf8_lossy(&bytes));
        bytes.clear();
    }
    Ok(())
}

/// A command as a person would type it.
fn line(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let mut line = crate::project::file_name(program);
    for argument in command.get_args() {
        line.push(' ');
        line.push_str(&argument.to_string_lossy());
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_names_the_command() {
        let error = run(Command::new("/bin/sh").args(["-c", "exit 3"])).unwrap_err();
        assert_eq!(error.to_string(), "`sh -c exit 3` failed (exit status: 3)");
        let error = run(&mut Command::new("no-such-program")).unwrap_err();
        assert_eq!(error.to_string(), "`no-such-program` cannot be started");
    }

    #[test]
    fn input_longer_than_a_pipe_comes_back_whole() {
        let input = vec![b'x'; 1 << 20];
        assert_eq!(pipe(&mut Command::new("cat"), &input).unwrap(), input);
    }

    #[test]
    fn the_folders_of_tools_come_first() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("cargo"), "").unwrap();
        let mut environment = Environment::new(Path::new("."));
        environment.add_tools_of(folder.path());
        assert_eq!(
            environment.find("cargo").unwrap(),
            Some(folder.path().join("cargo"))
        );
    }

    #[test]
    fn every_line_is_seen() {
        let mut lines = Vec::new();
        run_watching(Command::new("printf").arg("one\\ntwo\\n"), |line| {
            lines.push(line.to_owned())
        })
        .unwrap();
        assert_eq!(lines, ["one\n", "two\n"]);
        run_watching_errors(Command::new("sh").args(["-c", "echo three >&2"]), |line| {
            lines.push(line.to_owned())
        })
        .unwrap();
        assert_eq!(lines[2], "three\n");
    }
}
