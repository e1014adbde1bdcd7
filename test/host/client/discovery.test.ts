import { getInfo } from '@fobkit/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  type Candidate,
  type CandidateProvider,
  discover,
  type DiscoverOptions,
  type Discovery,
} from '../../../host/client/discovery.ts';
import type { Link } from '../../../host/client/link.ts';
import { ScriptedFob } from './support/scripted-fob.ts';
import { SimulatedClock } from './support/simulated-clock.ts';
import { DEVICE_ID, fobInfo, PARAMETERS, simulatedEnv } from './support/values.ts';

const OTHER_ID = Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8]);

let clock: SimulatedClock;
let links: Map<string, Link>;

beforeEach(() => {
  clock = new SimulatedClock();
  links = new Map();
});

function fobAt(url: string, deviceId: Uint8Array, serialLabel?: string): ScriptedFob {
  const loaded = serialLabel === undefined ? {} : { loaded: { ...PARAMETERS, serialLabel } };
  const fob = new ScriptedFob(url).on(getInfo, () => fobInfo({ deviceId, ...loaded }));
  links.set(url, fob.link);
  return fob;
}

function listing(...candidates: Candidate[]): CandidateProvider {
  return { name: 'listed', candidates: () => Promise.resolve(candidates) };
}

function run(options: Partial<DiscoverOptions>): Promise<Discovery> {
  const linkTo = (url: string): Link => links.get(url) ?? new ScriptedFob(url).link;
  return clock.until(discover(simulatedEnv(clock), { providers: [], linkTo, ...options }));
}

describe('discovery', () => {
  it('asks what is ours who it is, and closes the link', async () => {
    const fob = fobAt('serial:/dev/ttyACM0', DEVICE_ID, 'SKTH00000017');
    const { found } = await run({ providers: [listing({ url: fob.link.url, ours: true })] });
    expect(found).toMatchObject([
      { kind: 'fob', info: { deviceId: DEVICE_ID }, labelShared: false },
    ]);
    expect(fob.link.live).toBe(0);
  });

  it('sends nothing to other people’s ports', async () => {
    const fob = fobAt('serial:/dev/ttyUSB0', DEVICE_ID);
    const { found } = await run({ providers: [listing({ url: fob.link.url, ours: false })] });
    expect(found).toMatchObject([{ kind: 'not-probed' }]);
    expect(fob.link.opened).toBe(0);
  });

  it.each<[string, Partial<DiscoverOptions>]>([
    ['it is named', { named: ['serial:/dev/ttyUSB0'] }],
    ['all are to be probed', { probeAll: true }],
  ])('asks at other people’s ports when %s', async (_, options) => {
    fobAt('serial:/dev/ttyUSB0', DEVICE_ID);
    const providers = [listing({ url: 'serial:/dev/ttyUSB0', ours: false })];
    const { found } = await run({ providers, ...options });
    expect(found).toMatchObject([{ kind: 'fob' }]);
  });

  it('asks at a named address that nobody lists', async () => {
    fobAt('tcp:far:4000', DEVICE_ID);
    expect((await run({ named: ['tcp:far:4000'] })).found).toMatchObject([{ kind: 'fob' }]);
  });

  it('tells why an address is no fob', async () => {
    const fob = fobAt('serial:/dev/ttyACM0', DEVICE_ID);
    fob.onRaw(getInfo.code, () => 'silence');
    const { found } = await run({ providers: [listing({ url: fob.link.url, ours: true })] });
    expect(found).toMatchObject([{ kind: 'failed', error: { code: 'not-a-fob' } }]);
  });

  it('shows two device ids with one serial label as two, marked', async () => {
    fobAt('sim:a', DEVICE_ID, 'SKTH00000017');
    fobAt('sim:b', OTHER_ID, 'SKTH00000017');
    fobAt('sim:c', Uint8Array.from([9, 9, 9, 9, 9, 9, 9, 9]), 'SKTH00000018');
    const { found } = await run({ named: ['sim:a', 'sim:b', 'sim:c'] });
    expect(found.map((one) => one.kind === 'fob' && one.labelShared)).toEqual([true, true, false]);
  });

  it('does not take one fob with two addresses for two', async () => {
    fobAt('sim:a', DEVICE_ID, 'SKTH00000017');
    fobAt('tcp:far:4000', DEVICE_ID, 'SKTH00000017');
    const { found } = await run({ named: ['sim:a', 'tcp:far:4000'] });
    expect(found).toMatchObject([{ labelShared: false }, { labelShared: false }]);
  });

  it('goes on without a provider that fails, and tells of it', async () => {
    fobAt('sim:a', DEVICE_ID);
    const error = new Error('no udev');
    const broken = { name: 'serial', candidates: () => Promise.reject(error) };
    const result = await run({ providers: [broken, listing({ url: 'sim:a', ours: true })] });
    expect(result.found).toMatchObject([{ kind: 'fob' }]);
    expect(result.faults).toEqual([{ provider: 'serial', error }]);
  });

  it('stops when the signal aborts', async () => {
    fobAt('sim:a', DEVICE_ID);
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(run({ named: ['sim:a'], signal })).rejects.toThrow('enough');
  });
});
