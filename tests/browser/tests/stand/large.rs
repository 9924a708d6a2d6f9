//! Documents whose size or whose shape is the attack: nothing crashes or stands still, and what is
//! sound is shown.

use anyhow::{Context, ensure};
use newsstand_browser_tests::fixture::headline;
use newsstand_browser_tests::{Query, Reply, Result, World, role, scenarios, until};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::common::{any_open, back_button};

scenarios!(
    a_hundred_thousand_items_leave_the_page_its_turns,
    a_long_document_is_never_parsed_at_once,
    a_long_document_says_what_a_short_one_says,
    a_long_document_that_is_no_json_is_refused,
    a_long_article_is_drawn_little_by_little,
    ten_thousand_levels_of_nesting_are_read,
    a_hundred_megabytes_are_given_up_while_they_come,
    odd_texts_ids_and_numbers_do_no_harm,
    a_wrong_type_in_every_field_costs_one_item,
    pages_that_overlap_show_each_headline_once,
    a_page_that_names_itself_is_the_last,
    the_focus_stays_where_a_further_page_has_more_to_choose,
    wordpress_pages_follow_the_link_header,
    an_article_is_looked_for_in_further_pages,
    not_all_pages_of_an_archive_are_fetched_for_an_article,
    an_article_is_not_looked_for_in_a_circle_of_pages,
);

const SRC: &str = "/large/feed";

fn headline_of(title: &str) -> Query {
    role("link").named(title).inside(&role("feed"))
}

/// Opens a page whose stand shows this document.
async fn open(world: &World, reply: Reply) -> Result {
    world.site.serve(SRC, reply);
    let tag = format!(r#"<news-stand src="{SRC}" loading="eager" storage="none"></news-stand>"#);
    world.open(&tag).await
}

async fn open_json(world: &World, text: impl Into<String>) -> Result {
    open(world, Reply::new("application/json", text.into())).await
}

/// The words of the open article, once its body is there.
async fn body(world: &World) -> Result<String> {
    let script = "const body = document.querySelector('news-stand').shadowRoot.querySelector('.reader .body');
        return body && !body.parentNode.querySelector('[aria-busy=true]') && { words: body.textContent }";
    let body: Value = world.page.until("a body", script).await?;
    Ok(body["words"].as_str().unwrap_or_default().to_owned())
}

/// Opens an article by its id.
async fn read(world: &World, id: &str, title: &str) -> Result {
    let script = "document.querySelector('news-stand').open(arguments[0])";
    world.page.eval_with::<()>(script, vec![json!(id)]).await?;
    world.page.see(&any_open().named(title)).await?;
    Ok(())
}

/// Counts the turns that the page gets.
const TICKER: &str = "const { port1, port2 } = new MessageChannel();
    globalThis.__turns = [];
    let counts = true;
    port1.onmessage = () => { __turns.push(performance.now()); if (counts) port2.postMessage(0); };
    port2.postMessage(0);
    addEventListener('newsstand-ready', ({ target }) => requestAnimationFrame(() => {
      const feed = target.shadowRoot.querySelector('[role=feed]');
      globalThis.__start = { busy: feed.ariaBusy, size: feed.querySelector('article').ariaSetSize };
      new MutationObserver(() => { counts = false; globalThis.__ready = performance.now(); })
        .observe(feed, { attributeFilter: ['aria-busy'] });
    }));";

async fn a_hundred_thousand_items_leave_the_page_its_turns(world: &World) -> Result {
    const COUNT: usize = 100_000;
    let items = (1..=COUNT).map(|number| {
        format!(r#"{{"id":{number},"title":"Story {number}","content_html":"<p>Words.</p>"}}"#)
    });
    let items: Vec<String> = items.collect();
    let text = format!(
        r#"{{"title":"Endless","items":[null,7,{{}},{}]}}"#,
        items.join(",")
    );
    world.site.serve(SRC, Reply::new("application/json", text));
    world.site.serve("/ticker.js", Reply::script(TICKER));
    let tag = format!(r#"<news-stand src="{SRC}" loading="eager" storage="none"></news-stand>"#);
    let head = r#"<script src="/ticker.js"></script>"#;
    world.host(&tag)?.head(head).open().await?;
    let page = &world.page;
    page.see(&headline_of("Story 1")).await?;
    // An article that has not been read yet opens when it has been.
    read(world, "100000", "Story 100000").await?;
    page.click(&back_button()).await?;
    page.see(&headline_of("Story 1")).await?;
    // The first headlines are on screen while the others are read: nobody knows how many there are.
    let start: Value = page.eval("return __start").await?;
    assert_eq!(start, json!({ "busy": "true", "size": "-1" }));
    page.click(&role("button").named("More headlines")).await?;
    let script = "return [...document.querySelector('news-stand').shadowRoot.querySelectorAll('[role=feed] article')].at(-1).ariaSetSize";
    until("a headline that knows how many there are", async || {
        let size: String = page.eval(script).await?;
        Ok((size == COUNT.to_string()).then_some(()))
    })
    .await?;

    #[derive(Deserialize)]
    struct Turns {
        count: usize,
        longest_ms: f64,
        first_ms: f64,
        last_ms: f64,
        whole_ms: f64,
    }
    let script =
        "const [entry] = performance.getEntriesByName(new URL(arguments[0], location).href);
        const turns = __turns.filter((at) => at >= entry.responseEnd && at <= __ready);
        const marks = [entry.responseEnd, ...turns, __ready];
        const gaps = marks.slice(1).map((at, index) => at - marks[index]);
        return {
          count: turns.length,
          longest_ms: gaps.reduce((one, other) => Math.max(one, other)),
          first_ms: gaps[0],
          last_ms: gaps.at(-1),
          whole_ms: __ready - entry.responseEnd,
        }";
    let turns: Turns = page.eval_with(script, vec![json!(SRC)]).await?;
    println!(
        "{}: {} turns in {:.0} ms, the longest {:.0} ms, the first {:.0} ms, the last {:.0} ms",
        page.engine(),
        turns.count,
        turns.whole_ms,
        turns.longest_ms,
        turns.first_ms,
        turns.last_ms
    );
    ensure!(turns.count >= 20, "only {} turns", turns.count);
    Ok(())
}

/// Says in `__longest` how many characters the longest text has that the browser has parsed in one go.
const LONGEST: &str = "globalThis.__longest = 0;
    const { parse } = JSON;
    JSON.parse = (text, ...more) => {
      __longest = Math.max(__longest, `${text}`.length);
      return parse(text, ...more);
    };
    Response.prototype.json = async function () { return JSON.parse(await this.text()); };";

async fn a_long_document_is_never_parsed_at_once(world: &World) -> Result {
    let item = |id: usize| format!(r#"{{"id":{id},"title":"Story {id}"}}"#);
    let items: Vec<String> = (1..=30_000).map(item).collect();
    let text = format!(r#"{{"title":"Long","items":[{}]}}"#, items.join(","));
    assert!(text.len() > 1_000_000);
    world.site.serve(SRC, Reply::new("application/json", text));
    world.site.serve("/longest.js", Reply::script(LONGEST));
    let tag = format!(r#"<news-stand src="{SRC}" loading="eager"></news-stand>"#);
    let head = r#"<script src="/longest.js"></script>"#;
    world.host(&tag)?.head(head).open().await?;
    let page = &world.page;
    page.see(&headline_of("Story 1")).await?;
    page.see(&role("feed").state("busy", false)).await?;
    let longest: usize = page.eval("return __longest").await?;
    ensure!(
        (50_000..=300_000).contains(&longest),
        "the longest text that was parsed has {longest} characters"
    );
    Ok(())
}

/// Items that a reader of JSON may stumble over, each with so much beside it that nobody reads.
fn stumbling_blocks(padding: usize) -> String {
    let items = [
        r#""title":"Brackets ] } [ { , and \"quotation\" marks""#,
        r#""title":"Backslashes \\ \\\" \\\\","summary":"ends in one \\""#,
        r#""title":"Escapes \u005b\u0022\u005d \u00e9 \ud83e\udd80","tags":["],","{\"",[]]"#,
        r#""title":"Ünïcödé 日本語 🦀","authors":[{"name":"A, [B]"},{"name":"\"C\""}]"#,
        "\n\t\"title\" :\r\n \"Room\" , \"tags\" : [ ] , \"more\" : [ { } , [ [ ] , -1.5e3 ] , null ] ",
    ];
    let padding = "]},\\\"[{".repeat(padding);
    let items = items
        .iter()
        .enumerate()
        .map(|(id, item)| format!(r#"{{"id":{id},"_more":"{padding}",{item}}}"#));
    let items = items.collect::<Vec<_>>().join(" ,\n");
    format!(
        r#" {{"items":[1,2],"_own":{{"deep":[[1,"]"],{{"a":[]}}]}},"authors":[{{"name":"All, of ]us"}}],"items":[null,{items},[],7 ],"_empty":[],"title":"Blocks"}}  "#
    )
}

async fn a_long_document_says_what_a_short_one_says(world: &World) -> Result {
    let drawn = async |padding| -> Result<Vec<(String, String)>> {
        open_json(world, stumbling_blocks(padding)).await?;
        world.page.see(&headline_of("Room")).await?;
        let script = "return [...document.querySelector('news-stand').shadowRoot.querySelectorAll('[role=feed] article')]
            .map((card) => [card.ariaLabel, card.textContent]);";
        world.page.eval(script).await
    };
    let short = drawn(0).await?;
    assert_eq!(short.len(), 5);
    assert_eq!(short[1].0, r#"Backslashes \ \" \\"#);
    assert_eq!(drawn(20_000).await?, short);
    Ok(())
}

async fn a_long_document_that_is_no_json_is_refused(world: &World) -> Result {
    let item = |id: usize| format!(r#"{{"id":{id},"title":"{}"}}"#, "long ".repeat(10_000));
    let items: Vec<String> = (0..6).map(item).collect();
    let items = items.join(",");
    for text in [
        format!(r#"{{"items":[{items},]}}"#),
        format!(r#"{{"items":[,{items}]}}"#),
        format!(r#"{{"items":[{items},,{items}]}}"#),
        format!(r#"{{"items":[{items} {items}]}}"#),
        format!(r#"{{"items":[{items}}}]"#),
        format!(r#"{{"items":[{items}]"#),
        format!(r#"{{"items":[{items},"title"#),
        format!(r#"[{items}]]"#),
    ] {
        open_json(world, text).await?;
        world.page.see_count(&role("alert"), 1).await?;
        let error = world.page.event("newsstand-error", 1).await?;
        assert_eq!(error.detail["kind"], "format", "{}", error.detail);
    }
    Ok(())
}

async fn a_long_article_is_drawn_little_by_little(world: &World) -> Result {
    const COUNT: usize = 400;
    let body: String = (1..=COUNT)
        .map(|number| format!("<p>Paragraph {number}.</p>"))
        .collect();
    let item = json!({ "id": "long", "title": "A long story", "content_html": body });
    open_json(
        world,
        json!({ "title": "Long", "items": [item] }).to_string(),
    )
    .await?;
    let page = &world.page;
    page.see(&headline_of("A long story")).await?;
    let script = "const stand = document.querySelector('news-stand');
        const counts = [];
        stand.open('long');
        do {
          await new Promise(requestAnimationFrame);
          counts.push(stand.shadowRoot.querySelectorAll('.body > p').length);
        } while (counts.at(-1) < arguments[0]);
        return counts";
    let counts: Vec<usize> = page.eval_async_with(script, vec![json!(COUNT)]).await?;
    assert_eq!(counts[0], 0, "the headline comes first");
    let most = counts.windows(2).map(|pair| pair[1] - pair[0]).max();
    ensure!(most <= Some(8), "{most:?} paragraphs in one frame");
    let first = page.eval::<String>("return document.querySelector('news-stand').shadowRoot.querySelector('.body > p').textContent");
    assert_eq!(first.await?, "Paragraph 1.");
    page.see(&role("paragraph").saying("Paragraph 400."))
        .await?;
    Ok(())
}

async fn ten_thousand_levels_of_nesting_are_read(world: &World) -> Result {
    const DEPTH: usize = 10_000;
    let nested = |before: &str, after: &str, core: &str| {
        [&before.repeat(DEPTH), core, &after.repeat(DEPTH)].concat()
    };
    let arrays = nested("[", "]", "");
    let objects = nested(r#"{"items":"#, "}", "1");
    let bodies = [
        ("div", nested("<div>", "</div>", "Bottom words.")),
        ("span", nested("<span>", "</span>", "Bottom words.")),
        ("b", nested("<b>", "</b>", "Bottom words.")),
        ("list", nested("<ul><li>", "</li></ul>", "Bottom words.")),
        (
            "quote",
            nested("<blockquote>", "</blockquote>", "Bottom words."),
        ),
        (
            "table",
            nested("<table><tr><td>", "</td></tr></table>", "Bottom words."),
        ),
        ("unclosed", nested("<div><p><em>", "", "Bottom words.")),
    ];
    let mut items: Vec<String> = bodies
        .iter()
        .map(|(name, html)| {
            json!({ "id": name, "title": format!("Deep {name}"), "content_html": html }).to_string()
        })
        .collect();
    for (field, deep) in [
        ("title", &arrays),
        ("_own", &arrays),
        ("authors", &objects),
        ("tags", &arrays),
    ] {
        items.push(format!(
            r#"{{"id":"in {field}","summary":"Deep in {field}","{field}":{deep}}}"#
        ));
    }
    items.push(
        r#"{"id":"sound","title":"A sound story","content_html":"<p>Sound words.</p>"}"#.into(),
    );
    let text = format!(
        r#"{{"title":"Deep","_own":{arrays},"authors":{objects},"items":[{arrays},{objects},{}]}}"#,
        items.join(",")
    );
    open_json(world, text).await?;
    read(world, "sound", "A sound story").await?;
    ensure!(body(world).await?.contains("Sound words."));
    for (name, _) in bodies {
        read(world, name, &format!("Deep {name}")).await?;
        let words = body(world).await?;
        ensure!(
            words.contains("Bottom words."),
            "{name} lost its words: {words}"
        );
    }
    for field in ["title", "_own", "authors", "tags"] {
        read(world, &format!("in {field}"), &format!("Deep in {field}")).await?;
    }
    // As XML too.
    let deep = nested("<x>", "</x>", "Bottom words.");
    let rss = format!(
        "<rss version=\"2.0\"><channel><title>Deep</title>{deep}<item><guid>1</guid><title>Deep down</title>{deep}</item>\
         <item><guid>2</guid><title>A sound item</title></item></channel></rss>"
    );
    open(world, Reply::new("application/xml", rss)).await?;
    world.page.see(&headline_of("A sound item")).await?;
    Ok(())
}

/// How much is sent before the browser has to have had enough: its limit is 32 MiB.
const ENOUGH_MEBIBYTES: usize = 40;

/// Sends a hundred megabytes of a feed in chunks, without a length, and counts what was taken. Some
/// engines take what comes before they look at it: what is too much waits for the browser to hang up.
async fn pour(listener: TcpListener, taken: Arc<AtomicUsize>) -> Result {
    const MEBIBYTE: usize = 1 << 20;
    let (mut stream, _) = listener.accept().await?;
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        request.push(stream.read_u8().await?);
    }
    let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nAccess-Control-Allow-Origin: *\r\n\
        Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n";
    stream.write_all(head.as_bytes()).await?;
    let chunk = [b"100000\r\n", " ".repeat(MEBIBYTE).as_bytes(), b"\r\n"].concat();
    for sent in 0..100 {
        if sent == ENOUGH_MEBIBYTES {
            // A browser has nothing more to say: this ends when it hangs up.
            stream.read_u8().await?;
        }
        stream.write_all(&chunk).await?;
        taken.fetch_add(MEBIBYTE, Ordering::Relaxed);
    }
    stream.write_all(b"0\r\n\r\n").await?;
    Ok(())
}

async fn a_hundred_megabytes_are_given_up_while_they_come(world: &World) -> Result {
    world.expect_failed_requests().await;
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let src = format!("http://{}/feed", listener.local_addr()?);
    let taken = Arc::new(AtomicUsize::new(0));
    let pouring = tokio::spawn(pour(listener, taken.clone()));
    let tag = format!(r#"<news-stand src="{src}" loading="eager" storage="none"></news-stand>"#);
    world.open(&tag).await?;
    let page = &world.page;
    let error = page.event("newsstand-error", 1).await?;
    assert_eq!(error.detail["kind"], "too-large", "{}", error.detail);
    page.see(&role("alert").saying("There is more news than can be read here."))
        .await?;
    // The browser has hung up, so that the rest cannot be sent.
    let ended = until("the browser to hang up", async || {
        Ok(pouring.is_finished().then_some(()))
    });
    ended.await?;
    ensure!(pouring.await?.is_err(), "all of it was taken");
    let mebibytes = taken.load(Ordering::Relaxed) >> 20;
    println!("{}: {mebibytes} MiB were taken", page.engine());
    let bounds = 32..=ENOUGH_MEBIBYTES;
    ensure!(bounds.contains(&mebibytes), "{mebibytes} MiB were taken");
    Ok(())
}

async fn odd_texts_ids_and_numbers_do_no_harm(world: &World) -> Result {
    let text = r#"{"title":"Odd \ud800 things","__proto__":{"title":"polluted"},"items":[
        {"id":"lone","title":"A lone \udfff surrogate","summary":"\ud83d","content_html":"<p>Half \ud83d a face.</p>"},
        {"id":"twice","title":"The first of the id"},
        {"id":"twice","title":"The second of the id"},
        {"id":"__proto__","title":"Named like a prototype","content_text":"Its words."},
        {"id":"constructor","title":"Named like a constructor"},
        {"id":"members","title":"With odd members","__proto__":{"summary":"polluted"},"constructor":1,"toString":2,"hasOwnProperty":null},
        {"id":1e999,"title":"Beyond range","date_published":1e999,"_newsstand":{"priority":1e999}},
        {"id":-1e999,"title":"Below range"},
        {"id":"large","title":"Large numbers","_newsstand":{"priority":-1e999},"image":{"url":"/a.png","width":1e999,"height":-1e308}},
        {"id":123456789012345678901234567890,"title":"A long number"},
        {"id":"\u0000","title":"Nothing but\u0000 a zero"},
        {"id":"last","title":"A sound story","content_html":"<p>Sound words.</p>"}]}"#;
    let picture = r#"<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40"/>"#;
    world.site.serve("/a.png", Reply::svg(picture));
    open_json(world, text).await?;
    let page = &world.page;
    for title in [
        "A lone \u{fffd} surrogate",
        "The first of the id",
        "Named like a prototype",
        "Named like a constructor",
        "With odd members",
        "Large numbers",
        "A sound story",
    ] {
        page.see_count(&headline_of(title), 1).await?;
    }
    page.miss(&headline_of("The second of the id")).await?;
    read(world, "__proto__", "Named like a prototype").await?;
    ensure!(body(world).await?.contains("Its words."));
    read(world, "lone", "A lone \u{fffd} surrogate").await?;
    ensure!(body(world).await?.contains("Half \u{fffd} a face."));
    read(world, "last", "A sound story").await?;
    let is_clean: bool = page
        .eval("return ({}).title === undefined && ({}).summary === undefined && !Object.keys(Object.prototype).length")
        .await?;
    ensure!(is_clean, "the page's prototypes have changed");
    Ok(())
}

async fn a_wrong_type_in_every_field_costs_one_item(world: &World) -> Result {
    let wrong = [
        json!(null),
        json!(true),
        json!(-1e300),
        json!(7),
        json!([]),
        json!([[]]),
        json!({}),
        json!([null, 7, {}]),
        json!({ "url": 7, "name": [] }),
        json!(""),
    ];
    let fields = "id url external_url title summary content_html content_text image banner_image language \
        authors author tags date_published date_modified attachments _newsstand";
    let mut items = Vec::new();
    for field in fields.split_whitespace() {
        for (index, value) in wrong.iter().enumerate() {
            let mut item = json!({ "id": format!("{field}-{index}"), "title": "A broken item" });
            item[field] = value.clone();
            items.push(item);
        }
    }
    items.insert(
        0,
        json!({ "id": "sound", "title": "A sound story", "content_html": "<p>Sound words.</p>" }),
    );
    let mut documents = vec![json!({ "title": "Types", "items": items })];
    // And around the items.
    for field in [
        "title",
        "version",
        "home_page_url",
        "icon",
        "favicon",
        "language",
        "authors",
        "next_url",
        "hubs",
    ] {
        let mut document = json!({ "items": [items[0]] });
        document[field] = json!([{ "deep": [7, null] }]);
        documents.push(document.clone());
        document[field] = json!(-7.5);
        documents.push(document);
    }
    for (index, document) in documents.iter().enumerate() {
        let path = format!("/large/{index}");
        world.site.serve(&path, Reply::json(document));
        if index == 0 {
            let tag =
                format!(r#"<news-stand src="{path}" loading="eager" storage="none"></news-stand>"#);
            world.open(&tag).await?;
        } else {
            world.page.set("news-stand", "src", Some(&path)).await?;
            world.journal().asked(&path).await?;
        }
        world.page.state("news-stand", "ready").await?;
        world.page.see(&headline_of("A sound story")).await?;
        read(world, "sound", "A sound story").await?;
        ensure!(body(world).await?.contains("Sound words."));
        world.page.miss(&role("alert")).await?;
    }
    Ok(())
}

/// All headlines of the front, which is complete when there is no more to press.
async fn all_pages(world: &World, titles: &[&str]) -> Result {
    let page = &world.page;
    let more = role("button").named("More headlines");
    let articles = role("article").inside(&role("feed"));
    page.click(&more).await?;
    page.see_count(&articles, titles.len()).await?;
    page.miss(&more).await?;
    let there = page.all(&articles).await?;
    let there: Vec<_> = there.iter().map(|seen| seen.name.as_str()).collect();
    assert_eq!(there, titles);
    page.miss(&role("alert")).await
}

async fn pages_that_overlap_show_each_headline_once(world: &World) -> Result {
    let item = |id: &str| json!({ "id": id, "title": format!("Story {id}") });
    let second = json!({ "items": [item("b"), item("c"), item("d"), item("a")] });
    world.site.serve("/large/second", Reply::json(&second));
    let first = json!({ "items": [item("a"), item("b"), item("c")], "next_url": "second" });
    open(world, Reply::json(&first)).await?;
    world.page.see(&headline_of("Story a")).await?;
    assert_eq!(world.journal().count("/large/second"), 0);
    all_pages(world, &["Story a", "Story b", "Story c", "Story d"]).await
}

async fn a_page_that_names_itself_is_the_last(world: &World) -> Result {
    let item = |id: &str| json!({ "id": id, "title": format!("Story {id}") });
    let second = json!({ "items": [item("b")], "next_url": "second" });
    world.site.serve("/large/second", Reply::json(&second));
    let first = json!({ "items": [item("a")], "next_url": "second" });
    open(world, Reply::json(&first)).await?;
    world.page.see(&headline_of("Story a")).await?;
    all_pages(world, &["Story a", "Story b"]).await
}

async fn the_focus_stays_where_a_further_page_has_more_to_choose(world: &World) -> Result {
    let item = |day: u8, section: &str| {
        json!({ "id": format!("{day}"), "title": format!("Story {day}"),
            "date_published": format!("2026-03-{day}T12:00:00Z"),
            "_newsstand": { "section": section } })
    };
    let third = json!({ "items": [item(20, "Arts")] });
    world.site.serve("/large/third", Reply::json(&third));
    let second = json!({ "items": [item(21, "Science")], "next_url": "third" });
    world.site.serve("/large/second", Reply::json(&second));
    let first =
        json!({ "items": [item(23, "Harbour"), item(22, "Harbour")], "next_url": "second" });
    open(world, Reply::json(&first)).await?;
    let page = &world.page;
    let section = |name: &str| role("button").named(name).inside(&role("navigation"));
    let day = role("combobox").named("Day");
    let more = role("button").named("More headlines");
    for (focus, page_url, name) in [
        (section("Harbour"), "/large/second", "Science"),
        (day.clone(), "/large/third", "Arts"),
    ] {
        page.see(&focus).await?;
        let gate = world.site.gate(page_url);
        page.click(&more).await?;
        world.journal().asked(page_url).await?;
        page.with::<()>(&focus, "element.focus();").await?;
        gate.open();
        page.see(&section(name)).await?;
        page.see(&focus.state("focused", true)).await?;
    }
    // The new days can be chosen, and what is chosen says so.
    let chosen = "element.value = [...element.options].at(-1).value; element.dispatchEvent(new Event('change'));";
    page.with::<()>(&day, chosen).await?;
    page.see_count(&role("article").inside(&role("feed")), 1)
        .await?;
    page.see(&headline_of("Story 20")).await?;
    Ok(())
}

async fn wordpress_pages_follow_the_link_header(world: &World) -> Result {
    let post = |id: u32| {
        json!({ "id": id, "date_gmt": "2026-11-22T12:00:00", "link": format!("/{id}"),
            "title": { "rendered": format!("Post {id}") },
            "content": { "rendered": "<p>Words.</p>", "protected": false } })
    };
    let second = Reply::json(&json!([post(2), post(3)]));
    world.site.serve("/large/posts", second);
    let link = format!(
        r#"<{0}>; rel="prev", <{0}?page=2>; rel="next""#,
        world.site.url("/large/posts")
    );
    let first = Reply::json(&json!([post(1), post(2)])).header("link", &link)?;
    open(world, first).await?;
    world.page.see(&headline_of("Post 1")).await?;
    all_pages(world, &["Post 1", "Post 2", "Post 3"]).await?;
    let mut asked = world.journal().requests().into_iter();
    let asked = asked.rfind(|request| request.path == "/large/posts");
    let query = asked.context("the second page was not asked for")?.query;
    assert_eq!(query.as_deref(), Some("page=2"));
    world.page.miss(&headline("harbour")).await
}

/// Serves `count` pages of `length` stories each, the first at [`SRC`], the others at their number (from 2).
fn serve_pages(world: &World, count: usize, length: usize) {
    for page in 1..=count {
        let items: Vec<Value> = (0..length)
            .map(|place| (page - 1) * length + place)
            .map(|id| json!({ "id": id, "title": format!("Story {id}"), "content_text": "Words." }))
            .collect();
        let mut feed = json!({ "title": "Pages", "items": items });
        if page < count {
            feed["next_url"] = json!(format!("/large/{}", page + 1));
        }
        let path = match page {
            1 => SRC.to_owned(),
            later => format!("/large/{later}"),
        };
        world.site.serve(&path, Reply::json(&feed));
    }
}

async fn an_article_is_looked_for_in_further_pages(world: &World) -> Result {
    serve_pages(world, 3, 2);
    let tag = format!(
        r#"<news-stand src="{SRC}" article="4" linking="hash" loading="eager" storage="none"></news-stand>"#
    );
    world.open(&tag).await?;
    let page = &world.page;
    page.see(&any_open().named("Story 4")).await?;
    page.miss(&role("alert")).await?;
    // Its link can be shared.
    let link = page.address().await?;
    ensure!(link.contains("news-article=4"), "{link}");
    page.click(&back_button()).await?;
    for id in 0..6 {
        page.see(&headline_of(&format!("Story {id}"))).await?;
    }
    page.eval::<()>("document.querySelector('news-stand').open('nowhere')")
        .await?;
    let error = page.event("newsstand-error", 1).await?;
    assert_eq!(error.detail["kind"], "article");
    Ok(())
}

async fn not_all_pages_of_an_archive_are_fetched_for_an_article(world: &World) -> Result {
    serve_pages(world, 12, 50);
    let tag = format!(
        r#"<news-stand src="{SRC}" article="nowhere" loading="eager" storage="none"></news-stand>"#
    );
    world.open(&tag).await?;
    let error = world.page.event("newsstand-error", 1).await?;
    assert_eq!(error.detail["kind"], "article");
    world.page.see(&headline_of("Story 0")).await?;
    assert_eq!(world.journal().count("/large/10"), 1);
    assert_eq!(world.journal().count("/large/11"), 0);
    Ok(())
}

async fn an_article_is_not_looked_for_in_a_circle_of_pages(world: &World) -> Result {
    let item = |id: &str| json!({ "id": id, "title": format!("Story {id}") });
    for (path, id, next) in [
        ("/large/second", "b", "third"),
        ("/large/third", "c", "second"),
    ] {
        let page = json!({ "items": [item(id)], "next_url": next });
        world.site.serve(path, Reply::json(&page));
    }
    let first = json!({ "items": [item("a")], "next_url": "second" });
    open(world, Reply::json(&first)).await?;
    world.page.see(&headline_of("Story a")).await?;
    world
        .page
        .eval::<()>("document.querySelector('news-stand').open('nowhere')")
        .await?;
    let error = world.page.event("newsstand-error", 1).await?;
    assert_eq!(error.detail["kind"], "article");
    world.page.see(&headline_of("Story c")).await?;
    Ok(())
}
