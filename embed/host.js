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

/** The bytes of a response; `undefined` as soon as there are more than `limit`. */
const read = async (response, limit) => {
  const reader = response.body?.getReader();
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
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
};

/** What came of a request, in a row; the last is how the bytes begin, a character a byte. */
const parts = (status, body, url, headers, start) => [
  status, body, url,
  ...["content-type", "link", "x-wp-totalpages", "retry-after"].map((name) => headers.get(name) ?? undefined),
  start,
];

/**
 * Waits for a response and reads it. In its parts are the HTTP status, or 0 where there is no answer that
 * the page may read, -1 where it came too late, -2 where it is too large; the bytes, or what the browser
 * says of the failure; the final address, some headers, and the first bytes.
 */
const receive = async ([response, controller], timeoutMs, limitBytes, startBytes) => {
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    controller.abort();
  }, timeoutMs);
  try {
    const { headers, ok, status, url } = await response;
    const bytes = ok ? await read(await response, limitBytes) : [];
    return parts(bytes ? status : -2, bytes, url, headers, String.fromCharCode(...bytes?.slice(0, startBytes) ?? []));
  } catch (error) {
    return [isLate ? -1 : 0, `${error?.message ?? ""}`];
  } finally {
    clearTimeout(timer);
  }
};

/** Gives a request up. */
const abort = ([, controller]) => controller.abort();

/** A text in one of the encodings of the web; an unknown one is taken for UTF-8. */
const decode = (bytes, label) => {
  let decoder;
  try {
    decoder = new TextDecoder(label);
  } catch {
    decoder = new TextDecoder();
  }
  return decoder.decode(bytes);
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

/** Lets the browser do what waits: draw, take input. */
const breathe = () => new Promise((resolve) => setTimeout(resolve));

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

/** How many steps back the reader left the front; 0 on the front and after a deep link. */
const stepsBack = () => Math.trunc(history.state?.newsstand) || 0;

/** Goes back by so many steps. */
const goBack = (steps) => history.go(-steps);

/**
 * Writes the page's fragment: in a step of its own, so many from the front, or in place. What the host
 * keeps in the history's state stays. Browsers limit how often a page may write its history and throw
 * beyond that; the place is then not in the address bar, and everything else goes on.
 */
const writeFragment = (fragment, steps) => {
  const { state } = history;
  const url = location.pathname + location.search + (fragment && `#${fragment}`);
  try {
    if (steps === undefined) history.replaceState(state, "", url);
    else history.pushState({ ...(typeof state === "object" && state), newsstand: steps }, "", url);
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

/** What a new `Intl` object answers; `undefined` where the browser lacks a part of it. */
const ask = (kind, locale, options, method, value, unit) => {
  try {
    return new Intl[kind](locale, options)[method](value, unit);
  } catch {}
};
