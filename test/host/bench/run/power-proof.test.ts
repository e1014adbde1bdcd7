import { hasCapability, type Rig } from '@fobkit/client';
import { describe, expect, test } from 'vitest';
import { asBench, rigsWith, runOf } from './support.ts';

interface Told {
  readonly resets: number;
  readonly uptime: number;
}

/** A bench whose switches say what they are told and do nothing, with a fob that tells so. */
const benchWhere = (...told: readonly Told[]) =>
  rigsWith((rig) => {
    let switched = 0;
    const act: Rig['act'] = (action, signal) => {
      if (action.action !== 'cell' && action.action !== 'supply') return rig.act(action, signal);
      switched++;
      return Promise.resolve({ evidence: 'it says so', readings: [] });
    };
    return {
      ...asBench(rig),
      act,
      async connect(options) {
        const device = await rig.connect(options);
        if (!hasCapability(device, 'status')) return device;
        const status = device.getStatus.bind(device);
        device.getStatus = async (request) => ({
          ...(await status(request)),
          ...(told[switched < 2 ? 0 : 1] ?? {}),
        });
        return device;
      },
    };
  });

const READY = '{ expect: { lifecycle: ready } }';
const cell = `steps: [{ cell: out }, { wait: 10 s }, { cell: in }, ${READY}]`;
const supply = (off: string): string =>
  `steps: [{ supply: ${off} }, { wait: 10 s }, { supply: 3 V }, ${READY}]`;

describe('that the power of a fob was away is proven', () => {
  test.each([
    ['by one more reset, however long it has been up', { resets: 4, uptime: 900 }],
    ['by an uptime that begins anew, though it lost count', { resets: 3, uptime: 5 }],
  ])('%s', async (_, after) => {
    const record = await runOf(cell, { rigs: benchWhere({ resets: 3, uptime: 100 }, after) });
    expect(record.verdict).toBe('PASS');
    expect(record.steps[2]?.evidence).toMatch(/the fob was reset by/);
  });

  test.each([
    ['a cell', cell],
    ['a supply', supply('0 V')],
  ])('by neither: %s is INVALID', async (_, steps) => {
    const rigs = benchWhere({ resets: 3, uptime: 100 }, { resets: 3, uptime: 900 });
    const record = await runOf(steps, { rigs });
    expect(record.verdict).toBe('INVALID');
    expect(record.reasons[0]?.message).toMatch(/^the fob was not without power/);
  });

  test('is not asked for where a supply only sags', async () => {
    const rigs = benchWhere({ resets: 3, uptime: 100 }, { resets: 3, uptime: 900 });
    expect((await runOf(supply('2.1 V'), { rigs })).verdict).toBe('PASS');
  });
});
