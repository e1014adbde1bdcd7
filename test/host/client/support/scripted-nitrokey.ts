import type { FeatureReportPort } from '../../../../host/client/nitrokey/feature-reports.ts';

/** What a token does with one command: the status byte and the bytes from offset 7 on. */
export interface Answer {
  readonly status?: number;
  readonly result?: readonly number[];
}

export type Answerer = (payload: Uint8Array) => Answer;

/**
 * A Nitrokey whose bytes are laid out here by hand, after report_protocol.c of
 * nitrokey-pro-firmware, with a CRC of its own, so that nothing of the code under test judges itself.
 */
export class ScriptedNitrokey implements FeatureReportPort {
  readonly url = 'nitrokey:/dev/hidraw7';
  /** Requests that it has read, as they came. */
  readonly requests: Uint8Array[] = [];
  /** Looks until it has begun, and until it is done. */
  receivedLooks = 0;
  busyLooks = 0;
  /** Its own CRC is wrong in answers to these. */
  readonly wrongCrc = new Set<number>();
  /** So many of the next reports are not taken: it was busy. */
  drop = 0;
  /** So many of the next reports come with a bit turned. */
  damage = 0;
  /** So many of the next reports to the host are cut. */
  cut = 0;
  closed = false;
  readonly #answers = new Map<number, Answerer>();
  #output: Uint8Array = new Uint8Array(64);
  #received = 0;
  #busy = 0;

  on(command: number, answer: Answer | Answerer): this {
    this.#answers.set(command, typeof answer === 'function' ? answer : () => answer);
    return this;
  }

  /** Codes of the commands that it has read. */
  get commands(): readonly number[] {
    return this.requests.map((request) => request[0] ?? 0xff);
  }

  open(): ReturnType<FeatureReportPort['open']> {
    return Promise.resolve({
      send: (report) => {
        this.#receive(Uint8Array.from(report));
        return Promise.resolve();
      },
      get: () => Promise.resolve(this.#look()),
      close: () => {
        this.closed = true;
        return Promise.resolve();
      },
    });
  }

  #receive(report: Uint8Array): void {
    if (this.drop > 0) {
      this.drop--;
      return;
    }
    if (this.damage > 0) {
      this.damage--;
      report[9] = (report[9] ?? 0) ^ 0x10;
    }
    this.requests.push(report);
    this.#received = this.receivedLooks;
    this.#busy = this.busyLooks;
    this.#output = this.#run(report);
  }

  #look(): Uint8Array {
    if (this.cut > 0) {
      this.cut--;
      return this.#output.slice(0, 63);
    }
    const report = Uint8Array.from(this.#output);
    if (this.#received > 0) {
      this.#received--;
      report[0] = 3;
    } else if (this.#busy > 0) {
      this.#busy--;
      report[0] = 1;
    }
    return report;
  }

  #run(report: Uint8Array): Uint8Array {
    const command = report[0] ?? 0xff;
    const output = new Uint8Array(64);
    const view = new DataView(output.buffer);
    const crc = wordCrc(report);
    output[1] = command;
    view.setUint32(2, crc, true);
    if (new DataView(report.buffer).getUint32(60, true) === crc) {
      const answer = this.#answers.get(command)?.(report.subarray(1, 60)) ?? { status: 9 };
      output[6] = answer.status ?? 0;
      output.set(answer.result ?? [], 7);
    } else output[6] = 1;
    view.setUint32(60, wordCrc(output) ^ (this.wrongCrc.has(command) ? 1 : 0), true);
    return output;
  }
}

/** The hardware's CRC once more, by its shift register in 64-bit numbers. */
function wordCrc(report: Uint8Array): number {
  let register = 0xffff_ffffn;
  for (let at = 0; at < 60; at += 4) {
    let word = 0n;
    for (let i = 3; i >= 0; i--) word = (word << 8n) | BigInt(report[at + i] ?? 0);
    register ^= word;
    for (let bit = 0; bit < 32; bit++) {
      register <<= 1n;
      if (register >> 32n === 1n) register ^= 0x1_04c1_1db7n;
    }
  }
  return Number(register);
}

function u32(value: number): number[] {
  return [value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, value >>> 24];
}

/** Result of GetStatus: minor and major version, card, configuration. */
export function statusResult(minor: number, card: number, userPin = 0): Answer {
  return { result: [minor, 0, ...u32(card), 0xff, 0xff, 0xff, userPin, 0] };
}

/** Result of ReadSlot: name, flags, token id, counter or interval. */
export function slotResult(name: string, flags: number, moving: number): Answer {
  const letters = Array.from({ length: 15 }, (_, i) => (i < name.length ? name.charCodeAt(i) : 0));
  return { result: [...letters, flags, ...new Array<number>(13).fill(0), ...u32(moving)] };
}

/** Result of GetCode: the number, flags, token id. */
export function codeResult(code: number, flags: number): Answer {
  return { result: [...u32(code), flags] };
}
