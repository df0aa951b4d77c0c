// How the stripped view is set: themes, sizes, fonts, spacing. Kept apart from what builds it.
// @ts-check
"use strict";

(() => {
  /** @typedef {import("../messages.js").TextStyle} TextStyle */
  globalThis.sayso ??= {};
  if (globalThis.sayso.strippedRules) return;

  /** Page, surface, text, muted, border, accent; panel/theme.css has the same. @type {Record<string, string[]>} */
  const COLORS = {
    light: ["#FFFFFF", "#F5F6F8", "#1B1F24", "#57606A", "#6E7781", "#0550AE"],
    dark: ["#16181C", "#20242A", "#E6E8EB", "#A3ABB5", "#7D8590", "#79B8FF"],
    sepia: ["#F7F1E3", "#EFE6D2", "#3B2F1E", "#655540", "#86744F", "#7A3E00"],
    contrast: ["#000000", "#000000", "#FFFFFF", "#FFFFFF", "#FFFFFF", "#FFFF00"],
  };
  /** @type {Record<string, string>} */
  const FONTS = {
    sans: `system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif`,
    serif: `Charter, "Iowan Old Style", "Palatino Linotype", "Noto Serif", Georgia, serif`,
    spaced: `Verdana, "DejaVu Sans", "Noto Sans", system-ui, sans-serif`,
  };
  /** Measure of the column, em: 45 to 75 characters a line read best. @type {Record<string, number>} */
  const WIDTHS = { narrow: 28, medium: 36, wide: 46 };
  /** Size of text at 100 %, px: a step above the browser's own, as reader views have it. */
  const BASE_PX = 18;

  /** @param {string} theme */
  function colors(theme) {
    const [page, surface, text, muted, border, accent] = COLORS[theme] ?? COLORS.light;
    return `--page: ${page}; --surface: ${surface}; --text: ${text}; --muted: ${muted}; --border: ${border}; --accent: ${accent};`;
  }

  /**
   * @param {TextStyle} style
   * @param {string} room padding that keeps the text clear of the panel
   */
  function strippedRules({ theme, size, font, spacing, width }, room) {
    const dark = theme === "auto" ? `@media (prefers-color-scheme: dark) { .page { ${colors("dark")} } }` : "";
    const isSpaced = font === "spaced";
    return `
    :host {
      all: initial !important;
      display: block !important;
      position: fixed !important;
      inset: 0 !important;
      width: auto !important;
      height: auto !important;
      margin: 0 !important;
      padding: 0 !important;
      border: 0 !important;
      z-index: 2147483646 !important;
    }
    .page {
      ${colors(theme)}
      box-sizing: border-box;
      height: 100%;
      overflow: auto;
      overscroll-behavior: contain;
      padding: ${room};
      background: var(--page);
      color: var(--text);
      font: ${(BASE_PX * size) / 100}px/${spacing === "loose" ? 1.9 : 1.6} ${FONTS[font] ?? FONTS.sans};
      ${isSpaced ? "letter-spacing: 0.06em; word-spacing: 0.16em;" : ""}
      overflow-wrap: break-word;
    }
    ${dark}
    .column { max-width: ${WIDTHS[width] ?? WIDTHS.medium}em; margin: 0 auto; padding: 24px 24px 96px; }
    h1 { margin: 16px 0 8px; font-size: 1.7em; line-height: 1.25; text-wrap: balance; }
    h2, h3 { margin: 1.6em 0 0.4em; line-height: 1.3; }
    h2 { font-size: 1.25em; }
    h3 { font-size: 1.1em; }
    p, ul, ol, blockquote, figure { margin: 0 0 ${isSpaced ? 2 : 1}em; }
    blockquote { padding-inline-start: 16px; border-inline-start: 3px solid var(--border); }
    ul, ol { padding-inline-start: 1.4em; }
    a { color: var(--accent); text-underline-offset: 0.15em; }
    .facts, figcaption, .caption { color: var(--muted); font-size: 0.85em; }
    .facts { margin-bottom: 2em; }
    figure { margin-inline: 0; }
    img { display: block; max-width: 100%; height: auto; margin-bottom: 8px; border-radius: 6px; }
    .bar { display: flex; justify-content: flex-start; }
    button {
      min-height: 32px; padding: 4px 12px; border: 1px solid var(--border); border-radius: 6px;
      background: var(--surface); color: var(--text); font: 14px/1.5 ${FONTS.sans}; cursor: pointer;
      letter-spacing: normal; word-spacing: normal;
    }
    :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
    h1:focus { outline: none; }
    @media print {
      :host { position: static !important; }
      .page { height: auto; overflow: visible; padding: 0; background: none; color: #000000; }
      .bar { display: none; }
    }
  `;
  }

  globalThis.sayso.strippedRules = strippedRules;
})();
