// The links in the article's text, by the site that they lead to, each with its place in the text.
// @ts-check
import { element, pageWords } from "../element.js";
import { icon } from "../icons.js";
import { createRow } from "../row.js";
import { formatNumber, words } from "../words.js";

/** @import { Link } from "../../view" */
/** @import { Desk } from "../report.js" */

/** @param {Desk} desk */
export function linksBlock(desk) {
  const { links } = desk.view;
  if (links.length === 0) return null;
  const same = links.filter((link) => link.same_site).length;
  const numbered = links.map((link, index) => ({ link, index }));
  // Other sites first: they are what the article rests on.
  const sites = [...Map.groupBy(numbered, ({ link }) => siteOf(link))].sort(
    ([, a], [, b]) => Number(a[0].link.same_site) - Number(b[0].link.same_site) || b.length - a.length,
  );
  return element(
    "details",
    { class: "links" },
    element(
      "summary",
      {},
      element("span", { class: "group" }, words("links"), " ", element("span", { class: "quiet" }, formatNumber(links.length))),
      " ",
      element("span", { class: "quiet" }, words("linkSites", formatNumber(links.length - same), formatNumber(same))),
    ),
    ...sites.flatMap(([site, members]) => [
      element("h3", { class: "site", dir: "ltr" }, site, " ", element("span", { class: "quiet" }, formatNumber(members.length))),
      element("ul", { class: "row-list" }, ...members.map(({ link, index }) => linkRow(desk, link, index))),
    ]),
  );
}

/**
 * @param {Desk} desk
 * @param {Link} link
 * @param {number} index
 */
function linkRow(desk, link, index) {
  const row = createRow(
    {
      kind: "link",
      id: String(index),
      group: "source",
      marks: [[{ start: link.start, end: link.end }]],
      main: pageWords("span", link.text || link.url, desk.view.document.language, { class: "sentence" }),
      after: [outsideLink(link.url)],
    },
    desk,
  );
  return row.element;
}

/** @param {Link} link */
function siteOf(link) {
  return URL.parse(link.url)?.host.replace(/^www\./, "") || words("otherAddresses");
}

/**
 * A link as the article gives it; only kinds that lead to a page or a mailbox, the address in sight.
 * @param {string} address
 */
export function outsideLink(address) {
  const url = URL.parse(address);
  if (!url || !/^(https?|mailto):$/.test(url.protocol)) return null;
  const shown = url.protocol === "mailto:" ? url.pathname : url.host + url.pathname.replace(/\/$/, "");
  return element(
    "p",
    { class: "link-line" },
    element(
      "a",
      { href: url.href, target: "_blank", rel: "noopener noreferrer", title: words("opensNewTab"), dir: "ltr" },
      shown,
      icon("outside"),
    ),
  );
}
