//! What was asked for on the command line.

use crate::fuzz;
use anyhow::{Context, Result, bail};
use std::path::PathBuf;

pub const HELP: &str = "\
cargo xtask COMMAND

  serve [--release] [--port N]   build the demo, serve it and rebuild on every change
  build                          write dist/ (the demo site) with dist/embed/ (what a publisher copies)
  test [--only native|browser] [FILTER]
                                 everything continuous integration runs; FILTER selects tests by name
  fuzz [TARGET] [--seconds N]    coverage-guided fuzzing of one target (markup, feed, date,
                                 language_tag) or of all, 60 s each; needs a nightly toolchain
  related --feed FEED --judgements PAIRS [--background FEED]
                                 how well similar news is found, against judgements of readers:
                                 FEED is a JSON Feed, PAIRS has lines `id<TAB>id<TAB>score`;
                                 a background only lends its words' statistics
  bench [--quick]                how fast search, similar news and the list are in Chromium, beside
                                 MiniSearch, FlexSearch and Lunr, written to docs/bench; about 20
                                 min; --quick takes 1,000 articles alone and writes to target/bench
  cldr                           write what the stand knows of languages from Unicode's CLDR and locales/
  sizes                          the bytes of dist/embed/ against the budget
  setup                          only install what the other commands need

Each installs what it needs, the first time, and says what it does.
";

/// One of the commands in [`HELP`], or `embed`, which trunk calls.
#[derive(Debug, PartialEq, Eq)]
pub enum Command {
    Help,
    Setup,
    Build,
    Serve(ServeOptions),
    Sizes,
    Test(TestOptions),
    Fuzz(FuzzOptions),
    Related(RelatedOptions),
    Bench(BenchOptions),
    Cldr,
    Embed,
}

#[derive(Debug, Default, PartialEq, Eq)]
pub struct ServeOptions {
    pub release: bool,
    pub port: Option<u16>,
}

#[derive(Debug, Default, PartialEq, Eq)]
pub struct TestOptions {
    pub only: Option<Part>,
    pub filter: Option<String>,
}

#[derive(Debug, PartialEq, Eq)]
pub struct FuzzOptions {
    /// One of [`fuzz::TARGETS`]; `None` is all of them.
    pub target: Option<String>,
    /// How long each target runs.
    pub seconds: u32,
}

#[derive(Debug, PartialEq, Eq)]
pub struct RelatedOptions {
    /// The articles that were judged.
    pub feed: PathBuf,
    /// Pairs of them with a score.
    pub judgements: PathBuf,
    /// Articles that are not ranked.
    pub background: Option<PathBuf>,
}

#[derive(Debug, Default, PartialEq, Eq)]
pub struct BenchOptions {
    /// With few articles: to see whether it runs, not how fast.
    pub quick: bool,
}

impl Default for FuzzOptions {
    fn default() -> Self {
        Self {
            target: None,
            seconds: 60,
        }
    }
}

/// The half of the tests that runs without a browser, or the half that runs in browsers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Native,
    Browser,
}

/// What a command line asks for; its first argument is the command.
///
/// # Errors
/// The sentence to be shown, where it asks for nothing that there is.
pub fn parse(arguments: impl Iterator<Item = String>) -> Result<Command> {
    let mut arguments = arguments;
    let Some(name) = arguments.next() else {
        return Ok(Command::Help);
    };
    let command = match name.as_str() {
        "help" | "--help" | "-h" => Command::Help,
        "setup" => Command::Setup,
        "build" => Command::Build,
        "serve" => Command::Serve(parse_serve(&mut arguments)?),
        "sizes" => Command::Sizes,
        "test" => Command::Test(parse_test(&mut arguments)?),
        "fuzz" => Command::Fuzz(parse_fuzz(&mut arguments)?),
        "related" => Command::Related(parse_related(&mut arguments)?),
        "bench" => Command::Bench(parse_bench(&mut arguments)?),
        "cldr" => Command::Cldr,
        "embed" => Command::Embed,
        other => bail!("there is no command `{other}`; `cargo xtask help` lists them"),
    };
    match arguments.next() {
        Some(extra) => bail!("`cargo xtask {name}` does not take `{extra}`"),
        None => Ok(command),
    }
}

fn parse_serve(arguments: &mut impl Iterator<Item = String>) -> Result<ServeOptions> {
    let mut options = ServeOptions::default();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--release" => options.release = true,
            "--port" => match arguments.next().map(|port| port.parse()) {
                Some(Ok(port)) => options.port = Some(port),
                _ => bail!("`--port` takes a port number"),
            },
            other => bail!("`cargo xtask serve` does not take `{other}`"),
        }
    }
    Ok(options)
}

fn parse_test(arguments: &mut impl Iterator<Item = String>) -> Result<TestOptions> {
    let mut options = TestOptions::default();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--only" => match arguments.next().as_deref() {
                Some("native") => options.only = Some(Part::Native),
                Some("browser") => options.only = Some(Part::Browser),
                _ => bail!("`--only` takes `native` or `browser`"),
            },
            other if other.starts_with('-') || options.filter.is_some() => {
                bail!("`cargo xtask test` does not take `{other}`")
            }
            filter => options.filter = Some(filter.to_owned()),
        }
    }
    Ok(options)
}

fn parse_fuzz(arguments: &mut impl Iterator<Item = String>) -> Result<FuzzOptions> {
    let mut options = FuzzOptions::default();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--seconds" => match arguments.next().map(|seconds| seconds.parse()) {
                Some(Ok(seconds @ 1..)) => options.seconds = seconds,
                _ => bail!("`--seconds` takes a number above 0"),
            },
            target if options.target.is_none() && fuzz::TARGETS.contains(&target) => {
                options.target = Some(target.to_owned());
            }
            other => bail!(
                "`cargo xtask fuzz` does not take `{other}`; its targets are {}",
                fuzz::TARGETS.join(", ")
            ),
        }
    }
    Ok(options)
}

fn parse_related(arguments: &mut impl Iterator<Item = String>) -> Result<RelatedOptions> {
    let (mut feed, mut judgements, mut background) = (None, None, None);
    while let Some(argument) = arguments.next() {
        let option = match argument.as_str() {
            "--feed" => &mut feed,
            "--judgements" => &mut judgements,
            "--background" => &mut background,
            other => bail!("`cargo xtask related` does not take `{other}`"),
        };
        let path = arguments.next().map(PathBuf::from);
        *option = Some(path.with_context(|| format!("`{argument}` takes a file"))?);
    }
    Ok(RelatedOptions {
        feed: feed.context("`cargo xtask related` needs `--feed`")?,
        judgements: judgements.context("`cargo xtask related` needs `--judgements`")?,
        background,
    })
}

fn parse_bench(arguments: &mut impl Iterator<Item = String>) -> Result<BenchOptions> {
    let mut options = BenchOptions::default();
    for argument in arguments {
        match argument.as_str() {
            "--quick" => options.quick = true,
            other => bail!("`cargo xtask bench` does not take `{other}`"),
        }
    }
    Ok(options)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse_words(line: &str) -> Result<Command> {
        parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn reads_every_command() {
        assert_eq!(parse_words("").unwrap(), Command::Help);
        assert_eq!(parse_words("build").unwrap(), Command::Build);
        assert_eq!(parse_words("cldr").unwrap(), Command::Cldr);
        assert_eq!(
            parse_words("serve --port 9000 --release").unwrap(),
            Command::Serve(ServeOptions {
                release: true,
                port: Some(9000)
            })
        );
        assert_eq!(
            parse_words("test --only browser carousel").unwrap(),
            Command::Test(TestOptions {
                only: Some(Part::Browser),
                filter: Some("carousel".to_owned())
            })
        );
        assert_eq!(
            parse_words("fuzz markup --seconds 600").unwrap(),
            Command::Fuzz(FuzzOptions {
                target: Some("markup".to_owned()),
                seconds: 600
            })
        );
        assert_eq!(
            parse_words("related --judgements pairs.tsv --feed feed.json").unwrap(),
            Command::Related(RelatedOptions {
                feed: "feed.json".into(),
                judgements: "pairs.tsv".into(),
                background: None
            })
        );
    }

    #[test]
    fn a_benchmark_may_be_quick() {
        let quick = |quick| Command::Bench(BenchOptions { quick });
        assert_eq!(parse_words("bench").unwrap(), quick(false));
        assert_eq!(parse_words("bench --quick").unwrap(), quick(true));
        assert!(parse_words("bench --fast").is_err());
    }

    #[test]
    fn refuses_what_it_does_not_know() {
        for line in [
            "biuld",
            "build --fast",
            "serve --port many",
            "test --only",
            "test a b",
            "fuzz everything",
            "fuzz --seconds 0",
            "related --feed feed.json",
            "related --feed feed.json --judgements",
            "related feed.json pairs.tsv",
        ] {
            assert!(parse_words(line).is_err(), "{line}");
        }
    }
}
