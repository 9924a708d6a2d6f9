/**
 * What the program asks of the browser where JavaScript says it in fewer bytes than WebAssembly. The
 * build joins it to the glue: it costs no request of its own, and the glue calls its functions by name.
 */

/** The page's one Trusted Types policy: markup is only ever parsed inertly, never written. */
let policy;

/**
 * In a tag: a value, which stays as it is, or the name of a handler or of a style. A value with a tag in
 * it may be no value: what a style or a title holds is no markup, so the tag is looked at.
 */
const INLINE = /\/\s*=|=\s*(?:"(?:[^"<]|<(?![/a-z]))*"|'(?:[^'<]|<(?![/a-z]))*'|[^\s>]+)|\b(on(?=[a-z]+(?:[\s=/]|$))|style(?=\s*=))/gi;

/** Chromium reports inline handlers, styles and tracks to the page's policy even in a document that runs nothing. */
const disarm = (html) =>
  html
    .replace(/<[a-z](?:\/\s*=|=\s*"[^"]*"|=\s*'[^']*'|[^>])*/gi, (tag) =>
      tag.replace(INLINE, (all, name) => (name ? `data-${name}` : all)))
    .replace(/(<\/?)style(?=[\s/>])/gi, "$1noframes")
    .replace(/<track(?=[\s/>])/gi, "<wbr");

/** What can be a property of a form or of a document by its name. */
const NAMED = "[name],button,embed,fieldset,img,input,object,output,select,textarea";

/** Named elements shadow properties of their form and of the document, also those that the program reads. */
const unname = (document) => {
  for (const named of Document.prototype.querySelectorAll.call(document, NAMED)) {
    for (const name of ["id", "name"]) Element.prototype.removeAttribute.call(named, name);
  }
  return document;
};

/** Parses markup into a document that runs nothing and loads nothing. */
const parse = (markup, type) => {
  const inert = type === "text/html" ? disarm(markup) : markup;
  policy ??= globalThis.trustedTypes?.createPolicy("newsstand", { createHTML: (text) => text });
  return unname(new DOMParser().parseFromString(policy ? policy.createHTML(inert) : inert, type));
};

/** Lets the browser do what waits: draw, take input. */
const breathe = () => new Promise((resolve) => setTimeout(resolve));

/** So long, in milliseconds, may a long document keep the page waiting at a time. */
const TURN_MS = 10;

/** Gives a function to be awaited now and then while a long document is read: it lets the page have its turn. */
const turns = () => {
  let began = performance.now();
  return async () => {
    // A hidden page draws nothing, and its timers are a second apart.
    if (document.hidden || performance.now() - began < TURN_MS) return;
    await breathe();
    began = performance.now();
  };
};

/** The bytes of a body as they came, in chunks; `undefined` as soon as there are more than `limit`. */
const read = async (body, limit) => {
  const reader = body?.getReader();
  const turn = turns();
  const chunks = [];
  for (let size = 0; reader; ) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > limit) {
      reader.cancel().catch(() => {});
      return undefined;
    }
    chunks.push(value);
    await turn();
  }
  return chunks;
};

/** What came of a request, in a row; the last is how the bytes begin, a character a byte. */
const parts = (status, body, url, headers, start) => [
  status, body, url,
  ...["content-type", "link", "x-wp-totalpages", "retry-after"].map((name) => headers.get(name) ?? undefined),
  start,
];

/** Gives a request up. */
const abort = ([, controller]) => controller.abort();

/**
 * Waits for a response and reads it. In its parts are the HTTP status, or 0 where there is no answer that
 * the page may read, -1 where it came too late, -2 where it is too large; the chunks, or what the browser
 * says of the failure; the final address, some headers, and the first bytes.
 */
const receive = async (sent, timeoutMs, limitBytes, startBytes) => {
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    abort(sent);
  }, timeoutMs);
  try {
    const { headers, ok, status, url, body } = await sent[0];
    const chunks = ok ? await read(sent[2] ?? body, limitBytes) : [];
    const start = await new Blob(chunks).slice(0, startBytes).arrayBuffer();
    return parts(chunks ? status : -2, chunks, url, headers, String.fromCharCode(...new Uint8Array(start)));
  } catch (error) {
    return [isLate ? -1 : 0, `${error?.message ?? ""}`];
  } finally {
    clearTimeout(timer);
  }
};

/** A longer text is parsed in parts of at least this length. */
const LONG_CHARACTERS = 100_000;

/** The text of some chunks, in one of the encodings of the web; an unknown one is taken for UTF-8. */
const decode = async (chunks, label) => {
  let decoder;
  try {
    decoder = new TextDecoder(label);
  } catch {
    decoder = new TextDecoder();
  }
  const turn = turns();
  let text = "";
  for (const chunk of chunks) {
    text += decoder.decode(chunk, { stream: true });
    await turn();
  }
  return text + decoder.decode();
};

/**
 * What `JSON.parse` makes of a long text, which it would read in one go, however long that takes: what stands in an array
 * that is the document, or a member of it, is parsed part by part. Nothing for a short text, and for one that is no JSON.
 */
const parseInTurns = async (text) => {
  if (text.length < LONG_CHARACTERS || !/^\s*[[{]/.test(text)) return;
  const lists = [];
  const turn = turns();
  // Where `listDepth` is 0 it is in no list.
  let [at, from, depth, listDepth, outline, list] = [0, 0, 0, 0, ""];
  const add = () => {
    const part = JSON.parse(`[${text.slice(from, at)}]`);
    // No element is missing before or behind a comma.
    if (!part.length && (list.length || text[at] === ",")) throw 0;
    for (const element of part) list.push(element);
    from = at;
  };
  try {
    for (; at < text.length; at++) {
      switch (text[at]) {
        case '"': {
          let end;
          do {
            at = text.indexOf('"', at + 1);
            for (end = at; text[end - 1] === "\\"; ) end--;
          } while ((at - end) % 2);
          if (at < 0) return;
          break;
        }
        case "[":
        case "{":
          depth++;
          if (text[at] === "[" && !listDepth && depth < 3) {
            // Its place is taken by its number.
            outline += text.slice(from, at + 1) + lists.length;
            lists.push((list = []));
            listDepth = depth;
            from = at + 1;
          }
          break;
        case "]":
        case "}":
          if (depth === listDepth) {
            add();
            listDepth = 0;
          }
          depth--;
          break;
        case ",":
          if (depth === listDepth && at - from > LONG_CHARACTERS) {
            add();
            from++;
            await turn();
          }
      }
    }
    const whole = JSON.parse(outline + text.slice(from));
    if (Array.isArray(whole)) return lists[0];
    for (const [name, value] of Object.entries(whole)) {
      if (Array.isArray(value)) whole[name] = lists[value[0]];
    }
    return whole;
  } catch {}
};

/** What the page's own function makes of a document: a text, or the JSON of another value. */
const adapt = async (port, text, url) => {
  const adapted = await port.adapt(text, url);
  return adapted == null || typeof adapted === "string" ? adapted : `${JSON.stringify(adapted)}`;
};

/** Documents of earlier visits: so many, of so many characters together, the oldest make way. */
const KEPT = 40;
const KEPT_CHARACTERS = 8_000_000;

/** Keeps a document. A refused or full storage is no error for anybody. */
const keep = async (url, text, finalUrl, link, totalPages) => {
  try {
    if (text.length > KEPT_CHARACTERS) return;
    const cache = await caches.open("newsstand");
    const headers = { "x-length": text.length, "x-url": finalUrl, link, "x-wp-totalpages": totalPages };
    const named = Object.entries(headers).filter(([, value]) => value !== undefined);
    await cache.put(url, new Response(text, { headers: named }));
    const keys = await cache.keys();
    let count = 0;
    let characters = 0;
    // The newest come last.
    for (const key of keys.reverse()) {
      const kept = await cache.match(key);
      characters += Number(kept?.headers.get("x-length"));
      count += 1;
      if (count > KEPT || characters > KEPT_CHARACTERS) await cache.delete(key);
    }
  } catch {}
};

/** The parts of the document kept for a URL, its text decoded; none where there is none. */
const kept = async (url) => {
  try {
    const cache = await caches.open("newsstand");
    const response = await cache.match(url);
    const { headers } = response;
    return parts(200, await response.text(), headers.get("x-url"), headers);
  } catch {
    return [];
  }
};

/** Calls a function after the next frame has been drawn: in a task of its own, so that drawing does not wait for it. */
const afterFrame = (run) => requestAnimationFrame(() => setTimeout(run));

/** What an error says, or a text that was thrown in its place; empty for anything else. */
const message = (error) => (error instanceof Error ? error.message : typeof error === "string" ? error : "");

/** The URL of a reference; `undefined` where it has none. */
const resolve = (reference, base) => {
  try {
    return new URL(reference, base).href;
  } catch {}
};

/** The page's fragment, with its `#`. */
const fragment = () => location.hash;

/**
 * How many steps back the reader left the front of a stand; 0 on the front, after a deep link, and where
 * another stand has taken the last step.
 */
const stepsBack = (stand) => {
  const [last, steps] = [history.state?.newsstand].flat();
  return last === stand && steps;
};

/** Goes back by so many steps. */
const goBack = (steps) => history.go(-steps);

/**
 * Writes the page's fragment: in a step of its own or in place, so many steps from a stand's front or as
 * far from it as before. What the host keeps in the history's state stays. Browsers limit how often a page
 * may write its history and throw beyond that; the place is then not in the address bar, and everything
 * else goes on.
 */
const writeFragment = (fragment, stand, steps, isStep) => {
  let { state } = history;
  if (steps !== undefined) state = { ...(typeof state === "object" && state), newsstand: [stand, steps] };
  const url = location.pathname + location.search + (fragment && `#${fragment}`);
  try {
    history[isStep ? "pushState" : "replaceState"](state, "", url);
  } catch {}
};

/** A click that asks for nothing special, such as a new tab. */
const isPlainClick = ({ button, ctrlKey, metaKey, shiftKey, altKey }) =>
  button === 0 && !(ctrlKey || metaKey || shiftKey || altKey);

const rectangle = (element) => element.getBoundingClientRect();

/**
 * How many headlines to draw: all where the end of the stand is out of sight, so that nothing that a
 * reader sees is pushed down; else as many as fit the place that was kept for them. Below them are the
 * foot of the page and, where there are more, the button for those.
 */
const fitting = (place, total, footPx, morePx) => {
  const page = place.closest(".page");
  const end = rectangle(page).top + parseFloat(getComputedStyle(page).minHeight);
  if (!total || end > innerHeight) return Infinity;
  const cards = [...place.querySelectorAll(".card")];
  const above = (limit) => [...cards, undefined].findIndex((card) => !(card && rectangle(card).bottom <= limit));
  return above(end - footPx) === total ? Infinity : Math.max(above(end - footPx - morePx), 1);
};

/** Marks the pictures that cannot be had. */
const watchPictures = (place) => place.addEventListener("error", ({ target }) => target.classList.add("missing"), true);

/** So many windows further down something is near: what a reader may never come to is not fetched before. */
const NEAR_WINDOWS = 2;
/** So many further down it is ahead: what is there already is drawn by then, long before the browser has to lay it out. */
const AHEAD_WINDOWS = 8;

/** The ends that are watched. They are not held on to: a page that is never scrolled may remove a stand as well. */
const ends = new Set();

/**
 * Sends each end that is watched the event `near` or `ahead` if it is that far down, but not yet in sight: what is added
 * before it moves nothing under the reader's eyes.
 */
const checkEnds = () => {
  for (const held of ends) {
    const end = held.deref();
    if (end) {
      // One that has been removed is at the top.
      const windows = end.closest("[hidden]") ? 0 : rectangle(end).top / innerHeight - 1;
      if (windows > 0 && windows < AHEAD_WINDOWS) end.dispatchEvent(new Event(windows < NEAR_WINDOWS ? "near" : "ahead"));
    } else ends.delete(held);
  }
};

/** Watches how far down `end` is whenever the page has been scrolled. */
const watchEnd = (end) => {
  ends.add(new WeakRef(end));
  addEventListener("scroll", checkEnds, true);
};

// ---- keys and focus ----

/**
 * A key with what is held down beside it ("Control+End"); empty for what is none, or belongs to an input method: Safari
 * tells that by the code 229 alone where the key ends the composition (https://webkit.org/b/165004).
 */
const keyOf = ({ altKey, ctrlKey, isComposing, key = "", keyCode, metaKey }) =>
  isComposing || keyCode === 229 ? "" : (ctrlKey ? "Control+" : "") + (altKey ? "Alt+" : "") + (metaKey ? "Meta+" : "") + key;

/** Puts the focus on an element where it stands. */
const focusStill = (element) => element?.focus({ preventScroll: true });

/** Brings what Tab has come to into sight: Firefox does not scroll where a part of it is, however small. */
const bringIntoSight = (event) => {
  const { target } = event;
  if (keyOf(event) === "Tab") (target.closest(".card, .slide") ?? target).scrollIntoView({ block: "nearest", inline: "nearest" });
};

/** In a selector: no headline that waits until the reader has done with what has been found. */
const ON_SCREEN = ".title a:not(.list[hidden] *)";

const headlines = (place) => [...place.querySelectorAll(ON_SCREEN)];

/** The headline of the front at a position, from 1: to list ten thousand takes four times as long as to find one. */
const headlineAt = (place, position) => place.querySelector(`[aria-posinset="${position}"] ${ON_SCREEN}`);

/**
 * Puts the focus on a headline of the front once it has been drawn, and brings it into view unless the page
 * is to stay as it is. Where there are fewer it is the last one; where there is none it is the field for a
 * search.
 */
const focusHeadline = (place, index, preventScroll) =>
  requestAnimationFrame(() => {
    const headline = headlineAt(place, index + 1) ?? headlines(place).slice(0, index + 1).at(-1);
    (headline ?? place.querySelector(".query"))?.focus({ preventScroll });
  });

/**
 * Keeps the focus in its place where headlines, sections and days are about to be drawn anew: on the same
 * one, and from the button that shows more on the first headline that follows.
 */
const holdFocus = (root) => {
  const { activeElement } = root;
  if (!activeElement) return;
  const choices = () => [root.querySelector(".day"), ...root.querySelectorAll(".sections button")];
  const links = headlines(root);
  const choice = choices().indexOf(activeElement);
  const link = activeElement.className === "more" ? links.length : links.indexOf(activeElement);
  if (link < 0) requestAnimationFrame(() => focusStill(choices()[choice]));
  else focusHeadline(root, link, true);
};

/** Puts the focus on the open article's headline, else on the first of the front. */
const focusNews = (root) => focusStill(root.querySelector(".headline") ?? headlines(root)[0]);

/** The alert is about to go: a focus in it goes to the news. */
const leaveAlert = (root) => {
  if (root.activeElement?.closest("[role=alert]")) requestAnimationFrame(() => focusNews(root));
};

/**
 * Remembers what has the focus and how far the page is scrolled. What is returned brings both back (the latter where it
 * `scrolls`); the focus goes to the first headline where nothing had it, such as a link that was clicked in Safari.
 */
const bookmark = (root, scrolls) => {
  const { activeElement } = root;
  const top = scrollY;
  return () => {
    if (scrolls) scrollTo(scrollX, top);
    if (activeElement?.isConnected) focusStill(activeElement);
    else focusNews(root);
  };
};

/** Brings the article into view and its headline into focus. */
const arrive = (place) => {
  focusStill(place.querySelector(".headline"));
  const { top } = rectangle(place);
  if (top < 0 || top > innerHeight / 2) place.scrollIntoView();
};

/** The keys of the APG feed: so many headlines further, or out of the feed on either side. */
const FEED_KEYS = { PageDown: 1, PageUp: -1, "Control+Home": ".sections li:last-child button", "Control+End": ".more" };

const followFeedKey = (place, event) => {
  const goal = FEED_KEYS[keyOf(event)];
  if (!goal) return;
  const position = +event.target.closest("article")?.getAttribute("aria-posinset");
  const target = goal.at ? place.querySelector(goal) : headlineAt(place, position + goal);
  if (!target) return;
  event.preventDefault();
  target.focus();
};

/** Has a field or a choice show a value; its caret stays where it shows that already. */
const showValue = (field, value) => {
  if (field.value !== value) field.value = value;
};

// ---- the panel of a picker ----

/** In a stand narrower than this, in CSS pixels, the panel is a sheet as high as the window. */
const SHEET_BELOW_PX = 640;

/** Shows a panel in the top layer, with the focus in its search field, which says `query`. */
const openPanel = (panel, search, query) => {
  const isSheet = rectangle(panel.closest(".stand")).width < SHEET_BELOW_PX;
  panel.classList.toggle("sheet", isSheet);
  if (isSheet) panel.showModal();
  else panel.showPopover();
  search.value = query;
  search.focus();
};

const closePanel = (panel) => {
  panel.close();
  // One that is gone would throw.
  if (panel.isConnected) panel.hidePopover();
};

/** True where the focus stays in a panel: out of a sheet it goes to the browser itself at most, and comes back. */
const staysIn = (panel, { relatedTarget }) => panel.open || panel.contains(relatedTarget);

/** Marks an option as the active one and scrolls it into the list. */
const showOption = (panel, id) => {
  panel.querySelector(".active")?.classList.remove("active");
  const option = panel.querySelector(`#${id}`);
  option?.classList.add("active");
  option?.scrollIntoView({ block: "nearest" });
};

// ---- what the reader has chosen ----

const CHOICE_KEY = "newsstand";
/** So many choices are remembered, of two texts each. */
const CHOICES = 6;

/** What the reader chose last, the newest first: language and country in turn. */
const choices = () => {
  try {
    return JSON.parse(localStorage.getItem(CHOICE_KEY)).map((text) => text ?? "");
  } catch {
    return [];
  }
};

/** A full or refused storage is no error for anybody. */
const rememberChoice = (language, country) => {
  try {
    const row = [language, country, ...choices().slice(0, 2 * CHOICES - 2)];
    localStorage.setItem(CHOICE_KEY, JSON.stringify(row));
  } catch {}
};

/** The languages that the reader has told the browser. */
const readersLanguages = () => [...navigator.languages];

// ---- carousels ----

/** A slide counts as shown when this much of it is in sight. */
const IN_SIGHT = 0.6;

/** The indices of the first and the last slide of which enough is in sight. */
const slidesInSight = (track) => {
  const frame = rectangle(track);
  const seen = [...track.children].map((slide) => {
    const { left, right, width } = rectangle(slide);
    return Math.min(right, frame.right) - Math.max(left, frame.left) >= IN_SIGHT * width;
  });
  return [Math.max(seen.indexOf(true), 0), Math.max(seen.lastIndexOf(true), 0)];
};

/** How many slides the track shows at once: of their sizes, for during a scroll fewer are in sight. */
const slidesInFrame = (track) => {
  const { children } = track;
  return Math.min(Math.trunc(rectangle(track).width / rectangle(children[0]).width), children.length) || 1;
};

/** Keeps the slides' `inert` in step with what is scrolled into view, and tells of each change. */
const watchSlides = (track, tell) => {
  const update = () => {
    const [first, last] = slidesInSight(track);
    for (const [index, slide] of [...track.children].entries()) {
      // The focus is never taken away from under the reader.
      slide.toggleAttribute("inert", (index < first || index > last) && !slide.matches(":focus-within"));
    }
    tell();
  };
  const observer = new IntersectionObserver(update, { root: track, threshold: [IN_SIGHT, 1] });
  for (const slide of track.children) observer.observe(slide);
  return observer;
};

const isMirrored = (element) => getComputedStyle(element).direction === "rtl";

/** Scrolls a slide to the start of the track; the focus moves with it where it was on a slide. */
const scrollToSlide = (track, index) => {
  const slide = track.children[index];
  if (track.matches(":focus-within")) {
    slide.removeAttribute("inert");
    slide.querySelector("a")?.focus({ preventScroll: true });
  }
  const [own, frame] = [slide, track].map(rectangle);
  const distance = isMirrored(track) ? own.right - frame.right : own.left - frame.left;
  // Absolute, because WebKit adds a relative distance to the end of a scroll under way.
  track.scrollTo({ left: track.scrollLeft + distance });
};

/** `Intl` objects by what they were made of: making one takes longer than asking it. */
const made = new Map();

/**
 * What an `Intl` object answers, as a text; `undefined` where the browser lacks a part of it. `request` is its class, the
 * method to call, and its options as the query of a URL.
 */
const ask = (request, locale, value, unit) => {
  try {
    const [kind, method, options] = request.split(" ");
    const key = `${request} ${locale}`;
    if (made.size > 99) made.clear();
    if (!made.has(key)) made.set(key, new Intl[kind](locale, Object.fromEntries(new URLSearchParams(options))));
    return `${made.get(key)[method](value, unit)}`;
  } catch {}
};

/** What divides the texts of a language: making one takes longer than asking it. */
const segmenters = {};

/** The words or the sentences of a text, with what stands between them; throws where the browser does not know them. */
const segmentsOf = (text, language, granularity) => {
  const segmenter = (segmenters[[language, granularity]] ??= new Intl.Segmenter(language, { granularity }));
  return [...segmenter.segment(text)];
};

/** Letters of scripts that put no spaces between words. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;

/**
 * Text for comparing: small letters without the marks that a writer may leave out, nor where a word may be hyphenated;
 * without strokes, which are no marks of their own, and with two letters for those that few keyboards have. Vowel
 * signs, the dots of Kana and the like stay: they make other letters.
 */
const fold = (text) =>
  text
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\u00ad\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u064b-\u065f\u0670]/g, "")
    .replace(/[đøłıßœæ]/g, (letter) => "d o l i ss oe ae".split(" ")["đøłıßœæ".indexOf(letter)])
    .normalize("NFC");

/** Puts those first that have the highest finite number in the member `inner` of their member `outer`. */
const putFirst = (elements, outer, inner) => {
  const rank = (one) => {
    const number = one?.[outer]?.[inner];
    return Number.isFinite(number) ? number : 0;
  };
  elements.sort((one, other) => rank(other) - rank(one));
};

/** Words: letters and digits with what marks add to them, and where they may be hyphenated. */
const WORDS = /([\p{L}\p{M}\p{N}\u00ad]+)/u;

/** A text in words, at the odd places, and what stands between them. */
const divided = (text, language) => {
  // The browser's segmenter takes many times as long.
  if (!UNSPACED.test(text)) return text.split(WORDS);
  try {
    // Firefox says of the last word of a text that it is none.
    return segmentsOf(text, language, "word").flatMap(({ segment }) => (WORDS.test(segment) ? ["", segment] : [segment, ""]));
  } catch {
    return text.split(WORDS);
  }
};

/** The words of a text, folded, with a space between. */
const wordsIn = (text, language) => divided(fold(text), language).filter((_, place) => place % 2).join(" ");

const setOf = (words) => new Set(words.match(/\S+/g));

/** The parts of a text by turns without and with a mark. */
const markedParts = (text, language, words) => {
  const parts = [""];
  for (const [place, part] of divided(text, language).entries()) {
    // Only words: folding takes most of the time.
    const isMarked = place % 2 === 1 && words.has(fold(part));
    if (isMarked !== (parts.length % 2 === 0)) parts.push("");
    parts[parts.length - 1] += part;
  }
  return parts;
};

/** So many characters of an excerpt stand before the first mark at most, and so many from there on. */
const EXCERPT_START = 60;
const EXCERPT_REST = 160;

/** The marked parts of what stands around the first mark in a text. A word that would be cut is left out. */
const excerptParts = (text, language, words) => {
  const end = markedParts(text, language, words)[0].length + EXCERPT_REST;
  const cut = end < text.length ? text.slice(0, end).replace(/(\s\S{0,40}|[^])$/u, " …") : text;
  const parts = markedParts(cut, language, words);
  const start = parts[0].slice(-EXCERPT_START);
  if (start !== parts[0]) parts[0] = start.replace(/^(\S*\s|[^])/u, "… ");
  return parts;
};

/** What has been said of languages and countries. */
const said = {};

/**
 * What a language or a country (`type`: "language" or "region") is called, a line each: its name, a language's in
 * itself (`own` where the browser has no texts of it); the language of that name; a language's name in the language
 * `locale` if that is another; then its own name, that in `locale`, the English one and the code, folded.
 */
const names = (type, locale, code, own) =>
  (said[[type, locale, code]] ??= (() => {
    const home = type === "region" ? ask("Locale maximize", `und-${code}`) : code;
    const name = (locale) => ask(`DisplayNames of type=${type}&languageDisplay=standard`, locale, code) ?? code;
    try {
      const at = new Intl.DisplayNames(home, { type, languageDisplay: "standard" });
      if (at.resolvedOptions().locale.split("-")[0] === home.split("-")[0]) {
        own = at.of(code).replace(/./u, (first) => first.toLocaleUpperCase(home));
      }
    } catch {}
    const local = name(locale);
    const shown = own && type === "language" ? [own, code, fold(own) === fold(local) ? "" : local] : [local, locale, ""];
    return [...shown, fold([own, local, name("en"), code].join("\n"))].join("\n");
  })());
