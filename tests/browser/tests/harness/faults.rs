//! Each fault does on the wire what it says: seen by a client that knows nothing but TCP, and then
//! by the three browsers.

use std::collections::HashSet;
use std::io::ErrorKind;
use std::time::{Duration, SystemTime};

use anyhow::{Context, ensure};
use newsstand_browser_tests::fault::RETRY_AFTER_S;
use newsstand_browser_tests::server::Outcome;
use newsstand_browser_tests::{Fault, Journal, Reply, Result, Site, World, scenarios, until};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

scenarios!(browsers_meet_each_fault);

const PATH: &str = "/feed.json";

/// The document behind every fault.
fn document() -> Value {
    let items: Vec<_> = (1..=6).map(|id| json!({ "id": id })).collect();
    json!({ "title": "Ñandú", "items": items })
}

/// Its bytes.
fn body() -> Vec<u8> {
    document().to_string().into_bytes()
}

fn half() -> Vec<u8> {
    body()[..body().len() / 2].to_vec()
}

async fn failing(fault: Fault) -> Result<Site> {
    let site = Site::open(Journal::default()).await?;
    site.serve(PATH, Reply::json(&document()));
    site.fail(PATH, fault).await;
    Ok(site)
}

/// How a connection ended.
#[derive(Debug, PartialEq)]
enum End {
    Refused,
    Reset,
    Closed,
    /// It is open, and nothing more comes.
    Open,
}

/// What came over the wire.
struct Wire {
    status: Option<u16>,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    end: End,
}

impl Wire {
    fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(other, _)| other == name);
        found.map(|(_, value)| value.as_str())
    }

    fn length(&self) -> Result<usize> {
        Ok(self
            .header("content-length")
            .context("no length")?
            .parse()?)
    }

    fn json(&self) -> Result<Value> {
        Ok(serde_json::from_slice(&self.body)?)
    }
}

async fn connect(site: &Site) -> std::io::Result<TcpStream> {
    TcpStream::connect(site.origin().trim_start_matches("http://")).await
}

async fn ask(stream: &mut TcpStream, path: &str) -> Result {
    let request = format!("GET {path} HTTP/1.1\r\nHost: x\r\n\r\n");
    Ok(stream.write_all(request.as_bytes()).await?)
}

/// Reads until this many bytes are there or the connection has ended.
async fn read(stream: &mut TcpStream, wanted: usize) -> Result<(Vec<u8>, End)> {
    let mut bytes = vec![];
    while bytes.len() < wanted {
        match stream.read_buf(&mut bytes).await {
            Ok(0) => return Ok((bytes, End::Closed)),
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::ConnectionReset => {
                return Ok((bytes, End::Reset));
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok((bytes, End::Open))
}

/// Everything that comes for a path. Of a connection that stays open: `wanted` bytes, and nothing
/// after them while the site answers somebody else.
async fn get(site: &Site, path: &str, wanted: usize) -> Result<Wire> {
    let mut stream = match connect(site).await {
        Err(error) if error.kind() == ErrorKind::ConnectionRefused => {
            return Ok(parse(&[], End::Refused));
        }
        stream => stream?,
    };
    ask(&mut stream, path).await?;
    let (bytes, end) = read(&mut stream, wanted).await?;
    if end == End::Open {
        site.journal().asked(PATH).await?;
        let mut other = connect(site).await?;
        ask(&mut other, "/favicon.ico").await?;
        read(&mut other, 1).await?;
        let more = stream.try_read(&mut [0]);
        let silent = matches!(&more, Err(error) if error.kind() == ErrorKind::WouldBlock);
        ensure!(silent, "something came after {wanted} bytes: {more:?}");
        let last = site
            .journal()
            .requests()
            .into_iter()
            .find(|request| request.path == PATH);
        assert_eq!(last.map(|request| request.outcome), Some(Outcome::Waiting));
        drop(stream);
        site.journal().abandoned(PATH).await?;
    }
    Ok(parse(&bytes, end))
}

fn parse(bytes: &[u8], end: End) -> Wire {
    let gap = b"\r\n\r\n";
    let head = bytes.windows(gap.len()).position(|window| window == gap);
    let (head, body) = match head {
        Some(place) => (&bytes[..place], bytes[place + gap.len()..].to_vec()),
        None => (bytes, vec![]),
    };
    let head = String::from_utf8_lossy(head);
    let mut lines = head.split("\r\n");
    let status = lines.next().and_then(|line| line.strip_prefix("HTTP/1.1 "));
    let status = status.and_then(|line| line.get(..3)?.parse().ok());
    let headers = lines.filter_map(|line| line.split_once(": "));
    let headers = headers.map(|(name, value)| (name.to_lowercase(), value.to_owned()));
    Wire {
        status,
        headers: headers.collect(),
        body,
        end,
    }
}

/// All that a fault sends before it closes or resets the connection.
async fn all(fault: Fault) -> Result<Wire> {
    get(&failing(fault).await?, PATH, usize::MAX).await
}

/// The faults that leave a connection open: what they send, up to a length that is known from a
/// fault which sends the same and ends.
async fn open(fault: Fault, wanted: usize) -> Result<Wire> {
    let wire = get(&failing(fault).await?, PATH, wanted).await?;
    assert_eq!(wire.end, End::Open, "{fault}");
    Ok(wire)
}

/// How many bytes the headers of the sound document take.
async fn head_length() -> Result<usize> {
    let site = failing(Fault::HalfJson).await?;
    let mut stream = connect(&site).await?;
    ask(&mut stream, PATH).await?;
    let (bytes, _) = read(&mut stream, usize::MAX).await?;
    // Lengths of half and of all of the document have as many digits.
    assert_eq!(
        half().len().to_string().len(),
        body().len().to_string().len()
    );
    Ok(bytes.len() - half().len())
}

#[test]
fn each_fault_has_a_name_of_its_own() {
    let names: HashSet<_> = Fault::ALL.iter().map(|fault| fault.name()).collect();
    assert_eq!(names.len(), Fault::ALL.len());
}

#[tokio::test]
async fn each_fault_ends_when_it_is_healed() -> Result {
    for fault in Fault::ALL {
        let site = failing(*fault).await?;
        site.heal(PATH).await?;
        let mut stream = connect(&site).await?;
        ask(&mut stream, PATH).await?;
        let (mut bytes, _) = read(&mut stream, 1).await?;
        while !bytes.ends_with(&body()) {
            let came = stream.read_buf(&mut bytes).await?;
            ensure!(came > 0, "{fault} goes on after it has been healed");
        }
        assert_eq!(parse(&bytes, End::Open).status, Some(200), "{fault}");
    }
    Ok(())
}

#[tokio::test]
async fn a_fault_stays_on_its_path() -> Result {
    let site = failing(Fault::ServerError).await?;
    site.serve("/other.json", Reply::json(&json!(1)));
    // On one connection: the HTTP server keeps it until the fault takes it away.
    let mut stream = connect(&site).await?;
    ask(&mut stream, "/other.json").await?;
    let (bytes, _) = read(&mut stream, 1).await?;
    assert_eq!(parse(&bytes, End::Open).status, Some(200));
    ask(&mut stream, PATH).await?;
    let (bytes, end) = read(&mut stream, usize::MAX).await?;
    ensure!(String::from_utf8_lossy(&bytes).contains("HTTP/1.1 500 "));
    assert_eq!(end, End::Closed);
    let requests = site.journal().requests();
    let outcomes: Vec<_> = requests.iter().map(|request| request.outcome).collect();
    assert_eq!(outcomes, [Outcome::Answered(200), Outcome::Answered(500)]);
    Ok(())
}

#[tokio::test]
async fn connections_are_refused_and_reset() -> Result {
    assert_eq!(all(Fault::Refused).await?.end, End::Refused);
    let before = all(Fault::ResetBeforeAnswer).await?;
    assert_eq!((before.status, before.end), (None, End::Reset));
    let middle = all(Fault::ResetInBody).await?;
    assert_eq!((middle.status, middle.length()?), (Some(200), body().len()));
    assert_eq!((middle.body, middle.end), (half(), End::Reset));
    Ok(())
}

#[tokio::test]
async fn connections_hang() -> Result {
    let head = head_length().await?;
    assert_eq!(open(Fault::HangingBeforeHeaders, 0).await?.status, None);
    let headers = open(Fault::HangingHeaders, 27).await?;
    assert_eq!((headers.status, headers.headers.len()), (Some(200), 0));
    let middle = open(Fault::HangingBody, head + half().len()).await?;
    assert_eq!((middle.length()?, middle.body), (body().len(), half()));
    let long = open(Fault::LengthTooLarge, head + body().len()).await?;
    ensure!(long.length()? > body().len());
    assert_eq!(long.body, body());
    Ok(())
}

#[tokio::test]
async fn a_byte_comes_at_each_drip() -> Result {
    let head = head_length().await?;
    let site = failing(Fault::ByteASecond).await?;
    let mut stream = connect(&site).await?;
    ask(&mut stream, PATH).await?;
    let (start, _) = read(&mut stream, head).await?;
    let start = parse(&start, End::Open);
    assert_eq!((start.status, start.length()?), (Some(200), body().len()));
    for byte in &body()[..5] {
        site.drip();
        let (came, _) = read(&mut stream, 1).await?;
        assert_eq!(came, [*byte]);
    }
    drop(stream);
    site.journal().abandoned(PATH).await
}

#[tokio::test]
async fn lengths_and_bodies_disagree() -> Result {
    let truncated = all(Fault::Truncated).await?;
    assert_eq!(truncated.length()?, body().len());
    assert_eq!((truncated.body, truncated.end), (half(), End::Closed));
    let small = all(Fault::LengthTooSmall).await?;
    assert_eq!(small.length()?, half().len());
    assert_eq!((small.body, small.end), (body(), End::Closed));
    Ok(())
}

#[tokio::test]
async fn chunks_are_broken_and_unfinished() -> Result {
    let first = [
        format!("{:x}\r\n", half().len()).into_bytes(),
        half(),
        b"\r\n".to_vec(),
    ]
    .concat();
    for (fault, rest) in [
        (
            Fault::BrokenChunks,
            [b"no number\r\n", &body()[half().len()..]].concat(),
        ),
        (Fault::UnfinishedChunks, vec![]),
    ] {
        let wire = all(fault).await?;
        assert_eq!(wire.header("transfer-encoding"), Some("chunked"), "{fault}");
        assert_eq!(wire.header("content-length"), None, "{fault}");
        assert_eq!(wire.body, [first.clone(), rest].concat(), "{fault}");
        assert_eq!(wire.end, End::Closed, "{fault}");
    }
    Ok(())
}

#[tokio::test]
async fn redirects_lead_nowhere() -> Result {
    let circle = all(Fault::RedirectLoop).await?;
    assert_eq!(
        (circle.status, circle.header("location")),
        (Some(301), Some(PATH))
    );
    // The site holds the port on which nobody listens.
    let site = failing(Fault::RedirectToNowhere).await?;
    let lost = get(&site, PATH, usize::MAX).await?;
    assert_eq!(lost.status, Some(301));
    let target = lost.header("location").context("no address")?;
    let target = target.trim_start_matches("http://").trim_end_matches('/');
    let refused = TcpStream::connect(target).await;
    let refused = refused.err().map(|error| error.kind());
    assert_eq!(refused, Some(ErrorKind::ConnectionRefused));
    Ok(())
}

#[tokio::test]
async fn statuses_are_answered() -> Result {
    for (fault, status) in [
        (Fault::NotModified, 304),
        (Fault::Unauthorized, 401),
        (Fault::Forbidden, 403),
        (Fault::NotFound, 404),
        (Fault::RequestTimeout, 408),
        (Fault::Gone, 410),
        (Fault::TooManyRequests, 429),
        (Fault::TooManyRequestsForSeconds, 429),
        (Fault::TooManyRequestsUntilDate, 429),
        (Fault::ServerError, 500),
        (Fault::Unavailable, 503),
        (Fault::CaptivePortal, 200),
        (Fault::Empty, 200),
        (Fault::NoContent, 204),
    ] {
        let wire = all(fault).await?;
        assert_eq!(
            (wire.status, &wire.end),
            (Some(status), &End::Closed),
            "{fault}"
        );
        assert_eq!(
            wire.header("access-control-allow-origin"),
            Some("*"),
            "{fault}"
        );
        assert_eq!(wire.header("cache-control"), Some("no-store"), "{fault}");
        // RFC 9110, section 8.6: neither has a body.
        let bare = matches!(status, 204 | 304);
        assert_eq!(
            wire.length().ok(),
            (!bare).then_some(wire.body.len()),
            "{fault}"
        );
        ensure!(
            serde_json::from_slice::<Value>(&wire.body).is_err(),
            "{fault}"
        );
        assert_eq!(
            wire.body.is_empty(),
            bare || fault == Fault::Empty,
            "{fault}"
        );
        let html = wire
            .header("content-type")
            .is_some_and(|mime| mime.contains("html"));
        assert_eq!(html, !wire.body.is_empty(), "{fault}");
        let challenged = wire.header("www-authenticate").is_some();
        assert_eq!(challenged, status == 401, "{fault}");
    }
    Ok(())
}

#[tokio::test]
async fn servers_say_when_to_come_back() -> Result {
    for (fault, after) in [
        (Fault::TooManyRequests, None),
        (Fault::ServerError, None),
        (Fault::TooManyRequestsForSeconds, Some(RETRY_AFTER_S)),
        (Fault::Unavailable, Some(RETRY_AFTER_S)),
    ] {
        let wire = all(fault).await?;
        let said = wire.header("retry-after").map(str::parse).transpose()?;
        assert_eq!(said, after, "{fault}");
        assert_eq!(
            wire.header("access-control-expose-headers"),
            Some("Retry-After")
        );
    }
    let before = SystemTime::now();
    let wire = all(Fault::TooManyRequestsUntilDate).await?;
    let date = httpdate::parse_http_date(wire.header("retry-after").context("no date")?)?;
    // HTTP's dates are in whole seconds.
    let wait = Duration::from_secs(RETRY_AFTER_S);
    ensure!(date + Duration::from_secs(1) >= before + wait && date <= SystemTime::now() + wait);
    Ok(())
}

#[tokio::test]
async fn documents_are_not_what_they_say() -> Result {
    let gzip = all(Fault::BrokenGzip).await?;
    assert_eq!(gzip.header("content-encoding"), Some("gzip"));
    assert_eq!(gzip.length()?, gzip.body.len());
    ensure!(
        gzip.body.starts_with(&[0x1f, 0x8b, 8]),
        "it looks like gzip"
    );
    // The three lowest bits of the first block: the last one, of the reserved type.
    assert_eq!(gzip.body[10] & 0b111, 0b111);
    let half_json = all(Fault::HalfJson).await?;
    assert_eq!(half_json.header("content-type"), Some("application/json"));
    assert_eq!(
        (half_json.length()?, half_json.body),
        (half().len(), half())
    );
    let marked = all(Fault::ByteOrderMark).await?;
    let mime = marked.header("content-type");
    assert_eq!(mime, Some("application/json; charset=iso-8859-1"));
    assert_eq!(marked.body, [&b"\xef\xbb\xbf"[..], &body()].concat());
    let foreign = all(Fault::NoCors).await?;
    assert_eq!(foreign.header("access-control-allow-origin"), None);
    assert_eq!((foreign.status, foreign.body), (Some(200), body()));
    Ok(())
}

#[tokio::test]
async fn pages_overlap() -> Result {
    let site = failing(Fault::ChangedPages).await?;
    let first = get(&site, PATH, usize::MAX).await?.json()?;
    let next = first["next_url"].as_str().context("no second page")?;
    let second = get(&site, next, usize::MAX).await?.json()?;
    let ids = |page: &Value| -> Vec<_> {
        let items = page["items"].as_array().into_iter().flatten();
        items.filter_map(|item| item["id"].as_u64()).collect()
    };
    assert_eq!(ids(&first), [1, 2, 3]);
    assert_eq!(ids(&second), [3, 4, 5, 6]);
    assert_eq!(second["next_url"], Value::Null);
    Ok(())
}

#[tokio::test]
async fn each_fault_reaches_the_journal() -> Result {
    for fault in Fault::ALL {
        let site = failing(*fault).await?;
        if *fault == Fault::Refused {
            continue;
        }
        let mut stream = connect(&site).await?;
        ask(&mut stream, PATH).await?;
        site.journal().asked(PATH).await?;
        drop(stream);
        until(format!("the end of {fault}"), async || {
            let requests = site.journal().requests();
            let waits = requests
                .iter()
                .any(|request| request.outcome == Outcome::Waiting);
            Ok((!waits).then_some(()))
        })
        .await?;
    }
    Ok(())
}

/// What a page of another origin gets by `fetch`: a rejection, a status that is no success, or a
/// text that is or is not the document.
async fn browsers_meet_each_fault(world: &World) -> Result {
    world.expect_failed_requests().await;
    world
        .site
        .serve("/page", Reply::html("<!doctype html><title>Host</title>"));
    world.page.goto(&world.site.url("/page")).await?;
    let mut wrong = vec![];
    for fault in Fault::ALL {
        let site = failing(*fault).await?;
        site.allow_everyone();
        let script = format!(
            "const stop = new AbortController();
             const answer = fetch('{}', {{ signal: stop.signal }}).then(async (response) => {{
                 if (!response.ok) return String(response.status);
                 const text = await response.text();
                 try {{ return JSON.parse(text).title === 'Ñandú' ? 'document' : 'other'; }} catch {{ return 'text'; }}
             }}).catch(() => 'rejected');
             if (!{}) return answer;
             await fetch('/page');
             const early = await Promise.race([answer, 'pending']);
             stop.abort();
             return early;",
            site.url(PATH),
            expected(*fault) == ["pending"],
        );
        let met: String = world.page.eval_async(&script).await?;
        if !expected(*fault).contains(&met.as_str()) {
            wrong.push(format!("{fault}: {met}"));
        }
    }
    ensure!(wrong.is_empty(), "{wrong:#?}");
    Ok(())
}

/// What engines make of a fault, where they do not agree all that any of them does.
fn expected(fault: Fault) -> &'static [&'static str] {
    match fault {
        Fault::HangingBeforeHeaders
        | Fault::HangingHeaders
        | Fault::HangingBody
        | Fault::ByteASecond
        | Fault::LengthTooLarge => &["pending"],
        Fault::NotModified => &["304"],
        Fault::Unauthorized => &["401"],
        Fault::Forbidden => &["403"],
        Fault::NotFound => &["404"],
        Fault::RequestTimeout => &["408"],
        Fault::Gone => &["410"],
        Fault::TooManyRequests
        | Fault::TooManyRequestsForSeconds
        | Fault::TooManyRequestsUntilDate => &["429"],
        Fault::ServerError => &["500"],
        Fault::Unavailable => &["503"],
        Fault::CaptivePortal
        | Fault::Empty
        | Fault::NoContent
        | Fault::HalfJson
        | Fault::LengthTooSmall => &["text"],
        Fault::ByteOrderMark | Fault::ChangedPages => &["document"],
        // WebKitGTK hands out what has come.
        Fault::Truncated | Fault::BrokenChunks | Fault::UnfinishedChunks | Fault::BrokenGzip => {
            &["rejected", "text"]
        }
        Fault::Refused
        | Fault::ResetBeforeAnswer
        | Fault::ResetInBody
        | Fault::RedirectLoop
        | Fault::RedirectToNowhere
        | Fault::NoCors => &["rejected"],
    }
}
