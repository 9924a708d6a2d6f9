//! Similar News: buttons, keys, both directions of writing, and where the focus may land.

use anyhow::ensure;
use newsstand_browser_tests::fixture::{headline_in, id};
use newsstand_browser_tests::{Key, Page, Query, Result, World, role, scenarios, until};
use serde_json::json;

use crate::common::carousel;

scenarios!(
    buttons_scroll_from_left_to_right,
    buttons_scroll_from_right_to_left,
    keys_scroll_from_left_to_right,
    keys_scroll_from_right_to_left,
    the_buttons_work_by_keyboard_from_left_to_right,
    the_buttons_work_by_keyboard_from_right_to_left,
    slides_out_of_sight_are_inert,
    the_focus_never_lands_out_of_sight,
    all_news_leads_to_the_front,
    buttons_stay_on_a_narrow_page,
    nothing_moves_by_itself in [chromium, firefox],
);

/// A page in which the carousel cannot show all its cards.
async fn open(world: &World, language: &str, country: &str, width: u32) -> Result {
    let article = id(language, "harbour");
    let tag = format!(
        r#"<div style="width: {width}px"><news-stand src="/stand.json" language="{language}" country="{country}" article="{article}" loading="eager"></news-stand></div>"#
    );
    world.open(&tag).await?;
    world.page.see(&in_any_language()).await?;
    Ok(())
}

/// The carousel, whatever it is called.
fn in_any_language() -> Query {
    role("region").described_somehow()
}

/// How far the cards are scrolled: positive to the right.
async fn scrolled(page: &Page) -> Result<f64> {
    page.with(
        &in_any_language(),
        "const track = [...element.querySelectorAll('*')].find((child) => child.scrollWidth > child.clientWidth + 8
             && /auto|scroll/.test(getComputedStyle(child).overflowX));
         if (!track) throw new Error('there is nothing to scroll');
         return track.scrollLeft",
    )
    .await
}

/// Waits until the cards are scrolled as wanted and keep still. Between two looks a busy engine may
/// draw nothing at all, in the middle of a scroll.
async fn settles(page: &Page, what: &str, wanted: impl Fn(f64) -> bool) -> Result<f64> {
    let (mut before, mut still) = (f64::NAN, 0);
    until(what, async || {
        let now = scrolled(page).await?;
        still = match std::mem::replace(&mut before, now) == now {
            true => still + 1,
            false => 0,
        };
        ensure!(wanted(now), "scrolled by {now}");
        Ok((still > 3).then_some(now))
    })
    .await
}

/// The buttons backward and forward, in whatever language: the backward one cannot be used at first.
async fn buttons(page: &Page) -> Result<(Query, Query)> {
    let off = role("button")
        .state("disabled", true)
        .inside(&in_any_language());
    let on = role("button")
        .state("disabled", false)
        .inside(&in_any_language());
    let backward = page.see(&off).await?.name;
    let forward = page.see(&on).await?.name;
    let named = |name: &str| role("button").named(name).inside(&in_any_language());
    Ok((named(&backward), named(&forward)))
}

async fn buttons_scroll_from_left_to_right(world: &World) -> Result {
    open(world, "en", "ES", 600).await?;
    let page = &world.page;
    let (backward, forward) = buttons(page).await?;
    ensure!(page.place(&backward).await?.left < page.place(&forward).await?.left);
    page.click(&forward).await?;
    let first = settles(page, "a step to the right", |place| place > 50.0).await?;
    page.click(&forward).await?;
    settles(page, "another one", |place| place > first).await?;
    // To the end, where the forward button has nothing more to do.
    until("the end", async || {
        let ended = page.count(&forward.clone().state("disabled", true)).await? == 1;
        if !ended {
            page.click(&forward).await?;
        }
        Ok(ended.then_some(()))
    })
    .await?;
    page.see(&role("link").named("All News").inside(&carousel()))
        .await?;
    page.click(&backward).await?;
    page.see(&forward.state("disabled", false)).await?;
    Ok(())
}

async fn buttons_scroll_from_right_to_left(world: &World) -> Result {
    open(world, "ar", "EG", 600).await?;
    let page = &world.page;
    let (backward, forward) = buttons(page).await?;
    ensure!(
        page.place(&backward).await?.left > page.place(&forward).await?.left,
        "not mirrored"
    );
    page.click(&forward).await?;
    let first = settles(page, "a step to the left", |place| place < -50.0).await?;
    page.click(&forward).await?;
    settles(page, "another one", |place| place < first).await?;
    until("the start", async || {
        let ended = page
            .count(&backward.clone().state("disabled", true))
            .await?
            == 1;
        if !ended {
            page.click(&backward).await?;
        }
        Ok(ended.then_some(()))
    })
    .await?;
    settles(page, "the right edge", |place| place.abs() < 2.0).await?;
    Ok(())
}

/// Puts the focus on the first card.
async fn enter(page: &Page) -> Result {
    let card = role("link").inside(&role("group").inside(&in_any_language()));
    page.with::<()>(&card, "element.focus({ preventScroll: true }); element.scrollIntoView({ block: 'center', behavior: 'instant' });").await
}

async fn keys_scroll_from_left_to_right(world: &World) -> Result {
    open(world, "en", "ES", 600).await?;
    let page = &world.page;
    enter(page).await?;
    page.press(Key::Right).await?;
    settles(page, "a step to the right", |place| place > 50.0).await?;
    page.press(Key::Left).await?;
    settles(page, "the step back", |place| place.abs() < 2.0).await?;
    page.press(Key::End).await?;
    settles(page, "the end", |place| place > 300.0).await?;
    page.press(Key::Home).await?;
    settles(page, "the start", |place| place.abs() < 2.0).await?;
    Ok(())
}

async fn keys_scroll_from_right_to_left(world: &World) -> Result {
    open(world, "ar", "EG", 600).await?;
    let page = &world.page;
    enter(page).await?;
    page.press(Key::Left).await?;
    settles(page, "a step to the left", |place| place < -50.0).await?;
    page.press(Key::Right).await?;
    settles(page, "the step back", |place| place.abs() < 2.0).await?;
    page.press(Key::End).await?;
    settles(page, "the end", |place| place < -300.0).await?;
    page.press(Key::Home).await?;
    settles(page, "the start", |place| place.abs() < 2.0).await?;
    Ok(())
}

async fn the_buttons_work_by_keyboard_from_left_to_right(world: &World) -> Result {
    the_buttons_work_by_keyboard(world, "en", "ES").await
}

async fn the_buttons_work_by_keyboard_from_right_to_left(world: &World) -> Result {
    the_buttons_work_by_keyboard(world, "ar", "EG").await
}

/// The [APG carousel](https://www.w3.org/WAI/ARIA/apg/patterns/carousel/): Tab comes to the buttons
/// before the slides, the focus stays on them, and what is shown then is said politely.
async fn the_buttons_work_by_keyboard(world: &World, language: &str, country: &str) -> Result {
    open(world, language, country, 600).await?;
    let page = &world.page;
    let (backward, forward) = buttons(page).await?;
    let range = role("status").inside(&in_any_language());
    let before = page.see(&range).await?.text;
    page.with::<()>(&backward, "element.focus();").await?;
    page.press(Key::Tab).await?;
    page.see(&forward.clone().state("focused", true)).await?;
    let mut reached = 0.0;
    for press in [" ", "\u{e007}"] {
        page.type_text(press).await?;
        reached = settles(page, "a step on", |place| place.abs() > reached + 50.0)
            .await?
            .abs();
        page.see(&forward.clone().state("focused", true)).await?;
    }
    until("the range to be said", async || {
        Ok((page.see(&range).await?.text != before).then_some(()))
    })
    .await?;
    // To the end, where it has nothing more to do and keeps the focus all the same.
    until("the end", async || {
        let ended = page.count(&forward.clone().state("disabled", true)).await? == 1;
        if !ended {
            page.press(Key::Enter).await?;
        }
        Ok(ended.then_some(()))
    })
    .await?;
    page.see(&forward.clone().state("focused", true)).await?;
    // After it the link to all news, then the first slide in sight.
    page.press(Key::Tab).await?;
    assert_eq!(page.focus().await?.role, "link");
    page.press(Key::Tab).await?;
    let slide = role("link").state("focused", true);
    page.see(&slide.inside(&role("group").inside(&in_any_language())))
        .await?;
    Ok(())
}

async fn slides_out_of_sight_are_inert(world: &World) -> Result {
    for (language, country) in [("en", "ES"), ("ar", "EG")] {
        open(world, language, country, 600).await?;
        let page = &world.page;
        let (_, forward) = buttons(page).await?;
        for step in 0..2 {
            if step > 0 {
                page.click(&forward).await?;
                settles(page, "a step on", |place| place.abs() > 50.0).await?;
            }
            until("slides as inert as they are out of sight", async || {
                let wrong: Vec<usize> = page
                    .with(
                        &in_any_language(),
                        "const track = element.querySelector('.track');
                         const frame = track.getBoundingClientRect();
                         return [...track.children].flatMap((slide, index) => {
                           const { left, right, width } = slide.getBoundingClientRect();
                           const seen = (Math.min(right, frame.right) - Math.max(left, frame.left)) / width;
                           return slide.inert === seen < 0.6 ? [] : [index];
                         })",
                    )
                    .await?;
                ensure!(wrong.is_empty(), "not so: {wrong:?}");
                Ok(Some(()))
            })
            .await?;
        }
    }
    Ok(())
}

async fn the_focus_never_lands_out_of_sight(world: &World) -> Result {
    open(world, "en", "ES", 600).await?;
    let page = &world.page;
    enter(page).await?;
    for _ in 0..6 {
        page.press(Key::Tab).await?;
        // A focused card may still be scrolling into view.
        until("what has the focus to be in sight", async || {
            let place: serde_json::Value = page
                .eval(
                    "let at = document.activeElement;
                     while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
                     if (!at || at === document.body) return [0, 0];
                     const { left, right } = at.getBoundingClientRect();
                     return [Math.round(left), Math.round(right)]",
                )
                .await?;
            let [left, right]: [i32; 2] = serde_json::from_value(place)?;
            // The stand is 600 px wide and begins at the page's margin.
            ensure!(left >= -8 && right <= 620, "it is at {left}–{right}");
            Ok(Some(()))
        })
        .await?;
    }
    Ok(())
}

async fn all_news_leads_to_the_front(world: &World) -> Result {
    open(world, "en", "ES", 900).await?;
    world
        .page
        .click(&role("link").named("All News").inside(&carousel()))
        .await?;
    world.page.see(&headline_in("en", "ES", "harbour")).await?;
    world.page.miss(&crate::common::any_open()).await
}

async fn buttons_stay_on_a_narrow_page(world: &World) -> Result {
    open(world, "en", "ES", 280).await?;
    let page = &world.page;
    let (_, forward) = buttons(page).await?;
    page.click(&forward).await?;
    settles(page, "a step to the right", |place| place > 50.0).await?;
    let wide: f64 = page.eval("return document.querySelector('news-stand').shadowRoot.querySelector('.stand').scrollWidth").await?;
    ensure!(
        wide <= 281.0,
        "the stand is {wide} px wide in a sidebar of 280"
    );
    Ok(())
}

async fn nothing_moves_by_itself(world: &World) -> Result {
    open(world, "en", "ES", 600).await?;
    world
        .page
        .see(&role("link").named("All News").inside(&carousel()))
        .await?;
    let moving: serde_json::Value = world
        .page
        .eval(
            "return document.querySelector('news-stand').shadowRoot.getAnimations()
                 .filter((animation) => animation.playState === 'running')
                 .map((animation) => animation.animationName ?? animation.transitionProperty)",
        )
        .await?;
    assert_eq!(moving, json!([]));
    Ok(())
}
