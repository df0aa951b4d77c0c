// The live page as one compact snapshot: strings plus integer codes; numbers every recorded node. Reads only.
// @ts-check
"use strict";

(() => {
  globalThis.sayso ??= {};
  if (globalThis.sayso.takeSnapshot) return;

  /** Longest walk: pages with more nodes than this are snapshotted in part, and the snapshot says so. */
  const MAX_NODES = 200_000;
  /** Longest walk in ms; an ordinary article takes about 10. */
  const MAX_MS = 300;
  /** How many nodes go by between two looks at the clock. */
  const CLOCK_EVERY = 512;
  /** Longest attribute value, in code units; longer ones are tracking data, not class names. */
  const MAX_VALUE = 2_000;
  /** Longest `content` value and JSON-LD text, in code units: some publishers put the article body there. */
  const MAX_LONG_VALUE = 100_000;

  // The codes of the stream.
  const OPEN = 1;
  const TEXT = 2;
  const CLOSE = 3;
  const STOPPED = 4;
  const STOPPED_NODES = 1;
  const STOPPED_TIME = 2;
  // The flags of an element.
  const INVISIBLE = 1;
  const PINNED = 2;
  const SHADOW = 4;
  const FOREIGN = 8;

  /** The attributes a snapshot keeps; src/dom/snapshot.rs holds the same list in the same order. */
  const ATTRIBUTES = [
    "id", "class", "href", "rel", "role", "itemprop", "itemtype", "datetime", "content", "name", "property",
    "lang", "hidden", "aria-hidden", "aria-label", "title", "alt", "type", "dir", "pubdate", "data-testid",
    "itemscope",
  ];
  const ATTRIBUTE_INDEX = new Map(ATTRIBUTES.map((name, index) => [name, index]));
  const CONTENT_INDEX = ATTRIBUTES.indexOf("content");

  const SKIPPED = new Set(["script", "style", "template", "noscript"]);
  /** Never displayed and never hidden: what they say about the page counts all the same. */
  const METADATA = new Set(["head", "title", "meta", "link", "base"]);
  /** Recorded without what is inside: another document, or its fallback. */
  const OPAQUE = new Set(["iframe", "object", "embed"]);
  /** Parts of a line: without one of these attributes they look like what is around them. */
  const INLINE = new Set([
    "a", "abbr", "b", "br", "cite", "code", "em", "i", "img", "mark", "q", "s", "small", "span", "strong", "sub", "sup",
    "time", "u", "wbr",
  ]);
  const STYLED_BY = ["class", "id", "style", "hidden"];
  /** Parts of the text's flow: no page pins them to the window. */
  const FLOWING = new Set([
    ...INLINE, "p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "figure", "figcaption", "picture", "source",
    "dt", "dd", "tr", "td", "th", "tbody", "thead", "option", "label", "input", "button",
  ]);
  const XHTML = "http://www.w3.org/1999/xhtml";
  const ELEMENT_NODE = 1;
  const TEXT_NODE = 3;
  const SHADOW_ROOT_NODE = 11;

  // A form's properties can be covered by its inputs' names (<input name="firstChild">), in this world too, so
  // everything is read through the prototypes.
  /** @param {object} prototype @param {string} name @returns {(node: Node) => any} */
  const getter = (prototype, name) => {
    const get = /** @type {() => any} */ (Object.getOwnPropertyDescriptor(prototype, name)?.get);
    return (node) => get.call(node);
  };
  const nodeType = getter(Node.prototype, "nodeType");
  const firstChild = getter(Node.prototype, "firstChild");
  const nextSibling = getter(Node.prototype, "nextSibling");
  const parentNode = getter(Node.prototype, "parentNode");
  const localName = getter(Element.prototype, "localName");
  const namespaceURI = getter(Element.prototype, "namespaceURI");
  const shadowRoot = getter(Element.prototype, "shadowRoot");
  const shadowHost = getter(ShadowRoot.prototype, "host");
  const data = getter(CharacterData.prototype, "data");
  const offsetWidth = getter(HTMLElement.prototype, "offsetWidth");
  const offsetHeight = getter(HTMLElement.prototype, "offsetHeight");
  const { getAttribute, getAttributeNames, hasAttribute, hasAttributes, checkVisibility } = Element.prototype;

  /**
   * Takes a snapshot of the whole document, open shadow roots included.
   * @param {Element | null} ownHost our element in the page, left out
   */
  function takeSnapshot(ownHost) {
    /** @type {string[]} */ const strings = [];
    /** @type {number[]} */ const codes = [];
    /** @type {Node[]} */ const nodes = [];
    const deadline = performance.now() + MAX_MS;
    const root = document.documentElement;
    /** How the open elements look, the innermost last. @type {number[]} */ const looks = [];

    /** @param {string} text */
    const addString = (text) => strings.push(text.includes("\0") ? text.replaceAll("\0", "\uFFFD") : text);

    /**
     * Records one element.
     * @param {Element} element
     * @param {string} name
     * @returns {Node | null} its first child to walk into, or null
     */
    const open = (element, name) => {
      const foreign = namespaceURI(element) !== XHTML;
      const around = looks.at(-1) ?? 0;
      const look = foreign || around & UNDISPLAYED ? around & ~PINNED : lookOf(element, name, around);
      push(element, name, (look & (INVISIBLE | PINNED)) | (foreign ? FOREIGN : 0), look);
      if (hasAttributes.call(element)) codes[codes.length - 1] = addAttributes(element);
      if (foreign || OPAQUE.has(name)) return null;
      return shadowRoot(element) ?? firstChild(element);
    };

    /**
     * @param {Node} node
     * @param {string} name
     * @param {number} flags
     * @param {number} look
     */
    const push = (node, name, flags, look) => {
      codes.push(OPEN, flags, 0);
      nodes.push(node);
      addString(name);
      looks.push(look);
    };

    const close = () => {
      codes.push(CLOSE);
      looks.pop();
    };

    /** @param {Element} element @returns {number} how many were kept */
    const addAttributes = (element) => {
      let kept = 0;
      for (const name of getAttributeNames.call(element)) {
        const index = ATTRIBUTE_INDEX.get(name);
        if (index === undefined) continue;
        const value = getAttribute.call(element, name) ?? "";
        codes.push(index);
        addString(value.slice(0, index === CONTENT_INDEX ? MAX_LONG_VALUE : MAX_VALUE));
        kept += 1;
      }
      return kept;
    };

    /**
     * Records a node, if it is one we record.
     * @param {Node} node
     * @returns {Node | null | undefined} first child to walk into; null: opened, but nothing to walk; undefined: no element opened
     */
    const record = (node) => {
      const type = nodeType(node);
      if (type === TEXT_NODE) {
        codes.push(TEXT);
        nodes.push(node);
        addString(data(node));
        return undefined;
      }
      if (type === SHADOW_ROOT_NODE) {
        push(node, "#shadow", SHADOW, (looks.at(-1) ?? 0) & ~PINNED);
        return firstChild(node);
      }
      if (type !== ELEMENT_NODE || node === ownHost) return undefined;
      const element = /** @type {Element} */ (node);
      const name = localName(element);
      if (SKIPPED.has(name)) return isLinkedData(element, name) ? openLinkedData(element) : undefined;
      return open(element, name);
    };

    /** @param {Element} script */
    const openLinkedData = (script) => {
      push(script, "script", INVISIBLE, INVISIBLE);
      codes[codes.length - 1] = addAttributes(script);
      const text = firstChild(script);
      if (text && nodeType(text) === TEXT_NODE) {
        codes.push(TEXT);
        nodes.push(text);
        addString(data(text).slice(0, MAX_LONG_VALUE));
      }
      return null;
    };

    /** @type {Node} */ let node = root;
    for (let count = 1; ; count++) {
      if (count % CLOCK_EVERY === 0 && performance.now() > deadline) {
        codes.push(STOPPED, STOPPED_TIME);
        break;
      }
      if (nodes.length >= MAX_NODES) {
        codes.push(STOPPED, STOPPED_NODES);
        break;
      }
      const child = record(node);
      if (child) {
        node = child;
        continue;
      }
      // An element without anything to walk into closes at once, then the walk goes on beside or above it.
      if (child === null) close();
      const next = nextOf(node);
      if (!next) break;
      node = next;
    }

    /**
     * The next node in document order that is not inside `node`; writes the closes on the way up.
     * @param {Node} node
     * @returns {Node | null}
     */
    function nextOf(node) {
      for (;;) {
        if (node === root) return null;
        let parent;
        if (nodeType(node) === SHADOW_ROOT_NODE) {
          parent = shadowHost(node);
          const light = firstChild(parent);
          if (light) return light;
        } else {
          const sibling = nextSibling(node);
          if (sibling) return sibling;
          parent = parentNode(node);
        }
        if (!parent) return null;
        close();
        node = parent;
      }
    }

    strings.push("");
    return { strings: strings.join("\0").toWellFormed(), codes: Uint32Array.from(codes), nodes };
  }

  /** @param {Element} element @param {string} name */
  function isLinkedData(element, name) {
    return name === "script" && getAttribute.call(element, "type")?.trim().toLowerCase() === "application/ld+json";
  }

  /** Not displayed at all, so that nothing inside can be visible either. */
  const UNDISPLAYED = 16;
  const VISIBILITY = { visibilityProperty: true };

  /**
   * How an element appears, as flags; UNDISPLAYED besides INVISIBLE where its descendants share its fate.
   * Asking for styles is most of the snapshot's time, so what can be known without is not asked.
   * @param {Element} element
   * @param {string} name
   * @param {number} around how its parent appears
   */
  function lookOf(element, name, around) {
    if (METADATA.has(name)) return 0;
    const plain = !STYLED_BY.some((attribute) => hasAttribute.call(element, attribute));
    if (plain && INLINE.has(name)) return around & ~PINNED;
    if (!checkVisibility.call(element, VISIBILITY)) {
      const { display } = getComputedStyle(element);
      // Children of an element that makes no box itself, or is only hidden, may be visible.
      if (display === "contents") return around & INVISIBLE;
      return display === "none" ? INVISIBLE | UNDISPLAYED : INVISIBLE;
    }
    if (plain && FLOWING.has(name)) return 0;
    const tiny = offsetWidth(element) <= 1 || offsetHeight(element) <= 1;
    if (!tiny && FLOWING.has(name)) return 0;
    const style = getComputedStyle(element);
    const { position } = style;
    if (position === "fixed" || position === "sticky") return PINNED;
    return tiny && position === "absolute" && isClippedAway(style) ? INVISIBLE : 0;
  }

  /**
   * The usual ways of hiding words from the eye but not from screen readers.
   * @param {CSSStyleDeclaration} style
   */
  function isClippedAway(style) {
    if (/^rect\([01]px(,? [01]px){3}\)$/.test(style.clip)) return true;
    if (/^inset\((50|100)%/.test(style.clipPath)) return true;
    return style.overflow === "hidden" && parseFloat(style.width) <= 1 && parseFloat(style.height) <= 1;
  }

  globalThis.sayso.takeSnapshot = takeSnapshot;
})();
