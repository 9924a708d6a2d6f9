//! The pickers: by pointer, by keyboard, by search, and without doing harm.

use newsstand_browser_tests::fixture::{HARBOUR, headline, headline_in, open_headline};
use newsstand_browser_tests::{
    Engine, Key, Page, Query, Reply, Result, World, role, scenarios, until,
};
use serde::Deserialize;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

use crate::common::{choose, country_picker, focused, language_picker, mark, read};

scenarios!(
    the_list_opens_and_closes_by_pointer,
    the_keyboard_is_enough,
    a_language_is_found_in_any_of_its_names,
    what_goes_with_the_other_choice_comes_first,
    nothing_found_is_said,
    escape_closes_the_list_and_not_the_article,
    leaving_the_list_closes_it,
    choosing_what_is_chosen_changes_nothing,
    the_list_fits_a_narrow_page,
    what_is_meant_is_found_first,
    a_country_is_found_in_any_of_its_names,
    the_readers_languages_and_those_of_the_country_come_first,
    the_last_choices_come_first,
    the_keys_are_those_of_a_combobox,
    the_keys_are_the_same_from_right_to_left,
    the_list_is_described_to_screen_readers,
    every_language_is_named_in_itself,
    nothing_of_the_page_cuts_or_covers_the_list,
    the_list_stays_at_its_button,
    a_narrow_stand_on_a_wide_page_has_a_sheet,
    six_hundred_languages_are_drawn_little_by_little,
);

async fn opened(page: &Page) -> Result {
    page.see(&role("listbox")).await?;
    page.see(&role("combobox").state("expanded", true)).await?;
    Ok(())
}

async fn the_list_opens_and_closes_by_pointer(world: &World) -> Result {
    world.open_front().await?;
    let page = &world.page;
    page.see(&language_picker().state("expanded", false))
        .await?;
    page.click(&language_picker()).await?;
    opened(page).await?;
    page.click(&role("option").naming("Français")).await?;
    page.miss(&role("listbox")).await?;
    page.see(&headline_in("fr", "FR", "museum")).await?;
    Ok(())
}

async fn the_keyboard_is_enough(world: &World) -> Result {
    world.open_front().await?;
    let page = &world.page;
    page.with::<()>(&language_picker(), "element.focus();")
        .await?;
    page.press(Key::Enter).await?;
    opened(page).await?;
    page.press(Key::Down).await?;
    page.press(Key::Down).await?;
    page.press(Key::Up).await?;
    page.press(Key::Enter).await?;
    page.miss(&role("listbox")).await?;
    // The focus is back where it was, in whatever language now.
    focused_role(page, "combobox").await?;
    page.press(Key::Down).await?;
    opened(page).await?;
    page.type_text("english").await?;
    page.see_count(&role("option"), 1).await?;
    page.press(Key::Enter).await?;
    page.see(&headline("harbour")).await?;
    focused(page, "combobox", "Select Language").await
}

async fn focused_role(page: &Page, role: &str) -> Result {
    newsstand_browser_tests::until(format!("the focus on a {role}"), async || {
        Ok((page.focus().await?.role == role).then_some(()))
    })
    .await
}

async fn a_language_is_found_in_any_of_its_names(world: &World) -> Result {
    world.open_front().await?;
    let page = &world.page;
    for (typed, found) in [
        ("espanol", "Español"),
        ("spanish", "Español"),
        ("FRAN", "Français"),
        ("日本", "日本語"),
        ("arab", "العربية"),
    ] {
        page.click(&language_picker()).await?;
        opened(page).await?;
        page.type_text(typed).await?;
        let options = page.see_count(&role("option"), 1).await?;
        assert!(
            options[0]
                .name
                .to_lowercase()
                .contains(&found.to_lowercase()),
            "{typed}: {options:?}"
        );
        page.press(Key::Escape).await?;
        page.miss(&role("listbox")).await?;
    }
    Ok(())
}

async fn what_goes_with_the_other_choice_comes_first(world: &World) -> Result {
    world.open_front().await?;
    let page = &world.page;
    page.click(&country_picker()).await?;
    let group = |name: &str| role("group").named(name).inside(&role("listbox"));
    // The countries of English, which is being read.
    let suggested = role("option").inside(&group("Suggested"));
    let suggested = page.see_count(&suggested, 2).await?;
    let suggested: Vec<_> = suggested.iter().map(|option| &*option.name).collect();
    assert_eq!(suggested, ["Spain", "United States"]);
    page.see(&role("option").named("Japan").inside(&group("More")))
        .await?;
    // What is searched for is one list.
    page.type_text("a").await?;
    page.miss(&group("More")).await?;
    page.see(&role("option").named("Japan")).await?;
    page.see(&role("option").named("Spain")).await?;
    Ok(())
}

async fn nothing_found_is_said(world: &World) -> Result {
    world.open_front().await?;
    let page = &world.page;
    page.click(&country_picker()).await?;
    opened(page).await?;
    page.type_text("atlantis").await?;
    page.see_count(&role("option"), 0).await?;
    page.see(&role("paragraph").saying("Nothing matches"))
        .await?;
    page.see(&role("status").saying("0 results")).await?;
    page.press(Key::Enter).await?;
    page.press(Key::Escape).await?;
    page.miss(&role("listbox")).await?;
    page.see(&headline("harbour")).await?;
    Ok(())
}

async fn escape_closes_the_list_and_not_the_article(world: &World) -> Result {
    world.open_front().await?;
    let page = &world.page;
    read(page, "harbour").await?;
    page.click(&language_picker()).await?;
    opened(page).await?;
    page.press(Key::Escape).await?;
    page.miss(&role("listbox")).await?;
    focused(page, "combobox", "Select Language").await?;
    page.see(&open_headline(HARBOUR)).await?;
    Ok(())
}

async fn leaving_the_list_closes_it(world: &World) -> Result {
    world.open_front().await?;
    let page = &world.page;
    page.click(&language_picker()).await?;
    opened(page).await?;
    page.press(Key::Tab).await?;
    page.press(Key::Tab).await?;
    page.miss(&role("listbox")).await?;
    // A click elsewhere closes it as well.
    page.click(&country_picker()).await?;
    opened(page).await?;
    page.click(&headline("observatory")).await?;
    page.miss(&role("listbox")).await
}

async fn choosing_what_is_chosen_changes_nothing(world: &World) -> Result {
    world.open_front().await?;
    let page = &world.page;
    let before = world.journal().paths().len();
    crate::common::choose(page, &language_picker(), "English").await?;
    crate::common::mark(world).await?;
    let asked = world.journal().paths().split_off(before);
    assert_eq!(
        asked.iter().filter(|path| path.ends_with(".json")).count(),
        0,
        "{asked:?}"
    );
    page.see(&headline("harbour")).await?;
    Ok(())
}

async fn the_list_fits_a_narrow_page(world: &World) -> Result {
    world.page.session().resize(520, 700).await?;
    world
        .open(&format!(
            r#"<div style="width: 280px">{}</div>"#,
            newsstand_browser_tests::world::TAG
        ))
        .await?;
    let page = &world.page;
    page.see(&headline("harbour")).await?;
    page.click(&language_picker()).await?;
    opened(page).await?;
    for name in ["English", "日本語"] {
        let place = page.place(&role("option").naming(name)).await?;
        assert!(
            place.left >= 0.0 && place.left + place.width <= 520.0,
            "{name} is at {place:?}"
        );
    }
    page.click(&role("option").naming("Français")).await?;
    page.see(&headline_in("fr", "FR", "museum")).await?;
    Ok(())
}

/// Serves a stand with these editions, `language/COUNTRY` each, and opens it in the first of them.
async fn open_editions(world: &World, editions: &[String], head: &str) -> Result {
    let edition = |edition: &String| {
        let (language, country) = edition.split_once('/').unwrap_or((edition, ""));
        match country {
            "" => json!({ "language": language, "feed": "/feeds/en-ES.json" }),
            _ => json!({ "language": language, "country": country, "feed": "/feeds/en-ES.json" }),
        }
    };
    let editions: Vec<Value> = editions.iter().map(edition).collect();
    let (language, country) = (&editions[0]["language"], &editions[0]["country"]);
    let stand = json!({ "newsstand": 1, "title": "Tongues", "editions": editions });
    world.site.serve("/stand.json", Reply::json(&stand));
    let tag = format!(
        r#"<news-stand src="/stand.json" language={language} country="{}" loading="eager"></news-stand>"#,
        country.as_str().unwrap_or_default()
    );
    world.host(&tag)?.head(head).open().await?;
    world.page.see(&headline("harbour")).await?;
    Ok(())
}

fn editions(list: &str) -> Vec<String> {
    list.split(' ').map(str::to_owned).collect()
}

/// The language picker, or the country picker, in whatever language; only while nothing is open.
async fn press_picker(page: &Page, place: usize) -> Result {
    let name = picker_names(page).await?.swap_remove(place);
    page.click(&role("combobox").named(&name)).await
}

/// What the pickers are called, that of languages first; behind them there may be the choice of a day.
async fn picker_names(page: &Page) -> Result<Vec<String>> {
    until("the pickers", async || {
        let there = page.all(&role("combobox")).await?;
        let names: Vec<_> = there.into_iter().map(|picker| picker.name).collect();
        anyhow::ensure!(names.len() >= 2, "there are {names:?}");
        Ok(Some(names))
    })
    .await
}

/// What a search finds, the first of it being this.
async fn finds(page: &Page, place: usize, typed: &str, first: &str) -> Result {
    press_picker(page, place).await?;
    page.see(&role("listbox")).await?;
    page.type_text(typed).await?;
    until(format!("{typed} to find {first} first"), async || {
        let names = names(page).await?;
        anyhow::ensure!(
            names.first().is_some_and(|name| name.contains(first)),
            "it finds {names:?}"
        );
        Ok(Some(()))
    })
    .await?;
    page.press(Key::Escape).await?;
    page.miss(&role("listbox")).await
}

async fn names(page: &Page) -> Result<Vec<String>> {
    let options = page.all(&role("option")).await?;
    Ok(options.into_iter().map(|option| option.name).collect())
}

async fn what_is_meant_is_found_first(world: &World) -> Result {
    let list = editions("fr/FR gsw/CH da/DK de-AT/AT de/DE ro/RO vi/VN tr/TR zh-Hans/CN fa/IR");
    open_editions(world, &list, "").await?;
    let page = &world.page;
    for (typed, first) in [
        // Its own name, its name in the interface's language, in English; its codes.
        ("deut", "Deutsch"),
        ("DEUTSCH", "Deutsch"),
        ("alleman", "Deutsch"),
        ("allemand", "Deutsch allemand"),
        ("german", "Deutsch"),
        ("german ", "Deutsch allemand"),
        ("de", "Deutsch"),
        ("deu", "Deutsch"),
        ("ger", "Deutsch"),
        // With its country, as each browser calls that.
        ("de-at", "sterreich"),
        ("osterreich", "sterreich"),
        ("da", "Dansk"),
        ("rum", "Română"),
        ("romana", "Română"),
        ("tieng viet", "Tiếng Việt"),
        ("turkce", "Türkçe"),
        ("chi", "中文"),
    ] {
        let first = match (page.engine(), first) {
            // WebKit's data has no name for the dialect of a country.
            (Engine::WebKit, "sterreich") => continue,
            _ => first,
        };
        finds(page, 0, typed, first).await?;
    }
    Ok(())
}

async fn a_country_is_found_in_any_of_its_names(world: &World) -> Result {
    let list = editions("fr/FR de/DE es/ES ja/JP en/US fr/CD de/AT");
    open_editions(world, &list, "").await?;
    for (typed, first) in [
        ("alle", "Allemagne"),
        ("germany", "Allemagne"),
        ("deutschland", "Allemagne"),
        ("de", "Allemagne"),
        ("espana", "Espagne"),
        ("日本", "Japon"),
        ("us", "États-Unis"),
        ("etats", "États-Unis"),
        ("congo", "Congo"),
    ] {
        finds(&world.page, 1, typed, first).await?;
    }
    Ok(())
}

/// Waits for all options to be drawn, and tells how many there are.
async fn is_whole(page: &Page) -> Result<usize> {
    is_at(page, 1).await?;
    let total = active(page).await?.size;
    page.see_count(&role("option"), total).await?;
    Ok(total)
}

/// The names of the options that are suggested.
async fn suggested(page: &Page, place: usize) -> Result<Vec<String>> {
    press_picker(page, place).await?;
    is_whole(page).await?;
    page.see(&role("group")).await?;
    let group = page
        .see_count(&role("group").inside(&role("listbox")), 2)
        .await?;
    let group = role("group").named(&group[0].name).inside(&role("listbox"));
    let options = page.all(&role("option").inside(&group)).await?;
    page.press(Key::Escape).await?;
    page.miss(&role("listbox")).await?;
    Ok(options.into_iter().map(|option| option.name).collect())
}

async fn the_readers_languages_and_those_of_the_country_come_first(world: &World) -> Result {
    world.site.serve(
        "/languages.js",
        Reply::script(
            "Object.defineProperty(navigator, 'languages', { get: () => ['fr-CA', 'ja'] })",
        ),
    );
    let list =
        editions("en/IN sw/KE de/DE ta/LK hi/ fr/FR bn/BD fr/CA en/US en/GB es/ES ja/JP ja/KE");
    let head = r#"<script src="/languages.js"></script>"#;
    open_editions(world, &list, head).await?;
    let page = &world.page;
    // Engines do not agree on what some are called in English.
    let languages = suggested(page, 0).await?;
    let own_names = languages.iter().map(|name| name.split(' ').next());
    let own_names: Vec<_> = own_names.flatten().collect();
    assert_eq!(
        own_names,
        ["English", "Français", "日本語", "हिन्दी", "বাংলা", "தமிழ்"]
    );
    let countries = suggested(page, 1).await?;
    assert_eq!(
        countries,
        [
            "India",
            "Canada",
            "United States",
            "United Kingdom",
            "Kenya",
            "Germany"
        ]
    );
    Ok(())
}

async fn the_last_choices_come_first(world: &World) -> Result {
    let page = &world.page;
    world.open_front().await?;
    choose(page, &language_picker(), "日本語").await?;
    page.event("newsstand-edition", 1).await?;
    page.set("news-stand", "language", Some("fr")).await?;
    page.event("newsstand-edition", 2).await?;
    page.set("news-stand", "language", Some("en")).await?;
    page.set("news-stand", "country", Some("ES")).await?;
    page.event("newsstand-edition", 3).await?;
    assert_eq!(
        suggested(page, 0).await?,
        ["English", "日本語 Japanese", "Español Spanish"]
    );
    assert_eq!(
        suggested(page, 1).await?,
        ["Spain", "Japan", "United States"]
    );
    // The newest is first, and both are there on the next visit.
    choose(page, &language_picker(), "العربية").await?;
    page.event("newsstand-edition", 4).await?;
    page.reload().await?;
    page.see(&headline("harbour")).await?;
    assert_eq!(
        suggested(page, 0).await?,
        [
            "English",
            "العربية Arabic",
            "日本語 Japanese",
            "Español Spanish"
        ]
    );
    // Who may not write does not remember.
    page.set("news-stand", "storage", Some("none")).await?;
    assert_eq!(suggested(page, 0).await?, ["English", "Español Spanish"]);
    choose(page, &language_picker(), "Français").await?;
    page.event("newsstand-edition", 1).await?;
    let kept: String = page
        .eval("return JSON.stringify({ ...localStorage })")
        .await?;
    assert!(!kept.contains("fr"), "{kept}");
    Ok(())
}

/// Options in all, and the place (from 1) of the one that the search field says is active.
#[derive(Debug, Deserialize, PartialEq)]
struct Active {
    place: usize,
    size: usize,
    is_marked: bool,
    is_in_sight: bool,
    caret: usize,
}

async fn active(page: &Page) -> Result<Active> {
    let script = "const root = element.getRootNode();
        const option = root.getElementById(element.getAttribute('aria-activedescendant'));
        const list = option?.closest('.listbox').getBoundingClientRect();
        const box = option?.getBoundingClientRect();
        return {
          place: Number(option?.ariaPosInSet),
          size: Number(option?.ariaSetSize),
          is_marked: root.querySelectorAll('.option.active').length === 1 && !!option?.matches('.active'),
          is_in_sight: box?.top >= list?.top - 1 && box?.bottom <= list?.bottom + 1,
          caret: element.selectionStart,
        }";
    let search = role("combobox")
        .state("expanded", true)
        .inside(&role("dialog"));
    page.with(&search, script).await
}

async fn is_at(page: &Page, place: usize) -> Result {
    until(format!("option {place} to be active"), async || {
        let active = active(page).await?;
        anyhow::ensure!(
            active.place == place && active.is_marked && active.is_in_sight,
            "there is {active:?}"
        );
        Ok(Some(()))
    })
    .await
}

async fn the_keys_are_those_of_a_combobox(world: &World) -> Result {
    let list = "en/ES fr/FR es/MX de/DE it/IT pt/PT nl/NL da/DK sv/SE fi/FI pl/PL cs/CZ ar/EG";
    press_all_keys(world, &editions(list), "English", "Nederlands").await
}

async fn the_keys_are_the_same_from_right_to_left(world: &World) -> Result {
    let list = "ar/EG fr/FR es/MX de/DE it/IT pt/PT nl/NL da/DK sv/SE fi/FI pl/PL cs/CZ en/ES";
    press_all_keys(world, &editions(list), "العربية", "Nederlands").await
}

/// Every key of the pattern, on a stand of 13 editions of which `own` is on screen.
async fn press_all_keys(world: &World, list: &[String], own: &str, other: &str) -> Result {
    open_editions(world, list, "").await?;
    let page = &world.page;
    let buttons = picker_names(page).await?;
    let button = role("combobox").named(&buttons[0]);
    let listbox = role("listbox");
    let focused_again = async || -> Result {
        page.miss(&listbox).await?;
        focused(page, "combobox", &buttons[0]).await?;
        page.see(&button.clone().saying(own).state("expanded", false))
            .await?;
        Ok(())
    };
    page.with::<()>(&button, "element.focus()").await?;
    // Opens, with the choice active; closes without choosing.
    for key in [Key::Down, Key::Up, Key::Enter] {
        page.press(key).await?;
        is_at(page, 1).await?;
        page.press(Key::Down).await?;
        is_at(page, 2).await?;
        page.press(Key::Escape).await?;
        focused_again().await?;
    }
    page.press_holding(Key::Alt, Key::Down).await?;
    is_at(page, 1).await?;
    page.press(Key::Down).await?;
    page.press_holding(Key::Alt, Key::Up).await?;
    focused_again().await?;
    page.type_text(" ").await?;
    is_at(page, 1).await?;
    // Around the ends and by pages.
    page.press(Key::Up).await?;
    is_at(page, 13).await?;
    page.press(Key::Down).await?;
    is_at(page, 1).await?;
    page.press(Key::PageDown).await?;
    is_at(page, 9).await?;
    page.press(Key::PageDown).await?;
    is_at(page, 13).await?;
    page.press(Key::PageUp).await?;
    is_at(page, 5).await?;
    page.press(Key::Escape).await?;
    focused_again().await?;
    // A letter opens and looks for it; Home and End move the caret and nothing else.
    page.type_text("ned").await?;
    page.see_count(&role("option"), 1).await?;
    is_at(page, 1).await?;
    assert_eq!(active(page).await?.caret, 3);
    page.press(Key::Home).await?;
    assert_eq!(active(page).await?.caret, 0);
    page.press(Key::End).await?;
    assert_eq!(active(page).await?.caret, 3);
    is_at(page, 1).await?;
    // Tab leaves to the next picker without choosing.
    page.press(Key::Tab).await?;
    page.miss(&listbox).await?;
    focused(page, "combobox", &buttons[1]).await?;
    page.see(&button.clone().saying(own)).await?;
    // Enter takes.
    page.with::<()>(&button, "element.focus()").await?;
    page.type_text("dutch").await?;
    is_at(page, 1).await?;
    page.press(Key::Enter).await?;
    page.miss(&listbox).await?;
    page.see(&role("combobox").saying(other)).await?;
    until("the focus on the button", async || {
        let focus = page.focus().await?;
        Ok((focus.role == "combobox" && focus.text.contains(other)).then_some(()))
    })
    .await
}

async fn the_list_is_described_to_screen_readers(world: &World) -> Result {
    world.open_front().await?;
    let page = &world.page;
    // The browser's own reckoning of name and role.
    let (button, name) = page.accessible(&language_picker()).await?;
    assert_eq!(
        (button.to_lowercase().as_str(), name.as_str()),
        ("combobox", "Select Language")
    );
    // Its value is the choice and nothing else.
    let value = page.see(&language_picker()).await?.text;
    assert_eq!(value, "English");
    page.click(&language_picker()).await?;
    page.see(&role("dialog").named("Select Language")).await?;
    let script = "const root = element.getRootNode();
        const target = (element) => root.getElementById(element.getAttribute('aria-controls'))?.getAttribute('role') ?? root.getElementById(element.getAttribute('aria-controls'))?.localName;
        const button = root.querySelector('.picker-button');
        return [target(button), button.ariaHasPopup, button.ariaExpanded, target(element), element.ariaAutoComplete]";
    let search = role("combobox").named("Search").inside(&role("dialog"));
    let said: [String; 5] = page.with(&search, script).await?;
    assert_eq!(said, ["dialog", "dialog", "true", "listbox", "list"]);
    assert_eq!(is_whole(page).await?, 5);
    // Each name is in its own language and direction.
    let script = "return [...element.querySelectorAll('bdi')].map((name) => [name.lang, name.dir])";
    let mut said: Vec<(String, String)> = page.with(&role("listbox"), script).await?;
    said.sort();
    let said: Vec<_> = said
        .into_iter()
        .map(|(lang, dir)| format!("{lang} {dir}"))
        .collect();
    assert_eq!(said, ["ar rtl", "en ltr", "es ltr", "fr ltr", "ja ltr"]);
    // How many there are is said politely, and only once something is looked for.
    let status = role("status").inside(&role("dialog"));
    assert_eq!(page.see(&status).await?.text, "");
    page.type_text("an").await?;
    page.see(&role("status").saying("3 results")).await?;
    assert_eq!(is_whole(page).await?, 3);
    page.type_text("x").await?;
    page.see(&role("status").saying("0 results")).await?;
    Ok(())
}

async fn every_language_is_named_in_itself(world: &World) -> Result {
    let mut files = Vec::new();
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../locales"))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        files.extend(name.strip_suffix(".json").map(str::to_owned));
    }
    open_editions(world, &files, "").await?;
    let page = &world.page;
    press_picker(page, 0).await?;
    page.see_count(&role("option"), files.len()).await?;
    let script =
        "return [...element.querySelectorAll('bdi')].map((name) => [name.lang, name.textContent])";
    let named: Vec<(String, String)> = page.with(&role("listbox"), script).await?;
    for file in &files {
        let own = named.iter().find(|(language, _)| language == file);
        anyhow::ensure!(own.is_some(), "{file} is not among {named:?}");
    }
    for (language, name) in [
        ("my", "မြန်မာ"),
        ("ps", "پښتو"),
        ("yo", "Èdè Yorùbá"),
        ("de", "Deutsch"),
    ] {
        anyhow::ensure!(
            named.contains(&(language.to_owned(), name.to_owned())),
            "{name}"
        );
    }
    Ok(())
}

/// Where the list hangs: from the lower edge of its button to its upper one.
async fn gap(page: &Page, button: &Query) -> Result<f64> {
    let button = page.place(button).await?;
    let panel = page.place(&role("dialog")).await?;
    Ok(panel.top - button.top - button.height)
}

async fn nothing_of_the_page_cuts_or_covers_the_list(world: &World) -> Result {
    let tag = newsstand_browser_tests::world::TAG;
    world
        .open(&format!(
            r#"<div style="overflow: hidden; contain: paint; transform: translateX(1px); height: 150px; width: 900px; position: relative; z-index: 1">{tag}</div>
            <div style="position: fixed; z-index: 2147483647; inset: 160px 0 0 0; background: gold"></div>"#
        ))
        .await?;
    let page = &world.page;
    page.see(&headline("harbour")).await?;
    page.click(&language_picker()).await?;
    page.see(&role("listbox")).await?;
    let gap = gap(page, &language_picker()).await?;
    anyhow::ensure!(
        (-8.0..=8.0).contains(&gap),
        "the list hangs {gap} px below its button"
    );
    // A click is refused where something covers its target.
    page.click(&role("option").naming("日本語")).await?;
    page.miss(&role("listbox")).await?;
    page.see(&role("combobox").saying("日本語")).await?;
    Ok(())
}

async fn the_list_stays_at_its_button(world: &World) -> Result {
    let tag = newsstand_browser_tests::world::TAG;
    for language in ["en", "ar"] {
        let tag = tag.replace(r#""en""#, &format!("{language:?}"));
        world
            .open(&format!(
                r#"<div style="height: 300px"></div>{tag}<div style="height: 3000px"></div>"#
            ))
            .await?;
        let page = &world.page;
        page.see(&role("feed")).await?;
        press_picker(page, 0).await?;
        page.see(&role("listbox")).await?;
        let button = role("combobox").state("expanded", true);
        for scrolled in [0, 120, 200, 0] {
            page.eval::<()>(&format!(
                "scrollTo({{ top: {scrolled}, behavior: 'instant' }})"
            ))
            .await?;
            mark(world).await?;
            let gap = gap(page, &button).await?;
            anyhow::ensure!(
                (-8.0..=8.0).contains(&gap),
                "{language}: the gap is {gap} px"
            );
            let (button, panel) = (
                page.place(&button).await?,
                page.place(&role("dialog")).await?,
            );
            let is_near = match language {
                "en" => (panel.left + panel.width - button.left - button.width).abs() < 2.0,
                _ => (panel.left - button.left).abs() < 2.0,
            };
            anyhow::ensure!(
                is_near || (panel.left - button.left).abs() < 2.0,
                "{language}: {panel:?} is not at {button:?}"
            );
            anyhow::ensure!(
                panel.left >= 0.0 && panel.left + panel.width <= 1280.0,
                "{language}: {panel:?} is out of sight"
            );
        }
        page.press(Key::Escape).await?;
        page.miss(&role("listbox")).await?;
    }
    Ok(())
}

async fn a_narrow_stand_on_a_wide_page_has_a_sheet(world: &World) -> Result {
    let tag = newsstand_browser_tests::world::TAG;
    world
        .open(&format!(
            r#"<div style="width: 300px; transform: translateX(400px)">{tag}</div><button>Of the page</button>"#
        ))
        .await?;
    let page = &world.page;
    page.see(&headline("harbour")).await?;
    page.click(&language_picker()).await?;
    page.see(&role("listbox")).await?;
    let sheet = page.place(&role("dialog")).await?;
    assert_eq!((sheet.top, sheet.height), (0.0, 800.0));
    anyhow::ensure!(sheet.width < 700.0, "{sheet:?}");
    let middle = sheet.left + sheet.width / 2.0;
    anyhow::ensure!(
        (middle - 640.0).abs() < 20.0,
        "{sheet:?} is not in the middle"
    );
    // The page behind is out of reach: Tab stays.
    page.press(Key::Tab).await?;
    page.press(Key::Tab).await?;
    page.see(&role("listbox")).await?;
    page.press(Key::Escape).await?;
    page.miss(&role("listbox")).await?;
    focused(page, "combobox", "Select Language").await
}

/// Counts the work that the page is given.
const COUNTERS: &str = "globalThis.__work = { made: 0, elements: 0 };
    const DisplayNames = Intl.DisplayNames;
    Intl.DisplayNames = class extends DisplayNames { constructor(...all) { super(...all); __work.made += 1; } };
    const { createElement } = Document.prototype;
    Document.prototype.createElement = function (...all) { __work.elements += 1; return createElement.apply(this, all); };
    globalThis.__most = { made: 0, elements: 0 };
    /* What is done between two frames. */
    globalThis.__watch = () => {
      let before = { ...__work };
      const look = () => {
        for (const name of ['made', 'elements']) __most[name] = Math.max(__most[name], __work[name] - before[name]);
        before = { ...__work };
        requestAnimationFrame(look);
      };
      look();
    };
    /* The longest time that the page does not get its turn. */
    globalThis.__longest = 0;
    const { port1, port2 } = new MessageChannel();
    let last = performance.now();
    port1.onmessage = () => { const now = performance.now(); __longest = Math.max(__longest, now - last); last = now; port2.postMessage(0); };
    port2.postMessage(0);";

#[derive(Debug, Deserialize)]
struct Work {
    made: usize,
    elements: usize,
    longest_ms: f64,
}

/// The most work between two frames since the last call, and the longest turn.
async fn work(page: &Page) -> Result<Work> {
    let script = "const work = { ...__most, longest_ms: __longest };
        __most.made = __most.elements = 0; __longest = 0;
        return work";
    page.eval(script).await
}

async fn six_hundred_languages_are_drawn_little_by_little(world: &World) -> Result {
    const LANGUAGES: usize = 600;
    const COUNTRIES: usize = 250;
    world.open("A page to ask the browser.").await?;
    let page = &world.page;
    // What this browser has names of, and then what it has none of.
    let script = "const letters = [...'abcdefghijklmnopqrstuvwxyz'];
        const pairs = letters.flatMap((one) => letters.map((other) => one + other));
        const known = (type, codes) => {
          const names = new Intl.DisplayNames('en', { type, fallback: 'none' });
          return [...codes.filter((code) => names.of(code)), ...codes.filter((code) => !names.of(code))];
        };
        const threes = pairs.flatMap((pair) => letters.map((letter) => pair + letter));
        const languages = known('language', [...pairs, ...threes]).filter((code) => new Intl.Locale(code).toString() === code && code !== 'und');
        return [languages.slice(0, 700), known('region', pairs.map((pair) => pair.toUpperCase())).slice(0, 300)]";
    let (mut languages, mut countries): (Vec<String>, Vec<String>) = page.eval(script).await?;
    languages.retain(|language| language != "en");
    languages.insert(0, "en".to_owned());
    languages.truncate(LANGUAGES);
    countries.truncate(COUNTRIES);
    let list = languages.iter().enumerate().flat_map(|(index, language)| {
        [0, 7].map(|step| [language, "/", &countries[(index + step) % COUNTRIES]].concat())
    });
    let list: Vec<String> = list.collect();
    world.site.serve("/counters.js", Reply::script(COUNTERS));
    open_editions(world, &list, r#"<script src="/counters.js"></script>"#).await?;
    mark(world).await?;
    let is_chromium = page.engine() == Engine::Chromium;
    if is_chromium {
        let slow = json!({ "rate": 4 });
        page.session()
            .devtools("Emulation.setCPUThrottlingRate", slow)
            .await?;
    }
    page.eval::<()>("__watch()").await?;
    for (place, least) in [(0, LANGUAGES - 50), (1, COUNTRIES)] {
        mark(world).await?;
        work(page).await?;
        press_picker(page, place).await?;
        // Some codes are other names of one language.
        let total = is_whole(page).await?;
        anyhow::ensure!(total >= least, "there are {total}");
        mark(world).await?;
        let opening = work(page).await?;
        // A slice of entries at a time, not all of them.
        anyhow::ensure!(opening.made <= 80, "{opening:?}");
        anyhow::ensure!(opening.elements <= 120, "{opening:?}");
        let mut typing = Vec::new();
        for letter in ["a", "n", "i"] {
            page.type_text(letter).await?;
            mark(world).await?;
            let work = work(page).await?;
            // All has been named: nothing is made for a letter but the options in sight.
            anyhow::ensure!(work.made == 0, "{work:?}");
            anyhow::ensure!(work.elements <= 120, "{work:?}");
            typing.push(work.longest_ms);
        }
        page.press(Key::Escape).await?;
        page.miss(&role("listbox")).await?;
        press_picker(page, place).await?;
        page.see_count(&role("option"), total).await?;
        mark(world).await?;
        let again = work(page).await?;
        anyhow::ensure!(again.made == 0, "{again:?}");
        page.press(Key::Escape).await?;
        page.miss(&role("listbox")).await?;
        let slow = if is_chromium {
            ", at a fourth of its speed"
        } else {
            ""
        };
        println!(
            "{}{slow}: {total} entries, the longest turn {:.0} ms while the list opens, {:.0} ms when it opens again, {typing:.0?} ms for letters",
            page.engine(),
            opening.longest_ms,
            again.longest_ms
        );
    }
    if is_chromium {
        let fast = json!({ "rate": 1 });
        page.session()
            .devtools("Emulation.setCPUThrottlingRate", fast)
            .await?;
    }
    Ok(())
}
