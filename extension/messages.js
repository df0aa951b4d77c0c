// Every message between the parts of the extension, as tagged unions; `kind` is the tag.
// @ts-check

/**
 * Words on the page that belong to one item: pieces of text nodes, in reading order.
 * `quote` is what the text node must still say there; where it does not, the piece is lost.
 * @typedef {{ node: number, start: number, end: number, quote: string }} Piece
 * @typedef {Piece[]} Mark
 */

/**
 * Groups of marks differ in color.
 * @typedef {"entity" | "source" | "claim"} MarkGroup
 */

/**
 * What became of a request to show a mark:
 * `shown` it is on screen, `hidden` the page does not display it at present,
 * `lost` the page no longer holds these words in this place.
 * @typedef {"shown" | "hidden" | "lost"} Outcome
 */

/**
 * What the page hands the panel to open it: window message from content/main.js, with a MessagePort.
 * @typedef {{ kind: "sayso-open", token: string }} OpenMessage
 */

/**
 * From the panel to the background by runtime.sendMessage.
 * @typedef {{ kind: "confirm", token: string }} ConfirmMessage
 */

/**
 * The background's answer. `clickedAt` is Date.now() at the click.
 * @typedef {{ confirmed: true, clickedAt: number } | { confirmed: false }} ConfirmAnswer
 */

/**
 * From content/main.js to the background by runtime.sendMessage.
 * @typedef {{ kind: "frame-refused" }} PageMessage
 */

/**
 * From content/main.js to the panel over the port.
 * @typedef {{ kind: "snapshot", strings: string, codes: Uint32Array, url: string }} SnapshotMessage
 * @typedef {{ kind: "shown", request: number, outcome: Outcome }} ShownMessage
 * @typedef {SnapshotMessage | ShownMessage} ToPanel
 */

/**
 * From the panel to content/main.js over the port.
 * `ready` the panel is confirmed and wants the snapshot; `show` highlights `marks` and scrolls to number `current`;
 * `article` names the text nodes of the article so that the page can make room beside it.
 * @typedef {{ kind: "ready" }
 *   | { kind: "snapshot-again" }
 *   | { kind: "show", request: number, group: MarkGroup, marks: Mark[], current: number }
 *   | { kind: "clear" }
 *   | { kind: "article", nodes: number[] }
 *   | { kind: "close" }} ToPage
 */

/**
 * What the background's injected call gets back from content/main.js.
 * @typedef {"opened" | "closed" | "refused" | "unsupported"} ToggleAnswer
 */

export {};
