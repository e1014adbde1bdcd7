import { describe, expect, it } from 'vitest';
import { blankFob, profileNamed, TICKS } from '../../../support/raw-host.ts';
import { UsbHost } from '../../../support/usb-host.ts';
import { answersTo, infoFrame } from '../../plug/plug-support.ts';

const ENDPOINTS = { in: [1, 2, 3, 4], out: [1, 3, 4] };
const NONE: string[] = Array.from({ length: 3 }, () => 'none');

describe('a function answers nothing', () => {
  it('on endpoints that it has not', () => {
    const cable = UsbHost.configured().fob.plugInUsb();
    cable.setup(Uint8Array.of(0, 9, 1, 0, 0, 0, 0, 0));
    cable.in(0);
    const others = Array.from({ length: 15 }, (_, i) => i + 1);
    for (const n of others.filter((one) => !ENDPOINTS.in.includes(one))) {
      expect(cable.in(n)).toBe('none');
    }
    for (const n of others.filter((one) => !ENDPOINTS.out.includes(one))) {
      expect(cable.out(n, new Uint8Array(8))).toBe('none');
    }
  });

  it('on any endpoint but 0 before it is configured', () => {
    const cable = blankFob().plugInUsb();
    expect(ENDPOINTS.in.map((n) => cable.in(n))).toEqual(['none', ...NONE]);
    expect(ENDPOINTS.out.map((n) => cable.out(n, new Uint8Array(8)))).toEqual(NONE);
  });

  it('while it is suspended, and goes on where it was', () => {
    const host = UsbHost.configured();
    const cable = host.fob.plugInUsb();
    cable.suspend();
    expect([cable.setup(new Uint8Array(8)), cable.in(0), cable.out(1, new Uint8Array(1))]).toEqual(
      NONE,
    );
    cable.resume();
    expect(cable.setup(Uint8Array.of(0x80, 8, 0, 0, 0, 0, 1, 0))).toBe('ack');
  });

  it('to a packet that is longer than those of its endpoint', () => {
    const host = UsbHost.configured();
    const cable = host.fob.plugInUsb();
    cable.setup(Uint8Array.of(0, 9, 1, 0, 0, 0, 0, 0));
    cable.in(0);
    expect(cable.out(3, new Uint8Array(65))).toBe('none');
    expect(cable.out(3, new Uint8Array(64))).toBe('ack');
  });

  it('after it was unplugged', () => {
    const cable = blankFob().plugInUsb();
    cable.unplug();
    expect([cable.setup(new Uint8Array(8)), cable.in(0), cable.out(0, new Uint8Array(0))]).toEqual(
      NONE,
    );
  });
});

it('[USB-11] there are no notifications, whatever happens to the port', () => {
  const host = UsbHost.configured();
  host.control({ type: 'class', recipient: 'interface', request: 0x22, value: 3, index: 1 });
  host.out(0x03, infoFrame());
  host.fob.advance(TICKS);
  expect(host.try({ endpoint: 0x82, length: 16 })).toBeUndefined();
});

describe('an address', () => {
  it('holds from the status stage on', () => {
    const cable = blankFob().plugInUsb();
    cable.setup(Uint8Array.of(0, 5, 42, 0, 0, 0, 0, 0));
    expect(cable.busState.address).toBe(0);
    cable.in(0);
    expect(cable.busState.address).toBe(42);
    cable.reset();
    expect(cable.busState.address).toBe(0);
  });
});

describe('vendor requests to the device', () => {
  const ask = { direction: 'in', type: 'vendor', length: 512 } as const;

  it('fetch the Microsoft OS 2.0 set that the BOS announces, in its full length', () => {
    const host = new UsbHost();
    const { msOs20 } = host.fob.plugInUsb().description;
    const { data } = host.control({ ...ask, request: msOs20?.vendorCode ?? 0, index: 7 });
    expect([data[8], data[9]]).toEqual([data.length & 0xff, data.length >>> 8]);
    expect(data.length).toBeGreaterThan(100);
  });

  it('to any other index stall', () => {
    const host = new UsbHost();
    const { msOs20 } = host.fob.plugInUsb().description;
    expect(host.control({ ...ask, request: msOs20?.vendorCode ?? 0, index: 8 }).status).toBe(
      'stall',
    );
  });
});

describe('a halt', () => {
  it('loses nothing of what waits for the host ([USB-30])', () => {
    const host = UsbHost.configured();
    host.out(0x03, infoFrame());
    host.control({ recipient: 'endpoint', request: 3, index: 0x83 });
    expect(host.in(0x83, 4096).status).toBe('stall');
    host.control({ recipient: 'endpoint', request: 1, index: 0x83 });
    expect(host.in(0x83, 4096).data).toHaveLength(answersTo(infoFrame()).length);
  });

  it('in the middle of a frame takes no more of it, and the rest may follow', () => {
    const host = UsbHost.configured();
    host.out(0x03, infoFrame().subarray(0, 9));
    host.control({ recipient: 'endpoint', request: 3, index: 0x03 });
    expect(host.out(0x03, infoFrame().subarray(9)).status).toBe('stall');
    host.control({ recipient: 'endpoint', request: 1, index: 0x03 });
    host.out(0x03, infoFrame().subarray(9));
    expect(host.in(0x83, 4096).status).toBe('ok');
  });
});

describe('a suspended fob ([USB-32])', () => {
  it('keeps its address, its configuration and its links, and its time goes on', () => {
    const host = UsbHost.configured();
    host.out(0x03, infoFrame().subarray(0, 9));
    const ticks = host.fob.worldTicks;
    host.port.suspend();
    host.fob.advance(10 * TICKS);
    host.port.resume();
    expect([...host.control({ direction: 'in', request: 8, length: 1 }).data]).toEqual([1]);
    host.out(0x03, infoFrame().subarray(9));
    expect(host.in(0x83, 4096).status).toBe('ok');
    expect(host.fob.worldTicks - ticks).toBe(10 * TICKS);
  });

  it.each(['generic', 'eight-sha256'])('of profile %s draws less than 2.5 mA', (name) => {
    const { loadsNa } = profileNamed(name).parts.battery;
    const all = Object.values(loadsNa).reduce((sum, one) => sum + one, 0);
    expect(all).toBeLessThan(2_500_000);
  });

  it('has for the host what it got ready meanwhile, once it is resumed', () => {
    const host = UsbHost.configured();
    host.fob.faults.arm({ kind: 'wire.delay', args: ['1000', 'to-host'] });
    host.out(0x03, infoFrame());
    const ended: string[] = [];
    const urb = { endpoint: 0x83, data: new Uint8Array(0), length: 4096 };
    host.port.submit(urb, ({ status }) => ended.push(status));
    host.port.suspend();
    host.fob.advance(2 * TICKS);
    expect(ended).toEqual([]);
    host.port.resume();
    expect(ended).toEqual(['ok']);
  });

  it('a reset of the bus wakes it', () => {
    const host = UsbHost.configured();
    host.port.suspend();
    host.port.reset();
    expect([...host.control({ direction: 'in', request: 8, length: 1 }).data]).toEqual([0]);
  });
});
