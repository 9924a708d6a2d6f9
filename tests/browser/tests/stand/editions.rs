//! Five editions in four scripts and both directions, each with an article of every kind of block, and
//! the way through every view of one.

use newsstand_browser_tests::server::dist;
use newsstand_browser_tests::{Key, Reply, Result, World, role};
use serde_json::{Value, json};

use crate::common::{focused, shows};

/// Every view that the stand has, as [`visit`] comes to them.
pub const VIEWS: [&str; 7] = [
    "front", "picker", "article", "related", "error", "loading", "fallback",
];

/// An edition: a feed of the demo, or headlines of our own, and an article with every kind of block.
pub struct Edition {
    /// Its language tag.
    pub language: &'static str,
    country: &'static str,
    direction: &'static str,
    /// Below the headlines of this feed of the demo; empty where the demo has none.
    demo: &'static str,
    /// The first is that of its article.
    pub headlines: [&'static str; 5],
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

/// All of them.
pub const EDITIONS: [Edition; 5] = [
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

    /// A page with a header, a heading, a footer and, in its main part, the stand.
    pub fn page(&self) -> String {
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

/// Serves them, and the pictures of the demo.
pub fn serve(world: &World) -> Result {
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
        .serve_folder("/pictures/", &dist()?.join("demo/pictures"));
    Ok(())
}

/// Goes through all views of an edition on the page that has been opened, and calls `look` in each.
pub async fn visit(
    world: &World,
    edition: &Edition,
    mut look: impl AsyncFnMut(&'static str) -> Result,
) -> Result {
    let page = &world.page;
    let headline = role("link")
        .named(edition.headlines[0])
        .inside(&role("feed"));
    page.see(&headline).await?;
    look("front").await?;

    page.click(&role("combobox").state("expanded", false))
        .await?;
    page.see(&role("option")).await?;
    look("picker").await?;
    page.press(Key::Escape).await?;
    page.miss(&role("listbox")).await?;

    page.click(&headline).await?;
    focused(page, "heading", edition.headlines[0]).await?;
    page.see(&role("region").described_somehow()).await?;
    look("article").await?;

    page.set("#stand", "article", Some("tides")).await?;
    page.set("#stand", "view", Some("related")).await?;
    page.miss(&role("combobox")).await?;
    page.see(&role("region").described_somehow()).await?;
    look("related").await?;

    world.expect_failed_requests().await;
    page.set("#stand", "view", None).await?;
    page.set("#stand", "src", Some("/missing.json")).await?;
    page.see(&role("button").inside(&role("alert"))).await?;
    look("error").await?;

    // The skeleton of a second stand, whose news is held back.
    let gate = world.site.gate("/languages.json");
    let script = "const late = document.querySelector('#stand').cloneNode(true);
        document.querySelector('#stand').hidden = true;
        late.id = 'late';
        late.setAttribute('src', '/languages.json?late');
        document.querySelector('main').append(late)";
    page.eval::<()>(script).await?;
    shows(page, "#late > a", true).await?;
    look("loading").await?;
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
    look("fallback").await?;
    Ok(())
}
