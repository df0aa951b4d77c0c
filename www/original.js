// The original page in a frame without scripts, and its nodes by the core's numbers, so that marks stand in it.
// @ts-check
import { element } from "./panel/element.js";
import { words } from "./panel/words.js";

/** @import { Reading } from "./analysis.js" */
/** @typedef {{ element: HTMLElement, ready: Promise<void> }} Shown `ready` when the page stands in the frame */

const SHOWN = NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT | NodeFilter.SHOW_CDATA_SECTION;
/** Elements that the core passes over, and those into which it does not look; as in `src/wasm/document.rs`. */
const SKIPPED = new Set(["style", "template", "noscript"]);
const CLOSED = new Set(["svg", "math", "iframe", "object", "embed"]);

// <img name="documentElement"> covers a property of its document: these are read through the prototype.
const { createTreeWalker, querySelectorAll } = Document.prototype;
const documentElement = Object.getOwnPropertyDescriptor(Document.prototype, "documentElement")?.get;

/** @param {Document} document @returns {Element | null} */
const rootOf = (document) => documentElement?.call(document) ?? null;

/**
 * The nodes of a document by the number that the core gives them.
 * @param {Document} document
 * @returns {Node[]}
 */
export function numbered(document) {
  /** @type {Node[]} */
  const nodes = [];
  const root = rootOf(document);
  if (!root) return nodes;
  const walker = createTreeWalker.call(document, root, SHOWN, {
    acceptNode(node) {
      if (node.nodeType !== Node.ELEMENT_NODE) return NodeFilter.FILTER_ACCEPT;
      const { localName } = /** @type {Element} */ (node);
      const isSkipped = SKIPPED.has(localName) || (localName === "script" && !isLinkedData(/** @type {Element} */ (node)));
      return isSkipped ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT;
    },
  });
  for (let node = /** @type {Node | null} */ (walker.currentNode); node; ) {
    nodes.push(node);
    const isClosed = CLOSED.has(/** @type {Element} */ (node).localName);
    node = isClosed ? nextOutside(walker) : walker.nextNode();
  }
  return nodes;
}

/** @param {TreeWalker} walker */
function nextOutside(walker) {
  do {
    const sibling = walker.nextSibling();
    if (sibling) return sibling;
  } while (walker.parentNode());
  return null;
}

/** @param {Element} script */
function isLinkedData(script) {
  return script.getAttribute("type")?.toLowerCase() === "application/ld+json";
}

/**
 * The page as it was saved, without what it would load. Its document goes into the frame, so it can be shown once.
 * @param {Reading} reading
 * @returns {Shown}
 */
export function createOriginal({ document: page, input }) {
  if (!page) {
    return { element: element("pre", { class: "original-text", dir: "auto", tabindex: 0 }, input.content), ready: Promise.resolve() };
  }
  // Scripts and forms are forbidden by the sandbox, connections by the frame's own policy. It has our origin so that the
  // marks can be put into it from here.
  const frame = element("iframe", { class: "original", sandbox: "allow-same-origin", title: words("original"), src: "original.html" });
  /** @type {Promise<void>} */
  const ready = new Promise((done) => frame.addEventListener("load", () => done(fill(frame, page)), { once: true }));
  return { element: frame, ready };
}

/**
 * @param {HTMLIFrameElement} frame
 * @param {Document} page
 */
function fill(frame, page) {
  const inside = frame.contentDocument;
  const root = rootOf(page);
  if (!inside || !root) return;
  for (const one of querySelectorAll.call(page, "meta[http-equiv], base")) one.remove();
  // A link would leave the frame's policy behind; the words are what is looked at here.
  for (const link of querySelectorAll.call(page, "a[href], area[href]")) link.removeAttribute("href");
  inside.documentElement.replaceWith(inside.adoptNode(root));
}
