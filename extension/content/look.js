// How an element of the live page appears: invisible, pinned to the window, or like everything else. Reads only.
// @ts-check
"use strict";

(() => {
  globalThis.sayso ??= {};
  if (globalThis.sayso.look) return;
  const read = /** @type {import("./content.js").NodeReader} */ (globalThis.sayso.nodes);

  /** Not displayed, or out of everyone's sight. */
  const INVISIBLE = 1;
  /** Pinned to the window by `position: fixed`. */
  const FIXED = 2;
  /** In the flow until it meets the window's edge: `position: sticky`. */
  const STICKY = 128;
  /** Nothing inside can be visible either. */
  const SEALED = 32;
  /** In a closed `details`: one click of the browser's own away, so its text counts as displayed. */
  const FOLDED = 64;

  /** What an element without a look of its own takes over from the one around. */
  const INHERITED = INVISIBLE | SEALED | FOLDED;

  /** Never displayed and never hidden: what they say about the page counts all the same. */
  const METADATA = new Set(["head", "title", "meta", "link", "base"]);
  /** Parts of a line: without a class or the like they look like what is around them. */
  const INLINE = new Set([
    "a", "abbr", "b", "br", "cite", "code", "em", "i", "img", "mark", "q", "s", "small", "span", "strong", "sub", "sup",
    "time", "u", "wbr",
  ]);
  /** The page itself and parts of its text's flow: pinned to the window they are locked in place, or stay in sight. */
  const FLOWING = new Set([
    ...INLINE, "html", "body", "p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "figure", "figcaption", "picture", "source",
    "dt", "dd", "tr", "td", "th", "tbody", "thead", "option", "label", "input", "button",
  ]);
  const VISIBILITY = { visibilityProperty: true };
  /** Positions farther than this outside of what they are measured from only hide text (-999px, -9999px), px. */
  const FAR_PX = 900;

  /** Asked once for each class in its surroundings. @type {Map<string, string>} */
  const positions = new Map();

  /**
   * How an element appears, as flags. Asking for styles is most of a snapshot's time, so what can be known without is
   * not asked.
   * @param {Element} element
   * @param {string} name
   * @param {number} around how its parent appears
   * @param {string} kin what style sheets know it by: its name alone, more, or "" where it has a style of its own
   * @param {string} outerKin the same of its parent
   */
  function lookOf(element, name, around, kin, outerKin) {
    if (METADATA.has(name)) return 0;
    const isStyled = kin !== name;
    const inside = name === "summary" ? around & ~FOLDED : around;
    if (!isStyled && INLINE.has(name)) return inside & INHERITED;
    if (inside & FOLDED) return foldedLook(element);
    const folds = name === "details" && read.attribute(element, "open") === null ? FOLDED : 0;
    if (!read.checkVisibility(element, VISIBILITY)) return hiddenLook(getComputedStyle(element), inside);
    if (!isStyled && FLOWING.has(name)) return 0;
    switch (positionOf(element, kin && `${outerKin}\n${kin}`)) {
      case "absolute":
        return isOutOfSight(element, getComputedStyle(element)) ? INVISIBLE | SEALED : folds;
      case "fixed":
        return isOutOfSight(element, getComputedStyle(element)) ? INVISIBLE | SEALED : pinned(name, FIXED);
      case "sticky":
        return pinned(name, STICKY);
      default:
        return !FLOWING.has(name) && isCollapsed(element) ? INVISIBLE | SEALED : folds;
    }
  }

  /** @param {string} name @param {number} how */
  function pinned(name, how) {
    return FLOWING.has(name) ? 0 : how;
  }

  /**
   * @param {Element} element
   * @param {string} key equal for elements that are styled alike; "" asks anew
   * @returns {string}
   */
  function positionOf(element, key) {
    const known = key && positions.get(key);
    if (known) return known;
    const { position } = getComputedStyle(element);
    if (key) positions.set(key, position);
    return position;
  }

  /**
   * An element that the browser does not show. Children of one that makes no box itself, or is only hidden, may be
   * visible.
   * @param {CSSStyleDeclaration} style
   * @param {number} around
   */
  function hiddenLook({ display }, around) {
    if (display === "contents") return around & (INVISIBLE | FOLDED);
    return display === "none" ? INVISIBLE | SEALED : INVISIBLE;
  }

  /** @param {Element} element */
  function foldedLook(element) {
    const { display, visibility } = getComputedStyle(element);
    if (display === "none") return INVISIBLE | SEALED;
    return visibility === "visible" ? FOLDED : FOLDED | INVISIBLE;
  }

  /**
   * The usual ways of hiding words from the eye but not from screen readers, and what waits to be faded in over the
   * page. Transparent elements that keep their room in the flow are text that comes in as the reader scrolls.
   * @param {Element} element
   * @param {CSSStyleDeclaration} style
   */
  function isOutOfSight(element, style) {
    if (style.opacity === "0") return true;
    if (/^rect\([01]px(,? [01]px){3}\)$/.test(style.clip)) return true;
    if (/^inset\((50|100)%/.test(style.clipPath)) return true;
    const [width, height] = [parseFloat(style.width), parseFloat(style.height)];
    if (style.overflow === "hidden" && (width <= 1 || height <= 1)) return true;
    return isFarOut(style.left, width) || isFarOut(style.top, height) || isFarOut(style.right, width);
  }

  /**
   * @param {string} offset
   * @param {number} size
   */
  function isFarOut(offset, size) {
    const distance = parseFloat(offset);
    return distance < -FAR_PX && distance + size <= 0;
  }

  /**
   * Folded away by its height, as menus and answers are, or until the browser's search finds something in it.
   * @param {Element} element
   */
  function isCollapsed(element) {
    if (read.offsetHeight(element) > 0) return false;
    const { overflowY, contentVisibility } = getComputedStyle(element);
    return overflowY === "hidden" || overflowY === "clip" || contentVisibility === "hidden";
  }

  globalThis.sayso.look = { lookOf, forget: () => positions.clear(), INVISIBLE, FIXED, STICKY, SEALED, INHERITED };
})();
