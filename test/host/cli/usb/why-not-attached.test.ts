import type { SimRecord } from '@fobkit/emulator/sims';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { whyNotAttached } from '../../../../host/cli/usb/why-not-attached.ts';
import { PlantedMachine } from './support/planted-machine.ts';

let planted: PlantedMachine;
beforeEach(() => {
  planted = new PlantedMachine().withVhci();
});
afterEach(() => {
  planted.close();
});

function sim(deviceId: string, plugs: Partial<SimRecord>): SimRecord {
  return {
    deviceId,
    profile: 'generic',
    links: [],
    control: 'http://127.0.0.1:1',
    tokenFile: '/tmp/token',
    pid: 2,
    startedAt: '2026-01-01T00:00:00Z',
    ...plugs,
  };
}

const [A, B] = ['0102030405060708', '1112131415161718'] as const;
const served = (id: string, busId: string): SimRecord =>
  sim(id, { busId, usb: [`usbip:127.0.0.1:3240/${busId}`] });
const why = (...sims: readonly SimRecord[]): string | undefined =>
  whyNotAttached(sims, planted.root)?.message;

describe('an emulated fob that is only on USB', () => {
  it('is to be attached, one by its device id, several together', () => {
    expect(why(served(A, '1-1'))).toContain(`fob sim attach --id ${A}`);
    expect(why(served(A, '1-1'), served(B, '1-2'))).toMatch(/^2 .*fob sim attach --all$/);
  });

  it('that is attached is at hand', () => {
    planted.plug(0, A);
    expect(why(served(A, '1-1'))).toBeUndefined();
    expect(why(served(A, '1-1'), served(B, '1-2'))).toContain(`--id ${B}`);
  });

  it('that usbip has noted down is at hand, whatever its serial number is', () => {
    planted.plug(0, '05f1');
    planted.file('var/run/vhci_hcd/port0', '127.0.0.1 3240 1-1\n');
    expect(why(served(A, '1-1'))).toBeUndefined();
    expect(why(sim(A, { busId: '1-1', usb: ['usbip:0.0.0.0:3240/1-1'] }))).toBeUndefined();
    expect(why(served(A, '1-2'))).toContain('fob sim attach');
  });

  it('in a virtual machine is told by its place', () => {
    expect(why(sim(A, { usb: ['usbredir:127.0.0.1:4000'] }))).toContain('usbredir:127.0.0.1:4000');
  });

  it('and on a link too is at hand, as one without a plug is not', () => {
    expect(why({ ...served(A, '1-1'), links: ['serial:/dev/pts/1'] })).toBeUndefined();
    expect(why(sim(A, {}))).toBeUndefined();
  });
});
