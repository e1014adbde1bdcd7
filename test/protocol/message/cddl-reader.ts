/** Reads as much of CDDL (RFC 8610) as docs/protocol/fobkit.cddl uses, strictly. */
export type CddlType =
  | { readonly kind: 'integer'; readonly min: number; readonly max: number }
  | { readonly kind: 'bool' | 'any' }
  | { readonly kind: 'bytes' | 'text'; readonly min: number; readonly max: number }
  | { readonly kind: 'choice'; readonly of: readonly CddlType[] }
  | {
      readonly kind: 'array';
      readonly min: number;
      readonly max: number;
      readonly item: CddlType;
    }
  | { readonly kind: 'map'; readonly fields: readonly CddlField[]; readonly open: boolean }
  | { readonly kind: 'rule'; readonly name: string };

export interface CddlField {
  readonly key: number;
  readonly optional: boolean;
  readonly type: CddlType;
}

export type CddlRules = ReadonlyMap<string, CddlType>;

/** The rules of a CDDL text by name. Throws where it leaves the grammar. */
export function readCddl(text: string): CddlRules {
  const scan = new Scanner(text);
  const rules = new Map<string, CddlType>();
  while (!scan.done) {
    const name = scan.need(/[a-z][a-z0-9-]*/y);
    scan.need(/=/y);
    if (rules.has(name)) throw new Error(`the rule ${name} stands twice`);
    rules.set(name, readType(scan));
  }
  return rules;
}

function readType(scan: Scanner): CddlType {
  const of = [readType2(scan)];
  while (scan.take(/\//y) !== undefined) of.push(readType2(scan));
  const [only] = of;
  return of.length === 1 && only !== undefined ? only : { kind: 'choice', of };
}

function readType2(scan: Scanner): CddlType {
  if (scan.take(/\(/y) !== undefined) {
    const type = readType(scan);
    scan.need(/\)/y);
    return type;
  }
  if (scan.take(/\{/y) !== undefined) return readMap(scan);
  if (scan.take(/\[/y) !== undefined) return readArray(scan);
  if (scan.take(/bstr/y) !== undefined) return { kind: 'bytes', ...readSize(scan) };
  if (scan.take(/tstr/y) !== undefined) return { kind: 'text', ...readSize(scan) };
  if (scan.take(/bool/y) !== undefined) return { kind: 'bool' };
  const name = scan.take(/[a-z][a-z0-9-]*/y);
  if (name !== undefined) return { kind: 'rule', name };
  return { kind: 'integer', ...readRange(scan) };
}

function readRange(scan: Scanner): { readonly min: number; readonly max: number } {
  const min = Number(scan.need(/-?(?:0|[1-9]\d*)/y));
  const max = scan.take(/\.\./y) === undefined ? min : Number(scan.need(/-?(?:0|[1-9]\d*)/y));
  if (max < min) throw new Error('a range runs backward');
  return { min, max };
}

function readSize(scan: Scanner): { readonly min: number; readonly max: number } {
  scan.need(/\.size/y);
  if (scan.take(/\(/y) === undefined) return readRange(scan);
  const range = readRange(scan);
  scan.need(/\)/y);
  return range;
}

function readArray(scan: Scanner): CddlType {
  const min = Number(scan.need(/\d+/y));
  scan.need(/\*/y);
  const max = Number(scan.need(/\d+/y));
  const item = readType(scan);
  scan.need(/\]/y);
  return { kind: 'array', min, max, item };
}

function readMap(scan: Scanner): CddlType {
  const fields: CddlField[] = [];
  let open = false;
  while (scan.take(/\}/y) === undefined) {
    if (open) throw new Error('the open end of a map is its last entry');
    if (scan.take(/\* *uint *=> *any/y) !== undefined) open = true;
    else {
      const optional = scan.take(/\?/y) !== undefined;
      const key = Number(scan.need(/0|[1-9]\d*/y));
      scan.need(/:/y);
      fields.push({ key, optional, type: readType(scan) });
    }
    scan.need(/,/y);
  }
  return { kind: 'map', fields, open };
}

/** Walks a text by sticky patterns; blanks and comments, which end with their line, are passed over. */
class Scanner {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    this.#passBlanks();
  }

  get done(): boolean {
    return this.#at === this.#text.length;
  }

  take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const [found] = pattern.exec(this.#text) ?? [];
    if (found === undefined) return undefined;
    this.#at += found.length;
    this.#passBlanks();
    return found;
  }

  need(pattern: RegExp): string {
    const found = this.take(pattern);
    if (found === undefined) {
      const rest = this.#text.slice(this.#at, this.#at + 20);
      throw new Error(`${pattern.source} wanted before ${JSON.stringify(rest)}`);
    }
    return found;
  }

  #passBlanks(): void {
    const blanks = /(?:\s|;[^\n]*\n)*/y;
    blanks.lastIndex = this.#at;
    this.#at += blanks.exec(this.#text)?.[0].length ?? 0;
  }
}
