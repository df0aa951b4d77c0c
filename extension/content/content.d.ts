// Types of the global that the content scripts share: they are classic scripts and cannot import.
import type {
  Command, Layout, Mark, MarkedItem, Outcome, SelectedText, StrippedContent, TextStyle, ToggleAnswer, ToPage, ToPanel,
  Verdict,
} from "../messages.js";

interface Snapshot {
  strings: string;
  codes: Uint32Array<ArrayBuffer>;
  /** Elements, text nodes, shadow roots and documents of frames by their number in the snapshot. */
  nodes: Node[];
}

/** Numbers of nodes, half-open. */
export interface NumberRange {
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
  apart: NumberRange[];
}

/** Accessors that the page cannot cover; see nodes.js. */
export interface NodeReader {
  nodeType(node: Node): number;
  firstChild(node: Node): Node | null;
  nextSibling(node: Node): Node | null;
  previousSibling(node: Node): Node | null;
  parentNode(node: Node): Node | null;
  parentElement(node: Node): Element | null;
  /** Null for a document. */
  ownerDocument(node: Node): Document | null;
  isConnected(node: Node): boolean;
  textContent(node: Node): string | null;
  root(node: Node): Node;
  contains(node: Node, other: Node): boolean;
  localName(node: Node): string;
  namespaceURI(node: Node): string | null;
  shadowRoot(node: Node): ShadowRoot | null;
  assignedSlot(node: Node): HTMLSlotElement | null;
  data(node: Node): string;
  offsetHeight(node: Node): number;
  clientHeight(node: Node): number;
  scrollHeight(node: Node): number;
  scrollBy(element: Element, options: ScrollToOptions): void;
  scrollIntoView(element: Element, options: ScrollIntoViewOptions): void;
  focus(element: HTMLElement | SVGElement, options: FocusOptions): void;
  closest(element: Element, selector: string): Element | null;
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

/** The nodes that marks are about, by number, and whether their words are looked for elsewhere, too. */
export interface Scope {
  nodes: Node[];
  mayMove: boolean;
}

/** Speaks to the panel, wherever it is. */
export interface PanelLine {
  send(message: ToPanel): void;
  close(): void;
}

/** What is open now. */
export interface Opening {
  token: string;
  /** Null where the panel has a window of its own. */
  surface: Surface | null;
  frame: HTMLIFrameElement | null;
  /** Null until the panel's window has called. */
  line: PanelLine | null;
  /** The nodes of the last snapshot. */
  nodes: Node[];
  /** The article's text nodes. */
  texts: Node[];
  /** What had the focus before, and what was selected. */
  focused: Element | null;
  selected: globalThis.Range[];
  hasMovedSelection: boolean;
  /** Runs until the panel answers; 0 once it has. */
  timer: number;
  /** Commands that wait for the panel. */
  commands: Command[];
  marks: MarkedItem[];
  removal: MutationObserver;
}

export interface SurfaceHears {
  /** The reader has dragged the panel's edge. */
  resized(width: number): void;
  /** The window has become so narrow, or so wide, that the panel is another. */
  reshaped(isSheet: boolean): void;
}

export interface Surface {
  host: HTMLElement;
  place(layout: Layout): void;
  mount(): void;
  raise(): void;
  remove(): void;
  layout(): Layout;
  freeHeight(): number;
  isSheet(): boolean;
}

export interface Sayso {
  nodes: NodeReader;
  look: Look;
  partsBeside(walk: Walk, root: number): number[];
  takeSnapshot(host: Element | null): Snapshot;
  anchor: {
    rangesOf(nodes: ArrayLike<Node | undefined>, mark: Mark, mayMove: boolean): Range[];
    holds(words: string): boolean;
    pageText(): string;
    forget(): void;
    remember(snapshot: { strings: string; codes: Uint32Array; nodes: Node[] }): void;
  };
  scroll: {
    scrollTo(range: Range, freeHeight: number): boolean;
    viewOf(node: Node): (Window & typeof globalThis) | null;
  };
  highlighter: {
    mark(scope: Scope, items: MarkedItem[]): void;
    show(
      scope: Scope,
      item: MarkedItem,
      current: number,
      freeHeight: number,
    ): { outcome: Outcome; range: Range | undefined };
    preview(scope: Scope, item: MarkedItem | null): void;
    markVerdicts(kept: Range[], removed: Range[]): void;
    clear(): void;
    remove(): void;
    forgetAll(): void;
    prepare(): void;
    markedAt(node: Node, offset: number): { key: string; mark: number; range: Range } | null;
    scopes(): (Document | ShadowRoot)[];
  };
  pointing: {
    listen(hit: (key: string, mark: number) => void): void;
    stop(): void;
    markedAtCaret(): { key: string; mark: number } | null;
    moveTo(range: Range, back: () => void): void;
    returned(): void;
    takeFocus(view: { focus(): void }): void;
  };
  watch: {
    start(nodes: Node[], hears: { changed: () => void; moved: () => void }): void;
    stop(): void;
  };
  verdicts: {
    show(nodes: Node[], verdicts: Verdict[]): void;
    goTo(node: Node | undefined, freeHeight: number): boolean;
  };
  selectedText(nodes: Node[]): SelectedText | null;
  copyArticle(nodes: Node[], content: StrippedContent): { element: HTMLElement; copies: Node[] };
  strippedRules(style: TextStyle, room: string): string;
  stripped: {
    enter(
      nodes: Node[],
      content: StrippedContent,
      style: TextStyle,
      around: { room: () => string; leave: string; left: () => void },
    ): void;
    leave(): void;
    abandon(): void;
    restyle(style: TextStyle, room: string): void;
    makeRoom(room: string): void;
    copies(): Node[] | null;
  };
  createHost(content: HTMLElement, name: string, first: Layout, hears: SurfaceHears): Surface;
  answer(opening: Opening, message: ToPage): void;
  focusPanel(opening: Opening): void;
  layout: {
    makeRoom(layout: Layout, texts: Node[]): boolean;
    restore(): void;
  };
  host(): Element | null;
  toggle(token: string, layout: Layout): ToggleAnswer;
  command(name: Command, token: string, layout: Layout): ToggleAnswer;
}

declare global {
  // `var` is what puts a name on globalThis.
  var sayso: Partial<Sayso>;
  var browser: typeof chrome | undefined;
}

export {};
