// Where the words of a stand are cut off, lie on one another, or make the page wider than its window.
// The body of a function; its result is what was found.

const found = new Set();
const say = (what) => found.size < 12 && found.add(what);
const quote = (node) => `“${node.data.trim().slice(0, 40)}” of ${node.parentElement.closest("[class]")?.className ?? node.parentElement.localName}`;

const page = document.scrollingElement;
if (page.scrollWidth > innerWidth) say(`the page is ${page.scrollWidth} px wide in a window of ${innerWidth}`);

const parentOf = (node) => node.assignedSlot ?? (node.parentNode instanceof ShadowRoot ? node.parentNode.host : node.parentNode);

const sheet = [...document.querySelectorAll("news-stand")].map((stand) => stand.shadowRoot.querySelector("dialog:is([open], :popover-open)")).find(Boolean);
/** What everything has to keep within: the page's column, or the window where a list lies above the page. */
const frame = sheet ? { left: 0, right: innerWidth } : document.body.getBoundingClientRect();

/** Whether something is inside what scrolls or cuts it, or covered by the open list. */
const isKept = (element) => {
  if (sheet && !sheet.contains(element)) return true;
  for (let at = parentOf(element); at instanceof Element; at = parentOf(at)) {
    if (getComputedStyle(at).overflowX !== "visible") return true;
  }
  return false;
};
for (const stand of document.querySelectorAll("news-stand")) {
  for (const element of stand.shadowRoot.querySelectorAll("*")) {
    const { left, right, width } = element.getBoundingClientRect();
    if (width && (left < frame.left - 1 || right > frame.right + 1) && element.checkVisibility() && !isKept(element)) {
      say(`<${element.localName} class="${element.className}"> reaches from ${Math.round(left)} to ${Math.round(right)} px`);
    }
  }
}

/** All text nodes below a node, into open shadow roots and slots. */
const texts = function* (node) {
  if (node instanceof Text && node.data.trim()) yield node;
  for (const child of (node.shadowRoot ?? node).childNodes) yield* texts(child);
};

const lines = [];
for (const stand of document.querySelectorAll("news-stand")) {
  if (!stand.checkVisibility()) continue;
  for (const node of texts(stand)) {
    const own = node.parentElement;
    if (!own.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true }) || own.closest(".unseen, .skeleton, [inert]")) continue;
    // What is under an open list is covered by it.
    if (sheet && !sheet.contains(node)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const { left, right, top, bottom } of range.getClientRects()) {
      if (right - left < 1) continue;
      // A font's box is higher than its letters.
      const [upper, lower] = [top + (bottom - top) / 3, bottom - (bottom - top) / 3];
      let seen = true;
      for (let at = own; at && at !== document.documentElement; at = parentOf(at)) {
        if (!(at instanceof Element) || getComputedStyle(at).display === "contents") continue;
        const { overflowX: x, overflowY: y } = getComputedStyle(at);
        if (x === "visible" && y === "visible") continue;
        const box = at.getBoundingClientRect();
        const [beyondX, beyondY] = [left < box.left - 1 || right > box.right + 1, upper < box.top - 1 || lower > box.bottom + 1];
        if (beyondX && x !== "visible" && !/auto|scroll/.test(x)) say(`${quote(node)} is cut off at the sides`);
        if (beyondY && y !== "visible" && !/auto|scroll/.test(y)) say(`${quote(node)} is cut off above or below`);
        // What can be scrolled into view is not on screen now.
        if (beyondX || beyondY) { seen = false; break; }
      }
      if (seen && (left < frame.left - 1 || right > frame.right + 1)) say(`${quote(node)} reaches from ${Math.round(left)} to ${Math.round(right)} px`);
      if (seen) lines.push({ node, left, right, upper, lower });
    }
  }
}
lines.sort((one, other) => one.upper - other.upper);
for (const [index, one] of lines.entries()) {
  for (const other of lines.slice(index + 1)) {
    if (other.upper >= one.lower) break;
    const isBeside = other.left >= one.right - 1 || other.right <= one.left + 1;
    if (!isBeside && other.node !== one.node) say(`${quote(one.node)} and ${quote(other.node)} lie on one another`);
  }
}
return [...found];
