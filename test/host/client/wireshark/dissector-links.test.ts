import {
  CaptureWriter,
  encodeSerialFrame,
  encodeSerialPacket,
  fragmentHid,
  HidCommand,
  LinkType,
  Redactor,
  SerialRecorder,
} from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import { tshark, tsharkReason, withoutTshark } from '../../../support/tshark.ts';
import {
  LUA,
  START,
  type Said,
  serial,
  usb,
  joined,
  framed,
  reports,
  infos,
  details,
} from './dissected.ts';

describe.skipIf(withoutTshark)(`the dissector in tshark, on a link${tsharkReason}`, () => {
  it('puts frames together, however they are cut into packets', () => {
    const stream = joined(
      framed('get-info-reply'),
      framed('read-code-refused'),
      framed('read-code-reply'),
    );
    const cuts = [0, 1, 50, 51, stream.length - 10, stream.length];
    const said = cuts.slice(1).map((end, i): Said => ['<', stream.subarray(cuts[i], end)]);
    expect(infos(serial(said))).toEqual([
      'part of a frame',
      'part of a frame',
      'part of a frame',
      'GetInfo reply: ok; ReadCode reply: press-required; part of a frame',
      'ReadCode reply: ok',
    ]);
    expect(infos(serial(said), '-c', '9')).toEqual(infos(serial(said)));
  });

  it('keeps the two directions apart', () => {
    const [info, code] = [framed('get-info-reply'), framed('read-code-request')];
    expect(
      infos(
        serial([
          ['<', info.subarray(0, 9)],
          ['>', code],
          ['<', info.subarray(9)],
        ]),
      ),
    ).toEqual(['part of a frame', 'ReadCode request', 'GetInfo reply: ok']);
  });

  it('says so of what is no frame, or a frame without a message', () => {
    const broken: readonly (readonly [Uint8Array, string])[] = [
      [
        Uint8Array.of(...framed('get-info-request').subarray(0, -2), 1, 0),
        'no frame (the CRC-32 differs)',
      ],
      [Uint8Array.of(9, 1, 0), 'no frame (not COBS)'],
      [Uint8Array.of(2, 1, 0), 'no frame (too short)'],
      [Uint8Array.of(...new Uint8Array(1100).fill(7), 0), 'no frame (longer than a frame can be)'],
      [encodeSerialFrame(Uint8Array.of(0xa1, 0, 1)), 'malformed message'],
      [encodeSerialFrame(Uint8Array.of(0xff)), 'malformed message'],
      [
        encodeSerialFrame(Uint8Array.of(0xbb, 255, 255, 255, 255, 255, 255, 255, 255)),
        'malformed message',
      ],
    ];
    expect(infos(serial(broken.map(([bytes]): Said => ['>', bytes])))).toEqual(
      broken.map(([, info]) => info),
    );
  });

  it('shows the opening and the end of a link', () => {
    const blocks: Uint8Array[] = [];
    const writer = new CaptureWriter((block) => blocks.push(block), {});
    const sink = writer.add({ linkType: LinkType.RtacSerial, description: 'fobkit: test' });
    const recorder = new SerialRecorder(sink, new Redactor());
    recorder.opened(START);
    recorder.closed('lost', START);
    expect(infos(joined(...blocks))).toEqual(['link opened', 'link closed']);
  });

  it('keeps links apart, and begins anew when one is opened', () => {
    const blocks: Uint8Array[] = [];
    const writer = new CaptureWriter((block) => blocks.push(block), {});
    const redactor = new Redactor(() => 'test');
    const [one, other] = ['one', 'other'].map((name) => {
      const sink = writer.add({ linkType: LinkType.RtacSerial, name });
      return new SerialRecorder(sink, redactor);
    });
    const [info, code] = [framed('get-info-reply'), framed('read-code-reply')];
    one?.bytes('to-host', info.subarray(0, 20), START);
    other?.bytes('to-host', code.subarray(0, 20), START);
    one?.bytes('to-host', info.subarray(20), START);
    other?.opened(START);
    other?.bytes('to-host', code, START);
    expect(infos(joined(...blocks))).toEqual([
      'part of a frame',
      'part of a frame',
      'GetInfo reply: ok',
      'link opened',
      'ReadCode reply: ok',
    ]);
  });

  it('leaves other serial captures to Wireshark', () => {
    const blocks: Uint8Array[] = [];
    const writer = new CaptureWriter((block) => blocks.push(block), {});
    const sink = writer.add({ linkType: LinkType.RtacSerial, description: 'a substation' });
    const bytes = framed('get-info-request');
    const place = { unixMicros: START, link: 0 };
    const data = encodeSerialPacket({ kind: 'bytes', direction: 'to-fob', bytes }, place);
    // The footer, which others leave 0.
    data.set([0, 0], 10);
    sink.packet({ unixMicros: START, data });
    const capture = joined(...blocks);
    expect(infos(capture)[0]).toMatch(/^DATA_TX_START/);
    const all = ['-o', 'fobkit.all_serial:TRUE'];
    expect(tshark(capture, ...LUA, ...all)).toContain('GetInfo request');
  });

  it('puts HID reports together, and tells the framing’s own commands', () => {
    const said: Said[] = [
      [
        '>',
        fragmentHid(0xffff_ffff, HidCommand.Init, new Uint8Array(8).fill(5))[0] ?? new Uint8Array(),
      ],
      ...reports('get-info-request').map((report): Said => ['>', report]),
      [
        '<',
        fragmentHid(0x2a00_0001, HidCommand.Keepalive, Uint8Array.of(2))[0] ?? new Uint8Array(),
      ],
      ...reports('get-info-reply').map((report): Said => ['<', report]),
      ['<', fragmentHid(0x2a00_0001, HidCommand.Error, Uint8Array.of(6))[0] ?? new Uint8Array()],
    ];
    const capture = usb('hid', said);
    expect(infos(capture).filter((info) => !/^(GET DESC|URB_)/.test(info))).toEqual([
      'HID Init',
      'GetInfo request',
      'HID Keepalive reply',
      'part of HID Message',
      'part of HID Message',
      'GetInfo reply: ok',
      'HID Error: Busy',
    ]);
    const told = details(capture);
    expect(told).toContain('Keepalive: PressNeeded (0x02)');
    expect(told).toContain('Nonce: 0505050505050505');
    expect(told).toContain('serialLabel: SKTH00000017');
  });

  it('tells channels of one fob apart', () => {
    const [one = new Uint8Array(), ...rest] = reports('get-info-reply', 1);
    const other = reports('read-code-refused', 2);
    const said = [one, ...other, ...rest].map((report): Said => ['<', report]);
    const told = infos(usb('hid', said)).filter((info) => info.includes('reply'));
    expect(told).toEqual(['ReadCode reply: press-required', 'GetInfo reply: ok']);
  });

  it('finds frames in the bulk transfers of WebUSB', () => {
    const stream = framed('get-info-reply');
    const capture = usb('webusb', [
      ['>', framed('get-info-request')],
      ['<', stream.subarray(0, 64)],
      ['<', stream.subarray(64)],
    ]);
    expect(infos(capture).filter((info) => !/^(GET DESC|URB_)/.test(info))).toEqual([
      'GetInfo request',
      'part of a frame',
      'GetInfo reply: ok',
    ]);
  });

  it('reads a TCP stream that it is told to', () => {
    const blocks: Uint8Array[] = [];
    const writer = new CaptureWriter((block) => blocks.push(block), {});
    const sink = writer.add({ linkType: 228 });
    sink.packet({ unixMicros: START, data: tcpPacket(50_000, 4000, framed('get-info-request')) });
    sink.packet({ unixMicros: START, data: tcpPacket(4000, 50_000, framed('get-info-reply')) });
    const told = tshark(joined(...blocks), ...LUA, '-d', 'tcp.port==4000,fobkit');
    expect(told).toMatch(/GetInfo request[^]*GetInfo reply: ok/);
  });
});

/** IPv4 and TCP headers without options or checksums, and a payload. */
function tcpPacket(from: number, to: number, payload: Uint8Array): Uint8Array {
  const packet = new Uint8Array(40 + payload.length);
  const view = new DataView(packet.buffer);
  view.setUint16(0, 0x4500);
  view.setUint16(2, packet.length);
  view.setUint16(8, 0x4006);
  packet.set([127, 0, 0, 1, 127, 0, 0, 1], 12);
  view.setUint16(20, from);
  view.setUint16(22, to);
  view.setUint16(32, 0x5018);
  packet.set(payload, 40);
  return packet;
}
