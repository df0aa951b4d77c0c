// The live page as one compact snapshot: strings plus integer codes; numbers every recorded node. Reads only.
// @ts-check
"use strict";

(() => {
  globalThis.sayso ??= {};
  if (globalThis.sayso.takeSnapshot) return;
  /** @typedef {import("./content.js").Walk} Walk */
  const { nodes: read, look, partsBeside } = /** @type {import("./content.js").Sayso} */ (globalThis.sayso);
  const { lookOf, INVISIBLE, FIXED, STICKY, SEALED, INHERITED } = look;

  /** Longest walk: pages with more nodes than this are snapshotted in part, and the snapshot says so. */
  const MAX_NODES = 200_000;
  /** Longest walk in ms; an ordinary article takes about 10. */
  const MAX_MS = 300;
  /** So many nodes are walked however long it takes: a busy machine must not cut an ordinary page, which has half of them. */
  const MIN_NODES = 10_000;
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
  // The flags of an element, besides INVISIBLE.
  const OVERLAID = 2;
  const SHADOW = 4;
  const FOREIGN = 8;
  const BESIDE = 16;

  /** The attributes a snapshot keeps; src/dom/mod.rs holds the same list in the same order. */
  const ATTRIBUTES = [
    "id", "class", "href", "rel", "role", "itemprop", "itemtype", "datetime", "content", "name", "property",
    "lang", "hidden", "aria-hidden", "aria-label", "title", "alt", "type", "dir", "pubdate", "data-testid",
    "itemscope",
  ];
  const ATTRIBUTE_INDEX = new Map(ATTRIBUTES.map((name, index) => [name, index]));
  const CONTENT_INDEX = ATTRIBUTES.indexOf("content");
  /** Attributes by which style sheets single out elements. */
  const KIN = new Set(["id", "class", "hidden"].map((name) => ATTRIBUTES.indexOf(name)));

  const SKIPPED = new Set(["script", "style", "template", "noscript"]);
  /** Recorded without what is inside: another document, or its fallback. */
  const OPAQUE = new Set(["iframe", "frame", "object", "embed"]);
  /** In the flow of a line: the text in them is laid out by the element around. */
  const IN_LINE = new Set([
    "a", "abbr", "b", "cite", "code", "em", "font", "i", "mark", "q", "s", "small", "span", "strong", "sub", "sup",
    "time", "u",
  ]);
  /** They say what a part of the page is. */
  const LANDMARKS = new Set(["main", "article", "h1"]);
  /** Shorter text nodes are labels and links, not running text; code units. */
  const MIN_RUNNING_TEXT = 40;
  /** What holds more of the page's text than this is the page in a scrolling box of its own, not a bar over it. */
  const PAGE_SHARE = 0.5;
  /** Smaller frames, px, or frames with less text, code units, hold no article. */
  const MIN_FRAME = { width: 400, height: 300, text: 500 };
  const XHTML = "http://www.w3.org/1999/xhtml";
  const ELEMENT_NODE = 1;
  const TEXT_NODE = 3;
  const CDATA_NODE = 4;
  const SHADOW_ROOT_NODE = 11;

  /**
   * An open element. What is still to be walked inside is a list, or the siblings from `next` on.
   * @typedef {object} Open
   * @property {number} number
   * @property {number} look
   * @property {string} kin what style sheets know it by; see addAttributes
   * @property {number} layout number of the element that lays out the text in it: itself or one around
   * @property {Node | null} next
   * @property {Node[]} list
   * @property {number} taken how many of the list are walked
   */

  /** @type {Node[]} */ const NONE = [];
  /** What is around a root. */
  const OUTSIDE = { look: 0, kin: "", layout: 0 };

  /**
   * Takes a snapshot of the page as it is laid out: open shadow trees in their host, slotted nodes in their slot, and
   * behind a frame of the same site that holds text its document.
   * @param {Element | null} ownHost our element in the page, left out
   */
  function takeSnapshot(ownHost) {
    /** @type {string[]} */ const strings = [];
    /** @type {number[]} */ const codes = [];
    /** @type {Walk} */
    const walk = { nodes: [], ends: [], textBefore: [], texts: new Map(), landmarks: [], apart: [] };
    const { nodes, ends, textBefore, texts, landmarks, apart } = walk;
    /** Where flags stand in `codes`, by number of the element. @type {number[]} */ const flagsAt = [];
    /** Numbers of the elements that are fixed to the window. @type {number[]} */ const fixed = [];
    /** Numbers of the elements that stick to the window's edge. @type {number[]} */ const sticky = [];
    /** Numbers of the documents in frames. @type {number[]} */ const documents = [];
    /** @type {Open[]} */ const stack = [];
    /** Characters of visible text so far. */ let text = 0;

    walkAll();
    for (const number of documents) apart.push({ from: number, to: ends[number] });
    for (const number of fixed.filter((number) => !holdsPage(number))) {
      codes[flagsAt[number]] |= OVERLAID;
      apart.push({ from: number, to: ends[number] });
    }
    const beside = [0, ...documents.map((number) => number + 1)].flatMap((root) => partsBeside(walk, root));
    for (const number of beside) codes[flagsAt[number]] |= BESIDE;
    for (const number of sticky.filter((number) => !holdsPage(number))) {
      // A column that stays in sight beside the text is a column all the same.
      if (!beside.some((part) => part <= number && number < ends[part])) codes[flagsAt[number]] |= OVERLAID;
    }
    strings.push("");
    return { strings: strings.join("\0").toWellFormed(), codes: Uint32Array.from(codes), nodes };

    function walkAll() {
      const deadline = performance.now() + MAX_MS;
      look.forget();
      record(document.documentElement);
      for (let count = 1; stack.length > 0; count++) {
        const isLate = count % CLOCK_EVERY === 0 && nodes.length >= MIN_NODES && performance.now() > deadline;
        if (isLate || nodes.length >= MAX_NODES) {
          codes.push(STOPPED, isLate ? STOPPED_TIME : STOPPED_NODES);
          break;
        }
        const open = stack[stack.length - 1];
        const node = open.next ?? open.list[open.taken];
        if (!node) {
          close();
          continue;
        }
        if (open.next) open.next = read.nextSibling(node);
        else open.taken += 1;
        record(node);
      }
      while (stack.length > 0) close();
      textBefore.push(text);
    }

    /** @param {Node} node */
    function record(node) {
      const type = read.nodeType(node);
      if (type === TEXT_NODE || type === CDATA_NODE) {
        addText(node, read.data(node));
      } else if (type === ELEMENT_NODE) {
        const element = /** @type {Element} */ (node);
        const name = read.localName(node);
        if (node === ownHost) return;
        if (!SKIPPED.has(name)) addElement(element, name);
        else if (isLinkedData(element, name)) addLinkedData(element);
      } else if (type === SHADOW_ROOT_NODE) {
        const { look, kin, layout } = stack[stack.length - 1];
        open(node, "#shadow", SHADOW, { look: look & INHERITED, kin, layout, next: read.firstChild(node) });
      }
    }

    /**
     * @param {Node} node
     * @param {string} data
     */
    function addText(node, data) {
      const number = nodes.length;
      codes.push(TEXT);
      addString(data);
      nodes.push(node);
      ends.push(number + 1);
      textBefore.push(text);
      flagsAt.push(0);
      const { look, layout } = stack[stack.length - 1];
      if (look & INVISIBLE) return;
      const { length } = data.trim();
      text += length;
      if (length >= MIN_RUNNING_TEXT) texts.set(layout, (texts.get(layout) ?? 0) + length);
    }

    /** @param {string} string */
    function addString(string) {
      strings.push(string.includes("\0") ? string.replaceAll("\0", "\uFFFD") : string);
    }

    /**
     * @param {Node} node
     * @param {string} name
     * @param {number} flags
     * @param {Partial<Open>} about
     * @returns {Open}
     */
    function open(node, name, flags, about) {
      const { look = 0, kin = "", layout = nodes.length, next = null, list = NONE } = about;
      const opened = { number: nodes.length, look, kin, layout, next, list, taken: 0 };
      flagsAt.push(codes.push(OPEN, flags, 0) - 2);
      addString(name);
      nodes.push(node);
      ends.push(0);
      textBefore.push(text);
      stack.push(opened);
      return opened;
    }

    function close() {
      codes.push(CLOSE);
      const closed = stack.pop();
      if (closed) ends[closed.number] = nodes.length;
    }

    /**
     * @param {Element} element
     * @param {string} name
     */
    function addElement(element, name) {
      const around = stack.at(-1) ?? OUTSIDE;
      const isForeign = read.namespaceURI(element) !== XHTML;
      const opened = open(element, name, isForeign ? FOREIGN : 0, {});
      const { number } = opened;
      opened.kin = addAttributes(element, name);
      opened.look = isForeign || around.look & SEALED
        ? around.look & INHERITED
        : lookOf(element, name, around.look, opened.kin, around.kin);
      opened.layout = IN_LINE.has(name) ? around.layout : number;
      codes[flagsAt[number]] |= opened.look & INVISIBLE;
      if (opened.look & FIXED) fixed.push(number);
      if (opened.look & STICKY) sticky.push(number);
      if (LANDMARKS.has(name) && !(opened.look & INVISIBLE)) landmarks.push({ at: number, name });
      if (!isForeign && !OPAQUE.has(name)) {
        goInto(opened, element, name);
        return;
      }
      close();
      const document = name === "iframe" || name === "frame" ? documentOf(element) : null;
      if (!document) return;
      documents.push(nodes.length);
      open(document, "#document", 0, { list: [document.documentElement] });
    }

    /**
     * @param {Element} element
     * @param {string} name
     * @returns {string} what style sheets know the element by; the name alone where it has nothing else, and "" where
     *     it has a style of its own
     */
    function addAttributes(element, name) {
      const countAt = codes.length - 1;
      let kin = name;
      let count = 0;
      if (!read.hasAttributes(element)) return kin;
      for (const attribute of read.attributeNames(element)) {
        if (attribute === "style") kin = "";
        const index = ATTRIBUTE_INDEX.get(attribute);
        if (index === undefined) continue;
        const value = read.attribute(element, ATTRIBUTES[index]) ?? "";
        codes.push(index);
        addString(value.slice(0, index === CONTENT_INDEX ? MAX_LONG_VALUE : MAX_VALUE));
        count += 1;
        if (kin !== "" && KIN.has(index)) kin += `\t${value}`;
      }
      codes[countAt] = count;
      return kin;
    }

    /** @param {Element} script */
    function addLinkedData(script) {
      open(script, "script", 0, { look: INVISIBLE });
      addAttributes(script, "script");
      const data = read.firstChild(script);
      if (data && read.nodeType(data) === TEXT_NODE) addText(data, read.data(data).slice(0, MAX_LONG_VALUE));
      close();
    }

    /**
     * Whether an element that is pinned to the window is the page's own scrolling box.
     * @param {number} number
     */
    function holdsPage(number) {
      const held = textBefore[ends[number]] - textBefore[number];
      if (held <= text * PAGE_SHARE || isDialog(/** @type {Element} */ (nodes[number]))) return false;
      // Consent texts are long, too, and have headlines.
      const parts = landmarks.filter(({ name }) => name !== "h1");
      const telling = parts.length > 0 ? parts : landmarks;
      return telling.length === 0 || telling.some(({ at }) => number <= at && at < ends[number]);
    }
  }

  /**
   * What of an element is to be walked.
   * @param {Open} opened
   * @param {Element} element
   * @param {string} name
   */
  function goInto(opened, element, name) {
    const root = read.shadowRoot(element);
    if (root) opened.list = [root, ...outsideSlots(element)];
    else if (name === "slot") opened.list = read.assignedNodes(element);
    if (opened.list.length === 0) opened.next = read.firstChild(element);
  }

  /**
   * Children of a shadow host that no slot shows.
   * @param {Element} host
   */
  function outsideSlots(host) {
    const children = [];
    for (let child = read.firstChild(host); child; child = read.nextSibling(child)) {
      if (read.nodeType(child) === ELEMENT_NODE && !read.assignedSlot(child)) children.push(child);
    }
    return children;
  }

  /** @param {Element} element @param {string} name */
  function isLinkedData(element, name) {
    return name === "script" && read.attribute(element, "type")?.trim().toLowerCase() === "application/ld+json";
  }

  /** @param {Element} element */
  function isDialog(element) {
    return read.localName(element) === "dialog" || read.attribute(element, "aria-modal") === "true" ||
      /dialog$/.test(read.attribute(element, "role") ?? "");
  }

  /**
   * The document in a frame that may hold the article.
   * @param {Element} frame
   * @returns {Document | null}
   */
  function documentOf(frame) {
    const inner = read.contentDocument(frame);
    if (inner?.documentElement?.namespaceURI !== XHTML) return null;
    const { width, height } = read.box(frame);
    if (width < MIN_FRAME.width || height < MIN_FRAME.height) return null;
    return (inner.body?.textContent ?? "").trim().length < MIN_FRAME.text ? null : inner;
  }

  globalThis.sayso.takeSnapshot = takeSnapshot;
})();
