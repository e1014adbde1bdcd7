import {
  HidCommand,
  HidHost,
  PROTOCOL_VERSION,
  replyEnvelope,
  requestEnvelope,
  getInfo,
} from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import { parseFault } from '../../../firmware-sim/fault/parse-fault.ts';
import { infoFrame } from '../plug/plug-support.ts';
import { blankFob, TICKS } from '../../support/raw-host.ts';
import { NitrokeyRig } from '../../support/nitrokey-rig.ts';
import { UsbHost } from '../../support/usb-host.ts';

const arm = (host: { fob: UsbHost['fob'] }, words: string, options = {}) =>
  host.fob.faults.arm(parseFault(words.split(' '), options));

describe('usb.stall', () => {
  it('halts an endpoint until the host clears it', () => {
    const host = UsbHost.configured();
    const { id } = arm(host, 'usb.stall serial out');
    expect(host.out(0x03, infoFrame()).status).toBe('stall');
    expect(host.out(0x04, infoFrame()).status).toBe('ok');
    host.control({ recipient: 'endpoint', request: 1, index: 0x03 });
    expect(host.out(0x03, infoFrame()).status).toBe('ok');
    expect(host.fob.faults.find(id)).toMatchObject({ firedCount: 1 });
  });

  it('waits for a host that configures the fob', () => {
    const fob = blankFob();
    const { id } = arm({ fob }, 'usb.stall hid');
    expect(fob.faults.find(id).firedCount).toBe(0);
    const host = UsbHost.configured(fob);
    host.out(0x03, infoFrame());
    expect(fob.faults.find(id).firedCount).toBe(1);
    expect(host.in(0x81).status).toBe('stall');
  });

  it('counts frames on the wire', () => {
    const host = UsbHost.configured();
    arm(host, 'usb.stall serial in', { onNth: 'frame.to-fob:2' });
    host.out(0x03, infoFrame(1));
    expect(host.in(0x83, 4096).status).toBe('ok');
    host.out(0x03, infoFrame(2));
    expect(host.in(0x83, 4096).status).toBe('stall');
  });

  it('is refused on a fob type without these functions', () => {
    for (const fob of [new NitrokeyRig().fob, blankFob('sid700')]) {
      expect(() => arm({ fob }, 'usb.stall serial in')).toThrow('usb.stall: this fob type has no');
    }
  });

  it.each(['usb.stall', 'usb.stall cdc', 'usb.stall hid both'])('%s is refused', (words) => {
    expect(() => parseFault(words.split(' '), {})).toThrow(/usb\.stall/);
  });
});

describe('usb.brownout', () => {
  it('on attach resets the chip, and the fob falls off at once', () => {
    const fob = blankFob();
    const { id } = arm({ fob }, 'usb.brownout', { onNth: 'plug:1' });
    const told: string[] = [];
    fob.observe((noted) => told.push(noted.kind));
    const host = new UsbHost(fob);
    expect([host.unplugged, host.port.plugged]).toEqual([1, false]);
    expect(told).toContain('reset');
    expect(told).toContain('replugged');
    expect(fob.faults.find(id).firedCount).toBe(1);
    expect(fob.firmware?.core.ram.resetCause).toBe('brown-out');
    host.port.plugIn();
    expect(host.control({ direction: 'in', request: 8, length: 1 }).status).toBe('ok');
  });
});

describe('bytes that are late', () => {
  it.each(['to-fob', 'to-host'])('%s are lost when the host lets go ([USB-26])', (direction) => {
    const host = UsbHost.configured();
    arm(host, `wire.delay 1000 ${direction}`);
    const dtr = (value: number): void => {
      host.control({ type: 'class', recipient: 'interface', request: 0x22, value, index: 1 });
    };
    dtr(1);
    host.out(0x03, infoFrame());
    dtr(0);
    dtr(1);
    host.fob.advance(5 * TICKS);
    expect(host.try({ endpoint: 0x83, length: 64 })).toBeUndefined();
  });
});

describe('the memory of a host', () => {
  /** Sends bytes and forgets them. */
  function send(host: UsbHost, endpoint: number, bytes: Uint8Array): void {
    const data = bytes.slice();
    expect(host.out(endpoint, data).status).toBe('ok');
    data.fill(0xee);
  }

  it('is its own again when a transfer has ended: half a frame', () => {
    const host = UsbHost.configured();
    send(host, 0x03, infoFrame().subarray(0, 9));
    send(host, 0x03, infoFrame().subarray(9));
    expect(host.try({ endpoint: 0x83, length: 4096 })?.status).toBe('ok');
  });

  it('is its own again when a transfer has ended: bytes behind late ones', () => {
    const host = UsbHost.configured();
    arm(host, 'wire.delay 1000 to-fob', { for: 'byte.to-fob:1' });
    send(host, 0x03, Uint8Array.of(0));
    send(host, 0x03, infoFrame());
    expect(host.try({ endpoint: 0x83, length: 4096 })).toBeUndefined();
    host.fob.advance(2 * TICKS);
    expect(host.port.pending).toBe(0);
  });
});

describe('faults of frames on HID', () => {
  const message = requestEnvelope.encode({
    version: PROTOCOL_VERSION,
    command: getInfo.code,
    tag: new Uint8Array(8).fill(3),
    payload: getInfo.request.encode({}),
  });

  function talk(
    words: string,
    options = {},
  ): { host: UsbHost; events: ReturnType<HidHost['receive']>[] } {
    const host = UsbHost.configured();
    const hid = new HidHost();
    const events: ReturnType<HidHost['receive']>[] = [];
    const listen = (): void => {
      host.port.submit(
        { endpoint: 0x81, data: new Uint8Array(0), length: 64 },
        ({ status, data }) => {
          if (status !== 'ok') return;
          events.push(hid.receive(data));
          listen();
        },
      );
    };
    listen();
    for (const report of hid.open(new Uint8Array(8))) host.out(0x01, report);
    events.length = 0;
    arm(host, words, options);
    for (const report of hid.request(HidCommand.Message, message)) host.out(0x01, report);
    return { host, events };
  }

  it('a dropped frame takes all reports of its message', () => {
    expect(talk('frame.drop to-host').events).toEqual([]);
  });

  it('a doubled frame comes as the whole message twice', () => {
    const { events } = talk('frame.duplicate to-host');
    const kinds = events.map(({ type }) => type);
    expect(kinds.filter((kind) => kind === 'reply')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'ignored').length).toBe(kinds.indexOf('reply') + 1);
  });

  it('a frame cut short ends in a short report', () => {
    const { events } = talk('frame.truncate 70 to-host');
    expect(events).toEqual([{ type: 'partial' }, { type: 'ignored', reason: 'size' }]);
  });

  it('a reply of another status is a message in good order', () => {
    const last = talk('reply.status internal').events.at(-1);
    expect(last?.type).toBe('reply');
    const { payload } = last as { payload: Uint8Array };
    expect(replyEnvelope.decode(payload)).toMatchObject({
      status: 'internal',
      command: getInfo.code,
    });
  });

  it('a lost byte makes a short report, which is passed over', () => {
    const { events } = talk('wire.drop to-host', { onNth: 'byte.to-host:1' });
    expect(events[0]).toEqual({ type: 'ignored', reason: 'size' });
  });
});
