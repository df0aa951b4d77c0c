// Reads nodes of the page through the prototypes: nothing that the page puts in the way changes the answers.
// @ts-check
"use strict";

(() => {
  globalThis.sayso ??= {};
  if (globalThis.sayso.nodes) return;

  // A form's properties can be covered by its inputs' names (<input name="firstChild">), in this world too.
  /** @param {object} prototype @param {string} name @returns {(node: Node) => any} */
  const getter = (prototype, name) => {
    const get = /** @type {() => any} */ (Object.getOwnPropertyDescriptor(prototype, name)?.get);
    return (node) => get.call(node);
  };
  const {
    checkVisibility, closest, getAttribute, getAttributeNames, getBoundingClientRect, hasAttributes, scrollBy, scrollIntoView,
  } = Element.prototype;
  const { contains, getRootNode } = Node.prototype;
  const { assignedNodes } = HTMLSlotElement.prototype;
  const localName = getter(Element.prototype, "localName");
  const iframeDocument = getter(HTMLIFrameElement.prototype, "contentDocument");
  const frameDocument = getter(HTMLFrameElement.prototype, "contentDocument");

  globalThis.sayso.nodes = {
    nodeType: getter(Node.prototype, "nodeType"),
    firstChild: getter(Node.prototype, "firstChild"),
    nextSibling: getter(Node.prototype, "nextSibling"),
    previousSibling: getter(Node.prototype, "previousSibling"),
    parentNode: getter(Node.prototype, "parentNode"),
    parentElement: getter(Node.prototype, "parentElement"),
    ownerDocument: getter(Node.prototype, "ownerDocument"),
    isConnected: getter(Node.prototype, "isConnected"),
    textContent: getter(Node.prototype, "textContent"),
    root: (node) => getRootNode.call(node),
    contains: (node, other) => contains.call(node, other),
    localName,
    namespaceURI: getter(Element.prototype, "namespaceURI"),
    shadowRoot: getter(Element.prototype, "shadowRoot"),
    assignedSlot: getter(Element.prototype, "assignedSlot"),
    data: getter(CharacterData.prototype, "data"),
    offsetHeight: getter(HTMLElement.prototype, "offsetHeight"),
    clientHeight: getter(Element.prototype, "clientHeight"),
    scrollHeight: getter(Element.prototype, "scrollHeight"),
    scrollBy: (element, options) => Reflect.apply(scrollBy, element, [options]),
    scrollIntoView: (element, options) => scrollIntoView.call(element, options),
    focus: (element, options) => {
      const { focus } = element instanceof SVGElement ? SVGElement.prototype : HTMLElement.prototype;
      focus.call(element, options);
    },
    closest: (element, selector) => closest.call(element, selector),
    attribute: (element, name) => getAttribute.call(element, name),
    hasAttributes: (element) => hasAttributes.call(element),
    attributeNames: (element) => getAttributeNames.call(element),
    assignedNodes: (slot) => assignedNodes.call(slot),
    box: (element) => getBoundingClientRect.call(element),
    checkVisibility: (element, options) => checkVisibility.call(element, options),
    contentDocument: (frame) => (localName(frame) === "iframe" ? iframeDocument(frame) : frameDocument(frame)),
  };
})();
