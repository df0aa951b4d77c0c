// Analyzes what stands in the field and lists what was found.
import { analyzeDocument, load } from "sayso";

await load();
const form = document.getElementById("form");
form.addEventListener("submit", (event) => {
  event.preventDefault();
  show();
});
show();

function show() {
  const page = new DOMParser().parseFromString(document.getElementById("html").value, "text/html");
  const view = analyzeDocument(page, { force: true });
  list("claims", view.claims.map(({ status, text }) => `${status}: ${text}`));
  list("sources", view.sources.map(({ name, kind }) => `${name} (${kind})`));
  list("entities", view.entities.map(({ name, type }) => `${name} (${type})`));
}

function list(id, lines) {
  const items = lines.map((line) => Object.assign(document.createElement("li"), { textContent: line }));
  document.getElementById(id).replaceChildren(...items);
}
