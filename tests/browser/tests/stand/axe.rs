//! What axe-core finds, by the rules of the WCAG 2.2 (A and AA) and its best practices: every view, in
//! five languages of four scripts and both directions, light and dark, under the strict policy of the
//! README.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;

use anyhow::{bail, ensure};
use newsstand_browser_tests::server::{Reply, axe, dist};
use newsstand_browser_tests::{Engine, Key, Result, World, role, scenarios};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::common::shows;
use crate::policy::POLICY;

scenarios!(every_view_in_every_script_light_and_dark);

/// What axe-core cannot decide and a person can: the rule, the view (all without one), a part of
/// what it says about it, and why it is right.
const EXPLAINED: [(&str, &str, &str, &str); 3] = [
    (
        "color-contrast",
        "picker",
        "overlapped by another element",
        "Headlines that lie under the open list: nobody reads them, and without the list they pass.",
    ),
    (
        "color-contrast",
        "",
        "too short to determine",
        "The dot between author and time. Both have its ink and its paper, and pass.",
    ),
    (
        "label-content-name-mismatch",
        "picker",
        "Unable to determine",
        "The cross that closes the list: a sign, not a word that its name could have in it.",
    ),
];

const THEMES: [&str; 2] = ["light", "dark"];

const VIEWS: [&str; 7] = [
    "front", "picker", "article", "related", "error", "loading", "fallback",
];

/// An edition: a feed of the demo, or headlines of our own, and an article with every kind of block.
struct Edition {
    language: &'static str,
    country: &'static str,
    direction: &'static str,
    /// Below the headlines of this feed of the demo; empty where the demo has none.
    demo: &'static str,
    headlines: [&'static str; 5],
    section: &'static str,
    author: &'static str,
    summary: &'static str,
    heading: &'static str,
    paragraph: &'static str,
    items: [&'static str; 2],
    quote: &'static str,
    speaker: &'static str,
    caption: &'static str,
    cells: [&'static str; 4],
}

const EDITIONS: [Edition; 5] = [
    Edition {
        language: "en",
        country: "ES",
        direction: "ltr",
        demo: include_str!("../../../../demo/feeds/en-ES.json"),
        headlines: [
            "The tide table of the old harbour",
            "How a lock lifts a boat",
            "Why lighthouses blink",
            "The colours of buoys",
            "What a knot measures",
        ],
        section: "Sea",
        author: "Ana Ruiz",
        summary: "The Moon moves the sea twice a day, and the harbour follows it.",
        heading: "Twice a day",
        paragraph: "High water comes about fifty minutes later every day, because the Moon has moved on meanwhile.",
        items: [
            "At new and full Moon the tides are strong.",
            "In between they are weak.",
        ],
        quote: "Whoever knows the Moon knows when to leave.",
        speaker: "Marta Gil, pilot",
        caption: "The quay at low water",
        cells: ["Water", "Metres", "High", "4"],
    },
    Edition {
        language: "ar",
        country: "EG",
        direction: "rtl",
        demo: include_str!("../../../../demo/feeds/ar-EG.json"),
        headlines: [
            "جدول المد والجزر في الميناء القديم",
            "كيف يرفع الهويس القارب",
            "لماذا تومض المنارات",
            "ألوان العوامات",
            "ماذا تقيس العقدة",
        ],
        section: "البحر",
        author: "سلمى حداد",
        summary: "يحرك القمر البحر مرتين في اليوم، والميناء يتبعه.",
        heading: "مرتين في اليوم",
        paragraph: "يتأخر المد العالي نحو خمسين دقيقة كل يوم، لأن القمر يكون قد تقدم في مداره.",
        items: ["عند المحاق والبدر يكون المد قويا.", "وبينهما يكون ضعيفا."],
        quote: "من يعرف القمر يعرف متى يبحر.",
        speaker: "كريم منصور، مرشد السفن",
        caption: "الرصيف وقت الجزر",
        cells: ["الماء", "أمتار", "مد", "4"],
    },
    Edition {
        language: "fa",
        country: "IR",
        direction: "rtl",
        demo: "",
        headlines: [
            "جدول جزر و مد بندر قدیمی",
            "آب‌بند چگونه قایق را بالا می‌برد",
            "چرا فانوس دریایی چشمک می‌زند",
            "رنگ‌های گویه‌های دریایی",
            "گره دریایی چه چیزی را اندازه می‌گیرد",
        ],
        section: "دریا",
        author: "نرگس کریمی",
        summary: "ماه روزی دو بار دریا را جابه‌جا می‌کند و بندر پیرو آن است.",
        heading: "روزی دو بار",
        paragraph: "مد کامل هر روز نزدیک پنجاه دقیقه دیرتر می‌رسد، زیرا ماه در این میان پیش رفته است.",
        items: [
            "در ماه نو و ماه کامل جزر و مد نیرومند است.",
            "در میان آن دو کم‌توان است.",
        ],
        quote: "هر که ماه را بشناسد، زمان رفتن را می‌داند.",
        speaker: "رضا احمدی، راهنمای کشتی",
        caption: "اسکله هنگام جزر",
        cells: ["آب", "متر", "مد", "۴"],
    },
    Edition {
        language: "hi",
        country: "IN",
        direction: "ltr",
        demo: include_str!("../../../../demo/feeds/hi-IN.json"),
        headlines: [
            "पुराने बंदरगाह की ज्वार तालिका",
            "जलपाश नाव को कैसे उठाता है",
            "प्रकाशस्तंभ क्यों टिमटिमाते हैं",
            "तैरते निशानों के रंग",
            "समुद्री गाँठ क्या नापती है",
        ],
        section: "समुद्र",
        author: "मीरा जोशी",
        summary: "चंद्रमा दिन में दो बार समुद्र को हिलाता है, और बंदरगाह उसके साथ चलता है।",
        heading: "दिन में दो बार",
        paragraph: "ज्वार हर दिन लगभग पचास मिनट देर से आता है, क्योंकि इस बीच चंद्रमा आगे बढ़ चुका होता है।",
        items: [
            "अमावस्या और पूर्णिमा पर ज्वार तेज़ होता है।",
            "बीच के दिनों में वह धीमा रहता है।",
        ],
        quote: "जो चंद्रमा को जानता है, वह जानता है कि कब निकलना है।",
        speaker: "अनिल राव, पोत चालक",
        caption: "भाटे के समय घाट",
        cells: ["पानी", "मीटर", "ज्वार", "4"],
    },
    Edition {
        language: "zh-Hant",
        country: "TW",
        direction: "ltr",
        demo: "",
        headlines: [
            "老港口的潮汐表",
            "船閘如何把船升高",
            "燈塔為什麼會閃",
            "浮標的顏色",
            "一節是多快",
        ],
        section: "海洋",
        author: "林怡君",
        summary: "月亮每天推動海水兩次，港口也跟著起落。",
        heading: "一天兩次",
        paragraph: "滿潮每天大約晚五十分鐘，因為月亮這段時間也往前走了。",
        items: ["朔望時潮水強。", "其餘的日子潮水弱。"],
        quote: "認得月亮的人，就知道何時出航。",
        speaker: "陳志明，引水人",
        caption: "退潮時的碼頭",
        cells: ["水位", "公尺", "滿潮", "4"],
    },
];

impl Edition {
    fn feed(&self) -> Value {
        let mut items = vec![self.article()];
        match self.demo {
            "" => items.extend(
                self.headlines
                    .iter()
                    .enumerate()
                    .skip(1)
                    .map(|(place, title)| {
                        json!({
                            "id": place, "title": title, "url": format!("/news/{place}"),
                            "content_text": self.paragraph, "tags": [self.section],
                            "_newsstand": { "section": self.section },
                        })
                    }),
            ),
            demo => {
                let demo: Value = serde_json::from_str(demo).unwrap_or_default();
                items.extend(demo["items"].as_array().into_iter().flatten().cloned());
            }
        }
        json!({ "title": "The Tidewater Post", "language": self.language, "items": items })
    }

    /// An article with one of each kind of block.
    fn article(&self) -> Value {
        let Self {
            heading,
            paragraph,
            items: [one, two],
            quote,
            speaker,
            caption,
            cells,
            ..
        } = self;
        let [column, unit, row, number] = cells;
        json!({
            "id": "tides",
            "title": self.headlines[0],
            "url": "/news/tides",
            "summary": self.summary,
            "image": "../pictures/ports.svg",
            "authors": [{ "name": self.author }],
            "date_published": "2026-11-20T06:30:00Z",
            "tags": [self.section],
            "_newsstand": { "section": self.section, "priority": 10 },
            "content_html": format!(
                "<p><strong>{heading}</strong>: {paragraph} <a href=\"/news/1\">{caption}</a>, <em>{one}</em></p>\
                 <h2>{heading}</h2><p>{paragraph}<br><code>tide --now</code></p>\
                 <ul><li>{one}</li><li>{two}</li></ul><ol start=\"3\"><li>{one}<ul><li>{two}</li></ul></li></ol>\
                 <h3>{caption}</h3>\
                 <blockquote><p>{quote}</p><cite>{speaker}</cite></blockquote>\
                 <figure><img src=\"../pictures/water.svg\" alt=\"{caption}\" width=\"600\" height=\"400\">\
                 <figcaption>{caption}</figcaption></figure>\
                 <table><caption>{caption}</caption><tr><th>{column}</th><th>{unit}</th></tr>\
                 <tr><th>{row}</th><td>{number}</td></tr></table>\
                 <pre><code>high: 4\nlow: 1</code></pre>\
                 <iframe src=\"https://www.youtube.com/embed/abcdefghijk\" title=\"{caption}\"></iframe>\
                 <iframe src=\"https://video.example/embed/1\" title=\"{heading}\"></iframe>\
                 <hr><p>{two}</p>"
            ),
        })
    }

    fn page(&self) -> String {
        let Self {
            language,
            country,
            direction,
            headlines,
            ..
        } = self;
        format!(
            r#"<header><p>The host's own header</p></header>
<main><h1>The host's own page</h1>
<news-stand id="stand" src="/languages.json" language="{language}" country="{country}" loading="eager" storage="none"><a lang="{language}" dir="{direction}" href="/news">{}</a></news-stand>
</main><footer><p>The host's own footer</p></footer>"#,
            headlines[0]
        )
    }
}

fn serve(world: &World) -> Result {
    let editions: Vec<_> = EDITIONS
        .iter()
        .map(|edition| {
            json!({ "language": edition.language, "country": edition.country, "feed": format!("feeds/{}.json", edition.language) })
        })
        .collect();
    world.site.serve(
        "/languages.json",
        Reply::json(&json!({
            "newsstand": 1, "title": "The Tidewater Post", "home_page_url": "/news",
            "icon": "pictures/logo.svg",
            "follow": [{ "name": "Tidewater Social", "url": "https://social.example/tidewater" }],
            "editions": editions,
        })),
    );
    for edition in &EDITIONS {
        let path = format!("/feeds/{}.json", edition.language);
        world.site.serve(&path, Reply::json(&edition.feed()));
    }
    world
        .site
        .serve_folder("/pictures/", &dist()?.join("pictures"));
    world.site.serve("/axe.js", axe()?);
    Ok(())
}

/// What axe-core says of one element.
#[derive(Debug, Deserialize)]
struct Finding {
    /// Whether it knows, or leaves it to a person.
    is_certain: bool,
    rule: String,
    /// The element's path, through shadow roots.
    path: String,
    why: String,
}

impl Finding {
    fn is_explained(&self, view: &str) -> bool {
        EXPLAINED.iter().any(|(rule, only_in, part, _)| {
            let is_there = only_in.is_empty() || *only_in == view;
            !self.is_certain && is_there && self.rule == *rule && self.why.contains(part)
        })
    }
}

/// What was found in a view, by theme.
type Found = BTreeMap<(&'static str, &'static str), Vec<Finding>>;

/// Lets axe-core look at the whole page.
async fn look(world: &World) -> Result<Vec<Finding>> {
    let script = "
        // Two frames: slides out of sight are inert by then.
        for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
        // A colour on its way is nobody's choice.
        for (const { shadowRoot } of document.querySelectorAll('news-stand')) {
          for (const animation of shadowRoot.getAnimations()) if (animation instanceof CSSTransition) animation.finish();
        }
        const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
        const { violations, incomplete } = await axe.run(document, {
          runOnly: { type: 'tag', values: tags }, rules: { 'target-size': { enabled: true } },
          resultTypes: ['violations', 'incomplete'], iframes: false,
        });
        const tell = (is_certain) => ({ id, nodes }) => nodes.map(({ target, any, all, none }) => ({
          is_certain, rule: id, path: target.flat().join(' '),
          why: [...any, ...all, ...none].map(({ message }) => message).join('; '),
        }));
        return [...violations.flatMap(tell(true)), ...incomplete.flatMap(tell(false))]";
    world.page.eval_async(script).await
}

/// Looks at what the stand shows now, in each theme.
async fn look_at(world: &World, view: &'static str, found: &mut Found) -> Result {
    for theme in THEMES {
        world.page.set("#stand", "theme", Some(theme)).await?;
        found.insert((view, theme), look(world).await?);
    }
    Ok(())
}

/// Goes through all views of an edition, on one page.
async fn visit(world: &World, edition: &Edition) -> Result<Found> {
    let page = &world.page;
    let mut found = Found::new();
    let headline = role("link")
        .named(edition.headlines[0])
        .inside(&role("feed"));
    world
        .host(&edition.page())?
        .head(r#"<script src="/axe.js"></script>"#)
        .policy(POLICY)
        .open()
        .await?;
    page.see(&headline).await?;
    look_at(world, "front", &mut found).await?;

    page.click(&role("combobox").state("expanded", false))
        .await?;
    page.see(&role("option")).await?;
    look_at(world, "picker", &mut found).await?;
    page.press(Key::Escape).await?;
    page.miss(&role("listbox")).await?;

    page.click(&headline).await?;
    page.see(&role("heading").level(1).named(edition.headlines[0]))
        .await?;
    page.see(&role("region").described_somehow()).await?;
    look_at(world, "article", &mut found).await?;

    page.set("#stand", "article", Some("tides")).await?;
    page.set("#stand", "view", Some("related")).await?;
    page.miss(&role("combobox")).await?;
    page.see(&role("region").described_somehow()).await?;
    look_at(world, "related", &mut found).await?;

    world.expect_failed_requests().await;
    page.set("#stand", "view", None).await?;
    page.set("#stand", "src", Some("/missing.json")).await?;
    page.see(&role("button").inside(&role("alert"))).await?;
    look_at(world, "error", &mut found).await?;

    // The skeleton of a second stand, whose news is held back.
    let gate = world.site.gate("/languages.json");
    page.eval::<()>("document.querySelector('#stand').hidden = true")
        .await?;
    for theme in THEMES {
        let script = "const [theme] = arguments;
            document.querySelector('#late')?.remove();
            const late = document.querySelector('#stand').cloneNode(true);
            late.id = 'late';
            late.hidden = false;
            late.setAttribute('theme', theme);
            late.setAttribute('src', `/languages.json?${theme}`);
            document.querySelector('main').append(late)";
        page.eval_with::<()>(script, vec![json!(theme)]).await?;
        shows(page, "#late > a", true).await?;
        found.insert(("loading", theme), look(world).await?);
    }
    page.eval::<()>(
        "document.querySelector('#late').remove(); document.querySelector('#stand').hidden = false",
    )
    .await?;
    drop(gate);

    for part in [
        "newsstand-test-panic",
        "panicked",
        "unreachable",
        "RuntimeError",
    ] {
        page.expect(part).await;
    }
    page.eval::<()>(
        "document.querySelector('#stand').shadowRoot.querySelector('.stand').dispatchEvent(new Event('newsstand-test-panic'))",
    )
    .await?;
    shows(page, "#stand > a", true).await?;
    look_at(world, "fallback", &mut found).await?;
    Ok(found)
}

/// Views × languages × themes: violations, and what axe-core leaves to a person and is explained.
fn table(engine: Engine, all: &[(&str, Found)]) -> Result<String> {
    let mut table = format!("\naxe-core in {engine}, violations/explained:\n{:10}", "");
    for (language, _) in all {
        for theme in THEMES {
            write!(table, " {:>13}", format!("{language} {theme}"))?;
        }
    }
    for view in VIEWS {
        write!(table, "\n{view:10}")?;
        for (language, found) in all {
            for theme in THEMES {
                let Some(findings) = found.get(&(view, theme)) else {
                    bail!("nobody looked at {view} in {language}, {theme}")
                };
                let explained = findings.iter().filter(|one| one.is_explained(view)).count();
                let cell = format!("{}/{explained}", findings.len() - explained);
                write!(table, " {cell:>13}")?;
            }
        }
    }
    table.push('\n');
    Ok(table)
}

async fn every_view_in_every_script_light_and_dark(world: &World) -> Result {
    serve(world)?;
    let mut all = vec![];
    for edition in &EDITIONS {
        all.push((edition.language, visit(world, edition).await?));
    }
    // The test runner would keep what a scenario that did well prints.
    let table = table(world.page.engine(), &all)?;
    std::io::stdout().lock().write_all(table.as_bytes())?;
    let mut open = BTreeMap::<_, Vec<_>>::new();
    for (language, found) in &all {
        for ((view, theme), findings) in found {
            for finding in findings.iter().filter(|one| !one.is_explained(view)) {
                let Finding {
                    is_certain,
                    rule,
                    path,
                    why,
                } = finding;
                let kind = if *is_certain {
                    "violates"
                } else {
                    "may violate"
                };
                let places = open.entry(format!("{kind} {rule}: {why}"));
                places
                    .or_default()
                    .push(format!("{view} {language} {theme}: {path}"));
            }
        }
    }
    let open: Vec<_> = open
        .iter()
        .map(|(what, places)| format!("{what}\n  {} times, first in {}", places.len(), places[0]))
        .collect();
    ensure!(open.is_empty(), "{}", open.join("\n"));
    Ok(())
}
