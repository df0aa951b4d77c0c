// Bytes to text: tells files that are no text, and finds the character encoding of those that are.
// @ts-check
import { InputProblem } from "./problem.js";

/** First bytes of files that are no text, with the message that names them. @type {[number[], string][]} */
const BINARY = [
  [[0x25, 0x50, 0x44, 0x46, 0x2d], "filePdf"],
  [[0x50, 0x4b, 0x03, 0x04], "fileZip"],
  [[0xd0, 0xcf, 0x11, 0xe0], "fileOffice"],
  [[0x89, 0x50, 0x4e, 0x47], "fileImage"],
  [[0xff, 0xd8, 0xff], "fileImage"],
  [[0x47, 0x49, 0x46, 0x38], "fileImage"],
  [[0x62, 0x70, 0x6c, 0x69, 0x73, 0x74], "fileWebArchive"],
];
/** Bytes in which a zero byte or a declared encoding is looked for; the command line looks at as many. */
const SNIFFED_BYTES = 4096;
const BYTE_ORDER_MARKS = /** @type {const} */ ([
  [[0xef, 0xbb, 0xbf], "utf-8"],
  [[0xff, 0xfe], "utf-16le"],
  [[0xfe, 0xff], "utf-16be"],
]);
/** What browsers take text for that is no UTF-8 and does not say what it is. */
const FALLBACK = "windows-1252";

/**
 * A byte-order mark is believed first, then what was said about the file, then valid UTF-8, then what the page declares.
 * @param {Uint8Array} bytes
 * @param {string} [said] encoding by a header
 * @returns {string}
 * @throws {InputProblem} for files that hold no text
 */
export function textOf(bytes, said) {
  const mark = BYTE_ORDER_MARKS.find(([start]) => begins(bytes, start));
  if (mark) return decoded(bytes, mark[1]) ?? "";
  const binary = BINARY.find(([start]) => begins(bytes, start));
  if (binary) throw new InputProblem(binary[1]);
  const head = bytes.subarray(0, SNIFFED_BYTES);
  if (head.includes(0)) throw new InputProblem("fileBinary");
  const bySaid = said && decoded(bytes, said);
  return bySaid || decodedStrictly(bytes) || decoded(bytes, declared(head) ?? FALLBACK) || decoded(bytes, FALLBACK) || "";
}

/** Ends of names that settle what a file is, and how markup begins where they do not. */
const HTML_NAME = /\.x?html?$/i;
const TEXT_NAME = /\.(txt|text|md)$/i;
const HTML_START = /^\s*<(!doctype|html|head|body|!--|\?xml|svg|meta)/i;
const HTML_TAGS = /<(p|div|article|h1)[\s>]|<\/a>|<br/i;
/** Characters of a text that are looked at to tell HTML from plain text; as on the command line. */
const SNIFFED_CHARACTERS = 1024;

/**
 * @param {string} text
 * @param {string} name of the file
 * @returns {"html" | "text"}
 */
export function kindOf(text, name) {
  if (HTML_NAME.test(name)) return "html";
  if (TEXT_NAME.test(name)) return "text";
  const head = text.slice(0, SNIFFED_CHARACTERS);
  return HTML_START.test(head) || HTML_TAGS.test(head) ? "html" : "text";
}

/**
 * @param {Uint8Array} bytes
 * @param {readonly number[]} start
 */
function begins(bytes, start) {
  return start.every((byte, at) => bytes[at] === byte);
}

/** @param {Uint8Array} head */
function declared(head) {
  const text = new TextDecoder("latin1").decode(head);
  return /<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)/i.exec(text)?.[1] ?? /^<\?xml[^>]+encoding=["']([\w-]+)/i.exec(text)?.[1];
}

/**
 * @param {Uint8Array} bytes
 * @param {string} label
 * @returns {string | null} `null` for an encoding that no browser knows
 */
function decoded(bytes, label) {
  try {
    return new TextDecoder(label).decode(bytes);
  } catch {
    return null;
  }
}

/** @param {Uint8Array} bytes */
function decodedStrictly(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
