//! `newsstand-related FEED JUDGEMENTS [BACKGROUND]`, which `cargo xtask related` starts.

use anyhow::{Result, bail};
use newsstand_related::{material::Material, measure, table};
use std::{path::PathBuf, process::ExitCode};

fn main() -> ExitCode {
    match run() {
        Ok(table) => {
            print!("{table}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<String> {
    let paths: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let (feed, judgements, background) = match &paths[..] {
        [feed, judgements] => (feed, judgements, None),
        [feed, judgements, background] => (feed, judgements, Some(background.as_path())),
        _ => bail!("a feed, judgements and at most one feed of background are wanted"),
    };
    let material = Material::read(feed, judgements, background)?;
    Ok(table(&measure(&material)?))
}
