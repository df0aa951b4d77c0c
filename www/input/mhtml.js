// The page in an MHTML file (RFC 2557): browsers save pages with their pictures as parts of one MIME message.
//
// Libraries for mail put all HTML parts into one text, so that frames of adverts would stand inside the article, and those
// for MHTML need Node or a bundler; what is needed here is the one part that is the page.
// @ts-check
import { InputProblem } from "./problem.js";
import { textOf } from "./text.js";

/** @typedef {{ headers: Map<string, string>, body: string }} Part a body has one character per byte */

/** Messages inside messages are a trick, not a page. */
const MAX_DEPTH = 8;
const CHUNK = 0x8000;

/**
 * @param {Uint8Array} bytes
 * @param {string} name of the file
 */
export function isMhtml(bytes, name) {
  if (/\.mht(ml)?$/i.test(name)) return true;
  return /^(From|MIME-Version|Content-Type|Snapshot-Content-Location): /i.test(binary(bytes.subarray(0, 64)));
}

/**
 * @param {Uint8Array} bytes
 * @returns {{ content: string, url: string | undefined }} the HTML of the page
 * @throws {InputProblem} where there is none
 */
export function pageOf(bytes) {
  const message = partOf(binary(bytes));
  const parts = leavesOf(message, 0);
  if (parts.length === 0) throw new InputProblem("mhtmlBroken");
  const pages = parts.filter(({ headers }) => isPage(headers));
  const address = message.headers.get("snapshot-content-location");
  const start = parameter(message.headers.get("content-type") ?? "", "start");
  const page =
    pages.find(({ headers }) => address && headers.get("content-location") === address) ??
    pages.find(({ headers }) => start && headers.get("content-id") === start) ??
    pages[0];
  if (!page) throw new InputProblem("mhtmlNoPage");
  const type = page.headers.get("content-type") ?? "";
  const url = page.headers.get("content-location") ?? address;
  return {
    content: textOf(bytesOf(page), parameter(type, "charset")),
    url: url && /^https?:/.test(url) ? url : undefined,
  };
}

/** @param {Map<string, string>} headers */
function isPage(headers) {
  return /^(text\/html|application\/xhtml\+xml)/i.test(headers.get("content-type") ?? "");
}

/**
 * @param {Part} part
 * @param {number} depth
 * @returns {Part[]} the parts that hold no others
 */
function leavesOf(part, depth) {
  const type = part.headers.get("content-type") ?? "";
  if (!/^multipart\//i.test(type)) return part.headers.size > 0 ? [part] : [];
  const boundary = parameter(type, "boundary");
  if (!boundary || depth >= MAX_DEPTH) return [];
  const pieces = `\n${part.body}`.split(`\n--${boundary}`).slice(1);
  const ends = pieces.findIndex((piece) => piece.startsWith("--"));
  return pieces
    .slice(0, ends < 0 ? undefined : ends)
    .flatMap((piece) => leavesOf(partOf(piece.replace(/^[ \t]*\r?\n/, "").replace(/\r$/, "")), depth + 1));
}

/**
 * @param {string} text
 * @returns {Part}
 */
function partOf(text) {
  const end = /\r?\n\r?\n/.exec(text);
  const head = end ? text.slice(0, end.index) : text;
  const lines = head.replace(/\r?\n[ \t]+/g, " ").split(/\r?\n/);
  const fields = lines.map((line) => /^([\w-]+):\s*(.*)$/.exec(line)).filter((field) => field !== null);
  return {
    headers: new Map(fields.map(([, name, value]) => [name.toLowerCase(), value.trim()])),
    body: end ? text.slice(end.index + end[0].length) : "",
  };
}

/**
 * @param {string} value of a header: `text/html; charset="utf-8"`
 * @param {string} name
 */
function parameter(value, name) {
  const found = new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]*)"|([^;\\s]+))`, "i").exec(value);
  return found?.[1] ?? found?.[2];
}

/** @param {Part} part */
function bytesOf({ headers, body }) {
  const encoding = (headers.get("content-transfer-encoding") ?? "").toLowerCase();
  if (encoding === "base64") return fromBase64(body);
  return bytesIn(encoding === "quoted-printable" ? fromQuotedPrintable(body) : body);
}

/** @param {string} body */
function fromBase64(body) {
  try {
    return bytesIn(atob(body.replace(/[^A-Za-z0-9+/=]/g, "")));
  } catch {
    throw new InputProblem("mhtmlBroken");
  }
}

/** @param {string} body */
function fromQuotedPrintable(body) {
  const whole = body.replace(/[ \t]*=[ \t]*\r?\n/g, "");
  return whole.replace(/=([0-9A-Fa-f]{2})/g, (_, digits) => String.fromCharCode(parseInt(digits, 16)));
}

/** @param {string} text one character per byte */
function bytesIn(text) {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/** @param {Uint8Array} bytes */
function binary(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += CHUNK) text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return text;
}
