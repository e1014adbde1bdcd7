import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import {
  benchPlan,
  libraryScenarios,
  libraryTwins,
  readScenarios,
  readTwins,
  type Scenario,
} from '@fobkit/bench';
import { expect, test } from 'vitest';
import { scenarioEnv } from '../../../host/cli/bench/scenario-env.ts';
import { LIBRARY_PAGE, libraryPage } from '../../support/library-table.ts';

/** A mix of scenarios that a bench can do in the morning. */
const TEN_MINUTES = 600;

const all = await libraryScenarios();
const scenarios = await Promise.all(
  all.map(async ({ name, file }) => {
    const text = await readFile(file, 'utf8');
    return { name, runs: readScenarios({ text, file: basename(file) }, scenarioEnv()) };
  }),
);

test('the library has at least 44 scenarios, in the order of their names', () => {
  const names = all.map(({ name }) => name);
  expect(names.length).toBeGreaterThanOrEqual(44);
  expect(names).toEqual([...new Set(names)].sort());
});

test('each is called as its file', () => {
  expect(scenarios.map(({ runs }) => runs[0]?.name)).toEqual(all.map(({ name }) => name));
});

test('each says in two languages what it is, what happened and where that was read', () => {
  const silent = scenarios.filter(({ runs }) => !runs.every(tells)).map(({ name }) => name);
  expect(silent).toEqual([]);
});

test('each has a twin, and no twin is without its scenario', async () => {
  const twins = readTwins(await readFile(libraryTwins(), 'utf8'));
  expect([...twins.keys()].sort()).toEqual(all.map(({ name }) => name));
});

test('at least twenty run on a bench in under ten minutes, by equivalents where need be', () => {
  const quick = scenarios.filter(({ runs }) => runs.every(fitsABench));
  expect(quick.length).toBeGreaterThanOrEqual(20);
  const stoodIn = quick.filter(({ runs }) => runs.some((run) => benchPlan(run).equivalents.length));
  expect(stoodIn.length).toBeGreaterThanOrEqual(5);
});

test('the page of the library is as its files are: npm run library-page', async () => {
  expect(await readFile(LIBRARY_PAGE, 'utf8')).toBe(await libraryPage());
});

function tells({ title, about = '', source = '' }: Scenario): boolean {
  return title.ja !== undefined && about.length > 40 && source.length > 10;
}

function fitsABench(scenario: Scenario): boolean {
  const { lacks, seconds } = benchPlan(scenario);
  return lacks.length === 0 && seconds < TEN_MINUTES;
}
