// Types of the global that the content scripts share: they are classic scripts and cannot import.
import type { Mark, MarkGroup, Outcome, ToggleAnswer } from "../messages.js";

interface Snapshot {
  strings: string;
  codes: Uint32Array<ArrayBuffer>;
  /** Elements, text nodes, shadow roots and documents of frames by their number in the snapshot. */
  nodes: Node[];
}

/** Numbers of nodes, half-open. */
interface Range {
  from: number;
  to: number;
}

/** What a walk over the page leaves for questions about its layout. */
export interface Walk {
  nodes: Node[];
  /** One past the last descendant, by number. */
  ends: number[];
  /** Characters of visible text before a node, by number; one more at the end. */
  textBefore: number[];
  /** Characters of running text by the number of the element that lays it out. */
  texts: Map<number, number>;
  /** Elements that say what a part of the page is. */
  landmarks: { at: number; name: string }[];
  /** Parts outside the page's layout: fixed to the window, or other documents. */
  apart: Range[];
}

/** Accessors that the page cannot cover; see nodes.js. */
export interface NodeReader {
  nodeType(node: Node): number;
  firstChild(node: Node): Node | null;
  nextSibling(node: Node): Node | null;
  localName(node: Node): string;
  namespaceURI(node: Node): string | null;
  shadowRoot(node: Node): ShadowRoot | null;
  assignedSlot(node: Node): HTMLSlotElement | null;
  data(node: Node): string;
  offsetHeight(node: Node): number;
  attribute(element: Element, name: string): string | null;
  hasAttributes(element: Element): boolean;
  attributeNames(element: Element): string[];
  assignedNodes(slot: Element): Node[];
  box(element: Element): DOMRect;
  checkVisibility(element: Element, options: CheckVisibilityOptions): boolean;
  contentDocument(frame: Element): Document | null;
}

export interface Look {
  lookOf(element: Element, name: string, around: number, kin: string, outerKin: string): number;
  forget(): void;
  INVISIBLE: number;
  FIXED: number;
  STICKY: number;
  SEALED: number;
  INHERITED: number;
}

export interface Sayso {
  nodes: NodeReader;
  look: Look;
  partsBeside(walk: Walk, root: number): number[];
  takeSnapshot(host: Element | null): Snapshot;
  highlighter: {
    show(nodes: Node[], group: MarkGroup, marks: Mark[], current: number, freeHeight: number): Outcome;
    clear(): void;
  };
  layout: {
    makeRoom(panelWidth: number, texts: Node[]): void;
    restore(): void;
  };
  toggle(token: string): ToggleAnswer;
}

declare global {
  // `var` is what puts a name on globalThis.
  var sayso: Partial<Sayso> & { toggle?: Sayso["toggle"] };
  var browser: typeof chrome | undefined;
}

export {};
