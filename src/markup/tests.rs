//! HTML as publishers write it, and what becomes of it.

use super::{native::read_html, read_text};
use crate::model::{Block, Href, Inline, Player, Resolve};
use proptest::prelude::*;
use std::cell::Cell;

fn base() -> url::Url {
    url::Url::parse("https://example.org/a/").unwrap()
}

fn blocks(html: &str) -> Vec<Block> {
    read_html(html, &base())
}

/// Blocks in a short notation.
fn sketch(blocks: &[Block]) -> String {
    blocks.iter().map(block).collect::<Vec<_>>().join(" ")
}

fn block(block: &Block) -> String {
    match block {
        Block::Paragraph(content) => format!("p({})", line(content)),
        Block::Heading { level, content } => format!("h{level}({})", line(content)),
        Block::List { start, items } => {
            let items: Vec<_> = items
                .iter()
                .map(|item| format!("[{}]", sketch(item)))
                .collect();
            match start {
                Some(start) => format!("ol{start}{}", items.concat()),
                None => format!("ul{}", items.concat()),
            }
        }
        Block::Quote(quote) => match line(&quote.attribution).as_str() {
            "" => format!("quote({})", sketch(&quote.content)),
            name => format!("quote({} | {name})", sketch(&quote.content)),
        },
        Block::Image { image, caption } => {
            let mut text = format!("img({}", short(image.source.as_str()));
            for (source, descriptor) in &image.candidates {
                text += &format!(", {} {descriptor}", short(source.as_str()));
            }
            if let Some((width, height)) = image.size {
                text += &format!(", {width}×{height}");
            }
            if !image.alternative.is_empty() {
                text += &format!(", “{}”", image.alternative);
            }
            match line(caption).as_str() {
                "" => text + ")",
                caption => text + " | " + caption + ")",
            }
        }
        Block::Table { caption, rows } => {
            let rows: Vec<String> = rows
                .iter()
                .map(|row| {
                    let cells = row.cells.iter().map(|cell| {
                        let span = match (cell.columns, cell.rows) {
                            (1, 1) => String::new(),
                            (columns, rows) => format!("{columns}×{rows} "),
                        };
                        let sign = if cell.header { "#" } else { "" };
                        format!("{sign}{span}{}", line(&cell.content))
                    });
                    cells.collect::<Vec<_>>().join(", ")
                })
                .collect();
            format!("table({} | {})", line(caption), rows.join("; "))
        }
        Block::Code(text) => format!("code({text:?})"),
        Block::Embed(embed) => {
            let mut text = match &embed.player {
                Player::Absent => "link".to_owned(),
                Player::Audio => "audio".to_owned(),
                Player::Video { poster: None } => "video".to_owned(),
                Player::Video {
                    poster: Some(poster),
                } => format!("video[{}]", short(poster.source.as_str())),
                Player::Frame {
                    address,
                    provider,
                    shape,
                } => format!("{provider} {shape:?} {}", address.as_str()),
            };
            text += &format!("({}", short(embed.source.as_str()));
            if !embed.title.is_empty() {
                text += &format!(", “{}”", embed.title);
            }
            match line(&embed.caption).as_str() {
                "" => text + ")",
                caption => text + " | " + caption + ")",
            }
        }
        Block::Rule => "rule".to_owned(),
    }
}

fn short(url: &str) -> &str {
    url.strip_prefix("https://example.org/a/").unwrap_or(url)
}

fn line(content: &[Inline]) -> String {
    content
        .iter()
        .map(|inline| match inline {
            Inline::Text(text) => text.clone(),
            Inline::Emphasis(inner) => format!("_{}_", line(inner)),
            Inline::Strong(inner) => format!("*{}*", line(inner)),
            Inline::Code(text) => format!("`{text}`"),
            Inline::Link { target, content } => {
                format!("<{} {}>", short(target.as_str()), line(content))
            }
            Inline::Span {
                language,
                direction,
                content,
            } => format!(
                "{{{}/{} {}}}",
                language.as_deref().unwrap_or_default(),
                direction.unwrap_or_default(),
                line(content)
            ),
            Inline::Break => "⏎".to_owned(),
        })
        .collect()
}

#[track_caller]
fn reads(html: &str, expected: &str) {
    assert_eq!(sketch(&blocks(html)), expected, "{html}");
}

#[test]
fn paragraphs_are_found_however_they_are_written() {
    reads("<p>One</p><p>Two</p>", "p(One) p(Two)");
    reads("One<p>Two</p>Three", "p(One) p(Two) p(Three)");
    reads(
        "<div>One<div>Two</div>Three</div>",
        "p(One) p(Two) p(Three)",
    );
    reads(
        "One<br><br>Two<br> \n<br/><br>Three<br>Four<br>",
        "p(One) p(Two) p(Three⏎Four)",
    );
    reads("<p>One<br>&nbsp;<br>Two</p>", "p(One) p(Two)");
    reads(
        "<p></p><p> \n </p><p>&nbsp;</p><p><b> </b><br></p><div><span></span></div>",
        "",
    );
    reads(
        "<section><article><p>One</article><footer>Two</footer></section>",
        "p(One) p(Two)",
    );
    reads(
        "<details><summary>More</summary>Text</details>",
        "p(*More*) p(Text)",
    );
    reads("", "");
}

#[test]
fn white_space_is_collapsed_as_browsers_do() {
    reads(
        "<p>  One \n\t two  <b> three </b>  four  </p>",
        "p(One two *three *four)",
    );
    reads(
        "<p><b>One</b> <b>two</b> <i>three</i></p>",
        "p(*One* *two* _three_)",
    );
    reads("<p>One<b> </b>two</p>", "p(One two)");
    reads("<p>One <br> two</p>", "p(One⏎two)");
    reads("<p>1&nbsp;000\u{200b}&nbsp;</p>", "p(1\u{a0}000)");
    reads("<p>10<span> </span>km<!-- no --> h</p>", "p(10 km h)");
}

#[test]
fn inline_marks_are_kept_and_never_doubled() {
    reads(
        "<p><em>a</em><i>b</i> <strong>c <b>d</b></strong> <b>e<i>f</i></b></p>",
        "p(_ab_ *c d* *e_f_*)",
    );
    reads(
        "<p><code>x <b>y</b></code><kbd>z</kbd></p>",
        "p(`x `*`y`*`z`)",
    );
    reads("<p><b>One<p>Two</b> three", "p(*One*) p(*Two* three)");
    reads(
        "<b>One<div>two</div>three</b>",
        "p(*One*) p(*two*) p(*three*)",
    );
    reads("<p><b>a<br>b</b><br>c</p>", "p(*a⏎b*⏎c)");
    reads("<p>He said <q>yes</q>.</p>", "p(He said “yes”.)");
    reads(
        "<p>H<sub>2</sub>O, 10<sup>-6</sup> m<sup>2</sup>, 1<sup>st</sup>, <sup>[3]</sup></p>",
        "p(H₂O, 10⁻⁶ m², 1st, [3])",
    );
    reads(
        "<p><u>a</u><s>b</s><mark>c</mark><small>d</small><font color=red>e</font><x-y>f</x-y></p>",
        "p(abcdef)",
    );
    reads(
        "<p><ruby>漢<rt>kan</rt></ruby><ruby>字<rp>[</rp><rt>ji</rt><rp>]</rp></ruby></p>",
        "p(漢(kan)字[ji])",
    );
}

#[test]
fn links_go_only_where_a_link_may_go() {
    reads("<p><a href='b?c'>x</a></p>", "p(<b?c x>)");
    reads(
        "<p><a href='mailto:a@b.c'>x</a> <a href='tel:+1'>y</a></p>",
        "p(<mailto:a@b.c x> <tel:+1 y>)",
    );
    for href in [
        "javascript:alert(1)",
        " java\nscript:x",
        "data:text/html,x",
        "#note",
        "",
        "http://",
    ] {
        reads(&format!("<p><a href='{href}'>x</a></p>"), "p(x)");
    }
    reads("<p><a>x</a><a href='y'></a><a href='z'> </a></p>", "p(x)");
    reads("<a href='b'>one<p>two</p></a>", "p(<b one>) p(<b two>)");
    reads("<p><a href=b><b>x</b> y</a></p>", "p(<b *x* y>)");
    reads("<a href=b><h2>x</h2><img src=i></a>", "h1(<b x>) img(i)");
}

#[test]
fn languages_and_directions_are_kept() {
    reads("<p>a <span lang=ES_mx>b</span></p>", "p(a {es-MX/ b})");
    reads(
        "<p><bdo dir=RTL>a</bdo> <bdi>אב</bdi> <bdi>1</bdi></p>",
        "p({/rtl a} {/rtl אב} 1)",
    );
    reads("<p lang=ar dir=rtl>a <b>b</b></p>", "p({ar/rtl a *b*})");
    reads("<div dir=auto><p>خبر</p></div>", "p({/rtl خبر})");
    reads("<p><span lang=nonsense1 dir=up>a</span></p>", "p(a)");
    reads(
        "<blockquote lang=fr><p>a</p></blockquote><ul><li lang=de>b</ul>",
        "quote(p({fr/ a})) ul[p({de/ b})]",
    );
    reads(
        "<table><tr><td lang=de>a<td>b</table>",
        "table( | {de/ a}, b)",
    );
}

#[test]
fn headings_begin_below_the_headline_and_skip_nothing() {
    reads("<h1>a</h1><h2>b</h2>", "h1(a) h2(b)");
    reads(
        "<h3>a</h3><h5>b</h5><h4>c</h4><h3>d</h3><h2>e</h2><h6>f</h6>",
        "h1(a) h2(b) h2(c) h1(d) h1(e) h2(f)",
    );
    reads("<h2> </h2><h2>a<br><br>b</h2>", "h1(a⏎b)");
    reads("<h2>a <img src=i> b</h2>", "h1(a) img(i) h1(b)");
    reads(
        "<h1>1<h2>2<h3>3<h4>4<h5>5<h6>6",
        "h1(1) h2(2) h3(3) h4(4) h5(5) h5(6)",
    );
}

#[test]
fn lists_nest_and_lose_nothing() {
    reads("<ul><li>a<li>b</ul>", "ul[p(a)][p(b)]");
    reads("<ol start=3><li><p>a</p><p>b</p></ol>", "ol3[p(a) p(b)]");
    reads(
        "<ol start=x><li>a</ol><ol start=-2><li>b</ol>",
        "ol1[p(a)] ol-2[p(b)]",
    );
    reads("<ul><li>a<ul><li>b</ul>c</ul>", "ul[p(a) ul[p(b)] p(c)]");
    reads(
        "<ul><li>a</li><ul><li>b</li></ul></ul>",
        "ul[p(a) ul[p(b)]]",
    );
    reads("<ul><ul><li>b</ul></ul>", "ul[p(b)]");
    reads("<ul>x <b>y</b><li>a</li>z</ul>", "ul[p(x *y*)][p(a)][p(z)]");
    reads("<ul><div><li>a<li>b</div></ul>", "ul[p(a)][p(b)]");
    reads("<li>a<li>b<p>c</p><li>d", "ul[p(a)][p(b) p(c)][p(d)]");
    reads(
        "<p>x</p><li>a</li><p>y</p><li>b</li>",
        "p(x) ul[p(a)] p(y) ul[p(b)]",
    );
    reads("<ul><li></li><li> </li></ul><ul></ul>", "");
    reads("<ul><li><img src=i></ul>", "ul[img(i)]");
    reads("<dl><dt>a<dd>b<dd>c</dl>", "p(*a*) p(b) p(c)");
}

#[test]
fn whoever_is_quoted_is_named() {
    let said_by = "quote(p(Words.) | Ada)";
    for html in [
        "<p>Words.</p><footer>Ada</footer>",
        "<p>Words.</p><footer>— <cite>Ada</cite></footer>",
        "<p>Words.</p><div><footer>– Ada</footer></div>",
        "<p>Words.</p><cite>Ada</cite>",
        "<p>Words.</p><p><cite>Ada</cite></p>",
        "<p>Words.<br><cite>Ada</cite></p>",
        "<p>Words. <cite>Ada</cite></p>",
        "<p>Words. — <cite>Ada</cite></p>",
        "<p>Words.<br>— Ada</p>",
        "<p>Words.</p><p>— Ada</p>",
        "<p>Words.</p>&mdash; Ada",
        "<p>Words.</p><p>- Ada</p>",
        "<p>Words.</p><p>--Ada</p>",
        "Words.<br><br>―\u{a0}Ada",
    ] {
        reads(&format!("<blockquote>{html}</blockquote>"), said_by);
    }
    reads(
        "<figure><blockquote>Words.</blockquote><figcaption>— Ada</figcaption></figure>",
        said_by,
    );
    reads(
        "<figure><figcaption>Ada</figcaption><blockquote><p>Words.</blockquote></figure>",
        said_by,
    );
    reads(
        "<blockquote>“Words.” — Ada</blockquote>",
        "quote(p(“Words.”) | Ada)",
    );
    reads(
        "<blockquote><em>“Words.”</em> — <b>Ada</b>, <a href=b>x</a></blockquote>",
        "quote(p(_“Words.”_) | *Ada*, <b x>)",
    );
    reads(
        "<blockquote><p>One</p><p>Two</p><footer>A</footer><footer>B</footer></blockquote>",
        "quote(p(One) p(Two) | A⏎B)",
    );
}

#[test]
fn quotes_without_a_name_stay_whole() {
    reads(
        "<blockquote><p>I read <cite>Ulysses</cite> today.</p></blockquote>",
        "quote(p(I read _Ulysses_ today.))",
    );
    reads(
        "<blockquote><p>I read <cite>Ulysses</cite></p></blockquote>",
        "quote(p(I read _Ulysses_))",
    );
    reads(
        "<blockquote><p>— Who?</p><p>— Me.</p></blockquote>",
        "quote(p(— Who?) p(— Me.))",
    );
    reads(
        "<blockquote>— Who?<br>— Me.</blockquote>",
        "quote(p(— Who?⏎— Me.))",
    );
    reads("<blockquote><p>— Who?</p></blockquote>", "quote(p(— Who?))");
    reads(
        "<blockquote><p>But I —</p><p>No.</p></blockquote>",
        "quote(p(But I —) p(No.))",
    );
    reads(
        "<blockquote><cite>Ada</cite></blockquote>",
        "quote(p(_Ada_))",
    );
    reads(
        "<blockquote><footer>Ada</footer></blockquote>",
        "quote(p(Ada))",
    );
    reads(
        "<blockquote><p>a</p><ul><li>b</ul></blockquote>",
        "quote(p(a) ul[p(b)])",
    );
    reads("<blockquote></blockquote>", "");
    let long = "word ".repeat(80);
    reads(
        &format!("<blockquote><p>a</p><p>— {long}</p></blockquote>"),
        &format!("quote(p(a) p(— {}))", long.trim()),
    );
    reads(
        "<blockquote>a<blockquote>b</blockquote></blockquote>",
        "quote(p(a) quote(p(b)))",
    );
}

#[test]
fn pictures_are_found_behind_their_placeholders() {
    reads(
        "<img src=i.jpg alt=' A  b ' width=600 height='400px'>",
        "img(i.jpg, 600×400, “A b”)",
    );
    reads("<p>a <img src=i> b</p>", "p(a) img(i) p(b)");
    reads("<img src='data:image/gif;base64,R0' data-src=i>", "img(i)");
    reads(
        "<img data-srcset='i 1x, j 2x' src='s.gif'>",
        "img(i, i 1x, j 2x)",
    );
    reads(
        "<img src=tiny.jpg data-src=i data-srcset='i 300w, j 900w, k 4000w'>",
        "img(i, i 300w, j 900w, k 4000w)",
    );
    reads(
        "<img srcset='i 300w, j 900w, k 4000w'>",
        "img(j, i 300w, j 900w, k 4000w)",
    );
    reads(
        "<img src='data:image/png;base64,R0'><img src=''><img><img src='javascript:1'>",
        "",
    );
    for name in [
        "data-lazy-src",
        "data-original",
        "data-orig-src",
        "data-cfsrc",
        "data-ezsrc",
        "data-lazy",
    ] {
        reads(&format!("<img src=tiny.jpg {name}=i>"), "img(i)");
    }
    reads("<img src=tiny.jpg data-lazy-srcset='i 9w'>", "img(i, i 9w)");
    reads(
        "<picture><source data-lazy-srcset='j 9w' srcset='data:,'><img src=t.gif data-src=i></picture>",
        "img(i, j 9w)",
    );
    reads("<img src=i width='100%' height=50>", "img(i)");
    reads("<amp-img src=i></amp-img>", "img(i)");
    reads(
        "<picture><source srcset='a.avif' type=image/avif><source srcset='w 1x' type=image/webp>\
         <source srcset=m media='(max-width:9em)'><img src=i></picture>",
        "img(i, w 1x)",
    );
    reads(
        "<picture><source srcset='j 2x'><img src=i srcset='k 2x'></picture>",
        "img(i, k 2x)",
    );
}

#[test]
fn candidates_are_read_as_the_standard_says() {
    let reads_set = |set: &str, expected: &str| {
        reads(
            &format!("<img src=i srcset='{set}'>"),
            &format!("img(i{expected})"),
        );
    };
    reads_set("a, b 2x", ", a , b 2x");
    reads_set("a,b 2x", ", a,b 2x");
    reads_set("a 1x,b 1.5x", ", a 1x, b 1.5x");
    reads_set(
        "f/w_1,h_2/a.jpg 640w, b 0w, c zz, d -1x",
        ", f/w_1,h_2/a.jpg 640w",
    );
    reads_set(
        "data:image/png;base64,AA 1x, javascript:x 2x, b 3x",
        ", b 3x",
    );
    reads_set(" , ,,", "");
}

#[test]
fn counters_and_signs_are_no_pictures() {
    reads(
        "<img src=i width=1 height=1><img src=i width=0><img src=i height=1>",
        "",
    );
    reads("<img src=i style='display: none'>", "");
    reads("<img src=i style='border:0; Width: 1px; height:1px'>", "");
    reads("<img src=i style='max-width:1px; height:auto'>", "img(i)");
    reads("<img src=/s/spacer.gif?1 alt=x><img src=1x1.png>", "");
    reads(
        "<img src=placeholder-of-a-port.jpg>",
        "img(placeholder-of-a-port.jpg)",
    );
    reads(
        "<img src=https://pixel.wp.com/b.gif?x><img src='http://feeds.feedburner.com/~r/x/~4/y'>\
         <img src=https://counter.theconversation.com/content/1/count.gif>",
        "",
    );
    reads(
        "<p>Good <img src=i class='emoji x' alt='😀'>!</p>",
        "p(Good 😀!)",
    );
    reads(
        "<p>Flag <img src=i width=16 height=11 alt=ES>a<img src=i width=16 height=16></p>",
        "p(Flag ESa)",
    );
}

#[test]
fn noscript_twins_take_the_place_of_their_pictures() {
    reads(
        "<img src=spacer.gif><noscript><img src=i></noscript>",
        "img(i)",
    );
    reads(
        "<noscript><img src=i></noscript> <img src='data:,' data-src=j>",
        "img(i)",
    );
    reads(
        "<div><img data-src=i></div><noscript><img src=i alt=a></noscript>",
        "img(i)",
    );
    reads(
        "<img src=i><noscript><img src=t width=1 height=1></noscript>",
        "img(i)",
    );
    reads(
        "<img src=i><noscript>Vote <a href=b>here</a></noscript>",
        "img(i) p(Vote <b here>)",
    );
}

#[test]
fn captions_belong_to_their_pictures() {
    reads(
        "<figure><img src=i><figcaption>a <b>b</b></figcaption></figure>",
        "img(i | a *b*)",
    );
    reads(
        "<figure><figcaption><p>a</p><p>b</p></figcaption><a href=x><img src=i></a></figure>",
        "img(i | a⏎b)",
    );
    reads(
        "<figure><img src=i><img src=j><figcaption>a</figcaption></figure>",
        "img(i) img(j | a)",
    );
    reads(
        "<figure><figure><img src=i><figcaption>a</figcaption></figure><figcaption>b</figcaption></figure>",
        "img(i | a) p(b)",
    );
    reads("<figure><figcaption>a</figcaption></figure>", "p(a)");
    reads(
        "<figure><iframe src=e></iframe><figcaption>a</figcaption></figure>",
        "link(e | a)",
    );
    reads(
        "<figure><table><tr><td>x<td>y</table><figcaption>a</figcaption></figure>",
        "table(a | x, y)",
    );
    reads(
        "<figure><pre>x</pre><figcaption>a</figcaption></figure>",
        "code(\"x\") p(a)",
    );
    reads(
        "<div class='x wp-caption'><img src=i><p class=wp-caption-text>a</p></div>",
        "img(i | a)",
    );
    reads(
        "<table class=tr-caption-container><tr><td><img src=i></td></tr><tr><td class=tr-caption>a</td></tr></table>",
        "img(i | a)",
    );
    reads("<figcaption>a</figcaption>", "p(a)");
}

#[test]
fn tables_of_data_stay_tables() {
    reads(
        "<table><caption>c <i>d</i></caption><thead><tr><td>a<th>b</thead><tbody><tr><th>x<td>y <br> z</table>",
        "table(c _d_ | #a, #b; #x, y⏎z)",
    );
    reads(
        "<table><tr><td colspan=2 rowspan=0>a<td colspan=99999 rowspan=x>b</table>",
        "table( | 2×1 a, 998×1 b)",
    );
    reads(
        "<table><tr><th>a<th>b<tr><td><p>1</p><p>2</p><td><ul><li>3<li>4</ul></table>",
        "table( | #a, #b; 1⏎2, 3⏎4)",
    );
    reads(
        "<table><tr><th><img src=i alt=Flag> x<td><iframe src=e title=t></iframe></table>",
        "table( | #Flag x, <e t>)",
    );
    reads(
        "<table>lost<tr><td>a<td>b</table>",
        "p(lost) table( | a, b)",
    );
    reads(
        "<table><tr hidden><td>x<td>y<tr><td>a<td>b</table>",
        "table( | a, b)",
    );
}

#[test]
fn tables_of_layout_are_what_they_hold() {
    reads("<table><tr><td>a<tr><td>b</table>", "p(a) p(b)");
    reads(
        "<table><tr><td><img src=i><td><img src=j></table>",
        "img(i) img(j)",
    );
    reads(
        "<table role=presentation><tr><td>a<td>b</table>",
        "p(a) p(b)",
    );
    reads(
        "<table><tr><td>a<td><table><tr><td>1<td>2</table></table>",
        "p(a) table( | 1, 2)",
    );
    reads("<table><tr><td><h2>a</h2><td>b</table>", "h1(a) p(b)");
    reads("<table></table><table><tr></table>", "");
    reads("<table><caption>a</caption></table>", "table(a | )");
}

#[test]
fn preformatted_text_keeps_its_form() {
    reads("<pre>\n a\n\n  b \n</pre>", "code(\" a\\n\\n  b\")");
    reads(
        "<pre><code>a &lt;b&gt;<br>c</code></pre>",
        "code(\"a <b>\\nc\")",
    );
    reads("a<pre> </pre>b", "p(a) p(b)");
}

#[test]
fn frames_of_unknown_sites_become_links() {
    reads(
        "<iframe src=//v.example/1 title='A  film'></iframe>",
        "link(https://v.example/1, “A film”)",
    );
    reads(
        "<iframe data-src=e></iframe><iframe src=about:blank></iframe><iframe srcdoc='<p>x'>y</iframe>",
        "link(e)",
    );
    reads(
        "<object data=o><embed src=e></object><object data=p>x</object>",
        "link(e) link(p)",
    );
    reads(
        "<iframe src=https://evil-youtube.com/embed/1></iframe>",
        "link(https://evil-youtube.com/embed/1)",
    );
}

#[test]
fn frames_of_known_providers_become_players() {
    let film = "YouTube Wide https://www.youtube-nocookie.com/embed/a";
    let page = "https://www.youtube.com/watch?v=a";
    for html in [
        "<iframe src='//www.youtube.com/embed/a?rel=0'></iframe>",
        "<iframe src=about:blank data-src=https://www.youtube.com/embed/a></iframe>",
        "<iframe src=placeholder.html data-lazy-src=https://www.youtube.com/embed/a></iframe>",
        "<iframe data-lazy-src=https://www.youtube.com/embed/a></iframe> \
         <noscript><iframe src=https://www.youtube.com/embed/a></iframe></noscript>",
        "<object data=https://www.youtube.com/v/a><embed src=https://www.youtube.com/v/a></object>",
        "<video src=https://youtu.be/a></video>",
    ] {
        reads(html, &format!("{film}({page})"));
    }
    reads(
        "<figure><iframe src=https://youtu.be/a title=T></iframe><figcaption>C <b>c</b></figcaption></figure>",
        &format!("{film}({page}, “T” | C *c*)"),
    );
    reads(
        "<iframe src=https://youtu.be/a width=0 height=0></iframe><iframe src=e height=1></iframe>",
        "",
    );
    reads(
        "<table><tr><th>a<td><iframe src=https://youtu.be/a></iframe></table>",
        &format!("table( | #a, <{page} youtube.com>)"),
    );
}

#[test]
fn files_become_the_browsers_own_players() {
    reads(
        "<video controls poster=p.jpg title=T><source src=v.webm><source src=v.mp4?x>old</video>",
        "video[p.jpg](v.mp4?x, “T”)",
    );
    reads(
        "<audio src=a.mp3 title='Part 1'></audio><audio><source src=a.weba></audio>",
        "audio(a.mp3, “Part 1”) audio(a.weba)",
    );
    reads(
        "<video src=stream></video><video poster=javascript:1 src=v.m3u8></video>",
        "video(stream) video(v.m3u8)",
    );
    reads(
        "<embed src=a.ogg><iframe src=v.mp4></iframe><object data=v.webm>x</object>",
        "audio(a.ogg) video(v.mp4) video(v.webm)",
    );
    reads("<video>No <b>video</b></video>", "p(No *video*)");
    reads(
        "<figure><audio src=a.mp3></audio><figcaption>Listen</figcaption></figure>",
        "audio(a.mp3 | Listen)",
    );
}

#[test]
fn posts_are_quotes_and_then_a_player() {
    reads(
        "<blockquote class='twitter-tweet x'><p lang=en>Words <a href=https://t.co/1>t.co/1</a></p>\
         &mdash; Ada (@ada) <a href='https://twitter.com/ada/status/12?ref=x'>May 1</a></blockquote>\
         <script src=https://platform.twitter.com/widgets.js></script>",
        "quote(p({en/ Words <https://t.co/1 t.co/1>}) | Ada (@ada) <https://twitter.com/ada/status/12?ref=x May 1>) \
         X Tall https://platform.twitter.com/embed/Tweet.html?id=12(https://twitter.com/ada/status/12?ref=x)",
    );
    reads(
        "<blockquote class=instagram-media data-instgrm-permalink='https://www.instagram.com/p/C1/?x'></blockquote>",
        "Instagram Tall https://www.instagram.com/p/C1/embed/(https://www.instagram.com/p/C1/?x)",
    );
    reads(
        "<blockquote class=tiktok-embed cite=https://www.tiktok.com/@ada/video/7 data-video-id=7><section>Words</section></blockquote>",
        "quote(p(Words)) TikTok Tall https://www.tiktok.com/embed/v2/7(https://www.tiktok.com/@ada/video/7)",
    );
    reads(
        "<blockquote class=bluesky-embed data-bluesky-uri=at://did:plc:x1/app.bsky.feed.post/y2><p>Words</blockquote>",
        "quote(p(Words)) Bluesky Tall https://embed.bsky.app/embed/did:plc:x1/app.bsky.feed.post/y2\
         (https://bsky.app/profile/did:plc:x1/post/y2)",
    );
    // A quote that only mentions a post stands for nothing.
    reads(
        "<blockquote cite=https://x.com/ada/status/1><p>Words <a href=https://x.com/ada/status/1>x</a></blockquote>",
        "quote(p(Words <https://x.com/ada/status/1 x>))",
    );
    reads(
        "<blockquote class=twitter-tweet><p>Words <a href=https://x.example/ada/status/1>x</a></blockquote>",
        "quote(p(Words <https://x.example/ada/status/1 x>))",
    );
}

#[test]
fn notes_keep_their_markers_and_lead_nowhere_else() {
    let note = |html: &str, expected: &str| {
        reads(
            &format!("<p>Word{html} on.</p>"),
            &format!("p(Word{expected} on.)"),
        );
    };
    note("<sup><a href='#fn1' id=ref1>1</a></sup>", "¹");
    note("<a href='#fn12'><sup>12</sup></a>", "¹²");
    note("<a href='#fn1'>1</a>", "¹");
    note("<sup><a href='#a'>1</a>,<a href='#b'>2</a></sup>", "¹,²");
    note("<sup><a href='#fna'>a</a></sup>", "[a]");
    note("<sup>[<a href='#n'>3</a>]</sup>", "[3]");
    note("<a href='#n'>[3]</a>", "[3]");
    note("<a href='#n'>*</a>", "*");
    note(
        "<sup><a href='https://example.org/a/story/#footnote-3'>3</a></sup>",
        "³",
    );
    note("<a href='https://paper.example/story#fn:3'>3</a>", "³");
    // What is no note.
    note(" <a href='#s'>3</a>", " 3");
    note(" <a href='#s'>below</a>", " below");
    note(
        " <a href='b#fn1'>another page’s note</a>",
        " <b#fn1 another page’s note>",
    );
    note(" <a href='b#part'>3</a>", " <b#part 3>");
    // The notes themselves.
    reads(
        "<ol><li id=fn1>One. <a href='#ref1'>↩︎</a></li><li><p>Two.&nbsp;<a href='https://paper.example/s#fnref:2'>^</a></p></li></ol>",
        "ol1[p(One.)][p(Two.)]",
    );
    reads("<p id=fn1><a href='#ref1'>1</a> One.</p>", "p(1 One.)");
}

#[test]
fn rules_divide() {
    reads("a<hr>b<hr><hr/>", "p(a) rule p(b) rule");
}

#[test]
fn what_nobody_sees_is_not_read() {
    reads(
        "<title>t</title><script>x</script><style>x</style><template><p>x</p></template><p>a</p>\
         <p hidden>x</p><div style='color:red; DISPLAY : none'>x</div><!-- x --><noembed>x</noembed>\
         <datalist><option>x</datalist>",
        "p(a)",
    );
    reads(
        "<p hidden=until-found>a</p><p style='display:block'>b</p>",
        "p(a) p(b)",
    );
    reads("<textarea>a b</textarea><button>c</button>", "p(a bc)");
}

#[test]
fn drawings_and_formulas_keep_their_words() {
    reads(
        "<p>a <svg><title>x</title><style>x</style><script>x</script><text>b</text><text>c</text>\
         <a href='javascript:1'>d</a><foreignObject><b>e</b></foreignObject></svg></p>",
        "p(a b cd *e*)",
    );
    reads(
        "<math><mi>x</mi><mo>=</mo><mn>1</mn><annotation>y</annotation></math>",
        "p(x=1)",
    );
    reads("<svg><img src=i><p>a", "img(i) p(a)");
}

/// Every URL in the blocks.
fn urls(blocks: &[Block]) -> Vec<String> {
    let text = format!("{blocks:?}");
    let parts = text.split("Href(\"").skip(1);
    parts
        .map(|part| part.split('"').next().unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn hostile_nesting_keeps_its_words() {
    for tag in [
        "b",
        "div",
        "blockquote",
        "ul><li",
        "table><tr><td",
        "figure",
        "span lang=fr",
        "p",
        "a href=x",
        "svg",
        "i><b",
        "h1",
        "dl><dt",
        "sup",
        "code",
    ] {
        let html = format!("<{tag}>word ").repeat(1000) + "<script>no</script>last";
        let blocks = blocks(&html);
        let text = words(&blocks);
        assert_eq!(text.matches("word").count(), 1000, "{tag}");
        assert!(text.contains("last") && !text.contains("no"), "{tag}");
    }
}

/// Counts what is asked of it.
struct Counting(url::Url, Cell<usize>);

impl Resolve for Counting {
    fn resolve(&self, reference: &str) -> Option<Href> {
        self.1.set(self.1.get() + 1);
        self.0.resolve(reference)
    }
}

#[test]
fn addresses_are_resolved_a_few_times_each() {
    for (html, addresses) in [
        (
            format!(
                "<picture>{}{}</picture>",
                "<source srcset='a 1x'>".repeat(2000),
                "<img src=i>".repeat(2000)
            ),
            4000,
        ),
        (
            "<img src=i><noscript><img src=j></noscript>".repeat(2000),
            4000,
        ),
        (
            format!(
                "<noscript>{}</noscript><img src=i>",
                "<img src=j>".repeat(2000)
            ),
            2001,
        ),
        (
            format!("<video>{}</video>", "<source src=v.webm>".repeat(2000)),
            2000,
        ),
        (
            format!(
                "<blockquote class=twitter-tweet>{}</blockquote>",
                "<a href=https://x.com/a>b</a> ".repeat(2000)
            ),
            2000,
        ),
    ] {
        let resolve = Counting(base(), Cell::new(0));
        read_html(&html, &resolve);
        let asked = resolve.1.get();
        assert!(
            asked <= 4 * addresses,
            "{asked} for {addresses} of {}…",
            &html[..60]
        );
    }
}

#[test]
fn what_is_read_grows_with_the_document_and_no_faster() {
    let many = |html: &str| html.repeat(50_000 / html.len());
    let long = "x".repeat(50_000);
    for html in [
        many("<p>word"),
        many("<b>word</b>word"),
        many("word<br>"),
        many("<li>word"),
        many("<sup>1</sup>"),
        many("<a href=#fn1>1</a>"),
        many("<a href=b>word</a>"),
        many("<img src=i><noscript> </noscript>"),
        many("<iframe src=https://youtu.be/a></iframe>"),
        many("<blockquote class=twitter-tweet>word</blockquote>"),
        many("<figure><img src=i><figcaption>word</figcaption></figure>"),
        many("<table><tr><th>word<td>word</table>"),
        format!("<table>{}</table>", many("<tr><td colspan=9>word<td>word")),
        // What is long, repeated by everything inside it.
        format!("<a href={long}>{}</a>", many("<p>word</p>")),
        format!("<a href={long}>{}</a>", many("<b>word</b>word")),
        format!(
            "<div lang=en-{}>{}</div>",
            "abcde-".repeat(9_000),
            many("<p>word</p>")
        ),
        format!("<h2>{}</h2>", many("<b>word</b>word")),
        format!(
            "<figure>{}<figcaption>{}</figcaption></figure>",
            many("<figure><img src=i><figcaption>word</figcaption></figure>"),
            many("<b>word</b>word")
        ),
        format!("{}{}", "<table><tr><td>".repeat(1000), many("<td>word")),
        format!("{}{}", "<bdi>".repeat(1000), many("word ")),
        format!(
            "{}{}",
            "<blockquote>".repeat(1000),
            many("<b>word</b><br>— word")
        ),
    ] {
        let size = format!("{:?}", blocks(&html)).len();
        assert!(
            size < 60 * html.len(),
            "{size} of {}: {}…",
            html.len(),
            &html[..60]
        );
    }
}

#[test]
fn html_in_every_url_is_harmless() {
    let html = "<a href='javascript:a'>x</a><img src='javascript:a' srcset='javascript:b 2x' data-src='vbscript:x'>\
        <iframe src='data:text/html,x'></iframe><embed src='blob:x'><object data='javascript:x'></object>\
        <video src='file:///x'></video><a href='https://ok.example/'>ok</a>";
    assert_eq!(urls(&blocks(html)), ["https://ok.example/"]);
}

fn words(blocks: &[Block]) -> String {
    sketch(blocks)
}

#[test]
fn plain_text_becomes_paragraphs() {
    let sketch = |text: &str| sketch(&read_text(text));
    assert_eq!(
        sketch("One\n\nTwo\n \t\n\n\nThree"),
        "p(One) p(Two) p(Three)"
    );
    assert_eq!(
        sketch("One\r\ntwo  three \r\n\r\n<b>Four</b>"),
        "p(One⏎two three) p(<b>Four</b>)"
    );
    assert_eq!(sketch(" \n "), "");
}

/// Markup of random shape; every text in it is a numbered word.
fn any_html() -> impl Strategy<Value = String> {
    let tags = prop::sample::select(vec![
        "p",
        "div",
        "b",
        "i",
        "em",
        "strong",
        "a href=x",
        "a",
        "ul",
        "ol",
        "li",
        "blockquote",
        "footer",
        "cite",
        "figure",
        "figcaption",
        "h1",
        "h2",
        "h4",
        "span lang=fr",
        "bdi",
        "code",
        "pre",
        "table",
        "tr",
        "td",
        "th",
        "tbody",
        "caption",
        "thead",
        "dl",
        "dt",
        "dd",
        "q",
        "section",
        "header",
        "details",
        "summary",
        "noscript",
        "ruby",
        "rt",
        "button",
        "center",
        "font",
        "x-y",
        "label",
        "small",
        "sub",
        "sup",
        "address",
        "main",
        "nav",
        "object",
        "s",
        "svg",
        "math",
        "foreignObject",
        "form",
        "fieldset",
        "legend",
        "picture",
        "blockquote class=twitter-tweet",
        "a href=#fn1",
        "a href=x#fn1",
        "video",
        "figure class=x",
        "h3",
        "h6",
        "hgroup",
        "menu",
        "select",
        "option",
        "textarea",
        "marquee",
        "canvas",
        "map",
        "span dir=auto",
        "div class=wp-caption",
        "xmp",
        "rp",
        "text",
        "mtext",
        "td hidden=until-found",
        "slot",
    ]);
    let leaf = prop::sample::select(vec![
        "§",
        "§",
        "§",
        " ",
        "\n",
        "<br>",
        "<br><br>",
        "<hr>",
        "<img src=i>",
        "<img src=i alt=x>",
        "— ",
        "” — ",
        "&nbsp;",
        "<script>var x</script>",
        "<iframe src=e></iframe>",
        "<!-- c -->",
    ]);
    let leaf = leaf.prop_map(str::to_owned);
    leaf.prop_recursive(6, 48, 6, move |inner| {
        (
            tags.clone(),
            prop::collection::vec(inner, 0..6),
            any::<bool>(),
        )
            .prop_map(|(tag, inner, closed)| {
                let name = tag.split(' ').next().unwrap_or_default();
                let end = if closed {
                    format!("</{name}>")
                } else {
                    String::new()
                };
                format!("<{tag}>{}{end}", inner.concat())
            })
    })
    .prop_map(|html| {
        let mut numbered = String::new();
        for (index, part) in html.split('§').enumerate() {
            if index > 0 {
                numbered += &format!("word{index}x");
            }
            numbered += part;
        }
        numbered
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn every_word_comes_through(html in any_html()) {
        let found = words(&blocks(&html));
        for index in 1..=html.matches("word").count() {
            prop_assert!(found.contains(&format!("word{index}x")), "word{index} of {html}\nin {found}");
        }
    }

    #[test]
    fn nothing_is_empty_or_untrimmed(html in any_html()) {
        check(&blocks(&html))?;
    }

    #[test]
    fn nothing_makes_it_panic(html in "(<[a-z]{1,6}( [a-z]{1,6}=[^>]{0,9})?>|</[a-z]{1,4}>|[ -~]{0,8}|[^a]{0,3}){0,20}") {
        let _ = blocks(&html);
    }
}

fn check(blocks: &[Block]) -> Result<(), TestCaseError> {
    for block in blocks {
        match block {
            Block::Paragraph(content) | Block::Heading { content, .. } => {
                let text = crate::model::plain_text(content);
                prop_assert!(!text.is_empty());
                prop_assert_eq!(text.trim(), &text);
            }
            Block::List { items, .. } => {
                prop_assert!(!items.is_empty());
                for item in items {
                    prop_assert!(!item.is_empty());
                    check(item)?;
                }
            }
            Block::Quote(quote) => {
                prop_assert!(!quote.content.is_empty());
                check(&quote.content)?;
            }
            _ => {}
        }
    }
    Ok(())
}
