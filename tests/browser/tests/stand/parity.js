// Shows a feed in a stand of its own, opens its articles and tells what is drawn. The body of an
// async function; its arguments are the address and the ids, its result {front, readers}.

/** Waits turn by turn, then frame by frame: nothing of what is waited for takes a fixed time. */
const until = async (what, condition) => {
  const deadline = performance.now() + 40_000;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error(`waited for ${what}`);
    await new Promise(requestAnimationFrame);
  }
};

const [src, ids] = arguments;
document.querySelector("news-stand")?.remove();
const stand = document.createElement("news-stand");
for (const [name, value] of Object.entries({ src, loading: "eager", storage: "none" })) stand.setAttribute(name, value);
const ready = new Promise((resolve, reject) => {
  stand.addEventListener("newsstand-ready", resolve);
  stand.addEventListener("newsstand-error", ({ detail }) => reject(new Error(`${detail.kind}: ${detail.message}`)));
});
document.body.append(stand);
await ready;

const root = stand.shadowRoot;
const cards = () => [...root.querySelectorAll(".feed .card")];
while (cards().length < ids.length) {
  const { length } = cards();
  root.querySelector(".more").click();
  await until(`more than ${length} headlines`, () => cards().length > length);
}

const picture = (element) => element && [element.getAttribute("src"), element.getAttribute("srcset")];
/** A byline without its time. */
const authorsOf = (line) => {
  const copy = line?.cloneNode(true);
  copy?.querySelector("time")?.remove();
  return copy?.textContent.replace(/ · $/, "") ?? "";
};
const front = cards().map((card) => {
  const link = card.querySelector(".title a");
  const time = card.querySelector("time");
  return {
    headline: link.textContent,
    href: link.getAttribute("href"),
    language: card.lang,
    direction: card.dir,
    section: card.querySelector(".kicker")?.textContent ?? null,
    byline: authorsOf(card.querySelector(".meta")),
    published: time && Date.parse(time.dateTime),
    picture: picture(card.querySelector(".picture img")),
  };
});

const COUNTED = "p h2 h3 h4 h5 h6 ul ol li blockquote table tr td th pre hr figure".split(" ");
const RUNS = "a em strong code span".split(" ");

/** The words of a body: blocks and line breaks divide them. */
const wordsOf = (node) => {
  if (!(node instanceof Element)) return node instanceof Text ? node.data : "";
  const words = [...node.childNodes].map(wordsOf).join("");
  return RUNS.includes(node.localName) ? words : ` ${words} `;
};

const readers = [];
for (const id of ids) {
  stand.open(id);
  await until(`the body of ${id}`, () => {
    const body = root.querySelector(".reader .body");
    return body && !body.parentNode.querySelector("[aria-busy=true]");
  });
  const reader = root.querySelector(".reader");
  const body = reader.querySelector(".body").cloneNode(true);
  body.querySelector(".read-at")?.remove();
  const all = (selector, name) => [...body.querySelectorAll(selector)].map((element) => element.getAttribute(name));
  const [links, pictures] = [all("a", "href"), all("img", "src")];
  const counts = COUNTED.map((name) => [name, body.querySelectorAll(name).length]);
  // What the interface says in the middle of it.
  for (const own of body.querySelectorAll(".show, .way-out a[lang]")) own.remove();
  readers.push({
    headline: reader.querySelector(".headline").textContent,
    lead: reader.querySelector(".lead-picture img")?.getAttribute("src") ?? null,
    words: wordsOf(body).split(/[ \t\n\f\r]+/).filter(Boolean).join(" "),
    links,
    pictures,
    counts: Object.fromEntries(counts.filter(([, count]) => count)),
  });
  stand.close();
  await until(`the front after ${id}`, () => !root.querySelector(".reader"));
}
return { front, readers };
