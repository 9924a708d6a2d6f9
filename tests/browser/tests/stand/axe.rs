//! What axe-core finds, by the rules of the WCAG 2.2 (A and AA) and its best practices: every view, in
//! five languages of four scripts and both directions, light and dark, under the strict policy of the
//! README.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;

use anyhow::{bail, ensure};
use newsstand_browser_tests::server::axe;
use newsstand_browser_tests::{Engine, Result, World, scenarios};
use serde::Deserialize;
use serde_json::json;

use crate::editions::{EDITIONS, VIEWS, serve, visit};
use crate::policy::POLICY;

scenarios!(every_view_in_every_script_light_and_dark);

/// What axe-core cannot decide and a person can: the rule, the view (all without one), a part of
/// what it says about it, and why it is right.
const EXPLAINED: [(&str, &str, &str, &str); 3] = [
    (
        "color-contrast",
        "picker",
        "overlapped by another element",
        "Headlines that lie under the open list: nobody reads them, and without the list they pass.",
    ),
    (
        "color-contrast",
        "",
        "too short to determine",
        "The dot between author and time. Both have its ink and its paper, and pass.",
    ),
    (
        "label-content-name-mismatch",
        "picker",
        "Unable to determine",
        "The cross that closes the list: a sign, not a word that its name could have in it.",
    ),
];

const THEMES: [&str; 2] = ["light", "dark"];

/// What axe-core says of one element.
#[derive(Debug, Deserialize)]
struct Finding {
    /// Whether it knows, or leaves it to a person.
    is_certain: bool,
    rule: String,
    /// The element's path, through shadow roots.
    path: String,
    why: String,
}

impl Finding {
    fn is_explained(&self, view: &str) -> bool {
        EXPLAINED.iter().any(|(rule, only_in, part, _)| {
            let is_there = only_in.is_empty() || *only_in == view;
            !self.is_certain && is_there && self.rule == *rule && self.why.contains(part)
        })
    }
}

/// What was found in a view, by theme.
type Found = BTreeMap<(&'static str, &'static str), Vec<Finding>>;

/// Lets axe-core look at the whole page.
async fn look(world: &World) -> Result<Vec<Finding>> {
    let script = "
        // Carousels come one after each frame, and two frames later what is out of sight is inert.
        let still = 0;
        const watch = new MutationObserver(() => still = 0);
        for (const { shadowRoot } of document.querySelectorAll('news-stand')) {
          watch.observe(shadowRoot, { subtree: true, childList: true, attributes: true });
        }
        for (; still < 5; still += 1) await new Promise(requestAnimationFrame);
        watch.disconnect();
        // A colour on its way is nobody's choice.
        for (const { shadowRoot } of document.querySelectorAll('news-stand')) {
          for (const animation of shadowRoot.getAnimations()) if (animation instanceof CSSTransition) animation.finish();
        }
        const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
        const { violations, incomplete } = await axe.run(document, {
          runOnly: { type: 'tag', values: tags }, rules: { 'target-size': { enabled: true } },
          resultTypes: ['violations', 'incomplete'], iframes: false,
        });
        const tell = (is_certain) => ({ id, nodes }) => nodes.map(({ target, any, all, none }) => ({
          is_certain, rule: id, path: target.flat().join(' '),
          why: [...any, ...all, ...none].map(({ message }) => message).join('; '),
        }));
        return [...violations.flatMap(tell(true)), ...incomplete.flatMap(tell(false))]";
    world.page.eval_async(script).await
}

/// Looks at what the stand shows now, in each theme.
async fn look_at(world: &World, view: &'static str, found: &mut Found) -> Result {
    let script = "const [theme] = arguments;
        for (const stand of document.querySelectorAll('news-stand')) stand.setAttribute('theme', theme);
        // A skeleton keeps the theme that it was drawn in.
        const late = document.querySelector('#late');
        late?.replaceWith(late.cloneNode(true))";
    for theme in THEMES {
        world
            .page
            .eval_with::<()>(script, vec![json!(theme)])
            .await?;
        found.insert((view, theme), look(world).await?);
    }
    Ok(())
}

/// Views × languages × themes: violations, and what axe-core leaves to a person and is explained.
fn table(engine: Engine, all: &[(&str, Found)]) -> Result<String> {
    let mut table = format!("\naxe-core in {engine}, violations/explained:\n{:10}", "");
    for (language, _) in all {
        for theme in THEMES {
            write!(table, " {:>13}", format!("{language} {theme}"))?;
        }
    }
    for view in VIEWS {
        write!(table, "\n{view:10}")?;
        for (language, found) in all {
            for theme in THEMES {
                let Some(findings) = found.get(&(view, theme)) else {
                    bail!("nobody looked at {view} in {language}, {theme}")
                };
                let explained = findings.iter().filter(|one| one.is_explained(view)).count();
                let cell = format!("{}/{explained}", findings.len() - explained);
                write!(table, " {cell:>13}")?;
            }
        }
    }
    table.push('\n');
    Ok(table)
}

async fn every_view_in_every_script_light_and_dark(world: &World) -> Result {
    serve(world)?;
    world.site.serve("/axe.js", axe()?);
    let mut all = vec![];
    for edition in &EDITIONS {
        world
            .host(&edition.page())?
            .head(r#"<script src="/axe.js"></script>"#)
            .policy(POLICY)
            .open()
            .await?;
        let mut found = Found::new();
        visit(world, edition, async |view| {
            look_at(world, view, &mut found).await
        })
        .await?;
        all.push((edition.language, found));
    }
    // The test runner would keep what a scenario that did well prints.
    let table = table(world.page.engine(), &all)?;
    std::io::stdout().lock().write_all(table.as_bytes())?;
    let mut open = BTreeMap::<_, Vec<_>>::new();
    for (language, found) in &all {
        for ((view, theme), findings) in found {
            for finding in findings.iter().filter(|one| !one.is_explained(view)) {
                let Finding {
                    is_certain,
                    rule,
                    path,
                    why,
                } = finding;
                let kind = if *is_certain {
                    "violates"
                } else {
                    "may violate"
                };
                let places = open.entry(format!("{kind} {rule}: {why}"));
                places
                    .or_default()
                    .push(format!("{view} {language} {theme}: {path}"));
            }
        }
    }
    let open: Vec<_> = open
        .iter()
        .map(|(what, places)| format!("{what}\n  {} times, first in {}", places.len(), places[0]))
        .collect();
    ensure!(open.is_empty(), "{}", open.join("\n"));
    Ok(())
}
