/**
 * The tools of an open article: the size of its text, share, print, listen, translate. The program draws their buttons;
 * here they work, since all that they need is the browser's own. The build joins this file to the glue.
 */

/** What is read aloud: the headline, the summary and the parts of the body that are running text. */
const SPOKEN = ".headline, .reader > .summary, .body > :is(p, h2, h3, h4, h5, h6, ul, ol, blockquote)";
/** What is translated, block by block. */
const TRANSLATED = ".headline, .reader > .summary, .body > *";

/** The steps of the text's size (`style/tokens.css`); the reader's choice is kept under this name. */
const SMALLEST = -1;
const LARGEST = 4;
const SIZE_KEY = "newsstand-text-size";

/** Silent reading, in words a minute: Brysbaert (2019) found 238 for English, and a little less for other languages. */
const WORDS_A_MINUTE = 220;

/** The mark of the stand that is being printed, and the rules that leave its page nothing else to print. */
const PRINTED = "data-news-printed";
const PRINT_RULES = `@media print {
  body :not([${PRINTED}], :has([${PRINTED}])) { display: none !important }
  :has([${PRINTED}]) { position: static !important; overflow: visible !important; block-size: auto !important; max-block-size: none !important }
}`;

/** The size that the reader has chosen, also where it must not be kept. */
let size;

/** Ends what is being read aloud: the browser has one voice for the whole page. */
let silence;

const clamp = (value, least, most) => Math.min(most, Math.max(least, value));

const primary = (tag) => tag.toLowerCase().split(/[-_]/)[0];

/** The words or the sentences of a text; what stands between spaces, or the whole, where the browser does not know them. */
const segments = (text, language, granularity) => {
  try {
    return segmentsOf(text, language, granularity);
  } catch {
    const parts = granularity === "word" ? text.split(/\s+/) : [text];
    return parts.map((segment) => ({ segment, isWordLike: segment }));
  }
};

/** The browser's voice for a language, rather of the same country than of another. */
const voiceFor = (language) => {
  const voices = globalThis.speechSynthesis?.getVoices() ?? [];
  const fitting = voices.filter((voice) => primary(voice.lang) === primary(language));
  return fitting.find((voice) => voice.lang.replace("_", "-") === language) ?? fitting.find((voice) => voice.default) ?? fitting[0];
};

/** The texts of a block but those of code, which no translator should touch. */
const textsOf = (block) => {
  const texts = [];
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    if (text.data.trim() && !text.parentElement.closest("code, pre, button")) texts.push(text);
  }
  return texts;
};

/** What the program hears of: how many minutes the article takes to read, 0 while there is none; */
const MINUTES = 0;
/** how much of a translation is done, 0 to 1, or -1 where none is under way; */
const PROGRESS = 1;
/** what has come of the last use of a tool, one of these; */
const SAID = 2;
const NOTHING = -1;
const COPIED = 0;
const UNCOPIED = 1;
const TRANSLATED_ALL = 2;
const FAILED = 3;
/** the language that the browser can translate the article into for its reader. */
const TARGET = 3;

/**
 * Lets the tools of one open article work until the returned function is called. The program hears of what it has to
 * say by `report(what, value)`.
 */
const tools = (article, language, url, mayStore, report) => {
  const { speechSynthesis: speech, Translator: translators } = globalThis;
  const over = new AbortController();
  const root = article.getRootNode();
  const row = article.querySelector(".tools");
  const body = article.querySelector(".body");
  const bar = article.querySelector("progress");

  const on = (source, event, hear) => source?.addEventListener?.(event, hear, { signal: over.signal, capture: true, passive: true });
  const button = (name) => row.querySelector(`[value=${name}]`);
  const tell = (what, value) => over.signal.aborted || report(what, value);

  /** Of some buttons shows the visible ones; the focus goes from one that vanishes to the first of them. */
  const show = (names, visible) => {
    const focused = root.activeElement?.value;
    for (const name of names) button(name).hidden = !visible.includes(name);
    if (visible[0] && names.includes(focused) && !visible.includes(focused)) button(visible[0]).focus();
  };

  // ---- the size of the text ----

  const resize = (steps) => {
    try {
      size ??= mayStore && Math.trunc(localStorage[SIZE_KEY]);
    } catch {}
    // What is kept may be missing, or anybody's.
    size = clamp((size || 0) + steps, SMALLEST, LARGEST);
    try {
      if (mayStore && steps) localStorage[SIZE_KEY] = size;
    } catch {}
    article.dataset.textSize = size;
    button("smaller").ariaDisabled = size === SMALLEST;
    button("larger").ariaDisabled = size === LARGEST;
  };

  // ---- how long and how far ----

  /** True while the body is on its way, or being drawn. */
  const isBusy = () => article.querySelector("[aria-busy=true]");

  const count = () => {
    const isWhole = !isBusy() && !body.querySelector(".read-at");
    // For `innerText` the browser would have to lay all of it out.
    const text = [...body.children].map((block) => block.textContent).join(" ");
    const words = isWhole ? segments(text, language, "word").filter((part) => part.isWordLike).length : 0;
    tell(MINUTES, Math.ceil(words / WORDS_A_MINUTE));
  };

  const measure = () => {
    const { top, height } = article.getBoundingClientRect();
    const beyond = height - innerHeight;
    bar.value = beyond > 0 ? clamp(-top / beyond, 0, 1) : 0;
  };

  // ---- listen ----

  const VOICE = ["listen", "pause", "resume", "stop"];
  /** The reading aloud that is under way; one that finds another here ends. */
  let reading;
  let isPaused;
  let wake;

  const findVoice = () => reading || show(VOICE, voiceFor(language) ? ["listen"] : []);

  /** Says one sentence; `false` where the browser could not. */
  const say = (text, lang) =>
    new Promise((done) => {
      const utterance = new SpeechSynthesisUtterance(text);
      utterance.lang = lang;
      utterance.voice = voiceFor(lang) ?? null;
      utterance.onend = () => done(true);
      utterance.onerror = () => done(false);
      speech.speak(utterance);
    });

  const stop = () => {
    if (!reading) return;
    reading = isPaused = undefined;
    // A paused voice would stay silent for whatever comes next.
    speech.resume();
    speech.cancel();
    article.querySelector(".spoken")?.classList.remove("spoken");
    findVoice();
    wake?.();
  };

  const listen = async () => {
    silence?.();
    silence = stop;
    const mine = (reading = {});
    show(VOICE, ["pause", "stop"]);
    for (const paragraph of article.querySelectorAll(SPOKEN)) {
      const { lang } = paragraph.closest("[lang]");
      paragraph.classList.add("spoken");
      // Sentence by sentence: some voices fall silent in the middle of a long text.
      for (const { segment } of segments(paragraph.innerText, lang, "sentence")) {
        const isSaid = await say(segment, lang);
        if (isPaused) await new Promise((go) => (wake = go));
        if (mine !== reading) return;
        if (!isSaid) return stop();
      }
      paragraph.classList.remove("spoken");
    }
    stop();
  };

  const pause = () => {
    isPaused = true;
    speech.pause();
    show(VOICE, ["resume", "stop"]);
  };

  const resume = () => {
    isPaused = false;
    speech.resume();
    show(VOICE, ["pause", "stop"]);
    wake?.();
  };

  // ---- translate ----

  const TRANSLATION = ["translate", "original"];
  const readers = navigator.languages;
  const pair = { sourceLanguage: language, targetLanguage: readers[0] };
  let target;
  /** The translation that is shown or under way: how to undo it, the last step first. */
  let undoing;

  const offerTranslation = () => show(TRANSLATION, target && !isBusy() ? ["translate"] : []);

  const findTranslator = async () => {
    try {
      if (readers.some((one) => primary(one) === primary(language))) return;
      if ((await translators.availability(pair)) === "unavailable") return;
      target = readers[0];
      // In a name the country says too much: "French (Canada)".
      tell(TARGET, target.replace(/-[A-Z]{2}\b.*/, ""));
      offerTranslation();
    } catch {}
  };

  const original = () => {
    if (!undoing) return;
    undoing.reverse().forEach((undo) => undo());
    undoing = undefined;
    tell(PROGRESS, -1);
    offerTranslation();
  };

  /** Changes a property of an element or a text for as long as the translation is shown. */
  const change = (node, name, value) => {
    const before = node[name];
    undoing.push(() => (node[name] = before));
    node[name] = value;
  };

  const translate = async () => {
    const mine = (undoing = []);
    const hear = (event) => mine === undoing && tell(PROGRESS, event.loaded);
    show(TRANSLATION, ["original"]);
    tell(PROGRESS, 0);
    try {
      const translator = await translators.create({ ...pair, monitor: (loading) => on(loading, "downloadprogress", hear) });
      const blocks = [...article.querySelectorAll(TRANSLATED)];
      for (const [at, block] of blocks.entries()) {
        const texts = textsOf(block);
        const translated = [];
        for (const { data } of texts) {
          const [, before, core, after] = /^(\s*)(.*?)(\s*)$/s.exec(data);
          translated.push(before + (await translator.translate(core)) + after);
        }
        if (mine !== undoing) break;
        if (texts[0]) {
          change(block, "lang", target);
          change(block, "dir", "auto");
        }
        texts.forEach((text, place) => change(text, "data", translated[place]));
        tell(PROGRESS, (at + 1) / blocks.length);
      }
      translator.destroy();
      if (mine !== undoing) return;
      tell(PROGRESS, -1);
      tell(SAID, TRANSLATED_ALL);
    } catch {
      if (mine !== undoing) return;
      original();
      tell(SAID, FAILED);
    }
  };

  // ---- share and print ----

  const share = async () => {
    try {
      if (navigator.share) return await navigator.share({ title: article.querySelector(".headline").innerText, url });
    } catch (error) {
      // The reader has thought better of it.
      if (error.name === "AbortError") return;
    }
    try {
      await navigator.clipboard.writeText(url);
      tell(SAID, COPIED);
    } catch {
      tell(SAID, UNCOPIED);
    }
  };

  const printAlone = () => {
    const stand = root.host;
    // Inside a shadow root of the page's own, its document cannot tell what is around the stand.
    if (stand?.getRootNode() === document) {
      const rules = new CSSStyleSheet();
      rules.replaceSync(PRINT_RULES);
      stand.setAttribute(PRINTED, "");
      document.adoptedStyleSheets.push(rules);
      const restore = () => {
        stand.removeAttribute(PRINTED);
        document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== rules);
      };
      addEventListener("afterprint", restore, { once: true });
    }
    print();
  };

  const actions = {
    smaller: () => resize(-1),
    larger: () => resize(1),
    share,
    print: printAlone,
    listen,
    pause,
    resume,
    stop,
    translate,
    original,
  };
  on(row, "click", (event) => {
    tell(SAID, NOTHING);
    actions[event.target.closest("button")?.value]?.();
  });
  on(document, "scroll", measure);
  on(speech, "voiceschanged", findVoice);
  const sizes = new ResizeObserver(measure);
  sizes.observe(article);
  // Another body than the one that was translated and read: both begin anew.
  const bodies = new MutationObserver(() => {
    original();
    offerTranslation();
    stop();
    count();
  });
  bodies.observe(body, { childList: true, attributeFilter: ["aria-busy"] });
  resize(0);
  findVoice();
  findTranslator();
  count();

  return () => {
    over.abort();
    sizes.disconnect();
    bodies.disconnect();
    undoing = undefined;
    stop();
    if (silence === stop) silence = undefined;
  };
};
