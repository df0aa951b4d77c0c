// Finds the words of a mark on the page, also after the page has rebuilt them; in doubt it finds nothing.
// @ts-check
"use strict";

(() => {
  /** @typedef {import("../messages.js").Mark} Mark */
  /** @typedef {import("../messages.js").Piece} Piece */
  /** @typedef {{ strings: string, codes: Uint32Array, nodes: Node[] }} Snapshot */
  globalThis.sayso ??= {};
  if (globalThis.sayso.anchor) return;
  const { takeSnapshot } = /** @type {import("./content.js").Sayso} */ (globalThis.sayso);

  /** From this length on, code units, words that the page holds once are the words meant, whatever is around them. */
  const UNMISTAKABLE = 32;
  /** How much of the words around must agree in all, code units, for shorter or repeated words. */
  const MIN_CONTEXT = 16;
  /** Elements in the flow of a line: what is in them goes on without a break. */
  const IN_LINE = new Set([
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "em", "font", "i", "ins", "kbd", "mark", "q", "s", "samp",
    "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr", "#shadow",
  ]);
  // The codes of a snapshot; snapshot.js writes them.
  const OPEN = 1;
  const TEXT = 2;
  const STOPPED = 4;
  const INVISIBLE = 1;

  /**
   * The visible text of the page, white space collapsed, and the text nodes that it comes from.
   * @typedef {{ text: string, flat: string, pieces: { at: number, node: Node, isAfterSpace: boolean }[] }} Index
   */
  /** @type {Index | null} */
  let index = null;
  /** What the next index is made from, if the page was walked just now anyway. @type {Snapshot | null} */
  let taken = null;

  const changes = new MutationObserver((records) => {
    const own = globalThis.sayso.host?.();
    /** @param {MutationRecord} record */
    const isOther = ({ type, addedNodes, removedNodes }) =>
      type === "characterData" || [...addedNodes, ...removedNodes].some((node) => node !== own);
    if (records.some(isOther)) forget();
  });

  /** The page has changed: the next question looks anew. */
  function forget() {
    index = null;
    taken = null;
    changes.disconnect();
  }

  /**
   * @param {ArrayLike<Node | undefined>} nodes by number
   * @param {Mark} mark
   * @param {boolean} mayMove whether the words are looked for elsewhere, too
   * @returns {Range[]} empty where any of the words is lost: half a mark would be a wrong mark
   */
  function rangesOf(nodes, mark, mayMove) {
    const ranges = mark.pieces.map((piece) => rangeOf(nodes[piece.node], piece));
    if (ranges.length > 0 && ranges.every((range) => range !== null)) return ranges;
    return mayMove ? found(mark) : [];
  }

  /**
   * @param {Node | undefined} node
   * @param {Piece} piece
   * @returns {Range | null} null where the page no longer says this here
   */
  function rangeOf(node, piece) {
    // No `instanceof`: the classes of a frame are others. Where a frame was removed, its nodes stay connected.
    if (!node?.isConnected || !node.ownerDocument?.defaultView || node.nodeValue === null) return null;
    // The snapshot replaced these code units one for one, so the offsets still fit.
    const data = node.nodeValue.replaceAll("\0", "\uFFFD").toWellFormed();
    if (data.slice(piece.start, piece.end) !== piece.quote) return null;
    return range(node, piece.start, piece.end);
  }

  /**
   * @param {Node} node
   * @param {number} start
   * @param {number} end
   */
  function range(node, start, end) {
    const made = /** @type {Document} */ (node.ownerDocument).createRange();
    made.setStart(node, start);
    made.setEnd(node, end);
    return made;
  }

  /**
   * Looks for a mark's words in the whole page: the one place that says them with the same words around.
   * @param {Mark} mark
   * @returns {Range[]}
   */
  function found(mark) {
    const { flat } = (index ??= indexOfPage());
    const [quote, before, after] = [mark.quote, mark.before, mark.after].map(collapsed);
    const words = quote.trim();
    if (words === "") return [];
    const places = [];
    for (let at = flat.indexOf(words); at >= 0; at = flat.indexOf(words, at + 1)) {
      places.push({ at, agreeing: endsAlike(flat.slice(0, at), before) + startsAlike(flat.slice(at + words.length), after) });
    }
    places.sort((a, b) => b.agreeing - a.agreeing);
    const [best, second] = places;
    if (!best) return [];
    const isOnly = !second && words.length >= UNMISTAKABLE;
    const wanted = Math.min(MIN_CONTEXT, before.trim().length + after.trim().length);
    const isClear = best.agreeing >= wanted && best.agreeing > (second?.agreeing ?? -1);
    if (!isOnly && !isClear) return [];
    const ranges = rangesAt(best.at, best.at + words.length);
    // A page that has changed since the index was made must not lead to other words.
    const said = ranges.map(String).join("").replaceAll(/\s/g, "");
    return said === words.replaceAll(" ", "") ? ranges : [];
  }

  /** @param {string} text */
  function collapsed(text) {
    return text.replaceAll(/\s+/g, " ");
  }

  /** How many code units two texts share at their ends. @param {string} a @param {string} b */
  function endsAlike(a, b) {
    let count = 0;
    while (count < b.length && count < a.length && a[a.length - 1 - count] === b[b.length - 1 - count]) count += 1;
    return count;
  }

  /** How many code units two texts share at their beginnings. @param {string} a @param {string} b */
  function startsAlike(a, b) {
    let count = 0;
    while (count < b.length && count < a.length && a[count] === b[count]) count += 1;
    return count;
  }

  /**
   * @param {number} start in the page's text
   * @param {number} end
   * @returns {Range[]} one for each text node
   */
  function rangesAt(start, end) {
    const { pieces, text } = /** @type {Index} */ (index);
    const ranges = [];
    for (const [number, piece] of pieces.entries()) {
      const next = pieces[number + 1]?.at ?? text.length;
      if (next <= start || piece.at >= end) continue;
      const [from, to] = offsetsIn(piece, Math.max(start, piece.at) - piece.at, Math.min(end, next) - piece.at);
      if (to > from) ranges.push(range(piece.node, from, to));
    }
    return ranges;
  }

  /**
   * From positions in a node's collapsed text to offsets in its data.
   * @param {{ node: Node, isAfterSpace: boolean }} piece
   * @param {number} start
   * @param {number} end
   * @returns {[number, number]}
   */
  function offsetsIn({ node, isAfterSpace }, start, end) {
    const data = node.nodeValue ?? "";
    let position = 0;
    let from = data.length;
    let to = 0;
    for (let at = 0, wasSpace = isAfterSpace; at < data.length && position < end; at++) {
      const isSpace = /\s/.test(data[at]);
      if (isSpace && wasSpace) continue;
      if (position >= start) {
        from = Math.min(from, at);
        to = at + 1;
      }
      position += 1;
      wasSpace = isSpace;
    }
    return [from, to];
  }

  /** @returns {Index} */
  function indexOfPage() {
    const { strings, codes, nodes } = taken ?? takeSnapshot(globalThis.sayso.host?.() ?? null);
    taken = null;
    const texts = strings.split("\0");
    /** @type {Index["pieces"]} */ const pieces = [];
    /** @type {boolean[]} */ const invisible = [];
    /** Names of the open elements. @type {string[]} */ const open = [];
    // Looking at the end of a long string that grows costs its whole length each time, so its parts are kept.
    /** @type {string[]} */ const parts = [];
    let length = 0;
    /** The last code unit: a space, a line break or something else; a line break before all text. */
    let last = "\n";
    /** @param {string} part */
    const add = (part) => {
      parts.push(part);
      length += part.length;
      last = part[part.length - 1] ?? last;
    };
    const breakLine = () => {
      if (last === "\n") return;
      // White space is collapsed, so there is one space at most.
      const end = last === " " ? parts.pop() : undefined;
      if (end !== undefined) {
        length -= end.length;
        add(end.slice(0, -1));
      }
      add("\n");
    };
    let number = 0;
    let string = 0;
    for (let at = 0; at < codes.length; ) {
      const code = codes[at++];
      if (code === OPEN) {
        const name = texts[string++];
        open.push(name);
        invisible.push((invisible.at(-1) ?? false) || (codes[at] & INVISIBLE) !== 0);
        if (!IN_LINE.has(name)) breakLine();
        string += codes[at + 1];
        at += 2 + codes[at + 1];
        number += 1;
      } else if (code === TEXT) {
        const data = texts[string++];
        if (!invisible.at(-1)) {
          const isAfterSpace = last === " " || last === "\n";
          const shown = collapsed(data);
          const added = isAfterSpace ? shown.trimStart() : shown;
          // Trimming before a break may have cut into the piece before; its own text is what counts.
          if (added !== "") {
            pieces.push({ at: length, node: nodes[number], isAfterSpace });
            add(added);
          }
        }
        number += 1;
      } else if (code === STOPPED) {
        at += 1;
      } else {
        const name = open.pop() ?? "";
        invisible.pop();
        if (!IN_LINE.has(name)) breakLine();
      }
    }
    const text = parts.join("");
    return { text, flat: text.replaceAll("\n", " "), pieces };
  }

  globalThis.sayso.anchor = {
    rangesOf,
    /** Whether the page still holds these words somewhere. @param {string} words */
    holds: (words) => (index ??= indexOfPage()).flat.includes(collapsed(words).trim()),
    /** The visible text of the page: one line for each block. */
    pageText: () => (index ??= indexOfPage()).text,
    forget,
    /** The page was walked just now: the next question needs no walk of its own. @param {Snapshot} snapshot */
    remember(snapshot) {
      forget();
      taken = { ...snapshot, codes: snapshot.codes.slice() };
      changes.observe(document, { childList: true, characterData: true, subtree: true });
    },
  };
})();
