// Copies the article for the stripped view: words with their emphasis and links, pictures with their captions.
// @ts-check
"use strict";

(() => {
  /** @typedef {import("../messages.js").StrippedContent} StrippedContent */
  globalThis.sayso ??= {};
  if (globalThis.sayso.copyArticle) return;
  const read = /** @type {import("./content.js").NodeReader} */ (globalThis.sayso.nodes);

  const XHTML = "http://www.w3.org/1999/xhtml";
  /** Smaller pictures are icons, avatars and counters, px. */
  const MIN_PICTURE_PX = 160;
  /** Emphasis that carries meaning; anything else in the line is left out, its words are not. */
  const EMPHASIS = new Set(["em", "i", "strong", "b", "q", "cite", "code", "sub", "sup", "mark", "s", "u", "small", "del", "ins"]);
  /** What a block of each kind is here. @type {Record<string, string>} */
  const BLOCKS = { paragraph: "p", quote: "blockquote", caption: "p", table: "p", list: "li", heading: "h2" };
  const ELEMENT_NODE = 1;
  const TEXT_NODE = 3;

  /**
   * @param {Node[]} nodes of the snapshot
   * @param {StrippedContent} content
   * @returns {{ element: HTMLElement, copies: Node[] }} `copies` by the number of the original
   */
  function copyArticle(nodes, { title, facts, language, blocks, texts }) {
    const element = made("div", "page");
    const column = made("div", "column");
    if (language) column.lang = language;
    column.dir = "auto";
    const heading = made("h1");
    heading.textContent = title;
    heading.tabIndex = -1;
    const line = made("p", "facts");
    line.textContent = facts;
    column.append(heading, line);
    element.append(column);

    /** @type {Node[]} */ const copies = [];
    const kinds = new Map(blocks.map(({ node, kind }) => [nodes[node], kind]));
    const around = new Set(texts.flatMap((number) => ancestors(nodes[number])));
    const pictures = picturesIn(nodes, texts, around);
    /** @typedef {{ source: Node, target: HTMLElement }} Block */
    let block = /** @type {Block | null} */ (null);
    for (const number of texts) {
      const text = nodes[number];
      const source = blockOf(text, kinds);
      while (pictures.length > 0 && pictures[0].number < number && block?.source !== source) {
        column.append(copyPicture(/** @type {{ image: HTMLImageElement }} */ (pictures.shift()).image, around));
      }
      if (block?.source !== source) block = { source, target: openBlock(column, source, kinds.get(source) ?? "paragraph") };
      else if (breaksBefore(text, source)) block.target.append(made("br"));
      copies[number] = document.createTextNode(read.data(text));
      inline(block.target, text, source).append(copies[number]);
    }
    return { element, copies };
  }

  /**
   * @param {Node} text
   * @param {Map<Node, string>} kinds the elements of the blocks
   * @returns {Node} the innermost block around
   */
  function blockOf(text, kinds) {
    for (let node = read.parentNode(text); node; node = read.parentNode(node)) if (kinds.has(node)) return node;
    return read.parentNode(text) ?? text;
  }

  /**
   * @param {HTMLElement} column
   * @param {Node} source
   * @param {string} kind
   */
  function openBlock(column, source, kind) {
    const isElement = read.nodeType(source) === ELEMENT_NODE;
    const name = isElement ? read.localName(source) : "p";
    const block = made(kind === "heading" && /^h[3-6]$/.test(name) ? "h3" : (BLOCKS[kind] ?? "p"), kind === "caption" ? "caption" : "");
    block.dir = "auto";
    if (kind !== "list") {
      column.append(block);
      return block;
    }
    const listName = isElement && read.closest(/** @type {Element} */ (source), "ol, ul")?.localName === "ol" ? "ol" : "ul";
    const last = column.lastElementChild;
    const list = last?.localName === listName ? last : made(listName);
    if (list !== last) column.append(list);
    list.append(block);
    return block;
  }

  /**
   * The copy of the emphasis and links around a text node, which goes on from the text before where they are the same.
   * @param {HTMLElement} block
   * @param {Node} text
   * @param {Node} source of the block
   */
  function inline(block, text, source) {
    /** @type {Element[]} */ const chain = [];
    for (let node = read.parentNode(text); node && node !== source; node = read.parentNode(node)) {
      if (read.nodeType(node) === ELEMENT_NODE) chain.unshift(/** @type {Element} */ (node));
    }
    let target = block;
    for (const original of chain) {
      const name = read.localName(original);
      const link = name === "a" ? safeAddress(original) : null;
      if (!EMPHASIS.has(name) && !link) continue;
      const last = /** @type {HTMLElement | null} */ (target.lastChild);
      if (last && originals.get(last) === original) {
        target = last;
        continue;
      }
      const copy = made(name);
      if (link) {
        copy.setAttribute("href", link);
        copy.setAttribute("rel", "noopener noreferrer");
      }
      originals.set(copy, original);
      target.append(copy);
      target = copy;
    }
    return target;
  }

  /** What a copied element was copied from. @type {WeakMap<Node, Node>} */
  const originals = new WeakMap();

  /** @param {Element} link */
  function safeAddress(link) {
    const url = URL.parse(read.attribute(link, "href") ?? "", document.baseURI);
    return url && /^(https?|mailto):$/.test(url.protocol) ? url.href : null;
  }

  /** Whether a line break stands between a text and what comes before it in its block. @param {Node} text @param {Node} block */
  function breaksBefore(text, block) {
    for (let node = text; node !== block; ) {
      const before = read.previousSibling(node);
      if (before) {
        if (read.nodeType(before) === ELEMENT_NODE) return read.localName(before) === "br";
        if (read.nodeType(before) !== TEXT_NODE || read.data(before).trim() !== "") return false;
        node = before;
      } else {
        const parent = read.parentNode(node);
        if (!parent) return false;
        node = parent;
      }
    }
    return false;
  }

  /**
   * The article's pictures by the number of their element: from the headline to the last word, not in a part of the
   * page that holds other words than the article's.
   * @param {Node[]} nodes
   * @param {number[]} texts
   * @param {Set<Node>} around all elements around the article's words
   */
  function picturesIn(nodes, texts, around) {
    const [first] = texts;
    const last = texts.at(-1);
    if (first === undefined || last === undefined) return [];
    let start = first;
    while (start > 0 && !isNamed(nodes[start], "h1")) start -= 1;
    return nodes
      .map((node, number) => ({ image: /** @type {HTMLImageElement} */ (node), number }))
      .slice(start === 0 ? first : start, last)
      .filter(({ image }) => isNamed(image, "img") && isPicture(image) && belongs(image, around));
  }

  /** @param {Node} node @returns {Node[]} */
  function ancestors(node) {
    const all = [];
    for (let outer = read.parentNode(node); outer; outer = read.parentNode(outer)) all.push(outer);
    return all;
  }

  /** @param {Node} node @param {string} name */
  function isNamed(node, name) {
    return read.nodeType(node) === ELEMENT_NODE && read.localName(node) === name;
  }

  /** Loaded, large enough, in sight. @param {HTMLImageElement} image */
  function isPicture(image) {
    const { width, height } = read.box(image);
    return image.complete && image.naturalWidth >= MIN_PICTURE_PX && width >= MIN_PICTURE_PX && height > 0;
  }

  /**
   * @param {HTMLImageElement} image
   * @param {Set<Node>} around all elements around the article's words
   */
  function belongs(image, around) {
    for (let outer = read.parentElement(image); outer; outer = read.parentElement(outer)) {
      if (around.has(outer) || read.localName(outer) === "figure") return true;
      // A picture with words of its own is a teaser or an advertisement.
      if ((read.textContent(outer) ?? "").trim() !== "") return false;
    }
    return true;
  }

  /**
   * @param {HTMLImageElement} image
   * @param {Set<Node>} around all elements around the article's words
   */
  function copyPicture(image, around) {
    const figure = made("figure");
    const copy = /** @type {HTMLImageElement} */ (made("img"));
    // The same address in the same document: the browser shows what it has.
    copy.src = image.currentSrc || image.src;
    copy.alt = image.alt;
    copy.width = image.naturalWidth;
    copy.height = image.naturalHeight;
    figure.append(copy);
    const source = image.closest("figure")?.querySelector("figcaption");
    const caption = source?.textContent?.replaceAll(/\s+/g, " ").trim();
    // A caption that counts as a block of the article comes with the article's words.
    if (source && caption && !around.has(source)) {
      const words = made("figcaption");
      words.dir = "auto";
      words.textContent = caption;
      figure.append(words);
    }
    return figure;
  }

  /** @param {string} name @param {string} [className] @returns {HTMLElement} */
  function made(name, className = "") {
    const element = /** @type {HTMLElement} */ (document.createElementNS(XHTML, name));
    if (className) element.className = className;
    return element;
  }

  globalThis.sayso.copyArticle = copyArticle;
})();
