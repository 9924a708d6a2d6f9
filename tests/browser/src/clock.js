// The time, the chance, the tab and the network of a host page, in the hands of its scenario. It
// comes before the stand's script and is a file of the site, so that it also runs under a strict
// Content-Security-Policy.
//
// The time stands still until the scenario advances it. Timers shorter than LONG_MS are left to the
// browser: they draw. Longer ones are what a reader waits for: limits, retries, refreshing. Those of
// DRIVERS_MS and more are WebDriver's own.
(() => {
  const LONG_MS = 500;
  const DRIVERS_MS = 3_600_000;
  const { setTimeout, clearTimeout } = window;
  const timers = new Map();
  let now = Date.now();
  // Neither a number of the browser's own timers nor beyond 32 bits.
  let last = 1_000_000_000;
  let chance = 0.75;
  let hidden = false;
  let online = true;

  window.setTimeout = (call, delay = 0, ...values) => {
    if (!(delay >= LONG_MS && delay < DRIVERS_MS)) return setTimeout(call, delay, ...values);
    last += 1;
    timers.set(last, { length: delay, due: now + delay, fire: () => call(...values) });
    return last;
  };
  window.clearTimeout = (id) => timers.delete(id) || clearTimeout(id);
  Date.now = () => now;
  Math.random = () => chance;
  const define = (object, name, get) => Object.defineProperty(object, name, { configurable: true, get });
  define(document, "hidden", () => hidden);
  define(document, "visibilityState", () => (hidden ? "hidden" : "visible"));
  define(navigator, "onLine", () => online);

  const first = () => [...timers].sort(([, a], [, b]) => a.due - b.due)[0];

  window.__clock = {
    /** Lets this much time pass; timers fire in their order, each at its time. */
    advance(ms) {
      const end = now + ms;
      for (let next = first(); next && next[1].due <= end; next = first()) {
        const [id, timer] = next;
        timers.delete(id);
        now = timer.due;
        timer.fire();
      }
      now = end;
    },
    /** The lengths of the timers that wait, in milliseconds, the earliest first. */
    waiting: () => [...timers.values()].sort((a, b) => a.due - b.due).map((timer) => timer.length),
    /** What `Math.random` says from now on. */
    draw: (value) => { chance = value; },
    /** Shows or hides the tab. */
    show(shown) {
      hidden = !shown;
      document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
    },
    /** Takes the network away or brings it back, as far as the device knows. */
    connect(connected) {
      online = connected;
      dispatchEvent(new Event(online ? "online" : "offline"));
    },
  };
})();
