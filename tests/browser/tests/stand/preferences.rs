//! What readers have told their system: fewer colours, more contrast, no motion.

use anyhow::ensure;
use newsstand_browser_tests::{Key, Result, World, role, scenarios};
use serde_json::{Value, json};

use crate::common::carousel;
use crate::editions::{EDITIONS, serve, visit};

scenarios!(
    forced_colours_leave_everything_to_see in [chromium, firefox],
    more_contrast_is_given in [chromium],
    nothing_moves_for_those_who_want_it in [chromium, firefox],
);

/// Opens the page of the first edition.
async fn open(world: &World) -> Result {
    serve(world)?;
    world.host(&EDITIONS[0].page())?.open().await
}

/// Runs a script that returns what is wrong, in every view and these themes.
async fn every_view(world: &World, script: &str, themes: &[&str]) -> Result {
    let page = &world.page;
    let mut all: Vec<String> = vec![];
    visit(world, &EDITIONS[0], async |view| {
        for theme in themes {
            page.set("#stand", "theme", Some(theme)).await?;
            let found: Vec<String> = page.eval(script).await?;
            all.extend(found.iter().map(|what| format!("{view} {theme}: {what}")));
        }
        Ok(())
    })
    .await?;
    ensure!(all.is_empty(), "{}", all.join("\n"));
    Ok(())
}

async fn forced_colours_leave_everything_to_see(world: &World) -> Result {
    world.prefer("forced-colors", "active").await?;
    let page = &world.page;
    open(world).await?;
    // What is known by its colour or its background alone would be gone.
    let script = "
        const root = document.querySelector('#stand').shadowRoot;
        if (!root.querySelector('.stand')) return [];
        if (!matchMedia('(forced-colors: active)').matches) return ['the colours are not forced'];
        const found = [];
        const paper = getComputedStyle(root.querySelector('.stand')).backgroundColor;
        for (const control of root.querySelectorAll('.picker-button, .step, .try-again, .show, .search, .player')) {
          const { borderTopStyle, borderTopColor } = getComputedStyle(control);
          if (borderTopStyle === 'none' || borderTopColor === paper) found.push(`${control.className} has no edge`);
        }
        for (const arrow of root.querySelectorAll('.arrow')) {
          const { backgroundColor } = getComputedStyle(arrow, '::before');
          if (backgroundColor === paper || backgroundColor === 'rgba(0, 0, 0, 0)') found.push(`the arrow in ${arrow.parentElement.className} has no shaft`);
        }
        const [off, on] = ['true', 'false'].map((state) => root.querySelector(`.step[aria-disabled=${state}]`));
        if (off && on && getComputedStyle(off).color === getComputedStyle(on).color) found.push('a step that leads nowhere looks like one that does');
        const [active, other] = ['.option.active', '.option:not(.active)'].map((option) => root.querySelector(option));
        if (active && getComputedStyle(active).outlineStyle === getComputedStyle(other).outlineStyle) found.push('the active option looks like the others');
        const [pressed, loose] = ['true', 'false'].map((state) => root.querySelector(`.sections [aria-pressed=${state}]`));
        if (pressed && getComputedStyle(pressed).fontWeight === getComputedStyle(loose).fontWeight) found.push('the chosen section looks like the others');
        return found";
    every_view(world, script, &["auto"]).await?;

    // The news that is on its way has a line.
    open(world).await?;
    page.see(&role("feed")).await?;
    let gate = world.site.gate("/languages.json");
    page.eval::<()>("document.querySelector('#stand').reload()")
        .await?;
    let script = "const line = document.querySelector('#stand').shadowRoot.querySelector('.busy-line');
        return line && [getComputedStyle(line).backgroundColor, getComputedStyle(line.closest('.stand')).backgroundColor]";
    let [line, paper]: [String; 2] = page.until("the line", script).await?;
    ensure!(line != paper, "the line is {line} on {paper}");
    gate.open();
    Ok(())
}

async fn more_contrast_is_given(world: &World) -> Result {
    world.prefer("prefers-contrast", "more").await?;
    open(world).await?;
    // WCAG 2.2, 1.4.6 for words, and 1.4.3 for the edges of controls.
    let script = "
        const root = document.querySelector('#stand').shadowRoot;
        for (const animation of root.getAnimations()) if (animation instanceof CSSTransition) animation.finish();
        const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
        const channel = (value) => value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;
        const light = ([red, green, blue]) => 0.2126 * channel(red) + 0.7152 * channel(green) + 0.0722 * channel(blue);
        const contrast = (one, other) => {
          const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
          return (bright + 0.05) / (dark + 0.05);
        };
        const paperOf = (element) => {
          for (let at = element; at instanceof Element; at = at.parentNode) {
            const paper = parts(getComputedStyle(at).backgroundColor);
            if (paper[3] !== 0) return paper;
          }
          return [255, 255, 255];
        };
        const found = [];
        for (const element of root.querySelectorAll('.stand *')) {
          const own = [...element.childNodes].some((node) => node instanceof Text && node.data.trim());
          if (own && element.checkVisibility()) {
            const ratio = contrast(parts(getComputedStyle(element).color), paperOf(element));
            if (ratio < 7) found.push(`“${element.textContent.slice(0, 30)}” has ${ratio.toFixed(1)}`);
          }
          if (element.matches('button, input') && getComputedStyle(element).borderTopStyle !== 'none') {
            const ratio = contrast(parts(getComputedStyle(element).borderTopColor), paperOf(element.parentNode));
            if (ratio < 4.5) found.push(`the edge of ${element.className} has ${ratio.toFixed(1)}`);
          }
        }
        return found";
    every_view(world, script, &["light", "dark"]).await
}

async fn nothing_moves_for_those_who_want_it(world: &World) -> Result {
    world.prefer("prefers-reduced-motion", "reduce").await?;
    open(world).await?;
    let page = &world.page;
    let script = "
        const found = [];
        for (const { shadowRoot } of document.querySelectorAll('news-stand')) {
          for (const animation of shadowRoot.getAnimations()) found.push(animation.animationName ?? animation.transitionProperty);
          for (const element of shadowRoot.querySelectorAll('*')) {
            const { scrollBehavior, transitionDuration } = getComputedStyle(element);
            if (scrollBehavior !== 'auto') found.push(`${element.className} scrolls smoothly`);
            if (parseFloat(transitionDuration)) found.push(`${element.className} takes ${transitionDuration}`);
          }
        }
        return found";
    every_view(world, script, &["auto"]).await?;

    // A step of the carousel is there at once.
    page.session().resize(640, 800).await?;
    open(world).await?;
    page.set("#stand", "article", Some("tides")).await?;
    let next = role("button").named("Next").inside(&carousel());
    page.element(&next).await?;
    page.with::<()>(&next, "element.focus();").await?;
    page.press(Key::Enter).await?;
    let scrolled: Value = page
        .with(
            &carousel(),
            "return element.querySelector('.track').scrollLeft > 0",
        )
        .await?;
    assert_eq!(scrolled, json!(true));
    Ok(())
}
