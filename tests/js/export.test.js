// What readers take along: extension/panel/export.
import assert from "node:assert/strict";
import { test } from "node:test";
import "./english.js";


const { citedAddress, fragmentOf } = await import("../../extension/panel/export/fragment.js");
const { bibtex, citation, citedAuthors, cslJson } = await import("../../extension/panel/export/citation.js");
const { analysisJson, claimsCsv, entitiesCsv } = await import("../../extension/panel/export/tables.js");
const { markdown } = await import("../../extension/panel/export/report.js");
const { merged, DEFAULTS } = await import("../../extension/settings.js");

const page = "Most read\nThe ferry is late.\nCosts could rise, the board said. The ferry is late.\nNo more.";

test("words that stand once need no context", () => {
  assert.equal(fragmentOf(page, "Costs could rise", "", ""), ":~:text=Costs%20could%20rise");
});

test("words that stand twice get the words around them", () => {
  assert.equal(fragmentOf(page, "The ferry is late.", "Costs could rise, the board said. ", ""), ":~:text=board%20said.-,The%20ferry%20is%20late.");
});

test("words that stand twice with nothing to tell them apart get no link", () => {
  assert.equal(fragmentOf("Rain.\nRain.", "Rain.", "", ""), null);
});

test("words that the page does not show get no link", () => {
  assert.equal(fragmentOf(page, "The bridge is closed", "", ""), null);
});

test("part of a longer word is no match", () => {
  assert.equal(fragmentOf("Carpets and cars", "car", "", ""), null);
});

test("long quotations are named by their ends, dashes and commas escaped", () => {
  const quote = "A well-known report, long awaited by all who live on the island, says that fares will rise by a third next year.";
  assert.equal(fragmentOf(`Before. ${quote} After.`, quote, "Before. ", " After."), ":~:text=A%20well%2Dknown%20report%2C%20long,a%20third%20next%20year.");
});

test("white space of the article and of the page may differ", () => {
  assert.equal(fragmentOf("The  ferry\n is late.", "The ferry is late.", "", ""), ":~:text=The%20ferry%20is%20late.");
});

test("the cited address is the page's own where it is of the same site, without traces and fragment", () => {
  assert.equal(citedAddress("https://www.post.example/a", "https://m.post.example/a?utm_source=x#top"), "https://www.post.example/a");
  assert.equal(citedAddress("https://other.example/a", "https://post.example/a?id=4&fbclid=7&utm_medium=m#c"), "https://post.example/a?id=4");
  assert.equal(citedAddress(undefined, "https://post.example/a"), "https://post.example/a");
});

const document = {
  title: "Council delays vote", byline: ["Jane Doe", "A. Lee"], publisher: "The Example Post", published: "2026-03-12T09:00:00Z",
  language: "en", words: 100, page_words: 120, minutes: 1, kind: "article", access: "full", from: {},
};
const cited = { document, authors: "Jane Doe, A. Lee", address: "https://example.org/a" };

test("a citation says who says it and where", () => {
  const said = { text: "Costs could rise", speaker: "Hydra", status: "quoted" };
  assert.equal(
    citation(said, cited),
    "“Costs could rise” — Hydra, as quoted in Jane Doe, A. Lee, “Council delays vote”, The Example Post, March 12, 2026, https://example.org/a",
  );
  assert.match(citation({ text: "It rains." }, cited), /^“It rains.” — Jane Doe, A. Lee, /);
});

test("a citation leaves out what the page does not state", () => {
  const bare = { document: { ...document, title: undefined, publisher: undefined, published: undefined }, authors: "", address: "https://example.org/a" };
  assert.equal(citation({ text: "It rains." }, bare), "“It rains.” — https://example.org/a");
});

test("many authors are cited as the first three and others", () => {
  assert.equal(citedAuthors({ ...document, byline: ["A", "B", "C", "D"] }), "A, B, C and others");
});

test("BibTeX escapes what TeX takes for its own", () => {
  const text = bibtex({ ...cited, document: { ...document, title: "5% of {A} & B_c" } }, new Date("2026-04-01T00:00:00Z"));
  assert.match(text, /^@online\{doe2026/);
  assert.match(text, /title = \{\{5\\% of A \\& B\\_c\}\}/);
  assert.match(text, /urldate = \{2026-04-01\}/);
});

test("CSL-JSON has names and dates in its own form", () => {
  const [item] = JSON.parse(cslJson(cited, new Date("2026-04-01T00:00:00Z")));
  assert.deepEqual(item.author, [{ literal: "Jane Doe" }, { literal: "A. Lee" }]);
  assert.deepEqual(item.issued, { "date-parts": [[2026, 3, 12]] });
});

const text = "😀 Ana Ruiz said: “=1+1”";
const view = {
  schema: 1, document, text, blocks: [], sentences: [], summary: [], values: [], links: [], notes: [], explain: { blocks: [], claims: [] },
  entities: [{ id: "e1", type: "person", name: "Ana Ruiz", aliases: ['"Ana"'], mentions: [{ start: 3, end: 11 }], in_title: false }],
  sources: [{ id: "s1", kind: "person", name: "Ana Ruiz", aliases: [], declined: false, statements: [], links: [] }],
  claims: [{ id: "c1", start: 19, end: 23, text: "=1+1", status: "quoted", speaker: "s1", tags: [], cues: [], entities: [], score: 1 }],
};

test("CSV counts code points, guards formulas and doubles quotes", () => {
  assert.equal(claimsCsv(view, "https://example.org/a").split("\r\n")[1], `c1,quoted,"'=1+1",Ana Ruiz,true,18,22,"https://example.org/a"`);
  assert.equal(entitiesCsv(view).split("\r\n")[1], 'e1,person,Ana Ruiz,"""Ana""",1');
});

test("JSON counts code points and selects every span by its words", () => {
  const { entities, explain } = JSON.parse(analysisJson(view));
  assert.equal(explain, undefined);
  const [mention] = entities[0].mentions;
  assert.deepEqual([mention.start, mention.end, mention.selector.exact], [2, 10, "Ana Ruiz"]);
});

test("Markdown escapes what would be markup", () => {
  const hostile = { ...view, document: { ...document, title: "*A* <b>[x](y)" } };
  const made = markdown(hostile, "https://example.org/a");
  assert.match(made, /# \\\*A\\\* \\<b\\>\\\[x\\\]\(y\)/);
  assert.match(made, /^---\ntitle: "\*A\* <b>\[x\]\(y\)"/);
});

test("settings of another form count as not chosen, widths stay in bounds", () => {
  assert.deepEqual(merged(undefined), { ...DEFAULTS });
  assert.equal(merged({ size: "big", theme: "dark" }).size, DEFAULTS.size);
  assert.equal(merged({ theme: "dark" }).theme, "dark");
  assert.equal(merged({ panelWidth: 5000 }).panelWidth, 640);
});
