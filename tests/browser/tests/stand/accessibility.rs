//! What the browsers themselves tell assistive technology about the stand.

use anyhow::{Context, bail, ensure};
use newsstand_browser_tests::fixture::{HARBOUR, feed, headline, headline_in, title};
use newsstand_browser_tests::{Key, Query, Reply, Result, World, role, scenarios, until};
use serde::Deserialize;
use serde_json::json;

use crate::common::{back_button, carousel, country_picker, focused, language_picker, read};
use crate::editions::{EDITIONS, serve, visit};

scenarios!(
    browsers_compute_the_promised_roles_and_names,
    the_open_article_has_the_only_first_level_heading,
    references_stay_within_their_root,
    everything_can_be_reached_by_tab,
    nothing_unnamed_can_be_operated,
    targets_are_large_enough,
    the_focus_is_in_sight_at_every_stop,
    landmarks_leave_room_for_the_hosts,
    keys_move_through_the_feed,
    the_end_of_the_feed_is_a_key_away,
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
    // The last ones come after the first frame.
    page.see(&headline("observatory")).await?;
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

/// The size that the stand promises is that of WCAG 2.2, 2.5.5; links in running text are excepted.
async fn targets_are_large_enough(world: &World) -> Result {
    serve(world)?;
    let script = "
        const root = document.querySelector('#stand').shadowRoot;
        const isInText = (element) => element.matches('.body a') && !element.closest('.way-out, .read-at');
        return [...root.querySelectorAll('a[href], button, input, [role=option]')]
          .filter((element) => element.checkVisibility() && !element.closest('[inert]') && !isInText(element))
          .flatMap((element) => {
            // The link of a card is as large as the card.
            const { width, height } = (element.closest('.title') ? element.closest('.card') : element).getBoundingClientRect();
            const name = element.ariaLabel ?? element.textContent.trim();
            return width < 43.9 || height < 43.9 ? [`“${name}” has ${Math.round(width)} × ${Math.round(height)} px`] : [];
          })";
    let mut small: Vec<String> = vec![];
    // In Chinese names are shortest.
    for edition in [&EDITIONS[0], &EDITIONS[4]] {
        for width in [320, 1280] {
            let column = format!("<style>body {{ margin: 0; width: {width}px }}</style>");
            world.host(&edition.page())?.head(&column).open().await?;
            visit(world, edition, async |view| {
                let found: Vec<String> = world.page.eval(script).await?;
                small.extend(
                    found
                        .iter()
                        .map(|what| format!("{view} {width} px: {what}")),
                );
                Ok(())
            })
            .await?;
        }
    }
    ensure!(small.is_empty(), "{}", small.join("\n"));
    Ok(())
}

/// Presses Tab until the focus has left the stand. The names of what had it, in order; an error
/// where it could not be seen.
async fn walk(world: &World) -> Result<Vec<String>> {
    #[derive(Deserialize)]
    struct Stop {
        name: String,
        fault: Option<String>,
    }
    let script = "
        let at = document.activeElement;
        if (!at.matches('news-stand')) return null;
        while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
        const name = at.ariaLabel ?? at.textContent.trim();
        const isCard = at.closest('.title') !== null;
        const ringed = isCard ? at.closest('.card') : at;
        // The ring of a headline is that of what makes its whole card a link.
        const { outlineStyle, outlineWidth, outlineOffset } = getComputedStyle(at, isCard ? '::after' : null);
        const reach = parseFloat(outlineWidth) + parseFloat(outlineOffset);
        const fault = () => {
          if (outlineStyle === 'none' || parseFloat(outlineWidth) < 2) return 'has no ring';
          const own = at.getBoundingClientRect();
          const seen = Math.min(own.bottom, innerHeight) - Math.max(own.top, 0);
          if (seen < Math.min(own.height, innerHeight) / 2) return `is outside the window, at ${Math.round(own.top)}–${Math.round(own.bottom)}`;
          const { left, top, right, bottom } = ringed.getBoundingClientRect();
          for (let around = ringed.parentNode; around instanceof Element; around = around.parentNode) {
            const { overflowX, contentVisibility } = getComputedStyle(around);
            if (overflowX === 'visible' && contentVisibility !== 'auto') continue;
            const box = around.getBoundingClientRect();
            const isCut = left - reach < box.left - 1 || right + reach > box.right + 1 || top - reach < box.top - 1 || bottom + reach > box.bottom + 1;
            if (isCut) return `has a ring that is cut off by ${around.className}`;
          }
          const box = at.getClientRects()[0];
          const middle = (start, end, limit) => (Math.max(start, 0) + Math.min(end, limit)) / 2;
          let hit = document;
          for (let inner = document; inner; inner = hit.shadowRoot) hit = inner.elementFromPoint(middle(box.left, box.right, innerWidth), middle(box.top, box.bottom, innerHeight)) ?? inner;
          return ringed.contains(hit) ? null : `is covered by ${hit.className}`;
        };
        return { name, fault: fault() }";
    let page = &world.page;
    let mut names = vec![];
    // Far more than there is to reach.
    for _ in 0..80 {
        page.press(Key::Tab).await?;
        let stop = until("the focus in sight", async || {
            let stop: Option<Stop> = page.eval(script).await?;
            if let Some(Stop {
                name,
                fault: Some(fault),
            }) = &stop
            {
                bail!("“{name}” {fault}");
            }
            Ok(Some(stop))
        })
        .await?;
        match stop {
            // Where nothing else on the page takes the focus, a browser without a frame begins again.
            Some(stop) if names.first() == Some(&stop.name) => return Ok(names),
            Some(stop) => names.push(stop.name),
            None => return Ok(names),
        }
    }
    bail!("the focus does not come out again: {names:?}")
}

async fn the_focus_is_in_sight_at_every_stop(world: &World) -> Result {
    serve(world)?;
    let page = &world.page;
    for edition in &EDITIONS[..2] {
        world.host(&edition.page())?.open().await?;
        visit(world, edition, async |view| {
            let start = match view {
                "picker" | "loading" | "fallback" => return Ok(()),
                _ => {
                    // Behind the stand too there is something to reach: from the end of the page the
                    // focus would go to the browser itself, and a page without it draws no ring.
                    "const stand = document.querySelector('#stand');
                    for (const [id, place] of [['start', 'before'], ['end', 'after']]) {
                      document.getElementById(id)?.remove();
                      stand[place](Object.assign(document.createElement('a'), { id, href: '#', textContent: id }));
                    }
                    document.getElementById('start').focus()"
                }
            };
            page.eval::<()>(start).await?;
            let where_at = || format!("{} {view}", edition.language);
            let names = walk(world).await.with_context(where_at)?;
            ensure!(names.len() >= 4, "{}: {names:?}", where_at());
            Ok(())
        })
        .await?;
    }
    Ok(())
}

/// A host has its own banner and its own footer, and wants few regions of what it embeds.
async fn landmarks_leave_room_for_the_hosts(world: &World) -> Result {
    world.open_front().await?;
    let script = "
        const root = document.querySelector('news-stand').shadowRoot;
        const isScoped = (element) => element.parentElement.closest('article, section, aside, nav, blockquote');
        const landmarks = [...root.querySelectorAll('header, footer, main, aside, nav, section, form, [role=banner], [role=contentinfo], [role=main], [role=region], [role=search]')];
        return landmarks.filter((element) => element.checkVisibility() && !(element.matches('header, footer') && isScoped(element)))
          .map((element) => `${element.localName} ${element.ariaLabel}`)";
    let landmarks: Vec<String> = world.page.eval(script).await?;
    assert_eq!(landmarks, ["nav Sections"]);
    read(&world.page, "harbour").await?;
    world.page.see(&carousel()).await?;
    let landmarks: Vec<String> = world.page.eval(script).await?;
    assert_eq!(landmarks, ["section Similar News"]);
    Ok(())
}

/// The [APG feed](https://www.w3.org/WAI/ARIA/apg/patterns/feed/), in both directions of writing.
async fn keys_move_through_the_feed(world: &World) -> Result {
    let page = &world.page;
    for (language, country, stories) in [("en", "ES", 10), ("ar", "EG", 7)] {
        let tag = format!(
            r#"<news-stand src="/stand.json" language="{language}" country="{country}" loading="eager"></news-stand>"#
        );
        world.open(&tag).await?;
        // Before that the feed may be drawn anew.
        let articles = role("article").inside(&role("feed"));
        let articles = page.see_count(&articles, stories).await?;
        let [first, second, .., last] = &articles[..] else {
            bail!("{articles:?}")
        };
        let places: Vec<[String; 2]> = page
            .with(
                &role("feed"),
                "return [...element.querySelectorAll('article')].map((article) => [article.ariaPosInSet, article.ariaSetSize])",
            )
            .await?;
        let size = articles.len().to_string();
        for (place, [position, total]) in places.iter().enumerate() {
            assert_eq!((position, total), (&(place + 1).to_string(), &size));
        }
        page.with::<()>(
            &headline_in(language, country, "harbour"),
            "element.focus();",
        )
        .await?;
        page.press(Key::PageDown).await?;
        focused(page, "link", &second.name).await?;
        page.press(Key::PageUp).await?;
        focused(page, "link", &first.name).await?;
        page.press(Key::PageUp).await?;
        focused(page, "link", &first.name).await?;
        for _ in 1..articles.len() {
            page.press(Key::PageDown).await?;
        }
        focused(page, "link", &last.name).await?;
        page.press_holding(Key::Control, Key::Home).await?;
        let sections = page
            .all(&role("button").inside(&role("navigation")))
            .await?;
        let before = sections.last().context("there are no sections")?;
        focused(page, "button", &before.name).await?;
        // What the arrows do elsewhere they do not do here: they scroll.
        let (day, search) = match language {
            "en" => ("Day", "Search the news"),
            _ => ("التاريخ", "البحث في الأخبار"),
        };
        page.press(Key::Tab).await?;
        focused(page, "combobox", day).await?;
        page.press(Key::Tab).await?;
        focused(page, "searchbox", search).await?;
        page.press(Key::Tab).await?;
        focused(page, "link", &first.name).await?;
        page.press(Key::Enter).await?;
        focused(page, "heading", &first.name).await?;
    }
    Ok(())
}

async fn the_end_of_the_feed_is_a_key_away(world: &World) -> Result {
    // More headlines than are drawn at once.
    let mut news = feed("en", "ES");
    let items = (0..80).map(|number| json!({ "id": number, "title": format!("Story {number}") }));
    news["items"] = items.collect();
    world.site.serve("/feeds/en-ES.json", Reply::json(&news));
    world.open(newsstand_browser_tests::world::TAG).await?;
    let page = &world.page;
    let drawn = 60;
    page.see_count(&role("article").inside(&role("feed")), drawn)
        .await?;
    page.see(&role("button").named("More headlines")).await?;
    let first = role("link").named("Story 0").inside(&role("feed"));
    page.with::<()>(&first, "element.focus();").await?;
    page.press_holding(Key::Control, Key::End).await?;
    focused(page, "button", "More headlines").await?;
    page.press(Key::Enter).await?;
    focused(page, "link", &format!("Story {drawn}")).await
}
