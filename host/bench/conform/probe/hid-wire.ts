import { RuleBroken } from './outcome.ts';
import { PATIENCE_MS, SILENCE_MS, type Wire } from './wire.ts';

export const BROADCAST = 0xffff_ffff;

/** Numbers of docs/protocol/01-hid-framing.md §1.6, without the bit 0x80. */
export const Hid = {
  ping: 0x01,
  lock: 0x04,
  init: 0x06,
  wink: 0x08,
  cancel: 0x11,
  keepalive: 0x3b,
  error: 0x3f,
  message: 0x40,
} as const;

/** A message that came, put together. */
export interface HidMessage {
  readonly channel: number;
  readonly command: number;
  readonly payload: Uint8Array;
  readonly reports: readonly Uint8Array[];
}

/** One packet, made by hand: `head` is the channel and what follows it. */
export function report(channel: number, head: readonly number[], data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(64);
  new DataView(bytes.buffer).setUint32(0, channel);
  bytes.set(head, 4);
  bytes.set(data, 4 + head.length);
  return bytes;
}

/** The initialization packet of a message that declares `length` bytes. */
export function initPacket(
  channel: number,
  command: number,
  data: Uint8Array,
  length = data.length,
): Uint8Array {
  return report(channel, [0x80 | command, length >>> 8, length & 0xff], data.subarray(0, 57));
}

/** All packets of a message ([HID-6], [HID-7]). */
export function packets(channel: number, command: number, payload: Uint8Array): Uint8Array[] {
  const all = [initPacket(channel, command, payload)];
  for (let at = 57; at < payload.length; at += 59) {
    all.push(report(channel, [all.length - 1], payload.subarray(at, at + 59)));
  }
  return all;
}

/** Reports to and from the fob, and channels on them. */
export class HidWire {
  readonly kind = 'hid';
  readonly #wire: Wire;
  readonly #random: (length: number) => Uint8Array;
  #channel = 0;

  constructor(wire: Wire, random: (length: number) => Uint8Array) {
    this.#wire = wire;
    this.#random = random;
  }

  write(bytes: Uint8Array): Promise<void> {
    return this.#wire.write(bytes);
  }

  async writeAll(reports: readonly Uint8Array[]): Promise<void> {
    for (const one of reports) await this.#wire.write(one);
  }

  /** The next report as it is; undefined when none comes in time. */
  report(ms = PATIENCE_MS): Promise<Uint8Array | undefined> {
    return this.#wire.next(ms);
  }

  /** How many reports come within that time. */
  async during(ms = SILENCE_MS): Promise<number> {
    return (await this.#wire.during(ms)).length;
  }

  /**
   * The next message of the fob, KEEPALIVE passed over unless it stands inside; undefined when
   * none comes in time. @throws RuleBroken when its packets do not fit together.
   */
  async message(ms = PATIENCE_MS): Promise<HidMessage | undefined> {
    let first = await this.report(ms);
    while (first !== undefined && isKeepalive(first)) first = await this.report(ms);
    if (first === undefined) return undefined;
    const head = headOf(first);
    const reports = [first];
    const payload = new Uint8Array(head.length);
    payload.set(first.subarray(7, 7 + Math.min(57, head.length)));
    for (let at = 57, next = 0; at < head.length; at += 59, next++) {
      const one = await this.report(ms);
      if (one === undefined) throw new RuleBroken('HID-8', `packet ${next} of a reply is missing`);
      if (isKeepalive(one)) {
        throw new RuleBroken('HID-27', 'KEEPALIVE between two packets of a reply');
      }
      if (channelOf(one) !== head.channel || one[4] !== next) {
        throw new RuleBroken('HID-7', `another packet where number ${next} of a reply is due`);
      }
      payload.set(one.subarray(5, 5 + Math.min(59, head.length - at)), at);
      reports.push(one);
    }
    return { channel: head.channel, command: head.command, payload, reports };
  }

  /** One message and what comes of it. */
  async exchange(
    channel: number,
    command: number,
    payload: Uint8Array,
  ): Promise<HidMessage | undefined> {
    await this.writeAll(packets(channel, command, payload));
    return this.message();
  }

  /** A channel of its own. @throws RuleBroken when INIT is not answered. */
  async open(): Promise<number> {
    const reply = await this.exchange(BROADCAST, Hid.init, this.#random(8));
    if (reply?.command !== Hid.init || reply.payload.length < 17) {
      throw new RuleBroken('HID-18', 'INIT on the broadcast channel is not answered');
    }
    return channelOf(reply.payload, 8);
  }

  /** A message of page 3 on a channel that is opened for it. */
  async send(message: Uint8Array): Promise<void> {
    if (this.#channel === 0) this.#channel = await this.open();
    await this.writeAll(packets(this.#channel, Hid.message, message));
  }

  /** The next message of page 3. */
  async receive(ms = PATIENCE_MS): Promise<Uint8Array | undefined> {
    const reply = await this.message(ms);
    if (reply === undefined) return undefined;
    if (reply.command === Hid.error) {
      throw new RuleBroken('HID-20', `a message is refused with error ${reply.payload[0]}`);
    }
    return reply.payload;
  }

  close(): Promise<void> {
    return this.#wire.close();
  }
}

export function channelOf(bytes: Uint8Array, at = 0): number {
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(at);
}

/** Whether it is a KEEPALIVE. @throws RuleBroken for one of a status that no page has. */
function isKeepalive(bytes: Uint8Array): boolean {
  if (bytes[4] !== (0x80 | Hid.keepalive)) return false;
  const status = bytes[7] ?? 0;
  if (status === 1 || status === 2) return true;
  throw new RuleBroken('HID-27', `KEEPALIVE of status ${status}`);
}

function headOf(bytes: Uint8Array): { channel: number; command: number; length: number } {
  if (bytes.length !== 64) throw new RuleBroken('HID-1', `a report of ${bytes.length} bytes`);
  const kind = bytes[4] ?? 0;
  if (kind < 0x80) throw new RuleBroken('HID-5', 'a continuation packet that begins a message');
  const length = ((bytes[5] ?? 0) << 8) | (bytes[6] ?? 0);
  return { channel: channelOf(bytes), command: kind & 0x7f, length };
}
