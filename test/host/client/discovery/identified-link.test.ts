import { getInfo } from '@fobkit/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Candidate } from '../../../../host/client/discovery/candidate.ts';
import { identifiedLink } from '../../../../host/client/discovery/identified-link.ts';
import { LinkNotFoundError, PortBusyError } from '../../../../host/client/errors.ts';
import type { Link } from '../../../../host/client/link.ts';
import { ScriptedFob } from '../support/scripted-fob.ts';
import { fobInfo } from '../support/values.ts';

const deviceId = 'fb00000000000017';
let at: Map<string, ScriptedFob>;
let there: Candidate[];
let opened: string[];

beforeEach(() => {
  at = new Map();
  there = [];
  opened = [];
});

function plugIn(url: string, id: string | undefined): ScriptedFob {
  const fob = new ScriptedFob(url).on(getInfo, () => fobInfo());
  at.set(url, fob);
  there.push({ url, ours: true, ...(id === undefined ? {} : { deviceId: id }) });
  return fob;
}

function linkTo(url: string): Link {
  opened.push(url);
  return at.get(url)?.link ?? { url, open: () => Promise.reject(new PortBusyError(url)) };
}

const link = () =>
  identifiedLink({
    deviceId: deviceId.toUpperCase(),
    providers: [
      { name: 'broken', candidates: () => Promise.reject(new Error('no udev')) },
      { name: 'machine', candidates: () => Promise.resolve(there) },
    ],
    linkTo,
  });

describe('a link by device id', () => {
  it('opens the fob that has it, HID before the others, and asks nobody else', async () => {
    plugIn('serial:/dev/ttyACM0', deviceId);
    plugIn('hid:/dev/hidraw0', deviceId);
    plugIn('hid:/dev/hidraw1', 'fb00000000000018');
    plugIn('serial:/dev/ttyS0', undefined);
    await (await link().open()).close();
    expect(opened).toEqual(['hid:/dev/hidraw0']);
    expect(link().url).toBe(deviceId);
  });

  it('opens the next one when the first does not open', async () => {
    there.push({ url: 'hid:/dev/hidraw0', ours: true, deviceId });
    plugIn('usb:fb00000000000017', deviceId);
    await (await link().open()).close();
    expect(opened).toEqual(['hid:/dev/hidraw0', 'usb:fb00000000000017']);
  });

  it('tells why the first one does not open when none does', async () => {
    there.push({ url: 'hid:/dev/hidraw0', ours: true, deviceId });
    plugIn('serial:/dev/ttyACM0', deviceId).link.present = false;
    await expect(link().open()).rejects.toThrow('/dev/hidraw0: another program has it open');
  });

  it('to a fob that is nowhere says so', async () => {
    plugIn('hid:/dev/hidraw1', 'fb00000000000018');
    await expect(link().open()).rejects.toThrow(LinkNotFoundError);
    await expect(link().open()).rejects.toThrow(`${deviceId}: no fob with this device id`);
  });

  it('is found again where it was plugged in elsewhere', async () => {
    const same = link();
    plugIn('hid:/dev/hidraw0', deviceId);
    await (await same.open()).close();
    there = [];
    plugIn('hid:/dev/hidraw3', deviceId);
    await (await same.open()).close();
    expect(opened).toEqual(['hid:/dev/hidraw0', 'hid:/dev/hidraw3']);
  });
});
