import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { verifyChain } from '@fobkit/store';
import type { Registry } from '@fobkit/station';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DatabasePlace, kindsOfDatabase } from '../../store/support/databases.ts';
import { chip, make, newLot, open } from './support.ts';

const claimer = fileURLToPath(new URL('./killed-claimer.ts', import.meta.url));

describe.each(kindsOfDatabase)('a station that is killed on $name', (kind) => {
  let place: DatabasePlace;
  let address: string;
  let registry: Registry;

  beforeAll(async () => {
    place = await kind.start();
    address = place.fresh();
    registry = await open(address, { station: 'line-2' });
  }, 60_000);
  afterAll(async () => {
    await registry.close();
    await place.close();
  });

  test.each(['inside', 'after'])(
    '%s its claim leaves the unit to whoever comes',
    async (when) => {
      const serials = {
        kind: 'counter',
        prefix: when,
        digits: 2,
        first: 1,
        check: 'none',
      } as const;
      const { id } = await registry.lots.create(newLot({ planned: 1, serials }), 'Mori');
      const child = spawn(
        process.execPath,
        ['--conditions=fobkit-source', claimer, address, id, when],
        { stdio: ['ignore', 'inherit', 'inherit'] },
      );
      expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
      const working = when === 'inside' ? 0 : 1;
      expect(await registry.lots.counts(id)).toMatchObject({ planned: 1, working });
      const work = registry.work(id);
      await work.renew();
      expect(await work.counts()).toMatchObject({ unused: 1, working: 0 });
      await make(work, chip(working + 10));
      await work.end();
      expect((await verifyChain(registry.database.read)).faults).toEqual([]);
    },
    60_000,
  );
});
