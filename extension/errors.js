// Every failure we expect, as a class that knows the words to show for it; anything else is a bug.
// @ts-check

/** A failure with a message for the person in front of the browser: a key of _locales. */
export class ExpectedFailure extends Error {
  /** @param {string} wordsKey key of the message in _locales */
  constructor(wordsKey) {
    super(wordsKey);
    this.name = new.target.name;
    this.wordsKey = wordsKey;
  }
}

/** The browser lets no extension read this page: its own pages, stores, built-in viewers. */
export class RestrictedPage extends ExpectedFailure {
  constructor() {
    super("restrictedPage");
  }
}

/** Something of ours is broken: a file of the package is gone, or the browser's storage is full. */
export class OwnFailure extends ExpectedFailure {
  constructor() {
    super("errorTitle");
  }
}

/** The tab holds something that is no HTML page: an image, XML, a PDF document. */
export class UnsupportedDocument extends ExpectedFailure {
  constructor() {
    super("unsupportedDocument");
  }
}

/** The panel's frame did not come up, for instance on a page sent with the CSP directive `sandbox`. */
export class FrameRefused extends ExpectedFailure {
  constructor() {
    super("frameRefused");
  }
}

/** The analysis stopped: the worker crashed or the core refused the input. */
export class AnalysisFailed extends ExpectedFailure {
  /** @param {string} details what the core or the browser said; holds no page text */
  constructor(details) {
    super("analysisFailed");
    this.details = details;
  }
}

/** The reader did not want to wait any longer. */
export class Canceled extends ExpectedFailure {
  constructor() {
    super("canceledTitle");
  }
}
