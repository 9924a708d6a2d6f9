//! What the commands say: numbered steps, how long each took, and one sentence when one fails.

use anyhow::{Context, Result};
use std::io::Write;
use std::time::{Duration, Instant};

/// Steps of one command, announced as `[2/8] …` and stopped at by the first failure.
pub struct Steps {
    total: usize,
    done: usize,
    started: Instant,
}

impl Steps {
    /// So many steps are to come.
    pub fn new(total: usize) -> Self {
        Self {
            total,
            done: 0,
            started: Instant::now(),
        }
    }

    /// Does one step. Its failure says which step it was.
    pub fn run<T>(&mut self, what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        self.done += 1;
        let place = format!("[{}/{}]", self.done, self.total);
        println!("{place} {what}");
        flush();
        let started = Instant::now();
        let result = work().with_context(|| format!("{place} {what}"))?;
        println!("{place} done in {}", seconds(started.elapsed()));
        flush();
        Ok(result)
    }

    /// Says that all is done, and how long it took.
    pub fn finish(self, what: &str) {
        println!("{what} in {}", seconds(self.started.elapsed()));
    }
}

/// A line below a step.
pub fn note(text: &str) {
    println!("      {text}");
    flush();
}

/// Something that goes on, but not as well as it could.
pub fn warning(text: &str) {
    flush();
    eprintln!("warning: {text}");
}

/// Why the command ends.
pub fn failure(text: &str) {
    flush();
    eprintln!("error: {text}");
}

fn flush() {
    // The programs that are run write to the same place: keep the order. A closed output is not
    // worth an error of its own.
    let _ = std::io::stdout().flush();
}

fn seconds(duration: Duration) -> String {
    let seconds = duration.as_secs_f64();
    if seconds < 60.0 {
        format!("{seconds:.1} s")
    } else {
        format!("{} min {:02} s", seconds as u64 / 60, seconds as u64 % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_well() {
        assert_eq!(seconds(Duration::from_millis(1234)), "1.2 s");
        assert_eq!(seconds(Duration::from_secs(125)), "2 min 05 s");
    }

    #[test]
    fn a_failing_step_is_named() {
        let mut steps = Steps::new(3);
        let error = steps.run("formatting", || -> Result<()> {
            anyhow::bail!("no rustfmt")
        });
        assert_eq!(
            format!("{:#}", error.unwrap_err()),
            "[1/3] formatting: no rustfmt"
        );
    }
}
