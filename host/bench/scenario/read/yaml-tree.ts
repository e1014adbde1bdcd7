import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node as YamlNode,
  visit,
} from 'yaml';
import { placesIn } from '@fobkit/store/yaml';
import type { Place } from '../model.ts';
import { ScenarioError, type ScenarioProblem } from '../scenario-error.ts';
import type { MapEntry, Node, ScalarNode } from './node.ts';
import { onlyDocument } from './yaml-document.ts';

/** The longest text of a scenario file, in characters. */
const MAX_TEXT = 262_144;
/** The most parts of a file, each alias counted with everything that it stands for. */
const MAX_NODES = 50_000;
/** The most characters of its values, counted in the same way. */
const MAX_CHARACTERS = 4 * MAX_TEXT;
const MAX_DEPTH = 64;

/**
 * The tree of one YAML 1.2 document.
 *
 * @throws ScenarioError for a text that is too long, is no YAML, holds several documents, has a key
 *   twice or a key that is no text, or grows too large by its aliases.
 */
export function parseTree(text: string, file: string): Node {
  const start: Place = { file, line: 1, column: 1 };
  if (text.length > MAX_TEXT) {
    const message = `${text.length} characters are too many for a scenario; at most ${MAX_TEXT}`;
    throw new ScenarioError([{ place: start, field: '', message }]);
  }
  const lines = new LineCounter();
  const place = placesIn(file, lines);
  const document = onlyDocument(text, lines, place);
  const growth = new TreeGrowth(document, place);
  const { contents } = document;
  if (contents === null) {
    throw new ScenarioError([{ place: start, field: '', message: 'there is nothing in it' }]);
  }
  const tree = growth.node(contents, 0, contents.range[0]);
  if (growth.problems.length > 0) throw new ScenarioError(growth.problems);
  return tree;
}

/** Makes the tree, counting: aliases of aliases grow without end otherwise. */
class TreeGrowth {
  readonly problems: ScenarioProblem[] = [];
  readonly #targets: ReadonlyMap<unknown, YamlNode>;
  readonly #place: (offset: number) => Place;
  #nodes = 0;
  #characters = 0;

  constructor(document: Document.Parsed, place: (offset: number) => Place) {
    this.#targets = targetsOf(document);
    this.#place = place;
  }

  /** `from`: where to say it stands when the node itself has no place. */
  node(node: unknown, depth: number, from: number): Node {
    if (isAlias(node)) {
      const target = this.#targets.get(node);
      if (target === undefined)
        return this.#wrong(rangeOf(node) ?? from, `*${node.source}: no such anchor`);
      return this.node(target, depth + 1, from);
    }
    const offset = rangeOf(node) ?? from;
    if (++this.#nodes > MAX_NODES) {
      const message = `more than ${MAX_NODES} parts, its aliases written out`;
      throw new ScenarioError([{ place: this.#place(offset), field: '', message }]);
    }
    if (depth > MAX_DEPTH) {
      const message = `nested more than ${MAX_DEPTH} deep, its aliases written out`;
      throw new ScenarioError([{ place: this.#place(offset), field: '', message }]);
    }
    const place = this.#place(offset);
    if (isMap(node)) {
      const entries = node.items.flatMap(({ key, value }) =>
        this.#entry({ key, value, depth, offset }),
      );
      return { kind: 'map', place, entries };
    }
    if (isSeq(node)) {
      return { kind: 'list', place, items: node.items.map((i) => this.node(i, depth + 1, offset)) };
    }
    if (!isScalar(node)) return { kind: 'scalar', place, value: null, text: '' };
    return this.#scalar(node, place, offset);
  }

  #entry(pair: {
    readonly key: unknown;
    readonly value: unknown;
    readonly depth: number;
    readonly offset: number;
  }): readonly MapEntry[] {
    const at = rangeOf(pair.key) ?? pair.offset;
    const key = this.node(pair.key, pair.depth + 1, at);
    if (key.kind !== 'scalar' || key.value === null) {
      this.#wrong(at, 'a key is a word');
      return [];
    }
    if (key.text === '<<') {
      this.#wrong(at, 'merge keys are not part of YAML 1.2; write the keys out');
      return [];
    }
    const value = this.node(pair.value, pair.depth + 1, at);
    return [{ key: key.text, place: this.#place(at), value }];
  }

  #scalar(
    node: { readonly value: unknown; readonly source?: string; readonly tag?: string },
    place: Place,
    offset: number,
  ): Node {
    const { value, source } = node;
    this.#characters += typeof value === 'string' ? value.length : 0;
    if (this.#characters > MAX_CHARACTERS) {
      const message = `more than ${MAX_CHARACTERS} characters, its aliases written out`;
      throw new ScenarioError([{ place, field: '', message }]);
    }
    if (node.tag !== undefined && !node.tag.startsWith('tag:yaml.org,2002:')) {
      return this.#wrong(offset, `tag ${node.tag} is unknown`);
    }
    if (value === null) return { kind: 'scalar', place, value: null, text: '' };
    if (typeof value === 'string') return { kind: 'scalar', place, value, text: value };
    if (typeof value === 'boolean') {
      return { kind: 'scalar', place, value, text: String(value) };
    }
    if (typeof value === 'number') {
      const text = source ?? String(value);
      // A serial or a code: as a number it would lose its zeros.
      return { kind: 'scalar', place, value: /^0\d/.test(text) ? text : value, text };
    }
    return this.#wrong(offset, 'a text, a number, true or false is possible here');
  }

  #wrong(offset: number, message: string): ScalarNode {
    const place = this.#place(offset);
    this.problems.push({ place, field: '', message });
    return { kind: 'scalar', place, value: null, text: '' };
  }
}

/** What each alias stands for: the last node before it that has its anchor. */
function targetsOf(document: Document.Parsed): ReadonlyMap<unknown, YamlNode> {
  const anchors = new Map<string, YamlNode>();
  const targets = new Map<unknown, YamlNode>();
  visit(document, (_, node) => {
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      if (target !== undefined) targets.set(node, target);
    } else if (isNode(node) && 'anchor' in node && typeof node.anchor === 'string') {
      anchors.set(node.anchor, node);
    }
  });
  return targets;
}

function rangeOf(node: unknown): number | undefined {
  return isMap(node) || isSeq(node) || isScalar(node) || isAlias(node)
    ? (node satisfies YamlNode).range?.[0]
    : undefined;
}
