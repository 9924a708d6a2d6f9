//! Finding a story: by its words, by its day, and by going on to the end.

use anyhow::ensure;
use newsstand_browser_tests::{Key, Page, Query, Reply, Result, World, role, scenarios, until};
use serde_json::{Value, json};

use crate::common::{any_open, back_button, focused, mark};

scenarios!(
    stories_are_found_while_typing,
    what_only_the_text_says_is_shown,
    the_focus_stays_on_what_is_found_while_more_is_found,
    a_search_goes_on_in_a_corrected_edition,
    words_are_found_as_keyboards_have_them,
    a_page_that_comes_too_late_harms_nothing,
    a_typing_error_is_forgiven,
    what_is_in_the_text_is_found_in_any_script,
    nothing_found_is_said,
    the_search_stays_while_an_article_is_read,
    another_edition_begins_without_a_search,
    a_day_can_be_chosen,
    the_front_goes_on_near_its_end,
    a_long_list_is_there_again_after_a_search,
    more_can_be_asked_for_while_the_list_grows,
    rows_are_whole_and_keys_go_on_through_the_list,
    the_field_of_a_narrow_stand_is_a_lens_until_it_is_used,
    the_next_page_comes_near_the_end,
    a_page_is_not_fetched_long_before_it_is_wanted,
    a_page_is_not_fetched_while_an_article_is_read,
);

fn field() -> Query {
    role("searchbox").named("Search the news")
}

/// The headlines that are shown, in their order.
async fn titles(page: &Page) -> Result<Vec<String>> {
    let cards = page.all(&role("article").inside(&role("feed"))).await?;
    Ok(cards.into_iter().map(|card| card.name).collect())
}

async fn shows(page: &Page, wanted: &[&str]) -> Result {
    until(format!("the headlines {wanted:?}"), async || {
        let titles = titles(page).await?;
        ensure!(titles == wanted, "there are {titles:?}");
        Ok(Some(()))
    })
    .await
}

/// The words that are marked.
async fn marked(page: &Page) -> Result<Vec<String>> {
    let script = "return [...element.querySelectorAll('mark')].map((mark) => mark.textContent)";
    page.with(&role("feed"), script).await
}

fn item(id: &str, title: &str, body: &str, day: usize) -> Value {
    json!({
        "id": id, "title": title, "summary": format!("Summary of {id}."),
        "content_html": format!("<p>{body}</p>"),
        "authors": [{ "name": "Ana Ruíz" }], "_newsstand": { "section": "Sea" },
        "date_published": format!("2026-10-{day:02}T12:00:00Z"),
    })
}

fn serve(world: &World, items: Vec<Value>) {
    let feed = json!({ "version": "https://jsonfeed.org/version/1.1", "title": "Sea", "language": "en", "items": items });
    world.site.serve("/sea.json", Reply::json(&feed));
}

async fn open(world: &World, items: Vec<Value>) -> Result {
    serve(world, items);
    world
        .open(r#"<news-stand src="/sea.json" loading="eager" storage="none"></news-stand>"#)
        .await
}

async fn open_sea(world: &World) -> Result {
    let items = vec![
        item("gale", "The gale at the harbour", "Ships stay in.", 3),
        item(
            "crane",
            "A crane is painted",
            "It stands in the harbour.",
            2,
        ),
        item("cafe", "The Café of the sailors", "They drink tea.", 2),
        item("quake", "台風で港が閉鎖", "船は沖に出られない。", 1),
    ];
    open(world, items).await
}

async fn stories_are_found_while_typing(world: &World) -> Result {
    open_sea(world).await?;
    let page = &world.page;
    page.see_count(&role("article").inside(&role("feed")), 4)
        .await?;
    page.click(&field()).await?;
    page.type_text("harb").await?;
    // What has it in the headline comes before what has it in the text.
    shows(page, &["The gale at the harbour", "A crane is painted"]).await?;
    page.see(&role("status").saying("2 results")).await?;
    assert_eq!(marked(page).await?, ["harbour", "harbour"]);
    page.type_text("our ga").await?;
    shows(page, &["The gale at the harbour"]).await?;
    page.see(&role("status").saying("1 result")).await?;
    // The summary has the second word too.
    assert_eq!(marked(page).await?, ["gale", "harbour", "gale"]);
    // Escape empties the field and keeps the focus in it.
    page.press(Key::Escape).await?;
    page.see_count(&role("article").inside(&role("feed")), 4)
        .await?;
    focused(page, "searchbox", "Search the news").await?;
    assert_eq!(marked(page).await?.len(), 0);
    // So does its button; and Enter leads to what has been found.
    page.type_text("crane").await?;
    shows(page, &["A crane is painted"]).await?;
    page.press(Key::Enter).await?;
    focused(page, "link", "A crane is painted").await?;
    page.click(&role("button").named("Clear the search"))
        .await?;
    page.see_count(&role("article").inside(&role("feed")), 4)
        .await?;
    focused(page, "searchbox", "Search the news").await?;
    page.miss(&role("button").named("Clear the search")).await
}

async fn what_only_the_text_says_is_shown(world: &World) -> Result {
    let early = "Before that there is much to be told of other things. ".repeat(20);
    let late = " After that there is much to be told of other things.".repeat(20);
    let body = format!("{early}A <b>white</b> heron &lt;stands&gt; in the reeds.{late}");
    let unspaced = format!(
        "{}沖に白鷺がいる。{}",
        "船は出られない。".repeat(40),
        "🦀".repeat(300)
    );
    let mut quake = item("quake", "台風で港が閉鎖", &unspaced, 1);
    quake["language"] = json!("ja");
    open(world, vec![item("marsh", "The marsh", &body, 2), quake]).await?;
    let page = &world.page;
    let summary = async |part: &str, is_cut: bool| {
        until(format!("the summary with {part:?}"), async || {
            let script = "return [...element.querySelectorAll('.summary')].find((one) => one.checkVisibility()).textContent";
            let summary: String = page.with(&role("feed"), script).await?;
            let ends = [summary.starts_with("… "), summary.ends_with(" …")];
            let is_right = summary.contains(part) && ends == [is_cut, is_cut];
            ensure!(
                is_right && summary.chars().count() < 250,
                "it is {summary:?}"
            );
            Ok(Some(()))
        })
        .await
    };
    page.click(&field()).await?;
    page.type_text("heron").await?;
    shows(page, &["The marsh"]).await?;
    summary("things. A white heron <stands> in the reeds. After", true).await?;
    assert_eq!(marked(page).await?, ["heron"]);
    // What the summary says needs no more.
    page.type_text(" marsh").await?;
    summary("Summary of marsh.", false).await?;
    assert_eq!(marked(page).await?, ["marsh", "marsh"]);
    page.press(Key::Escape).await?;
    page.type_text("白鷺").await?;
    shows(page, &["台風で港が閉鎖"]).await?;
    summary("られない。沖に白鷺がいる。🦀", true).await
}

async fn the_focus_stays_on_what_is_found_while_more_is_found(world: &World) -> Result {
    let mut items = vec![
        item("crane", "A crane is painted", "It stands.", 2),
        item("cranberry", "Of cranberries", "They are red.", 2),
    ];
    items.extend((0..3000).map(|number| {
        let title = format!("Sea story {number}");
        item(&number.to_string(), &title, "Ships stay in.", 1)
    }));
    open(world, items).await?;
    let page = &world.page;
    page.click(&field()).await?;
    page.type_text("cran").await?;
    page.see(&role("status").saying("2 results")).await?;
    // A letter, and Enter before anything can have been found for it.
    let type_and_enter = async |typed: &str| {
        let script = "const field = document.querySelector('news-stand').shadowRoot.querySelector('input[type=search]');
            field.value = arguments[0];
            field.dispatchEvent(new Event('input', { bubbles: true }));
            field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
            return true";
        page.eval_with::<bool>(script, vec![json!(typed)]).await
    };
    type_and_enter("crane").await?;
    page.see(&role("status").saying("1 result")).await?;
    mark(world).await?;
    focused(page, "link", "A crane is painted").await?;
    type_and_enter("cranes and submarines").await?;
    page.see(&role("status").saying("Nothing matches")).await?;
    mark(world).await?;
    focused(page, "searchbox", "Search the news").await?;
    // What is found little by little.
    page.reload().await?;
    page.click(&field()).await?;
    page.type_text("story").await?;
    page.see(&role("article").named("Sea story 0").inside(&role("feed")))
        .await?;
    page.press(Key::Enter).await?;
    page.see(&role("status").saying("3,000 results")).await?;
    // Few are drawn while the search reads on, and the others once it has read all.
    page.see_count(&role("article").inside(&role("feed")), 60)
        .await?;
    mark(world).await?;
    let focus = page.focus().await?;
    ensure!(focus.role == "link", "the focus is on {focus:?}");
    Ok(())
}

async fn a_search_goes_on_in_a_corrected_edition(world: &World) -> Result {
    // Long enough to be still read when the corrected ones come.
    let body = |number: usize| -> String {
        let words = (0..150).map(|place| format!("word{} ", number * place % 5000));
        words.collect()
    };
    let items = |corrected: &str| -> Vec<Value> {
        let items = (0..1500).map(|number| {
            let title = format!("Sea story {number}");
            item(&number.to_string(), &title, &body(number), 1)
        });
        let last = item("last", corrected, "Ships stay in.", 1);
        items.chain([last]).collect()
    };
    open(world, items("A sea stroy")).await?;
    let page = &world.page;
    page.click(&field()).await?;
    serve(world, items("A sea story"));
    page.type_text("story").await?;
    page.eval::<()>("document.querySelector('news-stand').reload()")
        .await?;
    page.see(&role("status").saying("1,501 results"))
        .await
        .map(drop)
}

async fn words_are_found_as_keyboards_have_them(world: &World) -> Result {
    let pointed = "שַׁבָּת שָׁלוֹם";
    let items = vec![
        item("1", "Un cœur d’or", "Le bœuf.", 4),
        item("2", "Die lange Straße", "Fußball.", 3),
        item("3", "Donau\u{AD}dampf\u{AD}schiff", "Es fährt.", 2),
        item("4", pointed, "Words.", 1),
    ];
    open(world, items).await?;
    let page = &world.page;
    page.click(&field()).await?;
    for (typed, title, mark) in [
        ("coeur", "Un cœur d’or", "cœur"),
        ("strasse", "Die lange Straße", "Straße"),
        ("Straße", "Die lange Straße", "Straße"),
        (
            "donaudampfschiff",
            "Donau\u{AD}dampf\u{AD}schiff",
            "Donau\u{AD}dampf\u{AD}schiff",
        ),
        ("שבת", pointed, "שַׁבָּת"),
    ] {
        page.type_text(typed).await?;
        shows(page, &[title]).await?;
        // All letters have been looked for, and not only the first ones.
        until(format!("the mark of {typed}"), async || {
            let marked = marked(page).await?;
            ensure!(marked == [mark], "marked are {marked:?}");
            Ok(Some(()))
        })
        .await?;
        page.press(Key::Escape).await?;
        page.see_count(&role("article").inside(&role("feed")), 4)
            .await?;
    }
    Ok(())
}

async fn a_page_that_comes_too_late_harms_nothing(world: &World) -> Result {
    world.site.serve("/1.json", page_of(1..=1, Some("2.json")));
    world.site.serve("/2.json", page_of(2..=2, None));
    let gate = world.site.gate("/2.json");
    world
        .open(r#"<news-stand src="/1.json" loading="eager" storage="none"></news-stand>"#)
        .await?;
    let page = &world.page;
    page.click(&role("button").named("More headlines")).await?;
    world.journal().asked_times("/2.json", 1).await?;
    page.set("news-stand", "view", Some("related")).await?;
    page.miss(&role("feed")).await?;
    gate.open();
    page.see(&role("link").named("Story 2")).await?;
    page.set("news-stand", "view", None).await?;
    shows(page, &["Story 1", "Story 2"]).await
}

async fn a_typing_error_is_forgiven(world: &World) -> Result {
    open_sea(world).await?;
    let page = &world.page;
    page.click(&field()).await?;
    for typed in ["hrabour", "harbuor", "HARBOR"] {
        page.type_text(typed).await?;
        shows(page, &["The gale at the harbour", "A crane is painted"]).await?;
        page.press(Key::Escape).await?;
        page.see_count(&role("article").inside(&role("feed")), 4)
            .await?;
    }
    Ok(())
}

async fn what_is_in_the_text_is_found_in_any_script(world: &World) -> Result {
    open_sea(world).await?;
    let page = &world.page;
    page.click(&field()).await?;
    let all = [
        "The gale at the harbour",
        "A crane is painted",
        "The Café of the sailors",
        "台風で港が閉鎖",
    ];
    for (typed, found) in [
        ("cafe", &all[2..3]),
        ("tea", &all[2..3]),
        ("台風", &all[3..]),
        ("船", &all[3..]),
        ("ruiz", &all[..]),
        ("sea", &all[..]),
    ] {
        page.type_text(typed).await?;
        shows(page, found).await?;
        page.press(Key::Escape).await?;
        shows(page, &all).await?;
    }
    Ok(())
}

async fn nothing_found_is_said(world: &World) -> Result {
    open_sea(world).await?;
    let page = &world.page;
    page.click(&field()).await?;
    page.type_text("submarine").await?;
    page.see(&role("status").saying("Nothing matches")).await?;
    shows(page, &[]).await?;
    page.press(Key::Escape).await?;
    page.see_count(&role("article").inside(&role("feed")), 4)
        .await?;
    page.miss(&role("status").saying("Nothing matches")).await
}

async fn the_search_stays_while_an_article_is_read(world: &World) -> Result {
    open_sea(world).await?;
    let page = &world.page;
    page.click(&field()).await?;
    page.type_text("crane").await?;
    shows(page, &["A crane is painted"]).await?;
    page.click(&role("link").named("A crane is painted"))
        .await?;
    page.see(&any_open().named("A crane is painted")).await?;
    page.click(&back_button()).await?;
    shows(page, &["A crane is painted"]).await?;
    let typed: String = page.with(&field(), "return element.value").await?;
    assert_eq!(typed, "crane");
    Ok(())
}

async fn another_edition_begins_without_a_search(world: &World) -> Result {
    world.open_front().await?;
    let page = &world.page;
    page.click(&field()).await?;
    page.type_text("harbour").await?;
    page.see(&role("status").saying("result")).await?;
    page.set("news-stand", "country", Some("US")).await?;
    page.event("newsstand-edition", 1).await?;
    page.see_count(&role("article").inside(&role("feed")), 3)
        .await?;
    let typed: String = page.with(&field(), "return element.value").await?;
    assert_eq!(typed, "");
    Ok(())
}

async fn a_day_can_be_chosen(world: &World) -> Result {
    open_sea(world).await?;
    let page = &world.page;
    let day = role("combobox").named("Day");
    // Engines write dates in English in two ways.
    let choose = async |index: usize| {
        let script = "element.selectedIndex = arguments[1]; element.dispatchEvent(new Event('change', { bubbles: true }));";
        let script = script.replace("arguments[1]", &index.to_string());
        page.with::<()>(&day, &script).await
    };
    let names: Vec<String> = page
        .with(
            &day,
            "return [...element.options].map((option) => option.text)",
        )
        .await?;
    ensure!(names.len() == 4 && names[0] == "All days", "{names:?}");
    ensure!(
        names[1].contains('3') && names[3].contains('1'),
        "{names:?}"
    );
    choose(2).await?;
    shows(page, &["A crane is painted", "The Café of the sailors"]).await?;
    // A search is within the day.
    page.click(&field()).await?;
    page.type_text("harbour").await?;
    shows(page, &["A crane is painted"]).await?;
    choose(0).await?;
    shows(page, &["The gale at the harbour", "A crane is painted"]).await
}

/// Scrolls to where the button for more headlines is just below the window.
const SCROLL: &str = "scrollBy(0, element.getBoundingClientRect().top - innerHeight - 50)";

async fn the_front_goes_on_near_its_end(world: &World) -> Result {
    let items =
        (1..=300).map(|number| item(&number.to_string(), &format!("Story {number}"), "Words.", 3));
    open(world, items.collect()).await?;
    let page = &world.page;
    let articles = role("article").inside(&role("feed"));
    let more = role("button").named("More headlines");
    page.see_count(&articles, 60).await?;
    page.with::<()>(
        &articles_link("Story 60"),
        "element.focus({ preventScroll: true })",
    )
    .await?;
    for count in [120, 180, 240, 300] {
        page.with::<()>(&more, SCROLL).await?;
        page.see_count(&articles, count).await?;
        // What is there stays as it is.
        focused(page, "link", "Story 60").await?;
    }
    page.miss(&more).await?;
    // The whole list can be searched by the browser and read aloud, and costs little.
    let hidden: usize = page
        .with(&role("feed"), "return [...element.querySelectorAll('article')].filter((card) => !card.checkVisibility({ contentVisibilityAuto: true })).length")
        .await?;
    ensure!(hidden > 100, "{hidden} cards cost nothing");
    // Nor does the browser have to look at each row of it: there are two spreads.
    let spreads: usize = page
        .with(
            &role("feed"),
            "return element.querySelector('.list').childElementCount",
        )
        .await?;
    assert_eq!(spreads, 2);
    page.with::<()>(&articles_link("Story 240"), "element.focus()")
        .await?;
    for number in [241, 242, 243] {
        page.press(Key::PageDown).await?;
        focused(page, "link", &format!("Story {number}")).await?;
    }
    for number in [242, 241, 240] {
        page.press(Key::PageUp).await?;
        focused(page, "link", &format!("Story {number}")).await?;
    }
    Ok(())
}

async fn a_long_list_is_there_again_after_a_search(world: &World) -> Result {
    let items =
        (1..=300).map(|number| item(&number.to_string(), &format!("Story {number}"), "Words.", 3));
    open(world, items.collect()).await?;
    let page = &world.page;
    let articles = role("article").inside(&role("feed"));
    // So long a list stays laid out while it is hidden.
    for count in [60, 120, 180, 240] {
        page.see_count(&articles, count).await?;
        page.with::<()>(&role("button").named("More headlines"), SCROLL)
            .await?;
    }
    page.see_count(&articles, 300).await?;
    page.click(&field()).await?;
    page.type_text("story 217").await?;
    shows(page, &["Story 217"]).await?;
    page.press(Key::Enter).await?;
    focused(page, "link", "Story 217").await?;
    page.click(&role("button").named("Clear the search"))
        .await?;
    page.see_count(&articles, 300).await?;
    page.press(Key::Enter).await?;
    focused(page, "link", "Story 1").await?;
    Ok(())
}

async fn more_can_be_asked_for_while_the_list_grows(world: &World) -> Result {
    let items =
        (1..=300).map(|number| item(&number.to_string(), &format!("Story {number}"), "Words.", 3));
    open(world, items.collect()).await?;
    let page = &world.page;
    let articles = role("article").inside(&role("feed"));
    page.see_count(&articles, 60).await?;
    // The first press draws three, and leads to the first of them; so does the second.
    let more = role("button").named("More headlines");
    page.with::<()>(&more, "element.click(); element.click()")
        .await?;
    focused(page, "link", "Story 64").await?;
    page.see_count(&articles, 123).await?;
    Ok(())
}

async fn rows_are_whole_and_keys_go_on_through_the_list(world: &World) -> Result {
    let items =
        (1..=45).map(|number| item(&number.to_string(), &format!("Story {number}"), "Words.", 3));
    let feed = json!({ "version": "https://jsonfeed.org/version/1.1", "title": "Sea", "language": "en", "items": items.collect::<Vec<_>>() });
    world.site.serve("/sea.json", Reply::json(&feed));
    world
        .open(r#"<div id="column"><news-stand src="/sea.json" loading="eager" storage="none"></news-stand></div>"#)
        .await?;
    let page = &world.page;
    page.see_count(&role("article").inside(&role("feed")), 45)
        .await?;
    for (width_px, columns) in [(320, 1), (700, 2), (900, 3), (1100, 4)] {
        let script = "const [width, columns] = arguments;
            document.querySelector('#column').style.width = `${width}px`;
            const cards = [...document.querySelector('news-stand').shadowRoot.querySelectorAll('article')].slice(1);
            const place = (card) => Math.round(card.getBoundingClientRect().left);
            const first = cards.slice(0, columns).map(place);
            return cards.every((card, index) => place(card) === first[index % columns]) ? new Set(first).size : 0";
        let arguments = vec![json!(width_px), json!(columns)];
        let found: usize = page.eval_with(script, arguments).await?;
        ensure!(
            found == columns,
            "{found} columns of {columns} at {width_px} px"
        );
    }
    page.with::<()>(&articles_link("Story 12"), "element.focus()")
        .await?;
    for number in 13..=40 {
        page.press(Key::PageDown).await?;
        focused(page, "link", &format!("Story {number}")).await?;
    }
    for number in (10..40).rev() {
        page.press(Key::PageUp).await?;
        focused(page, "link", &format!("Story {number}")).await?;
    }
    Ok(())
}

async fn the_field_of_a_narrow_stand_is_a_lens_until_it_is_used(world: &World) -> Result {
    let feed = json!({ "version": "https://jsonfeed.org/version/1.1", "title": "Sea", "language": "en", "items": [item("gale", "The gale at the harbour", "Ships stay in.", 3), item("cafe", "The Café of the sailors", "They drink tea.", 2)] });
    world.site.serve("/sea.json", Reply::json(&feed));
    world
        .open(r#"<div style="width: 320px"><news-stand src="/sea.json" loading="eager" storage="none"></news-stand></div>"#)
        .await?;
    let page = &world.page;
    let width = async || {
        let script = "return element.getBoundingClientRect().width";
        page.with::<f64>(&field(), script).await
    };
    let unused = width().await?;
    ensure!(unused <= 48.0, "{unused} px while it is not used");
    page.click(&field()).await?;
    page.type_text("gale").await?;
    shows(page, &["The gale at the harbour"]).await?;
    let used = width().await?;
    ensure!(used > 200.0, "{used} px while something is typed");
    page.press(Key::Enter).await?;
    focused(page, "link", "The gale at the harbour").await?;
    let left = width().await?;
    ensure!((100.0..used).contains(&left), "{left} px behind");
    Ok(())
}

fn articles_link(title: &str) -> Query {
    role("link").named(title).inside(&role("feed"))
}

/// A page of a feed with the stories of these numbers.
fn page_of(numbers: std::ops::RangeInclusive<usize>, next: Option<&str>) -> Reply {
    let items =
        numbers.map(|number| item(&number.to_string(), &format!("Story {number}"), "Words.", 3));
    let items: Vec<Value> = items.collect();
    Reply::json(&json!({ "title": "Sea", "language": "en", "items": items, "next_url": next }))
}

async fn the_next_page_comes_near_the_end(world: &World) -> Result {
    world.site.serve("/1.json", page_of(1..=40, Some("2.json")));
    world.site.serve("/2.json", page_of(41..=80, None));
    world
        .open(r#"<news-stand src="/1.json" loading="eager" storage="none"></news-stand>"#)
        .await?;
    let page = &world.page;
    let articles = role("article").inside(&role("feed"));
    page.see_count(&articles, 40).await?;
    assert_eq!(world.journal().count("/2.json"), 0);
    let more = role("button").named("More headlines");
    // The page comes as its end comes near, and its headlines a little later.
    until("all headlines", async || {
        let script = "const element = document.querySelector('news-stand').shadowRoot.querySelector('.more');
            if (element) ";
        page.eval::<()>(&[script, SCROLL].concat()).await?;
        let count = page.count(&articles).await?;
        ensure!(count == 80, "there are {count}");
        Ok(Some(()))
    })
    .await?;
    assert_eq!(world.journal().count("/2.json"), 1);
    page.miss(&more).await
}

async fn a_page_is_not_fetched_long_before_it_is_wanted(world: &World) -> Result {
    world.site.serve("/1.json", page_of(1..=80, Some("2.json")));
    world.site.serve("/2.json", page_of(81..=90, None));
    world.site.serve("/asked.json", Reply::json(&json!({})));
    world
        .open(r#"<div style="width: 320px"><news-stand src="/1.json" loading="eager" storage="none"></news-stand></div>"#)
        .await?;
    let page = &world.page;
    let articles = role("article").inside(&role("feed"));
    page.see_count(&articles, 60).await?;
    let more = role("button").named("More headlines");
    // What is there is drawn while its end is four windows away …
    let far = "scrollBy(0, element.getBoundingClientRect().top - 5 * innerHeight)";
    until("all headlines of the page", async || {
        page.with::<()>(&more, far).await?;
        let count = page.count(&articles).await?;
        ensure!(count == 80, "there are {count}");
        Ok(Some(()))
    })
    .await?;
    // … and what is not there is not fetched: whatever has been asked for comes before this.
    page.with::<()>(&more, far).await?;
    page.eval_async::<()>(
        "for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
         scrollBy(0, 1);
         for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
         await fetch('/asked.json')",
    )
    .await?;
    assert_eq!(world.journal().count("/2.json"), 0);
    until("the next page", async || {
        page.with::<()>(&articles_link("Story 80"), SCROLL).await?;
        let count = page.count(&articles).await?;
        ensure!(count == 90, "there are {count}");
        Ok(Some(()))
    })
    .await
}

async fn a_page_is_not_fetched_while_an_article_is_read(world: &World) -> Result {
    let words = "<p>Words.</p>".repeat(900);
    let others =
        (2..=300).map(|number| item(&number.to_string(), &format!("Story {number}"), "Words.", 3));
    let items: Vec<Value> = [item("1", "A long story", &words, 3)]
        .into_iter()
        .chain(others)
        .collect();
    let first = json!({ "title": "Sea", "language": "en", "items": items, "next_url": "2.json" });
    world.site.serve("/1.json", Reply::json(&first));
    world.site.serve("/2.json", page_of(301..=310, None));
    world.site.serve("/asked.json", Reply::json(&json!({})));
    world
        .open(r#"<div style="width: 720px"><news-stand src="/1.json" loading="eager" storage="none"></news-stand></div>"#)
        .await?;
    let page = &world.page;
    let articles = role("article").inside(&role("feed"));
    let more = role("button").named("More headlines");
    // So long a list stays laid out while it is hidden, with its end below the beginning of the article.
    for count in [60, 120, 180, 240] {
        page.see_count(&articles, count).await?;
        page.with::<()>(&more, "element.click()").await?;
    }
    page.see_count(&articles, 300).await?;
    assert_eq!(world.journal().count("/2.json"), 0);
    let list_height: f64 = page
        .eval("return document.documentElement.scrollHeight")
        .await?;
    page.eval::<()>("document.querySelector('news-stand').open('1')")
        .await?;
    page.see(&role("heading").named("A long story")).await?;
    let height: f64 = page
        .eval_async(
            "const { shadowRoot } = document.querySelector('news-stand');
             const frame = () => new Promise(requestAnimationFrame);
             while (shadowRoot.querySelectorAll('.body > p').length < 900) await frame();
             const height = document.documentElement.scrollHeight;
             for (let top = 0; top < height; top += 400) {
               scrollTo(0, top);
               await frame();
               await frame();
             }
             await fetch('/asked.json');
             return height",
        )
        .await?;
    ensure!(
        height > list_height,
        "the article is no longer than the list"
    );
    assert_eq!(world.journal().count("/2.json"), 0);
    Ok(())
}
