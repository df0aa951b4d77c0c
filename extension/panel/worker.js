// The worker: loads the Wasm core and lets it answer messages. The glue is known here and nowhere else in the panel.
// @ts-check
import init, { serveWorker } from "../wasm/sayso.js";

try {
  await init({ module_or_path: new URL("../wasm/sayso_bg.wasm", import.meta.url) });
  serveWorker();
} catch (error) {
  postMessage({ kind: "failed", message: String(error) });
}
