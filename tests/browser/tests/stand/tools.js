// Stand-ins for what browsers without a screen do not have: voices, a translator, a share sheet, a printer.
// A test says what is there before the stand comes, and reads in `told` what was asked of them.
// Properties of the window, so that every driver's scripts see them.
window.told = [];
window.replace = (object, name, value) => Object.defineProperty(object, name, { value, configurable: true, writable: true });

/**
 * As from a browser, what is heard comes in a turn of its own. From a driver's script WebKit leaves what a promise
 * has to do until the next callback, and where that is of a ResizeObserver it complains of sizes that change meanwhile.
 */
const answer = (hear) => setTimeout(hear);

/** Voices that say a sentence until the test calls `finish()`. */
let speaking;
window.isSpeaking = () => Boolean(speaking);
window.finish = (event = "end") => {
  const said = speaking;
  speaking = undefined;
  answer(() => said?.[`on${event}`]?.({ type: event }));
};
window.bringVoices = (...languages) => {
  replace(speechSynthesis, "getVoices", () => languages.map((lang) => ({ lang, name: lang, default: false })));
  speechSynthesis.dispatchEvent(new Event("voiceschanged"));
};
replace(
  window,
  "speechSynthesis",
  Object.assign(new EventTarget(), {
    getVoices: () => [],
    speak(utterance) {
      speaking = utterance;
      told.push(`${utterance.voice?.lang} says ${utterance.text.trim()}`);
    },
    cancel: () => finish("error"),
    pause: () => told.push("pause"),
    resume: () => told.push("resume"),
  }),
);
replace(window, "SpeechSynthesisUtterance", class {
  constructor(text) {
    this.text = text;
  }
});

/** A translator that shouts, one text for every call of `proceed()` that finds it waiting; it fails at `proceed(false)`. */
let go;
window.proceed = (works = true) => {
  const waiting = go;
  go = undefined;
  answer(() => waiting?.(works));
  return Boolean(waiting);
};
window.bringTranslator = (availability, languages) => {
  replace(navigator, "languages", languages);
  replace(window, "Translator", {
    availability: async ({ sourceLanguage, targetLanguage }) => {
      told.push(`from ${sourceLanguage} into ${targetLanguage}?`);
      return availability;
    },
    create: async ({ monitor }) => {
      const loading = new EventTarget();
      monitor?.(loading);
      loading.dispatchEvent(Object.assign(new Event("downloadprogress"), { loaded: 0.25 }));
      await new Promise((proceed) => (go = proceed));
      return {
        translate: async (text) => {
          const works = await new Promise((proceed) => (go = proceed));
          if (!works) throw new Error("the model is broken");
          return text.toUpperCase();
        },
        destroy: () => told.push("destroy"),
      };
    },
  });
};

window.bringShareSheet = (outcome) =>
  replace(navigator, "share", async ({ title, url }) => {
    told.push(`share ${title} at ${url}`);
    if (outcome) throw new DOMException("so it is", outcome);
  });
window.bringClipboard = (works) =>
  replace(navigator, "clipboard", {
    writeText: async (text) => {
      if (!works) throw new DOMException("no", "NotAllowedError");
      told.push(`copy ${text}`);
    },
  });
replace(navigator, "share", undefined);
replace(navigator, "clipboard", undefined);
replace(window, "print", () => told.push("print"));
