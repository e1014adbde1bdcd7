import { FobUsb } from '@fobkit/firmware-sim/plug';
import { beforeEach, describe, expect, it } from 'vitest';
import type {
  Candidate,
  CandidateProvider,
  ProviderFault,
} from '../../../../host/client/discovery/candidate.ts';
import { connectTrigger } from '../../../../host/client/discovery/connect-trigger.ts';
import type { DeviceEvent } from '../../../../host/client/discovery/presence.ts';
import { watchDevices, type WatchOptions } from '../../../../host/client/discovery/watch.ts';
import { webUsbCandidates } from '../../../../host/client/node/webusb-discovery.ts';
import { blankFob } from '../../../support/raw-host.ts';
import { SimulatedClock } from '../support/simulated-clock.ts';

const ONE = 'fb00000000000017';
const TWO = 'fb00000000000018';

let clock: SimulatedClock;
let there: Candidate[];
let told: string[];
let stop: AbortController;
let ended: Promise<unknown>;

beforeEach(() => {
  clock = new SimulatedClock();
  there = [];
  told = [];
  stop = new AbortController();
});

function at(url: string, deviceId?: string): Candidate {
  return { url, ours: true, ...(deviceId === undefined ? {} : { deviceId }) };
}

const machine: CandidateProvider = {
  name: 'machine',
  candidates: () => Promise.resolve([...there]),
};

/** Notes each event as `arrived ID url url`. */
function watch(options: Partial<WatchOptions> = { pollMs: 1_000 }): void {
  const events = watchDevices({ providers: [machine], clock, signal: stop.signal, ...options });
  const note = async (): Promise<void> => {
    for await (const event of events) told.push(words(event));
  };
  ended = note().catch((error: unknown) => error);
}

function words({ type, deviceId, links }: DeviceEvent): string {
  return [type, deviceId, ...links.map(({ url }) => url)].join(' ');
}

describe('watching', () => {
  it('tells first who is there, then who comes and who goes', async () => {
    there = [at('hid:a', ONE)];
    watch();
    await clock.advance(0);
    expect(told).toEqual([`arrived ${ONE} hid:a`]);
    there = [at('hid:a', ONE), at('hid:b', TWO)];
    await clock.advance(1_000);
    there = [at('hid:b', TWO)];
    await clock.advance(1_000);
    await clock.advance(5_000);
    expect(told.slice(1)).toEqual([`arrived ${TWO} hid:b`, `left ${ONE} hid:a`]);
  });

  it('tells of one fob once, and of links that come later as a change', async () => {
    there = [at('serial:a', ONE)];
    watch();
    await clock.advance(0);
    there = [at('serial:a', ONE), at('hid:a', ONE)];
    await clock.advance(1_000);
    expect(told).toEqual([`arrived ${ONE} serial:a`, `changed ${ONE} hid:a serial:a`]);
  });

  it('passes over ports of others', async () => {
    there = [{ url: 'serial:/dev/ttyS0', ours: false, deviceId: ONE }];
    watch();
    await clock.advance(3_000);
    expect(told).toEqual([]);
  });

  it('asks an address that does not tell its device id, once while it is there', async () => {
    there = [at('serial:COM3')];
    const asked: string[] = [];
    const identify = ({ url }: Candidate): Promise<string | undefined> => {
      asked.push(url);
      return Promise.resolve(asked.length === 1 ? undefined : ONE);
    };
    watch({ identify, pollMs: 1_000 });
    await clock.advance(3_000);
    expect(told).toEqual([`arrived ${ONE} serial:COM3`]);
    expect(asked).toHaveLength(2);
    there = [];
    await clock.advance(1_000);
    there = [at('serial:COM3')];
    await clock.advance(1_000);
    expect(asked).toHaveLength(3);
  });

  it('keeps what a provider told before it failed, and tells of the fault', async () => {
    const faults: string[] = [];
    const state = { broken: false };
    const provider: CandidateProvider = {
      name: 'serial',
      candidates: () =>
        state.broken ? Promise.reject(new Error('no udev')) : Promise.resolve([at('hid:a', ONE)]),
    };
    const onFault = ({ provider }: ProviderFault) => faults.push(provider);
    watch({ providers: [provider], onFault, pollMs: 1_000 });
    await clock.advance(0);
    state.broken = true;
    await clock.advance(2_000);
    expect(told).toEqual([`arrived ${ONE} hid:a`]);
    expect(faults).toEqual(['serial', 'serial']);
  });

  it('ends with the reason of the signal, and leaves no timer', async () => {
    watch();
    await clock.advance(0);
    expect(clock.armed).toBe(1);
    stop.abort(new Error('enough'));
    expect(await ended).toEqual(new Error('enough'));
    expect(clock.armed).toBe(0);
  });

  it('ends when its reader leaves', async () => {
    there = [at('hid:a', ONE)];
    const { usb, listeners } = countedEvents();
    const options = { providers: [machine], clock, triggers: [connectTrigger(usb)] };
    const events = watchDevices(options);
    expect((await events.next()).value).toMatchObject({ type: 'arrived' });
    expect(listeners()).toBe(2);
    await events.return(undefined as never);
    expect(listeners()).toBe(0);
  });
});

function countedEvents() {
  let count = 0;
  const usb = {
    addEventListener: () => {
      count++;
    },
    removeEventListener: () => {
      count--;
    },
  };
  return { usb, listeners: () => count };
}

describe('watching by events, without a poll', () => {
  it('tells of fobs on WebUSB as they come and go', async () => {
    const usb = new FobUsb();
    const fob = blankFob();
    const plug = usb.attach(fob);
    watch({ providers: [webUsbCandidates({ usb })], triggers: [connectTrigger(usb)] });
    const id = 'f0b1000000000001';
    await expect.poll(() => told).toEqual([`arrived ${id} usb:${id}`]);
    expect(clock.armed).toBe(0);
    fob.unplug();
    await expect.poll(() => told.at(-1)).toBe(`left ${id} usb:${id}`);
    plug.replug();
    await expect.poll(() => told).toHaveLength(3);
  });

  it('looks again at what happened while it looked', async () => {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    let ring: () => void = () => undefined;
    const slow: CandidateProvider = {
      name: 'slow',
      async candidates() {
        const before = [...there];
        await promise;
        return before;
      },
    };
    const trigger = (changed: () => void) => {
      ring = changed;
      return () => undefined;
    };
    watch({ providers: [slow], triggers: [trigger] });
    await clock.advance(0);
    there = [at('hid:a', ONE)];
    ring();
    resolve(undefined);
    await clock.advance(0);
    expect(told).toEqual([`arrived ${ONE} hid:a`]);
  });
});
