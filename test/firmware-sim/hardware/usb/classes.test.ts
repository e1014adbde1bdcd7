import { SerialFrameParser } from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import { infoFrame } from '../../plug/plug-support.ts';
import { type Ask, setupOf, UsbHost } from '../../../support/usb-host.ts';

const HID = { type: 'class', recipient: 'interface', index: 0 } as const;
const CDC = { type: 'class', recipient: 'interface', index: 1 } as const;
const IN = { direction: 'in' } as const;

/** INIT on the broadcast channel, with a nonce. */
function initReport(nonce: number): Uint8Array {
  const report = new Uint8Array(64);
  report.set([0xff, 0xff, 0xff, 0xff, 0x86, 0, 8, ...new Array<number>(8).fill(nonce)]);
  return report;
}

function frames(bytes: Uint8Array): number {
  return [...new SerialFrameParser().push(bytes)].filter(({ type }) => type === 'frame').length;
}

describe('HID ([USB-20])', () => {
  it('[USB-8] takes an output report through its endpoint and answers through the other', () => {
    const host = UsbHost.configured();
    expect(host.out(0x01, initReport(1))).toMatchObject({ status: 'ok', actualLength: 64 });
    expect([...host.in(0x81).data.subarray(4, 8)]).toEqual([0x86, 0, 17, 1]);
  });

  it('takes an output report by SET_REPORT as well', () => {
    const host = UsbHost.configured();
    expect(host.control({ ...HID, request: 9, value: 0x0200 }, initReport(2)).status).toBe('ok');
    expect(host.in(0x81).data[7]).toBe(2);
  });

  it('lets SET_REPORT wait while the host does not read, as its endpoint does', () => {
    const host = UsbHost.configured();
    while (host.try({ endpoint: 0x01, data: initReport(1) }) !== undefined);
    const ask = setupOf({ ...HID, request: 9, value: 0x0200, length: 64 });
    const ended: string[] = [];
    host.port.submit({ endpoint: 0, setup: ask, data: initReport(2), length: 0 }, ({ status }) =>
      ended.push(status),
    );
    expect(ended).toEqual([]);
    while (host.port.pending > 0) host.in(0x81);
    expect(ended).toEqual(['ok']);
  });

  it('repeats the last input report by GET_REPORT, zeros where there was none', () => {
    const host = UsbHost.configured();
    const ask = { ...HID, ...IN, request: 1, value: 0x0100, length: 64 };
    expect(host.control(ask).data).toEqual(new Uint8Array(64));
    host.out(0x01, initReport(3));
    const report = host.in(0x81).data;
    expect(host.control(ask).data).toEqual(report);
  });

  it('repeats nothing of one host to the next', () => {
    const host = UsbHost.configured();
    host.out(0x01, initReport(3));
    host.control({ ...HID, request: 0x0a, value: 0x7d00 });
    host.control({ request: 9, value: 1 });
    const last = host.control({ ...HID, ...IN, request: 1, value: 0x0100, length: 64 });
    expect(last.data).toEqual(new Uint8Array(64));
    expect([...host.control({ ...HID, ...IN, request: 2, length: 1 }).data]).toEqual([0]);
  });

  it('keeps the idle rate that the host sets', () => {
    const host = UsbHost.configured();
    host.control({ ...HID, request: 0x0a, value: 0x7d00 });
    expect([...host.control({ ...HID, ...IN, request: 2, length: 1 }).data]).toEqual([0x7d]);
  });

  it.each<[string, Ask, number]>([
    ['SET_REPORT of a short report', { ...HID, request: 9, value: 0x0200 }, 63],
    ['SET_REPORT of a long report', { ...HID, request: 9, value: 0x0200 }, 65],
    ['SET_REPORT of a feature', { ...HID, request: 9, value: 0x0300 }, 64],
    ['SET_REPORT with a report id', { ...HID, request: 9, value: 0x0201 }, 64],
    ['GET_REPORT of a feature', { ...HID, ...IN, request: 1, value: 0x0300, length: 64 }, 0],
    ['GET_PROTOCOL: it is no boot device', { ...HID, ...IN, request: 3, length: 1 }, 0],
    ['SET_PROTOCOL', { ...HID, request: 0x0b }, 0],
    ['an unknown request', { ...HID, request: 0x55 }, 0],
    ['SET_IDLE of a report id', { ...HID, request: 0x0a, value: 0x7d01 }, 0],
    ['SET_IDLE with data', { ...HID, request: 0x0a, value: 0x7d00 }, 1],
    ['GET_IDLE of a report id', { ...HID, ...IN, request: 2, value: 1, length: 1 }, 0],
  ])('stalls %s', (_, ask, length) => {
    const host = UsbHost.configured();
    const result = host.control({ ...ask, length: ask.length ?? length }, new Uint8Array(length));
    expect(result.status).toBe('stall');
    host.out(0x01, initReport(4));
    expect(host.in(0x81).data[7]).toBe(4);
  });
});

describe('CDC-ACM ([USB-21])', () => {
  const dtr = (host: UsbHost, value: number): string =>
    host.control({ ...CDC, request: 0x22, value }).status;

  it('[USB-27] carries serial frames before DTR went up', () => {
    const host = UsbHost.configured();
    host.out(0x03, infoFrame());
    const { data, status } = host.in(0x83, 4096);
    expect([status, frames(data)]).toEqual(['ok', 1]);
  });

  it('keeps the line coding that the host sets', () => {
    const host = UsbHost.configured();
    const usual = [...host.control({ ...CDC, ...IN, request: 0x21, length: 7 }).data];
    expect(usual).toEqual([0x00, 0xc2, 0x01, 0, 0, 0, 8]);
    const coding = Uint8Array.of(0x80, 0x25, 0, 0, 2, 1, 7);
    expect(host.control({ ...CDC, request: 0x20 }, coding).status).toBe('ok');
    expect(host.control({ ...CDC, ...IN, request: 0x21, length: 7 }).data).toEqual(coding);
  });

  it.each([
    ['of six bytes', [0, 0, 0, 0, 0, 0]],
    ['with three stop bits', [0, 0, 0, 0, 3, 0, 8]],
    ['with an unknown parity', [0, 0, 0, 0, 0, 5, 8]],
    ['with nine data bits', [0, 0, 0, 0, 0, 0, 9]],
  ])('stalls a line coding %s', (_, coding) => {
    const host = UsbHost.configured();
    const result = host.control({ ...CDC, request: 0x20 }, Uint8Array.from(coding));
    expect(result.status).toBe('stall');
  });

  it('[USB-10] takes a break', () => {
    expect(UsbHost.configured().control({ ...CDC, request: 0x23, value: 100 }).status).toBe('ok');
  });

  it('[USB-26] drops half a frame, and what was not read, when DTR goes down', () => {
    const host = UsbHost.configured();
    expect(dtr(host, 3)).toBe('ok');
    host.out(0x03, infoFrame(1));
    host.out(0x03, infoFrame(2).subarray(0, 5));
    dtr(host, 0);
    dtr(host, 3);
    host.out(0x03, infoFrame(2).subarray(5));
    expect(host.try({ endpoint: 0x83, length: 64 })).toBeUndefined();
    host.port.reset();
    host.control({ request: 9, value: 1 });
    host.out(0x03, infoFrame(3));
    expect(frames(host.in(0x83, 4096).data)).toBe(1);
  });

  it.each([
    ['SET_CONTROL_LINE_STATE', 0x22],
    ['SEND_BREAK', 0x23],
  ])('[USB-18] stalls %s with data', (_, request) => {
    const host = UsbHost.configured();
    expect(host.control({ ...CDC, request, value: 0 }, new Uint8Array(1)).status).toBe('stall');
  });

  it('[USB-18] stalls GET_LINE_CODING of a value', () => {
    const ask = { ...CDC, ...IN, request: 0x21, value: 1, length: 7 };
    expect(UsbHost.configured().control(ask).status).toBe('stall');
  });

  it('has the usual coding again for a host that configures it', () => {
    const host = UsbHost.configured();
    host.control({ ...CDC, request: 0x20 }, Uint8Array.of(0x80, 0x25, 0, 0, 2, 1, 7));
    host.control({ request: 9, value: 1 });
    const coding = host.control({ ...CDC, ...IN, request: 0x21, length: 7 }).data;
    expect([...coding]).toEqual([0x00, 0xc2, 0x01, 0, 0, 0, 8]);
  });

  it('RTS alone ends nothing', () => {
    const host = UsbHost.configured();
    dtr(host, 3);
    host.out(0x03, infoFrame().subarray(0, 5));
    dtr(host, 1);
    host.out(0x03, infoFrame().subarray(5));
    expect(frames(host.in(0x83, 4096).data)).toBe(1);
  });

  it('stalls what is asked of its data interface', () => {
    const host = UsbHost.configured();
    expect(host.control({ ...CDC, index: 2, request: 0x22 }).status).toBe('stall');
  });
});

describe('WebUSB', () => {
  it('carries serial frames', () => {
    const host = UsbHost.configured();
    host.out(0x04, infoFrame());
    expect(frames(host.in(0x84, 4096).data)).toBe(1);
  });

  it('knows no class requests', () => {
    const host = UsbHost.configured();
    expect(host.control({ ...CDC, index: 3, request: 0x22 }).status).toBe('stall');
  });

  it('begins anew when its setting is chosen', () => {
    const host = UsbHost.configured();
    host.out(0x04, infoFrame().subarray(0, 5));
    host.control({ recipient: 'interface', request: 11, index: 3 });
    host.out(0x04, infoFrame());
    expect(frames(host.in(0x84, 4096).data)).toBe(1);
  });
});

describe('[USB-25] a host that never reads', () => {
  it.each([
    [0x01, 0x81, () => initReport(7)],
    [0x03, 0x83, () => infoFrame()],
    [0x04, 0x84, () => infoFrame()],
  ])('comes to a stand on endpoint %i, and goes on when it reads', (out, into, make) => {
    const host = UsbHost.configured();
    let sent = 0;
    while (host.try({ endpoint: out, data: make() }) !== undefined) {
      if (++sent > 1000) throw new Error('it took everything');
    }
    expect(host.port.pending).toBe(1);
    let read = 0;
    while (host.port.pending > 0) {
      host.in(into);
      if (++read > 1000) throw new Error('it never goes on');
    }
    expect(read).toBeLessThanOrEqual(2 * 64);
  });
});
