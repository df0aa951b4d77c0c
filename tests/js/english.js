// The extension's words in English, for modules that ask the browser for them. Import it before those.
import { readFileSync } from "node:fs";

const messages = JSON.parse(readFileSync(new URL("../../extension/_locales/en/messages.json", import.meta.url), "utf8"));
globalThis.chrome = {
  i18n: {
    getMessage: (key, values = []) =>
      (messages[key]?.message ?? "").replace(/\$([1-9])/g, (_, place) => [values].flat()[place - 1] ?? ""),
  },
};
Object.defineProperty(globalThis, "navigator", { value: { languages: ["en-US"] }, configurable: true });
