//! A bad network, fault by fault: what the reader sees, that nothing on screen is lost, and that
//! the stand heals by itself when the fault ends. The README's table of faults is this file's.
//!
//! The feed comes from another origin, as from a CDN, and is the stand's only document. The page's
//! time stands still until a scenario advances it; `Math.random` says 0.75.

use anyhow::{Context, ensure};
use newsstand_browser_tests::fault::RETRY_AFTER_S;
use newsstand_browser_tests::fixture::{HARBOUR, feed, headline, open_headline};
use newsstand_browser_tests::{Clock, Fault, Result, Site, World, role, scenarios, until};

use crate::common::{any_open, back_button, mark, read, try_again};

scenarios!(
    refused,
    reset_before_the_answer,
    reset_in_the_middle,
    hanging_before_the_headers,
    hanging_headers,
    hanging_body,
    a_byte_a_second,
    truncated,
    length_too_small,
    length_too_large,
    chunks_broken,
    chunks_unfinished,
    redirect_loop,
    redirect_to_nowhere,
    status_304_without_cache,
    status_401,
    status_403,
    status_404,
    status_408,
    status_410,
    status_429,
    status_429_with_retry_after_in_seconds,
    status_429_with_retry_after_as_a_date,
    status_500,
    status_503_with_retry_after,
    html_instead_of_json,
    empty,
    status_204,
    gzip_broken,
    no_cors_header,
    half_a_json,
    byte_order_mark_and_wrong_charset,
    content_changed_between_pages,
);

const FEED: &str = "/feeds/en-ES.json";

/// How long the stand waits for a complete answer, in milliseconds.
const LIMIT_MS: f64 = 15_000.0;
/// What waits for longer is no pause before a retry, in milliseconds.
const PAUSE_CAP_MS: f64 = 30_000.0;
/// A tab that is shown after this time asks for the news again, in milliseconds.
const SHOWN_AGAIN_MS: u64 = 300_000;

/// The kinds of an answer that breaks off: some engines refuse it, others hand out what has come.
const BROKEN_OFF: [&str; 2] = ["network", "format"];

/// What mends the stand once the fault has ended.
#[derive(Clone, Copy)]
enum Mend {
    /// One of the automatic retries.
    Retry,
    /// The same, not before the time that the server has asked for.
    RetryAfter,
    /// The tab being shown again after five minutes: asking at once would be of no use.
    ShownAgain,
}

/// What the reader is told of a failure, by the kind that the integrator is told.
fn sentence(fault: Fault, kind: &str) -> Result<&'static str> {
    Ok(match kind {
        "http" if matches!(fault, Fault::Unauthorized | Fault::Forbidden) => {
            "The news is not open to everybody here."
        }
        "network" => "The news could not be reached.",
        "timeout" => "The news took too long to arrive.",
        "not-found" => "The news is no longer at this address.",
        "http" | "server" => "The news server has a problem at the moment.",
        "format" => "The news arrived in a form that cannot be read.",
        "shape" => "What arrived is not news.",
        _ => anyhow::bail!("no fault is of the kind {kind}"),
    })
}

/// A page whose feed is on another site, where it fails like this.
async fn open(world: &World, fault: Fault) -> Result<Site> {
    world.expect_failed_requests().await;
    let news = world.another_site().await?;
    news.allow_everyone();
    news.fail(FEED, fault).await;
    let tag = format!(
        r#"<news-stand src="{}" loading="eager"></news-stand>"#,
        news.url(FEED)
    );
    world.host(&tag)?.clocked().open().await?;
    Ok(news)
}

/// A failure that the reader is told of, with nothing on screen and with an article being read.
async fn plays(world: &World, fault: Fault, kinds: &[&str], mend: Mend) -> Result {
    let page = &world.page;
    let news = open(world, fault).await?;
    fails(world, &news, fault, kinds).await?;
    page.state("news-stand", "error").await?;
    mends(world, &news, mend).await?;
    page.see(&headline("harbour")).await?;

    page.reload().await?;
    page.see(&headline("harbour")).await?;
    page.state("news-stand", "ready").await?;
    read(page, "harbour").await?;
    news.fail(FEED, fault).await;
    reload(world).await?;
    fails(world, &news, fault, kinds).await?;
    page.state("news-stand", "stale").await?;
    page.see(&open_headline(HARBOUR)).await?;
    page.click(&back_button()).await?;
    sees_each_headline_once(world).await?;
    read(page, "harbour").await?;
    mends(world, &news, mend).await?;
    page.see(&open_headline(HARBOUR)).await?;
    page.see_count(&any_open(), 1).await?;
    page.click(&back_button()).await?;
    sees_each_headline_once(world).await
}

/// Asks for what is newer than what is on screen, a second later.
async fn reload(world: &World) -> Result {
    Clock::of(&world.page).advance(1_000).await?;
    let script = "document.querySelector('news-stand').reload();";
    world.page.eval(script).await
}

/// One sentence for the reader, with a way on, and one event for the integrator.
async fn fails(world: &World, news: &Site, fault: Fault, kinds: &[&str]) -> Result {
    let (page, clock) = (&world.page, Clock::of(&world.page));
    if kinds == ["timeout"] {
        clock.timer("the time limit", |ms| ms == LIMIT_MS).await?;
        for _second in 0..15 {
            page.miss(&role("alert")).await?;
            news.drip();
            clock.advance(1_000).await?;
        }
    }
    let alert = page.see_count(&role("alert"), 1).await?.remove(0);
    let error = page.event("newsstand-error", 1).await?;
    let kind = error.detail["kind"].as_str().unwrap_or_default();
    ensure!(kinds.contains(&kind), "{}", error.detail);
    assert_eq!(error.detail["url"], news.url(FEED), "{}", error.detail);
    ensure!(
        alert.text.contains(sentence(fault, kind)?),
        "“{}”",
        alert.text
    );
    page.see(&try_again()).await?;
    Ok(())
}

/// The fault ends, and so does the failure, without anybody's help.
async fn mends(world: &World, news: &Site, mend: Mend) -> Result {
    let (page, clock) = (&world.page, Clock::of(&world.page));
    let is_pause = |ms: f64| ms <= PAUSE_CAP_MS && ms != LIMIT_MS;
    match mend {
        Mend::Retry => {
            let pause_ms = clock.timer("a retry", is_pause).await?;
            news.heal(FEED).await?;
            clock.advance(pause_ms.ceil() as u64).await?;
        }
        Mend::RetryAfter => {
            let pause_ms = clock.timer("a retry", is_pause).await?;
            // Dates are in whole seconds, and the page's clock has been advanced by one.
            let asked_ms = (RETRY_AFTER_S - 2) * 1_000;
            ensure!(pause_ms >= asked_ms as f64, "only {pause_ms} ms");
            news.heal(FEED).await?;
            clock.advance(pause_ms.ceil() as u64).await?;
        }
        Mend::ShownAgain => {
            mark(world).await?;
            let waiting = clock.waiting().await?;
            ensure!(!waiting.iter().any(|ms| is_pause(*ms)), "{waiting:?}");
            news.heal(FEED).await?;
            clock.show(false).await?;
            clock.advance(SHOWN_AGAIN_MS + 1_000).await?;
            clock.show(true).await?;
        }
    }
    page.miss(&role("alert")).await?;
    page.state("news-stand", "ready").await?;
    let events = page.events().await?;
    let errors = events
        .iter()
        .filter(|event| event.name == "newsstand-error");
    assert_eq!(errors.count(), 1, "one failure is one event");
    Ok(())
}

async fn sees_each_headline_once(world: &World) -> Result {
    let page = &world.page;
    let news = feed("en", "ES");
    let items = news["items"].as_array().context("no items")?;
    let more = role("button").named("More headlines");
    let articles = role("article").inside(&role("feed"));
    // Not a click by coordinates: the button may go by itself, because what fits is drawn a frame
    // later.
    let press = "document.querySelector('news-stand').shadowRoot.querySelector('.more')?.click();";
    until("all headlines", async || {
        if page.count(&more).await? > 0 {
            page.eval::<()>(press).await?;
        }
        let count = page.count(&articles).await?;
        ensure!(count == items.len(), "there are {count}");
        Ok(Some(()))
    })
    .await?;
    for item in items {
        let title = item["title"].as_str().context("no title")?;
        let link = role("link").naming(title).inside(&role("feed"));
        page.see_count(&link, 1).await?;
    }
    Ok(())
}

/// A fault that the reader does not notice.
async fn passes(world: &World, fault: Fault) -> Result {
    let page = &world.page;
    let news = open(world, fault).await?;
    sees_each_headline_once(world).await?;
    page.state("news-stand", "ready").await?;
    read(page, "harbour").await?;
    let asked = news.journal().count(FEED);
    reload(world).await?;
    news.journal().asked_times(FEED, asked + 1).await?;
    page.state("news-stand", "ready").await?;
    page.see(&open_headline(HARBOUR)).await?;
    page.click(&back_button()).await?;
    news.heal(FEED).await?;
    sees_each_headline_once(world).await?;
    page.miss(&role("alert")).await
}

async fn refused(world: &World) -> Result {
    plays(world, Fault::Refused, &["network"], Mend::Retry).await
}

async fn reset_before_the_answer(world: &World) -> Result {
    plays(world, Fault::ResetBeforeAnswer, &["network"], Mend::Retry).await
}

async fn reset_in_the_middle(world: &World) -> Result {
    plays(world, Fault::ResetInBody, &["network"], Mend::Retry).await
}

async fn hanging_before_the_headers(world: &World) -> Result {
    let fault = Fault::HangingBeforeHeaders;
    plays(world, fault, &["timeout"], Mend::Retry).await
}

async fn hanging_headers(world: &World) -> Result {
    plays(world, Fault::HangingHeaders, &["timeout"], Mend::Retry).await
}

async fn hanging_body(world: &World) -> Result {
    plays(world, Fault::HangingBody, &["timeout"], Mend::Retry).await
}

async fn a_byte_a_second(world: &World) -> Result {
    plays(world, Fault::ByteASecond, &["timeout"], Mend::Retry).await
}

async fn truncated(world: &World) -> Result {
    plays(world, Fault::Truncated, &BROKEN_OFF, Mend::Retry).await
}

async fn length_too_small(world: &World) -> Result {
    plays(world, Fault::LengthTooSmall, &["format"], Mend::Retry).await
}

async fn length_too_large(world: &World) -> Result {
    plays(world, Fault::LengthTooLarge, &["timeout"], Mend::Retry).await
}

async fn chunks_broken(world: &World) -> Result {
    plays(world, Fault::BrokenChunks, &BROKEN_OFF, Mend::Retry).await
}

async fn chunks_unfinished(world: &World) -> Result {
    plays(world, Fault::UnfinishedChunks, &BROKEN_OFF, Mend::Retry).await
}

async fn redirect_loop(world: &World) -> Result {
    plays(world, Fault::RedirectLoop, &["network"], Mend::Retry).await
}

async fn redirect_to_nowhere(world: &World) -> Result {
    plays(world, Fault::RedirectToNowhere, &["network"], Mend::Retry).await
}

async fn status_304_without_cache(world: &World) -> Result {
    plays(world, Fault::NotModified, &["http"], Mend::Retry).await
}

async fn status_401(world: &World) -> Result {
    plays(world, Fault::Unauthorized, &["http"], Mend::ShownAgain).await
}

async fn status_403(world: &World) -> Result {
    plays(world, Fault::Forbidden, &["http"], Mend::ShownAgain).await
}

async fn status_404(world: &World) -> Result {
    plays(world, Fault::NotFound, &["not-found"], Mend::ShownAgain).await
}

async fn status_408(world: &World) -> Result {
    plays(world, Fault::RequestTimeout, &["http"], Mend::Retry).await
}

async fn status_410(world: &World) -> Result {
    plays(world, Fault::Gone, &["not-found"], Mend::ShownAgain).await
}

async fn status_429(world: &World) -> Result {
    plays(world, Fault::TooManyRequests, &["http"], Mend::Retry).await
}

async fn status_429_with_retry_after_in_seconds(world: &World) -> Result {
    let fault = Fault::TooManyRequestsForSeconds;
    plays(world, fault, &["http"], Mend::RetryAfter).await
}

async fn status_429_with_retry_after_as_a_date(world: &World) -> Result {
    let fault = Fault::TooManyRequestsUntilDate;
    plays(world, fault, &["http"], Mend::RetryAfter).await
}

async fn status_500(world: &World) -> Result {
    plays(world, Fault::ServerError, &["server"], Mend::Retry).await
}

async fn status_503_with_retry_after(world: &World) -> Result {
    plays(world, Fault::Unavailable, &["server"], Mend::RetryAfter).await
}

async fn html_instead_of_json(world: &World) -> Result {
    let kinds = ["format", "shape"];
    plays(world, Fault::CaptivePortal, &kinds, Mend::Retry).await
}

async fn empty(world: &World) -> Result {
    plays(world, Fault::Empty, &["format"], Mend::Retry).await
}

async fn status_204(world: &World) -> Result {
    plays(world, Fault::NoContent, &["format"], Mend::Retry).await
}

async fn gzip_broken(world: &World) -> Result {
    plays(world, Fault::BrokenGzip, &BROKEN_OFF, Mend::Retry).await
}

async fn no_cors_header(world: &World) -> Result {
    plays(world, Fault::NoCors, &["network"], Mend::Retry).await
}

async fn half_a_json(world: &World) -> Result {
    plays(world, Fault::HalfJson, &["format"], Mend::Retry).await
}

async fn byte_order_mark_and_wrong_charset(world: &World) -> Result {
    passes(world, Fault::ByteOrderMark).await
}

async fn content_changed_between_pages(world: &World) -> Result {
    passes(world, Fault::ChangedPages).await
}
