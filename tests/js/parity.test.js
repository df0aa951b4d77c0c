// The panel and the command line export the same: the panel's exporters, fed with the command's view of a page, against
// what the command writes for it (tests/corpus/exports).
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import "./english.js";


const { bibtex, citedAuthors, cslJson } = await import("../../extension/panel/export/citation.js");
const { claimsCsv, entitiesCsv, sourcesCsv } = await import("../../extension/panel/export/tables.js");
const { markdown } = await import("../../extension/panel/export/report.js");

const expected = (name) => readFileSync(new URL(`../corpus/exports/${name}`, import.meta.url), "utf8");
const view = JSON.parse(expected("view.json"));
const address = view.document.url;
const cited = { document: view.document, authors: citedAuthors(view.document), address };
const today = new Date("2026-04-01T00:00:00Z");

test("Markdown is the same", () => {
  assert.equal(markdown(view, address), expected("report.md"));
});

test("tables are the same but for the mark by which spreadsheets know UTF-8", () => {
  assert.equal(claimsCsv(view, address), `\uFEFF${expected("claims.csv")}`);
  assert.equal(sourcesCsv(view), `\uFEFF${expected("sources.csv")}`);
  assert.equal(entitiesCsv(view), `\uFEFF${expected("entities.csv")}`);
});

test("BibTeX is the same but for the day of access, and braces in the address", () => {
  const made = bibtex(cited, today).replace(/ {2}urldate = .*\n/, "").replace("{1}", "%7B1%7D");
  assert.equal(made, expected("citation.bib"));
});

test("CSL-JSON is the same but for the day of access", () => {
  const [{ accessed, ...made }] = JSON.parse(cslJson(cited, today));
  assert.deepEqual(accessed, { "date-parts": [[2026, 4, 1]] });
  assert.deepEqual(made, JSON.parse(expected("citation.csl.json"))[0]);
});
