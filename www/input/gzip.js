// Unpacks gzip, also of several members: a WARC file packs each record by itself.
// @ts-check
import { InputProblem, MAX_FILE_BYTES } from "./problem.js";

/** How a member begins: magic number and the one method there is (RFC 1952). */
const MAGIC = [0x1f, 0x8b, 0x08];
/** Flags that the RFC leaves unset: other bytes after the magic number begin no member. */
const RESERVED_FLAGS = 0xe0;

/** @param {Uint8Array} bytes */
export function isGzip(bytes) {
  return startsMember(bytes, 0);
}

/**
 * Browsers take what follows the first member for junk, so members are cut apart where one may begin; the checksum at a
 * member's end says whether it was its end.
 * @param {Uint8Array} bytes
 * @returns {Promise<{ bytes: Uint8Array<ArrayBuffer>, isCut: boolean }>} what could be unpacked, and whether the rest is broken
 * @throws {InputProblem} where it is too large unpacked
 */
export async function unpack(bytes) {
  const starts = memberStarts(bytes);
  const members = [];
  let size = 0;
  let at = 0;
  let next = 0;
  while (at < bytes.length) {
    while (next < starts.length && starts[next] <= at) next++;
    const ends = [...starts.slice(next), bytes.length];
    const found = await firstWhole(bytes, at, ends, MAX_FILE_BYTES - size);
    if (!found) return { bytes: joined(members), isCut: true };
    members.push(found.member);
    size += found.member.length;
    at = found.end;
  }
  return { bytes: joined(members), isCut: false };
}

/**
 * @param {Uint8Array} bytes
 * @param {number} start
 * @param {number[]} ends
 * @param {number} limit
 */
async function firstWhole(bytes, start, ends, limit) {
  for (const end of ends) {
    const member = await inflated(bytes.subarray(start, end), "gzip", limit);
    if (member) return { member, end };
  }
  return null;
}

/**
 * @param {Uint8Array} packed
 * @param {CompressionFormat} format
 * @param {number} [limit] of bytes unpacked
 * @returns {Promise<Uint8Array | null>} `null` where it is broken
 * @throws {InputProblem} where it is too large unpacked
 */
export async function inflated(packed, format, limit = MAX_FILE_BYTES) {
  const stream = new Blob([/** @type {Uint8Array<ArrayBuffer>} */ (packed)]).stream();
  const reader = stream.pipeThrough(new DecompressionStream(format)).getReader();
  const chunks = [];
  let size = 0;
  for (;;) {
    let step;
    try {
      step = await reader.read();
    } catch {
      return null;
    }
    if (step.done) return joined(chunks);
    size += step.value.length;
    if (size > limit) {
      reader.cancel().catch(() => {});
      throw new InputProblem("fileTooLarge", MAX_FILE_BYTES / 1024 / 1024);
    }
    chunks.push(step.value);
  }
}

/** @param {Uint8Array} bytes */
function memberStarts(bytes) {
  const starts = [];
  for (let at = bytes.indexOf(MAGIC[0]); at >= 0; at = bytes.indexOf(MAGIC[0], at + 1)) {
    if (startsMember(bytes, at)) starts.push(at);
  }
  return starts;
}

/**
 * @param {Uint8Array} bytes
 * @param {number} at
 */
function startsMember(bytes, at) {
  return MAGIC.every((byte, index) => bytes[at + index] === byte) && (bytes[at + MAGIC.length] & RESERVED_FLAGS) === 0;
}

/** @param {Uint8Array[]} chunks */
export function joined(chunks) {
  const all = new Uint8Array(chunks.reduce((size, chunk) => size + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}
