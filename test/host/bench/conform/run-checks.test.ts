import { expect, test } from 'vitest';
import { nodeClock } from '@fobkit/client/node';
import { RigError } from '@fobkit/client';
import type { Check, ConformReport, Need } from '../../../../host/bench/conform/model.ts';
import { check } from '../../../../host/bench/conform/probe/define.ts';
import {
  CheckInvalid,
  CheckSkipped,
  RuleBroken,
} from '../../../../host/bench/conform/probe/outcome.ts';
import type { Probe } from '../../../../host/bench/conform/probe/probe.ts';
import { conformJunitXml } from '../../../../host/bench/conform/report/junit.ts';
import {
  skippedText,
  summaryText,
  troubleText,
} from '../../../../host/bench/conform/report/text.ts';
import { EXEMPT } from '../../../../host/bench/conform/rule/exempt.ts';
import { RULES } from '../../../../host/bench/conform/rule/rules.ts';
import { runConformance } from '../../../../host/bench/conform/run-checks.ts';
import type { Subject, SubjectSource } from '../../../../host/bench/conform/subject.ts';
import { seatSource } from '../../../../host/cli/bench/conform/seat-source.ts';
import { hotpButton } from '../../../../firmware-sim/profile/hotp-button.ts';

const ok = (t: Probe): Promise<void> => {
  t.is(1, 1, 'HID-1', 'one');
  return Promise.resolve();
};

function of(name: string, run: (t: Probe) => Promise<void>, needs: readonly Need[] = []): Check {
  return check([name, 'does something'], ['HID-1', 'HID-2'], { needs }, run);
}

/** One fob for all checks, as a real one is. */
function lasting(change: (subject: Subject) => Subject = (subject) => subject): SubjectSource {
  const fresh = seatSource({ profile: hotpButton, seed: 3 });
  let taken: Promise<Subject> | undefined;
  return {
    fresh: false,
    take: () => {
      taken ??= fresh.take().then(change);
      return taken;
    },
  };
}

function run(
  checks: readonly Check[],
  destructive = false,
  source = lasting(),
): Promise<ConformReport> {
  return runConformance({ source, checks, destructive, wall: nodeClock });
}

async function verdictOf(fails: () => void): Promise<string | undefined> {
  const report = await run([
    of('one', async (t) => {
      await ok(t);
      fails();
    }),
  ]);
  return report.checks[0]?.verdict;
}

test('a check passes that looked at something and found it as it is due', async () => {
  const report = await run([of('one', ok)]);
  expect(report.checks[0]).toMatchObject({ verdict: 'PASS', assertions: 1 });
});

test('a check that looked at nothing is INVALID, not PASS', async () => {
  const report = await run([of('one', () => Promise.resolve())]);
  expect(report.verdict).toBe('INVALID');
});

test('a broken rule is FAIL, what does not hold beforehand INVALID, what the fob has not SKIPPED', async () => {
  const fail = (error: Error) => (): never => {
    throw error;
  };
  expect(await verdictOf(fail(new RuleBroken('HID-1', 'it is not')))).toBe('FAIL');
  expect(await verdictOf(fail(new CheckInvalid('it does not hold')))).toBe('INVALID');
  expect(await verdictOf(fail(new CheckSkipped('it has none')))).toBe('SKIPPED');
  expect(await verdictOf(fail(new RigError('lacking', 'no chamber')))).toBe('SKIPPED');
  expect(await verdictOf(fail(new RigError('contact', 'gone')))).toBe('INVALID');
  expect(await verdictOf(fail(new Error('a mistake of the check')))).toBe('INVALID');
});

test('a failed check blames the rule that was broken and no other', async () => {
  const report = await run([
    of('one', () => Promise.reject(new RuleBroken('HID-2', 'an unused byte is not 0'))),
  ]);
  expect(report.checks[0]?.broken).toEqual({ rule: 'HID-2', section: '1.1 Reports' });
  const checked = report.rules.filter(({ verdict }) => verdict !== 'NOT CHECKED');
  expect(checked.map(({ id, verdict }) => [id, verdict])).toEqual([
    ['HID-1', 'SKIPPED'],
    ['HID-2', 'FAIL'],
  ]);
});

test('a rule whose checks were not chosen is not reported, one that no host can check is', async () => {
  const { rules } = await run([of('one', ok)]);
  const others = rules.filter(({ checks }) => checks.length === 0).map(({ id }) => id);
  expect(others).toEqual(RULES.map(({ id }) => id).filter((id) => EXEMPT.has(id)));
});

test('a proven FAIL is not masked by an INVALID or a pass', async () => {
  const report = await run([
    of('one', ok),
    of('two', () => Promise.reject(new RuleBroken('HID-1', 'it is not'))),
    of('three', () => Promise.reject(new CheckInvalid('the link is lost'))),
  ]);
  expect(report.verdict).toBe('FAIL');
});

test('a destructive check is not run on a fob that is there already, unless it is allowed', async () => {
  const one = of('one', ok, ['key']);
  const [mild] = (await run([one])).checks;
  expect(mild?.verdict).toBe('SKIPPED');
  expect(mild?.message).toContain('--destructive');
  expect((await run([one], true)).checks[0]?.verdict).toBe('PASS');
});

test('what a fob or its rig lacks is named', async () => {
  const source = lasting(({ hand: _, ...rest }) => rest);
  const report = await run([of('one', ok, ['press']), of('two', ok, ['hid'])], true, source);
  expect(report.checks.map(({ message }) => message)).toEqual([
    'nobody has a hand at the fob (press)',
    'no hid link to this fob is at hand',
  ]);
});

test('a check that takes long is run on an emulated fob alone', async () => {
  const long = { ...of('one', ok), seconds: 8000 };
  expect((await run([long])).checks[0]?.verdict).toBe('PASS');
  const report = await run(
    [long],
    true,
    lasting(({ hand: _, ...rest }) => rest),
  );
  expect(report.checks[0]?.message).toContain('8000 s');
});

test('evidence has what was sent and what came, with the time', async () => {
  const report = await run([
    of('one', async (t) => {
      await t.info(await t.talk());
      await ok(t);
    }),
  ]);
  const [sent, came] = report.checks[0]?.evidence ?? [];
  expect([sent?.ms, sent?.what, sent?.text.slice(0, 9)]).toEqual([0, 'sent', 'serial 00']);
  expect([came?.what, came?.text.slice(0, 7)]).toEqual(['came', 'serial ']);
});

test('a failure is told with its rule, its section and its evidence', async () => {
  const report = await run([
    of('one', async (t) => {
      await t.info(await t.talk());
      t.is(1, 2, 'HID-1', 'bytes of a report');
    }),
    of('two', ok, ['hid']),
  ]);
  const text = troubleText(report.checks);
  expect(text).toContain('FAIL one [HID-1] 1.1 Reports');
  expect(text).toContain('bytes of a report: 1, where 2 is due');
  expect(text).toMatch(/\d ms {2}sent {2}serial 00/);
  expect(skippedText(report.checks)).toContain(
    'SKIPPED 1: no hid link to this fob is at hand\n  two',
  );
  expect(summaryText(report)).toBe(
    '2 checks: 1 failed, 1 skipped, without those that load or wipe; FAIL',
  );
});

test('JUnit has a test case for each check: failure, error, skipped', async () => {
  const report = await run([
    of('one', () => Promise.reject(new RuleBroken('HID-1', 'it is <not>'))),
    of('two', () => Promise.reject(new CheckInvalid('lost'))),
    of('three', ok, ['hid']),
    of('four', ok),
  ]);
  const xml = conformJunitXml(report);
  expect(xml).toContain('tests="4" failures="1" errors="1" skipped="1"');
  expect(xml).toContain('<failure type="FAIL" message="it is &lt;not&gt;">');
  expect(xml).toContain('<error type="INVALID" message="lost">');
  expect(xml).toMatch(/<skipped type="SKIPPED" message="no hid link[^>]*>/);
});
