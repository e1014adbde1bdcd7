import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { conformanceChecks } from '../../../../host/bench/conform/catalogue.ts';
import type { Check, CheckResult } from '../../../../host/bench/conform/model.ts';
import { mutants } from './mutants/all.ts';
import { examine } from './mutants/examine.ts';
import type { Mutant } from './mutants/plant.ts';

/** What a run of all checks found of each mutant with FOBKIT_SOAK=1, by which that run is made again. */
const CAUGHT = caughtOf(
  JSON.parse(readFileSync(new URL('mutants/caught.json', import.meta.url), 'utf8')),
);

/** A mutant breaks one rule: no more checks than these find it, unless it says why. */
const HANDFUL = 12;
/** Checks beside those that find a mutant, other ones for each, which must not. */
const BESIDE = 6;

/** Checks that no mutant makes fail, and why. */
const UNTRIED: ReadonlyMap<string, string> = new Map([
  ['load-features', 'the generic fob takes everything, so that nothing is tried on it'],
]);

const WHOLE = process.env['FOBKIT_SOAK'] === '1';

function caughtOf(file: unknown): Readonly<Record<string, readonly string[]>> {
  return v.parse(v.record(v.string(), v.array(v.string())), file);
}

function failed(results: readonly CheckResult[]): readonly string[] {
  return results
    .filter(({ verdict }) => verdict === 'FAIL' || verdict === 'INVALID')
    .map(({ name }) => name);
}

function checksFor({ name, caughtBy }: Mutant, index: number): readonly Check[] {
  if (WHOLE) return conformanceChecks;
  const found = (CAUGHT[name] ?? []).slice(0, HANDFUL);
  const count = conformanceChecks.length;
  const beside = new Set(Array.from({ length: BESIDE }, (_, at) => (index * BESIDE + at) % count));
  return conformanceChecks.filter(
    (check, at) => check.name === caughtBy || found.includes(check.name) || beside.has(at),
  );
}

describe('a wrong firmware is caught by the right check', () => {
  test.each(mutants.map((mutant, index) => ({ ...mutant, index })))(
    '$rule: one that $name',
    async ({ index, ...mutant }) => {
      const results = await examine(mutant, checksFor(mutant, index));
      const right = results.find(({ name }) => name === mutant.caughtBy);
      expect(right?.verdict, right?.message).toBe('FAIL');
      if (mutant.wide !== undefined) return;
      const wrong = failed(results).filter((name) => CAUGHT[mutant.name]?.includes(name) !== true);
      expect(wrong).toEqual([]);
    },
  );
});

test('there are at least 35 mutants, each of its own name', () => {
  expect(mutants.length).toBeGreaterThanOrEqual(35);
  expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length);
});

test('few checks find a mutant, for it breaks one rule', () => {
  const many = mutants.filter(
    ({ name, wide }) => wide === undefined && (CAUGHT[name]?.length ?? Infinity) > HANDFUL,
  );
  expect(many.map(({ name }) => name)).toEqual([]);
});

test('every check fails for at least one mutant, or it is said why none makes it', () => {
  const found = new Set(
    mutants.flatMap(({ name, caughtBy }) => [caughtBy, ...(CAUGHT[name] ?? [])]),
  );
  const missing = conformanceChecks.map(({ name }) => name).filter((name) => !found.has(name));
  expect(missing).toEqual([...UNTRIED.keys()]);
});

test('a mutant leaves nothing behind: the shipped firmware passes after all of them', async () => {
  const some = conformanceChecks.filter((_, index) => index % 5 === 0);
  expect(failed(await examine({}, some))).toEqual([]);
});
