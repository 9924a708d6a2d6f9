//! `cargo xtask serve`: the demo, rebuilt and reloaded on every change.

use crate::arguments::ServeOptions;
use crate::build::{trunk, with_size_flags};
use crate::console::Steps;
use crate::process;
use crate::project::Project;
use crate::setup::{self, Purpose};
use anyhow::{Context, Result};
use std::net::{Ipv4Addr, TcpListener};

/// Tried in this order unless one is asked for.
const PORTS: std::ops::Range<u16> = 8080..8100;

/// Builds the demo and serves it until it is stopped.
pub fn run(project: &Project, options: &ServeOptions) -> Result<()> {
    let mut steps = Steps::new(2);
    let ready = steps.run("set-up", || setup::run(project, Purpose::Build))?;
    let port = match options.port {
        Some(port) => port,
        None => PORTS.clone().find(|port| is_free(*port)).with_context(|| {
            format!("no port from {} to {} is free", PORTS.start, PORTS.end - 1)
        })?,
    };

    let mut command = trunk(project, &ready)?;
    command.args(["serve", "--port", &port.to_string()]);
    // Given here and not in Trunk.toml, where trunk refuses a folder that is not there yet.
    for folder in ["target", "tests", "xtask"] {
        command.arg("--ignore").arg(project.path(folder));
    }
    if options.release {
        with_size_flags(&mut command, &ready);
        command.arg("--release");
    }
    let address = format!("http://{}:{port}/", Ipv4Addr::LOCALHOST);
    steps.run(
        &format!("building the demo, then serving it at {address} until Ctrl-C"),
        || process::become_command(&mut command),
    )
}

fn is_free(port: u16) -> bool {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok()
}
