import fc from 'fast-check';

/** Something as a file has it, and what the reader must make of it. */
export interface Pair<T = unknown> {
  readonly words: unknown;
  readonly is: T;
}

type Arb = fc.Arbitrary<Pair>;

const SECONDS = { s: 1, min: 60, h: 3600, d: 86_400 } as const;

/** A number with one of some units. */
function amount(
  units: Readonly<Record<string, number>>,
  { from = 0, to }: { readonly from?: number; readonly to: number },
): fc.Arbitrary<Pair<number>> {
  return fc
    .tuple(fc.constantFrom(...Object.entries(units)), fc.integer({ min: from, max: to }))
    .map(([[unit, each], n]) => ({ words: `${n} ${unit}`, is: n * each }));
}

const duration = amount(SECONDS, { from: 1, to: 300 });
const offset = amount(SECONDS, { from: -300, to: 300 });
const celsius = amount({ '°C': 1, C: 1 }, { from: -40, to: 125 });
const volts = amount({ V: 1000 }, { to: 6 });
const percent = amount({ '%': 1 }, { to: 100 });
const ppm = amount({ ppm: 1 }, { from: -100, to: 100 });
const whole = (from: number, to: number): fc.Arbitrary<Pair<number>> =>
  fc.integer({ min: from, max: to }).map((n) => ({ words: n, is: n }));
const oneOf = <T extends string>(...names: readonly T[]): fc.Arbitrary<Pair<T>> =>
  fc.constantFrom(...names).map((name) => ({ words: name, is: name }));
const sentence = fc.stringMatching(/^[A-Z][a-z:#'"{},-]{0,12}( [a-z0-9:#-]{1,8}){0,4}$/);

/** A map of keys, each there or not, under another name in what is read. */
function map(
  keys: Readonly<Record<string, readonly [name: string, value: fc.Arbitrary<Pair>]>>,
  needed: readonly string[] = [],
): fc.Arbitrary<Pair<Record<string, unknown>>> {
  const record = Object.fromEntries(Object.entries(keys).map(([key, [, value]]) => [key, value]));
  return fc.record(record, { requiredKeys: [...needed] }).map((pairs) => ({
    words: Object.fromEntries(Object.entries(pairs).map(([key, { words }]) => [key, words])),
    is: Object.fromEntries(
      Object.entries(pairs).map(([key, { is }]) => [keys[key]?.[0] ?? key, is]),
    ),
  }));
}

function change(arb: fc.Arbitrary<Pair>, to: (is: never) => unknown, word?: string): Arb {
  return arb.map(({ words, is }) => ({
    words: word === undefined ? words : { [word]: words },
    is: to(is as never),
  }));
}

const load = map({
  digits: ['digits', whole(1, 10)],
  step: ['stepSeconds', amount({ s: 1 }, { from: 1, to: 60 })],
  algorithm: ['algorithm', oneOf('SHA1', 'SHA256', 'SHA512')],
  purpose: ['purpose', oneOf('test', 'production')],
  serial: ['serialLabel', fc.stringMatching(/^[A-Z0-9]{1,12}$/).map((is) => ({ words: is, is }))],
  'seed-length': ['seedLength', whole(0, 128)],
});

const rig: Arb = fc.oneof(
  fc.constantFrom('press', 'unplug', 'replug').map((kind) => ({ words: kind, is: { kind } })),
  change(
    amount({ ms: 1, s: 1000 }, { from: 1, to: 60 }),
    (milliseconds) => ({ kind: 'press', milliseconds }),
    'press',
  ),
  change(
    amount({ s: 1, min: 60 }, { from: 1, to: 60 }),
    (seconds) => ({ kind: 'hold', seconds }),
    'hold',
  ),
  change(duration, (seconds) => ({ kind: 'wait', seconds }), 'wait'),
  change(celsius, (value) => ({ kind: 'temperature', celsius: value }), 'temperature'),
  change(
    map({ to: ['celsius', celsius], over: ['seconds', amount({ s: 1, min: 60 }, { to: 300 })] }, [
      'to',
    ]),
    (is: object) => ({ kind: 'temperature', ...is }),
    'temperature',
  ),
  change(percent, (value) => ({ kind: 'battery', percent: value }), 'battery'),
  change(oneOf('in', 'out', 'fresh'), (state) => ({ kind: 'cell', state }), 'cell'),
  change(volts, (millivolts) => ({ kind: 'supply', millivolts }), 'supply'),
  change(ppm, (value) => ({ kind: 'crystal', ppm: value }), 'crystal'),
  fc
    .constantFrom('arm', 'clear')
    .map((kind) => ({ words: { [kind]: 'f1' }, is: { kind, fault: 'f1' } })),
);

const command: Arb = fc.oneof(
  oneOf('info', 'status', 'read-code', 'key-check', 'wipe').map(({ is: name }) => ({
    words: { [name]: null },
    is: { name },
  })),
  change(offset, (seconds) => ({ name: 'set-clock', offset: seconds }), 'set-clock'),
  change(load, (wish) => ({ name: 'load', load: wish }), 'load'),
);

const outcome = oneOf('ok', 'lost', 'no-answer', 'any', 'wrong-key', 'flash-failed');
const host: Arb = fc.tuple(command, outcome).map(([call, end]) => ({
  words: { host: { ...(call.words as object), outcome: end.words } },
  is: { kind: 'host', call: { command: call.is, outcome: end.is } },
}));

const bank: Arb = fc.oneof(
  oneOf('ok', 'duplicate', 'any').map(({ is }) => bankPair('register', is)),
  oneOf('accepted', 'wrong', 'replayed', 'locked').map(({ is }) => bankPair('verify', is)),
  oneOf('ok', 'refused').map(({ is }) => bankPair('resync', is)),
);

function bankPair(name: string, end: string): Pair {
  return { words: { bank: { [name]: end } }, is: { kind: 'bank', call: { name, outcome: end } } };
}

const wishes = {
  lifecycle: change(oneOf('blank', 'ready', 'clock-lost'), (is) => ({ kind: 'lifecycle', is })),
  log: change(oneOf('boot', 'wiped'), (contains) => ({ kind: 'log', contains, not: false })),
  answers: fc.boolean().map((is) => ({ words: is, is: { kind: 'answers', is } })),
  counter: fc.oneof(
    change(whole(0, 1_000_000), (is) => ({ kind: 'counter', is })),
    fc.constant({ words: 'never-back', is: { kind: 'counter-never-back' } }),
  ),
  drift: change(
    map({ within: ['within', duration], about: ['about', offset] }, ['within']),
    (is: object) => ({
      kind: 'drift',
      about: 0,
      ...is,
    }),
  ),
  lcd: sentence.map((shows) => ({ words: { text: shows }, is: { kind: 'lcd', shows } })),
};

const expectation: Arb = fc.record(wishes, { requiredKeys: [] }).chain((some): Arb => {
  const entries = Object.entries(some);
  return entries.length === 0
    ? fc.constant({
        words: { expect: { locked: false } },
        is: { kind: 'expect', expectations: [{ kind: 'locked', is: false }] },
      })
    : fc.constant({
        words: { expect: Object.fromEntries(entries.map(([name, { words }]) => [name, words])) },
        is: { kind: 'expect', expectations: entries.map(([, { is }]) => is) },
      });
});

const { steps } = fc.letrec<{ step: Pair; steps: Pair; leaf: Pair; held: Pair }>((tie) => ({
  leaf: fc.oneof(rig, host, bank, expectation),
  held: fc.oneof(
    change(
      map({ times: ['times', whole(1, 9)], steps: ['steps', tie('steps')] }, ['times', 'steps']),
      (is: object) => ({ kind: 'repeat', ...is }),
      'repeat',
    ),
    change(
      map(
        {
          attempts: ['attempts', whole(1, 9)],
          'on-exhausted': ['onExhausted', oneOf('fail', 'invalid', 'continue')],
          steps: ['steps', tie('steps')],
        },
        ['steps'],
      ),
      (is: object) => ({ kind: 'group', group: { attempts: 1, onExhausted: 'fail', ...is } }),
      'group',
    ),
    change(
      map({ during: ['during', tie('steps')], then: ['then', tie('steps')] }, ['during', 'then']),
      (sweep) => ({ kind: 'power-cuts', sweep }),
      'power-cuts',
    ),
    fc.tuple(duration, tie('steps'), sentence).map(([wait, inner, tolerance]) => ({
      words: { wait: wait.words, equivalent: { steps: inner.words, tolerance } },
      is: { kind: 'wait', seconds: wait.is, equivalent: { steps: inner.is, tolerance } },
    })),
  ),
  step: fc.oneof({ maxDepth: 3, depthIdentifier: 'steps' }, tie('leaf'), tie('held')),
  steps: fc
    .array(tie('step'), { minLength: 1, maxLength: 4, depthIdentifier: 'steps' })
    .map((all) => ({ words: all.map(({ words }) => words), is: all.map(({ is }) => is) })),
}));

const given = map({
  battery: ['battery', percent],
  temperature: ['temperature', celsius],
  crystal: ['crystal', ppm],
  drift: ['drift', offset],
  load: ['load', load],
});

/** A file of one run, as data to be printed as YAML, and what of it must be read. */
export const scenarioPairs: fc.Arbitrary<Pair<Record<string, unknown>>> = fc
  .record({
    profile: oneOf('generic', 'hotp-button'),
    given,
    steps,
    title: sentence,
    limit: amount(SECONDS, { from: 1, to: 30 }),
  })
  .map(({ profile, given: start, steps: all, title, limit }) => ({
    words: {
      scenario: 's1',
      title: { en: title },
      profile: profile.words,
      given: start.words,
      faults: { f1: { fault: 'lcd.segment 2d', armed: 'at-start' } },
      steps: all.words,
      'time-limit': limit.words,
    },
    is: {
      name: 's1',
      title: { en: title },
      profile: profile.is,
      given: { time: 1_798_761_600, load: {}, others: new Map(), ...start.is },
      steps: all.is,
      timeLimit: limit.is,
    },
  }));
