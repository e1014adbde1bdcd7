import { describe, expect, it } from 'vitest';
import type { UrbEvent, UrbHandle, UrbResult } from '../../../../firmware-sim/plug/usb/urb.ts';
import { MOST_PENDING, UsbPort } from '../../../../firmware-sim/plug/usb/usb-port.ts';
import { setupOf, UsbHost } from '../../../support/usb-host.ts';
import { answersTo, infoFrame } from '../plug-support.ts';
import { FakeUsb } from './support/fake-usb.ts';

const NOTHING = new Uint8Array(0);
/** Bytes of the answer to an info frame: a full packet and a short one. */
const ANSWER = answersTo(infoFrame()).length;
const wait = (host: UsbHost, endpoint: number, ended: string[], name = String(endpoint)) =>
  host.port.submit({ endpoint, data: NOTHING, length: 64 }, ({ status }) =>
    ended.push(`${name} ${status}`),
  );

describe('a transfer to the host', () => {
  it('ends with the first short packet', () => {
    const host = UsbHost.configured();
    host.out(0x03, infoFrame());
    const { data, status } = host.in(0x83, 4096);
    expect([status, data.length]).toEqual(['ok', ANSWER]);
  });

  it('ends when its room is full, and the next one gets the rest', () => {
    const host = UsbHost.configured();
    host.out(0x03, infoFrame());
    expect(host.in(0x83, 64).data).toHaveLength(64);
    expect(host.in(0x83, 64).data).toHaveLength(ANSWER - 64);
  });

  it('with less room than a packet needs is an overflow, and tells what went in', () => {
    const host = UsbHost.configured();
    host.out(0x03, infoFrame());
    expect(host.in(0x83, 10)).toMatchObject({ status: 'overflow', actualLength: 10 });
  });

  it('that insists on all of its bytes fails with fewer', () => {
    const host = UsbHost.configured();
    host.out(0x03, infoFrame());
    const result = host.try({ endpoint: 0x83, length: 4096, shortNotOk: true });
    expect(result).toMatchObject({ status: 'short', actualLength: ANSWER });
  });

  it('without room takes an empty packet alone', () => {
    const host = UsbHost.configured();
    host.out(0x03, infoFrame());
    expect(host.in(0x83, 0).status).toBe('overflow');
  });
});

describe('a transfer from the host', () => {
  it('is cut into packets, and tells its true length', () => {
    const host = UsbHost.configured();
    const frames = Buffer.concat([infoFrame(1), infoFrame(2), infoFrame(3)]);
    expect(frames.length).toBeGreaterThan(64);
    expect(host.out(0x03, frames)).toMatchObject({ status: 'ok', actualLength: frames.length });
    expect(host.in(0x83, ANSWER).data).toHaveLength(ANSWER);
  });

  it('without bytes is one empty packet', () => {
    expect(UsbHost.configured().out(0x03, NOTHING)).toMatchObject({
      status: 'ok',
      actualLength: 0,
    });
  });

  it('that asks for it is ended by an empty packet', () => {
    const sent: number[] = [];
    const cable = UsbHost.configured().fob.plugInUsb();
    const port = new UsbPort(
      { plugInUsb: () => ({ ...cable, out: (_, packet) => (sent.push(packet.length), 'ack') }) },
      { unplugged: () => undefined },
    );
    port.plugIn();
    const urb = { endpoint: 0x03, data: new Uint8Array(128), length: 0 };
    port.submit({ ...urb, zeroPacket: true }, () => undefined);
    port.submit(urb, () => undefined);
    expect(sent).toEqual([64, 64, 0, 64, 64]);
  });

  it('that fails in its middle tells how far it came', () => {
    const host = UsbHost.configured();
    const results: UrbResult[] = [];
    // The fob stops taking packets while nobody reads its answers.
    while (host.try({ endpoint: 0x03, data: infoFrame() }) !== undefined);
    host.port.submit({ endpoint: 0x03, data: new Uint8Array(640), length: 0 }, (result) =>
      results.push(result),
    );
    host.control({ recipient: 'endpoint', request: 3, index: 0x03 });
    expect(results).toMatchObject([{ status: 'stall', actualLength: 0 }]);
  });
});

describe('transfers of one endpoint', () => {
  it('end in their order', () => {
    const host = UsbHost.configured();
    const ended: string[] = [];
    wait(host, 0x83, ended, 'first');
    wait(host, 0x83, ended, 'second');
    host.out(0x03, infoFrame());
    expect(ended).toEqual(['first ok', 'second ok']);
  });

  it('do not hold up those of another', () => {
    const host = UsbHost.configured();
    const ended: string[] = [];
    wait(host, 0x81, ended);
    expect(host.control({ direction: 'in', request: 8, length: 1 }).status).toBe('ok');
    expect(ended).toEqual([]);
  });
});

describe('a transfer that is taken back', () => {
  it('ends as cancelled, once, and takes nothing from the fob', () => {
    const host = UsbHost.configured();
    const ended: string[] = [];
    const handle = wait(host, 0x83, ended);
    expect([handle.cancel(), handle.cancel()]).toEqual([true, false]);
    expect([ended, host.port.pending]).toEqual([['131 cancelled'], 0]);
    host.out(0x03, infoFrame());
    expect(host.in(0x83, 4096).data).toHaveLength(ANSWER);
  });

  it('after its end is not taken back', () => {
    const host = UsbHost.configured();
    const ended: string[] = [];
    const handle = wait(host, 0x83, ended);
    host.out(0x03, infoFrame());
    expect([handle.cancel(), ended]).toEqual([false, ['131 ok']]);
  });

  it('in the middle of the queue leaves the others as they were', () => {
    const host = UsbHost.configured();
    const ended: string[] = [];
    wait(host, 0x83, ended, 'first');
    wait(host, 0x83, ended, 'second').cancel();
    wait(host, 0x83, ended, 'third');
    host.out(0x03, infoFrame());
    expect(ended).toEqual(['second cancelled', 'first ok', 'third ok']);
  });
});

describe('a transfer that holds others up', () => {
  it('lets them go when it is taken back', () => {
    const host = UsbHost.configured();
    const report = new Uint8Array(64);
    report.set([0xff, 0xff, 0xff, 0xff, 0x86, 0, 8]);
    while (host.try({ endpoint: 0x01, data: report }) !== undefined);
    const ended: string[] = [];
    const ask = (name: string, setup: Uint8Array, data: Uint8Array, length: number): UrbHandle =>
      host.port.submit({ endpoint: 0, setup, data, length }, ({ status }) =>
        ended.push(`${name} ${status}`),
      );
    const to = { type: 'class', recipient: 'interface', request: 9, value: 0x0200 } as const;
    // Nobody reads the answers: SET_REPORT waits, and what stands behind it.
    const first = ask('report', setupOf({ ...to, length: 64 }), report, 0);
    ask('next', setupOf({ request: 8, direction: 'in', length: 1 }), NOTHING, 1);
    expect(ended).toEqual([]);
    first.cancel();
    expect(ended).toEqual(['report cancelled', 'next ok']);
  });

  it('is asked again when it became ready while it was asked', () => {
    const fake = new FakeUsb();
    const port = new UsbPort(fake, { unplugged: () => undefined });
    port.plugIn();
    const packets = [undefined, Uint8Array.of(7)];
    fake.behaviour.source.set(0x81, () => {
      fake.ready(0x81);
      return packets.shift();
    });
    const ended: string[] = [];
    port.submit({ endpoint: 0x81, data: NOTHING, length: 64 }, ({ status, data }) =>
      ended.push(`${status} ${String(data[0])}`),
    );
    expect(ended).toEqual(['ok 7']);
  });

  it('may take another one back as it ends', () => {
    const host = UsbHost.configured();
    const ended: string[] = [];
    host.port.submit({ endpoint: 0x83, data: NOTHING, length: 64 }, ({ status }) => {
      ended.push(`first ${status}`);
      second.cancel();
    });
    const second = wait(host, 0x83, ended, 'second');
    wait(host, 0x83, ended, 'third');
    host.out(0x03, infoFrame());
    expect(ended).toEqual(['first ok', 'second cancelled', 'third ok']);
    expect(host.port.pending).toBe(0);
  });
});

describe('a fob that leaves', () => {
  it('ends every transfer, and refuses new ones', () => {
    const host = UsbHost.configured();
    const ended: string[] = [];
    wait(host, 0x81, ended);
    wait(host, 0x83, ended);
    host.fob.unplug();
    expect(ended).toEqual(['129 no-device', '131 no-device']);
    expect([host.unplugged, host.port.plugged]).toEqual([1, false]);
    expect(host.in(0x81).status).toBe('no-device');
  });

  it('in the middle of a transfer ends it', () => {
    const host = UsbHost.configured();
    host.fob.observe(({ kind }) => {
      if (kind === 'bytes') host.fob.unplug();
    });
    expect(host.out(0x03, infoFrame()).status).toBe('no-device');
  });

  it('pulled by the port itself is not told', () => {
    const host = UsbHost.configured();
    host.port.pull();
    expect([host.unplugged, host.port.plugged, host.fob.parts.battery.externalPower()]).toEqual([
      0,
      false,
      false,
    ]);
  });

  it('comes back as a new device', () => {
    const host = UsbHost.configured();
    host.fob.unplug();
    host.port.plugIn();
    expect([...host.control({ direction: 'in', request: 8, length: 1 }).data]).toEqual([0]);
  });
});

describe('a port', () => {
  it('holds transfers back while it is suspended', () => {
    const host = UsbHost.configured();
    host.port.suspend();
    const ended: string[] = [];
    host.port.submit(
      {
        endpoint: 0,
        setup: setupOf({ request: 8, direction: 'in', length: 1 }),
        data: NOTHING,
        length: 1,
      },
      ({ status }) => ended.push(status),
    );
    expect(ended).toEqual([]);
    host.port.resume();
    expect(ended).toEqual(['ok']);
  });

  it('holds no more transfers than a host controller does', () => {
    const host = UsbHost.configured();
    const ended: string[] = [];
    for (let i = 0; i < MOST_PENDING; i++) wait(host, 0x81, ended);
    expect(host.in(0x81).status).toBe('too-many');
    expect([ended, host.port.pending]).toEqual([[], MOST_PENDING]);
  });

  it('a reset ends what is under way', () => {
    const host = UsbHost.configured();
    const ended: string[] = [];
    wait(host, 0x81, ended);
    host.port.reset();
    expect(ended).toEqual(['129 cancelled']);
  });

  it('tells its observers of each transfer twice, in order', () => {
    const host = UsbHost.configured();
    const events: UrbEvent[] = [];
    const stop = host.port.observe((event) => events.push(event));
    host.out(0x03, infoFrame());
    stop();
    host.in(0x83, 4096);
    expect(events.map(({ kind, id }) => `${kind} ${String(id - (events[0]?.id ?? 0))}`)).toEqual([
      'submit 0',
      'complete 0',
    ]);
  });
});
