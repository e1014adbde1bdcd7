import type { LoadWish, OtherFob, StartState } from '../model.ts';
import { fields, optional } from '../read/fields.ts';
import { mapOf, mapped, type Shape, text } from '../read/shape.ts';
import { offset } from '../quantity/duration.ts';
import { crystalError, percent, temperature } from '../quantity/quantities.ts';
import { time } from '../quantity/time.ts';
import { load } from './load-words.ts';

/** 2027-01-01T00:00:00Z: where time begins when a file does not say. */
export const USUAL_TIME = 1_798_761_600;

/** `blank`, or what is loaded. */
const loadOrBlank: Shape<LoadWish | 'blank'> = {
  expects: `blank, or ${load.expects}`,
  schema: { anyOf: [{ const: 'blank' }, load.schema] },
  read(at) {
    if (!at.isScalar) return load.read(at);
    const scalar = at.scalar(`blank, or ${load.expects}`);
    if (scalar === null || scalar.text === 'blank') return scalar && 'blank';
    return at.wrong(`${JSON.stringify(scalar.text)} is wrong; blank, or ${load.expects}`);
  },
};

const LOAD = 'What is loaded, or blank; the preset of the fob type if absent.';

const otherWords = {
  profile: optional(
    text('the name of a fob type'),
    'Its fob type; that of the scenario if absent.',
  ),
  load: optional(loadOrBlank, LOAD),
};

/** A further fob whose fob type is not looked up yet. */
export type OtherHere = Omit<OtherFob, 'profile' | 'load'> & {
  readonly profile?: string;
  readonly load?: LoadWish | 'blank';
};

const other: Shape<OtherHere> = mapped(fields(otherWords, 'another fob'), (value, at) => ({
  place: at.place,
  ...value,
}));

/** The state in which a run begins. */
export const givenWords = {
  time: optional(
    time,
    'World time at the start; 2027-01-01T00:00:00Z if absent. A bench lives now.',
  ),
  load: optional(loadOrBlank, LOAD),
  battery: optional(percent, 'Charge of the cell; full if absent.'),
  temperature: optional(temperature, 'Temperature of the case; room temperature if absent.'),
  drift: optional(offset, 'Fob clock minus world time; 0 if absent.'),
  crystal: optional(crystalError, 'Further error of the crystal; none if absent.'),
  others: optional(mapOf(other, 'name of a fob'), 'Further fobs, by name.'),
};

/** The start state, with loads as the file has them. */
export type GivenHere = Omit<StartState, 'load' | 'others'> & {
  readonly load?: LoadWish | 'blank';
  readonly others: ReadonlyMap<string, OtherHere>;
};

export const given: Shape<GivenHere> = mapped(
  fields(givenWords, 'given'),
  (
    { time: start = USUAL_TIME, others = new Map<string, OtherHere>(), ...same },
    at,
  ): GivenHere => ({
    place: at.place,
    time: start,
    ...same,
    others,
  }),
);
