import { eventKinds, lifecycles, resetCauses } from '@fobkit/protocol';
import type { Expectation } from '../model.ts';
import { fields, optional, required } from '../read/fields.ts';
import { byKind, choice, integer, mapped, type Shape, text, truth } from '../read/shape.ts';
import { duration, offset } from '../quantity/duration.ts';
import { percent } from '../quantity/quantities.ts';
import { keysOf } from './keys-of.ts';

/** An expectation without its place and text. */
export type ExpectationPart = Expectation extends infer E
  ? E extends Expectation
    ? Omit<E, 'place' | 'text'>
    : never
  : never;

export interface ExpectationWord {
  readonly about: string;
  readonly shape: Shape<ExpectationPart>;
}

const validity = choice(['valid', 'invalid']);
const eventKind = choice(keysOf(eventKinds));
const lcdText = text('off, or the text of the LCD', 200);

function expression(source: string): ExpectationPart | string {
  try {
    new RegExp(source, 'u');
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    return `${JSON.stringify(source)} is no regular expression: ${cause.message}`;
  }
  return { kind: 'lcd', matches: source };
}

const code: Shape<ExpectationPart> = byKind({
  scalar: mapped(validity, (is): ExpectationPart => ({
    kind: 'code',
    valid: is === 'valid',
    from: 'lcd',
  })),
  map: mapped(
    fields(
      {
        is: required(validity, 'What the relying party would say to it.'),
        from: optional(
          choice(['lcd', 'wire', 'last']),
          'lcd: pressed and read from the LCD; wire: read over the wire; last: the one read last. lcd if absent.',
        ),
        window: optional(
          integer(0, 10_000, 'steps'),
          'Steps to each side, or counters ahead; those of the relying party if absent.',
        ),
      },
      'code',
    ),
    ({ is, from = 'lcd', window }): ExpectationPart => ({
      kind: 'code',
      valid: is === 'valid',
      from,
      ...(window === undefined ? {} : { window }),
    }),
  ),
});

const lcd: Shape<ExpectationPart> = byKind({
  scalar: mapped(lcdText, (shown): ExpectationPart =>
    shown === 'off' ? { kind: 'lcd', off: true } : { kind: 'lcd', shows: shown },
  ),
  map: mapped(
    fields(
      {
        text: optional(lcdText, 'The very text, its rows joined by a space.'),
        matches: optional(text('a regular expression', 400), 'A regular expression over the rows.'),
      },
      'lcd',
    ),
    (wish, at): ExpectationPart | null => {
      if ((wish.text === undefined) === (wish.matches === undefined)) {
        return at.wrong('text or matches is needed, one of the two');
      }
      if (wish.text !== undefined) return { kind: 'lcd', shows: wish.text };
      const made = expression(wish.matches ?? '');
      return typeof made === 'string' ? at.wrong(made) : made;
    },
  ),
});

const charge: Shape<ExpectationPart> = mapped(
  fields(
    {
      above: optional(percent, 'More charge than that.'),
      below: optional(percent, 'Less charge than that.'),
    },
    'battery',
  ),
  ({ above, below }, at): ExpectationPart | null => {
    if (above === undefined && below === undefined) return at.wrong('above or below is needed');
    if (above !== undefined && below !== undefined && above >= below) {
      return at.wrong(`nothing is above ${above} % and below ${below} %`);
    }
    return {
      kind: 'battery',
      ...(above === undefined ? {} : { above }),
      ...(below === undefined ? {} : { below }),
    };
  },
);

const log: Shape<ExpectationPart> = byKind({
  scalar: mapped(eventKind, (contains): ExpectationPart => ({ kind: 'log', contains, not: false })),
  map: mapped(
    fields(
      {
        contains: optional(eventKind, 'An event that is in the log.'),
        lacks: optional(eventKind, 'An event that is not in the log.'),
      },
      'log',
    ),
    ({ contains, lacks }, at): ExpectationPart | null => {
      if (contains !== undefined && lacks === undefined)
        return { kind: 'log', contains, not: false };
      if (lacks !== undefined && contains === undefined) {
        return { kind: 'log', contains: lacks, not: true };
      }
      return at.wrong('contains or lacks is needed, one of the two');
    },
  ),
});

const counter: Shape<ExpectationPart> = {
  expects: 'never-back, or a counter',
  schema: {
    anyOf: [{ const: 'never-back' }, integer(0, Number.MAX_SAFE_INTEGER, 'a counter').schema],
  },
  read(at) {
    if (at.node.kind === 'scalar' && at.node.value === 'never-back') {
      return { kind: 'counter-never-back' };
    }
    const is = integer(0, Number.MAX_SAFE_INTEGER, 'never-back, or a counter').read(at);
    return is === null ? null : { kind: 'counter', is };
  },
};

/** What is expected of a fob, its relying party and its rig. */
export const expectWords: Readonly<Record<string, ExpectationWord>> = {
  code: { about: 'The code is valid, or invalid, for the relying party.', shape: code },
  lcd: { about: 'The LCD is off, shows a text, or one that matches.', shape: lcd },
  picture: {
    about: 'The picture of the front: its SHA-256 in hexadecimal, or a file beside the scenario.',
    shape: mapped(text('a SHA-256, or a file beside the scenario'), (file): ExpectationPart => ({
      kind: 'picture',
      file,
    })),
  },
  lifecycle: {
    about: 'The state of life.',
    shape: mapped(choice(keysOf(lifecycles)), (is): ExpectationPart => ({ kind: 'lifecycle', is })),
  },
  drift: {
    about: 'Fob clock minus world time.',
    shape: mapped(
      fields(
        {
          within: required(duration({}), 'How far off it may be, to each side.'),
          about: optional(offset, 'The drift that is expected; 0 if absent.'),
        },
        'drift',
      ),
      ({ within, about = 0 }): ExpectationPart => ({ kind: 'drift', within, about }),
    ),
  },
  battery: { about: 'The charge that is left.', shape: charge },
  log: { about: 'The event log of the fob contains an event, or lacks it.', shape: log },
  'no-frame': {
    about: 'The fob says nothing of its own for that long.',
    shape: mapped(
      duration({ from: 0.001, to: 86_400, range: 'from 1 ms to 1 d' }),
      (s): ExpectationPart => ({
        kind: 'no-frame',
        seconds: s,
      }),
    ),
  },
  counter: { about: 'The counter never went back, or is that.', shape: counter },
  'reset-cause': {
    about: 'Why the chip was reset last.',
    shape: mapped(choice(keysOf(resetCauses)), (is): ExpectationPart => ({
      kind: 'reset-cause',
      is,
    })),
  },
  answers: {
    about: 'It answers GetInfo, or it does not.',
    shape: mapped(truth, (is): ExpectationPart => ({ kind: 'answers', is })),
  },
  serial: {
    about: 'The serial label that is loaded.',
    shape: mapped(text('a serial label', 64), (is): ExpectationPart => ({ kind: 'serial', is })),
  },
  invariants: {
    about: 'Everything that must hold in any run, holds; faults are lifted and power given first.',
    shape: mapped(choice(['hold']), (): ExpectationPart => ({ kind: 'invariants' })),
  },
  locked: {
    about: 'The relying party has locked the token, or it has not.',
    shape: mapped(truth, (is): ExpectationPart => ({ kind: 'locked', is })),
  },
};
