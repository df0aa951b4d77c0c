// Types of the global that the content scripts share: they are classic scripts and cannot import.
import type { Mark, MarkGroup, Outcome, ToggleAnswer } from "../messages.js";

interface Snapshot {
  strings: string;
  codes: Uint32Array<ArrayBuffer>;
  /** Elements, text nodes and shadow roots by their number in the snapshot. */
  nodes: Node[];
}

interface Sayso {
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
