import { nodeClock } from '@fobkit/client/node';
import type { Lot, Registry, WorkStore } from '@fobkit/station';
import { entriesOf, LeaseLostError } from '@fobkit/store';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SqlitePlace } from '../../store/support/databases.ts';
import { chip, claimOf, facts, make, newLot, open } from './support.ts';

const place = new SqlitePlace();
const TTL_MS = 30_000;
const BEGIN = 1_800_000_000_000;
let now: number;
let registry: Registry;
let other: Registry;
let lot: Lot;
let work: WorkStore;
let theirs: WorkStore;

beforeEach(async () => {
  now = BEGIN;
  const address = place.fresh();
  const clock = { ...nodeClock, unixMs: () => now };
  registry = await open(address, { clock, sync: 'off' });
  other = await open(address, { clock, sync: 'off', station: 'line-2' });
  lot = await registry.lots.create(newLot(), 'Mori');
  work = registry.work(lot.id, { ttlMs: TTL_MS });
  await work.renew();
  theirs = other.work(lot.id, { ttlMs: TTL_MS });
});
afterEach(async () => {
  await registry.close();
  await other.close();
});
afterAll(() => place.close());

const unitRow = () =>
  registry.database.read
    .selectFrom('unit')
    .selectAll()
    .where('number', '=', 1)
    .executeTakeFirstOrThrow();
const intentRow = () =>
  registry.database.read.selectFrom('intent').selectAll().executeTakeFirstOrThrow();
const attempts = async (): Promise<unknown> => {
  const read = registry.database.read.selectFrom('attempt');
  const rows = await read.select(['result', 'why', 'ended_unix_ms']).orderBy('id').execute();
  return rows.map(({ result, why, ended_unix_ms }) => [result, why, ended_unix_ms]);
};

describe('what is on record of a unit', () => {
  test('whose fob was just claimed: the factory key, and the next one', async () => {
    const claim = await claimOf(work, chip(1));
    expect(claim.unit.keyGeneration).toBe(0);
    expect(await unitRow()).toMatchObject({ key_generation: 0, next_generation: 1 });
  });

  test('that is done: its key in force, and none that is to come', async () => {
    await make(work, chip(1));
    const row = await unitRow();
    expect(row).toMatchObject({ key_generation: 1, next_key: null, next_generation: null });
    expect(row.transport_key).not.toBeNull();
  });

  test('at each step: since when', async () => {
    const claim = await claimOf(work, chip(1));
    now += 7;
    await work.enter(claim, 'loading');
    expect(await intentRow()).toMatchObject({
      step: 'loading',
      begun_unix_ms: BEGIN,
      entered_unix_ms: BEGIN + 7,
    });
  });

  test('that is taken up again: the attempt before has ended, and from which step', async () => {
    const claim = await claimOf(work, chip(1));
    await work.enter(claim, 'loading');
    now += 5;
    await work.resume(chip(1), facts);
    expect(await attempts()).toEqual([
      ['left-open', 'taken up again', BEGIN + 5],
      [null, null, null],
    ]);
    const resumed: string[] = [];
    for await (const { kind, facts: told } of entriesOf(registry.database.read, 'line-1')) {
      if (kind === 'unit.resumed') resumed.push(told);
    }
    expect(resumed).toEqual([expect.stringContaining('"step":"loading"')]);
  });

  test('that was given back: its attempt has ended', async () => {
    await claimOf(work, chip(1));
    now += 5;
    await work.end();
    const why = 'the station ended before the fob had got anything';
    expect(await attempts()).toEqual([['rolled-back', why, BEGIN + 5]]);
  });
});

describe('an end', () => {
  test('that is told twice counts once, and another is not taken for it', async () => {
    const claim = await claimOf(work, chip(1));
    await work.quarantine(claim, 'key-check', 'another seed');
    await work.quarantine(claim, 'key-check', 'another seed');
    await expect(work.quarantine(claim, 'key-check', 'why else')).rejects.toThrow(LeaseLostError);
    await expect(work.quarantine(claim, 'clock', 'another seed')).rejects.toThrow(LeaseLostError);
  });

  test('that leaves a fob open lets a station beside take it up at once', async () => {
    const claim = await claimOf(work, chip(1));
    await work.enter(claim, 'loading');
    await work.leave(claim, 'left', 'pulled out');
    await theirs.renew();
    expect(await theirs.resume(chip(1), facts)).toMatchObject({ step: 'loading' });
  });
});

describe('a lease', () => {
  test('lasts for its time from each renewal, and not a moment longer', async () => {
    now += 1000;
    await work.renew();
    now += TTL_MS - 1;
    await work.counts();
    now += 1;
    await expect(work.counts()).rejects.toThrow(LeaseLostError);
  });

  test('that is over ends by the renewal of another station, and not before', async () => {
    await claimOf(work, chip(1));
    now += TTL_MS - 1;
    await theirs.renew();
    await theirs.renew();
    expect(await theirs.counts()).toMatchObject({ working: 1 });
    now += 1;
    await theirs.renew();
    expect(await theirs.counts()).toMatchObject({ working: 0, unused: 3 });
  });
});
