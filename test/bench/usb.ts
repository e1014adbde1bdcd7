import { join } from 'node:path';
import {
  encodeHidInitReply,
  fragmentHid,
  HID_BROADCAST,
  HidCommand,
  HidHost,
} from '@fobkit/protocol';
import { importDevice, type UsbipHost } from '../support/usb/usbip-client.ts';
import { AskedProcess } from './asked-process.ts';
import { type BenchTable, interleave, median } from './harness.ts';
import { atLeast, holds } from './target.ts';
import { bigFrame, statusFrame, statusRequest } from './usb-traffic.ts';

const FOBS = 1000;
const ATTACHES = 31;
const CONFIGURE = [0, 9, 1, 0, 0, 0, 0, 0];
const HOST = '127.0.0.1';
const NONCE = new Uint8Array(8).fill(9);
const PING = new Uint8Array(57).fill(0x33);

interface Served {
  readonly port: number;
  readonly bare: string;
  readonly busIds: readonly string[];
  /** Of heap and buffers in the server's process. */
  readonly bytes: number;
}

/** A device that is attached and configured, fob or bare. */
class Attached {
  readonly usb: UsbipHost;
  readonly #hid = new HidHost();
  #n = 0;

  private constructor(usb: UsbipHost) {
    this.usb = usb;
  }

  static async to(port: number, busId: string): Promise<Attached> {
    const usb = await importDevice({ host: HOST, port }, busId);
    await usb.control(CONFIGURE);
    return new Attached(usb);
  }

  async openHid(): Promise<void> {
    const [report = NONCE] = this.#hid.open(NONCE);
    const answer = this.usb.in(1, 64);
    await this.usb.out(1, report);
    this.#hid.receive((await answer).data);
  }

  /** A bare device gives no channel: with one of its own the client's work is that of a fob's. */
  pretendHid(): void {
    this.#hid.open(NONCE);
    const reply = { nonce: NONCE, cid: 1, interfaceVersion: 2, capabilities: 0 } as const;
    const payload = encodeHidInitReply({ ...reply, firmware: [1, 0, 0] });
    const [report = NONCE] = fragmentHid(HID_BROADCAST, HidCommand.Init, payload);
    this.#hid.receive(report);
  }

  /** PING and its echo, a report each. */
  ping(): Promise<void> {
    return this.#trip(HidCommand.Ping, PING);
  }

  /** GetStatus and its reply. */
  status(): Promise<void> {
    return this.#trip(HidCommand.Message, statusRequest(++this.#n));
  }

  /** One frame there, its answer back. */
  async serialTrip(frame = bigFrame): Promise<void> {
    const answer = this.usb.in(3, 4096);
    await this.usb.out(3, frame(++this.#n));
    if ((await answer).actualLength === 0) throw new Error('an answer is empty');
  }

  async #trip(
    command: typeof HidCommand.Ping | typeof HidCommand.Message,
    payload: Uint8Array,
  ): Promise<void> {
    let answer = this.usb.in(1, 64);
    for (const report of this.#hid.request(command, payload)) await this.usb.out(1, report);
    for (;;) {
      this.#hid.receive((await answer).data);
      if (this.#hid.ready) return;
      answer = this.usb.in(1, 64);
    }
  }
}

/** What the model of a fob costs on the way that a kernel would take, and how many fit. */
export async function benchUsb(): Promise<BenchTable> {
  const file = join(import.meta.dirname, 'usb-child.ts');
  const server = new AskedProcess<Served>(['--expose-gc', file, String(FOBS)]);
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
        'CDC: GetStatus, and the largest message there is, whose command nobody knows; one under way,',
        'each answered. Attach: connect, import, SET_CONFIGURATION and the first reply. Medians of',
        'interleaved rounds.',
      ],
    };
  } finally {
    server.end();
  }
}

async function rateBoth(fob: Attached, bare: Attached): Promise<(string | number)[][]> {
  const times = async (count: number, trip: () => Promise<void>): Promise<void> => {
    for (let i = 0; i < count; i++) await trip();
  };
  const kinds = [
    { what: 'HID round trips/s, PING', unit: 1, trip: (one: Attached) => one.ping() },
    {
      what: 'CDC kB/s there, frames of 40 bytes',
      unit: statusFrame(1).length / 1000,
      trip: (one: Attached) => one.serialTrip(statusFrame),
    },
    {
      what: 'CDC kB/s there, frames of 1,000 bytes',
      unit: bigFrame(1).length / 1000,
      trip: (one: Attached) => one.serialTrip(bigFrame),
    },
  ];
  const rows: (string | number)[][] = [];
  for (const { what, unit, trip } of kinds) {
    const cases = [fob, bare].map((one, i) => ({
      name: String(i),
      run: (count: number) => times(count, () => trip(one)),
    }));
    const [a, b] = await interleave(cases, { rounds: 21, sliceMs: 120 });
    const [rate, floor] = [(a?.perSecond ?? 0) * unit, (b?.perSecond ?? 0) * unit];
    const ratio = rate / floor;
    const target = atLeast(0.9, ratio, '');
    rows.push([what, rate.toFixed(0), floor.toFixed(0), ratio.toFixed(2), target]);
  }
  const alone = { name: 'fob', run: (count: number) => times(count, () => fob.status()) };
  const [status] = await interleave([alone], { rounds: 9, sliceMs: 60 });
  rows.push(['HID round trips/s, GetStatus', (status?.perSecond ?? 0).toFixed(0), '', '', '']);
  return rows;
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
