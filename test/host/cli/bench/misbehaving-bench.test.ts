import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Misbehaviour } from '../../../../firmware-sim/fixture/index.ts';
import { EmulatedBench } from '../../bench/support/emulated-bench.ts';
import { BenchHere } from './bench-here.ts';

// Whatever an instrument does wrong, a run on its bench ends as INVALID and with exit code 3, or it
// was no harm at all. Never is it a FAIL of the fob.

interface Case {
  readonly misbehave: Readonly<Record<string, unknown>> & { readonly instrument: string };
  readonly steps: readonly string[];
  readonly profile?: string;
  /** What is said of it; absent: it passes. */
  readonly says?: RegExp;
}

const SAGS = ['supply: 2.5 V', 'expect: { answers: true }'];
const PRESSED = ['press', 'expect: { code: valid }'];
const CUT = ['cell: out', 'cell: in', 'expect: { answers: true }'];
const HEATED = ['temperature: 40 °C', 'expect: { answers: true }'];
const PULLED = ['unplug', 'replug', 'expect: { answers: true }'];

const psu = { instrument: 'psu1', when: { matches: 'VOLT 2.5' } };
const chamber = { instrument: 'chamber1', when: { matches: '06012c0190' } };

/** One of each kind, and of some another. */
const cases: Readonly<Record<Misbehaviour['does'], readonly Case[]>> = {
  'drop-command': [
    { misbehave: psu, steps: SAGS, says: /psu1/ },
    {
      misbehave: { instrument: 'relay1', when: { matches: 'ff01' } },
      steps: PRESSED,
      says: /relay1/,
    },
  ],
  'drop-reply': [
    { misbehave: { ...psu, when: { matches: 'MEAS', from: 3 } }, steps: SAGS, says: /psu1/ },
  ],
  delay: [
    {
      misbehave: { ...psu, seconds: 20, when: { matches: 'MEAS', from: 3 } },
      steps: SAGS,
      says: /psu1/,
    },
  ],
  'discard-answers': [{ misbehave: { instrument: 'psu1' }, steps: SAGS }],
  'half-close': [
    { misbehave: psu, steps: SAGS, says: /psu1/ },
    { misbehave: chamber, steps: HEATED, says: /chamber1/ },
  ],
  garbage: [
    { misbehave: { ...psu, when: { matches: 'MEAS', from: 3 } }, steps: SAGS, says: /psu1/ },
    { misbehave: chamber, steps: HEATED, says: /chamber1/ },
  ],
  'queue-overflow': [{ misbehave: { instrument: 'psu1' }, steps: SAGS, says: /psu1/ }],
  'error-text': [{ misbehave: { instrument: 'psu1', style: 'address' }, steps: SAGS }],
  identity: [
    { misbehave: { instrument: 'psu1', text: 'ACME,PS1,0,1.0' }, steps: SAGS, says: /ACME,PS1/ },
  ],
  'off-stays-on': [
    { misbehave: { instrument: 'psu1' }, steps: SAGS, says: /NOT IN THE SAFE STATE.*psu1/ },
    { misbehave: { instrument: 'hub1' }, steps: PULLED, profile: 'generic', says: /hub/ },
  ],
  stuck: [
    { misbehave: { instrument: 'relay1', relay: 1 }, steps: PRESSED, says: /press/ },
    { misbehave: { instrument: 'relay1', relay: 2 }, steps: CUT, says: /no reset/ },
  ],
  'never-arrives': [
    { misbehave: { instrument: 'chamber1', kelvins: 5 }, steps: HEATED, says: /chamber1/ },
  ],
  'wrong-scale': [
    { misbehave: { instrument: 'chamber1', tells: 0 }, steps: HEATED, says: /chamber1/ },
  ],
  exception: [{ misbehave: { ...chamber, code: 6 }, steps: HEATED, says: /chamber1/ }],
};

const all = Object.entries(cases).flatMap(([does, list]) =>
  list.map((one, at) => ({
    ...one,
    name: `${does}-${String(at + 1)}`,
    becomes: one.says === undefined ? 'no harm' : 'INVALID',
    misbehave: { ...one.misbehave, does },
  })),
);

// What a bench tells by an answer that never comes, or never whole. Everything else may take its time:
// on a busy machine nothing must run out of it first.
const SILENT = new Set(['drop-command', 'drop-reply', 'delay', 'garbage']);
// How many run beside each other: each of them waits more than it works.
const LANES = 3;

let here: BenchHere;
const known = new Map<string, ReturnType<typeof outcome>>();

beforeAll(() => {
  here = new BenchHere();
  const lanes = Array<Promise<unknown>>(LANES).fill(Promise.resolve());
  for (const [at, one] of all.entries()) {
    const running = (lanes[at % LANES] ?? Promise.resolve()).then(() => outcome(one, at + 1));
    known.set(one.name, running);
    // It is told where it is waited for.
    lanes[at % LANES] = running.catch(() => undefined);
  }
});
afterAll(async () => {
  await Promise.allSettled(known.values());
  here.close();
});

describe('fob bench run on a bench with an instrument that misbehaves', () => {
  it.each(all)('$name: $becomes', async ({ name, says }) => {
    const ended = await known.get(name);
    const told = `${ended?.stdout ?? ''}${ended?.stderr ?? ''}`;
    if (says !== undefined) expect(told).toMatch(says);
    expect(told).toMatch(new RegExp(`^${says === undefined ? 'PASS' : 'INVALID'} +${name} `, 'm'));
    expect(ended?.status).toBe(says === undefined ? 0 : 3);
  });
});

async function outcome(
  { misbehave, name, profile = 'shinkin-hardware', steps }: (typeof all)[number],
  number: number,
): ReturnType<BenchHere['run']> {
  const { does, instrument } = misbehave;
  const bench = await EmulatedBench.open({
    profile,
    number,
    misbehave: [misbehave],
    text: (text) => patient(text, SILENT.has(does) ? instrument : undefined),
  });
  try {
    const file = here.scenario(name, steps, `profile: ${profile}`);
    return await here.run(['run', file, '--bench', bench.file]);
  } finally {
    await bench.close();
  }
}

/** The bench file with much time for everything but the answers of `silent`. */
function patient(text: string, silent: unknown): string {
  return text
    .replace('boot: 1 s', 'boot: 30 s')
    .replaceAll(
      /^ {2}(\w+):\n( +)kind: .*\n +gap: 0 ms$/gm,
      (block, name: string, indent: string) =>
        `${block}\n${indent}timeout: ${name === silent ? '1 s' : '30 s'}`,
    );
}
