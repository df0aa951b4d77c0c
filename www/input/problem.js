// An input that cannot be read, as an expected failure: it carries the words for the person who opened it.
// @ts-check

export class InputProblem extends Error {
  /**
   * @param {string} key of the message
   * @param {...(string | number)} values for $1, $2, …
   */
  constructor(key, ...values) {
    super(key);
    this.name = "InputProblem";
    this.key = key;
    this.values = values;
  }
}

/** Bytes of a file, packed or unpacked: as many as the command line takes. */
export const MAX_FILE_BYTES = 64 * 1024 * 1024;
