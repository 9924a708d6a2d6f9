// What a person finds: elements by role and accessible name, through open shadow roots.
// Only as much of the ARIA and name computation specifications as the stand's own elements need;
// `tests/harness.rs` and the accessibility scenarios compare it with what the browsers compute.

const tidy = (text) => text.replace(/\s+/g, " ").trim();

const parentOf = (node) => node.assignedSlot ?? node.parentNode ?? node.host ?? null;
const up = function* (node) {
  for (let at = node; at; at = at.parentNode instanceof ShadowRoot ? at.parentNode.host : parentOf(at)) {
    if (at instanceof Element) yield at;
  }
};

/** Neither hidden from sight nor from assistive technology. */
const exposed = (element) => {
  for (const at of up(element)) {
    if (at.ariaHidden === "true" || at.inert) return false;
  }
  // `display: contents` has no box of its own, but is no less there.
  return element.checkVisibility({ visibilityProperty: true }) || getComputedStyle(element).display === "contents";
};

const inputRoles = {
  button: "button", checkbox: "checkbox", email: "textbox", image: "button", number: "spinbutton",
  radio: "radio", range: "slider", reset: "button", search: "searchbox", submit: "button",
  tel: "textbox", text: "textbox", url: "textbox",
};

const roles = {
  ARTICLE: "article", ASIDE: "complementary", BLOCKQUOTE: "blockquote", BUTTON: "button",
  CODE: "code", DIALOG: "dialog", EM: "emphasis", FIGURE: "figure", H1: "heading", H2: "heading",
  H3: "heading", H4: "heading", H5: "heading", H6: "heading", HR: "separator", LI: "listitem",
  MAIN: "main", NAV: "navigation", OL: "list", OPTION: "option", P: "paragraph", STRONG: "strong",
  TABLE: "table", TBODY: "rowgroup", TD: "cell", TEXTAREA: "textbox", TH: "columnheader",
  THEAD: "rowgroup", TIME: "time", TR: "row", UL: "list",
};

const roleOf = (element) => {
  const explicit = element.getAttribute("role")?.trim().split(/\s+/)[0];
  if (explicit) return explicit;
  switch (element.tagName) {
    case "A": return element.hasAttribute("href") ? "link" : "generic";
    case "IMG": return element.getAttribute("alt") === "" ? "presentation" : "image";
    case "INPUT": return inputRoles[element.type] ?? "textbox";
    case "SELECT": return element.multiple || element.size > 1 ? "listbox" : "combobox";
    case "SECTION": return labelled(element) ? "region" : "generic";
    case "TH": return element.scope === "row" ? "rowheader" : "columnheader";
    default: return roles[element.tagName] ?? "generic";
  }
};

const labelled = (element) =>
  element.hasAttribute("aria-label") || element.hasAttribute("aria-labelledby") || element.hasAttribute("title");

const fromContent = new Set([
  "button", "cell", "checkbox", "columnheader", "gridcell", "heading", "link", "menuitem", "option",
  "radio", "row", "rowheader", "switch", "tab", "tooltip",
]);

/** The text that a subtree contributes to a name. */
const contentOf = (node) => {
  if (node instanceof Text) return node.data;
  if (node instanceof HTMLSlotElement) {
    const assigned = node.assignedNodes();
    return (assigned.length ? assigned : [...node.childNodes]).map(contentOf).join("");
  }
  if (!(node instanceof Element)) return [...node.childNodes].map(contentOf).join("");
  if (node.ariaHidden === "true" || getComputedStyle(node).display === "none") return "";
  if (node.hasAttribute("aria-label")) return ` ${node.getAttribute("aria-label")} `;
  if (node.tagName === "IMG") return ` ${node.alt} `;
  if (/^(SCRIPT|STYLE|TEMPLATE)$/.test(node.tagName)) return "";
  const inner = [...(node.shadowRoot ?? node).childNodes].map(contentOf).join("");
  return /^inline/.test(getComputedStyle(node).display) ? inner : ` ${inner} `;
};

/** What an element itself says, whatever it is called. */
const textOf = (element) => tidy([...(element.shadowRoot ?? element).childNodes].map(contentOf).join(""));

const nameOf = (element) => {
  const ids = element.getAttribute("aria-labelledby")?.trim().split(/\s+/) ?? [];
  const labels = ids.map((id) => element.getRootNode().getElementById?.(id)).filter(Boolean);
  if (labels.length) return tidy(labels.map((label) => label.ariaLabel ?? contentOf(label)).join(" "));
  const label = tidy(element.getAttribute("aria-label") ?? "");
  if (label) return label;
  if (element.labels?.length) return tidy([...element.labels].map(contentOf).join(" "));
  if (element.tagName === "IMG") return tidy(element.alt);
  if (element.tagName === "FIGURE") {
    const caption = element.querySelector(":scope > figcaption");
    if (caption) return tidy(contentOf(caption));
  }
  if (element.tagName === "TABLE" && element.caption) return tidy(contentOf(element.caption));
  if (fromContent.has(roleOf(element))) {
    const text = textOf(element);
    if (text) return text;
  }
  return tidy(element.getAttribute("title") ?? element.getAttribute("placeholder") ?? "");
};

const levelOf = (element) =>
  Number(element.getAttribute("aria-level") ?? (/^H[1-6]$/.test(element.tagName) ? element.tagName[1] : 0));

/** All elements below `node`, into open shadow roots, in the order of the tree. */
const below = function* (node) {
  for (const child of (node.shadowRoot ?? node).children ?? []) {
    yield child;
    yield* below(child);
  }
};

const stateOf = (element, name) => {
  if (name === "focused") return deepFocus() === element;
  if (name === "disabled") return element.disabled || element.ariaDisabled === "true";
  return element.getAttribute(`aria-${name}`) === "true";
};

/** Whether a text has a part, in whatever case: "Español" heads a list where "español" ends a sentence. */
const holds = (text, part) => text.toLocaleLowerCase().includes(part.toLocaleLowerCase());

const fits = (element, query) =>
  roleOf(element) === query.role
  && (query.level == null || levelOf(element) === query.level)
  && (query.description == null || element.getAttribute("aria-roledescription") === query.description)
  && (!query.described || element.hasAttribute("aria-roledescription"))
  && Object.entries(query.states ?? {}).every(([name, value]) => !!stateOf(element, name) === value)
  && (query.name == null || nameOf(element) === query.name)
  && (query.part == null || holds(nameOf(element), query.part))
  && (query.text == null || holds(textOf(element), query.text))
  && exposed(element);

/** Everything that a chain of queries finds, each inside what the one before it found. */
const find = ({ host, chain }) => {
  let found = [...document.querySelectorAll(host)];
  for (const query of chain) {
    found = [...new Set(found.flatMap((scope) => [...below(scope)].filter((element) => fits(element, query))))];
  }
  return found;
};

/** The element that has the focus, in whatever shadow root. */
const deepFocus = () => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at;
};

const describe = (element) => element && {
  role: roleOf(element),
  name: nameOf(element),
  text: textOf(element),
  level: levelOf(element),
};

/** The innermost element at a point of the viewport, through shadow roots. */
const at = (x, y) => {
  let hit = document.elementFromPoint(x, y);
  while (hit?.shadowRoot) {
    const inner = hit.shadowRoot.elementFromPoint(x, y);
    if (!inner || inner === hit) break;
    hit = inner;
  }
  return hit;
};

/**
 * Where to click on an element, or why a person could not: the middle of its first box, as WebDriver
 * reckons it (a link that breaks over lines has several).
 */
const aim = (element) => {
  const box = element.getClientRects()[0];
  if (!box) return { refusal: "it has no box" };
  const middle = (start, end, limit) => (Math.max(start, 0) + Math.min(end, limit)) / 2;
  const [x, y] = [middle(box.left, box.right, innerWidth), middle(box.top, box.bottom, innerHeight)];
  const place = `[${[box.left, box.top, box.width, box.height].map(Math.round)}]`;
  if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight || box.bottom <= 0 || box.right <= 0) {
    return { refusal: `${place} is outside the viewport` };
  }
  const hit = at(x, y);
  if (hit && [...up(hit)].includes(element)) return { x: Math.floor(x), y: Math.floor(y) };
  return { refusal: `${place} is covered by ${hit?.outerHTML.slice(0, 120)}` };
};
