import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import {
  ByteReader,
  encodeHidInitReply,
  fragmentHid,
  HID_BROADCAST,
  HidCommand,
  HidHost,
} from '@fobkit/protocol';
import { importDevice, type UsbipHost } from '../support/usb/usbip-client.ts';
import { type BenchTable, interleave, median } from './harness.ts';
import { atLeast, holds } from './target.ts';
import { answersOfFob, bigFrame, statusRequest } from './usb-traffic.ts';

const FOBS = 1000;
const ATTACHES = 31;
const CONFIGURE = [0, 9, 1, 0, 0, 0, 0, 0];
const HOST = '127.0.0.1';
const NONCE = new Uint8Array(8).fill(9);

interface Served {
  readonly port: number;
  readonly bare: string;
  readonly busIds: readonly string[];
  /** Of heap and buffers in the server's process. */
  readonly bytes: number;
}

/** The server in a process of its own: each word to it is answered with how it stands. */
class Server {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  constructor(fobs: number) {
    const file = join(import.meta.dirname, 'usb-child.ts');
    this.#child = spawn(process.execPath, ['--expose-gc', file, String(fobs)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const { stdout } = this.#child;
    if (stdout === null) throw new Error('the server has no output');
    this.#lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
  }

  async state(ask = true): Promise<Served> {
    if (ask) this.#child.stdin?.write('\n');
    const line = await this.#lines.next();
    if (line.done === true) throw new Error('the server ended');
    return JSON.parse(line.value) as Served;
  }

  end(): void {
    this.#child.stdin?.end();
  }
}

/** A device that is attached and configured, fob or bare. */
class Attached {
  readonly usb: UsbipHost;
  readonly #hid = new HidHost();
  readonly #reports: number;
  readonly #bytes: number;
  #n = 0;

  constructor(usb: UsbipHost, reports: number, bytes: number) {
    this.usb = usb;
    this.#reports = reports;
    this.#bytes = bytes;
  }

  static async to(port: number, busId: string): Promise<Attached> {
    const { reports, bytes } = answersOfFob();
    const usb = await importDevice({ host: HOST, port }, busId);
    await usb.control(CONFIGURE);
    return new Attached(usb, reports.length / 64, bytes.length);
  }

  async openHid(): Promise<void> {
    const [report] = this.#hid.open(NONCE);
    const answer = this.usb.in(1, 64);
    await this.usb.out(1, report ?? NONCE);
    this.#hid.receive((await answer).data);
  }

  /** A bare device gives no channel. With the one that its reports are of, the client's work is the same. */
  pretendHid(): void {
    this.#hid.open(NONCE);
    const cid = new ByteReader(answersOfFob().reports).u32be();
    const reply = {
      nonce: NONCE,
      cid,
      interfaceVersion: 2,
      firmware: [1, 0, 0],
      capabilities: 0,
    } as const;
    const [report = NONCE] = fragmentHid(HID_BROADCAST, HidCommand.Init, encodeHidInitReply(reply));
    this.#hid.receive(report);
  }

  async hidTrip(): Promise<void> {
    const answers = Array.from({ length: this.#reports }, () => this.usb.in(1, 64));
    const message = statusRequest(++this.#n);
    const reports = this.#hid.request(HidCommand.Message, message);
    for (const report of reports) await this.usb.out(1, report);
    for (const { data } of await Promise.all(answers)) this.#hid.receive(data);
    if (!this.#hid.ready) throw new Error('a reply is missing');
  }

  /** One frame there, its answer back; how many bytes went there. */
  async serialTrip(): Promise<number> {
    const frame = bigFrame(++this.#n);
    const answer = this.usb.in(3, 4096);
    await this.usb.out(3, frame);
    const { actualLength } = await answer;
    // The first frame of a fob has one byte more.
    if (Math.abs(actualLength - this.#bytes) > 1) throw new Error('an answer of another length');
    return frame.length;
  }
}

/** What the model of a fob costs on the way that a kernel would take, and how many fit. */
export async function benchUsb(): Promise<BenchTable> {
  const server = new Server(FOBS);
  try {
    const { port, bare, busIds, bytes: before } = await server.state(false);
    const [first = '', ...others] = busIds;
    const fob = await Attached.to(port, first);
    const floor = await Attached.to(port, bare);
    await fob.openHid();
    floor.pretendHid();
    const rates = await rateBoth(fob, floor);
    for (const { usb } of [fob, floor]) usb.close();
    const attach = await attachTimes(port, others[0] ?? '', bare);
    const crowd = await attachAll(port, others.slice(1));
    const { bytes: after } = await server.state();
    for (const { usb } of crowd.attached) usb.close();
    const each = (after - before) / crowd.attached.length / 1000;
    return {
      title:
        'USB/IP over loopback, client and server in a process each, against a bare echo device',
      columns: ['what', 'fob', 'bare', 'ratio', 'target'],
      rows: [
        ...rates,
        ...attach,
        [
          `fobs attached at once, each answered`,
          crowd.attached.length,
          '',
          '',
          holds(`all ${FOBS - 2}`, crowd.attached.length === FOBS - 2),
        ],
        ['  until the last had answered, ms', crowd.ms.toFixed(0), '', '', ''],
        ['  kB each in the server, while attached', each.toFixed(1), '', '', ''],
      ],
      notes: [
        'A HID round trip is GetStatus and its reply, three reports in all; a bare device returns as',
        'many. CDC: frames of 1,011 bytes, each answered. Attach: connect, import, SET_CONFIGURATION,',
        'the first reply. Medians of interleaved rounds.',
      ],
    };
  } finally {
    server.end();
  }
}

async function rateBoth(fob: Attached, bare: Attached): Promise<(string | number)[][]> {
  const times = async (count: number, trip: () => Promise<unknown>): Promise<void> => {
    for (let i = 0; i < count; i++) await trip();
  };
  const options = { rounds: 15, sliceMs: 120 };
  const hid = await interleave(
    [
      { name: 'fob', run: (count) => times(count, () => fob.hidTrip()) },
      { name: 'bare', run: (count) => times(count, () => bare.hidTrip()) },
    ],
    options,
  );
  const serial = await interleave(
    [
      { name: 'fob', run: (count) => times(count, () => fob.serialTrip()) },
      { name: 'bare', run: (count) => times(count, () => bare.serialTrip()) },
    ],
    options,
  );
  const row = (what: string, [one, other]: typeof hid, unit: number) => {
    const [rate, floor] = [one?.perSecond ?? 0, other?.perSecond ?? 0];
    const ratio = rate / floor;
    return [
      what,
      (rate * unit).toFixed(0),
      (floor * unit).toFixed(0),
      ratio.toFixed(2),
      atLeast(0.9, ratio, ''),
    ];
  };
  return [row('HID round trips/s', hid, 1), row('CDC kB/s', serial, bigFrame(1).length / 1000)];
}

async function attachTimes(
  port: number,
  fob: string,
  bare: string,
): Promise<(string | number)[][]> {
  const times: Record<string, number[]> = { fob: [], bare: [] };
  for (let i = 0; i < ATTACHES; i++) {
    for (const [name, busId] of [
      ['fob', fob],
      ['bare', bare],
    ] as const) {
      const begin = performance.now();
      const attached = await Attached.to(port, busId);
      await attached.serialTrip();
      times[name]?.push(performance.now() - begin);
      attached.usb.close();
      await attached.usb.closed;
    }
  }
  const [one, other] = [median(times['fob'] ?? []), median(times['bare'] ?? [])];
  return [
    ['attach to first reply, ms', one.toFixed(2), other.toFixed(2), (one / other).toFixed(2), ''],
  ];
}

async function attachAll(
  port: number,
  busIds: readonly string[],
): Promise<{ readonly attached: readonly Attached[]; readonly ms: number }> {
  const begin = performance.now();
  const attached: Attached[] = [];
  for (const busId of busIds) {
    const one = await Attached.to(port, busId);
    await one.serialTrip();
    attached.push(one);
  }
  return { attached, ms: performance.now() - begin };
}
