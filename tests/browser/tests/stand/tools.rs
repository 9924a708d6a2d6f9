//! The tools of the open article: text size, share, print, reading time, progress, listen, translate.
//! What a browser without a screen lacks is stood in for by `tools.js`.

use anyhow::ensure;
use newsstand_browser_tests::fixture::{HARBOUR, headline, headline_in, title};
use newsstand_browser_tests::world::TAG;
use newsstand_browser_tests::{
    Engine, Key, Page, Query, Reply, Result, World, role, scenarios, until,
};
use serde_json::json;

use crate::common::{back_button, focused, mark, read};

scenarios!(
    the_text_grows_and_stays_so,
    a_text_size_is_not_kept_where_nothing_may_be,
    a_link_goes_to_the_share_sheet,
    a_link_is_copied_where_there_is_no_share_sheet,
    the_reading_time_is_said,
    the_progress_follows_the_reader,
    the_article_is_printed_alone,
    an_article_is_read_aloud,
    a_voice_can_be_held_and_silenced_by_keyboard,
    one_voice_reads_at_a_time,
    no_voice_no_button,
    an_article_is_translated_block_by_block,
    a_translation_that_fails_leaves_the_article,
    a_translation_can_be_left_in_the_middle,
    no_translator_no_button,
    who_reads_the_language_needs_no_translator,
);

const SPANISH: &str =
    r#"<news-stand src="/stand.json" language="es" country="MX" loading="eager"></news-stand>"#;

fn tool(name: &str) -> Query {
    role("button")
        .named(name)
        .inside(&role("group").named("Reading tools"))
}

fn said(text: &str) -> Query {
    role("status").saying(text).inside(&role("article"))
}

/// Opens a host page with a stand in which `setting` has run after the stand-ins.
async fn open(world: &World, tag: &str, setting: &str) -> Result {
    let script = [include_str!("tools.js"), setting].concat();
    world.site.serve("/tools.js", Reply::script(script));
    let host = world.host(tag)?;
    host.head(r#"<script src="/tools.js"></script>"#)
        .open()
        .await
}

/// Opens the harbour's article in English.
async fn open_harbour(world: &World, setting: &str) -> Result {
    open(world, TAG, setting).await?;
    read(&world.page, "harbour").await
}

/// Opens the ferry's article in Spanish, in an English interface or in its own.
async fn open_ferry(world: &World, setting: &str) -> Result {
    open(world, SPANISH, setting).await?;
    let page = &world.page;
    page.click(&headline_in("es", "MX", "ferry")).await?;
    page.see(&role("heading").level(1)).await?;
    Ok(())
}

/// Waits until the stand-ins have been told just this.
async fn told(page: &Page, expected: &[&str]) -> Result {
    until(
        format!("the stand-ins to be told {expected:?}"),
        async || {
            let told: Vec<String> = page.eval("return told").await?;
            ensure!(told == expected, "they were told {told:?}");
            Ok(Some(()))
        },
    )
    .await
}

/// The button that translates the article, in Spanish.
fn translate() -> Query {
    role("button").naming("inglés").inside(&role("article"))
}

/// Waits until the translator is asked, and lets it give one more text, or fail.
async fn translated_one(page: &Page, works: bool) -> Result {
    let script = format!("return proceed({works})");
    page.until::<bool>("the translator", &script).await?;
    Ok(())
}

async fn text_size_px(page: &Page) -> Result<f64> {
    let script = "return parseFloat(getComputedStyle(element.querySelector('.body p')).fontSize)";
    page.with(&role("article"), script).await
}

async fn the_text_grows_and_stays_so(world: &World) -> Result {
    open_harbour(world, "").await?;
    let page = &world.page;
    let usual_px = text_size_px(page).await?;
    page.click(&tool("Smaller text")).await?;
    page.see(&tool("Smaller text").state("disabled", true))
        .await?;
    let smallest_px = text_size_px(page).await?;
    ensure!(
        smallest_px < usual_px,
        "{usual_px} px stay {smallest_px} px"
    );
    for _ in 0..7 {
        page.click(&tool("Larger text")).await?;
    }
    page.see(&tool("Larger text").state("disabled", true))
        .await?;
    focused(page, "button", "Larger text").await?;
    let largest_px = text_size_px(page).await?;
    ensure!(
        (largest_px / usual_px - 2.0).abs() < 0.01,
        "{usual_px} px become {largest_px} px, not twice as much"
    );
    let (inside, wide): (f64, f64) = page
        .with(
            &role("article"),
            "return [element.scrollWidth, element.clientWidth]",
        )
        .await?;
    ensure!(inside <= wide, "{inside} px of text are in {wide} px");
    // Another article, and another visit.
    page.click(&back_button()).await?;
    read(page, "orchard").await?;
    assert_eq!(text_size_px(page).await?, largest_px);
    page.reload().await?;
    read(page, "harbour").await?;
    assert_eq!(text_size_px(page).await?, largest_px);
    Ok(())
}

async fn a_text_size_is_not_kept_where_nothing_may_be(world: &World) -> Result {
    let tag = TAG.replace("loading", r#"storage="none" loading"#);
    open(world, &tag, "").await?;
    let page = &world.page;
    read(page, "harbour").await?;
    let usual_px = text_size_px(page).await?;
    page.click(&tool("Larger text")).await?;
    let larger_px = text_size_px(page).await?;
    ensure!(larger_px > usual_px, "{usual_px} px stay {larger_px} px");
    page.click(&back_button()).await?;
    read(page, "orchard").await?;
    assert_eq!(text_size_px(page).await?, larger_px);
    assert_eq!(page.eval::<usize>("return localStorage.length").await?, 0);
    page.reload().await?;
    read(page, "harbour").await?;
    assert_eq!(text_size_px(page).await?, usual_px);
    Ok(())
}

async fn a_link_goes_to_the_share_sheet(world: &World) -> Result {
    let page = &world.page;
    let url = world.site.url("/news/en/harbour");
    let share = format!("share {HARBOUR} at {url}");
    open_harbour(world, "bringShareSheet()").await?;
    page.click(&tool("Share")).await?;
    told(page, &[&share]).await?;
    page.miss(&said("link")).await?;
    // A reader who thinks better of it gets nothing in the clipboard.
    open_harbour(world, "bringShareSheet('AbortError'); bringClipboard(true)").await?;
    page.click(&tool("Share")).await?;
    mark(world).await?;
    told(page, &[&share]).await?;
    // A sheet that does not open is no way out.
    open_harbour(
        world,
        "bringShareSheet('NotAllowedError'); bringClipboard(true)",
    )
    .await?;
    page.click(&tool("Share")).await?;
    page.see(&said("The link has been copied.")).await?;
    told(page, &[&share, &format!("copy {url}")]).await
}

async fn a_link_is_copied_where_there_is_no_share_sheet(world: &World) -> Result {
    let page = &world.page;
    let url = world.site.url("/news/en/harbour");
    open_harbour(world, "bringClipboard(true)").await?;
    page.click(&tool("Share")).await?;
    page.see(&said("The link has been copied.")).await?;
    told(page, &[&format!("copy {url}")]).await?;
    focused(page, "button", "Share").await?;
    // Where it cannot be copied it is there to be copied by hand.
    for setting in ["bringClipboard(false)", ""] {
        open_harbour(world, setting).await?;
        page.click(&tool("Share")).await?;
        page.see(&said("The link could not be copied.")).await?;
        page.see(&said(&url)).await?;
    }
    Ok(())
}

async fn the_reading_time_is_said(world: &World) -> Result {
    let words = |count: usize| "<p>Word after word after word. </p>".repeat(count / 5);
    let item = |id: &str, language: &str, html: String| json!({ "id": id, "url": format!("/news/{id}"), "title": format!("About {id}"), "language": language, "content_html": html });
    let feed = json!({ "version": "https://jsonfeed.org/version/1.1", "title": "Times", "items": [
        item("little", "en", words(5)),
        item("much", "en", words(1050)),
        // 600 characters, in words of two or so.
        item("chinese", "zh", "<p>今天的天气很好，我们一起去公园散步。</p>".repeat(75)),
        item("nothing", "en", String::new()),
    ] });
    world.site.serve("/times.json", Reply::json(&feed));
    let tag = r#"<news-stand src="/times.json" language="en" loading="eager"></news-stand>"#;
    world.open(tag).await?;
    let page = &world.page;
    let article = role("article");
    for (id, minutes) in [("little", 1..=1), ("much", 5..=5), ("chinese", 2..=7)] {
        page.click(&role("link").named(&format!("About {id}")))
            .await?;
        let text = page.see(&article.clone().saying("min read")).await?.text;
        let said: u32 = text
            .split(" min read")
            .next()
            .and_then(|before| {
                before
                    .rsplit(|c: char| !c.is_ascii_digit())
                    .next()?
                    .parse()
                    .ok()
            })
            .unwrap_or_default();
        ensure!(minutes.contains(&said), "{id} takes {said} minutes: {text}");
        page.click(&back_button()).await?;
    }
    page.click(&role("link").named("About nothing")).await?;
    page.see(&tool("Share")).await?;
    page.miss(&article.saying("min read")).await
}

async fn the_progress_follows_the_reader(world: &World) -> Result {
    open_harbour(world, "").await?;
    let page = &world.page;
    let bar = "const root = document.querySelector('news-stand').shadowRoot; const article = root.querySelector('.reader'); const bar = root.querySelector('progress');";
    let value = format!("{bar} return bar.value");
    assert_eq!(page.eval::<f64>(&value).await?, 0.0);
    page.eval::<()>(&format!(
        "{bar} const {{ top, height }} = article.getBoundingClientRect(); scrollBy(0, top + (height - innerHeight) / 2)"
    ))
    .await?;
    until("the progress in the middle", async || {
        let value: f64 = page.eval(&value).await?;
        ensure!((value - 0.5).abs() < 0.05, "it is {value}");
        Ok(Some(()))
    })
    .await?;
    // It is in sight.
    let top_px: f64 = page
        .eval(&format!("{bar} return bar.getBoundingClientRect().top"))
        .await?;
    ensure!(top_px.abs() < 1.0, "it is at {top_px} px");
    page.eval::<()>(&format!("{bar} article.scrollIntoView({{ block: 'end' }})"))
        .await?;
    page.until::<bool>(
        "the progress at the end",
        &format!("{bar} return bar.value > 0.99"),
    )
    .await?;
    Ok(())
}

async fn the_article_is_printed_alone(world: &World) -> Result {
    let tag = format!(
        "<h1 id=\"before\">The page’s own</h1><main>{TAG}<p id=\"beside\">Beside</p></main>"
    );
    open(world, &tag, "").await?;
    let page = &world.page;
    read(page, "harbour").await?;
    page.click(&tool("Print")).await?;
    told(page, &["print"]).await?;
    if page.engine() == Engine::Chromium {
        let shown = "const shown = (element) => element.checkVisibility(); const root = document.querySelector('news-stand').shadowRoot;
            return [before, beside, root.querySelector('.masthead'), root.querySelector('.reading-tools'), root.querySelector('.headline'), root.querySelector('.body')].map(shown)";
        let media = |media: &str| json!({ "media": media });
        let session = page.session();
        session
            .devtools("Emulation.setEmulatedMedia", media("print"))
            .await?;
        assert_eq!(
            page.eval::<Vec<bool>>(shown).await?,
            [false, false, false, false, true, true]
        );
        page.eval::<()>("dispatchEvent(new Event('afterprint'))")
            .await?;
        // The page's own printing is the page's.
        let visible: Vec<bool> = page.eval(shown).await?;
        assert_eq!(visible[..2], [true, true]);
        session
            .devtools("Emulation.setEmulatedMedia", media(""))
            .await?;
    } else {
        page.eval::<()>("dispatchEvent(new Event('afterprint'))")
            .await?;
    }
    let left: (usize, bool) = page
        .eval("return [document.adoptedStyleSheets.length, document.querySelector('news-stand').hasAttribute('data-news-printed')]")
        .await?;
    assert_eq!(left, (0, false));
    Ok(())
}

/// The text of what is marked as being read aloud.
async fn marked(page: &Page) -> Result<String> {
    let script = "return element.querySelector('.spoken')?.textContent ?? ''";
    page.with(&role("article"), script).await
}

async fn an_article_is_read_aloud(world: &World) -> Result {
    let page = &world.page;
    open(world, TAG, "").await?;
    read(page, "orchard").await?;
    page.see(&tool("Print")).await?;
    page.miss(&tool("Listen")).await?;
    // Browsers load their voices when they please.
    page.eval::<()>("bringVoices('fr-FR', 'en-US', 'en-GB')")
        .await?;
    page.click(&tool("Listen")).await?;
    let headline = title("en", "ES", "orchard");
    let mut expected = vec![format!("en-US says {headline}")];
    for paragraph in [
        format!("{headline}."),
        "A second paragraph of orchard.".to_owned(),
    ] {
        told(
            page,
            &expected.iter().map(String::as_str).collect::<Vec<_>>(),
        )
        .await?;
        expected.push(format!("en-US says {paragraph}"));
        page.eval::<()>("finish()").await?;
        until(format!("“{paragraph}” to be marked"), async || {
            let marked = marked(page).await?;
            ensure!(marked == paragraph, "it is “{marked}”");
            Ok(Some(()))
        })
        .await?;
    }
    page.see(&tool("Stop")).await?;
    page.eval::<()>("finish()").await?;
    page.see(&tool("Listen")).await?;
    page.miss(&tool("Stop")).await?;
    assert_eq!(marked(page).await?, "");
    Ok(())
}

async fn a_voice_can_be_held_and_silenced_by_keyboard(world: &World) -> Result {
    open_harbour(world, "bringVoices('en')").await?;
    let page = &world.page;
    page.with::<()>(&tool("Listen"), "element.focus()").await?;
    page.press(Key::Enter).await?;
    focused(page, "button", "Pause").await?;
    page.press(Key::Enter).await?;
    focused(page, "button", "Continue").await?;
    let first = format!("en says {HARBOUR}");
    told(page, &[&first, "pause"]).await?;
    // A voice that ends its sentence all the same does not begin another.
    page.eval::<()>("finish()").await?;
    mark(world).await?;
    told(page, &[&first, "pause"]).await?;
    page.press(Key::Enter).await?;
    focused(page, "button", "Pause").await?;
    until("the next sentence", async || {
        let count: usize = page.eval("return told.length").await?;
        Ok((count == 4).then_some(()))
    })
    .await?;
    page.press(Key::Tab).await?;
    focused(page, "button", "Stop").await?;
    page.press(Key::Enter).await?;
    focused(page, "button", "Listen").await?;
    assert_eq!(marked(page).await?, "");
    page.miss(&tool("Pause")).await
}

async fn one_voice_reads_at_a_time(world: &World) -> Result {
    let two = format!(
        "{}{}",
        TAG.replace("<news-stand", r#"<news-stand id="one""#),
        TAG.replace("<news-stand", r#"<news-stand id="two""#)
            .replace("fallback", "other")
    );
    open(world, &two, "bringVoices('en')").await?;
    let page = &world.page;
    for (stand, other) in [("#one", "#two"), ("#two", "#one")] {
        page.click(&headline("orchard").of(stand)).await?;
        page.click(&tool("Listen").of(stand)).await?;
        page.see(&tool("Stop").of(stand)).await?;
        page.miss(&tool("Stop").of(other)).await?;
    }
    // Whoever closes the article has heard enough.
    page.click(&back_button().of("#two")).await?;
    page.until::<bool>("silence", "return !isSpeaking()")
        .await?;
    Ok(())
}

async fn no_voice_no_button(world: &World) -> Result {
    open_harbour(world, "bringVoices('es-ES', 'ja-JP')").await?;
    let page = &world.page;
    page.see(&tool("Print")).await?;
    mark(world).await?;
    page.miss(&tool("Listen")).await
}

async fn an_article_is_translated_block_by_block(world: &World) -> Result {
    open_ferry(world, "bringTranslator('downloadable', ['en-GB', 'fr'])").await?;
    let page = &world.page;
    let original = title("es", "MX", "ferry");
    page.see(&translate()).await?;
    page.click(&translate()).await?;
    page.see(&role("article").saying("25")).await?;
    let shown = "const block = (element) => [element.textContent, element.lang, element.dir];
        const article = document.querySelector('news-stand').shadowRoot.querySelector('.reader');
        return [article.querySelector('.headline'), ...article.querySelectorAll('.body > p')].map(block)";
    let blocks = |translated: usize| {
        let second = "A second paragraph of ferry.";
        [
            original.to_owned(),
            format!("{original}."),
            second.to_owned(),
        ]
        .into_iter()
        .enumerate()
        .map(|(place, text)| match place < translated {
            true => (text.to_uppercase(), "en-GB".to_owned(), "auto".to_owned()),
            false => (text, String::new(), String::new()),
        })
        .collect::<Vec<_>>()
    };
    // The translator itself, the headline, the first paragraph; the second one has three texts.
    for translated in [0, 0, 1, 2, 2, 2, 3] {
        until(format!("{translated} blocks translated"), async || {
            let shown: Vec<(String, String, String)> = page.eval(shown).await?;
            ensure!(shown == blocks(translated), "they are {shown:?}");
            Ok(Some(()))
        })
        .await?;
        if translated < 3 {
            translated_one(page, true).await?;
        }
    }
    page.see(&said("español")).await?;
    told(page, &["from es into en-GB?", "destroy"]).await?;
    // What is strong stays strong.
    let strong: String = page
        .with(
            &role("article"),
            "return element.querySelector('.body strong').textContent",
        )
        .await?;
    assert_eq!(strong, "FERRY");
    page.click(&role("button").named("Mostrar el original"))
        .await?;
    assert_eq!(
        page.eval::<Vec<(String, String, String)>>(shown).await?,
        blocks(0)
    );
    page.see(&translate()).await?;
    Ok(())
}

async fn a_translation_that_fails_leaves_the_article(world: &World) -> Result {
    open_ferry(world, "bringTranslator('available', ['en'])").await?;
    let page = &world.page;
    let original = title("es", "MX", "ferry");
    page.click(&translate()).await?;
    for works in [true, true, false] {
        translated_one(page, works).await?;
    }
    page.see(&role("status").inside(&role("article")).saying("traducción"))
        .await?;
    page.see(&role("heading").level(1).named(original)).await?;
    page.see(&translate()).await?;
    Ok(())
}

async fn a_translation_can_be_left_in_the_middle(world: &World) -> Result {
    open_ferry(world, "bringTranslator('available', ['en'])").await?;
    let page = &world.page;
    let original = title("es", "MX", "ferry");
    page.click(&translate()).await?;
    for _ in 0..2 {
        translated_one(page, true).await?;
    }
    page.see(&role("heading").level(1).named(&original.to_uppercase()))
        .await?;
    page.click(&role("button").named("Mostrar el original"))
        .await?;
    page.see(&role("heading").level(1).named(original)).await?;
    // What was under way is let go, and changes nothing any more.
    translated_one(page, true).await?;
    page.until::<bool>(
        "the translator to be let go",
        "return told.includes('destroy')",
    )
    .await?;
    page.see(&role("heading").level(1).named(original)).await?;
    page.see(&role("article").saying("A second paragraph of ferry."))
        .await?;
    Ok(())
}

async fn no_translator_no_button(world: &World) -> Result {
    let page = &world.page;
    let settings = [
        "replace(navigator, 'languages', ['en']); delete window.Translator",
        "bringTranslator('unavailable', ['en'])",
        "bringTranslator('available', ['en']); Translator.availability = () => { throw new TypeError('another interface') }",
    ];
    for setting in settings {
        open_ferry(world, setting).await?;
        mark(world).await?;
        page.miss(&translate()).await?;
    }
    Ok(())
}

async fn who_reads_the_language_needs_no_translator(world: &World) -> Result {
    open_ferry(world, "bringTranslator('available', ['en', 'es-ES'])").await?;
    mark(world).await?;
    let page = &world.page;
    told(page, &[]).await?;
    page.miss(&translate()).await
}
