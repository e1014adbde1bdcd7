import { type RunPorts, runOne } from '@fobkit/bench';
import { expect, it } from 'vitest';
import { campaignWorld } from '../../../../host/cli/bench/campaign-world.ts';
import { rigsWith, scenarioOf } from '../run/support.ts';

async function kindsOf(steps: string, over: Partial<RunPorts>): Promise<readonly string[]> {
  const world = campaignWorld();
  const { failures } = await runOne(
    scenarioOf(`steps: [${steps}, { expect: { invariants: hold } }]`),
    {
      ...world,
      ports: (scenario) => ({ ...world.ports(scenario), ...over }),
    },
  );
  return failures.map(({ kind }) => kind);
}

it('a run in which fobkit itself fails is a failure of the bench', async () => {
  const rigs = rigsWith(() => ({ act: () => Promise.reject(new TypeError('x is undefined')) }));
  expect(await kindsOf('press', { rigs })).toEqual(['bench-broke']);
});

it('a run that FAILs though the invariants hold is a failure', async () => {
  expect(await kindsOf('{ expect: { lifecycle: dead } }', {})).toEqual(['other-fail']);
});
