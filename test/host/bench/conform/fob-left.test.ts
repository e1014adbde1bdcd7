import { expect, test } from 'vitest';
import { nodeClock } from '@fobkit/client/node';
import { getInfo, rotateTransportKey, trimClock } from '@fobkit/protocol';
import type { Check, ConformReport } from '../../../../host/bench/conform/model.ts';
import { check } from '../../../../host/bench/conform/probe/define.ts';
import { RuleBroken } from '../../../../host/bench/conform/probe/outcome.ts';
import type { Probe } from '../../../../host/bench/conform/probe/probe.ts';
import { conformJunitXml } from '../../../../host/bench/conform/report/junit.ts';
import { summaryText } from '../../../../host/bench/conform/report/text.ts';
import { runConformance } from '../../../../host/bench/conform/run-checks.ts';
import type { Subject, SubjectSource } from '../../../../host/bench/conform/subject.ts';
import { seatSource } from '../../../../host/cli/bench/conform/seat-source.ts';
import { getInfoHandler } from '../../../../firmware-sim/firmware/handlers/get-info.ts';
import { wipeHandler } from '../../../../firmware-sim/firmware/handlers/wipe.ts';
import { hotpButton } from '../../../../firmware-sim/profile/hotp-button.ts';
import { handling } from './mutants/changing.ts';

/** One fob for all runs of a test. */
function fobOnTheBench(
  change: (subject: Subject) => Subject = (subject) => subject,
): SubjectSource {
  const fresh = seatSource({ profile: hotpButton, seed: 3 });
  const taken = fresh
    .take()
    .then((subject) => change({ ...subject, close: () => Promise.resolve() }));
  return { fresh: false, take: () => taken };
}

function of(name: string, run: (t: Probe) => Promise<void>): Check {
  return check([name, 'does something'], ['HID-1'], { needs: ['key'] }, run);
}

function run(
  source: SubjectSource,
  checks: readonly Check[],
  signal?: AbortSignal,
): Promise<ConformReport> {
  const options = { source, checks, destructive: true, wall: nodeClock };
  return runConformance(signal === undefined ? options : { ...options, signal });
}

const fails = (): never => {
  throw new RuleBroken('HID-1', 'it is not');
};

const trims = (ppb: number): Check =>
  of('trims', async (t) => {
    const seal = await t.blank(await t.talk());
    await seal.must(trimClock, { trimPpb: ppb }, 'CMD-31');
    fails();
  });

/** Rotates the key, and does not learn that it did: the reply is lost. */
const rotates = of('rotates', async (t) => {
  const seal = await t.blank(await t.talk());
  await seal.must(rotateTransportKey, { key: t.otherKey }, '§5.8.1');
  fails();
});

function stateOf(source: SubjectSource): Promise<{ trim: number; generation: number }> {
  const told = { trim: NaN, generation: NaN };
  const looks = check(['looks', 'tells'], ['HID-1'], { needs: [] }, async (t) => {
    const talk = await t.talk();
    told.trim = (await t.status(talk)).trimPpb;
    told.generation = (await t.info(talk)).keyGeneration;
    t.is(1, 1, 'HID-1', 'one');
  });
  return run(source, [looks]).then(() => told);
}

test('a check that fails in the middle leaves the fob with the trim that it came with', async () => {
  const source = fobOnTheBench();
  const before = await stateOf(source);
  await run(source, [trims(777)]);
  expect(await stateOf(source)).toEqual(before);
});

test('a check begins with the trim that the fob came with, whatever the one before has left', async () => {
  const source = fobOnTheBench();
  const { trim } = await stateOf(source);
  const looks = of('looks', async (t) => {
    t.is((await t.status(await t.talk())).trimPpb, trim, 'CMD-32', 'the trim');
  });
  const report = await run(source, [trims(1234), looks]);
  expect(report.checks.map(({ verdict }) => verdict)).toEqual(['FAIL', 'PASS']);
});

test('a key that was put into the fob and not taken out again keeps no later check out', async () => {
  const source = fobOnTheBench();
  const report = await run(source, [
    rotates,
    of('goes on', async (t) => {
      t.is((await t.info(await t.talk())).keyGeneration, 0, '§5.2.4', 'generation');
    }),
  ]);
  expect(report.checks.map(({ verdict }) => verdict)).toEqual(['FAIL', 'PASS']);
  expect((await stateOf(source)).generation).toBe(0);
});

test('the key that a run put in follows from the factory key: another run opens the fob', async () => {
  const source = fobOnTheBench();
  const subject = await source.take();
  const killed: SubjectSource = {
    fresh: false,
    take: () => Promise.resolve({ ...subject, close: () => Promise.reject(new Error('killed')) }),
  };
  const dies = of('dies', async (t) => {
    const seal = await t.blank(await t.talk());
    await seal.must(rotateTransportKey, { key: t.otherKey }, '§5.8.1');
    Object.defineProperty(t.subject, 'serial', { value: undefined });
  });
  await run(killed, [dies]).catch(() => undefined);
  expect((await stateOf(source)).generation).toBe(1);
  await run(source, [
    of('opens', async (t) => {
      t.is((await t.info(await t.talk())).keyGeneration, 0, '§5.2.4', 'generation');
    }),
  ]);
  expect((await stateOf(source)).generation).toBe(0);
});

test('a run that is broken off leaves the fob as one that ends', async () => {
  const source = fobOnTheBench();
  const before = await stateOf(source);
  const stop = new AbortController();
  const stops = of('stops', async (t) => {
    await (await t.blank(await t.talk())).must(trimClock, { trimPpb: 777 }, 'CMD-31');
    stop.abort();
  });
  await expect(run(source, [stops, stops], stop.signal)).rejects.toThrow();
  expect(await stateOf(source)).toEqual(before);
});

test('a fob that cannot be left blank: told, INVALID, and no check is lost by it', async () => {
  const source = fobOnTheBench();
  const undo = handling(wipeHandler, () => ({ status: 'flash-failed' }))();
  try {
    const report = await run(source, [
      of('loads', async (t) => {
        await t.load(await t.blank(await t.talk()), { mode: 'any' });
        t.is(1, 1, 'HID-1', 'one');
      }),
    ]);
    expect(report.checks[0]?.verdict).toBe('PASS');
    expect(report.verdict).toBe('INVALID');
    expect(summaryText(report)).toContain('THE FOB IS NOT LEFT AS IT SHOULD BE: Wipe is answered');
    expect(conformJunitXml(report)).toContain('<error type="INVALID" message="Wipe is answered');
  } finally {
    undo();
  }
});

test('the key of another fob proves nothing against this one', async () => {
  const other = new Uint8Array(32).fill(7);
  const source = fobOnTheBench(({ batchKey: _, ...rest }) => ({
    ...rest,
    transportKey: other,
    factoryKey: other,
  }));
  const report = await run(source, [trims(1)]);
  expect(report.checks[0]?.verdict).toBe('INVALID');
  expect(report.checks[0]?.message).toContain('the key of another fob');
});

test('a reply whose payload lacks a field is a broken rule, and the other checks go on', async () => {
  const source = fobOnTheBench();
  const undo = handling(getInfoHandler, ({ status }) => ({
    status,
    payload: Uint8Array.of(0xa0),
  }))();
  try {
    const asks = check(['asks', 'tells'], ['CMD-5'], {}, async (t) => {
      await (await t.talk()).must(getInfo, {}, 'CMD-5');
    });
    const report = await run(source, [asks]);
    expect(report.checks[0]).toMatchObject({ verdict: 'FAIL', broken: { rule: 'MSG-14' } });
  } finally {
    undo();
  }
});
