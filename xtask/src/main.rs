//! The commands of the project, started as `cargo xtask …`.
//!
//! ```text
//! arguments   what was asked for                  console   steps and how long they took
//! project     where the files are                 process   running other programs
//! pins        which version of which tool         setup/    bringing those tools here
//! build       trunk with the size flags           serve     trunk with live reload
//! embed/      what trunk built → dist/embed       sizes     its bytes against the budget
//! test        everything that continuous integration runs
//! related     how well similar news is found
//! bench       how fast the stand is, beside others
//! fuzz        coverage-guided fuzzing of the parsers
//! cldr        tables about languages from Unicode's data
//! ```
//!
//! `build` and `serve` start trunk; trunk's last hook starts `embed`. Every command but that one,
//! `sizes` and `related`, which need nothing but a compiler, begins with `setup`.

mod arguments;
mod bench;
mod build;
mod cldr;
mod console;
mod embed;
mod fuzz;
mod pins;
mod process;
mod project;
mod related;
mod serve;
mod setup;
mod sizes;
mod test;

use anyhow::Result;
use arguments::Command;
use project::Project;
use setup::Purpose;
use std::process::ExitCode;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            console::failure(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let command = arguments::parse(std::env::args().skip(1))?;
    if let Command::Help = command {
        print!("{}", arguments::HELP);
        return Ok(());
    }
    let project = Project::find()?;
    match command {
        Command::Help => {}
        Command::Setup => {
            setup::run(&project, Purpose::Test)?;
        }
        Command::Build => build::run(&project)?,
        Command::Serve(options) => serve::run(&project, &options)?,
        Command::Sizes => sizes::run(&project)?,
        Command::Test(options) => test::run(&project, &options)?,
        Command::Fuzz(options) => fuzz::run(&project, &options)?,
        Command::Bench(options) => bench::run(&project, &options)?,
        Command::Related(options) => related::run(&project, &options)?,
        Command::Cldr => {
            setup::run(&project, Purpose::Cldr)?;
            cldr::run(&project)?;
        }
        Command::Embed => embed::run(&project)?,
    }
    Ok(())
}
