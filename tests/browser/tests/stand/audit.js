// Shows one feed after the other, opens their articles and looks at everything that is drawn. The
// body of an async function; its argument is a list of {src, title, articles, waits, isSearched, mayLack}
// (`articles`: keys and what is special about them; `waits`: for the bodies, which are not fetched; `isSearched`:
// all bodies are read for a search first; `mayLack`: an article that says nothing in its dialect is none), its
// result what was found and which pictures were shown.

/** The attributes that the stand's own elements have, besides those that all may have. */
const OF_ALL = ["class", "part", "lang", "dir"];
const OF_EACH = {
  a: "href hreflang rel",
  article: "aria-label aria-posinset aria-setsize data-text-size",
  bdi: "",
  blockquote: "",
  br: "",
  button: "aria-controls aria-disabled aria-expanded aria-haspopup aria-label aria-pressed hidden role type value",
  caption: "",
  code: "",
  dialog: "aria-label closedby id open popover",
  div: "aria-busy aria-label aria-roledescription aria-selected data-theme hidden id inert role tabindex",
  em: "",
  figcaption: "",
  figure: "",
  footer: "",
  h1: "tabindex", h2: "tabindex", h3: "tabindex", h4: "tabindex", h5: "tabindex", h6: "tabindex",
  hr: "",
  img: "alt decoding fetchpriority height loading referrerpolicy sizes src srcset width",
  input: "aria-activedescendant aria-autocomplete aria-controls aria-expanded aria-label autocomplete enterkeyhint placeholder role spellcheck type",
  li: "aria-posinset aria-selected aria-setsize id role",
  mark: "",
  nav: "aria-label",
  ol: "start",
  option: "value",
  p: "role",
  pre: "tabindex",
  progress: "aria-hidden value",
  section: "aria-label aria-roledescription",
  select: "aria-label",
  span: "aria-hidden",
  strong: "",
  table: "",
  tbody: "",
  td: "colspan rowspan",
  th: "colspan rowspan scope",
  time: "datetime title",
  tr: "",
  ul: "aria-label id role tabindex",
};
const LISTS = new Map(Object.entries(OF_EACH).map(([name, list]) => [name, new Set([...OF_ALL, ...list.split(" ")])]));

/** Attributes that have few values. */
const VALUES = {
  "aria-controls": /^(languages|countries|(language|country)-panel|similar|section|author|latest)$/,
  class: /^([a-z-]+( [a-z-]+)*)?$/,
  colspan: /^\d{1,4}$/,
  "data-text-size": /^(-1|[0-4])$/,
  "data-theme": /^(auto|light|dark)$/,
  dir: /^(ltr|rtl|auto)$/,
  height: /^\d+$/,
  id: /^((languages|countries)(-\d+)?|(language|country)-panel|similar|section|author|latest)$/,
  hreflang: /^[A-Za-z0-9-]+$/,
  lang: /^[A-Za-z0-9-]+$/,
  loading: /^(lazy|eager)$/,
  part: /^[a-z-]+( [a-z-]+)*$/,
  rel: /^noopener noreferrer$/,
  role: /^(alert|combobox|feed|group|listbox|option|status)$/,
  rowspan: /^\d{1,4}$/,
  sizes: /^[-(): 0-9a-z,]+$/,
  start: /^-?\d+$/,
  tabindex: /^(0|-1)$/,
  type: /^(button|search|text)$/,
  value: /^(0(\.\d+)?|\d(\.\d+)?e-\d+|1|[a-z]+)$/,
  width: /^\d+$/,
};

const findings = [];
const pictures = new Set();
const stand = document.querySelector("news-stand");
const root = stand.shadowRoot;

/** Each finding once, with the article where it was met first. */
const known = new Set();
const find = (key, what) => {
  if (known.size < 25 && !known.has(what)) findings.push(`${key}: ${what}`);
  known.add(what);
};

// The URL standard allows quotation marks in a host, and only there.
const isWeb = (url) => /^https?:\/\/[^\s<>/]+(\/[^\s<>"]*)?$/.test(url);

const auditElement = (key, element) => {
  // Only for findings: it would be most of the work.
  const tag = { toString: () => element.cloneNode().outerHTML.slice(0, 300) };
  const list = LISTS.get(element.localName);
  if (element.namespaceURI !== "http://www.w3.org/1999/xhtml" || !list || element.prefix) return find(key, `the element ${tag}`);
  if (element.shadowRoot || element.getAttribute("is") !== null) find(key, `a shadow root in ${tag}`);
  for (const { name, value, namespaceURI } of element.attributes) {
    if (namespaceURI || !list.has(name)) find(key, `the attribute ${name} in ${tag}`);
    else if (Object.hasOwn(VALUES, name) && !VALUES[name].test(value)) find(key, `${name}="${value}" in ${tag}`);
  }
  if (element.localName === "a") {
    const href = element.getAttribute("href");
    if (href !== "#" && !isWeb(href) && !/^(mailto|tel):/.test(href)) find(key, `the link ${tag}`);
    if (href !== "#" && !["http:", "https:", "mailto:", "tel:"].includes(element.protocol)) find(key, `the link ${tag}`);
  }
  if (element.localName === "img") {
    const candidates = (element.getAttribute("srcset") ?? "").split(", ").filter(Boolean).map((candidate) => candidate.split(" ")[0]);
    for (const url of [element.getAttribute("src"), ...candidates]) {
      if (!isWeb(url)) find(key, `the picture ${tag}`);
      pictures.add(url);
    }
  }
};

const audit = (key, place) => {
  const walker = document.createTreeWalker(place, NodeFilter.SHOW_ALL);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node instanceof Element) auditElement(key, node);
    else if (node instanceof Comment ? node.data !== "" : !(node instanceof Text)) find(key, `the node ${node.nodeName} ${node.data}`);
  }
};

/** Waits turn by turn, then frame by frame: nothing of what is waited for takes a fixed time. */
const { port1, port2 } = new MessageChannel();
const turn = () => new Promise((resolve) => {
  port1.onmessage = resolve;
  port2.postMessage(0);
});
const until = async (what, condition) => {
  const deadline = performance.now() + 40_000;
  for (let turns = 0; !condition(); turns += 1) {
    if (performance.now() > deadline) throw new Error(`waited for ${what}`);
    await (turns < 20 ? turn() : new Promise(requestAnimationFrame));
  }
};

/** What the page's policy has refused meanwhile, told with the article that was open. */
let violations = 0;
const watchPolicy = (key) => {
  const all = window.__probe.problems.filter(({ kind }) => kind === "violation");
  for (const { text } of all.slice(violations)) find(key, `a violation: ${text}`);
  violations = all.length;
};

const brand = () => root.querySelector(".brand")?.textContent ?? "";

/** Searches for a word that all articles have: each has to be read. */
const search = async (title) => {
  const field = root.querySelector("[type=search]");
  field.value = "quiet";
  field.dispatchEvent(new Event("input", { bubbles: true }));
  await until(`all that was found in ${title}`, () => /\d/.test(root.querySelector(".found").textContent));
  watchPolicy(title);
};

for (const { src, title, articles, waits, isSearched, mayLack } of arguments[0]) {
  stand.setAttribute("src", src);
  await until(`${title}, which is ${stand.state}`, () => brand().startsWith(title));
  audit(title, root);
  if (isSearched) await search(title);
  for (const [key, what] of articles) {
    const name = `${title} ${what}`;
    let isAbsent = false;
    stand.addEventListener("newsstand-error", ({ detail }) => { isAbsent = mayLack && detail.kind === "article"; }, { once: true });
    stand.open(key);
    await until(`the opening of ${name}`, () => {
      const body = root.querySelector(".reader .body");
      return isAbsent || (body && !(waits && body.parentNode.querySelector("[aria-busy=true]")));
    });
    if (isAbsent) continue;
    audit(name, root.querySelector(".reader").parentNode);
    stand.close();
    await until(`the closing of ${name}`, () => !root.querySelector(".reader"));
    watchPolicy(name);
  }
  await until(`all headlines of ${title}`, () => {
    // The others wait until the search is over.
    const headlines = [...root.querySelectorAll("[role=feed] article")].filter((card) => card.checkVisibility());
    // -1 where there is a further page.
    return [headlines.length, -1].includes(Number(headlines[0]?.ariaSetSize));
  });
  // They, and whatever an article may have left behind.
  audit(`${title} at its end`, root);
}
return { findings, pictures: [...pictures] };
