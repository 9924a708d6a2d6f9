//! A page, as a person meets it: things have a role and a name, keys are pressed, and what is
//! covered cannot be clicked.

use std::fmt;

use anyhow::{Context, bail, ensure};
use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use hyper::Method;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio::sync::Mutex;

use crate::console::{self, Console, Problem};
use crate::session::Session;
use crate::{Engine, Result, Site, until};

/// How often a click may miss what moves.
const MOST_MISSES: usize = 3;

/// Functions that scripts of this module start with.
const FIND: &str = include_str!("find.js");

/// What to look for. Made by [`role`].
#[derive(Clone, Debug, Serialize)]
pub struct Query {
    host: String,
    chain: Vec<Step>,
}

#[derive(Clone, Debug, Default, Serialize)]
struct Step {
    role: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    described: bool,
    #[serde(skip_serializing_if = "serde_json::Map::is_empty")]
    states: serde_json::Map<String, Value>,
}

/// Something with this role inside a stand.
pub fn role(role: &str) -> Query {
    let step = Step {
        role: role.to_owned(),
        ..Step::default()
    };
    Query {
        host: "news-stand".to_owned(),
        chain: vec![step],
    }
}

impl Query {
    fn last(mut self, change: impl FnOnce(&mut Step)) -> Self {
        if let Some(step) = self.chain.last_mut() {
            change(step);
        }
        self
    }

    /// With exactly this accessible name.
    pub fn named(self, name: &str) -> Self {
        self.last(|step| step.name = Some(name.to_owned()))
    }

    /// With this in its accessible name, in whatever case.
    pub fn naming(self, part: &str) -> Self {
        self.last(|step| step.part = Some(part.to_owned()))
    }

    /// With this in its text, in whatever case.
    pub fn saying(self, text: &str) -> Self {
        self.last(|step| step.text = Some(text.to_owned()))
    }

    /// A heading of this level.
    pub fn level(self, level: u8) -> Self {
        self.last(|step| step.level = Some(level))
    }

    /// With this `aria-roledescription`.
    pub fn described(self, description: &str) -> Self {
        self.last(|step| step.description = Some(description.to_owned()))
    }

    /// With some `aria-roledescription`, in whatever language.
    pub fn described_somehow(self) -> Self {
        self.last(|step| step.described = true)
    }

    /// With an ARIA state (`selected`, `expanded`, `disabled`, …), or with the focus (`focused`).
    pub fn state(self, name: &str, value: bool) -> Self {
        self.last(|step| drop(step.states.insert(name.to_owned(), value.into())))
    }

    /// Inside the first thing that another query finds.
    pub fn inside(mut self, outer: &Query) -> Self {
        self.host.clone_from(&outer.host);
        self.chain.splice(0..0, outer.chain.iter().cloned());
        self
    }

    /// In the elements that match a selector of the host page, rather than in every stand.
    pub fn of(mut self, host: &str) -> Self {
        self.host = host.to_owned();
        self
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, step) in self.chain.iter().rev().enumerate() {
            if index > 0 {
                f.write_str(" in ")?;
            }
            f.write_str(&step.role)?;
            if let Some(level) = step.level {
                write!(f, " of level {level}")?;
            }
            if let Some(name) = &step.name {
                write!(f, " “{name}”")?;
            }
            if let Some(part) = &step.part {
                write!(f, " “…{part}…”")?;
            }
            if let Some(text) = &step.text {
                write!(f, " saying “{text}”")?;
            }
            for (name, value) in &step.states {
                write!(
                    f,
                    " {}{name}",
                    if *value == json!(false) { "not " } else { "" }
                )?;
            }
        }
        if self.host != "news-stand" {
            write!(f, " of {}", self.host)?;
        }
        Ok(())
    }
}

/// What was found, in words.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
pub struct Seen {
    /// Its role.
    pub role: String,
    /// Its accessible name.
    pub name: String,
    /// Its text.
    pub text: String,
    /// A heading's level, else 0.
    pub level: u8,
}

/// A `newsstand-…` event as the host page's window received it.
#[derive(Clone, Debug, Deserialize)]
pub struct StandEvent {
    /// `newsstand-open`, and so on.
    #[serde(rename = "type")]
    pub name: String,
    /// The `id` of the element.
    pub stand: String,
    /// Its detail.
    pub detail: Value,
    /// Whether it bubbles.
    pub bubbles: bool,
    /// Whether it leaves shadow roots.
    pub composed: bool,
    /// Whether a listener may cancel it.
    pub cancelable: bool,
    /// The element's state at that moment.
    pub state: String,
}

/// Where an element is, in CSS pixels of the viewport.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq)]
pub struct Place {
    /// Its left edge.
    pub left: f64,
    /// Its upper edge.
    pub top: f64,
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
}

/// Keys that have no character, by their WebDriver code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// Escape.
    Escape,
    /// Enter.
    Enter,
    /// Tab.
    Tab,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Home.
    Home,
    /// End.
    End,
    /// Page down.
    PageDown,
    /// Page up.
    PageUp,
    /// Control.
    Control,
    /// Shift.
    Shift,
    /// Command on a Mac, the logo key elsewhere.
    Meta,
    /// Alt.
    Alt,
}

impl Key {
    fn code(self) -> &'static str {
        match self {
            Self::Escape => "\u{e00c}",
            Self::Enter => "\u{e007}",
            Self::Tab => "\u{e004}",
            Self::Left => "\u{e012}",
            Self::Right => "\u{e014}",
            Self::Up => "\u{e013}",
            Self::Down => "\u{e015}",
            Self::Home => "\u{e011}",
            Self::End => "\u{e010}",
            Self::PageDown => "\u{e00f}",
            Self::PageUp => "\u{e00e}",
            Self::Control => "\u{e009}",
            Self::Shift => "\u{e008}",
            Self::Meta => "\u{e03d}",
            Self::Alt => "\u{e00a}",
        }
    }
}

/// The page that a session shows.
#[derive(Debug)]
pub struct Page {
    session: Session,
    console: Mutex<Console>,
}

impl Page {
    /// The page of a session, with a clean console.
    pub async fn of(session: Session) -> Result<Self> {
        console::forget(&session).await?;
        Ok(Self {
            session,
            console: Mutex::default(),
        })
    }

    /// The browser session.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// Gives the session up.
    pub fn into_session(self) -> Session {
        self.session
    }

    /// The engine.
    pub fn engine(&self) -> Engine {
        self.session.engine()
    }

    // --- Going places ---

    /// Goes to an address and waits until the document has been read.
    pub async fn goto(&self, url: &str) -> Result {
        self.leave().await;
        self.session.client().goto(url).await?;
        self.arrive(url).await
    }

    /// Loads the page anew.
    pub async fn reload(&self) -> Result {
        let address = self.address().await?;
        self.leave().await;
        self.session.client().refresh().await?;
        self.arrive(&address).await
    }

    /// The browser's Back. The document may stay the same.
    pub async fn back(&self) -> Result {
        self.session.client().back().await.context("going back")
    }

    /// The browser's Forward. The document may stay the same.
    pub async fn forward(&self) -> Result {
        self.session
            .client()
            .forward()
            .await
            .context("going forward")
    }

    /// Notes what this document has to say, and marks it so that its successor is told from it.
    async fn leave(&self) {
        // A browser that shows nothing yet has nothing to say.
        if let Ok(problems) = console::harvest(&self.session).await {
            self.console.lock().await.note(problems);
        }
        let mark = "window.__left = true";
        let _ = self.session.client().execute(mark, vec![]).await;
    }

    async fn arrive(&self, url: &str) -> Result {
        // On the way from one process to another a browser may show an empty document for a moment.
        let script = "const [url] = arguments;
            const here = new URL(url).href.split('#')[0] === location.href.split('#')[0];
            return here && !window.__left && document.readyState !== 'loading'";
        until(format!("the document at {url}"), async || {
            let arrived: bool = self.eval_with(script, vec![json!(url)]).await?;
            Ok(arrived.then_some(()))
        })
        .await
    }

    /// The address in the address bar.
    pub async fn address(&self) -> Result<String> {
        self.eval("return location.href").await
    }

    // --- Scripts ---

    /// Runs the body of a function in the page.
    pub async fn eval<T: DeserializeOwned>(&self, script: &str) -> Result<T> {
        self.eval_with(script, vec![]).await
    }

    /// Runs the body of a function in the page, with `arguments`.
    pub async fn eval_with<T: DeserializeOwned>(
        &self,
        script: &str,
        arguments: Vec<Value>,
    ) -> Result<T> {
        let answer = self.session.client().execute(script, arguments).await?;
        Ok(serde_json::from_value(answer)?)
    }

    /// Runs the body of an async function in the page and waits for what it returns.
    pub async fn eval_async<T: DeserializeOwned>(&self, script: &str) -> Result<T> {
        self.eval_async_with(script, vec![]).await
    }

    /// Runs the body of an async function in the page, with `arguments`, and waits for what it
    /// returns.
    pub async fn eval_async_with<T: DeserializeOwned>(
        &self,
        script: &str,
        arguments: Vec<Value>,
    ) -> Result<T> {
        let wrapped = format!(
            "const done = arguments[arguments.length - 1];
             (async () => {{ {script} }})().then(
               (value) => done([value ?? null, null]),
               (error) => done([null, `${{error}} ${{error.stack}}`]))"
        );
        let answer = self
            .session
            .client()
            .execute_async(&wrapped, arguments)
            .await?;
        let (value, error): (Value, Option<String>) = serde_json::from_value(answer)?;
        match error {
            Some(error) => bail!("{error}"),
            None => Ok(serde_json::from_value(value)?),
        }
    }

    /// Runs the body of a function that may use everything in `find.js`.
    async fn eval_finding(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        let script = format!("{FIND}\n{script}");
        Ok(self.session.client().execute(&script, arguments).await?)
    }

    /// Waits until a script returns something that is not null or false.
    pub async fn until<T: DeserializeOwned>(&self, what: &str, script: &str) -> Result<T> {
        until(what, async || {
            let answer: Value = self.eval(script).await?;
            match answer {
                Value::Null | Value::Bool(false) => Ok(None),
                answer => Ok(Some(serde_json::from_value(answer)?)),
            }
        })
        .await
    }

    // --- Finding ---

    /// All there is of it now, in words.
    pub async fn all(&self, query: &Query) -> Result<Vec<Seen>> {
        let found = self
            .eval_finding(
                "return find(arguments[0]).map(describe)",
                vec![json!(query)],
            )
            .await?;
        Ok(serde_json::from_value(found)?)
    }

    /// How much there is of it now.
    pub async fn count(&self, query: &Query) -> Result<usize> {
        Ok(self.all(query).await?.len())
    }

    /// Waits until it is there and tells the first of it.
    pub async fn see(&self, query: &Query) -> Result<Seen> {
        let seen = until(query, async || {
            Ok(self.all(query).await?.into_iter().next())
        });
        self.or_tell(seen.await).await
    }

    /// Waits until there is so much of it.
    pub async fn see_count(&self, query: &Query, count: usize) -> Result<Vec<Seen>> {
        let seen = until(format!("{count} × {query}"), async || {
            let all = self.all(query).await?;
            ensure!(all.len() == count, "there are {}", all.len());
            Ok(Some(all))
        });
        self.or_tell(seen.await).await
    }

    /// Waits until there is nothing of it.
    pub async fn miss(&self, query: &Query) -> Result {
        let gone = until(format!("no {query}"), async || {
            let all = self.all(query).await?;
            ensure!(all.is_empty(), "there is {all:?}");
            Ok(Some(()))
        });
        self.or_tell(gone.await).await
    }

    /// Waits until it is there and hands out the first of it.
    pub async fn element(&self, query: &Query) -> Result<Element> {
        let found = until(query, async || {
            let found = self
                .eval_finding("return find(arguments[0])[0] ?? null", vec![json!(query)])
                .await?;
            // A WebDriver element is an object with one member, its reference.
            let reference = found
                .as_object()
                .and_then(|object| object.values().next()?.as_str());
            Ok(reference.map(|reference| {
                let client = self.session.client().clone();
                Element::from_element_id(client, reference.to_owned().into())
            }))
        });
        self.or_tell(found.await).await
    }

    /// Waits until it is there and runs the body of a function with it as `element`: found and used
    /// in one go, for the stand may draw it anew between two commands.
    pub async fn with<T: DeserializeOwned>(&self, query: &Query, script: &str) -> Result<T> {
        let script = format!(
            "const element = find(arguments[0])[0];
             return element ? [((element) => {{ {script} }})(element) ?? null] : null"
        );
        let answer = until(query, async || {
            let answer = self.eval_finding(&script, vec![json!(query)]).await?;
            Ok(serde_json::from_value::<Option<[Value; 1]>>(answer)?)
        });
        let [answer] = self.or_tell(answer.await).await?;
        Ok(serde_json::from_value(answer)?)
    }

    /// Where the first of it is.
    pub async fn place(&self, query: &Query) -> Result<Place> {
        self.with(query, "const { left, top, width, height } = element.getBoundingClientRect(); return { left, top, width, height }").await
    }

    /// What has the focus.
    pub async fn focus(&self) -> Result<Seen> {
        let focus = self
            .eval_finding("return describe(deepFocus())", vec![])
            .await?;
        Ok(serde_json::from_value::<Option<Seen>>(focus)?.unwrap_or_default())
    }

    /// The role and the name that the browser itself gives to assistive technology.
    pub async fn accessible(&self, query: &Query) -> Result<(String, String)> {
        until(query, async || {
            let element = self.element(query).await?.element_id();
            let ask = async |what: &str| -> Result<String> {
                let path = format!("element/{element}/{what}");
                let answer = self.session.command(Method::GET, path, None).await?;
                Ok(serde_json::from_value(answer)?)
            };
            Ok(Some((
                ask("computedrole").await?,
                ask("computedlabel").await?,
            )))
        })
        .await
    }

    /// Adds what is there instead to the error of a search.
    async fn or_tell<T>(&self, found: Result<T>) -> Result<T> {
        let error = match found {
            Ok(found) => return Ok(found),
            Err(error) => error,
        };
        let script = "return [...document.querySelectorAll('news-stand')].flatMap((stand) => [...below(stand)])
            .filter((element) => !/^(generic|listitem|presentation|paragraph)$/.test(roleOf(element)) && exposed(element))
            .slice(0, 60).map((element) => `${roleOf(element)} “${nameOf(element).slice(0, 60)}”`)";
        let there = self.eval_finding(script, vec![]).await.unwrap_or_default();
        let there: Vec<String> = serde_json::from_value(there).unwrap_or_default();
        Err(error.context(format!("there is:\n  {}\n", there.join("\n  "))))
    }

    // --- Doing ---

    /// Clicks the first of it, in its middle, once it stands still and nothing covers it.
    pub async fn click(&self, query: &Query) -> Result {
        self.click_holding(&[], query).await
    }

    /// Clicks while keys are held down.
    pub async fn click_holding(&self, keys: &[Key], query: &Query) -> Result {
        // Drawn anew, or moved out of sight, between the aim and the click, which so has hit nothing.
        let has_missed = |error: &CmdError| {
            error.is_stale_element_reference() || error.is_move_target_out_of_bounds()
        };
        let mut clicked = self.click_once(keys, query).await;
        for _ in 0..MOST_MISSES {
            match &clicked {
                Err(error) if error.downcast_ref().is_some_and(has_missed) => {
                    clicked = self.click_once(keys, query).await;
                }
                _ => break,
            }
        }
        clicked
    }

    async fn click_once(&self, keys: &[Key], query: &Query) -> Result {
        let target = self
            .aim(query)
            .await
            .with_context(|| format!("clicking {query}"))?;
        // The sources take turns: keys down, pointer, keys up.
        let wait = json!({ "type": "pause" });
        let holding = |kind: &'static str| {
            keys.iter()
                .map(move |key| json!({ "type": kind, "value": key.code() }))
        };
        let pointer = [
            json!({ "type": "pointerMove", "origin": target, "x": 0, "y": 0 }),
            json!({ "type": "pointerDown", "button": 0 }),
            json!({ "type": "pointerUp", "button": 0 }),
        ];
        let waits = |count| std::iter::repeat_n(wait.clone(), count);
        let key_track: Vec<_> = holding("keyDown")
            .chain(waits(pointer.len()))
            .chain(holding("keyUp"))
            .collect();
        let pointer_track: Vec<_> = waits(keys.len())
            .chain(pointer)
            .chain(waits(keys.len()))
            .collect();
        self.act(json!([
            { "type": "key", "id": "keys", "actions": key_track },
            { "type": "pointer", "id": "mouse", "parameters": { "pointerType": "mouse" }, "actions": pointer_track },
        ]))
        .await
    }

    /// Scrolls it into view, waits until it keeps still under the pointer, and hands out its
    /// WebDriver reference.
    async fn aim(&self, query: &Query) -> Result<Value> {
        #[derive(Deserialize)]
        struct Aim {
            element: Value,
            x: Option<i64>,
            y: Option<i64>,
            refusal: Option<String>,
        }
        let script = "const element = find(arguments[0])[0];
            if (!element) return null;
            const { x, y, refusal } = aim(element);
            // Only if needed: a person does not scroll to what is in sight.
            if (refusal) element.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
            return { element, x, y, refusal };";
        let (mut before, mut seen) = (None, 0);
        let place = until(format!("{query} to keep still"), async || {
            let aim = self.eval_finding(script, vec![json!(query)]).await?;
            let aim: Option<Aim> = serde_json::from_value(aim)?;
            let Some(aim) = aim else {
                bail!("it is not there")
            };
            if let Some(refusal) = aim.refusal {
                bail!("{refusal}");
            }
            // Seen there for longer than a frame takes: what the last click began has been drawn.
            seen = match before.replace((aim.x, aim.y)) == Some((aim.x, aim.y)) {
                true => seen + 1,
                false => 0,
            };
            Ok((seen >= 2).then_some(aim.element))
        });
        self.or_tell(place.await).await
    }

    /// Presses and lets go of a key.
    pub async fn press(&self, key: Key) -> Result {
        self.type_codes(&[key.code().to_owned()]).await
    }

    /// Presses a key while another is held down.
    pub async fn press_holding(&self, held: Key, key: Key) -> Result {
        let stroke = |kind: &str, key: Key| json!({ "type": kind, "value": key.code() });
        let strokes = [
            stroke("keyDown", held),
            stroke("keyDown", key),
            stroke("keyUp", key),
            stroke("keyUp", held),
        ];
        self.act(json!([{ "type": "key", "id": "keys", "actions": strokes }]))
            .await
    }

    /// Types text, a key after the other.
    pub async fn type_text(&self, text: &str) -> Result {
        let codes: Vec<_> = text.chars().map(String::from).collect();
        self.type_codes(&codes).await
    }

    async fn type_codes(&self, codes: &[String]) -> Result {
        let strokes = codes.iter().flat_map(|code| {
            ["keyDown", "keyUp"].map(|kind| json!({ "type": kind, "value": code }))
        });
        let strokes: Vec<_> = strokes.collect();
        self.act(json!([{ "type": "key", "id": "keys", "actions": strokes }]))
            .await
    }

    async fn act(&self, sources: Value) -> Result {
        let body = Some(json!({ "actions": sources }));
        self.session.command(Method::POST, "actions", body).await?;
        Ok(())
    }

    // --- The element's public side ---

    /// The events of all stands on this page so far.
    pub async fn events(&self) -> Result<Vec<StandEvent>> {
        self.eval("return window.__probe.events").await
    }

    /// Waits for an event, the `nth` of its name (from 1).
    pub async fn event(&self, name: &str, nth: usize) -> Result<StandEvent> {
        until(format!("event {nth} {name}"), async || {
            let events = self.events().await?;
            let names: Vec<_> = events.iter().map(|event| event.name.clone()).collect();
            let found = events
                .into_iter()
                .filter(|event| event.name == name)
                .nth(nth.saturating_sub(1));
            found
                .map(Some)
                .with_context(|| format!("there were {names:?}"))
        })
        .await
    }

    /// Changes an attribute of a stand; `None` removes it.
    pub async fn set(&self, host: &str, attribute: &str, value: Option<&str>) -> Result {
        let script = "const [host, name, value] = arguments;
            const stand = document.querySelector(host);
            value === null ? stand.removeAttribute(name) : stand.setAttribute(name, value)";
        self.eval_with(script, vec![json!(host), json!(attribute), json!(value)])
            .await
    }

    /// Waits until a stand's `state` is this.
    pub async fn state(&self, host: &str, state: &str) -> Result {
        until(format!("state {state}"), async || {
            let script = "return document.querySelector(arguments[0]).state";
            let now: String = self.eval_with(script, vec![json!(host)]).await?;
            ensure!(now == state, "it is {now}");
            Ok(Some(()))
        })
        .await
    }

    // --- The console ---

    /// Allows complaints that contain this.
    pub async fn expect(&self, part: &str) {
        self.console.lock().await.expect(part);
    }

    /// All complaints so far, this document's among them.
    pub async fn problems(&self) -> Result<Vec<Problem>> {
        let problems = console::harvest(&self.session).await?;
        let mut console = self.console.lock().await;
        console.note(problems);
        Ok(console.problems().to_vec())
    }

    /// Fails over a complaint that was not expected.
    pub async fn judge(&self, sites: &[&Site]) -> Result {
        let own = console::harvest(&self.session).await?;
        let browsers = console::browser_log(&self.session, sites).await?;
        let mut console = self.console.lock().await;
        console.note(own);
        console.note(browsers);
        console.judge()
    }
}
