import { UsageError } from '@fobkit/protocol';
import { type NewLot, type Registry, RegistryError, SerialError } from '@fobkit/station';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type DatabasePlace, kindsOfDatabase } from '../../store/support/databases.ts';
import { by, chip, claimOf, facts, make, newLot, open } from './support.ts';

describe.each(kindsOfDatabase)('lots on $name', (kind) => {
  let place: DatabasePlace;
  let registry: Registry;

  beforeAll(async () => {
    place = await kind.start();
  }, 60_000);
  afterAll(() => place.close());
  beforeEach(async () => {
    registry = await open(place.fresh());
  });
  afterEach(() => registry.close());

  const create = (changes: Partial<NewLot> = {}): ReturnType<Registry['lots']['create']> =>
    registry.lots.create(newLot(changes), 'Mori');

  /** Nothing is left of what was refused. */
  async function expectNothing(): Promise<void> {
    expect(await registry.lots.list()).toEqual([]);
    expect(await registry.units.list()).toEqual([]);
  }

  test('has all that it was made with', async () => {
    const wanted = newLot({
      trim: { ppm: 2, by: 'soak' },
      qualifiedHours: 8,
      expiry: 4_000_000_000,
      serials: { kind: 'oath', manufacturer: 'FT', type: '20', first: 7 },
      parameters: { mode: 'hotp', algorithm: 'SHA256', digits: 8, counter: 5 },
    });
    const lot = await registry.lots.create(wanted, 'Mori');
    const { seeds: _, ...told } = wanted;
    expect(lot).toMatchObject({ ...told, state: 'open', createdBy: 'Mori' });
    expect(await registry.lots.find(lot.name)).toEqual(lot);
    expect(await registry.lots.find(lot.id)).toEqual(lot);
    const units = await registry.units.list({ lot: lot.id });
    expect(units.map(({ number, serialLabel }) => [number, serialLabel])).toEqual([
      [1, 'FT2000000007'],
      [2, 'FT2000000008'],
      [3, 'FT2000000009'],
    ]);
  });

  test.each<[string, Partial<NewLot>, RegExp]>([
    [
      'labels of another shape than the profile has',
      { serialPattern: '[0-9]{10}' },
      /none of this fob type/,
    ],
    [
      'labels that overflow',
      { serials: { kind: 'counter', prefix: '', digits: 1, first: 8, check: 'none' } },
      /more than 1 digits/,
    ],
    [
      'a list that is too short',
      { serials: { kind: 'list' }, labels: ['A', 'B'] },
      /2 labels for 3/,
    ],
    [
      'a label that stands twice',
      { serials: { kind: 'list' }, labels: ['A', 'B', 'A'] },
      /A stands twice/,
    ],
    [
      'a label of 33 bytes',
      { serials: { kind: 'list' }, labels: ['A', 'B', 'x'.repeat(33)] },
      /33 bytes/,
    ],
  ])('%s are refused before anything is written', async (_, changes, why) => {
    await expect(create(changes)).rejects.toThrow(SerialError);
    await expect(create(changes)).rejects.toThrow(why);
    await expectNothing();
  });

  test.each<[string, Partial<NewLot>]>([
    ['no unit', { planned: 0 }],
    ['half a unit', { planned: 1.5 }],
    ['too many units', { planned: 1_000_001 }],
    ['no name', { name: ' ' }],
    [
      'an import that is not there',
      { seeds: { kind: 'import', id: 7 }, serials: { kind: 'list' } },
    ],
    ['labels made for imported seeds', { seeds: { kind: 'import', id: 7 } }],
    [
      'codes of eleven digits',
      { parameters: { mode: 'totp', algorithm: 'SHA1', digits: 11, stepSeconds: 30 } },
    ],
  ])('%s is refused', async (_, changes) => {
    await expect(create(changes)).rejects.toThrow(RegistryError);
    await expectNothing();
  });

  test.each<[string, Partial<NewLot>]>([
    [
      'production seeds of 15 bytes',
      { purpose: 'production', seeds: { kind: 'generate', bytes: 15 } },
    ],
    ['TOTP without a time step', { parameters: { mode: 'totp', algorithm: 'SHA1', digits: 6 } }],
    ['an expiry that has passed', { expiry: 1 }],
  ])('%s are refused', async (_, changes) => {
    await expect(create(changes)).rejects.toThrow(UsageError);
    await expectNothing();
  });

  test('labels that are in the registry already are refused, all of them named', async () => {
    await create({ planned: 2 });
    const serials = { kind: 'list' } as const;
    const labels = ['FOB-00000001', 'X', 'FOB-00000002'];
    await expect(create({ serials, labels })).rejects.toThrow(
      /FOB-00000001 is in the registry already[^]*FOB-00000002 is/,
    );
    expect(await registry.lots.list()).toHaveLength(1);
  });

  test('a name is given once', async () => {
    const { name } = await create();
    await expect(create({ name })).rejects.toThrow(/another name/);
  });

  test('pauses, resumes and closes with its unused units accounted for', async () => {
    const { id } = await create();
    expect((await registry.lots.pause(id, by)).state).toBe('paused');
    await expect(registry.lots.pause(id, by)).rejects.toThrow(/is paused/);
    expect((await registry.lots.resume(id, by)).state).toBe('open');
    expect(await registry.lots.close(id, by)).toMatchObject({ state: 'closed' });
    await expect(registry.lots.resume(id, by)).rejects.toThrow(/is closed/);
    await expect(registry.lots.close(id, by)).rejects.toThrow(/is closed/);
    expect(await registry.lots.counts(id)).toMatchObject({ planned: 3, unused: 3 });
  });

  test('two lots made at once never share a label', async () => {
    const made = await Promise.allSettled([create(), create(), create()]);
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('reports by reason, by station, by step', async () => {
    const { id } = await create();
    const work = registry.work(id);
    await work.renew();
    const claim = await claimOf(work, chip(1));
    await work.rollBack(claim, 'self-test', 'its RAM');
    await make(work, chip(1));
    const second = await claimOf(work, chip(2));
    await work.enter(second, 'labelling');
    await work.complete(second, {
      ...facts,
      keyGeneration: 1,
      stepsMs: { 'load-seed': 30, label: 4 },
    });
    await work.refuse(chip(3), 'wrong-model', 'another', facts);
    await work.refuse(undefined, 'dead', 'nothing answers', facts);
    const report = await registry.lots.report(id);
    expect(report).toMatchObject({
      visits: 5,
      firstTime: 1,
      counts: { done: 2, unused: 1 },
      stations: [{ station: 'line-1', visits: 5, done: 2 }],
    });
    expect(report.reasons.toSorted((a, b) => a.trouble.localeCompare(b.trouble))).toEqual([
      { result: 'refused', trouble: 'dead', visits: 1 },
      { result: 'rolled-back', trouble: 'self-test', visits: 1 },
      { result: 'refused', trouble: 'wrong-model', visits: 1 },
    ]);
    expect(report.steps).toEqual([
      { step: 'load-seed', visits: 1, meanMs: 30, medianMs: 30, p95Ms: 30, longestMs: 30 },
      { step: 'label', visits: 1, meanMs: 4, medianMs: 4, p95Ms: 4, longestMs: 4 },
    ]);
  });
});
