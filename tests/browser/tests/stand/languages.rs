//! Changing the language and the country: the story, the interface, the direction, and what is said
//! about it.

use std::fs;
use std::path::Path;

use anyhow::{Context, ensure};
use newsstand_browser_tests::fixture::{HARBOUR, headline, headline_in, open_headline, title};
use newsstand_browser_tests::{Page, Reply, Result, World, role, scenarios, until};
use serde_json::{Value, json};

use crate::common::{any_open, carousel, choose, country_picker, language_picker, read};

scenarios!(
    the_same_story_opens_in_the_new_language,
    a_story_that_is_not_there_is_said,
    a_language_that_is_not_there_moves_the_country,
    a_country_that_is_not_there_moves_the_language,
    the_interface_follows,
    arabic_is_written_from_right_to_left,
    headlines_say_their_own_language,
    only_editions_that_exist_are_offered,
    numbers_and_dates_are_those_of_the_language,
    missing_strings_do_not_stop_the_news,
    every_language_of_the_interface_is_spoken,
    an_interface_is_found_as_readers_expect,
    only_the_strings_that_are_said_are_fetched,
);

/// The `lang` and `dir` of what the stand draws.
async fn voice(page: &Page) -> Result<(String, String)> {
    page.eval("const { lang, dir } = document.querySelector('news-stand').shadowRoot.querySelector('.stand'); return [lang, dir]").await
}

async fn speaks(page: &Page, language: &str, direction: &str) -> Result {
    until(format!("the interface in {language}"), async || {
        let (lang, dir) = voice(page).await?;
        ensure!(
            lang.split('-').next() == Some(language) && dir == direction,
            "it is {lang}, {dir}"
        );
        Ok(Some(()))
    })
    .await
}

async fn the_same_story_opens_in_the_new_language(world: &World) -> Result {
    world.open_front().await?;
    let page = &world.page;
    read(page, "harbour").await?;
    choose(page, &language_picker(), "Español").await?;
    page.see(&open_headline(title("es", "MX", "harbour")))
        .await?;
    page.see_count(&any_open(), 1).await?;
    speaks(page, "es", "ltr").await?;
    page.set("news-stand", "language", Some("fr")).await?;
    page.see(&open_headline(title("fr", "FR", "harbour")))
        .await?;
    // Closing leads to the front of the language that is read now.
    page.press(newsstand_browser_tests::Key::Escape).await?;
    until("the front in French", async || {
        if page.count(&any_open()).await? > 0 {
            // The focus was in the picker, outside of the article.
            page.eval::<()>("document.querySelector('news-stand').close();")
                .await?;
        }
        Ok((page.count(&headline_in("fr", "FR", "museum")).await? > 0).then_some(()))
    })
    .await
}

async fn a_story_that_is_not_there_is_said(world: &World) -> Result {
    world.open_front().await?;
    let page = &world.page;
    read(page, "harbour").await?;
    choose(page, &language_picker(), "日本語").await?;
    // In the interface's language: that there is no Japanese version.
    speaks(page, "ja", "ltr").await?;
    page.see(&role("status").saying("日本語")).await?;
    page.see(&open_headline(HARBOUR)).await?;
    // The article keeps its own language.
    let language: String = page
        .with(
            &open_headline(HARBOUR),
            "return element.closest('[lang]').lang",
        )
        .await?;
    assert_eq!(language.split('-').next(), Some("en"));
    Ok(())
}

async fn a_language_that_is_not_there_moves_the_country(world: &World) -> Result {
    world.open_front().await?;
    let page = &world.page;
    choose(page, &language_picker(), "Français").await?;
    page.see(&headline_in("fr", "FR", "museum")).await?;
    // Spain had no French edition: that the country is now France is said, in French.
    page.see(&role("status").saying("France")).await?;
    page.see(&role("status").saying("Espagne")).await?;
    page.see(&role("combobox").saying("France")).await?;
    Ok(())
}

async fn a_country_that_is_not_there_moves_the_language(world: &World) -> Result {
    world.open_front().await?;
    let page = &world.page;
    choose(page, &country_picker(), "Japan").await?;
    page.see(&headline_in("ja", "JP", "orchard")).await?;
    // In the interface's language: there is no English edition for Japan.
    let said = role("status").saying("日本向けの英語版");
    page.see(&said.saying("日本語")).await?;
    speaks(page, "ja", "ltr").await
}

async fn the_interface_follows(world: &World) -> Result {
    world.open_front().await?;
    let page = &world.page;
    read(page, "harbour").await?;
    let english = [
        language_picker(),
        country_picker(),
        carousel(),
        role("button").named("Back to the front page"),
        role("button").named("Next"),
        role("button").named("Previous"),
        role("link").named("All News"),
    ];
    for query in &english {
        page.see(query).await?;
    }
    choose(page, &language_picker(), "Español").await?;
    page.see(&open_headline(title("es", "MX", "harbour")))
        .await?;
    for query in &english {
        page.miss(query).await?;
    }
    page.see(&role("combobox").saying("Español")).await?;
    page.see(&role("combobox").saying("México")).await?;
    page.see(&role("region").described_somehow()).await?;
    choose(page, &role("combobox").saying("Español"), "English").await?;
    page.see(&language_picker()).await?;
    page.see(&carousel()).await?;
    Ok(())
}

async fn arabic_is_written_from_right_to_left(world: &World) -> Result {
    world.open_front().await?;
    let page = &world.page;
    speaks(page, "en", "ltr").await?;
    let left = page.place(&role("link").naming("Tidewater")).await?.left;
    choose(page, &language_picker(), "العربية").await?;
    page.see(&headline_in("ar", "EG", "harbour")).await?;
    speaks(page, "ar", "rtl").await?;
    // The brand has changed sides, and the headlines begin at the right.
    let brand = page.place(&role("link").naming("Tidewater")).await?;
    ensure!(brand.left > left + 200.0, "the brand stayed at {brand:?}");
    let aligned: String = page
        .with(
            &headline_in("ar", "EG", "harbour"),
            "return getComputedStyle(element).direction",
        )
        .await?;
    assert_eq!(aligned, "rtl");
    choose(page, &role("combobox").saying("العربية"), "English").await?;
    page.see(&headline("harbour")).await?;
    speaks(page, "en", "ltr").await
}

async fn headlines_say_their_own_language(world: &World) -> Result {
    let mut news = newsstand_browser_tests::fixture::feed("en", "ES");
    news["items"][1]["language"] = "ar".into();
    news["items"][1]["title"] = title("ar", "EG", "museum").into();
    world.site.serve("/feeds/en-ES.json", Reply::json(&news));
    world.open_front().await?;
    let own = |story: String| role("link").naming(&story).inside(&role("feed"));
    let script = "const { direction } = getComputedStyle(element); return [element.closest('[lang]').lang, direction]";
    for (headline, language, direction) in [
        (title("ar", "EG", "museum"), "ar", "rtl"),
        (HARBOUR, "en", "ltr"),
    ] {
        let (lang, dir): (String, String) =
            world.page.with(&own(headline.to_owned()), script).await?;
        assert_eq!(
            (lang.split('-').next(), dir.as_str()),
            (Some(language), direction)
        );
    }
    Ok(())
}

async fn only_editions_that_exist_are_offered(world: &World) -> Result {
    world.open_front().await?;
    let page = &world.page;
    page.click(&language_picker()).await?;
    let languages = page.see_count(&role("option"), 5).await?;
    for name in ["English", "Español", "Français", "العربية", "日本語"] {
        let offered = languages
            .iter()
            .filter(|option| option.name.to_lowercase().contains(&name.to_lowercase()));
        assert_eq!(offered.count(), 1, "{name} in {languages:?}");
    }
    page.see(&role("option").naming("English").state("selected", true))
        .await?;
    page.press(newsstand_browser_tests::Key::Escape).await?;
    page.click(&country_picker()).await?;
    let countries = page.see_count(&role("option"), 6).await?;
    for name in [
        "Spain",
        "United States",
        "Mexico",
        "France",
        "Egypt",
        "Japan",
    ] {
        ensure!(
            countries.iter().any(|option| option.name.contains(name)),
            "{name} in {countries:?}"
        );
    }
    Ok(())
}

async fn numbers_and_dates_are_those_of_the_language(world: &World) -> Result {
    let tag = r#"<news-stand src="/stand.json" language="ar" country="EG" article="ar-harbour" loading="eager"></news-stand>"#;
    world.open(tag).await?;
    let page = &world.page;
    page.see(&open_headline(title("ar", "EG", "harbour")))
        .await?;
    // As the browser itself writes the date of publication for readers in Egypt.
    let time = role("time").inside(&role("article"));
    let (text, expected): (String, String) = page
        .with(
            &time,
            "const year = new Intl.DateTimeFormat('ar-EG', { year: 'numeric' }).format(new Date(element.dateTime));
             return [element.textContent, year]",
        )
        .await?;
    ensure!(
        text.contains(&expected) || !text.contains("2026"),
        "{text} is not in Arabic numerals"
    );
    Ok(())
}

async fn missing_strings_do_not_stop_the_news(world: &World) -> Result {
    world.expect_failed_requests().await;
    world.page.expect("news-stand").await;
    world
        .site
        .serve("/embed/locales/fr.json", Reply::failure(404));
    world
        .open(r#"<news-stand src="/stand.json" language="fr" loading="eager"></news-stand>"#)
        .await?;
    world.page.see(&headline_in("fr", "FR", "museum")).await?;
    world.page.see(&language_picker()).await?;
    Ok(())
}

/// The strings of a file of `locales/`.
fn strings(file: &str) -> Result<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../locales/{file}.json"));
    Ok(serde_json::from_str(&fs::read_to_string(path)?)?)
}

/// A page whose stand has an edition in each of these languages.
async fn open_editions(world: &World, languages: &[&str]) -> Result {
    let edition = |language: &&str| json!({ "language": language, "feed": "/feeds/en-ES.json" });
    let editions: Vec<Value> = languages.iter().map(edition).collect();
    let stand = json!({ "newsstand": 1, "title": "Tongues", "editions": editions });
    world.site.serve("/stand.json", Reply::json(&stand));
    let first = languages.first().context("there is no language")?;
    let tag = format!(
        r#"<news-stand src="/stand.json" language="{first}" loading="eager" storage="none"></news-stand>"#
    );
    world.open(&tag).await
}

/// Reads the edition in `language`, and sees the strings of `file` in their direction.
async fn hears(page: &Page, language: &str, file: &str) -> Result {
    page.set("news-stand", "language", Some(language)).await?;
    let strings = strings(file)?;
    let name = strings["select_language"].as_str().unwrap_or_default();
    page.see(&role("combobox").named(name)).await?;
    let is_from_right = ["ar", "fa", "fa-AF", "he", "pa-Arab", "ps", "ur"].contains(&file);
    let primary = file.split('-').next().unwrap_or_default();
    speaks(page, primary, if is_from_right { "rtl" } else { "ltr" }).await
}

async fn every_language_of_the_interface_is_spoken(world: &World) -> Result {
    let mut files = Vec::new();
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../locales"))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        files.extend(name.strip_suffix(".json").map(str::to_owned));
    }
    files.sort();
    ensure!(files.len() >= 50, "only {files:?}");
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    open_editions(world, &files).await?;
    for file in files {
        hears(&world.page, file, file).await?;
    }
    Ok(())
}

async fn an_interface_is_found_as_readers_expect(world: &World) -> Result {
    let expected = [
        ("zh-TW", "zh-Hant"),
        ("zh-SG", "zh-Hans"),
        ("pt-AO", "pt-PT"),
        ("pt-BR", "pt"),
        ("no", "nb"),
        ("iw", "he"),
        ("sr-ME", "sr-Latn"),
        ("pa-PK", "pa-Arab"),
        // There is none in Galician: its readers can read Spanish.
        ("gl", "es"),
    ];
    open_editions(world, &expected.map(|(language, _)| language)).await?;
    for (language, file) in expected {
        hears(&world.page, language, file).await?;
    }
    Ok(())
}

async fn only_the_strings_that_are_said_are_fetched(world: &World) -> Result {
    open_editions(world, &["pt-PT"]).await?;
    world.page.see(&role("feed").named("Títulos")).await?;
    let paths = world.journal().paths();
    let asked: Vec<_> = paths
        .iter()
        .filter(|path| path.contains("/locales/"))
        .collect();
    assert_eq!(asked, ["/embed/locales/pt-PT.json"]);
    Ok(())
}
