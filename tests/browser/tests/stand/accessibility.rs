//! What the browsers themselves tell assistive technology about the stand.

use anyhow::{Context, ensure};
use newsstand_browser_tests::fixture::{HARBOUR, headline, title};
use newsstand_browser_tests::{Key, Query, Result, World, role, scenarios};
use serde_json::Value;

use crate::common::{back_button, carousel, country_picker, focused, language_picker, read};

scenarios!(
    browsers_compute_the_promised_roles_and_names,
    the_open_article_has_the_only_first_level_heading,
    references_stay_within_their_root,
    everything_can_be_reached_by_tab,
    nothing_unnamed_can_be_operated,
    targets_are_large_enough,
);

async fn computes(world: &World, query: &Query, kind: &str, name: &str) -> Result {
    let (computed_role, computed_name) = world.page.accessible(query).await?;
    ensure!(
        (computed_role.as_str(), computed_name.as_str()) == (kind, name),
        "{query} is {computed_role} “{computed_name}” to the browser"
    );
    Ok(())
}

async fn browsers_compute_the_promised_roles_and_names(world: &World) -> Result {
    world.open_front().await?;
    computes(world, &language_picker(), "combobox", "Select Language").await?;
    computes(world, &country_picker(), "combobox", "Select Country").await?;
    computes(
        world,
        &headline("ferry"),
        "link",
        title("en", "ES", "ferry"),
    )
    .await?;
    let (feed, _) = world.page.accessible(&role("feed")).await?;
    assert_eq!(feed, "feed");
    read(&world.page, "harbour").await?;
    computes(world, &role("heading").level(1), "heading", HARBOUR).await?;
    computes(world, &role("article").named(HARBOUR), "article", HARBOUR).await?;
    computes(world, &back_button(), "button", "Back to the front page").await?;
    computes(world, &carousel(), "region", "Similar News").await?;
    for name in ["Previous", "Next"] {
        computes(
            world,
            &role("button").named(name).inside(&carousel()),
            "button",
            name,
        )
        .await?;
    }
    computes(
        world,
        &role("link").named("All News").inside(&carousel()),
        "link",
        "All News",
    )
    .await
}

async fn the_open_article_has_the_only_first_level_heading(world: &World) -> Result {
    world.open_front().await?;
    world.page.miss(&role("heading").level(1)).await?;
    read(&world.page, "harbour").await?;
    let headings = world.page.all(&role("heading")).await?;
    let firsts: Vec<_> = headings
        .iter()
        .filter(|heading| heading.level == 1)
        .collect();
    ensure!(firsts.len() == 1 && firsts[0].name == HARBOUR, "{firsts:?}");
    // No level is skipped on the way down.
    for pair in headings.windows(2) {
        ensure!(
            pair[1].level <= pair[0].level + 1,
            "{:?} is followed by {:?}",
            pair[0],
            pair[1]
        );
    }
    Ok(())
}

async fn references_stay_within_their_root(world: &World) -> Result {
    world.open_front().await?;
    read(&world.page, "harbour").await?;
    world.page.click(&language_picker()).await?;
    world.page.see(&role("listbox")).await?;
    let broken: Vec<String> = world
        .page
        .eval(
            "const root = document.querySelector('news-stand').shadowRoot;
             const broken = [];
             for (const name of ['aria-controls', 'aria-labelledby', 'aria-describedby', 'aria-activedescendant', 'aria-owns', 'for']) {
               for (const element of root.querySelectorAll(`[${name}]`)) {
                 for (const id of element.getAttribute(name).split(/\\s+/).filter(Boolean)) {
                   if (!root.getElementById(id)) broken.push(`${name}=${id} of ${element.localName}`);
                 }
               }
             }
             const ids = [...root.querySelectorAll('[id]')].map((element) => element.id);
             for (const id of new Set(ids)) if (ids.filter((other) => other === id).length > 1) broken.push(`two elements are #${id}`);
             return broken",
        )
        .await?;
    assert_eq!(broken, Vec::<String>::new());
    Ok(())
}

async fn everything_can_be_reached_by_tab(world: &World) -> Result {
    world
        .open(&format!(
            r##"<a id="before" href="#">Before</a>{}<a href="#">After</a>"##,
            newsstand_browser_tests::world::TAG
        ))
        .await?;
    let page = &world.page;
    page.see(&headline("harbour")).await?;
    page.eval::<()>("document.getElementById('before').focus();")
        .await?;
    let mut names = vec![];
    // Far more than there is to reach: it must come out on the other side.
    for _ in 0..60 {
        page.press(Key::Tab).await?;
        let focus = page.focus().await?;
        if focus.name == "After" {
            break;
        }
        names.push(focus.name);
    }
    let place = |name: &str| {
        let found = names.iter().position(|other| other == name);
        found.with_context(|| format!("{name} is not among {names:?}"))
    };
    let order = [
        place("Select Language")?,
        place("Select Country")?,
        place(HARBOUR)?,
        place(title("en", "ES", "observatory"))?,
    ];
    ensure!(order.is_sorted(), "{names:?}");
    page.press(Key::Tab).await?;
    page.with::<()>(&headline("ferry"), "element.focus();")
        .await?;
    page.press(Key::Enter).await?;
    focused(page, "heading", title("en", "ES", "ferry")).await
}

async fn nothing_unnamed_can_be_operated(world: &World) -> Result {
    world.open_front().await?;
    for open in [false, true] {
        if open {
            read(&world.page, "harbour").await?;
        }
        for kind in ["button", "link", "combobox", "region", "image"] {
            for seen in world.page.all(&role(kind)).await? {
                ensure!(!seen.name.is_empty(), "a {kind} has no name: {seen:?}");
            }
        }
    }
    Ok(())
}

async fn targets_are_large_enough(world: &World) -> Result {
    world.open_front().await?;
    read(&world.page, "harbour").await?;
    // WCAG 2.2, 2.5.8; links in running text are excepted.
    let small: Value = world
        .page
        .eval(
            "const root = document.querySelector('news-stand').shadowRoot;
             return [...root.querySelectorAll('button, [role=combobox]')].filter((element) => element.checkVisibility())
                 .map((element) => [element.getAttribute('aria-label') ?? element.textContent.trim(), element.getBoundingClientRect()])
                 .filter(([, { width, height }]) => width > 0 && (width < 24 || height < 24)).map(([name]) => name)",
        )
        .await?;
    assert_eq!(small, serde_json::json!([]));
    Ok(())
}
