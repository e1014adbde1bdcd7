import { expect, test } from 'vitest';
import { nodeClock } from '@fobkit/client/node';
import { profiles } from '@fobkit/emulator';
import { conformanceChecks } from '../../../../host/bench/conform/catalogue.ts';
import { runConformance } from '../../../../host/bench/conform/run-checks.ts';
import { seatSource } from '../../../../host/cli/bench/conform/seat-source.ts';
import { summaryText, troubleText } from '../../../../host/bench/conform/report/text.ts';
import type { ConformReport } from '../../../../host/bench/conform/model.ts';

function checked(name: string, seed = 1): Promise<ConformReport> {
  const profile = profiles.find((one) => one.name === name);
  if (profile === undefined) throw new Error(`no profile ${name}`);
  const source = seatSource({ profile, seed });
  return runConformance({ source, checks: conformanceChecks, destructive: false, wall: nodeClock });
}

test('the generic fob passes every check, on serial, HID and USB', async () => {
  const report = await checked('generic');
  expect(troubleText(report.checks)).toBe('');
  expect(report.verdict).toBe('PASS');
  const skipped = report.checks.filter(({ verdict }) => verdict === 'SKIPPED');
  // It takes every mode, algorithm, step and number of digits that a message can name.
  expect(skipped.map(({ name }) => name)).toEqual(['load-features']);
  const rules = report.rules.filter(({ verdict }) => verdict !== 'PASS');
  expect(
    rules.filter(({ verdict, reason }) => verdict !== 'NOT CHECKED' || reason === undefined),
  ).toEqual([]);
});

const others = profiles.map(({ name }) => name).filter((name) => name !== 'generic');

test.each(others)('a fob of type %s fails nothing', async (name) => {
  const report = await checked(name);
  expect(troubleText(report.checks)).toBe('');
  expect(summaryText(report)).toMatch(/^\d+ checks: \d+ passed(, \d+ skipped)?; PASS$/);
});

test('the same fob and the same seed give the same evidence', async () => {
  const strip = ({ checks }: ConformReport): unknown =>
    checks.map(({ name, verdict, evidence }) => ({ name, verdict, evidence }));
  expect(strip(await checked('hotp-button', 7))).toEqual(strip(await checked('hotp-button', 7)));
});
