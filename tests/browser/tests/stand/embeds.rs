//! Films, sounds and posts: nothing of them is fetched before a reader asks for it.

use anyhow::ensure;
use newsstand_browser_tests::fixture::{feed, headline, headline_in, open_headline, title};
use newsstand_browser_tests::{Key, Query, Reply, Result, World, role, scenarios, until};
use serde_json::{Value, json};

use crate::common::{focused, mark, read};
use crate::policy::POLICY;

scenarios!(
    a_film_loads_only_when_it_is_asked_for,
    the_keyboard_shows_a_film_too,
    a_post_is_its_words_and_a_card,
    a_frame_of_an_unknown_site_is_a_link,
    a_file_is_played_by_the_browser,
    a_card_fits_a_narrow_column_from_right_to_left,
    a_policy_that_names_the_frames_violates_nothing,
    a_page_that_refuses_frames_still_leads_there,
);

const FILM: &str = r#"<iframe src="https://www.youtube.com/embed/abc_1?rel=0" title="The harbour from above"></iframe><p>What comes after it.</p>"#;
const FRAME: &str = "https://www.youtube-nocookie.com/embed/abc_1";

/// The edition with this as the body of `ferry`.
fn serve_body(world: &World, language: &str, country: &str, html: &str) {
    let mut edition = feed(language, country);
    if let Some(items) = edition["items"].as_array_mut() {
        let ferry = items
            .iter_mut()
            .find(|item| item["_newsstand"]["story"] == "ferry");
        if let Some(ferry) = ferry {
            ferry["content_html"] = json!(html);
        }
    }
    let path = format!("/feeds/{language}-{country}.json");
    world.site.serve(&path, Reply::json(&edition));
}

async fn open_body(world: &World, html: &str) -> Result {
    serve_body(world, "en", "ES", html);
    world.open_front().await?;
    read(&world.page, "ferry").await
}

fn show(site: &str) -> Query {
    role("button").named(&format!("Show content from {site}"))
}

/// Where on the page the text after a card stands.
async fn after(world: &World) -> Result<f64> {
    let text = role("paragraph").saying("What comes after it.");
    let script = "return Math.round(element.getBoundingClientRect().top + scrollY)";
    world.page.with(&text, script).await
}

/// What the stand holds of a kind that fetches something.
async fn count(world: &World, selector: &str) -> Result<usize> {
    let script = "return document.querySelector('news-stand').shadowRoot.querySelectorAll(arguments[0]).length";
    world.page.eval_with(script, vec![json!(selector)]).await
}

/// The addresses of other sites that the page has fetched or tried to fetch.
async fn foreign(world: &World) -> Result<Vec<String>> {
    let script = "return performance.getEntriesByType('resource').map((entry) => entry.name)
        .filter((name) => !name.startsWith(location.origin))";
    world.page.eval(script).await
}

/// The box around a button, or around what has taken its place.
async fn player_box(world: &World) -> Result<Value> {
    let script = "const root = document.querySelector('news-stand').shadowRoot;
        const { x, y, width, height } = root.querySelector('.player').getBoundingClientRect();
        return [x, y + scrollY, width, height].map(Math.round)";
    world.page.eval(script).await
}

async fn attributes(world: &World, selector: &str) -> Result<Value> {
    let script = "const element = document.querySelector('news-stand').shadowRoot.querySelector(arguments[0]);
        return Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value]))";
    world.page.eval_with(script, vec![json!(selector)]).await
}

async fn a_film_loads_only_when_it_is_asked_for(world: &World) -> Result {
    open_body(world, FILM).await?;
    let page = &world.page;
    page.see(&show("YouTube")).await?;
    page.see(&role("paragraph").named("").saying("The harbour from above"))
        .await?;
    mark(world).await?;
    assert_eq!(count(world, "iframe").await?, 0);
    assert_eq!(foreign(world).await?, Vec::<String>::new());

    let link = role("link").named("Open at YouTube");
    let address: (String, String) = page
        .with(&link, "return [element.href, element.rel]")
        .await?;
    assert_eq!(address.0, "https://www.youtube.com/watch?v=abc_1");
    assert_eq!(address.1, "noopener noreferrer");

    let before = (player_box(world).await?, after(world).await?);
    page.click(&show("YouTube")).await?;
    page.miss(&show("YouTube")).await?;
    let given = attributes(world, "iframe").await?;
    assert_eq!(given["src"], FRAME);
    assert_eq!(given["title"], "The harbour from above");
    assert_eq!(given["referrerpolicy"], "strict-origin-when-cross-origin");
    assert_eq!(given["allow"], "fullscreen; picture-in-picture");
    assert_eq!(
        given["sandbox"],
        "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-presentation"
    );
    focused(page, "generic", "The harbour from above").await?;
    assert_eq!((player_box(world).await?, after(world).await?), before);
    page.see(&link).await?;
    Ok(())
}

async fn the_keyboard_shows_a_film_too(world: &World) -> Result {
    open_body(world, FILM).await?;
    let page = &world.page;
    page.with::<()>(&show("YouTube"), "element.focus();")
        .await?;
    page.press(Key::Enter).await?;
    page.miss(&show("YouTube")).await?;
    focused(page, "generic", "The harbour from above").await
}

async fn a_post_is_its_words_and_a_card(world: &World) -> Result {
    let post = r#"<blockquote class="twitter-tweet"><p lang="en" dir="ltr">The ferry is back.</p>&mdash; Harbour Office
        <a href="https://twitter.com/harbour/status/42?ref_src=x">May 1</a></blockquote>
        <script async src="https://platform.twitter.com/widgets.js"></script>"#;
    open_body(world, post).await?;
    let page = &world.page;
    page.see(&role("blockquote").saying("The ferry is back."))
        .await?;
    page.see(&show("X")).await?;
    mark(world).await?;
    assert_eq!(foreign(world).await?, Vec::<String>::new());
    page.click(&show("X")).await?;
    focused(page, "generic", "X").await?;
    let given = attributes(world, "iframe").await?;
    assert_eq!(
        given["src"],
        "https://platform.twitter.com/embed/Tweet.html?id=42"
    );
    // The words stay.
    page.see(&role("blockquote").saying("Harbour Office"))
        .await?;
    Ok(())
}

async fn a_frame_of_an_unknown_site_is_a_link(world: &World) -> Result {
    let frames = r#"<iframe src="https://evil-youtube.com/embed/1" title="A film"></iframe>
        <iframe src="https://youtube.com.evil.example/embed/1"></iframe>"#;
    open_body(world, frames).await?;
    let page = &world.page;
    page.see(&role("link").named("A film (evil-youtube.com)"))
        .await?;
    page.see(&role("link").named("Open at youtube.com.evil.example"))
        .await?;
    page.miss(&role("button").naming("Show content")).await?;
    mark(world).await?;
    assert_eq!(count(world, "iframe").await?, 0);
    assert_eq!(foreign(world).await?, Vec::<String>::new());
    Ok(())
}

/// A tenth of a second of silence, as a file that every engine plays.
fn silence() -> Vec<u8> {
    let samples = 800_u32;
    let mut file = b"RIFF".to_vec();
    file.extend((36 + samples).to_le_bytes());
    file.extend(b"WAVEfmt ");
    file.extend(16_u32.to_le_bytes());
    // One channel of 8 bits, 8,000 times a second.
    for word in [1_u16, 1, 8000, 0, 8000, 0, 1, 8] {
        file.extend(word.to_le_bytes());
    }
    file.extend(b"data");
    file.extend(samples.to_le_bytes());
    file.resize(file.len() + samples as usize, 128);
    file
}

async fn a_file_is_played_by_the_browser(world: &World) -> Result {
    for path in ["/media/talk.wav", "/media/film.wav"] {
        world.site.serve(path, Reply::new("audio/wav", silence()));
    }
    let files = r#"<audio src="/media/talk.wav" title="The talk"></audio>
        <video src="/media/film.wav" poster="/pictures/harbour.svg" title="The film"></video><p>What comes after it.</p>"#;
    open_body(world, files).await?;
    let page = &world.page;
    let site = world.site.origin().replace("http://", "");
    page.see_count(&show(&site), 2).await?;
    mark(world).await?;
    for path in ["/media/talk.wav", "/media/film.wav"] {
        assert_eq!(world.journal().count(path), 0, "{path}");
    }
    let before = (player_box(world).await?, after(world).await?);
    page.click(&show(&site)).await?;
    world.journal().asked("/media/talk.wav").await?;
    focused(page, "generic", "The talk").await?;
    assert_eq!((player_box(world).await?, after(world).await?), before);
    assert_eq!(world.journal().count("/media/film.wav"), 0);
    let talk = attributes(world, "audio").await?;
    assert_eq!(talk["src"], world.site.url("/media/talk.wav"));
    assert!(talk["controls"].is_string());
    page.click(&show(&site)).await?;
    world.journal().asked("/media/film.wav").await?;
    focused(page, "generic", "The film").await
}

async fn a_card_fits_a_narrow_column_from_right_to_left(world: &World) -> Result {
    serve_body(world, "ar", "EG", FILM);
    let narrow = r#"<link rel="stylesheet" href="/host.css">"#;
    world
        .site
        .serve("/host.css", Reply::style("news-stand { width: 280px }"));
    let tag =
        r#"<news-stand src="/stand.json" language="ar" country="EG" loading="eager"></news-stand>"#;
    world.host(tag)?.head(narrow).open().await?;
    let page = &world.page;
    page.click(&headline_in("ar", "EG", "ferry")).await?;
    page.see(&open_headline(title("ar", "EG", "ferry"))).await?;
    let button = role("button").naming("YouTube");
    page.see(&button).await?;
    let (lang, dir, fits, height): (String, String, bool, f64) = page
        .with(
            &button,
            "const inner = element.getBoundingClientRect();
             const outer = element.closest('.player').getBoundingClientRect();
             const words = element.closest('.embed-words').getBoundingClientRect();
             const fits = words.top >= outer.top && words.bottom <= outer.bottom
                 && words.left >= outer.left && words.right <= outer.right;
             return [element.lang, getComputedStyle(element).direction, fits, inner.height]",
        )
        .await?;
    assert_eq!((lang.as_str(), dir.as_str()), ("ar-EG", "rtl"));
    ensure!(fits, "the card's words leave its box");
    ensure!(height >= 44.0, "the button is only {height} high");
    let before = player_box(world).await?;
    page.click(&button).await?;
    page.miss(&button).await?;
    assert_eq!(player_box(world).await?, before);
    Ok(())
}

async fn open_under(world: &World, policy: &str) -> Result {
    serve_body(world, "en", "ES", FILM);
    world
        .host(newsstand_browser_tests::world::TAG)?
        .policy(policy)
        .open()
        .await?;
    world.page.see(&headline("ferry")).await?;
    read(&world.page, "ferry").await?;
    world.page.click(&show("YouTube")).await?;
    world.page.miss(&show("YouTube")).await
}

async fn violations(world: &World) -> Result<usize> {
    let problems = world.page.problems().await?;
    let violations = problems
        .iter()
        .filter(|problem| problem.kind == "violation");
    Ok(violations.count())
}

async fn a_policy_that_names_the_frames_violates_nothing(world: &World) -> Result {
    let policy = format!("{POLICY}; frame-src https://www.youtube-nocookie.com; media-src 'self'");
    open_under(world, &policy).await?;
    mark(world).await?;
    assert_eq!(violations(world).await?, 0);
    Ok(())
}

async fn a_page_that_refuses_frames_still_leads_there(world: &World) -> Result {
    for part in ["frame-src", "Framing", "default-src", FRAME] {
        world.page.expect(part).await;
    }
    open_under(world, POLICY).await?;
    until("the refusal", async || {
        Ok((violations(world).await? > 0).then_some(()))
    })
    .await?;
    let link = role("link").named("Open at YouTube");
    world.page.see(&link).await?;
    Ok(())
}
