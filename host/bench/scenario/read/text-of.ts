import type { Cursor } from './cursor.ts';

/** Steps inside a step have their own texts. */
const HOLD_STEPS = new Set(['steps', 'during', 'then', 'equivalent', 'tolerance']);

/** A word and what stands behind it on one line: `temperature to 60 °C over 1 h`. */
export function textOf(word: string, at: Cursor | undefined): string {
  const behind = at === undefined ? '' : flat(at, 0);
  return behind === '' ? word : `${word} ${behind}`;
}

function flat(at: Cursor, depth: number): string {
  const { node } = at;
  switch (node.kind) {
    case 'scalar':
      return at.isBare ? '' : (at.scalar('')?.text ?? '');
    case 'list':
      return node.items.map((item, index) => flat(at.child(item, index), depth)).join(', ');
    case 'map':
      return node.entries
        .filter(({ key }) => !HOLD_STEPS.has(key))
        .map(({ key, value }) => {
          const behind = flat(at.child(value, key), depth + 1);
          return behind === '' ? key : `${key} ${behind}`;
        })
        .join(depth === 0 ? ', ' : ' ');
  }
}
