import { Secret } from '@fobkit/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRegistry, type Registry } from '../../../../host/station/registry/open-registry.ts';
import { SqlitePlace } from '../../store/support/databases.ts';
import { newLot } from '../proof/support/made-lot.ts';
import { type Break, Breaker } from '../support/breaker.ts';
import { type Books, memoryBooks, registryBooks } from '../support/books.ts';
import { DiskFull } from '../support/memory-registry.ts';
import { expectSound } from '../support/invariants.ts';
import { TestStation } from '../support/station.ts';

interface Round {
  readonly station: TestStation;
  readonly books: Books;
  readonly breaker: Breaker;
  readonly told: string;
}

type OpenBooks = (station: TestStation) => Promise<Books>;

const memory: OpenBooks = ({ registry }) => Promise.resolve(memoryBooks(registry));

/** A lot of two; the first fob's visit is broken at one operation, and the hand brings it back. */
async function brokenAt(
  at: number,
  when: 'before' | 'after',
  what: (station: TestStation) => Break,
  open: OpenBooks = memory,
): Promise<Round> {
  const station = new TestStation(2);
  const { yard } = station;
  const books = await open(station);
  const breaker = new Breaker(at, when, what(station));
  const [first, second] = [yard.fob(), yard.fob()];
  first.around = (link) => breaker.link(link);
  // A hand that finds a fob not done plugs it in again, and then the other one too.
  station.operator = (event) => {
    if (event.kind === 'press-wanted') {
      yard.fobs.find(({ port }) => port.name === event.port)?.fob.press();
    }
    if (event.kind !== 'ended' || event.end === 'done' || station.ends.length > 12) return;
    const fob = yard.fobs.find(({ port }) => port.name === event.port);
    if (event.trouble === 'already-done' || fob === undefined) return;
    queueMicrotask(() => {
      fob.pull();
      fob.plugIn();
    });
  };
  first.plugIn();
  const run = station.run({ store: breaker.store(books.work()) }).catch(gone);
  // The second comes when the first has been through it.
  const beginSecond = (): void => {
    second.plugIn();
  };
  const told = (): string => `${when} ${String(at)} (${breaker.seen[at] ?? 'never'})`;
  const ended = await Promise.race([run, breaker.killed.promise, settled(station, beginSecond)]);
  if (ended === 'second') {
    const summary = await Promise.race([run, breaker.killed.promise]);
    first.around = (link) => link;
    if (typeof summary !== 'string' && summary.reason === 'lot-done') {
      return { station, books, breaker, told: told() };
    }
  }
  // The run was killed, or has ended because the registry failed: another one begins.
  first.around = (link) => link;
  yard.ports.forget();
  station.events.length = 0;
  for (const fob of [first, second]) fob.plugIn();
  const summary = await station.run({ store: books.work() });
  expect(summary.reason, told()).toBe('lot-done');
  return { station, books, breaker, told: told() };
}

/** A run whose registry is gone before it knows the lot. */
function gone(error: unknown): 'gone' {
  if (error instanceof DiskFull) return 'gone';
  throw error;
}

/** Resolves when the first fob's first visit has ended, after which `then` is done. */
function settled(station: TestStation, then: () => void): Promise<'second'> {
  const { promise, resolve } = Promise.withResolvers<'second'>();
  const { operator } = station;
  let told = false;
  station.operator = (event) => {
    operator(event);
    if (event.kind !== 'ended' || told) return;
    told = true;
    then();
    resolve('second');
  };
  return promise;
}

/** Whether the fob was not asked again between what happened and its record. */
function asksNoMore({ seen }: Breaker, at: number, when: 'before' | 'after'): boolean {
  const rest = seen.slice(when === 'after' ? at + 1 : at);
  const recorded = rest.indexOf('registry complete');
  return recorded >= 0 && !rest.slice(0, recorded).includes('wire write');
}

interface SweepOptions {
  readonly open?: OpenBooks;
  /** One of so many operations. */
  readonly stride?: number;
}

async function sweep(
  what: (station: TestStation) => Break,
  { open = memory, stride = 1 }: SweepOptions = {},
): Promise<number> {
  let points = 0;
  for (const when of ['before', 'after'] as const) {
    for (let at = 0; ; at += stride) {
      const { station, books, breaker, told } = await brokenAt(at, when, what, open);
      // What comes after the first fob's record is not its visit.
      if (!breaker.fired || breaker.seen.slice(0, at).includes('registry complete')) break;
      points++;
      expect(await books.counts(), told).toMatchObject({
        done: 2,
        unused: 0,
        working: 0,
        quarantined: 0,
      });
      const lostAfterwards = asksNoMore(breaker, at, when);
      await expectSound(station.yard, books, { told, lostAfterwards });
    }
  }
  return points;
}

describe('whatever happens at whichever operation of a visit, the lot completes and each seed is on one fob', () => {
  it('the cable is pulled', async () => {
    const points = await sweep(({ yard }) => ({
      kind: 'hand',
      act: () => yard.fobs[0]?.fob.unplug(),
    }));
    expect(points).toBeGreaterThan(60);
  });

  it('the fob loses its power, and its clock with it', async () => {
    const points = await sweep(({ yard }) => ({
      kind: 'hand',
      act: () => yard.fobs[0]?.cutPower(),
    }));
    expect(points).toBeGreaterThan(60);
  });

  it('the registry takes no record any more, or keeps it and does not say so', async () => {
    const points = await sweep(() => ({ kind: 'registry' }));
    expect(points).toBeGreaterThan(60);
  });

  it('the link loses every reply for a while', async () => {
    const points = await sweep(({ yard }) => ({
      kind: 'mute',
      // Longer than the client repeats itself.
      until: (end) => yard.clock.after(3_500, end),
    }));
    expect(points).toBeGreaterThan(60);
  });

  it('the station is killed', async () => {
    const points = await sweep(() => ({ kind: 'killed' }));
    expect(points).toBeGreaterThan(60);
  });
});

describe('so it is with the registry itself, on SQLite', () => {
  const place = new SqlitePlace();
  let registry: Registry;
  let lots = 0;

  /** A lot of its own for each round, in one registry whose clock is that of the round's world. */
  const open: OpenBooks = async ({ yard }) => {
    clock = yard.clock;
    const number = ++lots;
    const lot = await registry.lots.create(
      newLot(2, {
        name: `lot ${String(number)}`,
        serials: { kind: 'counter', prefix: 'FOB', digits: 6, first: 10 * number, check: 'none' },
      }),
      'tester',
    );
    yard.number = 10 * number;
    return registryBooks(registry, lot.id);
  };
  let { clock } = new TestStation(1).yard;

  beforeAll(async () => {
    const { env } = new TestStation(1).yard;
    registry = await openRegistry({
      address: place.fresh(),
      key: { kind: 'key-file', key: new Secret(new Uint8Array(32).fill(5)) },
      station: 'line-1',
      clock: {
        now: () => clock.now(),
        unixMs: () => clock.unixMs(),
        after: (ms, run) => clock.after(ms, run),
      },
      randomBytes: env.randomBytes,
      create: true,
      // The process of a run that was killed is this one.
      isRunning: () => false,
    });
  });
  afterAll(async () => {
    await registry.close();
    await place.close();
  });

  it('the cable is pulled', async () => {
    const act = (station: TestStation): Break => ({
      kind: 'hand',
      act: () => station.yard.fobs[0]?.fob.unplug(),
    });
    expect(await sweep(act, { open, stride: 5 })).toBeGreaterThan(12);
  });

  it('the station is killed', async () => {
    expect(await sweep(() => ({ kind: 'killed' }), { open, stride: 5 })).toBeGreaterThan(12);
  });
});
