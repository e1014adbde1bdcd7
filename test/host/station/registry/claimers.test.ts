import { StoreError, verifyChain } from '@fobkit/store';
import type { Registry, WorkStore } from '@fobkit/station';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PostgresPlace } from '../../store/support/databases.ts';
import { chip, facts, make, newLot, open } from './support.ts';

const CLAIMERS = 4;
const PLANNED = 200;
/** A server that is told to stop ends them when it comes to it: a claim might be faster. */
const ENDS_SESSIONS = `select pg_terminate_backend(pid, 10000) from pg_stat_activity
  where backend_type = 'client backend' and pid <> pg_backend_pid()`;

describe('several stations at once on PostgreSQL', () => {
  let place: PostgresPlace;

  beforeAll(async () => {
    place = await PostgresPlace.start();
  }, 60_000);
  afterAll(() => place.close());

  async function stations(planned: number): Promise<{
    readonly lot: string;
    readonly registries: readonly Registry[];
    readonly works: readonly WorkStore[];
  }> {
    const address = place.fresh();
    const registries: Registry[] = [];
    for (let number = 1; number <= CLAIMERS; number++) {
      registries.push(await open(address, { station: `line-${number}` }));
    }
    const [first] = registries;
    const { id } = (await first?.lots.create(newLot({ planned }), 'Mori')) ?? expect.unreachable();
    const works = registries.map((registry) => registry.work(id));
    for (const work of works) await work.renew();
    return { lot: id, registries, works };
  }

  test('get all units of a lot, each once, and not one more', async () => {
    const { lot, registries, works } = await stations(PLANNED);
    let next = 1;
    const taken = await Promise.all(
      works.map(async (work) => {
        const labels: string[] = [];
        for (;;) {
          const claim = await work.claim(chip(next++), facts);
          if (claim === 'lot-full') return labels;
          if (typeof claim === 'string') throw new Error(claim);
          labels.push(claim.unit.serialLabel);
        }
      }),
    );
    const labels = taken.flat();
    expect(labels).toHaveLength(PLANNED);
    expect(new Set(labels).size).toBe(PLANNED);
    const [registry = expect.unreachable()] = registries;
    expect(await registry.lots.counts(lot)).toMatchObject({ planned: PLANNED, working: PLANNED });
    expect((await verifyChain(registry.database.read)).faults).toEqual([]);
    for (const one of registries) await one.close();
  }, 120_000);

  test('that see one chip at the same moment give it one unit', async () => {
    const { registries, works } = await stations(40);
    for (let number = 1; number <= 10; number++) {
      const answers = await Promise.all(works.map((work) => work.claim(chip(number), facts)));
      expect(answers.filter((answer) => typeof answer !== 'string')).toHaveLength(1);
      expect(answers.filter((answer) => answer === 'elsewhere')).toHaveLength(CLAIMERS - 1);
    }
    for (const one of registries) await one.close();
  }, 60_000);

  test('a server that goes away in the middle of a claim has given nothing', async () => {
    const address = place.fresh();
    let stops: Promise<void> | undefined;
    let armed = false;
    const registry = await open(address, {
      randomBytes: (length) => {
        // The new transport key: the unit is held, and nothing of it written.
        if (armed && length === 32) {
          place.server.run(ENDS_SESSIONS);
          stops = place.server.stop();
        }
        return new Uint8Array(length).fill(length);
      },
    });
    const seeds = { kind: 'generate', bytes: 16 } as const;
    const { id } = await registry.lots.create(newLot({ planned: 1, seeds }), 'Mori');
    const work = registry.work(id);
    await work.renew();
    armed = true;
    await expect(work.claim(chip(1), facts)).rejects.toThrow(StoreError);
    await stops;
    await expect(work.counts()).rejects.toMatchObject({ code: 'gone' });
    armed = false;
    await place.server.restart();
    expect(await work.counts()).toMatchObject({ unused: 1, working: 0 });
    await make(work, chip(1));
    await registry.close();
  }, 60_000);
});
