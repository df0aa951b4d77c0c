// What the playground makes of files: packed ones, archives, saved pages, and those that are broken.
import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { readFile } from "../../www/input/files.js";
import { MAX_FILE_BYTES } from "../../www/input/problem.js";

const PAGE = "<!doctype html><title>Wall</title><p>The council said “no” on Monday.</p>";

/** A file as a browser hands it over. */
function file(name, content) {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : new Uint8Array(content);
  return new File([bytes], name);
}

/** The key of the problem that a file makes. */
async function problem(name, content) {
  try {
    await readFile(file(name, content));
  } catch (error) {
    return [error.key, ...error.values];
  }
  return [];
}

const one = async (name, content) => (await readFile(file(name, content))).pages[0];

function record(type, url, block, { contentType = "application/http; msgtype=response", length = undefined } = {}) {
  const bytes = Buffer.from(block);
  const head = `WARC/1.0\r\nWARC-Type: ${type}\r\nWARC-Target-URI: ${url}\r\nContent-Type: ${contentType}\r\nContent-Length: ${length ?? bytes.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), bytes, Buffer.from("\r\n\r\n")]);
}

const served = (body, headers = "") => Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n${headers}\r\n`), Buffer.from(body)]);

const INFO = record("warcinfo", "", "software: none", { contentType: "application/warc-fields" });

const MHTML = `From: <Saved by a browser>
Snapshot-Content-Location: https://news.example/story
Subject: Wall
MIME-Version: 1.0
Content-Type: multipart/related;
\ttype="text/html";
\tboundary="----Part--1"

------Part--1
Content-Type: text/html
Content-Transfer-Encoding: quoted-printable
Content-Location: https://ads.example/frame

<p>Buy a sofa</p>
------Part--1
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: quoted-printable
Content-Location: https://news.example/story

<!doctype html><p class=3D"lead">The council said =E2=80=9Cno=E2=80=9D on Mon=
day.</p>
------Part--1
Content-Type: image/png
Content-Transfer-Encoding: base64
Content-Location: https://news.example/a.png

iVBORw0KGgo=
------Part--1--
`.replaceAll("\n", "\r\n");

test("pages and texts are told apart by name, else by how they begin", async () => {
  assert.deepEqual(await one("story.html", PAGE), { kind: "html", content: PAGE, url: undefined });
  assert.equal((await one("story", PAGE)).kind, "html");
  assert.equal((await one("story.txt", "<p> is a tag")).kind, "text");
  assert.equal((await one("notes", "if a < b, said Ann")).kind, "text");
});

test("encodings are found by mark, validity and declaration", async () => {
  const declared = Buffer.concat([Buffer.from('<meta charset="iso-8859-2"><p>'), Buffer.from([0xb9]), Buffer.from("koda")]);
  assert.match((await one("a.html", declared)).content, /škoda/);
  assert.equal((await one("a.txt", Buffer.from([0x6e, 0xe9]))).content, "né");
  assert.equal((await one("a.txt", Buffer.from("\ufeffno", "utf16le"))).content, "no");
});

test("a packed page is unpacked", async () => {
  assert.deepEqual(await one("story.html.gz", gzipSync(PAGE)), { kind: "html", content: PAGE, url: undefined });
});

test("the page of an MHTML file is the one that was saved, not a frame in it", async () => {
  const page = await one("wall.mhtml", MHTML);
  assert.equal(page.url, "https://news.example/story");
  assert.equal(page.content, '<!doctype html><p class="lead">The council said “no” on Monday.</p>');
  assert.equal((await one("wall", MHTML)).url, "https://news.example/story");
});

test("an MHTML part in base64 is read", async () => {
  const packed = MHTML.replace(/quoted-printable\r\nContent-Location: https:\/\/news[\s\S]*?\r\n------/, () =>
    `base64\r\nContent-Location: https://news.example/story\r\n\r\n${Buffer.from(PAGE).toString("base64")}\r\n------`);
  assert.equal((await one("wall.mht", packed)).content, PAGE);
});

test("a WARC file packed record by record gives its pages with their addresses", async () => {
  const records = [
    INFO,
    record("response", "https://a.example/1", served(PAGE)),
    record("response", "https://a.example/2", served(gzipSync(PAGE), "Content-Encoding: gzip\r\n")),
    record("response", "https://a.example/3", served("4\r\n<p>a\r\n2\r\nb\n\r\n0\r\n\r\n", "Transfer-Encoding: chunked\r\n")),
    record("response", "https://a.example/x.png", Buffer.from("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nPNG")),
    record("response", "https://a.example/gone", Buffer.from("HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\nno")),
  ];
  const { pages, troubles } = await readFile(file("crawl.warc.gz", Buffer.concat(records.map((one) => gzipSync(one)))));
  assert.deepEqual(pages.map(({ url, content }) => [url, content]), [
    ["https://a.example/1", PAGE],
    ["https://a.example/2", PAGE],
    ["https://a.example/3", "<p>ab\n"],
  ]);
  assert.deepEqual(troubles, []);
});

test("a broken record is named and the others are read", async () => {
  const records = [
    record("response", "https://a.example/1", served(PAGE)),
    record("response", "https://a.example/2", served(PAGE), { length: "many" }),
    record("response", "https://a.example/3", served(PAGE), { length: 20 }),
    record("response", "https://a.example/4", served(PAGE, "Content-Encoding: br\r\n")),
    record("response", "https://a.example/5", served(PAGE)),
  ];
  const { pages, troubles } = await readFile(file("crawl.warc", Buffer.concat(records)));
  assert.deepEqual(pages.map(({ url }) => url), ["https://a.example/1", "https://a.example/5"]);
  assert.deepEqual(troubles, [
    { record: 2, key: "warcNoLength", value: "many" },
    { record: 3, key: "warcWrongLength", value: "20" },
    { record: 4, key: "warcEncoding", value: "br" },
  ]);
});

test("a packed WARC file that ends in the middle gives what comes before", async () => {
  const whole = gzipSync(record("response", "https://a.example/1", served(PAGE)));
  const cut = Buffer.concat([whole, whole.subarray(0, whole.length - 20)]);
  const { pages, troubles } = await readFile(file("crawl.warc.gz", cut));
  assert.equal(pages.length, 1);
  assert.deepEqual(troubles, [{ record: 0, key: "gzipCut", value: "" }]);
});

test("a WET file gives its texts", async () => {
  const wet = record("conversion", "https://a.example/1", "The council said no.", { contentType: "text/plain" });
  assert.deepEqual((await readFile(file("crawl.wet", wet))).pages, [{ kind: "text", content: "The council said no.", url: "https://a.example/1" }]);
});

test("what cannot be read is named", async () => {
  assert.deepEqual(await problem("story.html.gz", gzipSync(PAGE).subarray(0, 40)), ["gzipCut"]);
  assert.deepEqual(await problem("report.pdf", "%PDF-1.7\n"), ["filePdf"]);
  assert.deepEqual(await problem("story.docx", "PK\u0003\u0004"), ["fileZip"]);
  assert.deepEqual(await problem("picture.html", Buffer.from([0x89, 0x50, 0x4e, 0x47])), ["fileImage"]);
  assert.deepEqual(await problem("data.html", Buffer.from([1, 2, 0, 4])), ["fileBinary"]);
  assert.deepEqual(await problem("empty.html", ""), ["fileEmpty"]);
  assert.deepEqual(await problem("a.mhtml", "not a message"), ["mhtmlBroken"]);
  assert.deepEqual(await problem("a.mhtml", MHTML.replaceAll("text/html", "text/css")), ["mhtmlNoPage"]);
  assert.deepEqual(await problem("a.warc", INFO), ["warcNoPage"]);
  assert.deepEqual(await problem("a.warc", record("response", "https://a.example", served(PAGE)).subarray(0, 250)), ["warcOnlyTroubles", 1, "warcCut"]);
});

test("a file over the limit is refused before it is read", async () => {
  const huge = { name: "huge.html", size: MAX_FILE_BYTES + 1, arrayBuffer: () => assert.fail("was read") };
  await assert.rejects(readFile(huge), { key: "fileTooLarge" });
});
