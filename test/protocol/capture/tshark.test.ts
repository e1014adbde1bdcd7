import { describe, expect, it } from 'vitest';
import { fromHex } from '../../../protocol/bytes/hex.ts';
import { LinkType } from '../../../protocol/capture/pcapng-codes.ts';
import {
  encodeInterface,
  encodePacket,
  encodeSection,
} from '../../../protocol/capture/pcapng-writer.ts';
import { encodeSerialPacket, type SerialRecord } from '../../../protocol/capture/serial-packet.ts';
import {
  encodeUsbmonPacket,
  URB_IN_PROGRESS,
  type UrbRecord,
} from '../../../protocol/capture/usbmon-packet.ts';
import { tshark, tsharkFields, tsharkReason, withoutTshark } from '../../support/tshark.ts';

const START = 1_795_426_200_000_000;

function joined(blocks: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(blocks.flatMap((block) => [...block]));
}

function serial(records: readonly SerialRecord[]): Uint8Array {
  return joined([
    encodeSection({ application: 'fobkit 0.1.0' }),
    encodeInterface({ linkType: LinkType.RtacSerial, name: 'serial:/dev/ttyACM0' }),
    ...records.map((record, i) => {
      const unixMicros = START + i;
      const direction = record.kind === 'bytes' ? { direction: record.direction } : {};
      const data = encodeSerialPacket(record, { unixMicros, link: 0 });
      return encodePacket({
        interfaceId: 0,
        unixMicros,
        data,
        comment: `no ${String(i)}`,
        ...direction,
      });
    }),
  ]);
}

function usb(urbs: readonly UrbRecord[]): Uint8Array {
  return joined([
    encodeSection(),
    encodeInterface({ linkType: LinkType.UsbLinuxMmapped, name: 'hid:1-2' }),
    ...urbs.map((urb, i) => {
      const unixMicros = START + i;
      const data = encodeUsbmonPacket(urb, unixMicros);
      return encodePacket({ interfaceId: 0, unixMicros, data });
    }),
  ]);
}

describe.skipIf(withoutTshark)(`tshark${tsharkReason}`, () => {
  it('reads a serial link: which way, when, on which link, with its comments', () => {
    const capture = serial([
      { kind: 'opened' },
      { kind: 'bytes', direction: 'to-fob', bytes: Uint8Array.of(0xa4, 0) },
      { kind: 'bytes', direction: 'to-host', bytes: Uint8Array.of(0xa5, 0) },
      { kind: 'closed' },
    ]);
    const fields = ['frame.time_epoch', 'frame.interface_name', 'frame.comment'];
    expect(
      tsharkFields(capture, [
        ...fields,
        'frame.packet_flags_direction',
        'rtacser.eventtype',
        'data.data',
      ]),
    ).toEqual([
      ['1795426200.000000000', 'serial:/dev/ttyACM0', 'no 0', '', '0x00', ''],
      ['1795426200.000001000', 'serial:/dev/ttyACM0', 'no 1', '0x00000002', '0x01', 'a400'],
      ['1795426200.000002000', 'serial:/dev/ttyACM0', 'no 2', '0x00000001', '0x02', 'a500'],
      ['1795426200.000003000', 'serial:/dev/ttyACM0', 'no 3', '', '0x00', ''],
    ]);
    expect(tsharkFields(capture, ['rtacser.dtr']).flat()).toEqual(['1', '1', '1', '0']);
  });

  it('reads USB transfers, and takes a completion for the answer to its submission', () => {
    const common = { id: 7, bus: 3, device: 9, status: 0, data: new Uint8Array(0) };
    const capture = usb([
      {
        ...common,
        kind: 'submit',
        endpoint: 0x80,
        transfer: 'control',
        setup: fromHex('8006000100001200'),
        status: URB_IN_PROGRESS,
        length: 18,
      },
      {
        ...common,
        kind: 'complete',
        endpoint: 0x80,
        transfer: 'control',
        length: 18,
        data: fromHex('12010002000000400912b1f00001010203 01'.replaceAll(' ', '')),
      },
      {
        ...common,
        id: 8,
        kind: 'complete',
        endpoint: 0x81,
        transfer: 'interrupt',
        status: -32,
        length: 0,
      },
    ]);
    const fields = ['usb.urb_type', 'usb.src', 'usb.dst', 'usb.urb_status', 'usb.idVendor'];
    expect(tsharkFields(capture, [...fields, 'usb.request_in'])).toEqual([
      ["'S'", 'host', '3.9.0', '-115', '', ''],
      ["'C'", '3.9.0', 'host', '0', '0x1209', '1'],
      ["'C'", '3.9.1', 'host', '-32', '', ''],
    ]);
  });

  it('reads sections one after the other', () => {
    const one = serial([{ kind: 'opened' }]);
    expect(
      tshark(joined([one, one]))
        .trim()
        .split('\n'),
    ).toHaveLength(2);
  });
});
