import { readFileSync } from 'node:fs';
import {
  CaptureWriter,
  catalogue,
  encodeSerialFrame,
  encodeSerialPacket,
  fragmentHid,
  fromHex,
  HidCommand,
  LinkType,
  PROTOCOL_VERSION,
  Redactor,
  replyEnvelope,
  requestEnvelope,
  SerialRecorder,
  statusCodes,
  UsbLinkRecorder,
} from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import { DISSECTOR, dissectorWithTables } from '../../../support/dissector-tables.ts';
import { framesOf } from '../../../support/doc-frames.ts';
import { tshark, tsharkFields, tsharkReason, withoutTshark } from '../../../support/tshark.ts';

const LUA = ['-X', `lua_script:${DISSECTOR}`];
const START = 1_795_426_200_000_000;
const commands = framesOf('06-commands.md');
const messages = framesOf('03-messages.md');

function frame(name: string): Uint8Array {
  const found = commands.get(name) ?? messages.get(name);
  if (found === undefined) throw new Error(`no frame ${name}`);
  return found;
}

type Said = readonly ['>' | '<', Uint8Array];

/** A capture of a serial link on which that was said, by a fob for tests unless told. */
function serial(said: readonly Said[], purpose: 'test' | 'production' = 'test'): Uint8Array {
  const blocks: Uint8Array[] = [];
  const writer = new CaptureWriter((block) => blocks.push(block), {});
  const sink = writer.add({ linkType: LinkType.RtacSerial, description: 'fobkit: test' });
  const recorder = new SerialRecorder(sink, new Redactor(() => purpose));
  said.forEach(([direction, bytes], i) => {
    recorder.bytes(direction === '>' ? 'to-fob' : 'to-host', bytes, START + i);
  });
  return joined(...blocks);
}

/** A capture of a HID or WebUSB link on which that was said. */
function usb(name: 'hid' | 'webusb', said: readonly Said[]): Uint8Array {
  const blocks: Uint8Array[] = [];
  const writer = new CaptureWriter((block) => blocks.push(block), {});
  const sink = writer.add({ linkType: LinkType.UsbLinuxMmapped });
  const recorder = new UsbLinkRecorder(sink, new Redactor(() => 'test'), {
    function: name,
    device: 1,
  });
  recorder.opened(START);
  for (const [direction, bytes] of said) {
    recorder.bytes(direction === '>' ? 'to-fob' : 'to-host', bytes, START);
  }
  return joined(...blocks);
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

function framed(name: string): Uint8Array {
  return encodeSerialFrame(frame(name));
}

function reports(name: string, cid = 0x2a00_0001): Uint8Array[] {
  return fragmentHid(cid, HidCommand.Message, frame(name));
}

/** What a reader of the list of packets sees of each: on a second pass, as in Wireshark. */
function infos(capture: Uint8Array, ...passes: readonly string[]): readonly string[] {
  const options = passes.length === 0 ? ['-2'] : passes;
  return tsharkFields(capture, ['_ws.col.Info'], ...LUA, ...options).map(([info = '']) =>
    info.trim(),
  );
}

/** The dissection, an item a line, without the file's own facts. */
function details(capture: Uint8Array, ...options: readonly string[]): readonly string[] {
  const lines = tshark(capture, ...LUA, '-V', '-O', 'fobkit', ...options).split('\n');
  return lines.map((line) => line.trim()).filter((line) => line !== '');
}

describe('the tables of the dissector', () => {
  it('are those of the protocol', () => {
    const committed = readFileSync(DISSECTOR, 'utf8');
    expect(committed === dissectorWithTables(), 'run `npm run dissector` and commit it').toBe(true);
  });
});

describe.skipIf(withoutTshark)(`the dissector in tshark${tsharkReason}`, () => {
  it('names every command, its requests and its replies', () => {
    const tag = new Uint8Array(8).fill(9);
    const said = catalogue.flatMap(({ code }): Said[] => [
      [
        '>',
        encodeSerialFrame(
          requestEnvelope.encode({ version: 1, command: code, tag, payload: Uint8Array.of(0xa0) }),
        ),
      ],
      [
        '<',
        encodeSerialFrame(
          replyEnvelope.encode({ version: 1, command: code, tag, status: 'internal' }),
        ),
      ],
    ]);
    expect(infos(serial(said))).toEqual(
      catalogue.flatMap(({ name }) => [`${name} request`, `${name} reply: internal`]),
    );
  });

  it('names every status', () => {
    const names = Object.keys(statusCodes) as (keyof typeof statusCodes)[];
    const said = names.map((status): Said => {
      const tag = new Uint8Array(8);
      const envelope = { version: PROTOCOL_VERSION, command: 6, tag, status };
      return ['<', encodeSerialFrame(replyEnvelope.encode(envelope))];
    });
    expect(infos(serial(said))).toEqual(names.map((name) => `Wink reply: ${name}`));
  });

  it('tells the fields of a reply by name, those within others too', () => {
    const told = details(serial([['<', framed('get-info-reply')]]));
    expect(told.slice(told.indexOf('fobkit message, GetInfo reply: ok'))).toEqual([
      'fobkit message, GetInfo reply: ok',
      'Version: 1',
      'Command: GetInfo (0x0001)',
      'Tag: a1a2a3a4a5a6a7a8',
      'Status: ok (0x0000)',
      'Payload: get-info-reply',
      'protocolVersion: 1',
      'deviceId: f0b17a5500000017',
      'model: FK-1',
      'firmwareVersion: 1.4.7',
      'lifecycle: ready (1)',
      'keyGeneration: 0',
      'batchKeyId: 0b4d47a1',
      'features',
      'modes: totp (0)',
      'modes: hotp (1)',
      'algorithms: SHA1 (0)',
      'algorithms: SHA256 (1)',
      'minDigits: 6',
      'maxDigits: 8',
      'steps: 30',
      'steps: 60',
      ...catalogue.map(({ name, code }) => `commands: ${String(code)} (${name})`),
      'clockAdjustLimitSeconds: 600',
      'trimLimitPpb: 100000',
      'hasButton: True',
      'loaded',
      'mode: totp (0)',
      'algorithm: SHA1 (0)',
      'digits: 6',
      'serialLabel: SKTH00000017',
      'purpose: test (0)',
      'stepSeconds: 30',
      't0: 0 (1970-01-01 00:00:00 UTC)',
    ]);
  });

  it('has a filter for every field', () => {
    const capture = serial([
      ['<', framed('get-status-reply')],
      ['<', framed('read-code-reply')],
    ]);
    const fields = ['fobkit.get_status_reply.battery_millivolts', 'fobkit.read_code_reply.code'];
    expect(tsharkFields(capture, fields, ...LUA)).toEqual([
      ['3000', ''],
      ['', '287082'],
    ]);
  });

  it('links a reply with its request by the tag', () => {
    const capture = serial([
      ['>', framed('get-info-request')],
      ['<', framed('get-info-reply')],
    ]);
    const fields = ['fobkit.reply_to', 'fobkit.reply_in'];
    expect(tsharkFields(capture, fields, ...LUA, '-2')).toEqual([
      ['', '2'],
      ['1', ''],
    ]);
  });

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

  it('shows what is masked, and says so', () => {
    const damaged = framed('read-code-reply').map((byte, i) => (i === 20 ? byte ^ 4 : byte));
    const told = details(
      serial(
        [
          ['<', framed('read-code-reply')],
          ['<', damaged],
        ],
        'production',
      ),
    );
    expect(told).toContain('code: ******');
    expect(told).toContain('[Expert Info (Note/Security): masked when it was captured]');
  });

  it.each(['00', '01', '04'])(
    'takes an envelope whose field %s is beyond its limits for none, and lives on',
    (key) => {
      const numbers = { '00': '01', '01': '02', '04': '00', [key]: '1bffffffffffffffff' };
      const envelope = fromHex(
        `a500${numbers['00']}01${numbers['01']}0248a1a2a3a4a5a6a7a80341a004${numbers['04']}`,
      );
      const text = tshark(serial([['<', encodeSerialFrame(envelope)]]), ...LUA);
      expect(text).toContain('malformed message');
      expect(text).not.toContain('Lua Error');
    },
  );

  it.each([
    ['a name', '01', 'lifecycle'],
    ['a positive number', '02', 'batteryPercent'],
  ])('does not cut %s that is too large down to one that fits', (_, key, field) => {
    const payload = `a1${key}1b0020000000000100`;
    const envelope = fromHex(`a5000101020248a1a2a3a4a5a6a7a8034b${payload}0400`);
    const told = details(serial([['<', encodeSerialFrame(envelope)]]));
    expect(told).toContain(`${field}: out of range`);
  });

  it('passes over fields that it does not know', () => {
    const payload = Uint8Array.of(0xa2, 1, 5, 0x18, 99, 0x82, 1, 2);
    const tag = new Uint8Array(8);
    const request = requestEnvelope.encode({ version: 1, command: 2, tag, payload });
    const told = details(serial([['>', encodeSerialFrame(request)]]));
    expect(told).toContain('events: 5');
    expect(told).toContain('Key 99: Unknown field: 820102');
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
