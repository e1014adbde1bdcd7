import type { Place, Scalar } from '../model.ts';
import { type Cursor, holdsParameter, type ParameterValue } from '../read/cursor.ts';
import { describeNode } from '../read/node.ts';
import { listOf, type Shape } from '../read/shape.ts';

/** A parameter's value and where it was given. */
export interface PlacedValue extends ParameterValue {
  readonly place: Place;
}

const EXPECTS = 'a text, a number, true or false';

/** The default of a parameter. */
export const parameter: Shape<PlacedValue> = {
  expects: EXPECTS,
  schema: { type: ['string', 'number', 'boolean'] },
  read(at) {
    const { node } = at;
    if (node.kind !== 'scalar' || node.value === null) {
      return at.wrong(`${describeNode(node)} is not possible here; ${EXPECTS}`);
    }
    const { value, text, place } = node;
    if (typeof value === 'number' && !Number.isFinite(value)) {
      return at.wrong(`${text} is no number; ${EXPECTS}`);
    }
    if (holdsParameter(text)) return at.wrong('a parameter stands for no other; a plain value');
    return { value, text, place };
  },
};

const values = listOf(parameter, 'values');

/** The values of an axis of a matrix, each once. */
export const axis: Shape<readonly PlacedValue[]> = {
  expects: values.expects,
  schema: { ...values.schema, uniqueItems: true },
  read(at) {
    const read = values.read(at);
    return read && eachOnce(read, at) ? read : null;
  },
};

function eachOnce(read: readonly PlacedValue[], at: Cursor): boolean {
  const seen = new Set<Scalar>();
  let once = true;
  read.forEach(({ value, text, place }, index) => {
    if (seen.has(value)) {
      at.wrong(`${JSON.stringify(text)} is there twice; each value once`, {
        place,
        field: `${at.field}[${index}]`,
      });
      once = false;
    }
    seen.add(value);
  });
  return once;
}

/** A value of the command line as if it stood in the file. */
export function scalarOf(given: Scalar): { readonly value: Scalar; readonly text: string } {
  if (typeof given !== 'string') return { value: given, text: String(given) };
  const plain = /^(true|false|[-+]?(0|[1-9]\d*)(\.\d+)?)$/.test(given);
  const value: unknown = plain ? JSON.parse(given.replace('+', '')) : given;
  return {
    value: typeof value === 'number' || typeof value === 'boolean' ? value : given,
    text: given,
  };
}
