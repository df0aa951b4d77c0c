// A file that was opened or dropped -> what to analyze in it.
// @ts-check
import { isGzip, unpack } from "./gzip.js";
import { isMhtml, pageOf } from "./mhtml.js";
import { InputProblem, MAX_FILE_BYTES } from "./problem.js";
import { kindOf, textOf } from "./text.js";
import { isWarc, pagesOf } from "./warc.js";

/** @import { Page, Trouble } from "./warc.js" */

/** Endings that the file dialog offers; others can be dropped. */
export const ENDINGS = ".html,.htm,.xhtml,.txt,.mhtml,.mht,.warc,.wet,.gz";

/**
 * @param {{ name: string, size: number, arrayBuffer: () => Promise<ArrayBuffer> }} file
 * @returns {Promise<{ pages: Page[], troubles: Trouble[] }>} at least one page
 * @throws {InputProblem} where there is none
 */
export async function readFile(file) {
  if (file.size > MAX_FILE_BYTES) throw new InputProblem("fileTooLarge", MAX_FILE_BYTES / 1024 / 1024);
  let bytes = new Uint8Array(await bytesOf(file));
  let { name } = file;
  let isCut = false;
  if (isGzip(bytes)) {
    ({ bytes, isCut } = await unpack(bytes));
    name = name.replace(/\.gz$/i, "");
    if (isCut && !isWarc(bytes)) throw new InputProblem("gzipCut");
  }
  if (bytes.length === 0) throw new InputProblem("fileEmpty");
  if (isWarc(bytes)) return archived(bytes, isCut);
  if (isMhtml(bytes, name)) return { pages: [{ kind: "html", ...pageOf(bytes) }], troubles: [] };
  const content = textOf(bytes);
  return { pages: [{ kind: kindOf(content, name), content, url: undefined }], troubles: [] };
}

/** @param {{ arrayBuffer: () => Promise<ArrayBuffer> }} file */
async function bytesOf(file) {
  try {
    return await file.arrayBuffer();
  } catch {
    // A folder, or a file that is gone.
    throw new InputProblem("fileUnreadable");
  }
}

/**
 * @param {Uint8Array} bytes
 * @param {boolean} isCut
 */
async function archived(bytes, isCut) {
  const { pages, troubles } = await pagesOf(bytes);
  if (isCut) troubles.push({ record: 0, key: "gzipCut", value: "" });
  if (pages.length === 0) {
    const [first] = troubles;
    throw first ? new InputProblem("warcOnlyTroubles", first.record, first.key) : new InputProblem("warcNoPage");
  }
  return { pages, troubles };
}
