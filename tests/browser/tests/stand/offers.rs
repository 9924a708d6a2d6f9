//! What is offered after an article, and in which other languages it can be read.

use anyhow::ensure;
use newsstand_browser_tests::fixture::feed;
use newsstand_browser_tests::{Query, Reply, Result, World, role, scenarios, until};
use serde_json::{Value, json};

use crate::common::{carousel, focused, mark};

scenarios!(
    each_row_has_articles_of_its_own,
    the_rows_are_there_without_a_front_too,
    the_rows_stay_when_the_theme_changes,
    what_tells_of_the_same_comes_first,
    languages_without_spaces_are_read_by_the_browsers_segmenter,
    a_story_is_a_click_away_in_another_language,
    a_large_edition_is_read_between_frames,
);

const OPENED: &str = "A gale closes the harbour";

/// An edition of Spain in which the open article has something in common with many others.
fn edition() -> Value {
    let item = |id: String, title: String, section: &str, author: &str, day: usize| {
        json!({
            "id": id, "title": title, "url": format!("/news/{id}"),
            "date_published": format!("2026-10-{day:02}T08:00:00Z"),
            "authors": [{ "name": author }], "_newsstand": { "section": section },
        })
    };
    let mut items = vec![item("open".into(), OPENED.into(), "Sea", "Ana Ruiz", 20)];
    for number in 1..=12 {
        let title = format!("The gale at harbour number {number} closes another quay");
        items.push(item(
            format!("gale-{number}"),
            title,
            "Sea",
            "Ana Ruiz",
            number,
        ));
    }
    for number in 1..=3 {
        let title = format!("Fishing boat {number} is painted");
        items.push(item(
            format!("sea-{number}"),
            title,
            "Sea",
            "Bo Berg",
            number,
        ));
        let title = format!("Choir {number} sings");
        items.push(item(
            format!("ana-{number}"),
            title,
            "Music",
            "Ana Ruiz",
            number,
        ));
        let title = format!("Chess round {number} ends");
        items.push(item(
            format!("chess-{number}"),
            title,
            "Games",
            "Bo Berg",
            number,
        ));
    }
    json!({ "title": "The Tidewater Post", "language": "en", "items": items })
}

/// The last carousel of [`edition`]: they come one after the other.
fn last_row() -> Query {
    role("region")
        .named("Latest from Spain")
        .described("carousel")
}

/// The name of each carousel and the titles of its articles.
async fn rows(world: &World) -> Result<Vec<(String, Vec<String>)>> {
    let script = "return [...document.querySelector('news-stand').shadowRoot.querySelectorAll('.carousel')]
        .map((row) => [row.ariaLabel, [...row.querySelectorAll('.title')].map((title) => title.textContent)])";
    world.page.eval(script).await
}

fn are_as_expected(rows: &[(String, Vec<String>)]) {
    let names: Vec<_> = rows.iter().map(|(name, _)| &**name).collect();
    assert_eq!(
        names,
        [
            "Similar News",
            "More in Sea",
            "More by Ana Ruiz",
            "Latest from Spain"
        ]
    );
    assert_eq!(rows[0].1.len(), 12);
    assert!(
        rows[0].1.iter().all(|title| title.starts_with("The gale")),
        "{rows:?}"
    );
    let titles = |row: usize| rows[row].1.iter().map(|title| &**title).collect::<Vec<_>>();
    // The latest first.
    assert_eq!(
        titles(1),
        [
            "Fishing boat 3 is painted",
            "Fishing boat 2 is painted",
            "Fishing boat 1 is painted"
        ]
    );
    assert_eq!(
        titles(2),
        ["Choir 3 sings", "Choir 2 sings", "Choir 1 sings"]
    );
    assert_eq!(
        titles(3),
        [
            "Chess round 3 ends",
            "Chess round 2 ends",
            "Chess round 1 ends"
        ]
    );
}

async fn open(world: &World, news: &Value, head: &str) -> Result {
    world.site.serve("/feeds/en-ES.json", Reply::json(news));
    let tag = r#"<news-stand src="/stand.json" language="en" country="ES" loading="eager" article="open"></news-stand>"#;
    world.host(tag)?.head(head).open().await?;
    world.page.see(&carousel()).await?;
    Ok(())
}

async fn each_row_has_articles_of_its_own(world: &World) -> Result {
    open(world, &edition(), "").await?;
    world.page.see(&last_row()).await?;
    are_as_expected(&rows(world).await?);
    // Each is a carousel of its own, and leads to its articles.
    let page = &world.page;
    let row = role("region")
        .named("More by Ana Ruiz")
        .described("carousel");
    page.see(&role("status").saying("1–3 of 3").inside(&row))
        .await?;
    page.click(&role("link").named("Choir 2 sings").inside(&row))
        .await?;
    focused(page, "heading", "Choir 2 sings").await?;
    Ok(())
}

async fn open_alone(world: &World) -> Result {
    world
        .site
        .serve("/feeds/en-ES.json", Reply::json(&edition()));
    let tag = r#"<news-stand src="/stand.json" language="en" country="ES" loading="eager" view="related" article="open"></news-stand>"#;
    world.open(tag).await?;
    world.page.see(&last_row()).await?;
    Ok(())
}

async fn the_rows_are_there_without_a_front_too(world: &World) -> Result {
    open_alone(world).await?;
    are_as_expected(&rows(world).await?);
    Ok(())
}

async fn the_rows_stay_when_the_theme_changes(world: &World) -> Result {
    open_alone(world).await?;
    let page = &world.page;
    let link = role("link").named("Choir 3 sings");
    page.with::<()>(&link, "element.focus()").await?;
    page.set("news-stand", "theme", Some("dark")).await?;
    until("the dark theme", async || {
        let script = "return !!document.querySelector('news-stand').shadowRoot.querySelector('[data-theme=dark]')";
        let is_dark: bool = page.eval(script).await?;
        Ok(is_dark.then_some(()))
    })
    .await?;
    focused(page, "link", "Choir 3 sings").await?;
    // The level of headings is one of what they are drawn with.
    page.set("news-stand", "heading-level", Some("4")).await?;
    page.see(&role("heading").named("Similar News").level(5))
        .await?;
    Ok(())
}

async fn what_tells_of_the_same_comes_first(world: &World) -> Result {
    let item = |id: &str, title: &str, words: &str| json!({ "id": id, "title": title, "content_html": format!("<p>{words}</p>") });
    let news = json!({ "title": "The Tidewater Post", "items": [
        item("open", OPENED, "Waves broke over the pier, and the ferries to the islands stayed in port."),
        item("cake", "A cake for the mayor", "The bakers of the town baked it, with waves of cream."),
        item("piano", "The piano of the station", "Travellers play it while they wait for their trains."),
        item("port", "Islands are cut off", "The ferries do not leave: the pier is under the waves of the gale."),
        item("match", "A draw in the rain", "The home team came close to a goal in the last minute."),
    ] });
    open(world, &news, "").await?;
    let rows = rows(world).await?;
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].1[0], "Islands are cut off", "{rows:?}");
    Ok(())
}

async fn languages_without_spaces_are_read_by_the_browsers_segmenter(world: &World) -> Result {
    let counter = "const Segmenter = Intl.Segmenter;
        globalThis.__segmented = [];
        Intl.Segmenter = class extends Segmenter { constructor(...all) { super(...all); __segmented.push(all[0]); } };";
    world.site.serve("/counter.js", Reply::script(counter));
    let item = |id: &str, language: &str, title: &str| json!({ "id": id, "language": language, "title": title });
    let news = json!({ "title": "The Tidewater Post", "language": "en", "items": [
        item("open", "ja", "台風で港が閉鎖された"),
        item("choir", "en", "A choir sings"),
        item("cat", "ja", "猫の写真展が開かれる"),
        item("port", "ja", "台風の後に港が再開"),
    ] });
    open(world, &news, r#"<script src="/counter.js"></script>"#).await?;
    let first = rows(world).await?.remove(0).1.remove(0);
    assert_eq!(first, "台風の後に港が再開");
    let asked: Vec<String> = world.page.eval("return __segmented").await?;
    ensure!(
        !asked.is_empty() && asked.iter().all(|language| language == "ja"),
        "{asked:?}"
    );
    Ok(())
}

async fn a_story_is_a_click_away_in_another_language(world: &World) -> Result {
    let mut news = feed("en", "ES");
    let item = |id: &str, language: &str, title: &str| json!({ "id": id, "language": language, "title": title, "url": format!("/news/{id}"), "_newsstand": { "story": "gale" } });
    news["items"] = json!([
        item("open", "en", OPENED),
        item("es", "es", "Un temporal cierra el puerto"),
        item("ar", "ar", "عاصفة تغلق الميناء"),
        { "id": "choir", "title": "A choir sings" },
    ]);
    open(world, &news, "").await?;
    let page = &world.page;
    page.see(&role("paragraph").saying("Also in:")).await?;
    let link = role("link").naming("spañol");
    let script = "return [element.pathname, element.hreflang, element.lang, element.closest('p').lang.slice(0, 2)]";
    let said: Vec<String> = page.with(&link, script).await?;
    assert_eq!(said, ["/news/es", "es", "es", "en"]);
    // What it can be read in is not offered once more.
    let rows = rows(world).await?;
    assert_eq!(rows[0].1, ["A choir sings"]);
    page.click(&link).await?;
    focused(page, "heading", "Un temporal cierra el puerto").await?;
    page.see(&role("link").named("English")).await?;
    Ok(())
}

/// Counts the frames from the article to the carousels below it.
const COUNTER: &str = "globalThis.__frames = { between: 0, isDone: false };
    addEventListener('newsstand-open', () => {
      const { shadowRoot } = document.querySelector('news-stand');
      const look = () => {
        if (shadowRoot.querySelector('.carousel')) { __frames.isDone = true; return; }
        if (shadowRoot.querySelector('.headline')) __frames.between += 1;
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });";

async fn a_large_edition_is_read_between_frames(world: &World) -> Result {
    const ARTICLES: usize = 3_000;
    let words = [
        "gale", "harbour", "choir", "chess", "bread", "train", "river", "school",
    ];
    let item = |number: usize| {
        let text: Vec<_> = (0..60)
            .map(|place| {
                format!(
                    "{}{}",
                    words[(number + place) % words.len()],
                    (number * place) % 97
                )
            })
            .collect();
        json!({ "id": format!("story-{number}"), "title": format!("Story {number}"), "content_text": text.join(" ") })
    };
    let mut items: Vec<Value> = (1..ARTICLES).map(item).collect();
    items.insert(
        0,
        json!({ "id": "open", "title": OPENED, "content_text": "gale1 harbour2" }),
    );
    let news = json!({ "title": "The Tidewater Post", "items": items });
    world.site.serve("/counter.js", Reply::script(COUNTER));
    open(world, &news, r#"<script src="/counter.js"></script>"#).await?;
    mark(world).await?;
    let (between, is_done): (usize, bool) = world
        .page
        .eval("return [__frames.between, __frames.isDone]")
        .await?;
    ensure!(
        is_done && between > 5,
        "the article had {between} frames for itself"
    );
    Ok(())
}
