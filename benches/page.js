// What runs in the page: our whole analysis and the other tools on the live document, in turns, each timed by itself.
// @ts-check
"use strict";

(() => {
  /** Longest time for one page and tool by tool, ms: large pages get fewer rounds. */
  const MAX_MS = 15_000;
  const MIN_ROUNDS = 5;
  /** Rounds that do not count: nobody's code is compiled yet. */
  const WARM_UP = 1;
  const now = () => performance.now();
  const { takeSnapshot } = globalThis.sayso;

  /** The worker as the panel starts it, and a question to it. */
  function startCore() {
    const worker = new Worker(`${location.origin}/panel/worker.js`, { type: "module" });
    const { promise, resolve, reject } = Promise.withResolvers();
    let last = 0;
    const open = new Map();
    worker.onmessage = ({ data }) => {
      if (data.kind === "ready") return resolve();
      open.get(data.id)(data);
      open.delete(data.id);
    };
    WebAssembly.compileStreaming(fetch(`${location.origin}/wasm/sayso_bg.wasm`)).then((module) => worker.postMessage({ module }), reject);
    return {
      ready: promise,
      stop: () => worker.terminate(),
      /** @param {{ strings: string, codes: Uint32Array }} snapshot */
      ask: ({ strings, codes }) =>
        new Promise((answer) => {
          open.set(++last, answer);
          const options = { url: location.href, force: true, explain: true };
          worker.postMessage({ id: last, kind: "snapshot", strings, codes, options }, [codes.buffer]);
        }),
    };
  }

  /** All text of the page and nothing else: no reader of it can be faster. */
  function walk() {
    const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
    let length = 0;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) length += node.nodeValue.length;
    return length;
  }

  // It changes the document that it reads, so every user of it gives it a copy.
  const readability = () => new Readability(document.cloneNode(true)).parse();

  function pipeline() {
    const words = nlp(readability()?.textContent ?? "");
    return [words.people(), words.places(), words.organizations(), words.quotations()].map((found) => found.out("array"));
  }

  /** @param {number} rounds */
  async function compare(rounds) {
    const core = startCore();
    await core.ready;
    let analysis = 0;
    let text = 0;
    const tools = {
      walk,
      snapshot: () => takeSnapshot(null),
      sayso: async () => {
        const answer = await core.ask(takeSnapshot(null));
        if (answer.kind !== "result") throw new Error(answer.message);
        analysis = answer.ms;
        text = answer.view.text.length;
      },
      readability,
      defuddle: () => new Defuddle(document, { url: location.href }).parse(),
      pipeline,
    };
    /** @type {Record<string, number[]>} */
    const times = Object.fromEntries([...Object.keys(tools), "analysis"].map((name) => [name, []]));
    const start = now();
    for (let round = -WARM_UP; round < rounds && (round < MIN_ROUNDS || now() - start < MAX_MS); round++) {
      for (const [name, work] of Object.entries(tools)) {
        const before = now();
        const made = work();
        if (made instanceof Promise) await made;
        if (round >= 0) times[name].push(now() - before);
      }
      if (round >= 0) times.analysis.push(analysis);
      // What the round left behind is not for the next one to pay.
      await new Promise((resolve) => setTimeout(resolve));
    }
    core.stop();
    return { nodes: takeSnapshot(null).nodes.length, text, times };
  }

  /** Fetch, compile and instantiate apart, then the first analysis of a fresh module and the one after it. */
  async function start() {
    const glue = await import("/wasm/sayso.js");
    const steps = [now()];
    const response = await fetch("/wasm/sayso_bg.wasm");
    const bytes = await response.arrayBuffer();
    steps.push(now());
    const module = await WebAssembly.compile(bytes);
    steps.push(now());
    const exports = await glue.default({ module_or_path: module });
    steps.push(now());
    const options = { url: location.href, force: true, explain: true };
    for (let time = 0; time < 2; time++) {
      const { strings, codes } = takeSnapshot(null);
      const before = now();
      glue.analyzeSnapshot(strings, codes, options);
      steps.push(steps.at(-1) + now() - before);
    }
    const names = ["fetch", "compile", "instantiate", "first", "second"];
    return {
      ...Object.fromEntries(names.map((name, at) => [name, steps[at + 1] - steps[at]])),
      memory: exports.memory.buffer.byteLength,
    };
  }

  /** Memory of a module after it has read the whole document, without the snapshot's limits, and its snapshot. */
  async function memory() {
    const glue = await import("/wasm/sayso.js");
    const exports = await glue.default({ module_or_path: new URL("/wasm/sayso_bg.wasm", location.href) });
    const options = { url: location.href, force: true };
    const { strings, codes } = takeSnapshot(null);
    glue.analyzeSnapshot(strings, codes, options);
    const bySnapshot = exports.memory.buffer.byteLength;
    glue.analyzeDocument(document, options);
    return { bySnapshot, byDocument: exports.memory.buffer.byteLength };
  }

  globalThis.saysoBench = { compare, start, memory };
})();
