/** The page that the list of headlines is measured in. */

/** The memories of the programs that start on this page; the stand keeps its own to itself. */
const memories = [];
WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
  construct(Instance, given) {
    const instance = new Instance(...given);
    memories.push(...Object.values(instance.exports).filter((value) => value instanceof WebAssembly.Memory));
    return instance;
  },
});

const stand = document.querySelector("news-stand");
/** None before the stand has been defined. */
const headlines = () => stand.shadowRoot?.querySelectorAll("[role=feed] article") ?? [];
const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

/** The button for more headlines, while there is one. It is not looked for among ten thousand in each frame. */
let button;
const more = () => (button?.isConnected ? button : (button = stand.shadowRoot.querySelector("button.more")));

/** When the frame with the first headline was ready to be painted, since the page was asked for. */
const painted = (async () => {
  while (!headlines().length) await frame();
  return performance.now();
})();

/** The tasks that have kept the page waiting for more than 50 ms: when they began, and how long they took. */
const tasks = [];
new PerformanceObserver((entries) => {
  for (const { startTime, duration } of entries.getEntries()) tasks.push({ start_ms: startTime, duration_ms: duration });
}).observe({ type: "longtask", buffered: true });

const press = () => {
  const end = more();
  if (end && end.getBoundingClientRect().top < innerHeight + 200) end.click();
};

globalThis.list = {
  bytes: async () => memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0),

  tasks: async () => tasks,

  async painted() {
    const headline_ms = await painted;
    await frame();
    await frame();
    const paints = performance.getEntriesByName("first-contentful-paint");
    return { headline_ms, paint_ms: paints[0]?.startTime ?? headline_ms };
  },

  /**
   * Scrolls down, or up by a negative number, at an even pace, until the end or for so long, and tells how long each
   * frame took.
   */
  async scroll(limit_ms, pixels_a_frame) {
    const frames = [];
    const start = performance.now();
    let before = await frame();
    let stands_for = 0;
    // At the end of the page nothing moves any more.
    while (before - start < limit_ms && stands_for < 10) {
      const top = scrollY;
      scrollBy(0, pixels_a_frame);
      if (pixels_a_frame > 0) press();
      const now = await frame();
      frames.push(now - before);
      before = now;
      stands_for = scrollY === top && (pixels_a_frame < 0 || !more()) ? stands_for + 1 : 0;
    }
    return { frames_ms: frames.slice(0, frames.length - stands_for), headlines: headlines().length };
  },

  /** Goes to the end of the list, however many headlines come on the way. */
  async finish(limit_ms) {
    const start = performance.now();
    let stands_for = 0;
    let height = 0;
    while (performance.now() - start < limit_ms && stands_for < 10) {
      const before = height;
      height = document.documentElement.scrollHeight;
      scrollTo(0, height);
      press();
      await frame();
      stands_for = height === before && !more() ? stands_for + 1 : 0;
    }
    return { headlines: headlines().length, ms: performance.now() - start };
  },

  /** Opens an article and goes back, looks for a word and clears the field, and waits for so many frames after each. */
  async use(frames) {
    const field = stand.shadowRoot.querySelector("input[type=search]");
    const type = (text) => {
      field.value = text;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    };
    const [first] = headlines();
    const link = first.querySelector(".title a");
    const word = link.textContent.split(" ").at(-1);
    for (const step of [() => link.click(), () => stand.close(), () => type(word), () => type("")]) {
      step();
      for (let count = 0; count < frames; count += 1) await frame();
    }
    return headlines().length;
  },
};
