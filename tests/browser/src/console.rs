//! What the page complained about. A scenario fails over a complaint that it did not declare.

use anyhow::bail;
use hyper::Method;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::engine::Engine;
use crate::session::Session;
use crate::{Result, Site};

/// The script that every host page starts with.
pub const PROBE: &str = include_str!("probe.js");

/// The kinds of a [`Problem`] that are no more than a hint to the developer.
const HINTS: [&str; 1] = ["warn"];

/// One complaint.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct Problem {
    /// `error`, `warn`, `exception`, `rejection`, `resource`, `violation`, or `browser` for what
    /// the browser itself wrote to its console.
    pub kind: String,
    /// What it says.
    pub text: String,
}

/// The complaints of a scenario, over all its pages, and those that it expects.
#[derive(Debug, Default)]
pub struct Console {
    problems: Vec<Problem>,
    expected: Vec<String>,
}

impl Console {
    /// Allows complaints that contain this.
    pub fn expect(&mut self, part: &str) {
        self.expected.push(part.to_owned());
    }

    /// Notes what a page is about to take with it.
    pub fn note(&mut self, problems: Vec<Problem>) {
        self.problems.extend(problems);
    }

    /// All complaints so far.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Fails over the first complaint that was not expected.
    pub fn judge(&self) -> Result {
        let foreign = |problem: &&Problem| {
            !self
                .expected
                .iter()
                .any(|part| problem.text.contains(part.as_str()))
        };
        let unexpected: Vec<_> = self.problems.iter().filter(foreign).collect();
        if unexpected.is_empty() {
            return Ok(());
        }
        let list: Vec<_> = unexpected
            .iter()
            .map(|problem| format!("  {}: {}", problem.kind, problem.text))
            .collect();
        let severity = match unexpected
            .iter()
            .all(|problem| HINTS.contains(&&*problem.kind))
        {
            true => "warned",
            false => "complained",
        };
        bail!("the console {severity}:\n{}", list.join("\n"))
    }
}

/// Takes the complaints out of the page that is shown now.
pub async fn harvest(session: &Session) -> Result<Vec<Problem>> {
    let script = "return window.__probe ? window.__probe.problems.splice(0) : []";
    Ok(serde_json::from_value(
        session.client().execute(script, vec![]).await?,
    )?)
}

/// Forgets what the browser's own console has from scenarios before this one.
pub async fn forget(session: &Session) -> Result {
    match session.engine() {
        Engine::Chromium => drop(chromium_log(session).await?),
        Engine::Firefox => drop(session.in_firefox("Services.console.reset()").await?),
        Engine::WebKit => {}
    }
    Ok(())
}

/// What the browser itself wrote to its console about these sites.
pub async fn browser_log(session: &Session, sites: &[&Site]) -> Result<Vec<Problem>> {
    let lines = match session.engine() {
        Engine::Chromium => chromium_log(session).await?,
        Engine::Firefox => firefox_log(session).await?,
        // MiniBrowser has no console that could be read; the probe sees all but network failures.
        Engine::WebKit => vec![],
    };
    let ours = |line: &String| sites.iter().any(|site| line.contains(&site.origin()));
    let problem = |text| Problem {
        kind: "browser".into(),
        text,
    };
    Ok(lines.into_iter().filter(ours).map(problem).collect())
}

/// Errors, without those that came from the page's own `console` calls: the probe has them.
async fn chromium_log(session: &Session) -> Result<Vec<String>> {
    #[derive(Deserialize)]
    struct Line {
        level: String,
        source: String,
        message: String,
    }
    let body = Some(json!({ "type": "browser" }));
    let lines: Vec<Line> =
        serde_json::from_value(session.command(Method::POST, "se/log", body).await?)?;
    let severe = |line: &Line| line.level == "SEVERE" && line.source != "console-api";
    Ok(lines
        .into_iter()
        .filter(severe)
        .map(|line| line.message)
        .collect())
}

/// Script errors and refusals (CORS, CSP, MIME types).
async fn firefox_log(session: &Session) -> Result<Vec<String>> {
    let script = r#"
        return Services.console.getMessageArray()
            .filter((message) => message instanceof Ci.nsIScriptError)
            .filter((error) => !(error.flags & (error.warningFlag | error.infoFlag)))
            .map((error) => `${error.category}: ${error.errorMessage} (${error.sourceName}:${error.lineNumber})`);
    "#;
    let lines: Value = session.in_firefox(script).await?;
    Ok(serde_json::from_value(lines)?)
}
