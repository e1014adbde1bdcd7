import { fromHex } from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import { Inbox } from '../../../../firmware-sim/plug/net/inbox.ts';
import { readGuestPacket, readHello } from '../../../../firmware-sim/plug/usbredir/guest-codec.ts';

const IDS_64 = 1 << 5;
const BULK_32 = 1 << 6;

/** Written by hand after the structs of usb-redirection-protocol.txt; blanks are for the eye. */
function inbox(hex: string): Inbox {
  const made = new Inbox();
  made.push(fromHex(hex.replace(/\s/g, '')));
  return made;
}

function read(hex: string, capabilities = IDS_64 | BULK_32): ReturnType<typeof readGuestPacket> {
  const bytes = inbox(hex);
  const packet = readGuestPacket(bytes, capabilities);
  if (packet !== undefined) expect(bytes.length).toBe(0);
  return packet;
}

const VERSION = '71656d75'.padEnd(128, '0');

describe('readHello', () => {
  it('tells the capabilities', () => {
    expect(readHello(inbox(`00000000 44000000 00000000 ${VERSION} fa000000`))).toBe(0xfa);
  });

  it('takes a hello without capabilities, and one with more words than are known', () => {
    expect(readHello(inbox(`00000000 40000000 00000000 ${VERSION}`))).toBe(0);
    expect(readHello(inbox(`00000000 48000000 00000000 ${VERSION} 20000000 ffffffff`))).toBe(0x20);
  });

  it('waits for the rest', () => {
    const whole = `00000000 44000000 00000000 ${VERSION} fa000000`.replace(/\s/g, '');
    for (let cut = 0; cut < 80; cut++) {
      expect(readHello(inbox(whole.slice(0, cut * 2)))).toBeUndefined();
    }
  });

  it.each([
    ['another packet', '03000000 00000000 00000000'],
    ['a version that is too short', '00000000 3c000000 00000000'],
    ['half a word of capabilities', '00000000 42000000 00000000'],
    ['4 GiB of capabilities', '00000000 fcffffff 00000000'],
  ])('refuses %s, by its header alone', (_, hex) => {
    expect(() => readHello(inbox(hex))).toThrow(expect.objectContaining({ name: 'WireError' }));
  });
});

describe('readGuestPacket', () => {
  const ID = '88776655 44332211';
  const id = 0x1122334455667788n;

  it.each([
    ['reset', `03000000 00000000 ${ID}`, { kind: 'reset' }],
    [
      'set_configuration',
      `06000000 01000000 ${ID} 01`,
      { kind: 'set-configuration', configuration: 1 },
    ],
    ['get_configuration', `07000000 00000000 ${ID}`, { kind: 'get-configuration' }],
    [
      'set_alt_setting',
      `09000000 02000000 ${ID} 03 00`,
      { kind: 'set-alternate', interface: 3, alternate: 0 },
    ],
    ['get_alt_setting', `0a000000 01000000 ${ID} 03`, { kind: 'get-alternate', interface: 3 }],
    ['start_iso_stream', `0c000000 03000000 ${ID} 83 01 02`, { kind: 'start-iso', endpoint: 0x83 }],
    ['stop_iso_stream', `0d000000 01000000 ${ID} 83`, { kind: 'stop-iso', endpoint: 0x83 }],
    [
      'start_interrupt_receiving',
      `0f000000 01000000 ${ID} 81`,
      { kind: 'start-interrupt', endpoint: 0x81 },
    ],
    [
      'stop_interrupt_receiving',
      `10000000 01000000 ${ID} 81`,
      { kind: 'stop-interrupt', endpoint: 0x81 },
    ],
    ['cancel_data_packet', `15000000 00000000 ${ID}`, { kind: 'cancel' }],
    ['filter_reject', `16000000 00000000 ${ID}`, { kind: 'filter' }],
    ['filter_filter', `17000000 04000000 ${ID} 2d312c00`, { kind: 'filter' }],
    ['device_disconnect_ack', `18000000 00000000 ${ID}`, { kind: 'disconnect-ack' }],
    [
      'control_packet IN, without data',
      `64000000 0a000000 ${ID} 80 06 80 00 0001 0000 1200`,
      {
        kind: 'control',
        control: {
          endpoint: 0x80,
          request: 6,
          requestType: 0x80,
          value: 0x0100,
          index: 0,
          length: 18,
        },
        data: new Uint8Array(0),
      },
    ],
    [
      'control_packet OUT, with data',
      `64000000 0c000000 ${ID} 00 20 21 00 0000 0100 0200 aabb`,
      {
        kind: 'control',
        control: { endpoint: 0, request: 0x20, requestType: 0x21, value: 0, index: 1, length: 2 },
        data: Uint8Array.of(0xaa, 0xbb),
      },
    ],
    [
      'bulk_packet OUT',
      `65000000 0d000000 ${ID} 03 00 0300 00000000 0000 010203`,
      { kind: 'bulk', endpoint: 3, streamId: 0, length: 3, data: Uint8Array.of(1, 2, 3) },
    ],
    [
      'bulk_packet IN with a length above 16 bits',
      `65000000 0a000000 ${ID} 83 00 0200 00000000 0100`,
      { kind: 'bulk', endpoint: 0x83, streamId: 0, length: 0x10002, data: new Uint8Array(0) },
    ],
    [
      'interrupt_packet OUT',
      `67000000 06000000 ${ID} 01 00 0200 cafe`,
      { kind: 'interrupt', endpoint: 1, data: Uint8Array.of(0xca, 0xfe) },
    ],
  ])('reads usb_redir_%s', (_, hex, expected) => {
    expect(read(hex)).toEqual({ id, ...expected });
  });

  it('reads short ids and short lengths where one side has no others', () => {
    expect(read('65000000 09000000 88776655 03 00 0100 00000000 07', 0)).toEqual({
      id: 0x55667788n,
      kind: 'bulk',
      endpoint: 3,
      streamId: 0,
      length: 1,
      data: Uint8Array.of(7),
    });
  });

  it('waits for the rest of a packet', () => {
    const whole = `65000000 0d000000 ${ID} 03 00 0300 00000000 0000 010203`.replace(/\s/g, '');
    for (let cut = 0; cut < whole.length / 2; cut++) {
      expect(read(whole.slice(0, cut * 2))).toBeUndefined();
    }
  });

  it.each([
    ['a second hello', `00000000 44000000 ${ID}`.concat(VERSION, '00000000')],
    ['a packet that only a host sends', `01000000 0a000000 ${ID} 01ef0201 0912 b1f0 2301`],
    ['a packet that is unknown', `ff000000 00000000 ${ID}`],
    ['4 GiB', `65000000 ffffffff ${ID}`],
    ['a body that is too short', `06000000 00000000 ${ID}`],
    ['a body that is too long', `06000000 02000000 ${ID} 0100`],
    ['less data than it says', `65000000 0b000000 ${ID} 03 00 0300 00000000 0000 01`],
    ['more data than it says', `65000000 0c000000 ${ID} 03 00 0100 00000000 0000 0102`],
    ['data with an IN packet', `65000000 0b000000 ${ID} 83 00 0100 00000000 0000 01`],
    ['room for gigabytes', `65000000 0a000000 ${ID} 83 00 0000 00000000 ffff`],
  ])('refuses %s', (_, hex) => {
    expect(() => read(hex)).toThrow(expect.objectContaining({ name: 'WireError' }));
  });
});
