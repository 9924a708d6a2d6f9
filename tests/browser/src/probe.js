// The first script of every host page: notes what the page complains about, and the stands' events.
// It is a file of the site itself, so that it also runs under a strict Content-Security-Policy.
(() => {
  const probe = (window.__probe = { problems: [], events: [] });
  // Scenarios that measure memory keep no events.
  const quiet = document.currentScript.dataset.events === "none";
  const say = (kind, text) => probe.problems.push({ kind, text: String(text).slice(0, 2000) });

  // Only Chromium repeats the message in the stack.
  const tell = (value) => (value instanceof Error ? `${value}\n${value.stack}` : value);

  for (const level of ["error", "warn"]) {
    const original = console[level];
    console[level] = (...values) => {
      say(level, values.map(tell).join(" "));
      original.apply(console, values);
    };
  }
  addEventListener("error", (event) => {
    // Resources that do not load report themselves to their element only.
    if (event.target !== window) return say("resource", event.target.src ?? event.target.href ?? event.target.tagName);
    if (!event.defaultPrevented) say("exception", event.error ? tell(event.error) : event.message);
  }, true);
  addEventListener("unhandledrejection", (event) => {
    // The page's own listeners may still take it.
    setTimeout(() => event.defaultPrevented || say("rejection", tell(event.reason)));
  });
  document.addEventListener("securitypolicyviolation", (event) => {
    say("violation", `${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber} ${event.sample}`);
  });

  if (quiet) return;
  for (const type of ["ready", "open", "close", "edition", "error"]) {
    // At the window, while bubbling: what arrives here bubbles and is composed.
    addEventListener(`newsstand-${type}`, (event) => {
      if (event.type === "newsstand-open" && probe.refuse) event.preventDefault();
      probe.events.push({
        type: event.type,
        stand: event.target.id,
        detail: event.detail && JSON.parse(JSON.stringify(event.detail)),
        bubbles: event.bubbles,
        composed: event.composed,
        cancelable: event.cancelable,
        state: event.target.state,
      });
    });
  }
})();
