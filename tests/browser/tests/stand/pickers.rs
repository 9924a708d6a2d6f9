//! The pickers: by pointer, by keyboard, by search, and without doing harm.

use newsstand_browser_tests::fixture::{HARBOUR, headline, headline_in, open_headline};
use newsstand_browser_tests::{Key, Page, Result, World, role, scenarios};

use crate::common::{country_picker, focused, language_picker, read};

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
