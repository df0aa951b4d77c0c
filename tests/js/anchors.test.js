// From spans of the article text to pieces of text nodes: extension/panel/anchors.js.
import assert from "node:assert/strict";
import { test } from "node:test";
import { markOf, nodesOf, piecesOf } from "../../extension/panel/anchors.js";

//            0         10        20
const text = "Ana Ruiz spoke.\n\nShe left.";
// "Ana " in node 4, "Ruiz" in node 6, " spoke." in node 7 after three collapsed spaces, "She left." in node 9.
const runs = Uint32Array.of(0, 4, 4, 10, 4, 8, 6, 0, 8, 15, 7, 3, 17, 26, 9, 0);

test("a span inside one run gives one piece at the offset in its node", () => {
  assert.deepEqual(piecesOf(runs, text, [{ start: 0, end: 3 }]), [{ node: 4, start: 10, end: 13, quote: "Ana" }]);
});

test("a span over several runs gives a piece for each", () => {
  assert.deepEqual(piecesOf(runs, text, [{ start: 0, end: 14 }]), [
    { node: 4, start: 10, end: 14, quote: "Ana " },
    { node: 6, start: 0, end: 4, quote: "Ruiz" },
    { node: 7, start: 3, end: 9, quote: " spoke" },
  ]);
});

test("white space between runs gives no piece", () => {
  assert.deepEqual(piecesOf(runs, text, [{ start: 15, end: 17 }]), []);
});

test("a piece of nothing but white space is left out", () => {
  assert.deepEqual(piecesOf(runs, text, [{ start: 3, end: 8 }]), [{ node: 6, start: 0, end: 4, quote: "Ruiz" }]);
});

test("overlapping spans mark each word once, in reading order", () => {
  const spans = [{ start: 17, end: 26 }, { start: 4, end: 8 }, { start: 4, end: 6 }];
  assert.deepEqual(piecesOf(runs, text, spans), [
    { node: 6, start: 0, end: 4, quote: "Ruiz" },
    { node: 9, start: 0, end: 9, quote: "She left." },
  ]);
});

test("spans with nothing but white space between are marked as one", () => {
  const spans = [{ start: 0, end: 3 }, { start: 4, end: 8 }];
  assert.deepEqual(piecesOf(runs, text, spans)[0], { node: 4, start: 10, end: 14, quote: "Ana " });
});

test("no runs, no pieces", () => {
  assert.deepEqual(piecesOf(new Uint32Array(), text, [{ start: 0, end: 3 }]), []);
});

test("the nodes of the article come once each, in order", () => {
  assert.deepEqual(nodesOf(Uint32Array.of(0, 4, 4, 10, 4, 8, 6, 0, 8, 15, 4, 20)), [4, 6]);
});

test("a mark carries its words and those around it", () => {
  const { quote, before, after, pieces } = markOf(runs, text, [{ start: 4, end: 8 }]);
  assert.deepEqual([quote, before, after], ["Ruiz", "Ana ", " spoke.\n\nShe left."]);
  assert.equal(pieces.length, 1);
});
