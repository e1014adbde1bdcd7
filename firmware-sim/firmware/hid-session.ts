import { HID_REPORT_SIZE, HidDevice, type HidDeviceOutput } from '@fobkit/protocol';
import { AnswersOnce, type LinkHooks, type LinkSession } from './link-session.ts';

/** What a HID session is told when the host's first report comes. */
export interface HidSessionOptions {
  /** Version of the firmware, as `1.0.0`. */
  readonly firmwareVersion: string;
  /** 4 random bytes, of which the first channel is made ([HID-10]). */
  readonly random: Uint8Array;
}

/** The fob's end of HID reports (docs/protocol/01-hid-framing.md). */
export class HidSession implements LinkSession {
  readonly #device: HidDevice;
  readonly #hooks: LinkHooks;
  /** A request that is repeated comes on the channel of the first. */
  readonly #answers = new Map<number, AnswersOnce>();

  constructor({ firmwareVersion, random }: HidSessionOptions, hooks: LinkHooks) {
    const [major = 0, minor = 0, build = 0] = firmwareVersion.split('.').map(Number);
    this.#device = new HidDevice({
      firmware: [major, minor, build],
      firstCid: firstChannel(random),
    });
    this.#hooks = hooks;
  }

  get wakeAt(): number | undefined {
    return this.#device.wakeAt;
  }

  receive(bytes: Uint8Array, uptime: number): readonly Uint8Array[] {
    const reports: Uint8Array[] = [];
    for (let at = 0; at < bytes.length; at += HID_REPORT_SIZE) {
      const report = bytes.subarray(at, at + HID_REPORT_SIZE);
      reports.push(...this.#carryOut(this.#device.receive(report, uptime)));
    }
    return reports;
  }

  elapse(uptime: number): readonly Uint8Array[] {
    return this.#carryOut(this.#device.elapse(uptime));
  }

  #carryOut(outputs: readonly HidDeviceOutput[]): Uint8Array[] {
    return outputs.flatMap((output) => {
      switch (output.type) {
        case 'report':
          return output.report;
        case 'message':
          return this.#device.reply(output.transaction, this.#reply(output.cid, output.payload));
        case 'wink':
          this.#hooks.wink();
          return [];
        // A message is answered in the turn in which it came: there is nothing to give up.
        case 'cancel':
        case 'abort':
          return [];
      }
    });
  }

  #reply(cid: number, message: Uint8Array): Uint8Array {
    const answers = this.#answers.get(cid) ?? new AnswersOnce((one) => this.#hooks.answer(one));
    // The channel that spoke last is kept longest.
    this.#answers.delete(cid);
    this.#answers.set(cid, answers);
    const [oldest] = this.#answers.keys();
    if (this.#answers.size > MOST_CHANNELS && oldest !== undefined) this.#answers.delete(oldest);
    return answers.answer(message);
  }
}

/** Channels whose last request is remembered. */
const MOST_CHANNELS = 4;

function firstChannel(random: Uint8Array): number {
  const [a = 0, b = 0, c = 0, d = 0] = random;
  return ((a & 0x7f) << 24) | (b << 16) | (c << 8) | d || 1;
}
