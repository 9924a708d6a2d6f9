//! The harness itself, without the product: if one of these fails, believe no other test.

mod faults;

use anyhow::ensure;
use newsstand_browser_tests::keeper::Keeper;
use newsstand_browser_tests::{
    Clock, Engine, Key, Reply, Result, Site, World, role, scenarios, until,
};

scenarios!(
    finds_by_role_and_name,
    agrees_with_the_browsers_own_accessibility,
    notices_complaints,
    holds_answers_back,
    sees_requests_that_are_given_up,
    closes_and_reopens_a_site,
    works_under_a_strict_policy,
    presses_keys_and_holds_modifiers,
    refuses_to_click_what_is_covered,
    stops_the_clock,
    hides_the_tab_and_takes_the_network_away,
);

/// A stand-in for the product: an element of the same name with an open shadow root.
const STAND_IN: &str = r#"
customElements.define("news-stand", class extends HTMLElement {
  connectedCallback() {
    const root = this.attachShadow({ mode: "open" });
    const policy = window.trustedTypes?.createPolicy("newsstand", { createHTML: (text) => text });
    const markup = document.getElementById("inside").innerHTML;
    const inert = new DOMParser().parseFromString(policy ? policy.createHTML(markup) : markup, "text/html");
    root.append(...inert.body.childNodes);
  }
});
"#;

const INSIDE: &str = r#"
<button role="combobox" aria-label="Select Language" aria-expanded="false" aria-haspopup="listbox">English</button>
<div role="feed">
  <article><h2><a href="/news/1">First <b>headline</b></a></h2></article>
  <article><h2><a href="/news/2">Second headline</a></h2></article>
</div>
<section aria-roledescription="carousel" aria-labelledby="similar">
  <h2 id="similar">Similar News</h2><button aria-label="Next">→</button><button aria-label="Previous" disabled>←</button>
</section>
<button hidden>Hidden</button><div aria-hidden="true"><button>Not told</button></div><div inert><button>Inert</button></div>
<label for="query">Search</label><input id="query" type="search"><img src="/pictures/logo.svg" alt="The brand">
<div role="status">Two articles</div>
"#;

async fn open(world: &World, inside: &str, body: &str) -> Result {
    world.site.serve("/stand-in.js", Reply::script(STAND_IN));
    let page = format!(
        r#"<!doctype html><html lang="en"><title>Host</title><script src="/probe.js"></script>
        <template id="inside">{inside}</template><script type="module" src="/stand-in.js"></script>
        <body><news-stand id="one"></news-stand>{body}"#
    );
    world.site.serve("/page", Reply::html(page));
    world.page.goto(&world.site.url("/page")).await
}

async fn finds_by_role_and_name(world: &World) -> Result {
    open(world, INSIDE, "<button>Outside</button>").await?;
    let page = &world.page;
    page.see(
        &role("combobox")
            .named("Select Language")
            .state("expanded", false),
    )
    .await?;
    page.see_count(&role("article").inside(&role("feed")), 2)
        .await?;
    let seen = page
        .see(&role("heading").level(2).named("First headline"))
        .await?;
    assert_eq!((seen.role.as_str(), seen.level), ("heading", 2));
    page.see(&role("link").naming("Second").inside(&role("feed")))
        .await?;
    let carousel = role("region").named("Similar News").described("carousel");
    page.see(
        &role("button")
            .named("Next")
            .state("disabled", false)
            .inside(&carousel),
    )
    .await?;
    page.see(
        &role("button")
            .named("Previous")
            .state("disabled", true)
            .inside(&carousel),
    )
    .await?;
    page.see(&role("searchbox").named("Search")).await?;
    page.see(&role("image").named("The brand")).await?;
    assert_eq!(page.see(&role("status")).await?.text, "Two articles");
    for absent in ["Hidden", "Not told", "Inert", "Outside"] {
        page.miss(&role("button").named(absent)).await?;
    }
    page.see(&role("button").named("Outside").of("body"))
        .await?;
    page.miss(&role("button").of("#another")).await
}

async fn agrees_with_the_browsers_own_accessibility(world: &World) -> Result {
    open(world, INSIDE, "").await?;
    for (kind, name) in [
        ("combobox", "Select Language"),
        ("link", "First headline"),
        ("heading", "Second headline"),
        ("region", "Similar News"),
        ("button", "Next"),
        ("searchbox", "Search"),
    ] {
        let (computed_role, computed_name) = world.page.accessible(&role(kind).named(name)).await?;
        assert_eq!(
            (computed_role.as_str(), computed_name.as_str()),
            (kind, name)
        );
    }
    Ok(())
}

async fn notices_complaints(world: &World) -> Result {
    let page = &world.page;
    open(world, INSIDE, "").await?;
    page.judge(&[&world.site]).await?;
    // From scripts of the site: what WebDriver runs is no part of the page.
    for (kind, script) in [
        ("error", "console.error('marked', 1)"),
        ("warn", "console.warn('marked')"),
        ("exception", "throw new Error('marked')"),
        ("rejection", "Promise.reject(new Error('marked'))"),
        (
            "resource",
            "document.body.append(Object.assign(new Image(), { src: '/marked.png' }))",
        ),
    ] {
        let path = format!("/{kind}.js");
        world.site.serve(&path, Reply::script(script));
        let add = "document.body.append(Object.assign(document.createElement('script'), { src: arguments[0] }))";
        page.eval_with::<()>(add, vec![path.into()]).await?;
        until(kind, async || {
            let problems = page.problems().await?;
            let noted = problems
                .iter()
                .any(|problem| problem.kind == kind && problem.text.contains("marked"));
            Ok(noted.then_some(()))
        })
        .await?;
    }
    ensure!(
        page.judge(&[&world.site]).await.is_err(),
        "complaints must fail a scenario"
    );
    page.expect("marked").await;
    world.expect_failed_requests().await;
    page.judge(&[&world.site]).await
}

async fn holds_answers_back(world: &World) -> Result {
    open(world, INSIDE, "").await?;
    let gate = world.site.gate("/stand.json");
    world
        .page
        .eval::<()>("window.got = 0; fetch('/stand.json').then(() => window.got = 1);")
        .await?;
    world.journal().asked("/stand.json").await?;
    // Something asked later is answered first.
    let status: u16 = world
        .page
        .eval_async("return (await fetch('/feeds/en-ES.json')).status")
        .await?;
    assert_eq!(
        (status, world.page.eval::<u8>("return window.got").await?),
        (200, 0)
    );
    gate.open();
    world
        .page
        .until::<u8>("the answer", "return window.got")
        .await?;
    let paths = world.journal().paths();
    let place = |path| paths.iter().position(|other| other == path);
    ensure!(
        place("/stand.json") < place("/feeds/en-ES.json"),
        "{paths:?}"
    );
    Ok(())
}

async fn sees_requests_that_are_given_up(world: &World) -> Result {
    open(world, INSIDE, "").await?;
    world.site.serve("/never", Reply::never());
    let script = "window.controller = new AbortController(); fetch('/never', { signal: controller.signal }).catch(() => {});";
    world.page.eval::<()>(script).await?;
    world.journal().asked("/never").await?;
    world.page.eval::<()>("controller.abort();").await?;
    world.journal().abandoned("/never").await
}

async fn closes_and_reopens_a_site(world: &World) -> Result {
    open(world, INSIDE, "").await?;
    world.expect_failed_requests().await;
    let other = world.another_site().await?;
    let ask = format!(
        "return fetch('{}').then((answer) => answer.status, () => 0)",
        other.url("/stand.json")
    );
    assert_eq!(
        world.page.eval_async::<u16>(&ask).await?,
        0,
        "refused by CORS"
    );
    other.allow_everyone();
    assert_eq!(world.page.eval_async::<u16>(&ask).await?, 200);
    other.close().await;
    assert_eq!(
        world.page.eval_async::<u16>(&ask).await?,
        0,
        "refused by the machine"
    );
    other.reopen().await?;
    assert_eq!(world.page.eval_async::<u16>(&ask).await?, 200);
    Ok(())
}

async fn works_under_a_strict_policy(world: &World) -> Result {
    world.site.serve("/stand-in.js", Reply::script(STAND_IN));
    let page = format!(
        r#"<!doctype html><html lang="en"><title>Host</title><script src="/probe.js"></script>
        <template id="inside">{INSIDE}</template><script type="module" src="/stand-in.js"></script>
        <body><news-stand></news-stand>"#
    );
    let policy = "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self'; \
                  require-trusted-types-for 'script'; trusted-types newsstand";
    world.site.serve(
        "/",
        Reply::html(page).header("content-security-policy", policy)?,
    );
    world.page.goto(&world.site.url("/")).await?;
    world.page.click(&role("button").named("Next")).await?;
    world.page.press(Key::Tab).await?;
    assert_eq!(world.page.problems().await?, []);
    // And a violation is noticed.
    world.page.eval::<()>("document.body.append(Object.assign(new Image(), { src: 'http://elsewhere.invalid/x.png' }));").await?;
    until("the violation", async || {
        let problems = world.page.problems().await?;
        Ok(problems
            .iter()
            .any(|problem| problem.kind == "violation")
            .then_some(()))
    })
    .await?;
    for part in [
        "elsewhere.invalid",
        "Content-Security-Policy",
        "Content Security Policy",
    ] {
        world.page.expect(part).await;
    }
    Ok(())
}

async fn presses_keys_and_holds_modifiers(world: &World) -> Result {
    open(world, INSIDE, "").await?;
    let page = &world.page;
    page.eval::<()>(
        "window.heard = [];
         addEventListener('click', (event) => { heard.push(`click ${event.ctrlKey} ${event.isTrusted}`); event.preventDefault() });
         addEventListener('keydown', (event) => heard.push(event.key));",
    )
    .await?;
    page.click(&role("link").naming("First")).await?;
    page.click_holding(&[Key::Control], &role("link").naming("First"))
        .await?;
    page.click(&role("searchbox")).await?;
    page.press(Key::Escape).await?;
    page.press(Key::Right).await?;
    page.type_text("ñ字").await?;
    let heard: Vec<String> = page.eval("return heard").await?;
    let clicks: Vec<_> = heard
        .iter()
        .filter(|line| line.starts_with("click"))
        .collect();
    assert_eq!(
        clicks,
        ["click false true", "click true true", "click false true"]
    );
    assert_eq!(
        heard[heard.len() - 4..],
        ["Escape", "ArrowRight", "ñ", "字"]
    );
    assert_eq!(page.focus().await?.role, "searchbox");
    assert_eq!(
        page.with::<String>(&role("searchbox"), "return element.value")
            .await?,
        "ñ字"
    );
    Ok(())
}

async fn refuses_to_click_what_is_covered(world: &World) -> Result {
    let cover = r#"<div style="position: fixed; inset: 0; background: #fff"></div>"#;
    open(world, INSIDE, cover).await?;
    let next = role("button").named("Next");
    let click = world.page.click(&next);
    let soon = std::time::Duration::from_secs(1);
    ensure!(
        tokio::time::timeout(soon, click).await.is_err(),
        "it clicked through the cover"
    );
    Ok(())
}

/// Opens a page under a clock that notes what it hears and when.
async fn open_clocked(world: &World, script: &'static str) -> Result {
    world.site.serve("/own.js", Reply::script(script));
    let page = r#"<!doctype html><html lang="en"><title>Host</title><script src="/probe.js"></script>
        <script src="/clock.js"></script><script src="/own.js"></script><body>"#;
    world.site.serve("/page", Reply::html(page));
    world.page.goto(&world.site.url("/page")).await
}

async fn stops_the_clock(world: &World) -> Result {
    let script = "window.heard = [];
        const start = Date.now();
        const note = (name) => heard.push([name, Date.now() - start]);
        setTimeout(note, 2000, 'late');
        setTimeout(() => { note('early'); setTimeout(note, 1000, 'between') }, 500);
        clearTimeout(setTimeout(note, 800, 'never'));
        setTimeout(note, 10, 'at once');";
    open_clocked(world, script).await?;
    let (page, clock) = (&world.page, Clock::of(&world.page));
    // Short timers are the browser's own.
    page.until::<bool>("the short timer", "return heard.length === 1")
        .await?;
    assert_eq!(clock.waiting().await?, [500.0, 2000.0]);
    clock.advance(499).await?;
    assert_eq!(clock.waiting().await?, [500.0, 2000.0]);
    clock.advance(1501).await?;
    let heard: Vec<(String, u32)> = page.eval("return heard").await?;
    let heard: Vec<_> = heard.iter().map(|(name, at)| (&**name, *at)).collect();
    let wanted = [
        ("at once", 0),
        ("early", 500),
        ("between", 1500),
        ("late", 2000),
    ];
    assert_eq!(heard, wanted);
    // In Firefox a script of WebDriver has a `Math` of its own.
    let chance = "return window.Math.random()";
    assert_eq!(page.eval::<f64>(chance).await?, 0.75);
    clock.draw(0.0).await?;
    assert_eq!(page.eval::<f64>(chance).await?, 0.0);
    Ok(())
}

async fn hides_the_tab_and_takes_the_network_away(world: &World) -> Result {
    let script = "window.heard = [];
        const note = ({ type }) => heard.push([type, document.hidden, document.visibilityState, navigator.onLine].join(' '));
        document.addEventListener('visibilitychange', note);
        addEventListener('online', note);
        addEventListener('offline', note);";
    open_clocked(world, script).await?;
    let clock = Clock::of(&world.page);
    clock.show(false).await?;
    clock.connect(false).await?;
    clock.show(true).await?;
    clock.connect(true).await?;
    let heard: Vec<String> = world.page.eval("return heard").await?;
    let wanted = [
        "visibilitychange true hidden true",
        "offline true hidden false",
        "visibilitychange false visible false",
        "online false visible true",
    ];
    assert_eq!(heard, wanted);
    Ok(())
}

#[test]
fn every_engine_has_its_programs() -> Result {
    for engine in Engine::ALL {
        engine.driver()?;
        engine.capabilities(&[])?;
    }
    Ok(())
}

#[tokio::test]
async fn a_child_does_not_outlive_its_keeper() -> Result {
    let log = std::env::temp_dir().join(format!("newsstand-keeper-{}", std::process::id()));
    // A grandchild, as a browser is one of ours.
    let command = ["-c", "sleep 600 & echo $!; wait"].map(str::to_owned);
    let keeper = Keeper::start("sh".as_ref(), &command, &[], &log)?;
    let child = until("the child's number", async || {
        let said = std::fs::read_to_string(&log)?;
        Ok(said.lines().next().map(str::to_owned))
    });
    let stat = format!("/proc/{}/stat", child.await?);
    assert!(std::fs::read_to_string(&stat)?.contains("sleep"));
    drop(keeper);
    until("the child's end", async || {
        // Z: it has ended, and nobody has asked how.
        let lives = std::fs::read_to_string(&stat).is_ok_and(|stat| !stat.contains(") Z "));
        Ok((!lives).then_some(()))
    })
    .await?;
    Ok(std::fs::remove_file(log)?)
}

#[tokio::test]
async fn a_site_stays_inside_its_folder() -> Result {
    let site = Site::open(newsstand_browser_tests::Journal::default()).await?;
    site.serve_folder(
        "/files/",
        std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("src")
            .as_path(),
    );
    let get = async |path: &str| -> Result<String> {
        use tokio::io::{AsyncReadExt, AsyncWriteExt};
        let mut stream =
            tokio::net::TcpStream::connect(site.origin().trim_start_matches("http://")).await?;
        let request = format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await?;
        Ok(answer)
    };
    assert!(get("/files/probe.js").await?.starts_with("HTTP/1.1 200"));
    assert!(
        get("/files/../Cargo.toml")
            .await?
            .starts_with("HTTP/1.1 404")
    );
    Ok(())
}
