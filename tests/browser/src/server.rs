//! Loopback sites: what a page is served from, and what goes wrong on the way.
//!
//! A [`Site`] is one origin. All sites of a scenario write into one [`Journal`], so the order of
//! requests is known across origins. Nothing is slow by the clock: an answer that has to come late
//! waits behind a gate until the scenario opens it. What goes wrong on the way is in
//! [`crate::fault`].

use std::collections::{BTreeSet, HashMap};
use std::convert::Infallible;
use std::fs;
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};

use anyhow::{Context, bail};
use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{HeaderName, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::{mpsc, watch};
use tokio::task::{JoinHandle, JoinSet};

use crate::fault::{Scene, Sound};
use crate::{Fault, Result, until};

/// What became of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The browser waits for the answer.
    Waiting,
    /// It was answered with this status.
    Answered(u16),
    /// The browser gave up, or the site went away.
    Abandoned,
}

/// One request, as it came in.
#[derive(Clone, Debug)]
pub struct Request {
    /// `GET`, and so on.
    pub method: String,
    /// The site it came to: `http://127.0.0.1:…`.
    pub origin: String,
    /// The path without the query.
    pub path: String,
    /// The query without its question mark.
    pub query: Option<String>,
    /// Names in lower case.
    pub headers: HashMap<String, String>,
    /// What became of it so far.
    pub outcome: Outcome,
}

/// Every request to the sites of a scenario, in the order of arrival.
#[derive(Clone, Debug, Default)]
pub struct Journal(Arc<Mutex<Vec<Request>>>);

impl Journal {
    /// All requests so far.
    pub fn requests(&self) -> Vec<Request> {
        lock(&self.0).clone()
    }

    /// The paths of all requests so far.
    pub fn paths(&self) -> Vec<String> {
        lock(&self.0)
            .iter()
            .map(|request| request.path.clone())
            .collect()
    }

    /// How often a path was asked for.
    pub fn count(&self, path: &str) -> usize {
        lock(&self.0)
            .iter()
            .filter(|request| request.path == path)
            .count()
    }

    /// Waits until a path has been asked for.
    pub async fn asked(&self, path: &str) -> Result {
        self.asked_times(path, 1).await
    }

    /// Waits until a path has been asked for this often.
    pub async fn asked_times(&self, path: &str, times: usize) -> Result {
        let seen = until(format!("request {times} for {path}"), async || {
            Ok((self.count(path) >= times).then_some(()))
        });
        seen.await
            .with_context(|| format!("asked for so far: {:?}", self.paths()))
    }

    /// Waits until the browser has given up on a path that it had asked for.
    pub async fn abandoned(&self, path: &str) -> Result {
        until(format!("{path} to be given up"), async || {
            let requests = lock(&self.0);
            let mut asked = requests.iter().filter(|request| request.path == path);
            Ok(asked
                .any(|request| request.outcome == Outcome::Abandoned)
                .then_some(()))
        })
        .await
    }

    fn enter(&self, request: Request) -> Entry {
        let mut requests = lock(&self.0);
        requests.push(request);
        Entry {
            journal: self.clone(),
            place: requests.len() - 1,
        }
    }
}

/// A request that is being answered. Dropped without an answer it was abandoned.
#[derive(Debug)]
pub(crate) struct Entry {
    journal: Journal,
    place: usize,
}

impl Entry {
    pub(crate) fn close(&self, outcome: Outcome) {
        if let Some(request) = lock(&self.journal.0).get_mut(self.place)
            && request.outcome == Outcome::Waiting
        {
            request.outcome = outcome;
        }
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        self.close(Outcome::Abandoned);
    }
}

/// An answer.
#[derive(Clone, Debug)]
pub struct Reply {
    status: u16,
    headers: Vec<(HeaderName, HeaderValue)>,
    body: Bytes,
    comes: bool,
}

impl Reply {
    /// A document of some type.
    pub fn new(mime: &'static str, body: impl Into<Bytes>) -> Self {
        let headers = vec![
            (hyper::header::CONTENT_TYPE, HeaderValue::from_static(mime)),
            // Each load is a request: the journal, not the browser's cache, says what was asked.
            (
                hyper::header::CACHE_CONTROL,
                HeaderValue::from_static("no-store"),
            ),
        ];
        Self {
            status: 200,
            headers,
            body: body.into(),
            comes: true,
        }
    }

    /// A page.
    pub fn html(body: impl Into<Bytes>) -> Self {
        Self::new("text/html; charset=utf-8", body)
    }

    /// A JSON document.
    pub fn json(document: &Value) -> Self {
        Self::new("application/json", document.to_string())
    }

    /// A script.
    pub fn script(body: impl Into<Bytes>) -> Self {
        Self::new("text/javascript; charset=utf-8", body)
    }

    /// A style sheet.
    pub fn style(body: impl Into<Bytes>) -> Self {
        Self::new("text/css; charset=utf-8", body)
    }

    /// A drawing.
    pub fn svg(body: impl Into<Bytes>) -> Self {
        Self::new("image/svg+xml", body)
    }

    /// An answer that has only a status and a page that says it.
    pub fn failure(status: u16) -> Self {
        Self::html(format!("<h1>{status}</h1>")).status(status)
    }

    /// No answer at all: the connection stays open and silent.
    pub fn never() -> Self {
        Self {
            comes: false,
            ..Self::html("")
        }
    }

    /// With another status.
    pub fn status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    /// With a header, in place of one of the same name.
    pub fn header(mut self, name: &'static str, value: &str) -> Result<Self> {
        let name = HeaderName::from_static(name);
        self.headers.retain(|(other, _)| *other != name);
        self.headers.push((name, HeaderValue::from_str(value)?));
        Ok(self)
    }

    /// Readable by pages of every origin.
    pub fn for_everyone(mut self) -> Self {
        let name = hyper::header::ACCESS_CONTROL_ALLOW_ORIGIN;
        self.headers.push((name, HeaderValue::from_static("*")));
        self
    }
}

/// One origin on the loopback interface. It closes when it is dropped.
#[derive(Debug)]
pub struct Site {
    house: Arc<House>,
    door: Mutex<Option<JoinHandle<()>>>,
}

/// What the connections of a site share.
#[derive(Debug)]
struct House {
    address: SocketAddr,
    journal: Journal,
    replies: Mutex<HashMap<String, Reply>>,
    folders: Mutex<Vec<(String, PathBuf)>>,
    gates: Mutex<HashMap<String, watch::Sender<bool>>>,
    faults: Mutex<HashMap<String, Fault>>,
    /// How many bytes [`Fault::ByteASecond`] has been allowed so far.
    drips: watch::Sender<usize>,
    /// Where nobody listens: the socket holds a port and never does.
    nowhere: SocketAddr,
    _silent: TcpSocket,
    /// The answer to every path that has no other.
    rest: Mutex<Option<Reply>>,
    /// Whether pages of other origins may read everything.
    generous: Mutex<bool>,
}

/// The ports that sites of these tests have had.
static PORTS: Mutex<BTreeSet<u16>> = Mutex::new(BTreeSet::new());

/// A port that no site had before: a browser keeps what it has stored for an origin, and the next
/// scenario with the same port would find the last one's choices.
async fn listen_on_a_new_port() -> Result<TcpListener> {
    loop {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        if lock(&PORTS).insert(listener.local_addr()?.port()) {
            return Ok(listener);
        }
    }
}

impl Site {
    /// Opens a site on a port of its own.
    pub async fn open(journal: Journal) -> Result<Self> {
        let listener = listen_on_a_new_port().await?;
        let silent = TcpSocket::new_v4()?;
        silent.bind(SocketAddr::from(([127, 0, 0, 1], 0)))?;
        let house = House {
            address: listener.local_addr()?,
            journal,
            replies: Mutex::default(),
            folders: Mutex::default(),
            gates: Mutex::default(),
            faults: Mutex::default(),
            drips: watch::Sender::default(),
            nowhere: silent.local_addr()?,
            _silent: silent,
            rest: Mutex::default(),
            generous: Mutex::default(),
        };
        let house = Arc::new(house);
        let door = Mutex::new(Some(tokio::spawn(receive(listener, house.clone()))));
        Ok(Self { house, door })
    }

    /// `http://127.0.0.1:…`.
    pub fn origin(&self) -> String {
        self.house.origin()
    }

    /// The address of a path on this site.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.origin())
    }

    /// Every request to the scenario's sites.
    pub fn journal(&self) -> &Journal {
        &self.house.journal
    }

    /// Answers a path from now on, whatever its query.
    pub fn serve(&self, path: &str, reply: Reply) {
        lock(&self.house.replies).insert(path.to_owned(), reply);
    }

    /// Answers a path as if [`Site::serve`] had not been called.
    pub fn stop_serving(&self, path: &str) {
        lock(&self.house.replies).remove(path);
    }

    /// Answers all paths below `prefix` with the files of a folder.
    pub fn serve_folder(&self, prefix: &str, folder: &Path) {
        lock(&self.house.folders).push((prefix.to_owned(), folder.to_owned()));
    }

    /// Answers every path that has no answer of its own.
    pub fn serve_the_rest(&self, reply: Reply) {
        *lock(&self.house.rest) = Some(reply);
    }

    /// Lets pages of all origins read everything here.
    pub fn allow_everyone(&self) {
        *lock(&self.house.generous) = true;
    }

    /// Holds back the answers to a path until the gate is opened or dropped. The answer is that of
    /// the moment of asking.
    pub fn gate(&self, path: &str) -> Gate {
        let sender = watch::Sender::new(false);
        lock(&self.house.gates).insert(path.to_owned(), sender.clone());
        Gate {
            house: self.house.clone(),
            path: path.to_owned(),
            sender,
        }
    }

    /// Plays a fault at a path, whatever its query, from the next request on, until
    /// [`Site::heal`]. [`Fault::Refused`] closes the whole site.
    pub async fn fail(&self, path: &str, fault: Fault) {
        lock(&self.house.faults).insert(path.to_owned(), fault);
        if fault == Fault::Refused {
            self.close().await;
        }
    }

    /// Ends the fault at a path. What hangs already goes on to hang: a network that works again
    /// does not bring back what it has lost.
    pub async fn heal(&self, path: &str) -> Result {
        match lock(&self.house.faults).remove(path) {
            Some(Fault::Refused) => {}
            _ => return Ok(()),
        }
        self.reopen().await
    }

    /// Lets one more byte through wherever [`Fault::ByteASecond`] is being played.
    pub fn drip(&self) {
        self.house.drips.send_modify(|count| *count += 1);
    }

    /// Goes away: connections end, new ones are refused.
    pub async fn close(&self) {
        let door = lock(&self.door).take();
        if let Some(door) = door {
            door.abort();
            // Only now is the port given up.
            let _ = door.await;
        }
    }

    /// Comes back on the same port.
    pub async fn reopen(&self) -> Result {
        let listener = until("the site's port", async || {
            match TcpListener::bind(self.house.address).await {
                Ok(listener) => Ok(Some(listener)),
                Err(error) if error.kind() == ErrorKind::AddrInUse => Ok(None),
                Err(error) => Err(error.into()),
            }
        });
        let listener = listener.await?;
        let door = tokio::spawn(receive(listener, self.house.clone()));
        *lock(&self.door) = Some(door);
        Ok(())
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        if let Some(door) = lock(&self.door).take() {
            door.abort();
        }
    }
}

/// Holds back the answers to one path.
#[derive(Debug)]
#[must_use = "a gate opens when it is dropped"]
pub struct Gate {
    house: Arc<House>,
    path: String,
    sender: watch::Sender<bool>,
}

impl Gate {
    /// Lets all answers go, those that wait and those to come.
    pub fn open(self) {}
}

impl Drop for Gate {
    fn drop(&mut self) {
        let mut gates = lock(&self.house.gates);
        // A later gate at the same path stays shut.
        if gates
            .get(&self.path)
            .is_some_and(|gate| gate.same_channel(&self.sender))
        {
            gates.remove(&self.path);
        }
        drop(gates);
        self.sender.send_replace(true);
    }
}

/// Lets browsers in until the site closes.
async fn receive(listener: TcpListener, house: Arc<House>) {
    // Dropped with this task, and all connections with it.
    let mut connections = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        while connections.try_join_next().is_some() {}
        connections.spawn(serve(stream, house.clone()));
    }
}

/// Answers the requests of a connection, up to one that a fault is played on.
async fn serve(stream: TcpStream, house: Arc<House>) {
    let (sender, mut scenes) = mpsc::channel(1);
    let answer = service_fn(|request| {
        let (house, sender) = (house.clone(), sender.clone());
        async move {
            let scene = match house.answer(request).await {
                Ok(response) => return Ok::<_, Infallible>(response),
                Err(scene) => scene,
            };
            // Received below, which drops this future.
            let _ = sender.send(scene).await;
            std::future::pending().await
        }
    });
    let mut connection = http1::Builder::new().serve_connection(TokioIo::new(stream), answer);
    let scene = tokio::select! {
        // A browser that hangs up is noted in the journal.
        _ = &mut connection => None,
        scene = scenes.recv() => scene,
    };
    if let Some(scene) = scene {
        // A browser that hangs up ends the play.
        let _ = scene.play(connection.into_parts().io.into_inner()).await;
    }
}

impl House {
    fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The answer to a request, or the fault that is to be played in its place.
    async fn answer(
        &self,
        request: hyper::Request<Incoming>,
    ) -> Result<hyper::Response<Full<Bytes>>, Box<Scene>> {
        let path = request.uri().path().to_owned();
        let headers = request.headers().iter();
        let entry = self.journal.enter(Request {
            method: request.method().to_string(),
            origin: self.origin(),
            path: path.clone(),
            query: request.uri().query().map(str::to_owned),
            headers: headers
                .map(|(name, value)| {
                    (
                        name.to_string(),
                        String::from_utf8_lossy(value.as_bytes()).into(),
                    )
                })
                .collect(),
            outcome: Outcome::Waiting,
        });
        let reply = self.reply(&path);
        let fault = lock(&self.faults).get(&path).copied();
        let gate = lock(&self.gates).get(&path).map(watch::Sender::subscribe);
        if let Some(mut gate) = gate {
            // An error means that the gate is gone, which opens it.
            let _ = gate.wait_for(|open| *open).await;
        }
        if let Some(fault) = fault {
            return Err(Box::new(Scene {
                fault,
                sound: self.sound(&request, reply),
                entry,
                drips: self.drips.subscribe(),
            }));
        }
        if !reply.comes {
            std::future::pending::<()>().await;
        }
        let mut response = hyper::Response::new(Full::new(reply.body));
        if let Ok(status) = hyper::StatusCode::from_u16(reply.status) {
            *response.status_mut() = status;
        }
        response.headers_mut().extend(reply.headers);
        if *lock(&self.generous) {
            let name = hyper::header::ACCESS_CONTROL_ALLOW_ORIGIN;
            response
                .headers_mut()
                .insert(name, HeaderValue::from_static("*"));
        }
        entry.close(Outcome::Answered(reply.status));
        Ok(response)
    }

    fn sound(&self, request: &hyper::Request<Incoming>, reply: Reply) -> Sound {
        let mime = reply.headers.iter();
        let mime = mime
            .filter(|(name, _)| name == hyper::header::CONTENT_TYPE)
            .find_map(|(_, value)| value.to_str().ok());
        Sound {
            path: request.uri().path().to_owned(),
            query: request.uri().query().map(str::to_owned),
            mime: mime.unwrap_or("application/octet-stream").to_owned(),
            body: reply.body,
            nowhere: self.nowhere,
        }
    }

    fn reply(&self, path: &str) -> Reply {
        if let Some(reply) = lock(&self.replies).get(path) {
            return reply.clone();
        }
        let folders = lock(&self.folders);
        let file = folders.iter().find_map(|(prefix, folder)| {
            let rest = Path::new(path.strip_prefix(prefix.as_str())?);
            let plain = rest
                .components()
                .all(|part| matches!(part, Component::Normal(_)));
            let file = plain.then(|| folder.join(rest))?;
            Some(Reply::new(mime_of(&file), fs::read(file).ok()?))
        });
        // Browsers ask for it on their own; an answer keeps their consoles quiet.
        let icon = || (path == "/favicon.ico").then(|| Reply::new("image/x-icon", "").status(204));
        file.or_else(icon)
            .or_else(|| lock(&self.rest).clone())
            .unwrap_or_else(|| Reply::failure(404))
    }
}

/// The type that a static host would name for a file.
fn mime_of(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json") => "application/json",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("html") => "text/html; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// The script of axe-core, which looks at a page by the rules of the WCAG.
pub fn axe() -> Result<Reply> {
    let file = std::env::var_os("NEWSSTAND_AXE")
        .context("set NEWSSTAND_AXE to axe-core's axe.min.js, or run `cargo xtask test`")?;
    let script =
        std::fs::read(&file).with_context(|| format!("reading {}", Path::new(&file).display()))?;
    Ok(Reply::script(script))
}

/// The folder of the build under test.
pub fn dist() -> Result<PathBuf> {
    let folder = match std::env::var_os("NEWSSTAND_DIST") {
        Some(folder) => folder.into(),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../../dist"),
    };
    if !folder.join("embed").is_dir() {
        bail!(
            "{} has no folder embed: run `cargo xtask build` first",
            folder.display()
        );
    }
    Ok(folder)
}

/// Locks; a scenario that panicked elsewhere leaves nothing half done here.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex
        .lock()
        .unwrap_or_else(|poisoned| poisoned.into_inner())
}
