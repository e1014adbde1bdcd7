import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import type { Document, Node, YAMLMap, YAMLParseError } from 'yaml';
import { type Place, placesIn } from './places.ts';
import { yamlWords } from './yaml-words.ts';

/** Something wrong in a file that a person wrote. */
export interface FileFault {
  readonly place: Place;
  /** What it is about; absent where that is the file as a whole. */
  readonly path?: YamlPath;
  readonly message: string;
}

/** Keys and indices from the root of a document. */
export type YamlPath = readonly (string | number)[];

/** More than any bench or scenario needs; a parser is not to choke on what is no such file. */
const MOST_CHARACTERS = 1_000_000;
/** How many values aliases may stand for in all. */
const MOST_ALIASED = 1_000;

/** Control characters, which YAML has none of, and what stands for bytes that are no UTF-8. */
const NO_TEXT = /[\0-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffd]/;

/** A YAML document as data, which knows where each of its values stands. */
export interface PositionedYaml {
  readonly data: unknown;
  /** Of the value at the path, or of the innermost value around it that is there. */
  valuePlace(path: YamlPath): Place;
  /** Of the key that the path ends with, or else of the value around it. */
  keyPlace(path: YamlPath): Place;
}

/** `crystal.error.uniform[1]`; empty for the file as a whole. */
export function fieldOf({ path = [] }: FileFault): string {
  return path.reduce<string>((field, key) => {
    if (typeof key === 'number') return `${field}[${key}]`;
    return field === '' ? key : `${field}.${key}`;
  }, '');
}

/** `bench.yaml:12:3: message` */
export function faultLine({ place, message }: FileFault): string {
  return `${place.file}:${place.line}:${place.column}: ${message}`;
}

/** Reads one document of YAML 1.2; keys are texts, and none stands twice. */
export function parsePositionedYaml(
  text: string,
  file: string,
): PositionedYaml | { readonly faults: readonly FileFault[] } {
  const start: Place = { file, line: 1, column: 1 };
  if (text.length > MOST_CHARACTERS) {
    const message = `the file has more than ${MOST_CHARACTERS} characters`;
    return { faults: [{ place: start, message }] };
  }
  const strange = NO_TEXT.exec(text);
  if (strange !== null) {
    const before = text.slice(0, strange.index).split('\n');
    const place = { file, line: before.length, column: (before.at(-1) ?? '').length + 1 };
    return { faults: [{ place, message: 'this is no text in UTF-8' }] };
  }
  try {
    return parsed(text, file);
  } catch (error) {
    // Nesting without end, or aliases that stand for too much.
    const why = error instanceof Error ? error.message : String(error);
    return { faults: [{ place: start, message: `this cannot be read as YAML: ${why}` }] };
  }
}

function parsed(
  text: string,
  file: string,
): PositionedYaml | { readonly faults: readonly FileFault[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    stringKeys: true,
    // The parser compares each key with each.
    uniqueKeys: false,
  });
  const at = placesIn(file, lines);
  // What follows from a fault is told at the same place.
  const told = new Map<number, string>();
  for (const [offset, message] of [...document.errors.map(parseFault), ...ownFaults(document)]) {
    if (!told.has(offset)) told.set(offset, message);
  }
  const faults = Array.from(told, ([offset, message]) => ({
    place: at(offset),
    message: yamlWords(message, text.slice(offset, offset + 100)),
  }));
  if (faults.length > 0) return { faults };
  const data: unknown = document.toJS({ maxAliasCount: MOST_ALIASED });
  const root = document.contents;
  return {
    data,
    valuePlace: (path) => at(startOf(walk(root, path).value)),
    keyPlace: (path) => {
      const { key, value } = walk(root, path);
      return at(startOf(key ?? value));
    },
  };
}

type TextFault = readonly [offset: number, message: string];

function parseFault({ message, pos: [offset] }: YAMLParseError): TextFault {
  return [offset, message];
}

/** Lost aliases and keys that stand twice, in one walk: the parser takes minutes for many of them. */
function ownFaults(document: Document): readonly TextFault[] {
  const anchors = new Set<string>();
  const faults: TextFault[] = [];
  visit(document, {
    Node: (_key, node) => {
      if (!isAlias(node)) {
        if (node.anchor !== undefined) anchors.add(node.anchor);
      } else if (!anchors.has(node.source)) {
        faults.push([startOf(node), `no &${node.source} stands above this *${node.source}`]);
      }
      if (isMap<Node>(node)) faults.push(...keysTwice(node));
    },
  });
  return faults;
}

function keysTwice({ items }: YAMLMap<Node>): readonly TextFault[] {
  const seen = new Set<unknown>();
  return items.flatMap(({ key }): readonly TextFault[] => {
    const name = isScalar(key) ? key.value : key;
    if (seen.has(name))
      return [[startOf(key), `${String(name).slice(0, 60)} stands here a second time`]];
    seen.add(name);
    return [];
  });
}

interface Found {
  readonly key: Node | undefined;
  readonly value: Node | null;
}

/** Goes down the path as far as the document does. */
function walk(root: Node | null, path: YamlPath): Found {
  let value = root;
  let key: Node | undefined;
  for (const part of path) {
    const next = step(value, part);
    if (next === undefined) return { key: undefined, value };
    key = next.key;
    // A key without a value is where its value is missed.
    value = next.value ?? next.key ?? value;
  }
  return { key, value };
}

function step(node: Node | null, part: string | number): Found | undefined {
  if (isMap<Node, Node | null>(node)) {
    const pair = node.items.find(({ key }) => isScalar(key) && key.value === String(part));
    return pair === undefined ? undefined : { key: pair.key, value: pair.value };
  }
  if (isSeq<Node | null>(node) && typeof part === 'number') {
    const value = node.items[part];
    return value === undefined ? undefined : { key: undefined, value };
  }
  return undefined;
}

function startOf(node: Node | null): number {
  return node?.range?.[0] ?? 0;
}
