import { getInfo } from '@fobkit/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Candidate, CandidateProvider } from '../../../../host/client/discovery/candidate.ts';
import { discover } from '../../../../host/client/discovery/discover.ts';
import type { DiscoverOptions, Discovery, Found } from '../../../../host/client/discovery/found.ts';
import { PortBusyError } from '../../../../host/client/errors.ts';
import type { Link } from '../../../../host/client/link.ts';
import { ScriptedFob } from '../support/scripted-fob.ts';
import { SimulatedClock } from '../support/simulated-clock.ts';
import { DEVICE_ID, fobInfo, PARAMETERS, simulatedEnv } from '../support/values.ts';

const ID = 'fb00000000000017';
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

/** A candidate on USB whose serial number tells the device id. */
function onUsb(url: string, deviceId = ID): Candidate {
  const usb = { vendorId: 0x1209, productId: 0xf0b1, serialNumber: deviceId };
  return { url, usb, deviceId, ours: true };
}

function linksOf(found: Found | undefined): string[] {
  if (found === undefined || found.kind === 'not-probed') return [];
  return found.links.map(({ url }) => url);
}

/** A link that another program holds. */
function busyAt(url: string): void {
  links.set(url, { url, open: () => Promise.reject(new PortBusyError(url)) });
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

  it('shows a fob with two addresses once, with both', async () => {
    fobAt('sim:a', DEVICE_ID, 'SKTH00000017');
    fobAt('tcp:far:4000', DEVICE_ID, 'SKTH00000017');
    const { found } = await run({ named: ['sim:a', 'tcp:far:4000'] });
    expect(found).toMatchObject([{ kind: 'fob', labelShared: false, idShared: false }]);
    expect(linksOf(found[0])).toEqual(['sim:a', 'tcp:far:4000']);
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

describe('a fob on several links of USB', () => {
  const all = ['serial:/dev/ttyACM0', 'usb:fb00000000000017', 'hid:/dev/hidraw0'] as const;
  const provider = listing(...all.map((url) => onUsb(url)));

  it('[USB-35] is asked on one of them, HID first, and shown once with all', async () => {
    const fobs = all.map((url) => fobAt(url, DEVICE_ID));
    const { found } = await run({ providers: [provider] });
    expect(found).toMatchObject([{ kind: 'fob', candidate: { url: 'hid:/dev/hidraw0' } }]);
    expect(linksOf(found[0])).toEqual([
      'hid:/dev/hidraw0',
      'serial:/dev/ttyACM0',
      'usb:fb00000000000017',
    ]);
    expect(fobs.map(({ link }) => link.opened)).toEqual([0, 0, 1]);
  });

  it('is asked on the next one when the first does not open', async () => {
    for (const url of all) fobAt(url, DEVICE_ID);
    busyAt('hid:/dev/hidraw0');
    const { found } = await run({ providers: [provider] });
    expect(found).toMatchObject([{ kind: 'fob', candidate: { url: 'serial:/dev/ttyACM0' } }]);
    expect(linksOf(found[0]).toSorted()).toEqual([...all].toSorted());
  });

  it('that another program holds is one entry with the reason', async () => {
    for (const url of all) fobAt(url, DEVICE_ID).link.present = false;
    busyAt('serial:/dev/ttyACM0');
    const { found } = await run({ providers: [provider] });
    expect(found).toMatchObject([
      { kind: 'failed', error: { code: 'busy' }, candidate: { deviceId: ID } },
    ]);
    expect(linksOf(found[0])).toHaveLength(3);
  });

  it('is asked on a link that is named even when another has answered', async () => {
    const fobs = all.map((url) => fobAt(url, DEVICE_ID));
    const { found } = await run({ providers: [provider], named: ['usb:fb00000000000017'] });
    expect(fobs.map(({ link }) => link.opened)).toEqual([0, 1, 1]);
    expect(linksOf(found[0]).toSorted()).toEqual([...all].toSorted());
  });

  it('and on a link that USB knows nothing of is still one', async () => {
    fobAt('hid:/dev/hidraw0', DEVICE_ID);
    fobAt('tcp:far:4000', DEVICE_ID);
    const providers = [listing(onUsb('hid:/dev/hidraw0'))];
    const { found } = await run({ providers, named: ['tcp:far:4000'] });
    expect(found.map(linksOf)).toEqual([['hid:/dev/hidraw0', 'tcp:far:4000']]);
  });

  it('that fails on USB and answers elsewhere is still one', async () => {
    busyAt('serial:/dev/ttyACM0');
    fobAt('tcp:far:4000', DEVICE_ID);
    const providers = [listing(onUsb('serial:/dev/ttyACM0'))];
    const { found } = await run({ providers, named: ['tcp:far:4000'] });
    expect(found).toMatchObject([{ kind: 'fob' }]);
    expect(linksOf(found[0])).toEqual(['tcp:far:4000', 'serial:/dev/ttyACM0']);
  });

  it('whose serial number is not its device id is not taken for the one that has it', async () => {
    fobAt('hid:/dev/hidraw0', OTHER_ID);
    fobAt('serial:/dev/ttyACM0', DEVICE_ID);
    const providers = [listing(onUsb('hid:/dev/hidraw0'), onUsb('serial:/dev/ttyACM0'))];
    const { found } = await run({ providers });
    expect(found.map(linksOf)).toEqual([['hid:/dev/hidraw0'], ['serial:/dev/ttyACM0']]);
  });

  it('twice with one device id is marked, for one of the two is misnumbered', async () => {
    fobAt('hid:/dev/hidraw0', DEVICE_ID);
    fobAt('hid:/dev/hidraw1', DEVICE_ID);
    const providers = [listing(onUsb('hid:/dev/hidraw0'), onUsb('hid:/dev/hidraw1'))];
    const { found } = await run({ providers });
    expect(found).toMatchObject([{ kind: 'fob', idShared: true }]);
  });
});
