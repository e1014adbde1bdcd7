import { findProfile } from '@fobkit/firmware-sim';
import { describe, expect, it } from 'vitest';
import { parseOrders } from '../../../host/emulator/sim-orders.ts';

const statePath = '/tmp/state';
const id = '00000000000000aa';

describe('parseOrders', () => {
  it('fills in one generic fob on a pty', () => {
    const orders = parseOrders({ statePath });
    expect(orders).toMatchObject({ count: 1, plugs: [{ kind: 'pty' }], frozen: false });
    expect(orders.profile.name).toBe('generic');
  });

  it('lets one USB/IP server serve many fobs', () => {
    const plugs = [{ kind: 'usbip', host: '127.0.0.1', port: 3240 }];
    expect(parseOrders({ statePath, plugs, count: 3 })).toMatchObject({ plugs, count: 3 });
  });

  it('takes a token of another maker, on USB', () => {
    const orders = parseOrders({ statePath, profile: 'nitrokey-pro', plugs: [{ kind: 'usbip' }] });
    expect(orders.profile.name).toBe('nitrokey-pro');
  });

  it('takes a profile as data', () => {
    const profile = { ...findProfile('sid700'), name: 'mine' };
    expect(parseOrders({ statePath, profile }).profile.name).toBe('mine');
  });

  it.each([
    [{ profile: 'no-such' }, /no profile no-such: one of generic, /],
    [{ profile: { name: 'x' } }, /profile: title/],
    [{ count: 0 }, /^count/],
    [{ plugs: [{ kind: 'usb' }] }, /^plugs\.0/],
    [{ plugs: [{ kind: 'tcp', port: 70_000 }] }, /^plugs\.0\.port/],
    [{ deviceIds: ['xyz'] }, /^deviceIds\.0: expected 16 hex digits/],
    [{ deviceIds: [id, id], count: 2 }, /^deviceIds: one is twice/],
    [{ deviceIds: [id], snapshot: '{}' }, /^snapshot: it is one fob/],
    [{ deviceIds: [id, '00000000000000ab'] }, /^deviceIds: more than count/],
    [{ plugs: [{ kind: 'tcp', port: 4000 }], count: 2 }, /^plugs: a TCP port/],
    [{ plugs: [{ kind: 'usbip', port: 3240 }, { kind: 'usbip' }] }, /^plugs: one USB\/IP server/],
    [{ profile: { ...findProfile('sid700'), wire: 'none' } }, /sid700 has no wire/],
    [{ profile: 'sid700', plugs: [{ kind: 'usbip' }] }, /sid700 has no USB, which usbip wants/],
    [{ profile: 'sid700', plugs: [{ kind: 'uhid' }] }, /sid700 has no USB, which uhid wants/],
    [{ plugs: [{ kind: 'usbredir', port: 4000 }], count: 2 }, /^plugs: a TCP port/],
    [
      { profile: 'nitrokey-pro' },
      /nitrokey-pro is on USB alone, not on a pty: usbip, usbredir, uhid/,
    ],
    [{ speed: 3 }, /speed/],
  ])('refuses %j and names the field', (wrong, message) => {
    expect(() => parseOrders({ statePath, ...wrong })).toThrow(message);
  });
});
