import type { FaultData } from '@fobkit/client';
import type { ScenarioFault, Step } from '../model.ts';
import type { Cursor } from '../read/cursor.ts';
import { fields, optional, required } from '../read/fields.ts';
import type { Node } from '../read/node.ts';
import { byKind, choice, mapped, type Shape, text } from '../read/shape.ts';
import { equivalentFields, withTolerance } from './equivalent-words.ts';

type Known = Pick<ScenarioFault, 'fault' | 'text'>;

/** A fault as it stands in the file; its name is the key before it. */
export type FaultHere = Omit<ScenarioFault, 'name' | 'armedByStep'> & {
  /** Absent: by a step, when there is one that arms it. */
  readonly armed?: 'at-start' | 'by-step';
};

const EXPECTS = 'a fault in the words of docs/faults.md, as lcd.segment 2d';

const words: Shape<Known> = mapped(text(EXPECTS, 500), (line, at) => checked(at, line));

const data: Shape<Known> = {
  expects: 'a fault as data, with its kind',
  schema: {
    type: 'object',
    properties: { kind: { type: 'string' } },
    required: ['kind'],
  },
  read(at) {
    const plain = plainOf(at.node, at);
    return isRecord(plain) ? checked(at, plain) : null;
  },
};

/** Faults are known to who runs them; what he says of a wrong one is told where it stands. */
function checked(at: Cursor, given: string | FaultData): Known | null {
  try {
    return at.context.env.fault(given);
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    return at.wrong(cause.message);
  }
}

const known: Shape<Known> = byKind({ scalar: words, map: data });

export function faultShape(steps: Shape<readonly Step[]>): Shape<FaultHere> {
  const table = {
    fault: required(known, 'The fault: in the words of docs/faults.md, or as data with its kind.'),
    armed: optional(
      choice(['at-start', 'by-step']),
      'When: before the first step, or by a step arm; by-step if there is one.',
    ),
    ...equivalentFields(steps),
  };
  const whole = mapped(fields(table, 'a fault'), (value, at): FaultHere | null => {
    const { fault, armed } = value;
    const instead = withTolerance(at, value);
    if (instead === null) return null;
    return { ...here(at, fault), ...(armed === undefined ? {} : { armed }), ...instead };
  });
  const short = mapped(known, (fault, at) => here(at, fault));
  return {
    expects: `${EXPECTS}, or a map of ${Object.keys(table).join(', ')}`,
    schema: { anyOf: [words.schema, data.schema, whole.schema] },
    read(at) {
      const { node } = at;
      const isData = node.kind === 'map' && node.entries.some(({ key }) => key === 'kind');
      return node.kind !== 'map' || isData ? short.read(at) : whole.read(at);
    },
  };
}

function here(at: Cursor, { fault, text: line }: Known): FaultHere {
  return { place: at.place, fault, text: line };
}

/** The values of a tree, parameters filled in. */
function plainOf(node: Node, at: Cursor): unknown {
  switch (node.kind) {
    case 'scalar':
      return node.value === null ? null : at.scalar('')?.value;
    case 'list':
      return node.items.map((item, index) => plainOf(item, at.child(item, index)));
    case 'map':
      return Object.fromEntries(
        node.entries.map(({ key, value }) => [key, plainOf(value, at.child(value, key))]),
      );
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
