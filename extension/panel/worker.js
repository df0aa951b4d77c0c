// The worker: gets the compiled Wasm core in its first message and lets it answer those that follow. The glue is known
// here and nowhere else in the panel.
// @ts-check
import init, { serveWorker } from "../wasm/sayso.js";

addEventListener(
  "message",
  async ({ data }) => {
    try {
      await init({ module_or_path: data.module });
      serveWorker();
    } catch (error) {
      postMessage({ kind: "failed", message: String(error) });
    }
  },
  { once: true },
);
