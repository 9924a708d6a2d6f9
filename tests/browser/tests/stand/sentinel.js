// Runs before everything else in a host page: notes whatever a script could do to its readers.
(() => {
  const hurts = (window.__hurts = []);
  const note = (what) => hurts.push(`${what} ${new Error().stack ?? ""}`.slice(0, 400));

  window.hurt = () => note("hurt()");
  for (const name of ["alert", "confirm", "prompt", "print", "open", "stop"]) {
    window[name] = (...values) => void note(`${name}(${values})`);
  }
  for (const name of ["write", "writeln", "open", "execCommand"]) {
    document[name] = (...values) => void note(`document.${name}(${values})`);
  }
  // Drivers evaluate scripts of their own; a payload's name what they try.
  const evaluate = window.eval;
  window.eval = (code) => (/hurt|alert/.test(code) ? note(`eval(${code})`) : evaluate(code));

  for (const type of ["beforeunload", "pagehide", "submit", "message", "hashchange", "popstate", "copy", "paste", "fullscreenchange"]) {
    addEventListener(type, () => note(`the event ${type}`), true);
  }
  window.navigation?.addEventListener("navigate", (event) => note(`a navigation to ${event.destination.url}`));
  performance.setResourceTimingBufferSize?.(20_000);

  /** What a stand may leave of the page: everything as it was. */
  window.__snapshot = () => ({
    // The scenarios themselves change which feed the stand reads.
    markup: document.documentElement.outerHTML.replace(/(<news-stand [^>]*)src="[^"]*"/, "$1"),
    address: location.href,
    title: document.title,
    cookie: document.cookie,
    sheets: document.adoptedStyleSheets.length + document.styleSheets.length,
    scroll: [document.documentElement.scrollLeft],
    storage: Object.keys(localStorage).concat(Object.keys(sessionStorage)),
    globals: Object.getOwnPropertyNames(window).filter((name) => !/^\d+$/.test(name)).sort(),
    // What every object inherits.
    inherited: [Object, Array, String, Function, Promise].map((type) => Object.getOwnPropertyNames(type.prototype).join()),
    frames: window.length,
  });
})();
