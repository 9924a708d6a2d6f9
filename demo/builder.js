/**
 * The embed builder: a form whose fields are the attributes of the stand above it, and the snippet
 * that gives the same stand to another page.
 */

const DEFAULTS = {
  view: "front", links: "inside", linking: "none", theme: "auto", storage: "local",
  loading: "lazy", "heading-level": "1",
};

const stand = document.querySelector("#stand");
const form = document.querySelector("#builder");
const snippet = document.querySelector("#snippet");

const escape = (text) => text.replace(/[&"<>]/g, (mark) => `&#${mark.charCodeAt(0)};`);
const value = (name) => form.elements[name].value.trim();

const fields = [...form.elements]
  .map((field) => field.name)
  .filter((name) => !["fallback", "base", "width", ""].includes(name));

/** The address of the feed that the first paint needs, where the choice leaves no doubt. */
const probableFeed = async () => {
  if (!value("language") || !value("country")) return;
  const url = new URL(stand.src, document.baseURI);
  const manifest = await fetch(url).then((response) => response.json()).catch(() => ({}));
  const edition = manifest.editions?.find(
    ({ language, country }) => language === value("language") && country === value("country").toUpperCase(),
  );
  return edition && new URL(edition.feed, url).href;
};

const write = async () => {
  const base = value("base").replace(/\/*$/, "/");
  const attributes = fields
    .map((name) => [name, value(name) || (name === "src" ? stand.src : "")])
    .filter(([name, value]) => value && value !== DEFAULTS[name])
    .map(([name, value]) => ` ${name}="${escape(value)}"`)
    .join("");
  // The preloads must name exactly what the loader will fetch, its version included.
  const parts = performance.getEntriesByType("resource").map(({ name }) => new URL(name));
  const version = parts.find(({ pathname }) => pathname.endsWith("/core.js"))?.search ?? "";
  const preload = (kind, url, type) =>
    `<link rel="${kind}" href="${escape(url)}"${type} crossorigin>`;
  const feed = await probableFeed();
  snippet.textContent = [
    preload("modulepreload", `${base}core.js${version}`, ""),
    preload("preload", `${base}core.wasm${version}`, ' as="fetch" type="application/wasm"'),
    preload("preload", `${base}news-stand.css${version}`, ' as="fetch"'),
    preload("preload", value("src") || stand.src, ' as="fetch"'),
    feed && preload("preload", feed, ' as="fetch"'),
    `<link rel="stylesheet" href="${escape(base)}reserve.css">`,
    `<script type="module" src="${escape(base)}news-stand.js"></script>`,
    `<news-stand${attributes}><a href="${escape(value("fallback"))}">All news</a></news-stand>`,
  ].filter(Boolean).join("\n");
};

form.addEventListener("input", (event) => {
  const { name } = event.target;
  if (name === "width") stand.parentElement.style.maxInlineSize = `${value(name)}px`;
  else if (fields.includes(name)) {
    const chosen = value(name) || (name === "src" ? "demo/stand.json" : "");
    if (chosen) stand.setAttribute(name, chosen);
    else stand.removeAttribute(name);
  }
  write();
});
form.addEventListener("submit", (event) => event.preventDefault());

document.querySelector("#copy").addEventListener("click", async () => {
  const copied = document.querySelector("#copied");
  try {
    await navigator.clipboard.writeText(snippet.textContent);
    copied.textContent = "Copied.";
  } catch {
    getSelection().selectAllChildren(snippet);
    copied.textContent = "Selected: copy it with the keyboard.";
  }
});

for (const kind of ["ready", "open", "close", "edition", "error"]) {
  stand.addEventListener(`newsstand-${kind}`, (event) => {
    const line = document.createElement("li");
    line.textContent = `newsstand-${kind} ${event.detail ? JSON.stringify(event.detail) : ""}`;
    document.querySelector("#events").append(line);
    if (kind === "ready") write();
  });
}

for (const name of fields) {
  if (stand.hasAttribute(name)) form.elements[name].value = stand.getAttribute(name);
}
write();
