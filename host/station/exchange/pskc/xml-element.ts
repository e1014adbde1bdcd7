import { DOMParser } from '@xmldom/xmldom';
import { guardXml } from './xml-guard.ts';
import type { XmlLimits } from './xml-guard.ts';
import { XmlFault, faultAt } from './xml-fault.ts';

/** An element as it was parsed: names by namespace, never by prefix. */
export interface XmlElement {
  /** URI; empty for none. */
  readonly namespace: string;
  /** Local name. */
  readonly name: string;
  /** Those without a namespace by name, others as `{URI}name`; without namespace declarations. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** All text of the element itself, comments left out, not of its children. */
  readonly text: string;
  /** Of its tag, from 1. */
  readonly line: number;
  readonly column: number;
}

const XMLNS = 'http://www.w3.org/2000/xmlns/';
const ELEMENT = 1;
const TEXT = 3;
const CDATA = 4;

/**
 * Parses text that passed the guard.
 * @throws XmlFault: no XML, or more than the limits allow
 */
export function parseXml(text: string, limits?: XmlLimits): XmlElement {
  const plain = text.startsWith('\uFEFF') ? text.slice(1) : text;
  guardXml(plain, limits);
  let fault: XmlFault | undefined;
  const parser = new DOMParser({
    // As XML 1.0 has ends of lines; XML 1.1 has more, which are text here.
    normalizeLineEndings: (source) => source.replace(/\r\n?/g, '\n'),
    // A warning of this parser is what any other calls not well-formed, but for one: U+FFFD is
    // a character like any other, and the bytes were decoded strictly.
    onError: (_level, message, context: unknown) => {
      if (message.startsWith('Unicode replacement character')) return;
      fault ??= new XmlFault(...place(context), `not well-formed XML: ${oneLine(message)}`);
      throw fault;
    },
  });
  try {
    const root = parser.parseFromString(plain, 'application/xml').documentElement;
    if (root === null) throw faultAt(plain, plain.length, 'no XML element');
    return toElement(root);
  } catch (error) {
    if (fault !== undefined) throw fault;
    if (error instanceof XmlFault) throw error;
    throw new XmlFault(1, 1, 'not well-formed XML');
  }
}

/** What of a DOM is looked at. */
interface DomNode {
  readonly nodeType: number;
  readonly nodeValue: string | null;
  readonly nodeName: string;
  readonly lineNumber?: number | undefined;
  readonly columnNumber?: number | undefined;
}
interface DomElement extends DomNode {
  readonly namespaceURI: string | null;
  readonly localName: string | null;
  readonly childNodes: Iterable<DomNode>;
  readonly attributes: Iterable<DomAttribute>;
}
interface DomAttribute {
  readonly namespaceURI: string | null;
  readonly localName: string | null;
  readonly name: string;
  readonly value: string;
}

function isElement(node: DomNode): node is DomElement {
  return node.nodeType === ELEMENT;
}

function toElement(dom: DomElement): XmlElement {
  const attributes = new Map<string, string>();
  for (const { namespaceURI, localName, name, value } of dom.attributes) {
    if (namespaceURI === XMLNS) continue;
    const local = localName ?? name;
    attributes.set(namespaceURI === null ? local : `{${namespaceURI}}${local}`, value);
  }
  const children: XmlElement[] = [];
  let text = '';
  for (const node of dom.childNodes) {
    if (isElement(node)) children.push(toElement(node));
    else if (node.nodeType === TEXT || node.nodeType === CDATA) text += node.nodeValue ?? '';
  }
  return {
    namespace: dom.namespaceURI ?? '',
    name: dom.localName ?? dom.nodeName,
    attributes,
    children,
    text,
    line: dom.lineNumber ?? 1,
    column: dom.columnNumber ?? 1,
  };
}

function place(context: unknown): [line: number, column: number] {
  const locator = property(context, 'locator');
  const line = property(locator, 'lineNumber');
  const column = property(locator, 'columnNumber');
  return [atLeastOne(line), atLeastOne(column)];
}

function property(of: unknown, name: string): unknown {
  return typeof of === 'object' && of !== null ? Reflect.get(of, name) : undefined;
}

function atLeastOne(value: unknown): number {
  return typeof value === 'number' && value >= 1 ? value : 1;
}

/** The parser's messages quote the file: they are cut before a secret could be in them. */
function oneLine(message: string): string {
  return (
    message
      .split(/["'\n:]/, 1)[0]
      ?.trim()
      .toLowerCase() ?? ''
  );
}
