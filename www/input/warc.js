// The pages in a WARC or WET file (ISO 28500): each response of a crawl with its headers. A broken record is named and the
// others are read.
// @ts-check
import { inflated, joined } from "./gzip.js";
import { textOf } from "./text.js";

/**
 * @typedef {{ kind: "html" | "text", content: string, url: string | undefined }} Page
 * @typedef {{ record: number, key: string, value: string }} Trouble a record that cannot be read, counted from 1, and why
 * @typedef {{ type: string, url: string | undefined, contentType: string, block: Uint8Array }} Entry
 */

const RECORD = "WARC/1.";
const HEAD_END = "\r\n\r\n";
/** Bytes of a record's or response's head; longer ones are no head. */
const MAX_HEAD_BYTES = 64 * 1024;

/** @param {Uint8Array} bytes */
export function isWarc(bytes) {
  return startsWith(bytes, 0, RECORD);
}

/**
 * @param {Uint8Array} bytes
 * @returns {Promise<{ pages: Page[], troubles: Trouble[] }>}
 */
export async function pagesOf(bytes) {
  /** @type {Page[]} */
  const pages = [];
  /** @type {Trouble[]} */
  const troubles = [];
  let number = 0;
  for (let at = find(bytes, RECORD, 0); at >= 0; ) {
    number++;
    const read = recordAt(bytes, at);
    if ("key" in read) {
      troubles.push({ record: number, ...read });
      at = find(bytes, `\n${RECORD}`, at + RECORD.length);
      if (at >= 0) at++;
      continue;
    }
    const page = await pageOf(read.entry);
    if (page && "key" in page) troubles.push({ record: number, ...page });
    else if (page) pages.push(page);
    at = find(bytes, RECORD, read.end);
  }
  return { pages, troubles };
}

/**
 * @param {Uint8Array} bytes
 * @param {number} at
 * @returns {{ entry: Entry, end: number } | { key: string, value: string }}
 */
function recordAt(bytes, at) {
  const head = headAt(bytes, at);
  if (!head) return { key: "warcNoHead", value: "" };
  const length = head.fields.get("content-length") ?? "";
  if (!/^\d+$/.test(length)) return { key: "warcNoLength", value: length };
  const end = head.end + Number(length);
  if (end > bytes.length) return { key: "warcCut", value: "" };
  // What follows a record are two line ends; other bytes mean that its length is wrong.
  if (end < bytes.length && !startsWith(bytes, end, HEAD_END)) return { key: "warcWrongLength", value: length };
  const entry = {
    type: head.fields.get("warc-type") ?? "",
    url: head.fields.get("warc-target-uri")?.replace(/^<|>$/g, ""),
    contentType: head.fields.get("content-type") ?? "",
    block: bytes.subarray(head.end, end),
  };
  return { entry, end };
}

/**
 * @param {Entry} entry
 * @returns {Promise<Page | { key: string, value: string } | null>} `null` for a record that is no page
 */
async function pageOf({ type, url, contentType, block }) {
  if (type === "conversion" || type === "resource") return asPage(block, contentType, url);
  if (type !== "response" || !contentType.startsWith("application/http")) return null;
  const head = headAt(block, 0);
  if (!head) return { key: "warcNoHead", value: "" };
  const isOk = / 2\d\d/.test(head.first);
  const served = head.fields.get("content-type") ?? "";
  if (!isOk || !isText(served)) return null;
  let body = block.subarray(head.end);
  if (/chunked/i.test(head.fields.get("transfer-encoding") ?? "")) body = unchunked(body);
  const encoding = (head.fields.get("content-encoding") ?? "identity").toLowerCase();
  if (encoding === "identity") return asPage(body, served, url);
  if (encoding !== "gzip" && encoding !== "deflate") return { key: "warcEncoding", value: encoding };
  // Many archives keep the header and unpack the body.
  const packed = await inflated(body, encoding);
  return asPage(packed ?? body, served, url);
}

/** @param {string} type */
function isText(type) {
  return /^(text\/html|application\/xhtml\+xml|text\/plain)/i.test(type);
}

/**
 * @param {Uint8Array} bytes
 * @param {string} type
 * @param {string | undefined} url
 * @returns {Page | { key: string, value: string } | null}
 */
function asPage(bytes, type, url) {
  if (!isText(type)) return null;
  try {
    const content = textOf(bytes, /charset=["']?([\w-]+)/i.exec(type)?.[1]);
    return { kind: /^text\/plain/i.test(type) ? "text" : "html", content, url };
  } catch {
    return { key: "warcNoText", value: "" };
  }
}

/**
 * @param {Uint8Array} bytes
 * @param {number} at
 */
function headAt(bytes, at) {
  const end = find(bytes, HEAD_END, at, at + MAX_HEAD_BYTES);
  if (end < 0) return null;
  const [first, ...lines] = latin(bytes.subarray(at, end)).split("\r\n");
  const pairs = lines.map((line) => /^([^:\s]+):\s*(.*)$/.exec(line)).filter((pair) => pair !== null);
  return { first, fields: new Map(pairs.map(([, name, value]) => [name.toLowerCase(), value])), end: end + HEAD_END.length };
}

/**
 * The body of a response that was sent in pieces. One that is not in pieces, as some archives keep it, is left as it is.
 * @param {Uint8Array} body
 */
function unchunked(body) {
  const pieces = [];
  let at = 0;
  for (;;) {
    const line = find(body, "\r\n", at, at + 32);
    const size = line < 0 ? NaN : parseInt(latin(body.subarray(at, line)), 16);
    if (Number.isNaN(size)) return pieces.length > 0 ? joined(pieces) : body;
    if (size === 0) return joined(pieces);
    pieces.push(body.subarray(line + 2, line + 2 + size));
    at = line + 2 + size + 2;
  }
}

/** @param {Uint8Array} bytes */
function latin(bytes) {
  return new TextDecoder("latin1").decode(bytes);
}

/**
 * @param {Uint8Array} bytes
 * @param {number} at
 * @param {string} ascii
 */
function startsWith(bytes, at, ascii) {
  for (let index = 0; index < ascii.length; index++) if (bytes[at + index] !== ascii.charCodeAt(index)) return false;
  return true;
}

/**
 * @param {Uint8Array} bytes
 * @param {string} ascii
 * @param {number} from
 * @param {number} [to]
 * @returns {number} -1 where it does not stand
 */
function find(bytes, ascii, from, to = bytes.length) {
  const first = ascii.charCodeAt(0);
  for (let at = bytes.indexOf(first, from); at >= 0 && at < to; at = bytes.indexOf(first, at + 1)) {
    if (startsWith(bytes, at, ascii)) return at;
  }
  return -1;
}
