// Every message between the parts of the extension, as tagged unions; `kind` is the tag.
// @ts-check

/**
 * Words on the page that belong to one item: pieces of text nodes in reading order, and what they say together with
 * the words before and after, by which they are found again where the nodes are gone.
 * `quote` of a piece is what the text node must still say there.
 * @typedef {{ node: number, start: number, end: number, quote: string }} Piece
 * @typedef {{ pieces: Piece[], quote: string, before: string, after: string }} Mark
 */

/**
 * Groups of marks differ in color.
 * @typedef {"entity" | "source" | "claim"} MarkGroup
 */

/** One item's marks. @typedef {{ key: string, group: MarkGroup, marks: Mark[] }} MarkedItem */

/**
 * What became of a request to show a mark:
 * `shown` it is on screen, `hidden` the page does not display it at present,
 * `lost` the page no longer holds these words in this place.
 * @typedef {"shown" | "hidden" | "lost"} Outcome
 */

/**
 * Where the panel stands. `side` is that of the window; below 640 px the panel is a sheet at the bottom, and
 * `expanded` is about that.
 * @typedef {{ side: "left" | "right", width: number, mode: "push" | "overlap", expanded: boolean }} Layout
 */

/**
 * What the stripped view needs beside the page itself.
 * @typedef {object} StrippedContent
 * @property {string} title
 * @property {string} facts publisher, byline and date in one line
 * @property {string} language BCP 47, or empty
 * @property {{ node: number, kind: string }[]} blocks the element of each block of the article, and what it is
 * @property {number[]} texts the text nodes of the article
 */

/** How text is set. @typedef {{ theme: string, size: number, font: string, spacing: string, width: string }} TextStyle */

/** What became of a block of the page. @typedef {{ node: number, isKept: boolean }} Verdict */

/**
 * What the page hands the panel to open it: window message from content/main.js, with a MessagePort.
 * @typedef {{ kind: "sayso-open", token: string }} OpenMessage
 */

/**
 * From the panel to the background by runtime.sendMessage: may it open; a part of it is missing, for the tab that it is about.
 * @typedef {{ kind: "confirm", token: string }} ConfirmMessage
 * @typedef {{ kind: "broken", tabId: number }} BrokenMessage
 */

/**
 * The background's answer. `clickedAt` is Date.now() at the click.
 * @typedef {{ confirmed: true, clickedAt: number, tabId: number } | { confirmed: false }} ConfirmAnswer
 */

/**
 * From content/main.js to the background by runtime.sendMessage: the panel has to stand in a window of its own; the
 * page has removed the panel, which wants back.
 * @typedef {{ kind: "frame-refused", token: string } | { kind: "token" }} PageMessage
 */

/** What the keys and menus of the browser ask of an open panel. @typedef {"stripped" | "selection" | "cite" | "focus"} Command */

/**
 * From content/main.js to the panel over the port.
 * `snapshot` is the page, and the analysis of it where the panel's door has begun that;
 * `selection` is the selected text with runs that map it to nodes, null where nothing is selected;
 * `covering` the page does not move aside, so that the panel stands over the article;
 * `resized` the reader dragged the panel's edge; `shape` the panel is a sheet at the bottom, or no longer;
 * `hit` the reader pointed at marked words; a `command` comes with the selected text; `changed` the page no longer says what the report is about.
 * @typedef {{ kind: "snapshot", strings: string, codes: Uint32Array, url: string, analysis?: Promise<import("./panel/engine.js").Result> }} SnapshotMessage
 * @typedef {{ text: string, runs: number[] }} SelectedText
 * @typedef {{ kind: "shown", request: number, outcome: Outcome }} ShownMessage
 * @typedef {{ kind: "page-text", request: number, text: string }} PageTextMessage
 * @typedef {{ kind: "selection", selected: SelectedText | null }} SelectionMessage
 * @typedef {{ kind: "hit", key: string, mark: number, moveFocus: boolean }} HitMessage
 * @typedef {SnapshotMessage | ShownMessage | PageTextMessage | SelectionMessage | HitMessage
 *   | { kind: "changed" } | { kind: "resized", width: number } | { kind: "shape", isSheet: boolean }
 *   | { kind: "covering", isCovering: boolean } | { kind: "stripped", isOn: boolean } | { kind: "command", command: Command, text: string }} ToPanel
 */

/**
 * From the panel to content/main.js over the port.
 * `ready` the panel is confirmed and wants the snapshot; `marks` are those that stand whatever is current; `show`
 * makes one mark current and scrolls to it; `preview` outlines marks where they are in sight; `article` names the text
 * nodes of the article, beside which the page makes room and by which it notices changes.
 * @typedef {{ kind: "ready" }
 *   | { kind: "snapshot-again" }
 *   | { kind: "selection" }
 *   | { kind: "marks", items: MarkedItem[] }
 *   | { kind: "show", request: number, item: MarkedItem, current: number, moveFocus: boolean }
 *   | { kind: "preview", item: MarkedItem | null }
 *   | { kind: "clear" }
 *   | { kind: "article", nodes: number[] }
 *   | { kind: "layout", layout: Layout }
 *   | { kind: "strip", content: StrippedContent, style: TextStyle }
 *   | { kind: "text-style", style: TextStyle }
 *   | { kind: "unstrip" }
 *   | { kind: "verdicts", verdicts: Verdict[] }
 *   | { kind: "show-block", request: number, node: number }
 *   | { kind: "page-text", request: number }
 *   | { kind: "focus-page" }
 *   | { kind: "close" }} ToPage
 */

/**
 * What the background's injected call gets back from content/main.js.
 * @typedef {"opened" | "closed" | "done" | "refused" | "unsupported"} ToggleAnswer
 */

export {};
