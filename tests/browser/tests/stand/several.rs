//! Several stands on a page, and what becomes of them when they are removed, moved or defined twice.

use anyhow::ensure;
use newsstand_browser_tests::fixture::{HARBOUR, headline, headline_in, open_headline, title};
use newsstand_browser_tests::{Result, World, role, scenarios};

use crate::common::{PROGRAM, any_open, mark};

scenarios!(
    two_stands_share_everything,
    two_stands_speak_two_languages,
    what_is_open_in_one_is_not_open_in_the_other,
    removal_leaves_the_other_stand_alone,
    removal_as_soon_as_it_is_ready_does_no_harm,
    removal_gives_up_its_requests,
    a_removed_stand_can_come_back,
    a_move_does_not_restart,
    the_script_may_be_loaded_twice,
    the_script_may_be_loaded_from_two_addresses,
    many_stands_added_by_a_script,
);

fn stand(id: &str, language: &str, country: &str) -> String {
    format!(
        r#"<news-stand id="{id}" src="/stand.json" language="{language}" country="{country}" loading="eager"></news-stand>"#
    )
}

/// Opens a page with an English stand, `#one`, and another one, `#two`.
async fn open_two(world: &World, language: &str, country: &str) -> Result {
    let stands = stand("one", "en", "ES") + &stand("two", language, country);
    world.open(&stands).await
}

/// Fails unless each of these was asked for once.
fn asked_once(world: &World, paths: &[&str]) -> Result {
    for path in paths {
        let count = world.journal().count(path);
        ensure!(
            count == 1,
            "{path} was asked for {count} times: {:?}",
            world.journal().paths()
        );
    }
    Ok(())
}

async fn two_stands_share_everything(world: &World) -> Result {
    open_two(world, "en", "ES").await?;
    for host in ["#one", "#two"] {
        world.page.see(&headline("harbour").of(host)).await?;
    }
    mark(world).await?;
    asked_once(world, &["/stand.json", "/feeds/en-ES.json"])?;
    asked_once(world, &PROGRAM)?;
    let shared: bool = world
        .page
        .eval(
            "const [one, two] = ['one', 'two'].map((id) => document.getElementById(id).shadowRoot.adoptedStyleSheets);
             return one.length === 1 && two.length === 1 && one[0] === two[0]",
        )
        .await?;
    ensure!(shared, "each stand has a stylesheet of its own");
    Ok(())
}

async fn two_stands_speak_two_languages(world: &World) -> Result {
    open_two(world, "ar", "EG").await?;
    let page = &world.page;
    page.see(&headline("harbour").of("#one")).await?;
    page.see(&headline_in("ar", "EG", "harbour").of("#two"))
        .await?;
    let directions: (String, String) = page
        .eval(
            "const direction = (id) => document.getElementById(id).shadowRoot.querySelector('.stand').dir;
             return [direction('one'), direction('two')]",
        )
        .await?;
    assert_eq!(
        (directions.0.as_str(), directions.1.as_str()),
        ("ltr", "rtl")
    );
    page.see(&role("combobox").named("Select Language").of("#one"))
        .await?;
    page.miss(&role("combobox").named("Select Language").of("#two"))
        .await?;
    asked_once(world, &["/stand.json"])?;
    asked_once(world, &PROGRAM)
}

async fn what_is_open_in_one_is_not_open_in_the_other(world: &World) -> Result {
    open_two(world, "en", "ES").await?;
    let page = &world.page;
    page.click(&headline("ferry").of("#two")).await?;
    page.see(&open_headline(title("en", "ES", "ferry")).of("#two"))
        .await?;
    page.see(&headline("ferry").of("#one")).await?;
    page.miss(&any_open().of("#one")).await?;
    assert_eq!(page.event("newsstand-open", 1).await?.stand, "two");
    Ok(())
}

async fn removal_leaves_the_other_stand_alone(world: &World) -> Result {
    open_two(world, "en", "ES").await?;
    let page = &world.page;
    for host in ["#one", "#two"] {
        page.see(&headline("harbour").of(host)).await?;
    }
    page.eval::<()>("window.kept = document.getElementById('one'); kept.remove();")
        .await?;
    mark(world).await?;
    page.click(&headline("ferry").of("#two")).await?;
    page.see(&open_headline(title("en", "ES", "ferry")).of("#two"))
        .await?;
    // What is removed holds nothing any more, and its methods do no harm.
    let left: u32 = page.eval("kept.open('ferry'); kept.close(); kept.reload(); kept.theme = 'dark'; return kept.shadowRoot.childElementCount").await?;
    assert_eq!(left, 0);
    Ok(())
}

/// What waits for the next frame meets a stand that is gone.
async fn removal_as_soon_as_it_is_ready_does_no_harm(world: &World) -> Result {
    open_two(world, "en", "ES").await?;
    let page = &world.page;
    for host in ["#one", "#two"] {
        page.see(&headline("harbour").of(host)).await?;
    }
    let script = "const once = (target, type) => new Promise((done) => target.addEventListener(type, done, { once: true }));
        for (const type of ['newsstand-ready', 'newsstand-open', 'newsstand-close']) {
          const stand = document.createElement('news-stand');
          Object.assign(stand, { src: '/stand.json', language: 'en', country: 'ES', loading: 'eager' });
          const ready = once(stand, 'newsstand-ready');
          const wanted = once(stand, type);
          document.body.append(stand);
          await ready;
          if (type !== 'newsstand-ready') stand.open('ferry');
          if (type === 'newsstand-close') stand.close();
          await wanted;
          stand.remove();
          await new Promise(requestAnimationFrame);
          await new Promise(requestAnimationFrame);
        }
        return true";
    page.eval_async::<bool>(script).await?;
    page.click(&headline("ferry").of("#two")).await?;
    page.see(&open_headline(title("en", "ES", "ferry")).of("#two"))
        .await?;
    Ok(())
}

async fn removal_gives_up_its_requests(world: &World) -> Result {
    let gate = world.site.gate("/feeds/en-ES.json");
    world.open(&stand("one", "en", "ES")).await?;
    world.journal().asked("/feeds/en-ES.json").await?;
    world
        .page
        .eval::<()>("document.getElementById('one').remove();")
        .await?;
    world.journal().abandoned("/feeds/en-ES.json").await?;
    gate.open();
    Ok(())
}

async fn a_removed_stand_can_come_back(world: &World) -> Result {
    world.open(&stand("one", "en", "ES")).await?;
    let page = &world.page;
    page.see(&headline("harbour")).await?;
    page.eval_async::<bool>("window.kept = document.getElementById('one'); kept.remove(); await new Promise(requestAnimationFrame); document.body.append(kept); return true").await?;
    page.see(&headline("harbour")).await?;
    page.see_count(&role("feed"), 1).await?;
    page.click(&headline("ferry")).await?;
    page.see(&open_headline(title("en", "ES", "ferry"))).await?;
    Ok(())
}

async fn a_move_does_not_restart(world: &World) -> Result {
    world
        .open(&format!(
            r#"{}<main id="elsewhere"></main>"#,
            stand("one", "en", "ES")
        ))
        .await?;
    let page = &world.page;
    page.click(&headline("harbour")).await?;
    page.see(&open_headline(HARBOUR)).await?;
    page.event("newsstand-ready", 1).await?;
    mark(world).await?;
    let before = world.journal().paths().len();
    let script = "const drawn = element.getRootNode().querySelector('.stand');
        document.getElementById('elsewhere').append(document.getElementById('one'));
        await new Promise(requestAnimationFrame);
        return drawn.isConnected && drawn === document.getElementById('one').shadowRoot.querySelector('.stand')";
    let element = "const element = document.getElementById('one').shadowRoot.firstElementChild;";
    ensure!(
        page.eval_async::<bool>(&format!("{element} {script}"))
            .await?,
        "it was drawn anew"
    );
    page.see(&open_headline(HARBOUR)).await?;
    mark(world).await?;
    let asked: Vec<_> = world.journal().paths().split_off(before);
    // Pictures of the move's new place may come from the browser's own reasons; documents may not.
    let documents: Vec<_> = asked
        .iter()
        .filter(|path| path.ends_with(".json") || path.starts_with("/embed/"))
        .collect();
    assert_eq!(documents, Vec::<&String>::new());
    let ready = page
        .events()
        .await?
        .iter()
        .filter(|event| event.name == "newsstand-ready")
        .count();
    assert_eq!(ready, 1);
    Ok(())
}

async fn the_script_may_be_loaded_twice(world: &World) -> Result {
    let script = r#"<script type="module" src="/embed/news-stand.js"></script>"#;
    world
        .host(&stand("one", "en", "ES"))?
        .script(&script.repeat(2))
        .open()
        .await?;
    world.page.see(&headline("harbour")).await?;
    mark(world).await?;
    asked_once(world, &PROGRAM)
}

async fn the_script_may_be_loaded_from_two_addresses(world: &World) -> Result {
    let script = r#"<script type="module" src="/embed/news-stand.js"></script><script type="module" src="/embed/news-stand.js?v=2"></script>"#;
    world
        .host(&stand("one", "en", "ES"))?
        .script(script)
        .open()
        .await?;
    world.page.see(&headline("harbour")).await?;
    // Late, too, when the first has long been at work.
    world
        .page
        .eval_async::<bool>("await import('/embed/news-stand.js?v=3'); return true")
        .await?;
    mark(world).await?;
    asked_once(world, &PROGRAM)?;
    assert_eq!(world.journal().count("/embed/news-stand.js"), 3);
    world.page.see_count(&role("feed"), 1).await?;
    Ok(())
}

async fn many_stands_added_by_a_script(world: &World) -> Result {
    world.open("").await?;
    let script = "for (let index = 0; index < 12; index += 1) {
            const stand = document.createElement('news-stand');
            Object.assign(stand, { src: '/stand.json', language: 'en', country: 'ES', loading: 'eager' });
            document.body.append(stand);
        }";
    world.page.eval::<()>(&format!("{script};")).await?;
    world.page.see_count(&role("feed"), 12).await?;
    mark(world).await?;
    asked_once(world, &["/stand.json", "/feeds/en-ES.json"])?;
    asked_once(world, &PROGRAM)
}
