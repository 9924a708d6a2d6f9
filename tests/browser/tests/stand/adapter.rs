//! The property `adapter`: the page's own function, for documents of a kind that the stand does not
//! know.

use anyhow::{Context, ensure};
use newsstand_browser_tests::fixture::{HARBOUR, headline};
use newsstand_browser_tests::{Reply, Result, World, role, scenarios};
use serde_json::json;

use crate::common::{any_open, mark, try_again};
use crate::policy::README;

scenarios!(
    an_adapter_set_before_the_script_makes_news_of_anything,
    an_adapter_set_at_run_time_is_asked_at_once,
    an_adapter_may_return_text_or_an_object_or_a_promise,
    an_adapter_may_leave_the_document_to_the_stand,
    an_adapter_that_throws_or_talks_nonsense_is_an_error_of_the_feed,
    no_manifest_reaches_an_adapter,
    the_readmes_adapter_works,
);

/// A list that only its page can read.
const TABLE: &str =
    "id;headline;words\n1;A kite over the bay;It flew all day.\n2;A well is dug;Water at last.\n";
const SRC: &str = "/data/table.csv";

/// What the scenarios' adapters share: `items` of a text like [`TABLE`], and what was `asked`.
const HELPERS: &str = "globalThis.asked = [];
    globalThis.items = (text) => text.trim().split('\\n').slice(1).map((line) => line.split(';'))
      .map(([id, title, words]) => ({ id, title, content_html: `<p>${words}</p>` }));";

/// The host page with the list, and a script that comes before the stand's.
async fn open(world: &World, script: &str) -> Result {
    world.site.serve(SRC, Reply::new("text/csv", TABLE));
    let script = format!("{HELPERS}\n{script}");
    world.site.serve("/own.js", Reply::script(script));
    let tag = format!(r#"<news-stand src="{SRC}" loading="eager" storage="none"></news-stand>"#);
    // After the element and before the module, as a page's own script would stand.
    let body = format!(r#"{tag}<script src="/own.js"></script>"#);
    world.host(&body)?.open().await
}

/// The list is on screen, and its articles can be read.
async fn sees_the_list(world: &World) -> Result {
    let page = &world.page;
    page.see(&headline_of("A kite over the bay")).await?;
    page.see(&headline_of("A well is dug")).await?;
    page.miss(&role("alert")).await?;
    page.state("news-stand", "ready").await?;
    page.click(&headline_of("A well is dug")).await?;
    page.see(&any_open().named("A well is dug")).await?;
    page.see(&role("paragraph").saying("Water at last."))
        .await?;
    Ok(())
}

fn headline_of(title: &str) -> newsstand_browser_tests::Query {
    role("link").named(title).inside(&role("feed"))
}

/// Sets the property of the stand that is there. The function has to be the page's own: what
/// WebDriver makes in Firefox lives in a world of its own.
async fn adapt(world: &World, function: &str) -> Result {
    let script = "const script = document.createElement('script');
        script.textContent = `document.querySelector('news-stand').adapter = ${arguments[0]}`;
        document.head.append(script)";
    world.page.eval_with(script, vec![json!(function)]).await
}

async fn an_adapter_set_before_the_script_makes_news_of_anything(world: &World) -> Result {
    let script = "document.querySelector('news-stand').adapter = (text, url) => {
        asked.push([text, url]);
        return { title: 'The list', items: items(text) };
    }";
    open(world, script).await?;
    sees_the_list(world).await?;
    let asked: Vec<(String, String)> = world.page.eval("return asked").await?;
    assert_eq!(asked, [(TABLE.to_owned(), world.site.url(SRC))]);
    Ok(())
}

async fn an_adapter_set_at_run_time_is_asked_at_once(world: &World) -> Result {
    open(world, "").await?;
    let page = &world.page;
    page.see(&try_again()).await?;
    assert_eq!(
        page.event("newsstand-error", 1).await?.detail["kind"],
        "format"
    );
    adapt(world, "(text) => ({ items: items(text) })").await?;
    sees_the_list(world).await?;
    // Taken away, the document is again what it was; what is on screen stays.
    adapt(world, "undefined").await?;
    page.see(&try_again()).await?;
    page.see(&any_open().named("A well is dug")).await?;
    Ok(())
}

async fn an_adapter_may_return_text_or_an_object_or_a_promise(world: &World) -> Result {
    open(world, "").await?;
    world.page.see(&try_again()).await?;
    let answers = [
        "JSON.stringify({ items: items(text) })",
        "({ items: items(text) })",
        "Promise.resolve({ items: items(text) })",
        "new Promise((resolve) => setTimeout(() => resolve(JSON.stringify({ items: items(text) }))))",
        // A text of any other kind that the stand knows.
        "'<rss version=\"2.0\"><channel>' + items(text).map(({ id, title, content_html }) =>
            `<item><guid>${id}</guid><title>${title}</title><description><![CDATA[${content_html}]]></description></item>`)
            .join('') + '</channel></rss>'",
    ];
    for answer in answers {
        let close = "document.querySelector('news-stand').close()";
        world.page.eval::<()>(close).await?;
        adapt(world, &format!("(text) => {answer}")).await?;
        sees_the_list(world).await?;
    }
    Ok(())
}

async fn an_adapter_may_leave_the_document_to_the_stand(world: &World) -> Result {
    let script = "const stand = document.querySelector('news-stand');
        stand.adapter = (text, url) => { asked.push(url) };
        stand.setAttribute('src', '/feeds/en-ES.json')";
    open(world, script).await?;
    world.page.see(&headline("harbour")).await?;
    adapt(world, "async () => null").await?;
    mark(world).await?;
    world.page.see(&headline("harbour")).await?;
    world.page.miss(&role("alert")).await?;
    let asked: Vec<String> = world.page.eval("return asked").await?;
    assert_eq!(asked, [world.site.url("/feeds/en-ES.json")]);
    Ok(())
}

async fn an_adapter_that_throws_or_talks_nonsense_is_an_error_of_the_feed(world: &World) -> Result {
    let script =
        "document.querySelector('news-stand').adapter = (text) => ({ items: items(text) })";
    open(world, script).await?;
    sees_the_list(world).await?;
    let page = &world.page;
    let cases = [
        (
            "() => { throw new Error('no such column') }",
            "no such column",
        ),
        ("async () => { throw new Error('too late') }", "too late"),
        ("() => { throw 'a text' }", "a text"),
        ("() => 7", ""),
        ("() => true", ""),
        ("() => () => {}", ""),
        ("() => Symbol('news')", ""),
        ("() => ({})", ""),
        ("() => ({ items: null })", ""),
        ("() => ({ items: [null, 7, 'x', [], {}] })", ""),
        ("() => ({ items: {} })", ""),
        ("() => 'neither JSON nor XML'", ""),
        (
            "() => { const round = {}; round.round = round; round.items = [round]; return round }",
            "",
        ),
        ("() => ({ get items() { throw new Error('a trap') } })", ""),
        (
            "() => new Proxy({}, { ownKeys() { throw new Error('a trap') } })",
            "",
        ),
    ];
    for (index, (function, said)) in cases.iter().enumerate() {
        adapt(world, function).await?;
        let error = page.event("newsstand-error", index + 1).await?;
        let kind = error.detail["kind"].as_str().unwrap_or_default();
        let message = error.detail["message"].as_str().unwrap_or_default();
        ensure!(
            ["format", "shape", "empty"].contains(&kind),
            "{function}: {kind}: {message}"
        );
        if !said.is_empty() {
            ensure!(kind == "format", "{function}: {kind}");
            ensure!(
                message.contains("adapter") && message.contains(said),
                "{function}: {message}"
            );
        }
        page.see(&try_again()).await?;
        page.see(&any_open().named("A well is dug")).await?;
    }
    adapt(world, "(text) => ({ items: items(text) })").await?;
    page.miss(&role("alert")).await?;
    page.state("news-stand", "ready").await
}

async fn no_manifest_reaches_an_adapter(world: &World) -> Result {
    let stand = json!({ "newsstand": 1, "title": "Lists", "editions": [{ "language": "en", "feed": SRC }] });
    world.site.serve("/lists.json", Reply::json(&stand));
    let script = "const stand = document.querySelector('news-stand');
        stand.adapter = (text, url) => { asked.push(url); return { items: items(text) } };
        stand.setAttribute('src', '/lists.json')";
    open(world, script).await?;
    sees_the_list(world).await?;
    ensure!(world.journal().count("/lists.json") > 0);
    let asked: Vec<String> = world.page.eval("return asked").await?;
    assert_eq!(asked, [world.site.url(SRC)]);
    // The stand's articles are not those of the fixture.
    world.page.miss(&role("link").named(HARBOUR)).await
}

async fn the_readmes_adapter_works(world: &World) -> Result {
    let example = README.split("```js\n").nth(1);
    let example = example.and_then(|example| example.split("```").next());
    open(world, example.context("README has no example")?).await?;
    world.page.see(&headline_of("A kite over the bay")).await?;
    world.page.see(&headline_of("A well is dug")).await?;
    world.page.miss(&role("alert")).await
}
