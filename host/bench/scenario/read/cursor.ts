import type { Place, Scalar, Step } from '../model.ts';
import type { ScenarioEnv } from '../env.ts';
import { suggestion } from '@fobkit/store/yaml';
import type { ScenarioProblem } from '../scenario-error.ts';
import { describeNode, type Node } from './node.ts';

/** A parameter's value, and how it was written. */
export interface ParameterValue {
  readonly value: Scalar;
  readonly text: string;
}

/** What is known while one run of a file is read. */
export interface ReadingContext {
  readonly env: ScenarioEnv;
  /** The whole file. */
  readonly text: string;
  readonly parameters: ReadonlyMap<string, ParameterValue>;
  readonly problems: ProblemList;
  /** What the file calls its faults, and the further fobs. */
  readonly faultNames: readonly string[];
  /** Steps without parameters, which are the same in every run: read once. */
  readonly readBefore: WeakMap<Node, Step | null>;
  readonly fobNames: readonly string[];
}

/** Problems in the order of the file, each once, however many runs have it. */
export class ProblemList {
  readonly #byKey = new Map<string, ScenarioProblem>();

  add(problem: ScenarioProblem): void {
    const { place, message } = problem;
    const key = `${place.file}:${place.line}:${place.column}:${message}`;
    if (!this.#byKey.has(key)) this.#byKey.set(key, problem);
  }

  get size(): number {
    return this.#byKey.size;
  }

  inOrder(): readonly ScenarioProblem[] {
    return [...this.#byKey.values()].sort(
      ({ place: a }, { place: b }) => a.line - b.line || a.column - b.column,
    );
  }
}

const WHOLE = /^\$\{([^${}]*)\}$/;
const INSIDE = /\$?\$\{([^${}]*)\}/g;

/** Whether a text stands for a parameter, or holds one. */
export function holdsParameter(text: string): boolean {
  return text.replaceAll('$${', '').includes('${');
}

/** A place in the tree, and how to complain about it. */
export class Cursor {
  readonly node: Node;
  /** `steps[2].wait`. */
  readonly field: string;
  readonly context: ReadingContext;
  /** Where complaints stand. */
  readonly place: Place;

  constructor(node: Node, field: string, context: ReadingContext, place = node.place) {
    this.node = node;
    this.field = field;
    this.context = context;
    this.place = place;
  }

  /** The value of a key, or an item of a list. */
  child(node: Node, name: string | number): Cursor {
    const field = typeof name === 'number' ? `${this.field}[${name}]` : joined(this.field, name);
    return new Cursor(node, field, this.context);
  }

  /** The value of a key that may have none: complaints then stand at the key. */
  valueOf(name: string, keyPlace: Place, node: Node): Cursor {
    const bare = node.kind === 'scalar' && node.value === null;
    const field = joined(this.field, name);
    return new Cursor(node, field, this.context, bare ? keyPlace : node.place);
  }

  /** Adds a problem; always null, for `return at.wrong(…)`. */
  wrong(message: string, at?: { readonly place?: Place; readonly field?: string }): null {
    const { place = this.place, field = this.field } = at ?? {};
    this.context.problems.add({ place, field, message });
    return null;
  }

  /** Where the value of a key stands; here, if there is no such key. */
  at(name: string): Cursor {
    const { node } = this;
    const entry = node.kind === 'map' ? node.entries.find(({ key }) => key === name) : undefined;
    return entry === undefined ? this : this.valueOf(name, entry.place, entry.value);
  }

  /** Whether a scalar stands here: a text, a number, true, false or nothing. */
  get isScalar(): boolean {
    return this.node.kind === 'scalar';
  }

  /** Whether a key stands here without a value. */
  get isBare(): boolean {
    return this.node.kind === 'scalar' && this.node.value === null;
  }

  /**
   * The scalar that stands here, its parameters filled in. A whole `${name}` keeps the type of the
   * parameter. Null when it is none, which is told with `expects`.
   */
  scalar(expects: string): ParameterValue | null {
    const { node } = this;
    if (node.kind !== 'scalar' || node.value === null) {
      return this.wrong(`${describeNode(node)} is not possible here; ${expects}`);
    }
    const { value, text } = node;
    if (typeof value !== 'string' || !value.includes('${')) return { value, text };
    const whole = WHOLE.exec(value)?.[1];
    if (whole !== undefined) return this.#parameter(whole);
    const parts = [...value.matchAll(INSIDE)].map(([match, name = '']) =>
      match.startsWith('$$') ? match.slice(1) : this.#parameter(name)?.text,
    );
    if (parts.includes(undefined)) return null;
    let next = 0;
    const filled = value.replace(INSIDE, () => parts[next++] ?? '');
    return { value: filled, text: filled };
  }

  #parameter(name: string): ParameterValue | null {
    const { parameters } = this.context;
    const found = parameters.get(name);
    if (found !== undefined) return found;
    const hint = suggestion(name, [...parameters.keys()]);
    return this.wrong(`no parameter is called ${JSON.stringify(name)}; ${hint}`);
  }
}

function joined(field: string, name: string): string {
  return field === '' ? name : `${field}.${name}`;
}
