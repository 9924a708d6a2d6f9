/**
 * Defines `<news-stand>` and starts everything the first headline needs, side by side:
 *
 *   this file ─┬─ news-stand.css ──────────────────────────────┐
 *              ├─ core.js (glue) ──────────┬─ instance ────────┼─ drawn
 *              ├─ core.wasm (streaming) ───┘                   │
 *              └─ src ── the probable edition's feed, strings ─┘
 *
 * The program itself is WebAssembly; this class only owns what JavaScript must own: the element,
 * its shadow root, its skeleton and its fallback. What looks like `__THIS__` is filled in by the build.
 */

const ATTRIBUTES = [
  "src", "language", "country", "view", "article", "links",
  "linking", "theme", "storage", "loading", "heading-level", "refresh",
];
const propertyOf = (attribute) => attribute.replace(/-(.)/, (_, letter) => letter.toUpperCase());

/** Where a file of the embed is. The version makes a new release win over cached old parts. */
const at = (file) => new URL(`${file}?v=__VERSION__`, import.meta.url).href;

/** The styles of what is drawn before the stylesheet has come. */
const SKELETON = "__SKELETON__";

/** No manifest is longer, in characters; a feed may be, and to parse all of it at once would keep the page waiting. */
const LONGEST_MANIFEST = 300_000;

/** All connected stands. */
const stands = new Set();
/**
 * Requests that were sent before the program was there to send them: URL → [response, controller], and the body
 * where part of the response's own has been read here.
 */
const early = new Map();

/** The one stylesheet of all stands. */
let sheet;
/** The promise of the program, and the program once it runs. */
let program;
let running;
/** Why no stand can be drawn on this page any more. */
let broken;

const request = (url) => {
  if (!early.has(url)) {
    const controller = new AbortController();
    // For the options of a request it has what counts: a `signal`.
    const response = fetch(url, controller);
    response.catch(() => {});
    early.set(url, [response, controller]);
  }
  return early.get(url);
};

const primary = (tag) => tag?.toLowerCase().split(/[-_]/)[0];

/**
 * Asks for the feed and the strings that the program will most probably want, as soon as the
 * manifest is there. The rule is that of `locale::negotiate`; where they should differ the
 * program is right and one request was in vain.
 */
const foresee = async (stand, src) => {
  const sent = request(src);
  const { body, url } = await sent[0];
  // A clone would be read to its end in one go.
  const [own, rest] = (sent[2] ?? body).tee();
  sent[2] = rest;
  const reader = own.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (let part; !(part = await reader.read()).done; ) {
    text += part.value;
    if (text.length > LONGEST_MANIFEST) return reader.cancel();
  }
  const { editions, language } = JSON.parse(text);
  // The program asks for itself by now.
  if (running) return;
  let tag = language;
  // A shared link names its edition.
  if (stand.linking === "hash" && location.hash.includes("-edition=")) return;
  if (Array.isArray(editions)) {
    let saved = [];
    try {
      if (stand.storage !== "none") saved = JSON.parse(localStorage.newsstand);
    } catch {}
    const languages = [stand.language, saved[0], ...navigator.languages, editions[0].language].map(primary);
    const countries = [stand.country, saved[1], ...navigator.languages.map((tag) => tag.split("-").slice(1).at(-1))]
      .filter(Boolean).map((country) => country.toUpperCase());
    const candidates = languages.map((wish) => editions.filter((edition) => primary(edition.language) === wish))
      .find((fitting) => fitting[0]);
    const edition = countries.map((wish) => candidates.find((edition) => edition.country === wish)).find(Boolean)
      ?? candidates[0];
    tag = edition.language;
    request(new URL(edition.feed, url).href);
  }
  const file = [tag, primary(tag)].find((name) => "__LOCALES__".split(" ").includes(name));
  if (file) request(at(`locales/${file}.json`));
};

/** A server that names the wrong MIME type still gets its program compiled, only not streaming. */
const compile = async (url) => {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return /^application\/wasm/.test(response.headers.get("content-type"))
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());
};

const start = async () => {
  const module = compile(at("core.wasm"));
  const glue = import(at("core.js"));
  const css = fetch(at("news-stand.css")).then((response) => {
    if (!response.ok) throw new Error(`${response.url} answered ${response.status}`);
    return response.text();
  });
  // Browsers take long over their first `Intl` object, and have nothing else to do now.
  Intl.DateTimeFormat();
  const [exports, compiled, rules] = await Promise.all([glue, module, css]);
  sheet.replaceSync(SKELETON + rules);
  exports.initSync({ module: compiled });
  exports.start({
    at,
    crash: (message) => fail("crash", message),
    send: (url) => {
      const sent = request(url);
      early.delete(url);
      return sent;
    },
  });
  return exports;
};

/** Nothing can be drawn any more: every stand shows what its page put into it. */
const fail = (kind, message, url = "") => {
  if (broken) return;
  broken = { kind, message, url };
  for (const stand of stands) stand.fall(broken);
};

const refusal = (error) => {
  const hint = error instanceof WebAssembly.CompileError
    ? " (a Content-Security-Policy must allow 'wasm-unsafe-eval' in script-src)" : "";
  fail("code", `The program could not be started: ${error?.message ?? error}${hint}`, at("core.wasm"));
  console.warn(`<news-stand>: ${broken.message}`);
};

/** After a crash the instance is dead; what it still throws says nothing new. */
const hush = (event) => {
  const error = event.error ?? event.reason;
  if (!(globalThis.WebAssembly && error instanceof WebAssembly.RuntimeError)) return;
  if (!broken && `${error.stack}`.includes(new URL("core.", import.meta.url).href)) fail("crash", error.message);
  if (broken?.kind === "crash") event.preventDefault();
};

/** Starts the stands that come near the viewport. */
const watcher = new IntersectionObserver(
  (entries) => entries.forEach((entry) => entry.isIntersecting && entry.target.start()),
  { rootMargin: "600px" },
);

const element = (tag, name, children = []) => {
  const node = document.createElement(tag);
  node.className = name;
  node.append(...children);
  return node;
};

class NewsStand extends HTMLElement {
  static observedAttributes = ATTRIBUTES;

  #root = this.attachShadow({ mode: "open" });
  #state = "loading";
  #started = false;
  #handle;
  #calls = [];

  #adapter;

  get state() {
    return this.#state;
  }

  get adapter() {
    return this.#adapter;
  }

  set adapter(adapter) {
    this.#adapter = adapter;
    if (this.#handle) this.reload();
  }

  open(idOrUrl) {
    this.#call("open", `${idOrUrl}`);
  }

  close() {
    this.#call("close");
  }

  reload() {
    this.#call("reload");
  }

  connectedCallback() {
    if (stands.has(this)) return;
    stands.add(this);
    for (const name of ["adapter", ...ATTRIBUTES.map(propertyOf)]) {
      // A property set before the element was defined would hide the accessor for good.
      if (Object.hasOwn(this, name)) {
        const value = this[name];
        delete this[name];
        this[name] = value;
      }
    }
    if (broken) return this.fall(broken);
    this.#draw();
    if (this.loading === "eager") this.start();
    else watcher.observe(this);
  }

  disconnectedCallback() {
    // A move disconnects and connects again in one task.
    queueMicrotask(() => {
      if (this.isConnected || !stands.delete(this)) return;
      watcher.unobserve(this);
      this.#call("unmount");
      this.#handle = undefined;
      this.#started = false;
      this.#state = "loading";
      this.#root.replaceChildren();
      if (!stands.size) for (const [url, [, controller]] of early) early.delete(url), controller.abort();
    });
  }

  attributeChangedCallback(name, _old, value) {
    if (name === "loading" && value === "eager" && this.isConnected) this.start();
    if (this.#handle) this.#call("set", name, value ?? undefined);
  }

  /** Starts the data and, once a page, the program. */
  async start() {
    if (this.#started || broken) return;
    this.#started = true;
    watcher.unobserve(this);
    if (!program) {
      program = start();
      program.catch(refusal);
    }
    if (!running && this.src) foresee(this, new URL(this.src, document.baseURI).href).catch(() => {});
    running = await program.catch(() => {});
    if (!running || broken || !this.isConnected || this.#handle) return;
    const drawing = element("div", "");
    drawing.hidden = true;
    this.#root.append(drawing);
    this.#handle = running.mount(this, drawing, {
      drawn: () => {
        drawing.hidden = false;
        this.#root.replaceChildren(drawing);
      },
      state: (state) => { this.#state = state; },
      adapt: (text, url) => this.#adapter?.(text, url),
      emit: (type, detail, cancelable) =>
        this.dispatchEvent(new CustomEvent(type, { detail, cancelable, bubbles: true, composed: true })),
    }, ATTRIBUTES.map((name) => this.getAttribute(name) ?? undefined));
    for (const call of this.#calls.splice(0)) this.#call(...call);
  }

  /** Shows the page's own fallback for good and says why. */
  fall(reason) {
    this.#state = "error";
    this.#handle = undefined;
    this.#root.replaceChildren(element("slot", ""));
    this.dispatchEvent(new CustomEvent("newsstand-error", { detail: { ...reason }, bubbles: true, composed: true }));
  }

  #call(name, ...values) {
    if (broken) return;
    if (this.#handle) running[name](this.#handle, ...values);
    else if (name !== "unmount") this.#calls.push([name, ...values]);
  }

  /** The final geometry in grey, with the page's fallback on top, until the stand is drawn. */
  #draw() {
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(SKELETON);
    }
    this.#root.adoptedStyleSheets = [sheet];
    const bones = ["brand", "lead", ..."12345678"].map((name) => element("i", `bone ${name}`));
    const skeleton = element("div", `skeleton ${this.view === "related" ? "related" : "front"}`, bones);
    skeleton.ariaHidden = "true";
    this.#root.replaceChildren(element("div", `waiting ${this.theme ?? "auto"}`, [skeleton, element("slot", "")]));
  }
}

for (const attribute of ATTRIBUTES) {
  Object.defineProperty(NewsStand.prototype, propertyOf(attribute), {
    configurable: true,
    enumerable: true,
    get() { return this.getAttribute(attribute); },
    set(value) {
      if (value == null) this.removeAttribute(attribute);
      else this.setAttribute(attribute, value);
    },
  });
}

// The script may stand on a page twice, also under two addresses: the first one wins.
if (!customElements.get("news-stand")) {
  addEventListener("error", hush);
  addEventListener("unhandledrejection", hush);
  customElements.define("news-stand", NewsStand);
}
