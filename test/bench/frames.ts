import { once } from 'node:events';
import { crc32 as zlibCrc32 } from 'node:zlib';
import {
  encodeSerialFrame,
  fragmentHid,
  getStatus,
  HidCommand,
  HidDevice,
  type HidDeviceOutput,
  HidHost,
  PROTOCOL_VERSION,
  requestEnvelope,
  SerialFrameParser,
  TAG_LENGTH,
} from '@fobkit/protocol';
import { decode as cborgDecode, encode as cborgEncode } from 'cborg';
import * as cobs from 'cobs';
import { crc32 as npmCrc32 } from 'crc';
import { SlipDecoder, SlipEncoder } from 'serialport';
import { RawHost } from '../support/raw-host.ts';
import { loadedFob, profileNamed } from './fobs.ts';
import { interleave, type BenchCase, type BenchTable } from './harness.ts';
import { named } from './machine.ts';

const MESSAGE_BYTES = 60;
/** With zeros in it, as messages have them. */
const message = Uint8Array.from({ length: MESSAGE_BYTES }, (_, i) => (i * 73) & (i % 5 && 0xff));

interface Group {
  readonly what: string;
  /** The first is fobkit, to which the others' ratios are taken. */
  readonly cases: readonly (BenchCase & { readonly each?: number })[];
}

/** Messages a second through each framing, there and back in one process. */
export async function benchFrames(): Promise<BenchTable> {
  const groups = [serialGroup(), hidGroup(), envelopeGroup(), commandGroup()];
  const all = groups.flatMap(({ what, cases }) =>
    cases.map((it) => ({ ...it, what, name: `${what}: ${it.name}`, engine: it.name })),
  );
  const measured = await interleave(all);
  const rates = all.map(({ each = 1 }, i) => (measured[i]?.perSecond ?? Number.NaN) * each);
  const firstOf = (what: string) => rates[all.findIndex((it) => it.what === what)] ?? Number.NaN;
  return {
    title: `Frames of ${MESSAGE_BYTES}-byte messages, encoded and decoded, on one thread`,
    columns: ['what', 'by', 'k messages/s', '× fobkit'],
    rows: all.map(({ what, engine }, i) => {
      const rate = rates[i] ?? Number.NaN;
      return [what, engine, (rate / 1000).toFixed(0), (rate / firstOf(what)).toFixed(2)];
    }),
    notes: [
      'Medians of 9 interleaved rounds. One link carries 0.5 k messages/s (HID, full speed) or',
      '1.6 k (serial, 1 Mbaud); a framing matters where one process carries a thousand links.',
    ],
  };
}

function serialGroup(): Group {
  const parser = new SerialFrameParser();
  return {
    what: 'serial, COBS + CRC-32',
    cases: [
      {
        name: 'fobkit',
        run(count) {
          for (let i = 0; i < count; i++) {
            const [event] = parser.push(encodeSerialFrame(message));
            if (event?.type !== 'frame') throw new Error('the frame was lost');
          }
        },
      },
      { name: `${named('cobs')} + ${named('crc')}`, run: cobsWith(npmCrc32) },
      { name: `${named('cobs')} + node:zlib crc32`, run: cobsWith(zlibCrc32) },
      { name: `${named('serialport')} SLIP streams, no CRC`, run: slipStreams },
    ],
  };
}

function cobsWith(crc32: (bytes: Buffer) => number): BenchCase['run'] {
  const bytes = Buffer.from(message);
  return (count) => {
    for (let i = 0; i < count; i++) {
      const plain = Buffer.alloc(MESSAGE_BYTES + 4);
      plain.set(bytes);
      plain.writeUInt32LE(crc32(bytes), MESSAGE_BYTES);
      const frame = Buffer.concat([cobs.encode(plain), Buffer.alloc(1)]);
      const back = cobs.decode(frame.subarray(0, -1));
      const payload = back.subarray(0, MESSAGE_BYTES);
      if (crc32(payload) !== back.readUInt32LE(MESSAGE_BYTES)) throw new Error('the CRC differs');
    }
  };
}

async function slipStreams(count: number): Promise<void> {
  const encoder = new SlipEncoder({});
  const decoder = encoder.pipe(new SlipDecoder({}));
  const { promise, resolve } = Promise.withResolvers<undefined>();
  let arrived = 0;
  decoder.on('data', () => {
    if (++arrived === count) resolve(undefined);
  });
  const chunk = Buffer.from(message);
  for (let i = 0; i < count; i++) {
    if (!encoder.write(chunk)) await once(encoder, 'drain');
  }
  await promise;
}

/** A request and a reply, through the state machines of both sides. */
function hidGroup(): Group {
  const device = new HidDevice({ firmware: [1, 0, 0], firstCid: 1 });
  const host = new HidHost();
  const toHost = (outputs: readonly HidDeviceOutput[]) => {
    for (const output of outputs) if (output.type === 'report') host.receive(output.report);
  };
  for (const report of host.open(new Uint8Array(8))) toHost(device.receive(report, 0));
  return {
    what: 'HID, 64-byte reports',
    cases: [
      {
        name: 'fobkit',
        each: 2,
        run(count) {
          for (let i = 0; i < count; i++) exchange(host, device);
        },
      },
      {
        name: 'fobkit, fragmentation alone',
        run(count) {
          for (let i = 0; i < count; i++) fragmentHid(1, HidCommand.Message, message);
        },
      },
    ],
  };
}

function exchange(host: HidHost, device: HidDevice): void {
  for (const request of host.request(HidCommand.Message, message)) {
    for (const output of device.receive(request, 0)) {
      if (output.type !== 'message') continue;
      for (const report of device.reply(output.transaction, output.payload)) host.receive(report);
    }
  }
  if (!host.ready) throw new Error('the reply was lost');
}

/** The two envelopes of one exchange have the same fields but for a status. */
function envelopeGroup(): Group {
  const envelope = {
    version: PROTOCOL_VERSION,
    command: getStatus.code,
    tag: message.slice(0, TAG_LENGTH),
    payload: message.slice(0, MESSAGE_BYTES - 18),
  };
  const map = new Map<number, unknown>([
    [0, envelope.version],
    [1, envelope.command],
    [2, envelope.tag],
    [3, envelope.payload],
  ]);
  return {
    what: 'message envelope, CBOR',
    cases: [
      {
        name: 'fobkit, with its limits',
        run(count) {
          for (let i = 0; i < count; i++) requestEnvelope.decode(requestEnvelope.encode(envelope));
        },
      },
      {
        name: `${named('cborg')}, any CBOR`,
        run(count) {
          for (let i = 0; i < count; i++) cborgDecode(cborgEncode(map), { useMaps: true });
        },
      },
    ],
  };
}

/** All of it: frame, envelope, dispatch, a reply of 15 fields, and back. */
function commandGroup(): Group {
  const host = new RawHost(loadedFob(profileNamed('generic')));
  return {
    what: 'GetStatus, host to fob and back',
    cases: [
      {
        name: 'fobkit, in-process',
        run(count) {
          for (let i = 0; i < count; i++) {
            if (host.call(getStatus, {}).status !== 'ok') throw new Error('no answer');
          }
        },
      },
    ],
  };
}
