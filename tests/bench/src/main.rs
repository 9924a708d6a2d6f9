//! `newsstand-bench FOLDER [--quick]`, which `cargo xtask bench` starts: measures, and writes what it
//! has measured into the folder.

use anyhow::{Context, Result, bail};
use newsstand_bench::{
    Peer, Setting,
    browser::Browser,
    list,
    report::Report,
    say,
    search::{self, Rounds},
};
use serde_json::Value;
use std::{env, path::PathBuf, process::ExitCode};

const PEERS: [(&str, &str); 3] = [
    ("minisearch", "NEWSSTAND_MINISEARCH"),
    ("flexsearch", "NEWSSTAND_FLEXSEARCH"),
    ("lunr", "NEWSSTAND_LUNR"),
];

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let (folder, is_quick) = match &arguments[..] {
        [folder] => (PathBuf::from(folder), false),
        [folder, quick] if quick == "--quick" => (PathBuf::from(folder), true),
        _ => bail!("a folder is wanted, and at most `--quick`"),
    };
    let setting = setting()?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    runtime.block_on(async {
        // The larger, the longer everything takes, and the less a moment's disturbance counts.
        let sizes: &[(usize, Rounds)] = match is_quick {
            true => &[(1000, rounds(1, 3))],
            false => &[
                (1000, rounds(3, 5)),
                (10_000, rounds(2, 3)),
                (100_000, rounds(1, 1)),
            ],
        };
        let chromium = Browser::start().await?.version().await?;
        say("the list");
        let lists = list::measure(&[10, 1000, 10_000], 5).await?;
        let mut loads = vec![load()];
        let mut measured = Vec::new();
        for (articles, rounds) in sizes {
            measured.push(search::measure(&setting, *articles, *rounds).await?);
            loads.push(load());
        }
        let report = Report {
            sizes: measured,
            lists,
            peers: &setting.peers,
            chromium,
            machine: machine(),
            load: range(&loads),
            is_quick,
        };
        report.write_into(&folder)
    })
}

/// How many programs wanted to run in the last minute, where Linux tells.
fn load() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/loadavg").ok()?;
    text.split(' ').next()?.parse().ok()
}

/// The least and the most of what is known.
fn range(values: &[Option<f64>]) -> Option<(f64, f64)> {
    let known = values.iter().flatten().copied();
    let least = known.clone().reduce(f64::min)?;
    Some((least, known.reduce(f64::max)?))
}

const fn rounds(indexes: usize, queries: usize) -> Rounds {
    Rounds { indexes, queries }
}

/// The machine in words, as far as Linux tells.
fn machine() -> String {
    let information = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = information.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        (name.trim() == "model name").then(|| value.trim().to_owned())
    });
    let cores = std::thread::available_parallelism().map_or(1, |count| count.get());
    format!(
        "{}, {cores} cores",
        model
            .as_deref()
            .unwrap_or("a processor that does not say its name")
    )
}

fn setting() -> Result<Setting> {
    let folder = |variable: &str| -> Result<PathBuf> {
        let folder = env::var_os(variable);
        let folder =
            folder.with_context(|| format!("set {variable}, or run `cargo xtask bench`"))?;
        Ok(folder.into())
    };
    let mut peers = Vec::new();
    for (package, variable) in PEERS {
        let folder = folder(variable)?;
        let description = folder.join("package.json");
        let text = std::fs::read_to_string(&description)
            .with_context(|| format!("cannot read {}", description.display()))?;
        let description: Value = serde_json::from_str(&text)?;
        let version = description["version"].as_str().unwrap_or_default();
        peers.push(Peer {
            package,
            folder,
            version: version.to_owned(),
        });
    }
    Ok(Setting {
        engine: folder("NEWSSTAND_BENCH_ENGINE")?,
        peers,
        most_compared: 10_000,
    })
}
