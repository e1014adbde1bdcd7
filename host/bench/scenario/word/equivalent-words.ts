import type { Equivalent, Place, Step } from '../model.ts';
import type { Cursor } from '../read/cursor.ts';
import { type Field, fields, optional, required } from '../read/fields.ts';
import { byKind, mapped, type Shape, text } from '../read/shape.ts';

/** An equivalent whose tolerance may stand beside it. */
export interface BareEquivalent {
  readonly place: Place;
  readonly steps: readonly Step[];
  readonly tolerance?: string;
}

const tolerance = text('a sentence on how near the equivalent comes', 1000);

function equivalentShape(inner: Shape<readonly Step[]>): Shape<BareEquivalent> {
  const steps = orNone(inner);
  return byKind({
    list: mapped(steps, (list, at): BareEquivalent => ({ place: at.place, steps: list })),
    map: mapped(
      fields(
        {
          steps: required(steps, 'What is done instead; [] leaves it out.'),
          tolerance: optional(tolerance, 'How near that comes, in a sentence.'),
        },
        'an equivalent',
      ),
      (value, at): BareEquivalent => ({ place: at.place, ...value }),
    ),
  });
}

/** An equivalent may be to do nothing: its tolerance then says what is lost. */
function orNone(inner: Shape<readonly Step[]>): Shape<readonly Step[]> {
  return {
    expects: inner.expects,
    schema: { anyOf: [inner.schema, { type: 'array', maxItems: 0 }] },
    read(at) {
      const { node } = at;
      return node.kind === 'list' && node.items.length === 0 ? [] : inner.read(at);
    },
  };
}

/** The keys that a step, or a fault, may have beside its word. */
export type EquivalentFields = Readonly<{
  equivalent: Field<BareEquivalent, false>;
  tolerance: Field<string, false>;
}>;

export function equivalentFields(steps: Shape<readonly Step[]>): EquivalentFields {
  return {
    equivalent: optional(
      equivalentShape(steps),
      'What a rig does instead that lacks a capability; with its tolerance.',
    ),
    tolerance: optional(tolerance, 'How near the equivalent comes, in a sentence.'),
  };
}

/**
 * Brings an equivalent and its tolerance together, to be spread into what has them; null when one of
 * them is missing or said twice, which is told.
 */
export function withTolerance(
  at: Cursor,
  {
    equivalent,
    tolerance: beside,
  }: { readonly equivalent?: BareEquivalent; readonly tolerance?: string },
): { readonly equivalent?: Equivalent } | null {
  if (equivalent === undefined) {
    if (beside === undefined) return {};
    return at.at('tolerance').wrong('a tolerance stands beside an equivalent only');
  }
  const { place, steps } = equivalent;
  if (equivalent.tolerance !== undefined && beside !== undefined) {
    return at.at('tolerance').wrong('the tolerance of the equivalent is said twice');
  }
  const sentence = equivalent.tolerance ?? beside;
  if (sentence !== undefined) return { equivalent: { place, steps, tolerance: sentence } };
  return at
    .at('equivalent')
    .wrong('the equivalent has no tolerance; how near it comes, in a sentence');
}
